"""One attempt at a job: a session, the prompt in it, and the turn to its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import anyio
from attrs import evolve, field, frozen

from opencode_sessions._async.sent_prompt import AsyncSentPrompt
from opencode_sessions._async.session import known
from opencode_sessions._prompt import PromptKey, PromptNames
from opencode_sessions._structured_output import output_format
from opencode_sessions._turn_state import is_out_of_reach
from opencode_sessions.batch.result import no_tokens
from opencode_sessions.errors import (
    APITimeoutError,
    ClientClosedError,
    IncompleteTurnError,
    NotFoundError,
    NotSentError,
    OpencodeError,
    TurnAbortedError,
    TurnFailedError,
    TurnLostError,
    UndecodableResponseError,
    WrongMessageError,
)
from opencode_sessions.replies import NO_OUTPUT, has_mark
from opencode_sessions_api.models.output_format_json_schema import OutputFormatJsonSchema

if TYPE_CHECKING:
    from opencode_sessions._async.client import AsyncOpencode
    from opencode_sessions._async.turn_stream import AsyncTurnStream
    from opencode_sessions.aliases import OnPermission, OnQuestion
    from opencode_sessions.batch.job import Job
    from opencode_sessions.batch.plan import Attempt
    from opencode_sessions.replies import Reply
    from opencode_sessions_api.models import PartInput
    from opencode_sessions_api.models.assistant_message_tokens import AssistantMessageTokens

__all__ = ["Ending", "Outcome", "Task", "abort", "error_of", "open_session", "perform", "withdraw"]

#: `done`, `failed`, `aborted`: the turn is over. `open`: it may be at work. `unreachable`: likewise, and the server
#: cannot be reached. `not sent`: the server cannot be reached, and the prompt was not sent. `absent`: the server has no
#: such prompt, and is not going to have it.
Ending: TypeAlias = Literal["done", "failed", "aborted", "open", "unreachable", "not sent", "absent"]

#: The end of the title of a session that no worker has claimed.
_QUEUED = " (queued)"

#: Seconds for which a session has to be without its prompt until that counts as never received, and between two looks.
_SETTLE_SECONDS, _LOOK_AGAIN_SECONDS = 4.0, 0.5

#: Seconds in which a worker has to claim a session: Dask gives the task of one that is frozen to another after minutes.
_CLAIM_SECONDS = 30.0

#: Errors after which nobody knows if the agent is at work, although the server can be reached.
_UNCLEAR = (ClientClosedError, UndecodableResponseError, WrongMessageError)


@frozen(kw_only=True)
class Task:
    """What a worker needs to send a prompt, or to follow one. It can be pickled.

    Attributes:
        job: The job.
        attempt: Its session, and the identifier of the prompt.
        parts: The parts of a new prompt, the first of which has the identifier.
        is_new: The prompt is to be sent. Otherwise its turn is followed.
        is_claimed: The worker claims the session first, because an executor may run a task again.
        timeout: Seconds until the agent is stopped; None for no limit.
        on_permission: Decides on permissions.
        on_question: Answers questions.
        reconnect: Seconds for which a server that is out of reach is waited for.
    """

    job: Job
    attempt: Attempt
    parts: Sequence[PartInput] = field(default=(), repr=False)
    is_new: bool = False
    is_claimed: bool = False
    timeout: float | None
    on_permission: OnPermission
    on_question: OnQuestion
    reconnect: float


@frozen(kw_only=True)
class Outcome:
    """What came of an attempt.

    Attributes:
        ending: How it ended.
        reply: The last message of the turn.
        text: The text of all steps.
        cost: The cost of all steps, in US dollars.
        tokens: Their tokens.
        refusals: How many tool calls were refused: their permission, or the answer to their question.
        error: Why it is not done.
    """

    ending: Ending
    reply: Reply | None = None
    text: str = ""
    cost: float = 0.0
    tokens: AssistantMessageTokens = field(factory=no_tokens)
    refusals: int = 0
    error: Exception | None = None


async def open_session(client: AsyncOpencode, job: Job, *, is_claimed: bool) -> tuple[str, str | None]:
    """Create the session of a job, and its worktree if it wants one; return its identifier and its directory.

    Args:
        client: A client of the server.
        job: The job.
        is_claimed: A worker is going to claim the session.

    Raises:
        OpencodeError: A call failed. No prompt was sent.
    """
    directory = job.directory
    if job.worktree:
        directory = (await client.worktree.create(directory=directory)).directory
    title = _title(job) + (_QUEUED if is_claimed else "")
    session = await client.session.create(title=title, directory=directory)
    return session.id, directory or session.directory


async def withdraw(client: AsyncOpencode, attempt: Attempt) -> bool:
    """Delete the session of a prompt that never arrived, so that the server refuses it; false if it has yet arrived.

    Raises:
        OpencodeError: The session may be there.
    """
    with suppress(NotFoundError):
        if await _is_stored(client, attempt):
            return False
        await client.session.delete(attempt.session_id, directory=attempt.directory)
    return True


async def abort(client: AsyncOpencode, attempt: Attempt) -> None:
    """Ask the server to stop the agent. It does nothing before the agent has begun."""
    await client.session.abort(attempt.session_id, directory=attempt.directory)


async def perform(
    client: AsyncOpencode, task: Task, on_turn: Callable[[AsyncTurnStream[Any]], object] = lambda turn: None
) -> Outcome:
    """Send the prompt, or follow it, and wait for the end of its turn.

    Args:
        client: A client of the server that has the session.
        task: What to do.
        on_turn: Called with the turn as soon as it is followed.

    Returns:
        The outcome; expected errors are in it.
    """
    turn: AsyncTurnStream[Any] | None = None
    try:
        if task.is_new and task.is_claimed:
            task = evolve(task, is_new=await _claims(client, task))
        if not task.is_new and await _never_arrives(client, task.attempt):
            return _outcome("absent", None, OpencodeError("The server has never received the prompt."))
        turn = _turn(client, task)
        async with turn:
            on_turn(turn)
            try:
                return _ended(turn, await turn.result(task.timeout), task.job)
            except APITimeoutError as error:
                if task.timeout is None:
                    raise
                return await _stopped(turn, task.job, task.timeout, error)
    except OpencodeError as error:
        return _judged(task, turn, error)
    except Exception as error:
        # The user's function for permissions or questions raised: the turn was stopped.
        return _outcome("failed", turn, error)


def _title(job: Job) -> str:
    return job.title or job.key


async def _claims(client: AsyncOpencode, task: Task) -> bool:
    """Claim a session, by its title, before its prompt is sent; false when somebody has, who may have sent it.

    It is also false for a worker that was frozen meanwhile: another one may have the task.

    Raises:
        OpencodeError: A call failed. Nothing was sent.
    """
    session_id, directory = task.attempt.session_id, task.attempt.directory
    began = monotonic()
    session = await client.session.get(session_id, directory=directory)
    if not session.title.endswith(_QUEUED):
        return False
    await client.session.update(session_id, title=_title(task.job), directory=directory)
    return monotonic() - began < _CLAIM_SECONDS


def _turn(client: AsyncOpencode, task: Task) -> AsyncTurnStream[Any]:
    attempt, job = task.attempt, task.job
    if task.is_new:
        return client.session._stream_of(
            known(attempt.session_id),
            task.parts,
            format=job.format,
            on_permission=task.on_permission,
            on_question=task.on_question,
            reconnect=task.reconnect,
            **job.options(attempt.directory),
        )
    sent: AsyncSentPrompt[Any] = AsyncSentPrompt(
        client,
        attempt.session_id,
        PromptKey(mark=attempt.mark),
        format=job.format,
        names=PromptNames.of(job.options(attempt.directory)),
        directory=attempt.directory,
    )
    return sent.follow(on_permission=task.on_permission, on_question=task.on_question, reconnect=task.reconnect)


async def _stopped(turn: AsyncTurnStream[Any], job: Job, timeout: float, error: APITimeoutError) -> Outcome:
    """Stop the agent of a turn that takes too long.

    Raises:
        OpencodeError: As for `turn.result`.
    """
    if not await turn.abort():
        return _outcome("open", turn, error)
    outcome = _ended(turn, await turn.result(), job)
    if outcome.ending != "aborted":
        return outcome
    return evolve(outcome, error=TurnAbortedError(f"The turn did not end in {timeout} s, and was stopped."))


def error_of(reply: Reply, job: Job) -> OpencodeError | None:
    """Return why a job is not done: the model failed the turn, or its structured output is not as the job wants it."""
    try:
        reply.raise_for_error()
        if isinstance(output_format(job.format), OutputFormatJsonSchema) and reply.structured is None:
            raise UndecodableResponseError(NO_OUTPUT)
    except (TurnFailedError, UndecodableResponseError) as error:
        return error
    return None


def _ended(turn: AsyncTurnStream[Any], reply: Reply, job: Job) -> Outcome:
    error = error_of(reply, job)
    ending: Ending = "aborted" if isinstance(error, TurnAbortedError) else "done" if error is None else "failed"
    return _outcome(ending, turn, error, reply)


def _judged(task: Task, turn: AsyncTurnStream[Any] | None, error: OpencodeError) -> Outcome:
    """Decide what an error means for the prompt."""
    if isinstance(error, TurnAbortedError):
        return _outcome("aborted", turn, error, error.reply)
    if isinstance(error, TurnLostError | TurnFailedError | IncompleteTurnError):
        return _outcome("failed", turn, error, error.reply)
    if isinstance(error, NotSentError) and task.is_new:
        return _outcome("not sent", turn, error)
    if is_out_of_reach(error):
        return _outcome("unreachable", turn, error)
    return _outcome("open" if isinstance(error, _UNCLEAR) else "failed", turn, error)


async def _never_arrives(client: AsyncOpencode, attempt: Attempt) -> bool:
    """Look for the prompt in its session, for longer than a server takes to store one that it has received.

    Raises:
        OpencodeError: The server does not tell.
    """
    end = monotonic() + _SETTLE_SECONDS
    while not await _is_stored(client, attempt):
        if monotonic() >= end:
            return True
        await anyio.sleep(_LOOK_AGAIN_SECONDS)
    return False


async def _is_stored(client: AsyncOpencode, attempt: Attempt) -> bool:
    messages = await client.session.messages(attempt.session_id, directory=attempt.directory)
    return any(has_mark(message, attempt.mark) for message in messages)


def _outcome(
    ending: Ending, turn: AsyncTurnStream[Any] | None, error: Exception | None, reply: Reply | None = None
) -> Outcome:
    if turn is None or turn._state is None:
        return Outcome(ending=ending, reply=reply, error=error)
    return Outcome(
        ending=ending,
        reply=reply,
        text=turn.text,
        cost=turn.cost,
        tokens=turn.tokens,
        refusals=len(turn.refusals),
        error=error,
    )
