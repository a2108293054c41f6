"""Reading fields that may be of any kind: the decoder keeps whatever the server sends, so that nothing is lost.

Shortcuts, such as `reply.text`, pass over what is of another kind. A turn requires the fields that it relies on.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, TypeGuard

from opencode_sessions.errors import UndecodableResponseError, WrongMessageError
from opencode_sessions_api.models.assistant_message import AssistantMessage
from opencode_sessions_api.models.reasoning_part import ReasoningPart
from opencode_sessions_api.models.text_part import TextPart
from opencode_sessions_api.models.user_message import UserMessage
from opencode_sessions_api.types import Unknown

if TYPE_CHECKING:
    from opencode_sessions._events import Asked
    from opencode_sessions.replies import Reply
    from opencode_sessions_api.models import Part
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem

#: Absent, in a field that a server may leave out.
_ABSENT = type(None)
_NUMBER = (int, float, _ABSENT)


def created_time(thing: Any) -> float | None:
    """Return when a message or a session was created, in epoch milliseconds of the server; None if that is not told."""
    created = getattr(getattr(thing, "time", None), "created", None)
    return created if isinstance(created, (int, float)) else None


def updated_time(session: Any) -> float | None:
    """Return when a session was changed last, in epoch milliseconds of the server; None if that is not told."""
    updated = getattr(getattr(session, "time", None), "updated", None)
    return updated if isinstance(updated, (int, float)) else None


def parts_of(message: SessionMessagesResponseItem) -> list[Part]:
    """Return the parts of a message; none if the server sent no list of them."""
    return message.parts if isinstance(message.parts, list) else []


def text_of(part: TextPart | ReasoningPart) -> str:
    """Return the text of a part; none if the server sent something else."""
    return text_or_none(part.text) or ""


def text_or_none(value: Any) -> str | None:
    """Return a text; None for anything else."""
    return value if isinstance(value, str) else None


def number(value: Any) -> Any:
    """Return a finite number; 0 for anything else."""
    try:
        return value if isinstance(value, (int, float)) and isfinite(value) else 0
    except OverflowError:
        return 0


def tokens_in_words(tokens: Any) -> str:
    """Return the tokens that a model read and wrote, in words."""
    read, written = (number(getattr(tokens, name, None)) for name in ("input", "output"))
    return f"{read:,.0f} tokens in, {written:,.0f} out"


def dollars(cost: Any) -> str:
    """Return a cost in US dollars as text."""
    return f"${number(cost):.4f}"


def require_message(info: Any) -> None:
    """Refuse a message that no turn can take in.

    Raises:
        TypeError: A field is of another kind; the text names it.
    """
    if not isinstance(info, (UserMessage, AssistantMessage)):
        raise TypeError("it is no message of the user or the assistant")
    _require(info.id, str, "id")
    _require(getattr(info.time, "created", ...), _NUMBER, "time.created")
    if isinstance(info, AssistantMessage):
        _require(getattr(info.time, "completed", ...), _NUMBER, "time.completed")


def require_part(part: Any) -> None:
    """Refuse a part that no turn can take in.

    Raises:
        TypeError: A field is of another kind; the text names it.
    """
    _require(part.id, str, "part.id")
    _require(part.message_id, str, "part.messageID")
    if isinstance(part, (TextPart, ReasoningPart)):
        _require(part.text, (str, _ABSENT), "part.text")
        if part.time is not None:
            _require(getattr(part.time, "end", ...), _NUMBER, "part.time.end")


def is_readable(request: object) -> TypeGuard[Asked]:
    """Return whether something is a permission or a question, and can be answered."""
    from opencode_sessions_api.models.permission_request import PermissionRequest
    from opencode_sessions_api.models.question_request import QuestionRequest

    if isinstance(request, QuestionRequest):
        if not (isinstance(request.questions, list) and request.questions):
            return False
    elif not isinstance(request, PermissionRequest):
        return False
    return isinstance(request.id, str) and isinstance(request.session_id, str)


def require_readable(reply: Reply) -> None:
    """Refuse a stored message that no turn can take in. Kinds that the contract does not know are no fault.

    Raises:
        UndecodableResponseError: A field is of another kind; the text names it.
    """
    if isinstance(reply.info, Unknown):
        return
    try:
        require_message(reply.info)
        for part in reply.parts:
            if not isinstance(part, Unknown):
                require_part(part)
    except (TypeError, AttributeError) as error:
        identifier = getattr(reply.info, "id", None)
        raise UndecodableResponseError(f"The message {identifier!r} cannot be read: {error}.", body=reply) from None


def require_session(message: Any, session_id: str) -> None:
    """Refuse the response to a prompt that is a message of another session.

    Raises:
        WrongMessageError: It is of another session.
    """
    other = getattr(getattr(message, "info", None), "session_id", None)
    if isinstance(other, str) and other != session_id:
        raise WrongMessageError(
            f"The response to a prompt in the session {session_id} is a message of the session {other}: a proxy in "
            "between mixed them up, or the server erred. session.messages shows what the agent did.",
            body=message,
        )


def _require(value: object, kind: type | tuple[type, ...], field: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"{field} is {'missing' if value is ... else repr(value)[:80]}")
