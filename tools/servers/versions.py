"""The versions of the server that are tested, their differences in use, and what they need to run a turn.

Old servers download two things when they first need them: the program `rg`, from a site that is not a package registry,
and the package with the model's provider, in the newest version. Both are installed here instead, pinned.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path

from opencode_sessions._compat import is_older
from opencode_sessions.server.program import search_path
from opencode_sessions.testing.install import InstallError
from tools import npm

__all__ = ["VERSIONS", "ServerVersion", "prepared_environment", "version_of", "without_catalogue"]

#: One of every generation whose responses differ, oldest first.
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
#: Newer versions count tokens in a way that old servers do not understand.
_PROVIDER_VERSION = "1.0.22"
#: The first of `VERSIONS` that includes the provider.
_FIRST_WITH_PROVIDER = "1.0.185"
#: The layout of the cache of servers without a provider; they clear a cache with any other.
_CACHE_LAYOUT = "9"


class ServerVersion(str):
    """The version of a server, and the properties that follow from it."""

    __slots__ = ()

    def before(self, version: str) -> bool:
        """Return True when it is older than another version."""
        return is_older(self, version)

    @property
    def serves_one_directory(self) -> bool:
        """True when a server works only in its start directory, and ignores the parameter `directory`."""
        return self.before("1.0.0")

    @property
    def ignores_password(self) -> bool:
        """True when a server ignores its password, and answers everybody."""
        return self.before("1.1.16")

    @property
    def brings_provider(self) -> bool:
        """True when the program includes the package with the provider of the scripted model."""
        return not self.before(_FIRST_WITH_PROVIDER)


def version_of(program: str | os.PathLike[str], home: Path) -> ServerVersion:
    """Run a server's program to find out its version.

    Args:
        program: The program.
        home: A home directory for it, so that it does not touch the user's.
    """
    finished = subprocess.run(
        [os.fspath(program), "--version"], env=os.environ | _folders(home), capture_output=True, text=True, check=True
    )
    return ServerVersion(finished.stdout.split()[-1])


def prepared_environment(version: ServerVersion, home: Path, cache: Path) -> dict[str, str]:
    """Prepare a home directory for servers of a version; returns the environment that makes them use it.

    Args:
        version: The version of the servers.
        home: The home directory, which no server has used yet.
        cache: The folder for downloads.

    Raises:
        InstallError: The requirements of the version cannot be installed.
    """
    path = os.environ.get("PATH", "")
    if search_path("rg") is None:
        path = os.pathsep.join([str(_ripgrep(cache).parent), path])
    if not version.brings_provider:
        _install_provider(home, cache)
    return {**_folders(home), "PATH": path, "OPENCODE_DISABLE_DEFAULT_PLUGINS": "1"}


def without_catalogue(home: Path) -> dict[str, str]:
    """Return variables for servers whose catalogue of models is empty.

    A server reads that of models.dev, some megabytes, for each project again, and the scripted model does not need it.
    """
    catalogue = home / "catalogue.json"
    catalogue.write_text("{}", "utf-8")
    return {"OPENCODE_MODELS_PATH": str(catalogue), "OPENCODE_DISABLE_MODELS_FETCH": "1"}


def _folders(home: Path) -> dict[str, str]:
    """Return every variable that names the home directory: servers prefer those over HOME."""
    return {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
    }


def _ripgrep(cache: Path) -> Path:
    """Return the program `rg`, from the npm package for this platform."""
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}.get(platform.system())
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine().lower())
    if system is None or machine is None:
        raise InstallError("Old servers need ripgrep, and npm has none for this platform: put `rg` on PATH.")
    program = "bin/rg.exe" if system == "win32" else "bin/rg"
    return npm.installed(f"@vscode/ripgrep-{system}-{machine}", _RIPGREP_VERSION, program, cache)


def _install_provider(home: Path, cache: Path) -> None:
    package = npm.installed(_PROVIDER, _PROVIDER_VERSION, "package.json", cache).parent
    place = home / ".cache" / "opencode"
    place.mkdir(parents=True)
    (place / "version").write_text(_CACHE_LAYOUT)
    # The server asks for the newest version, and accepts a package that claims to be it.
    (place / "package.json").write_text(f'{{"dependencies": {{"{_PROVIDER}": "latest"}}}}')
    shutil.copytree(package.parents[1], place / "node_modules")
