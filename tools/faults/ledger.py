"""The ledger of a campaign: what became of the turns, and everything that the SDK did wrong."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import asdict, define, field

from tools.faults.verdicts import Verdict

__all__ = ["BAD", "Entry", "Ledger"]

#: What must not happen, in the order of the table.
BAD = (
    "prompt duplicated",
    "text lost",
    "text duplicated",
    "text reordered",
    "hang",
    "abort missed",
    "error without a fault",
    "untyped error",
    "secret",
    "thread left",
    "socket left",
    "task left",
)


@define
class Entry:
    """A turn, or a case, that went wrong.

    Attributes:
        number: The turn.
        kind: One of `BAD`.
        what: The details.
        injected: The faults that had been injected in its case.
        replay: The command that runs it again.
    """

    number: int
    kind: str
    what: str
    injected: list[str]
    replay: str


@define
class Ledger:
    """The counts of a campaign.

    Attributes:
        replay: The command that runs a turn again, with `{}` for its number.
        turns: How many turns there were.
        outcomes: How they ended.
        configurations: Their versions, modes and views.
        injected: The faults that were injected, by kind and role.
        entries: What went wrong.
        lost, duplicated, reordered: Characters.
        seconds: How long it took.
    """

    replay: str
    turns: int = 0
    outcomes: Counter[str] = field(factory=Counter)
    configurations: Counter[str] = field(factory=Counter)
    injected: Counter[str] = field(factory=Counter)
    entries: list[Entry] = field(factory=list)
    lost: int = 0
    duplicated: int = 0
    reordered: int = 0
    seconds: float = 0.0

    def add(self, verdict: Verdict) -> None:
        """Count a turn."""
        self.turns += 1
        self.outcomes[verdict.outcome] += 1
        self.lost += verdict.damage.lost
        self.duplicated += verdict.damage.duplicated
        self.reordered += verdict.damage.reordered
        for kind, what in verdict.problems:
            self.note(verdict.number, kind, what, verdict.injected)

    def note(self, number: int, kind: str, what: str, injected: list[str]) -> None:
        """Note that something went wrong."""
        self.entries.append(Entry(number, kind, what, injected, self.replay.format(number)))

    @property
    def is_clean(self) -> bool:
        """True when nothing went wrong."""
        return not self.entries

    def counts(self) -> dict[str, int]:
        """Count the turns that went wrong, by kind."""
        numbers = {kind: {entry.number for entry in self.entries if entry.kind == kind} for kind in BAD}
        return {kind: len(found) for kind, found in numbers.items()}

    def lines(self) -> Iterator[str]:
        """The ledger as a table in plain text."""
        yield f"{self.turns} turns in {self.seconds:.0f} s, {self.turns / max(self.seconds, 0.001):.1f} a second"
        yield ""
        yield from _table("outcome", self.outcomes)
        yield ""
        yield from _table("configuration", self.configurations)
        yield ""
        yield from _table("injected fault", self.injected)
        yield ""
        yield from _table("went wrong (turns)", self.counts(), keep=True)
        hangs = [entry for entry in self.entries if entry.kind == "hang"]
        if hangs:
            yield ""
            yield from _table("injected fault where turns hang", self._injected_by_case(hangs))
            yield ""
        yield f"characters lost {self.lost}, duplicated {self.duplicated}, out of order {self.reordered}"

    @staticmethod
    def _injected_by_case(entries: list[Entry]) -> Counter[str]:
        """Count the entries by the kinds of faults that had been injected, whatever the number of the request."""
        names = [{re.sub(r" \d+$", "", one) for one in entry.injected} or {"nothing"} for entry in entries]
        return Counter(name for one in names for name in one)

    def write(self, path: Path, settings: dict[str, Any]) -> None:
        """Write it as JSON."""
        data = {"settings": settings, "counts": self.counts(), **asdict(self)}
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False), "utf-8")


def _table(title: str, counts: Counter[str] | dict[str, int], *, keep: bool = False) -> Iterator[str]:
    rows = list(counts.items()) if keep else Counter(counts).most_common()
    width = max([len(title), *(len(name) for name, _ in rows)])
    yield f"{title:<{width}}  {'count':>7}"
    yield f"{'-' * width}  {'-' * 7}"
    for name, count in rows:
        yield f"{name:<{width}}  {count:>7}"
