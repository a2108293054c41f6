"""Put the site together: pages, reference, search index, llms.txt and the files that links lead to."""

from __future__ import annotations

import ast
import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

import jinja2
from attrs import define, field
from markupsafe import Markup

from tools.site.api import PACKAGE, Api
from tools.site.markdown import Links, Page, Parsed, parse, plain_markdown, relative, render
from tools.site.navigation import Entry, Navigation
from tools.site.problems import Problems
from tools.site.reference import Contract, ReferencePages

__all__ = ["SEARCH_INDEX", "build", "write"]

SEARCH_INDEX = "search-index.js"
_TEMPLATES = Path(__file__).parent / "templates"
_HTML = re.compile(r"\.html(?=#|$)")
_IMAGES = (".svg", ".png")
_LAYOUTS = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_TEMPLATES),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)
#: A section is found by so many characters of its text.
_SEARCHED = 4_000


def build(root: Path, problems: Problems) -> dict[str, bytes]:
    """Return the files of the site of a checkout, by their paths; it is complete only if there are no problems."""
    navigation = Navigation.read(root, problems)
    contract = Contract.read(root)
    unions = {each.name: str(each.description.striptags()) for each in contract.schemas.schemas if each.variants}
    api = Api.read(root, unions, problems)
    reference = ReferencePages(api, contract, navigation, problems)
    pages = [page for entry in navigation.entries if (page := _page(root, entry, reference)) is not None]
    events = next(each.variants for each in contract.schemas.schemas if each.name == "Event")
    tags = frozenset(event.value for event in events)
    return _Site(root, navigation, api, [parse(page, problems) for page in pages], problems, tags).files()


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files of a site into a folder, and remove what was of an earlier one.

    Raises:
        FileExistsError: The folder has other things in it than a site.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / SEARCH_INDEX).exists():
        raise FileExistsError(f"{folder} has other things in it than a site: name another folder, or empty it.")
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif not path.is_dir() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _page(root: Path, entry: Entry, reference: ReferencePages) -> Page | None:
    if entry.content:
        package = f"{entry.path.rpartition('/')[2]}."
        return Page(entry.source, entry.path, reference.markdown(entry), package, reference.summary(entry), entry.title)
    path = root / entry.source
    if not path.is_file():
        return None
    text = path.read_text("utf-8") if path.suffix == ".md" else _example(path)
    return Page(entry.source, entry.path, text, menu_title=entry.title, checks_names=not entry.other_names)


def _example(path: Path) -> str:
    """Return the page of a program: its introduction, its code, and files that have its name."""
    code = path.read_text("utf-8")
    introduction = ast.get_docstring(ast.parse(code)) or ""
    first, _, rest = introduction.partition("\n\n")
    # The introductions of short ones are a sentence, with the command after a colon.
    sentence, _, command = first.partition(": python ")
    blocks = [
        f"# {path.name}",
        f"{' '.join(sentence.split()).rstrip('.:')}.",
        f"```sh\npython {command.strip()}\n```" if command else rest,
    ]
    files = [path, *sorted(other for other in path.parent.glob(f"{path.stem}.*") if other != path)]
    for other in files:
        language = {".py": "python", ".html": "html"}.get(other.suffix, "text")
        blocks += [
            f"## {'The program' if other is path else other.name}",
            f"````{language}\n{other.read_text('utf-8').rstrip()}\n````",
        ]
    return "\n\n".join(filter(None, blocks)) + "\n"


