"""The examples that are programs, run as a user would, also while the server is killed and started again."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from opencode_sessions import Opencode
from opencode_sessions.testing import ModelReply, ScriptedModel, Stall, Text, ToolCall
from tests.support.browsers import chromium
from tests.support.examples import EXAMPLES, Example, kill_server
from tests.support.restarting import RestartableServer
from tests.support.waiting import wait_until

pytestmark = pytest.mark.timeout(300)

PROGRAMS = ("chat_bridge.py", "mcp_server.py", "session_hub.py", "web_relay.py")
ASKING = pytest.mark.config(permission={"bash": "ask"})
MAKE = ToolCall("bash", {"command": "touch made", "description": "Make a file"})
STORY = "Once, long ago, Größe 木 🌲 met nobody, and so nothing happened for a long while. "
Start = Callable[..., Example]


def slowly(text: str) -> Text:
    """A text in many pieces, over a second or more."""
    return Text(text, chunk_size=3, delay=0.05)


@pytest.fixture
def start(env: dict[str, str], project: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts examples in the project, with servers of their own."""
    running: list[Example] = []

    def start(name: str, *arguments: str, **variables: str) -> Example:
        private = {"XDG_RUNTIME_DIR": str(tmp_path), "OPENCODE_BASE_URL": ""}
        example = Example(name, *arguments, directory=project, env=env | private | variables)
        running.append(example)
        return example

    yield start
    for example in running:
        with example:
            pass


@pytest.fixture
def start_here(start: Start, own_server: RestartableServer) -> Start:
    """Starts examples that use a server which is there, and can be started again."""
    return lambda name, *arguments: start(
        name, "--url", own_server.url, *arguments, OPENCODE_SERVER_PASSWORD=own_server.password
    )


@pytest.fixture
def sessions(own_server: RestartableServer, project: Path) -> Iterator[Opencode]:
    with Opencode(own_server.url, password=own_server.password, directory=project) as client:
        yield client


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_is_short_and_helps(name: str) -> None:
    assert len((EXAMPLES / name).read_text("utf-8").splitlines()) < 120
    asked = subprocess.run(
        [sys.executable, str(EXAMPLES / name), "--help"], capture_output=True, text=True, timeout=180, check=True
    )
    assert asked.stdout.startswith(f"usage: {name}")
    assert "--url" in asked.stdout


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_that_cannot_reach_its_server_says_so(name: str, start: Start, project: Path) -> None:
    if name in ("session_hub.py",):
        example = start(name, "--url", "http://127.0.0.1:9")
    else:
        example = start(name, OPENCODE_BIN=str(project / "nothing"))
    code, errors = example.finish()
    assert (code, errors.count("\n"), errors[:7]) == (1, 1, "error: "), errors


