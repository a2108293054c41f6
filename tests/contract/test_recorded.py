"""Real traffic of real servers: it decodes to the right classes, encodes to the same JSON, and keeps the contract."""

from __future__ import annotations

import copy
import importlib
import json
import pickle
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import httpx
import pytest

from contract.baseline import read_known_differences
from contract.compare import traffic
from contract.compare.differences import difference_findings
from contract.compare.traffic import event_of, is_text
from contract.spec import Operation, load
from contract.workspace import Workspace
from opencode_sessions import (
    APIStatusError,
    AssistantMessage,
    EmptyResponseError,
    GlobalEvent,
    HTMLResponseError,
    NotFoundError,
    OpencodeError,
    ReasoningPart,
    Reply,
    TextPart,
    ToolPart,
    ToolStateCompleted,
    UndecodableResponseError,
    Unknown,
)
from opencode_sessions._response import parse_response
from opencode_sessions._turn_content import TurnContent
from opencode_sessions_api.api.event import event_subscribe
from opencode_sessions_api.api.global_ import global_event
from opencode_sessions_api.client import Request
from opencode_sessions_api.types import Model, session_of

WORKSPACE = Workspace.here()
DOCUMENT = load(WORKSPACE.contract)
VERSIONS = traffic.versions(WORKSPACE.recorded)
EVENTS = set(DOCUMENT.schemas["Event"]["discriminator"]["mapping"])
CHECKER = traffic.Checker(DOCUMENT)
KNOWN = read_known_differences(WORKSPACE.known_differences)


#: What servers send beyond the contract, all of it long gone; it is kept all the same.
EXTRAS = {
    ("0.5.29", "ProviderModel"): {"last_updated", "open_weights"},
    ("1.0.0", "ProviderModel"): {"knowledge", "last_updated", "open_weights"},
    ("1.0.0", "SessionMessagesResponseItem"): {"blocked", "shouldRetry"},
    ("1.0.98", "ProviderModel"): {"knowledge", "last_updated", "open_weights", "provider", "structured_output"},
}


def known_responses(rule: traffic.Rule) -> list[tuple[str, str]]:
    """The recorded responses with this known difference, by version and name."""
    patterns = [pattern for entry in KNOWN if entry.rule == rule for pattern in entry.where]
    return [(version, name) for version, name, *_ in map(str.split, patterns) if version in VERSIONS]


#: Responses with nulls that the server's own document rules out; encoding leaves those out.
NULLS = known_responses(traffic.Rule.NULL)
#: Responses of another type than the operation promises: decoding them raises an error.
OUT_OF_SHAPE = known_responses(traffic.Rule.SHAPE)


def operation_of(call: Mapping[str, Any]) -> Operation:
    request = call["request"]
    return DOCUMENT.operation_at(request["method"], request["path"])


def calls(version: str) -> Sequence[Mapping[str, Any]]:
    return traffic.recorded(WORKSPACE.recorded, version).calls


def module_of(operation: Operation) -> Any:
    tag = {"global": "global_"}.get(operation.node["tags"][0], operation.node["tags"][0])
    return importlib.import_module(f"opencode_sessions_api.api.{tag}.{operation.id.replace('.', '_')}")


def decode(call: Mapping[str, Any]) -> Any:
    """Decode a recorded response in the way of every response."""
    operation, body = operation_of(call), call["body"]
    request: Request[Any] = Request("OPERATION", call["request"]["method"], "/x", module_of(operation).decode, {})
    text = body["__text__"] if is_text(call) else json.dumps(body)
    sent = httpx.Request(request.method, "http://server.test/x")
    response = httpx.Response(call["status"], text=text, headers=call["headers"], request=sent)
    return parse_response(request, "http://server.test", response, response.content)


