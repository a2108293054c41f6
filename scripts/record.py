"""Record real traffic of versions of the server into tests/contract/recorded: its calls, and its events.

python -m scripts.record [--keep] [VERSION ...]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from opencode_sessions import Opencode, ServerOpenWarning
from opencode_sessions.testing import ScriptedModel
from opencode_sessions.testing.install import SERVER_VERSION, InstallError, install_server
from scripts.recorder import Recorder
from scripts.scenarios import SETTINGS, Script, all_of_it
from tests.live.old_servers import VERSIONS, ServerVersion, prepared_environment

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache"
SERVERS = CACHE / "opencode-server"
RECORDED = ROOT / "tests" / "contract" / "recorded"


@frozen
class Recording:
    """A server at work, with a scripted model behind it.

    Attributes:
        client: A client of it.
        recorder: What calls it, and keeps the answers.
        script: What its model says.
    """

    client: Opencode
    recorder: Recorder
    script: Script


@contextmanager
def recording(version: ServerVersion, program: Path, root: Path) -> Iterator[Recording]:
    """Run a server in a project of its own.

    Args:
        version: The version.
        program: Its program.
        root: An empty directory to work in, of which no trace is left in what is recorded.
    """
    home = root / "home" / "me"
    project = home / "project"
    project.mkdir(parents=True)
    environment = prepared_environment(version, home, CACHE)
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
            with Recorder(client.base_url, auth, project, version, replacements) as recorder:
                yield Recording(client, recorder, script)


def record(version: ServerVersion, program: Path, root: Path) -> None:
    """Record one version; the arguments are those of `recording`."""
    with recording(version, program, root) as at_work:
        session = all_of_it(at_work.recorder, at_work.script)
        at_work.recorder.write(RECORDED, whole_session=session)


def main() -> int:
    """Run the command line. Exit code 1: a version could not be installed."""
    parser = argparse.ArgumentParser(prog="python -m scripts.record", description="Record real traffic of servers.")
    parser.add_argument("versions", nargs="*", metavar="VERSION", help=f"default: {' '.join(VERSIONS)}")
    parser.add_argument("--keep", action="store_true", help="do not remove the programs that this installs")
    options = parser.parse_args()
    failed = False
    for version in options.versions or VERSIONS:
        started = time.monotonic()
        already_there = (SERVERS / version).exists()
        try:
            program = install_server(version, SERVERS)
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root:
                record(ServerVersion(version), program, Path(root))
        except InstallError as error:
            print(f"error: {error}", file=sys.stderr)
            failed = True
        finally:
            if not options.keep and not already_there and version != SERVER_VERSION:
                shutil.rmtree(SERVERS / version, ignore_errors=True)
        print(f"opencode {version}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
