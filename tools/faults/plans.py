"""Draw the cases of a campaign, from its seed and nothing else.

A case is a client and its turns, one after the other or at once; most have a single one. Each case has its own server
and its own faults.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from typing import Any

from attrs import field, frozen

from opencode_sessions.testing import HTTPError, ModelReply, Reasoning, Text, ToolCall
from tools.faults.kinds import KINDS, ROLES, SERVER_FAULTS, FaultPlan

__all__ = ["RETRACTED", "CasePlan", "Leaving", "ServerFault", "Settings", "TurnPlan", "cases", "marker_of"]

MODES = ("sync", "asyncio", "trio")
VIEWS = ("text", "text", "text", "parts", "events", "result", "chat")
_TASKS = (*["one"] * 6, "items", "block")
#: Whose requests fail where those of one role only do: the more often, the more depends on them.
_OFTEN = (*ROLES, "event", "event", "event", "prompt", "prompt", "prompt", "messages", "status")
#: What a text that the model takes back consists of; no other text has it.
RETRACTED = "✗"

_LETTERS = ("", "", "é", "€", "漢", "𝄞", "👩‍🚀", "\\", '"', "\u2028.")


@frozen
class Settings:
    """The settings that a campaign is drawn from.

    Attributes:
        seed: The seed.
        versions: The versions that the server behaves as.
        kinds: The kinds of faults.
        is_real: The server is the real one: turns take longer, and the faults of the server are those of all cases.
    """

    seed: str
    versions: tuple[str, ...]
    kinds: tuple[str, ...] = tuple(KINDS)
    is_real: bool = False

    @property
    def password(self) -> str:
        """The server's password: it must be in no error."""
        return f"password of {self.seed}".encode().hex()

    @classmethod
    def from_json(cls, data: Any) -> Settings:
        """Settings as `attrs.asdict` gave them."""
        return cls(data["seed"], tuple(data["versions"]), tuple(data["kinds"]), data["is_real"])


@frozen
class Leaving:
    """A way to leave a turn before its end.

    Attributes:
        kind: `none`; `break` (out of the loop and the block), `raise` (an error of the user's own), `cancel` (the
            task), `abort` (and on to the end), `limit` (`result(timeout=)`), or `close` (the client, from elsewhere).
        after: Items seen, or hundredths of a second, until then.
        stops: The SDK is to stop the agent.
    """

    kind: str = "none"
    after: int = 0
    stops: bool = False


@frozen
class TurnPlan:
    """One turn: what the model says, and how it is consumed.

    Attributes:
        number: Its number in the campaign.
        marker: A word that its prompt has, and no other one.
        replies: What the model says.
        view: `text`, `parts`, `events`, `result` or `chat`.
        tasks: `one`; `items`, each item is awaited in a task of its own; or `block`, the block is entered and left in
            tasks of their own, as fixtures do. The latter two only with asyncio.
        decision: What the permission callback decides; None when there is no callback.
        leaving: How it is left.
    """

    number: int
    marker: str
    replies: tuple[ModelReply, ...]
    view: str
    tasks: str
    decision: str | None
    leaving: Leaving

    @property
    def prompt(self) -> str:
        """The prompt's text."""
        return f"{self.marker} Do something."

    @property
    def texts(self) -> list[str]:
        """The texts that the model says, if it is let, without those that it takes back."""
        return [step.text for reply in self.replies for step in reply.steps if isinstance(step, Text)]


@frozen
class ServerFault:
    """A fault of the server.

    Attributes:
        kind: One of `SERVER_FAULTS`.
        after: Seconds from the first prompt, or from the fault before, until it is injected.
        down: Seconds that it takes.
        unresponsive: Seconds after a restart in which connections get no response.
    """

    kind: str
    after: float
    down: float
    unresponsive: float


