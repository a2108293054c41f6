"""The browser of the tests of pages: which one it is, and one line that says what to do where there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from opencode_sessions.server.program import search_path
from tests.support import browsers
from tests.support.browsers import NoBrowserError, find_program
from tools import chromium

PATH = os.environ["PATH"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in PATH; Playwright has found its Node.js before."""
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(search_path("node")))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program_in(folder: Path, name: str) -> Path:
    program = folder / name
    program.touch(0o755)
    return program


def test_the_one_that_is_named_comes_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, installed = program_in(folder, "own"), program_in(folder, "chromium")
    assert find_program(str(own)) == str(installed)
    installed.unlink()
    assert find_program(str(own)) == str(own)
    named = program_in(folder, "my-browser")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert find_program(str(own)) == str(named)
    named.unlink()
    with pytest.raises(NoBrowserError, match=r"CHROMIUM=.*my-browser"):
        find_program(str(own))


@pytest.mark.parametrize("of_npm", [True, False], ids=["from npm", "Playwright's own"])
def test_where_none_can_be_installed_one_line_says_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], of_npm: bool
) -> None:
    """There is no npm on PATH, and Playwright cannot download either."""
    monkeypatch.setattr(browsers, "CACHE", folder / "cache")
    monkeypatch.setattr(chromium, "is_built_for_this_machine", lambda: of_npm)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(folder))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")
    with pytest.raises(SystemExit) as caught:
        browsers.main()
    assert str(caught.value).startswith("There is no Chromium for the tests of pages, and it could not be installed:")
    assert "\n" not in str(caught.value)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("There is no browser on this machine: installing Chromium")


@pytest.mark.skipif(not chromium.is_built_for_this_machine(), reason="npm has none for this machine")
def test_the_one_from_npm_shows_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", PATH)
    monkeypatch.setenv("CHROMIUM", str(chromium.program(browsers.CACHE)))
    with browsers.chromium() as browser:
        page = browser.new_page()
        page.set_content("<h1>Right</h1><script>document.title = 1 + 1</script>")
        assert (page.title(), page.inner_text("h1")) == ("2", "Right")
        assert page.screenshot().startswith(b"\x89PNG")
