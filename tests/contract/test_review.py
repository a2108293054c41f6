"""A review as a whole: its outcome is that of its worst part, and it is written in every form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contract import breaking, drift, generate, lint, surface
from contract import review as module
from contract.findings import CannotRunError, Finding, Level, Outcome
from contract.servers import traffic

CHECKS = (lint, breaking, surface, generate, drift, traffic)
ADDED = Finding(Level.ADDITION, "added", "Session.mood", "Session.mood is new.")
BROKEN = Finding(Level.BREAKING, "property-removed", "Session.title", "Property `title` was removed.")


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Makes every check find nothing, save those that are told what to find, or to raise."""

    def given(**found: list[Finding] | Exception) -> None:
        for check in CHECKS:
            name = check.__name__.rpartition(".")[2]
            monkeypatch.setattr(check, "check", _check(found.get(name, [])))

    monkeypatch.setattr(module, "RESULTS", tmp_path / "review")
    monkeypatch.setattr(module, "ROOT", tmp_path)
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
        ({}, Outcome.CLEAN, "Nothing stands against it"),
        ({"breaking": [ADDED]}, Outcome.CLEAN, "Nothing stands against it"),
        ({"breaking": [ADDED, BROKEN]}, Outcome.FINDINGS, "1 to look at"),
        ({"drift": CannotRunError("There is no npm.")}, Outcome.COULD_NOT_RUN, "Could not run: Drift from the server"),
        (
            {"breaking": [BROKEN], "lint": CannotRunError("There is no node.")},
            Outcome.COULD_NOT_RUN,
            "Could not run: Lint; 1 to look at",
        ),
    ],
)
def test_the_outcome_is_that_of_the_worst_part(
    checks: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
    found: dict[str, list[Finding] | Exception],
    outcome: Outcome,
    verdict: str,
) -> None:
    checks(**found)
    assert module.main(["--base", "HEAD"]) == outcome
    assert verdict in capsys.readouterr().out
    assert json.loads((module.RESULTS / "review.json").read_text("utf-8"))["outcome"] == outcome
    assert verdict in (module.RESULTS / "review.md").read_text("utf-8")
    assert verdict in (module.RESULTS / "index.html").read_text("utf-8")


def test_every_section_is_there_in_one_order(checks: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    checks()
    told: list[str] = []
    result = module.review("HEAD", tell=lambda section: told.append(section.title))
    titles = [section.title for section in result.sections]
    assert sorted(told) == sorted(titles)
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
    checks: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    checks(lint=[Finding(Level.ERROR, "yaml", "the document", "It is broken.")])
    broken = tmp_path / "openapi.yaml"
    broken.write_text(text)
    monkeypatch.setattr(module, "CONTRACT", broken)
    monkeypatch.setattr(breaking, "CONTRACT", broken)
    assert module.main(["--base", "HEAD"]) == Outcome.FINDINGS
    assert "It is broken." in (module.RESULTS / "index.html").read_text("utf-8")


def test_what_is_left_of_another_review_is_gone(checks: Callable[..., None]) -> None:
    checks()
    module.RESULTS.mkdir()
    (module.RESULTS / "index.html").write_text("of another change")
    assert module.main(["--base", "no-such-commit"]) == Outcome.COULD_NOT_RUN
    assert not module.RESULTS.exists()


def test_a_base_that_is_no_commit_is_no_success(
    checks: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    checks()
    assert module.main(["--base", "no-such-commit"]) == Outcome.COULD_NOT_RUN
    assert "There is no commit no-such-commit: say BASE=" in capsys.readouterr().err
    assert not module.RESULTS.exists()


def test_a_mistake_of_a_check_is_not_hidden(checks: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    checks(surface=ZeroDivisionError("a mistake"), breaking=[BROKEN])
    assert module.main(["--base", "HEAD"]) == Outcome.COULD_NOT_RUN
    result = json.loads((module.RESULTS / "review.json").read_text("utf-8"))
    [failure] = [section["failure"] for section in result["sections"] if section["title"] == "Python surface"]
    # What it is, and where it happened; and what the other checks say stands beside it.
    assert failure.startswith("ZeroDivisionError: a mistake (test_review.py, line ")
    assert "Could not run: Python surface; 1 to look at" in capsys.readouterr().out
