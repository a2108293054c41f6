"""When a turn is over: simulated servers, connections and clocks, with anything lost, late or refused."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from attrs import define
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from opencode_sessions import (
    APIConnectionError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ClientClosedError,
    ConnectionLostError,
    IncompleteTurnError,
    InternalServerError,
    NotFoundError,
    NotSentError,
    OpencodeError,
    Reply,
    ServerExit,
    Turn,
    TurnAbortedError,
    TurnFailedError,
    TurnLostError,
    UndecodableResponseError,
)
from opencode_sessions._turn_content import TurnContent
from opencode_sessions._turn_state import Failed, Finished, Origin, TurnState
from opencode_sessions_api.api.event import event_subscribe
from opencode_sessions_api.models.message_aborted_error import MessageAbortedError
from tests.support.samples import SESSION, assistant_message, part, text_part, tool_part, user_message

SESSION_ID = SESSION["id"]
QUICK = settings(
    derandomize=True, max_examples=300, deadline=None, database=None, phases=(Phase.explicit, Phase.generate)
)
#: Milliseconds of the server's clock at which the simulated turn begins.
BEGIN = 1760000001000

decode = event_subscribe.build().decode


def event(kind: str, **properties: Any) -> Any:
    return decode({"type": kind, "properties": {"sessionID": SESSION_ID, **properties}})


@define
class Server:
    """A server with one turn, as it stands at any time (seconds since the prompt was sent).

    Attributes:
        accepts_at: It stores the prompt; math.inf if it never gets it.
        ends_at: The turn ends.
        restarts_at: The server forgets the turn.
        fails: The model fails the turn.
        tells_status: It reports which sessions are busy.
        idle_event_at: The event of the end arrives; None if it is lost.
        down: From when to when nothing can be asked.
    """

    accepts_at: float = 0.2
    ends_at: float = 5.0
    restarts_at: float = math.inf
    fails: bool = False
    tells_status: bool = True
    idle_event: bool = True
    down: tuple[float, float] = (math.inf, math.inf)

    @property
    def is_forgotten(self) -> bool:
        return self.restarts_at < self.ends_at

    def is_busy(self, now: float) -> bool | None:
        if not self.tells_status:
            return None
        return self.accepts_at + 0.3 <= now < min(self.ends_at, self.restarts_at)

    def messages(self, now: float) -> list[Reply]:
        if now < self.accepts_at:
            return []
        found: list[dict[str, Any]] = [user_message(created=BEGIN)]
        if now >= self.accepts_at + 0.3:
            message = assistant_message()
            info = message["info"]
            info["time"] = {"created": BEGIN + 1}
            if now >= self.ends_at and not self.is_forgotten:
                info["time"]["completed"] = BEGIN + 2
                info["finish"] = "stop"
                message["parts"] = [text_part("All of it.", messageID=info["id"], time={"start": 1, "end": 2})]
                if self.fails:
                    info["error"] = {"name": "UnknownError", "data": {"message": "overloaded"}}
            found.append(message)
        return [Reply.from_dict(one) for one in copy.deepcopy(found)]

    @property
    def reply(self) -> Reply:
        return self.messages(self.ends_at + 1)[-1]


Moment = tuple[float, str, Any]


@define
class Run:
    """The end of a simulated turn.

    Attributes:
        state: The state at the end.
        ended_at: When it was known to be over; None if it never was.
        checks: How often the server was asked.
    """

    state: TurnState
    ended_at: float | None
    checks: int
    text: str = ""

    @property
    def error(self) -> Exception:
        assert isinstance(self.state.outcome, Failed)
        return self.state.outcome.error


def simulate(server: Server, moments: Sequence[Moment], *, limit: float = 1200.0) -> Run:
    """Let a turn take its course: at each moment something is learned, and in between the server is asked when due."""
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1), 0.0)
    run = Run(state, None, 0)
    now, ahead = 0.0, sorted(moments, key=lambda moment: moment[0])
    while state.outcome is None:
        # While messages have to be read, nothing else is taken in.
        due, coming = state.due(), ahead[0][0] if ahead and not state.needs_messages else math.inf
        now = max(now, min(due, coming))
        if now > limit:
            return run
        if coming <= due:
            _, kind, value = ahead.pop(0)
            learn(run, kind, value, now)
        elif due < math.inf:
            ask(run, server, now)
            assert run.checks <= 20 + 10 * now, "the server is asked again and again"
        else:
            return run
    run.ended_at = now
    return run


def learn(run: Run, kind: str, value: Any, now: float) -> None:
    if kind == "event":
        run.text += "".join(progress.text for progress in run.state.heard(SESSION_ID, value, now))
    elif kind == "response":
        run.state.responded(value, now)
    elif kind == "failure":
        run.state.prompt_failed(value, now)
    elif kind == "gap":
        run.state.missed(now)
    elif kind == "stream ended":
        run.state.stream_ended(value, now)
    else:
        run.state.stop(now)


def ask(run: Run, server: Server, now: float) -> None:
    run.checks += 1
    if server.down[0] <= now < server.down[1]:
        run.state.unreachable(APIConnectionError("unreachable"), now)
        return
    is_busy = None if run.state.has_response else server.is_busy(now)
    messages = {SESSION_ID: server.messages(now)} if run.state.wants_messages(is_busy) else {}
    run.text += "".join(progress.text for progress in run.state.checked(is_busy, messages, now))


IDLE = event("session.idle")


def prompt_event() -> Any:
    return event("message.updated", info=user_message(created=BEGIN)["info"])


LOST = ConnectionLostError("The connection broke.")
GATEWAY = InternalServerError("504", status_code=504, body="<html>Gateway Time-out</html>")
DAMAGED = UndecodableResponseError("not JSON")


def test_the_response_ends_the_turn() -> None:
    server = Server()
    run = simulate(server, [(5.0, "response", server.reply)])
    assert run.state.outcome == Finished(server.reply)
    assert run.ended_at is not None
    assert run.ended_at < 7


def test_the_error_of_a_turn_is_told_although_its_event_comes_too_late() -> None:
    """Servers from 1.14.41 send the last update of a message that failed after the idle."""
    server = Server(fails=True)
    unfinished = server.messages(1.0)[-1].to_dict()["info"]
    written = events_of({"info": unfinished, "parts": [one.to_dict() for one in server.reply.parts]})
    moments: list[Moment] = [(0.4, "event", prompt_event()), *((0.5, "event", one) for one in written)]
    run = simulate(server, [*moments, (5.0, "event", IDLE), (5.0, "response", server.reply)])
    assert run.state.outcome == Finished(server.reply)
    assert run.checks == 0
    (step,) = run.state.content.steps
    assert (step.info, step.error is None) == (server.reply.info, False)


@pytest.mark.parametrize("loss", [LOST, GATEWAY, DAMAGED], ids=["lost", "gateway", "damaged"])
@pytest.mark.parametrize("tells_status", [True, False])
@pytest.mark.parametrize("at", [0.05, 1.0, 4.9])
def test_without_a_response_status_and_messages_end_it(loss: OpencodeError, tells_status: bool, at: float) -> None:
    server = Server(tells_status=tells_status)
    run = simulate(server, [(at, "failure", loss)])
    assert run.state.outcome == Finished(server.reply)
    assert run.text == "All of it."
    assert run.ended_at is not None
    assert run.ended_at < 15


@pytest.mark.parametrize("tells_status", [True, False])
def test_a_connection_that_is_silently_dead(tells_status: bool) -> None:
    """The response never comes, and the event of the end was lost in a gap."""
    server = Server(tells_status=tells_status)
    run = simulate(server, [(4.0, "gap", None), (4.5, "event", prompt_event())])
    assert run.state.outcome == Finished(server.reply)
    assert run.ended_at is not None
    assert run.ended_at < 60


def test_a_prompt_that_never_arrived() -> None:
    run = simulate(Server(accepts_at=math.inf), [(0.1, "failure", LOST)])
    assert run.error is LOST
    assert run.ended_at is not None
    assert run.ended_at < 15
    run = simulate(Server(accepts_at=math.inf), [])
    assert isinstance(run.error, ConnectionLostError)
    assert "never got the prompt" in str(run.error)
    assert run.ended_at is not None
    assert run.ended_at < 120


@pytest.mark.parametrize("moments", [[(3.0, "failure", LOST)], [(3.0, "gap", None)], []], ids=["lost", "gap", "silent"])
def test_a_server_that_forgot_the_turn(moments: list[Moment]) -> None:
    run = simulate(Server(restarts_at=2.5), [(0.4, "event", prompt_event()), *moments])
    assert isinstance(run.error, TurnLostError)
    assert run.error.reply is not None
    assert run.error.steps == [run.error.reply]
    assert not run.state.may_go_on
    assert run.ended_at is not None
    assert run.ended_at < (15 if moments and moments[0][1] == "failure" else 120)


def test_a_server_that_forgot_the_turn_and_tells_no_status() -> None:
    run = simulate(Server(restarts_at=2.5, tells_status=False), [(3.0, "failure", LOST)])
    assert isinstance(run.error, TurnLostError)


def test_a_slow_start_is_not_mistaken_for_a_forgotten_turn() -> None:
    """A project that is new to the server takes seconds before its session turns busy."""
    server = Server(accepts_at=3.0, ends_at=12.0)
    assert simulate(server, [(0.1, "failure", LOST)]).state.outcome == Finished(server.reply)
    assert simulate(server, [(0.1, "gap", None)]).state.outcome == Finished(server.reply)


def test_a_long_silent_turn_is_followed_to_its_end() -> None:
    server = Server(ends_at=1000.0)
    for moments in ([], [(0.5, "failure", LOST)], [(0.5, "stream ended", LOST)], [(9.0, "gap", None)]):
        run = simulate(server, moments)
        assert run.state.outcome == Finished(server.reply)
        assert run.checks < 700


def test_a_rejected_prompt_fails_at_once() -> None:
    for error in (
        BadRequestError("400", status_code=400, body={}),
        NotSentError("refused"),
        APITimeoutError("turn_timeout"),
        InternalServerError("500", status_code=500, body={"name": "UnknownError"}),
        ValueError("odd"),
    ):
        run = simulate(Server(), [(0.1, "failure", error)])
        assert run.error is error
        assert run.ended_at == 0.1
        assert run.state.may_go_on == isinstance(error, APITimeoutError)


@pytest.mark.parametrize("has_response", [True, False])
def test_a_server_that_stays_out_of_reach(has_response: bool) -> None:
    server = Server(down=(4.0, math.inf))
    ends: list[Moment] = [(5.0, "response", server.reply)] if has_response else [(5.0, "failure", LOST)]
    run = simulate(server, [(4.5, "gap", None), *ends])
    assert isinstance(run.error, APIConnectionError)
    assert run.state.may_go_on
    run = simulate(server, ends)
    if has_response:
        assert isinstance(run.error, IncompleteTurnError)
        assert run.error.reply == server.reply
        assert not run.state.may_go_on
    assert run.ended_at is not None
    assert run.ended_at < 80


@pytest.mark.parametrize(
    "error",
    [
        AuthenticationError("Another password", status_code=401),
        NotFoundError("No such session", status_code=404),
        UndecodableResponseError("No messages"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_server_that_answers_and_says_no_is_not_asked_for_a_minute(error: OpencodeError) -> None:
    state = TurnState(TurnContent(SESSION_ID, None), 0.0)
    state.prompt_failed(LOST, 1.0)
    state.unreachable(error, 2.0)
    assert state.outcome is None
    state.unreachable(error, 18.0)
    assert state.outcome == Failed(error, is_unknown=True)


@pytest.mark.parametrize("kind", [NotSentError, APITimeoutError])
def test_a_turn_that_cannot_be_followed_has_not_run_out_of_time(kind: type[OpencodeError]) -> None:
    """`result(timeout=…)` raises an `APITimeoutError` for a turn that may be waited for once more."""
    state = TurnState(TurnContent(SESSION_ID, None), 0.0)
    state.prompt_failed(LOST, 1.0)
    state.unreachable(kind("no status"), 2.0)
    state.unreachable(kind("no status"), 70.0)
    assert isinstance(state.outcome, Failed)
    assert isinstance(state.outcome.error, ConnectionLostError)
    assert "out of reach for 68 s" in str(state.outcome.error)


def test_the_answer_to_the_prompt_is_of_this_turn_whatever_the_clock_says() -> None:
    """The server's clock was set back between two turns of a session."""
    prompt, answer = user_message(), assistant_message(text_part("Hello!", time={"start": 1, "end": 2}))
    state = TurnState(TurnContent(SESSION_ID, BEGIN + 3_600_000), 0.0)
    for message in (prompt, answer):
        assert state.heard(SESSION_ID, event("message.updated", info=message["info"]), 1.0) == []
    reply = Reply.from_dict(answer)
    state.responded(reply, 2.0)
    assert state.needs_messages
    stored = [Reply.from_dict(prompt), reply]
    assert "".join(progress.text for progress in state.checked(None, {SESSION_ID: stored}, 2.0)) == "Hello!"
    assert state.outcome == Finished(reply)
    assert state.content.steps == [reply]


