"""What Python users see of a change: of names, of functions, and of the fields of attrs classes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from contract import surface
from contract.findings import CannotRunError, Level
from contract.generate import ROOT
from contract.surface import surface_report

Edit = Callable[[str, str, str], None]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The packages as they are, to be changed."""
    for name in ("overlays", "generated"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "templates"))
    return tmp_path


@pytest.fixture
def edit(tree: Path) -> Edit:
    """Replaces a text in a file, which has to have it."""

    def replace(name: str, old: str, new: str) -> None:
        path = tree / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return replace


def found(tree: Path) -> set[tuple[str, str, str]]:
    """What differs now, with the tree as the older one."""
    return {(finding.level, finding.rule, finding.where) for finding in surface_report(tree, ROOT)}


SESSION = "generated/opencode_sessions_api/models/session.py"
TITLE = "opencode_sessions_api.models.session.Session.title"


def test_nothing_differs(tree: Path) -> None:
    assert found(tree) == set()


def test_a_method_that_is_gone_and_one_that_is_new(tree: Path, edit: Edit) -> None:
    edit("overlays/opencode_sessions/_sync/session.py", "def list_all(", "def list_more(")
    differences = found(tree)
    assert (Level.BREAKING, "object-removed", "opencode_sessions.session.SessionResource.list_more") in differences
    assert (Level.ADDITION, "object-added", "opencode_sessions.SessionResource.list_all") in differences


def test_an_argument_that_is_gone(tree: Path, edit: Edit) -> None:
    edit("overlays/opencode_sessions/attachments.py", "def attachment(\n", "def attachment(\n    old: str,\n")
    assert (Level.BREAKING, "parameter-removed", "opencode_sessions.attachments.attachment") in found(tree)


def test_a_name_that_is_gone(tree: Path, edit: Edit) -> None:
    face = "overlays/opencode_sessions/__init__.py"
    edit(face, "import Usage as Usage", "import Usage as Usage\n    from opencode_sessions.usage import Usage as Used")
    assert (Level.BREAKING, "object-removed", "opencode_sessions.Used") in found(tree)


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("title: str,", "title: str, gone: str,", (Level.BREAKING, "field-removed", f"{TITLE[:-5]}gone")),
        ("title: str,", "", (Level.BREAKING, "field-added-required", TITLE)),
        ("slug: str | None = None,", "", (Level.ADDITION, "field-added", f"{TITLE[:-5]}slug")),
        ("title: str", "title: int", (Level.BREAKING, "field-type-changed", TITLE)),
        ("title: str", "title: str | None", (Level.ADDITION, "field-narrowed", TITLE)),
        ("slug: str | None = None", "slug: str", (Level.BREAKING, "field-widened", f"{TITLE[:-5]}slug")),
        (
            "time: SessionTime,",
            "time: SessionTime = None,",
            (Level.BREAKING, "field-became-required", f"{TITLE[:-5]}time"),
        ),
        (
            "id: str, title: str,",
            "title: str, id: str,",
            (Level.BREAKING, "fields-moved", "opencode_sessions_api.models.session.Session"),
        ),
    ],
)
def test_fields_are_arguments(tree: Path, edit: Edit, old: str, new: str, difference: tuple[str, str, str]) -> None:
    edit(SESSION, _in_lines(old), _in_lines(new))
    assert difference in found(tree)


def _in_lines(arguments: str) -> str:
    """Arguments as they stand in the `__init__` of a generated class."""
    return arguments.replace(", ", f",\n{' ' * 8}")


def test_a_field_that_is_gone_is_told_once(tree: Path, edit: Edit) -> None:
    edit(SESSION, "    title: str\n", "    title: str\n    gone: str\n")
    edit(SESSION, "        title: str,\n", "        title: str,\n        gone: str,\n")
    assert found(tree) == {(Level.BREAKING, "field-removed", f"{TITLE[:-5]}gone")}


def test_fields_of_classes_that_attrs_writes_are_arguments_too(tree: Path, edit: Edit) -> None:
    edit("overlays/opencode_sessions/turns.py", "    shown: str\n", "    shown: bytes\n")
    assert (Level.BREAKING, "field-type-changed", "opencode_sessions.turns.PartReset.shown") in found(tree)


def test_modules_of_no_public_name_are_free_to_change(tree: Path, edit: Edit) -> None:
    edit("overlays/opencode_sessions/retrying.py", "def may_retry", "def can_retry")
    assert found(tree) == set()


def test_the_outcome_in_a_sentence(tree: Path, edit: Edit) -> None:
    assert surface.check(tree) == ("Nothing breaking, nothing new.", [])
    edit(SESSION, "        slug: str | None = None,\n", "")
    summary, [finding] = surface.check(tree)
    assert summary == "Nothing breaking, 1 new."
    assert not finding.fails


def test_a_tree_without_packages_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError):
        surface_report(tmp_path, ROOT)
