"""A turn as it happens: the prompt's own call beside the events, and both as one."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeAlias, TypeVar

from attrs import frozen

from opencode_sessions._async.cancelling import abort_quietly
from opencode_sessions._async.events import AsyncEvents
from opencode_sessions.asking import Asked, answered, asked, async_decision, described
from opencode_sessions.connections import AsyncLine
from opencode_sessions.crews import AsyncCrew
from opencode_sessions.errors import (
    APIConnectionError,
    APITimeoutError,
    ConnectionLostError,
    NotFoundError,
    OpencodeError,
    explanation,
)
from opencode_sessions.filters import session_of
from opencode_sessions.judging import AGENT_GOES_ON
from opencode_sessions.replies import Reply, StructuredReply
from opencode_sessions.shields import AsyncShield
from opencode_sessions.turns import Progress, TurnState, is_over
from opencode_sessions_api.api.event import event_subscribe
from opencode_sessions_api.models.event_server_connected import EventServerConnected
from opencode_sessions_api.models.permission_request import PermissionRequest
from opencode_sessions_api.models.question_request import QuestionRequest

if TYPE_CHECKING:
    from opencode_sessions._async.client import AsyncOpencode
    from opencode_sessions.asking import OnPermission, OnQuestion
    from opencode_sessions.prompts import Prompt
    from opencode_sessions.turns import TurnEvent
    from opencode_sessions_api.models import Event, Part

Answer = TypeVar("Answer", bound=Reply)
Item = TypeVar("Item")

#: Seconds in which the last events of a turn follow its answer.
_LAST_EVENTS = 0.3
#: Seconds of silence after which a turn that ought to be over is looked after.
_LOOK_AFTER = 2.0


@frozen
class _Answered:
    """The prompt's call gave this."""

    reply: Reply


@frozen
class _Failed:
    """The prompt's call, or something unforeseen, raised this."""

    error: Exception


@frozen
class _Blind:
    """There are no more events, for this reason."""

    error: OpencodeError


@frozen
class _Heard:
    """The server told this."""

    session_id: str | None
    event: Event


_News: TypeAlias = "_Heard | _Answered | _Failed | _Blind"


class AsyncView(Generic[Item]):
    """One way of looking at a turn."""

    def __init__(self, turn: AsyncTurnStream[Any], pick: Callable[[Progress], Item | None]) -> None:
        self._turn = turn
        self._pick = pick

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Item:
        while (progress := await self._turn.follow()) is not None:
            if (item := self._pick(progress)) is not None:
                return item
        raise StopAsyncIteration


