"""Places of the contract: a JSON pointer as a person would name it, and its line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import yaml

__all__ = ["METHODS", "at", "line_of", "place", "pointer_of", "tokens_of"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

#: What a component that is no schema is called.
_KINDS = {
    "headers": "header",
    "parameters": "parameter",
    "requestBodies": "request",
    "responses": "answer",
    "securitySchemes": "security scheme",
}


def tokens_of(pointer: str) -> list[str]:
    """The steps of a JSON pointer, with or without its `#`: `#/paths/~1session` is `["paths", "/session"]`."""
    path = pointer.removeprefix("#").strip("/")
    return [token.replace("~1", "/").replace("~0", "~") for token in path.split("/")] if path else []


def pointer_of(tokens: Sequence[str | int]) -> str:
    """The JSON pointer of these steps."""
    return "#" + "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)


def place(pointer: str, document: object = None) -> str:
    """The place as a person would name it: `POST /session answer 200`, `Session.title`, `info.version`.

    Args:
        pointer: A JSON pointer into the contract, such as `#/paths/~1session/post/responses/200`.
        document: The contract. With it the parameters of an operation are called by their names, else by their
            numbers.
    """
    tokens = tokens_of(pointer)
    match tokens:
        case ["paths", path, method, *rest] if method in METHODS:
            name = f"{method.upper()} {path}"
        case ["paths", path, *rest]:
            name = path
        case ["components", "schemas", schema, *rest]:
            name = schema
        case ["components", kind, component, *rest]:
            name = f"{_KINDS.get(kind, kind)} {component}"
        case _:
            return ".".join(tokens) or "the document"
    while rest:
        match rest:
            case ["properties", step, *rest]:
                name += f".{step}"
            case ["items", *rest]:
                name += "[]"
            case ["content", "application/json", *rest] | ["schema", *rest]:
                pass
            case ["content", media_type, *rest]:
                name += f" {media_type}"
            case ["requestBody", *rest]:
                name += " request"
            case ["responses", status, *rest]:
                name += f" answer {status}"
            case ["headers", header, *rest]:
                name += f" header {header}"
            case ["parameters", number, *rest]:
                reached = tokens[: len(tokens) - len(rest)]
                name += f" parameter {_parameter_name(document, reached) or number}"
            case [step, *rest]:
                name += f" {step}"
    return name


def line_of(text: str, pointer: str) -> int | None:
    """The line of a YAML text, from 1, at which a place begins; None when the text has no such place."""
    node = _composed(text)
    line = 1
    for token in tokens_of(pointer):
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == token]
        elif isinstance(node, yaml.SequenceNode) and token.isdecimal():
            found = [(value, value) for value in node.value[int(token) :][:1]]
        else:
            return None
        if not found:
            return None
        [(key, node)] = found
        line = key.start_mark.line + 1
    return line


@lru_cache(maxsize=1)
def _composed(text: str) -> yaml.Node | None:
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    return node


def _parameter_name(document: object, tokens: Sequence[str]) -> str | None:
    parameter = at(document, tokens)
    if isinstance(parameter, dict) and "$ref" in parameter:
        parameter = at(document, tokens_of(parameter["$ref"]))
    return parameter.get("name") if isinstance(parameter, dict) else None


def at(document: object, tokens: Sequence[str]) -> Any:
    """What the document has at these steps; None when it has nothing there."""
    node = document
    for token in tokens:
        if isinstance(node, dict):
            node = node.get(token)
        elif isinstance(node, list) and token.isdecimal() and int(token) < len(node):
            node = node[int(token)]
        else:
            return None
    return node
