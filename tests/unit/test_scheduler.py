"""The scheduler of the fake server, with a clock that the test sets."""

from __future__ import annotations

from opencode_sessions.testing.fake.scheduler import Result, Scheduler


class Clock:
    """A clock that stands still."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_what_is_due_runs_in_the_order_of_time_also_when_it_is_late() -> None:
    clock = Clock()
    scheduler = Scheduler(clock)
    ran: list[tuple[str, float]] = []

    async def repeat(name: str, seconds: float) -> None:
        for _ in range(2):
            await scheduler.sleep(seconds)
            ran.append((name, scheduler.now))

    scheduler.start(repeat("slow", 3))
    scheduler.start(repeat("fast", 2))
    assert scheduler.run_due() == 2
    clock.now += 60
    assert scheduler.run_due() is None
    assert ran == [("fast", 102), ("slow", 103), ("fast", 104), ("slow", 106)]
    assert scheduler.now == 160


def test_a_result_is_awaited_before_and_after_it_is_set() -> None:
    scheduler = Scheduler(Clock())
    result: Result[str] = Result(scheduler)
    heard: list[str] = []

    async def hear() -> None:
        heard.append(await result)
        heard.append(await result)

    scheduler.start(hear())
    assert scheduler.run_due() is None
    result.set("yes")
    result.set("no")
    assert heard == []
    scheduler.run_due()
    assert heard == ["yes", "yes"]


def test_cancelled_tasks_and_frozen_schedulers() -> None:
    clock = Clock()
    scheduler = Scheduler(clock)
    ended: list[str] = []

    async def wait(name: str) -> None:
        try:
            await scheduler.sleep(1)
        finally:
            ended.append(name)

    first, _ = scheduler.start(wait("first")), scheduler.start(wait("second"))
    never = scheduler.start(wait("never"))
    never.cancel()
    scheduler.run_due()
    first.cancel()
    assert (ended, first.is_done) == (["first"], True)
    clock.now += 5
    scheduler.is_frozen = True
    assert scheduler.run_due() is None
    assert ended == ["first"]
    scheduler.is_frozen = False
    scheduler.run_due()
    assert ended == ["first", "second"]


def test_those_who_wait_are_woken() -> None:
    scheduler = Scheduler(Clock())
    woken: list[int] = []

    def wake() -> None:
        woken.append(1)

    async def work() -> None:
        pass

    scheduler.add_waker(wake)
    scheduler.run_due()
    assert woken == []
    scheduler.start(work())
    scheduler.run_due()
    assert woken == [1]
    scheduler.remove_waker(wake)
    scheduler.wake()
    assert woken == [1]
