"""HTTP: connection pools of httpx, and the address and the body of a request.

A pool is made at the first call. Connections survive neither a fork nor a change of the event loop: our own pool is
then replaced; a client of the user's cannot be, and an error says so.
"""

from __future__ import annotations

import json
import math
import os
import select
import socket
import ssl
import threading
import weakref
from collections.abc import AsyncGenerator, AsyncIterator
from functools import cache, lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

import httpx

import opencode_sessions._fork  # noqa: F401
from opencode_sessions._certificates import tls_context
from opencode_sessions._options import Options, ResponseSeconds, directory_text, is_utf8
from opencode_sessions._version import __version__
from opencode_sessions.errors import EventLoopError
from opencode_sessions_api.client import Request

if TYPE_CHECKING:
    from opencode_sessions._concurrency import AsyncInterrupt, SyncInterrupt

# ---------------------------------------------------------------- connection pools


class ConnectionReusedError(Exception):
    """A call that has to be interruptible found an open connection; nothing was sent on it."""


#: Connections are limited by nothing but need: each turn that somebody waits for holds one.
_LIMITS = httpx.Limits(max_connections=None, max_keepalive_connections=20)
_NO_REUSE = httpx.Limits(max_connections=None, max_keepalive_connections=0)


def _settings(options: Options, limits: httpx.Limits) -> dict[str, Any]:
    """Return the arguments of a transport of httpx.

    Raises:
        UnusableSettingError: The environment says something about TLS that cannot be used.
    """
    proxy = None
    if options.proxy is not None and options.proxy.url is not None:
        # A proxy may have a certificate, too.
        context = tls_context(options.verify) if options.proxy.url.scheme == "https" else None
        proxy = httpx.Proxy(options.proxy.url, ssl_context=context)
    return {
        "limits": limits,
        "verify": _no_certificates() if _is_plain(options) else tls_context(options.verify),
        "proxy": proxy,
        "socket_options": _keep_alive_probes(),
    }


def _is_plain(options: Options) -> bool:
    """Tell if the server speaks plain HTTP: no certificates are needed, which take longer to load than a call."""
    return options.base_url.startswith("http://")


@cache
def _no_certificates() -> ssl.SSLContext:
    """Return a context for connections that have no TLS.

    Pools make it when they are made, not at the first call: OpenSSL holds locks while it makes its first one. A process
    that was forked meanwhile could never make one.
    """
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _keep_alive_probes() -> list[tuple[int, int, int]]:
    """Return socket options that tell a dead peer from one that is silent for long, as an agent at work is."""
    probes = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    for name, value in (("TCP_KEEPIDLE", 30), ("TCP_KEEPALIVE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, name):
            probes.append((socket.IPPROTO_TCP, getattr(socket, name), value))
    return probes


_HEADERS = {"User-Agent": f"opencode-sessions/{__version__}"}


def _sync_client(options: Options, limits: httpx.Limits) -> httpx.Client:
    # With a transport of its own, the client looks for no proxy in the environment: it is among the options.
    client = httpx.Client(headers=_HEADERS, transport=httpx.HTTPTransport(**_settings(options, limits)))
    _limit_responses(client, _SyncBackend)
    return client


def _async_client(options: Options) -> httpx.AsyncClient:
    client = httpx.AsyncClient(headers=_HEADERS, transport=httpx.AsyncHTTPTransport(**_settings(options, _LIMITS)))
    _limit_responses(client, _AsyncBackend)
    return client


def _limit_responses(client: httpx.Client | httpx.AsyncClient, kind: type[_SyncBackend | _AsyncBackend]) -> None:
    """Let the connections of an HTTP client know `ResponseSeconds`: httpx has no option for that."""
    pool: Any = getattr(client._transport, "_pool", None)
    if hasattr(pool, "_network_backend"):
        pool._network_backend = kind(pool._network_backend)


class _Wrapper:
    """Does what something else does, except for a few methods."""

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wrapped, name)


class _Clock:
    """How long the response may still take, on one connection."""

    def __init__(self) -> None:
        self._limit: float | None = None
        self._end = math.inf

    def begin(self) -> None:
        """Note that a request is sent: its response is still to come."""
        self._limit = None

    def seconds_left(self, timeout: float | None) -> float | None:
        """Return the time limit of the next part that arrives."""
        if not isinstance(timeout, ResponseSeconds):
            return timeout
        now = monotonic()
        if timeout is not self._limit:
            self._limit, self._end = timeout, now + timeout
        if now >= self._end and timeout:
            import httpcore

            raise httpcore.ReadTimeout("the response is too slow")
        return self._end - now


class _SyncStream(_Wrapper):
    def __init__(self, wrapped: Any) -> None:
        super().__init__(wrapped)
        self._clock = _Clock()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data: bytes = self._wrapped.read(max_bytes, self._clock.seconds_left(timeout))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._clock.begin()
        self._wrapped.write(buffer, timeout)

    def start_tls(self, *arguments: Any, **options: Any) -> _SyncStream:
        return _SyncStream(self._wrapped.start_tls(*arguments, **options))


class _AsyncStream(_Wrapper):
    def __init__(self, wrapped: Any) -> None:
        super().__init__(wrapped)
        self._clock = _Clock()
        self._socket = wrapped.get_extra_info("socket")

    def get_extra_info(self, info: str) -> Any:
        # The pool asks that of every idle connection before and after each call, and anyio takes long to find the
        # socket.
        if info == "is_readable" and self._socket is not None and hasattr(select, "poll"):
            return _is_readable(self._socket)
        return self._wrapped.get_extra_info(info)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data: bytes = await self._wrapped.read(max_bytes, self._clock.seconds_left(timeout))
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._clock.begin()
        await self._wrapped.write(buffer, timeout)

    async def start_tls(self, *arguments: Any, **options: Any) -> _AsyncStream:
        return _AsyncStream(await self._wrapped.start_tls(*arguments, **options))


def _is_readable(connection: Any) -> bool:
    """Return whether an idle connection has something to read, as a rule that the server has closed it."""
    if (descriptor := connection.fileno()) < 0:
        return True
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))


