"""`make test-pythons`: the Pythons that it finds, and the ones that it leaves out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import ROOT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A folder for programs, which alone is on PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program(folder / "make", 'echo "make $*"; exit "${MAKE_EXIT_CODE:-0}"')
    return folder


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


def run(path: Path, *versions: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "tools" / "pythons.py", "--targets", "types", "--", *versions],
        env={**os.environ, "PATH": str(path), "PYENV_ROOT": str(path.parent / "pyenv"), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_python_on_path_is_used(path: Path) -> None:
    found = program(path / "python3.77", "echo 3.77")
    finished = run(path, "3.77")
    assert finished.returncode == 0
    command = f"make --no-print-directory PYTHON={found} VENV=.venv-3.77 PYTHON_VERSION=3.77"
    assert finished.stdout == f"Python 3.77: {found}\n{command} setup\n{command} types\n"


@pytest.mark.parametrize("script", ["exit 127", "echo 3.78"], ids=["cannot run", "another version"])
def test_a_program_that_is_not_this_python_is_passed_over(path: Path, script: str) -> None:
    program(path / "python3.77", script)
    found = program(path.parent / "pyenv" / "versions" / "3.77.2" / "bin" / "python3.77", "echo 3.77")
    assert run(path, "3.77").stdout.startswith(f"Python 3.77: {found}\n")


def test_a_python_that_is_not_installed_is_reported_and_left_out(path: Path) -> None:
    program(path / "python3.78", "echo 3.78")
    finished = run(path, "3.77", "3.78")
    assert finished.returncode == 0
    assert finished.stdout.startswith("Python 3.77: not found on PATH or under pyenv; left out.\nPython 3.78: ")


def test_the_first_failure_is_the_result(path: Path) -> None:
    for version in ("3.77", "3.78"):
        program(path / f"python{version}", f"echo {version}")
    finished = run(path, "3.77", "3.78", MAKE_EXIT_CODE="2")
    assert finished.returncode == 2
    assert "3.78" not in finished.stdout


@pytest.mark.parametrize(
    ("said", "code"), [("Network connectivity is disabled, but ...", 0), ("the registry refused", 2)]
)
def test_only_offline_a_python_without_its_tools_is_left_out(path: Path, said: str, code: int) -> None:
    program(path / "make", f'echo "make $*"; case "$*" in *setup) echo "{said}" >&2; exit 2;; esac')
    program(path / "python3.77", "echo 3.77")
    finished = run(path, "3.77")
    assert finished.returncode == code
    assert ("NOT TESTED" in finished.stdout) == (code == 0)
    assert "types" not in finished.stdout
