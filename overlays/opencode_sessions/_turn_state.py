"""Decide when a turn is over, and how it ended. No I/O here: the caller passes in what it learned, and the time.

A turn is known from four sources: the response to its prompt, events, the status of its session, and the stored
messages. Any of them may be missing, late or wrong about the past, so the rules are these:

- The response to the prompt ends the turn. Whatever the events did not bring by then is read from the messages.
- Without a response (the connection broke, a proxy gave up, or nobody here sent the prompt) the turn is over when the
  session is idle and the messages end with a finished one.
- A session is not yet busy for a while after its prompt was accepted, and a server that restarted has forgotten the
  turn. Both look alike: idle, with an unfinished message or none. If nothing changes for a time, the turn is lost.
- A server may refuse a prompt that it has accepted, and say so in an event that nobody heard. A session that stays idle
  and has no answer is therefore a reason to ask if there is such an agent and such a model.
- A busy session answers all prompts that came meanwhile at once, in the name of the last one: that is the answer to
  each of them. Once the agent answers a prompt that came later than those, this turn is over.
- Events that were missed are read from the messages before any later event counts, so that nothing comes out of order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from opencode_sessions._compat import is_gateway_error
from opencode_sessions._response import AGENT_GOES_ON
from opencode_sessions._turn_content import Progress, TurnContent, goes_on
from opencode_sessions.errors import (
    APIConnectionError,
    APITimeoutError,
    ClientClosedError,
    ConnectionLostError,
    IncompleteTurnError,
    InternalServerError,
    NotSentError,
    OpencodeError,
    RateLimitError,
    TurnAbortedError,
    TurnFailedError,
    TurnLostError,
    UndecodableResponseError,
    WrongMessageError,
    describe_error,
)
from opencode_sessions.replies import Reply, is_finished, is_step, settled
from opencode_sessions_api.models.assistant_message import AssistantMessage
from opencode_sessions_api.models.event_message_part_delta import EventMessagePartDelta
from opencode_sessions_api.models.event_message_part_removed import EventMessagePartRemoved
from opencode_sessions_api.models.event_message_part_updated import EventMessagePartUpdated
from opencode_sessions_api.models.event_message_removed import EventMessageRemoved
from opencode_sessions_api.models.event_message_updated import EventMessageUpdated
from opencode_sessions_api.models.event_session_error import EventSessionError
from opencode_sessions_api.models.event_session_idle import EventSessionIdle
from opencode_sessions_api.models.event_session_status import EventSessionStatus
from opencode_sessions_api.models.message_aborted_error import MessageAbortedError
from opencode_sessions_api.models.tool_state_completed import ToolStateCompleted

if TYPE_CHECKING:
    from opencode_sessions.server.errors import ServerExit
    from opencode_sessions_api.models import Event

#: Events that tell how it stands with turns. Others, such as those of a session's title, are no reason to wait longer.
_ABOUT_TURNS = (
    EventMessagePartDelta,
    EventMessagePartUpdated,
    EventMessagePartRemoved,
    EventMessageUpdated,
    EventMessageRemoved,
    EventSessionError,
    EventSessionIdle,
    EventSessionStatus,
)


_HAS_GAP = attrgetter("has_gap")


@frozen
class Patience:
    """Seconds that a turn waits for things.

    Attributes:
        last_events: After the response to the prompt: for the last events.
        ending: Without any news, once the end is near: before the server is asked for status and messages.
        quiet: Without any news: before the server is asked for status and messages.
        broken: The same, once the prompt's connection is gone.
        idle: The same, once the session was said to be idle.
        stable: An end that no event announced has to look the same for this long.
        forgotten: An idle session whose turn is unfinished is lost after this time; while the prompt's connection is
            open, after ten times as long.
        silent: The same for servers that do not tell whether a session is busy (before 1.0.185).
        unstored: A prompt that the server accepted, but has not stored, is lost after this time if nothing says why.
        unreadable: The messages of a finished turn could not be read for this long.
        unreachable: The server could not be asked anything for this long.
    """

    last_events: float = 1.0
    ending: float = 0.3
    quiet: float = 15.0
    broken: float = 2.0
    idle: float = 2.0
    stable: float = 1.0
    forgotten: float = 4.0
    silent: float = 30.0
    unstored: float = 20.0
    unreadable: float = 15.0
    unreachable: float = 60.0


_OLDER_RESPONSE = (
    "The response to the prompt is an older message of the session: a proxy cached it, or the server erred."
)
_PROMPT_NEVER_ARRIVED = (
    "The server never got the prompt: its session is idle and has no such message, although the connection that the "
    "prompt was sent on is still open."
)
_PROMPT_DROPPED = (
    "The session is idle and has no such prompt: it was never sent, its agent or model is unknown, or the server was "
    "restarted before it had stored the prompt."
)
_STOPPED_EARLY = "The agent was stopped before it began with the prompt."
_NOT_BEGUN = "The server accepted the prompt and did not begin with it (is the agent or the model unknown?): it failed"
_DIED = "The server died and has forgotten the turn. Nothing more will come; `steps` has what was done before. It"
_FORGOTTEN = (
    "The server has forgotten the turn: the session is idle, but the agent's last message is unfinished. The server "
    "was restarted, or its agent crashed. Nothing more will come; `steps` has what was done before."
)
_FORGOTTEN_AT_ONCE = (
    "The server has forgotten the turn: the session is idle, and the agent has written nothing. The server was "
    "restarted, or its agent crashed. Nothing more will come."
)
#: While the prompt's connection is open, the server may yet respond: be more patient.
_OPEN_CONNECTION = 10.0
#: A check that failed is repeated after so many seconds, doubled each time.
_FIRST_RETRY = 0.25
_LONGEST_RETRY = 2.0


@frozen
class Finished:
    """The turn is over; its model may have failed, as the reply says."""

    reply: Reply


@frozen
class Failed:
    """The turn is over, or cannot be followed any further, for this reason.

    Attributes:
        error: The reason.
        is_unknown: It cannot be followed: how it stands with the agent is not known.
    """

    error: Exception
    is_unknown: bool = False


Outcome: TypeAlias = "Finished | Failed"
Origin: TypeAlias = Literal["prompt", "sent", "any"]

#: The messages of each session, as far as they could be read.
Messages: TypeAlias = Mapping[str, Sequence[Reply]]


def proves_nothing(error: OpencodeError) -> bool:
    """Return whether the agent may have the prompt although its call failed with this error.

    It may when the connection broke, when a proxy gave up, and when the response was damaged on its way.
    """
    if isinstance(error, InternalServerError):
        return is_gateway_error(error.status_code or 500, error.body)
    return isinstance(error, ConnectionLostError | UndecodableResponseError | WrongMessageError)


def is_out_of_reach(error: OpencodeError) -> bool:
    """Return whether the server itself has not answered: there is no connection, or a proxy answers for it."""
    return isinstance(error, APIConnectionError | RateLimitError) or (
        isinstance(error, InternalServerError) and proves_nothing(error)
    )


class TurnState:
    """The state of one turn.

    Args:
        content: The messages of the turn, as far as they are known: none, as a rule.
        now: The time, by a monotonic clock.
        origin: `prompt`: the prompt is on its way, and its response or its failure will come. `sent`: the server has
            accepted it. `any`: the turn that the session is at, or the next one, which may be long in coming.
        patience: Time limits.

    Attributes:
        outcome: How it ended; None while it goes on.
        contents: The messages of the turn, and of the sessions that the agent started for it.
    """

    def __init__(
        self, content: TurnContent, now: float, *, origin: Origin = "prompt", patience: Patience | None = None
    ) -> None:
        self.session_id = content.session_id
        self.patience = patience or Patience()
        self.contents = {content.session_id: content}
        self.outcome: Outcome | None = None
        self._response: Reply | None = None
        self._awaits_response = origin == "prompt"
        #: The next prompt of the session begins the turn, if none has yet.
        self._takes_next = origin == "any"
        #: The agent was seen at work on the turn.
        self._was_at_work = False
        self._is_suspected = False
        self._last_exit: ServerExit | None = None
        self._broken: Exception | None = None
        #: There are no more events.
        self._has_no_events = False
        self.is_stopping = False
        self._had_gap = False
        self._last_news = now
        self._responded_at = now
        #: How the turn looked at the last checks at which it was not busy, and since when.
        self._look: object = None
        self._same_since = now
        self._failing_since: float | None = None
        self._failures = 0
        #: When to ask again; None when that depends on the last news alone.
        self._next_check: float | None = None

    @property
    def content(self) -> TurnContent:
        """The messages of the session itself; `contents` has those of its children, too."""
        return self.contents[self.session_id]

    @property
    def needs_messages(self) -> bool:
        """Events were missed: messages have to be read before any further event is taken in."""
        return any(map(_HAS_GAP, self.contents.values()))

    @property
    def has_response(self) -> bool:
        """The prompt's call has returned: the agent is done."""
        return self._response is not None

    @property
    def has_begun(self) -> bool:
        """There is a prompt; false while the next one is waited for."""
        return not self._takes_next or self.content.prompt is not None

    @property
    def may_go_on(self) -> bool:
        """The agent may be at work, as far as is known: also after the turn was given up."""
        if self.has_response or isinstance(self.outcome, Finished):
            return False
        if self.outcome is None:
            return True
        error = self.outcome.error
        return self.outcome.is_unknown or (
            isinstance(error, APIConnectionError | ClientClosedError)
            and not isinstance(error, NotSentError | TurnLostError)
        )

    def due(self) -> float:
        """Return the time at which the server has to be asked, if there is no news until then."""
        if self.outcome is not None:
            return math.inf
        if self._failing_since is not None and self._next_check is not None:
            return self._next_check
        if self.needs_messages:
            return self._last_news
        if self.has_response:
            return self._responded_at + (0.0 if self.content.is_idle else self.patience.last_events)
        return self._last_news + self._time_until_check() if self._next_check is None else self._next_check

    def suspect(self, now: float) -> OpencodeError | None:
        """Return the error that a turn will end with if the agent does not begin; None while that is no concern.

        The server accepted the prompt, and the session has been idle without an answer for a moment. Once in a turn.
        """
        if (
            self._is_suspected
            or self.outcome is not None
            or self._takes_next
            or not self._is_followed
            or self._look is None
            or self.content.steps
            or now < self._same_since + self.patience.stable
        ):
            return None
        self._is_suspected = True
        outcome = self._end_without_response(None)
        return outcome.error if isinstance(outcome, Failed) and isinstance(outcome.error, OpencodeError) else None

    def _time_until_check(self) -> float:
        if self.is_stopping or (not self._awaits_response and (self.content.is_idle or self._is_refused)):
            return self.patience.ending
        if (
            self._broken is not None
            or self._has_no_events
            or (not self._awaits_response and self.content.error is not None)
        ):
            return self.patience.broken
        return self.patience.idle if self.content.is_idle else self.patience.quiet

    @property
    def _is_refused(self) -> bool:
        """The server announced an error before it stored the prompt."""
        return self.content.error is not None and self._is_unstored

    @property
    def _is_unstored(self) -> bool:
        """The server has no such prompt, and no answer to it."""
        return self.content.prompt is None and not self.content.steps

    def wants_messages(self, is_busy: bool | None) -> bool:
        """Return whether a check has to read the messages, given the status that it has read."""
        return not is_busy or self.needs_messages or self._has_no_events

    def sessions(self) -> list[tuple[str, float | None]]:
        """Return the sessions that are followed, and since when."""
        return [(session_id, content.since) for session_id, content in self.contents.items()]

    def add_child(self, session_id: str) -> None:
        """Follow a session that the agent started, too."""
        # The clock is the server's, and the same for all of its sessions.
        self.contents.setdefault(session_id, TurnContent(session_id, self.content.since, parent=self.content))

    def drop_child(self, session_id: str) -> None:
        """Follow a session of the agent's no more: it was deleted."""
        self.contents.pop(session_id, None)

    # ---------------------------------------------------------------- what is learned

    def heard(self, session_id: str, event: Event, now: float) -> list[Progress]:
        """Take in an event about the session or one of its children."""
        progress = self.contents[session_id].hear(event)
        if isinstance(event, _ABOUT_TURNS):
            self._news(now)
            if not isinstance(event, EventSessionIdle | EventSessionStatus):
                # Every abort of an idle session announces once more that it is idle.
                self._look = None
        self._was_at_work = self._was_at_work or self._shows_work(event, progress)
        return progress if self._response is None else progress + self._finish_if_complete()

    @property
    def _is_followed(self) -> bool:
        """There is no response to wait for: events and messages have to do."""
        return not self._awaits_response and self._response is None

    def _shows_work(self, event: Event, progress: Sequence[Progress]) -> bool:
        """Return whether the agent is at work on the turn, or was, by an event that has just come."""
        if self.content.prompt is None:
            return False
        if isinstance(event, EventSessionStatus):
            return event.properties.status.type != "idle"
        return isinstance(event, EventSessionError) or any(each.is_of_agent for each in progress)

    def _news(self, now: float) -> None:
        self._last_news, self._next_check = now, None

    def missed(self, now: float) -> None:
        """Note that events were lost."""
        self._news(now)
        self._had_gap = True
        for content in self.contents.values():
            content.miss()

    def stream_ended(self, error: OpencodeError, now: float) -> None:
        """Note that the event stream has ended with this error: the turn is followed by status and messages alone."""
        if isinstance(error, ClientClosedError):
            self.outcome = Failed(error)
        self._has_no_events = True
        self.missed(now)

    def responded(self, reply: Reply, now: float) -> list[Progress]:
        """Take in the response to the prompt."""
        self._response, self._responded_at = settled(reply), now
        if self.content.has_left_out(reply.info):
            # The messages will tell. One that is not known yet may be on its way.
            self.missed(now)
        return self._finish_if_complete()

    def _check_response(self, stored: Sequence[Reply], now: float) -> None:
        """Find out what the response is if it does not seem to be of this turn."""
        content, response = self.content, self._response
        content.recognize(stored)
        if response is None or not isinstance(response.info, AssistantMessage) or content.includes(response.info):
            return
        own = [message for message in stored if is_step(message) and content.includes(message.info)]
        if own and is_finished(own[-1]) and not goes_on(own[-1].info):
            # Prompts that wait for a busy session get the answer to the last one of them as their response.
            self._response = own[-1]
        elif content.is_before(response.info):
            self._response = None
            self.prompt_failed(WrongMessageError(_OLDER_RESPONSE, body=response), now)
        else:
            # It answers several prompts at once, or the clock of the server was set back.
            content.claim(response.info)

    def prompt_failed(self, error: Exception, now: float) -> None:
        """Take in the failure of the prompt's call."""
        self._awaits_response = False
        self._news(now)
        if isinstance(error, OpencodeError) and (self.is_stopping or proves_nothing(error)):
            self._broken = error
        else:
            self.outcome = Failed(error)

    def stop(self, now: float) -> None:
        """Note that the agent is being stopped, also if this turn was given up: its end is to be seen."""
        if isinstance(self.outcome, Failed) and self.may_go_on:
            self.prompt_gone(self.outcome.error)
        self.is_stopping = True
        self._news(now)

    def prompt_gone(self, error: Exception) -> None:
        """Go on without the response to the prompt."""
        self.outcome = None
        self._awaits_response = False
        self._broken = error

    def checked(
        self, is_busy: bool | None, messages: Messages, now: float, *, last_exit: ServerExit | None = None
    ) -> Iterable[Progress]:
        """Take in the status of the session and its messages, read after it.

        Args:
            is_busy: Whether the session is busy; None when the server does not tell.
            messages: The messages of each followed session.
            now: The time.
            last_exit: The last end of the server, if it was launched here.
        """
        self._failing_since, self._failures = None, 0
        self._last_exit = last_exit
        self._check_response(messages.get(self.session_id, ()), now)
        stored = messages.get(self.session_id, ())
        # Where the connection broke, the server may have been restarted: a later prompt is then no sign.
        while self._is_followed and self._broken is None and (step := self.content.joined(stored)) is not None:
            self.content.claim(step)
        progress: list[Progress] = []
        for session_id, stored in messages.items():
            # A session that is not busy may be about to begin: only what is finished is at rest.
            at_rest = self.has_response or (not is_busy and bool(stored) and is_finished(stored[-1]))
            if self._response is not None and session_id == self.session_id:
                # Servers before 1.15 may store a response after they send it.
                stored = [*(message for message in stored if message.info.id != self._response.info.id), self._response]
            progress += self.contents[session_id].read(stored, at_rest=at_rest)
        return progress + self._decide(is_busy, now)

    def unreachable(self, error: OpencodeError, now: float) -> None:
        """Note that the server could not be asked."""
        if self._failing_since is None:
            self._failing_since = now
        self._failures += 1
        self._next_check = now + min(_FIRST_RETRY * 2.0 ** (self._failures - 1), _LONGEST_RETRY)
        failing = now - self._failing_since
        gone = error.server_exit if isinstance(error, APIConnectionError) and error.is_final else None
        if self._response is not None and (gone is not None or failing >= self.patience.unreadable):
            self.outcome = Failed(
                IncompleteTurnError(
                    f"The turn is over, but events were missed, and its messages cannot be read: {error}",
                    reply=self._response,
                    steps=self.content.steps,
                )
            )
        elif gone is not None:
            lost = f"The turn is lost: {error}"
            steps = self.content.steps
            self.outcome = Failed(TurnLostError(lost, reply=self._last_step(), steps=steps, server_exit=gone))
        elif isinstance(error, ClientClosedError) or failing >= self._time_to_give_up(error):
            self.outcome = Failed(_out_of_reach(error, failing), is_unknown=True)

    def _time_to_give_up(self, error: OpencodeError) -> float:
        # A server that answers has been reached; it says no, or something that cannot be read.
        return self.patience.unreachable if is_out_of_reach(error) else self.patience.unreadable

    # ---------------------------------------------------------------- what follows from it

    def _finish_if_complete(self) -> list[Progress]:
        """Finish at once when the events have brought the whole turn."""
        if (
            self._response is None
            or self._had_gap
            # The session may have been idle between somebody else's turn and this one, whose events are still to come.
            or not self.content.has_all_of(self._response)
            or not all(content.is_idle and content.is_complete for content in self.contents.values())
        ):
            return []
        self.outcome = Finished(self._response)
        # When a turn fails, servers from 1.14.41 send its error after the idle.
        return self.content.read_info(self._response.info)

    def _decide(self, is_busy: bool | None, now: float) -> list[Progress]:
        """Decide whether the turn is over, given the status; returns what is taken back of it."""
        if self._response is not None:
            self.outcome = Finished(self._response)
            return []
        last = self._last_step()
        look = (is_busy, self.content.prompt is not None, _look_of(last), len(self.content.steps))
        if is_busy or look != self._look:
            self._look, self._same_since = look, now
        if is_busy and self.content.is_overtaken and self._is_followed:
            # It is at work on a later prompt.
            self.outcome = self._end_without_response(last)
            return []
        if is_busy:
            # Idle, it was before this turn.
            self.content.is_idle = False
            self._was_at_work = self._was_at_work or self.content.prompt is not None
            self._next_check = now + self._time_until_check()
            return []
        if not self.has_begun:
            # Nobody has sent a prompt yet.
            self._next_check = now + self.patience.quiet
            return []
        sure_at = self._same_since + self._time_to_be_sure(is_busy, last)
        if now < sure_at:
            suspect_at = self._same_since + self.patience.stable
            self._next_check = min(sure_at, suspect_at if now < suspect_at else now + self.patience.broken)
            return []
        if self._takes_next and not self._was_at_work and not (last is not None and is_finished(last)):
            # A message that wants no reply, or whose turn was forgotten before anybody followed it.
            return self._skip_prompt(now)
        self.outcome = self._end_without_response(last)
        return []

    def _skip_prompt(self, now: float) -> list[Progress]:
        """Take the next prompt for the one that begins the turn."""
        before = self.content
        since = None if before.prompt is None else before.prompt.time.created
        self.contents = {self.session_id: TurnContent(self.session_id, since, takes_first=True)}
        self._next_check = now + self.patience.quiet
        return before.give_up()

    def _time_to_be_sure(self, is_busy: bool | None, last: Reply | None) -> float:
        """Seconds for which a session that is not busy has to look the same until its turn counts as over."""
        patience = self.patience
        if last is not None and is_finished(last):
            if self.content.is_idle or (is_busy is False and _is_last(last)):
                return 0.0
            if is_busy is None and goes_on(last.info):
                return patience.silent
            return patience.stable
        if self.is_stopping and self.content.prompt is not None:
            # A slow server may yet begin with a prompt that it has stored; its response would tell.
            return patience.forgotten if self._awaits_response and not self._was_at_work else patience.stable
        if (
            is_busy is False
            and self._is_unstored
            and self._broken is None
            and self._is_followed
            and not self.is_stopping
        ):
            return patience.stable if self._is_refused else patience.unstored
        if is_busy is None:
            # A prompt that got there is stored at once; what its agent does may take long without a sign.
            return patience.silent * (_OPEN_CONNECTION if self._awaits_response and self.content.prompt else 1.0)
        # An abort does nothing before the prompt is there: until then the agent may yet begin.
        return patience.forgotten * (_OPEN_CONNECTION if self._awaits_response or self.is_stopping else 1.0)

    def _end_without_response(self, last: Reply | None) -> Outcome:
        if last is not None and (self.is_stopping or (is_finished(last) and not self._was_to_go_on(last))):
            return Finished(settled(last))
        error = self.content.error
        if self.content.prompt is not None and (self.is_stopping or isinstance(error, MessageAbortedError)):
            return Failed(TurnAbortedError(_STOPPED_EARLY, error=error))
        if error is not None:
            began = "The turn failed" if self.content.prompt is not None else _NOT_BEGUN
            return Failed(TurnFailedError(f"{began} with {describe_error(error)}.", reply=last, error=error))
        if self._is_unstored:
            if self._broken is None and not self._awaits_response:
                return Failed(TurnFailedError(_PROMPT_DROPPED))
            return Failed(self._broken or ConnectionLostError(_PROMPT_NEVER_ARRIVED))
        died = self._exit_since_prompt()
        forgotten = f"{_DIED} {died}" if died else _FORGOTTEN if last is not None else _FORGOTTEN_AT_ONCE
        return Failed(TurnLostError(forgotten, reply=last, steps=self.content.steps, server_exit=died))

    def _exit_since_prompt(self) -> ServerExit | None:
        """Return the end of the launched server that the turn did not survive."""
        created = self.content.prompt.time.created if self.content.prompt is not None else None
        if self._last_exit is None or created is None:
            return None
        # The server has the clock of this machine.
        return self._last_exit if self._last_exit.at.timestamp() * 1000 >= created else None

    def _was_to_go_on(self, last: Reply) -> bool:
        """Return whether the agent ended between two steps: it has results of tools that it never read."""
        results = [call.state for call in last.tool_calls]
        return (
            goes_on(last.info)
            and not self.content.is_idle
            and last.structured is None
            and bool(results)
            and all(isinstance(result, ToolStateCompleted) for result in results)
        )

    def _last_step(self) -> Reply | None:
        steps = self.content.steps
        return steps[-1] if steps else None


def _out_of_reach(error: OpencodeError, failing: float) -> OpencodeError:
    """Return the error of a turn that cannot be followed any more because the server could not be reached for a while.

    Args:
        error: The error of the last attempt.
        failing: Seconds since the first one that failed.
    """
    if not isinstance(error, NotSentError | APITimeoutError):
        return error
    # This is about a question. The prompt was sent, and no time limit of the user's has passed.
    lost = ConnectionLostError(
        f"The server was out of reach for {failing:.0f} s, so that the turn cannot be followed. {AGENT_GOES_ON} "
        f"The last attempt: {error.message}"
    )
    lost.__cause__ = error
    return lost


def _look_of(message: Reply | None) -> object:
    return None if message is None else (message.info, message.parts)


def _is_last(message: Reply) -> bool:
    """Return whether a finished step says that no other one follows. Servers before 1.0.0 do not say."""
    return isinstance(message.info, AssistantMessage) and (
        message.info.error is not None or message.info.finish not in (None, "tool-calls", "unknown")
    )