def test_an_answer_of_an_earlier_turn_takes_no_other_in() -> None:
    earlier = assistant_message(id="msg_0", parentID="msg_00")
    state = TurnState(TurnContent(SESSION_ID, BEGIN + 3_600_000), 0.0)
    state.responded(Reply.from_dict(assistant_message()), 2.0)
    stored = [Reply.from_dict(earlier), Reply.from_dict(user_message()), Reply.from_dict(assistant_message())]
    assert list(state.checked(None, {SESSION_ID: stored}, 2.0))
    assert [step.info.id for step in state.content.steps] == [assistant_message()["info"]["id"]]


def test_a_stopped_turn_whose_last_message_stays_unfinished_is_over() -> None:
    unfinished = assistant_message(time={"created": BEGIN + 1000})
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1), 0.0)
    stored = {SESSION_ID: [Reply.from_dict(user_message()), Reply.from_dict(unfinished)]}
    state.stop(1.0)
    state.prompt_failed(LOST, 1.0)
    for now in (2.0, 60.0, 120.0):
        if state.outcome is None:
            list(state.checked(False, stored, now))
    assert isinstance(state.outcome, Finished)
    assert state.outcome.reply.info.id == unfinished["info"]["id"]
    assert isinstance(state.outcome.reply.error, MessageAbortedError)


