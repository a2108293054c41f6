"""The fake server by itself: what scripts say, what clients see, and what it does not have."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest

from opencode_sessions import (
    APIConnectionError,
    APITimeoutError,
    ConnectionLostError,
    EventLoopError,
    FilePartInput,
    InternalServerError,
    Opencode,
    PermissionRequest,
    QuestionRequest,
)
from opencode_sessions.testing import (
    FakeServer,
    HTTPError,
    ModelReply,
    ModelUsage,
    Stall,
    Text,
    ToolCall,
    ToolError,
    ask_permission,
    ask_question,
    delay,
    drop_connection,
    fail,
    reply,
    structured,
    tool_call,
)
from tests.support.modes import Awaited

pytestmark = pytest.mark.anyio

Connect = Callable[..., Any]


@pytest.fixture
def fake() -> FakeServer:
    """A fake that nobody listens to by a port."""
    return FakeServer()


@pytest.fixture
def connect(mode: str, anyio_backend: str) -> Connect:
    """Makes clients of each mode that are connected without a socket."""

    def connect(server: FakeServer, **options: Any) -> Any:
        return Awaited(server.client(**options)) if mode == "sync" else server.async_client(**options)

    return connect


@pytest.fixture
def client(connect: Connect, fake: FakeServer) -> Any:
    """A client of the fake."""
    return connect(fake)


async def test_a_reply_with_all_that_it_may_have(client: Any, fake: FakeServer) -> None:
    fake.reply("Hello.", reasoning="A greeting.", tokens=ModelUsage(100, 50, reasoning=20, cached=30), finish="length")
    answer = await client.session.chat(await client.session.create(), "Hello?")
    assert (answer.text, answer.reasoning, answer.info.finish) == ("Hello.", "A greeting.", "length")
    tokens = answer.tokens
    assert (tokens.input, tokens.output, tokens.reasoning, tokens.cache.read) == (70, 30, 20, 30)
    assert answer.cost == pytest.approx(70e-6 + 50 * 10e-6)
    fake.reply("Dear.", cost=0.25)
    answer = await client.session.chat(answer.info.session_id, "How dear?")
    assert (answer.cost, answer.tokens.input) == (pytest.approx(0.25), 250_000)
    with pytest.raises(ValueError, match="not both"):
        reply("Dear.", cost=1, tokens=5)
    assert (await client.session.get(answer.info.session_id)).cost == pytest.approx(0.25 + 570e-6)


async def test_without_a_reply_it_repeats_the_prompt(client: Any, fake: FakeServer) -> None:
    session = await client.session.create()
    assert (await client.session.chat(session, "Anyone?")).text == "Anyone?"
    assert fake.requests[0]["messages"][-1] == {"role": "user", "content": "Anyone?"}
    assert (await client.session.get(session.id)).title == "Scripted session"
    assert len(fake.title_requests) == 1


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([{"a": 1}], "not {'a': 1}"),
        ([None], "not None"),
        ([ask_permission], "not <function ask_permission .*, which is not called"),
        ("Hello!", r"A script is a list of replies: put 'Hello!' into one"),
        (reply("Hello!"), r"A script is a list of replies: put ModelReply\("),
    ],
)
def test_what_is_no_script(items: Any, words: str) -> None:
    with FakeServer() as fake:
        with pytest.raises(TypeError, match=words):
            fake.script(items)
        assert fake.pending == 0


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: reply(Text("Hello!")), TypeError, "'text' must be <class 'str'>"),  # type: ignore[arg-type]
        (lambda: reply("Hello!", chunk_size=0), ValueError, "'chunk_size' must be > 0"),
        (lambda: reply("Hello!", delay=-1), ValueError, "'delay' must be >= 0"),
        (lambda: reply("Hello!", tokens=-5), ValueError, "'output' must be >= 0"),
        (lambda: reply("Hello!", tokens="3"), TypeError, "tokens is a number or a ModelUsage"),  # type: ignore[arg-type]
        (lambda: reply("Hello!", cost=-1), ValueError, "cost must be at least 0"),
        (lambda: ask_question("Which?", "Red"), TypeError, "options is a list of answers: put 'Red' into one"),
        (lambda: tool_call("bash", ["ls"]), TypeError, "'arguments' must be "),  # type: ignore[arg-type]
        (lambda: tool_call("bash", output=3), TypeError, "'output' must be <class 'str'>"),  # type: ignore[arg-type]
        (lambda: delay(-1), ValueError, "'seconds' must be >= 0"),
        (lambda: delay("1"), TypeError, "'seconds' must be "),  # type: ignore[arg-type]
        (lambda: fail(message=None), TypeError, "'message' must be <class 'str'>"),  # type: ignore[arg-type]
    ],
)
def test_values_that_no_step_of_a_script_has(make: Callable[[], Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        make()


async def test_a_script(client: Any, fake: FakeServer) -> None:
    fake.script(
        [
            tool_call("bash", {"command": "make"}, output="built"),
            delay(0.01),
            tool_call("read", {"filePath": "nothing"}, error="There is no such file."),
            reply("Done."),
        ]
    )
    session = await client.session.create()
    async with client.session.stream(session, "Build it.") as turn:
        assert "".join([text async for text in turn.text_deltas]) == "Done."
    built, read = turn.tool_calls
    assert (built.state.status, built.state.input, built.state.output) == ("completed", {"command": "make"}, "built")
    assert (read.state.status, read.state.error) == ("error", "There is no such file.")
    assert fake.pending == 0
    assert [message["role"] for message in fake.requests[-1]["messages"]] == [
        "system",
        "user",
        "assistant",
        "tool",
        "assistant",
        "tool",
    ]


async def test_tools_of_its_own(connect: Connect) -> None:
    def read(arguments: dict[str, Any]) -> str:
        if arguments["filePath"] != "a.py":
            raise ToolError("Not found.")
        return "print()"

    fake = FakeServer(tools={"read": read, "odd": lambda arguments: str(1 // 0)})
    paths = [{"filePath": "a.py"}, {"filePath": "b.py"}]
    fake.script([*(tool_call("read", path) for path in paths), tool_call("odd"), reply("Read.")])
    client = connect(fake)
    turn = await client.session.turn(await client.session.chat(await client.session.create(), "Read them."))
    first, second, third = (call.state for call in turn.tool_calls)
    assert (first.output, second.error) == ("print()", "Not found.")
    assert third.error.startswith("ZeroDivisionError")
    assert "odd" in await client.tool.ids()


async def test_a_permission_whatever_the_settings_say(client: Any, fake: FakeServer) -> None:
    asked: list[PermissionRequest] = []

    def decide(request: PermissionRequest) -> str:
        asked.append(request)
        return "once"

    fake.script([ask_permission("bash", {"command": "rm -r build"}, output="gone"), reply("Cleaned.")])
    session = await client.session.create()
    assert (await client.session.chat(session, "Clean up.", on_permission=decide)).text == "Cleaned."
    assert [(request.permission, request.patterns) for request in asked] == [("bash", ["rm -r build"])]


@pytest.mark.parametrize(
    ("permission", "asks"),
    [
        (None, []),
        ("ask", ["ls", "rm a"]),
        ({"bash": "ask"}, ["ls", "rm a"]),
        ({"bash": {"*": "allow", "rm *": "ask"}}, ["rm a"]),
        ({"bash": {"*": "ask", "ls *": "allow"}}, ["rm a"]),
        ({"*": "ask", "bash": "allow"}, []),
    ],
)
async def test_the_settings_of_permissions(connect: Connect, permission: Any, asks: list[str]) -> None:
    fake = FakeServer(permission=permission)
    asked: list[str] = []

    def decide(request: PermissionRequest) -> str:
        asked.extend(request.patterns)
        return "once"

    fake.script([tool_call("bash", {"command": "ls"}), tool_call("bash", {"command": "rm a"}), reply("Done.")])
    client = connect(fake)
    await client.session.chat(await client.session.create(), "Do it.", on_permission=decide)
    assert asked == asks


async def test_denied_and_always(connect: Connect) -> None:
    fake = FakeServer(permission={"bash": {"*": "ask", "rm *": "deny"}})
    fake.script([tool_call("bash", {"command": one}) for one in ("echo a", "echo b", "rm a")])
    client = connect(fake)
    asked: list[str] = []

    def decide(request: PermissionRequest) -> str:
        asked.extend(request.patterns)
        return "always"

    answer = await client.session.chat(await client.session.create(), "Do it.", on_permission=decide)
    assert asked == ["echo a"]
    states = [call.state.status for call in (await client.session.turn(answer)).tool_calls]
    assert states == ["completed", "completed", "error"]


async def test_always_answers_what_waits(connect: Connect) -> None:
    fake = FakeServer(permission={"bash": "ask"})
    calls = [ToolCall("bash", {"command": command}) for command in ("echo a", "echo b", "ls")]
    fake.push(ModelReply(*calls), "Done.")
    client = connect(fake)
    session = await client.session.create()
    async with client.session.stream(session, "Do it.") as turn:
        async for _ in turn.events:
            if len(turn.pending_requests) == 3:
                break
        await client.permission.reply(turn.pending_requests[0].id, "always")
        assert [request.patterns for request in await client.permission.list()] == [["ls"]]
        await client.permission.reply((await client.permission.list())[0].id, "once")
        assert (await turn.result()).text == "Done."


async def test_a_question(client: Any, fake: FakeServer) -> None:
    def answer(request: QuestionRequest) -> list[list[str]]:
        assert [option.label for option in request.questions[0].options] == ["Red", "Blue"]
        return [["Blue"]]

    fake.script([ask_question("Which colour?", ["Red", "Blue"]), reply("Blue it is.")])
    session = await client.session.create()
    assert (await client.session.chat(session, "Ask me.", on_question=answer)).text == "Blue it is."
    assert '"Which colour?"="Blue"' in str(fake.requests[-1]["messages"])


async def test_a_structured_answer(client: Any, fake: FakeServer) -> None:
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    session = await client.session.create()
    fake.script([structured({"city": "Rome"}), reply("Rome.")])
    assert (await client.session.chat(session, "Which?", format=schema)).structured == {"city": "Rome"}
    answer = await client.session.chat(session, "Which?", format=schema)
    assert answer.error.name == "StructuredOutputError"


async def test_a_failing_model(client: Any, fake: FakeServer) -> None:
    fake.script([fail("No credit", status=402), fail("Busy", status=503), reply("Now.")])
    session = await client.session.create()
    assert (await client.session.chat(session, "One?")).failure == "APIError: No credit"
    assert (await client.session.chat(session, "Two?")).text == "Now."


async def test_a_function_that_decides(connect: Connect) -> None:
    def decide(request: Any) -> str | None:
        if "two" in request["messages"][-1]["content"]:
            raise LookupError("two")
        return "One." if "one" in request["messages"][-1]["content"] else None

    client = connect(FakeServer(["Queued."], decide=decide))
    session = await client.session.create()
    assert (await client.session.chat(session, "Say one.")).text == "One."
    assert (await client.session.chat(session, "Say something.")).text == "Queued."
    assert "LookupError: two" in (await client.session.chat(session, "Say two.")).failure


async def test_a_lost_connection(client: Any, fake: FakeServer) -> None:
    fake.script([drop_connection(), reply("All of it.")])
    session = await client.session.create()
    with pytest.raises(ConnectionLostError):
        await client.session.chat(session, "All?")
    # The agent went on.
    assert (await client.session.wait(session.id, 20)).text == "All of it."


async def test_a_turn_survives_a_lost_connection(client: Any, fake: FakeServer) -> None:
    fake.push(ModelReply(Text("Half of it, "), drop_connection(), Stall(0.2), Text("and the rest.")))
    session = await client.session.create()
    async with client.session.stream(session, "All?") as turn:
        result = await turn.result()
    assert result.text == turn.text == "Half of it, and the rest."


async def test_a_delay_and_a_timeout(client: Any, fake: FakeServer) -> None:
    fake.script([delay(60), reply("Late.")])
    session = await client.session.create()
    with pytest.raises(APITimeoutError):
        await client.session.chat(session, "Soon?", timeout=0.1)
    assert session.id in await client.session.status()
    assert await client.session.abort(session.id)
    assert (await client.session.messages(session.id))[-1].error.name == "MessageAbortedError"


async def test_an_abort_of_a_tool(client: Any, fake: FakeServer) -> None:
    fake.script([tool_call("bash", {"command": "make"}, output="built", seconds=60)])
    session = await client.session.create()
    async with client.session.stream(session, "Build.") as turn:
        async for part in turn.parts:
            if part.type == "tool" and part.state.status == "running":
                await turn.abort()
        assert (await turn.result()).error.name == "MessageAbortedError"
    (call,) = turn.tool_calls
    assert call.state.error == "Tool execution aborted"


async def test_undo_and_redo(client: Any, fake: FakeServer) -> None:
    conversation = client.conversation()
    for text in ("One.", "Two."):
        fake.reply(text)
        await conversation.send(f"Say {text}")
    assert (await conversation.undo()).text == "Say Two."
    assert [message.text for message in await conversation.messages()] == ["Say One.", "One."]
    assert (await conversation.redo()).text == "Say Two."
    await conversation.undo()
    await conversation.send("Say three.")
    texts = [message.text for message in await client.session.messages(conversation.session_id)]
    assert texts == ["Say One.", "One.", "Say three.", "Say three."]


async def test_other_models_and_settings(connect: Connect) -> None:
    commands = {"greet": {"template": "Say hello to $ARGUMENTS."}}
    fake = FakeServer(models=["acme/best"], settings={"command": commands, "share": "manual"})
    client = connect(fake)
    session = await client.session.create()
    answer = await client.session.chat(session, "Hello?", model="acme/best")
    assert (answer.info.provider_id, answer.info.model_id) == ("acme", "best")
    assert fake.requests[-1]["model"] == "best"
    assert (await client.session.command(session, "greet", "Ann")).text == "Say hello to Ann."
    assert [provider.id for provider in (await client.config.providers()).providers] == ["scripted", "acme"]
    assert (await client.session.share(session.id)).share.url
    assert (await client.session.unshare(session.id)).share is None
    with pytest.raises(ValueError, match="provider/model"):
        FakeServer(models=["best"])


async def test_settings_are_merged_into_those_of_the_fake(connect: Connect) -> None:
    added = {"own": {"name": "Own", "models": {"one": {"name": "One"}}}}
    fake = FakeServer(settings={"provider": added})
    fake.configure("/elsewhere", settings={"provider": added})
    client = connect(fake)
    for directory in (None, "/elsewhere"):
        offered = await client.config.providers(directory=directory)
        assert [provider.id for provider in offered.providers] == ["scripted", "own"]
        session = await client.session.create(directory=directory)
        assert (await client.session.chat(session, "Hello?", directory=directory)).text == "Hello?"


async def test_attachments_are_read(client: Any, fake: FakeServer) -> None:
    file = FilePartInput(mime="text/plain", url="data:text/plain;base64,aGVsbG8=", filename="a.txt")
    session = await client.session.create()
    await client.session.chat(session, ["See.", file])
    assert "hello" in fake.requests[-1]["messages"][-1]["content"]


async def test_malformed_arguments_of_a_tool(client: Any, fake: FakeServer) -> None:
    fake.script([tool_call("read", "{bad"), reply("Oh.")])
    answer = await client.session.chat(await client.session.create(), "Read.")
    (call,) = (await client.session.turn(answer)).tool_calls
    assert (call.tool, call.state.input["tool"]) == ("invalid", "read")


async def test_other_responses(client: Any, fake: FakeServer) -> None:
    fake.respond("GET", "/session", 503, {"name": "UnknownError"}, times=2)
    direct = client.with_options(max_retries=0)
    for _ in range(2):
        with pytest.raises(InternalServerError):
            await direct.session.list()
    assert await direct.session.list() == []


@pytest.mark.parametrize(
    ("arguments", "options", "error"),
    [
        (("GET", "session", 503), {}, ValueError),
        (("GET", "/session?directory=x", 503), {}, ValueError),
        (("GET", "/session", 99999), {}, ValueError),
        (("GET", "/session", "503"), {}, ValueError),
        (("GET", "/session", 503), {"times": 0}, ValueError),
        (("GET", "/session", 503), {"times": "2"}, ValueError),
        (("GET", "/session", 503, b"raw"), {}, TypeError),
    ],
)
def test_responses_that_there_are_not(arguments: Any, options: Any, error: type[Exception]) -> None:
    with FakeServer() as fake, pytest.raises(error):
        fake.respond(*arguments, **options)


async def test_what_it_does_not_have(client: Any) -> None:
    with pytest.raises(InternalServerError, match=r"fake server does not have POST /experimental/worktree.*real"):
        await client.worktree.create()
    assert await client.file.list(".") == []


async def test_heartbeats_and_the_end_of_a_stream(connect: Connect) -> None:
    fake = FakeServer(heartbeat=0.05)
    client = connect(fake)
    kinds: list[str] = []
    async with client.event.subscribe(reconnect=0) as events:
        with pytest.raises(APIConnectionError):  # noqa: PT012 (the loop ends by the error)
            async for event in events:
                kinds.append(getattr(event, "tag", None) or event.type)
                if kinds.count("server.heartbeat") == 2:
                    fake.drop_connections()
    assert "server.heartbeat" in kinds
    assert fake.listeners == 0


async def test_two_clients_of_one_fake(connect: Connect, fake: FakeServer) -> None:
    fake.push(ModelReply(Text("And then, " * 5, chunk_size=4, delay=0.02)))
    one, two = connect(fake), connect(fake)
    session = await one.session.create()
    sent = await one.session.prompt_async(session, "Tell me.")
    async with two.session.follow(session.id, message_id=sent.message_id) as turn:
        text = "".join([text async for text in turn.text_deltas])
    assert text == "And then, " * 5


async def test_turns_go_on_while_nobody_waits(client: Any, fake: FakeServer) -> None:
    fake.push(ModelReply(Text("One, two.", chunk_size=3, delay=0.05)))
    session = await client.session.create()
    await client.session.prompt_async(session, "Count.")
    await anyio.sleep(0.3)
    assert (await client.session.messages(session.id))[-1].text == "One, two."
    assert await client.session.status() == {}


def test_one_async_client_in_one_event_loop_after_the_other(fake: FakeServer) -> None:
    fake.script([reply(text=name) for name in ("first", "second", "third")])
    client = fake.async_client()

    async def ask(number: int) -> str:
        session = await client.session.create()
        async with client.session.stream(session.id, f"Question {number}") as turn:
            return "".join([text async for text in turn.text_deltas])

    backends = ("asyncio", "asyncio", "trio")
    replies = [anyio.run(ask, number, backend=backend) for number, backend in enumerate(backends)]
    assert replies == ["first", "second", "third"]


@pytest.mark.parametrize("second", ["asyncio", "trio"])
def test_a_stream_in_a_second_event_loop_is_an_error_and_no_wait(fake: FakeServer, second: str) -> None:
    fake.script([reply("x" * 10, chunk_size=1, delay=0.2)])
    client = fake.async_client()

    async def begin() -> tuple[Any, Any]:
        turn = await client.session.stream(await client.session.create(), "Hello?").__aenter__()
        events = await client.event.subscribe().__aenter__()
        assert await anext(turn.text_deltas) == "x"
        return turn, events

    async def read(view: Any) -> None:
        async for _ in view:
            pass

    async def go_on() -> None:
        with anyio.fail_after(60):
            for view in (turn.text_deltas, events):
                with pytest.raises(EventLoopError, match="another event loop"):
                    await read(view)
        await client.close()

    turn, events = anyio.run(begin)
    anyio.run(go_on, backend=second)


def test_the_port() -> None:
    with FakeServer(password="open sesame") as fake:
        fake.reply("Hello.", chunk_size=2)
        url = fake.url
        assert httpx.get(f"{url}/session", trust_env=False).status_code == 401
        with Opencode(url, password="open sesame") as client:
            session = client.session.create()
            with client.session.stream(session, "Hi") as turn:
                assert list(turn.text_deltas) == ["He", "ll", "o."]
        response = httpx.post(f"{url}/session", content=b"{", auth=("opencode", "open sesame"), trust_env=False)
        assert response.status_code == 400
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)


def test_what_the_port_does_about_clients_that_leave() -> None:
    with FakeServer() as fake:
        with httpx.stream("GET", f"{fake.url}/event", trust_env=False) as response:
            first = next(response.iter_lines())
            assert json.loads(first.removeprefix("data: "))["type"] == "server.connected"
            assert fake.listeners == 1
        for _ in range(100):
            if not fake.listeners:
                break
            httpx.get(f"{fake.url}/session", trust_env=False)
        assert not fake.listeners


def test_a_client_that_is_interrupted(fake: FakeServer) -> None:
    fake.push(HTTPError(400, "Not asked."))
    fake.push(Stall(60))
    with fake.client() as client:
        session = client.session.create()
        client.session.chat(session, "One?")
        with client.session.stream(session, "Two?") as turn:
            for event in turn.events:
                if event.type == "session.status":
                    break
    assert [prompt.text for prompt in fake.prompts] == ["One?", "Two?"]
