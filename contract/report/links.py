"""The addresses of the contract's lines: on GitHub in its workflows, otherwise on pages next to the review's."""

from __future__ import annotations

import os
from urllib.parse import quote

from attrs import frozen
from markupsafe import Markup, escape

__all__ = ["Links", "lines_page"]


@frozen
class Links:
    """The addresses of the contract's lines.

    Attributes:
        before: The page of the base, up to the anchor `#L1`.
        after: The page of the contract now.
    """

    before: str = "before.html"
    after: str = "after.html"

    @classmethod
    def of_environment(cls, base: str) -> Links:
        """Return the addresses on GitHub in one of its workflows, otherwise those of pages next to the review's.

        Args:
            base: The hash of the base.
        """
        names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")
        server, repository, commit = (os.environ.get(name, "") for name in names)
        if not (server.startswith("https://") and repository and commit):
            return cls()
        start = f"{server}/{quote(repository)}/blob"
        return cls(f"{start}/{quote(base)}/openapi.yaml", f"{start}/{quote(commit)}/openapi.yaml")


def lines_page(title: str, text: str) -> str:
    """Return a page of a text whose lines have the anchors `L1`, `L2` and so on."""
    lines = Markup("\n").join(
        Markup('<span id="L{}">{}</span>').format(number, line) for number, line in enumerate(text.splitlines(), 1)
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    style = (
        ":root{color-scheme:light dark}body{margin:0;counter-reset:line}pre{font:13px/1.5 monospace;tab-size:2}"
        "span{counter-increment:line}span::before{content:counter(line);display:inline-block;width:3.5rem;"
        "padding-right:1rem;text-align:right;opacity:.5}:target{background:#8884;outline:1px solid}"
    )
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{escape(title)}</title>'
        f"<style>{style}</style>\n<pre>{lines}</pre>\n</html>\n"
    )
