"""Every operation of the contract against the real server, each by an effect that it has there.

A test says which operation it is of. On a server that lacks the operation, it has to end with the error that says so
(`pytest_pyfunc_call` in conftest.py). `remark` notes what users should know; docs/compatibility.md is made of both.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from beside import Beside
from old_servers import ServerVersion
from waiting import eventually

from opencode_sessions import (
    APIStatusError,
    NotFoundError,
    UndecodableAnswerError,
    UnsupportedByServerError,
    UserMessage,
)
from opencode_sessions.testing import Reply, ScriptedModel, Stall, Text, ToolCall

pytestmark = pytest.mark.anyio

Remark = Callable[[str], None]


@pytest.fixture(params=("sync", "asyncio"))
def mode(request: pytest.FixtureRequest) -> str:
    """Each client, under one event loop: single calls are the same under the other."""
    return str(request.param)


operation = pytest.mark.operation

MODEL = "scripted/scripted"
ASKING = {"bash": "ask"}
BASH = ToolCall("bash", {"command": "echo allowed > allowed.txt", "description": "Write a file"})
COMMANDS = {"command": {"greet": {"template": "Say hello to $ARGUMENTS.", "description": "Greets"}}}
QUESTION = ToolCall(
    "question",
    {
        "questions": [
            {
                "question": "Which colour?",
                "header": "Colour",
                "options": [{"label": "Red", "description": "Warm"}, {"label": "Blue", "description": "Cold"}],
            }
        ]
    },
)


async def pending(requests: Callable[[], Awaitable[list[Any]]]) -> str:
    """The identifier of the one request that waits for an answer; a made up one where no server could have any."""
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
    model.push(Reply(Text("Let me see.", chunk_size=4, delay=0.3), Stall(0.5), write), "Noted.")
    await client.session.chat(session.id, "Take a note.", model=MODEL)
    assert target.exists()
    (prompt,) = (item for item in await client.session.messages(session.id) if item.text == "Take a note.")
    return session.id, prompt.info.id, target


def asked(model: ScriptedModel) -> str:
    """All that the model was told last."""
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
async def test_delete(client: Any, server_version: ServerVersion, remark: Remark) -> None:
    session = await client.session.create()
    assert await client.session.delete(session.id) is True
    assert await client.session.list() == []
    if server_version.before("1.14.41"):
        assert await client.session.delete("ses_nope") is True
        remark("`session.delete` answers true for a session that does not exist.")
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
async def test_messages(
    client: Any, model: ScriptedModel, project: Path, server_version: ServerVersion, remark: Remark
) -> None:
    target = project / "notes.txt"
    model.push(ToolCall("write", {"filePath": str(target), "content": "a note\n"}), "Noted.")
    session = await client.session.create()
    reply = await client.session.chat(session.id, "Take a note.", model=MODEL)
    prompt, *answers = await client.session.messages(session.id)
    assert prompt.text == "Take a note."
    assert answers[-1].info.id == reply.info.id
    (call,) = (call for message in answers for call in message.tool_calls)
    assert (call.tool, call.state.status, target.exists()) == ("write", "completed", True)
    if server_version.before("1.0.0"):
        assert len(answers) == 1
        remark("All steps of a turn are one message.")
    else:
        assert len(answers) == 2
    if not server_version.before("1.0.98"):
        assert await client.session.messages(session.id, limit=1) == answers[-1:]
    else:
        remark("`session.messages` takes no `limit`: it gives all messages.")


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
    assert await client.session.prompt_async(session.id, "Go on.", model=MODEL) is None

    async def last_text() -> str:
        messages = await client.session.messages(session.id)
        return messages[-1].text if messages else ""

    await eventually(last_text, lambda text: text == "Done meanwhile.")


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
async def test_abort(client: Any, model: ScriptedModel, beside: Beside, server_version: ServerVersion) -> None:
    model.push(Reply("Let me see.", Stall(60)))
    session = await client.session.create()
    prompt = beside.prompt(session.id)
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
async def test_diff(
    client: Any, model: ScriptedModel, project: Path, server_version: ServerVersion, remark: Remark
) -> None:
    session_id, prompt_id, _ = await taking_a_note(client, model, project)
    (diff,) = await eventually(lambda: client.session.diff(session_id, message_id=prompt_id))
    assert (diff.file, diff.additions, diff.deletions) == ("notes.txt", 1, 0)
    if server_version.before("1.14.41"):
        assert (diff.before, diff.after, diff.patch) == ("", "a note\n", None)
        remark("`FileDiff` has `before` and `after` instead of `patch`.")
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
    client: Any, model: ScriptedModel, beside: Beside, server_version: ServerVersion, broken: Remark
) -> None:
    model.push(Reply(Stall(60)))
    session = await client.session.create()
    beside.prompt(session.id)
    if server_version == "1.0.98":
        await eventually(lambda: client.session.messages(session.id), lambda messages: len(messages) == 2)
        with pytest.raises(UndecodableAnswerError, match="got an array"):
            await client.session.status()
        broken("`session.status` fails: this server sends states without the sessions that they belong to.")
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
async def test_unshare(client: Any, server_version: ServerVersion, remark: Remark) -> None:
    session = await client.session.create()
    if server_version.before("1.2.27"):
        with pytest.raises(APIStatusError):
            await client.session.unshare(session.id)
        remark("`session.unshare` of a session that is not shared is an error.")
    else:
        assert (await client.session.unshare(session.id)).id == session.id


@operation("session.permission_reply")
@pytest.mark.config(permission=ASKING)
async def test_permission_reply(client: Any, model: ScriptedModel, beside: Beside, project: Path) -> None:
    model.push(BASH, "Written.")
    session = await client.session.create()
    request = beside.next_event({"permission.updated", "permission.asked"})
    prompt = beside.prompt(session.id)
    permission = request().properties
    assert permission.session_id == session.id
    assert not (project / "allowed.txt").exists()
    assert await client.session.permission_reply(session.id, permission.id, "once") is True
    assert prompt.result(20).text == "Written."
    assert (project / "allowed.txt").read_text() == "allowed\n"


@operation("permission.list")
@pytest.mark.config(permission=ASKING)
async def test_permission_list(
    client: Any, model: ScriptedModel, beside: Beside, server_version: ServerVersion
) -> None:
    assert await client.permission.list() == []
    model.push(BASH, "Written.")
    session = await client.session.create()
    beside.prompt(session.id)
    (request,) = await eventually(client.permission.list)
    assert (request.session_id, request.permission) == (session.id, "bash")
    await client.permission.reply(request.id, "once")
    assert await client.permission.list() == []


@operation("permission.reply")
@pytest.mark.config(permission=ASKING)
async def test_permission_reply_with_a_reason(client: Any, model: ScriptedModel, beside: Beside, project: Path) -> None:
    model.push(BASH, "Then not.")
    session = await client.session.create()
    prompt = beside.prompt(session.id)
    request_id = await pending(client.permission.list)
    assert await client.permission.reply(request_id, "reject", message="Not on a Monday.") is True
    assert prompt.result(20).text == "Then not."
    assert "Not on a Monday." in asked(model)
    assert not (project / "allowed.txt").exists()


@operation("question.list")
async def test_question_list(client: Any, model: ScriptedModel, beside: Beside) -> None:
    assert await client.question.list() == []
    model.push(QUESTION, "Red it is.")
    session = await client.session.create()
    beside.prompt(session.id)
    (request,) = await eventually(client.question.list)
    assert request.session_id == session.id
    assert [question.question for question in request.questions] == ["Which colour?"]
    await client.question.reply(request.id, [["Red"]])
    assert await client.question.list() == []


@operation("question.reply")
async def test_question_reply(client: Any, model: ScriptedModel, beside: Beside) -> None:
    model.push(QUESTION, "Red it is.")
    session = await client.session.create()
    prompt = beside.prompt(session.id)
    request_id = await pending(client.question.list)
    assert await client.question.reply(request_id, [["Red"]]) is True
    assert prompt.result(20).text == "Red it is."
    assert "Red" in asked(model)


@operation("question.reject")
async def test_question_reject(client: Any, model: ScriptedModel, beside: Beside) -> None:
    model.push(QUESTION, "Never mind.")
    session = await client.session.create()
    prompt = beside.prompt(session.id)
    request_id = await pending(client.question.list)
    assert await client.question.reject(request_id) is True
    assert prompt.result(20).error is None
    assert await client.question.list() == []
    (call,) = (call for message in await client.session.messages(session.id) for call in message.tool_calls)
    assert (call.tool, call.state.status) == ("question", "error")


@pytest.mark.timeout(40)
@operation("event.subscribe")
async def test_events(client: Any) -> None:
    async with client.event.subscribe() as events:
        session = await client.session.create(title="Unheard")
        await client.session.update(session.id, title="Heard")
        async for event in events:
            if event.type == "session.updated" and event.properties.info.title == "Heard":
                assert event.properties.info.id == session.id
                return


@pytest.mark.timeout(40)
@operation("global.event")
async def test_global_events(
    client: Any, project: Path, beside: Beside, server_version: ServerVersion, remark: Callable[[str], None]
) -> None:
    if server_version.before("1.0.185") and not server_version.before("1.0.98"):
        remark("`global.event` connects only once something happens.")
        other = await client.session.create()
        beside.prompt(other.id)
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
