"""The search for the `opencode` program: where it is found, and where it is never looked for."""

from __future__ import annotations

import copy
import os
import pickle
from pathlib import Path

import pytest

from opencode_sessions.server import find_program
from opencode_sessions.server.errors import ProgramNotFoundError, ServerStartError


def make_program(path: Path, mode: int = 0o755) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(mode)
    return path


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("OPENCODE_BIN", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.chdir(tmp_path)


def test_on_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_program(tmp_path / "data" / "opencode", mode=0o644)
    (tmp_path / "folder" / "opencode").mkdir(parents=True)
    program = make_program(tmp_path / "bin" / "opencode")
    make_program(tmp_path / "later" / "opencode")
    folders = [tmp_path / name for name in ("missing", "data", "folder", "bin", "later")]
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, folders)))
    assert find_program() == program


def test_the_argument_wins_over_the_environment_and_that_over_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(make_program(tmp_path / "bin" / "opencode").parent))
    from_environment = make_program(tmp_path / "environment" / "opencode")
    from_argument = make_program(tmp_path / "argument" / "opencode")
    monkeypatch.setenv("OPENCODE_BIN", str(from_environment))
    assert find_program() == from_environment
    assert find_program(from_argument) == from_argument
    monkeypatch.setenv("OPENCODE_BIN", "")
    assert find_program() == tmp_path / "bin" / "opencode"


def test_a_bare_name_is_looked_up_on_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = make_program(tmp_path / "bin" / "opencode-next")
    monkeypatch.setenv("PATH", str(program.parent))
    assert find_program("opencode-next") == program
    monkeypatch.setenv("OPENCODE_BIN", "opencode-next")
    assert find_program() == program


def test_a_relative_argument_is_made_absolute(tmp_path: Path) -> None:
    program = make_program(tmp_path / "bin" / "opencode")
    assert find_program("bin/opencode") == program
    assert find_program("./bin/../bin/opencode") == program


def test_a_path_object_is_never_a_bare_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    here = make_program(tmp_path / "opencode")
    monkeypatch.setenv("PATH", str(make_program(tmp_path / "bin" / "opencode").parent))
    assert find_program(Path("./opencode")) == here


@pytest.mark.parametrize("path", ["", ".", os.pathsep, f".{os.pathsep}bin", "bin"])
def test_the_working_directory_is_not_searched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str) -> None:
    make_program(tmp_path / "opencode")
    make_program(tmp_path / "bin" / "opencode")
    monkeypatch.setenv("PATH", path)
    with pytest.raises(ProgramNotFoundError, match="'opencode' in any absolute directory of PATH"):
        find_program()


def test_on_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_program(tmp_path / "opencode.exe")
    make_program(tmp_path / "unix" / "opencode")
    command = make_program(tmp_path / "npm" / "opencode.cmd")
    executable = make_program(tmp_path / "bin" / "opencode.exe")
    monkeypatch.setattr("opencode_sessions.server.program.sys.platform", "win32")
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, (tmp_path / "unix", command.parent, executable.parent))))
    assert find_program() == command
    assert find_program("opencode.exe") == executable


def test_the_variable_must_be_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_program(tmp_path / "bin" / "opencode")
    monkeypatch.setenv("OPENCODE_BIN", "bin/opencode")
    with pytest.raises(ProgramNotFoundError, match="OPENCODE_BIN='bin/opencode' is a relative path"):
        find_program()


def test_errors_say_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plain = make_program(tmp_path / "plain", mode=0o644)
    with pytest.raises(ProgramNotFoundError, match=r"plain is not an executable file.*npm install -g opencode-ai"):
        find_program(plain)
    with pytest.raises(ProgramNotFoundError, match="is not an executable file"):
        find_program(tmp_path)
    with pytest.raises(ProgramNotFoundError, match=r"missing does not exist.*OPENCODE_BIN.*program="):
        find_program(tmp_path / "missing")
    with pytest.raises(ProgramNotFoundError, match="program=''"):
        find_program("")
    monkeypatch.setenv("OPENCODE_BIN", str(tmp_path / "gone"))
    with pytest.raises(ProgramNotFoundError, match=r"OPENCODE_BIN=.*gone does not exist"):
        find_program()


def test_the_errors_pickle_and_copy() -> None:
    for error in (
        ProgramNotFoundError("No program."),
        ServerStartError("It ended.", exit_code=3, log_lines=["one", "two"]),
    ):
        for copied in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error), copy.copy(error)):
            assert type(copied) is type(error)
            assert str(copied) == str(error)
            assert vars(copied) == vars(error)
