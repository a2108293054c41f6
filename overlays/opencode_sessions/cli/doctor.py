"""The command doctor: what stands between a program and an agent that works, and what to do about it."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import httpx
from attrs import asdict, frozen

from opencode_sessions import (
    APIStatusError,
    AuthenticationError,
    Opencode,
    OpencodeError,
    ProgramNotFoundError,
    __version__,
)
from opencode_sessions._address import is_loopback
from opencode_sessions.cli.common import words_of
from opencode_sessions.server import find_program

__all__ = ["Finding", "examine"]

Verdict = Literal["ok", "warning", "error"]

#: Seconds for a program to say its version, and for each call.
_SECONDS = 60.0


@frozen
class Finding:
    """One thing that was looked at.

    Attributes:
        about: The thing, e.g. `server`.
        verdict: `ok`; `warning`: it works, but look at it; `error`: it does not work.
        words: What was found.
        advice: What to do; None when nothing has to be done.
    """

    about: str
    verdict: Verdict
    words: str
    advice: str | None = None

    def to_dict(self) -> dict[str, str | None]:
        """Return it as JSON."""
        return asdict(self)


def examine(url: str | None, directory: Path | None) -> Iterator[Finding]:
    """Look at the SDK, the server program, the server, its password, the directory and the models, in this order.

    What depends on a server is left out if there is none.
    """
    yield Finding("sdk", "ok", f"opencode-sessions {__version__}, httpx {httpx.__version__}, {_python()}")
    yield _program()
    with Opencode(url, directory=directory, timeout=_SECONDS, max_retries=0) as client:
        server = _server(client)
        yield server
        if server.verdict == "error":
            return
        for look in (_password, _directory, _models):
            yield _errors_as_findings(look, client)


def _python() -> str:
    return f"Python {platform.python_version()} on {platform.system()}"


def _program() -> Finding:
    try:
        path = find_program(None)
    except ProgramNotFoundError as error:
        return Finding("program", "warning", words_of(error), "It is needed only for --launch and Opencode.launch.")
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        return Finding(
            "program", "error", f"{path} does not run: {error}", "Install it again: npm install -g opencode-ai"
        )
    return Finding("program", "ok", f"{path}, version {said.stdout.strip()}")


def _server(client: Opencode) -> Finding:
    try:
        version = client.server_version()
    except AuthenticationError as error:
        return Finding("server", "error", words_of(error), "Set OPENCODE_SERVER_PASSWORD to the server's password.")
    except OpencodeError as error:
        return Finding("server", "error", words_of(error), "Start one (opencode serve --port 4096), or use --url.")
    if version is None:
        return Finding("server", "warning", f"{client.base_url}, older than 1.1.11", "Install a newer opencode.")
    return Finding("server", "ok", f"{client.base_url}, version {version}")


def _errors_as_findings(look: Callable[[Opencode], Finding], client: Opencode) -> Finding:
    try:
        return look(client)
    except OpencodeError as error:
        return Finding(look.__name__.lstrip("_"), "error", words_of(error))


def _password(client: Opencode) -> Finding:
    with Opencode(client.base_url, password="", timeout=_SECONDS, max_retries=0) as stranger:
        try:
            stranger.path.get()
        except AuthenticationError:
            return Finding("password", "ok", "The server asks for one, and takes the one that is set.")
        except APIStatusError:
            pass
    if is_loopback(httpx.URL(client.base_url).host):
        words = "The server asks for none: any program of this machine can have it run commands."
    else:
        words = "The server asks for none: whoever reaches it can have it run commands."
    return Finding("password", "warning", words, "Start it with OPENCODE_SERVER_PASSWORD set.")


def _directory(client: Opencode) -> Finding:
    found = client.path.get().directory
    is_here = is_loopback(httpx.URL(client.base_url).host)
    if is_here and not os.path.isdir(found):
        return Finding("directory", "error", f"{found} does not exist", "Name another one with --directory.")
    return Finding("directory", "ok", found)


def _models(client: Opencode) -> Finding:
    models = client.models()
    if not models:
        return Finding("models", "error", "The server offers none.", "Set up a provider: opencode auth login")
    default = next((model.id for model in models if model.is_prompt_default), None)
    return Finding("models", "ok", f"{len(models)}; the default of prompts: {default or 'unknown'}")
