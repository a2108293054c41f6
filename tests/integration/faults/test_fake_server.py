"""The fake server behaves as three generations of the real one: compared with the contract and recorded traffic."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest

from contract.baseline import read_known_differences
from contract.compare import traffic
from contract.compare.differences import difference_findings
from contract.spec import load
from contract.workspace import Workspace
from opencode_sessions import AsyncOpencode
from opencode_sessions.testing import HTTPError, ModelReply, Reasoning, Stall, Text, ToolCall
from tools.faults.fake import DIALECTS, FakeServer

VERSIONS = list(DIALECTS)
NEWEST, MIDDLE, OLDEST = "1.18.33", "1.1.65", "0.5.29"
PASSWORD = "open sesame"
MODEL = {"providerID": "scripted", "modelID": "scripted"}
WORKSPACE = Workspace.here()
DOCUMENT = load(WORKSPACE.contract)
EVENTS = set(DOCUMENT.content["components"]["schemas"]["Event"]["discriminator"]["mapping"])

SCRIPTS: dict[str, Sequence[ModelReply]] = {
    "steps": [
        ModelReply(Reasoning("Let me see.", chunk_size=4), "First I look.", ToolCall("read", {"filePath": "a.txt"})),
        ModelReply(Text("All is well, überall. 漢字", chunk_size=5)),
    ],
    "asks": [
        ModelReply("May I?", ToolCall("bash", {"command": "rm old.txt", "description": "Remove"})),
        ModelReply("Done."),
    ],
    "slow": [ModelReply(Text("word " * 1000, chunk_size=5, delay=0.01))],
    "hangs": [ModelReply(Text("So far.", chunk_size=3, delay=0.01), Stall(60))],
    "fails": [ModelReply(HTTPError(400, "No such luck."))],
    "retries": [ModelReply(HTTPError(503, "Busy")), ModelReply("Now.")],
    "breaks": [ModelReply(Text("Half"), HTTPError(500, "Broken")), ModelReply("Whole.")],
    "spaces": [ModelReply(Text("  spaces \n"))],
}


class Spoken:
    """A fake server, and a way to ask it."""

    def __init__(self, server: FakeServer, http: httpx.AsyncClient) -> None:
        self.server = server
        self.http = http

    async def ask(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        response = await self.http.request(method, self.server.url + path, json=body, params=query)
        content = response.headers.get("content-type", "")
        return response.json() if "json" in content else (response.status_code, response.text)

    async def session(self, **query: str) -> str:
        return str((await self.ask("POST", "/session", {}, **query))["id"])

    async def prompt(self, session: str, text: str, how: str = "message") -> Any:
        body = {"parts": [{"type": "text", "text": text}], "model": MODEL, **MODEL}
        return await self.ask("POST", f"/session/{session}/{how}", body)

    async def messages(self, session: str, **query: str) -> Any:
        return await self.ask("GET", f"/session/{session}/message", **query)

    async def requests(self, session: str) -> list[str]:
        """The permissions that a session asks for, once there are any."""
        for _ in range(500):
            if found := [one["id"] for one in self.server.agents[session].permissions]:
                return found
            await asyncio.sleep(0.01)
        pytest.fail("No permission is asked for.")

    def kinds(self, session: str) -> list[str]:
        """The types of the events of a session."""
        return [event["type"] for event in self.server.events if session in json.dumps(event)]


@asynccontextmanager
async def spoken(version: str, **options: Any) -> AsyncIterator[Spoken]:
    options = {"password": PASSWORD, "time_scale": 0.005, "record": True, **options}
    async with (
        FakeServer(lambda prompt: SCRIPTS[prompt], version=version, **options) as server,
        httpx.AsyncClient(auth=("opencode", PASSWORD), trust_env=False) as http,
    ):
        yield Spoken(server, http)


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(scenario(), 60))


async def until(condition: Callable[[], object]) -> None:
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.01)
    pytest.fail("It never came true.")


# --------------------------------------------------------- the contract and recorded traffic


async def everything(spoken: Spoken) -> None:
    """All that a campaign may have a server say."""
    dialect = spoken.server.dialect
    session = await spoken.session()
    for text in ("steps", "fails", "retries", *(["breaks"] if dialect.stores_late else [])):
        await spoken.prompt(session, text)
    await spoken.messages(session)
    await spoken.messages(session, limit="1")
    for message in spoken.server.agents[session].messages[:2]:
        await spoken.ask("GET", f"/session/{session}/message/{message['info']['id']}")
    await spoken.ask("GET", f"/session/{session}")
    await spoken.ask("GET", "/session")
    await spoken.ask("GET", f"/session/{session}/children")
    await spoken.ask("GET", "/config")
    if dialect.has_requests:
        await spoken.ask("GET", "/global/health")
        await spoken.ask("GET", "/question")
        await spoken.ask("GET", "/session/status")
    for decision in ("once", "reject", "always"):
        asking = asyncio.ensure_future(spoken.prompt(session, "asks"))
        (request,) = await spoken.requests(session)
        if dialect.has_requests:
            await spoken.ask("GET", "/permission")
            await spoken.ask("GET", "/session/status")
        await spoken.ask("POST", f"/session/{session}/permissions/{request}", {"response": decision})
        await asking
    slow = asyncio.ensure_future(spoken.prompt(session, "slow"))
    await until(lambda: spoken.server.prompts[-1].said)
    await spoken.messages(session)
    await spoken.ask("POST", f"/session/{session}/abort", {})
    await slow
    await spoken.messages(session)
    if dialect.has_prompt_async:
        await spoken.prompt(session, "steps", "prompt_async")
        await until(lambda: spoken.server.prompts[-1].state == "done")
    for path in ("/session/ses_nope", "/session/ses_nope/message"):
        await spoken.ask("GET", path)
    await spoken.prompt("ses_nope", "steps")
    await spoken.ask("POST", "/session/ses_nope/abort", {})
    await spoken.ask("POST", f"/session/{session}/message", {"parts": "none"})
    await spoken.ask("DELETE", f"/session/{session}")


def said_by(version: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The calls and the events of `everything`, as recorded traffic has them."""
    calls: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []

    async def scenario() -> None:
        async with spoken(version) as one:
            await everything(one)
            events.extend({"stream": "/event", "data": event} for event in one.server.events)
            for call in one.server.calls:
                request = {"method": call.method, "path": call.path, "query": call.query, "body": call.body}
                body = {"__text__": call.response} if isinstance(call.response, str) else call.response
                name = f"{call.method} {call.path}"
                calls.append({"name": name, "request": request, "status": call.status, "headers": {}, "body": body})

    run(scenario)
    return calls, events


