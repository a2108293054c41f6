"""The files of the site: names, links, what they must not hold, and that they are always the same."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Mapping
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import pytest

from opencode_sessions import Opencode
from tests.site.conftest import COMMAND, environment, read
from tools import ROOT

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


@pytest.fixture(scope="module")
def anchors(pages: Mapping[str, _Tags]) -> set[str]:
    """The anchors of the reference."""
    made = ("reference/", "operations/")
    return {anchor for name, page in pages.items() if name.startswith(made) for anchor in page.anchors}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_has_an_anchor(package: str, anchors: set[str]) -> None:
    names: list[str] = import_module(package).__all__
    assert names
    assert [name for name in names if f"{package}.{name}" not in anchors] == []


def test_every_operation_and_every_field_has_an_anchor(anchors: set[str]) -> None:
    members = {name: getattr(Opencode, name) for name in dir(Opencode) if name[0] != "_"}
    resources = {name: kind for name, kind in members.items() if isinstance(kind, type)}
    operations = {f"{name}.{each}" for name, kind in resources.items() for each in dir(kind) if each[0] != "_"}
    assert {"session.stream", "global_.health", "mcp.auth_start"} <= operations
    assert operations - anchors == set()
    described = {"Conversation.send", "Opencode.launch", "Session.title", "Session.time", "PromptOptions.model"}
    described |= {"batch.Job.prompt", "batch.Batch.stop", "testing.ToolCall.name", "Reply.text", "OpencodeError.url"}
    assert {f"opencode_sessions.{name}" for name in described} - anchors == set()


def test_no_page_has_an_anchor_twice_and_each_has_one_title(pages: Mapping[str, _Tags]) -> None:
    for name, page in pages.items():
        assert sorted(page.anchors) == sorted(set(page.anchors)), name
        assert page.headings == 1, name


def test_every_link_leads_to_a_file_and_an_anchor(files: Files, pages: Mapping[str, _Tags]) -> None:
    broken = []
    for name, page in pages.items():
        # Those of the page of addresses that do not exist begin at the top.
        for _, link in page.links if name != "404.html" else ():
            if re.match(r"[a-z]+:", link):
                continue
            path, _, anchor = unquote(link).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            if target not in files or (anchor and target in pages and anchor not in pages[target].anchors):
                broken.append((name, link))
    assert broken == []
    assert sum(len(page.links) for page in pages.values()) > 5_000


def test_no_asset_is_of_another_host(files: Files, pages: Mapping[str, _Tags]) -> None:
    loaded = [(name, link) for name, page in pages.items() for tag, link in page.links if tag != "a"]
    assert [each for each in loaded if re.match(r"(https?:)?//", each[1])] == []


def test_there_is_no_sitemap(files: Files) -> None:
    """It would have the day of the build, and nobody knows the address of the site."""
    assert not [name for name in files if name.startswith("sitemap")]


def test_nothing_of_this_machine_is_in_it(files: Files) -> None:
    for place in {str(ROOT), str(Path.home()), os.path.realpath(sys.prefix)} - {"/", "/root"}:
        assert [name for name, content in files.items() if place.encode() in content] == []


def test_two_builds_are_equal(files: Files, tmp_path: Path) -> None:
    """Of two processes, in which sets have other orders, and at another width of the terminal."""
    other = environment(PYTHONHASHSEED="7", COLUMNS="40", LANG="C")
    subprocess.run([*COMMAND, "--site-dir", tmp_path / "site"], cwd=ROOT, env=other, check=True)
    written = read(tmp_path / "site")
    assert written.keys() == files.keys()
    assert [name for name, content in written.items() if content != files[name]] == []


def test_llms_txt_lists_every_page_with_a_line(files: Files, pages: Mapping[str, _Tags]) -> None:
    text = files["llms.txt"].decode()
    assert text.startswith("# opencode-sessions\n\n> ")
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    found = [re.fullmatch(r"- \[[^]]+\]\(([^)]+)\): \S.*", line) for line in lines]
    assert [line for line, match in zip(lines, found, strict=True) if match is None] == []
    linked = {match[1] for match in found if match is not None}
    assert linked <= files.keys()
    assert len(linked) == len(lines) == len(pages.keys() - {"404.html"})
    assert {"docs/streaming.md", "examples/stream.md", "operations/session.html"} <= linked
    assert "\n## Reference\n" in text


def test_links_in_markdown_lead_somewhere(files: Files) -> None:
    broken = []
    for name in (name for name in files if name.endswith(".md")):
        text = re.sub(r"```.*?```|`[^`\n]*`", "", files[name].decode(), flags=re.S)
        for link in re.findall(r"\]\(([^)#\s]+)", text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link))
            if not re.match(r"[a-z]+:", link) and target not in files:
                broken.append((name, link))
    assert broken == []


def test_types_lead_to_their_pages(files: Files) -> None:
    session = files["operations/session.html"].decode()
    assert 'href="../reference/prompts.html#opencode_sessions.Prompt"' in session
    assert 'href="../reference/data/sessions.html#opencode_sessions.Session"' in session
    assert "POST /session/{sessionID}/message" in session
    row = re.search(r"session\.stream</code></a></td>(.*?)</tr>", session, re.DOTALL)
    assert row is not None
    assert re.findall(r"<td>(.*?)</td>", row[1])[:2] == ["all", "<code>async with</code>"]
    assert "Send a prompt and follow the agent's work." in row[1]
    assert "<td>since 1.1.11</td>" in files["operations/question.html"].decode()


def test_names_in_texts_lead_to_the_reference(files: Files) -> None:
    streaming = files["docs/streaming.html"].decode()
    assert re.search(
        r'<a [^>]*href="../operations/session.html#session.stream"><code>session.stream</code></a>', streaming
    )


def test_programs_are_pages(files: Files) -> None:
    assert 'href="web_relay.html"' in files["examples/index.html"].decode()
    assert "EventSource" in files["examples/web_relay.html"].decode()
