# Derived from _async/turn_stream.py by `make derive`: edit that file instead.
"""A turn as it happens. The stream does the I/O: `_turn_state` decides, `_turn_content` keeps what was said."""

from __future__ import annotations

import logging
import math
import threading
import weakref
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeAlias, TypeGuard, TypeVar

from opencode_sessions._concurrency import (
    SyncInterrupt,
    SyncMailbox,
    SyncShield,
    SyncSleeper,
    SyncWorker,
)
from opencode_sessions._display import ShownList
from opencode_sessions._event_router import Connected, Ended, Listener, News, ReceivedEvent
from opencode_sessions._events import (
    Asked,
    WaitingRequest,
    answered_request,
    describe_request,
    no_such_request,
    request_answer,
    request_in,
    waiting_in,
)
from opencode_sessions._readable import created_time, require_readable
from opencode_sessions._response import AGENT_GOES_ON, AGENT_STOPPED
from opencode_sessions._seconds import check_seconds
from opencode_sessions._sync.prompt_call import (
    CHECK_SECONDS,
    FEW_MESSAGES,
    LEAVE_SECONDS,
    PromptFailed,
    PromptNews,
    Responded,
    TurnChecks,
    ask_patiently,
    deliver,
)
from opencode_sessions._sync.requests import Decisions, send_answer, waiting_requests
from opencode_sessions._sync.turn_start import TurnStart
from opencode_sessions._turn_content import Delta, PartReset, Progress, Retraction
from opencode_sessions._turn_state import Failed, Finished, Patience, TurnState, is_out_of_reach
from opencode_sessions.errors import (
    APITimeoutError,
    ClientClosedError,
    NotFoundError,
    OpencodeError,
    TurnAbortedError,
    TurnFailedError,
    TurnLostError,
    UnsupportedByServerError,
    describe_error,
)
from opencode_sessions.replies import Reply, Turn
from opencode_sessions_api.api.event import event_subscribe

if TYPE_CHECKING:
    from opencode_sessions._concurrency import SyncFunction
    from opencode_sessions._events import Refusal
    from opencode_sessions._prompt import PromptNames
    from opencode_sessions._sync.client import Opencode
    from opencode_sessions._sync.event_hub import EventHub
    from opencode_sessions._sync.session_queue import SessionQueue
    from opencode_sessions.aliases import Answers, OnPermission, OnQuestion, TurnEvent
    from opencode_sessions_api.models import AssistantMessageError, Part
    from opencode_sessions_api.models.assistant_message_tokens import AssistantMessageTokens
    from opencode_sessions_api.models.permission_reply import PermissionReply
    from opencode_sessions_api.models.permission_request import PermissionRequest
    from opencode_sessions_api.models.question_request import QuestionRequest
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem
    from opencode_sessions_api.models.tool_part import ToolPart

__all__ = ["TurnStream", "TurnView"]

Response = TypeVar("Response", bound=Reply)
Item = TypeVar("Item")

#: Seconds in which an aborted agent has to stop visibly, and between two attempts.
_STOP_SECONDS = 10.0
_STOP_AGAIN_SECONDS = 0.5
#: Seconds until it is tried again to read a turn that another task or thread is reading.
_LOOK_AGAIN_SECONDS = 0.02

LOGGER = logging.getLogger("opencode_sessions")


_TurnNews: TypeAlias = "News | PromptNews"


class TurnView(Generic[Item]):
    """An iterator over one aspect of a turn, such as its text or its parts."""

    def __init__(self, turn: TurnStream[Any], pick: Callable[[Progress], Item | None]) -> None:
        self._turn = turn
        self._pick = pick

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Item:
        while (progress := self._turn._next()) is not None:
            if (item := self._pick(progress)) is not None:
                return item
        raise StopIteration