def test_a_server_that_comes_back() -> None:
    server = Server(down=(4.0, 14.0))
    run = simulate(server, [(4.5, "gap", None), (5.0, "response", server.reply)])
    assert run.state.outcome == Finished(server.reply)
    assert run.text == "All of it."


def test_an_announced_failure_without_a_message() -> None:
    """Servers respond to an asynchronous prompt with an unknown agent, and do nothing."""
    error = event("session.error", error={"name": "UnknownError", "data": {"message": "no such agent"}})
    run = simulate(
        Server(restarts_at=0.3), [(0.4, "event", prompt_event()), (0.5, "event", error), (0.6, "failure", LOST)]
    )
    assert isinstance(run.error, TurnFailedError)
    assert "no such agent" in str(run.error)


def test_a_closed_client_ends_it_at_once() -> None:
    run = simulate(Server(), [(1.0, "stream ended", ClientClosedError("closed"))])
    assert isinstance(run.error, ClientClosedError)
    assert run.ended_at == 1.0


def test_stopping_is_over_when_the_end_is_seen() -> None:
    server = Server(ends_at=2.0)
    run = simulate(server, [(0.5, "failure", APITimeoutError("turn_timeout"))])
    assert run.state.may_go_on
    run.state.stop(0.5)
    assert run.state.may_go_on
    now = 0.5
    while run.state.may_go_on and now < 20:
        now = max(now, run.state.due())
        ask(run, server, now)
    assert 2.0 <= now < 5


class Plans:
    """Anything that may happen to a turn."""

    times = st.floats(0, 20, allow_nan=False)
    servers = st.builds(
        Server,
        accepts_at=st.sampled_from([0.05, 0.5, 2.0, math.inf]),
        ends_at=st.floats(2.5, 40),
        restarts_at=st.sampled_from([math.inf, math.inf, 1.0, 3.0, 10.0]),
        fails=st.booleans(),
        tells_status=st.booleans(),
        down=st.sampled_from([(math.inf, math.inf), (0.0, 5.0), (3.0, 30.0), (1.0, math.inf)]),
    )
    kinds = st.sampled_from(["none", "response", "lost", "gateway", "rejected"])


