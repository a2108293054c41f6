"""Run the Python of a page of documentation, as one program: python page.py PAGE."""

from __future__ import annotations

import ast
import asyncio
import inspect
import sys
from pathlib import Path

from markdown_it import MarkdownIt


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page that are in this language."""
    tokens = MarkdownIt().parse(page.read_text("utf-8"))
    return [token.content for token in tokens if token.type == "fence" and token.info == language]


def run(page: Path) -> None:
    """Run its Python. Notebooks await at the top level; that is allowed here too."""
    code = compile("\n".join(blocks(page, "python")), str(page), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    names: dict[str, object] = {"__name__": "__main__"}
    result = eval(code, names)
    if inspect.iscoroutine(result):
        asyncio.run(result)


if __name__ == "__main__":
    run(Path(sys.argv[1]))
