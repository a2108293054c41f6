"""The examples, run as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from opencode_sessions.testing import ModelReply, ScriptedModel, Text, ToolCall

EXAMPLES = Path(__file__).parents[2] / "examples"
Run = Callable[..., str]


@pytest.fixture
def run(env: dict[str, str], program: Path, project: Path) -> Run:
    """Run an example in the project, and return its output."""

    def run(name: str, *arguments: str, stdin: str = "") -> str:
        finished = subprocess.run(
            [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments],
            cwd=project,
            env={**os.environ, **env, "OPENCODE_BIN": str(program)},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert (finished.returncode, finished.stderr) == (0, "")
        return finished.stdout

    return run


def test_every_example_is_tested() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_example*.py"))
    assert all(f'"{path.name}"' in source for path in EXAMPLES.glob("*.py") if path.name != "demo.py")


def test_demo_batch(program: Path) -> None:
    finished = subprocess.run(
        [sys.executable, str(EXAMPLES / "demo_batch.py")],
        env={**os.environ, "OPENCODE_BIN": str(program)},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "killing the process" in finished.stdout
    assert "20 different prompts, 20 in all; the model was asked 20 times" in finished.stdout
    assert "Nothing ran twice, and nothing was lost." in finished.stdout


def test_stream(run: Run, model: ScriptedModel) -> None:
    assert len((EXAMPLES / "stream.py").read_text("utf-8").splitlines()) < 15
    model.push(Text("It greets people.", chunk_size=3))
    assert run("stream.py", "What does it do?") == "It greets people.\n20 tokens, $0.0003\n"


def test_several_at_once(run: Run, model: ScriptedModel) -> None:
    model.push("The same to both.", "The same to both.")
    assert run("several_at_once.py", "One?", "Two?") == "One?\n  The same to both.\nTwo?\n  The same to both.\n"


@pytest.mark.config(permission={"bash": "ask"})
@pytest.mark.parametrize("answer", ["y", "n"])
def test_permissions(run: Run, model: ScriptedModel, project: Path, answer: str) -> None:
    look = ToolCall("bash", {"command": "cat opencode.json", "description": "Look"})
    model.push(look, ToolCall("bash", {"command": "touch made", "description": "Make"}), "Made.")
    printed = run("permissions.py", "Make it.", stdin=f"{answer}\n")
    assert printed.startswith("May it use bash for 'touch made'? [y/N] ")
    assert (project / "made").exists() == (answer == "y")


def test_structured(run: Run, model: ScriptedModel) -> None:
    model.push(ToolCall("StructuredOutput", {"name": "MIT", "file": "LICENSE", "is_open_source": True}))
    assert run("structured.py", "Which licence?") == "MIT, see LICENSE\n"


def test_undo(run: Run, model: ScriptedModel, project: Path) -> None:
    target = project / "new.txt"
    model.push(ModelReply(ToolCall("write", {"filePath": str(target), "content": "one\ntwo\n"})), "Written.")
    printed = run("undo.py", "Write it.", stdin="n\n").splitlines()
    assert printed == ["Written.", "  new.txt: +2 -0", "Keep it? [y/N] Undone.", "200 tokens in, 40 out, $0.0006"]
    assert not target.exists()
