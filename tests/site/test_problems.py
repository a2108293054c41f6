"""The build is strict: each kind of mistake, in a copy of the checkout, is reported, all at once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.conftest import COMMAND, environment
from tools import ROOT

# The whole site is built first.
pytestmark = pytest.mark.timeout(600)

COPIED = (
    "docs",
    "examples",
    "overlays",
    "generated",
    "openapi.yaml",
    "contract",
    "redocly.yaml",
    "tools",
    "mkdocs.yml",
)
NAMES = "tools/site/reference.yaml"


def appended(text: str) -> Callable[[str], str]:
    return lambda old: f"{old}\n{text}\n"


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


#: Each mistake: the file, the change that makes it, and what is reported.
MISTAKES: list[tuple[str, Callable[[str], str], str]] = [
    ("docs/calls.md", appended("See [this](nothing.md)."), "'docs/calls.md' contains a link 'nothing.md'"),
    (
        "docs/errors.md",
        appended("See [this](calls.md#nowhere)."),
        "contains a link 'calls.md#nowhere'",
    ),
    ("docs/batch.md", appended("See [this](#nowhere-here)."), "'docs/batch.md' contains a link '#nowhere-here'"),
    ("docs/launching.md", appended("![A picture](none.svg)"), "'docs/launching.md' contains a link 'none.svg'"),
    ("docs/watching.md", appended("See [this](/docs/calls.md)."), "'docs/watching.md' contains an absolute link"),
    ("docs/versioning.md", appended("See [this][opencode_sessions.Nothing]."), "target 'opencode_sessions.Nothing'"),
    ("docs/streaming.md", appended("Call `client.session.shout(session)`."), "there is no client.session.shout."),
    ("docs/testing.md", appended("Read `Session.weight`."), "docs/testing.md: there is no Session.weight."),
    ("docs/notebooks.md", appended("- A list\n\n  of two paragraphs."), "docs/notebooks.md: a list needs four spaces"),
    ("docs/orphan.md", lambda _: "# Orphan\n", "docs/orphan.md"),
    ("mkdocs.yml", replaced("- docs/reliability.md\n", "- docs/gone.md\n"), "'docs/gone.md' is included in the 'nav'"),
    (NAMES, replaced("names: [Reply,", "names: [Replay, Reply,"), "no public name fits Replay"),
    (NAMES, replaced(", Refusal", ""), "opencode_sessions.Refusal is on no page"),
    (
        "overlays/opencode_sessions/_sync/worktree.py",
        lambda text: re.sub(r'( def remove\(.*?\) -> \w+:\n)\s+""".*?"""\n', r"\1", text, count=1, flags=re.S),
        "worktree.remove has no docstring.",
    ),
    (
        "overlays/opencode_sessions/replies.py",
        replaced(
            '        """Return the same message as a reply.\n',
            '        """Return the same message as a reply.\n\n        Args:\n            thing: Nothing.\n',
        ),
        "Parameter 'thing' does not appear in the function signature",
    ),
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout with all mistakes."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in (*COPIED, *(path.name for path in ROOT.glob("*.md"))):
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target)
    for name, change, _ in MISTAKES:
        path = copy / name
        path.write_text(change(path.read_text("utf-8") if path.exists() else ""), "utf-8")
    return copy


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """The output of the build of that copy."""
    command = [*COMMAND, "--site-dir", str(tmp_path_factory.mktemp("site"))]
    path = os.pathsep.join(map(str, (checkout, checkout / "overlays", checkout / "generated")))
    other = environment(PYTHONPATH=path)
    return subprocess.run(command, cwd=checkout, env=other, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("problem", [problem for _, _, problem in MISTAKES])
def test_each_mistake_is_reported(problem: str, built: subprocess.CompletedProcess[str]) -> None:
    assert problem in built.stderr


def test_the_build_fails_and_reports_nothing_else(built: subprocess.CompletedProcess[str]) -> None:
    assert built.returncode == 1
    reported = [line for line in built.stderr.splitlines() if line.startswith(("WARNING", "ERROR"))]
    # A page that is gone from the navigation, links to it, and a parameter that has no type either.
    expected = [*(problem for _, _, problem in MISTAKES), "not included in the", "No type or annotation for parameter"]
    assert [line for line in reported if not any(problem in line for problem in expected)] == []
