"""Views for a notebook: HTML without scripts and without a style sheet, which suits a dark page and a light one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from opencode_sessions._terminal import printable
from opencode_sessions._transcript_html import html as conversation
from opencode_sessions._views import Conversation, Facts, Lines, Table
from opencode_sessions.errors import OpencodeError

if TYPE_CHECKING:
    from opencode_sessions._views import Block, Line, Style

__all__ = ["html"]

#: The page's own colours for texts, and such as stand out on white and on black.
_STYLES: dict[Style, str] = {
    "plain": "",
    "strong": "font-weight:bold",
    "quiet": "opacity:.65",
    "added": "color:#2a9d4a",
    "removed": "color:#e5534b",
    "active": "color:#c27c0e",
}
#: A line of a file has its colour as the background.
_CODE: dict[Style, str] = {**_STYLES, "added": "background:#2a9d4a33", "removed": "background:#e5534b33"}
#: A cell with so many characters is not broken into lines.
_UNBROKEN = 40
_CELL = "padding:.1em 1.2em .1em 0;border:0;background:none;vertical-align:top;text-align:"


def html(blocks: Sequence[Block]) -> str | None:
    """Return blocks as HTML; None if a conversation is in them and the extra `html` is not installed."""
    try:
        return f'<div style="overflow-wrap:anywhere">{printable("".join(map(_block, blocks)))}</div>'
    except OpencodeError:
        return None


def _block(block: Block) -> str:
    if isinstance(block, Lines):
        lines = [_line(line, _CODE if block.is_code else _STYLES) for line in block.lines]
        if block.is_code:
            text = "\n".join(lines)
            return f'<pre style="margin:.2em 0 .8em;line-height:1.3;overflow-x:auto;white-space:pre">{text}\n</pre>'
        return "".join(f'<div style="white-space:pre-wrap">{line}</div>' for line in lines)
    if isinstance(block, Facts):
        rows = "".join(_row([_cell([(name, "quiet")]), _cell(line)]) for name, line in block.facts.items())
        return f'<table style="border:0;margin:.2em 0 .8em">{rows}</table>'
    if isinstance(block, Table):
        sides = ["right" if is_number else "left" for is_number in block.columns.values()]
        head = _row([_cell([(name, "quiet")], side) for name, side in zip(block.columns, sides, strict=True)])
        rows = "".join(_row([_cell(line, side) for line, side in zip(row, sides, strict=True)]) for row in block.rows)
        return f'<table style="border:0;margin:.2em 0"><thead>{head}</thead><tbody>{rows}</tbody></table>'
    assert isinstance(block, Conversation)
    return conversation(block.messages)


def _row(cells: list[str]) -> str:
    return f'<tr style="background:none">{"".join(cells)}</tr>'


def _cell(line: Line, side: str = "left") -> str:
    wrap = "white-space:nowrap" if sum(len(text) for text, _ in line) <= _UNBROKEN else ""
    return f'<td style="{_CELL}{side};{wrap}">{_line(line)}</td>'


def _line(line: Line, styles: dict[Style, str] = _STYLES) -> str:
    return "".join(
        f'<span style="{styles[style]}">{escape(text)}</span>' if styles[style] else escape(text)
        for text, style in line
    )
