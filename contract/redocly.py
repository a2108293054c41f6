"""Redocly's command line: installed from npm, pinned, and run without telemetry."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from contract import npm
from contract.findings import CannotRunError
from contract.generate import ROOT

__all__ = ["CONFIG", "VERSION", "run"]

#: The newest that runs on Node 20, 22 and 24.
VERSION = "2.77.0"
#: The rules of `lint` and `diff`.
CONFIG = ROOT / "redocly.yaml"

_QUIET = {
    "REDOCLY_TELEMETRY": "off",
    "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    "REDOCLY_SUPPRESS_NOTIFICATIONS": "true",
    "CI": "true",
}
#: What it says in a box before anything else, of old versions of Node.js.
_NOTICE = re.compile(r"╔.*?╝", re.DOTALL)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one command, such as `run("lint", path, "--format", "json")`, with the project's rules.

    Its exit code is left to the caller, for whom 1 may be findings.

    Raises:
        CannotRunError: There is no Node.js or npm, or no network to install it the first time, or it crashed.
    """
    program = npm.command("@redocly/cli", VERSION, "bin/cli.js")
    finished = subprocess.run(
        [*program, *map(str, arguments), "--config", str(CONFIG)],
        env=os.environ | _QUIET,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    finished.stderr = _NOTICE.sub("", finished.stderr).strip()
    if finished.returncode not in (0, 1):
        raise CannotRunError(f"redocly {arguments[0]} ended with {finished.returncode}: {finished.stderr}")
    return finished
