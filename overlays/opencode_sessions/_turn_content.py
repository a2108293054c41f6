"""The messages of one turn as they grow: events and stored messages, in any order and with any of them missing.

No I/O here. Each piece of news gives `Progress` items: what it adds to the text that was shown. Events may be lost,
repeated or late; the text shown of a part still adds up to the text that the server stores, or a `PartReset` says
otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeGuard, TypeVar

from attrs import define, field, frozen

from opencode_sessions._readable import require_message, require_part
from opencode_sessions.replies import PARAGRAPH, Reply, has_mark
from opencode_sessions_api.models.assistant_message import AssistantMessage
from opencode_sessions_api.models.compaction_part import CompactionPart
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
from opencode_sessions_api.models.event_session_status import EventSessionStatus
from opencode_sessions_api.models.reasoning_part import ReasoningPart
from opencode_sessions_api.models.text_part import TextPart
from opencode_sessions_api.models.user_message import UserMessage

if TYPE_CHECKING:
    from opencode_sessions_api.models import AssistantMessageError, Event, Message, Part
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem

    #: What `turn.events` gives: events of the server, and corrections that the server sends no event for.
    TurnEvent: TypeAlias = "Event | PartReset"

__all__ = ["Delta", "PartReset", "Retraction"]

PartEvent = TypeVar("PartEvent", EventMessagePartUpdated, EventMessagePartDelta, EventMessagePartRemoved)

#: What JSON makes of half a character outside the basic plane: a first half of it is one of these.
_FIRST_HALF, _LAST_FIRST_HALF = "\ud800", "\udbff"

#: Milliseconds in which the agent begins with a step: a further prompt that comes meanwhile is answered by it. It takes
#: longer for the first step of a turn on a server that has just started, or is new to the directory.
_TOGETHER = 1000
_TOGETHER_AT_FIRST = 3000

#: At least this many identifiers of events are remembered, to drop events that come twice. Repeats come close together.
_REMEMBERED = 1000


@frozen
class PartReset:
    """The server replaced a part: the text that was shown of it no longer holds.

    This happens when the model fails in mid-stream and is asked again.

    Attributes:
        part: The part as it is now.
        shown: The text that was shown of it.
        type: Always `part.reset`.
    """

    part: Part
    shown: str
    type: Literal["part.reset"] = "part.reset"

    @property
    def session_id(self) -> str:
        """The session that the part belongs to."""
        return self.part.session_id


@frozen
class Delta:
    """A piece of text that the agent wrote.

    Attributes:
        part: The part that grows: a `TextPart` or a `ReasoningPart`, as the server last sent it as a whole.
        kind: `text`, `reasoning`, or `reset`: the text shown of this part no longer holds.
        text: The piece; empty for a reset. The text that the part has instead, if any, comes next.
    """

    part: TextPart | ReasoningPart
    kind: Literal["text", "reasoning", "reset"]
    text: str


class Retraction(str):
    """An empty piece of text that stands for text taken back.

    `text_deltas` gives one where the model failed in mid-stream and started over. Text shown of the current paragraph
    then no longer holds; `turn.text` is the text of the turn without it.

    Attributes:
        retracted: The text that no longer holds.
    """

    retracted: str

    def __new__(cls, retracted: str) -> Retraction:
        self = super().__new__(cls, "")
        self.retracted = retracted
        return self

    def __repr__(self) -> str:
        return f"Retraction({self.retracted!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Retraction, (self.retracted,)


@define
class Shown:
    """A part, and the text that was shown of it.

    Attributes:
        part: The part as the server last sent it as a whole.
        pieces: The text, as it was shown.
        has_gap: Some text may have been missed: deltas are ignored until the server sends the whole part.
        half: The first half of a character outside the basic plane whose other half is still to come.
        lead: The break that was shown before the text.
        previous: The part of the same kind that was written to before it.
    """

    part: Part
    pieces: list[str] = field(factory=list)
    has_gap: bool = False
    half: str = ""
    lead: str = ""
    previous: str | None = None

    @property
    def text(self) -> str:
        if len(self.pieces) > 1:
            self.pieces = ["".join(self.pieces)]
        return self.pieces[0] if self.pieces else ""

    @property
    def whole(self) -> Part:
        """The part; while it is being written, with the text that was shown, which may be ahead of the stored one."""
        if is_open(self.part):
            whole = copy(self.part)
            whole.text = self.text
            return whole
        return self.part


@define
class Progress:
    """The addition of one piece of news to a turn.

    Attributes:
        event: The news.
        text: What it adds to the text of the turn, paragraph breaks included.
        reasoning: What it adds to the reasoning of the turn, likewise.
        retracted: What it takes back of the text, or of the reasoning, that was shown: the end of it, as a rule.
        grown: The text or reasoning part that it adds to, or whose text it takes back, as it is then.
        added: What it adds to that part; None when it takes back.
        shown: The part that it changed.
    """

    event: TurnEvent
    text: str = ""
    reasoning: str = ""
    retracted: str = ""
    grown: TextPart | ReasoningPart | None = None
    added: str | None = None
    shown: Shown | None = None

    @property
    def delta(self) -> Delta | None:
        """What it adds to a text or reasoning part."""
        if self.grown is None:
            return None
        return Delta(self.grown, "reset" if self.added is None else self.grown.type, self.added or "")

    @property
    def part(self) -> Part | None:
        """The part that it changed, as it is by now."""
        return None if self.shown is None else self.shown.whole

    @property
    def is_of_agent(self) -> bool:
        """It is about one of the agent's messages, or a part of one."""
        return self.shown is not None or (
            isinstance(self.event, EventMessageUpdated) and isinstance(self.event.properties.info, AssistantMessage)
        )


