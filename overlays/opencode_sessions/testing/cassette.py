"""Record a conversation with a real server, and replay it without one.

A cassette is a JSON file: the requests, responses and events in the order in which they came. A replay keeps that
order: an event comes once everything before it has, and each prompt has the response that it had.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl, urlsplit

import httpx
from attrs import define

from opencode_sessions.testing.fake.scheduler import Result, Scheduler
from opencode_sessions.testing.fake.server import Exchange
from opencode_sessions.testing.fake.transports import AsyncFakeTransport, FakeTransport
from opencode_sessions.testing.fake.wire import encoded

if TYPE_CHECKING:
    from opencode_sessions import AsyncOpencode, Opencode

__all__ = ["Recording", "Replay", "UnexpectedRequestError", "record", "replay"]

_VERSION = 1
_KEPT_HEADERS = ("content-type", "x-next-cursor")
_STREAM = "text/event-stream"
#: The kinds of entries: each has one of these, with the number of its request.
_KINDS = ("request", "event", "response", "end")
#: Fields of JSON whose values are not recorded.
_SECRET = re.compile(r"(?i)^(.*(password|secret|api_?key|authorization)|(access|refresh)_?(token)?|token|headers)$")
_HIDDEN = "***"
_HIDDEN_HOME = "/home/user"
#: Identifiers that a client makes itself, so that each run has others.
_IDENTIFIER = re.compile(r"(msg|prt)_[0-9a-zA-Z]{20,}")
#: Connections that are kept would have to be closed, and nobody does that for an async client.
_NO_REUSE = httpx.Limits(max_keepalive_connections=0)
#: Seconds that a response waits for a request that was recorded before it.
_PATIENCE = 10.0
#: Seconds that a client has to take in events before the response that came after them.
_READING_SECONDS = 0.01


class UnexpectedRequestError(AssertionError):
    """A replay got a request that was not recorded, or did not get one that was."""


def record(path: str | os.PathLike[str], *, hide_home: bool = False) -> Recording:
    """Return a recording of what clients and a server say, which is written to a file at its end.

    with record("chat.json") as recording, recording.client(url, password=password) as client:
        ...

    Passwords, tokens and headers are left out. Texts of prompts and replies are not.

    Args:
        path: The file. One that exists is replaced.
        hide_home: Replace the path of the home directory.
    """
    return Recording(path, hide_home=hide_home)


def replay(path: str | os.PathLike[str]) -> Replay:
    """Return a replay of a recording. Nothing is sent to any server.

    with replay("chat.json") as recorded, recorded.client() as client:
        ...

    Requests may have other directories, and other identifiers that a client makes up; all else has to be as it was.

    Args:
        path: The file.

    Raises:
        OSError: It cannot be read.
        ValueError: It is no recording.
    """
    return Replay(path)


# ---------------------------------------------------------------- recording


class Recording:
    """What clients and a server say, written to a file at the end of its block. See `record`."""

    def __init__(self, path: str | os.PathLike[str], *, hide_home: bool = False) -> None:
        self._path = Path(path)
        self._home = str(Path.home()) if hide_home else None
        self._log = _Log()
        self._clients: list[httpx.Client] = []

    def transport(self, wrapped: httpx.BaseTransport | None = None) -> httpx.BaseTransport:
        """Return a transport for an `httpx.Client`, whose requests are recorded.

        Args:
            wrapped: What sends the requests. Default: a transport of httpx.
        """
        return _RecordingTransport(self._log, wrapped or httpx.HTTPTransport(limits=_NO_REUSE))

    def async_transport(self, wrapped: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncBaseTransport:
        """Return a transport for an `httpx.AsyncClient`, whose requests are recorded.

        Args:
            wrapped: What sends the requests. Default: a transport of httpx.
        """
        return _AsyncRecordingTransport(self._log, wrapped or httpx.AsyncHTTPTransport(limits=_NO_REUSE))

    def client(self, base_url: str | None = None, **options: Any) -> Opencode:
        """Return a client whose conversation is recorded.

        Args:
            base_url: The address of the server.
            options: Other arguments of `Opencode`.
        """
        from opencode_sessions import Opencode

        client = httpx.Client(transport=self.transport())
        self._clients.append(client)
        return Opencode(base_url, http_client=client, **options)

    def async_client(self, base_url: str | None = None, **options: Any) -> AsyncOpencode:
        """Return an async client whose conversation is recorded. Its connections are closed with the event loop.

        Args:
            base_url: The address of the server.
            options: Other arguments of `AsyncOpencode`.
        """
        from opencode_sessions import AsyncOpencode

        return AsyncOpencode(base_url, http_client=httpx.AsyncClient(transport=self.async_transport()), **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients:
            client.close()
        entries = [_without_secrets(entry) for entry in self._log.entries]
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
        if self._home is not None:
            lines = lines.replace(self._home, _HIDDEN_HOME)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(
            f'{{"opencode_cassette": {_VERSION}, "entries": [\n{lines}\n]}}\n', "utf-8", "backslashreplace"
        )


class _Log:
    """What was said so far.

    Attributes:
        entries: The requests, responses and events.
    """

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self._numbers = count(1)
        self._lock = threading.Lock()

    @contextmanager
    def exchange(self, request: httpx.Request, content: bytes) -> Iterator[int]:
        """Note a request, give its number to the block that sends it, and note if that fails.

        A request that was not sent has never been.
        """
        number = next(self._numbers)
        url = urlsplit(request.url.raw_path.decode("ascii"))
        entry: dict[str, Any] = {"request": number, "method": request.method, "path": url.path}
        if url.query:
            entry["query"] = dict(parse_qsl(url.query, keep_blank_values=True))
        if content:
            entry["body"] = _decoded(content)
        self._note(entry)
        try:
            yield number
        except httpx.TransportError as error:
            self._ended(number, error)
            raise
        except Exception:
            with self._lock:
                self.entries = [entry for entry in self.entries if entry.get("request") != number]
            raise

    def responded(self, number: int, response: httpx.Response, content: bytes | None) -> None:
        """Note a response; one of events comes without its content."""
        entry: dict[str, Any] = {"response": number, "status": response.status_code}
        headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        if headers:
            entry["headers"] = headers
        if content:
            entry["body"] = _decoded(content)
        self._note(entry)

    @contextmanager
    def events(self, number: int) -> Iterator[Callable[[bytes], None]]:
        """Give the block what notes the events in the next bytes of a stream, and note how it ends."""
        rest = b""

        def take(piece: bytes) -> None:
            nonlocal rest
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                if line.startswith(b"data:"):
                    self._note({"event": number, "data": _decoded(line[5:].strip())})

        try:
            yield take
        except httpx.TransportError as error:
            self._ended(number, error)
            raise
        self._ended(number)

    def _ended(self, number: int, error: Exception | None = None) -> None:
        self._note({"end": number} if error is None else {"end": number, "error": type(error).__name__})

    def _note(self, entry: dict[str, Any]) -> None:
        with self._lock:
            self.entries.append(entry)


class _RecordingTransport(httpx.BaseTransport):
    def __init__(self, log: _Log, wrapped: httpx.BaseTransport) -> None:
        self._log, self._wrapped = log, wrapped

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with self._log.exchange(request, request.read()) as number:
            response = self._wrapped.handle_request(request)
            is_stream = _is_stream(response)
            self._log.responded(number, response, None if is_stream else response.read())
        if is_stream:
            response.stream = _RecordedStream(self._log, number, response.stream)
        return response

    def close(self) -> None:
        self._wrapped.close()


class _AsyncRecordingTransport(httpx.AsyncBaseTransport):
    def __init__(self, log: _Log, wrapped: httpx.AsyncBaseTransport) -> None:
        self._log, self._wrapped = log, wrapped

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        with self._log.exchange(request, await request.aread()) as number:
            response = await self._wrapped.handle_async_request(request)
            is_stream = _is_stream(response)
            self._log.responded(number, response, None if is_stream else await response.aread())
        if is_stream:
            response.stream = _RecordedStream(self._log, number, response.stream)
        return response

    async def aclose(self) -> None:
        await self._wrapped.aclose()


class _RecordedStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The events of a response, for clients of both modes, which are noted as they pass."""

    def __init__(self, log: _Log, number: int, wrapped: Any) -> None:
        self._log, self._number, self._wrapped = log, number, wrapped

    def __iter__(self) -> Iterator[bytes]:
        with self._log.events(self._number) as take:
            for piece in self._wrapped:
                take(piece)
                yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with self._log.events(self._number) as take:
            async for piece in self._wrapped:
                take(piece)
                yield piece

    def close(self) -> None:
        self._wrapped.close()

    async def aclose(self) -> None:
        await self._wrapped.aclose()


