"""Redocly's command line: installed from npm, pinned, and run without telemetry."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from contract.findings import CannotRunError
from contract.workspace import Workspace
from opencode_sessions.testing.install import InstallError
from tools import npm

__all__ = ["VERSION", "run"]

#: The newest that runs on Node 20, 22 and 24.
VERSION = "2.77.0"

_QUIET = {
    "REDOCLY_TELEMETRY": "off",
    "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    "REDOCLY_SUPPRESS_NOTIFICATIONS": "true",
    "CI": "true",
}
#: The box that it prints before anything else on old versions of Node.js.
_NOTICE = re.compile(r"╔.*?╝", re.DOTALL)


def run(workspace: Workspace, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one command, such as `run(workspace, "lint", path, "--format", "json")`, with the project's rules.

    The caller judges the exit codes 0 and 1: 1 may mean findings.

    Raises:
        CannotRunError: There is no Node.js or npm, or no network to install it the first time, or it crashed.
    """
    try:
        program = npm.command("@redocly/cli", VERSION, "bin/cli.js", workspace.cache)
    except InstallError as error:
        raise CannotRunError(str(error)) from error
    finished = subprocess.run(
        [*program, *map(str, arguments), "--config", str(workspace.redocly_config)],
        env=os.environ | _QUIET,
        cwd=workspace.root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    finished.stderr = _NOTICE.sub("", finished.stderr).strip()
    if finished.returncode not in (0, 1):
        raise CannotRunError(f"redocly {arguments[0]} ended with {finished.returncode}: {finished.stderr}")
    return finished
