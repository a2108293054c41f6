"""A contract in its normal form, in which the same meaning is always written in the same way.

What is not of the right kind, such as null where an object belongs, is left out, and so are defaults. Unions of simple
types are lists of types, a constant is an enum of one value, and parameters of a path are repeated in each of its
operations. A comparison of two normal forms sees only real differences.
"""

from __future__ import annotations

import copy
import re
from typing import Any

from contract.spec import METHODS, Document

__all__ = ["normalize", "parameter_key", "with_types"]

#: The greatest exact integer of JavaScript: as a limit it means that there is none.
_GREATEST_INTEGER = 2**53 - 1
#: The default styles of parameters.
_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
#: The characters of a path in the name that an operation without `operationId` is given.
_IN_A_NAME = str.maketrans({"{": None, "}": None, "/": "_"})

#: Fields whose value is a map of names to schemas, or to other objects.
_SCHEMA_MAPS = {"properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas"}
_MAPS = _SCHEMA_MAPS | {
    *("responses", "parameters", "headers", "requestBodies", "securitySchemes", "links", "callbacks"),
    *("pathItems", "paths", "webhooks", "content", "variables", "encoding", "flows"),
}
#: Fields whose value is a map of names to plain values.
_PLAIN_MAPS = {"mapping", "scopes", "dependentRequired", "$vocabulary"}
#: Fields whose value is a list.
_LISTS = {"parameters", "servers", "security", "tags", "required", "enum", "allOf", "anyOf", "oneOf", "prefixItems"}
#: Fields whose value is an object; a schema may be true or false too.
_OBJECTS = {"components", "info", "requestBody", "discriminator", "xml", "externalDocs"}
_SCHEMAS = {
    *("schema", "items", "contains", "propertyNames", "if", "then", "else", "not", "contentSchema"),
    *("additionalProperties", "unevaluatedProperties", "unevaluatedItems"),
}
#: Fields whose value is data of any kind, null included.
_DATA = {"default", "enum", "const", "example", "examples", "value"}
#: Patterns that match every text.
_ANY_TEXT = {"", ".*", "^.*", ".*$", "^.*$", "^", "[\\s\\S]*", "^[\\s\\S]*$"}
#: Media types whose parameters, such as the character set, change nothing.
_PARAMETERS = re.compile(r"\s*;.*", re.DOTALL)


#: References to what holds no operations.
_WITHOUT_OPERATIONS = tuple(f"#/components/{kind}" for kind in ("parameters", "responses", "requestBodies", "headers"))


def normalize(document: Document) -> Document:
    """Return a copy of a contract in its normal form."""
    document = Document(_object(_plain(document.content)))
    content = document.content
    content["paths"] = _path_items(document, content.get("paths", {}))
    content["webhooks"] = _path_items(document, content.get("webhooks", {}))
    components = content.setdefault("components", {})
    components.setdefault("schemas", {})
    _lower_parameters(document)
    for operation in document.operations():
        node = operation.node
        # The name that the generator gives.
        name = node.get("operationId") or f"{operation.method}_{operation.path.strip('/').translate(_IN_A_NAME)}"
        node["operationId"] = str(name)
        node["tags"] = [tag for tag in node.get("tags", ()) if isinstance(tag, str)]
        if "requestBody" in node:
            node["requestBody"] = _target(document, node["requestBody"])
        node["responses"] = {
            status: _target(document, response)
            for status, response in node.get("responses", {}).items()
            if not status.startswith("x-")
        }
    return document


def _target(document: Document, node: Any) -> dict[str, Any]:
    target = document.resolve(node)
    if not isinstance(target, dict):
        return {}
    pointer = str(node.get("$ref", "#/components/parameters"))
    # An operation must not become a part of itself.
    return target if pointer.startswith(_WITHOUT_OPERATIONS) else copy.deepcopy(target)


def _path_items(document: Document, items: dict[str, Any]) -> dict[str, Any]:
    """Return path items with their references resolved, and with nothing but what they may hold."""
    resolved = {name: _target(document, item) for name, item in items.items() if not name.startswith("x-")}
    return {
        name: {key: value for key, value in item.items() if key not in METHODS or isinstance(value, dict)}
        for name, item in resolved.items()
    }


# ---------------------------------------------------------------- kinds of values


