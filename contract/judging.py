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
from contract.alignment import SENT, Aligned, align
from contract.changes import Change, Direction, changes
from contract.findings import Finding, Level, Who
from contract.openapi import Document, operations, schemas
from contract.places import line_of, pointer_of, tokens_of

__all__ = ["judged_changes"]

#: Keywords that are words for people, and change nothing else.
_WORDS = {"description", "summary", "title", "example", "examples", "externalDocs", "x-since"}
#: Keywords whose order means nothing.
_SETS = {"enum", "required", "tags", "type"}
#: Keywords that are false when they are absent.
_FALSE_BY_DEFAULT = {"deprecated", "explode", "required"}
#: What only programs notice that list all there is.
_RISKY_FOR_READERS = {"enum-values-added", "schema-combinator-changed"}


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
    judged = [
        found
        for change in changes(aligned)
        if not _is_told_by_names(change, aligned) and (found := _judge(change)) is not None
    ]
    findings = [
        *_renamed_schemas(aligned),
        *_renamed_path_parameters(base, aligned),
        *_schemas_added_and_removed(base, revision, aligned),
        *_variants_added_and_removed(aligned),
        *_findings(judged, aligned),
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


def _renamed_schemas(aligned: Aligned) -> Iterator[tuple[_Place, Finding]]:
    for old, new in aligned.schema_names.items():
        yield (
            ("components", "schemas", new),
            Finding(
                Level.BREAKING,
                "schema-renamed",
                new,
                f"Schema `{old}` is now called `{new}`; the wire is the same.",
                (Who.IMPORTER,),
                f"`{old}` is now `{new}`.",
            ),
        )


def _renamed_path_parameters(base: Document, aligned: Aligned) -> Iterator[tuple[_Place, Finding]]:
    """On the wire it has no name; who passes it by name in Python notices."""
    for old, new in aligned.paths.items():
        methods = [f"`{python_names.method(operation)}`" for path, _, operation in operations(base) if path == old]
        yield (
            ("paths", new),
            Finding(
                Level.RISKY,
                "path-parameter-renamed",
                new,
                f"`{old}` is now written `{new}`; the wire is the same.",
                (Who.CALLER,),
                f"The argument of {', '.join(methods)} has another name; by position nothing changes.",
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


def _variants_added_and_removed(aligned: Aligned) -> Iterator[tuple[_Place, Finding]]:
    """By their names: the engine may take one that came for another that went."""
    for union, schema in schemas(aligned.revision).items():
        before = _variants(schemas(aligned.base).get(union, {}))
        after = _variants(schema)
        who = Who.CALLER if union.startswith(SENT) else Who.READER
        name = python_names.class_name(union)
        for variant in before - after if after else ():
            yield (
                ("components", "schemas", name),
                Finding(
                    Level.BREAKING,
                    "variant-removed",
                    name,
                    f"`{name}` no longer has the variant `{variant}`.",
                    (who,),
                    f"`{name}` can no longer be a `{variant}`."
                    if who is Who.CALLER
                    else f"`{name}` is never a `{variant}`; what a server still sends of it is an `Unknown{name}`.",
                ),
            )
        for variant in after - before if before else ():
            yield (
                ("components", "schemas", name),
                Finding(
                    Level.ADDITION if who is Who.CALLER else Level.RISKY,
                    "variant-added",
                    name,
                    f"`{name}` has the new variant `{variant}`.",
                    (who,),
                    f"`{name}` may be a `{variant}`{'' if who is Who.CALLER else f', which was an `Unknown{name}`'}.",
                ),
            )


def _variants(schema: Any) -> set[str]:
    options = schema.get("oneOf", ()) if isinstance(schema, dict) else ()
    return {python_names.type_of(option) for option in options if "$ref" in option}


# ---------------------------------------------------------------- what the engine found


def _is_told_by_names(change: Change, aligned: Aligned) -> bool:
    """Whether a change is part of the coming or going of a schema or a variant, which is told by its name."""
    match tokens_of(change.place):
        case ["components", "schemas", _, "oneOf", _]:
            return "$ref" in python_view.node(change, aligned)
        case ["components", "schemas", name, *_]:
            return name not in schemas(aligned.base) or name not in schemas(aligned.revision)
    return False


def _judge(change: Change) -> _Judged | None:
    """The engine's judgement, corrected; None when nobody can notice the change."""
    if _is_nothing(change):
        return None
    level, rule = _level(change)
    return _Judged(change, level, rule, _who(change, level))


def _is_nothing(change: Change) -> bool:
    match change.way:
        case ["components", "schemas", _] if change.name in ("", "key"):
            # Names are told apart from shapes.
            return True
        case ["components", kind, _] if kind != "securitySchemes" and not change.rule:
            # What operations use of it is told where they do.
            return True
        case [*_, "discriminator", "mapping", _]:
            # The variants themselves tell it.
            return True
        case ["info"] if change.name == "version":
            return True
    if change.name in _FALSE_BY_DEFAULT and not change.before and not change.after:
        return True
    return (
        change.name in _SETS
        and isinstance(change.before, list)
        and isinstance(change.after, list)
        and sorted(map(repr, change.before)) == sorted(map(repr, change.after))
    )


def _level(change: Change) -> tuple[Level, str]:
    answered, sent = change.direction is Direction.ANSWERED, change.direction is Direction.SENT
    is_variant = python_view.is_variant(change)
    if change.name in _WORDS or change.way[-1:] == ("externalDocs",) or change.way[:1] in ((), ("info",), ("tags",)):
        return Level.DOCS, "words-changed"
    if change.breaks:
        if answered and change.rule in _RISKY_FOR_READERS and change.kind != "removed":
            return Level.RISKY, change.rule
        if change.rule == "response-removed" and not change.way[-1].startswith("2"):
            # What fails is an error by its status, described or not.
            return Level.RISKY, change.rule
        return Level.BREAKING, change.rule
    match change.kind, change.name:
        case "added", _ if change.way[-1] == "requestBody" and (change.after or {}).get("required"):
            return Level.BREAKING, "request-body-added"
        case "modified", "tags":
            return Level.BREAKING, "operation-tag-changed"
        case "removed", _ if sent and change.way[-2] == "properties":
            return Level.BREAKING, "request-property-removed"
        case "removed", _ if answered and is_variant:
            return Level.BREAKING, "variant-removed"
        case ("removed", "") | ("modified", "type" | "const") if change.way[:2] == ("components", "schemas"):
            # The engine did not reach it from an operation, but it is a class all the same.
            return Level.BREAKING, "schema-changed"
        case "modified", "default" if sent:
            return Level.RISKY, "default-changed"
        case "modified", _:
            return Level.ADDITION, "shape-changed"
        case kind, _:
            return Level.ADDITION, kind
    raise AssertionError(change)


def _who(change: Change, level: Level) -> Who:
    if level is Level.DOCS:
        return Who.DOCS
    match change.direction:
        case Direction.SENT:
            return Who.CALLER
        case Direction.ANSWERED:
            return Who.READER
    return Who.IMPORTER if change.way[:2] == ("components", "schemas") else Who.CALLER


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
            python_view.source(worst[0].change),
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
    if change.name in _WORDS:
        return f"`{change.name}` of {where} has other words."
    return f"`{change.name}` of {where} is {_shown(change.after)}, no longer {_shown(change.before)}."


def _shown(value: Any) -> str:
    return "unsaid" if value is None else f"`{json.dumps(value, ensure_ascii=False)}`"
