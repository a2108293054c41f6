"""A real change of the contract, reviewed as a whole: in a clone, against the commit before, with the real server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with the tree as it is now, in one commit."""
    folder = tmp_path / "clone"
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    # Without what is installed already, the review would install it again.
    (folder / ".cache").mkdir()
    for installed in (ROOT / ".cache").glob("redocly-cli-*"):
        (folder / ".cache" / installed.name).symlink_to(installed)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, "As it is")
    return folder


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Me", "-c", "user.email=me@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def test_a_real_change(clone: Path) -> None:
    contract = clone / "openapi.yaml"
    text = contract.read_text("utf-8")
    for old, new in [
        ("operationId: session.fork", "operationId: session.branch"),
        ("title: opencode session API", "title: The session API of opencode"),
    ]:
        assert text.count(old) == 1
        text = text.replace(old, new)
    contract.write_text(text, "utf-8")
    commit(clone, "To fork is called to branch")
    finished = subprocess.run(
        [sys.executable, "-m", "contract", "review", "--base", "HEAD~1"],
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
    )
    # The Python surface is unknown until `make generate`.
    assert finished.returncode == 2, finished.stdout + finished.stderr
    assert "`client.session.fork` is now `client.session.branch`." in finished.stdout
    result = json.loads((clone / "review" / "review.json").read_text("utf-8"))
    sections: dict[str, Any] = {section["title"]: section for section in result["sections"]}
    failing = {
        title: {finding["rule"] for finding in section["findings"] if _fails(finding)}
        for title, section in sections.items()
    }
    assert [title for title, section in sections.items() if section["failure"]] == ["Python surface"]
    assert failing["Breaking changes"] == {"method-renamed", "version-too-low"}
    # The change of the contract alone: the code was not generated again.
    assert failing["Generated code"] >= {"generated-missing", "generated-stale", "generated-differs"}
    assert failing["Lint"] == failing["Drift from the server"] == failing["Recorded traffic"] == set()
    page = (clone / "review" / "index.html").read_text("utf-8")
    assert "session.branch" in page
    assert "method-renamed" in (clone / "review" / "review.md").read_text("utf-8")


def _fails(finding: dict[str, Any]) -> bool:
    return finding["level"] in ("error", "breaking") and finding["reason"] is None
