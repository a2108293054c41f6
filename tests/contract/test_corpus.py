"""The corpus: the report rates every change right, and the page with the result is current."""

from __future__ import annotations

import pytest

from contract.__main__ import main
from contract.corpus import Result, results, with_table
from contract.findings import Level
from contract.workspace import Workspace


@pytest.fixture(scope="module")
def found() -> list[Result]:
    """The results of all changes."""
    return results(Workspace.here())


def test_there_are_enough_changes(found: list[Result]) -> None:
    assert len(found) >= 600
    assert sum(result.area == "steps of the server" for result in found) >= 20
    assert {"requests", "responses", "parameters", "unions", "enums", "security", "renames", "moves"} <= {
        result.area for result in found
    }
    assert len({result.name for result in found}) == len(found)


def test_each_is_rated_right(found: list[Result]) -> None:
    print(f"{sum(result.right == result.reported for result in found)} of {len(found)} right")
    assert [result.name for result in found if result.is_missed] == []
    assert [result.name for result in found if result.is_false_alarm] == []
    assert [result for result in found if result.right != result.reported] == []


def test_the_page_has_the_result(found: list[Result]) -> None:
    page = Workspace.here().corpus_page.read_text("utf-8")
    assert with_table(page, found) == page, "make corpus ARGS=--write"


@pytest.mark.parametrize(
    ("reported", "code"),
    [((Level.BREAKING, Level.DOCS), 0), ((Level.RISKY, Level.DOCS), 1), ((Level.BREAKING, Level.BREAKING), 1)],
)
def test_the_command_line_fails_when_it_is_not_good_enough(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], reported: tuple[Level, Level], code: int
) -> None:
    who: frozenset[str] = frozenset()
    made = [Result("One breaks", "a", (Level.BREAKING, who), (reported[0], who))]
    made += [Result(f"{number} does not", "b", (Level.DOCS, who), (reported[1], who)) for number in range(2)]
    monkeypatch.setattr("contract.corpus.results", lambda workspace: made)
    assert main(["corpus"]) == code
    assert ("One breaks" in capsys.readouterr().out) == (reported[0] is not Level.BREAKING)
