"""A recorded turn, played again by a server on loopback whose connections fail as they are told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from opencode_sessions.filters import session_of

RECORDED = Path(__file__).parent / "contract" / "recorded"
#: Seconds after which something is wrong.
_LONGEST = 30


@dataclass(frozen=True)
class Recording:
    """A turn as a real server told it.

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
        events = [event for event in events if session_of(event) == session_id]
        end = next(number for number, event in enumerate(events) if event["type"] == "session.idle")
        return cls(events[: end + 1], calls["chat_turn"], messages)

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
    """What goes wrong.

    Attributes:
        cut_at: The event stream is cut before the event of this number.
        lost: So many events happen while there is no event stream.
        answer_at: The prompt's call ends before the event of this number. Default: after all.
        breaks_answer: It ends without an answer.
        refusals: So many attempts to connect the event stream anew fail.
        twice: Each event is told twice.
    """

    cut_at: int | None = None
    lost: int = 0
    answer_at: int | None = None
    breaks_answer: bool = False
    refusals: int = 0
    twice: bool = False


class ReplayServer:
    """Plays a recording to one client. A context manager."""

    def __init__(self, recording: Recording, fault: Fault) -> None:
        self.recording = recording
        self.fault = fault
        self.prompts = 0
        self.connections = 0
        self._position = 0
        self._changed = threading.Condition()
        self._closing = False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer._get(self)

            def do_POST(self) -> None:
                outer._post(self)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._server.shutdown()
        self._thread.join()
        # Waits for what is still being answered.
        self._server.server_close()

    @property
    def _is_over(self) -> bool:
        return self._position >= len(self.recording.events)

    def _get(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.partition("?")[0]
        if path == "/event":
            self._tell(handler)
        elif path == f"/session/{self.recording.session_id}/message":
            _answer(handler, self.recording.stored[self._position])
        elif path == "/session/status":
            _answer(handler, {} if self._is_over else {self.recording.session_id: {"type": "busy"}})
        elif path == "/global/health":
            _answer(handler, {"healthy": True, "version": "1.18.33"})
        else:
            _answer(handler, [])

    def _post(self, handler: BaseHTTPRequestHandler) -> None:
        handler.rfile.read(int(handler.headers["content-length"]))
        end = len(self.recording.events) if self.fault.answer_at is None else self.fault.answer_at
        with self._changed:
            self.prompts += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._closing or self._position >= end, _LONGEST)
        if not self.fault.breaks_answer:
            _answer(handler, self.recording.answer)

    def _tell(self, handler: BaseHTTPRequestHandler) -> None:
        self.connections += 1
        if 1 < self.connections <= 1 + self.fault.refusals:
            return
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        handler.wfile.write(_line({"type": "server.connected", "properties": {}}))
        with self._changed:
            self._changed.wait_for(lambda: self._closing or self.prompts, _LONGEST)
        while not self._is_over and not self._closing:
            with self._changed:
                if self._position == self.fault.cut_at and self.connections == 1:
                    self._position = min(self._position + self.fault.lost, len(self.recording.events))
                    self._changed.notify_all()
                    return
                line = _line(self.recording.events[self._position])
                self._position += 1
                self._changed.notify_all()
            handler.wfile.write(line * (1 + self.fault.twice))
        with self._changed:
            self._changed.wait_for(lambda: self._closing, _LONGEST)


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (RECORDED / name).read_text("utf-8").splitlines()]


def _line(event: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n"


def _answer(handler: BaseHTTPRequestHandler, body: Any) -> None:
    content = json.dumps(body).encode()
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
