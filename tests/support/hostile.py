"""Texts that try to control what shows them, in place of every text that a server sends."""

from __future__ import annotations

from typing import Any

#: Sets the title, copies to the clipboard, moves the cursor, in 7 and 8 bits; turns the direction; looks like a style.
HOSTILE = "rm\r\x1b[2K\x1b]0;title\x07\x1b]52;c;eA==\x07\x9b2J\u202etxt\u2028[bold red]x[/] :smile: \ud800 end"
#: Ends a cell, a table, an attribute and a style sheet, runs a script, and loads an image.
HOSTILE_HTML = (
    "</td></table></pre></div></style><script>document.title='owned'</script><h1>x</h1>"
    '<img src=x onerror="document.title=\'owned\'">" style="color:red" onmouseover="document.title=\'owned\'" &#x202e;'
)


def hostile(value: Any, text: str = HOSTILE) -> Any:
    """JSON with a hostile text in place of every text but the names of kinds."""
    if isinstance(value, dict):
        return {key: item if key in ("type", "role", "status") else hostile(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [hostile(item, text) for item in value]
    return text if isinstance(value, str) else value
