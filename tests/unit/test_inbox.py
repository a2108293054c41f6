"""The state of an inbox: what waits, by events and lists in any order."""

from __future__ import annotations

from typing import Any

import pytest

from opencode_sessions import PermissionRequest, QuestionRequest, WaitingPermission, WaitingQuestion, WatchedEvent
from opencode_sessions._inbox import InboxState
from opencode_sessions_api.models import decode_event

HERE, ELSEWHERE = "/here", "/elsewhere"


def request(identifier: str, session_id: str = "ses_1") -> dict[str, Any]:
    request = {"id": identifier, "sessionID": session_id, "permission": "bash", "patterns": ["ls"], "metadata": {}}
    return {**request, "always": []}


def permission(identifier: str, session_id: str = "ses_1") -> PermissionRequest:
    return PermissionRequest.from_dict(request(identifier, session_id))


def item(kind: str, directory: str | None = ELSEWHERE, **properties: Any) -> WatchedEvent:
    return WatchedEvent(decode_event({"type": kind, "properties": properties}), directory)


def asked(identifier: str) -> WatchedEvent:
    return item("permission.asked", **request(identifier))


def waiting(state: InboxState) -> list[str]:
    return [each.id for each in state.waiting]


@pytest.fixture
def state() -> InboxState:
    state = InboxState([HERE])
    state.missed()
    state.wants_sessions = False
    return state


def test_a_request_is_new_once(state: InboxState) -> None:
    new = state.heard(asked("per_1"))
    assert isinstance(new, WaitingPermission)
    assert (new.id, new.session_id, new.directory, new.patterns) == ("per_1", "ses_1", ELSEWHERE, ["ls"])
    assert new.to_dict() == request("per_1")
    assert state.heard(asked("per_1")) is None
    assert state.listed(ELSEWHERE, [permission("per_1")], {"ses_1"}) == []
    (other,) = state.listed(ELSEWHERE, [permission("per_1"), permission("per_2")], {"ses_1"})
    assert (other.id, waiting(state)) == ("per_2", ["per_1", "per_2"])


def test_a_question(state: InboxState) -> None:
    question: dict[str, Any] = {
        "id": "que_1",
        "sessionID": "ses_1",
        "questions": [{"question": "?", "header": "?", "options": []}],
    }
    new = state.heard(item("question.asked", **question))
    assert isinstance(new, WaitingQuestion)
    assert isinstance(new, QuestionRequest)
    # One that asks nothing cannot be answered.
    assert state.heard(item("question.asked", id="que_2", sessionID="ses_1", questions=[])) is None


@pytest.mark.parametrize(
    "end",
    [
        item("permission.replied", sessionID="ses_1", requestID="per_1", reply="once"),
        item("permission.replied", sessionID="ses_1", permissionID="per_1", response="once"),
        item("session.idle", sessionID="ses_1"),
        item("session.deleted", info={"id": "ses_1"}),
    ],
    ids=lambda item: item.event.type,
)
def test_the_end_of_a_request(state: InboxState, end: WatchedEvent) -> None:
    state.heard(asked("per_1"))
    assert state.heard(item("session.idle", sessionID="ses_2")) is None
    assert waiting(state) == ["per_1"]
    assert state.heard(end) is None
    assert (waiting(state), state.find("per_1")) == ([], None)
    # A list that is older does not bring it back.
    assert state.listed(ELSEWHERE, [permission("per_1")], {"ses_1"}) == []
    assert state.heard(asked("per_1")) is None


def test_a_list_after_a_gap(state: InboxState) -> None:
    for identifier in ("per_1", "per_2"):
        state.heard(asked(identifier))
    state.missed()
    assert state.wants_sessions
    assert list(state.unread) == [HERE, ELSEWHERE]
    assert state.listed(HERE, [], set()) == []
    assert waiting(state) == ["per_1", "per_2"]
    (new,) = state.listed(ELSEWHERE, [permission("per_2"), permission("per_3")], {"ses_1"})
    assert (new.id, waiting(state), list(state.unread)) == ("per_3", ["per_2", "per_3"], [])


def test_what_an_aborted_turn_leaves_in_the_list_does_not_wait(state: InboxState) -> None:
    listed = [permission("per_1"), permission("per_2", "ses_2")]
    assert [new.id for new in state.listed(ELSEWHERE, listed, {"ses_2"})] == ["per_2"]
    # Nor when the session is at work again.
    assert state.listed(ELSEWHERE, listed, {"ses_1", "ses_2"}) == []
    assert waiting(state) == ["per_2"]


def test_a_new_directory_has_to_be_read(state: InboxState) -> None:
    state.listed(HERE, [], set())
    state.heard(item("session.updated", "/new", info={"id": "ses_1"}))
    state.heard(item("session.updated", None, info={"id": "ses_1"}))
    assert list(state.unread) == ["/new"]


def test_the_directory_of_the_server_itself() -> None:
    state = InboxState([None, ELSEWHERE])
    state.missed()
    # It is not known yet, and has not to be: what waits is delivered, and answered, without it.
    (first,) = state.listed(None, [permission("per_1")], {"ses_1"})
    assert first.directory is None
    state.locate(HERE)
    assert first.directory == HERE
    assert list(state.unread) == [ELSEWHERE, HERE]
    assert state.listed(HERE, [permission("per_1")], {"ses_1"}) == []
    # Old servers name no directory with an event.
    other = state.heard(item("permission.asked", None, **request("per_2")))
    assert other is not None
    assert other.directory == HERE
    state.missed()
    assert list(state.unread) == [None, ELSEWHERE, HERE]
    state.locate(HERE)
    assert list(state.unread) == [ELSEWHERE, HERE]
    assert state.listed(HERE, [permission("per_2")], {"ses_1"}) == []
    assert waiting(state) == ["per_2"]


def test_a_server_that_was_started_again_elsewhere() -> None:
    state = InboxState([None])
    state.missed()
    state.locate(HERE)
    state.missed()
    (new,) = state.listed(None, [permission("per_1")], {"ses_1"})
    assert new.directory is None
    state.locate(ELSEWHERE)
    assert new.directory == ELSEWHERE


def test_only_so_many_ended_requests_are_remembered(state: InboxState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opencode_sessions._inbox._MOST_SETTLED", 2)
    for number in range(4):
        state.settle(f"per_{number}")
    assert [state.heard(asked(f"per_{number}")) is None for number in range(4)] == [False, False, True, True]
