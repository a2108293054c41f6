"""A turn as it grows: what events, messages and the answer tell of it, in whatever order, as one state.

No input or output here. Each piece of news gives a `Progress`: what to show of it. Whatever is lost, repeated or late
on the way, what was shown of a part adds up to the text that the server has stored of it, or a `PartReset` says
otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from typing import TYPE_CHECKING, TypeAlias, TypeGuard, TypeVar

from attrs import define, field, frozen

from opencode_sessions.replies import PARAGRAPH, Reply
from opencode_sessions_api.models.assistant_message import AssistantMessage
from opencode_sessions_api.models.event_message_part_delta import EventMessagePartDelta
from opencode_sessions_api.models.event_message_part_removed import EventMessagePartRemoved
from opencode_sessions_api.models.event_message_part_removed_properties import EventMessagePartRemovedProperties
from opencode_sessions_api.models.event_message_part_updated import EventMessagePartUpdated
from opencode_sessions_api.models.event_message_part_updated_properties import EventMessagePartUpdatedProperties
from opencode_sessions_api.models.event_message_removed import EventMessageRemoved
from opencode_sessions_api.models.event_message_updated import EventMessageUpdated
from opencode_sessions_api.models.event_message_updated_properties import EventMessageUpdatedProperties
from opencode_sessions_api.models.event_session_error import EventSessionError
from opencode_sessions_api.models.event_session_idle import EventSessionIdle
from opencode_sessions_api.models.reasoning_part import ReasoningPart
from opencode_sessions_api.models.text_part import TextPart

if TYPE_CHECKING:
    from opencode_sessions_api.models import AssistantMessageError, Event, Message, Part
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem

    #: What a turn tells: the server's events about it, and what the server never says by itself.
    TurnEvent: TypeAlias = "Event | PartReset"

AboutPart = TypeVar("AboutPart", EventMessagePartUpdated, EventMessagePartDelta, EventMessagePartRemoved)

#: At least so many identifiers of events are remembered, against those that come twice. They come close together.
_REMEMBERED = 1000


@frozen
class PartReset:
    """The server replaced a part: what was shown of its text no longer holds.

    It does so when the model fails in mid-stream and is asked again.

    Attributes:
        part: The part as it is now.
        shown: The text that was shown of it.
    """

    part: Part
    shown: str


@define
class Shown:
    """A part, and the text that was shown of it.

    Attributes:
        part: The part as the server last told it as a whole.
        pieces: The text, as it was shown.
        is_behind: Some of the text may have been missed: what comes in pieces does not fit, until the whole is told.
    """

    part: Part
    pieces: list[str] = field(factory=list)
    is_behind: bool = False

    @property
    def text(self) -> str:
        if len(self.pieces) > 1:
            self.pieces = ["".join(self.pieces)]
        return self.pieces[0] if self.pieces else ""

    @property
    def whole(self) -> Part:
        """The part; while it is being written, with the text that was shown, which its own may be behind."""
        if _is_open(self.part):
            whole = copy(self.part)
            whole.text = self.text
            return whole
        return self.part


@define
class Progress:
    """What a piece of news adds to what was shown.

    Attributes:
        event: The news itself.
        text: What it adds to the text that the agent wrote, in all steps.
        shown: What is shown of the part that it changed.
    """

    event: TurnEvent
    text: str = ""
    shown: Shown | None = None

    @property
    def part(self) -> Part | None:
        """The part that it changed, as it is by now."""
        return None if self.shown is None else self.shown.whole


class TurnState:
    """One session's turn.

    Args:
        session_id: The session.
        since: Messages that were made at this time (epoch milliseconds of the server) or before are of earlier turns.
    """

    def __init__(self, session_id: str, since: float | None = None) -> None:
        self.session_id = session_id
        self.since = since
        #: Whether the server said that the session is at rest, after the turn began.
        self.is_idle = False
        #: What the server said went wrong.
        self.error: AssistantMessageError | None = None
        self._messages: dict[str, Message] = {}
        self._parts: dict[str, Shown] = {}
        self._waiting: dict[str, list[Event]] = {}
        self._earlier: set[str] = set()
        self._heard: set[str] = set()
        self._heard_before: set[str] = set()
        self._has_text_of: str | None = None

    @property
    def steps(self) -> list[Reply]:
        """The agent's messages so far, in the order of their coming."""
        return [
            Reply(info, [shown.whole for shown in self._parts.values() if shown.part.message_id == info.id])
            for info in self._messages.values()
            if isinstance(info, AssistantMessage)
        ]

    @property
    def is_complete(self) -> bool:
        """Whether the end of everything that was begun has been told."""
        return not any(
            shown.is_behind or _is_open(shown.part)
            for shown in self._parts.values()
            if isinstance(self._messages.get(shown.part.message_id), AssistantMessage)
        )

    def miss(self) -> None:
        """Some events were lost: pieces of text no longer fit on what was shown."""
        # What waits for its message may lack a piece, and is read with it.
        self._waiting.clear()
        for shown in self._parts.values():
            shown.is_behind = _is_open(shown.part)

    def hear(self, event: Event) -> list[Progress]:
        """News from the event stream, about this session."""
        identifier = getattr(event, "id", None)
        if type(identifier) is str:
            if identifier in self._heard or identifier in self._heard_before:
                return []
            if len(self._heard) == _REMEMBERED:
                self._heard, self._heard_before = set(), self._heard
            self._heard.add(identifier)
        return self._taken(event)

    def read(self, messages: Iterable[SessionMessagesResponseItem], *, at_rest: bool = False) -> Iterator[Progress]:
        """News from the messages of the session, or some of them: what the events have not told, as if they had.

        Args:
            messages: The messages.
            at_rest: The agent is done with them. Else servers from 1.2.27 have not stored all that they told.
        """
        for item in messages:
            info = item.info
            if self._messages.get(info.id) != info:
                yield from self._take(
                    EventMessageUpdated(EventMessageUpdatedProperties(info=info, session_id=self.session_id))
                )
            if info.id not in self._messages:
                continue
            for part in item.parts:
                shown = self._parts.get(part.id)
                if shown is not None:
                    # What is read at rest holds, also where it is less than what was shown.
                    shown.is_behind = not at_rest and _is_open(shown.part)
                if shown is None or shown.whole != part:
                    updated = EventMessagePartUpdatedProperties(part=part, session_id=self.session_id)
                    yield from self._take(EventMessagePartUpdated(updated))
                if not at_rest and _is_open(part):
                    # Pieces that come next may be in it already.
                    self._parts[part.id].is_behind = True
            there = {part.id for part in item.parts}
            for shown in [shown for shown in self._parts.values() if shown.part.message_id == info.id]:
                if shown.part.id not in there:
                    removed = EventMessagePartRemovedProperties(
                        session_id=self.session_id, message_id=info.id, part_id=shown.part.id
                    )
                    yield from self._take(EventMessagePartRemoved(removed))

    def _taken(self, event: Event) -> list[Progress]:
        try:
            return self._take(event)
        except (AttributeError, TypeError):
            # An event without what every event of its type has: to be seen, but of no use here.
            return [Progress(event)]

    def _take(self, event: Event) -> list[Progress]:
        match event:
            # First what is by far the most frequent.
            case EventMessagePartDelta():
                return self._of_message(event, event.properties.message_id, self._delta)
            case EventMessagePartUpdated():
                return self._of_message(event, event.properties.part.message_id, self._part)
            case EventMessagePartRemoved():
                return self._of_message(event, event.properties.message_id, self._removed)
            case EventMessageUpdated():
                return self._message(event)
            case EventMessageRemoved():
                self._messages.pop(event.properties.message_id, None)
            case EventSessionIdle():
                # One before the prompt's own message is the end of an earlier turn.
                self.is_idle = self.is_idle or bool(self._messages)
            case EventSessionError():
                self.error = event.properties.error
        return [Progress(event)]

    def _message(self, event: EventMessageUpdated) -> list[Progress]:
        info = event.properties.info
        created = getattr(info.time, "created", None)
        if info.id not in self._messages and created is not None and self.since is not None and created <= self.since:
            self._earlier.add(info.id)
            self._waiting.pop(info.id, None)
            return []
        self._messages[info.id] = info
        waited = [progress for waiting in self._waiting.pop(info.id, ()) for progress in self._taken(waiting)]
        return [Progress(event), *waited]

    def _of_message(
        self, event: AboutPart, message_id: str | None, take: Callable[[AboutPart], list[Progress]]
    ) -> list[Progress]:
        if message_id in self._earlier:
            return []
        if message_id is None:
            raise TypeError("no message")
        if message_id not in self._messages:
            # Which turn it is of, its message will tell.
            self._waiting.setdefault(message_id, []).append(event)
            return []
        return take(event)

    def _removed(self, event: EventMessagePartRemoved) -> list[Progress]:
        self._parts.pop(event.properties.part_id, None)
        return [Progress(event)]

    def _part(self, event: EventMessagePartUpdated) -> list[Progress]:
        part = event.properties.part
        shown = self._parts.get(part.id)
        if shown is None:
            shown = self._parts[part.id] = Shown(part)
        # The prompt's own parts are no news.
        news = shown if isinstance(self._messages[part.message_id], AssistantMessage) else None
        if not isinstance(part, (TextPart, ReasoningPart)):
            shown.part = part
            return [Progress(event, shown=news)]
        before, text = shown.text, part.text or ""
        if _is_open(part) and (not _is_open(shown.part) or (shown.is_behind and before.startswith(text) and before)):
            # Older than what was read.
            return [Progress(event, shown=news)]
        shown.part = part
        shown.is_behind = False
        added = _addition(before, text)
        if added is None:
            shown.pieces = [text]
            return [Progress(PartReset(part, before)), Progress(event, self._written(part, text, anew=True), news)]
        if added:
            shown.pieces.append(added)
        return [Progress(event, self._written(part, added), news)]

    def _delta(self, event: EventMessagePartDelta) -> list[Progress]:
        properties = event.properties
        shown = self._parts.get(properties.part_id)
        if shown is None or shown.is_behind or not _is_open(shown.part) or properties.field != "text":
            # The part itself, when it comes as a whole, has all of its text.
            return [Progress(event)]
        shown.pieces.append(properties.delta)
        return [Progress(event, self._written(shown.part, properties.delta), shown)]

    def _written(self, part: Part, added: str, *, anew: bool = False) -> str:
        """What an addition to a part adds to the text of the whole turn: paragraphs, one for each part."""
        if not added or not isinstance(part, TextPart) or part.synthetic:
            return ""
        message = self._messages.get(part.message_id)
        if not isinstance(message, AssistantMessage) or message.summary:
            return ""
        previous, self._has_text_of = self._has_text_of, part.id
        return PARAGRAPH + added if previous is not None and (anew or previous != part.id) else added


def _is_open(part: Part) -> TypeGuard[TextPart | ReasoningPart]:
    """Whether text may still be added to a part, as far as it tells."""
    return isinstance(part, (TextPart, ReasoningPart)) and (part.time is None or part.time.end is None)


def _addition(before: str, text: str) -> str | None:
    """What a text has beyond what was shown of it; None when it is another text.

    Servers from 1.0.98 to 1.3.2 store a text without the space at its ends.
    """
    if text.startswith(before):
        return text[len(before) :]
    if text.startswith(before.lstrip()):
        return text[len(before.lstrip()) :]
    return "" if text.strip() == before.strip() else None


def is_over(messages: Sequence[Reply], since: float | None) -> bool:
    """Whether the messages of a session at rest end with a finished answer to a prompt that was sent after a time."""
    last = messages[-1].info if messages else None
    return (
        isinstance(last, AssistantMessage)
        and (since is None or (last.time.created or 0) > since)
        and (last.time.completed is not None or last.error is not None)
    )