class TurnStream(Generic[Response]):
    """A turn as it happens; `session.stream` and `session.follow` make it, for an `with` block.

    `events`, `parts`, `text_deltas`, `reasoning_deltas`, `deltas` and `result` look at the same turn, which goes by
    once: what one of them has taken, the others do not give again. `steps`, `text`, `cost` and the like tell how far it
    has come.
    """

    def __init__(
        self,
        client: Opencode,
        find_session: SyncFunction[[], str],
        start: TurnStart,
        as_reply: Callable[[SessionMessagesResponseItem], Response],
        *,
        queue: Callable[[str], SessionQueue] | None = None,
        names: PromptNames | None = None,
        directory: str | None,
        children: bool,
        on_permission: OnPermission | None,
        on_question: OnQuestion | None,
        abort_on_exit: bool,
        abort_on_cancel: bool,
        reconnect: float,
    ) -> None:
        self._client = client
        self._find_session = find_session
        self._start = start
        self._as_reply = as_reply
        self._make_queue = queue
        self._queue: SessionQueue | None = None
        self._names = names
        self._directory = directory
        self._shows_children = children
        self._decisions: Decisions = Decisions(on_permission, on_question)
        self._abort_on_exit = abort_on_exit
        self._abort_on_cancel = abort_on_cancel
        self._session_id: str | None = None
        self._state: TurnState | None = None
        self._mailbox: SyncMailbox[_TurnNews] = SyncMailbox()
        self._hub: EventHub | None = None
        self._listener = Listener(self._mailbox, with_children=True, reconnect=reconnect)
        self._interrupt = SyncInterrupt()
        self._worker = SyncWorker()
        self._worker.interrupt_with(self._interrupt)
        self._sleeper = SyncSleeper()
        self._sessions: set[str] = set()
        self._pending: deque[Progress] = deque()
        self._asked: dict[str, WaitingRequest] = {}
        self._is_left = False
        #: Why the turn failed, as far as it was found out.
        self._error: Exception | None = None
        #: The user's function raised: its request was refused, and the agent is to stop.
        self._is_refused = False
        #: Held by the task or thread that takes the next piece of news in.
        self._advancing = threading.Lock()

    # ---------------------------------------------------------------- the turn as the user sees it

    @property
    def session_id(self) -> str:
        """The session."""
        return self._entered.session_id

    @property
    def events(self) -> TurnView[TurnEvent]:
        """The server's events about this turn, and a `PartReset` where text that was shown no longer holds."""
        return self._view(lambda progress: progress.event)

    @property
    def text_deltas(self) -> TurnView[str]:
        """The text that the agent writes, piece by piece, in all steps; never its reasoning.

        Joined, it is the text of the whole turn, unless the model failed in mid-stream and started over: then there is
        an empty `Retraction`, whose `retracted` is the text that no longer holds.
        """
        return self._view(partial(_piece, "text"))

    @property
    def reasoning_deltas(self) -> TurnView[str]:
        """The model's reasoning, piece by piece, in all steps; taken back as `text_deltas` are."""
        return self._view(partial(_piece, "reasoning"))

    @property
    def deltas(self) -> TurnView[Delta]:
        """Text and reasoning, piece by piece, each with the part that it belongs to and its kind."""
        return self._view(lambda progress: progress.delta)

    @property
    def parts(self) -> TurnView[Part]:
        """Each part of the agent's messages every time that it changes, as it is then."""
        return self._view(lambda progress: progress.part)

    @property
    def steps(self) -> list[Reply]:
        """The agent's messages in this turn, as far as it has come."""
        return self._entered.content.steps

    @property
    def text(self) -> str:
        """The text that the agent wrote so far, in all steps, as paragraphs."""
        return Turn(self.steps).text

    @property
    def reasoning(self) -> str:
        """The model's reasoning so far, in all steps, as paragraphs."""
        return Turn(self.steps).reasoning

    @property
    def tool_calls(self) -> list[ToolPart]:
        """The tools called so far, in all steps, each with its state."""
        return Turn(self.steps).tool_calls

    @property
    def cost(self) -> float:
        """The cost of the turn so far, in US dollars. A step's cost is known when it is finished."""
        return Turn(self.steps).cost

    @property
    def tokens(self) -> AssistantMessageTokens:
        """The tokens that the turn took so far, all steps added up."""
        return Turn(self.steps).tokens

    @property
    def error(self) -> AssistantMessageError | None:
        """Why the turn failed or was aborted, as far as it is known; None when it was not."""
        return Turn(self.steps).error

    @property
    def failure(self) -> str | None:
        """The error in words, e.g. `APIError: Wrong key`; None when there is none."""
        return Turn(self.steps).failure

    @property
    def refusals(self) -> list[ToolPart]:
        """The tool calls so far that were refused: their permission, or the answer to their question."""
        return Turn(self.steps).refusals

    @property
    def pending_requests(self) -> list[WaitingRequest]:
        """The permissions and questions that wait for an answer."""
        return ShownList(self._asked.values())

    def result(self, timeout: float | None = None) -> Response:
        """Wait until the turn is over and return the reply that `chat` would return.

        Args:
            timeout: Seconds to wait for it. Default: as long as it takes.

        Raises:
            APITimeoutError: It is not over in time; it goes on, and this may be called again.
            TurnAbortedError: The agent was stopped before it began.
            TurnLostError: The server was restarted and has forgotten the turn.
            IncompleteTurnError: It is over, but not all of it could be read.
            OpencodeError: The prompt failed; as for `chat`.
        """
        check_seconds("timeout", timeout)
        end = None if timeout is None else monotonic() + timeout
        try:
            while self._next(end) is not None:
                pass
        except TimeoutError:
            raise APITimeoutError(self._out_of_time(timeout)) from None
        outcome = self._entered.outcome
        assert isinstance(outcome, Finished)
        return self._as_reply(outcome.reply)

    def _out_of_time(self, timeout: float | None) -> str:
        if not self._entered.has_begun:
            return (
                f"No turn began in {timeout} s: nobody has sent a prompt to the session {self.session_id} since. "
                "With last=True, wait and follow take its last turn if none runs."
            )
        waits = " and ".join(map(describe_request, self._asked.values()))
        return (
            f"The turn did not end in {timeout} s{f', waiting for an answer to {waits}' if waits else ''}. "
            f"{AGENT_GOES_ON}"
        )

    def abort(self) -> bool:
        """Stop the agent, and wait until it is seen to have stopped.

        The turn then ends with a reply whose error is a `MessageAbortedError`; `result` raises a `TurnAbortedError` if
        the agent had not even begun. Also from another task, while this one looks at the turn.

        Returns:
            Whether it has stopped. If not within ten seconds, it may still be at work.
        """
        return self._stop()

    def reply(
        self, request: PermissionRequest | QuestionRequest | str, answer: PermissionReply | Refusal | Answers | None
    ) -> None:
        """Answer a permission or a question that waits; also from another task or thread.

        Args:
            request: One of `pending_requests`, or its identifier.
            answer: For a permission `"once"`, `"always"`, `"reject"` or a `Refusal`. For a question the labels that are
                chosen, a list for each of its questions; None or `"reject"` refuses.

        Raises:
            TypeError: It is no answer to such a request.
            NotFoundError: The request does not wait, or not any more.
            OpencodeError: The call failed; the subclass says how.
        """
        identifier = request if isinstance(request, str) else request.id
        asked = self._asked.get(identifier)
        if asked is None:
            raise no_such_request(identifier)
        self._send_answer(asked, request_answer(answer, asked))
        self._asked.pop(identifier, None)

    def _next(self, end: float | None = None) -> Progress | None:
        """Return what happened next; None when the turn is over.

        Args:
            end: Until when to wait for it, by the monotonic clock. Default: as long as it takes.

        Raises:
            TimeoutError: Nothing happened until then.
            OpencodeError: The prompt failed, or the turn cannot be followed.
        """
        state = self._entered
        while True:
            if self._pending:
                try:
                    return self._pending.popleft()
                except IndexError:
                    # Another task or thread was faster.
                    continue
            outcome = state.outcome
            if isinstance(outcome, Failed):
                raise self._reason(outcome.error)
            if outcome is not None:
                return None
            if self._is_left:
                raise OpencodeError(f"The turn was left before it was over. {AGENT_GOES_ON}")
            self._advance(end)

    def _reason(self, error: Exception) -> Exception:
        """Return the error of the turn; if the server gives no reason, the one that says why."""
        if self._error is None:
            self._error = self._explained(error) if _is_unexplained(error) else error
        return self._error

    def _explained(self, error: OpencodeError) -> OpencodeError:
        """Return the error that says why the agent never began, or the same one, which may tell of a directory."""
        from opencode_sessions._sync.diagnosis import FailedTurn, diagnose_turn, tell_of_directory

        transport = self._checks.client._transport
        if self.steps:
            tell_of_directory(error, self._directory, transport.options)
            return error
        turn = FailedTurn(
            self._checks.session_id, self._entered.content.prompt, self._names, self._directory, transport.options
        )
        return diagnose_turn(transport.send_undiagnosed, turn, error)

    # ---------------------------------------------------------------- entering and leaving

    @property
    def _entered(self) -> TurnState:
        if self._state is None:
            raise OpencodeError("The turn has not begun: enter it, as in `with client.session.stream(…) as turn:`.")
        return self._state

    def _view(self, pick: Callable[[Progress], Item | None]) -> TurnView[Item]:
        # At once, not at the first item.
        _ = self._entered
        return TurnView(self, pick)

    def __enter__(self) -> Self:
        if self._session_id is not None:
            raise OpencodeError("A turn can be entered once; call stream again for another one.")
        self._session_id = session_id = self._find_session()
        self._sessions = {session_id}
        if self._directory is None:
            self._directory = self._client.session._directory_of(session_id)
        if self._make_queue is not None:
            self._queue = self._make_queue(session_id)
            self._queue.enter()
        try:
            self._listen(session_id)
            patience = Patience(unreachable=self._listener.reconnect)
            begin = partial(self._start.begin, self._client, session_id, self._directory, patience)
            self._state = ask_patiently(begin, self._listener.reconnect)
            call = self._start.call(session_id, self._directory, self._interrupt)
            if call is not None:
                self._worker.start(partial(deliver, call, self._mailbox))
        except BaseException:
            self._leave()
            raise
        return self

    def _listen(self, session_id: str) -> None:
        transport = self._client._transport
        self._listener.session_id = session_id
        request = event_subscribe.build(directory=self._directory)
        self._hub = hub = transport.hubs.listen(transport, request, self._listener)
        # A turn that is dropped without being left lets go of its connections.
        self._finalizer = weakref.finalize(self, _abandon, hub, self._listener, self._worker, self._queue)
        self._finalizer.atexit = False
        # The hub ends this wait within seconds, one way or the other.
        news = self._mailbox.get()
        while not isinstance(news, Connected):
            if isinstance(news, Ended):
                raise news.error
            news = self._mailbox.get()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        state = self._entered
        # A turn that ran out of time, or that nobody could follow any more, may go on.
        goes_on = state.may_go_on
        stopped = False
        try:
            if goes_on and (self._abort_on_exit or self._is_refused or (error is not None and self._abort_on_cancel)):
                with SyncShield(_STOP_SECONDS + CHECK_SECONDS):
                    stopped = self._stop()
        finally:
            self._is_left = True
            with SyncShield(LEAVE_SECONDS + CHECK_SECONDS):
                self._leave()
        if goes_on and state.has_begun and error is not None:
            _tell_about_agent(error, is_stopped=stopped)

    def _leave(self) -> None:
        self._worker.cancel()
        try:
            self._worker.join(LEAVE_SECONDS)
        finally:
            if self._queue is not None:
                self._queue.leave()
            if self._hub is not None:
                self._finalizer.detach()
                self._hub.remove(self._listener)

    def _stop(self) -> bool:
        """Abort until the turn is seen to have ended: an abort does nothing before the session is busy."""
        state = self._entered
        state.stop(monotonic())
        end = monotonic() + _STOP_SECONDS
        while state.may_go_on and monotonic() < end:
            try:
                self._checks.client.session.abort(self.session_id, directory=self._directory)
            except ClientClosedError:
                return False
            except OpencodeError:
                LOGGER.debug("The agent could not be stopped; trying again.")
            again = min(end, monotonic() + _STOP_AGAIN_SECONDS)
            while state.may_go_on and monotonic() < again:
                with suppress(TimeoutError):
                    self._advance(again)
        return not state.may_go_on

    # ---------------------------------------------------------------- one piece of news after the other

    def _advance(self, end: float | None) -> None:
        """Take in one piece of news, ask the user, or ask the server, whichever is due.

        Raises:
            TimeoutError: Nothing happened until the end.
        """
        state = self._entered
        if not state.is_stopping and (request := self._decisions.take(self._asked.__contains__)) is not None:
            # Without the lock: others may abort the turn while the user decides.
            self._ask_user(request)
            return
        if not self._advancing.acquire(blocking=False):
            # Somebody else does, in another task or thread.
            self._sleeper.sleep(_LOOK_AGAIN_SECONDS)
            if end is not None and monotonic() >= end:
                raise TimeoutError
            return
        try:
            # What comes next must not be shown before what was missed.
            takes_news = not state.needs_messages
            if takes_news and len(self._mailbox):
                # The server is asked only if there is no news.
                self._take(state, self._mailbox.get())
            elif (due := state.due()) <= monotonic():
                self._check()
            else:
                answer_due = math.inf if state.is_stopping else self._decisions.due()
                self._wait(min(due, answer_due), math.inf if end is None else end, takes_news=takes_news)
        finally:
            self._advancing.release()

    def _wait(self, due: float, end: float, *, takes_news: bool) -> None:
        limit = min(due, end) - monotonic()
        if not takes_news:
            self._sleeper.sleep(max(0.0, limit))
        else:
            with suppress(TimeoutError):
                self._take(self._entered, self._mailbox.get(None if limit == math.inf else max(0.0, limit)))
                return
        if monotonic() >= end:
            raise TimeoutError

    def _take(self, state: TurnState, news: _TurnNews) -> None:
        now = monotonic()
        if isinstance(news, ReceivedEvent):
            self._hear(state, news, now)
        elif isinstance(news, Responded):
            self._pending.extend(state.responded(news.reply, now))
        elif isinstance(news, PromptFailed):
            self._prompt_failed(news.error)
        elif isinstance(news, Ended):
            state.stream_ended(news.error, now)
        else:
            if isinstance(news, Connected) and news.first is not None:
                self._pending.append(Progress(news.first.event))
            state.missed(now)

    def _prompt_failed(self, error: Exception) -> None:
        state = self._entered
        reason = state.content.error
        if reason is not None and isinstance(error, OpencodeError):
            error.add_note(f"The server says: {describe_error(reason)}")
        state.prompt_failed(error, monotonic())
        if state.outcome is None:
            LOGGER.info("%s Following the turn by its events and messages.", error)

    def _hear(self, state: TurnState, received: ReceivedEvent, now: float) -> None:
        session_id, event = received.session_id, received.event
        if session_id is None:
            return
        if session_id not in self._sessions:
            self._add_child(session_id)
        if session_id in state.contents:
            self._pending.extend(state.heard(session_id, event, now))
        if (request := request_in(event)) is not None:
            self._note_request(request)
        elif (identifier := answered_request(event)) is not None:
            self._asked.pop(identifier, None)

    def _add_child(self, session_id: str) -> None:
        self._sessions.add(session_id)
        if self._shows_children:
            self._entered.add_child(session_id)

    # ---------------------------------------------------------------- asking the server

    def _check(self) -> None:
        """Ask the server for the state of the turn, and read the messages that events did not have."""
        state = self._entered
        requests: list[Asked] = []
        messages: dict[str, list[Reply]] = {}
        try:
            is_busy = None if state.has_response else self._checks.is_busy()
            if state.needs_messages:
                self._find_children()
            if state.wants_messages(is_busy):
                for session_id, since in state.sessions():
                    try:
                        messages[session_id] = self._messages(session_id, since)
                    except NotFoundError:
                        if session_id == self.session_id:
                            raise
                        state.drop_child(session_id)
            if not state.has_response:
                requests = self._waiting_requests()
        except OpencodeError as error:
            state.unreachable(error, monotonic())
            return
        last_exit = self._checks.client._transport.last_exit
        self._pending.extend(state.checked(is_busy, messages, monotonic(), last_exit=last_exit))
        for request in requests:
            self._note_request(request)
        if (suspected := state.suspect(monotonic())) is not None:
            reason = self._explained(suspected)
            if reason is not suspected:
                state.prompt_failed(reason, monotonic())

    @cached_property
    def _checks(self) -> TurnChecks:
        return TurnChecks(self._client, self.session_id, self._directory)

    def _messages(self, session_id: str, since: float | None) -> list[Reply]:
        """Read the messages of the turn; older ones may be among them."""
        session = self._checks.client.session
        messages = session.messages(session_id, limit=FEW_MESSAGES, directory=self._directory)
        if len(messages) == FEW_MESSAGES and all(
            (created_time(message.info) or 0) > (since or 0) for message in messages
        ):
            messages = session.messages(session_id, directory=self._directory)
        for message in messages:
            require_readable(message)
        return messages

    def _find_children(self) -> None:
        """Find sessions that the agent started while events were missed."""
        since = self._entered.content.since or 0
        for child in self._checks.client.session.children(self.session_id, directory=self._directory):
            is_new = (created_time(child) or 0) > since
            if is_new and isinstance(child.id, str) and child.id not in self._sessions:
                self._add_child(child.id)

    def _waiting_requests(self) -> list[Asked]:
        """Read the permissions and questions that wait; servers before 1.1.11 have no list of them."""
        try:
            waiting = waiting_requests(self._checks.client, self._directory)
        except UnsupportedByServerError:
            return []
        return [request for request in waiting if request.session_id in self._sessions]

    # ---------------------------------------------------------------- asking the user

    def _note_request(self, request: Asked) -> None:
        if request.id not in self._asked:
            self._asked[request.id] = waiting = waiting_in(request, self._directory)
            self._decisions.add(waiting)

    def _ask_user(self, request: WaitingRequest) -> None:
        """Put a request to the user's function and send the answer. One that raises refuses, and ends the turn."""
        try:
            answer = self._decisions.answer(request)
        except Exception:
            self._is_refused = True
            with suppress(OpencodeError):
                self._send_answer(request, None)
            raise
        except BaseException:
            # Cancelled: it is asked again.
            self._decisions.put_back(request)
            raise
        try:
            # Somebody else may have been faster.
            with suppress(NotFoundError):
                self._send_answer(request, answer)
            self._decisions.settle(request)
        except OpencodeError as error:
            failing = self._decisions.failed(request)
            if not is_out_of_reach(error) or failing >= self._listener.reconnect:
                raise
            LOGGER.info("The answer to %s could not be sent; trying again. %s", describe_request(request), error)
        except BaseException:
            self._decisions.put_back(request)
            raise

    def _send_answer(self, request: WaitingRequest, answer: Any) -> None:
        send_answer(self._checks.client, request, answer, self._directory, self._sleeper)


