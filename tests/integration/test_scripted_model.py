"""The scripted model: its streams, its choice of replies, and that it never blocks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest

from opencode_sessions.testing import (
    HTTPError,
    ModelReply,
    ModelUsage,
    Reasoning,
    ScriptedModel,
    Stall,
    Text,
    ToolCall,
    ask_permission,
)

TOOLS = [{"type": "function", "function": {"name": "bash", "parameters": {}}}]

#: The first words of calls outside the conversation: of servers of 0.5, of 1.0 and later, and of 1.0 (for a list).
TITLE_INSTRUCTIONS = [
    "Generate a conversation thread title from the user message.",
    "You are a title generator. You output ONLY a thread title. Nothing else.",
    "Summarize the following conversation into 2 sentences MAX explaining what the assistant did and why.",
    "Summarize what was done in this conversation. Write like a pull request description.",
]


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with ScriptedModel() as model:
        yield model


def request(text: str | list[dict[str, Any]] = "Hello", **fields: Any) -> dict[str, Any]:
    """A request of a server in a conversation."""
    messages = [{"role": "system", "content": "You are opencode."}, {"role": "user", "content": text}]
    return {"model": "scripted", "stream": True, "messages": messages, "tools": TOOLS, **fields}


def send(model: ScriptedModel, body: dict[str, Any]) -> httpx.Response:
    """Send a request, and read the whole response."""
    return httpx.post(f"{model.base_url}/chat/completions", json=body, trust_env=False, timeout=20)


def events(response: httpx.Response) -> list[dict[str, Any]]:
    """The chunks of a stream that is complete."""
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/event-stream")
    *lines, done = [line for line in response.text.split("\n\n") if line]
    assert done == "data: [DONE]"
    assert all(line.startswith("data: ") for line in lines)
    return [json.loads(line.removeprefix("data: ")) for line in lines]


def deltas(response: httpx.Response) -> list[dict[str, Any]]:
    """The deltas of the chunks, without the empty ones."""
    found = [choice["delta"] for event in events(response) for choice in event["choices"]]
    return [delta for delta in found if delta]


def said(model: ScriptedModel, body: dict[str, Any] | None = None) -> str:
    """The text of the reply."""
    return "".join(delta.get("content", "") for delta in deltas(send(model, body or request())))


def test_a_text_with_its_usage(model: ScriptedModel) -> None:
    model.push(ModelReply("Hello.", usage=ModelUsage(input=7, output=5, reasoning=2, cached=3)))
    *_, last, usage = events(send(model, request()))
    assert last["choices"][0]["finish_reason"] == "stop"
    assert usage["choices"] == []
    assert usage["usage"] == {
        "prompt_tokens": 7,
        "completion_tokens": 5,
        "total_tokens": 12,
        "prompt_tokens_details": {"cached_tokens": 3},
        "completion_tokens_details": {"reasoning_tokens": 2},
    }


def test_text_in_chunks(model: ScriptedModel) -> None:
    model.push(Text("Hello world", chunk_size=4), Text(""))
    assert deltas(send(model, request())) == [{"content": "Hell"}, {"content": "o wo"}, {"content": "rld"}]
    assert deltas(send(model, request())) == []


def test_a_delay_lies_between_chunks(model: ScriptedModel) -> None:
    model.push(Text("abc", chunk_size=1, delay=0.2))
    arrived: list[float] = []
    url = f"{model.base_url}/chat/completions"
    with httpx.stream("POST", url, json=request(), trust_env=False) as response:
        arrived.extend(time.monotonic() for line in response.iter_lines() if '"content"' in line)
    assert len(arrived) == 3
    # Streamed as it is said, not gathered.
    assert arrived[1] - arrived[0] > 0.1
    assert arrived[2] - arrived[1] > 0.1


def test_reasoning_then_a_call(model: ScriptedModel) -> None:
    model.push(ModelReply(Reasoning("Hm, hm.", chunk_size=4), "I look.", ToolCall("bash", {"command": "ls"})))
    response = send(model, request())
    reasoning, more, text, call = deltas(response)
    assert (reasoning, more, text) == (
        {"reasoning_content": "Hm, "},
        {"reasoning_content": "hm."},
        {"content": "I look."},
    )
    (called,) = call["tool_calls"]
    assert called["function"]["name"] == "bash"
    assert json.loads(called["function"]["arguments"]) == {"command": "ls"}
    assert [event["choices"][0]["finish_reason"] for event in events(response)[-2:-1]] == ["tool_calls"]


def test_calls_have_different_identifiers(model: ScriptedModel) -> None:
    two = ModelReply(ToolCall("read", {"filePath": "a"}), ToolCall("read", '{"filePath": '))
    model.push(two, two)
    calls = [delta["tool_calls"][0] for _ in range(2) for delta in deltas(send(model, request()))]
    assert [call["index"] for call in calls] == [0, 1, 0, 1]
    assert len({call["id"] for call in calls}) == 4
    assert calls[1]["function"]["arguments"] == '{"filePath": '


def test_a_failure(model: ScriptedModel) -> None:
    model.push(HTTPError(429, "too many"), "Better.")
    response = send(model, request())
    assert response.status_code == 429
    assert response.json()["error"]["message"] == "too many"
    assert said(model) == "Better."


def test_a_failure_in_mid_stream(model: ScriptedModel) -> None:
    model.push(ModelReply("Half of", HTTPError(500, "broke"), "never said"))
    response = send(model, request())
    assert response.status_code == 200
    text, failure = [json.loads(line.removeprefix("data: ")) for line in response.text.split("\n\n") if line]
    assert text["choices"][0]["delta"] == {"content": "Half of"}
    assert failure["error"]["message"] == "broke"


def test_replies_in_turn_and_then_an_echo() -> None:
    with ScriptedModel(["one", Text("two")]) as model:
        model.push("three")
        assert model.pending == 3
        assert [said(model) for _ in range(4)] == ["one", "two", "three", "Hello"]
        assert model.pending == 0


def test_the_echo_is_the_last_text_of_the_user(model: ScriptedModel) -> None:
    parts: list[dict[str, Any]] = [
        {"type": "text", "text": "Look"},
        {"type": "image_url", "image_url": {}},
        {"type": "text", "text": "there"},
    ]
    assert said(model, request(parts)) == "Look\nthere"
    body = request("Do it")
    body["messages"] += [{"role": "assistant", "content": None}, {"role": "tool", "content": "done"}]
    assert said(model, body) == "Do it"
    assert said(model, request(messages=[])) == ""


def test_deciding_by_the_request() -> None:
    def decide(request: Mapping[str, Any]) -> str | None:
        return "Decided." if request["messages"][-1]["content"] == "Decide" else None

    with ScriptedModel(["Queued."], decide=decide) as model:
        assert said(model, request("Decide")) == "Decided."
        assert said(model) == "Queued."


@pytest.mark.parametrize("instructions", TITLE_INSTRUCTIONS)
def test_a_title_takes_nothing_from_the_queue(instructions: str) -> None:
    with ScriptedModel(["Queued."], title="A title", decide=lambda _: "Decided.") as model:
        messages = [{"role": "system", "content": instructions}, {"role": "user", "content": "Hello"}]
        body = {"model": "scripted", "stream": True, "messages": messages}
        assert said(model, body) == "A title"
        assert model.pending == 1
        assert (model.requests, model.title_requests) == ([], [body])


def test_a_conversation_about_titles_is_no_title_request(model: ScriptedModel) -> None:
    body = request("Write a thread title")
    body["messages"][0]["content"] = f"You are opencode. The project's rules: {TITLE_INSTRUCTIONS[1]}"
    model.push("A conversation.")
    assert said(model, body) == "A conversation."
    assert model.requests == [body]


def test_a_stall_sends_nothing(model: ScriptedModel) -> None:
    model.push(ModelReply(Stall(0.3), "Sorry."))
    started = time.monotonic()
    assert said(model) == "Sorry."
    assert time.monotonic() - started > 0.25


@pytest.mark.parametrize(
    "reply", [ModelReply(Stall(600)), ModelReply("Wait", Stall(600)), Text("ab", chunk_size=1, delay=600)]
)
def test_closing_ends_a_stall(reply: ModelReply | Text) -> None:
    before = threading.active_count()
    with ThreadPoolExecutor() as pool:
        with ScriptedModel([reply]) as model:
            answer = pool.submit(send, model, request())
            while not model.requests:
                time.sleep(0.01)
            started = time.monotonic()
        assert time.monotonic() - started < 10
        # Its connection is closed as well, as a rule after the end of the body is written.
        with suppress(httpx.RemoteProtocolError):
            assert b"[DONE]" not in answer.result(timeout=10).content
    deadline = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() <= before


def test_many_at_once() -> None:
    with ScriptedModel([str(number) for number in range(40)]) as model, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: said(model), range(40)))
        assert sorted(answers, key=int) == [str(number) for number in range(40)]
        assert len(model.requests) == 40


def test_a_stalled_reply_does_not_block_another() -> None:
    with ScriptedModel([Stall(600), "At once."]) as model, ThreadPoolExecutor() as pool:
        pool.submit(send, model, request())
        while not model.requests:
            time.sleep(0.01)
        assert said(model) == "At once."
        # Before the pool, which waits for both.
        model.close()


def test_it_prints_nothing(model: ScriptedModel, capfd: pytest.CaptureFixture[str]) -> None:
    assert said(model) == "Hello"
    assert capfd.readouterr() == ("", "")


def test_the_configuration(model: ScriptedModel, tmp_path: Path) -> None:
    written = model.configure(tmp_path, permission={"bash": "ask"}, settings={"share": "manual", "instructions": []})
    assert written == tmp_path / "opencode.json"
    config = json.loads(written.read_text())
    assert config == model.provider_config(permission={"bash": "ask"}, settings={"share": "manual", "instructions": []})
    provider, name = config["model"].split("/")
    assert config["small_model"] == config["model"]
    assert config["provider"][provider]["options"]["baseURL"] == model.base_url
    assert name in config["provider"][provider]["models"]
    assert config["permission"] == {"bash": "ask"}
    assert (config["share"], config["instructions"], config["autoupdate"]) == ("manual", [], False)
    assert "permission" not in model.provider_config()


def test_settings_are_merged_into_the_configuration(model: ScriptedModel, tmp_path: Path) -> None:
    settings = {
        "provider": {"own": {"npm": "x"}, "scripted": {"models": {"scripted": {"limit": {"context": 5}}, "other": {}}}},
        "permission": {"edit": "deny"},
        "model": "own/one",
    }
    config = json.loads(model.configure(tmp_path, permission={"bash": "ask"}, settings=settings).read_text())
    assert config["provider"]["own"] == {"npm": "x"}
    scripted = config["provider"]["scripted"]
    assert scripted["options"]["baseURL"] == model.base_url
    assert scripted["models"]["scripted"]["limit"] == {"context": 5, "output": 4096}
    assert set(scripted["models"]) == {"scripted", "other"}
    assert config["permission"] == {"bash": "ask", "edit": "deny"}
    assert (config["model"], config["small_model"]) == ("own/one", "scripted/scripted")
    assert settings["permission"] == {"edit": "deny"}


def test_a_permission_that_the_settings_ask_for(model: ScriptedModel) -> None:
    model.provider_config(settings={"permission": {"bash": "ask"}})
    assert model._impossible(ModelReply(ask_permission("bash", {"command": "ls"}))) is None
    model.provider_config(settings={"permission": {"bash": "allow"}})
    assert model._impossible(ModelReply(ask_permission("bash", {"command": "ls"}))) is not None


def test_a_configuration_of_the_users_is_left_alone(model: ScriptedModel, tmp_path: Path) -> None:
    (tmp_path / "opencode.json").write_text("{}")
    with pytest.raises(FileExistsError):
        model.configure(tmp_path)
    assert (tmp_path / "opencode.json").read_text() == "{}"


def test_without_running() -> None:
    model = ScriptedModel()
    with pytest.raises(RuntimeError, match="context manager"):
        model.provider_config()
    model.close()


def test_replies_are_values() -> None:
    assert ModelReply("Hello") == ModelReply(Text("Hello"))
    assert ModelReply("Hello") != ModelReply("Hello", usage=ModelUsage(input=1))
    assert "Hello" in repr(ModelReply("Hello"))
    with pytest.raises(AttributeError):
        Text("Hello").text = "Bye"  # type: ignore[misc]


def test_every_name_of_the_package() -> None:
    testing = import_module("opencode_sessions.testing")
    for name in testing.__all__:
        assert getattr(testing, name) is not None
    assert set(testing.__all__) <= set(dir(testing))
    with pytest.raises(AttributeError, match="no attribute 'Model'"):
        _ = testing.Model
