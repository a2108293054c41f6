"""A contract in which what means the same is written the same, so that a comparison sees only what differs.

Defaults are left unsaid, unions of plain types are lists of types, a constant is an enum of one, and what stands once
for several operations stands in each of them.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from contract.openapi import Document, is_constant, operations, resolved, schemas
from contract.places import METHODS

__all__ = ["parameter_key", "plain"]

#: The greatest that JavaScript counts to: as a limit it means that there is none.
_GREATEST_INTEGER = 2**53 - 1
#: What is said of a schema beside what it allows.
_WORDS = {"description", "title", "example", "examples", "deprecated"}
#: How parameters are written when nothing is said of it.
_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
#: What becomes of a path's signs in the name that an operation without one is given.
_IN_A_NAME = str.maketrans({"{": None, "}": None, "/": "_"})


def plain(document: Document) -> Document:
    """A copy of a contract, written in the one way in which contracts are compared."""
    document = _plain(document)
    document["paths"] = {
        path: resolved(document, item)
        for path, item in document["paths"].items()
        if isinstance(resolved(document, item), dict) and not path.startswith("x-")
    }
    document["paths"] = _joined(document, document["paths"])
    components: dict[str, Any] = document.setdefault("components", {})
    named = schemas(document)
    for name, schema in named.items():
        named[name] = _joined(document, schema)
    _without_mapping(document, document)
    for server in document.get("servers", ()):
        # The engine takes a server whose description changed for another one.
        server.pop("description", None)
    _lower_parameters(document)
    for path, method, operation in operations(document):
        # The name that the generator gives.
        operation.setdefault("operationId", f"{method}_{path.strip('/').translate(_IN_A_NAME)}")
        if "requestBody" in operation:
            operation["requestBody"] = resolved(document, operation["requestBody"]) or {}
        if operation.get("security") == document.get("security"):
            operation.pop("security", None)
    for kind in ("requestBodies", "pathItems"):
        components.pop(kind, None)
    return document


# ---------------------------------------------------------------- schemas


def _plain(node: Any) -> Any:
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    written: dict[str, Any] = {}
    for key, value in node.items():
        match key, value:
            case "const", _:
                written["enum"] = [value]
            case "anyOf", list():
                # Variants are told apart by their tags: never do two of them fit.
                written["oneOf"] = _plain(value)
            case "type", [only]:
                written[key] = only
            case (("minimum" | "maximum"), int()) if abs(value) == _GREATEST_INTEGER:
                pass
            case (("minItems" | "minLength" | "minProperties"), 0):
                pass
            case ("propertyNames", {"type": "string"}) | ("additionalProperties", True):
                pass
            case "additionalProperties", {} if not value:
                pass
            case (("schema" | "items"), True):
                written[key] = {}
            case "scopes", dict():
                # The engine does not look into the map.
                written[key] = sorted(value)
            case (("default" | "enum" | "example" | "examples"), _):
                written[key] = copy.deepcopy(value)
            case "properties", dict():
                written[key] = {name: _plain(schema) for name, schema in value.items()}
            case _:
                written[key] = _plain(value)
    return _types(written)


def _types(schema: dict[str, Any]) -> dict[str, Any]:
    """A union of plain types, null among them, as a list of types."""
    options = schema.get("oneOf")
    if not isinstance(options, list) or not options or "type" in schema:
        return schema
    kinds: list[str] = []
    for option in options:
        if not isinstance(option, dict) or "type" not in option or option.keys() - _WORDS != {"type"}:
            return schema
        kinds += [option["type"]] if isinstance(option["type"], str) else option["type"]
    rest = {key: value for key, value in schema.items() if key != "oneOf"}
    return {**rest, "type": list(dict.fromkeys(kinds))}


def _without_mapping(document: Document, node: Any) -> None:
    """Leave out of discriminators what the constants of the variants say too."""
    for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _without_mapping(document, value)
    if isinstance(node, dict) and isinstance(discriminator := node.get("discriminator"), dict) and "oneOf" in node:
        name = discriminator.get("propertyName")
        mapping = discriminator.get("mapping", {})
        if all(_constant(document, target, name) == value for value, target in mapping.items()):
            discriminator.pop("mapping", None)


def _constant(document: Document, reference: str, name: Any) -> Any:
    target = resolved(document, {"$ref": reference})
    field: Any = target.get("properties", {}).get(name) if isinstance(target, dict) else None
    return field["enum"][0] if is_constant(field) else None


def _joined(document: Document, node: Any, within: tuple[int, ...] = ()) -> Any:
    """The same with the members of each `allOf` in one, where they do not contradict each other."""
    if isinstance(node, list):
        return [_joined(document, item, within) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _joined(document, value, within) for key, value in node.items()}
    members = node.get("allOf")
    if not isinstance(members, list):
        return node
    rest = {key: value for key, value in node.items() if key != "allOf"}
    if len(members) == 1 and isinstance(members[0], dict) and not rest.keys() - _WORDS:
        return {**members[0], **rest}
    joined: dict[str, Any] = {}
    for member in (*members, rest):
        target = resolved(document, member)
        if not isinstance(target, dict) or id(target) in within or "oneOf" in target:
            return node
        target = _joined(document, target, (*within, id(target)))
        for key, value in target.items():
            match key:
                case "properties":
                    joined[key] = joined.get(key, {}) | value
                case "required":
                    joined[key] = [*dict.fromkeys([*joined.get(key, ()), *value])]
                case _ if key in _WORDS or joined.setdefault(key, value) == value:
                    pass
                case _:
                    return node
    return joined | {key: value for key, value in rest.items() if key in _WORDS}


# ---------------------------------------------------------------- parameters


def parameter_key(document: Document, parameter: Any) -> tuple[str, str]:
    """What a parameter is told apart by: its place and its name."""
    parameter = resolved(document, parameter) or {}
    return str(parameter.get("in")), str(parameter.get("name"))


def _lower_parameters(document: Document) -> None:
    """Give each operation the parameters of its path as its own, written out."""
    for item in document["paths"].values():
        shared = item.pop("parameters", [])
        for method in METHODS:
            if method in item and (shared or "parameters" in item[method]):
                own = {parameter_key(document, one): one for one in item[method].get("parameters", ())}
                all_of_them = {parameter_key(document, one): one for one in shared} | own
                item[method]["parameters"] = [_parameter(document, one) for one in all_of_them.values()]


def _parameter(document: Document, node: Any) -> dict[str, Any]:
    """A parameter that is written as it is when nothing is said of it, with what is not said."""
    parameter = resolved(document, node)
    if not isinstance(parameter, Mapping):
        return {"in": "", "name": ""}
    style = parameter.get("style", _STYLES.get(str(parameter.get("in")), "form"))
    written = {"in": "", "name": "", **parameter, "style": style, "explode": parameter.get("explode", style == "form")}
    schema = resolved(document, parameter.get("schema"))
    if isinstance(schema, dict) and not {"array", "object"} & {*_kinds(schema)}:
        # A single value is written in one way only.
        del written["explode"]
    return written


def _kinds(schema: dict[str, Any]) -> list[str]:
    kinds = schema.get("type", ("array", "object"))
    return [kinds] if isinstance(kinds, str) else list(kinds)
