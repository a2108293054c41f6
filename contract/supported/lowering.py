"""Rewrite a document to fewer shapes: those that the generator and the templates turn into right Python.

In the result

- each object, map, enum and union with objects is a component, whose name is that of its Python class;
- references to any other schema are replaced by that schema;
- null is allowed by `anyOf: [SCHEMA, {type: "null"}]` alone, and only where it must be told from absence;
- nothing combines schemas: there is no `allOf`, and no keyword that only validates.

An extension tells the templates how a union is decided: `x-variant-of` (see `contract.supported.unions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen
from openapi_python_client.strings import ClassName, pascal_case, snake_case

from contract.findings import Finding
from contract.spec import METHODS, Document, node_at
from contract.supported.problem import LONGEST_NAME, problem
from contract.supported.shapes import Place, RefusedError, Shape, Shapes

__all__ = ["FIELD_PREFIX", "Component", "Lowered", "lowered"]

#: What the generator puts before a name that is no identifier.
FIELD_PREFIX = "field_"

_PREFIX = "#/components/schemas/"
_NULL = {"type": "null"}
#: Formats for which the generator has types of its own; the fields of JSON are texts all the same.
_FORMATS = ("binary", "date", "date-time", "uuid")


@define
class Component:
    """A schema of the result.

    Attributes:
        shape: Its shape.
        tokens: Where the document has it.
        node: The rewritten schema.
    """

    shape: Shape
    tokens: tuple[str, ...]
    node: dict[str, Any] = field(factory=dict)


@frozen
class Lowered:
    """A rewritten document.

    Attributes:
        content: The document.
        components: Its schemas, by the names of their classes.
        findings: What could not be rewritten.
    """

    content: dict[str, Any]
    components: Mapping[str, Component]
    findings: Sequence[Finding]


def lowered(document: Document) -> Lowered:
    """Rewrite a document, whose references lead somewhere."""
    return _Lowering(document).run()


class _Lowering:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._shapes = Shapes(document)
        self._components: dict[str, Component] = {}
        self._hinted: dict[tuple[str, ...], str] = {}
        self._taken: set[str] = set()
        self._findings: list[Finding] = []

    def run(self) -> Lowered:
        content = {key: value for key, value in self._document.content.items() if key != "components"}
        named = self._document.content.get("components") or {}
        self._taken = {_class_name(name) for name in named.get("schemas") or {}}
        for name in named.get("schemas") or {}:
            self._add_component(("components", "schemas", name), name)
        others = {kind: value for kind, value in named.items() if kind != "schemas"}
        content = self._rewritten(content, ())
        content["components"] = self._rewritten(others, ("components",))
        content["components"]["schemas"] = {name: each.node for name, each in sorted(self._components.items())}
        return Lowered(content, self._components, self._findings)

    # ------------------------------------------------------------ components

    def _add_component(self, tokens: tuple[str, ...], name: str) -> None:
        place = Place(node_at(self._document.content, tokens), tokens)
        try:
            shape = self._shapes.of(place)
            is_class = shape.name is None and self._is_class(shape)
        except RefusedError as refused:
            self._refuse(refused)
            return
        if is_class:
            self._define(shape, _class_name(name), tokens)
        else:
            # It has no class: it is rewritten where it is used. What is wrong with it is found now.
            self._node(shape, place, (_PREFIX + name,))

    def _define(self, shape: Shape, name: str, tokens: tuple[str, ...]) -> dict[str, Any]:
        """Make a component of a shape; returns the reference to it."""
        known = self._components.get(name)
        if known is None:
            known = self._components[name] = Component(shape, tokens)
            known.node = self._content(shape, ()) | _notes(shape.place)
            if str(ClassName(name, FIELD_PREFIX)) != name:
                what = "it has no certain class name. Rename it, with ASCII letters, under /components/schemas."
                self._findings.append(problem(self._document, tokens, "unsupported-name", what))
            if len(snake_case(name).encode()) > LONGEST_NAME:
                what = "its class has a name too long for a file. Give it a shorter one under /components/schemas."
                self._findings.append(problem(self._document, tokens, "unsupported-name", what))
        elif known.tokens != tokens:
            there = "".join(f"/{token}" for token in known.tokens)
            what = f"this is the class `{name}` in Python, and so is {there}. Rename one of them."
            self._findings.append(problem(self._document, tokens, "unsupported-name", what))
        return {"$ref": _PREFIX + name}

    def _free_name(self, tokens: tuple[str, ...]) -> str:
        """The name of the class of a schema without a name, which no other class has."""
        if tokens not in self._hinted:
            hint, number = _hint(self._document, tokens), 2
            name = hint
            while name in self._taken:
                name, number = f"{hint}{number}", number + 1
            self._taken.add(name)
            self._hinted[tokens] = name
        return self._hinted[tokens]

    def _is_class(self, shape: Shape) -> bool:
        return shape.kind in ("object", "map", "enum") or (shape.kind == "union" and not self._shapes.is_plain(shape))

    # ------------------------------------------------------------ schemas

    def _schema(self, place: Place, *, keep_null: bool, inlined: tuple[str, ...] = ()) -> dict[str, Any]:
        """Rewrite a schema; with `keep_null`, null is a value of its own."""
        try:
            shape = self._shapes.of(place)
            node = self._node(shape, place, inlined)
        except RefusedError as refused:
            self._refuse(refused)
            return {}
        if keep_null and shape.nullable and node.keys() & {"$ref", "type", "const", "anyOf"}:
            notes = {key: value for key, value in node.items() if key in ("description", "format") or key[:2] == "x-"}
            return {**notes, "anyOf": [node, _NULL]}
        return node

    def _node(self, shape: Shape, place: Place, inlined: tuple[str, ...]) -> dict[str, Any]:
        if self._is_class(shape):
            if shape.name is not None:
                return {"$ref": _PREFIX + _class_name(shape.name), **_notes(place)}
            tokens = shape.place.tokens
            return {**self._define(shape, self._free_name(tokens), tokens), **_notes(place)}
        if shape.name is not None:
            pointer = _PREFIX + shape.name
            if pointer in inlined:
                what = f"{pointer} consists of itself, without an object between. Describe one of the circle as `{{}}`."
                raise RefusedError(place, what)
            inlined = (*inlined, pointer)
        return self._content(shape, inlined) | _notes(shape.place) | _notes(place)

    def _content(self, shape: Shape, inlined: tuple[str, ...]) -> dict[str, Any]:
        match shape.kind:
            case "any" | "null":
                return {}
            case "const":
                return {"const": shape.values[0]}
            case "enum":
                return {"type": shape.type, "enum": list(shape.values)}
            case "array":
                items = self._schema(shape.items, keep_null=True, inlined=inlined) if shape.items else {}
                return {"type": "array", "items": items}
            case "map":
                values = self._schema(shape.items, keep_null=True, inlined=inlined) if shape.items else True
                return {"type": "object", "additionalProperties": values}
            case "object":
                properties = {
                    name: self._schema(each, keep_null=name in shape.required)
                    for name, each in shape.properties.items()
                }
                return {
                    "type": "object",
                    "required": [name for name in dict.fromkeys(shape.required) if name in properties],
                    "properties": properties,
                }
            case "union":
                return {"anyOf": [self._schema(each, keep_null=False, inlined=inlined) for each in shape.members]}
            case scalar:
                moment = {"format": "iso-8601"} if scalar == "string" and shape.format == "date-time" else {}
                others = {"format": shape.format} if shape.format and shape.format not in _FORMATS else {}
                return {"type": scalar, **moment, **others}

    def _refuse(self, refused: RefusedError) -> None:
        self._findings.append(problem(self._document, refused.place.tokens, "unsupported-schema", str(refused)))

    # ------------------------------------------------------------ everything else

    def _rewritten(self, node: Any, tokens: tuple[str, ...]) -> Any:
        """Return a copy of a part of the document with rewritten schemas."""
        if isinstance(node, dict):
            is_named = tokens[-1:] and tokens[-1] in _NAMED
            return {key: self._value(node, key, (*tokens, key)) for key in node if is_named or key not in _IGNORED}
        if isinstance(node, list):
            return [self._rewritten(each, (*tokens, str(number))) for number, each in enumerate(node)]
        return node

    def _value(self, node: dict[str, Any], key: str, tokens: tuple[str, ...]) -> Any:
        if key.startswith("x-"):
            return node[key]
        if key != "schema" or (tokens[-2:-1] and tokens[-2] in _NAMED):
            return self._rewritten(node[key], tokens)
        schema = node[key]
        is_parameter = "in" in node
        if not is_parameter and isinstance(schema, dict) and schema.get("format") == "binary":
            return schema
        return self._schema(Place(schema, tokens), keep_null=not is_parameter)


#: What the generator does not need.
_IGNORED = frozenset(("callbacks", "encoding", "example", "examples", "links", "webhooks"))
#: The keys of these objects are names that users give.
_NAMED = frozenset(("content", "headers", "parameters", "paths", "requestBodies", "responses", "securitySchemes"))


def _notes(place: Place) -> dict[str, Any]:
    """The description of a schema, and its extensions."""
    node = place.node
    if not isinstance(node, dict) or place.others:
        return {}
    return {key: node[key] for key in node if key == "description" or str(key).startswith("x-")}


def _class_name(name: str) -> str:
    """The name of the class of a component: what the generator makes of it, and leaves as it is then.

    Some names have none, such as `Größe`: each of two is made of the other.
    """
    seen = set()
    while name not in seen and (better := str(ClassName(name, FIELD_PREFIX))) != name:
        seen.add(name)
        name = better
    return name


def _hint(document: Document, tokens: Sequence[str]) -> str:
    """The name of the class of a schema without a name, after the place where it is."""
    match list(tokens):
        case ["components", "schemas", name, *rest]:
            words = _class_name(name)
        case ["paths", path, method, *rest] if method in METHODS:
            operation = node_at(document.content, ("paths", path, method))
            words = pascal_case(str(operation.get("operationId", f"{method} {path}")))
        case ["components" | "paths", _, name, *rest]:
            words = pascal_case(name)
        case [*rest]:
            words = ""
    return _class_name(words + "".join(_hint_words(rest)))


def _hint_words(rest: Sequence[str]) -> Iterator[str]:
    while rest:
        match rest:
            case ["properties" | "headers" | "patternProperties" | "$defs", name, *rest]:
                yield pascal_case(name)
            case ["items" | "prefixItems", *rest]:
                yield "Item"
            case ["additionalProperties", *rest]:
                yield "Value"
            case ["oneOf" | "anyOf" | "type", number, *rest]:
                yield f"Type{number}"
            case ["requestBody", *rest]:
                yield "Body"
            case ["responses", status, *rest]:
                yield f"Response{pascal_case(status)}"
            case ["parameters", number, *rest]:
                yield f"Parameter{number}"
            case ["allOf", _, *rest] | ["content", _, *rest] | ["schema", *rest] | [_, *rest]:
                pass
