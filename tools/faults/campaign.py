"""Run cases, many at a time, see that each of them ends, and judge what came of them."""

from __future__ import annotations

import gc
import json
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from attrs import asdict, define, field

from tools.faults.backend import Report
from tools.faults.leaks import enter_case, settled, sockets, threads_of, threads_of_none, watching_threads
from tools.faults.ledger import Ledger
from tools.faults.plans import CasePlan, Settings
from tools.faults.turns import Seen, run_case
from tools.faults.verdicts import judge

__all__ = ["Runner", "run"]

#: Runs a case at an address, and fills in what is seen; gives the tasks that were left.
Runner = Callable[[CasePlan, str, list[Seen]], int]

#: Seconds that threads and sockets get to end after their client is closed.
_GRACE = 5.0
#: Seconds for a response of the backend.
_CONTROL = 60.0


class _Control:
    """The control connection to the backend, for one case."""

    def __init__(self, port: int, index: int) -> None:
        self._lock = threading.Lock()
        self._report: Report | None = None
        self._socket = socket.create_connection(("127.0.0.1", port), _CONTROL)
        self._file = self._socket.makefile("rw", encoding="utf-8")
        self.url = str(self._ask(index))

    def _ask(self, word: object) -> Any:
        self._file.write(json.dumps(word) + "\n")
        self._file.flush()
        return json.loads(self._file.readline())

    def report(self) -> Report:
        """End the case in the backend, and return its report."""
        with self._lock:
            if self._report is None:
                self._report = Report.from_json(self._ask("end"))
                self._file.close()
                self._socket.close()
            return self._report


@define(eq=False)
class _Running:
    case: CasePlan
    seen: list[Seen]
    control: _Control
    thread: threading.Thread | None = None
    error: BaseException | None = None
    is_done: bool = False
    is_hung: bool = False
    left: list[tuple[str, str]] = field(factory=list)


def run(
    cases: Iterable[CasePlan],
    settings: Settings,
    ledger: Ledger,
    *,
    at_once: int,
    patience: float,
    runner: Runner = run_case,
    tell: Callable[[str], None] = print,
) -> None:
    """Run cases and enter them into a ledger.

    Args:
        cases: The cases.
        settings: What they were drawn from.
        ledger: The ledger.
        at_once: How many run at a time.
        patience: Seconds after which a turn hangs.
        runner: Runs a case.
        tell: Says how it goes on, and what goes wrong.
    """
    began = last_told = time.monotonic()
    with _backend_process(settings) as port, watching_threads(), _background_errors(ledger):
        waiting = iter(cases)
        running: list[_Running] = []
        open_before, hangs = len(sockets()), 0
        while True:
            while len(running) < at_once and (case := next(waiting, None)) is not None:
                running.append(_start(case, port, runner))
            if not running:
                break
            time.sleep(0.02)
            for one in list(running):
                if _is_over(one, patience):
                    running.remove(one)
                    hangs += one.is_hung
                    _enter(one, ledger, tell)
            if time.monotonic() - last_told > 10:
                last_told = time.monotonic()
                tell(f"  {ledger.turns} turns, {len(ledger.entries)} entries, {last_told - began:.0f} s")
        if (left := settled(threads_of_none, _GRACE)) and not hangs:
            ledger.note(-1, "thread left", ", ".join(thread.name for thread in left), [])
        # Those without a peer belong to no case.
        lost = settled(lambda: sockets()[open_before:], _GRACE)
        if lost and not hangs:
            ledger.note(-1, "socket left", f"{len(lost)} without a peer", [])
    ledger.seconds = time.monotonic() - began


@contextmanager
def _backend_process(settings: Settings) -> Iterator[int]:
    command = [sys.executable, "-m", "tools.faults.backend", json.dumps(asdict(settings))]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _start(case: CasePlan, port: int, runner: Runner) -> _Running:
    running = _Running(case, [Seen(turn) for turn in case.turns], _Control(port, case.index))

    def work() -> None:
        enter_case(case.index)
        try:
            if tasks := runner(case, running.control.url, running.seen):
                running.left.append(("task left", f"{tasks} in the event loop"))
        except BaseException as error:
            running.error = error
        # While the proxy still runs: its end would end whatever waits for it.
        running.left += _left(case, running.control.url)
        running.is_done = True

    running.thread = threading.Thread(target=work, name=f"case {case.index}", daemon=True)
    running.thread.start()
    return running


