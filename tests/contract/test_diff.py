"""The breaking change report beyond the corpus: signatures, odd contracts, changes that are one finding."""

from __future__ import annotations

import copy
import importlib
import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest

from contract.diff.normalize import normalize
from contract.diff.report import diff_report
from contract.diff.signatures import Signature, signatures
from contract.findings import CannotRunError, Finding, Level
from contract.spec import Document, load
from contract.workspace import Workspace
from opencode_sessions import CallOptions

WORKSPACE = Workspace.here()
DOCUMENT: dict[str, Any] = load(WORKSPACE.contract).content
SCHEMA = "#/components/schemas/"


@pytest.mark.parametrize(
    "signature", signatures(normalize(Document(DOCUMENT))).values(), ids=lambda signature: signature.name
)
def test_signatures_are_those_of_the_generated_methods(signature: Signature) -> None:
    _, tag, name = signature.name.split(".")
    module = importlib.import_module(f"opencode_sessions_api.api.{tag}")
    [resource] = [
        value for name, value in vars(module).items() if name.endswith("Resource") and not name.startswith("Async")
    ]
    parameters = inspect.signature(getattr(resource, name)).parameters.values()
    positional = [one.name for one in parameters if one.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
    assert list(signature.positional) == positional[1:]
    keyword = {one.name for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY}
    # Those of each call are no part of the contract.
    assert {*signature.keyword} | CallOptions.__optional_keys__ == keyword


def compared(base: dict[str, Any], revision: dict[str, Any]) -> list[Finding]:
    return diff_report(Document(base), Document(revision))


def report(change: Callable[[dict[str, Any]], object], base: dict[str, Any] = DOCUMENT) -> list[Finding]:
    """The report of a change of a contract."""
    revision = copy.deepcopy(base)
    change(revision)
    return compared(base, revision)


def test_a_change_of_a_shared_parameter_is_reported_once() -> None:
    def change(document: dict[str, Any]) -> None:
        document["components"]["parameters"]["directory"]["schema"]["type"] = "integer"

    [finding] = report(change)
    assert finding.level is Level.BREAKING
    assert finding.where.startswith("GET /session parameter directory and ")
    assert finding.python.endswith(" more take `int` as `directory=`, not `str`.")


def test_a_path_parameter_is_renamed_once() -> None:
    def change(document: dict[str, Any]) -> None:
        document["components"]["parameters"]["sessionID"]["name"] = "id"
        document["paths"] = {path.replace("{sessionID}", "{id}"): item for path, item in document["paths"].items()}

    [finding] = report(change)
    assert (finding.level, finding.rule) == (Level.RISKY, "path-parameter-renamed")
    assert finding.python.endswith(" more: `session_id=` is now `id=`; by position nothing changes.")


def test_documentation_of_an_element_is_reported_once() -> None:
    def change(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["Session"] |= {"description": "Talk.", "x-note": "A note."}

    assert [finding.what for finding in report(change)] == ["`description`, `x-note` of Session changed."]


def test_the_wire_of_a_renamed_schema_is_the_same_only_if_it_is() -> None:
    def rename(document: dict[str, Any]) -> None:
        schemas = document["components"]["schemas"]
        schemas["Sharing"] = schemas.pop("SessionShare")
        schemas["Session"]["properties"]["share"]["$ref"] = f"{SCHEMA}Sharing"

    def rename_and_change(document: dict[str, Any]) -> None:
        rename(document)
        document["components"]["schemas"]["Sharing"]["properties"]["secret"] = {"type": "string"}

    [renamed] = report(rename)
    assert renamed.what == "Schema `SessionShare` is now called `Sharing`; the wire is the same."
    document = copy.deepcopy(DOCUMENT)
    document["components"]["schemas"]["SessionShare"]["properties"]["more"] = {"type": "string"}
    renamed, added = report(rename_and_change, document)
    assert renamed.what == "Schema `SessionShare` is now called `Sharing`; its contents changed too."
    assert added.where == "Sharing.secret"


def test_another_class_at_a_place_is_reported_of_that_place() -> None:
    def change(document: dict[str, Any]) -> None:
        schemas = document["components"]["schemas"]
        schemas["ChildSession"] = copy.deepcopy(schemas["Session"])
        del schemas["ChildSession"]["properties"]["slug"]
        answer = document["paths"]["/session/{sessionID}/children"]["get"]["responses"]["200"]
        answer["content"]["application/json"]["schema"]["items"]["$ref"] = f"{SCHEMA}ChildSession"

    sentences = [finding.python for finding in report(change) if finding.level is Level.BREAKING]
    assert "An item of the result of `client.session.children` is a `ChildSession`, no longer a `Session`." in sentences
    # `Session` itself has it still.
    assert not any("slug" in sentence for sentence in sentences)


def contract(*operations: dict[str, Any], path: str = "/a", **components: Any) -> dict[str, Any]:
    """A contract of these operations, at one path each."""
    paths = {f"{path}{number or ''}": {"get": operation} for number, operation in enumerate(operations)}
    return {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": paths, "components": components}


def operation(**more: Any) -> dict[str, Any]:
    return {"operationId": "a.b", "tags": ["a"], "responses": {"200": {"description": "It."}}, **more}


@pytest.mark.parametrize(("one", "other"), [("X-A", "X_A"), ("f[x]", "f.x."), ("a b", "a_b")])
def test_parameters_of_like_names_are_different_ones(one: str, other: str) -> None:
    names = [{"name": name, "in": "header", "schema": {"type": "string"}} for name in (one, other)]

    def change(document: dict[str, Any]) -> None:
        document["paths"]["/a"]["get"]["parameters"][0]["schema"] = {"type": "integer"}

    [finding] = report(change, contract(operation(parameters=names)))
    assert (finding.level, finding.where) == (Level.BREAKING, f"GET /a parameter {one}")


@pytest.mark.parametrize("field", ["responses", "content", "parameters", "servers", "components", "schema", "tags"])
@pytest.mark.parametrize("odd", [None, [], {}, "a", 1])
def test_what_is_of_a_wrong_kind_says_nothing(field: str, odd: Any) -> None:
    def change(node: Any) -> None:
        for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            if key == field:
                node[key] = odd
            else:
                change(value)

    whole = contract(
        operation(
            parameters=[{"in": "query", "name": "a", "schema": {"type": "string"}}],
            requestBody={"content": {"application/json": {"schema": {"type": "object"}}}},
        )
    ) | {"servers": [{"url": "/"}]}
    report(change, whole)
    broken = copy.deepcopy(whole)
    change(broken)
    assert compared(broken, broken) == []
    compared(broken, whole)


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (
            {"swagger": "2.0", "info": {"title": "A", "version": "1"}, "paths": {}},
            "Swagger 2.0 document, not OpenAPI 3",
        ),
        ({"openapi": "3.1.0"}, "is not an OpenAPI document: it has no paths"),
        ([], "is not an OpenAPI document"),
    ],
)
def test_another_document_is_refused(document: Any, why: str) -> None:
    for pair in ((document, DOCUMENT), (DOCUMENT, document)):
        with pytest.raises(CannotRunError, match=why):
            compared(*pair)


def test_a_document_that_grows_without_end_is_refused() -> None:
    many: Any = "a"
    for _ in range(9):
        many = [many] * 9
    endless: dict[str, Any] = {}
    endless["a"] = endless
    for odd in (many, endless):
        with pytest.raises(CannotRunError, match="as its aliases repeat others"):
            compared(DOCUMENT, contract(operation()) | {"x-odd": odd})


@pytest.mark.parametrize("path", ["/a(b", "/a*[", "/a/{x}+", "/{a.b}/{c-d}"])
def test_a_path_is_no_regular_expression(path: str) -> None:
    document = contract(operation(), path=path)
    assert compared(document, document) == []
    called = re.sub("{[^}]*}", "1", path)
    assert Document(document).operation_at("GET", called).path == path


def test_keys_need_not_be_texts() -> None:
    document = contract(operation(responses={200: {"description": "It."}, True: {"description": "Yes."}}))
    same = contract(operation(responses={"200": {"description": "It."}, "true": {"description": "Yes."}}))
    assert compared(document, same) == []


def test_a_field_and_a_parameter_of_the_same_name_are_two_arguments() -> None:
    body = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
    names = [{"name": "id", "in": where, "schema": {"type": "string"}} for where in ("path", "query", "header")]
    document = contract(
        operation(parameters=names, requestBody={"content": {"application/json": {"schema": body}}}), path="/{id}"
    )
    assert compared(document, document) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda schema: schema.pop("items"), "no longer has the `type`"),
        (lambda schema: schema["items"].update(pattern="^b"), 'S.list[] has the new `pattern` `"^b"`.'),
        (lambda schema: schema["items"].update(type="boolean"), '`type` of S.list[] is `"boolean"`, no longer'),
    ],
)
def test_a_sentence_names_the_place_of_the_change(change: Callable[[dict[str, Any]], object], sentence: str) -> None:
    fields = {"list": {"type": "array", "items": {"type": "string"}}}
    content = {"application/json": {"schema": {"$ref": f"{SCHEMA}S"}}}
    document = contract(
        operation(responses={"200": {"description": "It.", "content": content}}),
        schemas={"S": {"type": "object", "properties": fields}},
    )
    [finding] = report(lambda made: change(made["components"]["schemas"]["S"]["properties"]["list"]), document)
    assert sentence in finding.what
    assert not finding.python.startswith("`S.list` is")


