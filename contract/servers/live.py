"""A real server: what it says of itself, and what it sends in a short turn."""

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

from contract.documents import Document
from contract.findings import CannotRunError
from contract.servers.traffic import Traffic
from opencode_sessions import Opencode, OpencodeError
from opencode_sessions.server import find_program
from opencode_sessions.testing import SERVER_VERSION, install_server
from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import expect

__all__ = ["Observation", "document_of", "observe"]

_DOCUMENT = Request("GET /doc", "GET", "/doc", lambda answer: Document(expect(dict, answer, "paths")), {})


@frozen
class Observation:
    """What a server says of itself, and what it sent."""

    document: Document
    traffic: Traffic


def document_of(server: str) -> tuple[str, Document]:
    """The address of a server, without credentials, and its document.

    Raises:
        CannotRunError: There is none, or it cannot be had.
    """
    with _told(), Opencode(server) as client:
        return client.base_url, client.send(_DOCUMENT)


def observe() -> Observation:
    """Start a server, ask for its document, and take it through a turn.

    The program is that of OPENCODE_BIN, if that is set, else the version that this SDK is tested with, which is
    installed if need be.

    Raises:
        CannotRunError: There is no such program, or it does not work as a server does.
    """
    # Only here: these read the contract when they are imported, and a review has to begin with a broken one too.
    from scripts.record import SERVERS, recording
    from scripts.scenarios import short_turn
    from tests.live.old_servers import ServerVersion, version_of

    with _told(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        if os.environ.get("OPENCODE_BIN"):
            program = find_program()
            version = version_of(program, root / "asked")
        else:
            program = install_server(SERVER_VERSION, SERVERS, progress=partial(print, file=sys.stderr))
            version = ServerVersion(SERVER_VERSION)
        with recording(version, program, root) as at_work:
            short_turn(at_work.recorder, at_work.script)
            traffic = Traffic(version, list(at_work.recorder.calls.values()), at_work.recorder.events)
            return Observation(at_work.client.send(_DOCUMENT), traffic)


@contextmanager
def _told() -> Iterator[None]:
    """Say of what goes wrong that the check cannot run."""
    try:
        yield
    except (OpencodeError, httpx.HTTPError, SubprocessError, OSError, ValueError) as error:
        raise CannotRunError(str(error) or repr(error)) from error