def _is_over(running: _Running, patience: float) -> bool:
    if running.is_done:
        return True
    now = time.monotonic()
    running.is_hung = any(
        not seen.ended and seen.began is not None and now - seen.began > patience for seen in running.seen
    )
    return running.is_hung


def _enter(running: _Running, ledger: Ledger, tell: Callable[[str], None]) -> None:
    case = running.case
    # Before the proxy closes its connections.
    places = {seen.plan.number: _place(seen) for seen in running.seen if running.is_hung and not seen.ended}
    report = running.control.report()
    known = len(ledger.entries)
    for seen in running.seen:
        hung = places.get(seen.plan.number) if seen.began is not None else None
        if running.error is not None and not seen.ended:
            seen.ended, seen.error = "error", running.error
        verdict = judge(case, seen, report, hung=hung)
        ledger.add(verdict)
        leaving, tasks = f"leaving: {seen.plan.leaving.kind}", f"tasks: {seen.plan.tasks}"
        ledger.configurations.update((case.version, case.mode, seen.plan.view, leaving, tasks))
    ledger.injected.update(f"{one.kind} of {one.role}" for one in report.injected)
    ledger.injected.update(f"{kind} of the server" for kind in report.server_faults)
    for kind, what in running.left:
        ledger.note(case.number, kind, what, [])
    for entry in ledger.entries[known:]:
        tell(f"✗ turn {entry.number} ({case.version}, {case.mode}): {entry.kind}: {entry.what}")
        if entry.injected:
            tell(f"    injected: {', '.join(entry.injected)}")
        tell(f"    {entry.replay}")


def _left(case: CasePlan, url: str) -> Iterator[tuple[str, str]]:
    """Threads and sockets that outlive the client of a case."""
    if threads := settled(lambda: threads_of(case.index), _GRACE):
        yield "thread left", ", ".join(thread.name for thread in threads)
    port = urlsplit(url).port
    if left := settled(lambda: [one for one in sockets() if one == port], _GRACE):
        yield "socket left", f"{len(left)} connections"


@contextmanager
def _background_errors(ledger: Ledger) -> Iterator[None]:
    """Errors that nobody caught are entered too, wherever they come from."""

    def note(what: str, error: BaseException | None) -> None:
        text = "".join(traceback.format_exception_only(error)).strip() if error is not None else ""
        ledger.note(-1, "untyped error", f"{what}: {text}"[:300], [])

    before = threading.excepthook, sys.unraisablehook
    threading.excepthook = lambda given: note(f"in thread {given.thread and given.thread.name}", given.exc_value)
    sys.unraisablehook = lambda given: note(f"unraisable in {given.object!r}", given.exc_value)
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = before


def _place(seen: Seen) -> str:
    """The frames in which a turn waits, the innermost first."""
    frames = _frames_of_coroutine(seen.coroutine)
    if not any(_is_of_sdk(frame) for frame in frames) and seen.thread is not None:
        frame = _frame_of_thread(seen.thread)
        frames = []
        while frame is not None:
            frames.insert(0, frame)
            frame = frame.f_back
    shown = [f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno} {frame.f_code.co_name}" for frame in frames]
    return " < ".join(reversed(shown[-8:])) or "nowhere"


def _frame_of_thread(thread: int) -> FrameType | None:
    # Python before 3.12 holds a lock meanwhile that a collection's callbacks may wait for.
    gc.disable()
    try:
        return sys._current_frames().get(thread)
    finally:
        gc.enable()


def _is_of_sdk(frame: FrameType) -> bool:
    return "opencode_sessions" in frame.f_code.co_filename


def _frames_of_coroutine(coroutine: Any) -> list[FrameType]:
    frames = []
    while coroutine is not None:
        for kind in ("cr", "gi", "ag"):
            if (frame := getattr(coroutine, f"{kind}_frame", None)) is not None:
                frames.append(frame)
                with suppress(AttributeError):
                    coroutine = getattr(coroutine, f"{kind}_yieldfrom" if kind == "gi" else f"{kind}_await")
                break
        else:
            break
    return frames
