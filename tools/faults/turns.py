"""Turns, consumed as users do: one code for the sync client and the async one, and whatever came is noted.

Only the public face of the SDK is used. The sync client's calls are made where the async one's are awaited: a
coroutine that awaits nothing runs to its end at once.
"""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Any

import anyio
import httpx
import trio
from attrs import define, field

from opencode_sessions import AsyncOpencode, Opencode, OpencodeError
from tools.faults.plans import CasePlan, TurnPlan

__all__ = ["LeftOnPurposeError", "Seen", "run_case"]

#: Each call of a case's beginning is made so often, as a user would.
_TRIES = 4
#: Seconds that tasks get to end after their client is closed.
_GRACE = 0.5
_END: Any = object()
#: Another directory than the client's.
_OTHER_DIRECTORY = "/home/me/elsewhere"


class LeftOnPurposeError(Exception):
    """An error of the user's own, raised in the middle of a turn."""


@define(eq=False)
class Seen:
    """A turn as the user of the SDK saw it.

    Attributes:
        plan: The turn.
        text: The pieces of `text_deltas`, joined.
        parts: The texts of each part that `parts` gave, in the order in which they were first seen, by identifier.
        steps: The same of `turn.steps`, when it was over.
        reply: The text of the reply; None when there was none.
        reply_id: The message that the reply is.
        failed: The reply has an error.
        error: What was raised.
        ended: How it ended: `over`, `left` (on purpose), `error`; empty while it has not.
        stops: The SDK had to stop the agent, and the block was left.
        began: When it began, by the monotonic clock.
        took: Seconds until it ended.
        coroutine: The consumer, to see where it waits.
        thread: The thread that it runs in.
        session: The session.
    """

    plan: TurnPlan
    text: str = ""
    parts: dict[str, str] = field(factory=dict)
    steps: dict[str, str] | None = None
    reply: str | None = None
    reply_id: str | None = None
    failed: bool = False
    error: BaseException | None = None
    ended: str = ""
    stops: bool = False
    began: float | None = None
    took: float = 0.0
    coroutine: Any = None
    thread: int | None = None
    session: str | None = None


def run_case(case: CasePlan, url: str, seen: list[Seen]) -> int:
    """Run the turns of a case, in this thread and those that it starts.

    Args:
        case: The case.
        url: Where the server is.
        seen: What is seen of each turn, to be filled.

    Returns:
        How many tasks the SDK left behind in the event loop.
    """
    options: dict[str, Any] = {
        "password": case.password,
        "timeout": httpx.Timeout(case.timeout, connect=1.0),
        "turn_timeout": case.turn_timeout,
        "max_retries": case.max_retries,
    }
    if case.mode == "sync":
        client = Opencode(url, **options)
        try:
            _sync_case(case, client, seen)
        finally:
            client.close()
        return 0

    async def run() -> int:
        client = AsyncOpencode(url, **options)
        try:
            await _async_case(case, client, seen)
        finally:
            with anyio.CancelScope(shield=True):
                await client.close()
        return await _tasks_left()

    return anyio.run(run, backend=case.mode)


