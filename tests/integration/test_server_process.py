"""A launched server: started, waited for, ended with all that it started, and by nobody else."""

from __future__ import annotations

import base64
import os
import signal
import socket
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import httpx
import pytest

from opencode_sessions import AsyncOpencode, Opencode, OpencodeError
from opencode_sessions._async import launch as async_launch
from opencode_sessions._sync import launch as sync_launch
from opencode_sessions.server import ServerProcess
from opencode_sessions.server.errors import ProgramNotFoundError, ServerOpenWarning, ServerStartError
from tests.support.modes import Awaited
from tests.support.stand_in import Project, command_lines, has_logs, is_alive, run_parent, status, stop_in
from tests.support.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups")


@pytest.mark.anyio
class TestLaunch:
    async def test_it_listens_with_a_password(self, mode: str, project: Project) -> None:
        process = await project.launch_in(mode)
        assert process.url.startswith("http://127.0.0.1:")
        assert status(process) == 401
        assert status(process, auth=(process.username, process.password)) == 200
        assert process.poll_url() == process.url
        assert not process.stopped()
        await stop_in(mode, process)
        assert process.stopped()
        assert not process.log_path.exists()
        with pytest.raises(httpx.ConnectError):
            status(process)

    async def test_a_line_that_comes_in_two_pieces(self, mode: str, project: Project) -> None:
        process = await project.launch_in(mode, "haltingly")
        assert status(process) == 401
        await stop_in(mode, process)

    async def test_the_error_of_a_server_that_dies_has_its_output(self, mode: str, project: Project) -> None:
        with pytest.raises(ServerStartError, match="ended with exit code 3") as caught:
            await project.launch_in(mode, "dies", password="tell-nobody")
        assert caught.value.exit_code == 3
        assert len(caught.value.log_lines) == 20
        assert "line 99" in caught.value.log_lines
        assert "line 1" not in caught.value.log_lines
        assert "the password is *** and Basic ***" in str(caught.value)
        assert "tell-nobody" not in str(caught.value)
        assert len(str(caught.value)) < 2000

    async def test_colours_are_left_out(self, mode: str, project: Project) -> None:
        with pytest.raises(ServerStartError) as caught:
            await project.launch_in(mode, "coloured")
        assert caught.value.log_lines == ("Error: No luck",)

    async def test_a_port_that_is_taken(self, mode: str, project: Project) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            with pytest.raises(ServerStartError, match=f"port {port} of 127.0.0.1 is taken") as caught:
                await project.launch_in(mode, port=port)
        assert "Leave port= out for a free one" in str(caught.value)
        if sys.platform == "linux":
            assert f"(process {os.getpid()})" in str(caught.value)

    async def test_a_program_that_cannot_be_executed(self, mode: str, project: Project) -> None:
        project.program.write_text("not a program")
        with pytest.raises(ServerStartError, match=r"exit code 127[^$]*cannot be executed: Exec format error"):
            await project.launch_in(mode)

    async def test_a_server_that_never_listens(self, mode: str, project: Project) -> None:
        with pytest.raises(ServerStartError, match=r"did not listen within 0\.5 seconds"):
            await project.launch_in(mode, "silent", start_timeout=0.5)

    async def test_a_server_that_never_responds(
        self, mode: str, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(async_launch, "_PROBE_SECONDS", 0.3)
        monkeypatch.setattr(sync_launch, "_PROBE_SECONDS", 0.3)
        with pytest.raises(ServerStartError, match="listens, but does not answer") as caught:
            await project.launch_in(mode, "mute")
        assert "opencode server listening" in caught.value.log_lines[-1]

    async def test_a_server_that_responds_with_its_password(self, mode: str, project: Project) -> None:
        password = "tell-" + "nobody"
        with pytest.raises(ServerStartError, match=r"listens, but does not answer.*\*\*\*") as caught:
            await project.launch_in(mode, "tells", password=password)
        assert password not in "".join(traceback.format_exception(caught.value))

    async def test_a_server_that_asks_for_no_password(self, mode: str, project: Project) -> None:
        with pytest.warns(ServerOpenWarning, match="answers without a password"):
            process = await project.launch_in(mode, "open")
        await stop_in(mode, process)
        # As an error, as in these tests, the warning leaves nothing running either.
        with pytest.raises(ServerOpenWarning):
            await project.launch_in(mode, "open")

    async def test_no_program_and_no_directory(self, mode: str, project: Project, tmp_path: Path) -> None:
        project.program.unlink()
        with pytest.raises(ProgramNotFoundError):
            await project.launch_in(mode)
        with pytest.raises(ServerStartError, match="no such directory"):
            ServerProcess(sys.executable, directory=tmp_path / "missing")

    async def test_a_server_that_does_not_end_in_time_is_killed(
        self, mode: str, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(async_launch, "_STOP_SECONDS", 0.2)
        monkeypatch.setattr(sync_launch, "_STOP_SECONDS", 0.2)
        process = await project.launch_in(mode, "stubborn helper")
        await stop_in(mode, process)
        assert process.stopped()
        assert wait_until(lambda: not any(map(is_alive, project.processes())), 3)

    async def test_stopping_twice(self, mode: str, project: Project) -> None:
        process = await project.launch_in(mode)
        await stop_in(mode, process)
        await stop_in(mode, process)
        process.kill()


@pytest.mark.anyio
@pytest.mark.parametrize("mode", ["asyncio", "trio"])
async def test_a_cancelled_launch_leaves_nothing(mode: str, project: Project, logs: Path) -> None:
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(project.launch_in, mode, "silent")
        assert await anyio.to_thread.run_sync(wait_until, project.processes)
        tasks.cancel_scope.cancel()
    # Not only asked to end: it is gone when the cancelled launch returns.
    assert not any(map(is_alive, project.processes()))
    assert not has_logs(logs)


@pytest.mark.anyio
@pytest.mark.parametrize("mode", ["asyncio", "trio"])
async def test_a_stop_is_finished_in_a_cancelled_scope(mode: str, project: Project) -> None:
    process = await project.launch_in(mode)
    with anyio.CancelScope() as scope:
        scope.cancel()
        await stop_in(mode, process)
    assert process.stopped()


def test_the_arguments_of_the_server(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENCODE_SERVER_PASSWORD", "of-another-server")
    monkeypatch.setenv("OPENCODE_SERVER_USERNAME", "somebody")
    process = project.launch(env={"COLOUR": "green"})
    command = command_lines()
    sync_launch.stop_server(process)
    seen = project.seen()
    assert seen["argv"][:5] == ["serve", "--hostname", "127.0.0.1", "--port", str(process.port)]
    assert seen["cwd"] == seen["env"]["PWD"] == str(project.directory) == str(process.directory)
    assert seen["env"]["COLOUR"] == "green"
    assert seen["env"]["PATH"] == os.environ["PATH"]
    assert seen["env"]["OPENCODE_SERVER_USERNAME"] == process.username == "opencode"
    assert seen["env"]["OPENCODE_SERVER_PASSWORD"] == process.password
    assert len(process.password) > 30
    assert str(project.program) in command
    for shown in (command, repr(process)):
        assert process.password not in shown
        assert base64.b64encode(process.password.encode()).decode() not in shown


def test_a_given_password(project: Project) -> None:
    process = project.start(password="mine", env={"OPENCODE_SERVER_USERNAME": "me"})
    assert (process.username, process.password) == ("me", "mine")
    sync_launch.stop_server(process)
    process = project.start(env={"OPENCODE_SERVER_PASSWORD": "from env"})
    assert process.password == "from env"
    sync_launch.stop_server(process)


def test_no_two_passwords_are_alike(project: Project) -> None:
    processes = [project.start() for _ in range(3)]
    assert len({process.password for process in processes}) == 3
    for process in processes:
        sync_launch.stop_server(process)


def test_the_address_before_it_is_known(project: Project) -> None:
    process = project.start("silent")
    assert process.poll_url() is None
    assert "not listening" in repr(process)
    with pytest.raises(OpencodeError, match="poll_url"):
        _ = process.url
    sync_launch.stop_server(process)


def test_a_relative_directory(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.directory.parent)
    process = ServerProcess(project.program, directory="project", env={"BEHAVIOUR": "silent"})
    assert process.directory == project.directory
    assert wait_until(project.processes)
    sync_launch.stop_server(process)


def test_a_given_log_is_appended_to_and_kept(project: Project, tmp_path: Path, logs: Path) -> None:
    log = tmp_path / "server.log"
    log.write_text("opencode server listening on http://127.0.0.1:1\n")
    process = project.launch(log=log)
    assert process.log_path == log
    assert not has_logs(logs)
    assert not process.url.endswith(":1")
    sync_launch.stop_server(process)
    assert log.read_text().count("listening") == 2
    log.write_text("of yesterday\n")
    with pytest.raises(ServerStartError) as caught:
        project.launch("dies", log=log)
    assert "of yesterday" not in str(caught.value)
    assert "of yesterday" in log.read_text()


def test_the_temporary_log_is_for_this_user_only(project: Project) -> None:
    process = project.start("silent")
    assert process.log_path.stat().st_mode & 0o077 == 0
    sync_launch.stop_server(process)


def test_all_that_it_started_ends_with_it(project: Project) -> None:
    process = project.launch("helper command")
    assert len(project.processes()) == 3
    assert all(map(is_alive, project.processes()))
    sync_launch.stop_server(process)
    assert not any(map(is_alive, project.processes()))


def test_a_server_that_does_not_terminate_is_killed_after_five_seconds(project: Project) -> None:
    process = project.launch("stubborn helper command")
    started = time.monotonic()
    process.request_stop()
    assert wait_until(process.stopped)
    assert time.monotonic() - started > 4
    assert wait_until(lambda: not any(map(is_alive, project.processes())), 3)


def test_a_server_that_ends_by_itself(project: Project) -> None:
    process = project.launch("helper")
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"{process.url}/crash")
    assert wait_until(process.stopped)
    # Its child was terminated, too.
    assert wait_until(lambda: not any(map(is_alive, project.processes())))


def test_a_server_that_a_signal_ends(project: Project) -> None:
    process = project.start("silent")
    assert wait_until(project.processes)
    os.kill(project.processes()[0], signal.SIGKILL)
    with pytest.raises(ServerStartError) as caught:
        assert wait_until(lambda: process.poll_url() is not None)
    assert caught.value.exit_code == 128 + signal.SIGKILL
    assert wait_until(process.stopped)


def test_ending_the_watchdog_ends_the_server(project: Project) -> None:
    process = project.launch()
    os.kill(os.getpgid(process.pid), signal.SIGTERM)
    assert wait_until(process.stopped)
    assert not any(map(is_alive, project.processes()))


def test_the_server_does_not_hold_the_pipe(project: Project) -> None:
    process = project.launch()
    server = project.processes()[0]
    if not Path("/proc/self/fd").exists():
        pytest.skip("no /proc")
    assert server == process.pid
    pipe = os.readlink(f"/proc/{os.getpgid(server)}/fd/0")
    assert pipe.startswith("pipe:")
    assert pipe not in [os.readlink(path) for path in Path(f"/proc/{server}/fd").iterdir()]
    assert os.readlink(f"/proc/{server}/fd/0") == os.devnull
    sync_launch.stop_server(process)


@pytest.mark.parametrize(
    "end",
    [
        "",
        "raise SystemExit('enough')",
        "os._exit(1)",
        "os.kill(os.getpid(), 15)",
        "os.kill(os.getpid(), 9)",
        "os.abort()",
        "del process; import gc; gc.collect(); print('dropped', flush=True); sys.stdin.readline()",
    ],
    ids=["end", "exception", "_exit", "SIGTERM", "SIGKILL", "abort", "dropped"],
)
def test_it_ends_with_its_parent(project: Project, end: str) -> None:
    parent = run_parent(project, f"sys.stdin.readline()\n{end}", "helper command")
    processes = project.processes()
    assert len(processes) == 3
    assert all(map(is_alive, processes))
    assert parent.stdin is not None
    parent.stdin.write("\n")
    parent.stdin.flush()
    assert wait_until(lambda: not any(map(is_alive, processes)))
    assert (parent.poll() is None) == ("dropped" in end) or wait_until(lambda: parent.poll() is not None)
    parent.communicate(timeout=20)


FORKED = """
reader, writer = os.pipe()
child = os.fork()
if child == 0:
    started = time.monotonic()
    process.request_stop()
    process.kill()
    stop_server(process)
    url = process.url
    os.write(writer, b"tried" if time.monotonic() - started < 5 else b"stuck")
    {child}
assert os.read(reader, 5) == b"tried"
print(child, flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("child", ["sys.exit()", "os._exit(0)", "raise RuntimeError('a traceback is expected')"])
def test_a_forked_child_cannot_stop_it(project: Project, child: str) -> None:
    parent = run_parent(project, FORKED.format(child=child) + "stop_server(process)")
    assert parent.stdout is not None
    forked = int(parent.stdout.readline())
    assert wait_until(lambda: not is_alive(forked))
    time.sleep(0.3)
    assert all(map(is_alive, project.processes()))
    assert has_logs(Path(tempfile.gettempdir()))
    parent.communicate("\n", timeout=20)
    assert parent.returncode == 0
    assert not any(map(is_alive, project.processes()))


def test_a_forked_child_does_not_keep_it_alive(project: Project) -> None:
    parent = run_parent(project, FORKED.format(child="time.sleep(600)"))
    assert parent.stdout is not None
    forked = int(parent.stdout.readline())
    try:
        parent.kill()
        parent.wait()
        assert wait_until(lambda: not any(map(is_alive, project.processes())))
        assert is_alive(forked)
    finally:
        os.kill(forked, signal.SIGKILL)
        parent.communicate(timeout=20)


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_with_multiprocessing(project: Project, method: str) -> None:
    rest = f"""
import multiprocessing, tempfile

# The name of a socket has to be short.
tempfile.tempdir = None
os.environ.pop("TMPDIR")
worker = multiprocessing.get_context({method!r}).Process(target=time.sleep, args=(600,))
worker.start()
print(worker.pid, flush=True)
sys.stdin.readline()
os.kill(os.getpid(), 9)
"""
    parent = run_parent(project, rest)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    try:
        assert all(map(is_alive, project.processes()))
        assert parent.stdin is not None
        parent.stdin.write("\n")
        parent.stdin.flush()
        assert wait_until(lambda: not any(map(is_alive, project.processes())))
    finally:
        if is_alive(worker):
            os.kill(worker, signal.SIGKILL)
        parent.communicate(timeout=20)


@pytest.mark.anyio
async def test_a_client_with_a_server_of_its_own(mode: str, project: Project) -> None:
    options: dict[str, Any] = {"directory": project.directory, "program": project.program}
    launched = Opencode.launch(**options) if mode == "sync" else await AsyncOpencode.launch(**options)
    client: Any = Awaited(launched) if mode == "sync" else launched
    async with client:
        server = launched.server
        assert server is not None
        assert (client.base_url, client.directory) == (server.url, str(project.directory))
        assert status(server, auth=("opencode", server.password)) == 200
        # Another view of the client does not end the server.
        await client.with_options(timeout=3).close()
        assert not server.stopped()
    assert server.stopped()


@pytest.mark.anyio
async def test_no_server_is_left_when_its_client_cannot_be_made(mode: str, project: Project) -> None:
    options: dict[str, Any] = {"directory": project.directory, "program": project.program, "max_retries": -1}
    with pytest.raises(ValueError, match="max_retries"):
        _ = Opencode.launch(**options) if mode == "sync" else await AsyncOpencode.launch(**options)
    assert wait_until(lambda: not any(map(is_alive, project.processes())), 10)


def test_both_killed_at_once(project: Project, logs: Path) -> None:
    """Not even then is a server left."""
    if sys.platform != "linux":
        pytest.skip("needs prctl")
    parent = run_parent(project, "print(os.getpgid(process.pid), flush=True)\nsys.stdin.readline()")
    assert parent.stdout is not None
    watchdog = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGSTOP)
    os.kill(watchdog, signal.SIGKILL)
    parent.kill()
    assert wait_until(lambda: not any(map(is_alive, project.processes())), 5)
    parent.communicate()
    for log in logs.glob("opencode-*.log"):
        log.unlink()
