"""Start a server and wait until it listens; stop it and wait until it is gone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from time import monotonic

import anyio

from opencode_sessions.server.exposure import warn_if_open
from opencode_sessions.server.process import ServerProcess
from opencode_sessions.server.program import find_program
from opencode_sessions.shields import AsyncShield

__all__ = ["launch_server", "stop_server"]

_POLL_SECONDS = 0.02
_PROBE_SECONDS = 5.0
#: Longer than the five seconds after which the watchdog kills what did not end when asked.
_STOP_SECONDS = 7.0
_KILL_SECONDS = 5.0


async def launch_server(
    *,
    directory: str | os.PathLike[str],
    program: str | os.PathLike[str] | None = None,
    password: str | None = None,
    env: Mapping[str, str] | None = None,
    log: str | os.PathLike[str] | None = None,
    start_timeout: float = 30.0,
) -> ServerProcess:
    """Start a server and wait until it listens. Whatever interrupts it, nothing is left running.

    Args:
        directory: The project to work in.
        program: The `opencode` program; see `find_program`.
        password: For HTTP basic. Default: a random one.
        env: Environment variables for the server, beside those of this process.
        log: A file to append the server's output to. Default: a temporary one, removed when the server is stopped.
        start_timeout: Seconds to wait until it listens.

    Raises:
        ProgramNotFoundError: There is no `opencode` program.
        ServerStartError: It ended, did not listen in time, or did not answer; the error has its last lines.

    Warns:
        ServerOpenWarning: The server does not ask for its password.
    """
    process = ServerProcess(find_program(program), directory=directory, password=password, env=env, log=log)
    try:
        await _wait_until_listening(process, start_timeout)
        warn_if_open(await _status_without_credentials(process), process.url)
    except BaseException:
        await stop_server(process)
        raise
    return process


async def stop_server(process: ServerProcess) -> None:
    """End a server and all that it started, and wait until it is gone: asked first, killed when that takes too long.

    In the child of a fork this does nothing: the server is the parent's to end.
    """
    process.request_stop()
    with AsyncShield():
        if not await _stopped_within(process, _STOP_SECONDS):
            process.kill()
            await _stopped_within(process, _KILL_SECONDS)


async def _wait_until_listening(process: ServerProcess, start_timeout: float) -> None:
    deadline = monotonic() + start_timeout
    while process.poll_url() is None:
        if monotonic() >= deadline:
            raise process.start_error(f"did not listen within {start_timeout:g} seconds")
        await anyio.sleep(_POLL_SECONDS)


async def _stopped_within(process: ServerProcess, seconds: float) -> bool:
    deadline = monotonic() + seconds
    while not process.stopped():
        if monotonic() >= deadline:
            return False
        await anyio.sleep(_POLL_SECONDS)
    return True


async def _status_without_credentials(process: ServerProcess) -> int:
    import ssl

    import httpx

    # Plain http on loopback: no proxy, no .netrc, and no certificates, which take longer to load than the call takes.
    nothing_trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        async with httpx.AsyncClient(trust_env=False, verify=nothing_trusted, timeout=_PROBE_SECONDS) as client:
            answer = await client.get(f"{process.url}/global/health")
    except httpx.HTTPError as error:
        raise process.start_error(f"listens, but does not answer ({error!r})") from error
    return answer.status_code
