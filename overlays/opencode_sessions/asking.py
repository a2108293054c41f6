"""What the agent asks its user: permissions and questions, as the events of any server generation tell of them."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from opencode_sessions_api.models.event_permission_asked import EventPermissionAsked
from opencode_sessions_api.models.event_permission_replied import EventPermissionReplied
from opencode_sessions_api.models.event_permission_updated import EventPermissionUpdated
from opencode_sessions_api.models.event_question_asked import EventQuestionAsked
from opencode_sessions_api.models.event_question_rejected import EventQuestionRejected
from opencode_sessions_api.models.event_question_replied import EventQuestionReplied
from opencode_sessions_api.models.permission_request import PermissionRequest
from opencode_sessions_api.models.permission_request_tool import PermissionRequestTool
from opencode_sessions_api.models.question_request import QuestionRequest

if TYPE_CHECKING:
    from opencode_sessions_api.models import Event
    from opencode_sessions_api.models.permission_reply import PermissionReply

    #: For each question, the labels that were chosen, or a text of one's own.
    Answers: TypeAlias = list[list[str]]

    #: Decides on a permission. Async clients take async functions too.
    OnPermission: TypeAlias = Callable[[PermissionRequest], PermissionReply | Awaitable[PermissionReply]]
    #: Answers questions; None refuses to.
    OnQuestion: TypeAlias = Callable[[QuestionRequest], Answers | Awaitable[Answers | None] | None]

Asked: TypeAlias = PermissionRequest | QuestionRequest


def asked(event: Event) -> Asked | None:
    """What an event asks; None when it asks nothing."""
    if isinstance(event, (EventPermissionAsked, EventQuestionAsked)):
        return event.properties
    if isinstance(event, EventPermissionUpdated):
        old = event.properties
        patterns: Any = [old.pattern] if isinstance(old.pattern, str) else old.pattern or []
        return PermissionRequest(
            id=old.id,
            session_id=old.session_id,
            permission=old.type,
            patterns=patterns,
            metadata={"title": old.title, **(old.metadata or {})},
            always=[],
            tool=PermissionRequestTool(old.message_id, old.call_id) if old.call_id else None,
        )
    return None


def answered(event: Event) -> str | None:
    """The identifier of the request that an event tells the end of."""
    if isinstance(event, EventPermissionReplied):
        return event.properties.request_id or event.properties.permission_id
    if isinstance(event, (EventQuestionReplied, EventQuestionRejected)):
        return event.properties.request_id
    return None


def described(request: Asked) -> str:
    """A request in a few words."""
    if isinstance(request, PermissionRequest):
        return f"the permission {request.permission} for {', '.join(request.patterns) or 'anything'} ({request.id})"
    return f"the question {'; '.join(info.question for info in request.questions)!r} ({request.id})"


async def async_decision(given: Any) -> Any:
    """What a user's function gave, or what that gives when awaited."""
    return await given if inspect.isawaitable(given) else given


def sync_decision(given: Any) -> Any:
    """What a user's function gave.

    Raises:
        TypeError: It is an async function.
    """
    if inspect.isawaitable(given):
        raise TypeError("An async function decides here: use it with AsyncOpencode.")
    return given
