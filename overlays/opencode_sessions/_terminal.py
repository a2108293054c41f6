"""Output for a terminal: nothing that a server, a model or a file says can control it.

rich is imported when a console is made: it comes with the extra `cli`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

__all__ = ["Printable", "console", "printable"]

#: Control characters but for the end of a line and the tab, marks that change the direction of the text, and halves of
#: characters, which no encoding has.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """Return a text with all that a terminal would act on as escapes, e.g. `\\x1b`."""
    return UNPRINTABLE.sub(_escape, text.replace("\r\n", "\n"))


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


class Printable:
    """A thing for rich to print, all of whose text is printable. The codes of its styles are not text."""

    def __init__(self, thing: RenderableType) -> None:
        self.thing = thing

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        from rich.segment import Segment

        for segment in console.render(self.thing, options):
            yield segment if segment.control else Segment(printable(segment.text), segment.style)


def console(file: TextIO | None = None, *, stderr: bool = False, soft_wrap: bool = True) -> Console:
    """Return a console for a terminal or a file. On a terminal, it prints all text as `printable` does.

    Args:
        file: The output. Default: standard output.
        stderr: The output is standard error.
        soft_wrap: Leave it to the terminal to break lines.
    """
    from rich.console import Console, RenderHook
    from rich.control import Control

    class Escapes(RenderHook):
        def process_renderables(self, renderables: list[Any]) -> list[Any]:
            return [thing if isinstance(thing, Control) else Printable(thing) for thing in renderables]

    made = Console(file=file, stderr=stderr, soft_wrap=soft_wrap, highlight=False, markup=False, emoji=False)
    if made.is_terminal:
        made.push_render_hook(Escapes())
    return made
