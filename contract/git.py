"""The base of a comparison: a commit of the repository, and its tree."""

from __future__ import annotations

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

from contract.findings import CannotRunError

__all__ = ["changed_files", "checkout", "default_base", "describe", "last_release", "resolve"]

#: The parts of a tree that a review compares.
_PARTS = ("openapi.yaml", "overlays", "generated")
_MAIN = ("main", "origin/main", "master", "origin/master")


def default_base(root: Path) -> str:
    """Return the commit where this branch left main; on main, the one before.

    Raises:
        CannotRunError: This is not a git repository, has no main, or no commit before.
    """
    _git(root, "rev-parse", "--git-dir")
    main = next((name for name in _MAIN if _exists(root, name)), None)
    if main is None:
        raise CannotRunError("There is no branch main to compare with: pass BASE=… to choose a commit.")
    fork = _git(root, "merge-base", main, "HEAD").strip()
    return fork if fork != _git(root, "rev-parse", "HEAD").strip() else "HEAD~1"


def last_release(root: Path) -> str | None:
    """Return the tag of the newest release behind HEAD, such as `v0.2.0`; None before the first one.

    Raises:
        CannotRunError: There is no git or no repository, or it is a shallow clone, which may lack the tags.
    """
    tags = _git(root, "tag", "--merged", "HEAD", "--list", "v[0-9]*", "--sort=-version:refname").split()
    if not tags and _git(root, "rev-parse", "--is-shallow-repository").strip() == "true":
        raise CannotRunError("This clone is shallow, and may lack the releases: git fetch --unshallow --tags.")
    return tags[0] if tags else None


def changed_files(root: Path) -> list[str]:
    """Return the files that are not committed as they are, new ones included.

    Raises:
        CannotRunError: This is not a git repository.
    """
    return [line[3:] for line in _git(root, "status", "--porcelain").splitlines()]


def describe(root: Path, reference: str) -> str:
    """Describe a commit by its short hash and subject, such as `1c2d3e4 Add a field`.

    Raises:
        CannotRunError: There is no such commit.
    """
    return _git(root, "log", "-1", "--format=%h %s", resolve(root, reference), "--").strip()


def resolve(root: Path, reference: str) -> str:
    """Return the full hash of a commit.

    Raises:
        CannotRunError: There is no such commit.
    """
    try:
        # The name comes from outside: git takes it for no option.
        arguments = ("--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
        return _git(root, "rev-parse", *arguments).strip()
    except CannotRunError as error:
        raise CannotRunError(f"There is no commit {reference}: pass BASE=… to choose one.") from error


def checkout(root: Path, reference: str, folder: Path) -> None:
    """Write the contract and the packages of a commit into an empty folder.

    Raises:
        CannotRunError: There is no such commit, it has no contract, or it holds something else than files and folders,
            such as a symbolic link.
    """
    archive = _run(root, "archive", "--format=tar", resolve(root, reference), "--", *_PARTS).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        for member in files:
            if not member.isfile() and not member.isdir():
                kind = f"a link to {member.linkname}" if member.issym() or member.islnk() else "a device"
                raise CannotRunError(
                    f"{member.name} is {kind} in {reference}: a review reads only files. "
                    "Pass BASE=… to choose a commit without it."
                )
        try:
            files.extractall(folder, filter="data")
        except (tarfile.TarError, OSError) as error:
            raise CannotRunError(f"The files of {reference} cannot be written: {error}") from error


def _git(root: Path, *arguments: str) -> str:
    return _run(root, *arguments).stdout.decode("utf-8", "replace")


def _exists(root: Path, reference: str) -> bool:
    try:
        resolve(root, reference)
    except CannotRunError:
        return False
    return True


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], cwd=root, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    except (OSError, ValueError) as error:  # the latter for a zero byte in a name
        raise CannotRunError(f"git cannot be executed: {error}.") from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip()
        raise CannotRunError(f"git {arguments[0]} failed: {reason or 'it gave no reason'}") from error
