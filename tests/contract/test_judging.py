"""What the breaking report says that a small contract does not show: signatures, odd contracts, what is one change."""

from __future__ import annotations

import copy
import importlib
import inspect
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from contract.changes.judging import judged_changes
from contract.changes.plain import plain
from contract.changes.signatures import Signature, signatures
from contract.findings import Finding, Level
from contract.generate import CONTRACT

DOCUMENT: dict[str, Any] = yaml.load(CONTRACT.read_text("utf-8"), Loader=yaml.CSafeLoader)
SCHEMA = "#/components/schemas/"


@pytest.mark.parametrize("signature", signatures(plain(DOCUMENT)).values(), ids=lambda signature: signature.name)
def test_signatures_are_those_of_the_generated_methods(signature: Signature) -> None:
    _, tag, name = signature.name.split(".")
    module = importlib.import_module(f"opencode_sessions_api.api.{tag}")
    [resource] = [
        value for name, value in vars(module).items() if name.endswith("Resource") and not name.startswith("Async")
    ]
    parameters = inspect.signature(getattr(resource, name)).parameters.values()
    positional = [one.name for one in parameters if one.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
    assert list(signature.positional) == positional[1:]
    assert {*signature.keyword} == {one.name for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY}


def judged(change: Callable[[dict[str, Any]], object], base: dict[str, Any] = DOCUMENT) -> list[Finding]:
    """What the report says of a change of a contract."""
    revision = copy.deepcopy(base)
    change(revision)
    return judged_changes(base, revision)


def test_a_change_of_a_shared_parameter_is_told_once() -> None:
    def change(document: dict[str, Any]) -> None:
        document["components"]["parameters"]["directory"]["schema"]["type"] = "integer"

    [finding] = judged(change)
    assert finding.level is Level.BREAKING
    assert finding.where.startswith("GET /agent parameter directory and ")
    assert finding.python.endswith(" more take `int` as `directory=`, not `str`.")


def test_a_path_parameter_is_renamed_once() -> None:
    def change(document: dict[str, Any]) -> None:
        document["components"]["parameters"]["sessionID"]["name"] = "id"
        document["paths"] = {path.replace("{sessionID}", "{id}"): item for path, item in document["paths"].items()}

    [finding] = judged(change)
    assert (finding.level, finding.rule) == (Level.RISKY, "path-parameter-renamed")
    assert finding.python.endswith(" more: `session_id=` is now `id=`; by position nothing changes.")


def test_words_of_an_element_are_told_once() -> None:
    def change(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["Session"] |= {"description": "Talk.", "x-note": "A note."}

    assert [finding.what for finding in judged(change)] == ["`description`, `x-note` of Session have other words."]


def test_the_wire_of_a_renamed_schema_is_the_same_only_if_it_is() -> None:
    def rename(document: dict[str, Any]) -> None:
        schemas = document["components"]["schemas"]
        schemas["Sharing"] = schemas.pop("SessionShare")
        schemas["Session"]["properties"]["share"]["$ref"] = f"{SCHEMA}Sharing"

    def rename_and_change(document: dict[str, Any]) -> None:
        rename(document)
        document["components"]["schemas"]["Sharing"]["properties"]["secret"] = {"type": "string"}

    [renamed] = judged(rename)
    assert renamed.what == "Schema `SessionShare` is now called `Sharing`; the wire is the same."
    document = copy.deepcopy(DOCUMENT)
    document["components"]["schemas"]["SessionShare"]["properties"]["more"] = {"type": "string"}
    renamed, added = judged(rename_and_change, document)
    assert renamed.what == "Schema `SessionShare` is now called `Sharing`; what it holds changed too."
    assert added.where == "Sharing.secret"


def test_what_becomes_another_class_is_told_of_that_class() -> None:
    def change(document: dict[str, Any]) -> None:
        schemas = document["components"]["schemas"]
        schemas["ChildSession"] = copy.deepcopy(schemas["Session"])
        del schemas["ChildSession"]["properties"]["slug"]
        answer = document["paths"]["/session/{sessionID}/children"]["get"]["responses"]["200"]
        answer["content"]["application/json"]["schema"]["items"]["$ref"] = f"{SCHEMA}ChildSession"

    said = [finding.python for finding in judged(change) if finding.level is Level.BREAKING]
    assert "What `client.session.children` gives is a `ChildSession`, no longer a `Session`." in said
    # `Session` itself has it still.
    assert not any("slug" in sentence for sentence in said)


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

    [finding] = judged(change, contract(operation(parameters=names)))
    assert (finding.level, finding.where) == (Level.BREAKING, f"GET /a parameter {one}")


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

    assert "`client.a.c` is new." in [finding.python for finding in judged(change, odd)]
    judged_changes(contract(operation()), odd)
    judged_changes(odd, contract(operation(), path="/b"))
