"""Serve the site on loopback, and build it again when its sources change."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tools import ROOT

__all__ = ["Handler", "serve"]

_SOURCES = ("*.md", "openapi.yaml", "docs/*", "examples/*", "overlays/**/*.py", "generated/**/*.py", "tools/site/**/*")
_SECONDS = 1.0


class Handler(SimpleHTTPRequestHandler):
    """Serves files, and the page of the site for addresses that do not exist."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the page for an error."""
        page = Path(self.directory, "404.html")
        if code != 404 or not page.exists():
            return super().send_error(code, message, explain)
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        return None

    def log_message(self, format: str, *args: object) -> None:
        """Print no line for each request."""


def serve(folder: Path, port: int) -> None:
    """Serve a site until Ctrl-C."""
    with ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder))) as server:
        print(
            f"http://127.0.0.1:{server.server_port}/ (Ctrl-C ends it; changes are built when files are saved)",
            flush=True,
        )
        threading.Thread(target=_build_after_changes, args=(folder,), daemon=True).start()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def _build_after_changes(folder: Path) -> None:
    before = dict(_times())
    while True:
        time.sleep(_SECONDS)
        if (now := dict(_times())) != before:
            before = now
            # In a process of its own, as the builder may have changed.
            subprocess.run([sys.executable, "-m", "tools.site", "--into", str(folder)], cwd=ROOT, check=False)


def _times() -> Iterator[tuple[Path, float]]:
    for pattern in _SOURCES:
        for path in ROOT.glob(pattern):
            if path.is_file() and path.suffix != ".pyc":
                yield path, path.stat().st_mtime
