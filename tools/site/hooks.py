"""Hooks of MkDocs: the pages outside of docs/, the reference, links from names to it, checks of names, and llms.txt."""

from __future__ import annotations

import ast
import inspect
import logging
import re
from html import unescape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from tools import npm
from tools.site.reference import PACKAGE, operations, pages, public_names

# MkDocs counts warnings of such a logger, and a strict build fails.
LOGGER = logging.getLogger("mkdocs.hooks.site")

#: Pages that name methods that are of another library, or of the past.
OTHER_NAMES = ("CHANGELOG.md", "docs/migrating.md")
#: Code that may be a name; links, headings and blocks, in which no name becomes a link, are matched first.
CODE = re.compile(r"<(a|autoref|h\d|pre)\b.*?</\1>|<code>([A-Za-z_][\w.]*)(\([^<]*\))?</code>", re.S)
#: Operations that are events, too: in texts, what has no `client.` is the event.
EVENTS = ("session.diff", "session.status")
#: Parts of lists that Python-Markdown does not read as code hosts do.
MISREAD = re.compile(r"(?<=\n\n) {1,3}\S.*|^ {1,3}(?:[-*] |\d+\. |```).*|^ {4}\S.*\n(?:[-*]|\d+\.) .*", re.M)
#: What makes the search work in pages that are opened from disk.
IFRAME_WORKER = ("iframe-worker", "1.0.4", "shim/index.js")
IFRAME_WORKER_INTEGRITY = (
    "sha512-roeaaI+Lg1LJNfgpCjoRe/+WzEjy9+Z08LoEvu85MCPbBjwm+qXz8Ag5U05lHa6V1CysZyGzE0SOkAtSUA5q7Q=="
)

_anchors: set[str] = set()
_nav: list[Navigation] = []


def on_config(config: MkDocsConfig) -> None:
    """Begin with a build."""
    _anchors.clear()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Place each file as in the repository, and add the pages outside of docs/, and files that pages link to.

    There is no sitemap: it has the day of the build, and nobody knows the address of the site.
    """
    config.theme.static_templates.discard("sitemap.xml")
    root = Path(config.config_file_path).resolve().parent
    for file in [file for file in files if file.src_dir == config.docs_dir]:
        files.remove(file)
    sources = [path for pattern in ("*.md", "docs/*.md", "examples/*.md") for path in sorted(root.glob(pattern))]
    linked = {
        (path.parent / target).resolve()
        for path in sources
        for target in re.findall(r"\]\(([^)#:\s]+)", path.read_text("utf-8"))
    }
    # Those in examples/ are shown on pages.
    linked = {path for path in linked if path.is_file() and root in path.parents and path.parent.name != "examples"}
    for path in (*sources, *sorted(linked)):
        name = path.relative_to(root).as_posix()
        if name not in files.src_uris:
            files.append(File(name, str(root), config.site_dir, config.use_directory_urls))
    for path in sorted(root.glob("examples/*.py")):
        files.append(File.generated(config, f"examples/{path.stem}.md", content=_program(path)))
    worker = npm.installed(*IFRAME_WORKER, root / ".cache", integrity=IFRAME_WORKER_INTEGRITY)
    for name, path in (("iframe-worker.js", worker), ("site.css", Path(__file__).with_name("site.css"))):
        files.append(File.generated(config, name, abs_src_path=str(path)))
    for name, text in pages(root):
        files.append(File.generated(config, name, content=text))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep the order of the pages for llms.txt."""
    _nav[:] = [nav]


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Have links to programs lead to their pages, and read lists and tables as code hosts do."""
    blocks = re.compile(r"^( *)(```+)[^`\n]*\n.*?^\1\2", re.S | re.M)
    for line in MISREAD.findall(blocks.sub("", markdown)):
        LOGGER.warning("%s: a list needs four spaces, and empty lines in between: %s", page.file.src_uri, line)
    markdown = re.sub(r"`[^`\n]+`", lambda code: code[0].replace(r"\|", "|"), markdown)
    return re.sub(r"(\]\((?:\.\./)?(?:examples/)?\w+)\.(?:py|html)\)", r"\1.md)", markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Have names lead to the reference; one of a known class or resource that does not exist is a mistake."""
    if page.file.generated_by:
        _anchors.update(re.findall(r'\bid="([^"]+)"', html))

    def link(found: re.Match[str]) -> str:
        if found[2] is None:
            return found[0]
        name = found[2].removeprefix("client.").removeprefix(f"{PACKAGE}.")
        if page.file.src_uri not in OTHER_NAMES and _is_wrong(found[2]):
            LOGGER.warning("%s: there is no %s.", page.file.src_uri, found[2])
        if ("." not in name and name.islower()) or (found[2] in EVENTS and not page.file.generated_by):
            return found[0]
        prefixes = ("",) if name.islower() else ("", "batch.", "server.", "testing.")
        for path in (f"{prefix}{name}" for prefix in prefixes):
            if path in operations():
                return f'<autoref identifier="{path}" optional>{found[0]}</autoref>'
            if path in public_names() or path.rpartition(".")[0] in public_names():
                return f'<autoref identifier="{PACKAGE}.{path}" optional>{found[0]}</autoref>'
        return found[0]

    # In results of the search, a description begins with its words.
    return CODE.sub(link, html).replace('<div class="doc-signature', '<div data-search-exclude class="doc-signature')


