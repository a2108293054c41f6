"""The Python surface of a change: names, functions, and the fields of attrs classes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from contract.checks import surface
from contract.checks.surface import surface_report
from contract.findings import CannotRunError, Level
from contract.workspace import Workspace

WORKSPACE = Workspace.here()
ROOT = WORKSPACE.root

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
    """The findings of a comparison with the tree as the older one."""
    return {(finding.level, finding.rule, finding.where) for finding in surface_report(tree, WORKSPACE.root)}


SESSION = "generated/opencode_sessions_api/models/session.py"
TITLE = "opencode_sessions_api.models.session.Session.title"
TITLE_FIELD = "    title: str\n"


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
    line = "from opencode_sessions.replies import *"
    edit(face, line, f"{line}\n    from opencode_sessions.replies import Usage as Used")
    assert (Level.BREAKING, "object-removed", "opencode_sessions.Used") in found(tree)


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        (TITLE_FIELD, f"{TITLE_FIELD}    gone: str\n", (Level.BREAKING, "field-removed", f"{TITLE[:-5]}gone")),
        (TITLE_FIELD, "", (Level.BREAKING, "field-added-required", TITLE)),
        ("    slug: str | None = None\n", "", (Level.ADDITION, "field-added", f"{TITLE[:-5]}slug")),
        (TITLE_FIELD, "    title: int\n", (Level.BREAKING, "field-type-changed", TITLE)),
        (TITLE_FIELD, "    title: str | None\n", (Level.ADDITION, "field-narrowed", TITLE)),
        ("slug: str | None = None\n", "slug: str = ''\n", (Level.BREAKING, "field-widened", f"{TITLE[:-5]}slug")),
        (
            "time: models.SessionTime\n",
            "time: models.SessionTime = None\n",
            (Level.BREAKING, "field-became-required", f"{TITLE[:-5]}time"),
        ),
    ],
)
def test_fields_are_arguments(tree: Path, edit: Edit, old: str, new: str, difference: tuple[str, str, str]) -> None:
    edit(SESSION, old, new)
    assert difference in found(tree)


def test_the_order_of_fields_is_that_of_arguments(tree: Path, edit: Edit) -> None:
    edit(SESSION, TITLE_FIELD, "")
    edit(SESSION, "    id: str\n", f"{TITLE_FIELD}    id: str\n")
    assert (Level.BREAKING, "fields-moved", "opencode_sessions_api.models.session.Session") in found(tree)


def test_types_are_told_as_users_name_them(tree: Path, edit: Edit) -> None:
    edit("generated/opencode_sessions_api/models/file_diff.py", "OpenEnum[models.FileDiffStatus]", "models.FileSource")
    found = {finding.what for finding in surface_report(tree, WORKSPACE.root)}
    assert found == {"`FileSource | None` is now `FileDiffStatus | str | None`."}


def test_a_field_that_is_gone_is_reported_once(tree: Path, edit: Edit) -> None:
    edit(SESSION, TITLE_FIELD, f"{TITLE_FIELD}    gone: str\n")
    assert found(tree) == {(Level.BREAKING, "field-removed", f"{TITLE[:-5]}gone")}


def test_fields_of_classes_that_attrs_writes_are_arguments_too(tree: Path, edit: Edit) -> None:
    edit("overlays/opencode_sessions/_turn_content.py", "    shown: str\n", "    shown: bytes\n")
    assert (Level.BREAKING, "field-type-changed", "opencode_sessions._turn_content.PartReset.shown") in found(tree)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("value: str = field(default='a')", "value: str = field(repr=False)", "field-became-required"),
        ("value: list[str] = attrs.field(factory=list)", "value: list[str]", "field-became-required"),
        ("value: str = 'a'", "value: str = field(kw_only=True, default='a')", None),
        ("value: str", "value: str = field(init=False)", "field-removed"),
    ],
)
def test_a_field_may_have_its_default_in_a_call(tmp_path: Path, old: str, new: str, rule: str | None) -> None:
    trees = tmp_path / "old", tmp_path / "new"
    for tree, text in zip(trees, (old, new), strict=True):
        for package in ("overlays/opencode_sessions", "generated/opencode_sessions_api"):
            (tree / package).mkdir(parents=True)
            (tree / package / "__init__.py").touch()
        module = f"import attrs\nfrom attrs import field\n\n@attrs.define\nclass Thing:\n    {text}\n"
        (tree / "generated" / "opencode_sessions_api" / "__init__.py").write_text(module)
    assert [finding.rule for finding in surface_report(*trees)] == ([rule] if rule else [])


def test_modules_of_no_public_name_are_free_to_change(tree: Path, edit: Edit) -> None:
    edit("overlays/opencode_sessions/_retry.py", "def may_retry", "def can_retry")
    assert found(tree) == set()


def test_the_outcome_in_a_sentence(tree: Path, edit: Edit) -> None:
    assert surface.check(Workspace(tree), WORKSPACE) == ("Nothing breaking, nothing new.", [])
    edit(SESSION, "    slug: str | None = None\n", "")
    summary, [finding] = surface.check(Workspace(tree), WORKSPACE)
    assert summary == "Nothing breaking, 1 new."
    assert not finding.fails


def test_a_tree_without_packages_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError):
        surface_report(tmp_path, ROOT)
