"""Real traffic of real servers: it decodes to the right classes, encodes to the same JSON, and keeps the contract.

`recorded/VERSION.jsonl` holds one call a line, taken from the server of that version with a scripted model.
"""

from __future__ import annotations

import copy
import importlib
import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from jsonschema import Draft202012Validator

from contract.generate import CONTRACT
from opencode_sessions import (
    APIStatusError,
    AssistantMessage,
    EmptyAnswerError,
    NotFoundError,
    OpencodeError,
    Reply,
    ToolPart,
    Unknown,
)
from opencode_sessions.judging import judge
from opencode_sessions_api.client import Request
from opencode_sessions_api.types import Model

RECORDED = Path(__file__).parent / "recorded"
VERSIONS = sorted(path.stem for path in RECORDED.glob("*.jsonl"))
DOCUMENT = yaml.safe_load(CONTRACT.read_text())


def calls(version: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (RECORDED / f"{version}.jsonl").read_text().splitlines()]


def operation_of(call: dict[str, Any]) -> dict[str, Any]:
    path = call["request"]["path"].partition("?")[0]
    for template, item in DOCUMENT["paths"].items():
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path):
            operation: dict[str, Any] = item[call["request"]["method"].lower()]
            return operation
    raise AssertionError(f"no operation for {path}")


def module_of(operation: dict[str, Any]) -> Any:
    tag = {"global": "global_"}.get(operation["tags"][0], operation["tags"][0])
    return importlib.import_module(f"opencode_sessions_api.api.{tag}.{operation['operationId'].replace('.', '_')}")


def decode(call: dict[str, Any]) -> Any:
    """The recorded answer, on the way that every answer takes."""
    operation, body = operation_of(call), call["body"]
    request: Request[Any] = Request("OPERATION", call["request"]["method"], "/x", module_of(operation).decode, {})
    text = body["__text__"] if isinstance(body, dict) and "__text__" in body else json.dumps(body)
    response = httpx.Response(call["status"], text=text, headers=call["headers"])
    return judge(request, "http://server.test", response)


def models_in(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from models_in(item)
    elif isinstance(value, dict):
        yield from models_in(list(value.values()))
    elif isinstance(value, Model):
        yield value
        for attribute, _ in value._wire_names:
            yield from models_in(getattr(value, attribute))


def encoded(value: Any) -> Any:
    return (
        [encoded(item) for item in value]
        if isinstance(value, list)
        else value.to_dict()
        if isinstance(value, Model)
        else value
    )


def successes(version: str) -> list[dict[str, Any]]:
    found = [
        call
        for call in calls(version)
        if call["status"] == 200 and not (isinstance(call["body"], dict) and "__text__" in call["body"])
    ]
    assert len(found) > 40
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_it_encodes_to_the_same_json(version: str) -> None:
    for call in successes(version):
        answer = decode(call)
        assert encoded(answer) == call["body"], call["name"]
        assert pickle.loads(pickle.dumps(answer)) == answer == copy.deepcopy(answer)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_contract_knows_every_variant_and_field(version: str) -> None:
    for call in successes(version):
        for model in models_in(decode(call)):
            assert not isinstance(model, Unknown), (call["name"], model)
            assert model.additional_properties is None, (call["name"], model)


@pytest.mark.parametrize("version", VERSIONS)
def test_it_keeps_the_contract(version: str) -> None:
    """Strictness belongs here: a required field that is missing, or a value of another type, fails."""
    for call in successes(version):
        content = operation_of(call)["responses"]["200"]["content"]["application/json"]
        schema = {**content["schema"], "components": DOCUMENT["components"]}
        for error in Draft202012Validator(schema).iter_errors(call["body"]):
            raise AssertionError(f"{version} {call['name']}: {error.json_path}: {error.message}")


@pytest.mark.parametrize("version", VERSIONS)
def test_every_failure_is_a_typed_error(version: str) -> None:
    failures = [call for call in calls(version) if call not in successes(version)]
    assert len(failures) > 10
    for call in failures:
        with pytest.raises(OpencodeError) as caught:
            decode(call)
        assert isinstance(caught.value, (APIStatusError, EmptyAnswerError)), call["name"]
        assert caught.value.status_code == call["status"]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_unknown_session_is_not_found(version: str) -> None:
    with pytest.raises(NotFoundError, match=r"NotFoundError: .*ses_nope"):
        decode(next(call for call in calls(version) if call["name"] == "err_get"))


@pytest.mark.parametrize("version", VERSIONS)
def test_replies_read_as_a_person_would(version: str) -> None:
    by_name = {call["name"]: call["body"] for call in successes(version)}
    reply = Reply.from_dict(by_name["chat_turn"])
    assert isinstance(reply.info, AssistantMessage)
    assert reply.text
    assert reply.tokens.output
    assert reply.info.time.created_at <= reply.info.time.completed_at  # type: ignore[operator]
    messages = [Reply.from_dict(item) for item in by_name["messages_turn"]]
    tools = [part for message in messages for part in message.tool_calls]
    assert tools
    assert all(isinstance(part, ToolPart) and part.state.status == "completed" for part in tools)
    aborted = Reply.from_dict(by_name["chat_aborted"])
    assert aborted.error is not None
    assert aborted.error.name == "MessageAbortedError"
    refused = Reply.from_dict(by_name["chat_unauth"])
    assert refused.error is not None
    assert refused.error.name == "APIError"
