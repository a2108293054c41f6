"""No property raises, whatever kind of value the server sends in whatever field."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from opencode_sessions import FileDiff, PermissionRequest, QuestionRequest, Reply, Session, Todo, Turn, Usage
from opencode_sessions._display import ShownList
from opencode_sessions._models import offered_models
from opencode_sessions._terminal import UNPRINTABLE
from opencode_sessions._transcript import transcript
from opencode_sessions_api.models import Config, ConfigProviders
from opencode_sessions_api.types import Model

RECORDED = Path(__file__).parents[1] / "data" / "recorded"
VERSIONS = ("0.5.29", "1.0.185", "1.18.33")

#: Values of every kind, and hostile ones of each.
VALUES: list[Any] = [
    None, True, False, 0, -1, 1.5, 10**30, 10**400, 1e308, float("nan"), float("inf"), -8640000000000001,
    "", "text", "12", "2025-01-01T00:00:00Z", "9" * 400, "\ud800", [], [None], ["a"], {}, {"a": None}, {"start": "x"},
]  # fmt: skip

Path_ = tuple[str | int, ...]


def recorded(version: str, name: str) -> Any:
    lines = (RECORDED / f"{version}.jsonl").read_text("utf-8").splitlines()
    return next(call["body"] for call in map(json.loads, lines) if call["name"] == name)


def paths(value: Any, at: Path_ = (), kinds: tuple[Any, ...] = ()) -> Iterator[tuple[Path_, Path_]]:
    """Every place in a JSON document, and its kind: which field it is, of which variant."""
    if at:
        yield at, kinds
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    tag = (value.get("role") or value.get("type") or value.get("status")) if isinstance(value, dict) else None
    for key, item in items:
        yield from paths(item, (*at, key), (*kinds, tag, key if isinstance(key, str) else "[]"))


def mutated(documents: list[Any]) -> Iterator[tuple[Path_, Any, Any]]:
    """A document with another value in one place, or with nothing there; for places of each kind."""
    places = {kinds: (path, one) for one in documents for path, kinds in paths(one)}
    for path, document in places.values():
        for value in (*VALUES, ...):
            copy = deepcopy(document)
            owner = copy
            for key in path[:-1]:
                owner = owner[key]
            if value is not ...:
                owner[path[-1]] = deepcopy(value)
            elif isinstance(owner, dict):
                del owner[path[-1]]
            yield path, value, copy


def read_all(value: Any, seen: set[int] | None = None) -> int:
    """Read every property of an object and of all that is in it; returns how many."""
    seen = set() if seen is None else seen
    if id(value) in seen:
        return 0
    seen.add(id(value))
    if isinstance(value, (list, tuple)):
        return sum(read_all(item, seen) for item in value)
    if not isinstance(value, (Model, Turn, Usage)):
        return 0
    repr(value)
    kind: Any = type(value)
    names = names_of(kind)
    return len(names) + sum(read_all(getattr(value, name), seen) for name in names)


@cache
def names_of(kind: Any) -> list[str]:
    """The fields and properties of a class."""
    properties = [name for name, _ in inspect.getmembers(kind, lambda member: isinstance(member, property))]
    return [*properties, *(field.name for field in attrs.fields(kind))]


@pytest.mark.parametrize("version", VERSIONS)
def test_messages(version: str) -> None:
    session = Session.from_dict(recorded(version, "create"))
    count = 0
    for path, value, document in mutated(recorded(version, "messages_turn")):
        try:
            reply = Reply.from_dict(document)
            count += read_all([Turn([reply]), Usage.of([reply]), reply])
            transcript(session, [reply])
        except Exception as error:
            error.add_note(f"{path} = {value!r}")
            raise
    assert count > 10_000


@pytest.mark.parametrize("version", VERSIONS)
def test_sessions(version: str) -> None:
    for path, value, document in mutated([recorded(version, "create")]):
        try:
            session = Session.from_dict(document)
            read_all(session)
            transcript(session, [])
            show(session)
        except Exception as error:
            error.add_note(f"{path} = {value!r}")
            raise


@pytest.mark.parametrize(
    ("name", "version", "decode"),
    [
        ("diff", "1.3.2", FileDiff.from_dict),
        ("diff", "1.18.33", FileDiff.from_dict),
        ("todo", "1.18.33", Todo.from_dict),
        ("permission_list", "1.18.33", PermissionRequest.from_dict),
        ("question_list_reply_multiple", "1.18.33", QuestionRequest.from_dict),
        ("providers", "0.5.29", lambda data: offered_models(ConfigProviders.from_dict(data), Config())),
    ],
)
def test_what_is_shown(name: str, version: str, decode: Callable[[Any], Any]) -> None:
    body = recorded(version, name)
    for path, value, document in mutated(body if isinstance(body, list) else [body]):
        try:
            show(decode(document))
        except Exception as error:
            error.add_note(f"{path} = {value!r}")
            raise


def show(thing: Any) -> None:
    """Show an object, alone and in a list, in a notebook. A terminal shows the same blocks."""
    things: list[Any] = [thing] if isinstance(thing, list) else [thing, ShownList([thing, thing])]
    for one in things:
        assert not UNPRINTABLE.search(one._repr_html_() or "")
