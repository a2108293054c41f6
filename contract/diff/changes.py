"""A change of the contract: its place, its values, its level and the direction of the data."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from attrs import frozen

from contract.findings import Level

__all__ = ["Change", "Direction", "Kind"]


class Direction(StrEnum):
    """The direction of the data that a change is about."""

    REQUEST = "request"
    RESPONSE = "response"
    #: Neither: the document, an operation itself, or a schema that no operation uses.
    NEITHER = "neither"

    @property
    def opposite(self) -> Direction:
        """The direction of a server that calls, as for webhooks."""
        match self:
            case Direction.REQUEST:
                return Direction.RESPONSE
            case Direction.RESPONSE:
                return Direction.REQUEST
        return self


class Kind(StrEnum):
    """What happened to an element."""

    ADDED = "added"
    REMOVED = "removed"
    MODIFIED = "modified"


@frozen
class Change:
    """One difference.

    Attributes:
        place: The tokens of the element in the revision, or in the base if it was removed. A parameter has its name,
            and not its position; what a reference leads to has the place of its component.
        kind: All of the element was added or removed, or a keyword of it modified.
        keyword: The keyword that was modified, such as `enum`; empty if all of it was added or removed.
        direction: The direction of the data.
        level: The severity.
        rule: The rule that gives the level, such as `enum-changed`.
        before: The old value.
        after: The new value.
        what: The change in a sentence; empty if it follows from the rest. `{}` stands for the place.
        python: The effect for Python users; empty if it follows from the rest. `{}` stands for the expression.
    """

    place: tuple[str, ...]
    kind: Kind
    keyword: str
    direction: Direction
    level: Level
    rule: str
    before: Any = None
    after: Any = None
    what: str = ""
    python: str = ""
