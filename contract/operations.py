"""The operations of the contract, by their identifiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contract.documents import Document, read

__all__ = ["DOCUMENT", "OPERATIONS", "Operation"]


@dataclass(frozen=True)
class Operation:
    """One operation.

    Attributes:
        name: Method and path, such as `GET /session/{sessionID}`.
        since: The first version of the server that has it; None when all have it.
    """

    name: str
    since: str | None


def _operations(document: Document) -> dict[str, Operation]:
    return {
        operation["operationId"]: Operation(f"{method} {path}", _since(operation["responses"]))
        for method, path, operation in document.operations()
    }


def _since(responses: dict[str, Any]) -> str | None:
    successes = (response for status, response in responses.items() if status.startswith("2"))
    return next((response["x-since"] for response in successes if "x-since" in response), None)


#: The contract.
DOCUMENT = read()
OPERATIONS = _operations(DOCUMENT)