@pytest.mark.parametrize("version", VERSIONS)
def test_it_keeps_the_contract(version: str) -> None:
    calls, events = said_by(version)
    assert len(calls) > 25
    assert len(events) > 100
    assert {event["data"]["type"] for event in events} <= EVENTS
    differences = traffic.Checker(DOCUMENT).differences(traffic.Traffic(version, calls, events))
    known = read_known_differences(WORKSPACE.known_differences)
    findings = difference_findings(differences, known, traffic.Rule, all_expected=False)
    assert [str(finding) for finding in findings if finding.fails] == []


#: What is the model's or the tool's own, of any shape.
FREE = {"input", "metadata", "responseHeaders", "data", "summary"}


def shapes(value: Any, place: str = "") -> Iterator[str]:
    """The fields of a value, each with its path, in which tags name the variants."""
    if isinstance(value, list):
        for item in value:
            yield from shapes(item, place)
    elif isinstance(value, dict):
        tags = [str(value[name]) for name in ("type", "role", "status", "name") if isinstance(value.get(name), str)]
        # What sessions are called is not their kind.
        place = f"{place}<{'+'.join(tags)}>" if tags and "title" not in value else place
        for name, item in value.items():
            yield f"{place}.{name}"
            if name not in FREE:
                yield from shapes(item, f"{place}.{name}")


