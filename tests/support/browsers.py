"""A browser without a window, for tests of pages. `python -m tests.support.browsers` prints the path of its program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from opencode_sessions.server.program import search_path
from opencode_sessions.testing.install import InstallError
from tools import ROOT
from tools import chromium as chromium_of_npm

#: Where Chromium from npm is kept.
CACHE = ROOT / ".cache"

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_MISSING = (
    "There is no Chromium for the tests of pages, and it could not be installed: install it (Debian: apt-get install "
    "chromium), or set CHROMIUM to its path."
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
    with _playwright() as playwright:
        program = find_program(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=_QUIET)
        yield browser
        browser.close()


def _playwright() -> AbstractContextManager[Playwright]:
    """Start Playwright with the Node.js of this machine; its own needs a library that small machines lack."""
    if (node := search_path("node")) is not None:
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))
    return sync_playwright()


def find_program(own: str) -> str:
    """Find the program of Chromium: the one that CHROMIUM names, one on PATH, Playwright's own, or else install one.

    Args:
        own: Where Playwright installs its own.

    Raises:
        NoBrowserError: There is none, and none can be installed; the error says what to do.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if not os.access(named, os.X_OK):
            raise NoBrowserError(f"CHROMIUM={named!r} is no program.")
        return named
    found = next(filter(None, map(search_path, _NAMES)), None)
    if found is not None:
        return str(found)
    return own if Path(own).is_file() else _install(own)


def _install(own: str) -> str:
    """Install Chromium from npm, or where npm has none for this machine, Playwright's own."""
    print("There is no browser on this machine: installing Chromium, about 200 MB ...", file=sys.stderr, flush=True)
    if chromium_of_npm.is_built_for_this_machine():
        try:
            return str(chromium_of_npm.program(CACHE))
        except InstallError as error:
            raise NoBrowserError(f"{_MISSING} ({error})") from error
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    finished = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if finished.returncode or not Path(own).is_file():
        raise NoBrowserError(_MISSING)
    return own


def main() -> None:
    """Print the path of the program, or exit with the reason why there is none."""
    with _playwright() as playwright:
        own = playwright.chromium.executable_path
    try:
        print(find_program(own))
    except NoBrowserError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
