"""The shapes of schemas: the JSON that they allow, whatever their names and their structure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from contract.spec import Document

__all__ = ["Fields", "Schema", "Shape", "by_value", "kind_of", "tag_of", "union_of"]

Node = Mapping[str, Any]

_SCALARS = frozenset({"string", "number", "integer", "boolean"})
_KINDS: Mapping[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    dict: "object",
    list: "array",
    type(None): "null",
}


@frozen(eq=False)
class Shape:
    """The JSON that a schema allows.

    Attributes:
        is_anything: True when it allows any JSON.
        kinds: Otherwise the JSON types, without null; empty when it allows none.
        nullable: True when it allows null.
        values: The only strings, numbers and booleans that it allows; None without such a limit.
        objects: The variants of an object.
        items: The schemas of the items of a list.
        identity: The nodes that it is written as: equal identities have equal shapes.
    """

    is_anything: bool
    kinds: frozenset[str]
    nullable: bool
    values: frozenset[Any] | None
    objects: tuple[Schema, ...]
    items: tuple[Schema, ...]
    identity: frozenset[int]

    @property
    def scalars(self) -> frozenset[str]:
        """The kinds that are neither objects nor lists."""
        return self.kinds & _SCALARS

    def __str__(self) -> str:
        if self.is_anything:
            return "anything"
        if self.values is None:
            kinds = sorted(self.kinds)
        else:
            kinds = sorted(map(json.dumps, self.values)) + sorted(self.kinds - self.scalars)
        return " or ".join(kinds + ["null"] * self.nullable) or "nothing"


@frozen(eq=False)
class Fields:
    """The fields of an object.

    Attributes:
        named: The schemas of its fields.
        required: The fields that it always has.
        others: The schema of all other fields; None when there are none, or they are not described.
    """

    named: Mapping[str, Schema]
    required: frozenset[str]
    others: Schema | None


@define(eq=False)
class Schema:
    """A schema of a document.

    Attributes:
        document: The whole document, for what it refers to.
        node: The schema itself.
        name: The component that it is, or the path to it within a component, such as `Session.time`.
    """

    document: Document = field(repr=False)
    node: Node
    name: str = ""
    _shape: Shape | None = field(default=None, init=False, repr=False)
    _fields: Fields | None = field(default=None, init=False, repr=False)

    @property
    def shape(self) -> Shape:
        """The JSON that it allows."""
        if self._shape is None:
            self._shape = _shape(list(self.alternatives()))
        return self._shape

    @property
    def fields(self) -> Fields:
        """The fields of its objects, of all variants together."""
        if self._fields is None:
            self._fields = _any_of([_fields(alternative) for alternative in self.shape.objects])
        return self._fields

    @property
    def line(self) -> int | None:
        """The line of the document's file at which it begins; None when that is not known."""
        return self.document.lines.get(id(self.node))

    @property
    def has_ended(self) -> bool:
        """True when newer servers lack it: `x-until` is the last version with it."""
        return any("x-until" in schema.node for schema in (self, self.resolved()))

    def resolved(self) -> Schema:
        """Follow its references."""
        node, name = self.document.follow(self.node)
        return Schema(self.document, node, name) if name else self

    def within(self, node: Any, step: str = "") -> Schema:
        """Return a schema within this one."""
        return Schema(self.document, node if isinstance(node, dict) else {}, self.name + step)

    def alternatives(self, seen: frozenset[int] = frozenset()) -> Iterator[Schema]:
        """Iterate over the variants of a union, or over the schema itself if it is not a union."""
        schema = self.resolved()
        if id(schema.node) in seen:
            return
        parts = schema.node.get("allOf", [])
        union = schema.node.get("oneOf") or schema.node.get("anyOf") or (parts if len(parts) == 1 else None)
        if union is None:
            yield schema
            return
        for node in union:
            yield from schema.within(node).alternatives(seen | {id(schema.node)})


def kind_of(value: Any) -> str:
    """Return the JSON type of a decoded value."""
    return _KINDS[type(value)]


