"""What a version of the server needs to run a turn without its own downloads, and how the versions differ in use.

Old servers fetch two things when they first need them: the program `rg`, from a site that is no package registry, and
the package with the model's provider, in whichever version is newest. Both are installed here instead, pinned, once.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

from opencode_sessions.server.program import search_path
from opencode_sessions.testing.install import InstallError, npm_install
from opencode_sessions.versions import is_older

__all__ = ["VERSIONS", "ServerVersion", "prepared_environment", "version_of"]

#: One of every generation that answers differently, oldest first.
VERSIONS = (
    "0.5.29",
    "1.0.0",
    "1.0.98",
    "1.0.185",
    "1.1.11",
    "1.1.65",
    "1.2.27",
    "1.3.2",
    "1.14.41",
    "1.15.13",
    "1.17.19",
    "1.18.33",
)

_RIPGREP_VERSION = "1.18.0"
_PROVIDER = "@ai-sdk/openai-compatible"
#: Newer ones count tokens in a way that old servers do not understand.
_PROVIDER_VERSION = "1.0.22"
#: The first of `VERSIONS` that brings its provider along.
_FIRST_WITH_PROVIDER = "1.0.185"
#: What servers without a provider call the layout of their cache; they clear one of any other.
_CACHE_LAYOUT = "9"


class ServerVersion(str):
    """The version of a server, with what follows from it."""

    __slots__ = ()

    def before(self, version: str) -> bool:
        """Whether it is older than another."""
        return is_older(self, version)

    @property
    def serves_one_directory(self) -> bool:
        """Whether a server works only where it was started, whatever `directory` it is told."""
        return self.before("1.0.0")

    @property
    def ignores_password(self) -> bool:
        """Whether it answers anyone, without a word about the password it was given."""
        return self.before("1.1.65")

    @property
    def brings_provider(self) -> bool:
        """Whether the package with the provider of the scripted model is part of the program."""
        return not self.before(_FIRST_WITH_PROVIDER)


def version_of(program: str | os.PathLike[str], home: Path) -> ServerVersion:
    """Ask a program for its version.

    Args:
        program: The server's program.
        home: A home for it, so that it does not touch the user's.
    """
    answer = subprocess.run(
        [os.fspath(program), "--version"], env=os.environ | _folders(home), capture_output=True, text=True, check=True
    )
    return ServerVersion(answer.stdout.split()[-1])


def prepared_environment(version: ServerVersion, home: Path, cache: Path) -> dict[str, str]:
    """Prepare a home for servers of a version, and give the environment that makes them use it.

    Args:
        version: The version of the server.
        home: Their home, which no server has used yet.
        cache: Where the downloads are kept.

    Raises:
        InstallError: What the version needs cannot be installed.
    """
    path = os.environ.get("PATH", "")
    if search_path("rg") is None:
        path = os.pathsep.join([str(_ripgrep(cache).parent), path])
    if not version.brings_provider:
        _give_provider(home, cache)
    return {**_folders(home), "PATH": path, "OPENCODE_DISABLE_DEFAULT_PLUGINS": "1"}


def _folders(home: Path) -> dict[str, str]:
    """The home as every variable that names it: one of the user's own would be preferred."""
    return {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
    }


def _ripgrep(cache: Path) -> Path:
    """The program `rg`, out of the npm package that has it for this platform."""
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}.get(platform.system())
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine().lower())
    if system is None or machine is None:
        raise InstallError("Old servers need ripgrep, and npm has none for this platform: put `rg` on PATH.")
    package = f"@vscode/ripgrep-{system}-{machine}"
    folder = cache / f"ripgrep-{_RIPGREP_VERSION}"
    program = folder / "node_modules" / package / "bin" / ("rg.exe" if system == "win32" else "rg")
    return _installed(f"{package}@{_RIPGREP_VERSION}", folder, program)


def _give_provider(home: Path, cache: Path) -> None:
    folder = cache / f"provider-{_PROVIDER_VERSION}"
    _installed(f"{_PROVIDER}@{_PROVIDER_VERSION}", folder, folder / "node_modules" / _PROVIDER / "package.json")
    place = home / ".cache" / "opencode"
    place.mkdir(parents=True)
    (place / "version").write_text(_CACHE_LAYOUT)
    # The server asks for the newest, and takes what says that it is.
    (place / "package.json").write_text(f'{{"dependencies": {{"{_PROVIDER}": "latest"}}}}')
    shutil.copytree(folder / "node_modules", place / "node_modules")


def _installed(package: str, folder: Path, wanted: Path) -> Path:
    """What is wanted of a package, which is installed if it is not there yet: as a whole, or not at all."""
    if wanted.exists():
        return wanted
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".installing-", dir=folder.parent, ignore_cleanup_errors=True) as workshop:
        fresh = Path(workshop) / folder.name
        fresh.mkdir()
        npm_install(package, fresh)
        if not (fresh / wanted.relative_to(folder)).exists():
            raise InstallError(f"npm installed {package}, but {wanted.name} is not in it.")
        if not wanted.exists():
            shutil.rmtree(folder, ignore_errors=True)
            fresh.rename(folder)
    return wanted