class _SyncBackend(_Wrapper):
    def connect_tcp(self, *arguments: Any, **options: Any) -> _SyncStream:
        return _SyncStream(self._wrapped.connect_tcp(*arguments, **options))


class _AsyncBackend(_Wrapper):
    async def connect_tcp(self, *arguments: Any, **options: Any) -> _AsyncStream:
        return _AsyncStream(await self._wrapped.connect_tcp(*arguments, **options))


class SyncPool:
    """The HTTP clients of an `Opencode`, a set for each process.

    Attributes:
        is_closed: It was closed, for good.
    """

    def __init__(self, options: Options, given: httpx.Client | None) -> None:
        self.is_closed = False
        self._options = options
        self._given = given
        if _is_plain(options):
            _no_certificates()
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._clients: dict[bool, httpx.Client] = {}
        #: Calls that wait for the model, each with a connection of its own: closing the pool interrupts them.
        self.calls: set[SyncInterrupt] = set()

    def client(self, *, interruptible: bool = False) -> httpx.Client:
        """Return the HTTP client of this process.

        Args:
            interruptible: Open a connection for each call, so that the call can be interrupted.

        Raises:
            EventLoopError: It is the user's own, and belongs to the process that forked this one.
            UnusableSettingError: The environment says something about TLS that cannot be used.
            RuntimeError: The pool was closed meanwhile.
        """
        if self._process == os.getpid() and (found := self._given or self._clients.get(interruptible)) is not None:
            return found
        if self._given is not None:
            raise EventLoopError(
                "The http_client was given to this client before a fork; its connections belong to the "
                "parent process. Make an Opencode with an http_client of its own in the child."
            )
        if self._process != os.getpid():
            # A lock that another thread held when the process forked is never released here.
            self._process, self._lock, self._clients = os.getpid(), threading.Lock(), {}
        with self._lock:
            if self.is_closed:
                raise RuntimeError("the pool is closed")
            if interruptible not in self._clients:
                self._clients[interruptible] = _sync_client(self._options, _NO_REUSE if interruptible else _LIMITS)
            return self._clients[interruptible]

    def close(self) -> None:
        """Close the connections of this process; a client of the user's stays open."""
        self.is_closed = True
        if self._process == os.getpid():
            # A thread that waits does not notice that its connection was closed: it has to be shut down.
            for call in list(self.calls):
                call.interrupt()
            with self._lock:
                clients, self._clients = self._clients, {}
            for client in clients.values():
                client.close()


