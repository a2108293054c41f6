"""Every schema class is an attrs class: attrs, cattrs, pydantic, typing, inspect and pickle see the same fields."""

from __future__ import annotations

import copy
import inspect
import pickle
import reprlib
import sys
import typing
from typing import Any

import attrs
import cattrs
import pydantic
import pytest
from attrs import NOTHING

from opencode_sessions import Reply, Session, SessionTime, TextPart, TokenCache, Unknown, UnknownPart
from opencode_sessions_api import models
from opencode_sessions_api.types import Model

CLASSES = [
    kind for name in models.__all__ if isinstance(kind := getattr(models, name), type) and issubclass(kind, Model)
]
UNIONS = [name for name in models.__all__ if f"Unknown{name}" in models.__all__]
SESSION = Session(id="ses_1", title="One", version="1.18.33", time=SessionTime(created=1, updated=2))

each_class = pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)


def sample(annotation: Any, depth: int = 3) -> Any:
    """A value of a type; of optional ones None when it is deep enough."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation is Any:
        return {"free": [1, None]}
    if origin is typing.Literal:
        return arguments[0]
    if origin is typing.Annotated:
        return "new"
    if origin is list:
        return [sample(argument, depth) for argument in arguments for _ in range(2)]
    if origin is dict:
        return {"novel": sample(arguments[1], depth)}
    if arguments:
        if type(None) in arguments:
            return sample(arguments[0], depth) if depth else None
        return sample(arguments[depth % len(arguments)], depth)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return made(annotation, depth - 1)
    return annotation("1")


def made(kind: type[Model], depth: int = 3) -> Model:
    """An object of a class with a value in every field."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return kind(**{field.name: sample(hints[field.name], depth) for field in attrs.fields(kind)})


@each_class
def test_fields(kind: Any) -> None:
    assert attrs.has(kind) is True
    extra, *fields = attrs.fields(kind)
    assert (extra.name, extra.kw_only, extra.default) == ("additional_properties", True, None)
    assert [field.name for field in fields] == list(kind.__match_args__)
    required = [field.name for field in fields if field.default is NOTHING]
    assert [field.name for field in fields][: len(required)] == required
    if not issubclass(kind, Unknown):
        assert set(kind._wire_names) == {field.name for field in fields}


@each_class
def test_annotations_can_be_evaluated(kind: type[Model]) -> None:
    hints = typing.get_type_hints(kind, include_extras=True)
    parameters = inspect.signature(kind, eval_str=True).parameters
    assert list(parameters) == [*kind.__match_args__, "additional_properties"]
    attrs.resolve_types(kind)
    for field in attrs.fields(kind):
        assert field.type == hints[field.name] == parameters[field.name].annotation
        assert not isinstance(field.type, str)
        expected = inspect.Parameter.empty if field.default is NOTHING else field.default
        assert parameters[field.name].default == expected


@each_class
def test_a_copy_is_equal(kind: type[Model]) -> None:
    model = made(kind)
    for copied in (copy.copy(model), copy.deepcopy(model), attrs.evolve(model), kind(**vars_of(model))):
        assert (copied, type(copied)) == (model, kind)
        assert copied is not model
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(model, protocol)) == model
    changed = attrs.evolve(model, additional_properties={"new": 1})
    assert changed != model
    assert changed.additional_properties == {"new": 1}


def vars_of(model: Model) -> dict[str, Any]:
    return {field.name: getattr(model, field.name) for field in attrs.fields(type(model))}


@each_class
def test_what_is_encoded_is_decoded_again(kind: type[Model]) -> None:
    model = made(kind)
    if issubclass(kind, Unknown):
        assert kind.from_dict(model.to_dict()).to_dict() == model.to_dict()
        return
    assert kind.from_dict(model.to_dict()).to_dict() == model.to_dict()
    assert list(model.to_dict()) == [*kind._wire_names.values(), "novel"]
    assert kind.from_dict({}).to_dict() == dict.fromkeys(kind._nulls)


@each_class
def test_cattrs_unstructures_and_structures(kind: type[Model]) -> None:
    model = made(kind)
    assert cattrs.structure(cattrs.unstructure(model), kind) == model


