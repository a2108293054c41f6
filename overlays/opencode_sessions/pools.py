"""The HTTP client behind a client of ours: made at the first call, and made anew where the old one is dead.

Connections do not survive a fork, nor a change of the event loop. Our own pool is then replaced; a pool of the
user's cannot be, and says so.
"""

from __future__ import annotations

import os
import ssl
import threading
import weakref
from typing import Any

import httpx

from opencode_sessions._version import __version__
from opencode_sessions.errors import EventLoopError
from opencode_sessions.options import Options


def _settings(options: Options) -> dict[str, Any]:
    settings: dict[str, Any] = {"headers": {"User-Agent": f"opencode-sessions/{__version__}"}}
    if options.is_loopback:
        # A proxy of the environment would look for the server on its own machine.
        settings["mounts"] = {f"all://{httpx.URL(options.base_url).host}": None}
    if options.base_url.startswith("http://"):
        # Loading the machine's certificates takes longer than a call, and plain HTTP needs none.
        settings["verify"] = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return settings


class Pool:
    """The HTTP client of an `Opencode`, one for each process."""

    def __init__(self, options: Options, given: httpx.Client | None) -> None:
        self._options = options
        self._given = given
        self._client = given
        self._process = os.getpid()
        self._lock = threading.Lock()

    def client(self) -> httpx.Client:
        """The HTTP client of this process.

        Raises:
            EventLoopError: It is the user's own, and belongs to the process that forked this one.
        """
        if self._client is not None and self._process == os.getpid():
            return self._client
        with self._lock:
            if self._client is None or self._process != os.getpid():
                if self._given is not None:
                    raise EventLoopError(
                        "The http_client was given to this client before a fork; its connections belong to the "
                        "parent process. Make an Opencode with an http_client of its own in the child."
                    )
                self._client = httpx.Client(**_settings(self._options))
                self._process = os.getpid()
            return self._client

    def beside(self) -> Pool:
        """Another one, so that a call of its own thread opens a connection of its own."""
        return Pool(self._options, self._given)

    def close(self) -> None:
        """Close the connections of this process; a client of the user's stays open."""
        client, self._client = self._client, self._given
        if client is not None and client is not self._given and self._process == os.getpid():
            client.close()


class AsyncPool:
    """The HTTP client of an `AsyncOpencode`, one for each event loop and process."""

    def __init__(self, options: Options, given: httpx.AsyncClient | None) -> None:
        self._options = options
        self._given = given
        self._home: weakref.ref[Any] | None = None
        self._process = os.getpid()
        self._clients: weakref.WeakKeyDictionary[Any, httpx.AsyncClient] = weakref.WeakKeyDictionary()

    def client(self) -> httpx.AsyncClient:
        """The HTTP client of the running event loop.

        Raises:
            EventLoopError: It is the user's own, and belongs to another event loop or process.
        """
        loop = _running_loop()
        if self._given is not None:
            if self._home is None:
                self._home = weakref.ref(loop)
            if self._home() is not loop or self._process != os.getpid():
                raise EventLoopError(
                    "The http_client was first used in another event loop or process, where its connections live. "
                    "Make an AsyncOpencode with an http_client of its own in each."
                )
            return self._given
        if self._process != os.getpid():
            self._clients = weakref.WeakKeyDictionary()
            self._process = os.getpid()
        client = self._clients.get(loop)
        if client is None:
            # Connections hold on to their loop, so that weak references alone would keep both for ever.
            for other in [other for other in self._clients if getattr(other, "is_closed", bool)()]:
                del self._clients[other]
            client = self._clients[loop] = httpx.AsyncClient(**_settings(self._options))
        return client

    def beside(self) -> AsyncPool:
        """The same: a task can be cancelled on any connection."""
        return self

    async def close(self) -> None:
        """Close the connections of the running event loop; a client of the user's stays open."""
        client = self._clients.pop(_running_loop(), None)
        if client is not None and self._process == os.getpid():
            await client.aclose()


def _running_loop() -> Any:
    # Only here: the sync client does without an event loop.
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        from trio.lowlevel import current_trio_token

        return current_trio_token()
