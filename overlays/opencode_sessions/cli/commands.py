"""The commands: chat, list, show and doctor; those of a batch are in `batch`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from opencode_sessions import Opencode, OpencodeError, Reply, Session, __version__
from opencode_sessions._transcript import transcript, transcript_writer
from opencode_sessions.cli import batch, requests
from opencode_sessions.cli.common import (
    FAILED,
    INTERRUPTED,
    MISUSED,
    OVER_BUDGET,
    UNREACHABLE,
    Allow,
    errors_as_lines,
    print_json,
    read_input,
    refuse_both,
)
from opencode_sessions.cli.doctor import examine
from opencode_sessions.cli.terminal import Terminal, show_finding, show_sessions, show_transcript

_HELP = """Chat with an opencode server, show its sessions, and send it many prompts.

The server is the one at --url, or the one that --launch starts. Its password is read from OPENCODE_SERVER_PASSWORD.
"""
_EXIT_CODES = (
    f"Exit codes: 0 all went well · {FAILED} a turn failed or ended with a refusal, or something was not found · "
    f"{MISUSED} wrong use · {UNREACHABLE} the server cannot be reached, or refuses the password · "
    f"{OVER_BUDGET} the budget of a batch is spent · {INTERRUPTED} interrupted with Ctrl-C"
)

app = typer.Typer(
    help=_HELP,
    epilog=_EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


Url = Annotated[
    str | None,
    typer.Option(
        "--url", "-u", envvar="OPENCODE_BASE_URL", help="The address of the server. Default: http://127.0.0.1:4096."
    ),
]
Directory = Annotated[
    Path | None,
    typer.Option(
        "--directory", "-C", help="The project to work in. Default: the server's own; the current one with --launch."
    ),
]
Launch = Annotated[bool, typer.Option("--launch", "-l", help="Start a server, and stop it at the end.")]
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
    prompt: Annotated[str, typer.Argument(help="The prompt; - reads it from standard input.")],
    session_id: Annotated[
        str | None, typer.Option("--session", "-s", help="The session to continue. Default: a new one.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", "-t", help="The title of a new session.")] = None,
    model: Annotated[str | None, typer.Option("--model", "-m", help="The model, as provider/model.")] = None,
    agent: Annotated[str | None, typer.Option("--agent", "-a", help="The agent, such as plan.")] = None,
    files: Annotated[
        list[Path] | None, typer.Option("--file", "-f", help="A file to attach; may be given several times.")
    ] = None,
    allow: Annotated[
        Allow | None,
        typer.Option(
            help="The decision when the agent asks for a permission. Default: ask, or reject without a terminal."
        ),
    ] = None,
    url: Url = None,
    directory: Directory = None,
    launch: Launch = False,
    as_json: AsJSON = False,
) -> None:
    """Send a prompt and follow the agent's work. The answer goes to standard output, all else to standard error.

    Ctrl-C stops the agent. With --json, each event is printed as a line, and the result as the last one.
    """
    with errors_as_lines():
        text = read_input() if prompt == "-" else prompt
    terminal = Terminal()
    with errors_as_lines(), _client(url, directory, launch=launch) as client:
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
                    print_json({"type": "event", "event": _plain(event)})
            else:
                try:
                    for part in turn.parts:
                        terminal.show(part)
                finally:
                    terminal.flush()
            reply = turn.result()
            steps = turn.steps
        if as_json:
            print_json({"type": "result", **_result(reply, steps)})
        else:
            terminal.finish(reply, steps)
    if reply.error is not None or reply.refusals:
        raise typer.Exit(FAILED)


@app.command("list")
def list_sessions(
    search: Annotated[str | None, typer.Option("--search", help="Only sessions with this in their title.")] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, help="The greatest number of sessions, the last updated.")
    ] = 20,
    url: Url = None,
    directory: Directory = None,
    launch: Launch = False,
    as_json: AsJSON = False,
) -> None:
    """List the sessions, the last updated first."""
    with errors_as_lines(), _client(url, directory, launch=launch) as client:
        sessions = list(islice(client.session.list_all(search=search), limit))
    with errors_as_lines():
        if as_json:
            print_json([session.to_dict() for session in sessions])
        else:
            show_sessions(sessions)


@app.command()
def show(
    session_id: Annotated[str | None, typer.Argument(help="The session. Default: the last updated.")] = None,
    url: Url = None,
    directory: Directory = None,
    launch: Launch = False,
    as_json: AsJSON = False,
    as_html: Annotated[bool, typer.Option("--html", help="Print a page for a browser.")] = False,
) -> None:
    """Show the messages of a session: as Markdown, or formatted on a terminal."""
    with errors_as_lines(), _client(url, directory, launch=launch) as client:
        session = client.session.get(session_id) if session_id else _last(client)
        messages = client.session.messages(session.id)
    with errors_as_lines():
        if as_json:
            print_json({"session": session.to_dict(), "messages": [message.to_dict() for message in messages]})
        elif as_html:
            typer.echo(transcript_writer("html")(session, messages), nl=False)
        else:
            show_transcript(transcript(session, messages))


@app.command()
def doctor(url: Url = None, directory: Directory = None, as_json: AsJSON = False) -> None:
    """Find out what keeps a program from an agent that works: program, server, password, directory, models.

    Exits with 1 if something does not work.
    """
    findings = []
    with errors_as_lines():
        for finding in examine(url, None if directory is None else directory.absolute()):
            findings.append(finding)
            if not as_json:
                show_finding(finding)
    if as_json:
        print_json([finding.to_dict() for finding in findings])
    if any(finding.verdict == "error" for finding in findings):
        raise typer.Exit(FAILED)


app.command("batch", epilog=_EXIT_CODES)(batch.batch)
app.command("batch-report")(batch.batch_report)


def _last(client: Opencode) -> Session:
    session = next(iter(client.session.list_all()), None)
    if session is None:
        raise OpencodeError("There is no session yet: opencode-sessions chat creates one.")
    return session


@contextmanager
def _client(url: str | None, directory: Path | None, *, launch: bool) -> Iterator[Opencode]:
    if launch:
        refuse_both(url if url != os.environ.get("OPENCODE_BASE_URL") else None)
        with Opencode.launch(directory or Path.cwd()) as client:
            yield client
    else:
        with Opencode(url, directory=None if directory is None else directory.absolute()) as client:
            yield client


def _result(reply: Reply, steps: list[Reply]) -> dict[str, Any]:
    return {
        "session_id": reply.info.session_id,
        "text": "\n\n".join(step.text for step in steps if step.text),
        "cost": sum(step.cost for step in steps),
        "error": None if reply.error is None else _plain(reply.error),
        "messages": [step.to_dict() for step in steps],
    }


def _plain(value: Any) -> Any:
    """Return an event as JSON; `PartReset`, which the server does not send, as well."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return {"type": value.type, "part": value.part.to_dict(), "shown": value.shown}
