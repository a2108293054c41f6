"""Every error of the SDK, as one tree.

    OpencodeError
    ├─ APIConnectionError             no complete response
    │  ├─ NotSentError                no connection: the server saw nothing, and the call is safe to send again
    │  │  ├─ ProxyError               the proxy in between cannot be used
    │  │  └─ TLSSettingsError         a variable of the environment about TLS cannot be used
    │  ├─ ConnectionLostError         the connection broke: the server may have processed the request
    │  │  └─ TurnLostError            the server was restarted and has forgotten the turn
    │  └─ APITimeoutError             no response in time: likewise
    ├─ APIStatusError                 the server responded with an error status
    │  ├─ BadRequestError             400
    │  ├─ AuthenticationError         401
    │  ├─ PermissionDeniedError       403
    │  ├─ NotFoundError               404: no such session, message or route
    │  │  └─ UnknownNameError         an unknown name, with the known ones
    │  │     ├─ AgentNotFoundError
    │  │     ├─ CommandNotFoundError
    │  │     └─ ModelNotFoundError
    │  ├─ ConflictError               409: the session is busy
    │  ├─ PayloadTooLargeError        413
    │  ├─ RateLimitError              429
    │  └─ InternalServerError         5xx
    ├─ UnexpectedResponseError        success, but not the response that the operation promises
    │  ├─ HTMLResponseError           a web page
    │  ├─ EmptyResponseError          nothing
    │  ├─ UndecodableResponseError    no JSON, or JSON of another shape
    │  ├─ WrongMessageError           a message of another session or of an earlier turn, in response to a prompt
    │  └─ ResponseTooLargeError       more bytes than allowed
    ├─ UnsupportedByServerError       this version of the server has no such operation, or is OpenCode 2.x
    ├─ TurnFailedError                the model failed the turn
    │  └─ TurnAbortedError            somebody aborted it
    ├─ IncompleteTurnError            the turn is over, but not all of it could be read
    ├─ SessionBusyError               the session is at work on another prompt; nothing was sent
    ├─ ClientClosedError              the client was closed
    ├─ EventLoopError                 an `http_client` or a stream in another event loop or process
    ├─ JournalError                   the journal of a batch cannot be used (in `opencode_sessions.batch.errors`)
    │  ├─ JournalLockedError          another run uses it
    │  ├─ JobChangedError             it has another job under the key
    │  └─ DuplicateJobError           two jobs have one key
    ├─ BatchStoppedError              no server is left for a batch (likewise)
    ├─ ProgramNotFoundError           no `opencode` program to launch (in `opencode_sessions.server.errors`)
    └─ ServerStartError               the launched server did not start (likewise)

An error names the operation, the problem, and what to do about it. All of them pickle and copy. None holds a
credential: addresses are shown without user information, request headers are never kept, and what a server repeats of
them is masked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict, Unpack

if TYPE_CHECKING:
    from opencode_sessions.replies import Reply
    from opencode_sessions.server.errors import ServerExit
    from opencode_sessions_api.models import AssistantMessageError

__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AgentNotFoundError",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "CommandNotFoundError",
    "ConflictError",
    "ConnectionLostError",
    "EmptyResponseError",
    "EventLoopError",
    "HTMLResponseError",
    "IncompleteTurnError",
    "InternalServerError",
    "ModelNotFoundError",
    "NotFoundError",
    "NotSentError",
    "OpencodeError",
    "PayloadTooLargeError",
    "PermissionDeniedError",
    "ProxyError",
    "RateLimitError",
    "ResponseTooLargeError",
    "SessionBusyError",
    "TLSSettingsError",
    "TurnAbortedError",
    "TurnFailedError",
    "TurnLostError",
    "UndecodableResponseError",
    "UnexpectedResponseError",
    "UnknownNameError",
    "UnsupportedByServerError",
    "WrongMessageError",
]


class ErrorContext(TypedDict, total=False):
    """The call that failed, as every error describes it: see `OpencodeError`."""

    operation: str | None
    url: str | None
    status_code: int | None
    body: Any


class OpencodeError(Exception):
    """Base of every error that this SDK raises.

    Attributes:
        operation: The operation that failed, such as `POST /session/{sessionID}/message`; None outside a call.
        url: The address of the request, without credentials; None outside a call.
        status_code: The HTTP status of the response; None when there was none.
        body: The response's body: decoded JSON where it was JSON, else its text; None when there was none.
    """

    # Every other argument of a constructor is a keyword with a default: `pickle` and `copy` call it with the message
    # alone, and then restore the attributes.
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
        """The text of the error: the problem, and what to do about it."""
        return str(self.args[0])


class APIConnectionError(OpencodeError):
    """There is no complete response. The subclass says if the server may have processed the request.

    Attributes:
        server_exit: The end of the server, when it is one that this program launched, and why there is no response.
    """

    def __init__(self, message: str, *, server_exit: ServerExit | None = None, **context: Unpack[ErrorContext]) -> None:
        super().__init__(message, **context)
        self.server_exit = server_exit

    @property
    def is_final(self) -> bool:
        """The server was launched, is dead, and is not started again by itself."""
        return self.server_exit is not None and not self.server_exit.is_restarted


class NotSentError(APIConnectionError):
    """No connection was opened: the server saw nothing, and the call is safe to send again."""


class ProxyError(NotSentError):
    """The proxy between this machine and the server cannot be used: it is not reached, opens no connection, or is not
    named correctly. The server saw nothing.

    Attributes:
        proxy: The address of the proxy, without credentials; None when what names it is no such address.
        source: The argument or the environment variable that names it, such as `proxy=` or `HTTPS_PROXY`; None, as
            `proxy`, for the proxy of an `http_client`.
    """

    def __init__(
        self, message: str, *, proxy: str | None = None, source: str | None = None, **context: Unpack[ErrorContext]
    ) -> None:
        super().__init__(message, **context)
        self.proxy = proxy
        self.source = source

    @property
    def is_final(self) -> bool:
        """Trying again is of no use: what names the proxy is wrong."""
        return self.proxy is None and self.source is not None


class TLSSettingsError(NotSentError):
    """A variable of the environment about TLS, such as `SSL_CERT_FILE`, cannot be used. The server saw nothing.

    Attributes:
        source: The name of the variable.
    """

    def __init__(self, message: str, *, source: str | None = None, **context: Unpack[ErrorContext]) -> None:
        super().__init__(message, **context)
        self.source = source

    @property
    def is_final(self) -> bool:
        """Trying again is of no use: the variable is wrong."""
        return True


class ConnectionLostError(APIConnectionError):
    """The connection broke before the response was complete. The server may have processed the request."""


class APITimeoutError(APIConnectionError):
    """The server did not respond in time. It may still be working on the request."""


class TurnLostError(ConnectionLostError):
    """The server has forgotten the turn: it was restarted, or its agent crashed. The agent is gone, and nothing more
    will come.

    Attributes:
        reply: The agent's last message, unfinished; None when it had not begun.
        steps: All of the agent's messages in this turn.
    """

    def __init__(
        self,
        message: str,
        *,
        reply: Reply | None = None,
        steps: Sequence[Reply] = (),
        server_exit: ServerExit | None = None,
        **context: Unpack[ErrorContext],
    ) -> None:
        super().__init__(message, server_exit=server_exit, **context)
        self.reply = reply
        self.steps = steps


class IncompleteTurnError(OpencodeError):
    """The turn is over, but events were missed, and its messages cannot be read. `session.messages` reads them later.

    Attributes:
        reply: The last message of the turn: the response to the prompt.
        steps: The agent's messages, as far as they are known.
    """

    def __init__(
        self, message: str, *, reply: Reply | None = None, steps: Sequence[Reply] = (), **context: Unpack[ErrorContext]
    ) -> None:
        super().__init__(message, **context)
        self.reply = reply
        self.steps = steps


class SessionBusyError(OpencodeError):
    """The session is at work on another prompt, and a conversation was told not to wait for it. Nothing was sent."""


class ClientClosedError(OpencodeError):
    """The client was closed, by `close` or at the end of its `with` block. Make a new one."""


class EventLoopError(OpencodeError):
    """A user's own `http_client`, a stream, an inbox or a batch was used in a second event loop or process.

    Its connections are dead there.
    """


class APIStatusError(OpencodeError):
    """The server responded with an error status.

    Attributes:
        name: The server's own name of the error, such as `NotFoundError` or `SessionBusyError`; None without one.
    """

    #: What to do about this status; the end of the message.
    advice: ClassVar[str] = ""
    #: The same for an operation without an identifier in its path, where it differs.
    advice_without_identifier: ClassVar[str | None] = None

    def __init__(self, message: str, *, name: str | None = None, **context: Unpack[ErrorContext]) -> None:
        super().__init__(message, **context)
        self.name = name

    @staticmethod
    def class_for(status_code: int) -> type[APIStatusError]:
        """Return the error class of an HTTP status: its own where there is one, else that of its family."""
        if status_code >= 500:
            return InternalServerError
        return _CLASS_BY_STATUS.get(status_code, APIStatusError)


class BadRequestError(APIStatusError):
    """400: the server does not accept the request as it is. Servers before 1.0.0 respond with 400 to everything."""


class AuthenticationError(APIStatusError):
    """401: the server wants another user name or password. The message says if any were sent."""

    advice = "Set OPENCODE_SERVER_PASSWORD, or pass password= (and username=)."


class PermissionDeniedError(APIStatusError):
    """403: these credentials do not allow the request."""


class NotFoundError(APIStatusError):
    """There is no such session, message or route: a 404, or the equivalent of an older server.

    To an unknown session, servers before 1.0.0 respond with 400, and those up to 1.14.41 to a prompt with an empty 200.
    """

    advice = "Check the identifier, directory= and base_url=: a server knows only its own sessions."
    advice_without_identifier = "Check base_url=: the server there has no such operation, or is no opencode server."


class UnknownNameError(NotFoundError):
    """The call named something that the server does not have.

    Attributes:
        wanted: The name in the call.
        available: The names that the server has.
    """

    def __init__(
        self, message: str, *, wanted: str | None = None, available: Sequence[str] = (), **context: Unpack[ErrorContext]
    ) -> None:
        super().__init__(message, **context)
        self.wanted = wanted
        self.available = available


class AgentNotFoundError(UnknownNameError):
    """There is no such agent. The server itself responds with a bare 500, or with an empty 200 (1.0 to 1.14)."""


class CommandNotFoundError(UnknownNameError):
    """There is no such command. The server itself responds with a bare 500, or with an empty 200 (1.0 to 1.14)."""


class ModelNotFoundError(UnknownNameError):
    """There is no such provider or model. The server itself responds with a bare 500, or with an empty 200."""


class ConflictError(APIStatusError):
    """409: the session is busy with another turn."""

    advice = "The session is at work: wait for the end of its turn (session.wait), or stop the agent (session.abort)."


class PayloadTooLargeError(APIStatusError):
    """413: the request's body is larger than the server takes."""


