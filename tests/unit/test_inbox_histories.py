"""The inbox in random histories, each by its seed: each request is delivered once while it waits, none that is gone.

The inbox cannot know better, and may deliver a request that is gone,

- while the event of its end is on its way,
- after a gap, until the requests of its directory are read,
- when the server refuses to list those of its directory,
- when its turn was aborted before the inbox knew of it, and its session is busy again: the server still lists it.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from opencode_sessions import NotFoundError, OpencodeError, PermissionRequest, _retry
from opencode_sessions._async import inbox as async_inbox
from opencode_sessions._async import requests as async_requests
from opencode_sessions._sync import inbox as sync_inbox
from opencode_sessions._sync import requests as sync_requests
from tests.support.inbox_world import OWN, Quiet, World, client_of

pytestmark = pytest.mark.anyio

_ACTIONS = 150
_MOST_STEPS = 20_000


async def _value(given: Any) -> Any:
    return await given if inspect.isawaitable(given) else given


class UserError(Exception):
    """What a function of the user's raises."""


class History:
    """An inbox whose worker is run step by step, by the test, and its user."""

    def __init__(self, seed: int, make_client: Callable[..., Any], mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world = world = World(seed, _ACTIONS)
        for module in (async_inbox, async_requests, sync_inbox, sync_requests):
            monkeypatch.setattr(module, "monotonic", world.monotonic)
        monkeypatch.setattr(_retry, "random", world.random)
        self.decides = {
            name: self.decide
            for name, probability in (("on_permission", 0.5), ("on_question", 0.3))
            if world.random.random() < probability
        }
        self.raises_at = world.random.randrange(1, 40) if world.random.random() < 0.3 else 0
        self.delivered: Counter[str] = Counter()
        self.decided: Counter[str] = Counter()
        self.inbox = client_of(world, make_client, mode, directory=world.random.choice([None, OWN])).inbox(
            **self.decides
        )
        inner = getattr(self.inbox, "target", self.inbox)
        inner._is_entered = True
        self.reader = inner._reader
        self._blocking_news = self.reader._watcher._next_news

        def as_mode(function: Callable[..., Any]) -> Callable[..., Any]:
            async def call(*args: Any) -> Any:
                return function(*args)

            return function if mode == "sync" else call

        self.reader._watcher._next_news = as_mode(world.next_news)
        self.reader._sleeper.sleep = as_mode(world.sleep)

    def decide(self, request: Any) -> Any:
        self.decided[request.id] += 1
        self._check(request)
        if sum(self.decided.values()) == self.raises_at:
            raise UserError
        return "once" if isinstance(request, PermissionRequest) else [["Red"]]

    def _check(self, request: Any) -> None:
        """What is handed out waits, or cannot be known to be gone; and it has its directory."""
        known = self.world.requests[request.id]
        unread = {directory or OWN for directory in self.reader.state.unread}
        assert self.world.is_stale(known) or known.session.directory in unread
        assert request.session_id == known.session.id
        assert request.directory in (known.session.directory, None if known.session.directory == OWN else "")

    async def use(self) -> None:
        """Take a request, or answer one, as a user may at any time."""
        chance = self.world.random.random()
        if chance < 0.5:
            await self.take()
        elif chance < 0.6 and (waiting := self.inbox.pending_requests):
            request = self.world.random.choice(waiting)
            known = self.world.requests[request.id]
            answer = "once" if isinstance(request, PermissionRequest) else "reject"
            before, waits = len(known.answers), known.is_listed
            try:
                await self.inbox.reply(self.world.random.choice([request, request.id]), answer)
            except NotFoundError:
                # Somebody was faster, perhaps an attempt of the same answer whose response was lost.
                assert not known.waits
            except OpencodeError:
                assert self.reader.state.find(request.id) is request
            else:
                assert not waits or len(known.answers) <= before + 1
                assert self.reader.state.find(request.id) is None

    async def take(self) -> None:
        while len(self.reader.items):
            request = await _value(self.reader.items.get())
            if self.reader.state.find(request.id) is not None:
                self.delivered[request.id] += 1
                self._check(request)
                return

    async def run(self) -> bool:
        """Run to the end of all that happens; False when a function of the user's ended it before."""
        for _ in range(_MOST_STEPS):
            await self.use()
            try:
                await _value(self.reader._step())
            except UserError:
                return False
            except Quiet:
                if self.world.is_settled:
                    return True
                self.world.settle()
        raise AssertionError("It never ends.")

    async def close(self) -> None:
        """Start what runs in the background, and close it while it waits."""
        self.reader._watcher._next_news = self._blocking_news
        self.reader._worker.start(self.reader._run)
        await self.inbox.close()
        assert [request async for request in self.inbox] == []
        thread = getattr(self.reader._worker, "_thread", None)
        assert thread is None or not thread.is_alive()


@pytest.mark.parametrize("seed", range(12))
async def test_each_request_is_delivered_once_while_it_waits(
    seed: int, make_client: Callable[..., Any], mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(seed, make_client, mode, monkeypatch)
    world, inbox = history.world, history.inbox
    if await history.run():
        while len(history.reader.items):
            await history.take()
        pending = {request.id: request for request in inbox.pending_requests}
        waiting = {request.id for request in world.requests.values() if request.waits}
        assert waiting <= pending.keys()
        assert all(world.is_stale(world.requests[identifier]) for identifier in pending)
        assert all(request.directory == world.requests[request.id].session.directory for request in pending.values())
        assert pending.keys() <= history.delivered.keys() | history.decided.keys()
        decided_kinds = [
            kind for name, kind in (("on_permission", "per"), ("on_question", "que")) if name in history.decides
        ]
        assert not [identifier for identifier in waiting if identifier[:3] in decided_kinds]
    assert max([*history.delivered.values(), *history.decided.values()], default=1) == 1
    assert not history.delivered.keys() & history.decided.keys()
    await history.close()
