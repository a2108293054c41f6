"""Measure the latency of a piece of text from the model to the user's loop, and to a bare loop over the same events.

OPENCODE_BIN=… python -m benchmarks.latency

`session.stream(…).text_deltas` and a bare loop of httpx-sse watch the same turns at the same time, of a real server
whose scripted model notes when each piece leaves it. Nearly all of the time is the server's own.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import httpx
from httpx_sse import connect_sse

from opencode_sessions import AsyncOpencode, Opencode, ServerProcess
from opencode_sessions.testing import ScriptedModel, Text

TURNS = 3
#: Pieces of text in each turn, each its own number in four digits.
PIECES = 300
#: Seconds between two pieces: as fast as quick models write.
PAUSE = 0.01
TEXT = Text("".join(f"{number:04}" for number in range(PIECES)), chunk_size=4, delay=PAUSE)


class TimedModel(ScriptedModel):
    """A scripted model that notes when each piece but the first leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.left: list[float] = []

    def _sleep(self, seconds: float) -> bool:
        goes_on = super()._sleep(seconds)
        self.left.append(perf_counter())
        return goes_on


def bare_loop(server: ServerProcess, directory: Path, heard: list[float], connected: threading.Event) -> None:
    """What anyone would write first: the events of a turn, until it is idle."""
    auth = (server.username, server.password)
    with (
        httpx.Client(base_url=server.url, auth=auth, timeout=None) as client,
        connect_sse(client, "GET", "/event", params={"directory": str(directory)}) as source,
    ):
        connected.set()
        for sent in source.iter_sse():
            event = json.loads(sent.data)
            if event["type"] == "message.part.delta":
                heard.append(perf_counter())
            elif event["type"] == "session.idle":
                return


def sync_loop(server: ServerProcess, directory: Path) -> list[float]:
    """The times at which the sync client gives each piece."""
    with Opencode(server.url, password=server.password, directory=directory) as client:
        session = client.session.create()
        with client.session.stream(session.id, "Count.") as turn:
            return [perf_counter() for _ in turn.text_deltas]


def async_loop(server: ServerProcess, directory: Path) -> list[float]:
    """The times at which the async client gives each piece."""

    async def watch() -> list[float]:
        async with AsyncOpencode(server.url, password=server.password, directory=directory) as client:
            session = await client.session.create()
            async with client.session.stream(session.id, "Count.") as turn:
                return [perf_counter() async for _ in turn.text_deltas]

    return asyncio.run(watch())


def measure(
    loop: Callable[[ServerProcess, Path], list[float]], server: ServerProcess, directory: Path, model: TimedModel
) -> tuple[list[float], list[float]]:
    """Milliseconds that each piece of some turns took to the SDK's loop, and to the bare one."""
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(TURNS):
        model.left.clear()
        model.push(TEXT)
        heard: list[float] = []
        connected = threading.Event()
        thread = threading.Thread(target=bare_loop, args=(server, directory, heard, connected))
        thread.start()
        connected.wait()
        given = loop(server, directory)
        thread.join()
        if not len(given) == len(heard) == PIECES:
            raise RuntimeError(f"of {PIECES} pieces {len(given)} and {len(heard)} came")
        for times, found in ((given, ours), (heard, bare)):
            found += [(come - left) * 1000 for left, come in zip(model.left, times[1:], strict=True)]
    return ours, bare


def main() -> None:
    """Measure, and print a table."""
    print(f"{TURNS * (PIECES - 1)} pieces each, {PAUSE * 1000:.0f} ms apart; milliseconds from the model to the loop")
    print(f"{'':34}{'median':>8}{'p99':>8}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, TimedModel() as model:
        home, directory = Path(folder, "home"), Path(folder, "project")
        home.mkdir()
        directory.mkdir()
        model.configure(directory)
        subprocess.run(["git", "init", "--quiet"], cwd=directory, check=True)
        environment = {"HOME": str(home), "OPENCODE_DISABLE_DEFAULT_PLUGINS": "1"}
        with Opencode.launch(directory, env=environment) as client:
            assert client.server is not None
            client.session.chat(client.session.create().id, "The first turn takes longer.")
            for name, loop in (("sync", sync_loop), ("asyncio", async_loop)):
                ours, bare = measure(loop, client.server, directory, model)
                for line, times in ((f"session.stream, {name}", ours), ("  a bare httpx-sse loop", bare)):
                    print(f"{line:34}{median(times):8.2f}{quantiles(times, n=100)[-1]:8.2f}")


if __name__ == "__main__":
    main()
