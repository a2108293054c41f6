"""Schema classes are attrs classes, whatever is done for their speed: attrs knows their fields."""

from __future__ import annotations

import subprocess
import sys

import attrs
import cattrs
import pytest

from opencode_sessions import Reply, Session, SessionTime, TextPart, Unknown, UnknownPart
from opencode_sessions_api import models
from opencode_sessions_api.types import Model

CLASSES = [
    kind for name in models.__all__ if isinstance(kind := getattr(models, name), type) and issubclass(kind, Model)
]
SESSION = Session(id="ses_1", title="One", version="1.18.33", time=SessionTime(created=1, updated=2))


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_schema_has_its_fields_in_order(kind: type[Model]) -> None:
    assert attrs.has(kind)
    fields = attrs.fields(kind)
    assert [field.name for field in fields] == list(kind.__match_args__)
    if issubclass(kind, Unknown):
        return
    assert [field.name for field in fields if field.name != "additional_properties"] == sorted(
        (name for name, _ in kind._wire_names), key=kind.__match_args__.index
    )
    required = [field.name for field in fields if field.default is attrs.NOTHING]
    assert [field.name for field in fields][: len(required)] == required


def test_fields_tell_type_and_default() -> None:
    fields = attrs.fields(TextPart)
    assert (fields.text.type, fields.text.default) == ("str", attrs.NOTHING)
    assert (fields.type.type, fields.type.default) == ("Literal['text']", "text")
    assert fields.synthetic.default is None


def test_evolve_changes_a_copy() -> None:
    changed = attrs.evolve(SESSION, title="Two")
    assert (changed.title, changed.time, SESSION.title) == ("Two", SESSION.time, "One")
    assert changed != SESSION
    assert attrs.evolve(UnknownPart({"type": "new"}), raw={}) == UnknownPart({})


def test_asdict_goes_all_the_way_down() -> None:
    assert attrs.asdict(SESSION)["time"]["created"] == 1


def test_cattrs_structures_by_the_names_in_python() -> None:
    assert cattrs.structure({"created": 1, "updated": 2}, SessionTime) == SessionTime(created=1, updated=2)


def test_subclasses_have_the_same_fields() -> None:
    assert [field.name for field in attrs.fields(Reply)] == ["info", "parts", "additional_properties"]


def test_attrs_is_imported_only_for_them() -> None:
    code = """
import sys
from opencode_sessions_api.models.session_time import SessionTime
assert "attr" not in sys.modules
SessionTime.__attrs_attrs__
assert "attr" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_base_has_no_fields_and_takes_none_away() -> None:
    code = """
import attrs
from opencode_sessions import TokenCache
from opencode_sessions_api.types import Model

assert not attrs.has(Model)

@attrs.define
class Mine(TokenCache):
    extra: int = 7

assert Mine(1, 2, None, 3).extra == 3
assert Mine.from_dict({"read": 1, "write": 2}).extra == 7
assert attrs.asdict(TokenCache(1, 2)) == {"read": 1, "write": 2, "additional_properties": None}
assert attrs.evolve(TokenCache(1, 2), read=5) == TokenCache(5, 2)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_class_of_ones_own_is_made_by_its_constructor() -> None:
    class Mine(SessionTime):
        def __init__(self, *values: object) -> None:
            super().__init__(*values)  # type: ignore[arg-type]
            self.made = True

    assert Mine.from_dict({"created": 1, "new": 2}).made
    assert Mine.from_dict({}).created is None
    assert Mine.from_dict({"created": 1, "new": 2}).additional_properties == {"new": 2}