@QUICK
@given(
    Plans.servers,
    Plans.kinds,
    st.lists(st.tuples(Plans.times, st.sampled_from(["gap", "event", "idle"])), max_size=6),
    st.booleans(),
)
def test_every_turn_ends(server: Server, kind: str, news: list[tuple[float, str]], is_blind: bool) -> None:
    """Whatever is lost: it ends, by the truth, and in time."""
    moments: list[Moment] = []
    for at, what in news:
        if what == "gap":
            moments.append((at, "gap", None))
        elif server.accepts_at <= at:
            is_idle = what == "idle" and server.ends_at <= at and not server.is_forgotten
            moments.append((at, "event", IDLE if is_idle else prompt_event()))
    if is_blind:
        moments.append((6.0, "stream ended", LOST))
    responds = kind == "response" and not server.is_forgotten and server.accepts_at < math.inf
    if responds:
        moments.append((server.ends_at, "response", server.reply))
    elif kind in ("lost", "gateway"):
        moments.append((1.5, "failure", LOST if kind == "lost" else GATEWAY))
    elif kind == "rejected":
        moments.append((1.5, "failure", BadRequestError("400", status_code=400, body={})))
    run = simulate(server, moments)
    silent_for_ever = not responds and kind in ("none", "response") and not server.tells_status
    assert run.ended_at is not None, "it never ends"
    assert run.ended_at <= server.ends_at + (700 if silent_for_ever else 130)
    if isinstance(run.state.outcome, Finished):
        assert run.state.outcome.reply == server.reply
        assert run.ended_at >= server.ends_at
        assert run.text == ("All of it." if not server.fails or run.text else "")
    else:
        assert isinstance(run.error, OpencodeError)


# ------------------------------------------------------------- several prompts on one session


def said(message: dict[str, Any], text: str) -> dict[str, Any]:
    """A finished text of a message."""
    identifier = message["info"]["id"]
    return text_part(text, id=f"prt_of_{identifier}", messageID=identifier, time={"start": 1, "end": 2})


MINE, OTHER = "prt_mine", "prt_other"


def prompted(mark: str, text: str, *, after: int = 0) -> dict[str, Any]:
    """A prompt that is told from others by the identifier of its part."""
    message = user_message(id=f"msg_{mark}", time={"created": BEGIN + after})
    return message | {"parts": [text_part(text, id=mark, messageID=f"msg_{mark}")]}


def answered(prompt: dict[str, Any], text: str, *, after: int = 1, **fields: Any) -> dict[str, Any]:
    """An answer to a prompt."""
    created = prompt["info"]["time"]["created"] + after
    identifier = f"msg_to_{prompt['info']['id']}_{after}"
    times = {"time": {"created": created, "completed": created + 1}}
    message = assistant_message(id=identifier, parentID=prompt["info"]["id"], **(times | fields))
    return message | {"parts": [said(message, text)]}


def events_of(*messages: dict[str, Any]) -> list[Any]:
    found = []
    for message in messages:
        found.append(event("message.updated", info=message["info"]))
        found += [event("message.part.updated", part=one) for one in message["parts"]]
    return found


def replies(*messages: dict[str, Any]) -> list[Reply]:
    return [Reply.from_dict(copy.deepcopy(message)) for message in messages]


def text_heard(state: TurnState, *messages: dict[str, Any]) -> str:
    heard = [state.heard(SESSION_ID, one, 1.0) for one in events_of(*messages)]
    text = ""
    for progress in (one for several in heard for one in several):
        text = text.removesuffix(progress.retracted) + progress.text
    return text


@pytest.mark.parametrize("mine_is_first", [True, False])
def test_the_prompt_of_somebody_else_and_its_answer_are_not_of_this_turn(mine_is_first: bool) -> None:
    mine, other = prompted(MINE, "Mine?", after=0 if mine_is_first else 9), prompted(OTHER, "Other?", after=5)
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    turns = [[mine, answered(mine, "For me.")], [other, answered(other, "For them.")]]
    messages = [message for turn in (turns if mine_is_first else reversed(turns)) for message in turn]
    assert text_heard(state, *messages) == "For me."
    assert [step.text for step in state.content.steps] == ["For me."]
    assert state.content.prompt is not None
    assert state.content.prompt.id == mine["info"]["id"]
    # The same as read.
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    assert "".join(one.text for one in state.content.read(replies(*messages), at_rest=True)) == "For me."


def test_a_response_that_is_faster_than_the_events_waits_for_them() -> None:
    """Events have a connection of their own; without this, the messages were read although nothing was missed."""
    mine = prompted(MINE, "Mine?")
    answer = answered(mine, "For me.")
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    (response,) = replies(answer)
    state.responded(response, 1.0)
    assert not state.needs_messages
    assert state.due() > 1.0
    assert text_heard(state, mine, answer) == "For me."
    state.heard(SESSION_ID, event("session.idle"), 1.0)
    assert state.outcome == Finished(response)


def test_a_turn_that_the_server_forgot_does_not_end_with_the_answer_to_somebody_else() -> None:
    mine, other = prompted(MINE, "Mine?"), prompted(OTHER, "Other?", after=5000)
    unfinished: dict[str, Any] = answered(mine, "", time={"created": BEGIN + 1}) | {"parts": []}
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    text_heard(state, mine, unfinished)
    state.prompt_failed(LOST, 1.0)
    stored = replies(mine, unfinished, other, answered(other, "For them."))
    for now in (2.0, 3.0, 8.0, 20.0):
        if state.outcome is None:
            list(state.checked(False, {SESSION_ID: stored}, now))
    assert isinstance(state.outcome, Failed)
    assert isinstance(state.outcome.error, TurnLostError)
    assert [step.info.id for step in state.outcome.error.steps] == [unfinished["info"]["id"]]


def test_a_prompt_that_never_arrived_does_not_end_with_the_answer_to_somebody_else() -> None:
    other = prompted(OTHER, "Other?", after=5000)
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    state.prompt_failed(LOST, 1.0)
    for now in (2.0, 3.0, 8.0, 20.0):
        if state.outcome is None:
            list(state.checked(False, {SESSION_ID: replies(other, answered(other, "For them."))}, now))
    assert state.outcome == Failed(LOST)


def test_the_own_answer_comes_before_the_response_which_is_the_last_one() -> None:
    """Two prompts to a busy session: both responses are the session's last message."""
    mine, other = prompted(MINE, "Mine?"), prompted(OTHER, "Other?", after=5)
    own, last = answered(mine, "For me."), answered(other, "For them.", after=50)
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    text_heard(state, mine, other, own, last)
    (response,) = replies(last)
    state.responded(response, 2.0)
    list(state.checked(None, {SESSION_ID: replies(mine, other, own, last)}, 2.1))
    assert state.outcome == Finished(replies(own)[0])


