"""A browser without a window, for tests of pages. `python -m tests.support.browsers` prints the path of its program."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from opencode_sessions.server.program import search_path

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_MISSING = (
    "There is no Chromium for the tests of pages: install it (Debian: apt-get install chromium; or, where its "
    "downloads can be reached, python -m playwright install chromium), or set CHROMIUM to its path."
)
_QUIET = [
    "--no-sandbox",  # as root there is none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NoBrowserError(Exception):
    """There is no browser on this machine."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium; without it the tests fail, they are not skipped."""
    with sync_playwright() as playwright:
        program = find_program(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=_QUIET)
        yield browser
        browser.close()


def find_program(own: str) -> str:
    """Find the program of Chromium: the one that CHROMIUM names, one on PATH, or Playwright's own.

    Args:
        own: Where Playwright installs its own.

    Raises:
        NoBrowserError: There is none; the error says what to do.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if not os.access(named, os.X_OK):
            raise NoBrowserError(f"CHROMIUM={named!r} is no program.")
        return named
    found = next(filter(None, map(search_path, _NAMES)), None)
    if found is None and not Path(own).is_file():
        raise NoBrowserError(_MISSING)
    return str(found or own)


def main() -> None:
    """Print the path of the program, or exit with the reason why there is none."""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    try:
        print(find_program(own))
    except NoBrowserError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
