"""Install the real server from npm, as the package for this platform.

python -m opencode_sessions.testing.install --into .cache/servers [--version 1.18.33]
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from opencode_sessions.errors import OpencodeError
from opencode_sessions.server.program import search_path

__all__ = ["SERVER_VERSION", "InstallError", "install_server"]

#: The version that this SDK is developed and tested with.
SERVER_VERSION = "1.18.33"

#: The tarballs of that version, by package: the `integrity` that npm notes of what it downloaded. Nothing else is
#: installed as that version on these platforms. `npm view PACKAGE@VERSION dist.integrity` prints that of another one.
_INTEGRITY = {
    "opencode-linux-x64": "sha512-"
    "q/t/3p2CTxOT9y2kvjesb/LZab2+1eqlhhWA02Be6mjTtmYtNBcBsrI5yDo4Fw7ZSPBW2oyMIGMNRqiKQjiAWw==",
}

_SYSTEMS = {"Linux": "linux", "Darwin": "darwin", "Windows": "windows"}
_MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}

#: What npm says when it does not reach the registry, and when the registry does not have what is asked for.
_UNREACHABLE = (
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "ENETUNREACH",
    "ERR_SOCKET_TIMEOUT",
)
_UNKNOWN = ("ETARGET", "E404")


class InstallError(OpencodeError):
    """The server could not be installed."""


def install_server(version: str, into: str | os.PathLike[str], *, progress: Callable[[str], object] = print) -> Path:
    """Install one version of the server, unless it is there already, and return its program.

    It goes to `INTO/VERSION/node_modules/PACKAGE/bin`, only ever as a whole, and no other version is touched. The
    program takes about 120 MB.

    Args:
        version: Such as `1.18.33`.
        into: The directory to install into; made if need be.
        progress: Is called with each line of progress.

    Raises:
        InstallError: There is no npm, no network, no such version, or no package for this platform; or the package of
            `SERVER_VERSION` is not the one that is pinned. npm compares the others with what its registry says.
    """
    if not re.fullmatch(r"\d+\.\d+\.\d+(-[\w.-]+)?", version):
        raise InstallError(f"{version!r} is not a version such as {SERVER_VERSION}.")
    package = platform_package()
    home = Path(os.path.abspath(into)) / version
    if (program := _installed(home, package, version)) is not None:
        progress(f"opencode {version} is already there: {program}")
        return program
    progress(f"Installing opencode {version} ({package}, about 120 MB) into {home} ...")
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        # In the folder of its final place, for an atomic rename: an interrupted installation never looks complete.
        workshop = tempfile.TemporaryDirectory(prefix=".installing-", dir=home.parent, ignore_cleanup_errors=True)
    except OSError as error:
        raise InstallError(f"{home.parent} cannot be written: {error.strerror}.") from error
    with workshop as folder:
        fresh = Path(folder) / version
        fresh.mkdir()
        integrity = _INTEGRITY.get(package) if version == SERVER_VERSION else None
        npm_install(f"{package}@{version}", fresh, integrity=integrity)
        if integrity is None:
            progress(f"No hash of {package} {version} is pinned here: npm has compared it with what its registry says.")
        if _installed(fresh, package, version) is None:
            raise InstallError(f"npm installed {package}, but not its program of version {version}.")
        # Unless another installation has been faster.
        if _installed(home, package, version) is None:
            shutil.rmtree(home, ignore_errors=True)
            with suppress(OSError):
                fresh.rename(home)
    program = _installed(home, package, version)
    if program is None:
        raise InstallError(f"{home} holds something else that cannot be replaced: remove it and try again.")
    progress(f"Installed {program}")
    return program


def npm_install(package: str, prefix: Path, *, integrity: str | None = None) -> None:
    """Install a package of npm with its dependencies into `PREFIX/node_modules`, without running their scripts.

    Args:
        package: The package and its version, such as `@redocly/cli@2.77.0`.
        prefix: The folder to install into.
        integrity: The `integrity` that npm must note of the package.

    Raises:
        InstallError: There is no npm, no network, or no such package; or it is not the one with that `integrity`.
    """
    # npm names packages by their place from the real folder.
    prefix = prefix.resolve()
    _run_npm(_npm(), prefix, package)
    if integrity is not None:
        _check_integrity(prefix, package, integrity)


def platform_package() -> str:
    """Return the name of the npm package for this platform, e.g. `opencode-linux-x64`.

    Raises:
        InstallError: There is none.
    """
    system, machine = platform.system(), platform.machine()
    if system not in _SYSTEMS or machine.lower() not in _MACHINES:
        raise InstallError(f"There is no opencode program for {system} on {machine}.")
    name = f"opencode-{_SYSTEMS[system]}-{_MACHINES[machine.lower()]}"
    if _MACHINES[machine.lower()] == "x64" and not _has_avx2(system):
        name += "-baseline"
    if system == "Linux" and platform.libc_ver()[0] != "glibc":
        name += "-musl"
    return name


def _has_avx2(system: str) -> bool:
    if system == "Linux":
        with suppress(OSError):
            return "avx2" in Path("/proc/cpuinfo").read_text("utf-8", "replace").split()
    elif system == "Darwin":
        command = ["/usr/sbin/sysctl", "-n", "hw.optional.avx2_0"]
        with suppress(OSError):
            return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() == "1"
    elif sys.platform == "win32":
        avx2_instructions_available = 40
        return bool(ctypes.windll.kernel32.IsProcessorFeaturePresent(avx2_instructions_available))
    # The baseline runs everywhere.
    return False


def _installed(home: Path, package: str, version: str) -> Path | None:
    folder = home / "node_modules" / package
    program = folder / "bin" / ("opencode.exe" if "windows" in package else "opencode")
    try:
        description = json.loads((folder / "package.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    complete = description.get("version") == version and program.is_file() and os.access(program, os.X_OK)
    return program if complete else None


def _check_integrity(prefix: Path, package: str, pinned: str) -> None:
    """Compare the hash that npm noted of the tarball with the pinned one; no script of the package has run."""
    lock = prefix / "node_modules" / ".package-lock.json"
    name = package.rpartition("@")[0]
    try:
        found = json.loads(lock.read_text("utf-8"))["packages"][f"node_modules/{name}"]["integrity"]
    except (OSError, ValueError, LookupError, TypeError):
        found = "none"
    if found != pinned:
        raise InstallError(
            f"npm gave another {package} than the pinned one, and it was not installed: its integrity is {found}, not "
            f"{pinned}."
        )


def _npm() -> Path:
    npm = search_path("npm")
    if npm is None:
        raise InstallError("There is no npm on PATH: install Node.js, which brings it.")
    return npm


def _run_npm(npm: Path, prefix: Path, package: str) -> None:
    command = [str(npm), "install", "--prefix", str(prefix), "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]
    # Without a network, npm's own number of retries takes more than a minute.
    command += ["--fetch-retries=1", package]
    try:
        result = subprocess.run(
            command,
            cwd=prefix,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise InstallError(f"{npm} cannot be executed: {error.strerror}.") from error
    if result.returncode != 0:
        raise InstallError(_reason(package, result.stderr))


def _reason(package: str, output: str) -> str:
    if any(code in output for code in _UNKNOWN):
        return f"npm knows no {package}: check the version."
    if any(code in output for code in _UNREACHABLE):
        return (
            f"npm did not reach its registry for {package}: check the network, and npm's proxy and registry settings."
        )
    errors = [line for line in output.splitlines() if line.startswith(("npm error", "npm ERR!"))]
    said = " ".join(errors[:2]) or "it gave no reason"
    return f"npm could not install {package}: {said}"


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Run the command line: progress goes to standard error, the path of the program to standard output."""
    parser = argparse.ArgumentParser(
        prog="python -m opencode_sessions.testing.install", description="Install the real opencode server with npm."
    )
    parser.add_argument("--version", default=SERVER_VERSION, help="default: %(default)s")
    parser.add_argument("--into", type=Path, required=True, metavar="DIR", help="the directory to install into")
    options = parser.parse_args()
    try:
        print(install_server(options.version, options.into, progress=_tell))
    except InstallError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("error: interrupted; nothing was installed.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