def test_the_end_of_somebody_elses_turn_is_not_the_end_of_this_one() -> None:
    """The response comes before the events of its turn, on another connection."""
    other, mine = prompted(OTHER, "Other?"), prompted(MINE, "Mine?", after=5)
    first = answered(mine, "Let me see.", after=10, finish="tool-calls")
    last = answered(mine, "For me.", after=50)
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    text_heard(state, other, mine, answered(other, "For them."))
    state.heard(SESSION_ID, IDLE, 1.5)
    (response,) = replies(last)
    state.responded(response, 2.0)
    assert state.outcome is None
    assert text_heard(state, first, last) == "Let me see.\n\nFor me."
    assert state.outcome == Finished(response)


def test_one_answer_to_two_prompts_is_the_answer_to_both() -> None:
    mine, other = prompted(MINE, "Mine?"), prompted(OTHER, "Other?", after=5)
    first = answered(mine, "Let me see.", finish="tool-calls")
    last = answered(other, "For both.", after=50)
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    assert text_heard(state, mine, first, other, last) == "Let me see."
    (response,) = replies(last)
    state.responded(response, 2.0)
    missed = state.checked(None, {SESSION_ID: replies(mine, first, other, last)}, 2.1)
    assert "".join(progress.text for progress in missed) == "\n\nFor both."
    assert state.outcome == Finished(response)
    assert [step.text for step in state.content.steps] == ["Let me see.", "For both."]


def test_an_older_message_is_no_response_to_this_prompt() -> None:
    earlier, mine = prompted(OTHER, "Before?", after=-5000), prompted(MINE, "Mine?")
    stale, own = answered(earlier, "Before."), answered(mine, "For me.")
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    text_heard(state, mine)
    state.responded(replies(stale)[0], 1.0)
    list(state.checked(None, {SESSION_ID: replies(earlier, stale, mine)}, 1.1))
    assert state.outcome is None
    stored = {SESSION_ID: replies(earlier, stale, mine, own)}
    for now in (2.0, 4.0):
        list(state.checked(False, stored, now))
    assert state.outcome == Finished(replies(own)[0])


def test_a_server_that_stopped_between_two_steps_has_forgotten_the_turn() -> None:
    mine = prompted(MINE, "Mine?")
    first = answered(mine, "Let me see.", finish="tool-calls")
    first["parts"].append(tool_part(messageID=first["info"]["id"]))
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    text_heard(state, mine, first)
    state.prompt_failed(LOST, 1.0)
    for now in (2.0, 8.0):
        if state.outcome is None:
            list(state.checked(False, {SESSION_ID: replies(mine, first)}, now))
    assert isinstance(state.outcome, Failed)
    assert isinstance(state.outcome.error, TurnLostError)


def test_what_the_server_adds_to_go_on_is_of_the_same_turn() -> None:
    """A compaction in mid-turn: the server asks the model to continue, or repeats the prompt, in its own messages."""
    mine = prompted(MINE, "Mine?")
    synthetic, repeated = prompted("prt_more", "Continue.", after=10), prompted("prt_again", "Mine?", after=20)
    synthetic["parts"][0]["synthetic"] = True
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    compaction = compacted(after=12, auto=True)
    summary = answered(compaction, "In short.", summary=True)
    messages = [mine, answered(mine, "a"), synthetic, answered(synthetic, "b"), compaction, summary]
    assert text_heard(state, *messages, repeated, answered(repeated, "c")) == "a\n\nb\n\nc"
    assert Turn(state.content.steps).text == "a\n\nb\n\nc"


def compacted(*, after: int, auto: bool) -> dict[str, Any]:
    """The message that begins a compaction."""
    message = user_message(id=f"msg_compaction{after}", time={"created": BEGIN + after})
    return message | {"parts": [part("compaction", auto=auto, messageID=message["info"]["id"])]}


def test_the_summary_that_somebody_asks_for_is_not_of_this_turn() -> None:
    mine, compaction = prompted(MINE, "Mine?"), compacted(after=9, auto=False)
    own, summary = answered(mine, "For me."), answered(compaction, "In short.", summary=True)
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    assert text_heard(state, mine, own, compaction, summary) == "For me."
    state.responded(replies(summary)[0], 2.0)
    list(state.checked(None, {SESSION_ID: replies(mine, own, compaction, summary)}, 2.1))
    assert state.outcome == Finished(replies(own)[0])


def test_the_same_text_of_somebody_else_is_another_prompt() -> None:
    mine, other = prompted(MINE, "Continue."), prompted(OTHER, "Continue.", after=5)
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    assert text_heard(state, mine, answered(mine, "For me."), other, answered(other, "For them.")) == "For me."


def test_a_turn_that_cannot_be_followed_does_not_say_that_nothing_was_sent() -> None:
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    state.prompt_failed(LOST, 1.0)
    for now in (2.0, 63.0):
        state.unreachable(NotSentError("Could not connect. Nothing was sent."), now)
    assert isinstance(state.outcome, Failed)
    assert type(state.outcome.error) is ConnectionLostError
    assert "The agent may still be working" in str(state.outcome.error)
    assert state.may_go_on


def test_aborts_that_are_announced_again_and_again_do_not_hide_that_the_agent_is_idle() -> None:
    mine = prompted(MINE, "Mine?")
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    text_heard(state, mine)
    state.stop(1.0)
    state.prompt_failed(APITimeoutError("turn_timeout"), 1.0)
    for now in (1.3, 1.8, 2.3, 2.8):
        state.heard(SESSION_ID, IDLE, now - 0.1)
        if state.outcome is None:
            list(state.checked(False, {SESSION_ID: replies(mine)}, now))
    assert isinstance(state.outcome, Failed)
    assert isinstance(state.outcome.error, TurnAbortedError)
    assert not state.may_go_on


