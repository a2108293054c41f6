"""Every error of the SDK, as one tree under `OpencodeError`.

An error says what happened, to what, and what to do about it. All of them pickle and copy. None holds a
credential: addresses are shown without user information, and request headers are never kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    from opencode_sessions.replies import Reply
    from opencode_sessions_api.models import AssistantMessageError

__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AgentNotFoundError",
    "AuthenticationError",
    "BadRequestError",
    "CommandNotFoundError",
    "ConflictError",
    "ConnectionLostError",
    "EmptyAnswerError",
    "EventLoopError",
    "HTMLAnswerError",
    "InternalServerError",
    "ModelNotFoundError",
    "NotFoundError",
    "NotOfferedError",
    "OpencodeError",
    "PayloadTooLargeError",
    "PermissionDeniedError",
    "RateLimitError",
    "TurnAbortedError",
    "TurnFailedError",
    "UndecodableAnswerError",
    "UnexpectedAnswerError",
    "UnsupportedByServerError",
]


class OpencodeError(Exception):
    """Base of every error that this SDK raises.

    Attributes:
        operation: The operation that failed, such as `POST /session/{sessionID}/message`; None outside a call.
        url: The address that was asked, without credentials; None outside a call.
        status_code: The HTTP status of the answer; None when there was none.
        body: The answer's body: decoded JSON where it was JSON, else its text; None when there was none.
    """

    # Class attributes are the defaults, so that an error pickles and copies by its message and its own dict.
    operation: str | None = None
    url: str | None = None
    status_code: int | None = None
    body: Any = None

    def __init__(
        self,
        message: str,
        *,
        operation: str | None = None,
        url: str | None = None,
        status_code: int | None = None,
        body: Any = None,
    ) -> None:
        super().__init__(message)
        self.operation = operation
        self.url = url
        self.status_code = status_code
        self.body = body

    @property
    def message(self) -> str:
        """What happened, and what to do."""
        return str(self.args[0])


class APIConnectionError(OpencodeError):
    """The server could not be reached. Nothing was sent."""


class ConnectionLostError(APIConnectionError):
    """The connection broke before the answer was complete. The server may have acted on the request."""


class APITimeoutError(OpencodeError):
    """The server did not answer in time. It may still be working on the request."""


class EventLoopError(OpencodeError):
    """A user's own `http_client` was used in a second event loop or process, where its connections are dead."""


class APIStatusError(OpencodeError):
    """The server answered with an error status.

    Attributes:
        name: The server's own name of the error, such as `NotFoundError` or `SessionBusyError`, when it gave one.
    """

    name: str | None = None

    #: What to do about this status; the end of the message.
    advice: ClassVar[str] = ""

    @staticmethod
    def class_for(status_code: int) -> type[APIStatusError]:
        """The error class of an HTTP status: its own where there is one, else that of its family."""
        if status_code >= 500:
            return InternalServerError
        return _CLASS_BY_STATUS.get(status_code, APIStatusError)


class BadRequestError(APIStatusError):
    """400: the server does not accept the request as it is. Servers before 1.0.0 answer 400 to everything."""


class AuthenticationError(APIStatusError):
    """401: the server wants another user name or password."""

    advice = "Pass password= (and username=), or set OPENCODE_SERVER_PASSWORD."


class PermissionDeniedError(APIStatusError):
    """403: these credentials do not allow the request."""


class NotFoundError(APIStatusError):
    """There is no such session, message or route: 404, and what some servers answer to a prompt instead.

    To an unknown session, servers before 1.0.0 answer 400, and those up to 1.14 a prompt with an empty 200.
    """

    advice = "Check the identifier and directory=; a session belongs to one server."


class NotOfferedError(NotFoundError):
    """The call named something that the server does not have.

    Attributes:
        wanted: What was named.
        available: What the server has instead.
    """

    wanted: str | None = None
    available: Sequence[str] = ()


class AgentNotFoundError(NotOfferedError):
    """There is no such agent. The server itself says so with a bare 500, or with an empty 200 (1.0 to 1.14)."""


class CommandNotFoundError(NotOfferedError):
    """There is no such command. The server itself says so with a bare 500, or with an empty 200 (1.0 to 1.14)."""


class ModelNotFoundError(NotOfferedError):
    """There is no such provider or model. The server itself says so with a bare 500, or with an empty 200."""


class ConflictError(APIStatusError):
    """409: the session is busy with another turn."""

    advice = "Wait for the session's turn to end, or abort it."


class PayloadTooLargeError(APIStatusError):
    """413: the request's body is larger than the server takes."""


class RateLimitError(APIStatusError):
    """429: too many requests."""


class InternalServerError(APIStatusError):
    """5xx: the server failed.

    New servers also answer 500 to an identifier without its prefix (`ses_`, `msg_`), and to an unknown model,
    agent or command.
    """

    advice = (
        "New servers answer 500 to a malformed identifier and to an unknown model or agent too; "
        "the server's log has the reason."
    )


_CLASS_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: PayloadTooLargeError,
    429: RateLimitError,
}


class UnexpectedAnswerError(OpencodeError):
    """The server answered with success, but not with what the operation promises."""


class HTMLAnswerError(UnexpectedAnswerError):
    """The answer is a web page: no such route on this server, or no opencode server at this address."""


class EmptyAnswerError(UnexpectedAnswerError):
    """The answer is empty. Servers from 1.0.0 to 1.14 answer so when a prompt fails for any reason."""


class UndecodableAnswerError(UnexpectedAnswerError):
    """The answer is not the JSON that the operation promises: cut off, or of another shape."""


class UnsupportedByServerError(OpencodeError):
    """This server has no such operation.

    Attributes:
        server_version: The server's version; None when it is older than 1.1.11, which cannot tell.
        since: The first version that has the operation.
    """

    server_version: str | None = None
    since: str | None = None


class TurnFailedError(OpencodeError):
    """The model failed the turn: what `Reply.raise_for_error` raises.

    Attributes:
        reply: The message that has the error.
        error: What the server says of it: one of the variants of `AssistantMessageError`.
    """

    reply: Reply | None = None
    error: AssistantMessageError | None = None

    @classmethod
    def of(cls, reply: Reply) -> Self:
        """The error of a reply that has one."""
        failure = cls(f"The turn ended with {explanation(reply.error)}.")
        failure.reply, failure.error = reply, reply.error
        return failure


class TurnAbortedError(TurnFailedError):
    """The turn was aborted."""


def explanation(error: AssistantMessageError | None) -> str:
    """What the server says of a failed turn: the name of the error and its words."""
    data = getattr(error, "data", None)
    words = data.get("message") if isinstance(data, dict) else getattr(data, "message", None)
    name = getattr(error, "name", None) or "an unknown error"
    return f"{name}: {words}" if words else str(name)
