"""The contract itself: valid, its examples true, and what is written by hand beside it in step with it."""

from __future__ import annotations

import importlib
import inspect
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

import opencode_sessions
from contract.generate import CONTRACT
from opencode_sessions import aliases
from opencode_sessions.prompts import PromptOptions
from opencode_sessions_api import models

DOCUMENT = yaml.safe_load(CONTRACT.read_text())
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
OPERATIONS = {
    operation["operationId"]: operation
    for item in DOCUMENT["paths"].values()
    for method, operation in item.items()
    if method != "parameters"
}


def closed(node: Any) -> Any:
    """The schema with every object closed, so that a misspelt field of an example is found."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: closed(value) for key, value in node.items()}
    if node.get("type") == "object" and "properties" in node:
        node.setdefault("additionalProperties", False)
    return node


CLOSED = {"components": {"schemas": closed(SCHEMAS)}}


def examples(node: dict[str, Any]) -> list[Any]:
    found = [node["example"]] if "example" in node else []
    named = node.get("examples", [])
    return found + ([entry["value"] for entry in named.values()] if isinstance(named, dict) else named)


def contents() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every JSON body that an operation takes or gives, errors included."""
    for identifier, operation in OPERATIONS.items():
        if "requestBody" in operation:
            yield f"{identifier} request", operation["requestBody"]["content"]["application/json"]
        for status, response in operation["responses"].items():
            for content in response.get("content", {}).values():
                yield f"{identifier} {status}", content
    for name, response in DOCUMENT["components"]["responses"].items():
        for content_type, content in response.get("content", {}).items():
            if content_type == "application/json":
                yield name, content


def assert_valid(schema: dict[str, Any], value: Any, where: str) -> None:
    for error in Draft202012Validator({**CLOSED, **closed(schema)}).iter_errors(value):
        raise AssertionError(f"{where}: {error.json_path}: {error.message}")


def test_it_is_openapi() -> None:
    validate(DOCUMENT)


def test_every_body_has_examples_and_they_are_true() -> None:
    for where, content in contents():
        found = examples(content)
        assert found, where
        for example in found:
            assert_valid(content["schema"], example, where)
    for name, schema in SCHEMAS.items():
        for example in examples(schema):
            assert_valid({"$ref": f"#/components/schemas/{name}"}, example, name)


def test_examples_decode_without_loss() -> None:
    for name, schema in SCHEMAS.items():
        for example in examples(schema):
            if schema.get("oneOf"):
                decode = getattr(models, "decode_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
            elif schema.get("properties"):
                decode = getattr(models, name).from_dict
            else:
                continue
            assert decode(example).to_dict() == example, name


def test_unions_are_of_named_objects_with_a_constant_tag() -> None:
    unions = {name: schema for name, schema in SCHEMAS.items() if "oneOf" in schema or "anyOf" in schema}
    assert {"FilePartSource", "Message", "Part", "PartInput", "ToolState"} <= unions.keys()
    for name, schema in unions.items():
        tag = schema["discriminator"]["propertyName"]
        for member in schema["oneOf"]:
            variant = SCHEMAS[member["$ref"].rsplit("/", 1)[-1]]
            assert tag in variant["required"], (name, member)
            value = variant["properties"][tag]["const"]
            assert schema["discriminator"]["mapping"][value] == member["$ref"]


def test_every_field_is_described() -> None:
    for name, schema in SCHEMAS.items():
        assert schema.get("description"), name
        assert len(schema.get("enum", [0, 0])) > 1, name
        for field, described in schema.get("properties", {}).items():
            assert described.get("description") or "$ref" in described, f"{name}.{field}"
            assert described.get("type") != "object", f"{name}.{field} is an inline object"


def test_aliases_are_what_the_operations_answer() -> None:
    for identifier, alias in {
        "session.abort": aliases.SessionAbortResponse,
        "session.delete": aliases.SessionDeleteResponse,
        "session.init": aliases.SessionInitResponse,
        "session.list": aliases.SessionListResponse,
        "session.messages": aliases.SessionMessagesResponse,
        "session.summarize": aliases.SessionSummarizeResponse,
    }.items():
        schema = OPERATIONS[identifier]["responses"]["200"]["content"]["application/json"]["schema"]
        if alias is bool:
            assert schema["type"] == "boolean"
        else:
            assert schema["type"] == "array"
            assert schema["items"]["$ref"].endswith("/" + typing.get_args(alias)[0].__name__)


def test_unions_are_those_of_the_contract() -> None:
    for name, schema in SCHEMAS.items():
        if "oneOf" in schema:
            members = {member.__name__ for member in typing.get_args(getattr(opencode_sessions, name))}
            assert members == {member["$ref"].rsplit("/", 1)[-1] for member in schema["oneOf"]} | {f"Unknown{name}"}


def arguments(method: Any) -> set[str]:
    """What a method can be given, options of a typed dictionary included."""
    parameters = inspect.signature(method).parameters
    has_options = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    return {*parameters, *(PromptOptions.__annotations__ if has_options else ())}


@pytest.mark.parametrize("prefix", ["", "Async"])
def test_every_operation_is_a_method_and_takes_all_that_the_contract_gives(prefix: str) -> None:
    """What is written by hand beyond the generated methods never takes less than they do."""
    client = getattr(opencode_sessions, f"{prefix}Opencode")("http://server.test")
    for identifier, operation in OPERATIONS.items():
        tag, _, method = identifier.partition(".")
        assert operation["tags"] == [tag]
        attribute = {"global": "global_"}.get(tag, tag)
        package = importlib.import_module(f"opencode_sessions_api.api.{attribute}")
        given = getattr(package, f"{prefix}{tag.title()}Resource")
        by_hand = getattr(client, attribute)
        assert arguments(getattr(given, method)) - {"self"} <= arguments(getattr(by_hand, method)), identifier


def test_every_operation_has_a_live_test() -> None:
    tests = Path(__file__).parents[1] / "live" / "test_operations.py"
    marked = re.findall(r'^@operation\("([\w.]+)"', tests.read_text("utf-8"), re.MULTILINE)
    assert sorted(marked) == sorted(OPERATIONS)


def test_secrets_are_not_shown() -> None:
    data = {"id": "anthropic", "key": "sk-secret", "options": {"apiKey": "sk-secret"}, "env": ["ANTHROPIC_API_KEY"]}
    provider = models.Provider.from_dict(data)
    assert "sk-secret" not in repr(provider)
    assert "key=***" in repr(provider)
    assert provider.to_dict() == data
