"""The servers of a batch, and the clients of a process for them."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import anyio
from attrs import field, frozen

if TYPE_CHECKING:
    from opencode_sessions._async.client import AsyncOpencode

__all__ = ["Clients", "Launched", "Server", "ServerLike", "named_servers"]


def _absolute(given: str | os.PathLike[str]) -> str:
    return os.path.abspath(given)


@frozen(kw_only=True)
class Server:
    """A server at an address. Every process that works for the batch has to reach it there.

    Args:
        url: The address. Default: `OPENCODE_BASE_URL`, else `http://127.0.0.1:4096`.
        username: For HTTP basic. Default: `OPENCODE_SERVER_USERNAME`, else `opencode`.
        password: For HTTP basic. Default: `OPENCODE_SERVER_PASSWORD`.
    """

    url: str | None = field(default=None, kw_only=False)
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """The address, without credentials."""
        from opencode_sessions._async.client import AsyncOpencode

        return AsyncOpencode(self.url).base_url

    async def connect(self) -> AsyncOpencode:
        """Return a client of the server."""
        from opencode_sessions._async.client import AsyncOpencode

        return AsyncOpencode(self.url, username=self.username, password=self.password)


@frozen(kw_only=True)
class Launched:
    """A server that each process which works for the batch starts for itself, and which ends with that process.

    The servers of one user, with one home, know each other's sessions. A turn that was running when its server ended is
    lost: `retry=("TurnLostError",)` sends it again.

    Args:
        directory: The project to work in, for jobs that name no other.
        program: The `opencode` program. Default: `OPENCODE_BIN`, else the one on PATH.
        config: Settings, as in `opencode.json`.
        env: Environment variables for the server, in addition to those of the process.
    """

    directory: str = field(default=".", converter=_absolute, kw_only=False)
    program: str | None = None
    config: Mapping[str, Any] | None = None
    env: Mapping[str, str] | None = field(default=None, repr=False)

    async def connect(self) -> AsyncOpencode:
        """Start the server, and return a client of it.

        Raises:
            ProgramNotFoundError: There is no `opencode` program.
            ServerStartError: It ended, or did not listen in time.
        """
        from opencode_sessions._async.client import AsyncOpencode

        return await AsyncOpencode.launch(
            self.directory, program=self.program, config=self.config, env=self.env, restart=True
        )


ServerLike: TypeAlias = "str | Server | Launched"


def named_servers(servers: ServerLike | Sequence[ServerLike] | None) -> dict[str, Server | Launched]:
    """Return servers by the names that the journal has for them: the address, or `launched-1`, `launched-2`, ….

    Raises:
        TypeError: It is no server.
        ValueError: There is none, or one comes twice.
    """
    given = [servers] if servers is None or isinstance(servers, str | Server | Launched) else list(servers)
    named: dict[str, Server | Launched] = {}
    launched = 0
    for one in given:
        server = Server(one) if one is None or isinstance(one, str) else one
        if isinstance(server, Launched):
            launched += 1
            name = f"launched-{launched}"
        elif isinstance(server, Server):
            name = server.address
        else:
            raise TypeError(f"A server is an address, a Server or Launched, not {server!r:.80}")
        if name in named:
            raise ValueError(f"The server {name} is there twice.")
        named[name] = server
    if not named:
        raise ValueError("There is no server: give at least one, or leave servers= out.")
    return named


class Clients:
    """The clients of one process, one for each server, made when they are first needed."""

    def __init__(self) -> None:
        self._clients: dict[bytes, AsyncOpencode] = {}
        self._locks: dict[bytes, anyio.Lock] = {}

    async def get(self, name: str, server: Server | Launched) -> AsyncOpencode:
        """Return the client of a server.

        Args:
            name: The name of the server: one that is launched may be there several times.
            server: The server.

        Raises:
            OpencodeError: The server cannot be started.
        """
        key = pickle.dumps((name, server))
        async with self._locks.setdefault(key, anyio.Lock()):
            if key not in self._clients:
                self._clients[key] = await server.connect()
            return self._clients[key]

    async def close(self) -> None:
        """Close the clients, and stop the servers that they have started."""
        while self._clients:
            _, client = self._clients.popitem()
            await client.close()
