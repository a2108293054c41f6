"""The page of a review in headless Chromium: from disk, with the network off, of the real contract."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from reviews import CLEAN, REVIEW

from contract.findings import Finding, Level, Review, Section, Who
from contract.generate import CONTRACT
from contract.views.page import page
from opencode_sessions.server.program import search_path

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = [
    "--no-sandbox",  # as root there is none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Show = Callable[..., Page]
FINDINGS = REVIEW.findings
ROWS = "table.findings tbody tr"


def chromium() -> str:
    program = os.environ.get("CHROMIUM") or next(filter(None, map(search_path, _NAMES)), None)
    if program is None:
        pytest.fail("There is no Chromium: install it (Debian: apt-get install chromium), or say CHROMIUM=/path/to/it")
    return str(program)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Review], Path]:
    folder = tmp_path_factory.mktemp("review")
    document = yaml.safe_load(CONTRACT.read_text("utf-8"))

    def written(review: Review) -> Path:
        path = folder / f"{id(review)}.html"
        if not path.exists():
            path.write_text(page(review, document), "utf-8")
        return path

    return written


@pytest.fixture
def show(browser: Browser, files: Callable[[Review], Path]) -> Iterator[Show]:
    """Opens the page of a review; afterwards, it has asked for nothing but itself and complained of nothing."""
    opened: list[Any] = []
    reviews: list[Review] = []
    requested: list[str] = []
    complaints: list[str] = []

    def open_(fragment: str = "", review: Review = REVIEW, **options: Any) -> Page:
        context = browser.new_context(offline=True, **options)
        context.set_default_timeout(5_000)
        context.on("request", lambda request: requested.append(request.url))
        context.on("console", lambda message: complaints.append(message.text))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        opened.append(context)
        reviews.append(review)
        shown = context.new_page()
        shown.goto(files(review).as_uri() + fragment)
        return shown

    yield open_
    for context in opened:
        context.close()
    assert {url.partition("#")[0] for url in requested} == {files(review).as_uri() for review in reviews}
    assert complaints == []


def seen(shown: Page) -> Locator:
    return shown.locator(f"{ROWS}:visible")


def having(wanted: Callable[[Finding], bool]) -> int:
    return sum(map(wanted, FINDINGS))


def test_it_shows_the_verdict(show: Show) -> None:
    shown = show()
    expect(shown).to_have_title("! Could not run: Drift; 4 to look at · opencode session API")
    expect(shown.get_by_role("heading", level=1)).to_have_text(REVIEW.verdict)
    expect(shown.locator(".chip")).to_have_count(len(REVIEW.sections))
    expect(shown.get_by_text("error: port 4096 is in use")).to_be_visible()
    expect(seen(shown)).to_have_count(len(FINDINGS))


@pytest.mark.parametrize(
    ("box", "fragment", "count"),
    [
        ("error", "level=error", having(lambda finding: finding.level == "error")),
        ("addition", "level=addition", having(lambda finding: finding.level == "addition")),
        ("importer", "who=importer", having(lambda finding: "importer" in finding.who)),
        ("Python surface", "section=python-surface", 1),
        ("hide accepted", "accepted=hide", having(lambda finding: finding.reason is None)),
    ],
)
def test_a_filter_shows_what_it_says(show: Show, box: str, fragment: str, count: int) -> None:
    shown = show()
    option = shown.locator("label.option", has_text=box)
    shown.get_by_role("checkbox", name=box).check()
    assert shown.evaluate("location.hash") == f"#findings?{fragment}"
    expect(seen(shown)).to_have_count(count)
    expect(shown.locator("#shown")).to_have_text(f"{count} of {len(FINDINGS)} findings")
    hidden = len(FINDINGS) - count if box == "hide accepted" else count
    expect(option.locator(".count")).to_have_text(str(hidden))
    expect(shown.get_by_text("error: port 4096 is in use")).to_be_visible()


def test_filters_add_up_and_their_counts_follow(show: Show) -> None:
    shown = show()
    shown.get_by_role("checkbox", name="breaking 4").check()
    shown.get_by_role("checkbox", name="risky").check()
    shown.get_by_role("checkbox", name="reader").check()
    expect(seen(shown)).to_have_count(3)
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
    expect(seen(shown)).to_have_count(len(FINDINGS))
    assert shown.evaluate("location.hash") == "#findings?"


def test_the_address_restores_the_filters(show: Show) -> None:
    shown = show("#findings?level=breaking&level=error&accepted=hide&text=Session")
    expect(shown.get_by_role("checkbox", name="error")).to_be_checked()
    expect(shown.get_by_role("checkbox", name="hide accepted")).to_be_checked()
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
    expect(place).to_be_in_viewport()
    place.get_by_role("link", name="breaking").click()
    expect(row).to_be_in_viewport()


def test_a_link_to_a_finding_that_is_filtered_out_shows_it(show: Show) -> None:
    shown = show("#findings?level=docs")
    row = shown.locator(ROWS, has_text="Session.directory")
    expect(row).to_be_hidden()
    shown.evaluate("location.hash = '#schema-Session.directory'")
    shown.locator("[id='schema-Session.directory']").get_by_role("link", name="breaking").click()
    expect(row).to_be_in_viewport()


def test_the_reference_is_searched_by_names_paths_and_fields(show: Show) -> None:
    shown = show()
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
    expect(seen(shown)).to_have_count(len(FINDINGS))
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


def test_nothing_is_wider_than_a_narrow_screen(show: Show) -> None:
    shown = show(viewport={"width": 400, "height": 800})
    shown.evaluate("for (const example of document.querySelectorAll('details')) example.open = true")
    assert shown.evaluate("document.documentElement.scrollWidth") == 400


def test_long_words_are_broken(show: Show) -> None:
    word = "word" * 100
    finding = Finding(Level.ERROR, word, word, f"`{word}`", (Who.CALLER,), word, 1, word)
    review = Review(word, (word, word), [Section(word, word, [finding], seconds=1), Section("Drift", "", failure=word)])
    shown = show(review=review, viewport={"width": 400, "height": 800})
    assert shown.evaluate("document.documentElement.scrollWidth") == 400


def test_it_is_dark_where_one_likes_it_dark(show: Show) -> None:
    background = "getComputedStyle(document.documentElement).backgroundColor"
    assert show(color_scheme="light").evaluate(background) == "rgb(255, 255, 255)"
    assert show(color_scheme="dark").evaluate(background) == "rgb(17, 21, 27)"


def test_a_clean_review_has_nothing_to_filter(show: Show) -> None:
    shown = show(review=CLEAN)
    expect(shown.get_by_role("heading", level=1)).to_have_text("Nothing stands against it")
    expect(shown.locator("#filters")).to_be_hidden()
    expect(shown.get_by_role("searchbox", name="Search the reference")).to_be_visible()
