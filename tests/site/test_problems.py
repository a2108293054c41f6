"""The build is strict: each kind of mistake, in a copy of the checkout, is reported with its place, all at once."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import ROOT

# The whole site is built first.
pytestmark = pytest.mark.timeout(600)

COPIED = ("docs", "examples", "overlays", "generated", "openapi.yaml", "contract", "redocly.yaml")
NAVIGATION = "docs/navigation.yaml"


def appended(text: str) -> Callable[[str], str]:
    return lambda old: f"{old}\n{text}\n"


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


#: Each mistake: the file, the change that makes it, what is reported, and the text of the line that is named.
MISTAKES: list[tuple[str, Callable[[str], str], str, str]] = [
    ("docs/calls.md", appended("See [this](nothing.md)."), "The link to nothing.md is broken.", "nothing.md"),
    ("docs/errors.md", appended("See [this](calls.md#nowhere)."), "The link to calls.md#nowhere is broken.", "nowhere"),
    ("docs/batch.md", appended("See [this](#nowhere-here)."), "The link to #nowhere-here is broken.", "nowhere-here"),
    ("docs/launching.md", appended("![A picture](none.svg)"), "The link to none.svg is broken.", "none.svg"),
    ("docs/watching.md", appended("See [this](ftp://host/)."), "The link to ftp://host/ leads nowhere.", "ftp:"),
    (
        "docs/streaming.md",
        appended("Call `client.session.shout(session)`."),
        "There is no client.session.shout.",
        "shout",
    ),
    ("docs/testing.md", appended("Read `Session.weight`."), "There is no Session.weight.", "Session.weight"),
    ("docs/notebooks.md", appended("## Twice\n\n## Twice"), "The anchor #twice is there twice.", "## Twice"),
    ("docs/versioning.md", lambda text: text.replace("# ", "## ", 1), "The page has no title", ""),
    ("docs/performance.md", appended("<hr>"), "no HTML but <br> and comments.", "<hr>"),
    ("docs/attachments.md", appended("```nolang\nx\n```"), "The language nolang of a block is unknown.", "nolang"),
    ("docs/orphan.md", lambda _: "# Orphan\n", f"This page is not in {NAVIGATION}.", ""),
    (
        NAVIGATION,
        replaced("      - docs/reliability.md\n", "      - docs/gone.md\n"),
        "There is no page docs/gone.md.",
        "gone",
    ),
    (
        NAVIGATION,
        replaced("names: [Reply,", "names: [Replay, Reply,"),
        "No public name fits Replay",
        "reference: replies",
    ),
    (NAVIGATION, replaced("resource: vcs", "resource: svn"), "There is no client.svn.", "resource: svn"),
    (NAVIGATION, replaced(", Refusal", ""), "The public name Refusal is on no page", ""),
    (
        "overlays/opencode_sessions/_sync/worktree.py",
        lambda text: re.sub(r'( def remove\(.*?\) -> \w+:\n)\s+""".*?"""\n', r"\1", text, count=1, flags=re.S),
        "worktree.remove has no docstring.",
        "def remove",
    ),
    (
        "overlays/opencode_sessions/replies.py",
        replaced(
            '        """Return the same message as a reply.\n',
            '        """Return the same message as a reply.\n\n        Args:\n            thing: Nothing.\n',
        ),
        "The docstring of Reply.of has an unknown argument thing.",
        "@classmethod",
    ),
    (
        "overlays/opencode_sessions/attachments.py",
        replaced("\ndef attachment(", "\nclass Hidden:\n    pass\n\n\ndef attachment(\n    hidden: Hidden | None,"),
        "The type opencode_sessions.attachments.Hidden of attachment is not public.",
        "def attachment",
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
    for name, change, _, _ in MISTAKES:
        path = copy / name
        path.write_text(change(path.read_text("utf-8") if path.exists() else ""), "utf-8")
    return copy


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """The output of the build of that copy."""
    folder = tmp_path_factory.mktemp("nothing") / "site"
    command = [sys.executable, "-m", "tools.site", "--checkout", str(checkout), "--into", str(folder)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not folder.exists()
    return result


@pytest.mark.parametrize(("name", "change", "problem", "line"), [each for each in MISTAKES if each[2]])
def test_each_mistake_is_reported_with_its_line(
    name: str,
    change: Callable[[str], str],
    problem: str,
    line: str,
    checkout: Path,
    built: subprocess.CompletedProcess[str],
) -> None:
    found = [each for each in built.stderr.splitlines() if problem in each]
    assert found, built.stderr
    file, number, _ = found[0].split(":", 2)
    if "on no page" not in problem:
        # The sync modules are derived: what is to be changed is their source.
        assert file == name.replace("_sync/", "_async/")
    if line:
        assert line in (checkout / file).read_text("utf-8").splitlines()[int(number) - 1]


def test_the_build_fails_and_reports_nothing_else(built: subprocess.CompletedProcess[str]) -> None:
    assert built.returncode == 1
    *reported, last = built.stderr.splitlines()
    # A page that is gone is named by the links to it and by its file, a resource by both of its names.
    expected = [problem for _, _, problem, _ in MISTAKES if problem]
    further = ("docs/reliability.md", "The operations of client.vcs", "worktree")
    assert [each for each in reported if not any(known in each for known in (*expected, *further))] == []
    assert last == f"The documentation has {len(reported)} problems: nothing was built."
    assert built.stdout == ""
