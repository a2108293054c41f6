"""The base of a comparison, in repositories made for this."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from contract.findings import CannotRunError
from contract.git import checkout, default_base, describe, last_release

Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Runs git in a repository with two commits on main."""

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


def test_on_main_the_base_is_the_commit_before(git: Git, tmp_path: Path) -> None:
    assert describe(tmp_path, default_base(tmp_path)).endswith("Commit 1")


def test_on_a_branch_it_is_where_that_left_main(git: Git, tmp_path: Path) -> None:
    git("checkout", "--quiet", "-b", "branch")
    for number in (3, 4):
        git("commit", "--quiet", "--allow-empty", "--message", f"Commit {number}")
    assert describe(tmp_path, default_base(tmp_path)).endswith("Commit 2")


def test_without_main_it_has_to_be_said(git: Git, tmp_path: Path) -> None:
    git("branch", "--move", "trunk")
    with pytest.raises(CannotRunError, match="pass BASE="):
        default_base(tmp_path)


def test_the_last_release_is_the_newest_tag_behind(git: Git, tmp_path: Path) -> None:
    assert last_release(tmp_path) is None
    git("tag", "other")
    git("tag", "v0.1.0", "HEAD~1")
    assert last_release(tmp_path) == "v0.1.0"
    git("tag", "v0.2.0")
    assert last_release(tmp_path) == "v0.2.0"


def test_the_tree_is_that_of_the_commit(git: Git, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("tree")
    checkout(tmp_path, "HEAD~1", folder)
    assert (folder / "openapi.yaml").read_text() == "number: 1"
    assert (folder / "generated" / "file").read_text() == "1"


def test_what_is_no_commit_cannot_be_compared_with(git: Git, tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="nothing"):
        checkout(tmp_path, "nothing", tmp_path)
    with pytest.raises(CannotRunError, match="There is no commit nothing: pass BASE="):
        describe(tmp_path, "nothing")


@pytest.mark.parametrize("ask", [default_base, last_release])
def test_without_a_repository_nothing_is_known(tmp_path: Path, ask: Callable[[Path], object]) -> None:
    with pytest.raises(CannotRunError, match="not a git repository"):
        ask(tmp_path)


@pytest.mark.parametrize("ask", [default_base, last_release])
def test_without_git_nothing_is_known(
    git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Path], object]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CannotRunError, match="git cannot be executed"):
        ask(tmp_path)


def test_a_shallow_clone_may_lack_the_releases(git: Git, tmp_path: Path) -> None:
    git("tag", "v0.1.0", "HEAD~1")
    git("clone", "--quiet", "--depth", "1", f"file://{tmp_path}", "shallow")
    with pytest.raises(CannotRunError, match="shallow"):
        last_release(tmp_path / "shallow")


@pytest.mark.parametrize("name", ["openapi.yaml", "generated", "overlays/extra"])
@pytest.mark.parametrize("target", ["/etc/passwd", "file", "../../outside"])
def test_a_link_in_the_base_is_refused(
    git: Git, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, name: str, target: str
) -> None:
    git("rm", "-r", "--quiet", "--ignore-unmatch", name)
    (tmp_path / "overlays").mkdir(exist_ok=True)
    (tmp_path / name).symlink_to(target)
    git("add", ".")
    git("commit", "--quiet", "--message", "A link")
    folder = tmp_path_factory.mktemp("tree")
    with pytest.raises(CannotRunError, match=f"^{name} is a link to {target} in HEAD: a review reads only files"):
        checkout(tmp_path, "HEAD", folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["--output=written", "--exec=touch written", "-1", "x\0y", "HEAD -- ", "$(touch written)"]
)
def test_no_name_is_an_option_or_a_command(git: Git, tmp_path: Path, name: str) -> None:
    for ask in (lambda: checkout(tmp_path, name, tmp_path), lambda: describe(tmp_path, name)):
        with pytest.raises(CannotRunError, match="There is no commit"):
            ask()
    assert not (tmp_path / "written").exists()
