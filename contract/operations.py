"""The operations of the contract, by their identifiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from contract.generate import CONTRACT

__all__ = ["OPERATIONS", "Operation"]


@dataclass(frozen=True)
class Operation:
    """One operation.

    Attributes:
        name: Method and path, such as `GET /session/{sessionID}`.
        since: The first version of the server that has it; None when all have it.
    """

    name: str
    since: str | None


def _operations(document: dict[str, Any]) -> dict[str, Operation]:
    return {
        operation["operationId"]: Operation(f"{method.upper()} {path}", _since(operation["responses"]))
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    }


def _since(responses: dict[str, Any]) -> str | None:
    successes = (response for status, response in responses.items() if status.startswith("2"))
    return next((response["x-since"] for response in successes if "x-since" in response), None)


OPERATIONS = _operations(yaml.safe_load(CONTRACT.read_text("utf-8")))
