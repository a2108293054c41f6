# Derived from _async/turn_start.py by `make derive`: edit that file instead.
"""The ways to begin following a turn: send its prompt, or find it in the session."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from attrs import frozen

from opencode_sessions._compat import unlisted_prompt
from opencode_sessions._readable import created_time
from opencode_sessions._sync.prompt_call import FEW_MESSAGES, TurnChecks
from opencode_sessions._turn_content import TurnContent
from opencode_sessions._turn_state import Patience, TurnState
from opencode_sessions.replies import Reply, is_finished, is_prompt, is_step

if TYPE_CHECKING:
    from opencode_sessions._concurrency import SyncFunction, SyncInterrupt
    from opencode_sessions._prompt import PromptKey
    from opencode_sessions._sync.client import Opencode
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem


class TurnStart(Protocol):
    """A way to begin following a turn."""

    def begin(self, client: Opencode, session_id: str, directory: str | None, patience: Patience) -> TurnState:
        """Return the state from which the turn is followed. Its events are heard already."""
        ...

    def call(
        self, session_id: str, directory: str | None, interrupt: SyncInterrupt, /
    ) -> SyncFunction[[], SessionMessagesResponseItem] | None:
        """Return the function that sends the prompt and waits for the response; None when there is none to send."""
        ...


class PromptStart:
    """Sends a prompt.

    Args:
        send_prompt: Sends it and waits for the response.
        mark: The identifier of the prompt's first part.
    """

    def __init__(
        self,
        send_prompt: SyncFunction[[str, str | None, SyncInterrupt], SessionMessagesResponseItem],
        mark: str | None,
    ) -> None:
        self._send_prompt = send_prompt
        self._mark = mark

    def begin(self, client: Opencode, session_id: str, directory: str | None, patience: Patience) -> TurnState:
        """Take the newest message for the end of the turns before."""
        messages = client.session.messages(session_id, limit=1, directory=directory)
        content = _content_after(session_id, messages, mark=self._mark)
        return TurnState(content, monotonic(), patience=patience)

    def call(
        self, session_id: str, directory: str | None, interrupt: SyncInterrupt, /
    ) -> SyncFunction[[], SessionMessagesResponseItem]:
        """Return the function that sends the prompt and waits for the response."""
        return partial(self._send_prompt, session_id, directory, interrupt)


class FollowStart:
    """Finds a turn in its session.

    Args:
        key: A prompt that the server has accepted: its turn is followed.
        is_hint: The key only tells that a prompt is on its way: once it is stored, it is one of the session's prompts.
        has_format: It is a prompt with a format, which some servers cannot list.
        takes_last: Without a key: follow the last turn, also if it is over. Otherwise the one that runs, or the next.
    """

    def __init__(self, key: PromptKey | None, *, is_hint: bool, has_format: bool, takes_last: bool) -> None:
        self._key = key
        self._is_hint = is_hint
        self._has_format = has_format
        self._takes_last = takes_last

    def begin(self, client: Opencode, session_id: str, directory: str | None, patience: Patience) -> TurnState:
        """Look for the prompt that began the turn."""
        is_busy = TurnChecks(client, session_id, directory).is_busy()
        messages = client.session.messages(session_id, limit=FEW_MESSAGES, directory=directory)
        key = self._key
        prompt = self._find_prompt(messages, key)
        if len(messages) == FEW_MESSAGES and (prompt is None or not prompt.is_readable):
            messages = client.session.messages(session_id, directory=directory)
            prompt = self._find_prompt(messages, key)
        if self._is_hint and prompt is not None:
            key = None
            prompt = self._find_prompt(messages, key)
        now = monotonic()
        if prompt is None and key is not None:
            content = _content_after(session_id, messages, mark=key.mark, prompt_id=key.message_id)
            state = TurnState(content, now, origin="sent", patience=patience)
        elif prompt is None or not (is_busy or key or self._takes_last or prompt.is_unanswered):
            content = _content_after(session_id, messages, takes_first=True)
            return TurnState(content, now, origin="any", patience=patience)
        else:
            content = TurnContent(session_id, prompt.since, prompt_id=prompt.id)
            is_known = key is not None or self._takes_last or not prompt.is_readable
            state = TurnState(content, now, origin="sent" if is_known else "any", patience=patience)
        # What there is of it has to be read.
        state.missed(now)
        return state

    def _find_prompt(self, messages: list[Reply], key: PromptKey | None) -> _Prompt | None:
        """Find a prompt, or the last one, among the messages of its session, oldest first."""
        for index in reversed(range(len(messages))):
            if is_prompt(messages[index]) if key is None else key.is_of(messages[index]):
                return _Prompt(messages[index].info.id, messages[index:])
        unlisted = unlisted_prompt([message.info for message in messages])
        if unlisted is None or not self._may_be(unlisted[1], key):
            return None
        return _Prompt(unlisted[1], messages[unlisted[0] :], is_readable=False)

    def _may_be(self, prompt_id: str, key: PromptKey | None) -> bool:
        """Return whether a prompt that cannot be read may be the one that is looked for."""
        if key is not None and key.message_id is not None:
            return prompt_id == key.message_id
        return key is None or self._has_format or self._is_hint

    def call(self, *_: object) -> None:
        """Send nothing."""


@frozen
class _Prompt:
    """The prompt of a turn.

    Attributes:
        id: Its identifier.
        messages: Itself, if it can be read, and those that come after it.
        is_readable: It can be read.
    """

    id: str
    messages: list[Reply]
    is_readable: bool = True

    @property
    def since(self) -> float | None:
        """The time after which the messages of its turn were created."""
        created = created_time(self.messages[0].info)
        return None if created is None else created - 1

    @property
    def is_unanswered(self) -> bool:
        """The agent has not finished its answer: it may be about to begin."""
        steps = [message for message in self.messages if is_step(message)]
        return not (steps and is_finished(steps[-1]))


def _content_after(session_id: str, messages: list[Reply], **known: Any) -> TurnContent:
    """Return the content of a turn that begins after these messages."""
    newest = max((created_time(message.info) or 0 for message in messages), default=None)
    return TurnContent(session_id, newest, before=[message.info for message in messages], **known)
