"""Redocly's command line: installed from npm, pinned, and run without telemetry."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from contract.findings import CannotRunError
from contract.generate import ROOT
from opencode_sessions.server.program import search_path
from opencode_sessions.testing.install import InstallError, npm_install

__all__ = ["CONFIG", "VERSION", "run"]

#: The newest that runs on Node 20, 22 and 24.
VERSION = "2.77.0"
#: The rules of `lint` and `diff`.
CONFIG = ROOT / "redocly.yaml"

_HOME = ROOT / ".cache" / f"redocly-{VERSION}"
_QUIET = {
    "REDOCLY_TELEMETRY": "off",
    "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    "REDOCLY_SUPPRESS_NOTIFICATIONS": "true",
    "CI": "true",
}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one command, such as `run("lint", path, "--format", "json")`, with the project's rules.

    Its exit code is left to the caller, for whom 1 may be findings.

    Raises:
        CannotRunError: There is no Node.js or npm, or no network to install it the first time, or it crashed.
    """
    node = search_path("node")
    if node is None:
        raise CannotRunError("There is no node on PATH: install Node.js 20.19 or newer.")
    command = [str(node), str(_program()), *map(str, arguments), "--config", str(CONFIG)]
    finished = subprocess.run(
        command,
        env=os.environ | _QUIET,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if finished.returncode not in (0, 1):
        raise CannotRunError(f"redocly {arguments[0]} ended with {finished.returncode}: {finished.stderr.strip()}")
    return finished


def _program() -> Path:
    program = _HOME / "node_modules" / "@redocly" / "cli" / "bin" / "cli.js"
    if not program.exists():
        _HOME.mkdir(parents=True, exist_ok=True)
        try:
            npm_install(f"@redocly/cli@{VERSION}", _HOME)
        except InstallError as error:
            raise CannotRunError(str(error)) from error
    return program
