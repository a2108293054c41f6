"""Schemas as they work: with their references followed, and with the members of `allOf` merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from contract.diff.keywords import ANNOTATIONS
from contract.diff.normalize import with_types
from contract.spec import Document, is_constant

__all__ = ["NOTHING", "effective", "is_class", "is_union", "reference", "required", "tag", "variants"]

#: The schema that allows nothing.
NOTHING: Final[Mapping[str, Any]] = {"not": {}}
_SCHEMAS = "#/components/schemas/"
#: Keywords that a union may have next to its variants, which do not limit these.
_BESIDE_A_UNION = ANNOTATIONS | {"type", "discriminator", "$defs", "xml", "readOnly", "writeOnly"}


def reference(node: Any) -> str | None:
    """Return the name of the schema that a node refers to; None when it does not refer to one, or to a part of one."""
    pointer = node.get("$ref") if isinstance(node, dict) else None
    name = pointer.removeprefix(_SCHEMAS) if isinstance(pointer, str) and pointer.startswith(_SCHEMAS) else ""
    return name if name and "/" not in name else None


def effective(document: Document, node: Any, passed: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a schema with its references followed and its `allOf` merged; what it holds is as it was.

    A reference that leads nowhere, or to itself, is kept.
    """
    if node is False:
        return dict(NOTHING)
    if not isinstance(node, dict):
        return {}
    parts: list[dict[str, Any]] = []
    pointer = node.get("$ref")
    rest = {key: value for key, value in node.items() if key not in ("$ref", "allOf")}
    if isinstance(pointer, str):
        target = None if pointer in passed else _target(document, pointer)
        parts.append({"$ref": pointer} if target is None else effective(document, target, (*passed, pointer)))
    members = node.get("allOf")
    if isinstance(members, list):
        parts += [effective(document, member, passed) for member in members]
    return _with_texts(document, _merged([*parts, rest]) if parts else rest)


def _with_texts(document: Document, schema: dict[str, Any]) -> dict[str, Any]:
    """Return a union with the enums that it refers to in their place, if they are next to any other text."""
    options = schema.get("oneOf")
    if not isinstance(options, list) or not any(map(reference, options)):
        return schema
    works = [_text_of(document, option) for option in options]
    written = with_types({**schema, "oneOf": works})
    held = [written, *(one for one in written.get("oneOf", ()) if isinstance(one, dict))]
    return written if any("x-known-values" in one for one in held) else schema


def _text_of(document: Document, option: Any) -> Any:
    """Return the simple type that a variant refers to; the variant itself, if it is an object or a union."""
    target = document.resolve(option) if reference(option) else None
    kinds = ("string", "integer", "number")
    return target if isinstance(target, dict) and target.get("type") in kinds else option


def _target(document: Document, pointer: str) -> Any:
    """Return the schema that a pointer leads to, which may be a reference again; None when it leads nowhere."""
    node: Any = document.content
    if not pointer.startswith("#"):
        return None
    for token in pointer.removeprefix("#").strip("/").split("/"):
        name = token.replace("~1", "/").replace("~0", "~").replace("%7B", "{").replace("%7D", "}")
        if isinstance(node, dict) and name in node:
            node = node[name]
        elif isinstance(node, list) and name.isdecimal() and int(name) < len(node):
            node = node[int(name)]
        else:
            return None
    return node if isinstance(node, dict | bool) else None


# ---------------------------------------------------------------- allOf


def _merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the schema that allows what all parts allow. What documents the last part, documents the whole."""
    joined: dict[str, Any] = {}
    left: list[Any] = []
    for part in parts:
        for key, value in part.items():
            if key == "allOf":
                left += value
            elif key not in joined or joined[key] == value or key in ANNOTATIONS or key.startswith("x-"):
                joined[key] = value
            elif key in _MERGED and type(joined[key]) is type(value):
                joined[key] = _MERGED[key](joined[key], value)
            elif key == "type":
                joined[key] = _common_types(joined[key], value)
            else:
                left.append({key: value})
    return joined | ({"allOf": left} if left else {})


def _properties(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    both = {name: _all_of(one[name], other[name]) for name in one if name in other and one[name] != other[name]}
    return one | other | both


def _all_of(*schemas: Any) -> dict[str, Any]:
    """Return the schema that allows what all schemas allow: each is in it once."""
    members: list[Any] = []
    for schema in schemas:
        held = schema["allOf"] if isinstance(schema, dict) and schema.keys() == {"allOf"} else [schema]
        members += [member for member in held if member not in members]
    return {"allOf": members}


def _common_types(one: Any, other: Any) -> Any:
    kinds = [[kind] if isinstance(kind, str) else list(kind) for kind in (one, other)]
    common = [kind for kind in kinds[0] if kind in kinds[1] or (kind == "integer" and "number" in kinds[1])]
    common += [kind for kind in kinds[1] if kind == "integer" and "number" in kinds[0] and kind not in common]
    return common[0] if len(common) == 1 else common


def _union_of_names(one: list[Any], other: list[Any]) -> list[Any]:
    return list(dict.fromkeys([*one, *other]))


def _intersection(one: list[Any], other: list[Any]) -> list[Any]:
    return [value for value in one if value in other]


#: The ways of merging the values of a keyword, which both are of one type.
_MERGED: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "properties": _properties,
    "required": _union_of_names,
    "enum": _intersection,
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"), max),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"), min),
}


# ---------------------------------------------------------------- classes and unions


def is_class(schema: Mapping[str, Any]) -> bool:
    """Return True when the generator makes a class, or the union of classes, of a schema as it works."""
    return "properties" in schema or is_union(schema)


def is_union(schema: Mapping[str, Any]) -> bool:
    """Return True when a schema is a choice between others, and nothing else."""
    return "oneOf" in schema and all(key in _BESIDE_A_UNION or key.startswith("x-") for key in schema if key != "oneOf")


def variants(document: Document, node: Any, schema: Mapping[str, Any]) -> list[Any]:
    """Return the variants of a union; of another schema, one for each of its types, without what documents it.

    Args:
        document: The contract.
        node: The schema as it is written.
        schema: The schema as it works.
    """
    if is_union(schema):
        return [one for option in schema["oneOf"] for one in _by_type(option)]
    if reference(node) and not isinstance(schema.get("type"), list):
        return [{"$ref": node["$ref"]}]
    return _by_type({key: value for key, value in schema.items() if key not in ANNOTATIONS})


def _by_type(option: Any) -> list[Any]:
    """Return a schema of several types as one of each."""
    kinds = option.get("type") if isinstance(option, dict) else None
    if not isinstance(kinds, list):
        return [option]
    split: list[Any] = []
    for kind in kinds:
        one: dict[str, Any] = {"type": "null"} if kind == "null" else {**option, "type": kind}
        if kind in ("integer", "number", "string") and isinstance(one.get("enum"), list):
            one["enum"] = [value for value in one["enum"] if _is_of(value, kind)]
        split.append(one)
    return split


def _is_of(value: Any, kind: str) -> bool:
    if kind == "string":
        return isinstance(value, str)
    return isinstance(value, int | float) and not isinstance(value, bool)


def required(schema: Mapping[str, Any]) -> list[str]:
    """Return the names of the fields that a schema requires."""
    names = schema.get("required")
    return list(names) if isinstance(names, list) else []


def tag(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the constants of a variant as it works, which distinguish it from others."""
    properties = schema.get("properties")
    return {name: field["enum"] for name, field in (properties or {}).items() if is_constant(field)}
