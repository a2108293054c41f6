"""How bad one change is, and whom it hits: the engine's judgement, corrected by how this contract is used."""

from __future__ import annotations

from typing import Any

from contract.changes.engine import Change, Direction
from contract.findings import Level, Who

__all__ = ["MOMENTS", "is_noticed", "is_words", "level_of", "who_of"]

#: Keywords that are words for people, and change nothing else.
_WORDS = {"description", "summary", "title", "example", "examples", "externalDocs", "x-since"}
#: Keywords whose order means nothing.
_SETS = {"enum", "required", "scopes", "type"}
#: Keywords that are false when they are absent.
_FALSE_BY_DEFAULT = {"deprecated", "required", "readOnly", "writeOnly"}
#: What only programs notice that list all there is.
_RISKY_FOR_READERS = {"enum-values-added", "schema-combinator-changed"}
#: Keywords that the engine judges whenever they are modified: without a word of it they break nothing.
_JUDGED = {
    *("type", "nullable", "enum", "required", "format", "pattern", "multipleOf", "uniqueItems"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength"),
    *("minItems", "maxItems", "minProperties", "maxProperties", "contentEncoding", "contentMediaType"),
    *("additionalProperties", "unevaluatedProperties", "unevaluatedItems", "items"),
}
#: Extensions that the generated code goes by: other ones are words.
_EXTENSIONS = {"x-secret", "x-waits-for-model"}
#: Formats that the SDK reads; to readers others are words.
MOMENTS = {"epoch-milliseconds", "date-time"}
#: Formats, and those that take more.
_WIDER = {("int32", "int64"), ("float", "double")}


def is_noticed(change: Change) -> bool:
    """Whether anybody can notice a change, or reads of it nowhere else."""
    match change.way:
        case ["components", kind, _] if kind not in ("securitySchemes", "schemas") and not change.rule:
            # What operations use of it is told where they do.
            return False
        case ["paths", _, _] if change.name in ("operationId", "tags"):
            # The names of methods are told by their signatures.
            return False
        case ["info"] if change.name == "version":
            return False
    if change.name in _FALSE_BY_DEFAULT and not change.before and not change.after:
        return False
    return not (
        change.name in _SETS
        and isinstance(change.before, list)
        and isinstance(change.after, list)
        and sorted(map(repr, change.before)) == sorted(map(repr, change.after))
    )


def is_words(change: Change) -> bool:
    """Whether a change is one of what people read, and of nothing else."""
    keyword = change.name or change.way[-1]
    is_named = change.way[-2:-1] in (("properties",), ("headers",), ("schemas",)) and not change.name
    return (
        (keyword in _WORDS and not is_named)
        or "examples" in change.way[-2:-1]
        or change.way[-1:] == ("externalDocs",)
        or change.way[:1] in ((), ("info",), ("tags",))
        or (keyword.startswith("x-") and keyword not in _EXTENSIONS and not is_named)
        or (change.name == "format" and change.direction is Direction.ANSWERED and not MOMENTS & _both(change))
    )


def _both(change: Change) -> set[Any]:
    return {value for value in (change.before, change.after) if isinstance(value, str)}


def level_of(change: Change) -> tuple[Level, str]:
    """The level of a change, and the rule that gives it."""
    if is_words(change):
        return Level.DOCS, "words-changed"
    if change.breaks:
        return _softened(change), change.rule
    return _unjudged(change)


def _softened(change: Change) -> Level:
    """The level of what the engine says breaks programs."""
    answered, sent = change.direction is Direction.ANSWERED, change.direction is Direction.SENT
    if answered and change.rule == "enum-values-added" and _is_disjoint(change):
        return Level.BREAKING
    if answered and change.rule in _RISKY_FOR_READERS and change.kind != "removed":
        return Level.RISKY
    if answered and change.name == "additionalProperties" and change.before is False:
        return Level.RISKY
    if change.rule == "response-removed" and not change.way[-1].startswith("2"):
        # What fails is an error by its status, described or not.
        return Level.RISKY
    if sent and change.name == "format" and (change.before, change.after) in _WIDER:
        return Level.ADDITION
    return Level.BREAKING


def _is_disjoint(change: Change) -> bool:
    """Whether no value is as it was."""
    before, after = change.before or [], change.after or []
    return bool(after) and not any(value in before for value in after)


def _lost(change: Change) -> list[Any]:
    """The values of a list that are no longer there."""
    return [value for value in change.before or () if value not in (change.after or ())]


def _unjudged(change: Change) -> tuple[Level, str]:
    """The level of what the engine has no word on."""
    answered, sent = change.direction is Direction.ANSWERED, change.direction is Direction.SENT
    match change.way, change.kind, change.name:
        case [*_, "requestBody"], "added", _ if (change.after or {}).get("required"):
            return Level.BREAKING, "request-body-added"
        case [*_, "properties", _], "removed", _ if sent:
            return Level.BREAKING, "request-property-removed"
        case [*_, "properties", _], "modified", "key" if sent:
            return Level.BREAKING, "request-property-renamed"
        case [*_, "oneOf", _], "removed", _ if answered:
            return Level.BREAKING, "variant-removed"
        case [*_, "discriminator"], "removed", "":
            return Level.RISKY, "discriminator-removed"
        case [*_, "discriminator"], "modified", _ if answered:
            return Level.BREAKING, "discriminator-changed"
        case [*_, "discriminator", "mapping"], "added" | "modified", _:
            # One that says what the constants say is left out: this one does not.
            return (Level.BREAKING if answered else Level.RISKY), "discriminator-changed"
        case [*_, "headers", _], "modified", "required" if answered and not change.after:
            return Level.BREAKING, "response-header-optional"
        case [*_, "parameters", _, "schema" | "content"], "added" | "removed", "":
            return Level.BREAKING, "parameter-serialization-changed"
        case [*_, "security", _], "modified", _:
            # The engine tells what is needed more.
            return Level.ADDITION, "security-requirement-changed"
        case ["components", "securitySchemes", *_], "modified", "scopes":
            return (Level.BREAKING if _lost(change) else Level.ADDITION), "security-scopes-changed"
        case ["components", "securitySchemes", *_, "flows", _], "modified", _:
            return Level.BREAKING, "security-flow-changed"
        case ["servers", *_], "modified", "enum":
            return (Level.BREAKING if _lost(change) else Level.ADDITION), "server-variable-changed"
        case ["components", "schemas", *_], "removed", "":
            # No operation uses it, but it is a class all the same.
            return Level.BREAKING, "schema-changed"
        case ["components", "schemas", *_], "modified", "type" | "enum" | "required":
            return Level.BREAKING, "schema-changed"
        case _, "modified", "readOnly" if sent and change.after:
            return Level.BREAKING, "read-only"
        case _, "modified", "writeOnly" if answered and change.after:
            return Level.BREAKING, "write-only"
        case _, "modified", "deprecated" | "readOnly" | "writeOnly":
            return Level.ADDITION, "shape-changed"
        case _, "modified", "default" if answered:
            return Level.ADDITION, "default-changed"
        case _, "modified", name if name in _JUDGED:
            return Level.ADDITION, "shape-changed"
        case _, "modified", name:
            return Level.RISKY, f"{name}-changed"
    return Level.ADDITION, change.kind


def who_of(change: Change, level: Level) -> Who:
    """Whom a change of this level hits."""
    if level is Level.DOCS:
        return Who.DOCS
    match change.direction:
        case Direction.SENT:
            return Who.CALLER
        case Direction.ANSWERED:
            return Who.READER
    return Who.IMPORTER if change.way[:2] == ("components", "schemas") else Who.CALLER
