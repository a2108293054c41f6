"""Messages, parts and requests with fields of another kind than the contract's: typed errors, and nothing lost."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencode_sessions import Opencode, Reply, UndecodableResponseError, WatchedEvent
from opencode_sessions._events import Asked, answered_request, describe_request, request_in
from opencode_sessions._inbox import InboxState
from opencode_sessions._readable import is_readable, require_readable
from opencode_sessions._turn_content import TurnContent
from opencode_sessions.replies import Turn
from opencode_sessions_api.api.event import event_subscribe
from opencode_sessions_api.api.permission import permission_list
from opencode_sessions_api.api.question import question_list
from tests.support.samples import SESSION, assistant_message, text_part, user_message

pytestmark = pytest.mark.usefixtures("json_reader")

decode = event_subscribe.build().decode

MESSAGES: dict[str, dict[str, Any]] = {
    "time null": assistant_message(time=None),
    "time.created a string": assistant_message(time={"created": "x"}),
    "id a list": assistant_message(id=[]),
    "part.id an object": assistant_message(text_part("hi", id={})),
    "part.text a number": assistant_message(text_part("hi") | {"text": 5}),
    "part.time a string": assistant_message(text_part("hi", time="x")),
    "of the user": user_message(time=None),
}


def event(kind: str, **properties: Any) -> Any:
    return decode({"type": kind, "properties": {"sessionID": SESSION["id"], **properties}})


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_a_stored_message_that_cannot_be_taken_in(message: dict[str, Any]) -> None:
    with pytest.raises(UndecodableResponseError, match=r"The message .* cannot be read: "):
        require_readable(Reply.from_dict(message))


def test_kinds_that_the_contract_does_not_know_are_no_fault() -> None:
    require_readable(Reply.from_dict({"info": {"role": "critic", "id": 5}, "parts": []}))
    require_readable(Reply.from_dict(assistant_message({"type": "drawing", "id": 5})))


@pytest.mark.parametrize("message", [MESSAGES["time null"], MESSAGES["time.created a string"], MESSAGES["id a list"]])
def test_an_event_with_such_a_message_is_passed_on_and_the_messages_are_read(message: dict[str, Any]) -> None:
    content = TurnContent(SESSION["id"], since=1)
    news = event("message.updated", info=message["info"])
    assert [progress.event for progress in content.hear(news)] == [news]
    assert content.has_gap
    assert content.steps == []


@pytest.mark.parametrize("identifier", [None, 5, [], {}])
@pytest.mark.parametrize("kind", ["permission.asked", "question.asked"])
def test_a_request_without_an_identifier_is_asked_of_nobody(kind: str, identifier: Any) -> None:
    question = {"question": "Which?", "header": "", "options": []}
    assert request_in(event(kind, id=identifier, permission="bash", patterns=[], questions=[question])) is None


@pytest.mark.parametrize("questions", [None, [], "x"])
def test_a_request_without_questions_is_asked_of_nobody(questions: Any) -> None:
    assert request_in(event("question.asked", id="que_1", questions=questions)) is None


@pytest.mark.parametrize("kind", ["permission.replied", "question.replied", "question.rejected"])
def test_an_answer_to_nothing(kind: str) -> None:
    assert answered_request(event(kind, requestID={}, reply="once")) is None


@pytest.mark.parametrize("item", [None, 5, {"info": {"role": "user"}, "parts": None}])
def test_a_list_entry_that_is_no_message(item: Any) -> None:
    http_client = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=[item])))
    with (
        Opencode(http_client=http_client) as client,
        pytest.raises(UndecodableResponseError, match="other than a message"),
    ):
        client.session.messages(SESSION["id"])


@pytest.mark.parametrize("time", [None, {}, {"created": "x"}, {"created": []}])
def test_a_message_without_a_time_stands_last_in_its_turn(time: Any) -> None:
    messages = [Reply.from_dict(assistant_message(id="msg_9", time=time)), Reply.from_dict(assistant_message())]
    assert Turn.around(messages[1], messages).messages == messages[::-1]


def test_counts_that_are_no_numbers_count_as_zero() -> None:
    reply = Reply.from_dict(assistant_message(cost="x", tokens={"input": "many", "output": 3}))
    assert reply.cost == 0
    assert Turn([reply]).tokens.output == 3
    assert Turn([reply]).tokens.cache.read == 0


# ---------------------------------------------------------------- requests of any shape

QUICK = settings(derandomize=True, max_examples=300, deadline=None, database=None)
SCALARS = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=3)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
OPTION = st.fixed_dictionaries({}, optional={"label": JSON, "description": JSON})
QUESTION = st.fixed_dictionaries(
    {}, optional={"question": JSON, "header": JSON, "options": JSON | st.lists(OPTION | JSON), "multiple": JSON}
)
REQUEST = st.fixed_dictionaries(
    {},
    optional={
        "id": JSON | st.just("per_1"),
        "sessionID": JSON | st.just("ses_1"),
        **dict.fromkeys(
            ("permission", "patterns", "metadata", "always", "type", "pattern", "title", "messageID"), JSON
        ),
        "tool": JSON | st.fixed_dictionaries({}, optional={"messageID": JSON, "callID": JSON}),
        "callID": JSON,
        "questions": JSON | st.lists(QUESTION | JSON, max_size=2),
        "requestID": JSON | st.just("per_1"),
        "permissionID": JSON,
        "info": JSON,
    },
)
KINDS = st.sampled_from(
    [
        "permission.asked",
        "permission.updated",
        "permission.replied",
        "question.asked",
        "question.replied",
        "question.rejected",
        "session.idle",
        "session.deleted",
        "session.updated",
    ]
)


def check_request(request: Asked) -> None:
    assert is_readable(request)
    assert request.id in describe_request(request)


@QUICK
@given(KINDS, REQUEST | JSON, st.none() | st.just("/here"))
def test_any_event_costs_only_itself(kind: str, properties: Any, directory: str | None) -> None:
    event = decode({"type": kind, "properties": properties})
    if (request := request_in(event)) is not None:
        check_request(request)
    assert isinstance(answered_request(event), str | None)
    state = InboxState([None])
    state.heard(WatchedEvent(event, directory))
    for waiting in state.waiting:
        check_request(waiting)


@QUICK
@given(st.lists(REQUEST | JSON, max_size=3))
def test_any_list_of_requests(items: list[Any]) -> None:
    for decode_list in (permission_list.decode, question_list.decode):
        requests = [request for request in decode_list([*items]) if is_readable(request)]
        state = InboxState([None])
        state.listed(None, requests, {"ses_1"})
        for request in [*requests, *state.waiting]:
            check_request(request)


@pytest.mark.parametrize(
    ("kind", "fields", "text"),
    [
        ("permission.updated", {"type": "bash", "pattern": "ls", "metadata": ["x"]}, "the permission bash for ls (x)"),
        ("permission.updated", {"type": "bash", "pattern": 5, "metadata": "x"}, "the permission bash for 5 (x)"),
        ("permission.updated", {"type": "bash", "title": "t"}, "the permission bash for anything (x)"),
        ("permission.asked", {"permission": "bash", "patterns": None}, "the permission bash for anything (x)"),
        ("permission.asked", {"permission": None, "patterns": ["a", None, {}]}, "the permission … for a, …, … (x)"),
        ("question.asked", {"questions": [{"question": "Why?"}, None, "So?"]}, "the question 'Why?; …; So?' (x)"),
    ],
)
def test_what_is_readable_is_described(kind: str, fields: dict[str, Any], text: str) -> None:
    request = request_in(event(kind, id="x", **fields))
    assert request is not None
    assert describe_request(request) == text


@pytest.mark.parametrize("identifier", [[1], {}])
def test_an_unknown_part_without_an_identifier_costs_only_itself(identifier: Any) -> None:
    odd = {"type": "hologram", "id": identifier, "messageID": "msg_1", "sessionID": SESSION["id"]}
    reply = Reply.from_dict(assistant_message(odd, text_part("hi"), odd))
    require_readable(reply)
    content = TurnContent(SESSION["id"])
    assert not content.has_all_of(reply)
    assert "".join(progress.text for progress in content.read([reply], at_rest=True)) == "hi"
    assert content.has_all_of(reply)
    assert not content.has_gap