class AsyncPool:
    """The HTTP client of an `AsyncOpencode`, one for each event loop and process.

    Attributes:
        is_closed: It was closed, for good.
    """

    def __init__(self, options: Options, given: httpx.AsyncClient | None) -> None:
        self.is_closed = False
        self._options = options
        self._given = given
        if _is_plain(options):
            _no_certificates()
        self._home: weakref.ref[Any] | None = None
        self._process = os.getpid()
        #: Calls that wait for the model. Closing the connections ends them.
        self.calls: set[AsyncInterrupt] = set()
        self._clients: weakref.WeakKeyDictionary[Any, httpx.AsyncClient] = weakref.WeakKeyDictionary()
        self._closers: weakref.WeakKeyDictionary[Any, AsyncGenerator[None, None]] = weakref.WeakKeyDictionary()

    async def client(self, *, interruptible: bool = False) -> httpx.AsyncClient:
        """Return the HTTP client of the running event loop.

        Args:
            interruptible: Without meaning here: a task can be cancelled on any connection.

        Raises:
            EventLoopError: It is the user's own, and belongs to another event loop or process.
            UnusableSettingError: The environment says something about TLS that cannot be used.
        """
        loop = running_loop()
        if self._given is not None:
            self._check_home(loop)
            return self._given
        if self._process != os.getpid():
            self._process = os.getpid()
            self._clients, self._closers = weakref.WeakKeyDictionary(), weakref.WeakKeyDictionary()
        client = self._clients.get(loop)
        if client is None:
            # Connections hold on to their loop, so that weak references alone would keep both for ever.
            for other in [other for other in self._clients if getattr(other, "is_closed", bool)()]:
                del self._clients[other], self._closers[other]
            client = self._clients[loop] = _async_client(self._options)
            self._closers[loop] = _closed_with_loop(client)
            await anext(self._closers[loop])
        return client

    def _check_home(self, loop: Any) -> None:
        """Check that the user's own client belongs to this event loop and process, or has no connections at all."""
        if getattr(getattr(self._given, "_transport", None), "has_no_connections", False):
            return
        if self._home is None:
            self._home = weakref.ref(loop)
        if self._home() is not loop or self._process != os.getpid():
            raise EventLoopError(
                "The http_client was first used in another event loop or process, where its connections live. "
                "Make an AsyncOpencode with an http_client of its own in each."
            )

    async def close(self) -> None:
        """Close the connections of the running event loop; a client of the user's stays open."""
        self.is_closed = True
        loop = running_loop()
        self._clients.pop(loop, None)
        closer = self._closers.pop(loop, None)
        if closer is not None and self._process == os.getpid():
            await closer.aclose()


async def _closed_with_loop(client: httpx.AsyncClient) -> AsyncGenerator[None, None]:
    """Close an HTTP client at the latest when its event loop ends, which closes generators that are still open."""
    try:
        yield
    finally:
        await client.aclose()


def running_loop() -> Any:
    """Return the running event loop, of asyncio or trio."""
    # Only here: the sync client does without an event loop.
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        from trio.lowlevel import current_trio_token

        return current_trio_token()


# ---------------------------------------------------------------- the address and the body of a request


def query_parameters(request: Request[Any], directory: str | None) -> dict[str, Any]:
    """Collect the query parameters that were given; an operation with a directory gets the client's by default.

    Raises:
        TypeError: The directory is neither a string nor a path.
        ValueError: It cannot be sent.
    """
    given = {name: value for name, value in request.params.items() if value is not None}
    if "directory" in given:
        given["directory"] = directory_text(given["directory"])
    if directory is not None and "directory" in request.params:
        given.setdefault("directory", directory)
    return given