@pytest.mark.parametrize("version", VERSIONS)
def test_its_events_have_the_fields_of_the_real_ones(version: str) -> None:
    _, events = said_by(version)
    recorded = [
        line["data"] for line in traffic.recorded(WORKSPACE.recorded, version).events if line["stream"] == "/event"
    ]
    real, fake = set(shapes(recorded)), set(shapes([event["data"] for event in events]))
    assert fake - real == set()


@pytest.mark.parametrize("version", VERSIONS)
def test_its_messages_have_the_fields_of_the_real_ones(version: str) -> None:
    calls, _ = said_by(version)

    def messages(calls: Sequence[Any]) -> set[str]:
        bodies = [call["body"] for call in calls if call["request"]["path"].endswith("/message")]
        return set(shapes([body for body in bodies if isinstance(body, list)]))

    fake, real = messages(calls), messages(traffic.recorded(WORKSPACE.recorded, version).calls)
    assert fake
    assert fake - real == set()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_sdk_understands_it(version: str) -> None:
    async def scenario() -> None:
        async with spoken(version) as one, AsyncOpencode(one.server.url, password=PASSWORD) as client:
            session = await client.session.create()
            async with client.session.stream(session.id, "steps") as turn:
                text = "".join([delta async for delta in turn.text_deltas])
                reply = await turn.result()
            assert text == "First I look.\n\nAll is well, überall. 漢字"
            assert len(turn.steps) == (2 if one.server.dialect.steps_are_messages else 1)
            assert reply.text in text
            reply = await client.session.chat(session.id, "asks", on_permission=lambda request: "once")
            assert reply.text.endswith("Done.")

    run(scenario)


# -------------------------------------------------------------------- what the generations differ in


@pytest.mark.parametrize("version", VERSIONS)
def test_steps_are_messages_from_1_0_on(version: str) -> None:
    async def scenario() -> None:
        async with spoken(version) as one:
            session = await one.session()
            answer = await one.prompt(session, "steps")
            messages = await one.messages(session)
            texts = [[part["text"] for part in m["parts"] if part["type"] == "text"] for m in messages]
            if version == OLDEST:
                assert texts == [["steps"], ["First I look.", "All is well, überall. 漢字"]]
            else:
                assert texts == [["steps"], ["First I look."], ["All is well, überall. 漢字"]]
                assert {m["info"].get("parentID") for m in messages[1:]} == {messages[0]["info"]["id"]}
            assert answer == messages[-1]
            assert all("completed" in m["info"]["time"] for m in messages[1:])

    run(scenario)


@pytest.mark.parametrize("version", VERSIONS)
def test_how_text_comes(version: str) -> None:
    async def scenario() -> None:
        async with spoken(version) as one:
            session = await one.session()
            await one.prompt(session, "steps")
            events = one.server.events
            deltas = [e["properties"]["delta"] for e in events if e["type"] == "message.part.delta"]
            inside = [
                e["properties"]["delta"] for e in events if "delta" in e["properties"] and "part" in e["properties"]
            ]
            wholes = [e["properties"]["part"]["text"] for e in events if e["properties"].get("part", {}).get("text")]
            assert bool(deltas) == (version == NEWEST)
            assert bool(inside) == (version == MIDDLE)
            assert "".join(deltas or inside) in ("", "Let me see.First I look.All is well, überall. 漢字")
            assert wholes[-1] == "All is well, überall. 漢字"
            # Before deltas of their own, each piece comes with all of the text.
            assert ("All i" in wholes) == (version != NEWEST)

    run(scenario)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_text_of_an_unfinished_part_is_stored_late_since_1_2(version: str) -> None:
    async def scenario() -> None:
        async with spoken(version) as one:
            session = await one.session()
            running = asyncio.ensure_future(one.prompt(session, "slow"))
            await until(
                lambda: one.server.prompts and one.server.prompts[0].said and one.server.prompts[0].said[0].text
            )
            part = (await one.messages(session))[-1]["parts"][-1]
            assert part["type"] == "text"
            assert bool(part["text"]) == (version != NEWEST)
            running.cancel()

    run(scenario)


