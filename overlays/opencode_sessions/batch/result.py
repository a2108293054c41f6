"""The results of jobs, and their form in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

from attrs import field, frozen

from opencode_sessions import errors
from opencode_sessions.batch import errors as batch_errors
from opencode_sessions.errors import OpencodeError
from opencode_sessions.replies import as_reply
from opencode_sessions_api.models.assistant_message_tokens import AssistantMessageTokens
from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem
from opencode_sessions_api.models.token_cache import TokenCache

if TYPE_CHECKING:
    from opencode_sessions.replies import Reply

__all__ = ["Result", "Status", "no_tokens"]

#: `done`: the agent has finished. `failed`: the turn failed. `aborted`: the agent was stopped. `unfinished`: the agent
#: may be at work; the next run of the journal follows it up.
Status: TypeAlias = Literal["done", "failed", "aborted", "unfinished"]


def no_tokens() -> AssistantMessageTokens:
    """Return the tokens of a turn that never began."""
    return AssistantMessageTokens(input=0, output=0, reasoning=0, cache=TokenCache(read=0, write=0))


@frozen(kw_only=True)
class Result:
    """What came of a job.

    Attributes:
        key: The key of the job.
        status: `done`, `failed`, `aborted` or `unfinished`.
        text: The text of all steps of the turn, as paragraphs.
        cost: The cost of the turn, in US dollars.
        tokens: The tokens of the turn.
        refusals: How many tool calls were refused: their permission, or the answer to their question.
        error: Why it is not done; None when it is. One of an earlier run is of the same class, with its text alone.
        session_id: The session; None when there is none.
        server: The server, by its address or name.
        directory: The directory that it worked in; None for the server's own.
        seconds: How long it took, from its prompt on.
        attempt: The number of the attempt: 1, unless `retry` has asked for another.
        is_recorded: It was finished in an earlier run, and comes from the journal.
    """

    key: str
    status: Status
    text: str = ""
    cost: float = 0.0
    tokens: AssistantMessageTokens = field(factory=no_tokens)
    refusals: int = 0
    error: Exception | None = None
    session_id: str | None = None
    server: str | None = None
    directory: str | None = None
    seconds: float = 0.0
    attempt: int = 1
    is_recorded: bool = False
    _reply: Reply | None = field(default=None, repr=False, alias="reply")

    @property
    def is_done(self) -> bool:
        """True when the agent has finished its work."""
        return self.status == "done"

    @property
    def reply(self) -> Reply:
        """The last message of the turn: what `session.chat` returns.

        Raises:
            OpencodeError: There is none; the error says why.
        """
        if self._reply is None:
            raise self.error or OpencodeError(f"The job {self.key!r} has no reply.")
        return self._reply

    @property
    def structured(self) -> Any:
        """The structured output of the reply: an object of the class that `format` names, else JSON, None if none.

        Raises:
            OpencodeError: There is no reply, or its output does not match the class; the error says why.
        """
        return self.reply.structured

    def raise_for_error(self) -> Self:
        """Return the result of a job that is done, or raise the error of another.

        Raises:
            OpencodeError: It is not done; the error says why.
        """
        if self.error is not None:
            raise self.error
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON, as it is in the journal."""
        error = None if self.error is None else {"name": type(self.error).__name__, "message": str(self.error)}
        data = {
            "key": self.key,
            "status": self.status,
            "text": self.text,
            "cost": self.cost,
            "tokens": self.tokens.to_dict(),
            "refusals": self.refusals,
            "error": error,
            "session": self.session_id,
            "server": self.server,
            "directory": self.directory,
            "seconds": round(self.seconds, 3),
            "attempt": self.attempt,
            "reply": None if self._reply is None else self._reply.to_dict(),
        }
        return {name: value for name, value in data.items() if value is not None}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], format: Any = None) -> Self:
        """Return a result of the journal.

        Args:
            data: What `to_dict` gave.
            format: The `format` of the job.

        Raises:
            JournalError: It is damaged.
        """
        try:
            return cls._from_dict(data, format)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise batch_errors.JournalError(
                f"The result of the job {data.get('key')!r} in the journal is damaged: {error!r}"
            ) from error

    @classmethod
    def _from_dict(cls, data: Mapping[str, Any], format: Any) -> Self:
        error, reply = data.get("error"), data.get("reply")
        return cls(
            key=data["key"],
            status=data["status"],
            text=data.get("text", ""),
            cost=data.get("cost", 0.0),
            tokens=AssistantMessageTokens.from_dict(data["tokens"]) if "tokens" in data else no_tokens(),
            refusals=data.get("refusals", 0),
            error=None if error is None else error_class(error["name"])(error["message"]),
            session_id=data.get("session"),
            server=data.get("server"),
            directory=data.get("directory"),
            seconds=data.get("seconds", 0.0),
            attempt=data.get("attempt", 1),
            is_recorded=True,
            reply=None if reply is None else as_reply(SessionMessagesResponseItem.from_dict(reply), format),
        )


def error_class(name: str) -> type[OpencodeError]:
    """Return the error class of this name; `OpencodeError` for one that is not ours."""
    found = getattr(errors, name, None) or getattr(batch_errors, name, None)
    return found if isinstance(found, type) and issubclass(found, OpencodeError) else OpencodeError
