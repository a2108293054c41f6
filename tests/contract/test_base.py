"""What a change is compared with, in repositories made for this."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from contract import base
from contract.findings import CannotRunError

Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Runs git in a repository with two commits on main."""
    monkeypatch.setattr(base, "ROOT", tmp_path)

    def run(*arguments: str) -> str:
        command = ["git", "-c", "user.name=Me", "-c", "user.email=me@example.org", *arguments]
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.strip()

    run("init", "--quiet", "--initial-branch", "main")
    for number in (1, 2):
        for folder in ("overlays", "generated"):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / "file").write_text(str(number))
        (tmp_path / "openapi.yaml").write_text(f"number: {number}")
        run("add", "--all")
        run("commit", "--quiet", "--message", f"Commit {number}")
    return run


def test_on_main_the_base_is_the_commit_before(git: Git) -> None:
    assert base.described(base.default_base()).endswith("Commit 1")


def test_on_a_branch_it_is_where_that_left_main(git: Git, tmp_path: Path) -> None:
    git("checkout", "--quiet", "-b", "branch")
    for number in (3, 4):
        git("commit", "--quiet", "--allow-empty", "--message", f"Commit {number}")
    assert base.described(base.default_base()).endswith("Commit 2")


def test_without_main_it_has_to_be_said(git: Git) -> None:
    git("branch", "--move", "trunk")
    with pytest.raises(CannotRunError, match="say BASE="):
        base.default_base()


def test_the_last_release_is_the_newest_tag_behind(git: Git) -> None:
    assert base.last_release() is None
    git("tag", "other")
    git("tag", "v0.1.0", "HEAD~1")
    assert base.last_release() == "v0.1.0"
    git("tag", "v0.2.0")
    assert base.last_release() == "v0.2.0"


def test_the_tree_is_that_of_the_commit(git: Git, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("tree")
    base.checkout("HEAD~1", folder)
    assert (folder / "openapi.yaml").read_text() == "number: 1"
    assert (folder / "generated" / "file").read_text() == "1"


def test_what_is_no_commit_cannot_be_compared_with(git: Git, tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="nothing"):
        base.checkout("nothing", tmp_path)
    with pytest.raises(CannotRunError, match="There is no commit nothing: say BASE="):
        base.described("nothing")


@pytest.mark.parametrize("ask", [base.default_base, base.last_release])
def test_without_a_repository_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[[], object]
) -> None:
    monkeypatch.setattr(base, "ROOT", tmp_path)
    with pytest.raises(CannotRunError, match="not a git repository"):
        ask()


@pytest.mark.parametrize("ask", [base.default_base, base.last_release])
def test_without_git_nothing_is_known(git: Git, monkeypatch: pytest.MonkeyPatch, ask: Callable[[], object]) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CannotRunError, match="git cannot be executed"):
        ask()


def test_a_shallow_clone_may_lack_the_releases(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git("tag", "v0.1.0", "HEAD~1")
    git("clone", "--quiet", "--depth", "1", f"file://{tmp_path}", "shallow")
    monkeypatch.setattr(base, "ROOT", tmp_path / "shallow")
    with pytest.raises(CannotRunError, match="shallow"):
        base.last_release()