def test_a_prompt_that_is_aborted_while_it_waits_is_aborted() -> None:
    mine = prompted(MINE, "Mine?")
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    text_heard(state, mine)
    state.heard(
        SESSION_ID, event("session.error", error={"name": "MessageAbortedError", "data": {"message": "A."}}), 1.0
    )
    state.prompt_failed(LOST, 1.0)
    for now in (2.0, 8.0):
        if state.outcome is None:
            list(state.checked(False, {SESSION_ID: replies(mine)}, now))
    assert isinstance(state.outcome, Failed)
    assert isinstance(state.outcome.error, TurnAbortedError)


def test_the_prompt_is_known_by_its_mark_although_the_clock_was_set_back() -> None:
    mine = prompted(MINE, "Mine?", after=-3_600_000)
    own = answered(mine, "For me.")
    state = TurnState(TurnContent(SESSION_ID, BEGIN, mark=MINE), 0.0)
    heard = text_heard(state, mine, own)
    missed = state.checked(True, {SESSION_ID: replies(mine, own)}, 1.0)
    assert heard + "".join(progress.text for progress in missed) == "For me."
    assert state.content.prompt is not None
    assert [step.text for step in state.content.steps] == ["For me."]


def test_a_plugin_that_takes_the_mark_away_costs_no_text() -> None:
    """The response is the answer, however the prompt looks."""
    changed = prompted("prt_changed", "Mine, and more?")
    own = answered(changed, "For me.")
    state = TurnState(TurnContent(SESSION_ID, BEGIN - 1, mark=MINE), 0.0)
    assert text_heard(state, changed, own) == ""
    state.responded(replies(own)[0], 1.0)
    missed = state.checked(None, {SESSION_ID: replies(changed, own)}, 1.1)
    assert "".join(progress.text for progress in missed) == "For me."
    assert state.outcome == Finished(replies(own)[0])


# ------------------------------------------------------------- turns whose prompt was sent elsewhere


def followed(origin: Origin, **known: Any) -> TurnState:
    return TurnState(TurnContent(SESSION_ID, BEGIN - 1, **known), 0.0, origin=origin)


def test_the_next_turn_of_an_idle_session_may_be_long_in_coming() -> None:
    state = followed("any", takes_first=True)
    for now in (15.0, 600.0, 3000.0):
        assert state.due() <= now
        assert list(state.checked(False, {SESSION_ID: []}, now)) == []
        assert state.outcome is None
    mine, other = prompted(MINE, "First?", after=5), prompted(OTHER, "Second?", after=9)
    own = answered(mine, "For the first.")
    assert text_heard(state, mine, other, own, answered(other, "For the second.")) == "For the first."
    state.heard(SESSION_ID, IDLE, 3001.0)
    assert state.due() < 3002
    list(state.checked(False, {SESSION_ID: replies(mine, own)}, 3002.0))
    assert state.outcome == Finished(replies(own)[0])


def test_a_message_that_wants_no_reply_is_not_the_next_turn() -> None:
    state = followed("any", takes_first=True)
    note, mine = prompted(OTHER, "Just so you know."), prompted(MINE, "And now?", after=60_000)
    own = answered(mine, "Now.")
    text_heard(state, note)
    for now in (20.0, 25.0, 40.0):
        list(state.checked(False, {SESSION_ID: replies(note)}, now))
    assert state.outcome is None
    assert state.content.prompt is None
    assert text_heard(state, mine, own) == "Now."
    for now in (60.0, 62.0):
        list(state.checked(False, {SESSION_ID: replies(note, mine, own)}, now))
    assert state.outcome == Finished(replies(own)[0])


def test_a_turn_that_was_forgotten_before_it_was_followed_is_taken_back_for_the_next() -> None:
    mine = prompted(MINE, "Mine?")
    unfinished: dict[str, Any] = answered(mine, "", time={"created": BEGIN + 1})
    unfinished["parts"] = [text_part("So far", id="prt_so_far", messageID=unfinished["info"]["id"])]
    state = followed("any", prompt_id=mine["info"]["id"])
    state.missed(0.0)
    shown = ""
    for now in (0.0, 2.0, 8.0, 30.0):
        for progress in state.checked(False, {SESSION_ID: replies(mine, unfinished)}, now):
            shown = shown.removesuffix(progress.retracted) + progress.text
    assert (state.outcome, shown) == (None, "")
    # Whoever saw it at work is told that it is lost.
    state = followed("any", prompt_id=mine["info"]["id"])
    list(state.checked(True, {SESSION_ID: replies(mine, unfinished)}, 1.0))
    for now in (2.0, 8.0, 30.0):
        if state.outcome is None:
            list(state.checked(False, {SESSION_ID: replies(mine, unfinished)}, now))
    assert isinstance(state.outcome, Failed)
    assert isinstance(state.outcome.error, TurnLostError)


@pytest.mark.parametrize("finish", ["stop", "length", "failed"])
def test_a_turn_that_is_over_is_over_at_the_first_look(finish: str) -> None:
    mine = prompted(MINE, "Mine?")
    own: dict[str, Any] = answered(mine, "Mine.", finish=finish)
    if finish == "failed":
        del own["info"]["finish"]
        own["info"]["error"] = WRONG_KEY
    state = followed("sent", prompt_id=mine["info"]["id"])
    state.missed(0.0)
    list(state.checked(False, {SESSION_ID: replies(mine, own)}, 0.1))
    assert state.outcome == Finished(replies(own)[0])


def test_a_step_that_others_follow_is_not_the_end() -> None:
    mine = prompted(MINE, "Mine?")
    own = answered(mine, "Let me see.", finish="tool-calls")
    state = followed("sent", prompt_id=mine["info"]["id"])
    state.missed(0.0)
    list(state.checked(False, {SESSION_ID: replies(mine, own)}, 0.1))
    assert state.outcome is None


