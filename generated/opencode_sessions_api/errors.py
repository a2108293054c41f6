"""What decoding an answer raises."""

from __future__ import annotations

from typing import Any, TypeVar

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
    """An answer is JSON of another kind than the contract describes."""


def expect(kind: type[Kind], answer: Any, *fields: str) -> Kind:
    """The answer, when it is of this kind of JSON and, given fields, an object that has at least one of them.

    Raises:
        UnexpectedShape: It is of another kind, or an object about something else.
    """
    if not isinstance(answer, kind):
        found = "null" if answer is None else _NAMES.get(type(answer), type(answer).__name__)
        raise UnexpectedShape(f"expected {_NAMES[kind]}, got {found}")
    if fields and isinstance(answer, dict) and not any(field in answer for field in fields):
        raise UnexpectedShape(f"expected an object with {', '.join(fields)}, got one without any of these")
    return answer