class TurnContent:
    """The messages of one session's turn.

    Args:
        session_id: The session.
        since: Messages created at this time (epoch milliseconds of the server) or before belong to earlier turns.
        before: Messages of earlier turns. Their turns may go on.
        mark: The identifier of a part of the prompt, which tells it from the prompts that others send to the session.
        prompt_id: The prompt's message, where that is known.
        takes_first: The first prompt that is seen begins the turn. Without this, a mark or the message, every new
            message belongs to the turn.
        parent: The turn of the session that started this one; the paragraphs of the two are shown among each other.

    Attributes:
        is_idle: The server said that the session is idle, after the turn began.
        error: The last error that the server announced for the session.
        prompt: The user's message that began the turn; None until the server has sent it.
        has_gap: Events were missed, and the messages have not been read since.
        is_overtaken: The agent has begun to answer a later prompt.
    """

    def __init__(
        self,
        session_id: str,
        since: float | None = None,
        *,
        before: Iterable[Message] = (),
        mark: str | None = None,
        prompt_id: str | None = None,
        takes_first: bool = False,
        parent: TurnContent | None = None,
    ) -> None:
        self.session_id = session_id
        self.since = since
        self._mark = mark
        self._takes_first = takes_first
        self.is_idle = False
        self.error: AssistantMessageError | None = None
        self.prompt: UserMessage | None = None
        self.has_gap = False
        self.is_overtaken = False
        self._messages: dict[str, Message] = {}
        self._parts: dict[str, dict[str, Shown]] = {}
        #: Events about parts of messages that are not known yet.
        self._waiting: dict[str, list[Event]] = {}
        #: Messages of other turns: earlier ones, and those of other people's prompts.
        self._others: set[str] = set()
        for info in before:
            related = (info.id, info.parent_id if isinstance(info, AssistantMessage) else None)
            self._others.update(identifier for identifier in related if isinstance(identifier, str))
        #: Messages of this turn, whatever their times say; those that answer them are, too.
        self._own: set[str] = set() if prompt_id is None else {prompt_id}
        self._seen: set[str] = set()
        self._seen_before: set[str] = set()
        #: The part that was last written to, of each kind, in the session, its parent and the parent's other children.
        self._last_part: dict[str, str | None] = {} if parent is None else parent._last_part
        self._is_retrying = False
        self._reads_at_rest = False

    @property
    def steps(self) -> list[Reply]:
        """The agent's messages so far, oldest first."""
        messages = [info for info in self._messages.values() if isinstance(info, AssistantMessage)]
        messages.sort(key=lambda info: info.time.created or 0)
        return [Reply(info, [shown.whole for shown in self._parts.get(info.id, {}).values()]) for info in messages]

    @property
    def is_complete(self) -> bool:
        """Nothing is missing: no gap, and no part of the agent's is unfinished."""
        return not self.has_gap and not any(
            shown.has_gap or is_open(shown.part)
            for message_id, parts in self._parts.items()
            if isinstance(self._messages.get(message_id), AssistantMessage)
            for shown in parts.values()
        )

    def has_all_of(self, message: SessionMessagesResponseItem) -> bool:
        """Return whether a message is known, and each of its parts."""
        parts = self._parts.get(message.info.id, {})
        return message.info.id in self._messages and all(part.id in parts for part in _identified(message.parts))

    def miss(self) -> None:
        """Note that events were lost: deltas no longer fit on the text that was shown."""
        self.has_gap = True
        # Deltas that wait for their message may lack a piece; the messages will be read.
        self._waiting.clear()
        for parts in self._parts.values():
            for shown in parts.values():
                shown.has_gap = is_open(shown.part)

    def hear(self, event: Event) -> list[Progress]:
        """Take in an event about this session."""
        identifier = getattr(event, "id", None)
        if type(identifier) is str:
            if identifier in self._seen or identifier in self._seen_before:
                return []
            if len(self._seen) == _REMEMBERED:
                self._seen, self._seen_before = set(), self._seen
            self._seen.add(identifier)
        return self._heard(event)

    def read(self, messages: Iterable[SessionMessagesResponseItem], *, at_rest: bool = False) -> Iterator[Progress]:
        """Take in messages of the session, as if events had brought all that is new in them.

        Args:
            messages: Messages as they are stored.
            at_rest: The agent is done with them. While it works, servers from 1.2.27 store text later than they send
                it.
        """
        messages = list(messages)
        self.recognize(messages)
        self.is_overtaken = self._later_answer(messages) is not None
        self._reads_at_rest = at_rest
        for item in messages:
            info = item.info
            if not isinstance(info, (UserMessage, AssistantMessage)):
                continue
            if isinstance(info, UserMessage) and any(map(self._is_of_other_prompt, item.parts)):
                yield from self._drop_prompt(info.id)
                continue
            yield from self.read_info(info)
            if info.id not in self._messages:
                continue
            parts = self._parts.setdefault(info.id, {})
            stored_parts = _identified(item.parts)
            for part in stored_parts:
                shown = parts.get(part.id)
                if shown is not None:
                    # When the agent is done, the stored text is right, also if it is shorter than what was shown.
                    shown.has_gap = not at_rest and is_open(shown.part)
                if shown is None or shown.whole != part:
                    changed = EventMessagePartUpdatedProperties(part=part, session_id=self.session_id)
                    yield from self._heard(EventMessagePartUpdated(changed))
                if not at_rest and is_open(part) and part.id in parts:
                    # Deltas that come next may be in it already.
                    parts[part.id].has_gap = True
            stored = [part.id for part in stored_parts]
            for part_id in [part_id for part_id in parts if part_id not in stored]:
                removed = EventMessagePartRemovedProperties(
                    session_id=self.session_id, message_id=info.id, part_id=part_id
                )
                yield from self._heard(EventMessagePartRemoved(removed))
            # A part that was missed stands where the server has it.
            self._parts[info.id] = {part_id: parts[part_id] for part_id in stored if part_id in parts}
        self.has_gap = self._reads_at_rest = False

    def read_info(self, info: Message) -> list[Progress]:
        """Take in a message without its parts, if events did not bring it like this."""
        if self._messages.get(info.id) == info:
            return []
        return self._heard(EventMessageUpdated(EventMessageUpdatedProperties(info=info, session_id=self.session_id)))

    def _heard(self, event: Event) -> list[Progress]:
        try:
            return self._take(event)
        except (AttributeError, TypeError):
            # An event that lacks what every event of its type has: it is passed on, and its text is read later.
            self.miss()
            return [Progress(event)]

    def _take(self, event: Event) -> list[Progress]:
        match event:
            # The most frequent first.
            case EventMessagePartDelta():
                properties = event.properties
                shown = self._parts.get(properties.message_id, {}).get(properties.part_id)
                if shown is None:
                    # Without its part, it adds nothing.
                    return self._of_message(event, properties.message_id, lambda event: [Progress(event)])
                return [self._delta(event, shown)]
            case EventMessagePartUpdated():
                part = event.properties.part
                if part.id == self._mark and part.message_id not in self._own:
                    self._begin(part.message_id)
                return self._of_message(event, part.message_id, self._part)
            case EventMessagePartRemoved():
                return self._of_message(event, event.properties.message_id, self._removed)
            case EventMessageUpdated():
                return self._message(event)
            case EventMessageRemoved():
                return [*self._remove(event.properties.message_id), Progress(event)]
            case EventSessionStatus():
                self._is_retrying = self._is_retrying or event.properties.status.type == "retry"
            case EventSessionIdle():
                # One before the prompt's own message is the end of an earlier turn.
                self.is_idle = self.is_idle or bool(self._messages)
            case EventSessionError():
                self.error = event.properties.error
        return [Progress(event)]

    def _message(self, event: EventMessageUpdated) -> list[Progress]:
        info = event.properties.info
        require_message(info)
        if info.id not in self._messages and self._is_of_other_turn(info):
            self._others.add(info.id)
            self._waiting.pop(info.id, None)
            if self._is_later(info):
                # Only the messages tell if that is the answer to this prompt, too.
                self.miss()
            return []
        if info.id in self._others:
            # Its parts went by.
            self._others.discard(info.id)
            self.miss()
        self._messages[info.id] = info
        if isinstance(info, UserMessage) and self._takes_first and not self._own:
            self._own.add(info.id)
        if isinstance(info, UserMessage) and (
            self.prompt is None
            or info.id == self.prompt.id
            or (info.id in self._own and self.prompt.id not in self._own)
        ):
            self.prompt = info
        waited = [progress for waiting in self._waiting.pop(info.id, ()) for progress in self._heard(waiting)]
        return [Progress(event), *waited]

    def _is_of_other_turn(self, info: Message) -> bool:
        parent_id = info.parent_id if isinstance(info, AssistantMessage) else None
        if info.id in self._own or parent_id in self._own:
            return False
        created = info.time.created
        if created is not None and self.since is not None and created <= self.since:
            return True
        # Servers before 1.0.0 do not tell which prompt a message answers. A prompt comes before the answer to it.
        is_told = bool(self._own) or self._mark is not None
        return parent_id is not None and (parent_id in self._others or (is_told and parent_id not in self._messages))

    def recognize(self, messages: Iterable[SessionMessagesResponseItem]) -> None:
        """Find the prompt of this turn among stored messages, if it is not known yet."""
        if self._mark is None or self.prompt is not None:
            return
        for item in messages:
            if has_mark(item, self._mark):
                self._begin(item.info.id)

    def _begin(self, prompt_id: str) -> None:
        """Take in which message is the prompt of this turn."""
        self._own.add(prompt_id)
        info = self._messages.get(prompt_id)
        if isinstance(info, UserMessage):
            self.prompt = info
        elif prompt_id in self._others:
            # It looked like a message of another turn, so that its parts were left out.
            self._others.discard(prompt_id)
            self.miss()

    def includes(self, info: Message) -> bool:
        """Return whether a message belongs to this turn, as far as is known."""
        return info.id in self._messages or not self._is_of_other_turn(info)

    def has_left_out(self, info: Message) -> bool:
        """Return whether events have brought a message, but as one of another turn."""
        return info.id in self._others

    def is_before(self, info: Message) -> bool:
        """Return whether a message is older than the prompt of this turn, which is known."""
        if self.prompt is None or self.prompt.id not in self._own:
            return False
        began, created = self.prompt.time.created, info.time.created
        return began is not None and created is not None and created < began

    def _is_later(self, info: Message) -> bool:
        """Return whether a message of another turn may be the answer to a later prompt."""
        return (
            isinstance(info, AssistantMessage)
            and bool(self._own)
            and self.prompt is not None
            and _at(info) > _at(self.prompt)
        )

    def joined(self, stored: Sequence[SessionMessagesResponseItem]) -> AssistantMessage | None:
        """Find the answer to a later prompt that answers this one, too; None if there is none.

        Args:
            stored: The messages of the session, oldest first.
        """
        later = self._later_answer(stored)
        if later is None:
            return None
        steps = [message.info for message in stored if isinstance(message.info, AssistantMessage)]
        own = [info for info in steps if info.id in self._own or info.parent_id in self._own]
        if own and not goes_on(own[-1]):
            return None
        # The agent takes in the prompts that came while it wrote the step before, or before it began.
        before = own[-1:] or [info for info in steps if _at(info) < _at(later)]
        ends: list[float] = [info.time.completed or 0 for info in before]
        if not own:
            ends += [_at(message.info) for message in stored if message.info.id in self._own]
        asked = next(_at(message.info) for message in stored if message.info.id == later.parent_id)
        return later if asked <= max(ends, default=0) + (_TOGETHER if own else _TOGETHER_AT_FIRST) else None

    def _later_answer(self, stored: Sequence[SessionMessagesResponseItem]) -> AssistantMessage | None:
        """Return the first step of the answer to a later prompt; None if there is none."""
        asked = {message.info.id: _at(message.info) for message in stored if isinstance(message.info, UserMessage)}
        own = [time for message_id, time in asked.items() if message_id in self._own]
        for info in (message.info for message in stored if own):
            if (
                isinstance(info, AssistantMessage)
                and self._is_of_other_turn(info)
                and asked.get(info.parent_id or "", 0) > max(own)
            ):
                return info
        return None

    def give_up(self) -> list[Progress]:
        """Take back all that was shown of the turn."""
        return [progress for identifier in reversed([*self._messages]) for progress in self._remove(identifier)]

    def claim(self, info: AssistantMessage) -> None:
        """Count a message as one of this turn although it did not look like that."""
        self._own |= {info.id, *([info.parent_id] if info.parent_id else [])}

    def _of_message(
        self, event: PartEvent, message_id: str | None, take: Callable[[PartEvent], list[Progress]]
    ) -> list[Progress]:
        if message_id in self._others:
            return []
        if message_id is None:
            raise TypeError("the event names no message")
        if message_id not in self._messages:
            # Only its message tells whether the event belongs to this turn.
            self._waiting.setdefault(message_id, []).append(event)
            return []
        return take(event)

    def _removed(self, event: EventMessagePartRemoved) -> list[Progress]:
        shown = self._parts.get(event.properties.message_id, {}).pop(event.properties.part_id, None)
        return [*([] if shown is None else self._reset(shown, "")), Progress(event)]

    def _remove(self, message_id: str) -> list[Progress]:
        """Forget a message, and take back the text that was shown of it."""
        # The last paragraph first.
        parts = reversed(self._parts.pop(message_id, {}).values())
        resets = [progress for shown in parts for progress in self._reset(shown, "")]
        if self._messages.pop(message_id, None) is self.prompt:
            self.prompt = None
        return resets

    def _drop_prompt(self, prompt_id: str) -> list[Progress]:
        """Forget a prompt of somebody else's, and what the agent answered to it."""
        answers = [
            info.id
            for info in self._messages.values()
            if isinstance(info, AssistantMessage) and info.parent_id == prompt_id
        ]
        self._others |= {prompt_id, *answers}
        return [progress for identifier in (*reversed(answers), prompt_id) for progress in self._remove(identifier)]

    def _is_of_other_prompt(self, part: Part) -> bool:
        """Return whether a part of a user's message shows that somebody else's request began with it.

        What the server itself adds to go on is synthetic. After it compacted the session it repeats the prompt.
        """
        if part.id == self._mark or part.message_id in self._own or not (self._own or self._mark):
            return False
        if isinstance(part, CompactionPart):
            return part.auto is False
        if not isinstance(part, TextPart) or part.synthetic:
            return False
        return not (self._is_compacted and part.text in self._own_texts())

    @property
    def _is_compacted(self) -> bool:
        return any(isinstance(info, AssistantMessage) and info.summary for info in self._messages.values())

    def _own_texts(self) -> set[str | None]:
        return {
            shown.part.text
            for message_id in self._own
            for shown in self._parts.get(message_id, {}).values()
            if isinstance(shown.part, TextPart)
        }

    def _part(self, event: EventMessagePartUpdated) -> list[Progress]:
        part = event.properties.part
        require_part(part)
        if isinstance(self._messages[part.message_id], UserMessage) and self._is_of_other_prompt(part):
            return self._drop_prompt(part.message_id)
        parts = self._parts.setdefault(part.message_id, {})
        shown = parts.get(part.id)
        resets: list[Progress] = []
        if shown is not None and type(shown.part) is not type(part):
            # Another part under the same identifier.
            resets, shown = self._reset(shown, ""), None
        if shown is None:
            if self._is_retrying and is_text(part):
                resets += self._abandoned(parts)
            shown = parts[part.id] = Shown(part)
        if not is_text(part):
            shown.part = part
            return [*resets, self._written(event, shown, "")]
        before, text = shown.text, part.text or ""
        if text[-1:] >= _FIRST_HALF and is_open(part):
            text, _ = _whole_characters(text)
        if not self._reads_at_rest and is_open(part) and (not is_open(shown.part) or _is_older(shown, text)):
            return [self._written(event, shown, "")]
        shown.part = part
        shown.has_gap, shown.half = False, ""
        added = _addition(before, text)
        if added is None:
            resets += self._reset(shown, text)
            # Shown as a new paragraph; the reset has said that the old one no longer holds.
            added = text
        elif added:
            shown.pieces.append(added)
        return [*resets, self._written(event, shown, added)]

    def _abandoned(self, parts: dict[str, Shown]) -> list[Progress]:
        """Take back the text of a model that failed: it starts over in a new part, and the old one stays empty."""
        found: list[Progress] = []
        for shown in parts.values():
            if is_open(shown.part) and shown.text:
                found += self._reset(shown, "")
        self._is_retrying = False
        return found

    def _reset(self, shown: Shown, text: str) -> list[Progress]:
        """Take back what was shown of a part, whose text is now another one."""
        part, before = shown.part, shown.text
        shown.pieces = [text] if text else []
        if not before or not is_progress(part, self._messages.get(part.message_id)):
            return []
        if not text:
            part = shown.part = copy(part)
            part.text = ""
        if self._last_part.get(part.type) == part.id:
            # The paragraph is taken back with its text.
            self._last_part[part.type] = shown.previous
        return [
            Progress(
                PartReset(part, before),
                retracted=shown.lead + before,
                grown=part,
                # A part with another text is shown with that.
                shown=None if text else shown,
            )
        ]

    def _delta(self, event: EventMessagePartDelta, shown: Shown) -> Progress:
        if shown.has_gap or not is_open(shown.part) or event.properties.field != "text":
            # The part itself, when it comes as a whole, has all of its text.
            return Progress(event)
        text = event.properties.delta
        if type(text) is not str:
            raise TypeError("the delta is no text")
        if shown.half or text[-1:] >= _FIRST_HALF:
            text, shown.half = _whole_characters(shown.half + text)
        shown.pieces.append(text)
        return self._written(event, shown, text)

    def _written(self, event: TurnEvent, shown: Shown, added: str) -> Progress:
        """Return an addition to a part as progress: each part is a paragraph of the turn's text or reasoning."""
        part = shown.part
        message = self._messages.get(part.message_id)
        if not added or not is_progress(part, message):
            # The prompt's own parts are not shown at all.
            return Progress(event, shown=shown if isinstance(message, AssistantMessage) else None)
        paragraph = self._paragraph(shown, added)
        if isinstance(part, ReasoningPart):
            return Progress(event, "", paragraph, "", part, added, shown)
        return Progress(event, paragraph, "", "", part, added, shown)

    def _paragraph(self, shown: Shown, added: str) -> str:
        part = shown.part
        previous, self._last_part[part.type] = self._last_part.get(part.type), part.id
        if previous == part.id:
            return added
        shown.previous, shown.lead = previous, PARAGRAPH if previous is not None else ""
        return shown.lead + added


