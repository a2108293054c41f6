"""A review as a comment on a pull request."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from reviews import CLEAN, REVIEW

from contract.findings import Finding, Level, Review, Section, Who
from contract.views.markdown import MARKER, markdown

COMMENT = markdown(REVIEW)


def of(*findings: Finding, failure: str | None = None) -> Review:
    return Review("base", ("1.0.0", "2.0.0"), [Section("Lint", "", findings, failure)])


def rendered(comment: str) -> str:
    return MarkdownIt("commonmark").enable("table").render(comment)


def test_the_marker_comes_first_then_the_verdict() -> None:
    marker, verdict, *_ = COMMENT.splitlines()
    assert marker == MARKER
    assert verdict == "### ! Contract review: Could not run: Drift; 4 to look at"
    assert "### ✓ Contract review: Nothing stands against it" in markdown(CLEAN)


def test_sections_are_a_table_and_failures_stand_out() -> None:
    assert "| ✓ | Generated | generated/ is what openapi.yaml gives. | 0 | 5.3 |" in COMMENT
    assert "| ! | Drift | Could not run. | 0 | 20.0 |" in COMMENT
    assert "**Drift could not run.**\n\n```text\nThe server did not start" in COMMENT


def test_findings_are_worst_first_and_the_harmless_ones_folded() -> None:
    titles = re.findall(r"^(?:#### |<summary>)(.*?)(?:</summary>)?$", COMMENT, re.MULTILINE)
    assert titles == [
        "Wrong: 1",
        "Breaking: 3",
        "Risky: 1",
        "Additions: 31",
        "In words only: 2",
        "Known and accepted: 2",
    ]
    assert COMMENT.count("<details>") == COMMENT.count("</details>") == 3
    assert "*Accepted:* Servers before 1.0.10 did so" in COMMENT


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "two\n\nlines",
        "*not* _bold_ ~~struck~~ [link](http://a.example) ![picture](x)",
        "`one` tick ` alone",
        "back\\slash \\| \\`",
        "<script>alert(1)</script> <!-- & --> &amp;",
        "`a | b <i> \\`",
        "</details>",
        "$x$ @me #1",
    ],
)
def test_texts_are_shown_as_they_are(text: str) -> None:
    html = rendered(markdown(of(Finding(Level.BREAKING, text, text, text, (Who.CALLER,), text, 1))))
    cells = re.findall(r"<td>(.*?)</td>", html, re.DOTALL)[-4:]
    plain = " ".join(text.split())
    for cell, expected in zip(cells, [f"{plain}{plain}, line 1", plain, plain, "caller"], strict=True):
        # What is shown of a cell, without the characters of no width.
        shown = re.sub(r"</?(code|br ?/?)>", "", cell).replace("&#8203;", "").replace("\u200b", "")
        for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
            shown = shown.replace(entity, character)
        assert shown.replace("`", "") == expected.replace("`", "")


def test_nobody_is_mentioned() -> None:
    comment = markdown(of(Finding(Level.ERROR, "rule", "Session", "Ask @octocat about #12.")))
    assert "@octocat" not in comment
    assert "#12" not in comment


def test_a_failure_cannot_leave_its_block() -> None:
    html = rendered(markdown(of(failure="```\n# Title\n<b>")))
    assert "<h1>" not in html
    assert "<b>" not in html


def test_a_long_review_still_fits_into_a_comment() -> None:
    many = [
        Finding(level, "rule", f"Session.field{number}", "<" * 500, python="|" * 500)
        for level in Level
        for number in range(200)
    ]
    comment = markdown(of(*many, failure="x" * 10_000))
    assert len(comment) < 65_536
    told = sum(map(int, re.findall(r"^And (\d+) more: see the page\.$", comment, re.MULTILINE)))
    assert told + comment.count("Session.field") == len(many)
    assert comment.count("<details>") == comment.count("</details>")
