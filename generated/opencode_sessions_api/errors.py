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


def expect(kind: type[Kind], answer: Any) -> Kind:
    """The answer, when it is of this kind of JSON.

    Raises:
        UnexpectedShape: It is of another kind.
    """
    if isinstance(answer, kind):
        return answer
    found = "null" if answer is None else _NAMES.get(type(answer), type(answer).__name__)
    raise UnexpectedShape(f"expected {_NAMES[kind]}, got {found}")