class AsyncTurnStream(Generic[Answer]):
    """A turn as it happens; `session.stream` makes it.

    What `events`, `text_deltas`, `parts` and `result` give is the same turn, which goes by once: what one of them has
    taken, the others do not see again.
    """

    def __init__(
        self,
        client: AsyncOpencode,
        session_id: str,
        parts: Prompt,
        *,
        children: bool,
        on_permission: OnPermission | None,
        on_question: OnQuestion | None,
        abort_on_exit: bool,
        abort_on_cancel: bool,
        options: dict[str, Any],
    ) -> None:
        self._client = client
        self._session_id = session_id
        self._parts = parts
        self._options = options
        self._directory: str | None = options.get("directory")
        self._shows_children = children
        self._on_permission = on_permission
        self._on_question = on_question
        self._abort_on_exit = abort_on_exit
        self._abort_on_cancel = abort_on_cancel
        request = event_subscribe.build(directory=self._directory)
        self._subscription = AsyncEvents(client, request, self._is_about_the_turn)
        self._line = AsyncLine()
        self._crew: AsyncCrew[_News] = AsyncCrew()
        self._turns = {session_id: TurnState(session_id)}
        self._pending: deque[Progress] = deque()
        self._asked: dict[str, Asked] = {}
        self._session_heard: str | None = None
        self._is_connected = False
        self._is_blind = False
        self._has_gap = False
        self._lost: ConnectionLostError | None = None
        self._answer: Reply | None = None
        self._failure: Exception | None = None
        self._is_over = False

    # ---------------------------------------------------------------- what the user sees

    @property
    def session_id(self) -> str:
        """The session."""
        return self._session_id

    @property
    def events(self) -> AsyncView[TurnEvent]:
        """The server's events about this turn, and `PartReset` where it takes back what it said."""
        return AsyncView(self, lambda progress: progress.event)

    @property
    def text_deltas(self) -> AsyncView[str]:
        """What the agent writes, piece by piece, in all steps; joined, it is the text of the whole turn."""
        return AsyncView(self, lambda progress: progress.text or None)

    @property
    def parts(self) -> AsyncView[Part]:
        """Each part of the agent's messages every time that it changes, as it is then."""
        return AsyncView(self, lambda progress: progress.part)

    async def result(self, timeout: float | None = None) -> Answer:
        """The reply that `chat` would give, once the turn is over.

        Args:
            timeout: Seconds to wait for it. Default: as long as it takes.

        Raises:
            APITimeoutError: It is not over in time; it goes on, and this may be called again.
            OpencodeError: The prompt failed; as for `chat`.
        """
        end = None if timeout is None else monotonic() + timeout
        try:
            while await self.follow(end) is not None:
                pass
        except TimeoutError:
            waits = " and ".join(map(described, self._asked.values()))
            raise APITimeoutError(
                f"The turn did not end in {timeout} s{f', waiting for an answer to {waits}' if waits else ''}. "
                f"{AGENT_GOES_ON}"
            ) from None
        return self._answer  # type: ignore[return-value]  # `follow` ends with an answer or an error

    @property
    def steps(self) -> list[Reply]:
        """The agent's messages in this turn, as far as it has come."""
        return self._turns[self._session_id].steps

    @property
    def pending_requests(self) -> list[Asked]:
        """The permissions and questions that wait for an answer."""
        return list(self._asked.values())

    async def abort(self) -> None:
        """Stop the agent; the turn then ends with a `MessageAbortedError`."""
        await self._client.session.abort(self._session_id, directory=self._directory)

    async def __aenter__(self) -> Self:
        try:
            await self._subscription.connect()
            self._turns[self._session_id].since = await self._newest_message()
            await self._crew.start(self._listen, self._send_prompt)
        except BaseException:
            await self._subscription.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # When time was up, the agent was not.
        goes_on = not self._is_over or isinstance(self._failure, APITimeoutError)
        try:
            if goes_on and (self._abort_on_exit or (error is not None and self._abort_on_cancel)):
                with AsyncShield():
                    await abort_quietly(self._client, self._session_id, self._directory)
            elif goes_on and error is not None and AGENT_GOES_ON not in str(error):
                error.add_note(AGENT_GOES_ON)
        finally:
            self._line.cut()
            try:
                await self._crew.stop()
            finally:
                await self._subscription.close()

    # ---------------------------------------------------------------- the two that work beside one another

    async def _listen(self) -> None:
        try:
            async for event in self._subscription:
                self._crew.put(_Heard(self._session_heard, event))
        except OpencodeError as error:
            self._crew.put(_Blind(error))
        except Exception as error:
            self._crew.put(_Failed(error))

    async def _send_prompt(self) -> None:
        async with self._client.beside(self._line) as client:
            try:
                self._crew.put(_Answered(await client.session.chat(self._session_id, self._parts, **self._options)))
            except Exception as error:
                self._crew.put(_Failed(error))

    def _is_about_the_turn(self, data: Any) -> bool:
        """Whether an event is about the session, or one of its children; those make themselves known here."""
        if not isinstance(data, dict):
            return False
        self._session_heard = session_of(data)
        if self._session_heard in self._turns or data.get("type") == "server.connected":
            return True
        if self._session_heard is not None and data.get("type") in ("session.created", "session.updated"):
            info = data["properties"].get("info")
            if isinstance(info, dict) and info.get("parentID") in self._turns:
                self._add_child(self._session_heard)
                return True
        return False

    def _add_child(self, session_id: str) -> None:
        # The clock is the server's, and the same for all of its sessions.
        self._turns.setdefault(session_id, TurnState(session_id, self._turns[self._session_id].since))

    # ---------------------------------------------------------------- one piece of news after the other

    async def follow(self, end: float | None = None) -> Progress | None:
        """What happened next; None when the turn is over.

        Args:
            end: Until when to wait for it, by the monotonic clock. Default: as long as it takes.

        Raises:
            TimeoutError: Nothing happened until then.
            OpencodeError: The prompt failed.
        """
        while not self._pending:
            if self._is_over:
                if self._failure is not None:
                    raise self._failure
                return None
            await self._take_news(end)
        return self._pending.popleft()

    async def _take_news(self, end: float | None) -> None:
        left = math.inf if end is None else max(0.0, end - monotonic())
        patience = self._patience()
        limit = min(left, patience)
        try:
            news = await self._crew.take(None if limit == math.inf else limit)
        except TimeoutError:
            if left < patience:
                raise
            await self._look_after()
            return
        if isinstance(news, _Answered):
            self._answer = news.reply
        elif isinstance(news, _Failed):
            if isinstance(news.error, ConnectionLostError):
                # The agent goes on, and events and messages tell what the answer would have told.
                self._lost = news.error
                await self._look_after()
            else:
                self._fail(news.error)
        elif isinstance(news, _Blind):
            self._is_blind = True
            if self._lost is not None:
                self._fail(self._lost)
        else:
            await self._hear(news.session_id, news.event)

    def _patience(self) -> float:
        """For how many seconds there may be no news, before the turn is looked after."""
        state = self._turns[self._session_id]
        if self._answer is not None:
            return 0.0 if state.is_idle else _LAST_EVENTS
        if self._lost is not None:
            return _LAST_EVENTS if state.is_idle else _LOOK_AFTER
        return _LOOK_AFTER if state.is_idle else math.inf

    async def _look_after(self) -> None:
        """Whether the turn is over: by its answer, or else by what the server has of it."""
        state = self._turns[self._session_id]
        if self._answer is None:
            if not await self._is_at_rest(state):
                state.is_idle = False
                return
            with suppress(OpencodeError):
                messages = await self._client.session.messages(self._session_id, directory=self._directory)
                if is_over(messages, state.since):
                    self._answer = self._as_answer(messages[-1])
                    self._pending.extend(state.read(messages, at_rest=True))
                    self._is_over = True
            return
        try:
            for session_id, other in self._shown_turns():
                if self._has_gap or not (other.is_idle and other.is_complete):
                    messages = await self._client.session.messages(session_id, directory=self._directory)
                    self._pending.extend(other.read(messages, at_rest=True))
        except APIConnectionError:
            if not self._is_blind:
                # It comes back, or the event stream gives it up.
                return
        except OpencodeError:
            # The answer itself is there.
            pass
        self._pending.extend(state.read([self._answer], at_rest=True))
        self._is_over = True

    def _as_answer(self, message: Reply) -> Reply:
        """A message as the prompt's call would have given it."""
        kind = self._options.get("format")
        return StructuredReply.of_kind(message, kind) if isinstance(kind, type) else message

    def _shown_turns(self) -> list[tuple[str, TurnState]]:
        """The turns that are told of: this one, and those of its children on request."""
        return [
            (session_id, state)
            for session_id, state in self._turns.items()
            if session_id == self._session_id or self._shows_children
        ]

    async def _is_at_rest(self, state: TurnState) -> bool:
        try:
            status = (await self._client.session.status(directory=self._directory)).get(self._session_id)
        except OpencodeError:
            # Servers before 1.0.185 do not tell; their events did.
            return state.is_idle
        return status is None or status.type == "idle"

    def _fail(self, error: Exception) -> None:
        reason = self._turns[self._session_id].error
        if reason is not None and isinstance(error, OpencodeError):
            error.add_note(f"The server says: {explanation(reason)}")
        self._failure = error
        self._is_over = True

    async def _hear(self, session_id: str | None, event: Event) -> None:
        if isinstance(event, EventServerConnected):
            if self._is_connected:
                self._pending.append(Progress(event))
                await self._fill_gap()
            self._is_connected = True
            return
        state = self._turns.get(session_id) if session_id is not None else None
        if state is not None and (session_id == self._session_id or self._shows_children):
            self._pending.extend(state.hear(event))
        if (request := asked(event)) is not None:
            await self._ask(request)
        elif (identifier := answered(event)) is not None:
            self._asked.pop(identifier, None)

    async def _fill_gap(self) -> None:
        """Read what may have been missed while there was no connection."""
        self._has_gap = True
        for _, state in self._shown_turns():
            state.miss()
        with suppress(OpencodeError):
            since = self._turns[self._session_id].since or 0
            for child in await self._client.session.children(self._session_id, directory=self._directory):
                if (child.time.created or 0) > since:
                    self._add_child(child.id)
        for session_id, state in self._shown_turns():
            with suppress(OpencodeError):
                messages = await self._client.session.messages(session_id, directory=self._directory)
                self._pending.extend(state.read(messages))
        waiting: list[Asked] = []
        with suppress(OpencodeError):
            waiting += await self._client.permission.list(directory=self._directory)
            waiting += await self._client.question.list(directory=self._directory)
        for request in waiting:
            if request.session_id in self._turns and request.id not in self._asked:
                await self._ask(request)

    async def _ask(self, request: Asked) -> None:
        """Put a request to the user's function, if there is one, and send the answer."""
        self._asked[request.id] = request
        # Somebody else may have been faster.
        with suppress(NotFoundError):
            if isinstance(request, PermissionRequest) and self._on_permission is not None:
                decision = await async_decision(self._on_permission(request))
                await self._client.session.permission_reply(
                    request.session_id, request.id, decision, directory=self._directory
                )
            elif isinstance(request, QuestionRequest) and self._on_question is not None:
                answers = await async_decision(self._on_question(request))
                if answers is None:
                    await self._client.question.reject(request.id, directory=self._directory)
                else:
                    await self._client.question.reply(request.id, answers, directory=self._directory)

    async def _newest_message(self) -> float | None:
        """When the newest message was made, by the server's clock; None when there is none."""
        messages = await self._client.session.messages(self._session_id, limit=1, directory=self._directory)
        return max((message.info.time.created or 0 for message in messages), default=None)