def _sync_case(case: CasePlan, client: Opencode, seen: list[Seen]) -> None:
    def one(turn: Seen, session: str | None = None) -> None:
        turn.thread = threading.get_ident()
        turn.coroutine = _consume(case, client, session, turn)
        _run_now(turn.coroutine)

    if not case.at_once:
        for number, turn in enumerate(seen):
            one(turn, _session_after(case, seen[:number]))
        return
    threads = [
        threading.Thread(target=one, args=(turn,), name=f"turn {turn.plan.number}", daemon=True) for turn in seen
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


async def _async_case(case: CasePlan, client: AsyncOpencode, seen: list[Seen]) -> None:
    async def one(turn: Seen, session: str | None = None) -> None:
        turn.thread = threading.get_ident()
        turn.coroutine = _consume(case, client, session, turn)
        with anyio.CancelScope() as scope:
            if turn.plan.leaving.kind == "cancel":
                scope.deadline = anyio.current_time() + turn.plan.leaving.after / 100
            await turn.coroutine

    if not case.at_once:
        for number, turn in enumerate(seen):
            await one(turn, _session_after(case, seen[:number]))
        return
    async with anyio.create_task_group() as group:
        for turn in seen:
            group.start_soon(one, turn)


def _session_after(case: CasePlan, seen: list[Seen]) -> str | None:
    """The session of the next turn: that of the last one where its agent is known to be done, else a new one."""
    return seen[-1].session if case.one_session and seen and seen[-1].ended == "over" else None


async def _tasks_left() -> int:
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        # Trio has none: no task outlives the block that started it.
        return 0
    if left := asyncio.all_tasks() - {asyncio.current_task()}:
        _, left = await asyncio.wait(left, timeout=_GRACE)
    return len(left)


async def _session(case: CasePlan, client: Any) -> str:
    options = {"directory": _OTHER_DIRECTORY} if case.other_directory else {}
    for attempt in range(_TRIES):
        try:
            return str((await _settled(client.session.create(**options))).id)
        except OpencodeError:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError


async def _consume(case: CasePlan, client: Any, session: str | None, seen: Seen) -> None:
    """Consume a turn, and note what came of it, whatever that is."""
    seen.began = time.monotonic()
    try:
        seen.session = session or await _session(case, client)
        await _turn(client, seen.session, seen)
        seen.ended = seen.ended or "over"
    except LeftOnPurposeError as error:
        seen.ended = "left"
        seen.error = error
    except Exception as error:
        seen.ended = "error"
        seen.error = error
    except BaseException as error:
        # Cancelled, on purpose or for an error of another turn.
        seen.ended = "left"
        seen.error = error
        raise
    finally:
        seen.took = time.monotonic() - seen.began


async def _turn(client: Any, session: str, seen: Seen) -> None:
    plan, leaving = seen.plan, seen.plan.leaving
    options: dict[str, Any] = {}
    if plan.decision is not None:
        options["on_permission"] = lambda request: plan.decision
    if leaving.kind in ("cancel", "raise", "limit"):
        options["abort_on_cancel"] = leaving.stops
    if leaving.kind == "close":
        _close_later(client, leaving.after / 100)
    if plan.view == "chat":
        seen.stops = bool(options.get("abort_on_cancel"))
        _note_reply(seen, await _settled(client.session.chat(session, plan.prompt, **options)))
        return
    options["abort_on_exit"] = leaving.kind == "break" and leaving.stops
    stream = client.session.stream(session, plan.prompt, **options)
    async with _Entered(stream, in_tasks=plan.tasks == "block") as turn:
        try:
            seen.stops = bool(options["abort_on_exit"] or options.get("abort_on_cancel"))
            if not await _look(turn, seen):
                seen.ended = "left"
                return
            seen.stops = False
            limit = (leaving.after + 1) / 100 if leaving.kind == "limit" else None
            _note_reply(seen, await _settled(turn.result(timeout=limit)))
            seen.stops = leaving.kind == "abort"
        finally:
            seen.steps = {
                part.id: part.text or ""
                for step in turn.steps
                for part in step.parts
                if part.type in ("text", "reasoning")
            }


async def _look(turn: Any, seen: Seen) -> bool:
    """Look at the turn in its way; false when it was left."""
    view, leaving = seen.plan.view, seen.plan.leaving
    if view == "result":
        return True
    items = turn.text_deltas if view == "text" else getattr(turn, view)
    iterator = aiter(items) if hasattr(items, "__aiter__") else iter(items)
    number = 0
    while (item := await _next(iterator, in_task=seen.plan.tasks == "items")) is not _END:
        if view == "text":
            seen.text += item
        elif view == "parts" and item.type in ("text", "reasoning"):
            seen.parts[item.id] = item.text or ""
        number += 1
        if number == leaving.after + 1:
            if leaving.kind == "break":
                return False
            if leaving.kind == "raise":
                raise LeftOnPurposeError
            if leaving.kind == "abort":
                await _settled(turn.abort())
    return True


def _note_reply(seen: Seen, reply: Any) -> None:
    seen.reply, seen.reply_id = reply.text, reply.info.id
    seen.failed = reply.error is not None


def _close_later(client: Any, seconds: float) -> None:
    """Close the client from elsewhere: another task, or another thread."""
    if isinstance(client, Opencode):
        timer = threading.Timer(seconds, client.close)
        timer.daemon = True
        timer.name = "closes the client"
        timer.start()
        return
    import sniffio

    async def close() -> None:
        await anyio.sleep(seconds)
        with suppress(OpencodeError):
            await client.close()

    if sniffio.current_async_library() == "trio":
        trio.lowlevel.spawn_system_task(close)
    else:
        import asyncio

        task = asyncio.get_running_loop().create_task(close())
        _closing.add(task)
        task.add_done_callback(_closing.discard)


_closing: set[Any] = set()


class _Entered:
    """A block of either kind, entered as an async one."""

    def __init__(self, block: Any, *, in_tasks: bool) -> None:
        self._block = block
        self._in_tasks = in_tasks

    async def __aenter__(self) -> Any:
        if not hasattr(self._block, "__aenter__"):
            return self._block.__enter__()
        return await self._run(self._block.__aenter__())

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not hasattr(self._block, "__aexit__"):
            self._block.__exit__(kind, error, trace)
        else:
            # A task that is cancelled before its first step never runs its coroutine.
            with anyio.CancelScope(shield=self._in_tasks):
                await self._run(self._block.__aexit__(kind, error, trace))

    async def _run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return await (_in_task(coroutine) if self._in_tasks else coroutine)


async def _in_task(coroutine: Coroutine[Any, Any, Any]) -> Any:
    import asyncio

    return await asyncio.get_running_loop().create_task(coroutine)


async def _settled(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


async def _next(iterator: Any, *, in_task: bool) -> Any:
    if not hasattr(iterator, "__anext__"):
        return next(iterator, _END)
    try:
        return await (_in_task(iterator.__anext__()) if in_task else iterator.__anext__())
    except StopAsyncIteration:
        return _END


def _run_now(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine that awaits nothing."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    raise RuntimeError("The sync client has awaited something.")
