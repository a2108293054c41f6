"""A review as annotations of GitHub, and as SARIF."""

from __future__ import annotations

import pytest

from contract.findings import Excerpt, Finding, Level, Review, Section
from contract.report.annotations import commands
from contract.report.sarif import sarif
from tests.support.reviews import CLEAN, REVIEW


def of(*findings: Finding) -> Review:
    return Review("base", ("1", "2"), [Section("Lint", "", findings)])


@pytest.mark.parametrize(
    ("level", "command"),
    [("error", "error"), ("breaking", "error"), ("risky", "warning"), ("addition", "notice"), ("docs", "notice")],
)
def test_a_finding_has_its_file_line_and_level(level: str, command: str) -> None:
    [line] = commands(of(Finding(Level(level), "rule", "Session.title", "It is gone.", python="So.", line=12)))
    assert line == f"::{command} file=openapi.yaml,line=12,title=Lint%3A rule::Session.title: It is gone. So."


def test_a_finding_without_a_line_has_that_of_its_place_or_the_first() -> None:
    excerpt = Excerpt((" a",), 3, 4)
    lines = list(
        commands(of(Finding(Level.ERROR, "r", "A", "x", excerpt=excerpt), Finding(Level.ERROR, "r", "B", "y")))
    )
    assert [line.partition("title")[0] for line in lines] == [
        "::error file=openapi.yaml,line=4,",
        "::error file=openapi.yaml,line=1,",
    ]
    [line] = commands(of(Finding(Level.ERROR, "generated-stale", "generated/x.py", "It is stale.")))
    assert "file=generated/x.py,line=1," in line


def test_one_cause_is_one_annotation_and_accepted_findings_have_none() -> None:
    many = [Finding(Level.ERROR, "rule", f"Schema{number}.id", "It has no description.") for number in range(40)]
    accepted = Finding(Level.BREAKING, "rule", "Session.title", "It is gone.", reason="It was never there.")
    [line] = commands(of(*many, accepted))
    assert line.endswith("Also in 39 more places.")


def test_no_text_is_another_command() -> None:
    evil = "x\n::stop-commands::a,b:c%0A\r::add-path::/tmp"
    review = Review("b", ("1", "2"), [Section(evil, "", [Finding(Level.ERROR, evil, evil, evil)], evil)])
    for line in commands(review):
        assert "\n" not in line
        assert "\r" not in line
        assert line.startswith(("::error file=openapi.yaml,line=1,title=x%0A%3A%3Astop", "::error title=x%0A"))
        assert "%250A" in line


def test_what_could_not_run_is_an_error() -> None:
    assert any(
        line.startswith("::error title=Drift::Could not run. The server did not start") for line in commands(REVIEW)
    )
    assert list(commands(CLEAN)) == []


def test_sarif_has_every_finding_with_its_place() -> None:
    log = sarif(REVIEW)
    assert (log["version"], log["$schema"].rpartition("/")[2]) == ("2.1.0", "sarif-2.1.0.json")
    [run] = log["runs"]
    assert run.keys() == {"tool", "invocations", "results"}
    driver = run["tool"]["driver"]
    assert driver["name"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    assert len(run["results"]) == len(REVIEW.findings)
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert isinstance(result["message"]["text"], str)
        [location] = result["locations"]
        place = location["physicalLocation"]
        assert not place["artifactLocation"]["uri"].startswith("/")
        assert place["region"]["startLine"] >= 1
        assert location["logicalLocations"][0]["fullyQualifiedName"]
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
        assert all(each["kind"] in ("external", "inSource") for each in result.get("suppressions", ()))
    suppressed = [result for result in run["results"] if "suppressions" in result]
    assert len(suppressed) == sum(finding.reason is not None for finding in REVIEW.findings)
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "Drift could not run" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert sarif(CLEAN)["runs"][0]["invocations"][0] == {"executionSuccessful": True, "toolExecutionNotifications": []}


def test_the_same_finding_is_recognized_in_the_next_review() -> None:
    finding = Finding(Level.ERROR, "r", "A", "x", line=1)
    moved = Finding(Level.ERROR, "r", "A", "x", line=2)
    prints = [sarif(of(each))["runs"][0]["results"][0]["partialFingerprints"] for each in (finding, moved)]
    assert prints[0] == prints[1]
