"""Structured output from the real server: it takes the schemas, gives them to the model, and the answers are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypedDict

import pydantic
import pytest

from opencode_sessions import StructuredReply, UndecodableResponseError
from opencode_sessions._structured_output import json_schema
from opencode_sessions.testing import ScriptedModel, ToolCall

pytestmark = pytest.mark.anyio


@dataclass
class Tree:
    """A class that contains itself: `$defs` and `$ref`."""

    name: str
    planted: date
    children: list[Tree] = field(default_factory=list)


class Circle(TypedDict):
    """A variant."""

    kind: Literal["circle"]
    radius: float


class Person(pydantic.BaseModel):
    """A model of pydantic."""

    name: str
    friends: list[Person] = []


CASES: list[tuple[Any, Any, Any]] = [
    (
        Tree,
        {"name": "a", "planted": "2026-01-31", "children": [{"name": "b", "planted": "2026-02-01"}]},
        Tree("a", date(2026, 1, 31), [Tree("b", date(2026, 2, 1))]),
    ),
    (list[Tree], {"value": [{"name": "a", "planted": "2026-01-31"}]}, [Tree("a", date(2026, 1, 31))]),
    (Circle | Tree | None, {"value": {"kind": "circle", "radius": 2}}, {"kind": "circle", "radius": 2.0}),
    (dict[str, int], {"value": {"a": 1}}, {"a": 1}),
    (Person, {"name": "a", "friends": [{"name": "b"}]}, Person(name="a", friends=[Person(name="b")])),
    (int, {"value": 3}, 3),
]


def parameters(request: Mapping[str, Any]) -> Any:
    """Return the schema that the model is given."""
    (tool,) = (each["function"] for each in request["tools"] if each["function"]["name"] == "StructuredOutput")
    return {name: value for name, value in tool["parameters"].items() if name != "$schema"}


async def test_schemas_and_answers(client: Any, model: ScriptedModel) -> None:
    for kind, answer, wanted in CASES:
        model.push(ToolCall("StructuredOutput", answer))
        reply = await client.conversation().send("What is it?", format=kind)
        assert isinstance(reply, StructuredReply)
        assert reply.structured == wanted
        assert parameters(model.requests[-1]) == json_schema(kind)


async def test_an_answer_that_does_not_match(client: Any, model: ScriptedModel) -> None:
    """The server does not compare it with the schema."""
    model.push(ToolCall("StructuredOutput", {"name": None, "planted": "soon", "children": "abc", "height": 3}))
    reply = await client.conversation().send("What is it?", format=Tree)
    with pytest.raises(UndecodableResponseError) as caught:
        reply.structured  # noqa: B018
    assert str(caught.value).startswith(
        'The structured output is no Tree: $.name: expected str, got null; $.planted: expected date, got "soon"; '
        '$.children: expected list[Tree], got "abc"; $.height: Tree has no such field, got 3'
    )


async def test_a_type_without_a_schema_sends_nothing(client: Any, model: ScriptedModel) -> None:
    conversation = client.conversation()
    for method in (conversation.send, conversation.prompt_async):
        with pytest.raises(TypeError, match=r"^format: set\[int\] has no JSON schema"):
            await method("What is it?", format=set[int])
    with pytest.raises(TypeError, match=r"^format: complex has no JSON schema"):
        async with conversation.stream("What is it?", format=complex):
            pass
    assert model.requests == []
