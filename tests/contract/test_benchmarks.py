"""The data of the benchmarks: sessions that keep the contract, and contestants that do the same work."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from benchmarks import workload
from benchmarks.contestants import floor, opencode_sessions
from benchmarks.history import History, encoded
from benchmarks.plot import picture
from benchmarks.workload import ADDRESS, PROMPT, SESSION_ID, files, mock, streaming
from contract.spec import load
from contract.workspace import Workspace

DOCUMENT = load(Workspace.here().contract).content
SCHEMAS = DOCUMENT["components"]["schemas"]


@pytest.mark.parametrize("complete", [False, True])
def test_the_session_keeps_the_contract(complete: bool) -> None:
    item = {"$ref": "#/components/schemas/SessionMessagesResponseItem"}
    schema = {"items": item, "components": DOCUMENT["components"]}
    messages = History(complete=complete).messages(60)
    for error in Draft202012Validator(schema).iter_errors(messages):
        raise AssertionError(f"{error.json_path}: {error.message}")


def test_the_session_has_every_variant() -> None:
    messages = json.loads(encoded(1000))
    parts = [part for message in messages for part in message["parts"]]
    assert 4 * len(messages) < len(parts) < 6 * len(messages)
    assert {part["type"] for part in parts} == set(SCHEMAS["Part"]["discriminator"]["mapping"])
    statuses = {part["state"]["status"] for part in parts if part["type"] == "tool"}
    assert statuses == set(SCHEMAS["ToolState"]["discriminator"]["mapping"])
    errors = {message["info"]["error"]["name"] for message in messages if "error" in message["info"]}
    assert len(errors) > 5


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert encoded(20) == encoded(20)
    assert History(1).messages(2) != History(2).messages(2)


def test_this_sdk_does_what_the_floor_does() -> None:
    data = encoded(10)
    assert [message.to_dict() for message in opencode_sessions.decode(data)] == floor.decode(data)
    bare, ours = (contestant.client(ADDRESS, mock()) for contestant in (floor, opencode_sessions))
    assert opencode_sessions.get(ours)().id == floor.get(bare)()["id"] == SESSION_ID
    for parts in (PROMPT, files(1000)):
        assert opencode_sessions.prompt(ours, parts)().to_dict() == floor.prompt(bare, parts)() == workload.REPLY
    for count, length in ((0, 0), (3, len("word0 word1 word2 "))):
        bare, ours = (contestant.client(ADDRESS, streaming(count)) for contestant in (floor, opencode_sessions))
        assert opencode_sessions.subscribe(ours) == floor.subscribe(bare) == count + 4
        bare, ours = (contestant.client(ADDRESS, streaming(count)) for contestant in (floor, opencode_sessions))
        assert opencode_sessions.turn(ours) == floor.turn(bare) == length


def test_the_picture_has_a_bar_for_each_ratio() -> None:
    row = {"floor": {"ratio": 1.0}, "a": {"ratio": 0.2}, "b & c": {"ratio": 200.0}, "d": {"reason": "it cannot"}}
    drawn = ElementTree.fromstring(picture({"tables": {"t": {"rows": {"Row": row}}}}, {"Row": 1.5}))
    # The background is one more.
    assert len(drawn.findall("{http://www.w3.org/2000/svg}rect")) == 3
