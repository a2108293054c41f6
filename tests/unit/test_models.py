"""The ways of naming a model, and the shape in which each operation sends it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, get_type_hints

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

import opencode_sessions
from opencode_sessions import (
    Agent,
    AssistantMessage,
    Command,
    PromptModel,
    ProviderModel,
    Reply,
    Session,
    SessionModel,
    UserMessage,
    UserMessageModel,
)
from opencode_sessions._models import default_model, offered_models
from opencode_sessions.errors import OpencodeError
from opencode_sessions_api.models import Config, ConfigProviders
from tests.support.samples import SESSION, assistant_message, user_message

pytestmark = pytest.mark.anyio

ID = SESSION["id"]
PATH = f"/session/{ID}"
ASSISTANT = assistant_message(providerID="a", modelID="b/c")
USER = user_message(model={"providerID": "a", "modelID": "b/c"})

#: All of these name the same model.
NAMES: list[Any] = [
    "a/b/c",
    " a/b/c\n",
    {"providerID": "a", "modelID": "b/c"},
    {"id": "b/c", "providerID": "a"},
    {"provider_id": "a", "model_id": "b/c"},
    {"provider_id": "a", "id": "b/c"},
    {"providerID": "a", "provider_id": "a", "id": "b/c", "modelID": "b/c", "variant": None},
    PromptModel("a", "b/c"),
    SessionModel("b/c", "a"),
    SessionModel("b/c", "a", variant="default"),
    UserMessageModel("a", "b/c"),
    ProviderModel.from_dict({"id": "b/c", "providerID": "a", "name": "C", "variants": {"high": {}}}),
    AssistantMessage.from_dict(ASSISTANT["info"]),
    UserMessage.from_dict(USER["info"]),
    Reply.from_dict(ASSISTANT),
    Reply.from_dict(USER),
    Session.from_dict(SESSION | {"model": {"id": "b/c", "providerID": "a"}}),
    Agent.from_dict({"name": "build", "mode": "all", "model": {"providerID": "a", "modelID": "b/c"}}),
    Command.from_dict({"name": "init", "template": "", "model": "a/b/c"}),
]
OF_PROMPT = {"providerID": "a", "modelID": "b/c"}

#: Calls with a model, and the fields of the body that they send.
CALLS: dict[str, tuple[Callable[[Any, Any], Any], dict[str, Any]]] = {
    "POST /session": (lambda c, m: c.session.create(model=m), {"model": {"id": "b/c", "providerID": "a"}}),
    f"POST {PATH}/message": (lambda c, m: c.session.chat(ID, "Hi", model=m), {"model": OF_PROMPT, **OF_PROMPT}),
    f"POST {PATH}/prompt_async": (
        lambda c, m: c.session.prompt_async(ID, "Hi", model=m),
        {"model": OF_PROMPT, **OF_PROMPT},
    ),
    f"POST {PATH}/command": (lambda c, m: c.session.command(ID, "init", model=m), {"model": "a/b/c"}),
    f"POST {PATH}/shell": (lambda c, m: c.session.shell(ID, "build", "ls", model=m), {"model": OF_PROMPT}),
    f"POST {PATH}/init": (lambda c, m: c.session.init(ID, model=m), OF_PROMPT),
    f"POST {PATH}/summarize": (lambda c, m: c.session.summarize(ID, model=m), OF_PROMPT),
}
#: The same by other methods.
OTHERS: list[tuple[str, Callable[[Any, Any], Any]]] = [
    (f"POST {PATH}/message", lambda c, m: c.conversation(ID).send("Hi", model=m)),
    (f"POST {PATH}/message", lambda c, m: c.conversation(ID, model=m).send("Hi")),
    (f"POST {PATH}/summarize", lambda c, m: c.conversation(ID).compact(model=m)),
    (f"POST {PATH}/summarize", lambda c, m: c.conversation(ID, model=m).compact()),
]


@pytest.fixture
def sent(httpserver: HTTPServer) -> Callable[[str], dict[str, Any]]:
    """A server for all operations with a model; gives the last body of one."""
    for path in ("/session", PATH):
        httpserver.expect_request(path).respond_with_json(SESSION)
    for name in ("message", "command", "shell"):
        httpserver.expect_request(f"{PATH}/{name}", method="POST").respond_with_json(assistant_message())
    for name in ("init", "summarize"):
        httpserver.expect_request(f"{PATH}/{name}").respond_with_json(True)
    httpserver.expect_request(f"{PATH}/prompt_async").respond_with_data(status=204)
    httpserver.expect_request("/global/health").respond_with_json({"healthy": True, "version": "1.18.33"})
    httpserver.expect_request("/session/status").respond_with_json({})

    def messages(request: Request) -> Response:
        (*_, prompt) = (one for one, _ in httpserver.log if one.path == f"{PATH}/prompt_async")
        answer = assistant_message(parentID=prompt.get_json()["messageID"])
        return Response(
            json.dumps([user_message(id=prompt.get_json()["messageID"]), answer]), content_type="application/json"
        )

    httpserver.expect_request(f"{PATH}/message", method="GET").respond_with_handler(messages)
    httpserver.expect_request("/experimental/tool").respond_with_json([])

    def body(operation: str) -> dict[str, Any]:
        method, path = operation.split(" ")
        found = [request for request, _ in httpserver.log if (request.method, request.path) == (method, path)]
        return dict(found[-1].get_json())

    return body


def of_model(body: dict[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in ("model", "providerID", "modelID", "variant") if name in body}


@pytest.mark.parametrize("name", NAMES, ids=repr)
async def test_every_name_in_every_operation(
    client: Any, sent: Callable[[str], dict[str, Any]], name: Any, httpserver: HTTPServer
) -> None:
    for operation, (call, fields) in CALLS.items():
        await call(client, name)
        assert of_model(sent(operation)) == fields, operation
    for operation, call in OTHERS:
        await call(client, name)
        assert of_model(sent(operation)) == CALLS[operation][1], operation
    await client.tool.list(model=name)
    assert dict(httpserver.log[-1][0].args) == {"provider": "a", "model": "b/c"}


async def test_the_variant_of_a_model(client: Any, sent: Callable[[str], dict[str, Any]]) -> None:
    model = {"providerID": "a", "modelID": "b", "variant": "high"}
    await client.session.chat(ID, "Hi", model=model)
    assert sent(f"POST {PATH}/message")["variant"] == "high"
    await client.session.chat(ID, "Hi", model=model, variant="low")
    assert sent(f"POST {PATH}/message")["variant"] == "low"
    await client.session.command(ID, "init", model=UserMessageModel("a", "b", "high"))
    assert of_model(sent(f"POST {PATH}/command")) == {"model": "a/b", "variant": "high"}
    await client.session.create(model=model)
    assert sent("POST /session")["model"] == {"id": "b", "providerID": "a", "variant": "high"}
    old = user_message(model={"providerID": "a", "modelID": "b"}, variant="high")
    await client.session.chat(ID, "Hi", model=Reply.from_dict(old))
    assert sent(f"POST {PATH}/message")["variant"] == "high"


async def test_the_model_of_a_conversation_is_a_default(client: Any, sent: Callable[[str], dict[str, Any]]) -> None:
    conversation = client.conversation(ID, model="a/b")
    await conversation.send("Hi", model="c/d")
    assert sent(f"POST {PATH}/message")["providerID"] == "c"
    await conversation.send("Hi", provider_id="e", model_id="f")
    assert sent(f"POST {PATH}/message")["providerID"] == "e"
    await conversation.send("Hi", model=None)
    assert of_model(sent(f"POST {PATH}/message")) == {}


WRONG: list[tuple[Any, type[Exception], str]] = [
    ({}, ValueError, "Half a model: {}"),
    ({"providerID": "a"}, ValueError, "Half a model: {'providerID': 'a'}"),
    ({"providerID": "a", "modelID": ""}, ValueError, "Half a model"),
    ({"providerID": " ", "modelID": "b"}, ValueError, "Half a model"),
    ({"providerID": None, "modelID": "b"}, ValueError, "Half a model"),
    ({"providerID": "a", "provider_id": "b", "id": "c"}, ValueError, "Two models in one: .* provider_id 'a' and 'b'"),
    ({"providerID": "a", "modelID": "b", "id": "c"}, ValueError, "Two models in one: .* model_id 'b' and 'c'"),
    ({"provider": "a", "modelID": "b"}, ValueError, "A model has no 'provider': its keys are providerID"),
    ({1: "a"}, ValueError, "A model has no 1"),
    ({"providerID": 1, "modelID": "b"}, TypeError, "The provider_id of a model must be a string, not 1"),
    ({"providerID": "a", "modelID": ["b"]}, TypeError, r"The model_id of a model must be a string, not \['b'\]"),
    ({"providerID": "a", "modelID": "b", "variant": 1}, TypeError, "The variant of a model must be a string"),
    (PromptModel("a", ""), ValueError, "Half a model: PromptModel"),
    (SessionModel("", "a"), ValueError, "Half a model: SessionModel"),
    (Session.from_dict(dict(SESSION)), ValueError, "This Session names no model: leave model= out"),
    (5, TypeError, "A model is named .*, not 5"),
    (b"a/b", TypeError, "A model is named .*, not b'a/b'"),
    (["a", "b"], TypeError, "A model is named"),
    (("a", "b"), TypeError, "A model is named"),
    (PromptModel, TypeError, "A model is named"),
    ("b", ValueError, "A model is named provider/model, .*, not 'b'"),
    (" / ", ValueError, "A model is named provider/model"),
]


@pytest.mark.parametrize(("name", "kind", "words"), WRONG, ids=repr)
async def test_what_names_no_model(
    client: Any, httpserver: HTTPServer, name: Any, kind: type[Exception], words: str
) -> None:
    for call, _ in CALLS.values():
        with pytest.raises(kind, match=words):
            await call(client, name)
    for _, call in OTHERS:
        with pytest.raises(kind, match=words):
            await call(client, name)
    with pytest.raises(kind, match=words):
        await client.tool.list(model=name)
    with pytest.raises(kind, match=words):
        client.session.stream(ID, "Hi", model=name)
    assert httpserver.log == []


def test_the_alias_can_be_resolved() -> None:
    hints = get_type_hints(opencode_sessions.PromptOptions)
    assert hints["model"] == opencode_sessions.ModelLike | None


@pytest.mark.parametrize(
    "odd",
    [
        {"providers": None, "default": None},
        {"providers": {"a": {}}, "default": {}},
        {"providers": [None, 3, {"id": 3, "models": [1]}, {"id": "a", "models": None}], "default": []},
        {"providers": [{"id": "a", "models": {"m": None}}], "default": {}},
    ],
)
def test_models_of_another_kind_are_left_out(odd: dict[str, Any]) -> None:
    offered = ConfigProviders.from_dict(odd)
    assert offered_models(offered, Config()) == []
    with pytest.raises(OpencodeError, match="has no model"):
        default_model(offered, Config())


@pytest.mark.parametrize(
    ("settings", "chosen"),
    [
        ({}, "a/one"),
        ({"provider": {"c": {}, "b": {}}}, "b/two"),
        ({"model": "a/more", "provider": {"b": {}}}, "a/more"),
        ({"model": "a/unknown"}, None),
        ({"model": "half"}, None),
        ({"model": 3, "provider": [1]}, "a/one"),
    ],
)
def test_the_model_of_a_prompt_that_names_none(settings: dict[str, Any], chosen: str | None) -> None:
    offered = ConfigProviders.from_dict(
        {
            "providers": [
                {"id": "a", "name": "A", "models": {"one": {"id": "one"}, "more": {"id": "more"}}},
                {"id": "b", "name": "B", "models": {"two": {"id": "two"}}},
            ],
            "default": {"a": "one", "b": "two"},
        }
    )
    models = offered_models(offered, Config.from_dict(settings))
    assert [model.id for model in models if model.is_default] == ["a/one", "b/two"]
    assert [model.id for model in models if model.is_prompt_default] == ([] if chosen is None else [chosen])
