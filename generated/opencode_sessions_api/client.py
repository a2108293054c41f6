"""A request as data, and the protocols of what sends one."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar
from urllib.parse import quote

__all__ = ["AsyncEventStream", "AsyncSender", "EventStream", "Request", "Sender", "segment"]

Answer = TypeVar("Answer")
Event = TypeVar("Event", covariant=True)


class Request(Generic[Answer]):
    """One call of one operation, ready to be sent; not to be changed.

    Attributes:
        operation: Method and path template, such as `GET /session/{sessionID}`.
        method: The HTTP method.
        path: The path with its identifiers quoted.
        decode: Turns the answer's JSON into the result; raises `UnexpectedShape` for JSON of another kind.
        params: The query by name; None stands for a parameter that was not given.
        body: The JSON body; None where the operation has none.
        waits_for_model: The answer comes only when the model has finished its turn.
        since: The first version of the server that has the operation; None when all have it.
    """

    __slots__ = ("body", "decode", "method", "operation", "params", "path", "since", "waits_for_model")

    def __init__(
        self,
        operation: str,
        method: str,
        path: str,
        decode: Callable[[Any], Answer],
        params: dict[str, Any],
        body: Any = None,
        waits_for_model: bool = False,
        since: str | None = None,
    ) -> None:
        self.operation = operation
        self.method = method
        self.path = path
        self.decode = decode
        self.params = params
        self.body = body
        self.waits_for_model = waits_for_model
        self.since = since


class EventStream(Protocol[Event]):
    """Events as they happen, until it is closed; leaving its `with` block closes it."""

    def __iter__(self) -> Self: ...

    def __next__(self) -> Event: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def close(self) -> None: ...


class AsyncEventStream(Protocol[Event]):
    """Events as they happen, until it is closed, awaited; leaving its `async with` block closes it."""

    def __aiter__(self) -> Self: ...

    async def __anext__(self) -> Event: ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    async def close(self) -> None: ...


class Sender(Protocol):
    """Sends a request and returns its decoded answer, or the events that are one."""

    def send(self, request: Request[Answer], /) -> Answer: ...

    def stream(self, request: Request[Answer], /) -> EventStream[Answer]: ...


class AsyncSender(Protocol):
    """Sends a request and returns its decoded answer, awaited, or the events that are one."""

    async def send(self, request: Request[Answer], /) -> Answer: ...

    def stream(self, request: Request[Answer], /) -> AsyncEventStream[Answer]: ...


def segment(name: str, value: str) -> str:
    """An identifier as one segment of a path, quoted.

    Raises:
        ValueError: It is empty, `.` or `..`, which would be routed to another operation.
    """
    if value in ("", ".", ".."):
        raise ValueError(f"{name} must be an identifier, not {value!r}")
    return quote(value, safe="")
