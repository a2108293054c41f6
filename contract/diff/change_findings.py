"""Findings of changes: one for the same change at many places and in both directions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from contract.diff import python_impact
from contract.diff.alignment import Aligned
from contract.diff.changes import Change, Direction, Kind
from contract.findings import Finding, Level, Who
from contract.locations import location
from contract.spec import pointer_of

__all__ = ["change_findings"]

#: The longest value that a sentence shows.
_LONGEST = 100


def change_findings(changes: Iterable[Change], aligned: Aligned) -> Iterator[tuple[Sequence[str], Finding]]:
    """Make findings of changes; returns them with their places in the newer contract.

    Requests and responses may share a schema, and operations a parameter. All changes in the documentation of an
    element are one finding.
    """
    groups: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        subject = python_impact.subject(change)
        key = (
            (subject,)
            if change.level is Level.DOCS
            else (subject, change.kind, change.keyword, repr((change.before, change.after)))
        )
        groups.setdefault(key, []).append(change)
    for group in groups.values():
        level = min((change.level for change in group), key=lambda level: level.rank)
        worst = [change for change in group if change.level is level]
        where = python_impact.where(worst[0])
        others = {python_impact.where(change) for change in worst} - {where}
        yield (
            python_impact.source(worst[0].place),
            Finding(
                level,
                worst[0].rule,
                f"{where} and {len(others)} more" if others else where,
                _documentation(worst, where) if level is Level.DOCS else _described(worst[0], where),
                tuple(dict.fromkeys(map(_who, worst))),
                "" if level is Level.DOCS else python_impact.impact(worst, aligned),
            ),
        )


def _who(change: Change) -> Who:
    """Return the people that a change concerns."""
    if change.level is Level.DOCS:
        return Who.DOCS
    match change.direction:
        case Direction.REQUEST:
            return Who.CALLER
        case Direction.RESPONSE:
            return Who.READER
    return Who.IMPORTER if change.place[:2] == ("components", "schemas") else Who.CALLER


def _documentation(changes: Sequence[Change], where: str) -> str:
    keywords = dict.fromkeys(f"`{change.keyword}`" for change in changes)
    return f"{', '.join(keywords)} of {where} changed."


def _described(change: Change, where: str) -> str:
    """Return a change in a sentence."""
    if change.what:
        return change.what.replace("{}", where)
    if change.place[-1:] in (("security",), ("servers",)) and change.kind is not Kind.MODIFIED:
        if change.kind is Kind.ADDED:
            return f"{_shown(change.after)} was added to {where}."
        return f"{_shown(change.before)} was removed from {where}."
    if change.kind is not Kind.MODIFIED:
        is_new = f"is {'new' if change.kind is Kind.ADDED else 'gone'}."
        match change.place:
            case [*around, "content", media_type]:
                return f"The media type `{media_type}` of {location(pointer_of(around))} {is_new}"
            case [*_, "content", _, "schema"]:
                return f"The schema of {where} {is_new}"
        return f"{where} {is_new}"
    if change.keyword == "x-known-values":
        return f"The values of {where} that are known are {_shown(change.after or [])}."
    before, after = _shown(change.before), _shown(change.after)
    if len(before) > _LONGEST or len(after) > _LONGEST:
        return f"`{change.keyword}` of {where} changed."
    if change.before is None:
        return f"{where} has the new `{change.keyword}` {after}."
    if change.after is None:
        return f"{where} no longer has the `{change.keyword}` {before}."
    return f"`{change.keyword}` of {where} is {after}, no longer {before}."


def _shown(value: Any) -> str:
    return f"`{json.dumps(value, ensure_ascii=False, default=str, skipkeys=True)}`"
