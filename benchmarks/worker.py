"""Measures one thing of one contestant, in the contestant's own interpreter.

python -m benchmarks.worker CONTESTANT MEASURE ARGUMENT

Prints one JSON object: the figures by name (seconds, or bytes), or the `reason` why there are none.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from benchmarks.turn_server import DELTAS, EVENTS
from benchmarks.workload import ADDRESS, PROMPT, files, mock, streaming

#: Calls in a row whose time is taken as one, and how often.
_CALLS = 100
_TIMES = 9
#: Calls that are made at once.
_AT_ONCE = 64


def seconds(function: Callable[[], Any], *, calls: int = _CALLS, clock: Callable[[], float] = process_time) -> float:
    """The median time of a call, after some to warm up: of the processor, unless another clock is given."""
    taken = []
    for _ in range(_TIMES + 1):
        start = clock()
        for _ in range(calls):
            function()
        taken.append((clock() - start) / calls)
    return median(taken[1:])


def decoding(contestant: Any, path: str) -> float:
    """Seconds to decode a session's messages."""
    data = Path(path).read_bytes()
    is_small, is_large = len(data) < 100_000, len(data) > 100_000_000
    if is_large:
        # Once, cold: linear growth is what it is for.
        start = process_time()
        kept = contestant.decode(data)
        taken = process_time() - start
        return taken if kept else 0.0
    return seconds(lambda: contestant.decode(data), calls=50 if is_small else 1)


def getting(contestant: Any, _: str) -> float:
    """Seconds of a small GET over a mock transport."""
    return seconds(contestant.get(contestant.client(ADDRESS, mock())))


def prompting(contestant: Any, _: str) -> float:
    """Seconds of a small prompt over a mock transport."""
    return seconds(contestant.prompt(contestant.client(ADDRESS, mock()), PROMPT))


def encoding(contestant: Any, _: str) -> float:
    """Seconds of a prompt with files of 1 MB over a mock transport."""
    return seconds(contestant.prompt(contestant.client(ADDRESS, mock()), files()), calls=3)


def loopback(contestant: Any, address: str) -> float:
    """Seconds of a small GET over loopback, one after the other."""
    return seconds(contestant.get(contestant.client(address)), clock=perf_counter)


def at_once(contestant: Any, address: str) -> float:
    """Seconds of a small GET over loopback, many at once: the time of all by their number."""

    async def measure() -> float:
        call = contestant.async_get(contestant.async_client(address))
        taken = []
        for _ in range(_TIMES + 1):
            start = perf_counter()
            await asyncio.gather(*(call() for _ in range(_AT_ONCE)))
            taken.append((perf_counter() - start) / _AT_ONCE)
        return median(taken[1:])

    return asyncio.run(measure())


def _streamed(contestant: Any, function: Callable[[Any], int], count: int, expected: int) -> float:
    # What is imported when first used has been by then.
    function(contestant.client(ADDRESS, streaming(1)))
    client = contestant.client(ADDRESS, streaming(count))
    start = process_time()
    found = function(client)
    taken = process_time() - start
    if found != expected:
        raise RuntimeError(f"found {found} of {expected}")
    return taken


def subscribing(contestant: Any, count: str) -> float:
    """Seconds to read the events of a turn, each decoded."""
    return _streamed(contestant, contestant.subscribe, int(count), int(count) + 4)


def turning(contestant: Any, count: str) -> float:
    """Seconds to read the text of a turn out of its events."""
    expected = sum(len(f"word{number} ") for number in range(int(count)))
    return _streamed(contestant, contestant.turn, int(count), expected)


def whole_turn(contestant: Any, address: str) -> float:
    """Seconds of the processor for a whole turn of 200 deltas, from the prompt to its response."""
    expected = sum(len(f"word{word} ") for word in range(DELTAS))
    client = contestant.client(address)
    # What is imported when first used has been by then.
    contestant.whole_turn(client, "ses_first")
    taken = []
    for number in range(_TIMES):
        start = process_time()
        found = contestant.whole_turn(client, f"ses_{number}")
        taken.append(process_time() - start)
        if found != expected:
            raise RuntimeError(f"found {found} characters of {expected}")
    return median(taken)


