"""Structured output: schemas of types, strict reading, and replies as their objects."""

from __future__ import annotations

import copy
import enum
import pickle
from typing import Any, Literal

import attrs
import pytest
from jsonschema import Draft202012Validator

from opencode_sessions import (
    OutputFormatJsonSchema,
    OutputFormatText,
    Reply,
    StructuredReply,
    TurnFailedError,
    UndecodableResponseError,
)
from opencode_sessions._structured_output import json_schema, output_format
from tests.support.samples import assistant_message


class Mood(enum.Enum):
    """How a city feels."""

    GOOD = "good"
    BAD = "bad"


@attrs.frozen
class Mayor:
    """Who governs."""

    name: str
    since: int | None = None


@attrs.define
class City:
    """A city."""

    name: str = attrs.field(metadata={"description": "In English."})
    people: int
    area: float
    mood: Mood
    kind: Literal["town", "metropolis"]
    mayors: list[Mayor]
    rivers: dict[str, float] = attrs.Factory(dict)
    capital: bool = False
    code: int | str = 0
    mayor: Mayor | None = None


DATA: dict[str, Any] = {
    "name": "Rome",
    "people": 3,
    "area": 1.5,
    "mood": "good",
    "kind": "town",
    "mayors": [{"name": "Numa", "since": -715}],
    "rivers": {"Tiber": 405.0},
    "capital": True,
    "code": "RM",
    "mayor": {"name": "Romulus"},
}
ROME = City("Rome", 3, 1.5, Mood.GOOD, "town", [Mayor("Numa", -715)], {"Tiber": 405.0}, True, "RM", Mayor("Romulus"))


def reply(**fields: Any) -> Reply:
    return Reply.from_dict(assistant_message(**fields))


def test_the_schema_says_what_the_class_takes() -> None:
    schema = json_schema(City)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert validator.is_valid(DATA)
    assert schema["required"] == ["name", "people", "area", "mood", "kind", "mayors"]
    assert schema["properties"]["name"] == {"type": "string", "description": "In English."}
    for name, wrong in {"people": "3", "mood": "fair", "kind": "village", "mayors": [{}], "mayor": 3}.items():
        assert not validator.is_valid(DATA | {name: wrong}), name


@pytest.mark.parametrize("kind", [dict[int, str], set[str], object, complex, tuple[int, str], bytes])
def test_types_without_a_schema(kind: Any) -> None:
    with pytest.raises(TypeError, match="has no JSON schema"):
        json_schema(attrs.make_class("Odd", {"field": attrs.field(type=kind)}))


def test_annotations_that_cannot_be_resolved() -> None:
    class Local:
        """Not to be found by its name."""

    @attrs.define
    class Odd:
        field: Local

    with pytest.raises(TypeError, match=r"Odd has annotations that cannot be resolved .*Local"):
        json_schema(Odd)


def test_values_of_format() -> None:
    assert output_format(None) is None
    assert output_format(City) == OutputFormatJsonSchema(schema=json_schema(City))
    assert output_format({"type": "string"}) == OutputFormatJsonSchema(schema={"type": "string"})
    assert output_format(OutputFormatText()) == OutputFormatText()


def test_the_reply_as_an_object() -> None:
    plain = reply(structured=DATA)
    typed = StructuredReply.of_kind(plain, City)
    assert plain.structured == DATA
    assert typed.structured == ROME
    assert typed == plain
    assert typed.to_dict() == plain.to_dict()
    for copied in (pickle.loads(pickle.dumps(typed)), copy.deepcopy(typed), copy.copy(typed)):
        assert type(copied) is StructuredReply
        assert copied.structured == ROME


def test_a_reply_that_does_not_match_the_class() -> None:
    with pytest.raises(UndecodableResponseError, match=r"no City: .*people") as caught:
        StructuredReply.of_kind(reply(structured=DATA | {"people": "many"}), City).structured  # noqa: B018
    assert caught.value.body["people"] == "many"
    with pytest.raises(UndecodableResponseError, match="no structured output"):
        StructuredReply.of_kind(reply(), City).structured  # noqa: B018


def test_a_failed_turn() -> None:
    error = {"name": "StructuredOutputError", "data": {"message": "no tool call", "retries": 2}}
    failed = reply(error=error)
    assert failed.structured is None
    with pytest.raises(TurnFailedError, match="StructuredOutputError: no tool call"):
        StructuredReply.of_kind(failed, City).structured  # noqa: B018
