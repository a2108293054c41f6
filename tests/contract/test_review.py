"""A review as a whole: the worst outcome counts, every form is written, and the contract is read once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from contract import spec
from contract.__main__ import main
from contract.checks import breaking, drift, generated, lint, surface, traffic
from contract.findings import CannotRunError, Finding, Level, Outcome, Section
from contract.remembered import Memory
from contract.review import review
from contract.spec import Document
from contract.workspace import Workspace

CHECKS = (lint, breaking, surface, generated, drift, traffic)
ADDED = Finding(Level.ADDITION, "added", "Session.mood", "Session.mood is new.")
BROKEN = Finding(Level.BREAKING, "property-removed", "Session.title", "Property `title` was removed.")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The checkout, with its results elsewhere."""
    return evolve(Workspace.here(), review=tmp_path / "review", cache=tmp_path / "cache")


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Replaces every check: those that are named find, or raise, the given, all others nothing."""

    def given(**found: list[Finding] | Exception) -> None:
        for check in CHECKS:
            name = check.__name__.rpartition(".")[2]
            monkeypatch.setattr(check, "check", _check(found.get(name, [])))

    return given


def _check(result: list[Finding] | Exception) -> Callable[..., Any]:
    def check(*_: object, **__: object) -> tuple[str, list[Finding]]:
        if isinstance(result, Exception):
            raise result
        return f"{len(result)} found.", result

    return check


@pytest.mark.parametrize(
    ("found", "outcome", "verdict"),
    [
        ({}, Outcome.CLEAN, "No problems found"),
        ({"breaking": [ADDED]}, Outcome.CLEAN, "No problems found"),
        ({"breaking": [ADDED, BROKEN]}, Outcome.FINDINGS, "1 finding to look at"),
        ({"drift": CannotRunError("There is no npm.")}, Outcome.COULD_NOT_RUN, "Could not run: Drift from the server"),
        (
            {"breaking": [BROKEN], "lint": CannotRunError("There is no node.")},
            Outcome.COULD_NOT_RUN,
            "Could not run: Lint; 1 finding to look at",
        ),
    ],
)
def test_the_outcome_is_that_of_the_worst_part(
    checks: Callable[..., None],
    workspace: Workspace,
    capsys: pytest.CaptureFixture[str],
    found: dict[str, list[Finding] | Exception],
    outcome: Outcome,
    verdict: str,
) -> None:
    checks(**found)
    assert main(["review", "--base", "HEAD"], workspace) == outcome
    assert verdict in capsys.readouterr().out
    assert json.loads((workspace.review / "review.json").read_text("utf-8"))["outcome"] == outcome
    assert verdict in (workspace.review / "review.md").read_text("utf-8")
    assert verdict in (workspace.review / "index.html").read_text("utf-8")


def test_every_section_is_there_in_one_order(checks: Callable[..., None], workspace: Workspace) -> None:
    checks()
    reported: list[Section] = []
    result, _ = review(workspace, "HEAD", report=reported.append)
    titles = [section.title for section in result.sections]
    assert sorted(section.title for section in reported) == sorted(titles)
    assert titles == [
        "Lint",
        "Breaking changes",
        "Python surface",
        "Generated code",
        "Drift from the server",
        "Recorded traffic",
    ]


@pytest.mark.parametrize("text", ["a: [1\n", "[]\n", "openapi: 3.1.0\n", ""])
def test_a_broken_contract_is_reviewed_too(
    checks: Callable[..., None], workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    checks(lint=[Finding(Level.ERROR, "yaml", "the document", "It is broken.")])
    broken = tmp_path / "openapi.yaml"
    broken.write_text(text)
    assert main(["review", "--base", "HEAD"], evolve(workspace, contract=broken)) == Outcome.COULD_NOT_RUN
    assert "It is broken." in (workspace.review / "index.html").read_text("utf-8")


def test_what_is_left_of_another_review_is_gone(checks: Callable[..., None], workspace: Workspace) -> None:
    checks()
    workspace.review.mkdir(parents=True)
    (workspace.review / "index.html").write_text("of another change")
    assert main(["review", "--base", "no-such-commit"], workspace) == Outcome.COULD_NOT_RUN
    assert not workspace.review.exists()


def test_a_base_that_is_no_commit_is_no_success(
    checks: Callable[..., None], workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    checks()
    assert main(["review", "--base", "no-such-commit"], workspace) == Outcome.COULD_NOT_RUN
    assert "There is no commit no-such-commit: pass BASE=" in capsys.readouterr().err
    assert not workspace.review.exists()


def test_a_mistake_of_a_check_is_not_hidden(
    checks: Callable[..., None], workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    checks(surface=ZeroDivisionError("a mistake"), breaking=[BROKEN])
    assert main(["review", "--base", "HEAD"], workspace) == Outcome.COULD_NOT_RUN
    result = json.loads((workspace.review / "review.json").read_text("utf-8"))
    [failure] = [section["failure"] for section in result["sections"] if section["title"] == "Python surface"]
    # The error and its place; and the findings of the other checks.
    assert failure.startswith("ZeroDivisionError: a mistake (test_review.py, line ")
    assert "Could not run: Python surface; 1 finding to look at" in capsys.readouterr().out


def test_each_contract_is_read_once(
    checks: Callable[..., None], workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks()
    paths: list[Path] = []

    def read(path: Path) -> Document:
        paths.append(path)
        return original(path)

    original = spec.read
    monkeypatch.setattr(spec, "read", read)
    # With the checks that use it.
    monkeypatch.setattr(traffic, "check", lambda _, contract: (contract.version, []))
    monkeypatch.setattr(breaking, "check", lambda _, base, contract: (f"{base.version}, {contract.version}", []))
    assert main(["review", "--base", "HEAD"], workspace) == Outcome.CLEAN
    assert sorted(path.name for path in paths) == ["openapi.yaml"] * 2
    assert workspace.contract in paths


def test_with_a_stale_package_the_python_surface_is_unknown(
    checks: Callable[..., None], workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = Finding(Level.ERROR, "generated-differs", "generated/x.py", "It is not what openapi.yaml gives.")
    checks(generated=[stale])
    assert main(["review", "--base", "HEAD"], workspace) == Outcome.COULD_NOT_RUN
    result = json.loads((workspace.review / "review.json").read_text("utf-8"))
    [section] = [each for each in result["sections"] if each["title"] == "Python surface"]
    assert "is unknown: generated/ is not what openapi.yaml gives" in section["failure"]
    assert "Could not run: Python surface; 1 finding to look at" in capsys.readouterr().out


def test_a_check_whose_inputs_are_the_same_is_not_run_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def counting(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def check(*arguments: object, **options: object) -> tuple[str, list[Finding]]:
            ran.append(name)
            return original(*arguments, **options)  # type: ignore[no-any-return]

        return check

    for check in CHECKS:
        name = check.__name__.rpartition(".")[2]
        monkeypatch.setattr(check, "check", counting(name, _check([BROKEN] if name == "breaking" else [])))
    first, _ = review(workspace, "HEAD")
    assert len(ran) == len(CHECKS)
    second, _ = review(workspace, "HEAD")
    assert len(ran) == len(CHECKS)
    assert [section.findings for section in first.sections] == [section.findings for section in second.sections]
    assert (
        second.sections[0].summary
        == f"{first.sections[0].summary} As in the last review: nothing that it reads has changed."
    )
    review(workspace, "HEAD", again=True)
    assert len(ran) == 2 * len(CHECKS)
    # A server of the user's may be another one each time.
    review(workspace, "HEAD", server="http://127.0.0.1:1")
    assert ran[2 * len(CHECKS) :] == ["drift"]


def test_the_review_is_written_in_every_form(
    checks: Callable[..., None], workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    checks(breaking=[BROKEN])
    assert main(["review", "--base", "HEAD", "--annotations", "github"], workspace) == Outcome.FINDINGS
    names = {path.name for path in workspace.review.iterdir()}
    assert names == {
        "index.html",
        "reference.html",
        "before.html",
        "after.html",
        "review.md",
        "review.json",
        "review.sarif",
    }
    result = json.loads((workspace.review / "review.json").read_text("utf-8"))
    [finding] = [finding for section in result["sections"] for finding in section["findings"]]
    assert finding["excerpt"]["lines"][0] == " title:"
    log = json.loads((workspace.review / "review.sarif").read_text("utf-8"))
    assert log["runs"][0]["results"][0]["ruleId"] == "property-removed"
    # No text of the review is a command of GitHub.
    shown = capsys.readouterr().out
    token, *lines = shown[shown.index("::stop-commands::") + len("::stop-commands::") :].splitlines()
    end = lines.index(f"::{token}::")
    assert lines[end + 1].startswith("::error file=openapi.yaml,line=")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"key": 1}', "nonsense"])
def test_a_damaged_memory_is_not_used(tmp_path: Path, text: str) -> None:
    (tmp_path / "lint.json").write_text(text)
    assert Memory(tmp_path).result("lint", [], lambda: ("Fine.", [ADDED])) == ("Fine.", [ADDED])


def test_a_memory_is_of_these_inputs(tmp_path: Path) -> None:
    folder = tmp_path / "input"
    folder.mkdir()
    results = []
    for name, text in (("a", "1"), ("a", "2"), ("b", "2"), ("b", "2")):
        for file in folder.iterdir():
            file.unlink()
        (folder / name).write_text(text)
        results.append(Memory(tmp_path / "cache").result("lint", [folder], lambda: ("New.", []))[0])
    assert results[:3] == ["New."] * 3
    assert results[3].startswith("New. As in the last review")