def models_in(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from models_in(item)
    elif isinstance(value, dict):
        yield from models_in(list(value.values()))
    elif isinstance(value, Model):
        yield value
        for field in attrs.fields(type(value)):
            yield from models_in(getattr(value, field.name))


def encoded(value: Any) -> Any:
    if isinstance(value, list):
        return [encoded(item) for item in value]
    if isinstance(value, dict):
        return {key: encoded(item) for key, item in value.items()}
    return value.to_dict() if isinstance(value, Model) else value


def without_nulls(value: Any) -> Any:
    """The same, absent where it was null: both read as None."""
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return value


def is_success(call: Mapping[str, Any]) -> bool:
    """Return True when the response is JSON, or a 204."""
    return call["status"] == 204 or (call["status"] == 200 and not is_text(call))


def successes(version: str) -> list[Mapping[str, Any]]:
    """The successful responses with JSON of the promised type."""
    found = [
        call
        for call in calls(version)
        if is_success(call) and call["status"] == 200 and (version, call["name"]) not in OUT_OF_SHAPE
    ]
    assert len(found) > 40
    return found


def recorded(version: str, name: str) -> Any:
    """The response of a call, by its name."""
    return next(call["body"] for call in successes(version) if call["name"] == name)


def inner(event: Any) -> Any:
    return event.payload if isinstance(event, GlobalEvent) else event


def events(version: str) -> list[tuple[Any, Mapping[str, Any]]]:
    """The events, decoded and as they came."""
    decoders = {"/event": event_subscribe.build().decode, "/global/event": global_event.build().decode}
    return [
        (decoders[line["stream"]](line["data"]), line["data"])
        for line in traffic.recorded(WORKSPACE.recorded, version).events
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_it_encodes_to_the_same_json(version: str) -> None:
    for call in successes(version):
        answer = decode(call)
        if (version, call["name"]) in NULLS:
            assert encoded(answer) == without_nulls(call["body"]) != call["body"]
        else:
            assert encoded(answer) == call["body"], call["name"]
        assert pickle.loads(pickle.dumps(answer)) == answer == copy.deepcopy(answer)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_contract_knows_every_variant_and_field(version: str) -> None:
    extras: dict[str, set[str]] = {}
    for call in successes(version):
        for model in models_in(decode(call)):
            assert not isinstance(model, Unknown), (call["name"], model)
            if model.additional_properties is not None:
                extras.setdefault(type(model).__name__, set()).update(model.additional_properties)
    assert extras == {name: fields for (sent_by, name), fields in EXTRAS.items() if sent_by == version}


@pytest.mark.parametrize("version", VERSIONS)
def test_it_keeps_the_contract(version: str) -> None:
    """Strictness belongs here: a required field that is missing, or a value of another type, fails."""
    differences = CHECKER.differences(traffic.recorded(WORKSPACE.recorded, version))
    findings = difference_findings(differences, KNOWN, traffic.Rule, all_expected=False)
    assert [finding for finding in findings if finding.fails] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_every_failure_is_a_typed_error(version: str) -> None:
    failures = [call for call in calls(version) if not is_success(call)]
    assert len(failures) > 10
    for call in failures:
        with pytest.raises(OpencodeError) as caught:
            decode(call)
        assert isinstance(caught.value, (APIStatusError, EmptyResponseError, HTMLResponseError)), call["name"]
        assert caught.value.status_code == call["status"]


@pytest.mark.parametrize(("version", "name"), OUT_OF_SHAPE)
def test_what_is_of_another_kind_is_an_error(version: str, name: str) -> None:
    with pytest.raises(UndecodableResponseError, match="expected an object, got an array"):
        decode(next(call for call in calls(version) if call["name"] == name))


@pytest.mark.parametrize("version", VERSIONS)
def test_an_unknown_session_is_not_found(version: str) -> None:
    with pytest.raises(NotFoundError, match="ses_nope"):
        decode(next(call for call in calls(version) if call["name"] == "err_get"))


@pytest.mark.parametrize("version", VERSIONS)
def test_every_event_of_a_known_type_is_typed(version: str) -> None:
    found = events(version)
    assert len(found) > 100
    for event, data in found:
        for model in models_in(event):
            assert isinstance(model, Unknown) == (model is inner(event) and event_of(data)["type"] not in EVENTS), data
        assert getattr(inner(event), "tag", inner(event).type) == event_of(data)["type"]
    assert {"server.connected", "message.part.updated", "session.idle"} <= {event_of(data)["type"] for _, data in found}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_event_knows_its_session(version: str) -> None:
    for event, data in events(version):
        properties = event_of(data).get("properties", {})
        named = {value for value in _values_of(properties, "sessionID") if value is not None}
        about_session = event_of(data)["type"].startswith(("session.created", "session.updated", "session.deleted"))
        expected = named or ({properties["info"]["id"]} if about_session else {None})
        # Files that 0.5.29 writes.
        expected = {None} if event_of(data)["type"] == "storage.write" else expected
        assert inner(event).session_id == session_of(properties)
        assert inner(event).session_id in expected, data


def _values_of(value: Any, name: str) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield value.get(name)
    for item in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _values_of(item, name)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_event_encodes_to_the_same_json(version: str) -> None:
    for event, data in events(version):
        assert event.to_dict() == data
        assert pickle.loads(pickle.dumps(event)) == event


@pytest.mark.parametrize("version", VERSIONS)
def test_the_events_of_a_turn_add_up_to_what_is_stored(version: str) -> None:
    stored = [Reply.from_dict(item) for item in recorded(version, "messages_turn")]
    session_id = stored[0].info.session_id
    state = TurnContent(session_id)
    for line in traffic.recorded(WORKSPACE.recorded, version).events:
        if line["stream"] == "/event" and session_of(line["data"].get("properties")) == session_id:
            for _ in state.hear(event_subscribe.build().decode(line["data"])):
                if state.is_idle:
                    break
        if state.is_idle:
            break
    streamed = {
        part.id: part.text.strip()
        for step in state.steps
        for part in step.parts
        if isinstance(part, (TextPart, ReasoningPart))
    }
    written = {
        part.id: part.text.strip()
        for step in stored[1:]
        for part in step.parts
        if isinstance(part, (TextPart, ReasoningPart))
    }
    assert written
    assert {identifier: streamed[identifier] for identifier in written} == written


@pytest.mark.parametrize("version", VERSIONS)
def test_replies_read_as_a_person_would(version: str) -> None:
    reply = Reply.from_dict(recorded(version, "chat_turn"))
    assert isinstance(reply.info, AssistantMessage)
    assert reply.text
    assert reply.tokens.output
    assert reply.info.time.created_at <= reply.info.time.completed_at  # type: ignore[operator]
    messages = [Reply.from_dict(item) for item in recorded(version, "messages_turn")]
    tools = [part for message in messages for part in message.tool_calls]
    assert tools
    assert all(isinstance(part, ToolPart) for part in tools)
    assert isinstance(tools[0].state, ToolStateCompleted)
    aborted = Reply.from_dict(recorded(version, "chat_aborted"))
    # 0.5.29 does not always send the error.
    assert aborted.error is None if version == "0.5.29" else aborted.error.name == "MessageAbortedError"  # type: ignore[union-attr]
    refused = Reply.from_dict(recorded(version, "chat_unauth"))
    assert refused.error is not None
    # Before 1.0.0 the server had no name for it.
    assert refused.error.name == ("UnknownError" if version == "0.5.29" else "APIError")
