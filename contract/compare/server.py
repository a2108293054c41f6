"""A running server: its own document, and the traffic of a short turn."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from subprocess import SubprocessError

import httpx
from attrs import frozen

from contract.compare.traffic import Traffic
from contract.findings import CannotRunError
from contract.spec import Document
from contract.workspace import Workspace
from opencode_sessions import Opencode, OpencodeError
from opencode_sessions.server import find_program
from opencode_sessions.testing import SERVER_VERSION, install_server
from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import expect
from tools.servers.recording import recording
from tools.servers.scenarios import short_turn
from tools.servers.versions import ServerVersion, version_of

__all__ = ["Observation", "document_of", "observe", "supports"]

_DOCUMENT = Request("GET /doc", "GET", "/doc", lambda content: Document(expect(dict, content, "paths")), {})


@frozen
class Observation:
    """A server's own document, and its traffic."""

    document: Document
    traffic: Traffic


def document_of(server: str) -> tuple[str, Document]:
    """Fetch the document of a running server; returns the server's address, without credentials, and the document.

    Raises:
        CannotRunError: There is no server, or it refuses.
    """
    with _cannot_run_on_errors(), Opencode(server) as client:
        return client.base_url, client._transport.send(_DOCUMENT)


def observe(workspace: Workspace, contract: Document) -> Observation:
    """Launch a server, fetch its document, and record a short turn.

    The program is that of OPENCODE_BIN, if that is set, otherwise the version that this SDK is tested with, which is
    installed first if need be.

    Raises:
        CannotRunError: There is no such program, or it does not work as a server does.
    """
    with _cannot_run_on_errors(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        if os.environ.get("OPENCODE_BIN"):
            program = find_program()
            version = version_of(program, root / "asked")
        else:
            servers = workspace.cache / "opencode-server"
            program = install_server(SERVER_VERSION, servers, progress=partial(print, file=sys.stderr))
            version = ServerVersion(SERVER_VERSION)
        with recording(version, program, root, workspace.cache, supports=partial(supports, contract)) as running:
            short_turn(running.recorder, running.script)
            traffic = Traffic(version, list(running.recorder.calls.values()), running.recorder.events)
            return Observation(running.client._transport.send(_DOCUMENT), traffic)


def supports(contract: Document, version: ServerVersion, method: str, path: str) -> bool:
    """Return True when servers of a version have the operation that a request calls.

    Raises:
        LookupError: The contract has no such operation.
    """
    since = contract.operation_at(method, path).since
    return since is None or not version.before(since)


@contextmanager
def _cannot_run_on_errors() -> Iterator[None]:
    """Turn the errors of a server into `CannotRunError`."""
    try:
        yield
    except (OpencodeError, httpx.HTTPError, SubprocessError, OSError, ValueError) as error:
        raise CannotRunError(str(error) or repr(error)) from error
