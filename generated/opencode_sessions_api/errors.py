# Generated from openapi.yaml; do not edit.
"""The error that decoding a response raises."""

from __future__ import annotations

from typing import Any, TypeVar, cast

__all__ = ["UnexpectedShape", "expect"]

Kind = TypeVar("Kind", bool, str, int, float, "list[Any]", "dict[str, Any]")

_NAMES: dict[type, str] = {
    bool: "true or false",
    dict: "an object",
    float: "a number",
    int: "a number",
    list: "an array",
    str: "a text",
}


class UnexpectedShape(ValueError):
    """A response is JSON of another kind than the contract describes."""


def expect(kind: type[Kind], value: Any, *fields: str) -> Kind:
    """Return the JSON value if it is of this kind and, given fields, an object that has at least one of them.

    Raises:
        UnexpectedShape: It is of another kind, or an object about something else.
    """
    # In JSON, 1 and 1.0 are one number, and true is none.
    is_number = type(value) is int or (type(value) is float and (kind is float or value.is_integer()))
    if not (is_number if kind in (int, float) else isinstance(value, kind)):
        name = "null" if value is None else _NAMES.get(type(value), type(value).__name__)
        name = "a fraction" if kind is int and type(value) is float else name
        raise UnexpectedShape(f"expected {_NAMES[kind]}, got {name}")
    if fields and isinstance(value, dict) and not any(field in value for field in fields):
        raise UnexpectedShape(f"expected an object with {', '.join(fields)}, got one without any of these")
    return cast("Kind", value)
