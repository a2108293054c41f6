"""The start of a server: its port, its log, its address, its settings, and the Python of its watchdog."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import anyio
import anyio.to_thread
import pytest

from opencode_sessions import UnsupportedByServerError
from opencode_sessions._sync import launch as sync_launch
from opencode_sessions.server.errors import ServerStartError
from opencode_sessions.server.process import ServerSettings
from tests.support.stand_in import Project, status
from tests.support.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups")


class TestStart:
    def test_two_that_share_a_log(self, project: Project, tmp_path: Path) -> None:
        """Each reads its own address, and the log has the whole lines of both."""
        log = tmp_path / "server.log"
        processes = [project.start("haltingly", log=log) for _ in range(4)]
        assert wait_until(lambda: all(process.poll_url() for process in processes))
        for process in processes:
            assert status(process, auth=(process.username, process.password)) == 200
        lines = log.read_text().splitlines()
        for process in processes:
            assert f"opencode server listening on {process.url}" in lines
            sync_launch.stop_server(process)
        assert log.stat().st_mode & 0o777 == 0o600

    def test_a_line_that_is_not_its_own(self, project: Project) -> None:
        process = project.launch("quoted")
        assert not process.url.endswith(":1")
        sync_launch.stop_server(process)

    def test_a_line_that_names_another_address(self, project: Project) -> None:
        with pytest.raises(ServerStartError, match=r"says that it listens on 'http://192.0.2.1:80'"):
            project.launch("odd")

    def test_a_very_long_line(self, project: Project) -> None:
        process = project.launch("long")
        assert status(process) == 401
        sync_launch.stop_server(process)

    @pytest.mark.anyio
    async def test_a_server_of_the_next_generation(self, project: Project, mode: str) -> None:
        """It starts, and the first call names it."""
        client, _ = await project.client_in(mode, "two")
        try:
            with pytest.raises(UnsupportedByServerError, match=r"this server is OpenCode 2\.1\.2\. .*opencode-ai@1"):
                await client.session.create()
        finally:
            await client.close()

    def test_a_program_of_the_next_generation(self, project: Project, tmp_path: Path) -> None:
        program = tmp_path / "opencode2"
        shutil.copy(project.program, program)
        server = sync_launch.LaunchedServer(program, directory=project.directory, env={"BEHAVIOUR": "dies"})
        with pytest.raises(
            ServerStartError, match=r"(?s)ended with exit code 3\. OpenCode 2\.x has another API, .*line 99"
        ):
            sync_launch.wait_until_started(server)

    def test_a_log_that_cannot_be_written(self, project: Project, tmp_path: Path) -> None:
        for log in (tmp_path, tmp_path / "missing" / "log"):
            with pytest.raises(ServerStartError, match="cannot be written"):
                project.start(log=log)
        os.mkfifo(tmp_path / "fifo")
        with pytest.raises(ServerStartError, match="fifo"):
            project.start(log=tmp_path / "fifo")
        reader = os.open(tmp_path / "fifo", os.O_RDONLY | os.O_NONBLOCK)
        with pytest.raises(ServerStartError, match="is not a file"):
            project.start(log=tmp_path / "fifo")
        os.close(reader)

    def test_no_temporary_directory(self, project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
            with pytest.raises(ServerStartError, match="set TMPDIR"):
                project.start()

    def test_a_new_log_is_for_this_user_only(self, project: Project, tmp_path: Path) -> None:
        process = project.start("silent", log=tmp_path / "new.log")
        assert (tmp_path / "new.log").stat().st_mode & 0o777 == 0o600
        sync_launch.stop_server(process)

    def test_the_port(self, project: Project) -> None:
        with socket.create_server(("127.0.0.1", 0)) as unused:
            port = unused.getsockname()[1]
            with pytest.raises(ServerStartError, match="ended with exit code 1"):
                project.launch(port=port)
        process = project.launch(port=port)
        assert process.url == f"http://127.0.0.1:{port}"
        sync_launch.stop_server(process)

    def test_a_port_that_somebody_took_in_between(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            taken = other.getsockname()[1]
            ports = iter([taken])
            choose = ServerSettings.free_port
            monkeypatch.setattr(ServerSettings, "free_port", lambda self: next(ports, None) or choose(self))
            process = project.launch()
            assert process.port != taken
            assert status(process) == 401
            sync_launch.stop_server(process)

    def test_never_the_default_port(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        ports = iter([4096, 4097])
        unused = MagicMock()
        unused.__enter__().getsockname.side_effect = lambda: ("127.0.0.1", next(ports))
        monkeypatch.setattr(ServerSettings, "_bound", lambda self, port: unused)
        assert ServerSettings(project.program, directory=project.directory).free_port() == 4097

    def test_the_config(self, project: Project) -> None:
        process = project.launch(config={"model": "x/y", "username": "ä"})
        assert json.loads(project.seen()["env"]["OPENCODE_CONFIG_CONTENT"]) == {"model": "x/y", "username": "ä"}
        sync_launch.stop_server(process)

    @pytest.mark.parametrize(
        ("options", "error"),
        [
            ({"port": 0}, ValueError),
            ({"port": 65536}, ValueError),
            ({"port": "80"}, TypeError),
            ({"port": True}, TypeError),
            ({"hostname": ""}, ValueError),
            ({"hostname": "--port"}, ValueError),
            ({"hostname": "me@there"}, ValueError),
            ({"hostname": 1}, TypeError),
            ({"config": ["model"]}, TypeError),
            ({"config": {"a": object()}}, TypeError),
            ({"config": {"a": float("nan")}}, ValueError),
            ({"on_exit": 3}, TypeError),
            ({"on_exit": anyio.sleep}, TypeError),
            ({"env": {"A": "\0"}}, ServerStartError),
            ({"hostname": "192.0.2.1"}, ServerStartError),
        ],
    )
    def test_wrong_arguments(self, project: Project, options: dict[str, Any], error: type[Exception]) -> None:
        with pytest.raises(error):
            project.start(**options)
        assert project.processes() == []

    @pytest.mark.parametrize("executable", [None, "", "/no/such/python"])
    def test_a_program_without_a_python(
        self, project: Project, monkeypatch: pytest.MonkeyPatch, executable: str | None
    ) -> None:
        python = Path(sys.executable).resolve()
        monkeypatch.setattr(sys, "executable", executable)
        monkeypatch.setenv("PATH", "")
        with pytest.raises(ServerStartError, match="no python3 on PATH"):
            project.start()
        (project.directory / "bin").mkdir()
        (project.directory / "bin" / "python3").symlink_to(python)
        monkeypatch.setenv("PATH", str(project.directory / "bin"))
        process = project.launch()
        assert status(process) == 401
        sync_launch.stop_server(process)

    def test_a_frozen_program(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        monkeypatch.setenv("PATH", "")
        with pytest.raises(ServerStartError, match="frozen"):
            project.start()

    def test_in_a_zip_file(self, project: Project, tmp_path: Path) -> None:
        archive = tmp_path / "app.pyz"
        with zipfile.ZipFile(archive, "w") as file:
            for name in ("opencode_sessions", "opencode_sessions_api"):
                folder = Path(importlib.import_module(name).__file__ or "").parent
                for path in folder.rglob("*.py"):
                    file.write(path, f"{name}/{path.relative_to(folder)}")
        program = tmp_path / "program.py"
        program.write_text(
            "import sys; sys.path.insert(0, sys.argv[1])\n"
            "from opencode_sessions import Opencode\n"
            "with Opencode.launch(sys.argv[2], program=sys.argv[3]) as client: print(client.health().version)\n"
        )
        command = [sys.executable, "-P", str(program), str(archive), str(project.directory), str(project.program)]
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        finished = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd="/", timeout=60)
        assert finished.stdout == "1.18.33\n", finished.stderr
