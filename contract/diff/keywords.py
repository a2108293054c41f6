"""What a change of each keyword means: of JSON Schema 2020-12, and of the objects of OpenAPI 3.1.

A keyword of a schema either allows values or only documents them. A change of one that allows values allows fewer of
them (`TIGHTER`), more (`LOOSER`) or others (`OTHER`): what that means depends on the direction of the data. A keyword
that holds schemas is *walked*: the comparison of its schemas gives the levels. A keyword that is not in the table is
risky until somebody decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final

from attrs import frozen

from contract.diff.changes import Direction
from contract.findings import Level

__all__ = [
    "ANNOTATIONS",
    "CONSTRAINT",
    "DECODED_FORMATS",
    "FIELDS",
    "KEYWORDS",
    "TYPES",
    "Keyword",
    "Movement",
    "Walked",
    "keyword_of",
    "level_of_field",
    "set_movement",
]

_REQUEST, _RESPONSE, _NEITHER = Direction.REQUEST, Direction.RESPONSE, Direction.NEITHER
_BREAKING, _RISKY, _ADDITION, _DOCS = Level.BREAKING, Level.RISKY, Level.ADDITION, Level.DOCS

#: All types of JSON; `number` includes `integer`.
TYPES: Final = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
#: Formats that the SDK decodes to other Python types, or adds a property for.
DECODED_FORMATS: Final = frozenset({"epoch-milliseconds", "date-time", "date", "uuid", "binary"})

Schema = Mapping[str, Any]


class Movement(Enum):
    """A change of the set of values that a keyword allows."""

    SAME = "same"
    TIGHTER = "tighter"
    LOOSER = "looser"
    OTHER = "other"
    #: Others, and none of the former.
    DISJOINT = "disjoint"


Compare = Callable[[Schema, Schema], Movement]
#: The levels of a tighter, a looser and another set of values, and of one that has nothing of the former.
Levels = tuple[Level, Level, Level, Level]


@frozen
class Keyword:
    """The meaning of a keyword whose value is compared as a whole.

    Attributes:
        compare: Tells how the allowed values change from one schema to another.
        levels: The levels of a tighter, a looser and another set of values, by direction.
        applies_to: The types that the keyword is about; empty for all.
    """

    compare: Compare
    levels: Mapping[Direction, Levels]
    applies_to: frozenset[str] = frozenset()

    def level(self, movement: Movement, direction: Direction) -> Level:
        """Return the level of a change."""
        return self.levels[direction][_MOVEMENTS.index(movement)]


_MOVEMENTS = (Movement.TIGHTER, Movement.LOOSER, Movement.OTHER, Movement.DISJOINT)


@frozen
class Walked:
    """The meaning of a keyword that holds schemas, or that the comparison of schemas resolves: those are compared."""


# ---------------------------------------------------------------- levels

#: Limits: programs that rely on none do not see them in a response.
CONSTRAINT: Final[Mapping[Direction, Levels]] = {
    _REQUEST: (_BREAKING, _ADDITION, _BREAKING, _BREAKING),
    _RESPONSE: (_ADDITION, _RISKY, _RISKY, _RISKY),
    _NEITHER: (_ADDITION, _ADDITION, _ADDITION, _ADDITION),
}
_ENUM = {
    _REQUEST: (_BREAKING, _ADDITION, _BREAKING, _BREAKING),
    _RESPONSE: (_ADDITION, _RISKY, _RISKY, _BREAKING),
    _NEITHER: (_BREAKING, _RISKY, _BREAKING, _BREAKING),
}
_TYPE = {
    _REQUEST: (_BREAKING, _ADDITION, _BREAKING, _BREAKING),
    _RESPONSE: (_ADDITION, _BREAKING, _BREAKING, _BREAKING),
    _NEITHER: (_BREAKING, _BREAKING, _BREAKING, _BREAKING),
}
_FORMAT = {
    _REQUEST: (_BREAKING, _ADDITION, _BREAKING, _BREAKING),
    _RESPONSE: (_DOCS, _DOCS, _DOCS, _BREAKING),
    _NEITHER: (_DOCS, _DOCS, _DOCS, _BREAKING),
}


def _always(level: Level) -> Mapping[Direction, Levels]:
    return dict.fromkeys(Direction, (level, level, level, level))


_DEFAULT = {**_always(_ADDITION), _REQUEST: (_RISKY, _RISKY, _RISKY, _RISKY)}
_KNOWN_VALUES = dict.fromkeys(Direction, (_DOCS, _ADDITION, _ADDITION, _ADDITION))


# ---------------------------------------------------------------- movements


def set_movement(before: set[Any], after: set[Any]) -> Movement:
    """Return the movement of a set of allowed values."""
    if before == after:
        return Movement.SAME
    if after < before:
        return Movement.TIGHTER
    if before < after:
        return Movement.LOOSER
    return Movement.OTHER if before & after else Movement.DISJOINT


def _opposite(movement: Movement) -> Movement:
    return {Movement.TIGHTER: Movement.LOOSER, Movement.LOOSER: Movement.TIGHTER}.get(movement, movement)


def _other(name: str) -> Compare:
    """Compare values of which each means something else."""

    def compare(before: Schema, after: Schema) -> Movement:
        return Movement.SAME if before.get(name) == after.get(name) else Movement.OTHER

    return compare


def _flag(name: str) -> Compare:
    """Compare values that are false when they are absent."""

    def compare(before: Schema, after: Schema) -> Movement:
        return _order(bool(before.get(name)), bool(after.get(name)))

    return compare


def _constant(name: str) -> Compare:
    """Compare values that allow only what they match: nothing is known of two that differ."""

    def compare(before: Schema, after: Schema) -> Movement:
        old, new = before.get(name), after.get(name)
        if old == new:
            return Movement.SAME
        if old is None or new is None:
            return Movement.TIGHTER if old is None else Movement.LOOSER
        return Movement.OTHER

    return compare


def _order(before: Any, after: Any) -> Movement:
    """Compare limits of which the higher one is the tighter."""
    if before == after:
        return Movement.SAME
    return Movement.TIGHTER if after > before else Movement.LOOSER


def _number(schema: Schema, name: str, default: float) -> float:
    value = schema.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else default


def _least(name: str, default: float = 0) -> Compare:
    def compare(before: Schema, after: Schema) -> Movement:
        return _order(_number(before, name, default), _number(after, name, default))

    return compare


def _most(name: str) -> Compare:
    def compare(before: Schema, after: Schema) -> Movement:
        return _order(-_number(before, name, math.inf), -_number(after, name, math.inf))

    return compare


def _contained(compare: Compare) -> Compare:
    """Compare limits of what an array contains, which mean nothing where nothing has to be contained."""

    def compare_contained(before: Schema, after: Schema) -> Movement:
        if "contains" in before and "contains" in after:
            return compare(before, after)
        return Movement.SAME

    return compare_contained


def _lower(before: Schema, after: Schema) -> Movement:
    """Compare lower bounds, inclusive or not."""
    return _order(*(_bound(schema, "minimum", "exclusiveMinimum", 1) for schema in (before, after)))


def _upper(before: Schema, after: Schema) -> Movement:
    """Compare upper bounds, inclusive or not."""
    return _order(*(_bound(schema, "maximum", "exclusiveMaximum", -1) for schema in (before, after)))


def _bound(schema: Schema, inclusive: str, exclusive: str, sign: int) -> tuple[float, bool]:
    """Return a bound that grows as it gets tighter; of whole numbers, an inclusive one."""
    bound = sign * _number(schema, inclusive, -sign * math.inf)
    beyond = sign * _number(schema, exclusive, -sign * math.inf)
    if schema.get("type") == "integer":
        return max(
            bound if math.isinf(bound) else math.ceil(bound), beyond if math.isinf(beyond) else math.floor(beyond) + 1
        ), False
    return max((bound, False), (beyond, not math.isinf(beyond)))


def _multiple(before: Schema, after: Schema) -> Movement:
    old, new = (_number(schema, "multipleOf", 0) for schema in (before, after))
    if old == new:
        return Movement.SAME
    if not old or (new and _divides(old, new)):
        return Movement.TIGHTER
    return Movement.LOOSER if not new or _divides(new, old) else Movement.OTHER


def _divides(divisor: float, number: float) -> bool:
    quotient = number / divisor
    return abs(quotient - round(quotient)) < 1e-9


def _types(before: Schema, after: Schema) -> Movement:
    return set_movement(*(_all_types(schema) for schema in (before, after)))


def _all_types(schema: Schema) -> set[str]:
    kinds = schema.get("type")
    if kinds is None:
        return set(TYPES)
    named = {kinds} if isinstance(kinds, str) else set(map(str, kinds))
    return named | ({"integer"} if "number" in named else set())


def _enum(before: Schema, after: Schema) -> Movement:
    old, new = before.get("enum"), after.get("enum")
    if old is None or new is None:
        return _constant("enum")(before, after)
    return set_movement(set(map(repr, old)), set(map(repr, new)))


def _known_values(before: Schema, after: Schema) -> Movement:
    values = [schema.get("x-known-values") for schema in (before, after)]
    return set_movement(*(set(map(repr, known)) if isinstance(known, list) else set() for known in values))


def _dependent_required(before: Schema, after: Schema) -> Movement:
    old, new = (
        {
            (name, needed)
            for name, all_needed in schema.get("dependentRequired", {}).items()
            if isinstance(all_needed, list)
            for needed in map(str, all_needed)
        }
        for schema in (before, after)
    )
    return _opposite(set_movement(old, new))


def _format(before: Schema, after: Schema) -> Movement:
    old, new = (str(schema.get("format", "")) for schema in (before, after))
    if old == new:
        return Movement.SAME
    if {old, new} & DECODED_FORMATS:
        return Movement.DISJOINT
    if not new or (old, new) in _WIDER:
        return Movement.LOOSER
    return Movement.TIGHTER if not old or (new, old) in _WIDER else Movement.OTHER


#: Pairs of a format and a wider one.
_WIDER = {("int32", "int64"), ("float", "double")}


# ---------------------------------------------------------------- schemas

_STRINGS, _NUMBERS = frozenset({"string"}), frozenset({"integer", "number"})
_ARRAYS, _OBJECTS = frozenset({"array"}), frozenset({"object"})
_WALKED = Walked()


def _documents(name: str) -> Keyword:
    return Keyword(_other(name), _always(_DOCS))


#: The meanings of the keywords of a schema in its normal form, by name.
KEYWORDS: Final[Mapping[str, Keyword | Walked]] = {
    # Core. What identifies a schema, or waits to be referred to, allows nothing.
    "$id": _documents("$id"),
    "$anchor": _documents("$anchor"),
    "$dynamicAnchor": _documents("$dynamicAnchor"),
    "$comment": _documents("$comment"),
    "$defs": _WALKED,
    "$ref": _WALKED,
    "$schema": Keyword(_other("$schema"), _always(_RISKY)),
    "$vocabulary": Keyword(_other("$vocabulary"), _always(_RISKY)),
    "$dynamicRef": Keyword(_other("$dynamicRef"), _always(_RISKY)),
    # Applicators.
    "prefixItems": _WALKED,
    "items": _WALKED,
    "contains": _WALKED,
    "additionalProperties": _WALKED,
    "properties": _WALKED,
    "patternProperties": _WALKED,
    "dependentSchemas": _WALKED,
    "propertyNames": _WALKED,
    "if": _WALKED,
    "then": _WALKED,
    "else": _WALKED,
    "allOf": _WALKED,
    "anyOf": _WALKED,
    "oneOf": _WALKED,
    "not": _WALKED,
    "unevaluatedItems": _WALKED,
    "unevaluatedProperties": _WALKED,
    # Validation.
    "type": Keyword(_types, _TYPE),
    "const": _WALKED,
    "enum": Keyword(_enum, _ENUM),
    "multipleOf": Keyword(_multiple, CONSTRAINT, _NUMBERS),
    "maximum": Keyword(_upper, CONSTRAINT, _NUMBERS),
    "exclusiveMaximum": Keyword(_upper, CONSTRAINT, _NUMBERS),
    "minimum": Keyword(_lower, CONSTRAINT, _NUMBERS),
    "exclusiveMinimum": Keyword(_lower, CONSTRAINT, _NUMBERS),
    "maxLength": Keyword(_most("maxLength"), CONSTRAINT, _STRINGS),
    "minLength": Keyword(_least("minLength"), CONSTRAINT, _STRINGS),
    "pattern": Keyword(_constant("pattern"), CONSTRAINT, _STRINGS),
    "maxItems": Keyword(_most("maxItems"), CONSTRAINT, _ARRAYS),
    "minItems": Keyword(_least("minItems"), CONSTRAINT, _ARRAYS),
    "uniqueItems": Keyword(_flag("uniqueItems"), CONSTRAINT, _ARRAYS),
    "maxContains": Keyword(_contained(_most("maxContains")), CONSTRAINT, _ARRAYS),
    "minContains": Keyword(_contained(_least("minContains", 1)), CONSTRAINT, _ARRAYS),
    "maxProperties": Keyword(_most("maxProperties"), CONSTRAINT, _OBJECTS),
    "minProperties": Keyword(_least("minProperties"), CONSTRAINT, _OBJECTS),
    "required": _WALKED,
    "dependentRequired": Keyword(_dependent_required, CONSTRAINT, _OBJECTS),
    # Contents and formats.
    "contentEncoding": Keyword(_other("contentEncoding"), _always(_BREAKING), _STRINGS),
    "contentMediaType": Keyword(_other("contentMediaType"), _always(_BREAKING), _STRINGS),
    "contentSchema": _WALKED,
    "format": Keyword(_format, _FORMAT),
    # Meta-data.
    "title": _documents("title"),
    "description": _documents("description"),
    "default": Keyword(_other("default"), _DEFAULT),
    "deprecated": Keyword(_flag("deprecated"), _always(_ADDITION)),
    "readOnly": _WALKED,
    "writeOnly": _WALKED,
    "examples": _documents("examples"),
    # OpenAPI.
    "discriminator": _WALKED,
    "xml": Keyword(_other("xml"), _always(_RISKY)),
    "externalDocs": _documents("externalDocs"),
    "example": _documents("example"),
    # Of the normal form: the values of an enum next to which any other text is allowed.
    "x-known-values": Keyword(_known_values, _KNOWN_VALUES),
    # The generated code hides its values.
    "x-secret": Keyword(_flag("x-secret"), _always(_RISKY)),
}

#: Keywords that only document.
ANNOTATIONS: Final = frozenset(
    name for name, meaning in KEYWORDS.items() if isinstance(meaning, Keyword) and meaning.levels == _always(_DOCS)
) | {"deprecated", "default"}


def keyword_of(name: str) -> Keyword | Walked:
    """Return the meaning of a keyword of a schema: one that is not known is risky, an extension documents."""
    if name in KEYWORDS:
        return KEYWORDS[name]
    return _documents(name) if name.startswith("x-") else Keyword(_other(name), _always(_RISKY))


# ---------------------------------------------------------------- the objects of OpenAPI

#: The levels of a field that is compared as a whole: when it is added, removed and modified; or by direction.
_Field = tuple[Level, Level, Level]
_Meaning = _Field | Mapping[Direction, _Field] | Walked

_TEXT: Final[_Field] = (_DOCS, _DOCS, _DOCS)
_DEPRECATED: Final[_Field] = (_ADDITION, _ADDITION, _ADDITION)
_BREAKS: Final[_Field] = (_BREAKING, _BREAKING, _BREAKING)
_UNDECIDED: Final[_Field] = (_RISKY, _RISKY, _RISKY)
#: How values are written: who sends them has to know, who reads them gets other values.
_WRITTEN: Final[_Field] = _BREAKS
_DESCRIBED = {"summary": _TEXT, "description": _TEXT, "externalDocs": _TEXT}
_EXAMPLES = {"example": _TEXT, "examples": _TEXT}

#: The meanings of the fields of OpenAPI's objects, by object and name.
FIELDS: Final[Mapping[str, Mapping[str, _Meaning]]] = {
    "document": {
        "openapi": _TEXT,
        "info": _TEXT,
        "jsonSchemaDialect": _UNDECIDED,
        "servers": _WALKED,
        "paths": _WALKED,
        "webhooks": _WALKED,
        "components": _WALKED,
        "security": _WALKED,
        "tags": _TEXT,
        "externalDocs": _TEXT,
    },
    "server": {"url": _WALKED, "description": _TEXT, "variables": _WALKED},
    "server-variable": {"enum": _WALKED, "default": (_RISKY, _RISKY, _RISKY), "description": _TEXT},
    "path-item": {
        "summary": _TEXT,
        "description": _TEXT,
        "servers": _WALKED,
        "parameters": _WALKED,
        **dict.fromkeys(("get", "put", "post", "delete", "options", "head", "patch", "trace"), _WALKED),
    },
    "operation": {
        **_DESCRIBED,
        "tags": _WALKED,
        "operationId": _WALKED,
        "parameters": _WALKED,
        "requestBody": _WALKED,
        "responses": _WALKED,
        "callbacks": _WALKED,
        "deprecated": _DEPRECATED,
        "security": _WALKED,
        "servers": _WALKED,
    },
    "parameter": {
        "name": _WALKED,
        "in": _WALKED,
        "description": _TEXT,
        "required": _WALKED,
        "deprecated": _DEPRECATED,
        "allowEmptyValue": {
            _REQUEST: (_ADDITION, _BREAKING, _RISKY),
            _RESPONSE: (_RISKY, _ADDITION, _RISKY),
            _NEITHER: _UNDECIDED,
        },
        "allowReserved": _UNDECIDED,
        "style": _WRITTEN,
        "explode": _WRITTEN,
        "schema": _WALKED,
        "content": _WALKED,
        **_EXAMPLES,
    },
    "header": {
        "description": _TEXT,
        "required": _WALKED,
        "deprecated": _DEPRECATED,
        "style": _WRITTEN,
        "explode": _WRITTEN,
        "schema": _WALKED,
        "content": _WALKED,
        **_EXAMPLES,
    },
    "request-body": {"description": _TEXT, "content": _WALKED, "required": _WALKED},
    "media-type": {"schema": _WALKED, "encoding": _WALKED, **_EXAMPLES},
    "encoding": {
        "contentType": {_REQUEST: _BREAKS, _RESPONSE: _BREAKS, _NEITHER: _UNDECIDED},
        "headers": _UNDECIDED,
        "style": _WRITTEN,
        "explode": _WRITTEN,
        "allowReserved": _UNDECIDED,
    },
    "responses": {"default": _WALKED},
    "response": {
        "description": _TEXT,
        "headers": _WALKED,
        "content": _WALKED,
        "links": (_ADDITION, _RISKY, _RISKY),
        # The time limit of the generated method depends on it.
        "x-waits-for-model": _UNDECIDED,
    },
    "security-scheme": {
        "type": _BREAKS,
        "description": _TEXT,
        "name": _BREAKS,
        "in": _BREAKS,
        "scheme": _BREAKS,
        "bearerFormat": _TEXT,
        "flows": _WALKED,
        "openIdConnectUrl": _BREAKS,
    },
    "oauth-flows": dict.fromkeys(
        ("implicit", "password", "clientCredentials", "authorizationCode"), (_ADDITION, _BREAKING, _BREAKING)
    ),
    "oauth-flow": {
        "authorizationUrl": _BREAKS,
        "tokenUrl": _BREAKS,
        "refreshUrl": (_ADDITION, _BREAKING, _BREAKING),
        "scopes": _WALKED,
    },
}


def level_of_field(kind: str, name: str, direction: Direction, before: Any, after: Any) -> Level | None:
    """Return the level of a change of a field of one of OpenAPI's objects; None for one that is walked.

    A field that is not known is risky; an extension documents.
    """
    meaning = FIELDS[kind].get(name, _TEXT if name.startswith("x-") else _UNDECIDED)
    if isinstance(meaning, Walked):
        return None
    levels = meaning if isinstance(meaning, tuple) else meaning[direction]
    return levels[0 if before is None else 1 if after is None else 2]
