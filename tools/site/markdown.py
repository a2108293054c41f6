"""Markdown to HTML: anchors, links between pages, code whose names lead to the reference, texts for the search."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

from attrs import Factory, define, field, frozen
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES
from pygments.token import Token as Kind
from pygments.util import ClassNotFound

from tools.site.problems import Place, Problems

__all__ = ["Heading", "Links", "Page", "Parsed", "parse", "plain_markdown", "render"]

#: The anchor of the heading, cell or paragraph that it ends.
_ANCHOR = re.compile(r"\s*\{#([^}\s]+)\}")
#: What the text after it is made of.
_AT = re.compile(r"<!-- at (.+):(\d+) -->")
#: A name with its parts, not in the middle of a word, path or address.
_DOTTED = re.compile(r"(?<![\w./\-\\{])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?![\w/\-])")
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
#: The kinds of tokens with a colour: keywords, comments, strings and numbers.
_COLOURED = ("k", "c", "s", "m")
_LANGUAGES = {"py": "python", "text": ""}


@define(eq=False)
class Page:
    """A page.

    Attributes:
        source: The Markdown file, which need not exist: links to it lead to this page.
        path: Its path on the site, without suffix.
        markdown: Its text.
        package: The prefix of names that are meant first, such as `batch.`.
        summary: One line about it; empty for its first sentence.
        menu_title: The title in the menu; empty for its own.
        checks_names: Unknown names of known classes are problems: they are not, in texts about the past.
    """

    source: str
    path: str
    markdown: str
    package: str = ""
    summary: str = ""
    menu_title: str = ""
    checks_names: bool = True


@frozen
class Heading:
    """A heading, and the text up to the next one."""

    level: int
    title: str
    anchor: str
    text: str


@define(eq=False)
class Parsed:
    """A page as tokens, with what other pages need to know of it."""

    page: Page
    tokens: list[Token]
    anchors: set[str] = Factory(set)
    headings: list[Heading] = Factory(list)
    lead: str = ""

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.headings[0].title if self.headings else self.page.source

    @property
    def summary(self) -> str:
        """One line about the page."""
        text = " ".join((self.page.summary or self.lead).split())
        first = re.match(r".{25,}?[.!?](?=\s|$)", text)
        return first[0] if first else text.rstrip(":")


@frozen
class Links:
    """Where links and names lead.

    Attributes:
        target: Resolves the target of a link of a page, such as `../openapi.yaml`: to a file of the site with an
            anchor, to "" for what is there but not on the site, or to None if it is broken.
        name: Finds a public name: its page and anchor, or None.
        is_wrong: Tells that a dotted name begins with a known one, which has no such member.
    """

    target: Callable[[Page, str], str | None]
    name: Callable[[Page, str], str | None]
    is_wrong: Callable[[str], bool]


@define
class _Reader:
    """Where in the sources the tokens are that are being read."""

    page: Page
    made_of: Place | None = field(default=None)

    def place(self, token: Token, line: int) -> tuple[Place, int]:
        """Return the place of a token, and the line of the page, which tokens in a paragraph do not have."""
        if token.type == "html_block" and (made_of := _AT.match(token.content)):
            self.made_of = Place(made_of[1], int(made_of[2]))
        line = token.map[0] + 1 if token.map else line
        return self.made_of or Place(self.page.source, line), line


def plain_markdown(page: Page) -> str:
    """Return the Markdown of a page without what only this site reads."""
    text = re.sub(rf"{_AT.pattern}\n", "", page.markdown)
    return re.sub(r"\n{3,}", "\n\n", _ANCHOR.sub("", text)).strip() + "\n"


def parse(page: Page, problems: Problems) -> Parsed:
    """Read a page: its headings and anchors."""
    parsed = Parsed(page, _MARKDOWN.parse(page.markdown))
    above: list[str] = []
    paths: set[str] = set()
    texts: list[tuple[int, str, str, list[str]]] = []
    reader, line = _Reader(page), 1
    for before, token in zip([Token("", "", 0), *parsed.tokens], parsed.tokens, strict=False):
        place, line = reader.place(token, line)
        if token.type != "inline":
            if token.type in ("fence", "code_block") and texts and "signature" not in token.info:
                texts[-1][3].append(token.content)
            continue
        explicit = _explicit_anchors(token)
        is_heading = before.type == "heading_open"
        if is_heading:
            level, title = int(before.tag[1]), _text(token)
            above[level - 1 :] = [*([""] * (level - 1 - len(above))), _slug(title)]
            if not explicit:
                # As code hosts do it, but for titles that a page has twice: those have that of their section before it.
                own, path = above[-1], "-".join(above[1:])
                explicit = [path if own in parsed.anchors and path not in paths else own]
                paths.add(path)
            texts.append((level, title, explicit[0], []))
        elif texts and not (token.children and token.children[0].type == "em_open"):
            # What stands below a name in italics is no part of its description.
            texts[-1][3].append(_text(token))
        parsed.lead = parsed.lead or (_text(token) if before.type == "paragraph_open" else "")
        for anchor in explicit:
            if anchor in parsed.anchors:
                problems.add(place, f"The anchor #{anchor} is there twice.")
            parsed.anchors.add(anchor)
        if explicit:
            before.attrSet("id", explicit[0])
            token.children = [
                *(token.children or []),
                *(_raw(f'<span id="{escape(each)}"></span>') for each in explicit[1:]),
            ]
    parsed.headings = [Heading(level, title, anchor, "\n".join(found)) for level, title, anchor, found in texts]
    if [heading.level for heading in parsed.headings[:1]] != [1]:
        problems.add(Place(page.source), "The page has no title: it must begin with a heading of level 1.")
    return parsed


def render(parsed: Parsed, links: Links, problems: Problems) -> str:
    """Return the HTML of a page; broken links and unknown names are problems."""
    reader, line, anchor = _Reader(parsed.page), 1, ""
    for token in parsed.tokens:
        place, line = reader.place(token, line)
        anchor = str(token.attrGet("id")) if token.type == "heading_open" else anchor
        writer = _Writer(parsed.page, anchor, links, problems, place)
        if token.type == "inline":
            token.children = list(writer.inline(token.children or []))
        elif token.type in ("fence", "code_block"):
            language = token.info.split()[0] if token.info.strip() else "python" if token.type == "code_block" else ""
            token.type, token.content = "html_block", writer.block(token.content, language, "signature" in token.info)
        elif token.type == "html_block":
            if not token.content.startswith("<!--"):
                problems.add(place, "A page has Markdown, and no HTML but <br> and comments.")
            token.content = ""
        elif token.type == "table_open":
            token.attrSet("class", "data")
    html = str(_MARKDOWN.renderer.render(parsed.tokens, _MARKDOWN.options, {}))
    # A table scrolls in itself, also with the keyboard.
    html = html.replace(
        '<table class="data">', '<div class="table" role="region" aria-label="Table" tabindex="0"><table>'
    )
    return html.replace("</table>", "</table></div>")


@frozen
class _Writer:
    """Writes the code and the links of a part of a page."""

    page: Page
    section: str
    links: Links
    problems: Problems
    place: Place

    def inline(self, tokens: Sequence[Token]) -> Iterator[Token]:
        depth, dropped = 0, False
        for token in tokens:
            if token.type == "link_open":
                target = self._target(str(token.attrGet("href")))
                depth, dropped = 1, target == ""
                if target:
                    token.attrSet("href", target)
                if dropped:
                    continue
            elif token.type == "link_close":
                depth = 0
                if dropped:
                    continue
            elif token.type == "image":
                token.attrSet("src", self._target(str(token.attrGet("src"))) or "")
                token.attrSet("loading", "lazy")
            elif token.type == "code_inline":
                token = _raw(
                    f"<code>{escape(token.content) if depth else self._names(token.content, checks=True)}</code>"
                )
            elif token.type == "html_inline" and token.content != "<br>" and not token.content.startswith("<span id="):
                self.problems.add(self.place, f"A page has Markdown, and no HTML but <br>: {token.content}.")
            yield token

    def block(self, code: str, language: str, is_signature: bool) -> str:
        language = _LANGUAGES.get(language, language)
        try:
            lexer = get_lexer_by_name(language or "text", stripnl=False)
        except ClassNotFound:
            self.problems.add(self.place, f"The language {language} of a block is unknown.")
            return ""
        is_python = lexer.name.startswith("Python")
        pieces = []
        for kind, text in lexer.get_tokens(code.rstrip("\n")):
            style = STANDARD_TYPES.get(kind, "")[:1]
            inner = self._names(text) if is_python and kind in Kind.Name and text[:1].isupper() else escape(text)
            pieces.append(f'<span class="{style}">{inner}</span>' if style in _COLOURED and text.strip() else inner)
        kind_of_block = "signature" if is_signature else "code"
        return f'<div class="{kind_of_block}"><pre tabindex="0"><code>{"".join(pieces).rstrip()}</code></pre></div>\n'

    def _names(self, code: str, checks: bool = False) -> str:
        """Return code in which public names lead to the reference."""
        pieces, end = [], 0
        for found in _DOTTED.finditer(code):
            name = found[0]
            target = self.links.name(self.page, name)
            if target is None or target.endswith(f"#{self.section}"):
                if (
                    checks
                    and self.page.checks_names
                    and found.end() == len(code.partition("(")[0])
                    and self.links.is_wrong(name)
                ):
                    self.problems.add(self.place, f"There is no {name}.")
                continue
            pieces += [escape(code[end : found.start()]), f'<a href="{escape(target)}">{escape(name)}</a>']
            end = found.end()
        return "".join(pieces) + escape(code[end:])

    def _target(self, href: str) -> str | None:
        if re.match(r"[a-z]+:", href):
            if not href.startswith(("https://", "http://", "mailto:")):
                self.problems.add(self.place, f"The link to {href} leads nowhere.")
            return href
        target = self.links.target(self.page, href)
        if target is None:
            self.problems.add(self.place, f"The link to {href} is broken.")
        return target


def relative(target: str, page: Page) -> str:
    """Return the way from a page to a file of the site."""
    path, _, anchor = target.partition("#")
    way = posixpath.relpath(path, posixpath.dirname(page.path) or ".") if path != f"{page.path}.html" else ""
    return f"{way}#{anchor}" if anchor else way or posixpath.basename(path)


def _explicit_anchors(token: Token) -> list[str]:
    """Take the anchors out of a text."""
    found: list[str] = []
    for child in token.children or []:
        if child.type == "text":
            found += _ANCHOR.findall(child.content)
            child.content = _ANCHOR.sub("", child.content)
    return found


def _text(token: Token) -> str:
    pieces = (" " if child.type == "softbreak" else child.content for child in token.children or [])
    return re.sub(r"<br>", " ", "".join(pieces)).strip()


def _slug(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _raw(html: str) -> Token:
    return Token("html_inline", "", 0, content=html)