def test_a_turn_that_was_forgotten_before_its_first_step() -> None:
    mine = prompted(MINE, "Mine?")
    state = followed("sent", prompt_id=mine["info"]["id"])
    for now in (1.0, 6.0, 12.0):
        if state.outcome is None:
            list(state.checked(False, {SESSION_ID: replies(mine)}, now))
    assert isinstance(state.outcome, Failed)
    assert isinstance(state.outcome.error, TurnLostError)
    assert "has written nothing" in str(state.outcome.error)


WRONG_KEY = {"name": "APIError", "data": {"message": "Wrong key", "isRetryable": False}}


@pytest.mark.parametrize("kind", ["failed", "tool", "summary"])
def test_the_next_turn_counts_although_it_writes_no_text(kind: str) -> None:
    mine = prompted(MINE, "Mine?", after=5)
    own: dict[str, Any] = answered(mine, "") | {"parts": []}
    if kind == "failed":
        own["info"]["error"] = WRONG_KEY
    elif kind == "tool":
        own["parts"] = [tool_part(messageID=own["info"]["id"])]
    else:
        own["info"]["summary"] = True
        own["parts"] = [said(own, "What was said so far.")]
    state = followed("any", takes_first=True)
    assert text_heard(state, mine, own) == ""
    state.heard(SESSION_ID, IDLE, 1.0)
    list(state.checked(False, {SESSION_ID: replies(mine, own)}, 4.0))
    assert state.outcome == Finished(replies(own)[0])


def test_the_next_turn_that_failed_before_its_first_step() -> None:
    mine = prompted(MINE, "Mine?", after=5)
    state = followed("any", takes_first=True)
    text_heard(state, mine)
    state.heard(SESSION_ID, event("session.error", error=WRONG_KEY), 1.0)
    for now in (4.0, 9.0):
        list(state.checked(False, {SESSION_ID: replies(mine)}, now))
    assert isinstance(state.outcome, Failed)
    assert "Wrong key" in str(state.outcome.error)


def test_the_next_turn_that_came_and_went_during_a_gap() -> None:
    mine = prompted(MINE, "Mine?", after=5)
    own = answered(mine, "Mine.")
    state = followed("any", takes_first=True)
    state.missed(1.0)
    for now in (1.0, 3.0):
        if state.outcome is None:
            list(state.checked(False, {SESSION_ID: replies(mine, own)}, now))
    assert state.outcome == Finished(replies(own)[0])


def test_a_turn_that_nobody_could_follow_may_go_on_and_can_be_stopped() -> None:
    state = followed("prompt", mark=MINE)
    text_heard(state, prompted(MINE, "Mine?"))
    for now in (20.0, 30.0, 60.0):
        if state.outcome is None:
            state.unreachable(NotFoundError("404", status_code=404), now)
    assert isinstance(state.outcome, Failed)
    assert state.may_go_on
    state.stop(61.0)
    assert state.outcome is None
    state.prompt_failed(BadRequestError("400", status_code=400), 62.0)
    assert state.may_go_on is (state.outcome is None)


def test_a_slow_server_is_not_said_to_have_stopped_before_it_begins() -> None:
    mine = prompted(MINE, "Mine?")
    state = followed("prompt", mark=MINE)
    text_heard(state, mine)
    state.stop(1.0)
    for now in (1.3, 1.6, 2.0, 2.5, 3.0, 4.0):
        list(state.checked(False, {SESSION_ID: replies(mine)}, now))
        assert state.outcome is None, now
    # It is aborted again when it has begun.
    list(state.checked(True, {}, 4.2))
    for now in (5.0, 6.5):
        list(state.checked(False, {SESSION_ID: replies(mine)}, now))
    assert isinstance(state.outcome, Failed)
    assert isinstance(state.outcome.error, TurnAbortedError)


def test_a_session_of_the_agents_that_was_deleted_is_followed_no_more() -> None:
    state = followed("prompt", mark=MINE)
    state.add_child("ses_child")
    state.missed(1.0)
    assert state.needs_messages
    state.drop_child("ses_child")
    mine = prompted(MINE, "Mine?")
    list(state.checked(True, {SESSION_ID: replies(mine)}, 1.5))
    assert not state.needs_messages
    assert [session_id for session_id, _ in state.sessions()] == [SESSION_ID]


def test_a_prompt_that_was_accepted_and_dropped() -> None:
    """The response of prompt_async comes before anything is looked at."""
    state = followed("sent", mark=MINE)
    failed = event("session.error", error={"name": "UnknownError", "data": {"message": "Agent not found"}})
    state.heard(SESSION_ID, failed, 1.0)
    assert asked_until_over(state, lambda now: (False, [])) <= 2.5
    assert isinstance(state.outcome, Failed)
    assert isinstance(state.outcome.error, TurnFailedError)
    assert "Agent not found" in str(state.outcome.error)
    silent = followed("sent", mark=MINE)
    silent.missed(0.0)
    assert asked_until_over(silent, lambda now: (False, [])) <= 2
    assert 15 <= asked_until_over(silent, lambda now: (False, [])) <= 25
    assert isinstance(silent.outcome, Failed)
    assert "it was never sent, its agent or model is unknown" in str(silent.outcome.error)


def idle(stored: list[Reply], now: float) -> tuple[bool | None, list[Reply]]:
    """A session that is idle, with these messages."""
    return False, stored


def asked_until_over(state: TurnState, server: Callable[[float], tuple[bool | None, list[Reply]]]) -> float:
    """Ask whenever that is due, and return when the turn was over, or suspected."""
    now = 0.0
    while state.outcome is None and state.suspect(now) is None:
        now = max(now, state.due())
        assert now < 100
        is_busy, messages = server(now)
        list(state.checked(is_busy, {SESSION_ID: messages}, now))
    return now


