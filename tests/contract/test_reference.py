"""The contract as a reference: its entries, and the anchors of findings."""

from __future__ import annotations

from typing import Any

import pytest

from contract.report.entries import FieldEntry, OperationEntry, SchemaEntry, Span
from contract.report.reference import Reference, reference
from contract.spec import load
from contract.workspace import Workspace

CONTRACT = load(Workspace.here().contract)
REFERENCE = reference(CONTRACT.content)


def operation(name: str, contract: Reference = REFERENCE) -> OperationEntry:
    return next(each for tag in contract.tags for each in tag.operations if each.name == name)


def schema(name: str, contract: Reference = REFERENCE) -> SchemaEntry:
    return next(each for each in contract.schemas if each.name == name)


def field(place: SchemaEntry, name: str) -> FieldEntry:
    return next(each for each in place.fields if each.name == name)


def written(type_: Any) -> str:
    return "".join(span.text for span in type_)


@pytest.mark.parametrize(
    ("where", "anchor"),
    [
        ("POST /session/{sessionID}/message", "operation-session.chat"),
        ("POST /session/{id}/message", "operation-session.chat"),
        ("/session/{id}/message", "operation-session.chat"),
        ("POST /session/{sessionID}/message response 200", "operation-session.chat.response.200"),
        ("POST /session/{sessionID}/message response 299", "operation-session.chat"),
        ("POST /session/{sessionID}/message body", "operation-session.chat.body"),
        ("POST /session/{sessionID}/message body.parts[].text", "schema-SessionChatParams.parts"),
        ("GET /session response 200 [].time.created", "schema-SessionTime.created"),
        ("GET /session/{sessionID} response 404 data.message", "schema-NotFoundBodyData.message"),
        ("GET /session query limit", "operation-session.list.query.limit"),
        ("GET /session parameter limit", "operation-session.list.query.limit"),
        ("GET /session limit", "operation-session.list"),
        ("POST /session request model.providerID", "schema-SessionModel.providerID"),
        (
            "GET /event response 200 text/event-stream(session.created).properties.info",
            "schema-EventSessionCreatedProperties.info",
        ),
        ("Event(session.created)", "schema-EventSessionCreated"),
        ("Message(assistant).tokens.cache.read", "schema-TokenCache.read"),
        ("response NotFound", "response-NotFound"),
        ("session.chat", "operation-session.chat"),
        ("Session", "schema-Session"),
        ("Session.title", "schema-Session.title"),
        ("`Session.title`", "schema-Session.title"),
        ("Session.time.created", "schema-SessionTime.created"),
        ("Session.time.nothing", "schema-Session.time"),
        ("Session.gone", "schema-Session"),
        ("opencode_sessions.Session.parent_id", "schema-Session.parentID"),
        ("opencode_sessions_api.models.session.Session", "schema-Session"),
        ("opencode_sessions.AsyncSessionResource.prompt_async(agent)", "operation-session.prompt_async"),
        ("opencode_sessions.session.SessionResource.__init__", None),
        ("DELETE /nowhere", None),
        ("GET", None),
        ("Nothing.title", None),
        ("opencode_sessions.gone", None),
        ("openapi.yaml", None),
        ("generated/opencode_sessions_api/models/session.py", None),
        ("", None),
        ("...", None),
    ],
)
def test_what_a_finding_is_about_has_an_anchor(where: str, anchor: str | None) -> None:
    assert REFERENCE.anchor(where) == anchor


def test_every_operation_and_schema_of_the_contract_is_there() -> None:
    routes = {f"{each.method} {each.path}" for tag in REFERENCE.tags for each in tag.operations}
    assert routes == {each.name for each in CONTRACT.operations()}
    assert {each.name for each in REFERENCE.schemas} == CONTRACT.schemas.keys()
    assert [tag.name for tag in REFERENCE.tags] == [tag["name"] for tag in CONTRACT.content["tags"]]