@each_class
def test_asdict_goes_all_the_way_down(kind: type[Model]) -> None:
    data = attrs.asdict(made(kind))
    assert list(data) == ["additional_properties", *kind.__match_args__]

    def is_plain(value: Any) -> bool:
        if isinstance(value, dict):
            return all(map(is_plain, value.values()))
        if isinstance(value, list):
            return all(map(is_plain, value))
        return not isinstance(value, Model)

    assert is_plain(data)


@each_class
def test_pydantic_validates_calls_with_it(kind: type[Model]) -> None:
    def take(value: Any) -> Any:
        return value

    take.__annotations__["value"] = kind
    called = pydantic.validate_call(config={"arbitrary_types_allowed": True})(take)
    model = made(kind)
    assert called(model) is model
    with pytest.raises(pydantic.ValidationError):
        called("another value")


@pytest.mark.parametrize("name", UNIONS)
def test_pydantic_validates_calls_with_a_union(name: str) -> None:
    def take(value: Any) -> Any:
        return value

    take.__annotations__["value"] = getattr(models, name)
    called = pydantic.validate_call(config={"arbitrary_types_allowed": True})(take)
    unknown = getattr(models, f"Unknown{name}")({"new": True})
    assert called(unknown) is unknown
    with pytest.raises(pydantic.ValidationError):
        called(object())


@each_class
def test_repr_shows_what_is_set(kind: Any) -> None:
    model: Any = made(kind)
    if issubclass(kind, Unknown):
        assert repr(model) == f"{kind.__name__}({reprlib.repr(model.raw)})"
        return
    shown = repr(model)
    assert all(f"{field.name}=" in shown for field in attrs.fields(kind))
    assert "additional_properties" not in repr(kind.from_dict({}))
    assert "=None" not in repr(kind.from_dict({}))


def test_fields_tell_type_and_default() -> None:
    fields: Any = attrs.fields(TextPart)
    assert (fields.text.default, fields.type.default, fields.synthetic.default) == (NOTHING, "text", None)


def test_evolve_changes_a_copy() -> None:
    changed = attrs.evolve(SESSION, title="Two")
    assert (changed.title, changed.time, SESSION.title) == ("Two", SESSION.time, "One")
    assert changed != SESSION
    assert attrs.evolve(UnknownPart({"type": "new"}), raw={}) == UnknownPart({})


@pytest.mark.skipif(sys.version_info < (3, 13), reason="copy.replace is new in Python 3.13")
def test_replace_changes_a_copy() -> None:
    assert copy.replace(SESSION, title="Two").title == "Two"  # type: ignore[attr-defined, arg-type, unused-ignore]


def test_cattrs_structures_by_the_names_in_python() -> None:
    assert cattrs.structure({"created": 1, "updated": 2}, SessionTime) == SessionTime(created=1, updated=2)


def test_unknown_variants_have_a_tag_that_is_none_of_the_known_ones() -> None:
    part = models.decode_part({"type": "hologram", "id": "prt_1"})
    assert isinstance(part, UnknownPart)
    assert (part.type, part.tag, part.id, part.to_dict()) == (
        "unknown",
        "hologram",
        "prt_1",
        {"type": "hologram", "id": "prt_1"},
    )
    assert (UnknownPart(None).tag, UnknownPart("text").tag, UnknownPart({}).tag) == (None, None, None)


def test_subclasses_have_the_same_fields() -> None:
    assert [field.name for field in attrs.fields(Reply)] == ["additional_properties", "info", "parts"]


def test_an_attrs_subclass_may_add_fields() -> None:
    @attrs.define(repr=False)
    class Mine(TokenCache):
        extra: int = attrs.field(default=7, kw_only=True)

    assert Mine(1, 2, extra=3).extra == 3
    assert Mine.from_dict({"read": 1, "write": 2}) == Mine(1, 2)
    assert Mine(1, 2).to_dict() == {"read": 1, "write": 2}
    assert attrs.evolve(TokenCache(1, 2), read=5) == TokenCache(5, 2)


def test_a_subclass_is_made_by_its_constructor() -> None:
    class Mine(SessionTime):
        def __init__(self, *values: Any, **fields: Any) -> None:
            super().__init__(*values, **fields)
            self.made = True

    assert Mine.from_dict({"created": 1, "new": 2}).made
    assert Mine.from_dict({}).created is None
    assert Mine.from_dict({"created": 1, "new": 2}).additional_properties == {"new": 2}
