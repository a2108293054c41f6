"""How far a batch has come: numbers for programs, a line or a bar for people."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

from attrs import field, frozen

from opencode_sessions._terminal import console, printable

if TYPE_CHECKING:
    from opencode_sessions.batch.limits import StopReason

__all__ = ["Progress", "ProgressDisplay"]

#: Seconds between two plain lines.
_LINE_SECONDS = 5.0


@frozen(kw_only=True)
class Progress:
    """How far a batch has come.

    Attributes:
        total: The number of jobs; None when the input does not tell.
        done: The number of jobs that are done, those of earlier runs included.
        failed: The number of jobs that failed.
        aborted: The number of jobs that were stopped.
        unfinished: The number of jobs that this run could not follow to their end.
        running: The number of jobs that run now.
        recorded: The number of jobs that an earlier run has finished.
        cost: What the batch has cost so far, in US dollars, earlier runs included.
        tokens: Its tokens so far, in and out, earlier runs included.
        seconds: How long this run has taken.
        stopped: Why no more jobs are sent; None while they are.
    """

    total: int | None = None
    done: int = 0
    failed: int = 0
    aborted: int = 0
    unfinished: int = 0
    running: int = 0
    recorded: int = 0
    cost: float = 0.0
    tokens: tuple[float, float] = field(default=(0, 0))
    seconds: float = 0.0
    stopped: StopReason | None = None

    @property
    def finished(self) -> int:
        """The number of jobs that are done, failed or aborted."""
        return self.done + self.failed + self.aborted

    @property
    def eta(self) -> float | None:
        """The seconds until all jobs are finished, if they go on as in this run; None when that cannot be told."""
        here = self.finished - self.recorded
        if self.total is None or here <= 0:
            return None
        return max(0, self.total - self.finished) * self.seconds / here

    def __str__(self) -> str:
        facts = [
            f"{self.finished}/{self.total}" if self.total is not None else f"{self.finished} finished",
            *(
                f"{number} {word}"
                for word, number in (
                    ("running", self.running),
                    ("failed", self.failed),
                    ("aborted", self.aborted),
                    ("unfinished", self.unfinished),
                )
                if number
            ),
            f"${self.cost:.4f}",
            f"{self.tokens[0]:,.0f} tokens in, {self.tokens[1]:,.0f} out",
        ]
        if self.eta:
            facts.append(f"{_clock(self.eta)} left")
        if self.stopped is not None:
            facts.append(f"stopped ({self.stopped})")
        return " · ".join(facts)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class ProgressDisplay:
    """Shows progress: as a bar on a terminal, if rich is installed, else as a line now and then. A context manager.

        with ProgressDisplay() as display:
            for result in run(jobs, journal="review.jsonl", on_progress=display.update):
                ...

    Args:
        file: Where to show it. Default: standard error.
    """

    def __init__(self, file: TextIO | None = None) -> None:
        self._file = file or sys.stderr
        self._last: Progress | None = None
        self._shown: Progress | None = None
        self._next_line = monotonic() + _LINE_SECONDS
        self._bar: Any = None

    def __enter__(self) -> Self:
        if self._file.isatty():
            self._bar = _bar(self._file)
        return self

    def update(self, progress: Progress) -> None:
        """Show the progress; `on_progress` of a batch."""
        self._last = progress
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], total=progress.total, completed=progress.finished, now=progress)
        elif monotonic() >= self._next_line:
            self._line()

    def note(self, text: str) -> None:
        """Show a remark, above the bar."""
        if self._bar is not None:
            self._bar.console.print(text)
        else:
            print(printable(text) if self._file.isatty() else text, file=self._file, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        elif self._last is not self._shown:
            self._line()

    def _line(self) -> None:
        self._shown, self._next_line = self._last, monotonic() + _LINE_SECONDS
        print(self._last, file=self._file, flush=True)


def _bar(file: TextIO) -> Any:
    try:
        from rich.progress import BarColumn, ProgressColumn, SpinnerColumn, Task
        from rich.progress import Progress as Bar
        from rich.text import Text
    except ModuleNotFoundError:
        return None

    class Facts(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(str(task.fields["now"]))

    bar = Bar(SpinnerColumn(), BarColumn(24), Facts(), console=console(file, soft_wrap=False))
    bar.add_task("batch", total=None, now=Progress())
    bar.start()
    return bar
