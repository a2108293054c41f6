"""Every operation of the contract against the real server, each by an effect that it has there.

A test says which operation it is of. On a server that lacks the operation, it has to end with the error that says so
(`pytest_pyfunc_call` in conftest.py). `remark` notes what users should know; docs/compatibility.md is made of both.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import (
    APIStatusError,
    APITimeoutError,
    BadRequestError,
    McpLocalConfig,
    NotFoundError,
    ProjectCommands,
    ProjectIcon,
    UndecodableResponseError,
    UnsupportedByServerError,
    UserMessage,
)
from opencode_sessions.testing import ModelReply, ScriptedModel, Stall, Text, ToolCall
from tests.support.background import Background
from tests.support.tools import BASH, QUESTION
from tests.support.waiting import eventually
from tools.servers.versions import ServerVersion

pytestmark = pytest.mark.anyio

Remark = Callable[[str], None]


@pytest.fixture(params=("sync", "asyncio"))
def mode(request: pytest.FixtureRequest) -> str:
    """Each client, under one event loop: single calls are the same under the other."""
    return str(request.param)


operation = pytest.mark.operation

MODEL = "scripted/scripted"
#: A picture of one pixel.
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgAAACAAAB4iG8MwAAAABJRU5ErkJggg==")
ASKING = {"bash": "ask"}
COMMANDS = {"command": {"greet": {"template": "Say hello to $ARGUMENTS.", "description": "Greets"}}}


async def pending(requests: Callable[[], Awaitable[list[Any]]]) -> str:
    """The identifier of the one request that waits for an answer; a made-up one where no server could have any."""
    try:
        (request,) = await eventually(requests)
    except UnsupportedByServerError:
        return "que_nope"
    return str(request.id)


async def taking_a_note(client: Any, model: ScriptedModel, project: Path) -> tuple[str, str, Path]:
    """A turn that writes a file: the session, the prompt and the file."""
    target = project / "notes.txt"
    session = await client.session.create()
    # Old servers take a snapshot of the project as soon as the model begins to speak, but do not wait for it before
    # they do what it says; and the first one takes long.
    await client.session.chat(session.id, "Hello?", model=MODEL)
    write = ToolCall("write", {"filePath": str(target), "content": "a note\n"})
    model.push(ModelReply(Text("Let me see.", chunk_size=4, delay=0.3), Stall(0.5), write), "Noted.")
    await client.session.chat(session.id, "Take a note.", model=MODEL)
    assert target.exists()
    (prompt,) = (item for item in await client.session.messages(session.id) if item.text == "Take a note.")
    return session.id, prompt.info.id, target


def asked(model: ScriptedModel) -> str:
    """The whole last request to the model."""
    return str(model.requests[-1]["messages"])


@operation("global.health")
async def test_health(client: Any, server_version: ServerVersion) -> None:
    health = await client.health()
    assert (health.healthy, health.version) == (True, server_version)


@operation("session.create")
async def test_create(client: Any) -> None:
    session = await client.session.create(title="One")
    assert session.title == "One"
    untitled = await client.session.create()
    assert {listed.id for listed in await client.session.list()} == {session.id, untitled.id}


@operation("session.list")
async def test_list(client: Any, server_version: ServerVersion) -> None:
    assert await client.session.list() == []
    sessions = [await client.session.create(title=title) for title in ("One", "Two")]
    listed = await client.session.list()
    assert sorted(session.id for session in listed) == sorted(session.id for session in sessions)
    assert {session.title for session in listed} == {"One", "Two"}
    if not server_version.before("1.1.11"):
        assert len(await client.session.list(limit=1)) == 1


@operation("session.list_global")
async def test_list_global(client: Any, tmp_path: Path, server_version: ServerVersion) -> None:
    name = tmp_path.as_posix().rpartition("/")[2]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    here = await client.session.create(title=f"One of {name}")
    if server_version.serves_one_directory:
        await client.session.list_global()
    there = await client.session.create(title=f"Two of {name}", directory=str(elsewhere))
    child = await client.session.create(title=f"Three of {name}", parent_id=here.id)
    every = [session async for session in client.session.list_all(all_directories=True)]
    assert {here.id, there.id, child.id} <= {session.id for session in every}
    assert next(session.directory for session in every if session.id == there.id) == str(elsewhere)
    found = await client.session.list_global(search=name)
    assert {session.id for session in found} == {here.id, there.id, child.id}
    assert {session.id for session in await client.session.list_global(search=name, roots=True)} == {here.id, there.id}
    (newest,) = await client.session.list_global(search=name, limit=1)
    older = await client.session.list_global(search=name, cursor=newest.time.updated)
    assert newest.id not in {session.id for session in older}
    # Sessions that were put away are listed as those of one directory are.
    await client.session.update(there.id, time={"archived": 1795691219848}, directory=str(elsewhere))
    every = [session async for session in client.session.list_all(search=name, all_directories=True)]
    assert {session.id for session in every} == {here.id, there.id, child.id}
    assert there.id not in {session.id for session in await client.session.list_global(search=name)}


@operation("session.get")
async def test_get(client: Any) -> None:
    session = await client.session.create(title="One")
    assert await client.session.get(session.id) == session
    with pytest.raises(NotFoundError):
        await client.session.get("ses_nope")


@operation("session.update")
async def test_update(client: Any) -> None:
    session = await client.session.create(title="One")
    assert (await client.session.update(session.id, title="Two")).title == "Two"
    assert (await client.session.get(session.id)).title == "Two"


@operation("session.delete")
async def test_delete(client: Any, server_version: ServerVersion) -> None:
    session = await client.session.create()
    assert await client.session.delete(session.id) is True
    assert await client.session.list() == []
    if server_version.before("1.14.34"):
        assert await client.session.delete("ses_nope") is True
    else:
        with pytest.raises(NotFoundError):
            await client.session.delete("ses_nope")


@operation("session.chat")
async def test_chat(client: Any, model: ScriptedModel) -> None:
    model.push("Hello yourself.")
    session = await client.session.create()
    reply = await client.session.chat(session.id, "Hello?")
    assert (reply.text, reply.error, reply.info.session_id) == ("Hello yourself.", None, session.id)
    assert "Hello?" in asked(model)


@operation("session.messages")
async def test_messages(client: Any, model: ScriptedModel, project: Path, server_version: ServerVersion) -> None:
    target = project / "notes.txt"
    model.push(ToolCall("write", {"filePath": str(target), "content": "a note\n"}), "Noted.")
    session = await client.session.create()
    reply = await client.session.chat(session.id, "Take a note.", model=MODEL)
    prompt, *answers = await client.session.messages(session.id)
    assert prompt.text == "Take a note."
    assert answers[-1].info.id == reply.info.id
    (call,) = (call for message in answers for call in message.tool_calls)
    assert (call.tool, call.state.status, target.exists()) == ("write", "completed", True)
    assert len(answers) == (1 if server_version.before("1.0.0") else 2)
    if not server_version.before("1.0.61"):
        assert await client.session.messages(session.id, limit=1) == answers[-1:]


@operation("session.message")
async def test_message(client: Any) -> None:
    session = await client.session.create()
    reply = await client.session.chat(session.id, "Hello?", model=MODEL)
    assert await client.session.message(session.id, reply.info.id) == (await client.session.messages(session.id))[1]


@operation("session.delete_message")
async def test_delete_message(client: Any) -> None:
    session = await client.session.create()
    reply = await client.session.chat(session.id, "Hello?", model=MODEL)
    assert await client.session.delete_message(session.id, reply.info.id) is True
    assert [type(message.info) for message in await client.session.messages(session.id)] == [UserMessage]


@operation("session.update_part")
async def test_update_part(client: Any) -> None:
    session = await client.session.create()
    reply = await client.session.chat(session.id, "Hello?", model=MODEL)
    (part,) = (part for part in reply.parts if part.type == "text")
    part.text = "Something else."
    assert (await client.session.update_part(session.id, reply.info.id, part.id, part)).text == "Something else."
    assert (await client.session.message(session.id, reply.info.id)).text == "Something else."


@operation("session.delete_part")
async def test_delete_part(client: Any) -> None:
    session = await client.session.create()
    reply = await client.session.chat(session.id, "Hello?", model=MODEL)
    (part,) = (part for part in reply.parts if part.type == "text")
    assert await client.session.delete_part(session.id, reply.info.id, part.id) is True
    left = await client.session.message(session.id, reply.info.id)
    assert [kept.id for kept in left.parts] == [kept.id for kept in reply.parts if kept.id != part.id]


@operation("session.prompt_async")
async def test_prompt_async(client: Any, model: ScriptedModel) -> None:
    model.push("Done meanwhile.")
    session = await client.session.create()
    sent = await client.session.prompt_async(session.id, "Go on.", model=MODEL)
    assert (await sent.wait(120)).text == "Done meanwhile."


@operation("session.command")
@pytest.mark.config(settings=COMMANDS)
async def test_command(client: Any, model: ScriptedModel) -> None:
    model.push("Hello, Ann!")
    session = await client.session.create()
    reply = await client.session.command(session.id, "greet", "Ann", model=MODEL)
    assert reply.text == "Hello, Ann!"
    assert "Say hello to Ann." in asked(model)


@operation("session.shell")
async def test_shell(client: Any, model: ScriptedModel, project: Path) -> None:
    session = await client.session.create()
    reply = await client.session.shell(session.id, "build", "echo heard | tee heard.txt", model=MODEL)
    (call,) = reply.tool_calls
    assert call.state.output.strip() == "heard"
    assert (project / "heard.txt").read_text() == "heard\n"
    assert model.requests == []


@operation("session.abort")
async def test_abort(client: Any, model: ScriptedModel, background: Background, server_version: ServerVersion) -> None:
    model.push(ModelReply("Let me see.", Stall(60)))
    session = await client.session.create()
    prompt = background.prompt(session.id)
    # A turn that is aborted before the model speaks ends without an error on 1.14.41; 0.5.29 stores no part until then.
    at_once = server_version.before("1.0.0")
    await eventually(
        lambda: client.session.messages(session.id),
        lambda messages: len(messages) == 2 and (at_once or messages[-1].parts),
    )
    assert await client.session.abort(session.id) is True
    reply = prompt.result(20)
    if not server_version.before("1.0.0"):
        assert reply.error is not None
        assert reply.error.name == "MessageAbortedError"


@operation("session.init")
async def test_init(client: Any, model: ScriptedModel) -> None:
    model.push("Written.")
    session = await client.session.create()
    assert await client.session.init(session.id, model=MODEL) is True
    assert "AGENTS.md" in asked(model)
    assert (await client.session.messages(session.id))[-1].text == "Written."


@operation("session.summarize")
async def test_summarize(client: Any, model: ScriptedModel) -> None:
    session = await client.session.create()
    await client.session.chat(session.id, "Hello?", model=MODEL)
    model.push("We greeted each other.")
    assert await client.session.summarize(session.id, model=MODEL) is True
    summaries = [message for message in await client.session.messages(session.id) if message.info.summary is True]
    assert [summary.text for summary in summaries] == ["We greeted each other."]


@operation("session.revert")
async def test_revert(client: Any, model: ScriptedModel, project: Path) -> None:
    session_id, prompt_id, target = await taking_a_note(client, model, project)
    assert (await client.session.revert(session_id, prompt_id)).revert.message_id == prompt_id
    assert not target.exists()


@operation("session.unrevert")
async def test_unrevert(client: Any, model: ScriptedModel, project: Path) -> None:
    session_id, prompt_id, target = await taking_a_note(client, model, project)
    await client.session.revert(session_id, prompt_id)
    assert not target.exists()
    assert (await client.session.unrevert(session_id)).revert is None
    assert target.read_text() == "a note\n"


@operation("session.children")
async def test_children(client: Any) -> None:
    parent = await client.session.create()
    child = await client.session.create(parent_id=parent.id)
    assert [found.id for found in await client.session.children(parent.id)] == [child.id]
    assert await client.session.children(child.id) == []


@operation("session.todo")
async def test_todo(client: Any, model: ScriptedModel) -> None:
    todo = {"id": "1", "content": "Test it", "status": "pending", "priority": "high"}
    model.push(ToolCall("todowrite", {"todos": [todo]}), "Planned.")
    session = await client.session.create()
    assert await client.session.todo(session.id) == []
    await client.session.chat(session.id, "Make a plan.", model=MODEL)
    (task,) = await client.session.todo(session.id)
    assert (task.content, task.status, task.priority) == ("Test it", "pending", "high")


@operation("session.diff")
async def test_diff(client: Any, model: ScriptedModel, project: Path, server_version: ServerVersion) -> None:
    session_id, prompt_id, _ = await taking_a_note(client, model, project)
    (diff,) = await eventually(lambda: client.session.diff(session_id, message_id=prompt_id))
    assert (diff.file, diff.additions, diff.deletions) == ("notes.txt", 1, 0)
    if server_version.before("1.14.34"):
        assert (diff.before, diff.after, diff.patch) == ("", "a note\n", None)
    else:
        assert diff.before is None
        assert "+a note" in diff.patch


@operation("session.fork")
async def test_fork(client: Any) -> None:
    session = await client.session.create()
    await client.session.chat(session.id, "Hello?", model=MODEL)
    fork = await client.session.fork(session.id)
    assert fork.id != session.id
    old, new = [[message.text for message in await client.session.messages(one.id)] for one in (session, fork)]
    assert old == new == ["Hello?", "Hello?"]


@operation("session.status")
async def test_status(
    client: Any, model: ScriptedModel, background: Background, server_version: ServerVersion, broken: Remark
) -> None:
    model.push(ModelReply(Stall(60)))
    session = await client.session.create()
    background.prompt(session.id)
    if server_version.before("1.0.185"):
        await eventually(lambda: client.session.messages(session.id), lambda messages: len(messages) == 2)
        with pytest.raises(UndecodableResponseError, match="got an array"):
            await client.session.status()
        broken("`session.status` fails: these servers send states without the sessions that they belong to.")
        return
    status = await eventually(client.session.status, lambda status: session.id in status)
    assert status[session.id].type == "busy"
    await client.session.abort(session.id)
    await eventually(client.session.status, lambda status: session.id not in status)


@operation("session.share", only="that it fails without a network")
@pytest.mark.config(settings={"share": "disabled"})
async def test_share(client: Any) -> None:
    session = await client.session.create()
    with pytest.raises(APIStatusError):
        await client.session.share(session.id)
    assert (await client.session.get(session.id)).share is None


@operation("session.unshare", only="of a session that is not shared")
async def test_unshare(client: Any, server_version: ServerVersion) -> None:
    session = await client.session.create()
    if server_version.before("1.2.1"):
        with pytest.raises(APIStatusError):
            await client.session.unshare(session.id)
    else:
        assert (await client.session.unshare(session.id)).id == session.id


@operation("session.permission_reply")
@pytest.mark.config(permission=ASKING)
async def test_permission_reply(client: Any, model: ScriptedModel, background: Background, project: Path) -> None:
    model.push(BASH, "Written.")
    session = await client.session.create()
    request = background.next_event({"permission.updated", "permission.asked"})
    prompt = background.prompt(session.id)
    permission = request().properties
    assert permission.session_id == session.id
    assert not (project / "allowed.txt").exists()
    assert await client.session.permission_reply(session.id, permission.id, "once") is True
    assert prompt.result(20).text == "Written."
    assert (project / "allowed.txt").read_text() == "allowed\n"


@operation("permission.list")
@pytest.mark.config(permission=ASKING)
async def test_permission_list(
    client: Any, model: ScriptedModel, background: Background, server_version: ServerVersion
) -> None:
    assert await client.permission.list() == []
    model.push(BASH, "Written.")
    session = await client.session.create()
    background.prompt(session.id)
    (request,) = await eventually(client.permission.list)
    assert (request.session_id, request.permission) == (session.id, "bash")
    await client.permission.reply(request.id, "once")
    assert await client.permission.list() == []


@operation("permission.reply")
@pytest.mark.config(permission=ASKING)
async def test_permission_reply_with_a_reason(
    client: Any, model: ScriptedModel, background: Background, project: Path
) -> None:
    model.push(BASH, "Then not.")
    session = await client.session.create()
    prompt = background.prompt(session.id)
    request_id = await pending(client.permission.list)
    assert await client.permission.reply(request_id, "reject", message="Not on a Monday.") is True
    assert prompt.result(20).text == "Then not."
    assert "Not on a Monday." in asked(model)
    assert not (project / "allowed.txt").exists()


async def ask_a_question(
    client: Any, model: ScriptedModel, background: Background, end: str
) -> tuple[Any, Future[Any], str]:
    """Have the agent ask a question: the session, the prompt that waits for it, and the identifier of the question."""
    model.push(QUESTION, end)
    session = await client.session.create()
    prompt = background.prompt(session.id)
    return session, prompt, await pending(client.question.list)


@operation("question.list")
async def test_question_list(client: Any, model: ScriptedModel, background: Background) -> None:
    assert await client.question.list() == []
    model.push(QUESTION, "Red it is.")
    session = await client.session.create()
    background.prompt(session.id)
    (request,) = await eventually(client.question.list)
    assert request.session_id == session.id
    assert [question.question for question in request.questions] == ["Which colour?"]
    await client.question.reply(request.id, [["Red"]])
    assert await client.question.list() == []


@operation("question.reply")
async def test_question_reply(client: Any, model: ScriptedModel, background: Background) -> None:
    _, prompt, request_id = await ask_a_question(client, model, background, "Red it is.")
    assert await client.question.reply(request_id, [["Red"]]) is True
    assert prompt.result(20).text == "Red it is."
    assert "Red" in asked(model)


@operation("question.reject")
async def test_question_reject(client: Any, model: ScriptedModel, background: Background) -> None:
    session, prompt, request_id = await ask_a_question(client, model, background, "Never mind.")
    assert await client.question.reject(request_id) is True
    assert prompt.result(20).error is None
    assert await client.question.list() == []
    (call,) = (call for message in await client.session.messages(session.id) for call in message.tool_calls)
    assert (call.tool, call.state.status) == ("question", "error")


@pytest.mark.timeout(300)
@operation("event.subscribe")
async def test_events(client: Any) -> None:
    async with client.event.subscribe() as events:
        session = await client.session.create(title="Unheard")
        await client.session.update(session.id, title="Heard")
        async for event in events:
            if event.type == "session.updated" and event.properties.info.title == "Heard":
                assert event.properties.info.id == session.id
                return


@pytest.mark.timeout(300)
@operation("global.event")
async def test_global_events(client: Any, project: Path, background: Background, server_version: ServerVersion) -> None:
    # There it connects only once something happens.
    if server_version.before("1.0.162") and not server_version.before("1.0.98"):
        other = await client.session.create()
        background.prompt(other.id)
    async with client.global_.event() as events:
        session = await client.session.create(title="Unheard")
        await client.session.update(session.id, title="Heard")
        async for event in events:
            update = event.payload.properties if event.payload.type == "session.updated" else None
            if update is not None and update.info.title == "Heard":
                assert update.info.id == session.id
                assert event.directory == str(project)
                return


@operation("config.get")
async def test_config(client: Any) -> None:
    config = await client.config.get()
    assert (config.model, config.share) == (MODEL, "disabled")
    assert list(config.provider) == ["scripted"]
    assert "127.0.0.1" not in repr(config)


@operation("config.providers")
async def test_providers(client: Any) -> None:
    offered = await client.config.providers()
    (provider,) = (provider for provider in offered.providers if provider.id == "scripted")
    assert list(provider.models) == ["scripted"]


@operation("agent.list")
async def test_agents(client: Any) -> None:
    assert {"build", "plan"} <= {agent.name for agent in await client.agent.list()}


@operation("command.list")
@pytest.mark.config(settings=COMMANDS)
async def test_commands(client: Any) -> None:
    (command,) = (command for command in await client.command.list() if command.name == "greet")
    assert (command.template, command.description) == ("Say hello to $ARGUMENTS.", "Greets")


@operation("provider.list")
async def test_all_providers(client: Any, server_version: ServerVersion) -> None:
    offered = await client.provider.list()
    assert "scripted" in offered.connected
    providers = {provider.id: provider for provider in offered.all}
    if server_version.before("1.0.152"):
        assert "scripted" not in providers
    else:
        assert list(providers["scripted"].models) == ["scripted"]
        known = providers["scripted"].models["scripted"]
        assert (known.name, known.limit.context, known.cost.output) == ("Scripted", 100_000, 10)


@operation("provider.auth", only="that it has no way to log in without plugins, or the built-in ones")
async def test_ways_to_log_in(client: Any) -> None:
    for methods in (await client.provider.auth()).values():
        assert {method.type for method in methods} <= {"oauth", "api"}
        assert all(method.label for method in methods)


@operation("auth.set")
async def test_set_credentials(client: Any, server_version: ServerVersion, home: Path) -> None:
    assert await client.auth.set("groq", "api", key="gsk_1") is True
    stored = json.loads((home / ".local" / "share" / "opencode" / "auth.json").read_text())
    assert stored["groq"] == {"type": "api", "key": "gsk_1"}
    with pytest.raises(BadRequestError):
        await client.auth.set("groq", "nothing")


@operation("auth.remove")
async def test_remove_credentials(client: Any, home: Path) -> None:
    await client.auth.set("groq", "api", key="gsk_1")
    assert await client.auth.remove("groq") is True
    stored = json.loads((home / ".local" / "share" / "opencode" / "auth.json").read_text())
    assert "groq" not in stored
    assert await client.auth.remove("groq") is True


@operation("config.update", only="that the change is stored")
async def test_update_config(client: Any, project: Path, remark: Remark) -> None:
    assert (await client.config.update({"username": "ann"})).username == "ann"
    stored = await eventually(lambda: read_later(project / "config.json"))
    assert json.loads(stored)["username"] == "ann"
    with pytest.raises(BadRequestError):
        await client.config.update({"share": "nothing"})
    assert (await client.config.get()).username != "ann"
    remark("`config.update` stores settings in `config.json` in the directory, which servers do not read.")


async def read_later(path: Path) -> str:
    """The content of a file; empty while there is none."""
    return path.read_text() if path.exists() else ""


@operation("global.config")
async def test_global_config(client: Any, home: Path) -> None:
    config = await client.global_.config()
    assert config.model is None
    assert "scripted" not in (config.provider or {})


@operation("global.update_config")
async def test_update_global_config(client: Any) -> None:
    try:
        assert (await client.global_.update_config({"username": "ann"})).username == "ann"
        assert (await client.global_.config()).username == "ann"
        await eventually(client.config.get, lambda config: config.username == "ann")
    finally:
        await client.global_.update_config({"username": "tester"})


@operation("project.list")
async def test_projects(client: Any, project: Path) -> None:
    (listed,) = [one for one in await client.project.list() if one.worktree == str(project)]
    assert listed.id == (await client.project.current()).id


@operation("project.current")
async def test_current_project(client: Any, project: Path) -> None:
    current = await client.project.current()
    assert (current.worktree, current.vcs) == (str(project), "git")
    assert current.time.created > 1_000_000_000_000


@operation("project.update")
async def test_update_project(client: Any) -> None:
    try:
        project_id = (await client.project.current()).id
    except UnsupportedByServerError:
        project_id = "nope"
    icon, commands = ProjectIcon(color="#ff0000"), ProjectCommands(start="true")
    changed = await client.project.update(project_id, name="Greeter", icon=icon, commands=commands)
    assert (changed.id, changed.name, changed.icon.color) == (project_id, "Greeter", "#ff0000")
    (listed,) = [one for one in await client.project.list() if one.id == project_id]
    assert listed.name == "Greeter"


@operation("path.get")
async def test_paths(client: Any, project: Path, home: Path) -> None:
    paths = await client.path.get()
    assert (paths.worktree, paths.directory) == (str(project), str(project))
    assert Path(paths.state).is_relative_to(home)
    assert Path(paths.config).is_relative_to(home)


@operation("file.list")
async def test_list_files(client: Any, project: Path, server_version: ServerVersion) -> None:
    (project / "docs").mkdir()
    (project / "docs" / "guide.md").write_text("# Guide\n")
    nodes = {node.name: node for node in await client.file.list(".")}
    assert (nodes["docs"].type, nodes["opencode.json"].type) == ("directory", "file")
    (guide,) = await client.file.list("docs")
    assert (guide.name, guide.path, guide.type, guide.ignored) == ("guide.md", "docs/guide.md", "file", False)
    if not server_version.before("1.0.0"):
        assert guide.absolute == str(project / "docs" / "guide.md")


@operation("file.read")
async def test_read_file(client: Any, project: Path, server_version: ServerVersion) -> None:
    (project / "note.txt").write_text("  Grüße\nund mehr\n\n")
    read = await client.file.read("note.txt")
    assert (read.content, read.encoding) == ("Grüße\nund mehr", None)
    assert (await client.file.read("nothing.txt")).content == ""
    if not server_version.before("1.0.0"):
        (project / "dot.png").write_bytes(PNG)
        read = await client.file.read("dot.png")
        assert (read.encoding, read.mime_type) == ("base64", "image/png")
        assert base64.b64decode(read.content) == PNG


@operation("file.status")
async def test_file_status(client: Any, project: Path, broken: Remark, server_version: ServerVersion) -> None:
    (project / "note.txt").write_text("one\ntwo\n")
    changed = await client.file.status()
    if not changed and not server_version.before("1.17.0"):
        broken("`file.status` is always empty: use `vcs.status`.")
        return
    # Old servers give the wrong folder unless they were started in the directory.
    (note,) = [one for one in changed if Path(one.path).name == "note.txt"]
    # The empty text after the last line break counts as a line.
    assert (note.added, note.removed, note.status) == (3, 0, "added")


@operation("find.text")
async def test_find_text(client: Any, project: Path) -> None:
    (project / "greet.py").write_text("import sys\nprint('Bonjour')\n")
    (match,) = await client.find.text("Bonjour")
    assert (match.path.text, match.line_number, match.lines.text) == ("greet.py", 2, "print('Bonjour')\n")
    (place,) = match.submatches
    assert (place.match.text, place.start, place.end) == ("Bonjour", 7, 14)
    assert await client.find.text("Nothing-like-it") == []


@operation("find.files")
async def test_find_files(client: Any, project: Path, server_version: ServerVersion, broken: Remark) -> None:
    (project / "docs").mkdir()
    (project / "docs" / "guide.md").write_text("# Guide\n")
    if server_version.before("1.0.0") and shutil.which("fzf") is None:
        with pytest.raises(APIStatusError):
            await client.find.files("guide")
        broken("`find.files` needs the program `fzf`, which the server would download.")
        return
    # Servers list the files when a directory is opened, and later again.
    await eventually(lambda: client.find.files("guide"), lambda found: found[:1] == ["docs/guide.md"])


@operation("find.symbols", only="that the list is empty without a language server")
async def test_find_symbols(client: Any) -> None:
    assert await client.find.symbols("greet") == []


@operation("vcs.get")
async def test_vcs(client: Any, project: Path) -> None:
    subprocess.run(["git", "checkout", "--quiet", "-b", "feature/parser"], cwd=project, check=True)
    assert (await client.vcs.get()).branch == "feature/parser"


@operation("vcs.status")
async def test_vcs_status(client: Any, project: Path) -> None:
    (project / "note.txt").write_text("one\ntwo\n")
    (note,) = [one for one in await client.vcs.status() if one.file == "note.txt"]
    assert (note.additions, note.deletions, note.status) == (2, 0, "added")


@operation("vcs.diff")
async def test_vcs_diff(client: Any, project: Path) -> None:
    (project / "note.txt").write_text("one\ntwo\n")
    (note,) = [one for one in await client.vcs.diff("git") if one.file == "note.txt"]
    assert (note.additions, note.deletions, note.status) == (2, 0, "added")
    assert "+one\n+two\n" in note.patch
    with pytest.raises(BadRequestError):
        await client.vcs.diff("nothing")


#: An MCP server with one tool.
MCP_SERVER = """
import json, sys

