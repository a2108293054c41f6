"""Record the traffic of real servers: their calls and their events, which the contract has to describe."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from contract.compare.server import supports
from contract.spec import Document
from contract.workspace import Workspace
from opencode_sessions.testing.install import SERVER_VERSION, InstallError, install_server
from tools.servers.recording import recording
from tools.servers.scenarios import all_scenarios
from tools.servers.versions import ServerVersion

__all__ = ["record"]


def record(workspace: Workspace, contract: Document, versions: Iterable[str], *, keep: bool) -> bool:
    """Record versions of the server, one after the other; returns whether all of them could be installed.

    Args:
        workspace: The checkout to record into.
        contract: The contract, which has the first version with each operation.
        versions: The versions.
        keep: Keep the programs that this installs.
    """
    succeeded = True
    for version in versions:
        started = time.monotonic()
        home = workspace.cache / "opencode-server" / version
        is_kept = keep or home.exists() or version == SERVER_VERSION
        try:
            program = install_server(version, home.parent)
            _record(workspace, contract, ServerVersion(version), program)
        except InstallError as error:
            print(f"error: {error}", file=sys.stderr)
            succeeded = False
        finally:
            if not is_kept:
                shutil.rmtree(home, ignore_errors=True)
        print(f"opencode {version}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return succeeded


def _record(workspace: Workspace, contract: Document, version: ServerVersion, program: Path) -> None:
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root,
        recording(version, program, Path(root), workspace.cache, supports=partial(supports, contract)) as running,
    ):
        session = all_scenarios(running.recorder, running.script)
        running.recorder.write(workspace.recorded, whole_session=session)
