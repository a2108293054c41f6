"""The browser of the tests of pages: which one it is, and one line that says what to do where there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.browsers import NoBrowserError, find_program
from tools import ROOT


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in PATH."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program_in(folder: Path, name: str) -> Path:
    program = folder / name
    program.touch(0o755)
    return program


def test_the_one_that_is_named_comes_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, installed = program_in(folder, "own"), program_in(folder, "chromium")
    assert find_program(str(own)) == str(installed)
    installed.unlink()
    assert find_program(str(own)) == str(own)
    named = program_in(folder, "my-browser")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert find_program(str(own)) == str(named)
    named.unlink()
    with pytest.raises(NoBrowserError, match=r"CHROMIUM=.*my-browser"):
        find_program(str(own))


def test_without_a_browser_one_line_says_what_to_do(folder: Path) -> None:
    environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(folder)}
    command = [sys.executable, "-m", "tests.support.browsers"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert line.startswith("There is no Chromium for the tests of pages: install it")
