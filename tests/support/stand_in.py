"""A stand-in for the server, written in Python; its behaviour is chosen with the variable BEHAVIOUR."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import httpx
import psutil
import pytest

from opencode_sessions import AsyncOpencode, Opencode
from opencode_sessions._async import launch as async_launch
from opencode_sessions._options import START_SECONDS
from opencode_sessions._sync import launch as sync_launch
from opencode_sessions.server import ServerProcess, find_program
from tests.support.modes import Awaited
from tests.support.waiting import wait_until

STAND_IN = """#!PYTHON -IS
import base64, http.server, json, os, signal, subprocess, sys, time

behaviour = os.environ.get("BEHAVIOUR", "").split()
password = os.environ["OPENCODE_SERVER_PASSWORD"]
user = os.environ["OPENCODE_SERVER_USERNAME"]
expected = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def note(what):
    with open("processes", "a") as file:
        file.write(json.dumps(what) + "\\n")


def note_call(*what):
    with open("calls", "a") as file:
        file.write(json.dumps(what) + "\\n")


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/crash":
            os._exit(7)
        note_call(self.path, self.headers["Authorization"])
        if "tells" in behaviour:
            self.wfile.write(password.encode() + b"\\r\\n\\r\\n")
            return
        if "two" in behaviour and self.headers["Authorization"] == expected:
            self.answer_as_two()
            return
        if "hangs" in behaviour and self.headers["Authorization"]:
            time.sleep(600)
        allowed = "open" in behaviour or self.headers["Authorization"] == expected
        body = b'{"healthy": true, "version": "1.18.33"}' if allowed else b""
        self.send_response(200 if allowed else 401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.send_error(405)

    def answer_as_two(self):
        is_health = self.path == "/api/health"
        body = b'{"healthy": true, "version": "2.1.2"}' if is_health else b"<!doctype html>"
        self.send_response(200)
        self.send_header("Content-Type", "application/json" if is_health else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


if "stubborn" in behaviour:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
note(os.getpid())
with open("seen.json", "w") as file:
    json.dump({"argv": sys.argv[1:], "cwd": os.getcwd(), "env": dict(os.environ)}, file)
sleeper = [sys.executable, "-IS", "-c", "import time; time.sleep(600)"]
if "helper" in behaviour:
    # Of the server's own group, and ignoring TERM when the server is.
    note(subprocess.Popen(sleeper).pid)
if "command" in behaviour:
    note(subprocess.Popen(sleeper, start_new_session=True).pid)
if "coloured" in behaviour:
    print("\\x1b]0;Title\\x07\\x1b[91m\\x1b[1mError: \\x1b[0mNo luck\\r\\x00", flush=True)
    sys.exit(1)
if "dies" in behaviour:
    print("\\n".join(f"line {number}" for number in range(100)), flush=True)
    print("the password is", password, "and", expected, "x" * 1000, file=sys.stderr)
    sys.exit(3)
if "silent" in behaviour:
    time.sleep(600)
if "dies-again" in behaviour and os.path.exists("died"):
    sys.exit(4)
open("died", "w").close()
if "long" in behaviour:
    print("x" * 200_000, flush=True)
if "odd" in behaviour:
    print("opencode server listening on http://192.0.2.1:80", flush=True)
    time.sleep(600)
if "quoted" in behaviour:
    print("it said: opencode server listening on http://127.0.0.1:1", flush=True)
port = int(sys.argv[sys.argv.index("--port") + 1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
line = f"opencode server listening on http://127.0.0.1:{server.server_port}"
sys.stdout.write("Warning: first another line\\n" + line[:-2])
sys.stdout.flush()
if "haltingly" in behaviour:
    time.sleep(0.3)
sys.stdout.write(line[-2:] + "\\n")
sys.stdout.flush()
if "mute" in behaviour:
    time.sleep(600)
if "talks" in behaviour:
    for name in ("SAID", "OPENCODE_CONFIG_CONTENT", "OPENCODE_SERVER_PASSWORD"):
        print(f"{name}={os.environ[name]}", flush=True)
server.serve_forever()
"""


def is_alive(process: int) -> bool:
    """Check that a process runs. One that is dead and not yet waited for (by its new parent) does not."""
    try:
        return bool(psutil.Process(process).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def command_lines() -> str:
    """The command lines of all processes, as every user of the machine may read them."""
    return "\n".join(" ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"]))


def has_logs(folder: Path) -> bool:
    """Check for a temporary log."""
    return any(folder.glob("opencode-*.log"))


async def until(condition: Callable[[], object], seconds: float = 20) -> bool:
    """Wait for a condition, while the event loop goes on."""
    return await anyio.to_thread.run_sync(lambda: bool(wait_until(condition, seconds)))


async def crash(process: ServerProcess) -> None:
    """Let the server end by itself."""
    with pytest.raises(httpx.RemoteProtocolError):
        await anyio.to_thread.run_sync(lambda: httpx.get(f"{process.url}/crash", trust_env=False))
    # Connections are closed a moment before the process has ended.
    assert await until(lambda: not process.alive or process.exit)


def status(process: ServerProcess, **options: Any) -> int:
    """The status of the server's response."""
    return httpx.get(process.url, trust_env=False, **options).status_code


class Project:
    """A directory to work in, and the files that the stand-in left there."""

    def __init__(self, directory: Path, program: Path) -> None:
        self.directory = directory
        self.program = program

    def processes(self) -> list[int]:
        """The server, and the processes that it started."""
        path = self.directory / "processes"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def seen(self) -> dict[str, Any]:
        """The arguments and the environment of the server."""
        seen: dict[str, Any] = json.loads((self.directory / "seen.json").read_text())
        return seen

    def start(self, behaviour: str = "", **options: Any) -> ServerProcess:
        """The process alone, without waiting."""
        env = {"BEHAVIOUR": behaviour, **options.pop("env", {})}
        return ServerProcess(self.program, directory=self.directory, env=env, **options)

    def launch(self, behaviour: str = "", **options: Any) -> Any:
        """The process, listening."""
        env = {"BEHAVIOUR": behaviour, **options.pop("env", {})}
        process = sync_launch.LaunchedServer(find_program(self.program), directory=self.directory, env=env, **options)
        sync_launch.wait_until_started(process, options.get("start_timeout", START_SECONDS))
        return process

    def calls(self) -> list[tuple[str, str | None]]:
        """The paths that were asked for, and with what credentials."""
        path = self.directory / "calls"
        return [tuple(json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []

    async def client_in(self, mode: str, behaviour: str = "", **options: Any) -> tuple[Any, Any]:
        """A client of a mode with a server of its own, awaited, and the server as it is."""
        options = {"directory": self.directory, "program": self.program, "env": {"BEHAVIOUR": behaviour}, **options}
        client: Any = Opencode.launch(**options) if mode == "sync" else await AsyncOpencode.launch(**options)
        return (Awaited(client) if mode == "sync" else client), client.server

    async def launch_in(self, mode: str, behaviour: str = "", **options: Any) -> Any:
        """The process, listening, by the code of one mode."""
        if mode == "sync":
            return self.launch(behaviour, **options)
        env = {"BEHAVIOUR": behaviour, **options.pop("env", {})}
        process = async_launch.AsyncLaunchedServer(
            find_program(self.program), directory=self.directory, env=env, **options
        )
        await async_launch.wait_until_started(process, options.get("start_timeout", START_SECONDS))
        return process


async def stop_in(mode: str, process: ServerProcess) -> None:
    """Stop it by the code of one mode."""
    if mode == "sync":
        sync_launch.stop_server(process)
    else:
        await async_launch.stop_server(process)


#: A program of a user's. It prints when the server listens, and ends as its argument says.
PARENT = """
import os, sys, time
from opencode_sessions._sync.launch import LaunchedServer, stop_server, wait_until_started

process = LaunchedServer({program!r}, directory={directory!r}, env={{"BEHAVIOUR": {behaviour!r}}})
wait_until_started(process)
print("listening", flush=True)
{rest}
"""


def run_parent(project: Project, rest: str, behaviour: str = "") -> subprocess.Popen[str]:
    """A program of a user's, with its server listening."""
    code = PARENT.format(directory=str(project.directory), program=str(project.program), behaviour=behaviour, rest=rest)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": tempfile.gettempdir()}
    parent = subprocess.Popen(
        [sys.executable, "-c", code], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == "listening\n"
    return parent
