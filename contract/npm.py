"""Programs that npm has: pinned, installed into .cache when they are first needed, and run by Node.js."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Lock

from contract.findings import CannotRunError
from contract.generate import ROOT
from opencode_sessions.server.program import search_path
from opencode_sessions.testing.install import InstallError, npm_install

__all__ = ["command"]

_CACHE = ROOT / ".cache"
#: Checks that run side by side need the same programs.
_LOCK = Lock()


def command(package: str, version: str, program: str) -> list[str]:
    """The command line of a package's program, to which its arguments are added: `node` and the program.

    Raises:
        CannotRunError: There is no Node.js or npm, or no network to install it the first time.
    """
    node = search_path("node")
    if node is None:
        raise CannotRunError("There is no node on PATH: install Node.js 20.19 or newer.")
    home = _CACHE / f"{package.removeprefix('@').replace('/', '-')}-{version}"
    path = home / "node_modules" / package / program
    with _LOCK:
        if not path.exists():
            try:
                _install(f"{package}@{version}", home, path)
            except (InstallError, OSError) as error:
                raise CannotRunError(str(error)) from error
    return [str(node), str(path)]


def _install(package: str, home: Path, path: Path) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".installing-", dir=home.parent) as folder:
        fresh = Path(folder) / home.name
        fresh.mkdir()
        npm_install(package, fresh)
        # Only ever as a whole, and unless another process has been faster.
        if not path.exists():
            shutil.rmtree(home, ignore_errors=True)
            with suppress(OSError):
                fresh.rename(home)
