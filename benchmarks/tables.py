"""What is measured, in seven tables; and how: all contestants in turn, round by round, as ratios to the floor."""

from __future__ import annotations

import json
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from attrs import frozen

from benchmarks.environments import CACHE, CONTESTANTS, FLOOR, OURS, ROOT, Contestant
from benchmarks.history import encoded

#: A result: the figures of some rounds, or why there are none.
Result = dict[str, Any]


@frozen
class Row:
    """One thing to measure.

    Attributes:
        title: What it is, in the table.
        measure: The worker's name of it; None for those of processes.
        argument: The worker's argument; a number of messages stands for the file that has them.
        target: The ratio to the floor to be met; None where there is none.
        rounds: At most so many rounds.
        unit: What the figures are multiplied by, and its name.
    """

    title: str
    measure: str
    argument: str = "-"
    target: float | None = None
    rounds: int = 99
    unit: tuple[float, str] = (1e6, "µs")


MILLISECONDS = (1e3, "ms")
BYTES = (1.0, "bytes")

TABLES: dict[str, tuple[str, tuple[Row, ...]]] = {
    "import": (
        "Import, net of the interpreter's own start. Floor: `import httpx`, and bare httpx doing the same",
        (
            Row("the package", "package", target=0.15, unit=MILLISECONDS),
            Row("import, client, first decoded answer", "first", target=1.45, unit=MILLISECONDS),
        ),
    ),
    "decoding": (
        "Decoding a session's messages. Floor: `json.loads` of the same bytes",
        (
            Row("10 messages", "decoding", "10"),
            Row("2,000 messages", "decoding", "2000", target=1.3, unit=MILLISECONDS),
            Row("2,000 complete messages", "decoding", "2000-complete", target=1.0, unit=MILLISECONDS),
            Row("100,000 messages, once", "decoding", "100000", target=1.0, rounds=2, unit=MILLISECONDS),
        ),
    ),
    "calls": (
        "Calls. Floor: bare `httpx.Client.get(…).json()`",
        (
            Row("GET over a mock transport", "getting", target=1.0),
            Row("prompt over a mock transport", "prompting", target=1.05),
            Row("GET over loopback", "loopback", "address"),
            Row("64 GETs at once over loopback, async", "at_once", "address", target=0.95),
        ),
    ),
    "streaming": (
        "100,000 deltas of text. Floor: httpx-sse and `json.loads`",
        (
            Row("subscribe: each event decoded", "subscribing", "100000", target=1.2, unit=MILLISECONDS),
            Row("the text, through the state of the turn", "turning", "100000", target=1.4, unit=MILLISECONDS),
            Row("a whole turn of 200 deltas, over loopback", "whole_turn", "address", target=1.5, unit=MILLISECONDS),
        ),
    ),
    "streams": (
        "Turns of 200 deltas at once, for each turn. Floor: one httpx-sse stream with `json.loads`, and httpx",
        (
            *(
                Row(f"{count} turn{'s' if count > 1 else ''} at once", "many_turns", str(count), unit=MILLISECONDS)
                for count in (1, 10, 100, 300)
            ),
            Row("100 listeners to everything, for each event of each", "broadcasting", "100"),
        ),
    ),
    "memory": (
        "Memory of 2,000 messages, for each. Floor: the dicts of `json.loads`",
        (
            Row("held by the messages", "held", "2000", target=1.0, rounds=2, unit=BYTES),
            Row("growth of the process", "resident", "2000", target=0.8, unit=BYTES),
            Row("growth by a second session", "resident_again", "2000", target=1.0, unit=BYTES),
        ),
    ),
    "encoding": (
        "A prompt with 1 MB of files, over a mock transport. Floor: `httpx.Client.post(json=…).json()`",
        (Row("prompt with 4 files", "encoding", unit=MILLISECONDS),),
    ),
}


#: Measures that take the file of a history.
_OF_A_HISTORY = ("decoding", "held", "resident", "resident_again")


def measure(name: str, rounds: int, tell: Callable[[str], Any]) -> dict[str, Any]:
    """One table: by row, the results of each contestant."""
    title, rows = TABLES[name]
    results = {}
    with _server("turn_server" if name in ("streaming", "streams") else "loopback") as address:
        for row in rows:
            argument = _argument(row, address)
            found: dict[str, list[float] | str] = {}
            for number in range(min(rounds, row.rounds)):
                # In turn, so that whatever else the machine does meets all alike.
                for contestant in CONTESTANTS:
                    if isinstance(before := found.get(contestant.name, []), str):
                        continue
                    tell(f"{name}: {row.title}, round {number + 1}: {contestant.name}")
                    value = _once(contestant, row, argument)
                    found[contestant.name] = value if isinstance(value, str) else [*before, value]
            results[row.title] = _results(found)
    return {"title": title, "rows": results}


def _argument(row: Row, address: str) -> str:
    if row.argument == "address":
        return address
    if row.measure in ("many_turns", "broadcasting"):
        return f"{address} {row.argument}"
    return str(_history(row.argument)) if row.measure in _OF_A_HISTORY else row.argument


def _history(name: str) -> Path:
    """The file that has so many messages."""
    path = CACHE / "data" / f"{name}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        count, _, kind = name.partition("-")
        path.write_bytes(encoded(int(count), complete=bool(kind)))
    return path


@contextmanager
def _server(module: str) -> Iterator[str]:
    command = [str(OURS.python), "-m", f"benchmarks.{module}"]
    with subprocess.Popen(command, cwd=ROOT, env=OURS.variables, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def _once(contestant: Contestant, row: Row, argument: str) -> float | str:
    if row.measure == "package":
        return _process(contestant, f"import {contestant.package}")
    if row.measure == "first":
        return _process(contestant, f"from benchmarks.contestants.{contestant.module} import *; first_answer()")
    try:
        printed = contestant.run("-m", "benchmarks.worker", contestant.module, row.measure, argument)
    except subprocess.TimeoutExpired as error:
        return f"did not end in {error.timeout:.0f} s"
    said: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return said["value"] if "value" in said else str(said["reason"])


def _process(contestant: Contestant, code: str) -> float | str:
    """Seconds of the processor that an interpreter takes to run this, beyond those of one that runs nothing."""
    try:
        taken = []
        for text in ("pass", code) * 5:
            start = _seconds_of_children()
            contestant.run("-c", text)
            taken.append(_seconds_of_children() - start)
        # The least: what takes longer is the machine's doing.
        return min(taken[1::2]) - min(taken[::2])
    except subprocess.CalledProcessError as error:
        return f"failed with exit status {error.returncode}"


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _results(found: dict[str, list[float] | str]) -> dict[str, Result]:
    floor = found[FLOOR.name]
    if isinstance(floor, str):
        raise RuntimeError(f"the floor failed: {floor}")
    results: dict[str, Result] = {}
    for name, values in found.items():
        if isinstance(values, str):
            results[name] = {"reason": values}
        else:
            ratios = [value / least for value, least in zip(values, floor, strict=True)]
            results[name] = {
                "median": median(values),
                "ratio": median(ratios),
                "lowest": min(ratios),
                "highest": max(ratios),
            }
    return results
