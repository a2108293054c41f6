"""The contract and the code: its examples decode, and hand-written code is in step with it."""

from __future__ import annotations

import importlib
import inspect
import re
import typing
from pathlib import Path
from typing import Any

import pytest

import opencode_sessions
from contract.spec import load
from contract.workspace import Workspace
from opencode_sessions import aliases
from opencode_sessions.aliases import PromptOptions
from opencode_sessions_api import models

DOCUMENT = load(Workspace.here().contract)
SCHEMAS = DOCUMENT.schemas
OPERATIONS = {operation.id: operation.node for operation in DOCUMENT.operations()}


def test_examples_decode_without_loss() -> None:
    for name, schema in SCHEMAS.items():
        for example in schema.get("examples", []):
            if schema.get("oneOf"):
                decode = getattr(models, "decode_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
            elif schema.get("properties"):
                decode = getattr(models, name).from_dict
            else:
                continue
            assert decode(example).to_dict() == example, name


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
    """The parameters of a method, with the options of a typed dictionary."""
    parameters = inspect.signature(method).parameters
    has_options = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    return {*parameters, *(PromptOptions.__annotations__ if has_options else ())}


@pytest.mark.parametrize("prefix", ["", "Async"])
def test_every_operation_is_a_method_and_takes_all_that_the_contract_gives(prefix: str) -> None:
    """Methods written by hand take all that the generated ones take."""
    client = getattr(opencode_sessions, f"{prefix}Opencode")("http://server.test")
    for identifier, operation in OPERATIONS.items():
        tag, _, method = str(identifier).partition(".")
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
    for secret in (
        models.AuthSetParams(type="api", key="sk-secret"),
        models.McpRemoteConfig(url="http://tools.test", headers={"Authorization": "sk-secret"}),
        models.McpLocalConfig(command=["tool"], environment={"API_KEY": "sk-secret"}),
    ):
        assert "sk-secret" not in repr(secret)
        assert "sk-secret" in str(secret.to_dict())
