"""What the breaking report says of changes whose class is known, and that the page with the result is current."""

from __future__ import annotations

import pytest

from contract.corpus import PAGE, Result, main, results, with_table
from contract.findings import Level


@pytest.fixture(scope="module")
def found() -> list[Result]:
    """What the report says of every change."""
    return results()


def test_there_are_enough_changes(found: list[Result]) -> None:
    assert len(found) >= 80
    assert sum(result.area == "steps of the server" for result in found) >= 20
    assert {"requests", "responses", "parameters", "unions", "enums", "security", "renames", "moves"} <= {
        result.area for result in found
    }
    assert len({result.name for result in found}) == len(found)


def test_each_is_told_right(found: list[Result]) -> None:
    print(f"{sum(result.right == result.told for result in found)} of {len(found)} right")
    assert [result.name for result in found if result.is_missed] == []
    assert len([result.name for result in found if result.is_false_alarm]) <= 1
    assert [result for result in found if result.right != result.told] == []


def test_the_page_has_the_result(found: list[Result]) -> None:
    page = PAGE.read_text("utf-8")
    assert with_table(page, found) == page, "make corpus ARGS=--write"


def test_without_the_engine_it_is_no_success(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert main([]) == 2
    assert "There is no node on PATH" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("told", "code"),
    [((Level.BREAKING, Level.DOCS), 0), ((Level.RISKY, Level.DOCS), 1), ((Level.BREAKING, Level.BREAKING), 1)],
)
def test_the_command_line_fails_when_it_is_not_good_enough(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], told: tuple[Level, Level], code: int
) -> None:
    who: frozenset[str] = frozenset()
    made = [Result("One breaks", "a", (Level.BREAKING, who), (told[0], who))]
    made += [Result(f"{number} does not", "b", (Level.DOCS, who), (told[1], who)) for number in range(2)]
    monkeypatch.setattr("contract.corpus.results", lambda: made)
    assert main([]) == code
    assert ("One breaks" in capsys.readouterr().out) == (told[0] is not Level.BREAKING)
