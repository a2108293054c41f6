"""The page of a review in headless Chromium: from disk, with the network off, of the real contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from contract.findings import Excerpt, Finding, Level, Review, Section, Who
from contract.report.causes import grouped
from contract.report.page import page, reference_page
from contract.spec import load
from contract.workspace import Workspace
from tests.support.browsers import chromium
from tests.support.reviews import CLEAN, REVIEW

Show = Callable[..., Page]
FINDINGS = REVIEW.findings
ROWS = "table.findings tr[data-kind]"
#: A row is a cause.
CAUSES = sum(len(group.causes) for section in REVIEW.sections for group in grouped(section.findings))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Review], Path]:
    folder = tmp_path_factory.mktemp("review")
    document = load(Workspace.here().contract).content

    def written(review: Review) -> Path:
        path = folder / str(id(review)) / "index.html"
        if not path.exists():
            path.parent.mkdir()
            path.write_text(page(review, document), "utf-8")
            path.with_name("reference.html").write_text(reference_page(review, document), "utf-8")
        return path

    return written


@pytest.fixture
def show(browser: Browser, files: Callable[[Review], Path]) -> Iterator[Show]:
    """Opens the page of a review; afterwards, it has asked for nothing but itself and complained of nothing."""
    opened: list[Any] = []
    reviews: list[Review] = []
    requested: list[str] = []
    complaints: list[str] = []

    def open_(fragment: str = "", review: Review = REVIEW, name: str = "index.html", **options: Any) -> Page:
        context = browser.new_context(offline=True, **options)
        context.set_default_timeout(5_000)
        context.on("request", lambda request: requested.append(request.url))
        context.on("console", lambda message: complaints.append(message.text))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        opened.append(context)
        reviews.append(review)
        shown = context.new_page()
        shown.goto(files(review).with_name(name).as_uri() + fragment)
        return shown

    yield open_
    for context in opened:
        context.close()
    allowed = {
        files(review).with_name(name).as_uri() for review in reviews for name in ("index.html", "reference.html")
    }
    assert {url.partition("#")[0] for url in requested} <= allowed
    assert complaints == []


def seen(shown: Page) -> Locator:
    return shown.locator(f"{ROWS}:visible")


def number(shown: Page) -> int:
    """The number of findings in the visible rows."""
    counts = seen(shown).evaluate_all("rows => rows.map((row) => Number(row.dataset.count))")
    return sum(counts)


def having(wanted: Callable[[Finding], bool]) -> int:
    return sum(map(wanted, FINDINGS))


def test_it_shows_the_verdict(show: Show) -> None:
    shown = show()
    expect(shown).to_have_title("! Could not run: Drift; 4 findings to look at · opencode session API")
    expect(shown.get_by_role("heading", level=1)).to_have_text(REVIEW.verdict)
    expect(shown.locator(".chip")).to_have_count(len(REVIEW.sections))
    expect(shown.get_by_text("error: port 4096 is in use")).to_be_visible()
    expect(seen(shown)).to_have_count(CAUSES)
    assert number(shown) == len(FINDINGS)


@pytest.mark.parametrize(
    ("box", "fragment", "count"),
    [
        ("error", "kind=error", having(lambda finding: finding.kind == "error")),
        ("addition", "kind=addition", having(lambda finding: finding.kind == "addition")),
        ("importer", "who=importer", having(lambda finding: "importer" in finding.who)),
        ("Python surface", "section=python-surface", 1),
        ("accepted", "kind=accepted", having(lambda finding: finding.reason is not None)),
    ],
)
def test_a_filter_shows_what_it_says(show: Show, box: str, fragment: str, count: int) -> None:
    shown = show()
    option = shown.locator("label.option", has_text=box)
    shown.get_by_role("checkbox", name=box).check()
    assert shown.evaluate("location.hash") == f"#findings?{fragment}"
    expect(shown.locator("#shown")).to_have_text(f"{count} of {len(FINDINGS)} findings")
    assert number(shown) == count
    expect(option.locator(".count")).to_have_text(str(count))
    expect(shown.get_by_text("error: port 4096 is in use")).to_be_visible()


def test_filters_add_up_and_their_counts_follow(show: Show) -> None:
    shown = show()
    shown.get_by_role("checkbox", name="breaking 3").check()
    shown.get_by_role("checkbox", name="risky").check()
    shown.get_by_role("checkbox", name="reader").check()
    assert number(shown) == 3
    expect(shown.get_by_role("checkbox", name="addition 0")).to_be_visible()
    expect(shown.get_by_role("heading", name="Breaking changes 2 of 37")).to_be_visible()
    expect(shown.get_by_role("heading", name="Lint")).to_be_hidden()
    shown.get_by_role("searchbox", name="Search", exact=True).fill("SESSION gone")
    expect(seen(shown)).to_have_count(2)
    expect(shown.locator("#nothing")).to_be_hidden()
    shown.get_by_role("searchbox", name="Search", exact=True).fill("no such words")
    expect(seen(shown)).to_have_count(0)
    expect(shown.locator("#nothing")).to_be_visible()
    shown.get_by_role("button", name="Clear filters").click()
    assert number(shown) == len(FINDINGS)
    assert shown.evaluate("location.hash") == "#findings?"


def test_the_address_restores_the_filters(show: Show) -> None:
    shown = show("#findings?kind=breaking&kind=error&text=Session")
    expect(shown.get_by_role("checkbox", name="error")).to_be_checked()
    expect(shown.get_by_role("checkbox", name="breaking 3")).to_be_checked()
    expect(shown.get_by_role("searchbox", name="Search", exact=True)).to_have_value("Session")
    expect(seen(shown)).to_have_count(4)
    shown.get_by_role("link", name="risky 1").click()
    expect(seen(shown)).to_have_count(1)
    shown.go_back()
    expect(seen(shown)).to_have_count(4)


def test_a_finding_leads_to_its_place_and_back(show: Show) -> None:
    shown = show()
    row = shown.locator(ROWS, has_text="opencode_sessions.Session.parent_id")
    row.get_by_role("link", name="opencode_sessions.Session.parent_id").click()
    assert shown.evaluate("location.hash") == "#schema-Session.parentID"
    place = shown.locator("[id='schema-Session.parentID']")
    expect(place).to_be_in_viewport(timeout=30_000)
    place.get_by_role("link", name="breaking").click()
    expect(row).to_be_in_viewport(timeout=30_000)


def test_a_link_to_a_finding_that_is_filtered_out_shows_it(show: Show) -> None:
    shown = show("#findings?kind=docs")
    row = shown.locator(ROWS, has_text="Session.directory")
    expect(row).to_be_hidden()
    shown.evaluate("location.hash = '#finding-breaking-changes-1'")
    expect(row).to_be_in_viewport()


def test_the_places_of_a_cause_are_folded_and_a_link_opens_them(show: Show) -> None:
    many = [Finding(Level.ERROR, "rule", f"Schema{number}.id", "It has no description.") for number in range(40)]
    review = Review("base", ("1", "2"), [Section("Lint", "", many)])
    shown = show(review=review)
    expect(seen(shown)).to_have_count(1)
    expect(shown.locator("#finding-lint-20")).to_be_hidden()
    shown.get_by_text("40 places").click()
    expect(shown.locator("#finding-lint-20")).to_be_visible()
    expect(show("#finding-lint-20", review).locator("#finding-lint-20")).to_be_in_viewport()


def test_the_reference_is_searched_by_names_paths_and_fields(show: Show) -> None:
    shown = show(name="reference.html")
    entries = shown.locator(".contents li:visible a")
    search = shown.get_by_role("searchbox", name="Search the reference")
    for words, expected in (
        ("summarize", ["POST session.summarize", "SessionSummarizeParams"]),
        ("delete permission", []),
        ("get /config/prov", ["GET config.providers"]),
        ("SymbolSourceRange.start", ["SymbolSourceRange"]),
    ):
        search.fill(words)
        assert entries.all_inner_texts() == expected, words
        expect(shown.locator("#unfound")).to_be_visible(visible=not expected)
    search.press("Enter")
    assert shown.evaluate("location.hash") == "#schema-SymbolSourceRange"
    expect(shown.locator("#schema-SymbolSourceRange")).to_be_in_viewport()


def test_without_javascript_it_is_a_full_list(show: Show) -> None:
    shown = show(java_script_enabled=False)
    assert len(seen(shown).all()) == CAUSES
    expect(shown.locator("form:visible")).to_have_count(0)
    shown.get_by_role("link", name="FileDiffStatus").first.click()
    expect(shown.locator("#schema-FileDiffStatus")).to_be_in_viewport()


def test_it_can_be_used_with_the_keyboard(show: Show) -> None:
    shown = show()
    shown.keyboard.press("Tab")
    expect(shown.get_by_role("link", name="Skip to the findings")).to_be_focused()
    shown.keyboard.press("Enter")
    shown.keyboard.press("Tab")
    expect(shown.get_by_role("searchbox", name="Search", exact=True)).to_be_focused()
    shown.keyboard.press("Tab")
    shown.keyboard.press("Space")
    expect(shown.get_by_role("checkbox", name="error")).to_be_checked()


@pytest.mark.parametrize("name", ["index.html", "reference.html"])
def test_nothing_is_wider_than_a_narrow_screen(show: Show, name: str) -> None:
    shown = show(name=name, viewport={"width": 400, "height": 800})
    shown.evaluate("for (const example of document.querySelectorAll('details')) example.open = true")
    assert shown.evaluate("document.documentElement.scrollWidth") == 400


def test_long_words_are_broken(show: Show) -> None:
    word = "word" * 100
    excerpt = Excerpt((f" {word}", f"-{word}"), 1, 1)
    finding = Finding(Level.ERROR, word, word, f"`{word}`", (Who.CALLER,), word, 1, word, word, (word,), excerpt)
    review = Review(word, (word, word), [Section(word, word, [finding], seconds=1), Section("Drift", "", failure=word)])
    shown = show(review=review, viewport={"width": 400, "height": 800})
    assert shown.evaluate("document.documentElement.scrollWidth") == 400


def test_it_is_dark_where_one_likes_it_dark(show: Show) -> None:
    background = "getComputedStyle(document.documentElement).backgroundColor"
    assert show(color_scheme="light").evaluate(background) == "rgb(255, 255, 255)"
    assert show(color_scheme="dark").evaluate(background) == "rgb(17, 21, 27)"


def test_a_clean_review_has_nothing_to_filter(show: Show) -> None:
    shown = show(review=CLEAN)
    expect(shown.get_by_role("heading", level=1)).to_have_text("No problems found")
    expect(shown.locator("#filters")).to_be_hidden()
