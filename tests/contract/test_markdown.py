"""A review as a comment on a pull request."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from contract.findings import Excerpt, Finding, Level, Review, Section, Who
from contract.report.markdown import MARKER, markdown
from tests.support.reviews import CLEAN, REVIEW

COMMENT = markdown(REVIEW)


def of(*findings: Finding, failure: str | None = None) -> Review:
    return Review("base", ("1.0.0", "2.0.0"), [Section("Lint", "", findings, failure)])


def rendered(comment: str) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(comment))


def test_the_marker_comes_first_then_the_verdict() -> None:
    marker, verdict, *_ = COMMENT.splitlines()
    assert marker == MARKER
    assert verdict == "### ! Contract review: Could not run: Drift; 4 findings to look at"
    assert "### ✓ Contract review: No problems found" in markdown(CLEAN)


def test_sections_are_a_table_and_failures_stand_out() -> None:
    assert "| ✓ | Generated | generated/ is what openapi.yaml gives. | 0 | 5.3 |" in COMMENT
    assert "| ! | Drift | Could not run. | 0 | 20.0 |" in COMMENT
    assert "**Drift could not run.**\n\n<pre>\nThe server did not start" in COMMENT


def test_findings_are_worst_first_and_the_harmless_ones_folded() -> None:
    titles = re.findall(r"^(?:#### |<summary>)(.*?)(?:</summary>)?$", COMMENT, re.MULTILINE)
    assert titles == [
        "Wrong: 1",
        "Breaking: 3",
        "Risky: 1",
        "Additions: 31",
        "Documentation only: 2",
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
        "`" * 300,
        "a" + "`" * 150 + "<img src=x>" + "`" * 150 + "b",
        "# heading",
        "1. list",
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


@pytest.mark.parametrize("fence", ["```", "`" * 300, "~~~~", "</pre>", "\n\n", "</details>"])
def test_a_failure_cannot_leave_its_block(fence: str) -> None:
    html = rendered(markdown(of(failure=f"{fence}\n\n# Title\n\n<b> ![x](y) @octocat\n{fence}\n# Title")))
    assert "<h1>" not in html
    assert "<b>" not in html
    assert "<img" not in html
    # GitHub mentions nobody in <pre>.
    assert "@octocat" in re.findall(r"<pre>.*?</pre>", html, re.DOTALL)[0]


@pytest.mark.parametrize(
    "text",
    [
        "# Title",
        "Title\n===",
        "- item",
        "1. item",
        "> quote",
        "![x](http://a.example/y)",
        "<img src=x>",
        "@octocat",
        "`" * 300,
    ],
)
def test_no_text_of_a_review_is_more_than_text(text: str) -> None:
    finding = Finding(Level.ERROR, text, text, text, (), text, reason=text)
    review = Review(text, (text, f"{text}2"), [Section(text, text, [finding], text), Section(text, text)])
    comment = markdown(review)
    plain = markdown(
        Review(
            "base",
            ("1", "2"),
            [Section("a", "b", [Finding(Level.ERROR, "c", "d", "e", (), "f", reason="g")], "h"), Section("a", "b")],
        )
    )
    tags = [
        re.findall(r"</?(h\d|ul|ol|li|img|blockquote|a|table|tr|details)\b", rendered(each))
        for each in (comment, plain)
    ]
    assert tags[0] == tags[1]
    assert "@octocat" not in re.sub(r"`[^`]*`|<(code|pre)>.*?</\1>", "", comment, flags=re.DOTALL)


def test_a_long_review_still_fits_into_a_comment() -> None:
    many = [
        Finding(level, "rule", f"Session.field{number}", "<" * 500, python="|" * 500)
        for level in Level
        for number in range(200)
    ]
    comment = markdown(of(*many, failure="x" * 10_000))
    assert len(comment) < 65_536
    omitted = sum(map(int, re.findall(r"^And (\d+) more: see the page\.$", comment, re.MULTILINE)))
    assert omitted + len(set(re.findall(r"Session\.field\d+", comment))) <= len(many)
    assert len(comment.encode()) < 60_000
    assert comment.count("<details>") == comment.count("</details>")


def test_one_cause_at_many_places_is_one_row() -> None:
    many = [Finding(Level.ERROR, "rule", f"Schema{number}.id", "It has no description.") for number in range(40)]
    comment = markdown(of(*many))
    assert "#### Wrong: 40" in comment
    assert comment.count("It has no description.") == 1
    assert "and in 39 more places, `Schema1.id`, `Schema2.id`, `Schema3.id`, …" in comment


def test_the_contract_before_and_after_is_a_diff() -> None:
    excerpt = Excerpt(("-title:", "+headline: </pre><b>"), 3, 3)
    comment = markdown(
        of(Finding(Level.BREAKING, "rule", "Session.title", "Gone.", excerpt=excerpt, users=("GET /a",)))
    )
    assert '<pre lang="diff">\n-title:\n+headline: &lt;/pre&gt;&lt;b&gt;\n</pre>' in comment
    assert "Used by `GET /a`" in comment
