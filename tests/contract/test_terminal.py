"""A review on the terminal."""

from __future__ import annotations

import io

import pytest

from contract.findings import Finding, Level, Review, Section
from contract.report.terminal import show
from tests.support.reviews import CLEAN, REVIEW


class Terminal(io.StringIO):
    """Says that it is one."""

    def isatty(self) -> bool:
        return True


def shown(review: Review) -> str:
    out = io.StringIO()
    show(review, out, page="review/index.html")
    return out.getvalue()


def test_each_section_has_a_line_and_the_verdict_is_last() -> None:
    lines = shown(REVIEW).splitlines()
    assert lines[0] == "Contract review of 0.1.0 → 0.2.0, compared with 0bd36e1 (v0.1.0)"
    assert "✗ Lint: Valid; the two linters agree on 39 operations and 193 schemas. (3.2 s)" in lines
    assert "✓ Generated: generated/ is what openapi.yaml gives. (5.3 s)" in lines
    assert "! Drift: Could not run. (20.0 s)" in lines
    assert "  error: port 4096 is in use <by another program>" in lines
    assert lines[-2:] == ["! Could not run: Drift; 4 findings to look at", "See review/index.html"]
    assert "✓ No problems found" in shown(CLEAN)


def test_what_fails_is_told_and_the_rest_counted() -> None:
    text = shown(REVIEW)
    assert "  breaking Session.directory (property-removed, openapi.yaml:2310)\n" in text
    assert "\n    `session.directory` raises `AttributeError`.\n" in text
    assert "  and more: addition 29, docs 2, accepted 1\n" in text
    assert "The parameter must be sent now." not in text, "it is accepted"


def test_many_failures_are_counted_too() -> None:
    many = [Finding(Level.BREAKING, "rule", "Session", f"Reason {number}.") for number in range(50)]
    review = Review("base", ("1.0.0", "2.0.0"), [Section("Lint", "", many)])
    text = shown(review)
    assert text.count("Reason") == 5
    assert "and more: breaking 45\n" in text
    assert "50 findings to look at" in text
    whole = io.StringIO()
    show(review, whole)
    assert whole.getvalue().count("Reason") == 50, "there is no page to look at"
    assert "and more" not in whole.getvalue()


def test_a_file_gets_whole_lines_without_colours() -> None:
    text = shown(Review("base", ("1.0.0", "2.0.0"), [Section("Lint", "[bold]" + "word " * 100)]))
    assert "\x1b" not in text
    assert "✓ Lint: [bold]" + "word " * 100 + " (0.0 s)\n" in text


@pytest.mark.parametrize("columns", [10, 40, 80, 200])
def test_a_terminal_gets_colours_and_lines_of_its_width(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    show(REVIEW, out)
    assert "\x1b[" in out.getvalue()
    assert "Session.directory" in out.getvalue()
