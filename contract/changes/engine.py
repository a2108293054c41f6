"""What differs between two contracts, as `redocly diff` sees it: the engine of the breaking report."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from attrs import frozen

from contract import redocly
from contract.changes.alignment import Aligned
from contract.changes.python_names import SENT
from contract.findings import CannotRunError
from contract.places import tokens_of

__all__ = ["Change", "Direction", "changes", "direction_of"]

#: Where the way goes on from an operation, or from the components, to what is sent and to what is answered.
_SENT = ("parameters", "requestBody")
_ANSWERED = ("responses", "headers")
_MAJOR = "major"


class Direction(StrEnum):
    """Which way data goes that a change is about."""

    SENT = "sent"
    ANSWERED = "answered"
    #: Neither: the document, an operation itself, or a schema that no operation uses.
    NEITHER = "neither"


@frozen
class Change:
    """One difference.

    Attributes:
        way: The steps to it from the document's root, through references: of a schema, by its first use.
        place: A JSON pointer to it in the aligned revision, or in the aligned base when it was removed.
        kind: `added`, `removed` or `modified`.
        name: The keyword that was modified, such as `enum`; empty when all of it was added or removed.
        breaks: Whether the engine says that it breaks a program.
        rule: The engine's rule, such as `enum-values-added`; empty without one.
        message: What the engine says; empty when nothing.
        before: What was there.
        after: What is there now.
    """

    way: tuple[str, ...]
    place: str
    kind: str
    name: str
    breaks: bool
    rule: str
    message: str
    before: Any
    after: Any

    @property
    def direction(self) -> Direction:
        """Which way the data goes."""
        return direction_of(self.way)


def direction_of(way: Sequence[str]) -> Direction:
    """Which way the data goes at a place of an aligned contract."""
    match way:
        case ["components", "schemas", name, *_]:
            return Direction.SENT if name.startswith(SENT) else Direction.NEITHER
        case ["paths", _, _, part, *_] | ["components", part, *_] if part in _SENT:
            return Direction.SENT
        case ["paths", _, _, part, *_] | ["components", part, *_] if part in _ANSWERED:
            return Direction.ANSWERED
    return Direction.NEITHER


def changes(aligned: Aligned) -> list[Change]:
    """All differences between two aligned contracts.

    Raises:
        CannotRunError: Redocly could not be installed, or gave no report.
    """
    with tempfile.TemporaryDirectory() as folder:
        base, revision = Path(folder, "base.json"), Path(folder, "revision.json")
        base.write_text(json.dumps(aligned.base), "utf-8")
        revision.write_text(json.dumps(aligned.revision), "utf-8")
        finished = redocly.run("diff", base, revision, "--format", "json", "--fail-on", "none")
    try:
        report = json.loads(finished.stdout)
    except ValueError as error:
        raise CannotRunError(f"redocly diff gave no report: {finished.stderr.strip()}") from error
    if "No diff rules are on" in finished.stderr:
        raise CannotRunError("redocly.yaml turns on no rules of `diff`: it must extend diff-recommended.")
    return [_change(entry) for entry in report["changes"]]


def _change(entry: dict[str, Any]) -> Change:
    before, after = entry.get("base", {}), entry.get("revision", {})
    verdicts = entry["verdicts"]
    return Change(
        way=tuple(tokens_of(entry["path"])),
        place=(after or before)["pointer"],
        kind=entry["kind"],
        name=entry.get("property") or "",
        breaks=entry["impact"] == _MAJOR,
        rule=verdicts[0]["ruleId"] if verdicts else "",
        message=verdicts[0]["message"] if verdicts else "",
        before=before.get("value"),
        after=after.get("value"),
    )
