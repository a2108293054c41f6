"""Locations in the contract, in the words of the findings: `POST /session response 200`, `Session.title`."""

from __future__ import annotations

from collections.abc import Sequence

from contract.spec import METHODS, node_at, tokens_of

__all__ = ["location"]

#: The names of components that are not schemas.
_KINDS = {
    "headers": "header",
    "parameters": "parameter",
    "requestBodies": "request",
    "responses": "response",
    "securitySchemes": "security scheme",
}


def location(pointer: str, content: object = None) -> str:
    """Name the place that a JSON pointer leads to: `POST /session response 200`, `Session.title`, `info.version`.

    Args:
        pointer: A JSON pointer into the contract, such as `#/paths/~1session/post/responses/200`.
        content: The contract. With it the parameters of an operation appear by name, otherwise by number.
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
                name += f" response {status}"
            case ["headers", header, *rest]:
                name += f" header {header}"
            case ["parameters", number, *rest]:
                parameter = tokens[: len(tokens) - len(rest)]
                name += f" parameter {_parameter_name(content, parameter) or number}"
            case [step, *rest]:
                name += f" {step}"
    return name


def _parameter_name(content: object, tokens: Sequence[str]) -> str | None:
    parameter = node_at(content, tokens)
    if isinstance(parameter, dict) and "$ref" in parameter:
        parameter = node_at(content, tokens_of(parameter["$ref"]))
    return parameter.get("name") if isinstance(parameter, dict) else None
