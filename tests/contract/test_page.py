"""The page of a review: its contents, and that no text of a review is taken for HTML."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest

from contract.findings import Excerpt, Finding, Level, Review, Section, Who
from contract.report.causes import grouped
from contract.report.links import Links, lines_page
from contract.report.page import page, reference_page
from contract.spec import load
from contract.workspace import Workspace
from tests.support.reviews import BREAKING, CLEAN, REVIEW

DOCUMENT: dict[str, Any] = load(Workspace.here().contract).content
PAGE = page(REVIEW, DOCUMENT)
REFERENCE = reference_page(REVIEW, DOCUMENT)

#: Two thousand findings, no two alike; and one cause at forty places.
MANY = Review(
    "b",
    ("1", "2"),
    [
        Section(
            "Lint",
            "",
            [
                Finding(
                    level,
                    "rule",
                    f"Schema{n // 20}.field{n}",
                    f"It is {n}: {'word ' * (n % 9)}.",
                    (Who.READER,),
                    line=n + 1,
                )
                for n in range(400)
                for level in Level
            ],
        )
    ],
)
ALIKE = Review(
    "b",
    ("1", "2"),
    [
        Section(
            "Lint",
            "",
            [Finding(Level.ERROR, "rule", f"Schema{n}.id", "The field has no description.") for n in range(40)],
        )
    ],
)

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
    assert "<h1>Could not run: Drift; 4 findings to look at</h1>" in PAGE
    assert "<strong>0.1.0 → 0.2.0</strong>, compared with <strong>0bd36e1 (v0.1.0)</strong>" in PAGE
    for section in REVIEW.sections:
        assert f"<strong>{section.title}</strong>" in PAGE
    assert "error: port 4096 is in use &lt;by another program&gt;" in PAGE
    assert "<h1>No problems found</h1>" in page(CLEAN, DOCUMENT)


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
    assert 'id="finding-breaking-changes-4" data-kind="risky" data-who="reader" data-count="1"' in row
    assert '<a href="reference.html#schema-FileDiffStatus">FileDiffStatus</a>' in row
    assert '<a href="after.html#L5902">openapi.yaml:5902</a>' in row
    assert "There is one more value: <code>&#34;renamed&#34;</code>." in row
    assert "A <code>match</code> over" in row
    assert "The server has never answered without it since 1.3.2." in PAGE


def test_the_contract_before_and_after_is_next_to_a_finding() -> None:
    excerpt = Excerpt(("-title:", "+headline:", "   type: string"), 12, 13, 4)
    finding = Finding(Level.BREAKING, "r", "Session", "Renamed.", was="Old", users=("GET /session",), excerpt=excerpt)
    shown = page(Review("b", ("1", "2"), [Section("Lint", "", [finding])]), DOCUMENT)
    assert "<del>-title:\n</del><ins>+headline:\n</ins><span>   type: string\n</span><i> … 4 more lines\n</i>" in shown
    assert '<a href="before.html#L12">before:12</a> · <a href="after.html#L13">openapi.yaml:13</a>' in shown
    assert "<summary>1 user</summary><ul><li><code>GET /session</code></li>" in shown


def test_all_numbers_agree() -> None:
    """The tallies, the filters, the rows, and the sections count the same: an accepted finding is of no level."""
    for review in (REVIEW, MANY, ALIKE):
        made = page(review, DOCUMENT)
        rows = re.findall(r'data-kind="(\w+)" data-who="([^"]*)" data-count="(\d+)"', made)
        tallies = dict(re.findall(r'href="#findings\?kind=(\w+)">\w+ (\d+)</a>', made))
        filters = dict(re.findall(r'name="kind" value="(\w+)"> \w+ <span class="count">(\d+)<', made))
        people = dict(re.findall(r'href="#findings\?who=(\w+)">\w+ (\d+)</a>', made))
        assert tallies == filters
        assert people == dict(re.findall(r'name="who" value="(\w+)"> \w+ <span class="count">(\d+)<', made))
        counts: Counter[str] = Counter()
        for kind, who, count in rows:
            counts.update({kind: int(count)} | dict.fromkeys(who.split(), int(count)))
        assert counts == {name: int(count) for name, count in (tallies | people).items()}
        assert sum(map(int, tallies.values())) == len(review.findings)
        for section in review.sections:
            if section.findings:
                assert f'{section.title} <span class="count">{len(section.findings)}<' in made
                assert f'{section.title} <span class="dim count">{len(section.findings)}<' in made


def test_one_cause_at_many_places_is_one_line() -> None:
    made = page(ALIKE, DOCUMENT)
    assert len(re.findall(r"<tr [^>]*data-kind", made)) == 1
    assert "<b>40\N{MULTIPLICATION SIGN}</b>" in made
    assert made.count("The field has no description.") == 1
    places = re.findall(r'<li id="(finding-lint-\d+)">', made)
    assert len(places) == 40


def test_causes_are_by_operation_and_the_worst_come_first() -> None:
    found = [
        Finding(Level.ADDITION, "added", "Session.b", "Session.b is new."),
        Finding(Level.ADDITION, "added", "Message.b", "Message.b is new."),
        Finding(Level.ADDITION, "added", "Message.c", "Message.c is new."),
        Finding(Level.BREAKING, "removed", "GET /session response 200", "It is gone."),
        Finding(Level.ERROR, "removed", "Message.a", "It is gone.", reason="It was never there."),
    ]
    groups = [(group.title, [cause.what for cause in group.causes]) for group in grouped(found)]
    assert groups == [
        ("GET /session", ["It is gone."]),
        ("In several places", ["[…].b is new."]),
        ("Message", ["Message.c is new.", "It is gone."]),
    ]


def test_two_thousand_findings_still_fit_and_what_is_left_out_is_said() -> None:
    made = page(MANY, DOCUMENT)
    assert len(made.encode()) < 300_000
    left_out = re.search(r"(\d+) of 2000 findings, the least severe ones, are left out", made)
    assert left_out is not None
    rest = re.findall(r'class="rest" data-kind="(\w+)" data-who="\w+" data-count="(\d+)"', made)
    assert sum(int(count) for _, count in rest) == int(left_out[1])
    # The worst are there.
    assert "error" not in dict(rest)
    assert made.count('data-kind="error"') == 400
    assert "<code>review.json</code> has all of them" in made


def test_the_place_of_a_finding_points_back_to_it() -> None:
    place = REFERENCE[REFERENCE.index('<tr id="schema-Session.directory">') :]
    assert 'href="index.html#finding-breaking-changes-1"' in place[: place.index("</tr>")]


def test_many_findings_of_one_level_at_one_place_have_one_mark() -> None:
    place = REFERENCE[REFERENCE.index('<tr id="schema-SessionChatParams.parts">') :]
    marks = re.findall(r"⚑ </span>(.*?)</a>", place[: place.index("</tr>")])
    assert marks == ["addition 31"]


def test_the_entry_of_an_operation_shows_the_worst_of_what_was_found_in_it() -> None:
    entries = {each[: each.index('"')]: each for each in re.findall(r'<li><a href="#(.*?</li>)', REFERENCE)}
    assert '<span class="dot error"' in entries["schema-Session"]
    # Of the two, the breaking one is accepted.
    assert '<span class="dot docs"' in entries["operation-session.list"]
    assert '<span class="dot' not in entries["operation-session.messages"]


def test_every_link_leads_somewhere_and_no_anchor_is_there_twice() -> None:
    pages = {"index.html": Elements(PAGE), "reference.html": Elements(REFERENCE)}
    anchors = {name: elements.attributes("id") for name, elements in pages.items()}
    # The pages of the lines have an anchor for each.
    known = {name: set(each) for name, each in anchors.items()} | {"after.html": {f"L{n}" for n in range(1, 9_000)}}
    for name, elements in pages.items():
        assert len(anchors[name]) == len(known[name])
        for link in elements.attributes("href"):
            file, _, anchor = link.partition("#")
            assert not anchor or anchor.partition("?")[0] in known[file or name], link
        assert elements.attributes("src") == []


@pytest.mark.parametrize("text", [PAGE, REFERENCE])
def test_nothing_may_be_loaded_and_only_its_own_script_may_run(text: str) -> None:
    policy = next(attributes for _, attributes in Elements(text).found if "http-equiv" in attributes)["content"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_the_lines_are_on_github_in_its_workflows(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("SERVER_URL", "https://git.example"), ("REPOSITORY", "me/it"), ("SHA", "abc")):
        monkeypatch.setenv(f"GITHUB_{name}", value)
    links = Links.of_environment("123")
    assert links == Links(
        "https://git.example/me/it/blob/123/openapi.yaml", "https://git.example/me/it/blob/abc/openapi.yaml"
    )
    monkeypatch.setenv("GITHUB_SERVER_URL", "javascript:alert(1)")
    assert Links.of_environment("123") == Links("before.html", "after.html")


def test_the_lines_of_the_contract_are_a_page() -> None:
    made = lines_page("<t>", "a\n<b>&\n")
    assert '<span id="L1">a</span>\n<span id="L2">&lt;b&gt;&amp;</span>' in made
    assert "<t>" not in made


@pytest.mark.parametrize("place", ["finding", "section", "review", "contract"])
def test_no_text_is_taken_for_html(place: str) -> None:
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
    write = reference_page if place == "contract" else page
    kinds = {tag for tag, _ in Elements(PAGE + REFERENCE).found}
    made = Elements(write(review, document if place == "contract" else {}))
    assert {tag for tag, _ in made.found} <= kinds
    assert [tag for tag, _ in made.found].count("script") == 1
    assert [tag for tag, _ in made.found].count("style") == 1
    assert made.attributes("onerror") == []


def test_the_findings_of_a_section_are_worst_first() -> None:
    assert [finding.level for finding in BREAKING.findings[:4]] == ["breaking", "breaking", "breaking", "risky"]
    assert [finding.fails for finding in BREAKING.findings[:3]] == [True, True, False]
