"""The session of an event: of those of known types, unknown ones, malformed ones, and those in a wrapper."""

from __future__ import annotations

from typing import Any

import pytest

from opencode_sessions import GlobalEvent, PartReset, TextPart, UnknownEvent
from opencode_sessions_api.models import decode_event
from tests.support.samples import SESSION, assistant_message, text_part

SESSION_ID = SESSION["id"]


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("session.idle", {"sessionID": SESSION_ID}),
        ("session.error", {"sessionID": SESSION_ID, "error": {"name": "of.tomorrow", "data": {}}}),
        ("session.updated", {"info": SESSION}),
        ("session.updated", {"sessionID": SESSION_ID, "info": {"id": "ses_other"}}),
        ("message.updated", {"info": assistant_message()["info"]}),
        ("message.updated", {"info": {"role": "critic", "id": "msg_1", "sessionID": SESSION_ID}}),
        ("message.part.updated", {"part": text_part("So.")}),
        ("message.part.updated", {"part": {"type": "of.tomorrow", "sessionID": SESSION_ID}}),
        ("permission.asked", {"id": "per_1", "sessionID": SESSION_ID, "permission": "bash", "patterns": []}),
        ("of.tomorrow", {"sessionID": SESSION_ID}),
    ],
)
def test_an_event_about_a_session(kind: str, properties: dict[str, Any]) -> None:
    event = decode_event({"type": kind, "properties": properties})
    assert event.session_id == SESSION_ID
    assert isinstance(event, UnknownEvent) == (kind == "of.tomorrow")
    assert GlobalEvent.from_dict({"payload": event.to_dict()}).payload.session_id == SESSION_ID


@pytest.mark.parametrize(
    "data",
    [
        {"type": "server.connected", "properties": {}},
        {"type": "file.edited", "properties": {"file": "a.py"}},
        {"type": "session.error", "properties": {"error": {"name": "UnknownError", "data": {"message": "No."}}}},
        {"type": "session.idle", "properties": 5},
        {"type": "session.idle"},
        {"type": "session.updated", "properties": {"info": 5}},
        {"type": "session.updated", "properties": {"info": {"role": "user"}}},
        {"type": "of.tomorrow"},
        {"type": "of.tomorrow", "properties": [SESSION_ID]},
        "text",
        None,
    ],
)
def test_an_event_about_none(data: Any) -> None:
    assert decode_event(data).session_id is None


def test_a_part_that_was_reset() -> None:
    assert PartReset(TextPart.from_dict(text_part("So.")), "S").session_id == SESSION_ID
