"""Drift: differences between the contract and a server's document, and the command line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from pytest_httpserver import HTTPServer

from contract.__main__ import main
from contract.baseline import Entry, read_known_differences
from contract.compare import traffic
from contract.compare.differences import Difference, difference_findings
from contract.compare.documents import compare_documents
from contract.compare.schemas import Rule, compare_schemas
from contract.compare.shapes import Schema
from contract.findings import CannotRunError, Level, Who
from contract.spec import Document, load
from contract.workspace import Workspace

WORKSPACE = Workspace.here()

TEXT = {"type": "string"}
NUMBER = {"type": "number"}
WHOLE = {"type": "integer"}
NULL = {"type": "null"}


def obj(*required: str, **fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(required)}


def tagged(value: str, **fields: Any) -> dict[str, Any]:
    return obj("type", type={"const": value}, **fields)


def one_of(*schemas: Any) -> dict[str, Any]:
    return {"oneOf": list(schemas)}


def ended(schema: dict[str, Any]) -> dict[str, Any]:
    """Newer servers lack these."""
    return {**schema, "x-until": "1.0.98"}


#: Schemas of responses of a contract and of a server, and the expected differences.
RESPONSES: dict[str, tuple[Any, Any, list[tuple[str, str]]]] = {
    "the same": (obj("a", a=TEXT), obj("a", a=TEXT), []),
    "the server has a field": (obj(a=TEXT), obj(a=TEXT, b=obj(c=TEXT)), [("drift-missing", "b")]),
    "the contract has a field": (obj(a=TEXT), obj(), [("drift-promised", "a")]),
    "the contract requires a field": (obj("a", a=TEXT), obj(), [("drift-promised", "a")]),
    "required, and optional at the server": (obj("a", a=TEXT), obj(a=TEXT), [("drift-promised", "a")]),
    "optional, and required by the server": (obj(a=TEXT), obj("a", a=TEXT), []),
    "there up to a version": (obj(a=ended(TEXT)), obj(), []),
    "there up to a version, and still there": (
        obj(a=ended(TEXT)),
        obj(a=TEXT),
        [("drift-differs", "a")],
    ),
    "another type": (obj(a=TEXT), obj(a=WHOLE), [("drift-differs", "a")]),
    "another type of a subtree": (
        obj(a=obj(b=TEXT)),
        obj(a={"type": "array", "items": TEXT}),
        [("drift-differs", "a")],
    ),
    "another type deep down": (obj(a=obj(b=TEXT)), obj(a=obj(b=WHOLE)), [("drift-differs", "a.b")]),
    "an integer, and a number of the server": (obj(a=WHOLE), obj(a=NUMBER), [("drift-number", "a")]),
    "a number, and an integer of the server": (obj(a=NUMBER), obj(a=WHOLE), []),
    "null, of the server": (TEXT, {"anyOf": [TEXT, NULL]}, [("drift-differs", "")]),
    "null, of the contract": ({"anyOf": [TEXT, NULL]}, TEXT, []),
    "null in two ways": ({"type": ["string", "null"]}, {"anyOf": [TEXT, NULL]}, []),
    "a constant and an enum of one": ({"const": "a"}, {"type": "string", "enum": ["a"]}, []),
    "an enum has more values": ({"enum": ["a"]}, {"enum": ["a", "b"]}, [("drift-missing", "")]),
    "an enum has fewer values": ({"enum": ["a", "b"]}, {"enum": ["a"]}, [("drift-promised", "")]),
    "an enum, and any text of the server": ({"enum": ["a"]}, TEXT, [("drift-differs", "")]),
    "any text, and an enum of the server": (TEXT, {"enum": ["a"]}, []),
    "an enum of numbers": ({"enum": [1, 2]}, {"type": "integer", "enum": [1, 2, 3]}, [("drift-missing", "")]),
    "anything": ({}, obj(a=TEXT), []),
    "anything, of the server": (obj(a=TEXT), obj(a={}), [("drift-differs", "a")]),
    "nothing": (obj(a=TEXT), obj(a={"not": {}}), []),
    "items": ({"type": "array", "items": TEXT}, {"type": "array", "items": WHOLE}, [("drift-differs", "[]")]),
    "values of a map": (
        {"type": "object", "additionalProperties": obj(a=TEXT)},
        {"type": "object", "additionalProperties": obj(a=WHOLE)},
        [("drift-differs", "{}.a")],
    ),
    "a map, and fields of the server": ({"type": "object", "additionalProperties": TEXT}, obj(a=TEXT), []),
    "a map, and other fields of the server": (
        {"type": "object", "additionalProperties": TEXT},
        obj(a=WHOLE),
        [("drift-differs", "a")],
    ),
    "fields, and a map of the server": (
        obj("a", a=TEXT),
        {"type": "object", "additionalProperties": TEXT},
        [("drift-promised", "a")],
    ),
    "an open object": ({"type": "object"}, obj(a=TEXT), []),
    "all of several": ({"allOf": [obj(a=TEXT), obj("b", b=TEXT)]}, obj("b", a=TEXT, b=TEXT), []),
    "all of several, and one less": ({"allOf": [obj(a=TEXT), obj(b=TEXT)]}, obj(a=TEXT), [("drift-promised", "b")]),
    "variants": (one_of(tagged("a", x=TEXT), tagged("b")), one_of(tagged("b"), tagged("a", x=TEXT)), []),
    "a variant differs": (
        one_of(tagged("a", x=TEXT), tagged("b")),
        one_of(tagged("a", x=WHOLE), tagged("b")),
        [("drift-differs", "(a).x")],
    ),
    "the server has a variant": (
        one_of(tagged("a"), tagged("b")),
        one_of(tagged("a"), tagged("b"), tagged("c", x=TEXT)),
        [("drift-missing", "(c)")],
    ),
    "the contract has a variant": (one_of(tagged("a"), tagged("b")), tagged("a"), [("drift-promised", "(b)")]),
    "a variant up to a version": (one_of(tagged("a"), ended(tagged("b"))), tagged("a"), []),
    "variants in a union in a union": (
        one_of(tagged("a"), one_of(tagged("b"))),
        {"anyOf": [tagged("a"), tagged("b")]},
        [],
    ),
    "a text or an object": (one_of(TEXT, obj(a=TEXT)), one_of(obj(a=WHOLE), TEXT), [("drift-differs", "a")]),
    "one schema for variants without a tag": (obj(a=TEXT, b=TEXT), {"anyOf": [obj("a", a=TEXT), obj("b", b=TEXT)]}, []),
    "one schema requires what a variant lacks": (
        obj("a", a=TEXT, b=TEXT),
        {"anyOf": [obj("a", a=TEXT), obj("b", b=TEXT)]},
        [("drift-promised", "a")],
    ),
}
REQUESTS: dict[str, tuple[Any, Any, list[tuple[str, str]]]] = {
    "the server takes a field": (obj(a=TEXT), obj(a=TEXT, b=TEXT), [("drift-missing", "b")]),
    "the contract offers a field": (obj(a=TEXT, b=TEXT), obj(a=TEXT), [("drift-promised", "b")]),
    "the server requires a field": (obj(a=TEXT), obj("a", a=TEXT), [("drift-differs", "a")]),
    "the contract requires a field": (obj("a", a=TEXT), obj(a=TEXT), []),
    "for servers before a version": (obj(a=ended(TEXT)), obj(), []),
    "an integer, and any number": (WHOLE, NUMBER, []),
    "any number, and an integer": (NUMBER, WHOLE, [("drift-number", "")]),
    "the server takes more types": (TEXT, {"anyOf": [TEXT, obj(a=TEXT)]}, [("drift-missing", "")]),
    "the server takes anything": (TEXT, {}, []),
    "the contract offers null": ({"type": ["string", "null"]}, TEXT, [("drift-differs", "")]),
    "any text, and an enum of the server": (TEXT, {"enum": ["a"]}, [("drift-differs", "")]),
    "an enum has more values": ({"enum": ["a"]}, {"enum": ["a", "b"]}, [("drift-missing", "")]),
    "an enum has fewer values": ({"enum": ["a", "b"]}, {"enum": ["a"]}, [("drift-promised", "")]),
}


def found(ours: Any, theirs: Any, who: Who) -> list[tuple[str, str]]:
    differences = list(compare_schemas(Schema(Document({}), ours), Schema(Document({}), theirs), "POST /x it", who))
    assert {difference.who for difference in differences} <= {who}
    return [(one.rule, one.where.removeprefix("POST /x it").strip()) for one in differences]


@pytest.mark.parametrize(("ours", "theirs", "expected"), RESPONSES.values(), ids=RESPONSES)
def test_a_response(ours: Any, theirs: Any, expected: list[tuple[str, str]]) -> None:
    assert found(ours, theirs, Who.READER) == expected


@pytest.mark.parametrize(("ours", "theirs", "expected"), REQUESTS.values(), ids=REQUESTS)
def test_a_request(ours: Any, theirs: Any, expected: list[tuple[str, str]]) -> None:
    assert found(ours, theirs, Who.CALLER) == expected


def document(paths: Mapping[str, Any], **schemas: Any) -> Document:
    return Document({"paths": paths, "components": {"schemas": schemas}})


def responding(schema: Any) -> dict[str, Any]:
    return {"responses": {"200": {"content": {"application/json": {"schema": schema}}}}}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def differences(ours: Document, theirs: Document) -> list[tuple[str, str]]:
    return [(finding.rule, finding.where) for finding in difference_findings(compare_documents(ours, theirs), [], Rule)]


def test_names_are_not_on_the_wire() -> None:
    parameters = {
        name: [{"name": name, "in": "path", "required": True, "schema": TEXT}] for name in ("id", "sessionID")
    }
    ours = {"/session/{id}": {"parameters": parameters["id"], "get": responding(ref("Session"))}}
    theirs = {"/session/{sessionID}": {"get": responding(ref("S1")) | {"parameters": parameters["sessionID"]}}}
    assert differences(document(ours, Session=obj(a=TEXT)), document(theirs, S1=ref("S2"), S2=obj(a=TEXT))) == []


def test_what_contains_itself() -> None:
    tree = obj(text=TEXT, children={"type": "array", "items": ref("Tree")})
    theirs = obj(
        text=TEXT,
        more=TEXT,
        children={"type": "array", "items": obj(text=TEXT, children={"type": "array", "items": ref("T")})},
    )
    ours = document({"/tree": {"get": responding(ref("Tree"))}}, Tree=tree)
    assert differences(ours, document({"/tree": {"get": responding(ref("Tree"))}}, Tree=tree)) == []
    assert differences(ours, document({"/tree": {"get": responding(ref("T"))}}, T=theirs)) == [
        ("drift-missing", "GET /tree response 200 more")
    ]


def test_operations_and_what_they_have() -> None:
    query = {"name": "limit", "in": "query", "schema": WHOLE}
    roots = {"name": "roots", "in": "query", "schema": {"type": "boolean"}}
    body = {"content": {"application/json": {"schema": obj()}}}
    ours = {
        "/a": {"get": responding(TEXT) | {"parameters": [query, roots]}, "post": responding(TEXT)},
        "/b": {"post": responding(TEXT) | {"requestBody": body}, "put": responding(TEXT)},
    }
    required = {"name": "directory", "in": "query", "required": True, "schema": TEXT}
    theirs = {
        "/a": {
            "get": responding(TEXT)
            | {
                "parameters": [
                    query | {"required": True},
                    required,
                    roots | {"schema": one_of({"enum": ["true"]}, {"type": "boolean"})},
                ]
            },
            "patch": responding(TEXT),
        },
        "/b": {
            "post": {"responses": {"201": {}, "200": {"content": {"text/plain": {"schema": TEXT}}}}},
            "put": responding(TEXT) | {"requestBody": body},
        },
        "/elsewhere": {"get": responding(TEXT)},
    }
    assert differences(document(ours), document(theirs)) == [
        ("drift-differs", "GET /a query limit"),
        ("drift-missing", "GET /a query directory"),
        ("drift-promised", "POST /a"),
        ("drift-promised", "POST /b request"),
        ("drift-promised", "POST /b response 200 application/json"),
        ("drift-missing", "POST /b response 200 text/plain"),
        ("drift-missing", "POST /b response 201"),
        ("drift-missing", "PUT /b request"),
        ("drift-missing", "PATCH /a"),
    ]


def test_one_schema_in_many_places_is_one_finding() -> None:
    paths = {
        "/one": {"get": responding(ref("Session"))},
        "/all": {"get": responding({"type": "array", "items": ref("Session")})},
        "/some": {"get": responding({"type": "object", "additionalProperties": ref("Session")})},
    }
    ours, theirs = document(paths, Session=obj(a=TEXT)), document(paths, Session=obj(a=TEXT, b=TEXT))
    (finding,) = difference_findings(compare_documents(ours, theirs), [], Rule)
    assert finding.where == "GET /one response 200 b"
    assert finding.what == "The server has this field (string), the contract does not. Also in 2 more."
    assert (finding.level, finding.who, finding.fails) == (Level.ERROR, (Who.READER,), True)


def test_a_finding_names_the_line_of_the_contract() -> None:
    contract = load(WORKSPACE.contract)
    server = document(
        {"/global/health": {"get": responding(obj("healthy", healthy={"type": "boolean"}, version=WHOLE))}}
    )
    finding = next(
        f
        for f in difference_findings(compare_documents(contract, server), [], Rule)
        if "health response 200" in f.where
    )
    line = WORKSPACE.contract.read_text("utf-8").splitlines()[(finding.line or 0) - 2]
    assert finding.where == "GET /global/health response 200 version"
    assert line.strip() == "version:"


def difference(where: str, rule: str = Rule.MISSING, subject: str = "") -> Difference:
    return Difference(rule, where, "It differs.", subject or where, Who.READER)


def test_known_differences() -> None:
    entries = [
        Entry("GET /event response 200 (tui.*)", Rule.MISSING, "Another matter."),
        Entry(["* a[].b", "* gone"], Rule.MISSING, "Long known."),
        Entry("*", Rule.DIFFERS, "All of these."),
        Entry("never looked for", traffic.Rule.SHAPE, "Of others."),
    ]
    places = ["GET /event response 200 (tui.a)", "GET /event response 200 (tui.b)", "GET /event response 200 (lsp.a)"]
    found = [*map(difference, places), difference("GET /x response 200 a[].b"), difference("GET /x", Rule.PROMISED)]
    findings = difference_findings(found, entries, Rule)
    assert [(f.rule, f.where, f.what, f.reason) for f in findings] == [
        ("drift-missing", "GET /event response 200 (lsp.a)", "It differs.", None),
        ("drift-promised", "GET /x", "It differs.", None),
        ("drift-missing", places[0], "It differs. And 1 more like it.", "Another matter."),
        ("drift-missing", "GET /x response 200 a[].b", "It differs.", "Long known."),
        *(
            (
                "known-difference-stale",
                where,
                "No difference matches this: remove the pattern from known-differences.yaml.",
                None,
            )
            for where in ("drift-missing * gone", "drift-differs *")
        ),
    ]
    assert [f.fails for f in findings] == [True, True, False, False, True, True]
    assert not any("stale" in f.rule for f in difference_findings(found, entries, Rule, all_expected=False))


def test_a_known_difference_does_not_cover_its_other_places() -> None:
    everywhere = [difference(f"GET /{place} response 200 a", subject="Session.a") for place in ("x", "y", "z")]
    findings = difference_findings(everywhere, [Entry("GET /x *", Rule.MISSING, "Here only.")], Rule)
    assert [(f.where, f.what, f.fails) for f in findings] == [
        ("GET /y response 200 a", "It differs. Also in 1 more.", True),
        ("GET /x response 200 a", "It differs.", False),
    ]


def test_the_file_of_known_differences() -> None:
    entries = read_known_differences(WORKSPACE.known_differences)
    assert {entry.rule for entry in entries} <= {*Rule, *traffic.Rule}
    assert all(len(entry.reason) > 20 for entry in entries)


@pytest.mark.parametrize(
    "content",
    [
        "a: 1",
        "- where: x",
        "- {where: x, rule: y, reason: z, more: 1}",
        "- x",
        "- [",
        "- {where: 1, rule: a, reason: b}",
    ],
)
def test_a_file_of_something_else_is_no_clean_result(content: str, tmp_path: Path) -> None:
    file = tmp_path / "known.yaml"
    file.write_text(content)
    with pytest.raises(CannotRunError, match="where, rule and reason"):
        read_known_differences(file)


LOOP = {"paths": {"/session": {"get": responding(ref("A"))}}, "components": {"schemas": {"A": ref("B"), "B": ref("A")}}}


def served(httpserver: HTTPServer, body: str, content_type: str = "application/json", status: int = 200) -> str:
    httpserver.expect_request("/doc").respond_with_data(body, status, content_type=content_type)
    return httpserver.url_for("").rstrip("/")


def test_the_command_line_says_what_differs(httpserver: HTTPServer, capsys: pytest.CaptureFixture[str]) -> None:
    url = served(httpserver, json.dumps({"paths": {"/session": {"get": responding(TEXT)}}}))
    assert main(["drift", "--server", url]) == 1
    printed = capsys.readouterr().out
    assert "error: POST /session (drift-promised)\n    The server lacks this operation.\n" in printed
    assert f"Compared with the document of {url}. " in printed
    assert main(["drift", "--server", url, "--json"]) == 1
    result = json.loads(capsys.readouterr().out)
    assert (result["outcome"], result["title"]) == (1, "Drift")
    assert {"POST /session", "GET /session response 200"} <= {finding["where"] for finding in result["findings"]}
    assert not any(finding["rule"] == "known-difference-stale" for finding in result["findings"])


def test_the_command_line_finds_nothing(
    httpserver: HTTPServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same = json.dumps({"paths": {"/session": {"get": responding(TEXT)}}})
    contract = tmp_path / "openapi.yaml"
    contract.write_text(same)
    assert main(["drift", "--server", served(httpserver, same)], evolve(WORKSPACE, contract=contract)) == 0
    assert "No unknown differences" in capsys.readouterr().out


def test_the_contract_differs_from_itself_in_what_newer_servers_lack() -> None:
    contract = load(WORKSPACE.contract)
    findings = difference_findings(compare_documents(contract, contract), [], Rule)
    assert len(findings) > 20
    assert {finding.what.partition(" Also")[0] for finding in findings} == {
        "The contract says that newer servers lack this field, the server has it."
    }


@pytest.mark.parametrize(
    ("body", "content_type", "status", "said"),
    [
        ("<html></html>", "text/html", 200, "web page"),
        ("not JSON", "application/json", 200, "JSON"),
        ("[]", "application/json", 200, "expected an object"),
        ('{"info": {}}', "application/json", 200, "paths"),
        (json.dumps({"paths": {"/session": {"get": responding(ref("Gone"))}}}), "application/json", 200, "not OpenAPI"),
        (json.dumps(LOOP), "application/json", 200, "refers to itself"),
        ("", "application/json", 401, "OPENCODE_SERVER_PASSWORD"),
        ("{}", "application/json", 500, "500"),
    ],
)
def test_a_server_without_a_document(
    body: str, content_type: str, status: int, said: str, httpserver: HTTPServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["drift", "--server", served(httpserver, body, content_type, status)]) == 2
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "nonsense", "http://nowhere.invalid"])
def test_a_server_that_is_not_there(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drift", "--server", address, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["failure"]


def test_a_program_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENCODE_BIN", str(tmp_path / "gone"))
    assert main(["drift"]) == 2
    assert "does not exist" in capsys.readouterr().out
    monkeypatch.setenv("OPENCODE_BIN", "/bin/false")
    assert main(["drift"]) == 2


def test_without_npm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("OPENCODE_BIN", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["drift"], evolve(WORKSPACE, cache=tmp_path)) == 2
    assert "There is no npm on PATH" in capsys.readouterr().out


def test_it_asks_as_the_user_that_the_environment_names(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENCODE_SERVER_USERNAME", "me")
    monkeypatch.setenv("OPENCODE_SERVER_PASSWORD", "secret")
    assert main(["drift", "--server", served(httpserver, "{}")]) == 2
    ((request, _),) = httpserver.log
    assert request.authorization is not None
    assert (request.authorization.username, request.authorization.password) == ("me", "secret")
    monkeypatch.delenv("OPENCODE_SERVER_PASSWORD")
    httpserver.clear()
    assert main(["drift", "--server", served(httpserver, '{"paths": {}}').replace("://", "://you:hidden@")]) == 1
    printed = capsys.readouterr().out
    assert "Compared with the document of http://localhost:" in printed
    assert "secret" not in printed
    assert "hidden" not in printed
