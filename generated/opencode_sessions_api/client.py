# Generated from openapi.yaml; do not edit.
"""A request as data, the identifiers in it, the protocols of the transports that send one, and a client's resources."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from types import TracebackType
from typing import Any, Concatenate, Final, Generic, ParamSpec, Protocol, Self, TypeAlias, TypeVar, overload
from urllib.parse import quote

import httpx
from attrs import frozen

__all__ = [
    "NOT_GIVEN",
    "AsyncClient",
    "AsyncEventStream",
    "AsyncTransport",
    "CallTimeout",
    "Client",
    "EventStream",
    "NotGiven",
    "RawResponse",
    "Request",
    "Transport",
    "identifier",
    "resource",
    "segment",
]

# Type checkers take it for true. Editors based on jedi then read both branches: they need the code of `resource`, as
# they do not follow a type variable that stands for a class.
TYPE_CHECKING: bool = False

Result = TypeVar("Result")
Event = TypeVar("Event", covariant=True)
Resource = TypeVar("Resource", covariant=True)


class NotGiven:
    """The type of `NOT_GIVEN`, the default of arguments for which None has a meaning of its own."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __reduce__(self) -> str:
        # By its name, so that a copy is the same object.
        return "NOT_GIVEN"


#: The value of an argument that was not given.
NOT_GIVEN: Final = NotGiven()

#: The time limit of one call: seconds, or an `httpx.Timeout`; None for no limit, and `NOT_GIVEN` for the client's.
CallTimeout: TypeAlias = float | httpx.Timeout | NotGiven | None


