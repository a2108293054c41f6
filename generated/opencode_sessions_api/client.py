"""A request as data, and the protocols of what sends one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import quote

from attrs import frozen

__all__ = ["AsyncSender", "Request", "Sender", "segment"]

Answer = TypeVar("Answer")


@frozen
class Request(Generic[Answer]):
    """One call of one operation, ready to be sent.

    Attributes:
        operation: Method and path template, such as `GET /session/{sessionID}`.
        method: The HTTP method.
        path: The path with its identifiers quoted.
        decode: Turns the answer's JSON into the result; raises `UnexpectedShape` for JSON of another kind.
        params: The query by name; None stands for a parameter that was not given.
        body: The JSON body; None where the operation has none.
        waits_for_model: The answer comes only when the model has finished its turn.
    """

    operation: str
    method: str
    path: str
    decode: Callable[[Any], Answer]
    params: dict[str, Any]
    body: Any = None
    waits_for_model: bool = False


class Sender(Protocol):
    """Sends a request and returns its decoded answer."""

    def send(self, request: Request[Answer], /) -> Answer: ...


class AsyncSender(Protocol):
    """Sends a request and returns its decoded answer, awaited."""

    async def send(self, request: Request[Answer], /) -> Answer: ...


def segment(name: str, value: str) -> str:
    """An identifier as one segment of a path, quoted.

    Raises:
        ValueError: It is empty, `.` or `..`, which would be routed to another operation.
    """
    if value in ("", ".", ".."):
        raise ValueError(f"{name} must be an identifier, not {value!r}")
    return quote(value, safe="")
