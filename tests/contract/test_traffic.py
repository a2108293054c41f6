"""Traffic compared with the contract: the differences that are found, and none but known ones in recorded traffic."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from contract.checks import traffic as check_of_traffic
from contract.compare import traffic
from contract.compare.traffic import Checker, Rule, Traffic
from contract.findings import CannotRunError, Who
from contract.spec import Document, load
from contract.workspace import Workspace

WORKSPACE = Workspace.here()
CONTRACT = load(WORKSPACE.contract)
VERSION = "1.18.33"


def call(name: str) -> dict[str, Any]:
    """A recorded call, to be changed."""
    return copy.deepcopy(
        next(dict(call) for call in traffic.recorded(WORKSPACE.recorded, VERSION).calls if call["name"] == name)
    )


def event(kind: str, stream: str = "/event") -> dict[str, Any]:
    """A recorded event, to be changed."""
    return copy.deepcopy(
        next(
            dict(line)
            for line in traffic.recorded(WORKSPACE.recorded, VERSION).events
            if line["stream"] == stream and traffic.event_of(line["data"])["type"] == kind
        )
    )


def found(*calls: Any, events: Any = (), contract: Document = CONTRACT) -> list[tuple[str, str, str]]:
    differences = Checker(contract).differences(Traffic("1.2.3", calls, events))
    return [(difference.rule, difference.where, difference.what) for difference in differences]


def test_the_recorded_traffic_has_nothing_that_is_not_known() -> None:
    summary, findings = check_of_traffic.check(WORKSPACE, CONTRACT)
    assert [finding for finding in findings if finding.fails] == []
    assert findings
    calls, events = (int(word) for word in summary.split() if word.isdigit() and int(word) > 100)
    assert calls > 1000
    assert events > 3000
    assert summary == f"{calls} calls and {events} events of {len(traffic.versions(WORKSPACE.recorded))} versions."


def test_nothing_recorded_is_no_clean_result(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="make record"):
        check_of_traffic.check(evolve(WORKSPACE, recorded=tmp_path), CONTRACT)


@pytest.mark.parametrize(
    "name", ["create", "chat_turn", "prompt_async", "list_search", "err_get", "err_chat", "err_badid"]
)
def test_what_was_recorded_is_what_the_contract_says(name: str) -> None:
    assert found(call(name)) == []


def without(field: str) -> Callable[[dict[str, Any]], None]:
    def change(body: dict[str, Any]) -> None:
        del body[field]

    return change


RESPONSES: dict[str, tuple[str, Callable[[Any], Any], tuple[str, str, str]]] = {
    "a field is missing": (
        "get",
        without("title"),
        (Rule.SHAPE, "response 200 $", "'title' is a required property."),
    ),
    "a field is of another type": (
        "get",
        lambda body: body["time"].update(created="now"),
        (Rule.SHAPE, "response 200 $.time.created", "The contract says integer, this is string."),
    ),
    "a whole number is none": (
        "get",
        lambda body: body["tokens"].update(input=1.5),
        (Rule.SHAPE, "response 200 $.tokens.input", "The contract says integer, this is number."),
    ),
    "a field is null": (
        "get",
        lambda body: body.update(parentID=None),
        (Rule.NULL, "response 200 $.parentID", "The contract says string, this is null."),
    ),
    "there is another field": (
        "list",
        lambda body: body[0]["time"].update(seen=1),
        (Rule.UNKNOWN, "response 200 $[].time.seen", "The contract has no such field."),
    ),
    "there is another variant": (
        "chat_turn",
        lambda body: body["parts"][0].update(type="picture"),
        (Rule.UNKNOWN, "response 200 $.parts[]", 'The contract has no variant of `type` "picture".'),
    ),
    "there is no variant": (
        "chat_turn",
        lambda body: body["parts"].append("text"),
        (Rule.SHAPE, "response 200 $.parts[]", "The contract says object, this is string."),
    ),
    "a field of a variant": (
        "chat_turn",
        lambda body: body["info"].update(cost="1"),
        (Rule.SHAPE, "response 200 $.info.cost", "The contract says number, this is string."),
    ),
    "an error": (
        "err_get",
        without("data"),
        (Rule.SHAPE, "response 404 $", "'data' is a required property."),
    ),
}


@pytest.mark.parametrize(("name", "change", "expected"), RESPONSES.values(), ids=RESPONSES)
def test_a_response(name: str, change: Callable[[Any], Any], expected: tuple[str, str, str]) -> None:
    changed = call(name)
    change(changed["body"])
    rule, where, what = expected
    assert found(changed) == [(rule, f"1.2.3 {name} {where}", what)]


def test_a_list_says_it_once() -> None:
    changed = call("messages_turn")
    for message in changed["body"]:
        message["info"]["mood"] = "good"
    assert len(changed["body"]) > 2
    assert [where for _, where, _ in found(changed)] == ["1.2.3 messages_turn response 200 $[].info.mood"]


def test_a_status() -> None:
    assert found(call("get") | {"status": 418}) == [
        (Rule.STATUS, "1.2.3 get response 418", "The contract has no such response.")
    ]


def test_json_where_there_is_none() -> None:
    assert found(call("prompt_async") | {"body": {}}) == [
        (Rule.SHAPE, "1.2.3 prompt_async response 204", "There is JSON, and the contract has none.")
    ]


def test_a_success_without_json_is_none() -> None:
    """The contract says so of every operation; of errors it does not."""
    assert found(call("chat_turn") | {"body": {"__text__": ""}}) == []
    assert found(call("get") | {"status": 401, "body": {"__text__": "Unauthorized"}}) == []
    assert found(call("err_get") | {"body": {"__text__": "Not found"}}) == [
        (Rule.SHAPE, "1.2.3 err_get response 404", "The contract says JSON, this is text.")
    ]


def test_a_request() -> None:
    changed = call("create")
    changed["request"]["body"] |= {"title": 7, "colour": "red"}
    assert found(changed) == [
        (Rule.SHAPE, "1.2.3 create request $.title", "The contract says string, this is integer."),
        (Rule.UNKNOWN, "1.2.3 create request $.colour", "The contract has no such field."),
    ]
    # A request that is refused, or has no response, may be wrong.
    assert found(changed | {"status": 400, "body": {"_tag": "BadRequest"}}) == []
    assert found(changed | {"body": {"__text__": ""}}) == []


def test_a_body_where_there_is_none() -> None:
    changed = call("abort")
    changed["request"]["body"] = {}
    assert found(changed) == []
    changed["request"]["body"] = {"why": "because"}
    assert found(changed) == [(Rule.UNKNOWN, "1.2.3 abort request", "The contract has no body here.")]


def test_a_query_is_text() -> None:
    changed = call("list")
    changed["request"]["query"] = {"limit": "5", "roots": "true", "search": "5", "start": 1}
    assert found(changed) == []
    changed["request"]["query"] = {"limit": "many", "roots": "yes", "colour": "red"}
    assert [(rule, where) for rule, where, _ in found(changed)] == [
        (Rule.SHAPE, "1.2.3 list query limit $"),
        (Rule.SHAPE, "1.2.3 list query roots $"),
        (Rule.UNKNOWN, "1.2.3 list query colour"),
    ]


@pytest.mark.parametrize(("stream", "way"), [("/event", "$"), ("/global/event", "$.payload")])
def test_an_event(stream: str, way: str) -> None:
    changed = event("session.idle", stream)
    assert found(events=[changed]) == []
    properties = traffic.event_of(changed["data"])["properties"]
    properties["sessionID"] = 7
    assert found(events=[changed]) == [
        (
            Rule.SHAPE,
            f"1.2.3 {stream} session.idle {way}.properties.sessionID",
            "The contract says string, this is integer.",
        )
    ]
    # Of other types the contract says nothing.
    changed["data"] = {"type": "session.next.step.started", "properties": 7}
    assert found(events=[changed]) == []


def test_an_operation_that_the_contract_lacks() -> None:
    unknown = call("get")
    unknown["request"]["path"] = "/session/ses_1/teapot"
    assert found(unknown) == [(Rule.UNKNOWN, "1.2.3 get", "The contract has no such operation.")]


def test_a_difference_names_who_is_hit_and_the_line() -> None:
    changed = call("get")
    del changed["body"]["title"]
    (difference,) = Checker(CONTRACT).differences(Traffic("1.2.3", [changed], []))
    assert (difference.who, difference.subject) == (Who.READER, "GET /session/{sessionID} response 200 $")
    assert CONTRACT.lines[id(CONTRACT.schemas["Session"])] == difference.line


def test_a_union_without_a_tag() -> None:
    """The contract has none, but they are supported."""
    either = {"oneOf": [{"type": "string"}, {"type": "integer"}]}
    response = {"200": {"content": {"application/json": {"schema": either}}}}
    contract = Document({"paths": {"/session/{sessionID}": {"get": {"responses": response}}}, "components": {}})
    assert found(call("get") | {"body": 7}, contract=contract) == []
    assert [rule for rule, *_ in found(call("get") | {"body": []}, contract=contract)] == [Rule.SHAPE]
