"""A conversation as one HTML page, without scripts, that needs no other file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from string import Template
from typing import TYPE_CHECKING

from opencode_sessions._markdown import nested
from opencode_sessions._readable import text_of
from opencode_sessions._terminal import printable
from opencode_sessions._transcript import (
    Content,
    duration,
    file_name,
    heading,
    output,
    sections,
    status,
    summary,
    title,
)
from opencode_sessions.errors import OpencodeError
from opencode_sessions.replies import Reply, Usage
from opencode_sessions_api.models.file_part import FilePart
from opencode_sessions_api.models.reasoning_part import ReasoningPart
from opencode_sessions_api.models.text_part import TextPart
from opencode_sessions_api.models.tool_part import ToolPart

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from opencode_sessions_api.models.session import Session

#: Attached images that are shown; anything else is named.
_IMAGES = tuple(f"data:image/{kind};base64," for kind in ("png", "jpeg", "gif", "webp"))

#: The policy forbids scripts and everything from elsewhere, also what a text may smuggle in.
_PAGE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>$title</title>
<style>
:root { color-scheme: light dark; --line: #8884; --quiet: #777; --user: #2f6fde18; --error: #c0392b; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
body { overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin-bottom: 0; }
.facts, summary, .file { color: var(--quiet); font-size: .875rem; }
section { border-top: 1px solid var(--line); margin-top: 1.5rem; padding-top: .25rem; }
section > h2 { font-size: .875rem; color: var(--quiet); margin: .5rem 0; }
section.user > div { background: var(--user); border-radius: .5rem; padding: .1rem 1rem; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; font-size: .8125rem; }
details { margin: .5rem 0; border-left: 3px solid var(--line); padding-left: .75rem; }
summary { cursor: pointer; }
summary b { color: CanvasText; }
table { border-collapse: collapse; } td, th { border: 1px solid var(--line); padding: .25rem .5rem; }
img { max-width: 100%; }
.error, .failed b { color: var(--error); }
$code
@media (prefers-color-scheme: dark) { $dark_code }
</style>
</head>
<body>
<h1>$title</h1>
<p class="facts">$facts</p>
$body
</body>
</html>
""")


def html_transcript(session: Session, messages: Iterable[Reply]) -> str:
    """Write a session and its messages as an HTML page. Tool calls and reasoning are folded, code is highlighted.

    Args:
        session: The session.
        messages: Its messages, oldest first.

    Raises:
        OpencodeError: The extra `html` is not installed.
    """
    messages = list(messages)
    page = _PAGE.substitute(
        title=escape(title(session)),
        facts=escape(" · ".join(summary(session, Usage.of(messages)))),
        body=html(messages),
        code=_code_style("default"),
        dark_code=_code_style("github-dark"),
    )
    return printable(page)


def html(messages: Iterable[Reply]) -> str:
    """Write messages as HTML for the body of a page, a section for each author.

    Raises:
        OpencodeError: The extra `html` is not installed.
    """
    markdown = parser()
    return "\n".join(
        f'<section class="{section.author.lower()}">\n<h2>{section.author}</h2>\n<div>\n'
        f"{''.join(_written(block, markdown) for block in section.blocks)}</div>\n</section>"
        for section in sections(messages)
    )


@cache
def parser() -> MarkdownIt:
    """Return the parser of the Markdown in messages.

    Raises:
        OpencodeError: The extra `html` is not installed.
    """
    try:
        from markdown_it import MarkdownIt
        from pygments import highlight
        from pygments.formatters import HtmlFormatter
        from pygments.lexers import find_lexer_class_by_name
        from pygments.util import ClassNotFound
    except ImportError as error:
        raise OpencodeError(
            f"A transcript as HTML needs {error.name}: pip install 'opencode-sessions[html]'."
        ) from None

    def highlighted(code: str, language: str, _: str) -> str:
        try:
            lexer = find_lexer_class_by_name(language)()
        except ClassNotFound:
            return ""
        return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))

    # HTML in a text is shown as it is written, an image as a link: the page loads nothing.
    parser = MarkdownIt("commonmark", {"html": False, "highlight": highlighted})
    return parser.enable(["table", "strikethrough"]).disable("image")


def _code_style(style: str) -> str:
    from pygments.formatters import HtmlFormatter

    return str(HtmlFormatter(style=style).get_style_defs("pre"))


def _written(block: Content, markdown: MarkdownIt) -> str:
    if isinstance(block, TextPart):
        return str(markdown.render(nested(text_of(block))))
    if isinstance(block, ReasoningPart):
        return f"<details><summary>Reasoning</summary>\n{markdown.render(nested(text_of(block)))}</details>\n"
    if isinstance(block, FilePart):
        name = escape(file_name(block))
        is_image = str(block.url).startswith(_IMAGES)
        image = f'<p><img alt="{name}" src="{escape(str(block.url))}"></p>\n' if is_image else ""
        return f'{image}<p class="file">Attached: {name}</p>\n'
    if isinstance(block, ToolPart):
        return _tool_call(block)
    return f'<p class="error"><b>Error:</b> {escape(block.words)}</p>\n'


def _tool_call(part: ToolPart) -> str:
    seconds = duration(part)
    facts = [status(part), *([] if seconds is None else [f"{seconds:.1f} s"])]
    failed = ' class="failed"' if status(part) == "error" else ""
    about = f"<b>{escape(str(part.tool))}</b> {escape(heading(part))} ({escape(', '.join(facts))})"
    command = getattr(part.state, "input", None)
    shown = [str(command["command"])] if isinstance(command, dict) and "command" in command else []
    shown += [text] if (text := output(part)) else []
    blocks = "".join(f"<pre>{escape(text)}</pre>\n" for text in shown)
    return f"<details{failed}><summary>{about}</summary>\n{blocks}</details>\n"