def test_a_reference_to_a_part_of_a_schema_is_followed() -> None:
    schemas = {"A": {"$defs": {"a": {"type": "string"}}}, "B": {"properties": {"b": {"$ref": f"{SCHEMA}A/$defs/a"}}}}
    content = {"application/json": {"schema": {"$ref": f"{SCHEMA}B"}}}
    document = contract(operation(responses={"200": {"description": "It.", "content": content}}), schemas=schemas)
    [finding] = report(lambda made: made["components"]["schemas"]["A"]["$defs"]["a"].update(type="integer"), document)
    assert (finding.level, finding.where) == (Level.BREAKING, "B.b")


def test_everybody_is_named_once() -> None:
    found = report(lambda document: document["components"]["schemas"]["Session"]["properties"].pop("title"))
    assert all(len(set(finding.who)) == len(finding.who) for finding in found)


@pytest.mark.parametrize(
    "schema", [{"$ref": f"{SCHEMA}A"}, {"allOf": [{"$ref": f"{SCHEMA}A"}]}, {"$ref": f"{SCHEMA}C"}]
)
def test_schemas_that_refer_to_each_other_are_compared(schema: dict[str, Any]) -> None:
    schemas = {
        "A": {"$ref": f"{SCHEMA}B"},
        "B": {"$ref": f"{SCHEMA}A"},
        "C": {"allOf": [{"properties": {"c": {"$ref": f"{SCHEMA}C"}}}, {"properties": {"c": {"$ref": f"{SCHEMA}D"}}}]},
        "D": {"properties": {"c": {"$ref": f"{SCHEMA}C"}}},
    }
    content = {"application/json": {"schema": schema}}
    document = contract(operation(responses={"200": {"description": "It.", "content": content}}), schemas=schemas)
    assert compared(document, document) == []
    report(lambda made: made["components"]["schemas"].update(D={"properties": {"c": {"type": "string"}}}), document)


