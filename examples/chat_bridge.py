"""A chat bridge: the rooms of a chat talk to an agent, each room in a session of its own.

    python examples/chat_bridge.py --directory ~/project

The chat is this terminal. Write `Why does it fail?`, or `#ops Is the disk full?` for another room than the lobby. What
has the `id` of an earlier message is an edit of it. For another chat, write other functions `messages` and `send`.
"""

import argparse
import json
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from opencode_sessions import APITimeoutError, NotFoundError, Opencode, OpencodeError, PermissionRequest, Refusal

MOST_CHARACTERS, EDIT_SECONDS = 2000, 1.0  # What the chat allows: in a message, and between two edits.
ANSWERS: dict[str, Any] = {"yes": "once", "always": "always", "no": "reject"}
NUMBERS = count(1)


def messages() -> Iterator[tuple[str, str]]:
    """Give each message that a person writes: its room and its text."""
    for line in sys.stdin:
        room, _, text = (line if line.startswith("#") else f"#lobby {line}").strip().partition(" ")
        yield room, text


def send(room: str, text: str, edits: int | None = None) -> int:
    """Send a message, or edit an earlier one, and return its number."""
    number = edits or next(NUMBERS)
    print(json.dumps({"room": room, "id": number, "text": text}) + "\n", end="", flush=True)
    return number


class Bridge:
    """Takes to the agent what people write, and to the chat what the agent writes and asks."""

    def __init__(self, client: Opencode, memory: Path) -> None:
        self.client, self.memory, self.lock = client, memory, threading.Lock()
        self.sessions: dict[str, str] = json.loads(memory.read_text("utf-8")) if memory.exists() else {}
        self.asked: dict[str, Any] = {}

    def hear(self, room: str, text: str) -> None:
        """Take a message for the answer to what was asked in its room, or else for a prompt."""
        try:
            with self.lock:
                turn, request = self.asked.get(room, (None, None))
                is_answer = request is not None and request in turn.pending_requests
                if is_answer and isinstance(request, PermissionRequest):
                    turn.reply(request, ANSWERS.get(text.lower(), Refusal(text)))
                elif is_answer and request is not None:
                    turn.reply(request, [[text] for _ in request.questions])
            if not is_answer:
                self.prompt(room, text)
        except Exception as error:
            send(room, f"That did not work. {error}")

    def prompt(self, room: str, text: str) -> None:
        """Give a prompt to the agent, and show its turn in messages that are edited while it goes on."""
        sent: list[tuple[int, str]] = []

        def show(text: str) -> None:
            for place, start in enumerate(range(0, max(len(text), MOST_CHARACTERS * len(sent)), MOST_CHARACTERS)):
                number, before = sent[place] if place < len(sent) else (None, "")
                piece = text[start : start + MOST_CHARACTERS] or "(taken back)"
                if piece != before:
                    sent[place : place + 1] = [(send(room, piece, edits=number), piece)]

        with self.client.conversation(self.session_of(room)).stream(text) as turn:
            try:
                while True:
                    show(turn.text or "…")
                    request = next(iter(turn.pending_requests), None)
                    before, self.asked[room] = self.asked.get(room), (turn, request)
                    if request is not None and before != (turn, request):
                        if isinstance(request, PermissionRequest):
                            patterns = ", ".join(request.patterns)
                            send(room, f"May I use {request.permission} for {patterns}? (yes, always, no, or why not)")
                        else:
                            send(room, " ".join(each.question for each in request.questions))
                    with suppress(APITimeoutError):
                        turn.result(timeout=EDIT_SECONDS)
                        break
            finally:
                self.asked.pop(room, None)
                show("\n\n".join(filter(None, [turn.text, turn.failure])) or "(no text)")

    def session_of(self, room: str) -> str:
        """Return the session of a room: a new one if it has none, or if that was deleted."""
        with self.lock:
            with suppress(KeyError, NotFoundError):
                return self.client.session.get(self.sessions[room]).id
            self.sessions[room] = self.client.session.create(title=room).id
            self.memory.write_text(json.dumps(self.sessions), "utf-8")
            return self.sessions[room]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Talk to an agent in the rooms of a chat.")
    parser.add_argument("--directory", default=".", type=os.path.abspath, help="the project (default: where you are)")
    parser.add_argument("--url", help="the opencode server (default: one is launched, and again when it dies)")
    parser.add_argument("--memory", default="rooms.json", help="where to keep the sessions of the rooms (%(default)s)")
    options = parser.parse_args()
    here, url = options.directory, options.url
    try:
        with Opencode(url, directory=here) if url else Opencode.launch(here, restart=True) as client:
            bridge, threads = Bridge(client, Path(options.memory)), ThreadPoolExecutor(max_workers=100)
            for room, text in messages():
                threads.submit(bridge.hear, room, text)
            threads.shutdown()
    except (OpencodeError, KeyboardInterrupt) as error:
        sys.exit(f"error: {error}" if isinstance(error, OpencodeError) else 130)
