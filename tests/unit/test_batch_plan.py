"""What is done with each job, by the records of the journal alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest

from opencode_sessions.batch import DuplicateJobError, Job, JobChangedError, JournalError
from opencode_sessions.batch.plan import Attempt, FollowUp, Plan, Recorded, Send, error_names
from opencode_sessions.errors import OpencodeError, TurnLostError

JOB = Job("Look.", key="a")
FIRST = Attempt(1, "ses_1", "prt_1", "http://one.test", "/project")


def planned(job: Job = JOB) -> dict[str, Any]:
    return {"type": "planned", "key": job.key, "digest": job.digest}


def finished(status: str = "done", *, attempt: int = 1, error: str | None = None, cost: float = 0.5) -> dict[str, Any]:
    told = {} if error is None else {"error": {"name": error, "message": "No."}}
    return {"type": "finished", "key": "a", "status": status, "attempt": attempt, "cost": cost, **told}


STARTED = FIRST.to_record("a")
DROPPED = {"type": "dropped", "key": "a", "session": "ses_1"}


def plan_of(*records: dict[str, Any], retry: Collection[str] = (), attempts: int = 3) -> Plan:
    plan = Plan(retry, attempts)
    for position, record in enumerate(records):
        plan.apply(record, position)
    return plan


@pytest.mark.parametrize(
    ("records", "decision"),
    [
        ([], None),
        ([planned()], Send(1)),
        ([planned(), STARTED], FollowUp(FIRST)),
        ([planned(), STARTED, DROPPED], Send(1, FIRST)),
        ([planned(), STARTED, finished()], Recorded(2)),
        ([planned(), STARTED, finished("failed", error="TurnLostError")], Recorded(2)),
        ([planned(), STARTED, {"type": "left", "key": "a"}], FollowUp(FIRST)),
        ([planned(), {"type": "unsent", "key": "a"}], Send(1)),
        ([{"type": "journal"}, {"type": "run"}, {"type": "of a later version", "key": "b"}], None),
    ],
)
def test_what_is_done_with_a_job(records: list[dict[str, Any]], decision: Any) -> None:
    assert plan_of(*records).take(JOB) == decision


@pytest.mark.parametrize(
    ("retry", "attempts", "decision"),
    [
        (["TurnLostError"], 3, Send(2)),
        # A base class.
        (["APIConnectionError"], 3, Send(2)),
        (["NotSentError"], 3, Recorded(2)),
        (["TurnLostError"], 1, Recorded(2)),
    ],
)
def test_only_errors_that_are_named_are_tried_again(retry: list[str], attempts: int, decision: Any) -> None:
    plan = plan_of(planned(), STARTED, finished("failed", error="TurnLostError"), retry=retry, attempts=attempts)
    assert plan.take(JOB) == decision


def test_another_attempt_takes_the_place_of_the_result() -> None:
    plan = plan_of(planned(), STARTED, finished("failed", error="TurnLostError"), retry=["TurnLostError"])
    assert plan.statuses["failed"] == 1
    second = Attempt(2, "ses_2", "prt_2", "http://one.test")
    plan.apply(second.to_record("a"))
    assert (plan.statuses["failed"], plan.take(JOB)) == (0, FollowUp(second))
    plan.apply(finished(attempt=2), 7)
    # Both were paid for.
    assert (plan.decide("a"), plan.statuses["done"], plan.cost) == (Recorded(7), 1, 1.0)


def test_all_attempts_count_for_the_cost_and_the_tokens() -> None:
    tokens = {"tokens": {"input": 100, "output": 20}}
    first, second = finished("failed", error="TurnLostError"), finished(attempt=2)
    plan = plan_of(planned(), STARTED, {**first, **tokens}, STARTED, {**second, **tokens})
    assert (plan.cost, plan.tokens) == (1.0, (200, 40))


def test_an_attempt_that_was_never_sent_does_not_count() -> None:
    plan = plan_of(planned(), STARTED, DROPPED, STARTED, DROPPED, STARTED, DROPPED, attempts=1)
    assert plan.take(JOB) == Send(1, FIRST)


def test_what_is_open_until_this_run_has_come_across_it() -> None:
    plan = plan_of(planned(), STARTED)
    assert plan.has_open
    plan.take(JOB)
    assert not plan.has_open
    plan.apply(finished())
    assert not plan.has_open


def test_a_changed_job() -> None:
    with pytest.raises(JobChangedError, match="'a' is not the one") as caught:
        plan_of(planned()).take(Job("Look again.", key="a"))
    assert caught.value.key == "a"


def test_two_jobs_with_one_key() -> None:
    plan = plan_of(planned())
    plan.take(JOB)
    with pytest.raises(DuplicateJobError, match="'a'") as caught:
        plan.take(JOB)
    assert caught.value.key == "a"


def test_a_record_without_its_job() -> None:
    with pytest.raises(JournalError, match="not that it was planned"):
        plan_of(finished())


def test_what_is_left() -> None:
    other = Job("Look.", key="b")
    plan = plan_of(planned(), planned(other), STARTED)
    assert plan.unfinished() == {"a": FIRST, "b": None}
    assert plan.finished() == []
    plan.apply(finished(), 9)
    assert plan.unfinished() == {"b": None}
    assert plan.finished() == [9]


def test_names_of_errors() -> None:
    assert error_names([TurnLostError, "NotSentError"]) == {"TurnLostError", "NotSentError"}
    assert error_names([OpencodeError]) == {"OpencodeError"}
    with pytest.raises(ValueError, match="'TurnLost'"):
        error_names(["TurnLost"])
    with pytest.raises(TypeError, match="collection"):
        error_names("TurnLostError")