@pytest.mark.parametrize(
    "odd",
    [
        contract({"responses": {}}),
        contract(operation(parameters=[{"$ref": "#/components/parameters/None"}])),
        contract(operation(parameters=[{"in": "query", "schema": {"type": "string"}}])),
        contract(operation(parameters=[{"in": "path", "schema": {"type": "string"}}]), path="/{a}"),
        contract(operation(requestBody={"$ref": "#/components/requestBodies/None"})),
        contract(operation(), schemas={"U": {"oneOf": [True, {"type": "string"}]}, "P": {"properties": {"a": True}}}),
        contract(operation(), schemas={"A": {"allOf": [{"$ref": f"{SCHEMA}A"}, {"type": "object"}]}}),
        contract(operation(), pathItems={"A": {}}) | {"paths": {"/a": {"$ref": "#/components/pathItems/A"}}},
        contract(operation(), securitySchemes={}) | {"paths": {"x-note": "A text.", "/a": {"get": operation()}}},
    ],
)
def test_an_odd_contract_is_compared(odd: dict[str, Any]) -> None:
    def change(document: dict[str, Any]) -> None:
        document["paths"]["/b"] = {"get": operation(operationId="a.c")}

    assert "`client.a.c` is new." in [finding.python for finding in report(change, odd)]
    compared(contract(operation()), odd)
    compared(odd, contract(operation(), path="/b"))


def answering(schema: dict[str, Any] | None, **responses: dict[str, Any]) -> dict[str, Any]:
    """A contract with an operation whose result has a schema, and with more responses of it."""
    found = {"200": answer(schema)} if schema is not None else {}
    return contract(operation(responses=found | {status.lstrip("_"): one for status, one in responses.items()}))


def answer(schema: dict[str, Any], description: str = "It.") -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