@frozen
class CasePlan:
    """A client, its server, and the turns that it sees.

    Attributes:
        settings: What it was drawn from.
        index: Its number among the cases.
        turns: The turns.
        version: The version of the server.
        mode: The client, and the event loop: one of `MODES`.
        other_directory: The sessions work in another directory than the client.
        at_once: The turns run at once, each in a session of its own.
        one_session: The turns run one after the other in the same session.
        timeout, turn_timeout, max_retries: The client's.
        busy_after: Seconds from a prompt until its session turns busy.
        fault_plan: The faults of the connections.
        server_faults: The faults of the server.
    """

    settings: Settings
    index: int
    turns: tuple[TurnPlan, ...]
    version: str
    mode: str
    other_directory: bool
    at_once: bool
    one_session: bool
    timeout: float
    turn_timeout: float | None
    max_retries: int
    busy_after: float
    fault_plan: FaultPlan
    server_faults: tuple[ServerFault, ...] = field(factory=tuple)

    @property
    def number(self) -> int:
        """The number of its first turn."""
        return self.turns[0].number

    @property
    def password(self) -> str:
        """The server's password."""
        return self.settings.password

    def replies(self, prompt: str) -> tuple[ModelReply, ...]:
        """The model's replies to a prompt."""
        mine = (turn.replies for turn in self.turns if turn.marker == marker_of(prompt))
        return next(mine, (ModelReply(Text(f"Not for you: {prompt}", chunk_size=5, delay=0.005)),))


def marker_of(prompt: str) -> str:
    """The marker in a prompt."""
    return prompt.split(" ", 1)[0]


def cases(settings: Settings, turns: int | None = None) -> Iterator[CasePlan]:
    """The cases of a campaign, until they have so many turns."""
    number = 0
    for index in count():
        if turns is not None and number >= turns:
            return
        case = _Drawing(settings, index).case(number, None if turns is None else turns - number)
        number += len(case.turns)
        yield case


