"""The fault layer: each kind of fault does what it says, at the byte or the event that its plan names."""

from __future__ import annotations

import asyncio
import json
import random
import re
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeAlias

import pytest
from attrs import frozen

from tools.faults.kinds import KINDS, SERVER_FAULTS, Fault, FaultPlan, draw_fault, role_of
from tools.faults.proxy import FaultProxy
from tools.faults.wire import Connection, Disconnected, Head, accept, chunk, read_body, read_head, refuse

BODY = json.dumps({"text": "Grüße, 漢字 und 𝄞. " * 20}, ensure_ascii=False).encode()
EVENTS = [f'data: {{"type":"{number}","properties":{{"é":"𝄞"}}}}\n\n'.encode() for number in range(6)]
#: Done with the port of the fault layer, and with the client's end of the connection, once nothing more comes.
Then: TypeAlias = Callable[[int, asyncio.StreamWriter], Awaitable[None]]
#: Seconds after which nothing more is expected.
QUIET = 0.3


class Upstream:
    """A server that says the same each time, and counts what it is asked."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.broken = 0
        self.tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Upstream:
        self._server = await accept(self._talk, self.tasks)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await refuse(self._server)
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _talk(self, connection: Connection) -> None:
        while True:
            try:
                head = await read_head(connection)
                content = b"".join([piece async for piece in read_body(connection, head)])
            except Disconnected:
                self.broken += connection.has_unread
                raise
            self.requests.append(f"{head.start.rsplit(' ', 1)[0]} {content.decode()}".strip())
            if "/event" in head.start:
                headers = {"content-type": "text/event-stream", "transfer-encoding": "chunked"}
                await connection.write(Head("HTTP/1.1 200 OK", headers).encode())
                for event in EVENTS:
                    await connection.write(chunk(event))
                    await asyncio.sleep(0.01)
                await connection.disconnected.wait()
                return
            headers = {"content-type": "application/json", "content-length": str(len(BODY))}
            await connection.write(Head("HTTP/1.1 200 OK", headers).encode() + BODY)


@frozen
class Answer:
    """An exchange as the client saw it, with the requests that the server had."""

    data: bytes
    pieces: list[int]
    end: str
    requests: list[str]
    broken: int
    injected: list[str]
    seconds: float

    @property
    def head(self) -> str:
        return self.data.partition(b"\r\n\r\n")[0].decode()

    @property
    def body(self) -> bytes:
        return self.data.partition(b"\r\n\r\n")[2]

    @property
    def events(self) -> bytes:
        """The body of an event stream without its framing."""
        rest, found = self.body, b""
        while size := int(rest.partition(b"\r\n")[0] or b"0", 16):
            rest = rest.partition(b"\r\n")[2]
            found, rest = found + rest[:size], rest[size + 2 :]
        return found


def ask(fault: Fault | None, path: str = "/session/ses_1", *, quiet: float = QUIET, then: Then | None = None) -> Answer:
    """Send a request through a fault layer, and read until the connection ends or nothing more comes."""

    async def run() -> Answer:
        async with Upstream() as upstream:
            draw = lambda role, number: fault if number == 0 else None  # noqa: E731
            async with FaultProxy(lambda: upstream.port, draw) as proxy:
                port = int(proxy.url.rpartition(":")[2])
                loop = asyncio.get_running_loop()
                began = loop.time()
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-length: 11\r\n\r\n".encode() + b"hello world")
                pieces: list[bytes] = []
                end = "open"
                with suppress(TimeoutError):
                    while True:
                        try:
                            data = await asyncio.wait_for(reader.read(65536), quiet)
                        except ConnectionResetError:
                            end = "reset"
                            break
                        if not data:
                            end = "closed"
                            break
                        pieces.append(data)
                seconds = loop.time() - began
                if then is not None:
                    await then(port, writer)
                writer.close()
                with suppress(OSError):
                    await writer.wait_closed()
                injected = [f"{one.kind} of {one.role} {one.number}" for one in proxy.injected]
                return Answer(
                    b"".join(pieces),
                    [len(piece) for piece in pieces],
                    end,
                    upstream.requests,
                    upstream.broken,
                    injected,
                    seconds,
                )

    return asyncio.run(asyncio.wait_for(run(), 30))


def fault(kind: str, at: int = 0, seconds: float = 0.5, pick: int = 0) -> Fault:
    return Fault(kind, at, seconds, pick)


def test_without_a_fault_everything_passes() -> None:
    answer = ask(None)
    assert answer.head.startswith("HTTP/1.1 200 OK")
    assert answer.body == BODY
    assert answer.requests == ["POST /session/ses_1 hello world"]
    assert (answer.end, answer.injected) == ("open", [])
    stream = ask(None, "/event")
    assert stream.events == b"".join(EVENTS)
    assert stream.end == "open"


async def refused(port: int, writer: asyncio.StreamWriter) -> None:
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)
    for _ in range(100):
        with suppress(ConnectionRefusedError):
            _, other = await asyncio.open_connection("127.0.0.1", port)
            other.close()
            return
        await asyncio.sleep(0.05)
    pytest.fail("The port refuses for ever.")


def check_refuse() -> None:
    answer = ask(fault("refuse", seconds=1.0), then=refused)
    assert (answer.end, answer.data, answer.requests) == ("reset", b"", [])


def check_unsent() -> None:
    answer = ask(fault("unsent"))
    assert (answer.end, answer.data, answer.requests, answer.broken) == ("reset", b"", [], 0)


def check_half_sent() -> None:
    answer = ask(fault("half-sent"))
    assert (answer.end, answer.data, answer.requests) == ("reset", b"", [])
    assert answer.broken == 1


def check_blackhole() -> None:
    answer = ask(fault("blackhole"))
    assert (answer.end, answer.data, answer.requests) == ("open", b"", [])


def check_no_head() -> None:
    answer = ask(fault("no-head"))
    assert (answer.end, answer.data) == ("open", b"")
    assert answer.requests == ["POST /session/ses_1 hello world"]


def check_status() -> None:
    statuses = set()
    for pick in range(16):
        answer = ask(fault("status", seconds=0.01, pick=pick), quiet=0.1)
        statuses.add(int(answer.head.split(" ")[1]))
        assert len(answer.requests) == (0 if pick % 2 else 1), "every other time the server is at work"
        assert int(re.findall(r"content-length: (\d+)", answer.head)[0]) == len(answer.body)
    assert statuses == {401, 502, 503, 504}


def check_close() -> None:
    for at in (0, 10, 300):
        answer = ask(fault("close", at))
        assert (answer.end, len(answer.data)) == ("closed", at)
    stream = ask(fault("close", 200), "/event")
    assert (stream.end, len(stream.data)) == ("closed", 200)


def check_reset() -> None:
    for at in (0, 300):
        answer = ask(fault("reset", at))
        assert answer.end == "reset"
        assert len(answer.data) <= at


def check_half_close() -> None:
    async def still_open(port: int, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        writer.write(b"more")
        await writer.drain()
        assert not writer.transport.is_closing()

    answer = ask(fault("half-close", 300), then=still_open)
    assert (answer.end, len(answer.data)) == ("closed", 300)


def check_stall() -> None:
    answer = ask(fault("stall", 300, pick=1))
    assert (answer.end, len(answer.data)) == ("open", 300)
    answer = ask(fault("stall", 300, seconds=0.05, pick=0))
    assert (answer.end, answer.body) == ("open", BODY)


def check_delay() -> None:
    quick, late = ask(None, "/event"), ask(fault("delay", seconds=5.0), "/event", quiet=1.0)
    assert late.events == b"".join(EVENTS)
    assert late.seconds - quick.seconds > 0.5


def check_trickle() -> None:
    answer = ask(fault("trickle", 5, seconds=0.05))
    assert answer.body == BODY
    assert answer.pieces.count(1) >= 10


def check_split() -> None:
    answer = ask(fault("split", pick=2))
    assert answer.body == BODY
    assert len(answer.pieces) > 1
    stream = ask(fault("split", pick=0), "/event")
    assert stream.events == b"".join(EVENTS)


def check_truncate() -> None:
    answer = ask(fault("truncate", 100))
    assert BODY.startswith(answer.body)
    assert len(answer.body) == 100
    assert "content-length: 100" in answer.head
    stream = ask(fault("truncate", 100), "/event")
    assert stream.events == b"".join(EVENTS)[:100]
    assert stream.data.endswith(b"0\r\n\r\n")
    assert stream.end == "closed"


def check_long_length() -> None:
    answer = ask(fault("long-length", pick=6))
    assert f"content-length: {len(BODY) + 7}" in answer.head
    assert (answer.body, answer.end) == (BODY, "closed")


def check_short_length() -> None:
    answer = ask(fault("short-length", pick=6))
    assert f"content-length: {len(BODY) - 7}" in answer.head
    assert answer.body == BODY


def check_gzip() -> None:
    for pick in range(3):
        answer = ask(fault("gzip", 50, pick=pick))
        assert "content-encoding: gzip" in answer.head
        unpacked = zlib.decompressobj(wbits=31)
        try:
            content = unpacked.decompress(answer.body)
        except zlib.error:
            continue
        assert content != BODY or not unpacked.eof
    stream = ask(fault("gzip", 0, pick=1), "/event")
    with pytest.raises(zlib.error):
        zlib.decompressobj(wbits=31).decompress(stream.events + b"\0" * 100)


def check_duplicate() -> None:
    stream = ask(fault("duplicate", 3), "/event")
    assert stream.events == b"".join([*EVENTS[:3], EVENTS[2], *EVENTS[3:], EVENTS[5]])


def check_noise() -> None:
    seen = set()
    for pick in range(10):
        stream = ask(fault("noise", 1, pick=pick), "/event", quiet=1.0)
        content = stream.events.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        assert [content.count(event) for event in EVENTS] == [1] * len(EVENTS)
        assert len(content) > sum(map(len, EVENTS))
        seen.add((b"\r" in stream.events, stream.events.startswith(b"\xef\xbb\xbf")))
    assert len(seen) > 2


def check_no_events() -> None:
    stream = ask(fault("no-events", 1), "/event")
    assert (stream.events, stream.end) == (EVENTS[0], "open")


CHECKS: dict[str, Callable[[], None]] = {
    name.removeprefix("check_").replace("_", "-"): check
    for name, check in list(globals().items())
    if name.startswith("check_")
}


@pytest.mark.parametrize("kind", CHECKS)
def test_a_kind_of_fault(kind: str) -> None:
    CHECKS[kind]()


def test_no_kind_is_left_out() -> None:
    assert set(CHECKS) == set(KINDS) - set(SERVER_FAULTS)


def test_an_injected_fault_is_recorded_and_other_requests_pass() -> None:
    async def again(port: int, writer: asyncio.StreamWriter) -> None:
        reader, other = await asyncio.open_connection("127.0.0.1", port)
        other.write(b"GET /session/ses_1 HTTP/1.1\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        other.close()

    assert ask(fault("close", 10), then=again).injected == ["close of other 0"]


def test_who_leaves_is_noticed_by_the_server() -> None:
    async def run() -> None:
        async with Upstream() as upstream, FaultProxy(lambda: upstream.port, lambda role, number: None) as proxy:
            port = int(proxy.url.rpartition(":")[2])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /event HTTP/1.1\r\n\r\n")
            await reader.readline()
            assert upstream.tasks
            writer.close()
            for _ in range(200):
                if not upstream.tasks:
                    return
                await asyncio.sleep(0.02)
            pytest.fail("The server still talks to nobody.")

    asyncio.run(run())


def test_a_server_that_is_down_resets() -> None:
    async def run() -> None:
        async with FaultProxy(lambda: 1, lambda role, number: None) as proxy:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.url.rpartition(":")[2]))
            writer.write(b"GET / HTTP/1.1\r\n\r\n")
            with pytest.raises(ConnectionResetError):
                assert await reader.read() == b"reset"
            writer.close()

    asyncio.run(run())


def test_a_stopped_fault_layer_refuses_and_comes_back_at_the_same_port() -> None:
    async def run() -> None:
        async with Upstream() as upstream, FaultProxy(lambda: upstream.port, lambda role, number: None) as proxy:
            port = int(proxy.url.rpartition(":")[2])
            await proxy.stop()
            with pytest.raises(ConnectionRefusedError):
                await asyncio.open_connection("127.0.0.1", port)
            await proxy.start()
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            assert proxy.url.endswith(f":{port}")

    asyncio.run(run())


def test_the_weather_is_the_seed() -> None:
    chances = {"event": 0.5, "prompt": 0.5}
    one, same, other = (FaultPlan(seed, chances) for seed in ("1/7", "1/7", "1/8"))
    drawn = [one(role, number) for role in chances for number in range(6)]
    assert drawn == [same(role, number) for role in chances for number in range(6)]
    assert drawn != [other(role, number) for role in chances for number in range(6)]
    assert None in drawn
    assert any(drawn)
    assert one("event", 6) is None, "those after the last pass"
    assert one("status", 0) is None


def test_every_kind_is_drawn_where_it_fits() -> None:
    rng = random.Random(1)
    drawn: dict[str, set[str]] = {
        role: {found.kind for _ in range(2000) if (found := draw_fault(rng, role))} for role in ("event", "prompt")
    }
    assert drawn["event"] | drawn["prompt"] == set(KINDS) - set(SERVER_FAULTS)
    assert {"duplicate", "noise", "no-events"} <= drawn["event"] - drawn["prompt"]
    assert draw_fault(rng, "prompt", ("no-events",)) is None


@pytest.mark.parametrize(
    ("request_line", "role"),
    [
        ("GET /event?directory=%2Fx", "event"),
        ("GET /global/event", "event"),
        ("POST /session/ses_1/message", "prompt"),
        ("POST /session/ses_1/prompt_async", "prompt"),
        ("GET /session/ses_1/message?limit=1", "messages"),
        ("GET /session/ses_1/message/msg_1", "messages"),
        ("GET /session/status", "status"),
        ("POST /session/ses_1/abort", "abort"),
        ("POST /session/ses_1/permissions/per_1", "reply"),
        ("POST /permission/per_1/reply", "reply"),
        ("POST /session", "session"),
        ("GET /session/ses_1", "other"),
    ],
)
def test_the_role_of_a_request(request_line: str, role: str) -> None:
    assert role_of(Head(f"{request_line} HTTP/1.1", {})) == role
