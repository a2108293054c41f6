"""What the generator makes of the contract's names."""

from __future__ import annotations

import keyword
from collections.abc import Mapping, Sequence
from typing import Any

from openapi_python_client.strings import ClassName, PythonIdentifier

__all__ = ["SENT", "attribute", "class_name", "listed", "method", "title_of", "type_of"]

#: Begins the name of a schema's copy for requests, in aligned contracts: it is the same class.
SENT = "sent."
#: How many methods a sentence names.
_NAMED = 3

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
    """What a field or parameter is called: `parentID` is `parent_id`, and `type` stays what it is."""
    identifier = str(PythonIdentifier(name, "field_"))
    bare = identifier.removesuffix("_")
    return identifier if keyword.iskeyword(bare) or bare == "self" else bare


def class_name(schema: str) -> str:
    """What a schema of an aligned contract is called."""
    return schema.removeprefix(SENT)


def title_of(name: str, schema: Any) -> str:
    """The class of a schema, whose title comes before its name."""
    title = schema.get("title") if isinstance(schema, dict) else None
    return str(ClassName(str(title or class_name(name)), "field_"))


def method(operation: Mapping[str, Any]) -> str:
    """What an operation is called on a client: `client.session.create`."""
    tag = str(PythonIdentifier((operation.get("tags") or ["default"])[0], "tag"))
    name = str(PythonIdentifier(operation["operationId"], "field_"))
    return f"client.{tag}.{name.removeprefix(tag.rstrip('_') + '_')}"


def listed(methods: Sequence[str]) -> str:
    """Methods in a sentence, the first few by their names."""
    named = ", ".join(f"`{method}`" for method in methods[:_NAMED])
    return f"{named} and {len(methods) - _NAMED} more" if len(methods) > _NAMED else named


def type_of(schema: Any) -> str:
    """What the values of a schema are: `str`, `list[Permission]`, `float | None`."""
    if not isinstance(schema, dict):
        return "Any"
    if "$ref" in schema:
        return class_name(str(schema["$ref"]).rpartition("/")[2])
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    names = [f"list[{type_of(schema.get('items'))}]" if kind == "array" else _TYPES.get(kind, kind) for kind in kinds]
    return " | ".join(names) or "Any"
