"""Pinned npm packages, installed into a cache when they are first needed."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Lock

from opencode_sessions.server.program import search_path
from opencode_sessions.testing.install import InstallError, npm_install

__all__ = ["command", "installed"]

#: Checks that run at the same time need the same packages.
_LOCK = Lock()


def command(package: str, version: str, program: str, cache: Path) -> list[str]:
    """Return the command line of a package's program, without arguments: `node` and the program.

    Args:
        package: The package, such as `@redocly/cli`.
        version: Its version.
        program: The program's file within the package.
        cache: The folder in which packages are kept.

    Raises:
        InstallError: There is no Node.js or npm, or no network to install the package the first time.
    """
    node = search_path("node")
    if node is None:
        raise InstallError("There is no node on PATH: install Node.js 20.19 or newer.")
    return [str(node), str(installed(package, version, program, cache))]


def installed(package: str, version: str, file: str, cache: Path, *, integrity: str | None = None) -> Path:
    """Return the path of a file of a package, which is installed first if need be: as a whole, or not at all.

    Args:
        package: The package, such as `@redocly/cli`.
        version: Its version.
        file: The file within the package.
        cache: The folder in which packages are kept.
        integrity: The `integrity` that npm must note of the package.

    Raises:
        InstallError: There is no npm or no network, or the package does not hold the file, or it is not the pinned one.
    """
    home = cache / f"{package.removeprefix('@').replace('/', '-')}-{version}"
    path = home / "node_modules" / package / file
    with _LOCK:
        if not path.exists():
            try:
                _install(f"{package}@{version}", home, path, integrity)
            except OSError as error:
                raise InstallError(str(error)) from error
    return path


def _install(package: str, home: Path, path: Path, integrity: str | None) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".installing-", dir=home.parent, ignore_cleanup_errors=True) as folder:
        fresh = Path(folder) / home.name
        fresh.mkdir()
        npm_install(package, fresh, integrity=integrity)
        if not (fresh / path.relative_to(home)).exists():
            raise InstallError(f"npm installed {package}, but {path.name} is not in it.")
        # Another process may have been faster.
        if not path.exists():
            shutil.rmtree(home, ignore_errors=True)
            with suppress(OSError):
                fresh.rename(home)
