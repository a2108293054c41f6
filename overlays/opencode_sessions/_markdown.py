"""Markdown made of texts that others wrote: nothing in them can end a block, or pass for a heading of the document."""

from __future__ import annotations

import re

__all__ = ["fenced", "inline", "nested", "quoted"]

_SHORTEST_FENCE = 3
_LOWEST_HEADING = 6
#: A heading of a message stands below the heading of its author.
_LEVELS_DOWN = 2

_LINE_END = re.compile(r"\r\n?|\n")
_NOT_PRINTED = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
#: Not all underscores, tildes and hashes: names such as `my_file` stay as they are.
_ACTIVE = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|&(?=[A-Za-z\d]+;|#)|(?:^|(?<= ))#(?=#*$)")
_FENCE = re.compile(r"( {0,3})(`{3,}(?=[^`]*$)|~{3,})")
#: What begins the line of a quotation or of a list; possessive, to take no time that grows with its square.
_QUOTES = r"(?: {0,4}+>)++"
_CONTAINERS = r"(?: {0,4}+(?:>|(?:[-+*]|\d{1,9}[.)])[ \t]++))++"
_HEADING = re.compile(rf"( {{0,3}}|{_CONTAINERS}[ \t]{{0,4}})(#{{1,6}})(?=[ \t]|$)")
_UNDERLINE = re.compile(rf"( {{0,3}}|{_QUOTES}[ \t]{{0,4}})(=+|-+)[ \t]*$")
#: An escape, a code span, backticks that are none, or the beginning of a tag.
_SPAN_OR_TAG = re.compile(r"\\[!-/:-@\[-`{-~]|(`+)(?!`).*?(?<!`)\1(?!`)|(?P<odd>`+)|(?P<tag><(?=[A-Za-z/!?]))")
_TAG = re.compile(r"(?<!\\)((?:\\\\)*)<(?=[A-Za-z/!?])")


def inline(text: str) -> str:
    """Return a text for the middle of a line: as one line, without any formatting."""
    return _ACTIVE.sub(r"\\\g<0>", _NOT_PRINTED.sub(" ", text).strip())


def fenced(text: str) -> str:
    """Return a block of code, with a fence longer than any in it."""
    text = _LINE_END.sub("\n", text).rstrip()
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(_SHORTEST_FENCE, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def quoted(text: str) -> str:
    """Return Markdown that somebody else wrote as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in nested(text).split("\n"))


def nested(text: str) -> str:
    """Return Markdown that somebody else wrote as a part of a larger document.

    Its headings are lowered, HTML is shown as it is written, and a block of code that is left open is closed.
    """
    blocks: list[str] = []
    prose: list[str] = []
    code: list[str] = []
    fence = indent = ""
    for line in _LINE_END.split(text.strip()):
        found = _FENCE.match(line)
        if fence and line.strip() and not line.startswith(indent):
            # The block was in a list, which ends here, and the block with it.
            blocks.append("\n".join([*code, indent + fence]))
            code, fence = [], ""
        if fence:
            code.append(line)
            if found and found[2].startswith(fence) and not line[found.end() :].strip():
                blocks.append("\n".join(code))
                code, fence = [], ""
        elif found:
            blocks.append(_prose(prose))
            prose, code, (indent, fence) = [], [line], found.groups()
        else:
            prose.append(line)
    blocks += ["\n".join([*code, indent + fence])] if fence else [_prose(prose)]
    return "\n".join(block for block in blocks if block)


def _prose(lines: list[str]) -> str:
    found: list[str] = []
    for line in lines:
        follows = bool(found and found[-1].strip(" \t>"))
        if (heading := _HEADING.match(line)) is not None:
            level = min(len(heading[2]) + _LEVELS_DOWN, _LOWEST_HEADING)
            line = f"{heading[1]}{'#' * level}{line[heading.end() :]}"
        elif follows and (underline := _UNDERLINE.match(line)) is not None:
            # It would make a heading of the line before.
            quotes, rest = underline[1], line[underline.end(1) :]
            line = f"{quotes}\\{rest.lstrip()}" if underline[2].startswith("=") else f"{quotes.rstrip()}\n{line}"
        found.append(line)
    return _without_tags(found)


def _without_tags(lines: list[str]) -> str:
    """Return lines, joined, with tags that are shown as they are written. In code spans they already are."""
    # A span that does not end in its line may end anywhere, depending on the blocks: then nothing counts as one.
    if any(found["odd"] for line in lines for found in _SPAN_OR_TAG.finditer(line)):
        return _TAG.sub(r"\1\\<", "\n".join(lines))
    return "\n".join(_SPAN_OR_TAG.sub(_shown, line) for line in lines)


def _shown(found: re.Match[str]) -> str:
    # A table divides its cells at each bar, also in spans.
    if found["tag"] or (found[1] and "|" in found[0]):
        return found[0].replace("<", "\\<")
    return found[0]
