"""The shapes of schemas: what a schema allows, whichever keywords of OpenAPI 3.0 or 3.1 say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from contract.spec import Document, node_at, tokens_of

__all__ = ["Place", "RefusedError", "Shape", "Shapes"]

#: The Python type of the values of each JSON type.
TYPES: dict[str, type | tuple[type, ...]] = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "null": type(None),
    "number": (int, float),
    "object": dict,
    "string": str,
}
_SCALARS = ("boolean", "integer", "number", "string")
_OBJECTS = ("object", "map")


class RefusedError(Exception):
    """A schema cannot be generated."""

    def __init__(self, place: Place, what: str) -> None:
        super().__init__(what)
        self.place, self.what = place, what


@frozen(eq=False)
class Place:
    """A schema, and where it is; or several that hold at once.

    Attributes:
        node: The schema.
        tokens: The place, as the tokens of a JSON pointer.
        others: Other places whose schemas hold too.
    """

    node: Any
    tokens: tuple[str, ...]
    others: tuple[Place, ...] = ()

    def child(self, *tokens: str | int) -> Place:
        """Return the place of a part of the schema."""
        node = self.node
        for token in tokens:
            node = node[token]
        return Place(node, (*self.tokens, *map(str, tokens)))


@frozen(eq=False)
class Shape:
    """What a schema allows.

    Attributes:
        kind: `any`, `null`, a scalar type of JSON, `const`, `enum`, `array`, `object` (it has fields), `map`, `union`.
        place: The schema.
        nullable: True if null is allowed too.
        name: The name of the component that has exactly this shape; None for any other schema.
        type: The scalar type of a `const` or an `enum`.
        format: The `format` of a scalar.
        values: The values of a `const` or an `enum`.
        items: The schema of the items of an `array`, or of the values of a `map`; None for any.
        properties: The fields of an `object`.
        required: The names of its required fields; of `any`, those that it demands of an object.
        members: The members of a `union`, without null.
        discriminator: The discriminator of a `union`.
    """

    kind: str
    place: Place
    nullable: bool = False
    name: str | None = None
    type: str = ""
    format: str = ""
    values: Sequence[Any] = ()
    items: Place | None = None
    properties: Mapping[str, Place] = field(factory=dict)
    required: Sequence[str] = ()
    members: Sequence[Place] = ()
    discriminator: Mapping[str, Any] = field(factory=dict)

    @property
    def base(self) -> str:
        """The scalar type of its values; the kind of all others."""
        return self.type or self.kind


class Shapes:
    """Finds the shapes of the schemas of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def of(self, place: Place, passed: tuple[str, ...] = ()) -> Shape:
        """Return the shape of a schema.

        Args:
            place: The schema.
            passed: The references that led here.

        Raises:
            RefusedError: It is not a schema, or has a shape that no Python type has.
        """
        if place.others:
            parts = [self.of(each, passed) for each in place.others]
            return evolve(self._combined(parts, place), place=place)
        if place.node is True:
            return Shape("any", place)
        if place.node is False:
            raise RefusedError(place, "no value is valid here (false). Leave it out, or describe its values.")
        if not isinstance(place.node, dict):
            raise RefusedError(place, "this is not a schema, which is an object such as `{type: string}`. Correct it.")
        node = place.node
        parts = []
        if "$ref" in node:
            parts.append(self._target(place, passed))
        parts += [self.of(each, passed) for each in self._children(place, "allOf")]
        for key in ("oneOf", "anyOf"):
            if members := list(self._children(place, key)):
                parts.append(self._union(members, place, passed, node.get("discriminator")))
        parts.append(self._own(place))
        shape = self._combined(parts, place)
        if shape.name is None:
            shape = evolve(shape, place=place)
        return evolve(shape, nullable=True) if node.get("nullable") is True and shape.kind != "any" else shape

    def is_plain(self, shape: Shape, passed: tuple[tuple[str, ...], ...] = ()) -> bool:
        """Return True when its values are the same in Python and in JSON: they contain no object with fields.

        Raises:
            RefusedError: It contains a schema that is refused.
        """
        if shape.kind == "object":
            return False
        if shape.place.tokens in passed:
            return True
        passed = (*passed, shape.place.tokens)
        inner = [*shape.members, *([shape.items] if shape.items else [])]
        return all(self.is_plain(self.of(each), passed) for each in inner)

    # ------------------------------------------------------------ parts of a schema

    def _children(self, place: Place, key: str) -> Iterator[Place]:
        children = place.node.get(key, [])
        if not isinstance(children, list) or (key in place.node and not children):
            raise RefusedError(place, f"`{key}` must be a list of schemas. Add them, or leave it out.")
        return (place.child(key, number) for number in range(len(children)))

    def _target(self, place: Place, passed: tuple[str, ...]) -> Shape:
        pointer = place.node["$ref"]
        if pointer in passed:
            what = f"{pointer} consists of itself, without an object between. Describe one of the circle as `{{}}`."
            raise RefusedError(place, what)
        tokens = tuple(tokens_of(pointer))
        shape = self.of(Place(node_at(self._document.content, tokens), tokens), (*passed, pointer))
        is_component = len(tokens) == 3 and tokens[:2] == ("components", "schemas")
        return evolve(shape, name=tokens[2]) if is_component and shape.name is None else shape

    def _own(self, place: Place) -> Shape:
        """The shape that the keywords of a schema give by themselves, without those that refer to other schemas."""
        node = place.node
        types = self._types(place)
        if "const" in node or "enum" in node:
            return self._fixed(place, types)
        if types is None:
            if any(key in node for key in ("properties", "additionalProperties", "patternProperties")):
                types = ["object"]
            elif any(key in node for key in ("items", "prefixItems")):
                types = ["array"]
            else:
                return Shape("any", place, required=self._required(place))
        names = [name for name in types if name != "null"]
        nullable = "null" in types
        if not names:
            return Shape("null", place, nullable=True)
        if len(names) == 1:
            return evolve(self._typed(place, names[0]), nullable=nullable)
        members = [
            Place({**node, "type": name, "nullable": False}, (*place.tokens, "type", str(number)))
            for number, name in enumerate(types)
            if name != "null"
        ]
        return Shape("union", place, nullable, members=members)

    def _types(self, place: Place) -> list[str] | None:
        types = place.node.get("type")
        if types is None and "type" not in place.node:
            return None
        listed: list[Any] = types if isinstance(types, list) else [types]
        for name in listed or [types]:
            if not isinstance(name, str) or name not in TYPES:
                known = ", ".join(sorted(TYPES))
                raise RefusedError(place, f"the type {name!r} does not exist. Write one of {known}; null in quotes.")
        return listed

    def _fixed(self, place: Place, types: list[str] | None) -> Shape:
        """The shape of a `const` or an `enum`."""
        node = place.node
        listed = [node["const"]] if "const" in node else node["enum"]
        if not isinstance(listed, list) or not listed:
            raise RefusedError(place, "`enum` must be a list of values. Add them, or leave it out.")
        values = _distinct(value for value in listed if value is not None)
        for value in values:
            allowed = tuple(TYPES[name] for name in types or TYPES)
            is_number = isinstance(value, bool) and types is not None and "boolean" not in types
            if is_number or not isinstance(value, tuple(_flat(allowed))):
                known = " or ".join(types or TYPES)
                what = f"the value {value!r} is not of the type {known}. Put it in quotes, or correct it."
                raise RefusedError(place, what)
            if isinstance(value, str) and not value.isprintable():
                raise RefusedError(
                    place, f"the value {value!r} has characters that Python code cannot show. Leave them out."
                )
        nullable = any(value is None for value in listed)
        kinds = sorted({_type_of(value) for value in values})
        if not values:
            return Shape("null", place, nullable=True)
        if not set(kinds) <= set(_SCALARS):
            return Shape("any", place)
        if len(kinds) > 1:
            members = [Place({"type": name}, (*place.tokens, "enum", name)) for name in kinds]
            return Shape("union", place, nullable, members=members)
        if kinds == ["number"] or (kinds == ["boolean"] and len(values) == 2):
            return Shape(kinds[0], place, nullable)
        kind = "const" if len(values) == 1 else "enum"
        return Shape(kind, place, nullable, type=kinds[0], values=values)

    def _typed(self, place: Place, name: str) -> Shape:
        node = place.node
        if name == "array":
            prefix = list(self._children(place, "prefixItems")) if "prefixItems" in node else []
            has_items = "items" in node and node["items"] is not False
            items = [*prefix, *([place.child("items")] if has_items else [])]
            if prefix and items:
                kept = Place({"anyOf": [each.node for each in items]}, (*place.tokens, "prefixItems"))
                return Shape("array", place, items=kept)
            return Shape("array", place, items=items[0] if items else None)
        if name != "object":
            return Shape(name, place, format=str(node.get("format", "")))
        properties, patterns = node.get("properties", {}), node.get("patternProperties", {})
        if not isinstance(properties, dict) or not isinstance(patterns, dict):
            raise RefusedError(place, "`properties` must be an object with the schema of each field. Correct it.")
        required = self._required(place)
        if properties:
            fields = {key: place.child("properties", key) for key in properties}
            return Shape("object", place, properties=fields, required=required)
        values = node.get("additionalProperties")
        if isinstance(values, dict):
            return Shape("map", place, items=place.child("additionalProperties"), required=required)
        if values in (None, False) and len(patterns) == 1:
            return Shape("map", place, items=place.child("patternProperties", next(iter(patterns))), required=required)
        return Shape("map", place, required=required)

    @staticmethod
    def _required(place: Place) -> list[str]:
        required = place.node.get("required", [])
        if isinstance(required, list) and all(isinstance(name, str) for name in required):
            return required
        raise RefusedError(place, "`required` must be a list of the names of fields, next to `properties`. Correct it.")

    def _union(self, members: Sequence[Place], place: Place, passed: tuple[str, ...], discriminator: Any) -> Shape:
        shapes = [self.of(member, passed) for member in members]
        nullable = any(shape.nullable for shape in shapes)
        if any(shape.kind == "any" for shape in shapes):
            return Shape("any", place)
        kept = [(shape, member) for shape, member in zip(shapes, members, strict=True) if shape.kind != "null"]
        if not kept:
            return Shape("null", place, nullable=True)
        if len(kept) == 1:
            return evolve(kept[0][0], nullable=nullable)
        described = discriminator if isinstance(discriminator, dict) else {}
        return Shape("union", place, nullable, members=[member for _, member in kept], discriminator=described)

    # ------------------------------------------------------------ several schemas at once

    def _combined(self, parts: Sequence[Shape], place: Place) -> Shape:
        """The shape of what all of the parts allow."""
        required = [name for part in parts if part.kind == "any" for name in part.required]
        some = [part for part in parts if part.kind != "any"]
        # `type: object` next to members or fields says nothing more.
        if len(some) > 1 and any(part.kind in ("object", "union") for part in some):
            some = [part for part in some if part.kind != "map" or part.items or part.required]
        if not some:
            return Shape("any", place, required=required)
        nullable = all(part.nullable for part in some)
        named = {part.name for part in some}
        if len(some) == 1 or (len(named) == 1 and None not in named):
            first = evolve(some[0], nullable=nullable)
            if set(required) <= set(first.required) or first.kind not in _OBJECTS:
                return first
            return evolve(first, name=None, required=[*first.required, *required])
        if all(part.kind in _OBJECTS for part in some):
            return evolve(self._merged(some, required, place), nullable=nullable)
        if all(part.kind == "array" for part in some):
            items = [part.items for part in some if part.items is not None]
            return Shape("array", place, nullable, items=_both(items))
        if all(part.base in _SCALARS for part in some):
            return evolve(self._narrowest(some, place), nullable=nullable)
        kinds = " with ".join(dict.fromkeys(_NAMES[part.kind] for part in some))
        what = f"this combines {kinds}, which no Python type can. Describe the result in one schema of its own."
        raise RefusedError(place, what)

    @staticmethod
    def _merged(parts: Sequence[Shape], required: Sequence[str], place: Place) -> Shape:
        properties: dict[str, list[Place]] = {}
        for part in parts:
            for key, each in part.properties.items():
                known = properties.setdefault(key, [])
                if not any(other.node == each.node for other in known):
                    known.append(each)
        fields = {key: both for key, known in properties.items() if (both := _both(known)) is not None}
        names = [*(name for part in parts for name in part.required), *required]
        if fields:
            return Shape("object", place, properties=fields, required=list(dict.fromkeys(names)))
        return Shape(
            "map", place, items=_both([part.items for part in parts if part.items is not None]), required=names
        )

    @staticmethod
    def _narrowest(parts: Sequence[Shape], place: Place) -> Shape:
        bases = {part.base for part in parts}
        if bases != {"integer", "number"} and len(bases) > 1:
            raise RefusedError(place, f"no value is {' and '.join(sorted(bases))} at once. Keep one of them.")
        order = ("const", "enum", "integer")
        ranked = sorted(parts, key=lambda part: (order.index(part.kind) if part.kind in order else 3, not part.format))
        first = ranked[0]
        values = [value for value in first.values if all(value in part.values for part in parts if part.values)]
        if first.values and not values:
            raise RefusedError(place, "the values exclude one another. Keep one list of them.")
        if len(values) == len(first.values):
            return first
        return evolve(first, name=None, kind="const" if len(values) == 1 else "enum", values=values)


_NAMES = {
    **{name: f"a {name}" for name in ("boolean", "number", "string", "map", "union")},
    "integer": "an integer",
    "const": "a constant",
    "enum": "an enum",
    "null": "null",
    "array": "an array",
    "object": "an object",
}


def _both(places: Sequence[Place]) -> Place | None:
    """The place of schemas that all hold; None for none."""
    if len(places) < 2:
        return places[0] if places else None
    return Place(places[0].node, places[-1].tokens, tuple(places))


def _flat(types: tuple[type | tuple[type, ...], ...]) -> Iterator[type]:
    for each in types:
        yield from each if isinstance(each, tuple) else (each,)


def _distinct(values: Iterable[Any]) -> list[Any]:
    """The values without repetitions; `1` and `true` are two."""
    kept: list[Any] = []
    for value in values:
        if not any(type(value) is type(other) and value == other for other in kept):
            kept.append(value)
    return kept


def _type_of(value: Any) -> str:
    """The JSON type of a value."""
    return next(
        (name for name in ("boolean", "integer", "number", "string") if isinstance(value, TYPES[name])), "object"
    )
