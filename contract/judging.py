"""What a change of the contract breaks, for whom, and what a Python user sees of it.

The engine of the comparison is `redocly diff`. It is corrected where it does not know how this contract is used: names
of schemas are classes, operationIds and tags are methods, a field of a request is an argument, and readers of answers
keep what they do not know.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve, frozen

from contract import python_names, python_view
from contract.alignment import Aligned, align
from contract.changes import Change, changes
from contract.findings import Finding, Level, Who
from contract.levels import is_noticed, is_words, level_of, who_of
from contract.openapi import Document, schemas
from contract.places import line_of, pointer_of
from contract.python_names import SENT
from contract.signatures import changed_signatures, listed
from contract.variants import changed_classes

__all__ = ["judged_changes"]

#: The steps to a place of the newer contract.
_Place = Sequence[str]


@frozen
class _Judged:
    change: Change
    level: Level
    rule: str
    who: Who


def judged_changes(base: Document, revision: Document, text: str = "") -> list[Finding]:
    """What changed between two contracts, worst first.

    Args:
        base: The older one.
        revision: The newer one.
        text: The newer one as YAML, for the numbers of lines.

    Raises:
        CannotRunError: The engine could not run.
    """
    aligned = align(base, revision)
    noticed = [change for change in changes(aligned) if is_noticed(change)]
    engine = list(_findings(list(map(_judged, noticed)), aligned))
    findings = [
        *_moved_operations(aligned),
        *_renamed_schemas(aligned, engine),
        *_schemas_added_and_removed(base, revision, aligned),
        *changed_classes(aligned),
        *engine,
        *changed_signatures(aligned),
    ]
    findings.sort(key=lambda found: found[1].level.rank)
    return [evolve(finding, line=_line(text, place)) for place, finding in findings]


def _line(text: str, place: _Place) -> int | None:
    """The line of a place, or of the nearest that is still there around it."""
    for end in range(len(place), 0, -1) if text else ():
        if (line := line_of(text, pointer_of(place[:end]))) is not None:
            return line
    return None


# ---------------------------------------------------------------- names


def _renamed_schemas(aligned: Aligned, told: Sequence[tuple[_Place, Finding]]) -> Iterator[tuple[_Place, Finding]]:
    changed = {tuple(place[:3]) for place, finding in told if finding.level is not Level.DOCS}
    for old, new in aligned.schema_names.items():
        is_same = ("components", "schemas", new) not in changed
        wire = "the wire is the same" if is_same else "what it holds changed too"
        yield (
            ("components", "schemas", new),
            Finding(
                Level.BREAKING,
                "schema-renamed",
                new,
                f"Schema `{old}` is now called `{new}`; {wire}.",
                (Who.IMPORTER,),
                f"`{old}` is now `{new}`.",
            ),
        )


def _moved_operations(aligned: Aligned) -> Iterator[tuple[_Place, Finding]]:
    """Operations that another path calls; a path whose parameters are renamed is the same."""
    moved: dict[tuple[str, str], list[str]] = {}
    for move in aligned.moves:
        if not move.is_same_path:
            moved.setdefault((move.before, move.after), []).append(move.method)
    for (before, after), methods in moved.items():
        item = aligned.revision["paths"][after]
        called = [python_names.method(item[method]) for method in methods]
        yield (
            ("paths", after),
            Finding(
                Level.BREAKING,
                "path-renamed",
                after,
                f"`{before}` is now `{after}`.",
                (Who.CALLER,),
                f"The new path is called by {listed(called)}: servers without it do not have them.",
            ),
        )


def _schemas_added_and_removed(
    base: Document, revision: Document, aligned: Aligned
) -> Iterator[tuple[_Place, Finding]]:
    for name in schemas(base):
        if name not in schemas(revision) and name not in aligned.schema_names:
            yield (
                ("components", "schemas", name),
                Finding(
                    Level.BREAKING,
                    "schema-removed",
                    name,
                    f"Schema `{name}` is gone.",
                    (Who.IMPORTER,),
                    f"`{name}` can no longer be imported.",
                ),
            )
    for name in schemas(revision):
        if name not in schemas(base) and name not in aligned.schema_names.values():
            yield (
                ("components", "schemas", name),
                Finding(
                    Level.ADDITION,
                    "schema-added",
                    name,
                    f"Schema `{name}` is new.",
                    (Who.IMPORTER,),
                    f"`{name}` can be imported.",
                ),
            )


# ---------------------------------------------------------------- what the engine found


def _judged(change: Change) -> _Judged:
    level, rule = level_of(change)
    return _Judged(change, level, rule, who_of(change, level))


def _findings(judged: list[_Judged], aligned: Aligned) -> Iterator[tuple[_Place, Finding]]:
    """One finding for each place and keyword, whether it is sent, answered, or both."""
    groups: dict[tuple[str, ...], list[_Judged]] = {}
    for found in judged:
        change = found.change
        variant = python_view.variant(change, aligned) if python_view.is_variant(change) else ""
        groups.setdefault((python_view.where(change, aligned), change.kind, change.name, variant), []).append(found)
    for (where, *_), group in groups.items():
        level = min((found.level for found in group), key=lambda level: level.rank)
        worst = [found for found in group if found.level is level]
        views = [python_view.said(found.change, aligned) for found in worst] if level is not Level.DOCS else []
        yield (
            python_view.source(python_view.owner(worst[0].change)),
            Finding(
                level,
                worst[0].rule,
                where,
                _described(worst[0].change, where, aligned),
                tuple(dict.fromkeys(found.who for found in worst)),
                " ".join(view for view in dict.fromkeys(views) if view),
            ),
        )


def _described(change: Change, where: str, aligned: Aligned) -> str:
    if python_view.is_variant(change):
        variant = python_view.variant(change, aligned)
        return (
            f"`{where}` {'has the new variant' if change.kind == 'added' else 'no longer has the variant'} `{variant}`."
        )
    if change.message:
        return change.message.replace(SENT, "")
    if change.way[:1] in (("security",), ("servers",)) and change.kind != "modified":
        value = change.after if change.kind == "added" else change.before
        became = "was added to" if change.kind == "added" else "was removed from"
        return f"{_shown(value)} {became} {where.partition('.')[0]}."
    if change.kind != "modified":
        return f"{where} {'is new' if change.kind == 'added' else 'is gone'}."
    if is_words(change):
        return f"`{change.name}` of {where} has other words."
    return f"`{change.name}` of {where} is {_shown(change.after)}, no longer {_shown(change.before)}."


def _shown(value: Any) -> str:
    return "unsaid" if value is None else f"`{json.dumps(value, ensure_ascii=False)}`"
