"""The pages of documentation, and the Python in them. To run the Python of a page: python pages.py PAGE.

A block of Python that begins with a comment such as `# review.py` is a file of that name; all other blocks are one
program. A block of the language `console` has commands, each after `$ `, and what they print.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]


def pages() -> list[Path]:
    """Return the pages for users: README.md and all of docs/."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def _fences(page: Path, language: str) -> list[Token]:
    tokens = MarkdownIt().parse(page.read_text("utf-8"))
    return [token for token in tokens if token.type == "fence" and token.info == language]


def blocks(page: Path, language: str) -> list[str]:
    """Return the fenced blocks of a page that are in this language."""
    return [fence.content for fence in _fences(page, language)]


def _file_name(content: str) -> str | None:
    """Return the name of the file that a block of Python is; None if it is a part of the program."""
    named = re.match(r"# (\w+\.py)\n", content)
    return named and named[1]


def files(page: Path) -> dict[str, str]:
    """Return the files of a page, by their names."""
    return {name: content for content in blocks(page, "python") if (name := _file_name(content))}


def write_files(page: Path, folder: Path) -> None:
    """Write the files of a page into a folder."""
    for name, content in files(page).items():
        (folder / name).write_text(content, "utf-8")


def commands(page: Path) -> Iterator[tuple[str, str]]:
    """Give the commands of a page, each with what it prints."""
    for block in blocks(page, "console"):
        _, *sessions = re.split(r"^\$ ", block, flags=re.MULTILINE)
        for session in sessions:
            command, _, printed = session.partition("\n")
            yield command, printed


def python(page: Path) -> str:
    """Return the program of a page, in which every line has the number that it has on the page."""
    lines: list[str] = []
    for fence in _fences(page, "python"):
        if _file_name(fence.content) is None:
            assert fence.map is not None
            lines += [""] * (fence.map[0] + 1 - len(lines))
            lines += fence.content.splitlines()
    return "".join(f"{line}\n" for line in lines)


def run(page: Path) -> None:
    """Run the program of a page. It may await at the top level, as in a notebook."""
    code = compile(python(page), str(page), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    names: dict[str, object] = {"__name__": "__main__"}
    result = eval(code, names)
    if inspect.iscoroutine(result):
        asyncio.run(result)


if __name__ == "__main__":
    run(Path(sys.argv[1]))