@pytest.mark.parametrize("name", PROGRAMS)
def test_ctrl_c_ends_a_program(name: str, start_here: Start) -> None:
    example = start_here(name, *(["--port", "0"] if name == "web_relay.py" else []))
    if name == "mcp_server.py":
        example.write(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"}))
    if name == "chat_bridge.py":
        example.write("Hello?")
    assert wait_until(lambda: example.lines)
    assert example.end() == (130, "")


# -------------------------------------------------------------------------------- chat_bridge.py


def texts(example: Example, room: str | None = None) -> dict[int, str]:
    """The messages of a chat, or of a room of it, as they are now."""
    items = map(json.loads, example.lines)
    return {item["id"]: item["text"] for item in items if room in (None, item["room"])}


def says(example: Example, words: str) -> bool:
    """Wait for words in a message."""
    return wait_until(lambda: any(words in text for text in texts(example).values()), 90)


def test_a_chat_with_rooms_edits_and_long_messages(
    start_here: Start, model: ScriptedModel, sessions: Opencode, project: Path
) -> None:
    story = STORY * 30
    model.push(Text(story, chunk_size=200, delay=0.25), "Hello, operators.")
    chat = start_here("chat_bridge.py")
    chat.write("Tell me a story.")
    assert says(chat, "Once, long ago")
    chat.write("#ops Hello?")
    assert says(chat, "Hello, operators.")
    assert wait_until(lambda: story.strip() in "".join(texts(chat, "#lobby").values()))
    told = [item for item in map(json.loads, chat.lines) if item["room"] == "#lobby"]
    assert {len(item["text"]) > 2000 for item in told} == {False}
    # The first one says that it works; others come about once a second.
    assert told[0]["text"] == "…"
    assert 3 <= len(told) <= 12
    assert sorted(session.title for session in sessions.session.list_all()) == ["#lobby", "#ops"]
    assert set(json.loads((project / "rooms.json").read_text("utf-8"))) == {"#lobby", "#ops"}
    assert chat.finish() == (0, "")

    # The bridge is started again, and goes on in the same sessions.
    chat = start_here("chat_bridge.py")
    model.push("A story.")
    chat.write("What did you tell me?")
    assert says(chat, "A story.")
    assert "Once, long ago" in json.dumps(model.requests[-1], ensure_ascii=False)
    assert len(sessions.session.list()) == 2
    assert chat.end() == (130, "")


@ASKING
def test_a_permission_is_asked_and_answered_in_the_chat(start_here: Start, model: ScriptedModel, project: Path) -> None:
    chat = start_here("chat_bridge.py")
    model.push(MAKE, "Made.", MAKE, "Then not.")
    chat.write("#ops Make it.")
    assert says(chat, "May I use bash for touch made?")
    assert not (project / "made").exists()
    chat.write("#ops yes")
    assert says(chat, "Made.")
    (project / "made").unlink()
    chat.write("#ops Make it again.")
    assert wait_until(lambda: sum("touch made?" in text for text in texts(chat).values()) == 2)
    chat.write("#ops Not on a Friday.")
    assert says(chat, "Then not.")
    assert "Not on a Friday." in json.dumps(model.requests[-1])
    assert not (project / "made").exists()
    assert chat.finish() == (0, "")


def test_a_room_is_told_what_goes_wrong(start_here: Start) -> None:
    chat = start_here("chat_bridge.py")
    chat.write("#ops")
    chat.write("#dev   ")
    assert wait_until(lambda: len(chat.lines) == 2)
    for room in ("#ops", "#dev"):
        assert list(texts(chat, room).values()) == [
            "That did not work. The prompt is empty: its text is only white space."
        ]
    assert chat.finish() == (0, "")


@ASKING
def test_what_is_said_after_an_answer_is_a_prompt(start_here: Start, model: ScriptedModel) -> None:
    chat = start_here("chat_bridge.py")
    model.push(MAKE, "Made.", "As you like.")
    chat.write("Make it.")
    assert says(chat, "May I use bash for touch made?")
    chat.write("yes")
    # The answer has arrived when the model is asked again.
    assert wait_until(lambda: len(model.requests) == 2)
    chat.write("And then rest.")
    assert says(chat, "As you like.")
    assert "And then rest." in json.dumps(model.requests[-1])
    assert not any("did not work" in text for text in texts(chat).values())
    assert chat.finish() == (0, "")


def test_a_chat_survives_its_server(start_here: Start, model: ScriptedModel, own_server: RestartableServer) -> None:
    chat = start_here("chat_bridge.py")
    model.push(ModelReply(slowly(STORY), Stall(60)), "There again.")
    chat.write("Tell me.")
    assert says(chat, "Once, long ago")
    own_server.restart()
    assert says(chat, "That did not work. The server")
    chat.write("Are you there?")
    assert says(chat, "There again.")
    assert chat.finish() == (0, "")


def test_a_chat_survives_the_server_that_it_launched(start: Start, model: ScriptedModel) -> None:
    chat = start("chat_bridge.py")
    model.push(ModelReply(slowly(STORY), Stall(60)), "There again.")
    chat.write("Tell me.")
    assert says(chat, "Once, long ago")
    kill_server(chat)
    assert says(chat, "That did not work.")
    chat.write("Are you there?")
    assert says(chat, "There again.")
    assert chat.end() == (130, "")


# -------------------------------------------------------------------------------- mcp_server.py


class Tools:
    """An MCP client: the tools of a process."""

    def __init__(self, example: Example) -> None:
        self.example = example
        self._number = 0

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request, and return the response."""
        self._number += 1
        number, request = self._number, {"jsonrpc": "2.0", "method": method, "params": params}
        self.example.write(json.dumps(request | {"id": number}))
        return self.example.first(lambda response: response["id"] == number)

    def call(self, name: str, **arguments: Any) -> dict[str, Any]:
        """Call a tool, and return its result."""
        result = self.ask("tools/call", name=name, arguments=arguments)["result"]
        assert not result.get("isError"), result
        assert json.loads(result["content"][0]["text"]) == result["structuredContent"]
        return dict(result["structuredContent"])

    def fail(self, name: str, **arguments: Any) -> str:
        """Call a tool that fails, and return the error."""
        result = self.ask("tools/call", name=name, arguments=arguments)["result"]
        assert result["isError"]
        return str(result["content"][0]["text"])


def test_the_protocol_of_tools(start_here: Start) -> None:
    tools = Tools(start_here("mcp_server.py"))
    about = tools.ask("initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo={"name": "a test"})
    assert about["result"]["protocolVersion"] == "2025-06-18"
    tools.example.write(json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}))
    assert tools.ask("ping")["result"] == {}
    listed = {tool["name"]: tool for tool in tools.ask("tools/list")["result"]["tools"]}
    assert set(listed) == {"run", "answer", "resume"}
    assert listed["answer"]["inputSchema"] == {
        "type": "object",
        "properties": {
            "session_id": {"type": "string"},
            "decision": {"type": "string"},
            "seconds": {"type": "number"},
        },
        "required": ["session_id"],
    }
    assert tools.ask("resources/list")["error"]["code"] == -32601
    assert tools.ask("tools/call", name="walk", arguments={})["error"]["code"] == -32602
    assert (
        "missing 1 required positional argument: 'prompt'"
        in tools.ask("tools/call", name="run")["result"]["content"][0]["text"]
    )
    assert "unexpected keyword argument" in tools.fail("run", words="Hello?")
    assert "ses_unknown" in tools.fail("answer", session_id="ses_unknown")
    assert "ses_unknown" in tools.fail("resume", session_id="ses_unknown", prompt="Hello?")
    assert len(tools.example.lines) == 9
    assert tools.example.finish() == (0, "")


@pytest.mark.parametrize(
    ("line", "number", "code"),
    [
        ("no JSON", None, -32700),
        ("", None, -32700),
        ("[" * 100_000, None, -32700),
        ("[]", None, -32600),
        ('[{"jsonrpc": "2.0", "id": 7, "method": "ping"}]', None, -32600),
        ("null", None, -32600),
        ('{"jsonrpc": "2.0"}', None, -32600),
        ('{"jsonrpc": "2.0", "id": null, "method": "ping"}', None, -32600),
        ('{"jsonrpc": "2.0", "id": [7], "method": "ping"}', None, -32600),
        ('{"jsonrpc": "2.0", "id": 7}', 7, -32600),
        ('{"jsonrpc": "2.0", "id": "seven", "method": 5}', "seven", -32600),
        ('{"id": 7, "method": "ping"}', 7, -32600),
        ('{"jsonrpc": "2.0", "id": 7, "method": "walk"}', 7, -32601),
        ('{"jsonrpc": "2.0", "id": 7, "method": "tools/call"}', 7, -32602),
        ('{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": ["run"]}', 7, -32602),
        ('{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {}}', 7, -32602),
        ('{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": ["run"]}}', 7, -32602),
    ],
    ids=range(17),
)
def test_what_is_no_request_of_the_protocol(
    line: str, number: object, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    program: Any = runpy.run_path(str(EXAMPLES / "mcp_server.py"))
    program["respond"](program["Agent"](None, "."), line.encode())
    response = json.loads(capsys.readouterr().out)
    assert (response["id"], response["error"]["code"]) == (number, code)


def test_tools_go_on_after_what_is_no_request(start_here: Start) -> None:
    tools = Tools(start_here("mcp_server.py"))
    tools.example.write("[" * 100_000)
    tools.example.write('{"jsonrpc": "2.0", "method": "walk"}')
    tools.example.write('{"jsonrpc": "2.0", "id": "last", "method": "tools/call", "params": {"name": "answer"}}')
    # Its input ends, and what was asked before is answered.
    assert tools.example.finish() == (0, "")
    assert sorted(str(json.loads(line)["id"]) for line in tools.example.lines) == ["None", "last"]


@ASKING
def test_what_one_process_starts_another_one_answers(start: Start, model: ScriptedModel, project: Path) -> None:
    one, two = Tools(start("mcp_server.py")), Tools(start("mcp_server.py"))
    model.push(ModelReply("First this.", MAKE), "Made.", MAKE, "Then not.", ModelReply(slowly(STORY)), "Here again.")
    session_id = one.call("run", prompt="Make it.")["session_id"]
    waiting = two.call("answer", session_id=session_id)
    assert (waiting["state"], waiting["request"]["patterns"]) == ("waiting", ["touch made"])
    assert "is at work" in one.fail("resume", session_id=session_id, prompt="And?")
    assert one.call("answer", session_id=session_id)["state"] == "waiting"
    done = two.call("answer", session_id=session_id, decision="once")
    assert (done["state"], done["text"], done["failure"]) == ("done", "First this.\n\nMade.", None)
    assert done["dollars"] > 0
    assert one.call("answer", session_id=session_id) == done
    (project / "made").unlink()

    two.call("resume", session_id=session_id, prompt="Again.")
    done = one.call("answer", session_id=session_id, decision="Not on a Friday.")
    assert done["text"] == "Then not."
    assert "Not on a Friday." in json.dumps(model.requests[-1])

    one.call("resume", session_id=session_id, prompt="Tell me.")
    assert two.call("answer", session_id=session_id, seconds=0)["state"] == "working"
    assert two.call("answer", session_id=session_id)["text"].split() == STORY.split()
    assert one.example.finish() == (0, "")
    # The one that started the server has ended, the other one goes on with it.
    two.call("resume", session_id=session_id, prompt="Are you there?")
    assert two.call("answer", session_id=session_id)["text"] == "Here again."
    assert two.example.end() == (130, "")


def test_tools_survive_their_server(start_here: Start, model: ScriptedModel, own_server: RestartableServer) -> None:
    one, two = Tools(start_here("mcp_server.py")), Tools(start_here("mcp_server.py"))
    model.push(ModelReply(slowly(STORY), Stall(60)), "There again.")
    session_id = one.call("run", prompt="Tell me.")["session_id"]
    assert wait_until(lambda: model.requests)
    own_server.restart()
    assert "restarted" in two.fail("answer", session_id=session_id)
    one.call("resume", session_id=session_id, prompt="Are you there?")
    assert two.call("answer", session_id=session_id)["text"] == "There again."


def test_tools_survive_the_server_that_they_share(start: Start, model: ScriptedModel) -> None:
    one, two = Tools(start("mcp_server.py")), Tools(start("mcp_server.py"))
    model.push(ModelReply(slowly(STORY), Stall(60)), "There again.")
    session_id = one.call("run", prompt="Tell me.")["session_id"]
    assert wait_until(lambda: model.requests)
    kill_server(one.example, two.example)
    assert "the server is gone" in two.fail("answer", session_id=session_id)
    assert two.call("resume", session_id=session_id, prompt="Are you there?")["state"] == "working"
    assert two.call("answer", session_id=session_id)["text"] == "There again."
    one.fail("answer", session_id=session_id)
    assert one.call("answer", session_id=session_id)["text"] == "There again."


# -------------------------------------------------------------------------------- session_hub.py


def test_the_hub_shows_all_directories_and_what_they_cost(
    start_here: Start, model: ScriptedModel, sessions: Opencode, own_server: RestartableServer, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    model.configure(elsewhere, permission={"bash": "ask"})
    subprocess.run(["git", "init", "--quiet"], cwd=elsewhere, check=True)
    here, there = (
        sessions.session.create(title="Here"),
        sessions.session.create(title="\x1b[2JThere", directory=str(elsewhere)),
    )

    table = start_here("session_hub.py", "--once")
    assert table.finish() == (0, "")
    assert table.lines[0].split()[:3] == ["STATE", "TOKENS", "DOLLARS"]
    assert table.lines[-1].split()[0] == "total"
    assert any("?[2JThere" in line for line in table.lines)
    once = start_here("session_hub.py", "--once", "--json")
    assert once.finish() == (0, "")
    shown = {row["session"]: row["directory"] for row in json.loads(once.lines[0])}
    assert (shown[here.id], shown[there.id]) == (here.directory, str(elsewhere))

    hub = start_here("session_hub.py", "--json")

    def row(session_id: str, **wanted: Any) -> dict[str, Any]:
        """Wait for the row of a session with these values."""

        def is_wanted(each: dict[str, Any]) -> bool:
            return each["session"] == session_id and wanted.items() <= each.items()

        found: dict[str, Any] = next(filter(is_wanted, hub.first(lambda rows: any(map(is_wanted, rows)))))
        return found

    row(here.id, state="idle", dollars=0.0)
    model.push(ModelReply(slowly(STORY)), MAKE, "Made.")
    sessions.session.prompt_async(here.id, "Tell me.")
    row(here.id, state="busy")
    row(here.id, state="idle", tokens=120, dollars=0.0003)
    sessions.session.prompt_async(there.id, "Make it.", directory=str(elsewhere))
    row(there.id, state="waiting", waits_for="bash touch made")
    (request,) = sessions.permission.list(directory=str(elsewhere))
    sessions.permission.reply(request.id, "once", directory=str(elsewhere))
    row(there.id, state="idle", waits_for=None, tokens=240, dollars=0.0006)

    own_server.restart()
    later = sessions.session.create(title="Later")
    row(later.id, state="idle", title="Later")
    model.push("There again.")
    sessions.session.prompt_async(later.id, "Are you there?")
    row(later.id, state="idle", tokens=120)
    assert hub.end() == (130, "")


@pytest.mark.parametrize("options", [[], ["--once"], ["--once", "--json"]])
def test_the_hub_cannot_write(own_server: RestartableServer, options: list[str]) -> None:
    command = [sys.executable, str(EXAMPLES / "session_hub.py"), "--url", own_server.url, *options]
    env = os.environ | {"OPENCODE_SERVER_PASSWORD": own_server.password}
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed, open("/dev/full", "w") as full:
        for output, errors in ((closed, ""), (full, "error: [Errno 28] No space left on device\n")):
            ended = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, env=env, text=True, timeout=180)
            assert (ended.returncode, ended.stderr) == (1, errors)


# -------------------------------------------------------------------------------- web_relay.py


class Browser:
    """A browser, without a page."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=180)

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.http.post(path, json=body)

    def prompt(self, prompt: str, session: str | None = None) -> str:
        """Start a turn, and return its session."""
        return str(self.post("/prompts", prompt=prompt, session=session).raise_for_status().json()["session"])

    @contextmanager
    def look(self, session: str, **options: str) -> Iterator[Iterator[dict[str, Any]]]:
        """Look at a turn, and leave it at the end of the block."""
        with self.http.stream("GET", "/events", params={"session": session, **options}) as response:
            assert response.raise_for_status().headers["content-type"].startswith("text/event-stream")
            yield (json.loads(line.removeprefix("data: ")) for line in response.iter_lines() if line)

    def see(self, session: str, kind: str = "text") -> tuple[str, str]:
        """Look at a turn to its end; return its text, and the words of the end."""
        with self.look(session) as items:
            *deltas, end = items
        assert end["kind"] == "end"
        return "".join(item["text"] for item in deltas if item["kind"] == kind), end["text"]


def open_files(example: Example) -> int:
    """The number of files and connections that a program has open."""
    return len(os.listdir(f"/proc/{example.pid}/fd"))


@pytest.fixture
def relay(start_here: Start) -> Example:
    example = start_here("web_relay.py", "--port", "0")
    assert wait_until(lambda: example.lines)
    return example


@pytest.fixture
def browser(relay: Example) -> Iterator[Browser]:
    browser = Browser(relay.lines[0])
    with browser.http:
        yield browser


def test_a_turn_in_several_browsers(relay: Example, browser: Browser, model: ScriptedModel) -> None:
    model.push(slowly(STORY))
    session = browser.prompt("Tell me.")
    with browser.look(session) as items:
        first = next(items)
        # Another one joins, and sees all of it.
        text, end = browser.see(session)
        assert text.split() == STORY.split()
        assert end == "20 tokens, $0.0003"
        assert "".join([first["text"], *(item["text"] for item in items if item["kind"] == "text")]) == STORY
    # And so does one who comes when it is over.
    assert browser.see(session)[0].split() == STORY.split()
    assert relay.end() == (130, "")


def test_a_browser_that_leaves(relay: Example, browser: Browser, model: ScriptedModel, sessions: Opencode) -> None:
    model.push("Warmed up.", slowly(STORY), slowly(STORY * 10))
    session = browser.prompt("Hello?")
    browser.see(session)
    before = open_files(relay)
    browser.prompt("Tell me.", session)
    for _ in range(8):
        with browser.look(session) as items:
            next(items)
    # The agent has not noticed.
    assert sessions.session.wait(session, 30).text.split() == STORY.split()
    # A few connections to the server are kept for further requests.
    assert wait_until(lambda: open_files(relay) <= before + 3), (open_files(relay), before)

    browser.prompt("Tell me more.", session)
    with browser.look(session, stop="1") as items:
        assert next(items)["kind"] == "text"
    reply = sessions.session.wait(session, 30)
    assert "MessageAbortedError" in (reply.failure or "")
    assert wait_until(lambda: open_files(relay) <= before + 3)


@ASKING
def test_a_permission_in_the_browser(browser: Browser, model: ScriptedModel, project: Path) -> None:
    model.push(MAKE, "Made.")
    session = browser.prompt("Make it.")
    with browser.look(session) as items:
        asked = next(item for item in items if item["kind"] == "asks")
        assert asked["text"] == "May it use bash for touch made?"
        assert browser.post("/answers", session=session, id=asked["id"], answer="once").is_success
        assert [item["text"] for item in items if item["kind"] == "text"] == ["Made."]
    assert (project / "made").exists()


def test_what_the_relay_refuses(relay: Example, browser: Browser, sessions: Opencode) -> None:
    assert browser.http.get("/").text.startswith("<!doctype html>")
    assert browser.http.get("/", headers={"Host": "evil.example"}).status_code == 403
    assert browser.http.get("/etc/passwd").status_code == 404
    # What a form of another site's page can send.
    assert browser.http.post("/prompts", content=b'{"prompt": "x"}').status_code == 404
    for response in (
        browser.post("/prompts", words="x"),
        browser.post("/prompts", prompt=" "),
        browser.post("/prompts", prompt=5),
        browser.post("/prompts", prompt="x", session=5),
        *(
            browser.http.post(path, content=content, headers={"Content-Type": "application/json"})
            for path in ("/prompts", "/answers")
            for content in (b"", b"{", b"[]", b"5", b'"x"', b"null", b"\xff", b"[" * 100_000, b'{"prompt":' * 100_000)
        ),
        browser.http.post(
            "/prompts",
            content=b'{"prompt":' + b"[" * 900 + b"]" * 900 + b"}",
            headers={"Content-Type": "application/json"},
        ),
        browser.http.get("/events?session=ses_unknown"),
        browser.http.get("/events?nothing=1"),
        browser.post("/answers", session="ses_unknown", id="per_unknown", answer="once"),
        browser.post("/answers", id="per_unknown", answer="once"),
        browser.post("/answers", session="", id="per_unknown", answer="once"),
        browser.http.get("/", headers={"X-Long": "x" * 100_000}),
    ):
        assert response.status_code == 400
        assert response.json()["error"]
    assert browser.post("/others", prompt="x").status_code == 404
    assert sessions.session.list() == []
    assert relay.end() == (130, "")


def test_the_relay_survives_its_server(start: Start, model: ScriptedModel) -> None:
    relay = start("web_relay.py", "--port", "0")
    assert wait_until(lambda: relay.lines, 90)
    browser = Browser(relay.lines[0])
    model.push(ModelReply(slowly(STORY), Stall(60)), "There again.")
    session = browser.prompt("Tell me.")
    with browser.look(session) as items:
        next(items)
        kill_server(relay)
        *_, end = items
    assert (end["kind"], "has forgotten the turn" in end["text"]) == ("end", True), end
    browser.prompt("Are you there?", session)
    assert browser.see(session)[0] == "There again."
    assert relay.end() == (130, "")


@ASKING
def test_the_page_of_the_relay(relay: Example, model: ScriptedModel, sessions: Opencode, project: Path) -> None:
    with chromium() as browser:
        page = browser.new_page()
        page.goto(relay.lines[0])
        model.push(ModelReply("It is <b>not</b> bold.", MAKE), "<script>alert(1)</script> Made.")
        page.fill("input", "Make it.")
        page.click("button")
        page.click("text=once")
        expect(page.locator("main .end")).to_have_text("40 tokens, $0.0006", timeout=90_000)
        texts = ["It is <b>not</b> bold.", "<script>alert(1)</script> Made."]
        assert page.locator("main .text").all_inner_texts() == texts
        assert page.locator("main b, main script, main .asks").count() == 0
        assert (project / "made").exists()
        assert len(sessions.session.list()) == 1

        # Another browser joins while the next turn runs.
        model.push(slowly(STORY))
        page.fill("input", "Tell me.")
        page.click("form button")
        expect(page.locator("main .text").last).to_contain_text("Once", timeout=90_000)
        other = browser.new_page()
        other.goto(page.url)
        for each in (page, other):
            expect(each.locator("main .text").last).to_have_text(STORY.strip(), timeout=90_000)
            assert each.locator("main .text").count() == 1
