"""The documentation: its Python and its commands run against the real server, and print the output that is shown."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import trustme
from pytest_httpserver import HTTPServer

from opencode_sessions import Opencode, ServerProcess
from opencode_sessions.testing import HTTPError, ModelReply, ScriptedModel, Stall, Text, ToolCall
from opencode_sessions.testing.completions import last_user_text
from opencode_sessions.testing.script import ReplyLike
from tests.support.pages import ROOT, blocks, commands, files, pages, write_files

RUN = ROOT / "tests" / "support" / "pages.py"


LOOK = ToolCall("bash", {"command": "ls", "description": "Look around"})
#: What the model does in the turns of some prompts, step by step.
TURNS: dict[str, list[ReplyLike]] = {
    "Why does test_parse fail?": [LOOK, "The tokenizer drops the last token."],
    "What does this project do?": [LOOK, "It splits text into words."],
    "How do I use it?": [Text("Call split() with your text.", chunk_size=4)],
    "Please write ABOUT.md.": [
        ToolCall("write", {"filePath": "ABOUT.md", "content": "This project splits text into words."}),
        "It is written.",
    ],
    "Describe this project.": [
        LOOK,
        ToolCall("StructuredOutput", {"summary": "It splits text into words.", "languages": ["Python"]}),
    ],
    "Review this change.": [
        ToolCall(
            "StructuredOutput", {"value": [{"file": "parser.py", "line": 3, "problem": "The last token is lost."}]}
        )
    ],
}


def decide(request: Mapping[str, Any]) -> ReplyLike | None:
    """The model's replies to the prompts of the pages."""
    *_, last = messages = request["messages"]
    prompt = last_user_text(request)
    for beginning, steps in TURNS.items():
        if prompt.startswith(beginning):
            begun = max(place for place, message in enumerate(messages) if message["role"] == "user")
            done = [message for message in messages[begun:] if message["role"] == "tool"]
            return steps[len(done)]
    if last["role"] == "tool":
        return "It did not run." if "rejected permission" in str(last["content"]) else "It ran."
    asked = str(last["content"])
    if "Be vague" in asked:
        return ToolCall("StructuredOutput", {"name": "Rome"})
    if "Which cities" in asked:
        cities = [{"name": "Rome", "country": "IT"}, {"name": "Oslo", "country": "NO"}]
        return ToolCall("StructuredOutput", {"value": cities})
    if "Which city" in asked:
        return ToolCall("StructuredOutput", {"name": "Rome", "country": "IT"})
    if "two commands" in asked:
        return ToolCall("bash", {"command": "touch made && touch made-too", "description": "Make two files"})
    if "Please fail" in asked:
        return HTTPError(400, "No such luck.")
    if "Break off once" in asked:
        return None
    if "Take your time" in asked:
        return ModelReply(Text("Hm."), Stall(60))
    if "make a file" in asked:
        return ToolCall("bash", {"command": "touch made", "description": "Make a file"})
    if "run something" in asked:
        return ToolCall("bash", {"command": "echo ran", "description": "Run something"})
    return Text("Hello!", chunk_size=2)


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with ScriptedModel(decide=decide) as model:
        yield model


@pytest.fixture
def server(
    launched: Callable[[Path], AbstractContextManager[ServerProcess]], project: Path, model: ScriptedModel
) -> Iterator[ServerProcess]:
    """A server that works in the project by itself: the pages name no directory.

    It has done a turn there: the first one takes seconds, more on a busy machine, and no abort counts before it runs.
    """
    with launched(project) as server:
        with Opencode(server.url, password=server.password) as client:
            session = client.session.create()
            client.session.chat(session.id, "Get ready.")
            client.session.delete(session.id)
        model.push(ModelReply("Half of", HTTPError(500, "The model broke")), "All of it.")
        yield server


@pytest.fixture
def secure_url(project: Path) -> Iterator[str]:
    """A server with a certificate of the company's own authority, which lies in the project."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(project / "company-ca.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    with HTTPServer("localhost", ssl_context=context) as server:
        server.expect_request("/global/health").respond_with_json({"healthy": True, "version": "1.18.33"})
        yield f"https://localhost:{server.port}"


@pytest.fixture
def environment(env: dict[str, str], server: ServerProcess, program: Path, project: Path) -> dict[str, str]:
    """The environment of a reader, who has installed the SDK and works in the project."""
    return {
        **os.environ,
        **env,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": str(project),
        # Standard output and standard error come in the order in which a person sees them.
        "PYTHONUNBUFFERED": "1",
        "OPENCODE_BIN": str(program),
        "OPENCODE_BASE_URL": server.url,
        "OPENCODE_SERVER_PASSWORD": server.password or "",
    }


@pytest.mark.config(permission={"bash": {"*": "allow", "touch *": "ask"}})
@pytest.mark.parametrize("page", [page for page in pages() if blocks(page, "python")], ids=lambda page: page.stem)
def test_a_page_prints_what_it_says(
    page: Path, environment: dict[str, str], project: Path, request: pytest.FixtureRequest
) -> None:
    if page.stem == "proxies-and-tls":
        environment["OPENCODE_BASE_URL"] = request.getfixturevalue("secure_url")
    write_files(page, project)
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", RUN, page],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout == "".join(blocks(page, "text"))
    for command, printed in commands(page):
        shell = subprocess.run(
            command,
            shell=True,
            cwd=project,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=180,
            check=False,
        )
        assert (command, shell.stdout) == (command, printed)


def files_of_tests(page: Path) -> dict[str, str]:
    """Return the files of a page, if any of them has tests. The blocks of tests in its program are one of them."""
    tests = [block for block in blocks(page, "python") if "def test_" in block and block not in files(page).values()]
    found = {**files(page), **({"test_page.py": "\n".join(tests)} if tests else {})}
    return found if any(name.startswith("test_") for name in found) else {}


#: How many tests of a page are skipped on a real server.
SKIPPED = {("testing", True): 2}


@pytest.mark.parametrize("real", [False, True])
@pytest.mark.parametrize("page", [page for page in pages() if files_of_tests(page)], ids=lambda page: page.stem)
def test_the_tests_on_a_page_pass(page: Path, env: dict[str, str], program: Path, tmp_path: Path, real: bool) -> None:
    for name, content in files_of_tests(page).items():
        (tmp_path / name).write_text(content, "utf-8")
    options = ["-q", "-W", "error", "-p", "no:cacheprovider", "--rootdir", str(tmp_path)]
    finished = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *(["--opencode-real"] if real else []), str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, **env, "OPENCODE_BIN": str(program) if real else str(tmp_path / "none")},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    counted = {kind: int(count) for count, kind in re.findall(r"(\d+) (passed|skipped)", finished.stdout)}
    assert counted.get("skipped", 0) == SKIPPED.get((page.stem, real), 0)
    assert sum(counted.values()) >= sum(content.count("def test_") for content in files_of_tests(page).values())


def test_links_work() -> None:
    for page in [*pages(), ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"]:
        for line in page.read_text("utf-8").splitlines():
            for target in [part.partition(")")[0] for part in line.split("](")[1:]]:
                if "://" not in target:
                    assert (page.parent / target.partition("#")[0]).exists(), f"{page.name}: {target}"
