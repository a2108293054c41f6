"""Find the `opencode` program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from opencode_sessions.server.errors import ProgramNotFoundError

__all__ = ["find_program", "search_path"]

_VARIABLE = "OPENCODE_BIN"
_ADVICE = (
    f"Install it (npm install -g opencode-ai), set the environment variable {_VARIABLE} to its path, or pass program=."
)


def find_program(program: str | os.PathLike[str] | None = None) -> Path:
    """Find the absolute path of the `opencode` program.

    Args:
        program: The program: a path (a `Path`, or a string with a separator), relative to the working directory
            if it is not absolute; or a bare name, which is looked up on PATH. Default: the environment variable
            OPENCODE_BIN (an absolute path or a bare name), else `opencode` on PATH.

    Raises:
        ProgramNotFoundError: There is no such program, or it may not be executed.
    """
    if program is not None:
        name = os.fspath(program)
        # A Path is never a bare name: Path("./opencode") has lost its dot, and still does not mean PATH.
        if not isinstance(program, str) or not _is_bare(name):
            return _existing(Path(os.path.abspath(name)), f"program={name!r}")
        return _on_path(name, f"program={name!r}")
    name = os.environ.get(_VARIABLE, "")
    if not name:
        return _on_path("opencode", "'opencode'")
    if _is_bare(name):
        return _on_path(name, f"{_VARIABLE}={name!r}")
    if not os.path.isabs(name):
        # What the environment says must not mean another program in another directory.
        raise ProgramNotFoundError(f"{_VARIABLE}={name!r} is a relative path; make it absolute.")
    return _existing(Path(name), f"{_VARIABLE}={name!r}")


def search_path(name: str) -> Path | None:
    """Find the program of a bare name on PATH; None when there is none.

    Unlike `shutil.which` it never looks into the working directory, not for relative entries of PATH nor on Windows:
    a program that merely lies in the project at hand is not one that the user installed.
    """
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if not os.path.isabs(folder):
            continue
        for file_name in _file_names(name):
            candidate = Path(folder, file_name)
            if _is_executable(candidate):
                return candidate
    return None


def _is_bare(name: str) -> bool:
    return os.path.basename(name) == name


def _on_path(name: str, wanted: str) -> Path:
    found = search_path(name) if name else None
    if found is None:
        raise ProgramNotFoundError(f"No program for {wanted} in any absolute directory of PATH. {_ADVICE}")
    return found


def _existing(path: Path, wanted: str) -> Path:
    if not _is_executable(path):
        what = "is not an executable file" if path.exists() else "does not exist"
        raise ProgramNotFoundError(f"{wanted}: {path} {what}. {_ADVICE}")
    return path


def _file_names(name: str) -> tuple[str, ...]:
    if sys.platform == "win32" and not os.path.splitext(name)[1]:
        return (f"{name}.exe", f"{name}.cmd")
    return (name,)


def _is_executable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
