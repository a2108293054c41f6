"""The files of the site: names, links, what they must not hold, and that they are always the same."""

from __future__ import annotations

import json
import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import pytest

from tools import ROOT
from tools.site.build import SEARCH_INDEX, write

# The whole site is built first.
pytestmark = pytest.mark.timeout(600)

Files = Mapping[str, bytes]
PACKAGES = ("opencode_sessions", *(f"opencode_sessions.{name}" for name in ("batch", "server", "testing")))


class _Tags(HTMLParser):
    """The anchors of a page, and its links, each with the name of its tag."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.headings = 0
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.headings += tag == "h1"
        self.anchors += [str(given["id"])] if "id" in given else []
        self.links += [(tag, str(given[name])) for name in ("href", "src") if name in given]


@pytest.fixture(scope="module")
def pages(files: Files) -> Mapping[str, _Tags]:
    return {name: _Tags(content) for name, content in files.items() if name.endswith(".html")}


def anchors_of_names(pages: Mapping[str, _Tags]) -> set[str]:
    return {anchor for name, page in pages.items() if name.startswith("reference/") for anchor in page.anchors}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_has_an_anchor(package: str, pages: Mapping[str, _Tags]) -> None:
    prefix = package.removeprefix("opencode_sessions").removeprefix(".")
    names: list[str] = import_module(package).__all__
    anchors = anchors_of_names(pages)
    assert names
    assert [name for name in names if not {f"{prefix}.{name}".removeprefix("."), name} & anchors] == []


def test_every_operation_and_every_field_has_an_anchor(pages: Mapping[str, _Tags]) -> None:
    anchors = anchors_of_names(pages)
    assert {"session.stream", "global_.health", "mcp.auth_start", "Conversation.send", "Opencode.launch"} <= anchors
    assert {
        "Session.title",
        "Session.time",
        "PromptOptions.model",
        "batch.Job.prompt",
        "testing.ToolCall.name",
    } <= anchors
    assert {"Reply.text", "OpencodeError.url", "OpencodeError.message"} <= anchors


def test_no_page_has_an_anchor_twice_and_each_has_one_title(pages: Mapping[str, _Tags]) -> None:
    for name, page in pages.items():
        assert sorted(page.anchors) == sorted(set(page.anchors)), name
        assert page.headings == 1, name


def test_every_link_leads_to_a_file_and_an_anchor(files: Files, pages: Mapping[str, _Tags]) -> None:
    broken = []
    for name, page in pages.items():
        for _, link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            path, _, anchor = unquote(link).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            # The page of addresses that do not exist is shown at all of them: its links begin at the top.
            target = target.lstrip("/")
            if target not in files or (anchor and target in pages and anchor not in pages[target].anchors):
                broken.append((name, link))
    assert broken == []
    assert sum(len(page.links) for page in pages.values()) > 5_000


def test_no_asset_is_of_another_host(files: Files, pages: Mapping[str, _Tags]) -> None:
    loaded = [(name, link) for name, page in pages.items() for tag, link in page.links if tag != "a"]
    assert [each for each in loaded if re.match(r"(https?:)?//", each[1])] == []
    for name in ("site.css", "site.js"):
        assert b"http" not in files[name]
        assert b"//" not in re.sub(rb"^\s*//.*$", b"", files[name], flags=re.M), name


def test_nothing_of_this_machine_is_in_it(files: Files) -> None:
    for place in {str(ROOT), str(Path.home()), os.path.realpath(sys.prefix)} - {"/", "/root"}:
        assert [name for name, content in files.items() if place.encode() in content] == []


def test_two_builds_are_equal(files: Files, tmp_path: Path) -> None:
    """Of two processes, in which sets have other orders, and at another width of the terminal."""
    environment = {**os.environ, "PYTHONHASHSEED": "7", "COLUMNS": "40", "LANG": "C"}
    subprocess.run(
        [sys.executable, "-m", "tools.site", "--into", tmp_path / "site"], cwd=ROOT, env=environment, check=True
    )
    written = {
        path.relative_to(tmp_path / "site").as_posix(): path.read_bytes() for path in files_below(tmp_path / "site")
    }
    assert written.keys() == files.keys()
    assert [name for name, content in written.items() if content != files[name]] == []


def files_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_every_page_has_a_markdown_twin_whose_links_lead_somewhere(files: Files, pages: Mapping[str, _Tags]) -> None:
    broken = []
    for name in pages.keys() - {"404.html"}:
        twin = f"{name.removesuffix('.html')}.md"
        text = re.sub(r"```.*?```|`[^`\n]*`", "", files[twin].decode(), flags=re.S)
        assert "{#" not in text
        assert "<!-- at" not in text
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            path = link.partition("#")[0]
            target = posixpath.normpath(posixpath.join(posixpath.dirname(twin), path)) if path else twin
            if not re.match(r"[a-z]+:", link) and target not in files:
                broken.append((twin, link))
    assert broken == []


def test_llms_txt_lists_every_page_with_a_line(files: Files, pages: Mapping[str, _Tags]) -> None:
    text = files["llms.txt"].decode()
    assert text.startswith("# opencode-sessions\n\n> ")
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    found = [re.fullmatch(r"- \[[^]]+\]\(([^)]+)\): \S.*", line) for line in lines]
    assert [line for line, match in zip(lines, found, strict=True) if match is None] == []
    linked = {match[1] for match in found if match is not None}
    assert linked == {f"{name.removesuffix('.html')}.md" for name in pages} - {"404.md"}
    assert "\n## Reference\n" in text


def test_the_search_index_has_every_operation_and_leads_to_anchors(files: Files, pages: Mapping[str, _Tags]) -> None:
    index = json.loads(files[SEARCH_INDEX].decode().removeprefix("searchIndex="))
    assert {page[0] for page in index["pages"]} == pages.keys() - {"404.html"}
    titles = {title for _, _, title, _ in index["entries"]}
    assert {"session.stream", "Session", "Streaming", "batch.run" if "batch.run" in titles else "run"} <= titles
    for number, anchor, _, _ in index["entries"]:
        assert not anchor or anchor in pages[index["pages"][number][0]].anchors


def test_types_lead_to_their_pages(files: Files) -> None:
    session = files["reference/session.html"].decode()
    assert 'href="prompts.html#Prompt"' in session
    assert 'href="data/sessions.html#Session"' in session
    assert "POST /session/{sessionID}/message" in session
    assert "async: awaited" in session
    assert "servers since 1.1.11" in files["reference/question.html"].decode()


def test_a_build_removes_old_pages_and_nothing_else(files: Files, tmp_path: Path) -> None:
    site = tmp_path / "site"
    write({**files, "old/page.html": b"old"}, site)
    write(files, site)
    assert not (site / "old").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").touch()
    with pytest.raises(FileExistsError, match="other things"):
        write(files, tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").exists()
