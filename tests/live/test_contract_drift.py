"""Drift against the real server: there is none that is not known, and what is put into the contract is found."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from contract.__main__ import main
from contract.baseline import read_known_differences
from contract.compare import server, traffic
from contract.compare.differences import difference_findings
from contract.compare.documents import compare_documents
from contract.compare.schemas import Rule
from contract.spec import Document, load
from contract.workspace import Workspace
from opencode_sessions import ServerProcess
from opencode_sessions.testing import SERVER_VERSION

WORKSPACE = Workspace.here()
CONTRACT = load(WORKSPACE.contract)
Schemas = dict[str, Any]


@pytest.fixture(scope="module")
def seen() -> server.Observation:
    """The document and the traffic of a launched server."""
    return server.observe(WORKSPACE, CONTRACT)


def unknown(contract: Document, seen: server.Observation) -> set[tuple[str, str]]:
    known = read_known_differences(WORKSPACE.known_differences)
    findings = difference_findings(compare_documents(contract, seen.document), known, Rule)
    differences = traffic.Checker(contract).differences(seen.traffic)
    findings += difference_findings(differences, known, traffic.Rule, all_expected=False)
    return {(finding.rule, finding.where) for finding in findings if finding.fails}


def test_there_is_no_unknown_difference(seen: server.Observation) -> None:
    assert seen.traffic.version == SERVER_VERSION
    assert unknown(CONTRACT, seen) == set()


def test_a_whole_turn_was_seen(seen: server.Observation) -> None:
    """Otherwise nothing would be compared with the contract."""
    calls = {call["name"]: call for call in seen.traffic.calls}
    assert {"create", "chat_turn", "messages_turn", "get", "list", "status_idle", "err_get"} <= calls.keys()
    messages = calls["messages_turn"]["body"]
    parts = [part for message in messages for part in message["parts"]]
    assert {"text", "reasoning", "tool", "step-start", "step-finish"} <= {part["type"] for part in parts}
    assert [part["state"]["status"] for part in parts if part["type"] == "tool"] == ["completed"]
    assert [calls[name]["status"] for name in ("chat_turn", "err_get", "err_create")] == [200, 404, 400]
    events = {(event["stream"], traffic.event_of(event["data"])["type"]) for event in seen.traffic.events}
    for stream in ("/event", "/global/event"):
        for kind in (
            "server.connected",
            "message.updated",
            "message.part.updated",
            "message.part.delta",
            "session.idle",
        ):
            assert (stream, kind) in events


def a_field_less(schemas: Schemas) -> None:
    del schemas["Session"]["properties"]["slug"]


def a_field_of_a_part_less(schemas: Schemas) -> None:
    del schemas["ToolStateCompleted"]["properties"]["title"]


def a_promise_more(schemas: Schemas) -> None:
    schemas["Session"]["required"].append("mood")
    schemas["Session"]["properties"]["mood"] = {"type": "string", "description": "How it feels."}


def a_requirement_more(schemas: Schemas) -> None:
    schemas["AssistantMessage"]["required"].append("finish")


def a_wrong_type(schemas: Schemas) -> None:
    schemas["Session"]["properties"]["title"]["type"] = "integer"


def a_field_too_many_to_send(schemas: Schemas) -> None:
    schemas["SessionCreateParams"]["properties"]["colour"] = {"type": "string", "description": "The colour."}


CHAT = "POST /session/{sessionID}/message response 200"
PART = "PATCH /session/{sessionID}/message/{messageID}/part/{partID} request"


@pytest.mark.parametrize(
    ("change", "rule", "places", "of_traffic"),
    [
        (a_field_less, Rule.MISSING, {"POST /session response 200 slug"}, traffic.Rule.UNKNOWN),
        (
            a_field_of_a_part_less,
            Rule.MISSING,
            {f"{CHAT} parts[](tool).state(completed).title", f"{PART} (tool).state(completed).title"},
            traffic.Rule.UNKNOWN,
        ),
        (a_promise_more, Rule.PROMISED, {"POST /session response 200 mood"}, traffic.Rule.SHAPE),
        (a_requirement_more, Rule.PROMISED, {f"{CHAT} info(assistant).finish"}, traffic.Rule.SHAPE),
        (a_wrong_type, Rule.DIFFERS, {"POST /session response 200 title"}, traffic.Rule.SHAPE),
        (a_field_too_many_to_send, Rule.PROMISED, {"POST /session request colour"}, None),
    ],
)
def test_what_is_put_into_the_contract_is_found(
    change: Callable[[Schemas], None],
    rule: Rule,
    places: set[str],
    of_traffic: traffic.Rule | None,
    seen: server.Observation,
) -> None:
    """Once by the server's document, however many operations have the schema, and where it shows by what is sent."""
    content = copy.deepcopy(CONTRACT.content)
    change(content["components"]["schemas"])
    found = unknown(Document(content), seen)
    assert {(kind, where) for kind, where in found if kind in list(Rule)} == {(rule, place) for place in places}
    assert {kind for kind, _ in found if kind not in list(Rule)} == ({of_traffic} if of_traffic else set())


def test_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drift"]) == 0
    assert f"Compared with the document of opencode {SERVER_VERSION}, and " in capsys.readouterr().out


def test_a_running_server(
    shared_server: ServerProcess, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENCODE_SERVER_PASSWORD", shared_server.password)
    assert main(["drift", "--server", shared_server.url]) == 0
    assert f"Compared with the document of {shared_server.url}. No unknown differences" in capsys.readouterr().out
    monkeypatch.setenv("OPENCODE_SERVER_PASSWORD", "another")
    assert main(["drift", "--server", shared_server.url]) == 2
    assert "401" in capsys.readouterr().out
