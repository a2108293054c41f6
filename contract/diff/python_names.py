"""The Python names that the generator makes of the contract's names."""

from __future__ import annotations

import keyword
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from openapi_python_client.strings import ClassName, PythonIdentifier

__all__ = [
    "attribute",
    "listed",
    "method",
    "method_name",
    "module_name",
    "resource_name",
    "tag_name",
    "title_of",
    "type_of",
]

#: What every class has, and what the body of a class uses; the macro `attribute` of the templates knows them too.
_RESERVED = frozenset(
    (
        *("additional_properties", "from_dict", "self", "to_dict"),
        *("bool", "datetime", "dict", "float", "int", "list", "property", "staticmethod", "str"),
    )
)
#: The number of methods that a sentence names.
_NAMED = 3

#: Names that the code of a resource uses itself; its `list` is `builtins.list`.
_NO_METHODS = frozenset(("bool", "builtins", "bytes", "dict", "float", "int", "models", "str"))
_WITHOUT_BRACES = str.maketrans({"{": "", "}": "", "/": "_"})

_TYPES = {
    "array": "list",
    "boolean": "bool",
    "integer": "int",
    "null": "None",
    "number": "float",
    "object": "dict",
    "string": "str",
}


def attribute(name: str) -> str:
    """Return the name of a field or parameter: `parentID` becomes `parent_id`, and `type` stays `type`."""
    identifier = str(PythonIdentifier(name, "field_"))
    bare = identifier.removesuffix("_")
    return f"{bare}_" if keyword.iskeyword(bare) or bare in _RESERVED else bare


def field_argument(operation: Mapping[str, Any], field: str, parameters: Collection[str]) -> str:
    """Return the argument for a field of the body: with the tag before it if a parameter has its name."""
    name = attribute(field)
    return f"{tag_name(operation).rstrip('_')}_{name}" if name in parameters else name


def title_of(name: str, schema: Any) -> str:
    """Return the class name of a schema: its title, or its name without one."""
    title = schema.get("title") if isinstance(schema, dict) else None
    return str(ClassName(str(title or name), "field_"))


def method(operation: Mapping[str, Any]) -> str:
    """Return the method of an operation on a client: `client.session.create`."""
    return f"client.{tag_name(operation)}.{method_name(operation)}"


def method_name(operation: Mapping[str, Any], path: str = "", http_method: str = "") -> str:
    """Return the name of an operation's method, which drops the tag: `create` for `session.create`.

    Args:
        operation: The operation.
        path: Its path, which names an operation without an `operationId`.
        http_method: Its HTTP method, likewise.
    """
    name = _operation_name(operation, path, http_method).removeprefix(tag_name(operation).rstrip("_") + "_")
    return f"{name}_" if keyword.iskeyword(name) or name in _NO_METHODS or not name.isidentifier() else name


def module_name(operation: Mapping[str, Any], path: str, http_method: str) -> str:
    """Return the module of an operation's request, such as `session_create`; arguments as for `method_name`."""
    name = _operation_name(operation, path, http_method)
    # A module is an attribute of its package, which has these itself.
    return f"{tag_name(operation).rstrip('_')}_{name}" if name in _NO_METHODS else name


def tag_name(operation: Mapping[str, Any]) -> str:
    """Return the module of an operation's resource, which is its attribute on a client: `session`."""
    return str(PythonIdentifier((operation.get("tags") or ["default"])[0], "tag"))


def resource_name(tag: str) -> str:
    """Return the begin of the names of a resource's classes: `Session`."""
    return str(ClassName(tag, "field_")).rstrip("_")


def _operation_name(operation: Mapping[str, Any], path: str, http_method: str) -> str:
    given = operation.get("operationId")
    if given is None:
        given = f"{http_method}_{path.translate(_WITHOUT_BRACES).strip('_')}"
    return str(PythonIdentifier(str(given), "field_"))


def listed(methods: Sequence[str]) -> str:
    """List methods in a sentence, the first few by name."""
    named = ", ".join(f"`{method}`" for method in methods[:_NAMED])
    return f"{named} and {len(methods) - _NAMED} more" if len(methods) > _NAMED else named


def type_of(schema: Any) -> str:
    """Return the Python type of a schema: `str`, `list[Permission]`, `float | None`."""
    if not isinstance(schema, dict):
        return "Any"
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    names = [f"list[{type_of(schema.get('items'))}]" if kind == "array" else _TYPES.get(kind, kind) for kind in kinds]
    return " | ".join(names) or "Any"