def test_spaces_at_the_ends_are_not_stored_by_1_1() -> None:
    async def scenario() -> None:
        for version in VERSIONS:
            async with spoken(version) as one:
                session = await one.session()
                answer = await one.prompt(session, "spaces")
                stored = [part["text"] for part in answer["parts"] if part["type"] == "text"]
                assert stored == ["spaces" if version == MIDDLE else "  spaces \n"]
                assert one.server.prompts[0].said[0].text == "  spaces \n"

    run(scenario)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_end_of_a_turn(version: str) -> None:
    async def scenario() -> None:
        async with spoken(version) as one:
            session = await one.session()
            await one.prompt(session, "steps")
            kinds = one.kinds(session)
            last = len(kinds) - 1 - kinds[::-1].index("message.updated")
            assert kinds.count("session.idle") == 1
            assert kinds.index("session.idle") > last
            assert "session.updated" in kinds[kinds.index("session.idle") :], "more follows"
            assert ("session.status" in kinds) == (version != OLDEST)

    run(scenario)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("how", ["fails", "aborted"])
def test_the_end_of_a_turn_that_fails(version: str, how: str) -> None:
    async def scenario() -> None:
        async with spoken(version) as one:
            session = await one.session()
            if how == "fails":
                answer = await one.prompt(session, "fails")
            else:
                running = asyncio.ensure_future(one.prompt(session, "steps" if version == OLDEST else "slow"))
                if version == OLDEST:
                    # While it is speaking it is aborted without an error.
                    answer = await running
                    asking = asyncio.ensure_future(one.prompt(session, "asks"))
                    await one.requests(session)
                    await one.ask("POST", f"/session/{session}/abort", {})
                    answer = await asking
                else:
                    await until(lambda: one.server.prompts and one.server.prompts[0].said)
                    await one.ask("POST", f"/session/{session}/abort", {})
                    answer = await running
            names = {"fails": "UnknownError" if version == OLDEST else "APIError", "aborted": "MessageAbortedError"}
            assert answer["info"]["error"]["name"] == names[how]
            assert "completed" in answer["info"]["time"]
            kinds = one.kinds(session)
            after = kinds[kinds.index("session.error") :]
            if version == NEWEST:
                assert after.index("session.idle") < after.index("message.updated"), "idle comes first"
                assert after.count("session.idle") == 2
            else:
                assert after.index("session.idle") > after.index("message.updated")

    run(scenario)


def test_a_model_that_fails_is_asked_again() -> None:
    async def scenario() -> None:
        for version in VERSIONS:
            async with spoken(version) as one:
                session = await one.session()
                answer = await one.prompt(session, "retries")
                assert answer["parts"][-2]["text"] == "Now."
                retries = [e for e in one.server.events if e["properties"].get("status", {}).get("type") == "retry"]
                assert len(retries) == (0 if version == OLDEST else 1)

    run(scenario)