def test_an_operation_has_its_parameters_body_answers_and_notes() -> None:
    chat = operation("session.chat")
    assert [(each.place, each.name, each.required) for each in chat.parameters][:1] == [("path", "sessionID", True)]
    assert chat.notes == ["waits for model"]
    assert chat.body is not None
    assert chat.body.required
    assert chat.body.contents[0].type == [Span("SessionChatParams", "schema-SessionChatParams")]
    responses = {response.name: response for response in chat.responses}
    assert responses["200"].contents[0].examples[0].text.startswith("{")
    assert responses["404"].shared == Span("NotFound", "response-NotFound")
    not_found = next(each for each in REFERENCE.responses if each.name == "NotFound")
    assert "The session or the message does not exist" in not_found.description


def test_a_schema_has_its_fields_its_variants_and_who_uses_it() -> None:
    session = schema("Session")
    assert field(session, "id").required
    assert written(field(session, "permission").type) == "list of PermissionRule"
    assert "<code>ses_…</code>" in field(session, "id").description
    assert field(session, "time").description, "what refers to a schema and says no more is described as it is"
    assert Span("session.list", "operation-session.list") in session.used_by
    status = schema("SessionStatus")
    assert (status.tag, [variant.value for variant in status.variants]) == ("type", ["idle", "busy", "retry"])
    assert written(field(schema("SessionStatusIdle"), "type").type) == '"idle"'
    assert written(schema("StringMap").type) == "map of string"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"type": ["string", "null"]}, "string | null"),
        ({"type": "array", "items": {"type": "array", "items": {}}}, "list of list of anything"),
        ({"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/Gone"}]}, "string | Gone"),
        ({"allOf": [{"type": "object"}, {"type": "object"}]}, "object & object"),
        ({"enum": ["a", 1]}, '"a" | 1'),
        ({"type": "integer", "format": "int64"}, "integer (int64)"),
        ({"type": "object", "additionalProperties": False}, "object"),
        (True, "anything"),
        (None, "anything"),
    ],
)
def test_types_in_words(value: Any, expected: str) -> None:
    made = reference({"components": {"schemas": {"Thing": {"properties": {"field": value}}}}})
    assert written(field(schema("Thing", made), "field").type) == expected


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"info": None, "paths": None, "components": None, "tags": None},
        {"paths": {"/a": None, "/b": {"get": None}, "/c": {"get": {"responses": {"200": {}}}}}},
        {"components": {"schemas": {"A": True, "B": None, "C": {"properties": {"x": None}}}}},
        {"components": {"schemas": {"A": {"required": True, "properties": {"x": {"oneOf": None}}, "examples": "x"}}}},
        {"components": {"responses": {"A": None, "B": {"content": {"text/plain": None}, "headers": {"C": None}}}}},
        {"tags": [None], "paths": {"/a": {"get": {"tags": "x", "parameters": {}, "responses": {200: None}}}}},
        {"paths": {"/a": {"post": {"requestBody": {"$ref": "#/nowhere"}, "parameters": [{"$ref": "#/nowhere"}]}}}},
    ],
)
def test_a_contract_that_is_not_valid_is_shown_too(document: dict[str, Any]) -> None:
    reference(document)


def test_descriptions_are_markdown_without_html_and_pictures() -> None:
    made = reference({"info": {"description": "**Bold** <b>x</b> ![y](http://a.example/y.png) [z](javascript:alert)"}})
    assert "<strong>Bold</strong> &lt;b&gt;x&lt;/b&gt;" in made.description
    assert "<img" not in made.description
    assert "<a href" not in made.description.replace('<a href="http://a.example/y.png"', "")


def test_names_that_cannot_stand_in_an_address_can_still_be_linked() -> None:
    made = reference({"paths": {"/a b/{c}": {"get": {}}}, "components": {"schemas": {'O<"dd> é': {}}}})
    assert set(made.anchors.owners) == {"operation-get-a-b-c-", "schema-O-dd-"}