def union_of(schemas: Sequence[Schema]) -> Schema:
    """Return a schema that allows the JSON of any of several."""
    if len(schemas) == 1:
        return schemas[0]
    return Schema(schemas[0].document, {"anyOf": [schema.node for schema in schemas]}, schemas[0].name)


def tag_of(ours: Sequence[Schema], theirs: Sequence[Schema]) -> str | None:
    """Return the field whose value distinguishes the variants on both sides; None without one."""
    best, most = None, 1
    for name in ours[0].fields.named:
        values = [_values(variant, name) for variant in (*ours, *theirs)]
        if None not in values:
            distinct = len(set(values))
            if distinct > most:
                best, most = name, distinct
    return best


def by_value(variants: Sequence[Schema], tag: str) -> dict[Any, Schema]:
    """Return the variants by the values of their tag."""
    found: dict[Any, list[Schema]] = {}
    for variant in variants:
        for value in _values(variant, tag) or ():
            found.setdefault(value, []).append(variant)
    return {value: union_of(schemas) for value, schemas in found.items()}


def _values(variant: Schema, name: str) -> frozenset[Any] | None:
    schema = variant.fields.named.get(name)
    return None if schema is None else schema.shape.values


def _shape(alternatives: Sequence[Schema]) -> Shape:
    identity = frozenset(id(alternative.node) for alternative in alternatives)
    kinds: set[str] = set()
    values: set[Any] | None = set()
    objects: list[Schema] = []
    items: list[Schema] = []
    for alternative in alternatives:
        allowed, listed = _kinds(alternative), _listed(alternative)
        if allowed is None:
            return Shape(True, frozenset(), False, None, (), (), identity)
        kinds |= allowed
        if "object" in allowed:
            objects.append(alternative)
        if "array" in allowed:
            items.append(alternative.within(alternative.node.get("items"), "[]"))
        if listed is None and allowed & _SCALARS:
            values = None
        elif listed is not None and values is not None:
            values.update(value for value in listed if value is not None)
    limited = frozenset(values) if values else None
    return Shape(False, frozenset(kinds - {"null"}), "null" in kinds, limited, tuple(objects), tuple(items), identity)


def _kinds(schema: Schema) -> set[str] | None:
    """Return the JSON types of a schema that is not a union; None for any."""
    node = schema.node
    kinds = node.get("type")
    if kinds is not None:
        return {kinds} if isinstance(kinds, str) else set(kinds)
    listed = _listed(schema)
    if listed is not None:
        return {kind_of(value) for value in listed}
    if "not" in node and not node["not"]:
        return set()
    if "allOf" in node:
        parts = [kinds for part in node["allOf"] if (kinds := _kinds(schema.within(part).resolved())) is not None]
        return set.intersection(*parts) if parts else None
    if node.keys() & {"properties", "additionalProperties", "required"}:
        return {"object"}
    return {"array"} if "items" in node else None


def _listed(schema: Schema) -> list[Any] | None:
    if "const" in schema.node:
        return [schema.node["const"]]
    listed: list[Any] | None = schema.node.get("enum")
    return listed


def _fields(schema: Schema) -> Fields:
    """Return the fields of a schema that is not a union."""
    node = schema.node
    named = {name: schema.within(value, f".{name}") for name, value in node.get("properties", {}).items()}
    required = frozenset(node.get("required", ()))
    others = node.get("additionalProperties", not node.keys() & {"properties", "required", "allOf"})
    others = None if others is False else schema.within(others, "{}")
    for part in node.get("allOf", ()):
        fields = schema.within(part).fields
        named = {**fields.named, **named}
        required |= fields.required
        others = others or fields.others
    return Fields(named, required, others)


def _any_of(several: Sequence[Fields]) -> Fields:
    if len(several) == 1:
        return several[0]
    found: dict[str, list[Schema]] = {}
    for fields in several:
        for name, schema in fields.named.items():
            found.setdefault(name, []).append(schema)
    named = {name: union_of(schemas) for name, schemas in found.items()}
    required = frozenset.intersection(*(fields.required for fields in several)) if several else frozenset()
    others = [fields.others for fields in several if fields.others is not None]
    return Fields(named, required, union_of(others) if others else None)