@define(eq=False)
class _Site:
    """The parts of a site, while it is put together."""

    root: Path
    navigation: Navigation
    api: Api
    pages: list[Parsed]
    problems: Problems
    events: frozenset[str]
    _copied: dict[str, bytes] = field(factory=dict)
    _names: dict[str, str] = field(factory=dict)
    _members: dict[str, set[str]] = field(factory=dict)

    def files(self) -> dict[str, bytes]:
        """Return the files of the site."""
        for parsed in self.pages:
            if parsed.page.source.startswith("reference/"):
                for anchor in parsed.anchors:
                    self._names.setdefault(anchor, f"{parsed.page.path}.html#{anchor}")
        self._names = {name: self._names[name] for name in sorted(self._names)}
        for name in self._names:
            owner, _, member = name.rpartition(".")
            self._members.setdefault(owner, set()).add(member)
        for name in self.navigation.files:
            if (self.root / name).is_file():
                self._copied[name] = (self.root / name).read_bytes()
        links = Links(self._target, self._name, self._is_wrong)
        written = [render(parsed, links, self.problems) for parsed in self.pages]
        files = {
            f"{parsed.page.path}.html": self._html(number, html)
            for number, (parsed, html) in enumerate(zip(self.pages, written, strict=True))
        }
        files |= {f"{parsed.page.path}.md": self._twin(parsed) for parsed in self.pages}
        files |= {name: (_TEMPLATES / name).read_text("utf-8") for name in ("site.css", "site.js")}
        files |= {"404.html": self._missing(), "llms.txt": self._llms(), SEARCH_INDEX: self._index()}
        return {**{name: text.encode() for name, text in sorted(files.items())}, **self._copied}

    # ------------------------------------------------------------ links and names

    def _target(self, page: Page, href: str) -> str | None:
        path, _, anchor = href.partition("#")
        source = posixpath.normpath(posixpath.join(posixpath.dirname(page.source), path)) if path else page.source
        wanted = (
            source,
            f"{source}/README.md",
            *([f"{source.rpartition('.')[0]}.py"] if source.endswith(".html") else []),
        )
        for parsed in self.pages:
            if parsed.page.source in wanted:
                if anchor and anchor not in parsed.anchors:
                    return None
                return relative(f"{parsed.page.path}.html" + (f"#{anchor}" if anchor else ""), page)
        file = self.root / source
        if not file.is_relative_to(self.root) or ".." in source or not file.exists():
            return None
        if source.endswith(_IMAGES):
            self._copied[source] = file.read_bytes()
        return relative(source, page) if source in self._copied else ""

    def _known(self, name: str) -> str | None:
        """Return the key of a name as it is written: `client.session.chat`, `opencode_sessions.batch.run`."""
        key = name.removeprefix("client.").removeprefix(f"{PACKAGE}.")
        return key if key in self._names else name if name in self._names else None

    def _name(self, page: Page, name: str) -> str | None:
        # Words such as `run` are names only where they are described, and `session.status` is an event, too.
        key = f"{page.package}{name}" if f"{page.package}{name}" in self._names else self._known(name)
        is_word = (name.islower() and "." not in name) or name in self.events
        if key is None or (is_word and not page.source.startswith("reference/")):
            return None
        return relative(self._names[key], page)

    def _is_wrong(self, name: str) -> bool:
        owner, _, member = name.rpartition(".")
        if not owner or member in ("py", "md", "yaml", "json"):
            return False
        if name.startswith("client."):
            resource = owner.removeprefix("client.")
            return resource in self.api.resources and member not in self._members.get(resource, ())
        key = owner.removeprefix(f"{PACKAGE}.")
        known = self._members.get(key, set())
        return (
            key in self.api.names
            and bool(known)
            and member not in known
            and member not in self.api.common
            and member[0] != "_"
        )

    # ------------------------------------------------------------ files

    def _html(self, number: int, html: str) -> str:
        parsed = self.pages[number]
        page = parsed.page
        around = {
            name: self.pages[other] if 0 <= other < len(self.pages) else None
            for name, other in (("previous", number - 1), ("next", number + 1))
        }
        return self._layout(
            page,
            parsed.title,
            parsed.summary,
            Markup(html),
            headings=parsed.headings,
            twin=f"{posixpath.basename(page.path)}.md",
            **around,
        )

    def _layout(self, page: Page, title: str, summary: str, html: Markup, **more: object) -> str:
        by_path = {parsed.page.path: parsed for parsed in self.pages}
        sections = [
            (section.title, [by_path[entry.path] for entry in section.entries if entry.path in by_path])
            for section in self.navigation.sections
        ]
        up = "../" * page.path.count("/")
        given = {"headings": [], "twin": "", "previous": None, "next": None, **more}
        return _LAYOUTS.get_template("page.html.jinja").render(
            page=page, title=title, summary=summary, html=html, sections=sections, site=self.navigation, up=up, **given
        )

    def _missing(self) -> str:
        page = Page("404.md", "404", "")
        html = Markup(
            '<h1>There is no such page</h1><p>Search for it, or begin at <a href="index.html">the overview</a>.</p>'
        )
        text = self._layout(page, "There is no such page", "", html)
        # It is shown at any address: its links begin at the top of the host.
        return re.sub(r'(href|src|data-up)="(?!https?:|data:|#)([^"]*)"', rf'\1="{self.navigation.served_at}\2"', text)

    def _twin(self, parsed: Parsed) -> str:
        """Return the page as Markdown, in which links lead to Markdown."""
        page = parsed.page

        def target(found: re.Match[str]) -> str:
            way = found[2] if re.match(r"[a-z]+:", found[2]) else self._target(page, found[2])
            if not way:
                return found[0] if way is None else found[1].removesuffix("]").removeprefix("[")
            is_page = re.match(r"[a-z]+:", way) is None
            return f"{found[1]}({re.sub(_HTML, '.md', way) if is_page else way})"

        return re.sub(r"(\[(?:[^\]\[]|\[[^\]]*\])*\])\(([^)\s]+)\)", target, plain_markdown(page))

    def _llms(self) -> str:
        by_path = {parsed.page.path: parsed for parsed in self.pages}
        lines = [f"# {self.navigation.title}", "", f"> {' '.join(self.navigation.summary.split())}"]
        for section in self.navigation.sections:
            lines += ["", f"## {section.title}", ""]
            for parsed in (by_path[entry.path] for entry in section.entries if entry.path in by_path):
                title = parsed.page.menu_title or parsed.title
                lines.append(f"- [{title}]({parsed.page.path}.md): {parsed.summary}")
        return "\n".join(lines) + "\n"

    def _index(self) -> str:
        """Return the search index as a script: pages opened from disk may not read other files."""
        sections = {entry.path: section.title for section in self.navigation.sections for entry in section.entries}
        pages = [[f"{parsed.page.path}.html", parsed.title, sections[parsed.page.path]] for parsed in self.pages]
        entries = [
            [
                number,
                heading.anchor if heading.level > 1 else "",
                heading.title,
                " ".join(heading.text.split())[:_SEARCHED],
            ]
            for number, parsed in enumerate(self.pages)
            for heading in parsed.headings
        ]
        content = json.dumps({"pages": pages, "entries": entries}, ensure_ascii=False, separators=(",", ":"))
        return f"searchIndex={content}\n"
