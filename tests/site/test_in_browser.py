"""The site in headless Chromium: search, colours, narrow screens, from a server and from disk."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browsers import chromium

# The whole site is built first.
pytestmark = pytest.mark.timeout(600)

Show = Callable[..., Page]


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, and the page of the site for addresses that do not exist, as hosts of static sites do."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.send_response(code)
        self.end_headers()
        self.wfile.write(Path(self.directory, "404.html").read_bytes())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
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


def search(page: Page, query: str) -> Locator:
    """Search with the keyboard; returns the links of the results."""
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    page.keyboard.type(query)
    return page.locator(".md-search-result__link")


def test_the_keyboard_finds_session_stream(show: Show, base: str) -> None:
    page = show(base, "docs/errors.html")
    found = search(page, "session.stream").nth(1)
    expect(found).to_contain_text("session.stream")
    expect(found).to_contain_text("POST /session/{sessionID}/message")
    # Results that arrive meanwhile take the focus away.
    for _ in range(100):
        page.keyboard.press("ArrowDown")
        if found.evaluate("result => result === document.activeElement"):
            break
        page.wait_for_timeout(100)
    expect(found).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/operations/session.html*SessionResource.stream")
    expect(page.locator("[id$='.SessionResource.stream']")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("query", "address_of_first", "title"),
    [
        ("session.chat", "operations/session.html", "session.chat"),
        ("client.session.chat(", "operations/session.html", "session.chat"),
        ("Conversation.send", "reference/conversation.html", "Conversation.send"),
        ("TurnLostError", "reference/errors.html", "TurnLostError"),
        ("structured answers", "docs/structured-output.html", "Structured answers"),
        ("fakeserver", "reference/testing.html", "FakeServer"),
        ("heartbeat", "reference/data/events.html", "heartbeat"),
    ],
)
def test_names_and_titles_come_first(show: Show, address: str, query: str, address_of_first: str, title: str) -> None:
    page = show(address)
    results = search(page, query)
    expect(results.first).to_have_attribute("href", re.compile(address_of_first))
    expect(page.locator(".md-search-result__item").first).to_contain_text(title)


def colours(page: Page) -> tuple[float, float]:
    """The lightness of the background and of the text, from 0 to 1."""
    found: list[float] = page.evaluate(
        """() => ["backgroundColor", "color"].map((name) => {
            const value = getComputedStyle(document.body)[name].match(/[\\d.]+/g).slice(0, 3).map(Number);
            return (0.2126 * value[0] + 0.7152 * value[1] + 0.0722 * value[2]) / 255;
        })"""
    )
    return found[0], found[1]


def test_colours_follow_the_system_and_the_button_is_remembered(show: Show, base: str) -> None:
    dark = show(base, color_scheme="dark")
    back, text = colours(dark)
    assert back < 0.2
    assert text > 0.7
    light = show(base, color_scheme="light")
    assert colours(light)[0] > 0.95
    for name in ("Use light colours", "Use dark colours"):
        light.get_by_title(name).click()
    light.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    light.goto(f"{base}docs/streaming.html")
    light.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert colours(light)[0] < 0.2


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
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
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


def test_every_page_loads_from_disk_and_fits_into_a_narrow_screen(
    show: Show, folder: Path, files: Mapping[str, bytes]
) -> None:
    page = show(f"{folder.as_uri()}/", viewport={"width": 390, "height": 844})
    wide = {}
    for name in sorted(name for name in files if name.endswith(".html") and name != "404.html"):
        page.goto(f"{folder.as_uri()}/{name}", wait_until="domcontentloaded")
        expect(page.locator("h1")).to_be_visible()
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            wide[name] = width
    assert wide == {}


def test_the_menu_opens_on_a_narrow_screen(show: Show, base: str) -> None:
    page = show(base, viewport={"width": 390, "height": 844})
    link = page.locator(".md-nav--primary").get_by_role("link", name="Tutorial")
    expect(link).not_to_be_in_viewport()
    page.locator("label.md-header__button[for=__drawer]").click()
    expect(link).to_be_in_viewport()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tutorial")


def test_an_address_that_does_not_exist_shows_a_page_with_a_way_back(browser: Browser, address: str) -> None:
    page = browser.new_page()
    response = page.goto(f"{address}docs/deep/nothing.html")
    assert response is not None
    assert response.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("404 - Not found")
    page.get_by_title("opencode-sessions").first.click()
    page.wait_for_url(f"{address}index.html")
    page.close()


def test_code_can_be_copied(show: Show, address: str) -> None:
    page = show(address, "docs/streaming.html", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_title("Copy to clipboard").first.click()
    expect(page.get_by_text("Copied to clipboard")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("from opencode_sessions import Opencode\n")


def test_only_the_text_is_printed(show: Show, address: str) -> None:
    page = show(address, "docs/streaming.html")
    page.emulate_media(media="print")
    for part in (".md-header", ".md-sidebar--primary", ".md-tabs"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("article h1")).to_be_visible()