class _Drawing:
    def __init__(self, settings: Settings, index: int) -> None:
        self._settings = settings
        self._index = index
        self._seed = f"{settings.seed}/{index}"
        self._rng = random.Random(self._seed)

    def case(self, number: int, most: int | None) -> CasePlan:
        """A case whose first turn has this number."""
        rng = self._rng
        mode = rng.choice(MODES)
        size = rng.choice((1, 1, 1, 1, 2, 3, 5, 8))
        at_once = rng.random() < 0.7
        version = rng.choice(self._settings.versions)
        # Closing the client ends all of its turns: one is enough.
        turns = tuple(self._turn(number + offset, mode, version, closes=size == 1) for offset in range(size))[:most]
        # Where no permission can be asked for later, one that was missed leaves the agent waiting for ever, rightly.
        blind = 8.0 if version == "0.5.29" and any(turn.decision for turn in turns) else None
        return CasePlan(
            settings=self._settings,
            index=self._index,
            turns=turns,
            version=version,
            mode=mode,
            other_directory=rng.random() < 0.1 and not self._settings.is_real,
            at_once=at_once,
            # One after the other, so that each has the server's word that the last one is over.
            one_session=not at_once and rng.random() < 0.5,
            timeout=rng.choice((1.5, 2.0, 3.0)),
            turn_timeout=rng.choice((None, None, None, 4.0)) or blind,
            max_retries=rng.choice((0, 2, 2, 3)),
            busy_after=rng.choice((0.0, 0.02, 0.1, 0.3)),
            fault_plan=self._fault_plan(),
            server_faults=() if self._settings.is_real else self._server_faults(),
        )

    def _fault_plan(self) -> FaultPlan:
        rng = self._rng
        kind = rng.random()
        chances: dict[str, float]
        if kind < 0.1:
            chances = {}
        elif kind < 0.4:
            # One kind of request fails, the others go through.
            chances = {rng.choice(_OFTEN): 0.8}
        else:
            chances = dict.fromkeys(ROLES, rng.choice((0.1, 0.25, 0.5)))
        # Without a session there is no turn to speak of.
        if "session" in chances:
            chances["session"] /= 5
        return FaultPlan(self._seed, chances, self._settings.kinds, last=rng.choice((1, 3, 6, 20)))

    def _server_faults(self) -> tuple[ServerFault, ...]:
        rng = self._rng
        kinds = [kind for kind in SERVER_FAULTS if kind in self._settings.kinds]
        if rng.random() > 0.25 or not kinds:
            return ()
        return tuple(
            ServerFault(
                kind=rng.choice(kinds),
                after=rng.uniform(0.0, 0.6),
                down=rng.choice((0.0, 0.1, 0.5, 1.5)),
                unresponsive=rng.choice((0.0, 0.1, 0.5)),
            )
            for _ in range(rng.choice((1, 1, 1, 2)))
        )

    def _turn(self, number: int, mode: str, version: str, *, closes: bool) -> TurnPlan:
        rng = self._rng
        view = rng.choice(VIEWS)
        asks = rng.random() < 0.3
        return TurnPlan(
            number=number,
            marker=f"#{number}@{self._settings.seed}",
            replies=self._replies(number, version, asks=asks),
            view=view,
            tasks=rng.choice(_TASKS) if mode == "asyncio" and view != "chat" else "one",
            # Without a callback nobody would answer.
            decision=rng.choice(("once", "once", "once", "always", "reject")) if asks else None,
            leaving=self._leaving(view, mode, closes=closes),
        )

    def _leaving(self, view: str, mode: str, *, closes: bool) -> Leaving:
        rng = self._rng
        if rng.random() < 0.6:
            return Leaving()
        kinds = ["none", *(["cancel"] if mode != "sync" else []), *(["close"] if closes else [])]
        if view != "chat":
            kinds += ["limit"]
        if view in ("text", "parts", "events"):
            kinds += ["break", "raise", "abort"]
        kind = rng.choice(kinds)
        return Leaving(kind, after=rng.choice((0, 1, 3, 10, 30)), stops=rng.random() < 0.5)

    def _replies(self, number: int, version: str, *, asks: bool) -> tuple[ModelReply, ...]:
        rng = self._rng
        steps = rng.choice((1, 1, 2, 3))
        replies = []
        for step in range(steps):
            said: list[Text | Reasoning | ToolCall] = []
            if rng.random() < 0.4:
                said.append(Reasoning(self._text(f"{number}r{step}", 12), chunk_size=rng.randrange(1, 15)))
            for part in range(rng.choice((1, 1, 1, 2))):
                said.append(self._speech(f"{number}t{step}{part}"))
            if step < steps - 1:
                tool = "bash" if asks and step == 0 else "read"
                arguments = (
                    {"command": f"echo {number}", "description": "Say it"} if tool == "bash" else {"filePath": "a.txt"}
                )
                said.append(ToolCall(tool, arguments))
            replies.append(ModelReply(*said))
        trouble = rng.random()
        if trouble < 0.05:
            # The model fails for a moment, before it has said anything.
            replies.insert(rng.randrange(len(replies)), ModelReply(HTTPError(503, "The model is busy")))
        elif trouble < 0.1 and version not in ("0.5.29", "1.1.65"):
            # It fails in the middle of a sentence, and takes that back.
            broken = ModelReply(Text(RETRACTED * rng.randrange(1, 30), chunk_size=3), HTTPError(500, "The model broke"))
            replies.insert(rng.randrange(len(replies)), broken)
        elif trouble < 0.15:
            replies[-1] = ModelReply(HTTPError(400, "The model refuses"))
        return tuple(replies)

    def _speech(self, name: str) -> Text:
        rng = self._rng
        words = int(3 * 100 ** rng.random())
        delay = rng.choice((0.0, 0.0, 0.001, 0.005, 0.02 if words < 40 else 0.002))
        if self._settings.is_real:
            delay *= 2
        return Text(self._text(name, words), chunk_size=rng.randrange(1, 40), delay=delay)

    def _text(self, name: str, words: int) -> str:
        """Words of which none comes twice, whose order shows, and with characters of every length in UTF-8."""
        rng = self._rng
        end = rng.choice(("", "", "", "\n"))
        return " ".join(f"{name}.{index}{rng.choice(_LETTERS)}" for index in range(words)) + end