def goes_on(step: Message) -> bool:
    """Return whether a finished step announces another one."""
    return isinstance(step, AssistantMessage) and step.finish == "tool-calls"


def _at(message: Message) -> float:
    return message.time.created or 0


def _identified(parts: Iterable[Part]) -> list[Part]:
    """Leave out parts of unknown types whose identifier is none, such as a list: they are no parts of a turn."""
    return [part for part in parts if isinstance(part.id, Hashable)]


def is_progress(part: Part, message: Message | None) -> TypeGuard[TextPart | ReasoningPart]:
    """Return whether the text of a part is shown: the agent wrote it, and not to sum up the session."""
    if not isinstance(message, AssistantMessage):
        return False
    if isinstance(part, TextPart):
        return not part.synthetic and not message.summary
    return isinstance(part, ReasoningPart)


def is_text(part: Part) -> TypeGuard[TextPart | ReasoningPart]:
    """Return whether a part is made of text that may be written in pieces."""
    return isinstance(part, (TextPart, ReasoningPart))


def is_open(part: Part) -> TypeGuard[TextPart | ReasoningPart]:
    """Return whether text may still be added to a part: it has no end yet."""
    return isinstance(part, (TextPart, ReasoningPart)) and (part.time is None or part.time.end is None)


def _whole_characters(text: str) -> tuple[str, str]:
    """Return a text without the half character at its end, and that half; models may send it before the other one."""
    half = text[-1:] if _FIRST_HALF <= text[-1:] <= _LAST_FIRST_HALF else ""
    # Two halves side by side become one character.
    whole = text.removesuffix(half).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return whole, half


def _is_older(shown: Shown, text: str) -> bool:
    """Return whether the text of a part that is being written is older than what was shown of it."""
    before = shown.text
    return before.startswith(text) and (len(text) < len(before) or (shown.has_gap and before != ""))


def _addition(before: str, text: str) -> str | None:
    """Return what a text has beyond what was shown of it; None when it is another text.

    Servers from 1.0.98 to 1.3.2 store a text without the space at its ends.
    """
    if text.startswith(before):
        return text[len(before) :]
    if text.startswith(before.lstrip()):
        return text[len(before.lstrip()) :]
    return "" if text.strip() == before.strip() else None
