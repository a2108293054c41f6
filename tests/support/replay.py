"""A recorded turn, replayed by a server on loopback whose connections fail on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from opencode_sessions_api.types import session_of
from tests.support.loopback import CONNECTED, HEAD, Connection, Loopback, encode_event
from tests.support.samples import SESSION

RECORDED = Path(__file__).parents[1] / "data" / "recorded"
#: Seconds after which something is wrong.
_LONGEST = 30


@dataclass(frozen=True)
class Recording:
    """A turn as a real server sent it.

    Attributes:
        events: Its events, as JSON.
        answer: The answer to the prompt.
        messages: What is stored in the end.
    """

    events: Sequence[dict[str, Any]]
    answer: dict[str, Any]
    messages: Sequence[dict[str, Any]]

    @classmethod
    def of(cls, version: str) -> Self:
        """The turn with tools that is recorded of each version."""
        calls = {call["name"]: call["body"] for call in _lines(f"{version}.jsonl")}
        messages = calls["messages_turn"]
        session_id = messages[0]["info"]["sessionID"]
        events = [line["data"] for line in _lines(f"{version}.events.jsonl") if line["stream"] == "/event"]
        events = [event for event in events if session_of(event.get("properties")) == session_id]
        end = next(number for number, event in enumerate(events) if event["type"] == "session.idle")
        return cls(events[: end + 1], calls["chat_turn"], messages)

    def prompted(self, body: dict[str, Any]) -> Recording:
        """The same turn after this prompt, whose first part keeps its identifier."""
        recorded, mark = (message["parts"][0].get("id") for message in (self.messages[0], body))
        if mark is None:
            return self
        return replace(self, **json.loads(json.dumps(asdict(self)).replace(recorded, mark)))

    @property
    def session_id(self) -> str:
        """The session."""
        return str(self.answer["info"]["sessionID"])

    @cached_property
    def stored(self) -> list[list[dict[str, Any]]]:
        """The messages that are stored before each event, and after all of them: deltas are not."""
        found: list[list[dict[str, Any]]] = []
        infos: dict[str, Any] = {}
        parts: dict[str, Any] = {}
        for event in [*self.events, {}]:
            found.append(
                [
                    {"info": info, "parts": [part for part in parts.values() if part["messageID"] == identifier]}
                    for identifier, info in infos.items()
                ]
            )
            if event.get("type") == "message.updated":
                infos[event["properties"]["info"]["id"]] = event["properties"]["info"]
            elif event.get("type") == "message.part.updated":
                parts[event["properties"]["part"]["id"]] = event["properties"]["part"]
        found[-1] = list(self.messages)
        return found


@dataclass
class Fault:
    """The faults of a replay.

    Attributes:
        cut_at: The event stream is cut before the event of this number.
        lost: So many events happen while there is no event stream.
        answer_at: The prompt's call ends before the event of this number. Default: after all.
        breaks_answer: It ends without a response.
        refusals: So many attempts to reconnect the event stream fail.
        twice: Each event is sent twice.
    """

    cut_at: int | None = None
    lost: int = 0
    answer_at: int | None = None
    breaks_answer: bool = False
    refusals: int = 0
    twice: bool = False


class ReplayServer(Loopback):
    """Plays a recording to one client. A context manager.

    Attributes:
        prompts: How many prompts came.
        streams: How often the event stream was connected.
    """

    def __init__(self, recording: Recording, fault: Fault) -> None:
        super().__init__(self._route)
        self.recording = recording
        self.fault = fault
        self.prompts = 0
        self.streams = 0
        self._position = 0
        #: The response is on its way: whatever its events are up to, the agent is done.
        self._has_answered = False
        self._changed = threading.Condition()

    def stop(self) -> None:
        """Wake the threads that wait, and stop listening."""
        with self._changed:
            self.closing.set()
            self._changed.notify_all()
        super().stop()

    @property
    def _is_over(self) -> bool:
        return self._position >= len(self.recording.events)

    @property
    def _is_busy(self) -> bool:
        return not (self._is_over or self._has_answered)

    def _route(self, connection: Connection) -> None:
        if connection.method == "POST":
            self._prompt(connection)
        elif connection.path == "/event":
            self._tell(connection)
        elif connection.path == f"/session/{self.recording.session_id}/message":
            connection.respond(self.recording.stored[-1 if self._has_answered else self._position])
        elif connection.path == f"/session/{self.recording.session_id}":
            connection.respond(SESSION | {"id": self.recording.session_id})
        elif connection.path == "/session/status":
            connection.respond({self.recording.session_id: {"type": "busy"}} if self._is_busy else {})
        elif connection.path == "/global/health":
            connection.respond({"healthy": True, "version": "1.18.33"})
        else:
            connection.respond([])

    def _prompt(self, connection: Connection) -> None:
        end = len(self.recording.events) if self.fault.answer_at is None else self.fault.answer_at
        with self._changed:
            self.prompts += 1
            self.recording = self.recording.prompted(json.loads(connection.body))
            self._changed.notify_all()
            self._changed.wait_for(lambda: self.closing.is_set() or self._position >= end, _LONGEST)
        if not self.fault.breaks_answer:
            self._has_answered = True
            connection.respond(self.recording.answer)

    def _tell(self, connection: Connection) -> None:
        self.streams += 1
        number = self.streams
        if 1 < number <= 1 + self.fault.refusals:
            return
        connection.send(HEAD + CONNECTED)
        with self._changed:
            self._changed.wait_for(lambda: self.closing.is_set() or self.prompts, _LONGEST)
        while not self._is_over and not self.closing.is_set():
            with self._changed:
                if self._position == self.fault.cut_at and number == 1:
                    self._position = min(self._position + self.fault.lost, len(self.recording.events))
                    self._changed.notify_all()
                    return
                line = encode_event(self.recording.events[self._position])
                self._position += 1
                self._changed.notify_all()
            connection.send(line * (1 + self.fault.twice))
        with self._changed:
            self._changed.wait_for(self.closing.is_set, _LONGEST)


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (RECORDED / name).read_text("utf-8").splitlines()]
