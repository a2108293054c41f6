"""Projects whose server is a stand-in, and clocks that are fast."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from opencode_sessions._async import event_hub as async_hub
from opencode_sessions._sync import event_hub as sync_hub
from tests.support.stand_in import STAND_IN, Project, has_logs, is_alive
from tests.support.waiting import wait_until


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary logs."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def project(tmp_path: Path, logs: Path) -> Iterator[Project]:
    """A project; nothing of it may be left behind, neither processes nor logs."""
    program = tmp_path / "opencode"
    program.write_text(STAND_IN.replace("PYTHON", sys.executable))
    program.chmod(0o755)
    (tmp_path / "project").mkdir()
    project = Project(tmp_path / "project", program)
    yield project
    wait_until(lambda: not any(map(is_alive, project.processes())), 10)
    left = list(filter(is_alive, project.processes()))
    for process in left:
        os.kill(process, signal.SIGKILL)
    assert left == []
    assert wait_until(lambda: not has_logs(logs), 10)


@pytest.fixture
def fast_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second is more than the time after which a lost connection is given up by default."""
    for module in (async_hub, sync_hub):
        monkeypatch.setattr(module, "monotonic", lambda: time.monotonic() * 100)
