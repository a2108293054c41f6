"""The page of a review: what it says, and that what it is told cannot become part of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml
from reviews import BREAKING, CLEAN, REVIEW

from contract.findings import Finding, Level, Review, Section, Who
from contract.generate import CONTRACT
from contract.views.page import page

DOCUMENT: dict[str, Any] = yaml.safe_load(CONTRACT.read_text("utf-8"))
PAGE = page(REVIEW, DOCUMENT)

EVIL = '</script></style><script>alert("1")</script><img src=x onerror=alert(1)>\'" `<b>`'


class Elements(HTMLParser):
    """All elements and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def attributes(self, name: str) -> list[str]:
        return [value for _, attributes in self.found if (value := attributes.get(name))]


def test_the_verdict_the_versions_and_the_sections_are_on_it() -> None:
    assert "<h1>Could not run: Drift; 4 to look at</h1>" in PAGE
    assert "<strong>0.1.0 → 0.2.0</strong>, compared with <strong>0bd36e1 (v0.1.0)</strong>" in PAGE
    for section in REVIEW.sections:
        assert f"<strong>{section.title}</strong>" in PAGE
    assert "error: port 4096 is in use &lt;by another program&gt;" in PAGE
    assert "<h1>Nothing stands against it</h1>" in page(CLEAN, DOCUMENT)


def test_a_section_that_could_not_run_never_looks_clean() -> None:
    chips = re.findall(r'class="chip (\S+)" href="#section-(\S+)"', PAGE)
    assert {slug: outcome for outcome, slug in chips} == {
        "lint": "is-findings",
        "breaking-changes": "is-findings",
        "python-surface": "is-findings",
        "generated": "is-clean",
        "drift": "is-could_not_run",
        "recorded-traffic": "is-clean",
    }


def test_a_finding_is_shown_with_all_it_says() -> None:
    row = next(row for row in re.findall(r'<tr id="finding-.*?</tr>', PAGE, re.DOTALL) if "FileDiffStatus" in row)
    assert 'id="finding-breaking-changes-4" data-level="risky" data-who="reader"' in row
    assert '<a href="#schema-FileDiffStatus">FileDiffStatus</a>' in row
    assert "enum-value-added · openapi.yaml:5902" in row
    assert "There is one more value: <code>&#34;renamed&#34;</code>." in row
    assert "A <code>match</code> over" in row
    assert "The server has never answered without it since 1.3.2." in PAGE


def test_the_place_of_a_finding_points_back_to_it() -> None:
    place = PAGE[PAGE.index('<tr id="schema-Session.directory">') :]
    assert 'href="#finding-breaking-changes-1"' in place[: place.index("</tr>")]


def test_many_findings_of_one_level_at_one_place_have_one_mark() -> None:
    place = PAGE[PAGE.index('<tr id="schema-SessionChatParams.parts">') :]
    marks = re.findall(r"⚑ </span>(.*?)</a>", place[: place.index("</tr>")])
    assert marks == ["addition 31"]


def test_the_entry_of_an_operation_shows_the_worst_of_what_was_found_in_it() -> None:
    entries = {each[: each.index('"')]: each for each in re.findall(r'<li><a href="#(.*?</li>)', PAGE)}
    assert '<span class="dot error"' in entries["schema-Session"]
    # Of the two, the breaking one is accepted.
    assert '<span class="dot docs"' in entries["operation-session.list"]
    assert '<span class="dot' not in entries["operation-session.messages"]


def test_every_link_leads_somewhere_on_the_page_and_no_anchor_is_there_twice() -> None:
    elements = Elements(PAGE)
    anchors = elements.attributes("id")
    assert len(anchors) == len(set(anchors))
    for link in elements.attributes("href"):
        assert link.startswith("#"), link
        assert link.removeprefix("#").partition("?")[0] in anchors, link
    assert elements.attributes("src") == []


def test_nothing_may_be_loaded_and_only_its_own_script_may_run() -> None:
    policy = next(attributes for _, attributes in Elements(PAGE).found if "http-equiv" in attributes)["content"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


@pytest.mark.parametrize("place", ["finding", "section", "review", "contract"])
def test_what_it_is_told_cannot_become_part_of_it(place: str) -> None:
    finding = Finding(Level.ERROR, EVIL, EVIL, EVIL, (Who.CALLER,), EVIL, 1, EVIL)
    review = {
        "finding": Review("base", ("1", "2"), [Section("Lint", "", [finding])]),
        "section": Review("base", ("1", "2"), [Section(EVIL, EVIL, failure=EVIL)]),
        "review": Review(EVIL, (EVIL, EVIL), [Section("Lint", "")]),
        "contract": CLEAN,
    }[place]
    described = {"description": EVIL, "summary": EVIL, "tags": [EVIL], "operationId": EVIL, "x-since": EVIL}
    document = {
        "info": {"title": EVIL, "version": EVIL, "description": EVIL},
        "paths": {EVIL: {"get": {**described, "responses": {EVIL: {**described, "example": EVIL}}}}},
        "components": {"schemas": {EVIL: {**described, "properties": {EVIL: {**described, "const": EVIL}}}}},
    }
    kinds = {tag for tag, _ in Elements(PAGE).found}
    made = Elements(page(review, document if place == "contract" else {}))
    assert {tag for tag, _ in made.found} <= kinds
    assert [tag for tag, _ in made.found].count("script") == 1
    assert [tag for tag, _ in made.found].count("style") == 1
    assert made.attributes("onerror") == []


def test_the_page_is_not_large() -> None:
    assert len(PAGE.encode()) < 700_000


def test_the_findings_of_a_section_are_worst_first() -> None:
    assert [finding.level for finding in BREAKING.findings[:4]] == ["breaking", "breaking", "breaking", "risky"]
    assert [finding.fails for finding in BREAKING.findings[:3]] == [True, True, False]
