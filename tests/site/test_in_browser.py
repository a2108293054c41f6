"""The site in headless Chromium: search, colours, narrow screens, from a server and from disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browsers import chromium
from tools.site.serve import Handler

# The whole site is built first.
pytestmark = pytest.mark.timeout(600)

Show = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(params=["served", "file"])
def base(request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of the site: on a server, and on disk."""
    if request.param == "file":
        return f"{folder.as_uri()}/"
    return str(request.getfixturevalue("address"))


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Opens a page; afterwards, nothing has been requested from elsewhere and nothing was complained of."""
    contexts: list[Any] = []
    requested: list[str] = []
    complaints: list[str] = []
    bases: list[str] = []

    def open_(base: str, path: str = "index.html", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        context.set_default_timeout(10_000)
        context.on("request", lambda request: requested.append(request.url))
        context.on("console", lambda message: complaints.append(message.text))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        bases.append(base)
        page = context.new_page()
        page.goto(base + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [url for url in requested if not url.startswith((*bases, "data:"))] == []
    assert complaints == []


def test_the_keyboard_finds_session_stream(show: Show, base: str) -> None:
    page = show(base, "docs/errors.html")
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    page.keyboard.type("session.stream")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("session.stream")
    expect(first).to_contain_text("Send a prompt and follow the agent")
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reference/session.html#session.stream")
    expect(page.locator("[id='session.stream']")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("chat", "session.chat"),
        ("client.session.chat(", "session.chat"),
        ("TurnLostError", "TurnLostError"),
        ("structured answers", "Structured answers"),
        ("launch", "Opencode.launch"),
        ("Session", "Session"),
        ("fakeserver", "FakeServer"),
    ],
)
def test_names_and_titles_come_first(show: Show, address: str, query: str, title: str) -> None:
    page = show(address)
    page.get_by_role("combobox").fill(query)
    expect(page.get_by_role("option").first.locator("b")).to_have_text(title)


def test_texts_are_found_with_an_excerpt_and_escape_closes(show: Show, address: str) -> None:
    page = show(address)
    field = page.get_by_role("combobox")
    field.fill("heartbeat")
    expect(page.get_by_role("option").first.locator("mark").first).to_have_text("heartbeat", ignore_case=True)
    expect(page.get_by_role("option").first.locator("small")).not_to_be_empty()
    field.press("Escape")
    expect(page.locator("#results")).to_be_hidden()
    field.fill("qqqqzzzz")
    expect(page.locator("#results")).to_have_text("Nothing found.")


def colours(page: Page) -> tuple[float, float]:
    """The lightness of the background and of the text, from 0 to 1."""
    found: list[float] = page.evaluate(
        """() => ["backgroundColor", "color"].map((name) => {
            const value = getComputedStyle(document.documentElement)[name].match(/[\\d.]+/g).slice(0, 3).map(Number);
            return (0.2126 * value[0] + 0.7152 * value[1] + 0.0722 * value[2]) / 255;
        })"""
    )
    return found[0], found[1]


def test_colours_follow_the_system_and_the_button_is_remembered(show: Show, base: str) -> None:
    dark = show(base, color_scheme="dark")
    back, text = colours(dark)
    assert back < 0.15
    assert text > 0.8
    light = show(base, color_scheme="light")
    assert colours(light)[0] > 0.95
    button = light.get_by_role("button", name="Dark colours")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert colours(light)[0] < 0.15
    light.goto(f"{base}docs/streaming.html")
    assert colours(light)[0] < 0.15


#: The contrast of every text with what is behind it, as far as it is less than WCAG AA asks for.
CONTRAST = """() => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const numbers = (colour) => {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data];
    };
    const light = (colour) => {
        const linear = (each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4;
        const [r, g, b] = colour.map((each) => linear(each / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (node) => {
        for (; node; node = node.parentElement) {
            const colour = numbers(getComputedStyle(node).backgroundColor);
            if (colour[3] === 255) return colour;
        }
    };
    const poor = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !node.checkVisibility({ opacityProperty: true })) continue;
        const [a, b] = [light(numbers(getComputedStyle(node).color).slice(0, 3)), light(behind(node).slice(0, 3))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) poor.add(`${node.tagName}.${node.className} ${ratio.toFixed(2)} ${walker.currentNode.data}`);
    }
    return [...poor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["index.html", "docs/streaming.html", "reference/client.html", "reference/errors.html"]
)
def test_texts_have_contrast(show: Show, address: str, path: str, scheme: str) -> None:
    assert show(address, path, color_scheme=scheme).evaluate(CONTRAST) == []


def test_no_page_scrolls_sideways_on_a_narrow_screen(show: Show, address: str, files: Mapping[str, bytes]) -> None:
    page = show(address, viewport={"width": 390, "height": 844})
    wide = {}
    for name in sorted(name for name in files if name.endswith(".html")):
        page.goto(address + name, wait_until="domcontentloaded")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            wide[name] = width
    assert wide == {}


def test_tables_fit_into_a_page_of_normal_width(show: Show, address: str) -> None:
    page = show(address, "docs/migrating.html", viewport={"width": 1300, "height": 900})
    widths = page.evaluate("[...document.querySelectorAll('.table')].map(each => [each.clientWidth, each.scrollWidth])")
    assert widths
    assert all(needed <= there + 1 for there, needed in widths), widths


@pytest.mark.parametrize("anchor", ["session.diff", "session.list", "session.stream"])
def test_the_contents_show_the_section_that_was_jumped_to(show: Show, address: str, anchor: str) -> None:
    page = show(address, f"reference/session.html#{anchor}")
    expect(page.locator(".toc [aria-current]")).to_have_text(anchor)


def test_the_menu_opens_on_a_narrow_screen_without_a_script(show: Show, base: str) -> None:
    page = show(base, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(menu).to_be_visible()
    menu.get_by_text("Operations").click()
    menu.get_by_role("link", name="client.question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("client.question")
    expect(page.get_by_role("combobox")).to_be_hidden()


def test_every_page_loads_from_disk_without_complaints(show: Show, folder: Path, files: Mapping[str, bytes]) -> None:
    page = show(f"{folder.as_uri()}/")
    for name in sorted(name for name in files if name.endswith(".html") and name != "404.html"):
        page.goto(f"{folder.as_uri()}/{name}", wait_until="domcontentloaded")
        expect(page.locator("h1")).to_be_visible()


def test_an_address_that_does_not_exist_shows_a_page_with_a_way_back(browser: Browser, address: str) -> None:
    page = browser.new_page()
    response = page.goto(f"{address}docs/deep/nothing.html")
    assert response is not None
    assert response.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).position") == "sticky"
    page.get_by_role("link", name="the overview").click()
    page.wait_for_url(f"{address}index.html")
    page.close()


def test_landmarks_the_skip_link_and_copying(show: Show, address: str) -> None:
    page = show(address, "docs/streaming.html", permissions=["clipboard-read", "clipboard-write"])
    for role in ("banner", "main", "search"):
        assert page.get_by_role(role).count() == 1
    assert page.get_by_role("navigation").count() == 3
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    block = page.locator(".code").first
    block.hover()
    block.get_by_role("button", name="Copy").click()
    expect(block.get_by_role("button")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("from opencode_sessions import Opencode\n")
