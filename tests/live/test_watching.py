"""Events and requests of all directories, on the real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from anyio.to_thread import run_sync

from opencode_sessions import (
    APIStatusError,
    NotFoundError,
    Refusal,
    ServerProcess,
    Session,
    WaitingPermission,
    WaitingQuestion,
)
from opencode_sessions.testing import ScriptedModel, ToolCall
from tests.support.background import Background
from tests.support.restarting import RestartableServer
from tests.support.tools import BASH, QUESTION
from tests.support.waiting import eventually
from tools.servers.versions import ServerVersion

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

ASKING = pytest.mark.config(permission={"bash": "ask"})
MODEL = "scripted/scripted"


@pytest.fixture
def elsewhere(tmp_path: Path, model: ScriptedModel, server_version: ServerVersion) -> Path:
    """Another directory of the same server."""
    if server_version.serves_one_directory:
        pytest.skip("It serves one directory.")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    model.configure(folder, permission={"bash": "ask"})
    return folder


@pytest.fixture
def there(server: ServerProcess, elsewhere: Path) -> Iterator[Background]:
    """Prompts in the other directory, in the background."""
    with Background(server, elsewhere) as background:
        yield background


@pytest.fixture
def outsider(make_client: Callable[..., Any], server: ServerProcess) -> Any:
    """A client that names no directory."""
    return make_client(server.url, password=server.password)


async def test_the_events_of_all_directories(
    outsider: Any, project: Path, elsewhere: Path, model: ScriptedModel
) -> None:
    sessions = {}
    for folder in (project, elsewhere):
        sessions[(await outsider.session.create(directory=str(folder))).id] = str(folder)
    found = []
    async with outsider.watch() as events:
        for session_id, directory in sessions.items():
            await outsider.session.prompt_async(session_id, "Hello?", model=MODEL, directory=directory)
        idle: set[Any] = set()
        async for item in events:
            found.append(item)
            if item.event.type == "session.idle":
                idle.add(item.session_id)
            if sessions.keys() <= idle:
                break
    mine = [item for item in found if item.session_id in sessions]
    assert all(item.directory == sessions[item.session_id] for item in mine)
    assert {item.session_id for item in mine} == set(sessions)
    assert {"message.updated", "message.part.updated", "session.idle"} <= {item.event.type for item in mine}
    assert not [item for item in found if getattr(item.event, "tag", None) == "sync"]


async def asked(client: Any, directory: Path, session_id: str) -> str:
    """The identifier of the permission that a session asks for."""

    async def requests() -> list[Any]:
        found = await client.permission.list(directory=str(directory))
        return [request for request in found if request.session_id == session_id]

    (request,) = await eventually(requests)
    return str(request.id)


async def test_what_was_asked_before_is_answered_by_its_identifier(
    outsider: Any, elsewhere: Path, there: Background, model: ScriptedModel, server_version: ServerVersion
) -> None:
    if server_version.before("1.2.11"):
        pytest.skip("It does not list the sessions of all directories.")
    model.push(ToolCall("bash", {"command": "echo one > one.txt", "description": "One"}))
    aborted = await outsider.session.create(directory=str(elsewhere))
    there.prompt(aborted.id)
    left_over = await asked(outsider, elsewhere, aborted.id)
    await outsider.session.abort(aborted.id, directory=str(elsewhere))

    async def is_idle() -> bool:
        return aborted.id not in await outsider.session.status(directory=str(elsewhere))

    await eventually(is_idle)
    model.push(BASH, "It is written.")
    session = await outsider.session.create(directory=str(elsewhere))
    prompt = there.prompt(session.id)
    identifier = await asked(outsider, elsewhere, session.id)
    async with outsider.inbox() as inbox:
        mine = [request for request in inbox.pending_requests if request.directory == str(elsewhere)]
        assert [(request.id, request.session_id) for request in mine] == [(identifier, session.id)]
        await inbox.reply(identifier, "once")
        assert prompt.result(60).text.endswith("It is written.")
        assert (elsewhere / "allowed.txt").exists()
        for gone in (identifier, left_over):
            with pytest.raises(NotFoundError, match="waits"):
                await inbox.reply(gone, "once")


async def test_a_refusal_and_a_question(
    outsider: Any, elsewhere: Path, there: Background, model: ScriptedModel, server_version: ServerVersion
) -> None:
    if server_version.before("1.1.11"):
        pytest.skip("It asks no questions.")
    model.push(BASH, QUESTION, "Blue it is.")
    session = await outsider.session.create(directory=str(elsewhere))
    async with outsider.inbox(directories=[]) as inbox:
        prompt = there.prompt(session.id)
        permission = await anext(inbox)
        assert isinstance(permission, WaitingPermission)
        assert (permission.session_id, permission.directory) == (session.id, str(elsewhere))
        await inbox.reply(permission, Refusal("Ask first."))
        question = await anext(inbox)
        assert isinstance(question, WaitingQuestion)
        assert (question.session_id, question.directory) == (session.id, str(elsewhere))
        await inbox.reply(question.id, [["Blue"]])
        assert prompt.result(60).text.endswith("Blue it is.")
        assert [request for request in inbox.pending_requests if request.session_id == session.id] == []
    assert not (elsewhere / "allowed.txt").exists()


@ASKING
async def test_functions_answer_in_the_background(
    client: Any, outsider: Any, project: Path, elsewhere: Path, model: ScriptedModel
) -> None:
    seen: list[Any] = []

    def decide(request: Any) -> Any:
        seen.append(request)
        return "once"

    async with outsider.inbox(on_permission=decide, directories=[]):
        for folder in (project, elsewhere):
            model.push(BASH, "It is written.")
            session = await outsider.session.create(directory=str(folder))
            reply = await outsider.session.chat(session.id, "Write.", model=MODEL, directory=str(folder))
            assert reply.text.endswith("It is written.")
            assert (folder / "allowed.txt").exists()
    assert [request.directory for request in seen] == [str(project), str(elsewhere)]


@ASKING
async def test_what_somebody_else_answers_leaves_the_inbox(
    client: Any, outsider: Any, project: Path, background: Background, model: ScriptedModel
) -> None:
    model.push(BASH, "It is written.")
    session = await client.session.create()
    async with outsider.inbox(directories=[]) as inbox:
        prompt = background.prompt(session.id)
        request = await anext(inbox)
        await client.session.permission_reply(session.id, request.id, "once")
        assert prompt.result(60).text.endswith("It is written.")

        async def left() -> list[Any]:
            return [each for each in inbox.pending_requests if each.id == request.id]

        await eventually(left, wanted=lambda found: not found)
        with pytest.raises(APIStatusError):
            await inbox.reply(request, "once")


class Asking:
    """Sessions of one server whose agents ask for something, and wait for it."""

    def __init__(self, client: Any, model: ScriptedModel) -> None:
        self._client = client
        self._model = model

    async def ask(self, folder: Path, call: ToolCall, session_id: str | None = None) -> tuple[str, str]:
        """Prompt a session, or a new one, and return the identifiers of its request and of itself."""
        client, directory = self._client, str(folder)
        self._model.push(call)
        if session_id is None:
            session: Session = await client.session.create(directory=directory)
            session_id = session.id
        await client.session.prompt_async(session_id, "Go on.", model=MODEL, directory=directory)

        async def requests() -> list[Any]:
            found = await client.permission.list(directory=directory) + await client.question.list(directory=directory)
            return [request.id for request in found if request.session_id == session_id]

        (identifier,) = await eventually(requests)
        return identifier, session_id

    async def answer(self, inbox: Any, identifier: str, session_id: str) -> None:
        """Answer a request by its identifier alone, and see that its turn ends well."""
        self._model.push(f"{identifier} was answered.")
        await inbox.reply(identifier, [["Blue"]] if identifier.startswith("que") else "once")

        async def text() -> str:
            return str((await self._client.session.messages(session_id))[-1].text)

        await eventually(text, wanted=lambda found: found == f"{identifier} was answered.")


@ASKING
@pytest.mark.timeout(300)
async def test_what_waits_before_and_after_a_restart(
    make_client: Callable[..., Any],
    own_server: RestartableServer,
    project: Path,
    elsewhere: Path,
    model: ScriptedModel,
    server_version: ServerVersion,
) -> None:
    if server_version.before("1.2.11"):
        pytest.skip("It does not list the sessions of all directories.")
    outsider = make_client(own_server.url, password=own_server.password)
    asking = Asking(outsider, model)
    folders = {}
    for folder, call in ((project, BASH), (elsewhere, QUESTION), (elsewhere, BASH)):
        folders[await asking.ask(folder, call)] = folder
    first, second, third = folders
    async with outsider.inbox(reconnect="forever") as inbox:
        # The client names no directory: that of the first one is the server's own.
        found = {(each.id, each.session_id, each.directory) for each in inbox.pending_requests}
        assert found == {(*names, str(folder)) for names, folder in folders.items()}
        assert {(await anext(inbox)).id for _ in folders} == {identifier for identifier, _ in folders}
        await asking.answer(inbox, *first)
        await run_sync(own_server.restart)
        again = {
            await asking.ask(project, QUESTION, first[1]): project,
            await asking.ask(elsewhere, BASH, second[1]): elsewhere,
        }
        given = [await anext(inbox) for _ in again]
        found = {(each.id, each.session_id, each.directory) for each in given}
        assert found == {(*names, str(folder)) for names, folder in again.items()}

        async def pending() -> set[str]:
            return {request.id for request in inbox.pending_requests}

        await eventually(pending, wanted=lambda found: found == {identifier for identifier, _ in again})
        for identifier, _ in (second, third):
            with pytest.raises(NotFoundError, match="waits"):
                await inbox.reply(identifier, "reject")
        for names in again:
            await asking.answer(inbox, *names)
        assert inbox.pending_requests == []


@ASKING
async def test_the_request_of_a_subtask(
    outsider: Any, project: Path, background: Background, model: ScriptedModel, server_version: ServerVersion
) -> None:
    if server_version.before("1.2.11"):
        pytest.skip("It does not list the sessions of all directories.")
    task = ToolCall("task", {"description": "Write", "prompt": "Write a file.", "subagent_type": "general"})
    model.push(task, BASH, "It is written.", "All is done.")
    session = await outsider.session.create(directory=str(project))
    async with outsider.inbox() as inbox:
        prompt = background.prompt(session.id)
        request = await anext(inbox)
        child = await outsider.session.get(request.session_id)
        assert (child.id, child.parent_id, request.directory) == (request.session_id, session.id, str(project))
        # One that begins now finds it, too.
        async with outsider.inbox() as later:
            assert request.id in {each.id for each in later.pending_requests}
        await inbox.reply(request.id, "once")
        assert prompt.result(60).text == "All is done."
        assert (project / "allowed.txt").exists()