def on_post_build(config: MkDocsConfig) -> None:
    """Check that everything public is described, and write llms.txt."""
    public = {f"{PACKAGE}.{name}": value for name, value in public_names().items()} | operations()
    for name, value in public.items():
        if name not in _anchors:
            LOGGER.warning("%s is on no page: name it in tools/site/reference.yaml.", name)
        if (isinstance(value, type) or inspect.isfunction(value)) and not value.__doc__:
            LOGGER.warning("%s has no docstring.", name)
    lines = [f"# {config.site_name}", "", f"> {config.site_description}"]
    for section in _nav[0].items:
        if isinstance(section, Section):
            lines += ["", f"## {section.title}", ""]
            lines += [_listed(page, config) for page in section.children if isinstance(page, Page)]
    Path(config.site_dir, "llms.txt").write_text("\n".join(lines) + "\n", "utf-8")


def _listed(page: Page, config: MkDocsConfig) -> str:
    """Return the line of a page in llms.txt; write its Markdown, unless mkdocstrings makes the page."""
    first = re.search(r"<p>(.*?)</p>", page.content or "", re.S)
    about = unescape(re.sub(r"<.*?>", "", first[1])) if first else ""
    target, markdown = page.url, page.markdown or ""
    if not re.search(r"^::: ", markdown, re.M):
        target = page.file.src_uri
        Path(config.site_dir, target).write_text(markdown, "utf-8")
    return f"- [{page.title}]({target}): {' '.join(about.split())}"


def _program(path: Path) -> str:
    """Return the page of a program: its introduction, its code, and the files that have its name."""
    introduction = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    blocks = ["---\nsearch:\n  boost: 0.5\n---", f"# {path.name}", introduction]
    for each in (path, *(other for other in sorted(path.parent.glob(f"{path.stem}.*")) if other != path)):
        title = "The program" if each == path else each.name
        blocks += [f"## {title}", f"````{each.suffix[1:]}\n{each.read_text('utf-8')}````"]
    return "\n\n".join(blocks)


def _is_wrong(name: str) -> bool:
    """Tell that a name begins with a resource or a class, which has no such member."""
    owner, _, member = name.removeprefix(f"{PACKAGE}.").rpartition(".")
    if name.startswith("client."):
        resource = owner.removeprefix("client.")
        known = {each.partition(".")[2] for each in operations() if each.startswith(f"{resource}.")}
        return bool(known) and member not in known
    kind = public_names().get(owner)
    if not isinstance(kind, type) or hasattr(kind, member):
        return False
    return not any(member in inspect.get_annotations(base) for base in inspect.getmro(kind))