class RateLimitError(APIStatusError):
    """429: too many requests."""


class InternalServerError(APIStatusError):
    """5xx: the server failed.

    New servers also respond with 500 to an identifier without its prefix (`ses_`, `msg_`), and to an unknown model,
    agent or command.
    """

    advice = (
        "Check the identifier, the directory, the model and the agent: servers from 1.15 respond with 500 to wrong "
        "ones, too. "
        "The server's log has the reason."
    )
    advice_without_identifier = "The server's log has the reason."


_CLASS_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: PayloadTooLargeError,
    429: RateLimitError,
}


class UnexpectedResponseError(OpencodeError):
    """The server responded with success, but not with what the operation promises."""


class HTMLResponseError(UnexpectedResponseError):
    """The response is a web page: no such route on this server, or no opencode server at this address."""


class EmptyResponseError(UnexpectedResponseError):
    """The response is empty. Servers from 1.0.0 to 1.14.41 send that when a prompt fails for any reason."""


class UndecodableResponseError(UnexpectedResponseError):
    """The response is not the JSON that the operation promises: truncated, or of another shape."""


class WrongMessageError(UnexpectedResponseError):
    """The response to a prompt is a message of another session or of an earlier turn. The agent may be at work."""


class ResponseTooLargeError(UnexpectedResponseError):
    """The response, or an event, has more bytes than the client's `max_response_bytes` allows."""