def test_a_prompt_that_is_not_begun_with_is_suspected_once() -> None:
    """The agent or the model may be unknown: that can be asked."""
    prompt = replies(prompted(MINE, "Mine?"))
    for stored in ([], prompt):
        state = followed("sent", mark=MINE)
        state.missed(0.0)
        assert asked_until_over(state, partial(idle, stored)) <= 2
        assert state.outcome is None
        assert state.suspect(3.0) is None
        # It may be known, and the server only slow.
        list(state.checked(True, {SESSION_ID: prompt}, 3.5))
        own = replies(answered(prompted(MINE, "Mine?"), "For me."))
        list(state.checked(False, {SESSION_ID: prompt + own}, 9.0))
        assert isinstance(state.outcome, Finished)


@pytest.mark.parametrize("origin", ["prompt", "any"])
def test_what_is_not_suspected(origin: Origin) -> None:
    """A prompt whose response is still to come, and one that nobody has sent."""
    state = followed(origin, takes_first=origin == "any")
    state.missed(0.0)
    for now in (0.0, 1.5, 3.0):
        list(state.checked(False, {SESSION_ID: []}, now))
        assert state.suspect(now) is None
    assert state.outcome is None


def test_events_about_other_things_do_not_put_the_end_off() -> None:
    """1.18.33 updates the session, e.g. its title, after it refused the prompt."""
    state = followed("sent", mark=MINE)
    stored = replies(prompted(MINE, "Mine?"))
    state.missed(0.0)
    for now in (0.0, 1.0, 3.0, 5.0):
        assert state.due() <= now
        list(state.checked(False, {SESSION_ID: stored}, now))
        state.heard(SESSION_ID, event("session.updated", info=SESSION), now)
    assert isinstance(state.outcome, Failed)
    assert isinstance(state.outcome.error, TurnLostError)


def test_a_turn_that_the_server_did_not_survive_says_how_it_ended() -> None:
    ended = ServerExit(datetime.fromtimestamp(BEGIN / 1000 + 2, UTC), 137, ("killed",), is_restarted=True)
    before = ServerExit(datetime.fromtimestamp(BEGIN / 1000 - 2, UTC), 1, is_restarted=True)
    for found, expected in ((ended, ended), (before, None), (None, None)):
        state = followed("sent", mark=MINE)
        stored = replies(prompted(MINE, "Mine?"), unfinished())
        for now in (0.0, 5.0):
            list(state.checked(False, {SESSION_ID: stored}, now, last_exit=found))
        assert isinstance(state.outcome, Failed)
        assert isinstance(state.outcome.error, TurnLostError)
        assert state.outcome.error.server_exit == expected
        assert ("exit code 137 (SIGKILL). It printed:\n  killed" in str(state.outcome.error)) == (expected is not None)


def unfinished() -> dict[str, Any]:
    message = answered(prompted(MINE, "Mine?"), "So far")
    del message["info"]["time"]["completed"]
    return message


def test_a_busy_session_answers_for_an_earlier_prompt_in_the_name_of_a_later_one() -> None:
    mine, other = prompted(MINE, "Mine?"), prompted(OTHER, "Other?", after=9)
    look = answered(mine, "A look.", finish="tool-calls", time={"created": BEGIN + 1, "completed": BEGIN + 50})
    shared = answered(other, "For both.", after=60, finish="stop")
    for before in ([look], []):
        state = followed("sent", prompt_id=mine["info"]["id"])
        state.missed(0.0)
        list(state.checked(True, {SESSION_ID: replies(mine, *before)}, 0.0))
        text = text_heard(state, other, shared)
        assert (text, state.due()) == ("", 1.0)
        found = state.checked(False, {SESSION_ID: replies(mine, *before, other, shared)}, 1.0)
        assert "".join(progress.text for progress in found).split() == ["For", "both."]
        assert state.outcome == Finished(replies(shared)[0])


@pytest.mark.parametrize("is_answered", [True, False])
def test_a_session_that_works_on_a_later_prompt(is_answered: bool) -> None:
    """An earlier turn is over, whether the agent answered it or not."""
    mine, other = prompted(MINE, "Mine?"), prompted(OTHER, "Other?", after=90_000)
    own = [answered(mine, "For me.", finish="stop")] if is_answered else []
    state = followed("sent", prompt_id=mine["info"]["id"])
    state.missed(0.0)
    list(state.checked(True, {SESSION_ID: replies(mine, *own, other, answered(other, "", finish="tool-calls"))}, 0.0))
    if is_answered:
        assert state.outcome == Finished(replies(*own)[0])
    else:
        assert isinstance(state.outcome, Failed)
        assert isinstance(state.outcome.error, TurnLostError)


def test_a_step_of_an_earlier_turn_that_began_late_is_no_later_answer() -> None:
    earlier, mine = prompted(OTHER, "Other?", after=-9), prompted(MINE, "Mine?")
    step = answered(earlier, "For them.", after=20, finish="tool-calls")
    state = followed("sent", prompt_id=mine["info"]["id"])
    state.missed(0.0)
    list(state.checked(True, {SESSION_ID: replies(earlier, mine, step)}, 0.0))
    assert state.outcome is None


def test_a_slow_server_gets_the_time_to_begin_with_a_prompt_that_it_accepted() -> None:
    state = followed("sent", mark=MINE)
    mine = prompted(MINE, "Mine?")
    own = answered(mine, "For me.")
    list(state.checked(False, {SESSION_ID: []}, 0.5))
    assert state.outcome is None
    assert text_heard(state, mine, own) == "For me."
    list(state.checked(False, {SESSION_ID: replies(mine, own)}, 8.0))
    list(state.checked(False, {SESSION_ID: replies(mine, own)}, 9.5))
    assert state.outcome == Finished(replies(own)[0])
