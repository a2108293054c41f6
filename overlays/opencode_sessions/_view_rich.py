"""Views for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.markdown import Markdown
from rich.table import Table as RichTable
from rich.text import Text

from opencode_sessions._terminal import Printable
from opencode_sessions._transcript import markdown
from opencode_sessions._views import Conversation, Facts, Lines, Table

if TYPE_CHECKING:
    from opencode_sessions._views import Block, Line, Style

__all__ = ["renderable"]

#: The width of a terminal, in characters, that has room for whole identifiers.
_WIDE = 72
_LONGEST_IDENTIFIER = 32
_STYLES: dict[Style, str] = {
    "plain": "",
    "strong": "bold",
    "quiet": "dim",
    "added": "green",
    "removed": "red",
    "active": "yellow",
}


def renderable(blocks: Sequence[Block]) -> Printable:
    """Return what rich prints for blocks. Nothing in it controls the terminal."""
    return Printable(Group(*map(_block, blocks)))


def _block(block: Block) -> RenderableType:
    if isinstance(block, Lines):
        return Group(*map(_text, block.lines))
    if isinstance(block, Facts):
        grid = RichTable.grid(padding=(0, 2))
        grid.add_column(style="dim", no_wrap=True)
        for name, line in block.facts.items():
            grid.add_row(name, _text(line))
        return grid
    if isinstance(block, Table):
        return _FittedTable(block)
    assert isinstance(block, Conversation)
    # The address of a link is shown, not hidden.
    return Markdown(markdown(block.messages), hyperlinks=False)


class _FittedTable:
    """A table. Where there is room, the first column is not wrapped: it has identifiers, which people copy."""

    def __init__(self, block: Table) -> None:
        self._block = block

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        table = RichTable(box=None, pad_edge=False, header_style="dim")
        rows = [[*map(_text, row)] for row in self._block.rows]
        has_room = options.max_width >= _WIDE and all(row[0].cell_len <= _LONGEST_IDENTIFIER for row in rows)
        for number, (name, is_number) in enumerate(self._block.columns.items()):
            justify: Literal["left", "right"] = "right" if is_number else "left"
            table.add_column(Text(name.upper()), justify=justify, overflow="fold", no_wrap=has_room and number == 0)
        for row in rows:
            table.add_row(*row)
        yield table


def _text(line: Line) -> Text:
    return Text.assemble(*((text, _STYLES[style]) for text, style in line))