def test_a_model_that_breaks_takes_back_what_it_said() -> None:
    async def scenario() -> None:
        async with spoken(NEWEST) as one:
            session = await one.session()
            answer = await one.prompt(session, "breaks")
            assert [part["text"] for part in answer["parts"] if part["type"] == "text"] == ["", "Whole."]
            assert [(said.text, said.retracted) for said in one.server.prompts[0].said] == [
                ("Half", True),
                ("Whole.", False),
            ]

    run(scenario)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_abort_before_the_session_is_busy_does_nothing(version: str) -> None:
    async def scenario() -> None:
        async with spoken(version, busy_after=0.3) as one:
            session = await one.session()
            running = asyncio.ensure_future(one.prompt(session, "steps"))
            await until(lambda: one.server.prompts)
            assert one.server.prompts[0].state == "waiting"
            if version != OLDEST:
                assert await one.ask("GET", "/session/status") == {}
            assert await one.ask("POST", f"/session/{session}/abort", {}) is True
            answer = await running
            assert "error" not in answer["info"]
            assert one.server.prompts[0].state == "done"

    run(scenario)


def test_an_abort_with_a_permission_pending_is_never_answered_by_1_1() -> None:
    async def scenario() -> None:
        for version in VERSIONS:
            async with spoken(version) as one:
                session = await one.session()
                asking = asyncio.ensure_future(one.prompt(session, "asks"))
                await one.requests(session)
                await one.ask("POST", f"/session/{session}/abort", {})
                with suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.shield(asking), 0.3)
                assert asking.done() == (version != MIDDLE)
                assert one.kinds(session)[-1] == "session.idle"
                asking.cancel()

    run(scenario)


@pytest.mark.parametrize("version", [NEWEST, MIDDLE])
def test_both_ways_to_reply_to_a_permission(version: str) -> None:
    async def scenario() -> None:
        async with spoken(version) as one:
            session = await one.session(directory="/elsewhere")
            for path, body, query in (
                ("/session/{}/permissions/{}", {"response": "once"}, {}),
                ("/permission/{1}/reply", {"reply": "once"}, {"directory": "/elsewhere"}),
            ):
                asking = asyncio.ensure_future(one.prompt(session, "asks"))
                (request,) = await one.requests(session)
                assert await one.ask("GET", "/permission") == []
                refusal = await one.ask("POST", f"/permission/{request}/reply", {"reply": "once"})
                assert refusal is True if version == MIDDLE else refusal["_tag"] == "PermissionNotFoundError"
                assert await one.requests(session) == [request], "the directory was wrong"
                assert await one.ask("POST", path.format(session, request), body, **query) is True
                assert (await asking)["parts"][-2]["text"] == "Done."

    run(scenario)


def test_a_refusal_with_a_reason_lets_the_agent_go_on() -> None:
    async def scenario() -> None:
        async with spoken(NEWEST) as one:
            session = await one.session()
            for message, last in (("Not on a Monday.", "Done."), (None, "May I?")):
                asking = asyncio.ensure_future(one.prompt(session, "asks"))
                (request,) = await one.requests(session)
                body = {"reply": "reject", **({"message": message} if message else {})}
                await one.ask("POST", f"/permission/{request}/reply", body)
                answer = await asking
                assert [part["text"] for part in answer["parts"] if part["type"] == "text"] == [last]
                assert "error" not in answer["info"]

    run(scenario)


def test_what_the_oldest_does_not_have() -> None:
    async def scenario() -> None:
        async with spoken(OLDEST) as one:
            status = await one.ask("GET", "/session/status")
            assert "ENOENT" in status["data"]["message"], "it is a session called status"
            assert await one.ask("GET", "/global/health") == (404, "404 Not Found")
            assert await one.ask("POST", "/session/ses_1/prompt_async", {})
            refused = await one.ask("POST", f"/session/{await one.session()}/message", {"parts": []})
            assert refused["error"]["issues"][0]["path"] == ["providerID"]
            async with httpx.AsyncClient(trust_env=False) as stranger:
                assert (await stranger.get(one.server.url + "/session")).is_success, "it ignores its password"

    run(scenario)


@pytest.mark.parametrize("version", [NEWEST, MIDDLE])
def test_the_password(version: str) -> None:
    async def scenario() -> None:
        async with spoken(version) as one, httpx.AsyncClient(trust_env=False) as stranger:
            for path in ("/session", "/event"):
                assert (await stranger.get(one.server.url + path)).status_code == 401

    run(scenario)


