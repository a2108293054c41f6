"""The variables of the Makefile that users choose are text: neither make nor the shell executes them."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
#: The variables, with a target that takes each.
TAKEN_BY = {
    "BASE": "review",
    "SERVER": "drift",
    "VERSION": "release",
    "VERSIONS": "record",
    "SEED": "faults",
    "TURNS": "faults",
    "JOBS": "batches",
    "REAL": "batches",
    "PYTHONS": "test-pythons",
    "PYTHON_VERSION": "types",
    "WORKERS": "coverage",
    "PYTHON": "review",
    "PORT": "docs-serve",
}
#: Texts that make or the shell would execute; each creates the file `executed`.
EVIL = [
    "x';touch executed;'",
    'x";touch executed;"',
    "x;touch executed",
    "x\ntouch executed\n",
    "x|touch executed",
    "$(shell touch executed)",
    "${shell touch executed}",
    "$(eval X := $(shell touch executed))",
    "$$(touch executed)",
    "$(touch executed)",
    "`touch executed`",
]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the Makefile, and a Python that notes how it is called."""
    (tmp_path / "Makefile").write_text(MAKEFILE)
    for name in ("pyproject.toml", "uv.lock"):
        (tmp_path / name).touch()
    program = tmp_path / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\nfor each; do printf '%s\\0' \"$each\" >> called; done\n")
    program.chmod(0o755)
    (tmp_path / ".venv" / ".ready").touch()
    return tmp_path


def make(checkout: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments],
        cwd=checkout,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def called(checkout: Path) -> Sequence[str]:
    """Return all arguments that Python was called with."""
    return (checkout / "called").read_text().split("\0")


def test_every_variable_is_text() -> None:
    listed = re.search(r"\$\(foreach name,([A-Z_ ]+),", MAKEFILE)
    assert listed is not None
    assert set(listed[1].split()) == {*TAKEN_BY, "VENV"}
    for name in TAKEN_BY:
        # In a recipe, only whether it is set is asked of make.
        assert set(re.findall(rf"\$\(\w* ?{name}\b[^)]*\)", MAKEFILE)) <= {f"$(if $({name})", "$(REAL)"}, name


@pytest.mark.parametrize("text", EVIL)
@pytest.mark.parametrize(("name", "target"), TAKEN_BY.items())
def test_no_text_is_executed(checkout: Path, name: str, target: str, text: str) -> None:
    make(checkout, target, f"{name}={text}")
    make(checkout, target, **{name: text})
    assert not (checkout / "executed").exists()


@pytest.mark.parametrize("text", [*EVIL, "--server=x", "two words", "a$b", "ä"])
def test_the_name_of_a_branch_arrives_as_it_is(checkout: Path, text: str) -> None:
    assert make(checkout, "review", f"BASE={text}").returncode == 0
    assert f"--base={text}" in called(checkout)
    assert make(checkout, "review", BASE=f"{text}2").returncode == 0
    assert f"--base={text}2" in called(checkout)


@pytest.mark.parametrize("text", EVIL)
def test_a_target_that_calls_make_again_executes_nothing(checkout: Path, text: str) -> None:
    assert make(checkout, "test", f"WORKERS={text}").returncode == 0
    assert text in called(checkout)
    assert not (checkout / "executed").exists()


@pytest.mark.parametrize("text", [*EVIL, "two words", "a:b", "a%b"])
def test_the_folder_of_the_environment_has_a_plain_name(checkout: Path, text: str) -> None:
    finished = make(checkout, "review", f"VENV={text}")
    assert finished.returncode == 2
    assert "VENV must be the path of" in finished.stderr
    assert not (checkout / "executed").exists()


def test_what_is_not_chosen_has_its_default(checkout: Path) -> None:
    assert make(checkout, "review").returncode == 0
    assert not any(argument.startswith(("--base", "--server")) for argument in called(checkout))
    assert make(checkout, "faults", "TURNS=7").returncode == 0
    arguments = json.dumps(called(checkout))
    assert '"--seed", "1", "--turns", "7"' in arguments


def test_arguments_are_text_of_the_shell(checkout: Path) -> None:
    assert make(checkout, "corpus", "ARGS=-k 'a or b' $HOME", HOME="/home").returncode == 0
    assert "a or b" in called(checkout)
    assert "/home" in called(checkout)
    assert "expanded by make" not in make(checkout, "corpus", "ARGS='$(info expanded by make)'").stdout
