# Derived from _async/launch.py by `make derive`: edit that file instead.
"""Start a server and wait until it listens; restart it; stop it and wait until it is gone; share one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from opencode_sessions._concurrency import SyncShield
from opencode_sessions._options import START_SECONDS
from opencode_sessions._seconds import check_seconds
from opencode_sessions._secrets import basic_authorization, mask_errors
from opencode_sessions.server.errors import ServerStartError
from opencode_sessions.server.exposure import warn_if_open
from opencode_sessions.server.process import ServerProcess
from opencode_sessions.server.program import find_program
from opencode_sessions.server.shared import SharedPlace, SharedServer, SharedStart

__all__ = ["LaunchedServer", "connect_shared", "leave_server", "stop_server", "wait_until_started"]

_POLL_SECONDS = 0.02
_PROBE_SECONDS = 5.0
#: Longer than the five seconds after which the watchdog kills what did not terminate.
_STOP_SECONDS = 7.0
_KILL_SECONDS = 5.0


class LaunchedServer(ServerProcess):
    """The server of a client that `launch` made: its process, its output, and its restarts."""

    def restart(self, *, start_timeout: float = START_SECONDS) -> None:
        """Stop the server and start it again, on the same port and with the same password; wait until it listens.

        A server that has died is started again, too. The server forgets the turns that were running.

        Args:
            start_timeout: Seconds to wait until it listens.

        Raises:
            ServerStartError: It ended, or did not listen in time; the error has its last lines.
            OpencodeError: It was stopped for good, or belongs to the process that forked this one.
        """
        check_seconds("start_timeout", start_timeout, may_be_none=False)
        ended = self._request_restart()
        if not _within(_STOP_SECONDS, ended.ended.is_set):
            ended.kill()
        _wait_until_listening(self, start_timeout)


def wait_until_started(server: LaunchedServer, start_timeout: float = START_SECONDS) -> None:
    """Wait until a server listens and responds. If it does not, or the wait is interrupted, the server is stopped.

    Args:
        server: The server.
        start_timeout: Seconds to wait until it listens.

    Raises:
        ServerStartError: It ended, did not listen in time, or did not respond; the error has its last lines.

    Warns:
        ServerOpenWarning: The server does not ask for its password.
    """
    try:
        _wait_until_listening(server, start_timeout)
        warn_if_open(_status_without_credentials(server), server.url)
    except BaseException:
        stop_server(server)
        raise


def stop_server(process: ServerProcess) -> None:
    """Stop a server and all that it started, and wait until it is gone: terminate first, kill after a while.

    In the child of a fork this does nothing: only the parent stops the server.
    """
    process.request_stop()
    with SyncShield(_STOP_SECONDS + _KILL_SECONDS):
        if not _within(_STOP_SECONDS, process.stopped):
            process.kill()
            _within(_KILL_SECONDS, process.stopped)


def leave_server(server: ServerProcess | SharedServer) -> None:
    """Use a server no more: stop one that was launched for this client alone."""
    if isinstance(server, SharedServer):
        server.release()
    else:
        stop_server(server)


def connect_shared(
    *,
    directory: str | os.PathLike[str],
    program: str | os.PathLike[str] | None,
    env: Mapping[str, str] | None,
    config: Mapping[str, Any] | None,
    start_timeout: float,
) -> SharedServer:
    """Find the server that this user's processes share for a directory, or start it.

    Raises:
        ProgramNotFoundError: There is no `opencode` program.
        ServerStartError: It did not start, or another process that starts it takes too long.
    """
    check_seconds("start_timeout", start_timeout, may_be_none=False)
    place = SharedPlace(find_program(program), directory=directory, env=env, config=config)
    # Another process may be starting one, in vain; then it is our turn.
    if not _within(2 * start_timeout, place.try_begin):
        raise ServerStartError(f"Another process has been starting a server in {place.folder} for too long.")
    try:
        for server in place.servers():
            try:
                warn_if_open(_status_without_credentials(server), server.url)
            except ServerStartError:
                server.release()
            except BaseException:
                server.release()
                raise
            else:
                return server
        start = place.start()
        try:
            _wait_until_shared(start, start_timeout)
            warn_if_open(_status_without_credentials(start), start.url)
            return start.publish()
        except BaseException:
            start.abandon()
            raise
    finally:
        place.end()


def _wait_until_shared(start: SharedStart, start_timeout: float) -> None:
    run = start.run
    if not _within(start_timeout, run.settled.is_set):
        raise start.start_error(f"did not listen within {start_timeout:g} seconds")
    if not run.has_listened:
        raise start.start_error(f"ended with exit code {run.exit_code}")


def _wait_until_listening(process: ServerProcess, start_timeout: float) -> None:
    if not _within(start_timeout, lambda: process.poll_url() is not None):
        raise process.start_error(f"did not listen within {start_timeout:g} seconds")


def _within(seconds: float, is_done: Callable[[], bool]) -> bool:
    deadline = monotonic() + seconds
    while not is_done():
        if monotonic() >= deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def _status_without_credentials(server: ServerProcess | SharedServer | SharedStart) -> int:
    import ssl

    import httpx

    # Plain http on loopback: no proxy, no .netrc, and no certificates, which take longer to load than the call takes.
    no_certificates = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        with httpx.Client(trust_env=False, verify=no_certificates, timeout=_PROBE_SECONDS) as client:
            response = client.get(f"{server.url}/global/health")
    except httpx.HTTPError as error:
        # The response, which it may cite, comes from a program that knows the password.
        mask_errors(error, basic_authorization(server.username, server.password))
        raise server.start_error(f"listens, but does not answer ({error!r})") from error
    return response.status_code
