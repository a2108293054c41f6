"""`make release`: what it would write, what it writes, and what it never does."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from contract import release
from contract.__main__ import main
from contract.findings import Finding, Level, Outcome
from contract.spec import Document
from contract.workspace import Workspace

Git = Callable[..., str]
CONTRACT = "openapi: 3.1.0\ninfo:\n  title: T\n  version: {}\npaths: {{}}\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A checkout with what a release reads."""
    workspace = Workspace(tmp_path)
    for path in (workspace.version_module, workspace.allowed_breaks, workspace.contract_changelog):
        path.parent.mkdir(parents=True)
    workspace.version_module.write_text('"""The version."""\n\n__version__ = "0.1.0"\n')
    workspace.allowed_breaks.write_text("contract: []\npython: []\n")
    workspace.changelog.write_text("# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n")
    workspace.contract.write_text(CONTRACT.format("0.1.0"))
    (tmp_path / "generated").mkdir()
    (tmp_path / "generated" / "file").touch()
    return workspace


@pytest.fixture
def git(workspace: Workspace) -> Git:
    def run(*arguments: str) -> str:
        command = ["git", "-c", "user.name=Me", "-c", "user.email=me@example.org", *arguments]
        return subprocess.run(command, cwd=workspace.root, check=True, capture_output=True, text=True).stdout.strip()

    run("init", "--quiet", "--initial-branch", "main")
    run("add", ".")
    run("commit", "--quiet", "--message", "One")
    return run


@pytest.fixture(autouse=True)
def checks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The calls of `make check`."""
    calls: list[int] = []

    def run_checks(workspace: Workspace) -> int:
        calls.append(1)
        return 0

    monkeypatch.setattr(release, "run_checks", run_checks)
    monkeypatch.setattr(release, "diff_report", _diff_report)
    return calls


def _diff_report(base: Document, now: Document) -> list[Finding]:
    return [
        Finding(Level.ADDITION, "added", f"Schema{number}.slug", f"Schema{number}.slug is new.") for number in range(3)
    ]


def test_a_dry_run_says_all_and_writes_nothing(
    workspace: Workspace, git: Git, checks: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release", "--version", "0.1.0"], workspace) == Outcome.CLEAN
    said = capsys.readouterr().out
    assert "+## [0.1.0] - 2" in said
    assert "+The first release: 0 operations and 0 schemas." in said
    assert "Nothing was written." in said
    assert git("status", "--porcelain") == ""
    assert checks == []


def test_a_release_is_written_and_checked_and_nothing_is_committed(
    workspace: Workspace, git: Git, checks: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    head = git("rev-parse", "HEAD")
    assert main(["release", "--version", "0.2.0", "--write"], workspace) == Outcome.CLEAN
    assert '__version__ = "0.2.0"' in workspace.version_module.read_text()
    before, after = workspace.changelog.read_text().split("## [0.2.0] - ")
    assert before.endswith("## [Unreleased]\n\n")
    assert "- A thing." in after
    assert "## 0.2.0, " in workspace.contract_changelog.read_text()
    assert checks == [1]
    assert (git("rev-parse", "HEAD"), git("tag")) == (head, "")
    assert "git tag v0.2.0" in capsys.readouterr().out


def test_the_changelog_of_the_contract_accumulates(workspace: Workspace, git: Git) -> None:
    assert main(["release", "--version", "0.1.0", "--write"], workspace) == Outcome.CLEAN
    workspace.contract.write_text(CONTRACT.format("0.2.0"))
    changelog = workspace.changelog.read_text().replace("## [Unreleased]\n", "## [Unreleased]\n\n- More.\n", 1)
    workspace.changelog.write_text(changelog)
    git("add", ".")
    git("commit", "--quiet", "--message", "Two")
    git("tag", "v0.1.0", "HEAD~1")
    assert main(["release", "--version", "0.2.0", "--write"], workspace) == Outcome.CLEAN
    text = workspace.contract_changelog.read_text()
    assert text.startswith("# Changes of the contract\n")
    assert 0 < text.index("## 0.2.0, ") < text.index("## 0.1.0, ")
    assert ": contract 0.1.0 to 0.2.0\n" in text
    # One cause is one line.
    assert "- *addition*, `Schema0.slug`: Schema0.slug is new. Also in 2 more places, such as `Schema1.slug`." in text


@pytest.mark.parametrize(
    ("version", "change", "problem"),
    [
        ("0.1.0", "", "0.1.0 is not higher than the last release, v0.1.0"),
        ("0.2.0", "dirty", "files are not committed, such as new"),
        ("0.2.0", "empty", "CHANGELOG.md has nothing under `## [Unreleased]`"),
        ("0.2.0", "", "The version is still 0.1.0, but there are additions: make it 0.2.0 or higher"),
    ],
)
def test_what_is_against_a_release_is_said_and_nothing_is_written(
    workspace: Workspace,
    git: Git,
    checks: list[int],
    capsys: pytest.CaptureFixture[str],
    version: str,
    change: str,
    problem: str,
) -> None:
    git("tag", "v0.1.0")
    if change == "dirty":
        (workspace.root / "new").touch()
    if change == "empty":
        workspace.changelog.write_text("# Changelog\n\n## [Unreleased]\n\n## [0.1.0]\n")
    before = git("status", "--porcelain")
    assert main(["release", "--version", version, "--write"], workspace) == Outcome.FINDINGS
    assert problem in capsys.readouterr().err
    assert git("status", "--porcelain") == before
    assert checks == []


@pytest.mark.parametrize("version", ["1.0", "# x", "1.0.0; touch executed", ""])
def test_what_is_no_version_is_refused(
    workspace: Workspace, git: Git, capsys: pytest.CaptureFixture[str], version: str
) -> None:
    assert main(["release", f"--version={version}"], workspace) == Outcome.COULD_NOT_RUN
    assert "is not a version such as 1.2.3" in capsys.readouterr().err


def test_checks_that_fail_are_said(
    workspace: Workspace, git: Git, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "run_checks", lambda workspace: 2)
    assert main(["release", "--version", "0.1.0", "--write"], workspace) == Outcome.FINDINGS
    assert "The checks failed." in capsys.readouterr().err