for line in sys.stdin:
    request = json.loads(line)
    if "id" not in request:
        continue
    result = {}
    if request["method"] == "initialize":
        version = request["params"]["protocolVersion"]
        server = {"name": "greeter", "version": "1"}
        result = {"protocolVersion": version, "capabilities": {"tools": {}}, "serverInfo": server}
    elif request["method"] == "tools/list":
        result = {"tools": [{"name": "greet", "inputSchema": {"type": "object"}}]}
    print(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}), flush=True)
"""
GREETER = McpLocalConfig(command=[sys.executable, "-c", MCP_SERVER])
STOPPED_GREETER = {"mcp": {"greeter": {**GREETER.to_dict(), "enabled": False}}}


@operation("mcp.list")
@pytest.mark.config(settings=STOPPED_GREETER)
async def test_mcp_servers(client: Any, server_version: ServerVersion) -> None:
    servers = await client.mcp.list()
    if server_version.before("1.0.185"):
        assert servers.get("greeter") is None or servers["greeter"].status in ("disabled", "failed")
    else:
        assert {name: server.status for name, server in servers.items()} == {"greeter": "disabled"}


@operation("mcp.add")
async def test_add_mcp_server(client: Any) -> None:
    servers = await client.mcp.add("greeter", GREETER)
    assert {name: server.status for name, server in servers.items()} == {"greeter": "connected"}
    servers = await client.mcp.add("broken", McpLocalConfig(command=["/nope"]))
    assert servers["broken"].status == "failed"
    assert servers["broken"].error


@operation("mcp.connect")
@pytest.mark.config(settings=STOPPED_GREETER)
async def test_connect_mcp_server(client: Any) -> None:
    assert await client.mcp.connect("greeter") is True
    assert (await client.mcp.list())["greeter"].status == "connected"


@operation("mcp.disconnect")
@pytest.mark.config(settings={"mcp": {"greeter": GREETER.to_dict()}})
async def test_disconnect_mcp_server(client: Any, server_version: ServerVersion) -> None:
    if not server_version.before("1.0.185"):
        await eventually(client.mcp.list, lambda servers: servers["greeter"].status == "connected")
    assert await client.mcp.disconnect("greeter") is True
    assert (await client.mcp.list())["greeter"].status == "disabled"
    if server_version.before("1.15.13"):
        assert await client.mcp.disconnect("nobody") is True
    else:
        with pytest.raises(NotFoundError):
            await client.mcp.disconnect("nobody")


@operation("mcp.auth_start", only="that a program has no OAuth")
@pytest.mark.config(settings=STOPPED_GREETER)
async def test_start_mcp_login(client: Any) -> None:
    with pytest.raises(BadRequestError):
        await client.mcp.auth_start("greeter")


@operation("mcp.auth_remove")
@pytest.mark.config(settings=STOPPED_GREETER)
async def test_remove_mcp_login(client: Any, home: Path) -> None:
    stored = home / ".local" / "share" / "opencode" / "mcp-auth.json"
    stored.write_text(json.dumps({"greeter": {"tokens": {"accessToken": "at_1"}}}))
    assert (await client.mcp.auth_remove("greeter")).success is True
    assert "greeter" not in json.loads(stored.read_text())


@operation("mcp.auth_callback", only="that there has to be a login")
@pytest.mark.config(settings=STOPPED_GREETER)
async def test_finish_mcp_login(client: Any) -> None:
    with pytest.raises(APIStatusError):
        await client.mcp.auth_callback("greeter", "c0de")


@operation("mcp.auth_authenticate", only="that a program has no OAuth")
@pytest.mark.config(settings=STOPPED_GREETER)
async def test_mcp_login_in_a_browser(client: Any) -> None:
    with pytest.raises(BadRequestError):
        await client.mcp.auth_authenticate("greeter")


@operation("tool.ids")
async def test_tool_ids(client: Any) -> None:
    assert {"bash", "read", "edit", "write"} <= {*await client.tool.ids()}


@operation("tool.list")
async def test_tools(client: Any, server_version: ServerVersion) -> None:
    tools = {tool.id: tool for tool in await client.tool.list("scripted", "scripted")}
    assert "shell" in tools["bash"].description.lower() or "command" in tools["bash"].description
    if "properties" in tools["bash"].parameters:
        assert "command" in tools["bash"].parameters["properties"]
    else:
        assert server_version.before("1.14.34")


@operation("skill.list")
async def test_skills(client: Any, project: Path) -> None:
    file = project / ".opencode" / "skill" / "greeting" / "SKILL.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\nname: greeting\ndescription: Greets people\n---\n\nSay hello.\n")
    (skill,) = [skill for skill in await client.skill.list() if skill.name == "greeting"]
    assert (skill.description, skill.location) == ("Greets people", str(file))
    assert skill.content.strip() == "Say hello."


@operation("lsp.status", only="that none runs at first")
async def test_language_servers(client: Any) -> None:
    assert await client.lsp.status() == []


@operation("formatter.status")
@pytest.mark.config(settings={"formatter": {"shout": {"command": ["true", "$FILE"], "extensions": [".txt"]}}})
async def test_formatters(client: Any) -> None:
    (own,) = [one for one in await client.formatter.status() if one.name == "shout"]
    assert own.extensions == [".txt"]


@operation("app.log", only="that a line is accepted")
async def test_log(client: Any) -> None:
    assert await client.app.log("tests", "error", "A line of a test", extra={"ticket": "PAR-17"}) is True
    with pytest.raises(BadRequestError):
        await client.app.log("tests", "loud", "A line of a test")


@operation("instance.dispose")
async def test_dispose(client: Any, project: Path) -> None:
    assert (await client.config.get()).username != "ann"
    settings = json.loads((project / "opencode.json").read_text())
    (project / "opencode.json").write_text(json.dumps({**settings, "username": "ann"}))
    assert await client.instance.dispose() is True
    await eventually(client.config.get, lambda config: config.username == "ann")


@operation("global.dispose")
async def test_dispose_all(client: Any, project: Path) -> None:
    assert (await client.config.get()).username != "ann"
    settings = json.loads((project / "opencode.json").read_text())
    (project / "opencode.json").write_text(json.dumps({**settings, "username": "ann"}))
    assert await client.global_.dispose() is True
    await eventually(client.config.get, lambda config: config.username == "ann")


@operation("worktree.list")
async def test_worktrees(client: Any) -> None:
    assert await client.worktree.list() == []
    worktree = await client.worktree.create()
    # Servers of 1.1.11 list a worktree once it was used.
    await client.path.get(directory=worktree.directory)
    assert await client.worktree.list() == [worktree.directory]


@operation("worktree.create")
async def test_create_worktree(client: Any, project: Path) -> None:
    worktree = await client.worktree.create(name="Fix the parser", start_command="touch started.txt")
    assert (worktree.name, worktree.branch) == ("fix-the-parser", "opencode/fix-the-parser")
    await eventually(lambda: read_later(Path(worktree.directory) / "started.txt"), lambda text: text is not None)
    branches = subprocess.run(["git", "branch"], cwd=project, check=True, capture_output=True, text=True).stdout
    assert "opencode/fix-the-parser" in branches


async def changed_worktree(client: Any, project: Path) -> Path:
    """A worktree of a project with a file, and changes in it; a made-up one where no server could have any."""
    (project / "greet.py").write_text("print('Bonjour')\n")
    subprocess.run(["git", "add", "greet.py"], cwd=project, check=True)
    commit = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet"]
    subprocess.run([*commit, "--message", "Greet"], cwd=project, check=True)
    try:
        directory = Path((await client.worktree.create(name="feature")).directory)
    except UnsupportedByServerError:
        return Path("/nowhere")
    # Servers of 1.1.11 list a worktree once it was used.
    await client.path.get(directory=str(directory))
    # The files are there a moment after the response.
    await eventually(lambda: read_later(directory / "greet.py"))
    (directory / "greet.py").write_text("print('Hello')\n")
    (directory / "new.txt").write_text("new\n")
    return directory


@operation("worktree.reset")
async def test_reset_worktree(client: Any, project: Path) -> None:
    directory = await changed_worktree(client, project)
    assert await client.worktree.reset(str(directory)) is True
    assert (directory / "greet.py").read_text() == "print('Bonjour')\n"
    assert not (directory / "new.txt").exists()


@operation("worktree.remove")
async def test_remove_worktree(client: Any, project: Path) -> None:
    directory = await changed_worktree(client, project)
    assert await client.worktree.remove(str(directory)) is True
    assert not directory.exists()
    assert await client.worktree.list() == []
    branches = subprocess.run(["git", "branch"], cwd=project, check=True, capture_output=True, text=True).stdout
    assert "opencode/feature" not in branches


TUI_EVENTS = {"tui.prompt.append", "tui.command.execute", "tui.toast.show", "tui.session.select"}


async def told(
    call: Callable[[], Awaitable[Any]], background: Background, server_version: ServerVersion, broken: Remark
) -> Any:
    """What a call tells the user interfaces, which is an event; None on 0.5.29, which waits for one of them."""
    if server_version.before("1.0.0"):
        with pytest.raises((APITimeoutError, BadRequestError)):
            await call()
        broken("The operations of `tui` wait for a user interface, or fail.")
        return None
    event = background.next_event(TUI_EVENTS)
    assert await call() is True
    return event().raw["properties"]


@pytest.fixture
def tui(client: Any) -> Any:
    """The user interfaces; a call to them does not take long."""
    return client.with_options(timeout=5).tui


@operation("tui.append_prompt")
async def test_append_prompt(tui: Any, background: Background, server_version: ServerVersion, broken: Remark) -> None:
    shown = await told(lambda: tui.append_prompt("Explain this"), background, server_version, broken)
    assert shown in (None, {"text": "Explain this"})


@operation("tui.submit_prompt")
async def test_submit_prompt(tui: Any, background: Background, server_version: ServerVersion, broken: Remark) -> None:
    shown = await told(tui.submit_prompt, background, server_version, broken)
    assert shown in (None, {"command": "prompt.submit"})


@operation("tui.clear_prompt")
async def test_clear_prompt(tui: Any, background: Background, server_version: ServerVersion, broken: Remark) -> None:
    shown = await told(tui.clear_prompt, background, server_version, broken)
    assert shown in (None, {"command": "prompt.clear"})


@operation("tui.open_sessions")
async def test_open_sessions(tui: Any, background: Background, server_version: ServerVersion, broken: Remark) -> None:
    shown = await told(tui.open_sessions, background, server_version, broken)
    assert shown in (None, {"command": "session.list"})


@operation("tui.open_models")
async def test_open_models(tui: Any, background: Background, server_version: ServerVersion, broken: Remark) -> None:
    shown = await told(tui.open_models, background, server_version, broken)
    assert shown in (None, {"command": "model.list"})


@operation("tui.open_themes")
async def test_open_themes(tui: Any, background: Background, server_version: ServerVersion, broken: Remark) -> None:
    shown = await told(tui.open_themes, background, server_version, broken)
    assert shown in (None, {"command": "theme.list"}, {"command": "session.list"})
    if shown == {"command": "session.list"}:
        broken("`tui.open_themes` opens the list of sessions.")


@operation("tui.open_help")
async def test_open_help(tui: Any, background: Background, server_version: ServerVersion, broken: Remark) -> None:
    if server_version.before("1.1.27") and not server_version.before("1.0.0"):
        assert await tui.open_help() is True
        broken("`tui.open_help` does nothing.")
        return
    shown = await told(tui.open_help, background, server_version, broken)
    assert shown in (None, {"command": "help.show"})


@operation("tui.execute_command")
async def test_execute_command(tui: Any, background: Background, server_version: ServerVersion, broken: Remark) -> None:
    shown = await told(lambda: tui.execute_command("session_new"), background, server_version, broken)
    assert shown in (None, {"command": "session.new"})


@operation("tui.show_toast")
async def test_show_toast(tui: Any, background: Background, server_version: ServerVersion, broken: Remark) -> None:
    def call() -> Any:
        return tui.show_toast("It is green.", "success", title="Build", duration=1000)

    shown = await told(call, background, server_version, broken)
    assert shown in (None, {"message": "It is green.", "variant": "success", "title": "Build", "duration": 1000})


@operation("tui.select_session")
async def test_select_session(client: Any, background: Background) -> None:
    with pytest.raises(NotFoundError):
        await client.tui.select_session("ses_nope")
    session = await client.session.create()
    event = background.next_event(TUI_EVENTS)
    assert await client.tui.select_session(session.id) is True
    assert event().raw["properties"] == {"sessionID": session.id}
