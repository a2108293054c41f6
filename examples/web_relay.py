"""A web relay: a page to prompt an agent from, and its work as server-sent events, for as many browsers as look.

    python examples/web_relay.py --directory ~/project

POST /prompts {"prompt": "…"} starts a turn and returns its session. GET /events?session=ses_… shows the turn that a
session is at, or its last one, from the beginning. A browser that leaves does not stop the agent, unless it came with
&stop=1. POST /answers {"session": "ses_…", "id": "per_…", "answer": "once"} answers what the agent asks.
"""

import argparse
import asyncio
import json
import os
import sys
from asyncio import StreamReader, StreamWriter
from contextlib import closing
from email import message_from_string
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from opencode_sessions import AsyncOpencode, AsyncTurnStream, OpencodeError, PermissionRequest, Reply

PAGE = Path(__file__).with_suffix(".html").read_text("utf-8")
HEAD = "HTTP/1.1 {}\r\nContent-Type: {}; charset=utf-8\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"


async def serve(client: AsyncOpencode, reader: StreamReader, writer: StreamWriter) -> None:
    """Serve one request. That of another site's page is refused, by its host or by its content type."""
    status, kind, content = "200 OK", "application/json", "{}"
    with closing(writer):
        try:
            request, _, fields = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").partition("\r\n")
            route, headers = request.rpartition(" ")[0], message_from_string(fields)
            body = await reader.readexactly(int(headers.get("Content-Length", 0)))
            if urlsplit(f"//{headers['Host']}").hostname not in ("127.0.0.1", "localhost"):
                status = "403 Forbidden"
            elif route in ("POST /prompts", "POST /answers") and headers.get_content_type() == "application/json":
                content = json.dumps(await post(client, route, **json.loads(body)))
            elif route == "GET /":
                kind, content = "text/html", PAGE
            elif route.startswith("GET /events?"):
                await show(client, reader, writer, **dict(parse_qsl(urlsplit(route).query)))
                return
            else:
                status = "404 Not Found"
        except Exception as error:
            status, content = "400 Bad Request", json.dumps({"error": f"{type(error).__name__}: {error}"})
        writer.write((HEAD.format(status, kind) + content).encode())


async def post(client: AsyncOpencode, route: str, **body: Any) -> dict[str, str]:
    """Answer what the agent asks, or start a turn. A prompt that fails leaves no new session."""
    if route == "POST /answers":
        await client.session.permission_reply(body["session"], body["id"], body["answer"])
        return {"session": body["session"]}
    session_id = body.get("session") or (await client.session.create()).id
    try:
        await client.session.prompt_async(session_id, body["prompt"])
    except Exception:
        if session_id != body.get("session"):
            await client.session.delete(session_id)
        raise
    return {"session": session_id}


async def show(client: AsyncOpencode, reader: StreamReader, writer: StreamWriter, session: str, stop: str = "") -> None:
    """Show a turn to a browser, until the turn is over or the browser leaves."""
    async with client.session.follow(session, last=True) as turn:
        writer.write(HEAD.format("200 OK", "text/event-stream").encode())
        shown, asked = asyncio.create_task(relay(turn, writer)), set[str]()
        while not (shown.done() or reader.at_eof() or reader.exception()):
            for request in turn.pending_requests:
                if isinstance(request, PermissionRequest) and request.id not in asked:
                    asked.add(request.id)
                    text = f"May it use {request.permission} for {', '.join(request.patterns)}?"
                    send(writer, id=request.id, kind="asks", text=text, session=request.session_id)
            await asyncio.wait([shown], timeout=0.3)
        if stop:
            await turn.abort()
        shown.cancel()
        await asyncio.gather(shown, return_exceptions=True)


async def relay(turn: AsyncTurnStream[Reply], writer: StreamWriter) -> None:
    """Send what the agent writes, piece by piece, and how it ended."""
    try:
        async for delta in turn.deltas:
            send(writer, id=delta.part.id, kind=delta.part.type, text=delta.text, grows=delta.kind != "reset")
            await writer.drain()
        end = turn.failure or f"{turn.tokens.output:.0f} tokens, ${turn.cost:.4f}"
    except OpencodeError as error:
        end = str(error)
    send(writer, id="end", kind="end", text=end)


def send(writer: StreamWriter, **event: Any) -> None:
    """Send an event to a browser."""
    writer.write(f"data: {json.dumps(event)}\n\n".encode())


async def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Prompt an agent from a browser, and watch it there.")
    parser.add_argument("--directory", default=".", type=os.path.abspath, help="the project (default: where you are)")
    parser.add_argument("--url", help="the opencode server (default: one is launched, and again when it dies)")
    parser.add_argument("--port", default=8080, type=int, help="the port to listen on (default: %(default)s)")
    here, url, port = vars(parser.parse_args()).values()
    async with AsyncOpencode(url, directory=here) if url else await AsyncOpencode.launch(here, restart=True) as client:
        with closing(await asyncio.start_server(lambda *both: serve(client, *both), "127.0.0.1", port)) as server:
            print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
            await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (OpencodeError, OSError, KeyboardInterrupt) as error:
        sys.exit(130 if isinstance(error, KeyboardInterrupt) else f"error: {error}")
