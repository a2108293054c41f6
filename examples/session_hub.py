"""A hub of many sessions, of all directories: what they do, what they cost, and which of them wait for somebody.

    python examples/session_hub.py                   # the server at OPENCODE_BASE_URL, or http://127.0.0.1:4096
    python examples/session_hub.py --once --json     # for scripts

The table is drawn again when something changes, until Ctrl-C. It outlives restarts of the server.
"""

import argparse
import asyncio
import json
import os
import shutil
import sys
from contextlib import suppress
from typing import Any

from opencode_sessions import AsyncInbox, AsyncOpencode, Event, OpencodeError, Session, WaitingPermission

#: What changes the table. `server.connected` comes first, and again when events were missed.
TYPES = {"server.connected", "session.created", "session.updated", "session.deleted", "session.status"}


class Hub:
    """The sessions of a server."""

    def __init__(self, client: AsyncOpencode, inbox: AsyncInbox) -> None:
        self.client, self.inbox = client, inbox
        self.sessions: dict[str, Session] = {}
        self.states: dict[str, str] = {}

    async def read(self) -> None:
        """Read all sessions, and what they are doing."""
        self.sessions = {each.id: each async for each in self.client.session.list_all(all_directories=True)}
        self.states = {}
        for directory in {each.directory for each in self.sessions.values()}:
            with suppress(OpencodeError):
                statuses = await self.client.session.status(directory=directory)
                self.states |= {session_id: status.type for session_id, status in statuses.items()}

    async def follow(self) -> None:
        """Take in the changes, without end. If the server has gone, there will be another `server.connected`."""
        async with self.client.watch(types=TYPES, reconnect="forever") as events:
            async for item in events:
                with suppress(OpencodeError):
                    await self.take(item.event)

    async def take(self, event: Event) -> None:
        """Take in a change."""
        if event.type == "server.connected":
            await self.read()
        elif event.type == "session.status":
            self.states[event.properties.session_id] = event.properties.status.type
        elif event.type == "session.deleted":
            self.sessions.pop(event.properties.info.id, None)
        elif event.type == "session.created" or event.type == "session.updated":
            self.sessions[event.properties.info.id] = event.properties.info

    def rows(self) -> list[dict[str, Any]]:
        """Return what there is to show: those that wait first, then those at work, then the last updated."""
        waits: dict[str, str] = {}
        for it in self.inbox.pending_requests:
            words = [it.permission, *it.patterns] if isinstance(it, WaitingPermission) else [it.questions[0].question]
            waits[it.session_id] = " ".join(words)
        rows = []
        for session in self.sessions.values():
            state = "waiting" if session.id in waits else self.states.get(session.id, "idle")
            tokens = session.tokens.input + session.tokens.output + session.tokens.reasoning if session.tokens else 0
            row: dict[str, Any] = {"session": session.id, "state": state, "waits_for": waits.get(session.id)}
            row |= {"title": session.title, "directory": session.directory, "updated": session.time.updated}
            rows.append(row | {"tokens": tokens, "dollars": session.cost or 0.0})
        return sorted(rows, key=lambda row: ("waiting retry busy idle".find(row["state"]), -row["updated"]))


def table(rows: list[dict[str, Any]]) -> str:
    """Draw the rows, as far as they fit into the terminal. No title, which a model wrote, commands it."""
    columns, height = shutil.get_terminal_size()
    lines = [f"{'STATE':8}{'TOKENS':>10}{'DOLLARS':>10}  TITLE, DIRECTORY, WHAT IT WAITS FOR"]
    for row in rows[: height - 3]:
        about = " · ".join(filter(None, [row["title"], row["directory"], row["waits_for"]]))
        line = f"{row['state']:8}{row['tokens']:>10,.0f}{row['dollars']:>10.4f}  {about}"
        lines.append("".join(each if each.isprintable() else "?" for each in line)[:columns])
    tokens, dollars = (sum(row[name] for row in rows) for name in ("tokens", "dollars"))
    return "\n".join([*lines, f"{'total':8}{tokens:>10,.0f}{dollars:>10.4f}  {len(rows)} sessions"])


async def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Show what the sessions of all directories do and cost, live.")
    parser.add_argument("--url", help="the opencode server (default: OPENCODE_BASE_URL, else http://127.0.0.1:4096)")
    parser.add_argument("--once", action="store_true", help="show them once")
    parser.add_argument("--json", action="store_true", help="show them as JSON, a line for each change")
    options = parser.parse_args()
    async with AsyncOpencode(options.url) as client, client.inbox(reconnect="forever") as inbox:
        hub, shown, show = Hub(client, inbox), "", json.dumps if options.json else table
        await hub.read()
        if options.once:
            print(show(hub.rows()), flush=True)
            return
        following = asyncio.create_task(hub.follow())
        try:
            while not following.done():
                if (text := show(hub.rows())) != shown:
                    print("\x1b[H\x1b[2J" * os.isatty(1) + text, flush=True)
                shown = text
                await asyncio.wait([following], timeout=0.5)
        finally:
            following.cancel()
        await following


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except (OpencodeError, OSError) as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # For what could not be printed: it is tried again at the end.
        sys.exit(1 if isinstance(error, BrokenPipeError) else f"error: {error}")