# -------------------------------------------------------------------- what happens to a process


@asynccontextmanager
async def listening(one: Spoken, **query: str) -> AsyncIterator[list[Any]]:
    """The events that come, as long as the block lasts; the first is there at its beginning."""
    heard: list[Any] = []

    async def listen() -> None:
        with suppress(httpx.HTTPError):
            async with one.http.stream("GET", one.server.url + "/event", params=query, timeout=None) as response:
                async for line in response.aiter_lines():
                    if line.startswith("data: "):
                        heard.append(json.loads(line.removeprefix("data: ")))
        heard.append(None)

    task = asyncio.ensure_future(listen())
    await until(lambda: heard)
    yield heard
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("version", VERSIONS)
def test_the_event_stream(version: str) -> None:
    async def scenario() -> None:
        async with spoken(version) as one, listening(one) as heard, listening(one, directory="/elsewhere") as other:
            assert heard[0]["type"] == other[0]["type"] == "server.connected"
            await one.session()
            await until(lambda: any(event["type"].startswith("session.") for event in heard))
            await asyncio.sleep(0.3)
            assert ("server.heartbeat" in [event["type"] for event in heard]) == (version != OLDEST)
            sessions = [event for event in other if event["type"].startswith("session.")]
            assert len(sessions) == (1 if version == OLDEST else 0), "since 1.0 a directory hears of itself"

    run(scenario)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_server_that_is_killed_forgets_its_turns(version: str) -> None:
    async def scenario() -> None:
        async with spoken(version) as one, listening(one) as heard:
            session, url = await one.session(), one.server.url
            running = asyncio.ensure_future(one.prompt(session, "hangs"))
            await until(lambda: one.server.prompts and one.server.prompts[0].said)
            await one.server.kill()
            with pytest.raises(httpx.TransportError):
                await running
            await until(lambda: heard[-1] is None)
            with pytest.raises(httpx.ConnectError):
                await one.ask("GET", "/session")
            await one.server.start()
            assert one.server.url == url
            assert one.server.prompts[0].state == "forgotten"
            messages = await one.messages(session)
            assert messages[-1]["info"]["role"] == "assistant"
            assert not {"error"} & set(messages[-1]["info"])
            assert "completed" not in messages[-1]["info"]["time"]
            if version == NEWEST:
                assert await one.ask("GET", "/session/status") == {}
                assert messages[-1]["parts"][-1]["text"] == ""
            await one.prompt(session, "steps")
            assert one.server.prompts[1].state == "done"

    run(scenario)


def test_first_connections_after_a_start_are_never_answered() -> None:
    async def scenario() -> None:
        async with spoken(NEWEST) as one:
            await one.server.kill()
            await one.server.start(unresponsive=0.3)
            early = asyncio.ensure_future(one.ask("GET", "/session"))
            await asyncio.sleep(0.5)
            assert await one.ask("GET", "/session") == []
            assert not early.done()
            early.cancel()

    run(scenario)


def test_a_frozen_server_accepts_and_goes_on_later() -> None:
    async def scenario() -> None:
        async with spoken(NEWEST) as one:
            session = await one.session()
            one.server.freeze()
            running = asyncio.ensure_future(one.prompt(session, "steps"))
            await asyncio.sleep(0.3)
            assert not running.done()
            assert one.server.prompts == []
            one.server.thaw()
            assert (await running)["parts"]

    run(scenario)


def test_who_leaves_does_not_stop_the_agent() -> None:
    async def scenario() -> None:
        async with spoken(NEWEST) as one:
            session = await one.session()
            running = asyncio.ensure_future(one.prompt(session, "slow"))
            await until(lambda: one.server.prompts and one.server.prompts[0].said)
            running.cancel()
            await asyncio.sleep(0.2)
            assert one.server.prompts[0].state == "busy"

    run(scenario)
