"""Programs that npm has: pinned, installed into .cache when they are first needed, and run by Node.js."""

from __future__ import annotations

from contract.findings import CannotRunError
from contract.generate import ROOT
from opencode_sessions.server.program import search_path
from opencode_sessions.testing.install import InstallError, npm_install

__all__ = ["command"]


def command(package: str, version: str, program: str) -> list[str]:
    """The command line of a package's program, to which its arguments are added: `node` and the program.

    Raises:
        CannotRunError: There is no Node.js or npm, or no network to install it the first time.
    """
    node = search_path("node")
    if node is None:
        raise CannotRunError("There is no node on PATH: install Node.js 20.19 or newer.")
    home = ROOT / ".cache" / f"{package.removeprefix('@').replace('/', '-')}-{version}"
    path = home / "node_modules" / package / program
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        try:
            npm_install(f"{package}@{version}", home)
        except InstallError as error:
            raise CannotRunError(str(error)) from error
    return [str(node), str(path)]
