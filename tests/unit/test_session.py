"""The session resource: requests on the wire, and responses as objects."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from opencode_sessions import (
    AssistantMessage,
    MessageAbortedError,
    PromptModel,
    Reply,
    Session,
    SessionMessagesResponseItem,
    TextPart,
    TextPartInput,
    ToolPart,
    ToolStateCompleted,
    TurnAbortedError,
    UnknownPart,
    WrongMessageError,
)
from tests.support.samples import SESSION, USER_ID, assistant_message, part, text_part, tool_part, user_message

pytestmark = pytest.mark.anyio

PATH = f"/session/{SESSION['id']}"


def sent(httpserver: HTTPServer, number: int = -1) -> Any:
    """The body of a request that the server got."""
    return httpserver.log[number][0].json


async def test_create_sends_the_fields_that_were_given(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/session", "POST").respond_with_json(SESSION)
    session = await client.session.create(title="Fix the parser")
    assert isinstance(session, Session)
    assert session.to_dict() == SESSION
    assert sent(httpserver) == {"title": "Fix the parser"}


async def test_create_without_fields_sends_an_empty_object(client: Any, httpserver: HTTPServer) -> None:
    """Servers before 1.0.0 refuse a missing body, and all refuse null."""
    httpserver.expect_request("/session", "POST").respond_with_json(SESSION)
    await client.session.create()
    assert httpserver.log[-1][0].get_data() == b"{}"


async def test_chat_takes_a_text_and_a_model_by_name(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_json(assistant_message(text_part("Hi.")))
    reply = await client.session.chat(SESSION["id"], "Hello?", model="open/router/free", agent="plan")
    assert (reply.text, reply.cost, reply.tokens.total, reply.error) == ("Hi.", 0.25, 21, None)
    assert sent(httpserver) == {
        "parts": [{"type": "text", "text": "Hello?"}],
        "model": {"providerID": "open", "modelID": "router/free"},
        "providerID": "open",
        "modelID": "router/free",
        "agent": "plan",
    }


async def test_chat_takes_parts_and_a_model_in_halves(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_json(assistant_message(text_part("Hi.")))
    await client.session.chat(
        SESSION["id"], ["Look:", TextPartInput("more", synthetic=True)], provider_id="stub", model_id="stub"
    )
    body = sent(httpserver)
    assert body["parts"] == [
        {"type": "text", "text": "Look:"},
        {"type": "text", "text": "more", "synthetic": True},
    ]
    assert body["model"] == {"providerID": "stub", "modelID": "stub"}


async def test_chat_takes_a_model_object(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_json(assistant_message())
    await client.session.chat(SESSION["id"], "Hi", model=PromptModel(provider_id="a", model_id="b"))
    assert (sent(httpserver)["providerID"], sent(httpserver)["modelID"]) == ("a", "b")


@pytest.mark.parametrize("prompt", ["", "  \n", [], ["fine", " "]])
async def test_an_empty_prompt_is_refused_before_it_is_sent(client: Any, httpserver: HTTPServer, prompt: Any) -> None:
    with pytest.raises(ValueError, match="empty"):
        await client.session.chat(SESSION["id"], prompt)
    assert httpserver.log == []


@pytest.mark.parametrize("model", ["gpt-5", "/gpt-5", "openai/", ""])
async def test_a_model_needs_a_provider(client: Any, httpserver: HTTPServer, model: str) -> None:
    with pytest.raises(ValueError, match="provider/model"):
        await client.session.chat(SESSION["id"], "Hello?", model=model)
    assert httpserver.log == []


HALF_MODELS: list[dict[str, Any]] = [
    {"provider_id": "openai"},
    {"model_id": "gpt-5"},
    {"provider_id": "", "model_id": "gpt-5"},
    {"provider_id": "openai", "model_id": ""},
    {"model": "openai/gpt-5", "provider_id": "openai"},
    {"model": "openai/gpt-5", "model_id": "gpt-5"},
    {"model": "openai/gpt-5", "provider_id": "openai", "model_id": "gpt-5"},
    {"model": PromptModel(provider_id="openai", model_id="")},
    {"model": "gpt-5"},
]


@pytest.mark.parametrize("model", HALF_MODELS, ids=str)
@pytest.mark.parametrize("method", ["chat", "stream", "prompt_async", "init", "summarize"])
async def test_half_a_model_is_refused_before_anything_is_sent(
    client: Any, httpserver: HTTPServer, method: str, model: dict[str, Any]
) -> None:
    """It would else be dropped, and another model asked."""
    prompt = ["Hello?"] if method in ("chat", "stream", "prompt_async") else []
    call = getattr(client.session, method)
    with pytest.raises(ValueError, match="model"):
        _ = call(SESSION["id"], *prompt, **model) if method == "stream" else await call(SESSION["id"], *prompt, **model)
    assert httpserver.log == []


@pytest.mark.parametrize("model", ["gpt-5", "/gpt-5", "openai/", ""])
async def test_commands_shells_and_conversations_need_a_whole_model_too(
    client: Any, httpserver: HTTPServer, model: str
) -> None:
    with pytest.raises(ValueError, match="provider/model"):
        await client.session.command(SESSION["id"], "init", model=model)
    with pytest.raises(ValueError, match="provider/model"):
        await client.session.shell(SESSION["id"], "build", "ls", model=model)
    with pytest.raises(ValueError, match="provider/model"):
        await client.conversation(SESSION["id"]).send("Hello?", model=model)
    with pytest.raises(ValueError, match="provider/model"):
        await client.conversation(SESSION["id"]).compact(model=model)
    assert httpserver.log == []


async def test_a_lone_surrogate_reaches_the_server(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_json(assistant_message(text_part("\ud800")))
    reply = await client.session.chat(SESSION["id"], "half a pair: \ud83d")
    assert sent(httpserver)["parts"][0]["text"] == "half a pair: \ud83d"
    assert reply.text == "\ud800"


async def test_an_unknown_part_leaves_the_others_intact(client: Any, httpserver: HTTPServer) -> None:
    odd: list[Any] = [
        part("hologram", beam={"width": 3}),
        {"type": "tool", "id": "prt_without_state"},
        "not even an object",
        None,
    ]
    message = assistant_message(text_part("before"), *odd, text_part("after", novelty=[None, 1]))
    httpserver.expect_request(f"{PATH}/message").respond_with_json([user_message(), message])
    prompt, reply = await client.session.messages(SESSION["id"])
    assert reply.text == "before\n\nafter"
    assert [type(part) for part in reply.parts] == [
        TextPart,
        UnknownPart,
        ToolPart,
        UnknownPart,
        UnknownPart,
        TextPart,
    ]
    assert (reply.parts[1].type, reply.parts[1].tag) == ("unknown", "hologram")
    assert reply.parts[5].additional_properties == {"novelty": [None, 1]}
    assert reply.to_dict() == message
    assert prompt.to_dict() == user_message()


async def test_a_reply_equals_its_message(client: Any, httpserver: HTTPServer) -> None:
    message = assistant_message(part("reasoning", text="Hm.", time={"start": 1}), tool_part(), text_part("Done."))
    httpserver.expect_request(f"{PATH}/message/msg_1").respond_with_json(message)
    reply = await client.session.message(SESSION["id"], "msg_1")
    item = SessionMessagesResponseItem.from_dict(message)
    assert isinstance(reply, Reply)
    assert reply == item
    assert item == reply
    assert reply != SessionMessagesResponseItem.from_dict(user_message())
    for copied in (pickle.loads(pickle.dumps(reply)), copy.deepcopy(reply)):
        assert copied == reply
        assert type(copied) is Reply
    assert (reply.reasoning, reply.text) == ("Hm.", "Done.")
    [call] = reply.tool_calls
    assert isinstance(call.state, ToolStateCompleted)
    assert call.state.input == {"command": "ls"}
    assert call.state.time.start_at is not None
    assert call.state.time.start_at.isoformat() == "2025-10-09T08:53:22.100000+00:00"


async def test_a_failed_turn_is_a_reply_with_an_error(client: Any, httpserver: HTTPServer) -> None:
    error = {"name": "APIError", "data": {"message": "overloaded", "statusCode": 529, "isRetryable": False}}
    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_json(assistant_message(error=error))
    reply = await client.session.chat(SESSION["id"], "Hello?")
    assert reply.error.name == "APIError"
    assert reply.error.data.message == "overloaded"


async def test_a_turn_is_all_its_messages(client: Any, httpserver: HTTPServer) -> None:
    first = assistant_message(tool_part(), finish="tool-calls")
    last = assistant_message(text_part("Done."), id="msg_last", time={"created": 1760000004000})
    earlier = user_message(id="msg_earlier", time={"created": 1750000000000})
    other = assistant_message(text_part("no"), id="msg_other", parentID="msg_earlier", time={"created": 1750000000001})
    # Out of order, and with identifiers that do not sort by time.
    httpserver.expect_request(f"{PATH}/message").respond_with_json([last, first, user_message(), other, earlier])
    turn = await client.session.turn(Reply.from_dict(last))
    assert [message.info.id for message in turn.messages] == [USER_ID, first["info"]["id"], "msg_last"]
    assert turn.prompt is not None
    assert turn.prompt.text == "Hello?"
    assert len(turn.steps) == 2
    assert (turn.text, turn.cost, turn.error) == ("Done.", 0.5, None)
    assert (turn.tokens.input, turn.tokens.cache.write) == (20, 6)
    assert [call.tool for call in turn.tool_calls] == ["bash"]
    # The prompt belongs to the same turn.
    assert await client.session.turn(Reply.from_dict(user_message())) == turn


async def test_a_turn_of_something_else(client: Any, httpserver: HTTPServer) -> None:
    for other in ("msg_1", Session.from_dict(dict(SESSION)), None):
        with pytest.raises(TypeError, match="reply must be a message with its parts, such as the reply of chat"):
            await client.session.turn(other)
    assert httpserver.log == []


async def test_a_turn_on_a_server_that_names_no_parent(client: Any, httpserver: HTTPServer) -> None:
    """Servers before 1.0.0 put all steps in one message without `parentID`."""
    reply = assistant_message(tool_part(), text_part("Done."))
    del reply["info"]["parentID"]
    httpserver.expect_request(f"{PATH}/message").respond_with_json([user_message(), reply])
    turn = await client.session.turn(Reply.from_dict(reply))
    assert [type(message.info).__name__ for message in turn.messages] == ["UserMessage", "AssistantMessage"]
    assert turn.text == "Done."


async def test_a_missing_field_loses_nothing_else(client: Any, httpserver: HTTPServer) -> None:
    message = assistant_message(text_part("Hi."))
    del message["info"]["tokens"]
    del message["info"]["mode"]
    message["info"]["path"] = "/not/an/object"
    httpserver.expect_request(f"{PATH}/message").respond_with_json([message])
    [reply] = await client.session.messages(SESSION["id"])
    assert isinstance(reply.info, AssistantMessage)
    assert (reply.text, reply.tokens.input) == ("Hi.", 0)
    assert reply.to_dict() == message


@pytest.mark.parametrize("identifier", ["", ".", ".."])
async def test_an_identifier_that_would_change_the_route_is_refused(
    client: Any, httpserver: HTTPServer, identifier: str
) -> None:
    with pytest.raises(ValueError, match="session_id"):
        await client.session.get(identifier)
    assert httpserver.log == []


async def test_identifiers_are_quoted(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/session/a%2Fb é?").respond_with_json(SESSION)
    httpserver.expect_request("/session/a/b é?").respond_with_json(SESSION)
    await client.session.get("a/b é?")
    assert httpserver.log[-1][0].environ["REQUEST_URI"].endswith("/session/a%2Fb%20%C3%A9%3F")


async def test_every_plain_operation(client: Any, httpserver: HTTPServer) -> None:
    """Method, path and body of the operations that have nothing beyond the wire."""
    for method, path in [
        ("GET", "/session"),
        ("PATCH", PATH),
        ("DELETE", PATH),
        ("POST", f"{PATH}/init"),
        ("POST", f"{PATH}/abort"),
        ("POST", f"{PATH}/summarize"),
        ("POST", f"{PATH}/revert"),
        ("POST", f"{PATH}/unrevert"),
        ("POST", f"{PATH}/share"),
        ("DELETE", f"{PATH}/share"),
    ]:
        answer: Any = SESSION
        if path.endswith(("init", "abort", "summarize")) or (method, path) == ("DELETE", PATH):
            answer = True
        httpserver.expect_request(path, method).respond_with_json([answer] if path == "/session" else answer)
    identifier = SESSION["id"]
    resource = client.session
    assert [session.id for session in await resource.list(limit=3, roots=True)] == [identifier]
    assert (await resource.update(identifier, title="New")).id == identifier
    assert await resource.delete(identifier) is True
    assert await resource.init(identifier, message_id="msg_1", provider_id="p", model_id="m") is True
    assert await resource.abort(identifier) is True
    assert await resource.summarize(identifier, provider_id="p", model_id="m") is True
    assert (await resource.revert(identifier, "msg_1")).id == identifier
    assert (await resource.unrevert(identifier)).id == identifier
    assert (await resource.share(identifier)).id == identifier
    assert (await resource.unshare(identifier)).id == identifier
    queries = [request.query_string.decode() for request, _ in httpserver.log]
    bodies = [request.get_data().decode() for request, _ in httpserver.log]
    assert sorted(queries[0].split("&")) == ["limit=3", "roots=true"]
    assert bodies[1] == '{"title":"New"}'
    assert bodies[3] == '{"messageID":"msg_1","providerID":"p","modelID":"m"}'
    assert bodies[6] == '{"messageID":"msg_1"}'
    assert [bodies[index] for index in (0, 2, 4, 7, 8, 9)] == [""] * 6


async def test_the_message_of_another_session_is_no_response(client: Any, httpserver: HTTPServer) -> None:
    other = assistant_message(text_part("For them."), sessionID="ses_of_them")
    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_json(other)
    with pytest.raises(WrongMessageError, match="ses_of_them") as caught:
        await client.session.chat(SESSION["id"], "Hello?")
    assert caught.value.body.info.session_id == "ses_of_them"


@pytest.mark.parametrize("no_reply", [True, False])
async def test_the_prompt_itself_is_a_response_only_if_no_reply_was_wanted(
    client: Any, httpserver: HTTPServer, no_reply: bool
) -> None:
    """The response of 1.18.33 to a prompt that is aborted before the agent begins."""
    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_json(user_message())
    if no_reply:
        assert (await client.session.chat(SESSION["id"], "Hello?", no_reply=True)).info.role == "user"
    else:
        with pytest.raises(TurnAbortedError, match="before it began"):
            await client.session.chat(SESSION["id"], "Hello?")


async def test_a_response_that_is_never_finished_was_aborted(client: Any, httpserver: HTTPServer) -> None:
    message = assistant_message(time={"created": 1760000002000})
    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_json(message)
    reply = await client.session.chat(SESSION["id"], "Hello?")
    assert isinstance(reply.error, MessageAbortedError)
    with pytest.raises(TurnAbortedError):
        reply.raise_for_error()