def url(path: str, parameters: dict[str, Any], encoded: str = "") -> httpx.URL:
    """Join an address and its query: httpx, given the two apart, would parse it twice.

    Args:
        path: The address without a query.
        parameters: The query.
        encoded: More of the query, as it is sent.

    Raises:
        ValueError: It is too long to be sent, or a parameter has no form in UTF-8.
    """
    try:
        if encoded:
            return _parsed(f"{path}?{'&'.join(filter(None, (str(httpx.QueryParams(parameters)), encoded)))}")
        return _parsed(f"{path}?{httpx.QueryParams(parameters)}" if parameters else path)
    except (httpx.InvalidURL, UnicodeEncodeError) as error:
        is_too_long = isinstance(error, httpx.InvalidURL)
    # Outside of the block: the error of httpx says nothing more.
    raise ValueError(_too_long(path, parameters) if is_too_long else _not_utf8(parameters))


def _too_long(path: str, parameters: dict[str, Any]) -> str:
    """Describe what makes an address too long for httpx."""
    given = {name: (str(value), len(str(httpx.QueryParams({name: value})))) for name, value in parameters.items()}
    identifier = max(path.split("/"), key=len)
    given["an identifier"] = (identifier, len(identifier))
    name, (value, length) = max(given.items(), key=lambda item: item[1][1])
    return (
        f"{name} is too long to be sent: it takes {length:,} characters of an address, which has at most 65,536; "
        f"it begins {value[:_LONGEST_SHOWN]!r}"
    )


def _not_utf8(parameters: dict[str, Any]) -> str:
    name, value = next(
        (name, str(each))
        for name, value in parameters.items()
        for each in (value if isinstance(value, (list, tuple)) else [value])
        if not is_utf8(str(each))
    )
    return f"{name} must be a text that has a form in UTF-8, without lone surrogates, not {value[:_LONGEST_SHOWN]!r}"


# Parsing takes a tenth of a call, and the same few addresses come again and again.
_parsed = lru_cache(maxsize=128)(httpx.URL)
#: The greatest number of characters of an argument in an error.
_LONGEST_SHOWN = 50


class Body(httpx.ByteStream):
    """The body of a request. That of httpx is read by a generator, which trio reports when a call is cancelled."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _Once(b"".join(self))


class _Once:
    def __init__(self, content: bytes) -> None:
        self._left = [content]

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if not self._left:
            raise StopAsyncIteration
        return self._left.pop()


def encode_body(body: Any) -> bytes | None:
    """Encode a body as JSON.

    Raises:
        TypeError: A value in it is of a type that JSON has no form for.
        ValueError: A number in it is not finite, it contains itself, or it is nested too deeply.
    """
    if body is None:
        return None
    try:
        return _json(body)
    except (TypeError, ValueError, RecursionError):
        pass
    # Outside of the block: Python's own error says less.
    raise _no_json(body)


def _json(body: Any) -> bytes:
    text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # A lone surrogate has no UTF-8, but JSON has the same escape for it as Python.
    return text.encode("utf-8", "backslashreplace")


#: Where the search for what cannot be sent ends: Python itself gives up at about this depth.
_DEEPEST = 1000


def _no_json(body: Any) -> Exception:
    """Return the error of a body that cannot be sent: which value in it is why."""
    waiting = [("body", body, 0)]
    while waiting:
        where, value, depth = waiting.pop()
        if depth > _DEEPEST:
            break
        if isinstance(value, dict):
            for key in value:
                if not isinstance(key, (str, int, float, type(None))):
                    return TypeError(f"{where} has a key that is no string, but an object of {type(key).__name__}")
            waiting += [(f"{where}[{key!r}]", item, depth + 1) for key, item in value.items()]
        elif isinstance(value, (list, tuple)):
            waiting += [(f"{where}[{index}]", item, depth + 1) for index, item in enumerate(value)]
        elif isinstance(value, float) and not math.isfinite(value):
            return ValueError(f"{where} is {value!r}, which JSON has no form for: give a finite number, or None")
        elif not isinstance(value, (str, int, float, type(None))):
            return TypeError(
                f"{where} is an object of {type(value).__name__}, which JSON has no form for: give texts, numbers, "
                "truth values, None, and lists and dicts of these"
            )
    return ValueError("The body contains itself, or is nested too deeply to be sent as JSON.")
