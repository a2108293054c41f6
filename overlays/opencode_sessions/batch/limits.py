"""Decide when a prompt may be sent, and to which server. No I/O here: the caller passes in the time."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import define, field, frozen

__all__ = ["Go", "Limits", "Stop", "StopReason", "Wait"]

#: `budget`: it is spent. `interrupted`: somebody asked for it. `unreachable`: no server is left.
StopReason: TypeAlias = Literal["budget", "interrupted", "unreachable"]

#: Seconds until a server that is out of reach is tried again, doubled each time.
_FIRST_RETRY, _LONGEST_RETRY = 0.5, 10.0


@frozen
class Go:
    """Send it to this server."""

    server: str


@frozen
class Wait:
    """Ask again at this time, or when a job has ended."""

    until: float = math.inf


@frozen
class Stop:
    """Send no more in this run."""

    reason: StopReason


@define
class _Server:
    running: int = 0
    failures: int = 0
    failing_since: float | None = None
    retry_at: float = 0.0
    is_given_up: bool = False


@define
class Limits:
    """How much may be done at a time, in a minute, and in all.

    Args:
        servers: The names of the servers.
        concurrency: The most jobs that run at a time.
        per_server: The same for each server.
        per_minute: The most prompts that are sent in a minute, evenly spread.
        budget: US dollars. No prompt is sent that would exceed it, if it cost as much as the average so far.
        reconnect: Seconds after which a server that is out of reach is given up.
    """

    _names: Iterable[str]
    concurrency: int
    per_server: float = math.inf
    per_minute: float = math.inf
    budget: float = math.inf
    reconnect: float = 60.0
    cost: float = field(default=0.0, init=False)
    stopped: StopReason | None = field(default=None, init=False)
    _costs: int = field(default=0, init=False)
    #: The number of prompts that were sent, and whose turns are not over.
    _at_work: int = field(default=0, init=False)
    _next_prompt: float = field(default=-math.inf, init=False)
    _servers: dict[str, _Server] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._servers = {name: _Server() for name in self._names}

    @property
    def running(self) -> int:
        """The number of jobs that run."""
        return sum(server.running for server in self._servers.values())

    def add_cost(self, cost: float, jobs: int = 1) -> None:
        """Note what jobs have cost, in this run or in an earlier one."""
        self.cost += cost
        self._costs += jobs

    def stop(self, reason: StopReason) -> None:
        """Send no more, for this reason."""
        self.stopped = self.stopped or reason

    # ---------------------------------------------------------------- a place for a job

    def place(self, now: float, server: str | None = None) -> Go | Wait | Stop:
        """Decide where a job may begin.

        Args:
            now: The time, by a monotonic clock.
            server: The server that has its session. Nothing may have to be sent then: only its place is looked at.
        """
        if server is None and self.stopped is not None:
            return Stop(self.stopped)
        known = {server: self._servers[server]} if server is not None else self._servers
        alive = {name: state for name, state in known.items() if not state.is_given_up}
        if not alive:
            return Stop("unreachable")
        if self.running >= self.concurrency:
            return Wait()
        free = {name: state for name, state in alive.items() if state.running < self.per_server}
        ready = {name: state for name, state in free.items() if state.retry_at <= now}
        if not ready:
            return Wait(min((state.retry_at for state in free.values()), default=math.inf))
        return Go(min(ready, key=lambda name: ready[name].running))

    def begin(self, server: str) -> None:
        """Note that a job has its place at a server."""
        self._servers[server].running += 1

    def end(self, server: str) -> None:
        """Note that it has left it."""
        self._servers[server].running -= 1

    # ---------------------------------------------------------------- a prompt of a job that has its place

    def prompt(self, now: float, server: str) -> Go | Wait | Stop:
        """Decide if a prompt may be sent to a server now; if it may, it is at work from now on."""
        state = self._servers[server]
        if state.is_given_up:
            return Stop("unreachable")
        if self.cost >= self.budget or (not self._at_work and self._would_exceed_budget):
            self.stop("budget")
        if self.stopped is not None:
            return Stop(self.stopped)
        if self._at_work and self._would_exceed_budget:
            # Those that are at work will tell what is left.
            return Wait()
        due = max(state.retry_at, self._next_prompt)
        if due > now:
            return Wait(due)
        self._next_prompt = now + 60.0 / self.per_minute
        self._at_work += 1
        return Go(server)

    def ready(self, now: float, server: str) -> Go | Wait | Stop:
        """Decide if a server may be asked again."""
        state = self._servers[server]
        if state.is_given_up:
            return Stop("unreachable")
        return Go(server) if state.retry_at <= now else Wait(state.retry_at)

    def follow(self) -> None:
        """Note that a prompt is at work that was sent before."""
        self._at_work += 1

    def rest(self) -> None:
        """Note that a prompt is no longer at work, or no longer followed."""
        self._at_work -= 1

    @property
    def _would_exceed_budget(self) -> bool:
        """One more would, if it and those at work cost as much as the average so far; the first one tells that."""
        if not self._costs:
            return self._at_work > 0 and self.budget < math.inf
        return self.cost + (self._at_work + 1) * self.cost / self._costs > self.budget

    # ---------------------------------------------------------------- servers out of reach

    def unreachable(self, server: str, now: float) -> None:
        """Note that a server could not be reached."""
        state = self._servers[server]
        if state.failing_since is None:
            state.failing_since = now
        if now >= state.retry_at:
            # Several jobs find it out at a time.
            state.failures += 1
            state.retry_at = now + min(_FIRST_RETRY * 2.0 ** (state.failures - 1), _LONGEST_RETRY)
        state.is_given_up = now - state.failing_since >= self.reconnect
        if all(each.is_given_up for each in self._servers.values()):
            self.stop("unreachable")

    def reached(self, server: str) -> None:
        """Note that a server has responded."""
        state = self._servers[server]
        state.failures, state.failing_since, state.retry_at = 0, None, 0.0
