"""A transcript as a page in headless Chromium: from disk, with the network off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from opencode_sessions import Reply, Session
from opencode_sessions._transcript_html import html_transcript
from tests.support.browsers import chromium
from tests.support.samples import SESSION, assistant_message, user_message

Show = Callable[..., Page]

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
    "RU5ErkJggg=="
)
HOSTILE = "</title><script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\"><h2>User</h2>"


def tool(status: str = "completed", **state: Any) -> dict[str, Any]:
    return {"type": "tool", "tool": "bash", "state": {"status": status, **state}}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens the page of a conversation of one turn; afterwards, it has asked for nothing but itself."""
    contexts: list[Any] = []
    requested: list[str] = []
    path = tmp_path / "page.html"

    def open_(asked: list[Any], answered: list[Any], title: str = "A title", **options: Any) -> Page:
        prompt, answer = user_message(), assistant_message()
        prompt["parts"], answer["parts"] = asked, answered
        session = Session.from_dict(SESSION | {"title": title})
        path.write_text(html_transcript(session, [Reply.from_dict(prompt), Reply.from_dict(answer)]), "utf-8")
        context = browser.new_context(offline=True, **options)
        context.set_default_timeout(5_000)
        context.on("request", lambda request: requested.append(request.url))
        contexts.append(context)
        page: Page = context.new_page()
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert {url for url in requested if not url.startswith("data:")} == {path.as_uri()}


def test_a_conversation(show: Show) -> None:
    text = "# Plan\n\nSee `x`:\n\n```python\ndef f():\n    return 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    call = tool(input={"command": "ls -a"}, title="List files", output="notes.txt", time={"start": 1000, "end": 2500})
    page = show(
        [{"type": "text", "text": "Look."}, {"type": "file", "mime": "image/png", "filename": "a.png", "url": PIXEL}],
        [{"type": "reasoning", "text": "Hm."}, call, {"type": "text", "text": text}],
    )
    assert page.title() == page.locator("h1").inner_text() == "A title"
    assert page.locator("section > h2").all_inner_texts() == ["User", "Assistant"]
    assert page.locator("h3").inner_text() == "Plan"
    assert page.get_by_alt_text("a.png").evaluate("image => image.naturalWidth") == 1
    # Folded until somebody looks.
    output = page.get_by_text("notes.txt")
    expect(output).not_to_be_visible()
    summary = page.locator("summary", has_text="bash")
    assert summary.inner_text() == "bash List files (completed, 1.5 s)"
    summary.click()
    expect(output).to_be_visible()
    expect(page.get_by_text("ls -a", exact=True)).to_be_visible()
    # Code is highlighted: a keyword has another colour than a name.
    colour = "element => getComputedStyle(element).color"
    assert page.locator("pre .k", has_text="def").evaluate(colour) != page.locator("pre").last.evaluate(colour)
    assert page.locator("td").all_inner_texts() == ["1", "2"]


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 600}}])
def test_dark_and_narrow(show: Show, options: dict[str, Any]) -> None:
    page = show([], [{"type": "text", "text": f"```\n{'x' * 500}\n```\n{'y' * 500}"}], title="z" * 300, **options)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    background = page.evaluate("getComputedStyle(document.body).colorScheme")
    assert background == "light dark"


def test_nothing_that_others_wrote_is_run_or_loaded(show: Show) -> None:
    texts = [
        HOSTILE,
        f"```{HOSTILE}\n{HOSTILE}",
        "![x](http://127.0.0.1:9/x.png) [y](javascript:alert(1))",
        "```\nopen",
    ]
    parts: list[Any] = [{"type": kind, "text": text} for text in texts for kind in ("text", "reasoning")]
    parts += [tool(title=HOSTILE, output=HOSTILE, input={"command": HOSTILE}), tool("error", error=HOSTILE)]
    parts += [{"type": "file", "mime": HOSTILE, "filename": HOSTILE, "url": f"data:image/png;base64,{HOSTILE}"}]
    page = show(parts, parts, title=HOSTILE)
    assert page.title() == page.locator("h1").inner_text() == HOSTILE
    assert page.locator("h2").all_inner_texts() == ["User", "Assistant"]
    assert page.locator("script, [onerror], a[href^=javascript]").count() == 0