class UnsupportedByServerError(OpencodeError):
    """This server has no such operation; or it is OpenCode 2.x, whose API is another one.

    Attributes:
        server_version: The server's version; None when it is older than 1.1.11, which cannot tell.
        since: The first version that has the operation; None if the server is too new.
    """

    def __init__(
        self,
        message: str,
        *,
        server_version: str | None = None,
        since: str | None = None,
        **context: Unpack[ErrorContext],
    ) -> None:
        super().__init__(message, **context)
        self.server_version = server_version
        self.since = since


class TurnFailedError(OpencodeError):
    """The model failed the turn: `Reply.raise_for_error` raises this.

    Attributes:
        reply: The message that has the error.
        error: The error as the server describes it: one of the variants of `AssistantMessageError`.
    """

    def __init__(
        self,
        message: str,
        *,
        reply: Reply | None = None,
        error: AssistantMessageError | None = None,
        **context: Unpack[ErrorContext],
    ) -> None:
        super().__init__(message, **context)
        self.reply = reply
        self.error = error


class TurnAbortedError(TurnFailedError):
    """The turn was aborted."""


def describe_error(error: AssistantMessageError | None) -> str:
    """Describe the error of a failed turn: its name and its message."""
    data = getattr(error, "data", None)
    words = data.get("message") if isinstance(data, dict) else getattr(data, "message", None)
    name = getattr(error, "tag", getattr(error, "name", None)) or "an unknown error"
    return f"{name}: {words}" if words else str(name)
