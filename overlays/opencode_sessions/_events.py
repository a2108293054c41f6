"""Pure helpers over events: the session that one is about, the request in it, and the answers to requests."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import define, field, fields, frozen

from opencode_sessions._compat import REPEATING_EVENTS
from opencode_sessions._readable import is_readable
from opencode_sessions.errors import NotFoundError
from opencode_sessions_api.models.event_permission_asked import EventPermissionAsked
from opencode_sessions_api.models.event_permission_replied import EventPermissionReplied
from opencode_sessions_api.models.event_permission_updated import EventPermissionUpdated
from opencode_sessions_api.models.event_permission_updated_properties import EventPermissionUpdatedProperties
from opencode_sessions_api.models.event_question_asked import EventQuestionAsked
from opencode_sessions_api.models.event_question_rejected import EventQuestionRejected
from opencode_sessions_api.models.event_question_replied import EventQuestionReplied
from opencode_sessions_api.models.permission_request import PermissionRequest
from opencode_sessions_api.models.permission_request_tool import PermissionRequestTool
from opencode_sessions_api.models.question_request import QuestionRequest

if TYPE_CHECKING:
    from opencode_sessions_api.models import Event

LOGGER = logging.getLogger("opencode_sessions")

#: What a type of events looks like. Servers have more of them than the contract, and newer ones have others.
_EVENT_TYPE = re.compile(r"[a-z][\w-]*(\.[\w-]+)+")
#: From here on, up to 1, two names count as one that was spelled wrong.
_MISSPELLED = 0.85

__all__ = ["Refusal", "WaitingPermission", "WaitingQuestion", "WaitingRequest", "WatchedEvent"]

Asked: TypeAlias = PermissionRequest | QuestionRequest


def event_types(types: Collection[str] | None) -> frozenset[str] | None:
    """Return the types of events to listen to; None for all.

    One that the contract does not have is logged, since a newer server may send it.

    Raises:
        TypeError: It is no collection of strings.
        ValueError: One is no type of events, or a misspelled one; the error has suggestions.
    """
    if types is None:
        return None
    if isinstance(types, str) or not all(isinstance(each, str) for each in types):
        raise TypeError(f"types must be a collection of strings, such as {{'session.idle'}}, not {types!r:.80}")
    from difflib import get_close_matches

    from opencode_sessions_api.models import _EVENT_BY_TYPE

    known = [*map(str, _EVENT_BY_TYPE), *REPEATING_EVENTS]
    for name in sorted(set(types).difference(known)):
        close = get_close_matches(name, known, n=3, cutoff=_MISSPELLED)
        if close or not _EVENT_TYPE.fullmatch(name):
            close = close or get_close_matches(name, known, n=3, cutoff=0.4)
            raise ValueError(f"There are no events of the type {name!r}. Did you mean {', '.join(close or known)}?")
        LOGGER.warning("Events of the type %r are not known to this version of the SDK. It listens for them.", name)
    return frozenset(types)


def unwrapped(data: Any) -> dict[str, Any]:
    """Take an event out of the wrapper of `/global/event`; empty when it is malformed."""
    event = data.get("payload", data) if isinstance(data, dict) else None
    return event if isinstance(event, dict) else {}


def directory_in(data: Any) -> str | None:
    """Return the directory that `/global/event` names; None when the event belongs to none, or is malformed."""
    directory = data.get("directory") if isinstance(data, dict) else None
    return directory if isinstance(directory, str) and directory != "global" else None


@frozen
class WatchedEvent:
    """An event of any directory: an item of `client.watch`.

    Attributes:
        event: The event.
        directory: The directory that it belongs to; None when it belongs to none.
    """

    event: Event
    directory: str | None

    @property
    def session_id(self) -> str | None:
        """The session that the event is about; None when it is about none."""
        return self.event.session_id


def request_in(event: Event) -> Asked | None:
    """Return the permission or question that an event asks; None when it asks nothing that can be answered."""
    request = _request_in(event)
    return request if request is not None and is_readable(request) else None


def _request_in(event: Event) -> object:
    if isinstance(event, (EventPermissionAsked, EventQuestionAsked)):
        return event.properties
    if isinstance(event, EventPermissionUpdated) and isinstance(event.properties, EventPermissionUpdatedProperties):
        old = event.properties
        return PermissionRequest(
            id=old.id,
            session_id=old.session_id,
            permission=old.type,
            patterns=_listed(old.pattern),
            metadata={"title": old.title, **(old.metadata if isinstance(old.metadata, dict) else {})},
            always=[],
            tool=PermissionRequestTool(old.message_id, old.call_id) if old.call_id else None,
        )
    return None


def _listed(value: Any) -> list[Any]:
    """Return a value as a list: a single item is a list of one, and None an empty one."""
    return value if isinstance(value, list) else [] if value is None else [value]


@define(repr=False)
class WaitingPermission(PermissionRequest):
    """A permission that waits for an answer, with the directory of its session."""

    directory: str | None = field(default=None, kw_only=True)
    """The directory; None for the server's own, if the server does not tell its name."""


