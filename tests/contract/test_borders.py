"""The borders between versions: the file of them, and the contract and the code against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contract.borders import ABSENT, NOT_SENT, PRESENT, SENT, Borders, Since
from contract.compare.sent import sent_fields
from contract.spec import Operation, load
from contract.workspace import Workspace
from opencode_sessions._compat import FIRST_WITH_HEALTH
from tools.servers.probes import BEHAVIOURS
from tools.servers.versions import VERSIONS, ServerVersion

WORKSPACE = Workspace.here()
CONTRACT = load(WORKSPACE.contract)
BORDERS = Borders.read(WORKSPACE.borders)
OPERATIONS = [pytest.param(operation, id=operation.id) for operation in CONTRACT.operations()]


def test_the_file_has_the_first_version_of_each_run(tmp_path: Path) -> None:
    borders = Borders()
    for version, state in (("1.2.0", PRESENT), ("1.0.0", ABSENT), ("1.10.0", PRESENT), ("1.1.0", ABSENT)):
        borders.add(version, {"one.get": state, "two.get": PRESENT})
    path = tmp_path / "borders.json"
    borders.write(path)
    written = json.loads(path.read_text())
    assert list(written["measured"]) == ["1.0.0", "1.1.0", "1.2.0", "1.10.0"]
    assert written["seen"] == {
        "one.get": {"1.0.0": ABSENT, "1.2.0": PRESENT},
        "two.get": {"1.0.0": PRESENT},
    }
    assert Borders.read(path) == borders
    assert borders.since("one.get") == Since("1.2.0", PRESENT, "1.1.0")
    assert borders.since("two.get") is None


def test_a_version_that_shows_nothing_is_no_border(tmp_path: Path) -> None:
    borders = Borders()
    borders.add("1.0.0", {"one.get": ABSENT})
    borders.add("1.1.0", {})
    borders.add("1.2.0", {"one.get": PRESENT})
    borders.write(tmp_path / "borders.json")
    assert Borders.read(tmp_path / "borders.json") == borders
    assert borders.since("one.get") == Since("1.2.0", PRESENT, "1.0.0")
    # Measured again, it shows something.
    borders.add("1.1.0", {"one.get": PRESENT})
    assert borders.since("one.get") == Since("1.1.0", PRESENT, "1.0.0")


def test_an_operation_that_comes_and_goes_has_no_border() -> None:
    borders = Borders()
    for version, state in (("1.0.0", PRESENT), ("1.1.0", ABSENT)):
        borders.add(version, {"one.get": state})
    with pytest.raises(LookupError, match=r"one\.get"):
        borders.since("one.get")
    with pytest.raises(LookupError, match=r"two\.get"):
        borders.since("two.get")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_exists_since_the_measured_version(operation: Operation) -> None:
    border = BORDERS.since(operation.id)
    assert operation.since == (border.version if border else None)
    if border is not None:
        assert f"Since {border.version}" in " ".join(operation.node["description"].split())


def test_every_tested_version_is_measured() -> None:
    assert {*VERSIONS} <= {*BORDERS.dates}
    assert {*BEHAVIOURS} | {operation.id for operation in CONTRACT.operations()} <= {*BORDERS.seen}


def test_a_field_exists_since_and_until_the_measured_versions() -> None:
    wrong = []
    for name, described in _fields():
        words = " ".join(described.get("description", "").split())
        runs = BORDERS.runs(name)
        states = [run.state for run in runs]
        since = re.search(r"\bSince (\d+(?:\.\d+)+)", words)
        if since and states == [NOT_SENT, SENT] and since[1] != runs[1].version:
            wrong.append(f"{name}: says since {since[1]}, measured {runs[1].version}")
        until = described.get("x-until")
        if until and states == [SENT, NOT_SENT] and until != runs[1].before:
            wrong.append(f"{name}: says until {until}, measured {runs[1].before}")
    assert wrong == []


def _fields() -> Iterator[tuple[str, Any]]:
    for name, schema in CONTRACT.schemas.items():
        for field, described in schema.get("properties", {}).items():
            yield f"{name}.{field}", described


def test_fields_are_found_wherever_they_are_sent() -> None:
    session = {
        "id": "ses_1",
        "title": "One",
        "version": "1.1.65",
        "time": {"created": 1, "updated": 1},
        "slug": "lucky-river",
    }
    calls = [
        {"request": {"method": "GET", "path": "/session"}, "status": 200, "body": [session]},
        {"request": {"method": "GET", "path": "/session/ses_2"}, "status": 404, "body": {"slug": "no"}},
        {"request": {"method": "GET", "path": "/doc"}, "status": 200, "body": {}},
    ]
    idle = {"type": "session.idle", "properties": {"sessionID": "ses_1"}}
    events = [{"stream": "/global/event", "data": {"payload": {**idle, "id": "evt_1"}}}]
    sent = sent_fields(CONTRACT, calls, events)
    assert {name for name, is_sent in sent.items() if is_sent} == {"Session.slug", "EventSessionIdle.id"}
    assert sent["Session.directory"] is False
    assert "FileDiff.patch" not in sent


def test_the_code_knows_the_borders() -> None:
    for version in BORDERS.dates:
        seen = {name: states.get(version) for name, states in BORDERS.seen.items()}
        assert ServerVersion(version).ignores_password == (seen["password"] == "answered")
        assert ServerVersion(version).serves_one_directory == (seen["directory"] == "ignored")
    border = BORDERS.since("global.health")
    assert border is not None
    assert border.version == FIRST_WITH_HEALTH
