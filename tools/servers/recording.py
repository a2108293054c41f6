"""A real server that is recorded: launched in a project of its own, with a scripted model behind it."""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from attrs import frozen

from opencode_sessions import Opencode, ServerOpenWarning
from opencode_sessions.testing import ScriptedModel
from tools.servers.recorder import Recorder
from tools.servers.scenarios import SETTINGS, Script
from tools.servers.versions import ServerVersion, prepared_environment, without_catalogue

__all__ = ["Recording", "recording"]


@frozen
class Recording:
    """A running server with a scripted model.

    Attributes:
        client: A client of the server.
        recorder: Calls the server, and keeps the responses.
        script: The replies of the model.
    """

    client: Opencode
    recorder: Recorder
    script: Script


@contextmanager
def recording(
    version: ServerVersion,
    program: Path,
    root: Path,
    cache: Path,
    *,
    supports: Callable[[ServerVersion, str, str], bool],
    catalogue: bool = True,
) -> Iterator[Recording]:
    """Run a server in a project of its own.

    Args:
        version: The version of the server.
        program: Its program.
        root: An empty directory to work in; recorded traffic does not mention it.
        cache: The folder for downloads.
        supports: Returns whether a version has the operation of an HTTP method and a path.
        catalogue: Let the server have the catalogue of models.dev.
    """
    home = root / "home" / "me"
    project = home / "project"
    project.mkdir(parents=True)
    environment = prepared_environment(version, home, cache) | ({} if catalogue else without_catalogue(home))
    script = Script()
    with ScriptedModel(decide=script.next, title="Greeting in French") as model:
        model.configure(project, settings=SETTINGS)
        git = ["git", "-c", "user.name=Me", "-c", "user.email=me@example.org"]
        for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "The project"]):
            subprocess.run([*git, *command], cwd=project, check=True)
        with warnings.catch_warnings():
            if version.ignores_password:
                warnings.simplefilter("ignore", ServerOpenWarning)
            client = Opencode.launch(project, program=program, env=environment)
        with client:
            assert client.server is not None
            replacements = {
                str(root): "",
                str(root).strip("/").replace("/", "-"): "",
                model.base_url: "http://127.0.0.1:4000/v1",
                client.base_url: "http://127.0.0.1:4096",
            }
            auth = (client.server.username, client.server.password)
            with Recorder(
                client.base_url, auth, project, version, replacements, supports=partial(supports, version)
            ) as recorder:
                yield Recording(client, recorder, script)