class Request(Generic[Result]):
    """One call of one operation, ready to be sent; not to be changed.

    Attributes:
        operation: Method and path template, such as `GET /session/{sessionID}`.
        method: The HTTP method.
        path: The path with its identifiers quoted.
        decode: Turns the JSON of the response into the result; raises `UnexpectedShape` for JSON of another kind.
        params: The query by name; None stands for a parameter that was not given.
        body: The JSON body; None where the operation has none.
        waits_for_model: The server responds only when the model has finished its turn.
        is_divisible: The response is an array, and `decode` gives the same if it gets the items in portions.
        since: The first version of the server that has the operation; None when all have it.
        timeout: The time limit of this call.
        extra_headers: Headers of this call, in addition to those of the client or in their place.
        decode_body: Turns the body, its content type and the status into the result, instead of `decode`; None for a
            body of JSON.
        query: More of the query, already encoded: the parameters of other styles than those in `params`.
        headers: The headers of the operation, with names in lower case, such as those of its parameters; None for none.
        content: The body, already encoded, whose `content-type` is in `headers`; None for a body of JSON.
    """

    __slots__ = (
        "body",
        "content",
        "decode",
        "decode_body",
        "extra_headers",
        "headers",
        "is_divisible",
        "method",
        "operation",
        "params",
        "path",
        "query",
        "since",
        "timeout",
        "waits_for_model",
    )

    def __init__(
        self,
        operation: str,
        method: str,
        path: str,
        decode: Callable[[Any], Result],
        params: dict[str, Any],
        body: Any = None,
        waits_for_model: bool = False,
        since: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        decode_body: Callable[[bytes, str, int], Result] | None = None,
        is_divisible: bool = False,
        query: str = "",
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> None:
        self.operation = operation
        self.method = method
        self.path = path
        self.decode = decode
        self.params = params
        self.body = body
        self.waits_for_model = waits_for_model
        self.since = since
        self.timeout = timeout
        self.extra_headers = extra_headers
        self.decode_body = decode_body
        self.is_divisible = is_divisible
        self.query = query
        self.headers = headers
        self.content = content


@frozen(repr=False, eq=False)
class RawResponse(Generic[Result]):
    """A response as it came, and the value that it was decoded to.

    Attributes:
        status_code: The HTTP status.
        headers: The headers, by names in any case, without the secrets of the request that a server may repeat.
        url: The address of the request, without credentials.
        content: The body.
        parsed: What the method returns.
    """

    status_code: int
    headers: httpx.Headers
    url: str
    content: bytes
    parsed: Result

    def __repr__(self) -> str:
        return f"RawResponse(status_code={self.status_code}, url={self.url!r}, parsed=<{type(self.parsed).__name__}>)"


if TYPE_CHECKING:
    Arguments = ParamSpec("Arguments")

    # Functions, so that type checkers apply them to each overload of a method.

    def raw_method(
        method: Callable[Concatenate[Any, Arguments], Result],
    ) -> Callable[Concatenate[Any, Arguments], RawResponse[Result]]:
        """Return the type of a method of a resource that returns its response as well."""
        raise NotImplementedError

    def async_raw_method(
        method: Callable[Concatenate[Any, Arguments], Coroutine[Any, Any, Result]],
    ) -> Callable[Concatenate[Any, Arguments], Coroutine[Any, Any, RawResponse[Result]]]:
        """Return the type of a method of an async resource that returns its response as well."""
        raise NotImplementedError


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
    """Events as they happen, until it is closed; leaving its `async with` block closes it."""

    def __aiter__(self) -> Self: ...

    async def __anext__(self) -> Event: ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    async def close(self) -> None: ...


class Transport(Protocol):
    """Sends a request; returns the decoded response, or opens the stream of events that is the response."""

    def send(self, request: Request[Result], /) -> Result: ...

    def stream(self, request: Request[Result], /) -> EventStream[Result]: ...


class AsyncTransport(Protocol):
    """Sends a request; returns the decoded response, or opens the stream of events that is the response."""

    async def send(self, request: Request[Result], /) -> Result: ...

    def stream(self, request: Request[Result], /) -> AsyncEventStream[Result]: ...


class Client(Protocol):
    """An object whose transport the resources use."""

    @property
    def _transport(self) -> Transport: ...


class AsyncClient(Protocol):
    """An object whose transport the async resources use."""

    @property
    def _transport(self) -> AsyncTransport: ...


if TYPE_CHECKING:

    class resource(Generic[Resource]):
        """A resource of a client: decorates a method that imports and returns the resource's class.

        On a client it is the resource, made when it is first used; on the client's class it is the resource's class.
        """

        def __init__(self, find: Callable[[Any], type[Resource]]) -> None: ...

        @overload
        def __get__(self, client: None, owner: type, /) -> type[Resource]: ...

        @overload
        def __get__(self, client: object, owner: type, /) -> Resource: ...

        def __get__(self, client: Any, owner: type, /) -> Any: ...

else:

    class resource:
        """A resource of a client: decorates a method that imports and returns the resource's class.

        On a client it is the resource, made when it is first used; on the client's class it is the resource's class,
        so that `unittest.mock.create_autospec` finds the methods.
        """

        def __init__(self, find):
            self._find = find
            self.__doc__ = find.__doc__

        def __set_name__(self, owner, name):
            self._name = name

        def __get__(self, client, owner):
            kind = self._find(owner)
            if client is None:
                return kind
            # Found in the client itself from now on.
            made = client.__dict__[self._name] = kind(client)
            return made


def identifier(name: str, value: Any, *entities: str) -> str:
    """Return the identifier that a value is, or has.

    It is a string, an entity such as a `Session`, or an object that names one, as a message names its session.

    Args:
        name: The parameter that the value is for.
        value: The value.
        entities: The schemas of the entities that are meant. Without one, only strings are taken.

    Raises:
        TypeError: It is no such thing.
        ValueError: It is empty, or the object names none.
    """
    found = value if isinstance(value, str) else _identifier_of(value, entities)
    if isinstance(found, str) and found:
        return found
    shown = repr(value) if value is None or isinstance(value, _SCALARS) else f"an object of {type(value).__name__}"
    has_none = found is None
    raise (ValueError if has_none or isinstance(found, str) else TypeError)(
        f"{name} must be {_wanted(entities)}, not {shown:.80}{', which has none' if has_none else ''}"
    )


_SCALARS = (str, bytes, bool, int, float, list, tuple, dict)


def _identifier_of(value: Any, entities: tuple[str, ...]) -> Any:
    """Return the identifier that an object has; None when it has a place for one, which is empty."""
    from opencode_sessions_api import models

    if isinstance(value, models.SessionMessagesResponseItem):
        value = value.info
    for entity in entities:
        if isinstance(value, getattr(models, entity)):
            return value.id
        if (found := getattr(value, f"{entity.lower()}_id", ...)) is not ...:
            return found
    return ...


def _wanted(entities: tuple[str, ...]) -> str:
    if not entities:
        return "a string that is not empty"
    # `PermissionRequest` in words.
    names = " or ".join("".join(f" {c.lower()}" if c.isupper() else c for c in entity)[1:] for entity in entities)
    return f"a {names}'s id or an object that has one"


def segment(name: str, value: Any, *entities: str) -> str:
    """Quote an identifier as one segment of a path; arguments as for `identifier`.

    Raises:
        TypeError: It is no identifier, and has none.
        ValueError: It is empty, `.` or `..`, which would lead to another operation, or has no form in UTF-8.
    """
    if value in ("", ".", ".."):
        raise ValueError(f"{name} must be {_wanted(entities)}, not {value!r}")
    try:
        # With an encoding: what is no string is refused.
        return quote(value, "", "utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"{name} must be {_wanted(entities)}, not {value!r}, which has lone surrogates") from None
    except TypeError:
        pass
    return segment(name, identifier(name, value, *entities), *entities)