def _is_stream(response: httpx.Response) -> bool:
    return bool(response.headers.get("content-type", "").startswith(_STREAM))


def _decoded(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return {"__text__": content.decode(errors="replace")}


def _without_secrets(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_secrets(item) for item in value]
    if not isinstance(value, dict):
        return value
    is_key = value.get("type") == "api" and "key" in value
    return {
        name: _HIDDEN
        if isinstance(item, str) and (_SECRET.match(name) or (is_key and name == "key"))
        else _without_secrets(item)
        for name, item in value.items()
    }


# ---------------------------------------------------------------- replaying


@define(eq=False)
class _Call:
    """A recorded request.

    Attributes:
        response: Its response, or its end if it failed.
        place: The place of its response in the recording.
        exchange: The response on its way, once the request has come again.
        arrived: Set by then.
    """

    entry: dict[str, Any]
    arrived: Result[None]
    response: dict[str, Any] | None = None
    place: int = 0
    exchange: Exchange | None = None

    @property
    def number(self) -> int:
        """The number of the request."""
        return int(self.entry["request"])

    @property
    def is_stream(self) -> bool:
        """It is a stream of events."""
        headers = (self.response or {}).get("headers", {})
        return bool(headers.get("content-type", "").startswith(_STREAM))

    @property
    def waits(self) -> bool:
        """The recording does not go on before it has come again."""
        return self.is_stream or self.entry["method"] != "GET"

    def __str__(self) -> str:
        body = json.dumps(self.entry["body"], ensure_ascii=False) if "body" in self.entry else ""
        return f"{self.entry['method']} {self.entry['path']} {body[:300]}".rstrip()


def _read_entries(path: Path) -> list[dict[str, Any]]:
    """Read the entries of a recording, which somebody may have edited.

    Raises:
        ValueError: It is no recording, or an entry is not as it should be.
    """
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except ValueError as error:
        raise ValueError(f"{path} is no recording: {error}") from error
    if not isinstance(data, dict) or data.get("opencode_cassette") != _VERSION:
        raise ValueError(f"{path} is no recording of this version: make it again with record()")
    entries = data.get("entries")
    if not isinstance(entries, list):
        raise ValueError(f"{path} is no recording: its entries are no list")
    requests: set[int] = set()
    ended: set[int] = set()
    for place, entry in enumerate(entries):
        if (reason := _mistake(entry, requests, ended)) is not None:
            raise ValueError(f"{path}: entry {place} {reason}: {json.dumps(entry)[:80]}")
    return entries


def _mistake(entry: Any, requests: set[int], ended: set[int]) -> str | None:
    """Say what is wrong with an entry, and note the request that it begins or ends."""
    kind = next((kind for kind in _KINDS if isinstance(entry, dict) and kind in entry), None)
    if kind is None:
        return f"has none of {', '.join(_KINDS)}"
    number = entry[kind]
    if kind == "request":
        if not isinstance(number, int) or number in requests:
            return "has the number of another request, or none"
        requests.add(number)
        return None if all(isinstance(entry.get(name), str) for name in ("method", "path")) else "has no method or path"
    if not isinstance(number, int) or number not in requests:
        return "belongs to no request before it"
    if kind != "response":
        return None
    if number in ended:
        return "responds to a request for a second time"
    ended.add(number)
    if not isinstance(entry.get("status"), int) or not isinstance(entry.get("headers", {}), dict):
        return "has no status, or headers that are no object"
    return None


class _Player:
    """Plays a recording, without I/O.

    Attributes:
        unexpected: The first request that was not recorded, or was but did not come.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        self._entries = _read_entries(self._path)
        self.scheduler = Scheduler()
        self._calls: dict[int, _Call] = {}
        self._waiting: deque[_Call] = deque()
        for place, entry in enumerate(self._entries):
            if "request" in entry:
                call = _Call(entry, Result(self.scheduler))
                self._calls[entry["request"]] = call
                self._waiting.append(call)
            elif "response" in entry or ("end" in entry and self._calls[entry["end"]].response is None):
                call = self._calls[entry["response"] if "response" in entry else entry["end"]]
                call.response, call.place = entry, place
        self._place = 0
        self._again: dict[str, dict[str, Any]] = {}
        self._names: dict[str, str] = {}
        self._streams: list[tuple[_Call, Exchange]] = []
        self.unexpected: UnexpectedRequestError | None = None
        self._is_started = False

    # ---------------------------------------------------------------- requests

    def handle(self, method: str, target: str, *, headers: Any = None, content: bytes = b"") -> Exchange:
        """Take a request.

        Args:
            method: Such as `GET`.
            target: The path and the query.
            headers: Its headers, which do not matter.
            content: Its body.

        Raises:
            UnexpectedRequestError: It was not recorded.
        """
        url = urlsplit(target)
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        body = _without_secrets(_decoded(content)) if content else None
        with self.scheduler.lock:
            if not self._is_started:
                self._is_started = True
                self.scheduler.start(self._play())
            self.scheduler.run_due()
            exchange = Exchange()
            call = self._recorded(method, url.path, query, body)
            if call is None:
                return self._respond_again(exchange, method, url.path, query, body)
            self._waiting.remove(call)
            self._note_names(call.entry.get("body"), body)
            self._note_names(call.entry.get("query"), query)
            call.exchange = exchange
            if call.is_stream:
                self._open(call, exchange)
            elif not call.waits:
                self._respond(call)
            elif call.response is not None:
                self.scheduler.start(self._give_up(call))
            call.arrived.set(None)
            self.scheduler.run_due()
            self.scheduler.wake()
            return exchange

    def leave(self, exchange: Exchange) -> None:
        """The client has left."""
        with self.scheduler.lock:
            exchange.is_broken = not exchange.is_complete
            self._streams = [(call, other) for call, other in self._streams if other is not exchange]

    def _recorded(self, method: str, path: str, query: Any, body: Any) -> _Call | None:
        """Return the recorded request that this one is, of several the one whose response is due."""
        same = [call for call in self._waiting if self._is_same(call.entry, method, path, query, body)]
        passed = [call for call in same if call.place < self._place and not call.waits]
        return passed[-1] if passed else same[0] if same else None

    def _is_same(self, entry: dict[str, Any], method: str, path: str, query: Any, body: Any) -> bool:
        if (entry["method"], self._renamed(entry["path"])) != (method, path):
            return False
        asked = entry.get("query", {}), self._renamed(entry.get("body"))
        return bool(_comparable(list(asked)) == _comparable([query, body]))

    def _respond_again(self, exchange: Exchange, method: str, path: str, query: Any, body: Any) -> Exchange:
        """Respond to what was asked more often than it was recorded: as the last time, if that changes nothing."""
        for call in reversed(self._calls.values()):
            if method == "GET" and call.exchange is not None and self._is_same(call.entry, method, path, query, body):
                again = _Call(call.entry, call.arrived, call.response, call.place, exchange)
                if call.is_stream:
                    self._open(call, exchange)
                else:
                    self._respond(again)
                self.scheduler.wake()
                return exchange
        expected = [str(call) for call in self._waiting if call.waits][:3] or ["nothing more"]
        words = json.dumps(body, ensure_ascii=False)[:300] if body is not None else ""
        self.unexpected = self.unexpected or UnexpectedRequestError(
            f"{self._path.name} has no (further) {method} {path} {words}. It goes on with: {'; then '.join(expected)}"
        )
        raise self.unexpected

    def _open(self, call: _Call, exchange: Exchange) -> None:
        assert call.response is not None
        exchange.status, exchange.headers = call.response["status"], dict(call.response.get("headers", {}))
        if any(other is call for other, _ in self._streams) or call.exchange is not exchange:
            exchange.pieces.append(_event({"type": "server.connected", "properties": {}}))
        self._streams.append((call, exchange))

    def _respond(self, call: _Call) -> None:
        exchange, response = call.exchange, call.response
        if exchange is None:
            return
        if response is None or "status" not in response:
            exchange.is_broken = True
            return
        body = self._renamed(response.get("body"))
        text = isinstance(body, dict) and body.get("__text__")
        content = b"" if body is None else str(text).encode() if text else encoded(body)
        exchange.respond(response["status"], content, response.get("headers", {}))

    def _note_names(self, recorded: Any, actual: Any) -> None:
        """Note what has another name than in the recording."""
        if isinstance(recorded, dict) and isinstance(actual, dict):
            for name, value in recorded.items():
                self._note_names(value, actual.get(name))
            if recorded.get("directory") != actual.get("directory"):
                self._names[str(recorded.get("directory"))] = str(actual.get("directory"))
        elif isinstance(recorded, list) and isinstance(actual, list):
            for one, other in zip(recorded, actual, strict=False):
                self._note_names(one, other)
        elif (
            isinstance(recorded, str)
            and isinstance(actual, str)
            and _IDENTIFIER.fullmatch(recorded)
            and _IDENTIFIER.fullmatch(actual)
        ):
            self._names[recorded] = actual

    def _renamed(self, value: Any) -> Any:
        if isinstance(value, str):
            for recorded, actual in self._names.items():
                value = value.replace(recorded, actual)
            return value
        if isinstance(value, list):
            return [self._renamed(item) for item in value]
        if isinstance(value, dict):
            return {name: self._renamed(item) for name, item in value.items()}
        return value

    # ---------------------------------------------------------------- the order of things

    async def _play(self) -> None:
        """Go through the recording: wait for the requests in it, and send its events and responses."""
        for place, entry in enumerate(self._entries):
            self._place = place
            if "request" in entry:
                call = self._calls[entry["request"]]
                if call.waits:
                    await call.arrived
            elif "event" in entry:
                call = self._calls[entry["event"]]
                piece = _event(self._renamed(entry["data"]))
                for opened, exchange in self._streams:
                    if opened.entry["path"] == call.entry["path"]:
                        exchange.pieces.append(piece)
            else:
                call = self._calls[entry["response"] if "response" in entry else entry["end"]]
                if call.is_stream or not call.waits:
                    continue
                while any(exchange.pieces for _, exchange in self._streams):
                    await self.scheduler.sleep(_READING_SECONDS)
                if self._streams:
                    await self.scheduler.sleep(_READING_SECONDS)
                self._respond(call)
            self.scheduler.wake()
        self._place = len(self._entries)

    async def _give_up(self, call: _Call) -> None:
        """Break the connection of a request whose response cannot come, because another request does not."""
        await self.scheduler.sleep(_PATIENCE)
        if call.exchange is None or call.exchange.is_over:
            return
        missing = next((str(other) for other in self._waiting if other.waits), "nothing more")
        self.unexpected = self.unexpected or UnexpectedRequestError(
            f"{self._path.name} goes on with {missing}, which was not sent; {call} waits for its response"
        )
        call.exchange.is_broken = True
        self.scheduler.wake()

    def end(self) -> None:
        """Break the streams that are open."""
        with self.scheduler.lock:
            for _, exchange in self._streams:
                exchange.is_broken = True
            self.scheduler.wake()


class Replay:
    """A recording that is replayed. See `replay`."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._player = _Player(path)

    def transport(self) -> httpx.BaseTransport:
        """Return a transport for an `httpx.Client`."""
        return FakeTransport(self._player)

    def async_transport(self) -> httpx.AsyncBaseTransport:
        """Return a transport for an `httpx.AsyncClient`."""
        return AsyncFakeTransport(self._player)

    def client(self, **options: Any) -> Opencode:
        """Return a client that hears the recording.

        Args:
            options: Arguments of `Opencode`.
        """
        from opencode_sessions import Opencode

        options = {"base_url": "http://opencode.test", "password": "", **options}
        return Opencode(http_client=httpx.Client(transport=self.transport()), **options)

    def async_client(self, **options: Any) -> AsyncOpencode:
        """Return an async client that hears the recording.

        Args:
            options: Arguments of `AsyncOpencode`.
        """
        from opencode_sessions import AsyncOpencode

        options = {"base_url": "http://opencode.test", "password": "", **options}
        return AsyncOpencode(http_client=httpx.AsyncClient(transport=self.async_transport()), **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the replay.

        Raises:
            UnexpectedRequestError: There was a request that was not recorded, whatever became of its error.
        """
        self._player.end()
        if self._player.unexpected is not None and not isinstance(error, UnexpectedRequestError):
            raise self._player.unexpected from error


def _event(data: Any) -> bytes:
    return b"data: " + encoded(data) + b"\n\n"


def _comparable(value: Any) -> Any:
    """Return a value without what differs from run to run."""
    if isinstance(value, dict):
        return {name: _comparable(item) for name, item in value.items() if name != "directory"}
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    return "<identifier>" if isinstance(value, str) and _IDENTIFIER.fullmatch(value) else value