@define(repr=False)
class WaitingQuestion(QuestionRequest):
    """A question that waits for an answer, with the directory of its session."""

    directory: str | None = field(default=None, kw_only=True)
    """The directory; None for the server's own, if the server does not tell its name."""


#: A permission or a question that waits for an answer.
WaitingRequest: TypeAlias = WaitingPermission | WaitingQuestion


def waiting_in(request: Asked, directory: str | None) -> WaitingRequest:
    """Return a request with its directory."""
    kind = WaitingPermission if isinstance(request, PermissionRequest) else WaitingQuestion
    return kind(**{each.name: getattr(request, each.name) for each in fields(type(request))}, directory=directory)


def request_answer(answer: Any, request: Asked) -> Any:
    """Check an answer to a permission or a question; None stands for the refusal of a question.

    Raises:
        TypeError: It is no answer to such a request.
    """
    if isinstance(request, PermissionRequest):
        return permission_answer(answer, "The answer to a permission must be")
    if isinstance(answer, Refusal):
        return None
    return question_answer(answer, request, "The answer to a question must be")


def no_such_request(identifier: str) -> NotFoundError:
    """Make the error of an answer to a request that does not wait."""
    return NotFoundError(
        f"No permission or question {identifier!r} waits: it was answered, its turn is over, or it was never asked."
    )


def answered_request(event: Event) -> str | None:
    """Return the identifier of the permission or question that an event settles; None when it settles none."""
    if not isinstance(event, (EventPermissionReplied, EventQuestionReplied, EventQuestionRejected)):
        return None
    names = ("request_id", "permission_id")
    found = (getattr(event.properties, name, None) for name in names)
    return next((identifier for identifier in found if identifier and isinstance(identifier, str)), None)


def describe_request(request: Asked) -> str:
    """Describe a permission or question in a few words, as far as it can be read."""
    if isinstance(request, PermissionRequest):
        patterns = ", ".join(pattern_texts(request)) or "anything"
        return f"the permission {readable_text(request.permission)} for {patterns} ({request.id})"
    return f"the question {'; '.join(question_texts(request))!r} ({request.id})"


def pattern_texts(request: PermissionRequest) -> list[str]:
    """Return the patterns of a permission as text."""
    return [readable_text(pattern) for pattern in _listed(request.patterns)]


def question_texts(request: QuestionRequest) -> list[str]:
    """Return a text for each question of a request."""
    return [readable_text(getattr(info, "question", info)) for info in _listed(request.questions)]


def readable_text(value: object) -> str:
    """Return a text or a number of the server's as text; three dots for anything else, which cannot be described."""
    return str(value) if isinstance(value, (str, int, float)) else "…"


@frozen
class Refusal:
    """A permission refused for a reason, which the agent reads: it goes on with it. A bare `"reject"` ends the turn.

    Servers before 1.1.11 take no reason: there it is a bare `"reject"`, and a warning is logged.

    Attributes:
        reason: The reason, in words for the model.
    """

    reason: str


def permission_answer(decision: Any, must: str = "on_permission must return") -> str | Refusal:
    """Check what `on_permission` returned, or another answer; `must` begins the error's text.

    Raises:
        TypeError: It is neither a reply nor a `Refusal`.
    """
    if isinstance(decision, Refusal) or (isinstance(decision, str) and decision in ("once", "always", "reject")):
        return decision
    raise TypeError(f'{must} "once", "always", "reject" or a Refusal, not {decision!r}.')


def question_answer(
    answers: Any, request: QuestionRequest, must: str = "on_question must return"
) -> list[list[str]] | None:
    """Check what `on_question` returned, or other answers; `must` begins the error's text.

    Raises:
        TypeError: It is neither a list of labels for each question, nor None or `"reject"`.
    """
    if answers is None or answers == "reject":
        return None
    if (
        isinstance(answers, list)
        and len(answers) == len(request.questions)
        and all(isinstance(labels, list) and all(isinstance(label, str) for label in labels) for labels in answers)
    ):
        return answers
    raise TypeError(
        f"{must} a list of labels for each of the {len(request.questions)} questions, or None to "
        f"refuse, not {answers!r}."
    )