TEXT, NUMBER = {"type": "string"}, {"type": "integer"}


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        # Who reads the other success gets other data.
        (answering(TEXT), answering(TEXT, _202=answer(NUMBER)), Level.BREAKING),
        (answering(TEXT), answering(TEXT, _204={"description": "Nothing."}), Level.BREAKING),
        (answering(TEXT), answering(TEXT, _202=answer({**TEXT, "example": "a"}, "Later.")), Level.ADDITION),
        (answering(TEXT), answering(TEXT, _202=answer({**TEXT, "enum": ["a"]})), Level.ADDITION),
        (
            answering(None, _204={"description": "Nothing."}),
            answering(TEXT, _204={"description": "Nothing."}),
            Level.ADDITION,
        ),
        (answering(TEXT, _400=answer(NUMBER)), answering(TEXT, default=answer(NUMBER)), Level.ADDITION),
        (answering(TEXT, _400=answer(NUMBER)), answering(TEXT, default=answer(TEXT)), Level.RISKY),
        (answering(TEXT, _400=answer(NUMBER)), answering(TEXT, _5XX=answer(NUMBER)), Level.RISKY),
        (answering(TEXT), answering(None, _2XX=answer(TEXT)), Level.ADDITION),
        # No success is described by the default response.
        (answering(TEXT), answering(None, default=answer(TEXT)), Level.BREAKING),
    ],
)
def test_responses_for_other_statuses(before: dict[str, Any], after: dict[str, Any], level: Level) -> None:
    assert compared(before, after)[0].level is level


def inline(**schema: Any) -> dict[str, Any]:
    """A contract with a class that has a class without a name as its field `place`."""
    held = {"type": "object", "properties": {"room": TEXT}} | schema
    schemas = {"Ticket": {"type": "object", "properties": {"place": held}}}
    return contract(operation(responses={"200": answer({"$ref": f"{SCHEMA}Ticket"})}), schemas=schemas)


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        (inline(), inline(title="Spot"), Level.BREAKING),
        (inline(title="Spot"), inline(title="Site"), Level.BREAKING),
        (inline(title="Spot"), inline(), Level.BREAKING),
        # The class is `TicketPlace` anyway.
        (inline(), inline(title="Place"), Level.DOCS),
        (inline(title="A spot"), inline(title="a_spot"), Level.DOCS),
    ],
)
def test_the_title_of_an_object_without_a_name_names_its_class(
    before: dict[str, Any], after: dict[str, Any], level: Level
) -> None:
    assert compared(before, after)[0].level is level


def secured(shared: list[Any] | None, own: list[Any] | None) -> dict[str, Any]:
    document = contract(operation(**({} if own is None else {"security": own})))
    return document | ({} if shared is None else {"security": shared})


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        (secured([{"key": []}], None), secured(None, [{"key": []}]), None),
        (secured(None, [{"key": []}]), secured([{"key": []}], None), None),
        (secured([{"key": []}], [{}]), secured([{"other": []}], [{}]), None),
        (secured([{"key": []}], None), secured([{"other": []}], None), Level.BREAKING),
        (secured([{"key": []}], None), secured(None, [{"other": []}]), Level.BREAKING),
    ],
)
def test_security_is_that_of_the_operations(before: dict[str, Any], after: dict[str, Any], level: Level | None) -> None:
    found = compared(before, after)
    assert (found[0].level if found else None) is level


@pytest.mark.parametrize("kind", ["required", "new"])
def test_a_required_field_is_an_argument_although_it_is_read_only(kind: str) -> None:
    """The generator makes an argument of each field of a body."""
    only = {"type": "string", "readOnly": True}

    def sending(fields: dict[str, Any], needed: list[str]) -> dict[str, Any]:
        schema = {"type": "object", "properties": {"a": TEXT} | fields, "required": needed}
        return contract(operation(requestBody={"required": True, "content": {"application/json": {"schema": schema}}}))

    before = sending({"id": only} if kind == "required" else {}, ["a"])
    [finding] = compared(before, sending({"id": only}, ["a", "id"]))
    assert finding.level is Level.BREAKING


@pytest.mark.parametrize("more", [[], [{"type": "null"}]], ids=["text", "text or null"])
def test_a_named_enum_next_to_any_other_text_is_a_text(more: list[Any]) -> None:
    def with_level(level: dict[str, Any]) -> dict[str, Any]:
        schemas = {"Level": {"type": "string", "enum": ["a", "b"]}}
        schema = {"type": "object", "properties": {"level": level}}
        return contract(operation(responses={"200": answer(schema)}), schemas=schemas)

    one = {"$ref": f"{SCHEMA}Level"}
    before, after = with_level({"anyOf": [one, *more]} if more else one), with_level({"anyOf": [one, TEXT, *more]})
    assert compared(before, after)[0].level is Level.RISKY
    inlined = with_level({"anyOf": [{"type": "string", "enum": ["a", "b"]}, TEXT, *more]})
    assert compared(after, inlined) == []