def many_turns(contestant: Any, argument: str) -> float:
    """Seconds of the processor for each of so many turns at once, of 200 deltas each."""
    address, count = argument.split()
    expected = sum(len(f"word{word} ") for word in range(DELTAS))

    async def measure() -> float:
        client = contestant.async_client(address)
        # What is imported when first used has been by then.
        await contestant.turns(client, ["ses_first"])
        taken = []
        for time in range(3):
            start = process_time()
            found = await contestant.turns(client, [f"ses_{time}_{number}" for number in range(int(count))])
            taken.append((process_time() - start) / int(count))
            if found != expected * int(count):
                raise RuntimeError(f"found {found} characters of {expected * int(count)}")
        return median(taken)

    return asyncio.run(measure())


def broadcasting(contestant: Any, argument: str) -> float:
    """Seconds of the processor for each event that each of so many listeners to everything gets."""
    address, listeners = argument.split()

    async def measure() -> float:
        client = contestant.async_client(address)
        await contestant.broadcast(client, 1, ["ses_first"])
        taken: list[float] = []
        for time in range(3):
            start = process_time()
            found = await contestant.broadcast(client, int(listeners), [f"ses_{time}_{number}" for number in range(5)])
            taken.append((process_time() - start) / found)
            if found != EVENTS * 5 * int(listeners):
                raise RuntimeError(f"found {found} events of {EVENTS * 5 * int(listeners)}")
        return median(taken)

    return asyncio.run(measure())


def held(contestant: Any, path: str) -> float:
    """Bytes that decoded messages take, as Python allocated them."""
    data = Path(path).read_bytes()
    contestant.decode(data[:1] + data[-1:])
    contestant.decode(data)
    gc.collect()
    tracemalloc.start()
    kept = contestant.decode(data)
    gc.collect()
    return tracemalloc.get_traced_memory()[0] / len(kept)


def resident(contestant: Any, path: str) -> float:
    """Bytes by which decoded messages make the process grow."""
    data = Path(path).read_bytes()
    contestant.decode(data[:1] + data[-1:])
    return _growth(contestant, data)


def resident_again(contestant: Any, path: str) -> float:
    """Bytes by which the messages of a second session make the process grow, those of the first one being kept."""
    data = Path(path).read_bytes()
    first = contestant.decode(data)
    growth = _growth(contestant, data)
    del first
    return growth


def _growth(contestant: Any, data: bytes) -> float:
    gc.collect()
    before = _resident_bytes()
    kept = contestant.decode(data)
    gc.collect()
    return (_resident_bytes() - before) / len(kept)


def _resident_bytes() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("no VmRSS: this is measured on Linux")


#: By its name: what is measured, and which function of the contestant it needs.
MEASURES: dict[str, tuple[Callable[[Any, str], float], str]] = {
    "at_once": (at_once, "async_get"),
    "broadcasting": (broadcasting, "broadcast"),
    "decoding": (decoding, "decode"),
    "encoding": (encoding, "prompt"),
    "getting": (getting, "get"),
    "held": (held, "decode"),
    "loopback": (loopback, "get"),
    "many_turns": (many_turns, "turns"),
    "prompting": (prompting, "prompt"),
    "resident": (resident, "decode"),
    "resident_again": (resident_again, "decode"),
    "subscribing": (subscribing, "subscribe"),
    "turning": (turning, "turn"),
    "whole_turn": (whole_turn, "whole_turn"),
}


def main() -> None:
    """Run the command line."""
    name, measure, argument = sys.argv[1:]
    try:
        contestant: Any = importlib.import_module(f"benchmarks.contestants.{name}")
        function, needed = MEASURES[measure]
        reason = contestant.CANNOT.get(needed)
        said: dict[str, Any] = {"reason": reason} if reason else {"value": function(contestant, argument)}
    except Exception as error:
        said = {"reason": f"{type(error).__name__}: {str(error)[:160]}"}
    print(json.dumps(said))


if __name__ == "__main__":
    main()
