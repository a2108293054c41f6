"""The kinds of faults, and the plan that says which requests get which fault, drawn from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import TypeAlias

from attrs import frozen

from tools.faults.wire import Head

__all__ = ["KINDS", "ROLES", "SERVER_FAULTS", "Draw", "Fault", "FaultPlan", "draw_fault", "role_of"]

#: Each kind of fault, and what it does.
KINDS: Mapping[str, str] = {
    "refuse": "the connection is reset, and for a while the port refuses others",
    "unsent": "the connection is reset before the server has any of the request",
    "half-sent": "the server gets half of the request, then both connections break",
    "blackhole": "the request is accepted and goes nowhere, the connection stays open",
    "no-head": "the server gets the request, but the head of its response never comes",
    "status": "a proxy's 401, 502, 503 or 504 comes in place of the response; the server may be at work",
    "close": "the connection is closed at some byte of the response",
    "reset": "the connection is reset at some byte of the response",
    "half-close": "the response ends at some byte, the other direction stays open",
    "stall": "nothing more comes after some byte, for a while or for ever",
    "delay": "each piece of the response is late",
    "trickle": "some bytes of the response come one at a time",
    "split": "the response comes in pieces of a few bytes, also inside characters, lines and chunks",
    "truncate": "the body ends early, in a response that is whole as far as HTTP goes",
    "long-length": "the head promises more bytes than come",
    "short-length": "the head promises fewer bytes than come",
    "gzip": "the body claims to be compressed, and is damaged",
    "duplicate": "an event is sent twice",
    "noise": "between the events come comments, identifiers, unknown and malformed events, other line ends",
    "no-events": "after the first event nothing comes, no heartbeat either",
    "kill": "the server is killed, and started again after a while; its first connections get no response",
    "freeze": "the server is stopped for a while",
    "other-client": "another client sends a prompt to every session",
}
#: Those of the server itself.
SERVER_FAULTS = ("kill", "freeze", "other-client")
#: Those that need an event stream.
_OF_EVENTS = {"duplicate", "noise", "no-events"}
#: Those that need a length.
_OF_BODIES = {"long-length", "short-length"}

#: What a request is for.
ROLES = ("event", "prompt", "messages", "status", "abort", "reply", "session", "other")

#: Bytes among which the head of a response ends.
_HEAD = 150
_LONGEST: Mapping[str, int] = {"event": 30_000, "prompt": 3_000, "messages": 6_000}


@frozen
class Fault:
    """One fault, with all that is to be drawn for it.

    Attributes:
        kind: One of `KINDS`.
        at: The byte of the response, or the event of the stream, at which it is injected.
        seconds: How long it takes, for those that take time.
        pick: A number to choose among the variants of the kind.
    """

    kind: str
    at: int
    seconds: float
    pick: int


#: Gives the fault of the n-th request of a role.
Draw: TypeAlias = Callable[[str, int], Fault | None]


@frozen
class FaultPlan:
    """The plan of a case's faults: which requests get which.

    Attributes:
        seed: What they are drawn from.
        chances: The probability of a fault, by the role of the request.
        only: The kinds of faults. Default: all.
        last: The number of requests of each role that may get one; those after them get none.
    """

    seed: str
    chances: Mapping[str, float]
    only: tuple[str, ...] = tuple(KINDS)
    last: int = 6

    def __call__(self, role: str, number: int) -> Fault | None:
        """Return the fault of the n-th request of a role, if there is one."""
        rng = random.Random(f"{self.seed}/{role}/{number}")
        if number >= self.last or rng.random() >= self.chances.get(role, 0.0):
            return None
        return draw_fault(rng, role, self.only)


def draw_fault(rng: random.Random, role: str, only: tuple[str, ...] = tuple(KINDS)) -> Fault | None:
    """Return a fault for a request of a role; None when none of these kinds fits it."""
    unfit = _OF_BODIES if role == "event" else _OF_EVENTS
    kinds = [kind for kind in KINDS if kind in only and kind not in unfit and kind not in SERVER_FAULTS]
    if not kinds:
        return None
    kind = rng.choice(kinds)
    longest = _LONGEST.get(role, 800)
    at = rng.randrange(_HEAD) if rng.random() < 0.25 else int(_HEAD * (longest / _HEAD) ** rng.random())
    if kind in _OF_EVENTS:
        at = rng.randrange(1, 40)
    return Fault(kind, at, rng.random(), rng.randrange(1_000_000))


def role_of(request: Head) -> str:
    """Return the role of a request: one of `ROLES`."""
    method, target, _ = request.start.split(" ")
    names = target.partition("?")[0].strip("/").split("/")
    match method, names:
        case "GET", ["event"] | ["global", "event"]:
            return "event"
        case "POST", ["session", _, "message" | "prompt_async"]:
            return "prompt"
        case "GET", ["session", _, "message", *_]:
            return "messages"
        case "GET", ["session", "status"]:
            return "status"
        case "POST", ["session", _, "abort"]:
            return "abort"
        case "POST", ["session", _, "permissions", _] | ["permission", _, "reply"]:
            return "reply"
        case "POST", ["session"]:
            return "session"
    return "other"