def _plain(node: Any) -> Any:
    """Return a copy with texts as keys: YAML reads `200:` as a number, and `on:` as true."""
    if isinstance(node, dict):
        return {_key(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_plain(item) for item in node]
    return node


def _key(key: Any) -> str:
    if isinstance(key, bool):
        return str(key).lower()
    return "null" if key is None else str(key)


def _is_wrong(key: str, value: Any) -> bool:
    """Return True when the value of a field is not of its kind."""
    if value is None:
        return key not in _DATA
    if key in _SCHEMAS:
        return not isinstance(value, dict | bool)
    if key in _LISTS:
        # Components have a map of parameters; a parameter, and a body, is required or not.
        other = dict if key == "parameters" else bool if key == "required" else list
        return not isinstance(value, list | other)
    if key in ("type", "$ref"):
        return not isinstance(value, str | (list if key == "type" else str))
    return key in _MAPS | _PLAIN_MAPS | _OBJECTS and not isinstance(value, dict)


def _names(key: str, node: dict[str, Any]) -> dict[str, Any]:
    """Return a map of names to objects in its normal form: what is no object says nothing."""
    return {
        name: False if value is False and key in _SCHEMA_MAPS else _object(value) if isinstance(value, dict) else {}
        for name, value in node.items()
    }


def _value(node: Any) -> Any:
    if isinstance(node, dict):
        return _object(node)
    if isinstance(node, list):
        return [_value(item) for item in node if item is not None]
    return {} if node is None or node is True else node


def _object(node: dict[str, Any]) -> dict[str, Any]:
    """Return an object of OpenAPI, or a schema, in its normal form."""
    written: dict[str, Any] = {}
    for key, value in node.items():
        if _is_wrong(key, value):
            continue
        match key, value:
            case "type", list():
                written[key] = ["null" if kind is None else str(kind) for kind in value]
            case "required", list():
                written[key] = [name for name in value if isinstance(name, str)]
            case "content", dict():
                written[key] = {_media_type(name): body for name, body in _names(key, value).items()}
            case _ if key in _DATA or key in _PLAIN_MAPS or key.startswith("x-"):
                written[key] = copy.deepcopy(value)
            case _, dict() if key in _MAPS:
                written[key] = _names(key, value)
            case "parameters" | "servers" | "security", list():
                written[key] = [_object(item) for item in value if isinstance(item, dict)]
            case _, True if key in _SCHEMAS:
                written[key] = {}
            case _, dict() | list():
                written[key] = _value(value)
            case _:
                written[key] = value
    return with_types(_unions(_all_of(_schema(written))))


def _media_type(name: str) -> str:
    return _PARAMETERS.sub("", name).strip().lower()


# ---------------------------------------------------------------- schemas


def _schema(node: dict[str, Any]) -> dict[str, Any]:
    """Leave out the keywords of a schema that say what is so without them, and write others in one way."""
    written: dict[str, Any] = {}
    for key, value in node.items():
        match key, value:
            case "const", _:
                written["enum"] = [value]
            case "type", [only]:
                written[key] = only
            case (("minimum" | "maximum"), int()) if abs(value) == _GREATEST_INTEGER:
                pass
            case (("minItems" | "minLength" | "minProperties"), 0):
                pass
            case "pattern", str() if value in _ANY_TEXT:
                pass
            case "propertyNames", {"type": "string"} if len(value) == 1:
                pass
            case (("additionalProperties" | "unevaluatedProperties" | "unevaluatedItems" | "items"), {}) if not value:
                pass
            case (("exclusiveMinimum" | "exclusiveMaximum"), bool()):
                # As in OpenAPI 3.0: it says of the other keyword that it is exclusive.
                limit = "minimum" if key == "exclusiveMinimum" else "maximum"
                if value and limit in node:
                    written[key] = node[limit]
            case (("minimum" | "maximum"), _) if node.get(f"exclusive{key.capitalize()}") is True:
                pass
            case "nullable", bool():
                pass
            case _:
                written[key] = value
    if node.get("nullable") is True:
        return _nullable(written)
    return written


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that allows null too, as `nullable` says in OpenAPI 3.0."""
    if "type" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        more = {"enum": [*schema["enum"], *([] if None in schema["enum"] else [None])]} if "enum" in schema else {}
        return schema | {"type": [*dict.fromkeys([*kinds, "null"])]} | more
    for name in ("oneOf", "anyOf"):
        if name in schema:
            return schema | {name: [*schema[name], {"type": "null"}]}
    return {"oneOf": [schema, {"type": "null"}]} if schema.keys() & {"$ref", "allOf"} else schema


def _all_of(schema: dict[str, Any]) -> dict[str, Any]:
    """Write what holds one schema, and only documents it, as that schema."""
    match schema.get("allOf"):
        case [dict() as only] if not schema.keys() - _ANNOTATIONS - {"allOf"}:
            return {**only, **{key: value for key, value in schema.items() if key != "allOf"}}
        case []:
            return {key: value for key, value in schema.items() if key != "allOf"}
    return schema


def _unions(schema: dict[str, Any]) -> dict[str, Any]:
    """Write each union as `oneOf`: the variants of the contract exclude each other."""
    options = schema.get("anyOf")
    if not options:
        return {key: value for key, value in schema.items() if key != "anyOf"} if options is not None else schema
    if "oneOf" in schema:
        # Both have to hold.
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        return rest | {"allOf": [*rest.get("allOf", ()), {"oneOf": options}]}
    return {("oneOf" if key == "anyOf" else key): value for key, value in schema.items()}


#: Keywords next to a union that say nothing about its variants.
_ANNOTATIONS = {"description", "title", "example", "examples", "deprecated", "default", "externalDocs", "$comment"}


def with_types(schema: dict[str, Any]) -> dict[str, Any]:
    """Write a union of simple types, null among them, as a list of types; and an enum with any other text as a text."""
    options = schema.get("oneOf")
    if not isinstance(options, list) or "type" in schema:
        return schema
    # The variants of a variant are variants.
    flat = [
        one
        for option in options
        for one in (
            option["oneOf"]
            if isinstance(option, dict) and isinstance(option.get("oneOf"), list) and not option.keys() - {"oneOf"}
            else [option]
        )
    ]
    rest = {key: value for key, value in schema.items() if key != "oneOf"}
    flat = _open_enum(flat)
    if len(flat) == 1 and isinstance(flat[0], dict) and not rest.keys() - _ANNOTATIONS - {"discriminator"}:
        return {**flat[0], **{key: value for key, value in rest.items() if key != "discriminator"}}
    nulls = [option for option in flat if isinstance(option, dict) and option.get("type") == "null"]
    others = [option for option in flat if not any(option is null for null in nulls)]
    simple: list[str] = []
    for option in flat:
        if not isinstance(option, dict) or "type" not in option or option.keys() - _ANNOTATIONS != {"type"}:
            break
        simple += [option["type"]] if isinstance(option["type"], str) else option["type"]
    else:
        if simple:
            return {**rest, "type": list(dict.fromkeys(simple))}
    if nulls and len(others) == 1 and isinstance(others[0], dict) and isinstance(others[0].get("type"), str):
        # One simple type or null: with what limits the type, which null does not break.
        only = others[0]
        if only["type"] != "null" and not only.keys() & rest.keys() - _ANNOTATIONS:
            more = {"enum": [*only["enum"], None]} if "enum" in only else {}
            return {**only, **rest, **more, "type": [only["type"], "null"]}
    return {**rest, "oneOf": flat}


def _open_enum(options: list[Any]) -> list[Any]:
    """Write texts of which some are known, as a union of an enum and of all texts, as a text with known values."""
    for kind in ("string", "integer", "number"):
        same = [option for option in options if isinstance(option, dict) and option.get("type") == kind]
        listed = [option for option in same if not option.keys() - _ANNOTATIONS - {"type", "enum"} and "enum" in option]
        free = [option for option in same if not option.keys() - _ANNOTATIONS - {"type"}]
        if listed and free:
            values = [value for option in listed for value in option["enum"]]
            kept = [option for option in options if not any(option is one for one in listed)]
            return [{**option, "x-known-values": values} if option is free[0] else option for option in kept]
    return options


# ---------------------------------------------------------------- parameters


def parameter_key(document: Document, parameter: Any) -> tuple[str, str]:
    """Return the key of a parameter: its location and its name. The names of headers have no case."""
    parameter = _target(document, parameter)
    where, name = str(parameter.get("in")), str(parameter.get("name"))
    return where, name.lower() if where == "header" else name


def _lower_parameters(document: Document) -> None:
    """Repeat the parameters of each path in its operations, with references resolved."""
    for item in [*document.content["paths"].values(), *document.content["webhooks"].values()]:
        shared = item.pop("parameters", [])
        for method in METHODS:
            if method in item:
                own = {parameter_key(document, one): one for one in item[method].get("parameters", ())}
                all_of_them = {parameter_key(document, one): one for one in shared} | own
                item[method]["parameters"] = [
                    _parameter(document, one) for key, one in all_of_them.items() if key not in _IGNORED
                ]


#: Parameters that OpenAPI ignores: other fields describe them.
_IGNORED = {("header", "accept"), ("header", "content-type"), ("header", "authorization")}


def _parameter(document: Document, node: Any) -> dict[str, Any]:
    """Return a parameter with its defaults written out."""
    parameter = _target(document, node)
    style = parameter.get("style", _STYLES.get(str(parameter.get("in")), "form"))
    written = {**parameter, "in": str(parameter.get("in", "")), "name": str(parameter.get("name", "")), "style": style}
    written["explode"] = parameter.get("explode", style == "form")
    if "schema" in parameter and not {"array", "object"} & _kinds(document, parameter["schema"]):
        # A single value has one form only.
        del written["explode"]
    if parameter.get("in") == "path":
        written["required"] = True
    return written


def _kinds(document: Document, node: Any, deepest: int = 8) -> set[str]:
    """Return the types of a schema: a list and an object among them, if it is not known."""
    schema = document.resolve(node)
    if not isinstance(schema, dict) or not deepest:
        return {"array", "object"}
    if isinstance(schema.get("oneOf"), list) and "type" not in schema:
        return {kind for variant in schema["oneOf"] for kind in _kinds(document, variant, deepest - 1)}
    kinds = schema.get("type", ["string"] if "enum" in schema else ["array", "object"])
    return {kinds} if isinstance(kinds, str) else set(kinds)
