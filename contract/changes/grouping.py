"""Findings of what the engine found: one for what is one change, in however many places and directions it shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from contract.changes import python_view
from contract.changes.alignment import Aligned
from contract.changes.engine import Change
from contract.changes.levels import is_noticed, is_words, level_of, who_of
from contract.changes.python_names import SENT
from contract.findings import Finding, Level

__all__ = ["grouped"]


def grouped(changes: Iterable[Change], aligned: Aligned) -> Iterator[tuple[list[str], Finding]]:
    """The findings, with where they stand in the newer contract.

    What is sent and answered is one schema, a parameter may be that of many operations, and who reads the words of an
    element reads all of them.
    """
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in filter(is_noticed, changes):
        subject = python_view.subject(change, aligned)
        becomes = repr((change.before, change.after)).replace(SENT, "")
        key = (subject,) if is_words(change) else (subject, change.kind, change.name, becomes)
        groups.setdefault(key, []).append(change)
    for group in groups.values():
        level = min((level_of(change)[0] for change in group), key=lambda level: level.rank)
        worst = [change for change in group if level_of(change)[0] is level]
        where = python_view.where(worst[0], aligned)
        others = {python_view.where(change, aligned) for change in worst} - {where}
        yield (
            python_view.source(python_view.owner(worst[0])),
            Finding(
                level,
                level_of(worst[0])[1],
                f"{where} and {len(others)} more" if others else where,
                _words(worst, where) if level is Level.DOCS else _described(worst[0], where, aligned),
                tuple(dict.fromkeys(who_of(change, level) for change in worst)),
                "" if level is Level.DOCS else python_view.said(worst, aligned),
            ),
        )


def _words(changes: list[Change], where: str) -> str:
    keywords = dict.fromkeys(f"`{change.name or change.way[-1]}`" for change in changes)
    return f"{', '.join(keywords)} of {where} {'has' if len(keywords) == 1 else 'have'} other words."


def _described(change: Change, where: str, aligned: Aligned) -> str:
    if python_view.is_variant(change):
        has = "has the new variant" if change.kind == "added" else "no longer has the variant"
        return f"`{where}` {has} `{python_view.variant(change, aligned)}`."
    if change.message:
        return change.message.replace(SENT, "")
    if change.way[:1] in (("security",), ("servers",)) and change.kind != "modified":
        value = change.after if change.kind == "added" else change.before
        became = "was added to" if change.kind == "added" else "was removed from"
        return f"{_shown(value)} {became} {where.partition('.')[0]}."
    if change.kind != "modified":
        return f"{where} {'is new' if change.kind == 'added' else 'is gone'}."
    return f"`{change.name}` of {where} is {_shown(change.after)}, no longer {_shown(change.before)}."


def _shown(value: Any) -> str:
    return "unsaid" if value is None else f"`{json.dumps(value, ensure_ascii=False)}`"
