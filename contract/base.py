"""What a change is compared with: a commit, and the tree that it had."""

from __future__ import annotations

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

from contract.findings import CannotRunError
from contract.generate import ROOT

__all__ = ["checkout", "default_base", "described", "last_release"]

#: What a review needs of a tree.
_PARTS = ("openapi.yaml", "overlays", "generated")
_MAIN = ("main", "origin/main", "master", "origin/master")


def default_base() -> str:
    """The commit where this branch left main; on main, the one before.

    Raises:
        CannotRunError: This is no git repository, has no main, or no commit before.
    """
    _git("rev-parse", "--git-dir")
    main = next((name for name in _MAIN if _try("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")), None)
    if main is None:
        raise CannotRunError("There is no branch main to compare with: say BASE=… which commit.")
    fork = _git("merge-base", main, "HEAD").strip()
    return fork if fork != _git("rev-parse", "HEAD").strip() else "HEAD~1"


def last_release() -> str | None:
    """The tag of the newest release that is behind HEAD, such as `v0.2.0`; None before the first one.

    Raises:
        CannotRunError: There is no git or no repository, or it is a shallow clone, which may lack the tags.
    """
    tags = _git("tag", "--merged", "HEAD", "--list", "v[0-9]*", "--sort=-version:refname").split()
    if not tags and _git("rev-parse", "--is-shallow-repository").strip() == "true":
        raise CannotRunError("This clone is shallow, and may lack the releases: git fetch --unshallow --tags.")
    return tags[0] if tags else None


def described(reference: str) -> str:
    """A commit as a person would name it, such as `1c2d3e4 The subject of it`.

    Raises:
        CannotRunError: There is no such commit.
    """
    if not _try("rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}"):
        raise CannotRunError(f"There is no commit {reference}: say BASE=… which one to compare with.")
    return _git("log", "-1", "--format=%h %s", reference, "--").strip()


def checkout(reference: str, folder: Path) -> None:
    """Put the contract and the packages of a commit into an empty folder.

    Raises:
        CannotRunError: There is no such commit, or it has no contract.
    """
    archive = _run("archive", "--format=tar", reference, "--", *_PARTS).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder, filter="data")


def _git(*arguments: str) -> str:
    return _run(*arguments).stdout.decode("utf-8", "replace")


def _try(*arguments: str) -> str:
    try:
        return _git(*arguments).strip()
    except CannotRunError:
        return ""


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    except OSError as error:
        raise CannotRunError(f"git cannot be executed: {error.strerror}.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        raise CannotRunError(f"git {arguments[0]} failed: {said or 'it gave no reason'}") from error
