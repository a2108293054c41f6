"""The commands: chat, list and show."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from opencode_sessions import (
    APIConnectionError,
    APITimeoutError,
    AuthenticationError,
    Opencode,
    OpencodeError,
    ProgramNotFoundError,
    Reply,
    ServerStartError,
    Session,
    __version__,
)
from opencode_sessions.cli import requests
from opencode_sessions.cli.terminal import Terminal, show_sessions, show_transcript
from opencode_sessions.transcripts import transcript

FAILED, MISUSED, UNREACHABLE, INTERRUPTED = 1, 2, 3, 130

_HELP = """Chat with an opencode server, and look at what was said.

The server is the one at --url, or the one that --launch starts. Its password is read from OPENCODE_SERVER_PASSWORD.
"""
_EXIT_CODES = (
    f"Exit codes: 0 all went well · {FAILED} the turn failed, or something was not found · {MISUSED} wrong use · "
    f"{UNREACHABLE} the server cannot be reached, or refuses the password · {INTERRUPTED} interrupted with Ctrl-C"
)

app = typer.Typer(
    help=_HELP,
    epilog=_EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Allow(StrEnum):
    """What may be decided on a permission."""

    ONCE = "once"
    ALWAYS = "always"
    REJECT = "reject"


Url = Annotated[
    str | None,
    typer.Option(
        "--url", "-u", envvar="OPENCODE_BASE_URL", help="Where the server listens. Default: http://127.0.0.1:4096."
    ),
]
Directory = Annotated[
    Path | None,
    typer.Option(
        "--directory", "-C", help="The project to work in. Default: the server's own; the current one with --launch."
    ),
]
Launch = Annotated[bool, typer.Option("--launch", "-l", help="Start a server, and end it at the end.")]
AsJSON = Annotated[bool, typer.Option("--json", help="JSON for scripts, on standard output.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version of this SDK.")
    ] = False,
) -> None:
    pass


@app.command()
def chat(
    prompt: Annotated[str, typer.Argument(help="What to say; - reads it from standard input.")],
    session_id: Annotated[
        str | None, typer.Option("--session", "-s", help="The session to go on with. Default: a new one.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", "-t", help="The title of a new session.")] = None,
    model: Annotated[str | None, typer.Option("--model", "-m", help="The model, as provider/model.")] = None,
    agent: Annotated[str | None, typer.Option("--agent", "-a", help="The agent, such as plan.")] = None,
    files: Annotated[
        list[Path] | None, typer.Option("--file", "-f", help="A file to attach; may be said several times.")
    ] = None,
    allow: Annotated[
        Allow | None,
        typer.Option(help="What to answer when the agent asks for permission. Default: ask, or else reject."),
    ] = None,
    url: Url = None,
    directory: Directory = None,
    launch: Launch = False,
    as_json: AsJSON = False,
) -> None:
    """Send a prompt and watch the agent at work. The answer goes to standard output, all else to standard error.

    Ctrl-C stops the agent. With --json, each event is a line as it comes, and the result the last one.
    """
    text = sys.stdin.read() if prompt == "-" else prompt
    terminal = Terminal()
    with _told(), _client(url, directory, launch=launch) as client:
        conversation = client.conversation(session_id, title=title)
        with conversation.stream(
            [text, *(files or [])],
            model=model,
            agent=agent,
            on_permission=requests.decider(None if allow is None else allow.value, terminal),
            on_question=requests.answerer(terminal),
            abort_on_cancel=True,
        ) as turn:
            if as_json:
                for event in turn.events:
                    _print_json({"type": "event", "event": _plain(event)})
            else:
                for part in turn.parts:
                    terminal.show(part)
            reply = turn.result()
            steps = turn.steps
        if as_json:
            _print_json({"type": "result", **_result(reply, steps)})
        else:
            terminal.finish(reply, steps)
    if reply.error is not None:
        raise typer.Exit(FAILED)


@app.command("list")
def list_sessions(
    search: Annotated[str | None, typer.Option("--search", help="Only sessions with this in their title.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many, the last updated.")] = 20,
    url: Url = None,
    directory: Directory = None,
    launch: Launch = False,
    as_json: AsJSON = False,
) -> None:
    """List the sessions, the last updated first."""
    with _told(), _client(url, directory, launch=launch) as client:
        sessions = list(islice(client.session.list_all(search=search), limit))
    if as_json:
        _print_json([session.to_dict() for session in sessions])
    else:
        show_sessions(sessions)


@app.command()
def show(
    session_id: Annotated[str | None, typer.Argument(help="The session. Default: the last updated.")] = None,
    url: Url = None,
    directory: Directory = None,
    launch: Launch = False,
    as_json: AsJSON = False,
) -> None:
    """Show what was said in a session: as Markdown, or formatted on a terminal."""
    with _told(), _client(url, directory, launch=launch) as client:
        session = client.session.get(session_id) if session_id else _last(client)
        messages = client.session.messages(session.id)
    if as_json:
        _print_json({"session": session.to_dict(), "messages": [message.to_dict() for message in messages]})
    else:
        show_transcript(transcript(session, messages))


def _last(client: Opencode) -> Session:
    session = next(iter(client.session.list_all()), None)
    if session is None:
        raise OpencodeError("There is no session yet: opencode-sessions chat begins one.")
    return session


@contextmanager
def _client(url: str | None, directory: Path | None, *, launch: bool) -> Iterator[Opencode]:
    if launch:
        with Opencode.launch(directory or Path.cwd()) as client:
            yield client
    else:
        with Opencode(url, directory=None if directory is None else directory.absolute()) as client:
            yield client


@contextmanager
def _told() -> Iterator[None]:
    """Errors that are to be expected become a line on standard error, and an exit code."""
    try:
        yield
    except (APIConnectionError, APITimeoutError, AuthenticationError, ProgramNotFoundError, ServerStartError) as error:
        _exit(error, UNREACHABLE)
    except OpencodeError as error:
        _exit(error, FAILED)
    except (OSError, ValueError) as error:
        _exit(error, MISUSED)
    except KeyboardInterrupt:
        typer.echo("\nInterrupted; the agent is stopped.", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _exit(error: Exception, code: int) -> None:
    typer.echo(f"error: {error}", err=True)
    for note in getattr(error, "__notes__", ()):
        typer.echo(f"  {note}", err=True)
    raise typer.Exit(code) from None


def _result(reply: Reply, steps: list[Reply]) -> dict[str, Any]:
    return {
        "session_id": reply.info.session_id,
        "text": "\n\n".join(step.text for step in steps if step.text),
        "cost": sum(step.cost for step in steps),
        "error": None if reply.error is None else _plain(reply.error),
        "messages": [step.to_dict() for step in steps],
    }


def _plain(value: Any) -> Any:
    """An event as JSON; one that the SDK makes up has no form on the wire."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return {"type": "part.reset", "part": value.part.to_dict(), "shown": value.shown}


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))
