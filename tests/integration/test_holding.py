"""Streams are held in anything: in generators, tasks, threads, frameworks and event loops, and dropped in any way.

None of it raises in the caller, hangs, or leaves a connection, a task or a thread.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from typing import Any

import anyio
import httpx
import pytest

from opencode_sessions import AsyncOpencode, ClientClosedError, Opencode, OpencodeError
from tests.support.fake import LONG_TEXT, FakeThread, threads_left
from tests.support.waiting import wait_until

BACKENDS = ("asyncio", "trio")
NOTHING = (0, 0)

backends = pytest.mark.parametrize("backend", BACKENDS)


@pytest.fixture
def fake() -> Iterator[FakeThread]:
    """A server, on which nothing is left at the end of the test, nor any thread or timer here."""
    with FakeThread() as fake:
        before = set(threading.enumerate())
        yield fake
        gc.collect()
        assert wait_until(lambda: not threads_left(before), 10), threads_left(before)
        assert wait_until(lambda: fake.server.connections == 0, 10), fake.held


async def let_go(fake: FakeThread, idle: int = 2) -> bool:
    """Wait until a client that is still open holds no stream and no prompt; not for long."""
    for _ in range(250):
        if fake.server.listeners == 0 and fake.server.connections <= idle:
            return True
        await anyio.sleep(0.02)
    return False


def run(main: Callable[[], Any], backend: str, seconds: float = 60) -> None:
    """Run a test in an event loop; every task of ours has to have ended with it."""

    async def limited() -> None:
        with anyio.fail_after(seconds):
            await main()
        if backend == "asyncio":
            for _ in range(250):
                if len(asyncio.all_tasks()) == 1:
                    return
                await asyncio.sleep(0.02)
            pytest.fail(f"Tasks are left: {asyncio.all_tasks()}")

    anyio.run(limited, backend=backend)


async def texts(client: AsyncOpencode, prompt: str, **options: Any) -> AsyncIterator[str]:
    session = await client.session.create()
    async with client.session.stream(session.id, prompt, **options) as turn:
        async for text in turn.text_deltas:
            yield text


def sync_texts(client: Opencode, prompt: str) -> Iterator[str]:
    session = client.session.create()
    with client.session.stream(session.id, prompt) as turn:
        yield from turn.text_deltas


# -------------------------------------------------------------------- generators


@backends
@pytest.mark.parametrize("options", [{}, {"abort_on_cancel": True}, {"abort_on_exit": True}], ids=str)
def test_a_generator_that_is_closed(fake: FakeThread, backend: str, options: dict[str, Any]) -> None:
    async def main() -> None:
        async with AsyncOpencode(fake.url) as client:
            generator: Any = texts(client, "hangs", **options)
            assert await anext(generator) == "So "
            await generator.aclose()
            assert await let_go(fake)
            assert fake.server.prompts[0]._ended.is_set == bool(options)

    run(main, backend)


@backends
@pytest.mark.filterwarnings("ignore:Async generator:ResourceWarning")  # trio's word for it
def test_a_generator_that_is_dropped(fake: FakeThread, backend: str) -> None:
    async def main() -> None:
        async with AsyncOpencode(fake.url) as client:
            generator: Any = texts(client, "hangs")
            await anext(generator)
            del generator
            gc.collect()
            assert await let_go(fake)
            assert "".join([text async for text in texts(client, "short")]) == "Hello."

    run(main, backend)


@backends
@pytest.mark.parametrize("options", [{}, {"abort_on_exit": True}], ids=str)
@pytest.mark.filterwarnings("ignore:Async generator:ResourceWarning")
def test_a_generator_and_a_client_that_are_left_to_the_end_of_the_event_loop(
    fake: FakeThread, backend: str, options: dict[str, Any]
) -> None:
    kept = []

    async def main() -> None:
        client = AsyncOpencode(fake.url)
        generator: Any = texts(client, "hangs", **options)
        await anext(generator)
        kept.append(generator)

    anyio.run(main, backend=backend)


@pytest.mark.parametrize("how", ["closed", "dropped", "in a cycle"])
def test_a_sync_generator(fake: FakeThread, how: str) -> None:
    with Opencode(fake.url) as client:
        generator: Any = sync_texts(client, "hangs")
        assert next(generator) == "So "
        if how == "closed":
            generator.close()
        elif how == "in a cycle":
            cycle = [generator]
            cycle.append(cycle)
            del cycle
        del generator
        gc.collect()
        assert anyio.run(let_go, fake)
        assert "".join(sync_texts(client, "short")) == "Hello."


# -------------------------------------------------------------------- tasks


@backends
def test_a_time_limit_for_each_piece_loses_no_text(fake: FakeThread, backend: str) -> None:
    async def main() -> None:
        async with AsyncOpencode(fake.url) as client:
            session = await client.session.create()
            async with client.session.stream(session.id, "long") as turn:
                deltas, pieces, timeouts = turn.text_deltas, [], 0
                while True:
                    try:
                        with anyio.fail_after(0.004):
                            pieces.append(await anext(deltas))
                    except TimeoutError:
                        timeouts += 1
                    except StopAsyncIteration:
                        break
                assert timeouts
                assert "".join(pieces) == LONG_TEXT == (await turn.result()).text

    run(main, backend)


def test_wait_for(fake: FakeThread) -> None:
    async def main() -> None:
        async with AsyncOpencode(fake.url) as client:
            session = await client.session.create()
            async with client.session.stream(session.id, "long") as turn:
                deltas, pieces = turn.text_deltas, []
                with suppress(StopAsyncIteration):
                    while True:
                        with suppress(asyncio.TimeoutError):
                            pieces.append(await asyncio.wait_for(anext(deltas), 0.004))
                assert "".join(pieces) == LONG_TEXT

    run(main, "asyncio")


def test_a_task_for_each_piece(fake: FakeThread) -> None:
    async def main() -> None:
        async with AsyncOpencode(fake.url) as client:
            session = await client.session.create()
            async with client.session.stream(session.id, "long") as turn:
                deltas, pieces = turn.text_deltas, []

                async def piece() -> str | None:
                    return await anext(deltas, None)

                while (text := await asyncio.create_task(piece())) is not None:
                    pieces.append(text)
                assert "".join(pieces) == LONG_TEXT

    run(main, "asyncio")


@backends
def test_two_tasks_look_at_one_turn(fake: FakeThread, backend: str) -> None:
    """Each piece of news is given to one of them, and both of them end with the turn."""

    async def main() -> None:
        found: list[int] = []

        async def look(turn: Any) -> None:
            async for delta in turn.deltas:
                found.append(len(delta.text))

        async with AsyncOpencode(fake.url) as client:
            session = await client.session.create()
            async with client.session.stream(session.id, "thinks") as turn:
                with anyio.fail_after(10):
                    async with anyio.create_task_group() as tasks:
                        tasks.start_soon(look, turn)
                        tasks.start_soon(look, turn)
            assert sum(found) == 2 * len(LONG_TEXT)

    run(main, backend)


def test_two_threads_look_at_one_turn(fake: FakeThread) -> None:
    found: list[int] = []

    def look(turn: Any) -> None:
        found.extend([len(delta.text) for delta in turn.deltas])

    with Opencode(fake.url) as client, client.session.stream(client.session.create().id, "thinks") as turn:
        threads = [threading.Thread(target=look, args=(turn,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
            assert not thread.is_alive()
    assert sum(found) == 2 * len(LONG_TEXT)


def test_entered_and_left_in_different_tasks(fake: FakeThread) -> None:
    async def main() -> None:
        client = AsyncOpencode(fake.url)
        session = await client.session.create()
        stream = client.session.stream(session.id, "hangs")
        turn = await asyncio.create_task(stream.__aenter__())
        events = await asyncio.create_task(client.event.subscribe().__aenter__())
        assert await asyncio.wait_for(anext(turn.text_deltas), 10) == "So "
        await asyncio.create_task(events.__aexit__(None, None, None))
        await asyncio.create_task(stream.__aexit__(None, None, None))
        assert await let_go(fake)
        await asyncio.create_task(client.close())

    run(main, "asyncio")


@pytest.mark.parametrize("mode", ["asyncio", "trio"])
class TestFixture:
    """A stream in a fixture, which pytest enters and leaves in tasks of its own."""

    @pytest.fixture
    def anyio_backend(self, mode: str) -> str:
        return mode

    @pytest.fixture
    async def turn(self, fake: FakeThread, anyio_backend: str) -> AsyncIterator[Any]:
        async with AsyncOpencode(fake.url) as client:
            session = await client.session.create()
            async with client.session.stream(session.id, "hangs") as turn:
                yield turn

    @pytest.mark.anyio
    async def test_a_stream_in_a_fixture(self, turn: Any) -> None:
        assert await anext(turn.text_deltas) == "So "


@backends
@pytest.mark.parametrize("how", ["cancelled", "cancelled twice", "dropped", "closed"])
@pytest.mark.filterwarnings("ignore:Async generator:ResourceWarning")
def test_a_web_framework_drops_its_response(fake: FakeThread, backend: str, how: str) -> None:
    async def main() -> None:
        async with AsyncOpencode(fake.url) as client:
            sent: list[str] = []
            body: Any = texts(client, "hangs")

            async def respond(body: Any) -> None:
                async for text in body:
                    sent.append(text)

            if how in ("dropped", "closed"):
                sent.append(await anext(body))
            async with anyio.create_task_group() as tasks:
                if how.startswith("cancelled"):
                    tasks.start_soon(respond, body)
                while not sent:
                    await anyio.sleep(0.01)
                tasks.cancel_scope.cancel()
                if how == "cancelled twice" and backend == "asyncio":
                    for task in asyncio.all_tasks() - {asyncio.current_task()}:
                        if "respond" in str(task):
                            asyncio.get_running_loop().call_later(0.001, task.cancel)
            if how == "closed":
                await body.aclose()
            del body
            gc.collect()
            assert await let_go(fake)

    run(main, backend)


@pytest.mark.parametrize("delay", [0, 0.001, 0.003, 0.01, 0.03])
@backends
# So trio says of httpx's generator of a request's body, when it is cancelled while it is sent.
@pytest.mark.filterwarnings("ignore:Async generator 'httpx:ResourceWarning")
def test_cancelled_at_any_moment(fake: FakeThread, backend: str, delay: float) -> None:
    """While it connects, sends, follows or leaves."""

    async def main() -> None:
        async with AsyncOpencode(fake.url) as client:
            session = await client.session.create()
            for number in range(8):
                with anyio.move_on_after(delay * (1 + number / 8)):
                    async with client.session.stream(session.id, "hangs") as turn:
                        await anyio.sleep(delay / 2)
                        await anext(turn.text_deltas)
                        await anext(turn.text_deltas)
                with anyio.move_on_after(delay * (1 + number / 8)):
                    async with client.event.subscribe() as events:
                        await anext(events)
            # What was cancelled in mid-call keeps no connection; calls that were over keep theirs for the next one.
            assert await let_go(fake, idle=10)

    run(main, backend)


def test_a_task_cancelled_again_while_it_leaves(fake: FakeThread) -> None:
    async def main() -> None:
        async with AsyncOpencode(fake.url) as client:
            session = await client.session.create()

            async def follow() -> None:
                async with client.session.stream(session.id, "hangs", abort_on_cancel=True) as turn:
                    async for _ in turn.text_deltas:
                        pass

            for pauses in range(12):
                task = asyncio.create_task(follow())
                await asyncio.sleep(0.05)
                for _ in range(3):
                    task.cancel()
                    for _ in range(pauses):
                        await asyncio.sleep(0)
                with suppress(asyncio.CancelledError):
                    await task
            assert await let_go(fake)

    run(main, "asyncio")


# -------------------------------------------------------------------- dropped without being left


@backends
@pytest.mark.parametrize("others", [False, True], ids=["alone", "among others"])
def test_dropped_streams_end_without_a_further_event(fake: FakeThread, backend: str, others: bool) -> None:
    async def main() -> None:
        async with AsyncOpencode(fake.url) as client:
            session = await client.session.create()
            other = client.event.subscribe()
            if others:
                await other.connect()
                # A turn listens to the directory of its session, this one to the server's own.
                await client.event.subscribe().connect()
            turn = await client.session.stream(session.id, "hangs").__aenter__()
            assert await anext(turn.text_deltas) == "So "
            events = client.event.subscribe()
            await anext(events)
            started = client.event.subscribe(directory="/elsewhere")
            await anext(started)
            del turn, events, started
            gc.collect()
            with anyio.fail_after(5):
                while fake.server.listeners > others or fake.server.connections > 2 + others:
                    await anyio.sleep(0.02)
            if others:
                # It misses nothing: neither a gap nor what happens now.
                await client.session.create()
                kinds = [(await anext(other)).type]
                while kinds[-1] != "session.created":
                    kinds.append((await anext(other)).type)
                assert kinds.count("server.connected") == 1
            await other.close()
            assert await let_go(fake)

    run(main, backend)


def test_dropped_sync_streams_end_without_a_further_event(fake: FakeThread) -> None:
    before = set(threading.enumerate())
    with Opencode(fake.url) as client:
        session = client.session.create()
        turn = client.session.stream(session.id, "hangs").__enter__()
        assert next(turn.text_deltas) == "So "
        events = client.event.subscribe()
        next(events)
        elsewhere = client.event.subscribe(directory="/elsewhere")
        next(elsewhere)
        assert fake.server.listeners >= 2
        del turn, events, elsewhere
        gc.collect()
        assert anyio.run(let_go, fake)
        assert wait_until(lambda: not threads_left(before), 5)
        assert "".join(sync_texts(client, "short")) == "Hello."


# -------------------------------------------------------------------- Ctrl-C


@pytest.mark.parametrize("options", [{}, {"abort_on_cancel": True}], ids=str)
def test_ctrl_c_in_a_block(fake: FakeThread, options: dict[str, Any]) -> None:
    with Opencode(fake.url) as client:
        session = client.session.create()

        def interrupted() -> None:
            with client.session.stream(session.id, "hangs", **options) as turn:
                next(turn.text_deltas)
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt) as caught:
            interrupted()
        assert caught.value.__notes__
        assert fake.server.prompts[0]._ended.is_set == bool(options)
        assert anyio.run(let_go, fake)


PROGRAMS = {
    "sync": """
        from opencode_sessions import Opencode
        with Opencode(URL) as client:
            session = client.session.create()
            with client.session.stream(session.id, "hangs") as turn:
                for text in turn.text_deltas:
                    print(text, flush=True)
    """,
    "sync chat": """
        from opencode_sessions import Opencode
        with Opencode(URL) as client:
            session = client.session.create()
            print("So", flush=True)
            client.session.chat(session.id, "hangs", abort_on_cancel=True)
    """,
    "sync events": """
        from opencode_sessions import Opencode
        client = Opencode(URL)
        for event in client.event.subscribe():
            print("So", flush=True)
    """,
    "asyncio": """
        import anyio, sys
        from opencode_sessions import AsyncOpencode
        async def main():
            async with AsyncOpencode(URL) as client:
                session = await client.session.create()
                async with client.session.stream(session.id, "hangs") as turn:
                    async for text in turn.text_deltas:
                        print(text, flush=True)
        anyio.run(main, backend=BACKEND)
    """,
    "asyncio, not left": """
        import asyncio
        from opencode_sessions import AsyncOpencode
        async def main():
            client = AsyncOpencode(URL)
            session = await client.session.create()
            turn = await client.session.stream(session.id, "hangs").__aenter__()
            async for text in turn.text_deltas:
                print(text, flush=True)
        asyncio.run(main())
    """,
}
PROGRAMS["trio"] = PROGRAMS["asyncio"]


def start(program: str, fake: FakeThread, **variables: Any) -> subprocess.Popen[str]:
    """Run a program; every warning in it is an error."""
    lines = [f"URL = {fake.url!r}", *(f"{name} = {value!r}" for name, value in variables.items())]
    return subprocess.Popen(
        [sys.executable, "-X", "dev", "-W", "error", "-c", "\n".join([*lines, textwrap.dedent(program)])],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(os.name != "posix", reason="SIGINT")
@pytest.mark.parametrize("name", PROGRAMS)
def test_ctrl_c_in_a_program(fake: FakeThread, name: str) -> None:
    process = start(PROGRAMS[name], fake, BACKEND=name)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("So")
    if "chat" in name:
        assert wait_until(lambda: fake.server.prompts)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode in (-signal.SIGINT, 130, 1)
    assert errors.rstrip().splitlines()[-1].startswith(("KeyboardInterrupt", "The agent")), errors
    for words in ("never awaited", "destroyed", "Exception ignored", "ResourceWarning", "unclosed"):
        assert words not in errors, errors


# -------------------------------------------------------------------- programs


SCENARIOS = {
    "nest_asyncio": """
        import asyncio, nest_asyncio
        from opencode_sessions import AsyncOpencode
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        nest_asyncio.apply(loop)
        async def turn(client):
            session = await client.session.create()
            pieces = []
            async with client.session.stream(session.id, "long") as turn:
                async for text in turn.text_deltas:
                    pieces.append(text)
                    if len(pieces) == 5:
                        # A call within a call, as notebooks have it.
                        loop.run_until_complete(nested(client))
            return "".join(pieces)
        async def nested(client):
            session = await client.session.create()
            async with client.session.stream(session.id, "short") as turn:
                assert [text async for text in turn.text_deltas] == ["Hello."]
        async def main():
            async with AsyncOpencode(URL) as client:
                assert await turn(client) == TEXT
        loop.run_until_complete(main())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
    """,
    "uvloop": """
        import asyncio, uvloop
        from opencode_sessions import AsyncOpencode
        async def texts(client, prompt):
            session = await client.session.create()
            async with client.session.stream(session.id, prompt) as turn:
                async for text in turn.text_deltas:
                    yield text
        async def main():
            client = AsyncOpencode(URL)
            async with client:
                assert "".join([text async for text in texts(client, "long")]) == TEXT
                generator = texts(client, "hangs")
                await anext(generator)
                del generator
            kept.append(texts(client := AsyncOpencode(URL), "hangs"))
            await anext(kept[0])
        kept = []
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(main())
    """,
    "gevent": """
        from gevent import monkey
        monkey.patch_all()
        import gevent
        from opencode_sessions import Opencode
        def turn(client):
            session = client.session.create()
            with client.session.stream(session.id, "long") as turn:
                return "".join(turn.text_deltas)
        def left(client):
            session = client.session.create()
            with client.session.stream(session.id, "hangs") as turn:
                next(turn.text_deltas)
        with gevent.Timeout(60), Opencode(URL) as client:
            jobs = [gevent.spawn(turn, client) for _ in range(5)] + [gevent.spawn(left, client) for _ in range(5)]
            gevent.joinall(jobs, raise_error=True)
            assert [job.value for job in jobs[:5]] == [TEXT] * 5
            # Killed in the middle, as a web server does with a request that is dropped.
            session = client.session.create()
            def watch():
                with client.session.stream(session.id, "hangs") as turn:
                    for text in turn.text_deltas:
                        pass
            job = gevent.spawn(watch)
            gevent.sleep(0.2)
            job.kill(timeout=10)
            assert job.dead
    """,
    "a second event loop": """
        import asyncio, gc
        from opencode_sessions import AsyncOpencode
        client = AsyncOpencode(URL)
        async def main():
            session = await client.session.create()
            async with client.session.stream(session.id, "short") as turn:
                assert [text async for text in turn.text_deltas] == ["Hello."]
            events = client.event.subscribe()
            await anext(events)
        asyncio.run(main())
        asyncio.run(main())
        gc.collect()
        asyncio.run(client.close())
    """,
    # Without `shutdown_asyncgens`, asyncio warns of each open socket, and closes it.
    "event loops closed in haste": """
        import asyncio, gc, warnings
        warnings.simplefilter("ignore", ResourceWarning)
        from opencode_sessions import AsyncOpencode
        client = AsyncOpencode(URL)
        async def main():
            session = await client.session.create()
            async with client.session.stream(session.id, "short") as turn:
                assert [text async for text in turn.text_deltas] == ["Hello."]
        for _ in range(3):
            loop = asyncio.new_event_loop()
            loop.run_until_complete(main())
            loop.close()
            gc.collect()
        asyncio.run(client.close())
        del client
        gc.collect()
    """,
    "fork": """
        import os, signal, threading, time, warnings
        warnings.simplefilter("ignore", DeprecationWarning)
        from opencode_sessions import Opencode
        def first_call(client):
            session = client.session.create()
            with client.session.stream(session.id, "short") as turn:
                list(turn.text_deltas)
        for number in range(NUMBER, NUMBER + 8):
            client = Opencode(URL)
            thread = threading.Thread(target=first_call, args=(client,))
            thread.start()
            time.sleep(number * 0.002)
            pid = os.fork()
            if not pid:
                # The child lets go of its copies of the parent's connections.
                warnings.simplefilter("ignore", ResourceWarning)
                # Ends the child if it hangs.
                signal.alarm(20)
                try:
                    first_call(client)
                    client.close()
                    os._exit(0)
                except BaseException as error:
                    import traceback
                    traceback.print_exc()
                    os._exit(1)
            _, status = os.waitpid(pid, 0)
            thread.join()
            client.close()
            assert status == 0, (number, status)
    """,
    "threads": """
        import threading
        from opencode_sessions import Opencode
        def turn(client, found):
            session = client.session.create()
            with client.session.stream(session.id, "long") as turn:
                found.append("".join(turn.text_deltas))
        found = []
        with Opencode(URL) as client:
            threads = [threading.Thread(target=turn, args=(client, found)) for _ in range(12)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert found == [TEXT] * 12
        for thread in threading.enumerate():
            assert "opencode" not in thread.name and not isinstance(thread, threading.Timer), thread
    """,
    "an event loop in a thread": """
        import asyncio, threading
        from opencode_sessions import AsyncOpencode
        client = AsyncOpencode(URL)
        async def turn():
            session = await client.session.create()
            async with client.session.stream(session.id, "long") as turn:
                return "".join([text async for text in turn.text_deltas])
        found = []
        threads = [threading.Thread(target=lambda: found.append(asyncio.run(turn()))) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [TEXT] * 6
    """,
    "left to the end of the interpreter": """
        from opencode_sessions import Opencode
        client = Opencode(URL)
        session = client.session.create()
        turn = client.session.stream(session.id, "hangs").__enter__()
        next(turn.text_deltas)
        events = client.event.subscribe()
        next(events)
    """,
}
SCENARIOS["fork, later"] = SCENARIOS["fork"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_program(fake: FakeThread, name: str) -> None:
    process = start(SCENARIOS[name], fake, TEXT=LONG_TEXT, NUMBER=8 * ("later" in name))
    try:
        output, errors = process.communicate(timeout=90)
    finally:
        process.kill()
    # That importing takes a moment is no warning.
    errors = "".join(line for line in errors.splitlines(keepends=True) if not line.startswith("Executing <"))
    assert (process.returncode, output, errors) == (0, "", "")


# -------------------------------------------------------------------- HTTP clients of one's own


@pytest.mark.parametrize("warm", [0, 1, 3], ids=lambda number: f"{number} open connections")
def test_a_thread_that_is_left_ends_with_an_http_client_of_ones_own(fake: FakeThread, warm: int) -> None:
    with httpx.Client(trust_env=False, timeout=None) as http:
        client = Opencode(fake.url, http_client=http)
        calls = [threading.Thread(target=client.session.list) for _ in range(warm)]
        for call in calls:
            call.start()
        for call in calls:
            call.join()
        before = set(threading.enumerate())
        for _ in range(2):
            session = client.session.create()
            with client.session.stream(session.id, "hangs") as turn:
                next(turn.text_deltas)
                events = client.event.subscribe()
                next(events)
            events.close()
            assert wait_until(lambda: not threads_left(before), 5)
        client.close()
        assert not http.is_closed


def test_a_mock_transport_that_goes_on(fake: FakeThread) -> None:
    """A connection that cannot be shut down is left with its next piece."""
    going = threading.Event()

    class Stream(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b'data: {"type": "server.connected", "properties": {}}\n\n'
            while not going.wait(0.01):
                yield b'data: {"type": "server.heartbeat", "properties": {}}\n\n'

    def handle(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Type": "text/event-stream"}, stream=Stream())

    before = set(threading.enumerate())
    with Opencode(http_client=httpx.Client(transport=httpx.MockTransport(handle))) as client:
        with client.event.subscribe() as events:
            next(events)
        assert wait_until(lambda: not threads_left(before), 5)
        dropped = client.event.subscribe()
        next(dropped)
        del dropped
        gc.collect()
        assert wait_until(lambda: not threads_left(before), 5)
    going.set()


# -------------------------------------------------------------------- closing the client


@backends
def test_closing_the_client_in_another_task(fake: FakeThread, backend: str) -> None:
    ended: list[tuple[str, BaseException | None]] = []

    async def held(name: str, use: Callable[[], Any]) -> None:
        try:
            await use()
        except OpencodeError as error:
            ended.append((name, error))
        else:
            ended.append((name, None))

    async def main() -> None:
        client = AsyncOpencode(fake.url)
        sessions = [await client.session.create() for _ in range(3)]

        async def stream() -> None:
            async with client.session.stream(sessions[0].id, "hangs") as turn:
                async for _ in turn.text_deltas:
                    pass

        async def chat() -> None:
            await client.session.chat(sessions[1].id, "hangs")

        async def answered() -> None:
            await client.session.chat(sessions[2].id, "hangs", on_permission=lambda _: "once")

        async def events() -> None:
            async for _ in client.event.subscribe():
                pass

        async with anyio.create_task_group() as tasks:
            for use in (stream, chat, answered, events):
                tasks.start_soon(held, use.__name__, use)
            while len(fake.server.prompts) < 3:
                await anyio.sleep(0.01)
            await anyio.sleep(0.1)
            with anyio.fail_after(10):
                async with anyio.create_task_group() as closing:
                    closing.start_soon(client.close)
                    closing.start_soon(client.close)
            await client.close()

    run(main, backend)
    assert sorted(name for name, _ in ended) == ["answered", "chat", "events", "stream"]
    assert all(isinstance(error, ClientClosedError) for _, error in ended), ended


# httpx itself leaves the generator of a request's body behind when it is cancelled while it sends: trio tells.
@pytest.mark.filterwarnings("ignore:.*object ByteStream.__aiter__:pytest.PytestUnraisableExceptionWarning")
@backends
@pytest.mark.parametrize("prompt", ["short", "hangs"])
def test_closing_the_client_at_any_moment(fake: FakeThread, backend: str, prompt: str) -> None:
    """While it connects, between two requests, with one of them under way: no connection is left."""

    async def use(client: AsyncOpencode) -> None:
        with suppress(OpencodeError):
            session = await client.session.create()
            async with client.session.stream(session.id, prompt) as turn:
                await turn.result(timeout=3)

    async def main() -> None:
        for moment in range(40):
            client = AsyncOpencode(fake.url)
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(use, client)
                await anyio.sleep(moment / 1000)
                await client.close()
            assert await let_go(fake, idle=0), f"A connection is left, closed after {moment} ms"

    run(main, backend)


def test_closing_the_client_in_another_thread(fake: FakeThread) -> None:
    ended: list[tuple[str, BaseException | None]] = []
    client = Opencode(fake.url)
    sessions = [client.session.create() for _ in range(3)]

    def held(name: str, use: Callable[[], Any]) -> None:
        try:
            use()
        except BaseException as error:
            ended.append((name, error))
        else:
            ended.append((name, None))

    def stream() -> None:
        with client.session.stream(sessions[0].id, "hangs") as turn:
            list(turn.text_deltas)

    uses: dict[str, Callable[[], Any]] = {
        "stream": stream,
        "chat": lambda: client.session.chat(sessions[1].id, "hangs"),
        "answered": lambda: client.session.chat(sessions[2].id, "hangs", on_permission=lambda _: "once"),
        "events": lambda: list(client.event.subscribe()),
    }
    threads = [threading.Thread(target=held, args=use) for use in uses.items()]
    for thread in threads:
        thread.start()
    assert wait_until(lambda: len(fake.server.prompts) == 3 and fake.server.listeners == 2)
    closing = [threading.Thread(target=client.close) for _ in range(2)]
    for thread in closing:
        thread.start()
    client.close()
    for thread in (*closing, *threads):
        thread.join(10)
        assert not thread.is_alive(), ended
    assert sorted(name for name, _ in ended) == sorted(uses)
    assert all(isinstance(error, ClientClosedError) for _, error in ended), ended


@backends
def test_closing_the_client_within_the_block(fake: FakeThread, backend: str) -> None:
    async def main() -> None:
        client = AsyncOpencode(fake.url)
        session = await client.session.create()
        async with client.session.stream(session.id, "hangs") as turn, client.event.subscribe() as events:
            await anext(turn.text_deltas)
            await client.close()
            await client.close()
            with pytest.raises(ClientClosedError):
                async for _ in turn.text_deltas:
                    pass
            with pytest.raises(ClientClosedError):
                async for _ in events:
                    pass

    run(main, backend)


def test_closing_the_sync_client_within_the_block(fake: FakeThread) -> None:
    client = Opencode(fake.url)
    session = client.session.create()
    with client.session.stream(session.id, "hangs") as turn, client.event.subscribe() as events:
        next(turn.text_deltas)
        client.close()
        client.close()
        with pytest.raises(ClientClosedError):
            list(turn.text_deltas)
        with pytest.raises(ClientClosedError):
            list(events)