def _abandon(hub: EventHub, listener: Listener, worker: SyncWorker, queue: SessionQueue | None) -> None:
    """Release the listener, the worker and the place in the queue of a turn that was dropped inside its block."""
    hub.abandon(listener)
    worker.call_soon(worker.cancel)
    if queue is not None:
        worker.call_soon(queue.leave)


def _tell_about_agent(error: BaseException, *, is_stopped: bool) -> None:
    """Add to an error that leaves a turn early whether the agent goes on or was stopped."""
    message = error.message if isinstance(error, OpencodeError) else ""
    if is_stopped and AGENT_GOES_ON in message:
        error.args = (message.replace(AGENT_GOES_ON, AGENT_STOPPED),)
    elif is_stopped or AGENT_GOES_ON not in message:
        error.add_note(AGENT_STOPPED if is_stopped else AGENT_GOES_ON)


def _is_unexplained(error: Exception) -> TypeGuard[OpencodeError]:
    """Return whether an error of a turn may be due to something that the server does not have."""
    return isinstance(error, (TurnLostError, TurnFailedError)) and not isinstance(error, TurnAbortedError)


def _piece(kind: str, progress: Progress) -> str | None:
    """Return what progress adds to the text, or to the reasoning, of the turn."""
    if isinstance(progress.event, PartReset):
        return Retraction(progress.retracted) if progress.event.part.type == kind else None
    return (progress.text if kind == "text" else progress.reasoning) or None
