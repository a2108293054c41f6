"""Batches against a fake server: one implementation, used sync and async, here and with executors."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import (
    AuthenticationError,
    NotFoundError,
    Opencode,
    OpencodeError,
    TextPartInput,
    TurnAbortedError,
    TurnFailedError,
)
from opencode_sessions.batch import (
    AsyncBatch,
    BatchStoppedError,
    Job,
    JobChangedError,
    JournalError,
    JournalLockedError,
    Progress,
    Report,
    Result,
    Server,
    arun,
    attempt,
    run,
)
from opencode_sessions.batch.journal import Journal, read_records
from opencode_sessions.batch.plan import Attempt
from opencode_sessions.testing import HTTPError, ModelReply, Stall, Text, ToolCall
from tests.support.fake import FakeThread
from tests.support.waiting import wait_until

pytestmark = pytest.mark.anyio

DIRECTORY = "/home/me/project"


def script(prompt: str) -> Sequence[ModelReply]:
    """The model's replies to the prompts of the tests."""
    kind = prompt.partition(" ")[0]
    return {
        "slow": [
            ModelReply(Text("So far. ", chunk_size=2, delay=0.1), Text("That was all.", chunk_size=1, delay=0.05))
        ],
        "hang": [ModelReply(Text("So far.", chunk_size=3), Stall(600))],
        "fail": [ModelReply(HTTPError(400, "No such luck."))],
        "tool": [
            ModelReply("May I?", ToolCall("bash", {"command": "rm a", "description": "Remove"})),
            ModelReply("Done."),
        ],
    }.get(kind, [ModelReply(f"The answer to {prompt}")])


@pytest.fixture
def fake() -> Iterator[FakeThread]:
    with FakeThread(script) as fake:
        yield fake


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def job(prompt: str, **options: Any) -> Job:
    return Job(prompt, **{"key": prompt, "directory": DIRECTORY, **options})


def prompts(fake: FakeThread) -> list[str]:
    return sorted(prompt.text for prompt in fake.server.prompts)


Collect = Callable[..., Any]


@pytest.fixture
def collect(mode: str, fake: FakeThread, journal: Path) -> Collect:
    """Runs a batch in this mode, and returns its results by key."""

    async def collect(*jobs: Job, **options: Any) -> dict[str, Result]:
        options = {"journal": journal, "servers": fake.url, **options}
        if mode == "sync":
            return {result.key: result for result in run(jobs, **options)}
        return {result.key: result async for result in arun(jobs, **options)}

    return collect


async def test_every_job_has_its_result(collect: Collect, fake: FakeThread) -> None:
    jobs = [job(f"Say {number}") for number in range(10)]
    results = await collect(*jobs, concurrency=3)
    assert {key: result.text for key, result in results.items()} == {
        one.key: f"The answer to {one.key}" for one in jobs
    }
    assert prompts(fake) == sorted(results)
    one = results["Say 1"]
    assert (one.status, one.is_done, one.cost, one.tokens.input, one.error) == ("done", True, 0.0003, 100, None)
    assert one.reply.text == one.raise_for_error().text == "The answer to Say 1"
    assert (one.reply.info.session_id, one.server, one.directory) == (one.session_id, fake.url, DIRECTORY)
    assert not one.is_recorded
    assert fake.server.agents[str(one.session_id)].info["title"] == "Say 1"


async def test_started_again_it_sends_only_what_is_new(collect: Collect, fake: FakeThread) -> None:
    before = await collect(job("Say 1"), job("fail"))
    after = await collect(job("Say 1"), job("fail"), job("Say 2"))
    assert prompts(fake) == ["Say 1", "Say 2", "fail"]
    assert [result.is_recorded for result in after.values()].count(True) == 2
    assert after["Say 1"].reply == before["Say 1"].reply
    assert (after["fail"].status, type(after["fail"].error)) == ("failed", TurnFailedError)
    assert str(after["fail"].error) == str(before["fail"].error)


async def test_a_run_that_goes_on_counts_what_was_before(collect: Collect, journal: Path) -> None:
    seen: list[Progress] = []
    await collect(job("Say 1"), job("Say 2"))
    await collect(job("Say 1"), job("Say 2"), job("Say 3"), on_progress=seen.append)
    assert (round(seen[-1].cost, 6), seen[-1].tokens) == (0.0009, (300, 60))
    assert Report(journal).progress.tokens == (300, 60)


async def test_a_structured_output_that_is_missing_is_a_failure(collect: Collect, journal: Path) -> None:
    one = (await collect(job("Say 1", format={"type": "object"})))["Say 1"]
    assert (one.status, type(one.error), one.cost) == ("failed", TurnFailedError, 0.0003)
    assert "StructuredOutputError" in str(one.error)
    (recorded,) = Report(journal).results
    assert (type(recorded.error), str(recorded.error), recorded.structured) == (type(one.error), str(one.error), None)


async def test_refusals_and_structured_output_are_in_the_report(collect: Collect, journal: Path) -> None:
    await collect(job("tool"))
    assert [row[6] for row in Report(journal).rows()] == ["1"]
    assert "Tool calls that were refused: 1" in "\n".join(Report(journal).markdown())
    with Journal(journal) as written:
        (_, record), *_ = [one for one in read_records(journal) if one[1]["type"] == "finished"]
        reply = {**record["reply"], "info": {**record["reply"]["info"], "structured": {"word": "<yes>"}}}
        written.append({**record, "reply": reply})
    report = Report(journal)
    assert [result.structured for result in report.results] == [{"word": "<yes>"}]
    assert '{"word": "<yes>"}' in "\n".join(report.markdown())
    page = "\n".join(report.html())
    assert "&lt;yes&gt;" in page
    assert '<th>Job</th><th>Status</th><th class="number">Cost</th>' in page


async def test_a_batch_that_was_left_is_followed_up(
    mode: str, fake: FakeThread, journal: Path, collect: Collect
) -> None:
    jobs = [job("Say 1"), job("slow one"), job("slow two"), job("Say 2")]
    if mode == "sync":
        for _ in run(jobs, journal=journal, servers=fake.url):
            break
    else:
        async with arun(jobs, journal=journal, servers=fake.url) as batch:
            async for _ in batch:
                break
    results = await collect(*jobs)
    assert {result.status for result in results.values()} == {"done"}
    assert results["slow one"].text.endswith("That was all.")
    assert prompts(fake) == ["Say 1", "Say 2", "slow one", "slow two"]


async def test_a_prompt_that_never_arrived_is_sent_in_a_new_session(
    collect: Collect, fake: FakeThread, journal: Path
) -> None:
    """The program was killed between the note and the sending. The old session is gone, should the prompt yet come."""
    one = job("Say 1")
    with Opencode(fake.url, directory=DIRECTORY) as client, Journal(journal) as written:
        session = client.session.create()
        written.append({"type": "planned", "key": one.key, "digest": one.digest})
        written.append(Attempt(1, session.id, "prt_1", fake.url, DIRECTORY).to_record(one.key))
    results = await collect(one)
    assert (results["Say 1"].status, results["Say 1"].attempt) == ("done", 1)
    assert results["Say 1"].session_id != session.id
    assert session.id not in fake.server.agents
    assert prompts(fake) == ["Say 1"]


async def test_a_prompt_that_has_arrived_is_followed(collect: Collect, fake: FakeThread, journal: Path) -> None:
    """The program was killed between the sending and the response."""
    one = job("Say 1")
    with Opencode(fake.url, directory=DIRECTORY) as client, Journal(journal) as written:
        session = client.session.create()
        written.append({"type": "planned", "key": one.key, "digest": one.digest})
        written.append(Attempt(1, session.id, "prt_1", fake.url, DIRECTORY).to_record(one.key))
        client.session.chat(session.id, TextPartInput("Say 1", id="prt_1"))
        client.session.chat(session.id, "Say something else")
    results = await collect(one)
    assert (results["Say 1"].status, results["Say 1"].text) == ("done", "The answer to Say 1")
    assert prompts(fake) == ["Say 1", "Say something else"]


async def test_a_prompt_that_has_arrived_after_all_is_followed(
    collect: Collect, fake: FakeThread, journal: Path
) -> None:
    one = job("Say 1")
    with Opencode(fake.url, directory=DIRECTORY) as client, Journal(journal) as written:
        attempt = Attempt(1, client.session.create().id, "prt_mine", fake.url, DIRECTORY)
        written.append({"type": "planned", "key": one.key, "digest": one.digest})
        written.append(attempt.to_record(one.key))
        written.append({"type": "dropped", "key": one.key, "session": attempt.session_id})
        client.session.chat(attempt.session_id, TextPartInput(one.key, id=attempt.mark))
    result = (await collect(one))["Say 1"]
    assert (result.text, result.session_id, result.attempt) == ("The answer to Say 1", attempt.session_id, 1)
    assert prompts(fake) == ["Say 1"]


async def test_a_changed_job_is_refused(collect: Collect, fake: FakeThread) -> None:
    await collect(job("Say 1", key="a"))
    with pytest.raises(JobChangedError, match="'a'"):
        await collect(job("Say 2", key="a"))
    assert prompts(fake) == ["Say 1"]


async def test_a_second_run_is_refused(collect: Collect, fake: FakeThread, journal: Path) -> None:
    with Journal(journal), pytest.raises(JournalLockedError):
        await collect(job("Say 1"))
    assert prompts(fake) == []


async def test_a_journal_of_another_server(collect: Collect, fake: FakeThread, journal: Path) -> None:
    one = job("Say 1")
    with Journal(journal) as written:
        written.append({"type": "planned", "key": one.key, "digest": one.digest})
        written.append(Attempt(1, "ses_1", "prt_1", "http://other.test", None).to_record(one.key))
    with pytest.raises(JournalError, match=r"http://other\.test"):
        await collect(one)


async def test_a_timeout_stops_the_agent(collect: Collect, fake: FakeThread) -> None:
    results = await collect(job("hang", timeout=0.3), job("Say 1"), timeout=60)
    hung = results["hang"]
    assert (hung.status, hung.text) == ("aborted", "So far.")
    assert isinstance(hung.error, TurnAbortedError)
    assert "did not end in 0.3 s" in str(hung.error)
    assert {prompt.text: prompt.state for prompt in fake.server.prompts} == {"hang": "aborted", "Say 1": "done"}
    assert results["Say 1"].is_done


async def test_errors_that_are_named_are_tried_again(collect: Collect, fake: FakeThread) -> None:
    results = await collect(job("fail"), job("hang", timeout=0.2), retry=[TurnFailedError], attempts=2)
    assert [(result.status, result.attempt) for result in results.values()].count(("failed", 2)) == 1
    # A TurnAbortedError is a TurnFailedError.
    assert prompts(fake) == ["fail", "fail", "hang", "hang"]


@pytest.mark.parametrize(("permission", "text", "refusals"), [("once", "May I?\n\nDone.", 0), ("reject", "May I?", 1)])
async def test_permissions(collect: Collect, permission: Any, text: str, refusals: int) -> None:
    results = await collect(job("tool"), permission=permission)
    assert (results["tool"].text, results["tool"].refusals) == (text, refusals)


async def test_a_budget(collect: Collect, fake: FakeThread, journal: Path) -> None:
    jobs = [job(f"Say {number}") for number in range(10)]
    progress: list[Progress] = []
    results = await collect(*jobs, concurrency=1, budget=0.00095, on_progress=progress.append)
    # Each costs 0.0003: a fourth would exceed it.
    assert len(results) == 3
    assert progress[-1].stopped == "budget"
    assert (progress[-1].done, progress[-1].total) == (3, 10)
    # It counts what earlier runs have cost, and what is recorded is given all the same.
    assert len(await collect(*jobs, budget=0.00095)) == 3
    assert len(await collect(*jobs)) == 10
    assert prompts(fake) == sorted(one.key for one in jobs)


async def test_the_input_is_not_read_ahead(mode: str, fake: FakeThread, journal: Path) -> None:
    read = 0

    def jobs() -> Iterator[Job]:
        nonlocal read
        for number in range(1000):
            read += 1
            yield job(f"Say {number}")

    options: Any = {"journal": journal, "servers": fake.url, "concurrency": 2}
    if mode == "sync":
        iterator = iter(run(jobs(), **options))
        next(iterator)
        iterator.close()  # type: ignore[attr-defined]
    else:
        async with arun(jobs(), **options) as batch:
            await anext(batch)
    assert read < 150


async def test_several_servers(collect: Collect, fake: FakeThread) -> None:
    with FakeThread(script, password="open sesame") as other:
        servers = [fake.url, Server(other.url, password="open sesame")]
        results = await collect(*(job(f"slow {number}") for number in range(4)), servers=servers, per_server=2)
        assert sorted(str(result.server) for result in results.values()) == sorted([fake.url, other.url] * 2)
        assert "open sesame" not in repr(servers)
        assert len(prompts(fake)) == len(prompts(other)) == 2


async def test_a_server_that_is_out_of_reach(collect: Collect, fake: FakeThread, journal: Path) -> None:
    with FakeThread(script) as other:
        address = other.url
    with pytest.raises(BatchStoppedError, match="No server is left") as caught:
        await collect(job("Say 1"), job("Say 2"), servers=address, reconnect=0.5)
    assert address in str(caught.value)
    # Nothing was sent, so that another server may have it.
    assert (await collect(job("Say 1")))["Say 1"].is_done


async def test_a_wrong_password(collect: Collect) -> None:
    with FakeThread(script, password="open sesame") as other, pytest.raises(AuthenticationError):
        await collect(job("Say 1"), servers=Server(other.url, password="please"))


async def test_a_file_that_is_missing_fails_one_job_and_is_not_recorded(
    collect: Collect, fake: FakeThread, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    with_file = Job(["Read", file], key="file")
    results = await collect(with_file, job("Say 1"))
    assert isinstance(results["file"].error, FileNotFoundError)
    assert results["Say 1"].is_done
    with pytest.raises(FileNotFoundError):
        _ = results["file"].reply
    file.write_text("a")
    assert (await collect(with_file))["file"].is_done


@pytest.mark.parametrize("make", [ThreadPoolExecutor, ProcessPoolExecutor])
async def test_executors(collect: Collect, fake: FakeThread, make: Any) -> None:
    options: dict[str, Any] = {"mp_context": get_context("spawn")} if make is ProcessPoolExecutor else {}
    with make(2, **options) as executor:
        jobs = [job(f"Say {number}") for number in range(5)]
        results = await collect(*jobs, job("tool"), job("hang", timeout=0.3), executor=executor, permission="once")
    assert {result.status for result in results.values()} == {"done", "aborted"}
    assert results["tool"].text == "May I?\n\nDone."
    assert prompts(fake) == sorted(results)


async def test_the_pool_executor_of_the_page(collect: Collect, fake: FakeThread) -> None:
    page = (Path(__file__).parents[2] / "docs" / "batch.md").read_text("utf-8")
    (code,) = (block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "class PoolExecutor" in block)
    names: dict[str, Any] = {}
    exec(code, names)
    with get_context("spawn").Pool(2) as pool:
        results = await collect(*(job(f"Say {number}") for number in range(5)), executor=names["PoolExecutor"](pool))
    assert {result.status for result in results.values()} == {"done"}
    assert prompts(fake) == sorted(results)


class LosesWorkers(ThreadPoolExecutor):
    """An executor whose workers die: before they begin, or when the turn is over."""

    def submit(self, function: Any, /, *arguments: Any, **options: Any) -> Future[Any]:
        def lost() -> Any:
            if "early" not in arguments[-1].job.key:
                function(*arguments)
            raise OSError("The worker was lost.")

        return super().submit(lost)


async def test_a_worker_that_is_lost(collect: Collect, fake: FakeThread) -> None:
    with LosesWorkers(2) as executor:
        results = await collect(job("Say late"), executor=executor)
        assert (results["Say late"].status, results["Say late"].text) == ("done", "The answer to Say late")
        # A job that no worker survives is given up.
        results = await collect(job("Say early"), executor=executor)
        assert (results["Say early"].status, str(results["Say early"].error)) == ("failed", "The worker was lost.")
    assert prompts(fake) == ["Say late"]


class RunsAgain(ThreadPoolExecutor):
    """An executor that runs a task again whose worker has died, as Dask does."""

    def submit(self, function: Any, /, *arguments: Any, **options: Any) -> Future[Any]:
        def again() -> Any:
            function(*arguments)
            return function(*arguments)

        return super().submit(again)


async def test_a_task_that_an_executor_runs_again(collect: Collect, fake: FakeThread) -> None:
    with RunsAgain(2) as executor:
        results = await collect(job("Say 1"), executor=executor)
    assert (results["Say 1"].status, results["Say 1"].text) == ("done", "The answer to Say 1")
    assert prompts(fake) == ["Say 1"]


class DiesAsItSends(ThreadPoolExecutor):
    """An executor whose first worker dies as it sends the prompt, so that the task is run again at once."""

    def __init__(self, fake: FakeThread) -> None:
        super().__init__(1)
        self.fake = fake

    def submit(self, function: Any, /, *arguments: Any, **options: Any) -> Future[Any]:
        attempt = arguments[-1].attempt

        def again() -> Any:
            with Opencode(self.fake.url, directory=DIRECTORY) as client:
                client.session.update(attempt.session_id, title=arguments[-1].job.key)
            late = threading.Timer(1.0, self.send, [attempt])
            late.start()
            result = function(*arguments)
            late.join()
            return result

        return super().submit(again)

    def send(self, attempt: Attempt) -> None:
        with Opencode(self.fake.url, directory=DIRECTORY) as client:
            client.session.chat(attempt.session_id, TextPartInput("Say 1", id=attempt.mark))


async def test_a_task_that_is_run_again_while_its_prompt_is_on_its_way(collect: Collect, fake: FakeThread) -> None:
    with DiesAsItSends(fake) as executor:
        results = await collect(job("Say 1"), executor=executor)
    assert (results["Say 1"].status, results["Say 1"].text) == ("done", "The answer to Say 1")
    assert prompts(fake) == ["Say 1"]


async def test_a_worker_that_was_frozen_as_it_claimed_the_session_sends_nothing(
    collect: Collect, fake: FakeThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempt, "_CLAIM_SECONDS", 0.0)
    monkeypatch.setattr(attempt, "_SETTLE_SECONDS", 0.1)
    with ThreadPoolExecutor(1) as executor:
        result = (await collect(job("Say 1"), executor=executor))["Say 1"]
    assert (result.status, str(result.error)) == ("failed", "The server has never received the prompt.")
    assert prompts(fake) == []


async def test_a_session_that_somebody_has_deleted(collect: Collect, fake: FakeThread, journal: Path) -> None:
    one = job("Say 1")
    with Journal(journal) as written:
        written.append({"type": "planned", "key": one.key, "digest": one.digest})
        written.append(Attempt(1, "ses_gone", "prt_1", fake.url, DIRECTORY).to_record(one.key))
    results = await collect(one)
    assert isinstance(results["Say 1"].error, NotFoundError)
    assert prompts(fake) == []


async def test_an_executor_that_takes_no_more(collect: Collect, fake: FakeThread) -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(BatchStoppedError, match="takes no more"):
        await collect(job("Say 1"), executor=executor)
    assert (await collect(job("Say 1")))["Say 1"].is_done
    assert prompts(fake) == ["Say 1"]


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor])
async def test_to_stop_and_to_abort(mode: str, fake: FakeThread, journal: Path, executor: Any) -> None:
    if mode == "trio" and executor:
        pytest.skip("the same as under asyncio")
    jobs = [job("hang 1"), job("Say 1"), job("hang 2"), *(job(f"Say more {number}") for number in range(300))]
    options: Any = {"journal": journal, "servers": fake.url, "concurrency": 3, "executor": executor and executor(3)}
    results: list[Result] = []
    if mode == "sync":
        batch = run(jobs, **options)
        for result in batch:
            results.append(result)
            batch.stop()
            if len(results) == 1:
                threading.Timer(0.5, batch.abort).start()
        stopped = batch.progress.stopped
    else:
        abatch = arun(jobs, **options)
        async for result in abatch:
            results.append(result)
            abatch.stop()
            if len(results) >= 1:
                abatch.abort()
        stopped = abatch.progress.stopped
    assert stopped == "interrupted"
    assert {result.status for result in results if result.key.startswith("hang")} == {"aborted"}
    states = {prompt.text: prompt.state for prompt in fake.server.prompts}
    assert states["hang 1"] == "aborted"
    assert len(results) < 200
    assert len(list(Report(journal).results)) == len(results)


def test_tasks_that_wait_for_a_worker_are_not_sent_after_a_stop(journal: Path) -> None:
    jobs = [job("Say 1"), job("Say 2"), job("Say 3")]

    def freezing_once(prompt: str) -> Sequence[ModelReply]:
        if len(server.server.prompts) == 1:
            server.server.freeze()
        return script(prompt)

    with FakeThread(freezing_once) as server:
        with ThreadPoolExecutor(1) as executor:
            batch = run(jobs, journal=journal, servers=server.url, executor=executor)

            def stop() -> None:
                wait_until(lambda: len(batch.running) == 3 and server.server.prompts)
                batch.stop()
                server.thaw()

            threading.Thread(target=stop).start()
            assert [(result.key, result.status) for result in batch] == [("Say 1", "done")]
        assert prompts(server) == ["Say 1"]
        assert {key: attempt for key, attempt in Report(journal).unfinished.items() if attempt} == {} == batch.running
        assert {result.status for result in run(jobs, journal=journal, servers=server.url)} == {"done"}
        assert prompts(server) == ["Say 1", "Say 2", "Say 3"]


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor])
def test_one_job_is_stopped(fake: FakeThread, journal: Path, executor: Any) -> None:
    jobs = [job("hang"), job("slow"), job("Say 1")]
    batch = run(jobs, journal=journal, servers=fake.url, executor=executor and executor(3))

    def abort() -> None:
        wait_until(lambda: len(fake.server.prompts) == 3 and all(prompt.said for prompt in fake.server.prompts))
        batch.abort("hang", "no such job")

    threading.Thread(target=abort).start()
    assert {result.key: result.status for result in batch} == {"hang": "aborted", "slow": "done", "Say 1": "done"}
    assert batch.progress.stopped is None


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="needs signals")
@pytest.mark.parametrize("presses", [1, 2, 3])
def test_ctrl_c(
    fake: FakeThread,
    journal: Path,
    presses: int,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if presses == 3:
        # An agent that does not stop.
        monkeypatch.setattr(AsyncBatch, "abort", lambda self: None)
    prompt = "slow" if presses == 1 else "hang"
    jobs = [job(prompt), *(job(f"Say {number}") for number in range(300))]
    results: list[Result] = []

    def said(count: int) -> bool:
        return len(caplog.messages) == count

    def press() -> None:
        wait_until(lambda: fake.server.prompts and fake.server.prompts[0].said)
        os.kill(os.getpid(), signal.SIGINT)
        for count in range(1, presses):
            wait_until(partial(said, count))
            os.kill(os.getpid(), signal.SIGINT)

    def collect() -> None:
        results.extend(run(jobs, journal=journal, servers=fake.url, concurrency=1))

    before = signal.getsignal(signal.SIGINT)
    threading.Thread(target=press).start()
    with pytest.raises(KeyboardInterrupt) as caught:
        collect()
    assert signal.getsignal(signal.SIGINT) is before
    assert prompts(fake) == [prompt]
    named = f"1 job runs on, {prompt} ({fake.server.prompts[0].session_id})"
    assert caplog.messages[0] == f"Sending no more. {named}: press Ctrl-C again to stop them."
    if presses == 3:
        assert caught.value.__notes__ == [f"{named}: the next run of the journal follows up."]
        return
    assert [(result.key, result.status) for result in results] == [(prompt, "done" if presses == 1 else "aborted")]
    records = [record for _, record in read_records(journal)]
    assert records[-1]["stopped"] == "interrupted"


@pytest.mark.parametrize("wrong", ["Say 1", None])
def test_a_job_that_is_none(wrong: Any, fake: FakeThread, journal: Path) -> None:
    with pytest.raises(TypeError, match="takes jobs"):
        list(run([wrong], journal=journal, servers=fake.url))


@pytest.mark.parametrize(
    "wrong", [{"title": 3}, {"key": 3}, {"tools": 3}, {"model": 3}, {"agent": b"x"}, {"system": ["x"]}]
)
def test_arguments_of_a_job(wrong: Any) -> None:
    (name,) = wrong
    with pytest.raises(TypeError, match=rf"{name} must be "):
        Job("Say 1", **wrong)


def test_a_journal_that_is_removed_while_it_is_written(fake: FakeThread, journal: Path) -> None:
    batch = run([job(f"Say {number}") for number in range(500)], journal=journal, servers=fake.url, concurrency=1)
    results = iter(batch)
    next(results)
    journal.unlink()
    with pytest.raises(JournalError, match=re.escape(str(journal))):
        list(results)
    assert len(prompts(fake)) < 500


def test_an_error_in_the_input(fake: FakeThread, journal: Path) -> None:
    def jobs() -> Iterator[Job]:
        yield job("Say 1")
        raise LookupError("No more.")

    with pytest.raises(LookupError, match="No more"):
        list(run(jobs(), journal=journal, servers=fake.url))
    # Another run has the journal.
    assert [result.key for result in run([job("Say 1")], journal=journal, servers=fake.url)] == ["Say 1"]
    assert prompts(fake) == ["Say 1"]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"concurrency": 0}, ValueError),
        ({"budget": "much"}, TypeError),
        ({"concurrencies": 1}, TypeError),
        ({"servers": []}, ValueError),
        ({"servers": ["http://one.test", "http://one.test/"]}, ValueError),
        ({"servers": 5}, TypeError),
        ({"executor": 5}, TypeError),
        ({"permission": "maybe"}, ValueError),
        ({"question": "maybe"}, ValueError),
        ({"retry": ["Maybe"]}, ValueError),
        ({"on_progress": 3}, TypeError),
    ],
)
def test_options_are_checked_at_once(options: Any, error: type[Exception], journal: Path) -> None:
    with pytest.raises(error):
        run([], journal=journal, **options)
    assert not journal.exists()


def test_results_pickle_with_their_errors(fake: FakeThread, journal: Path) -> None:
    import pickle

    (result,) = run([job("fail")], journal=journal, servers=fake.url)
    assert pickle.loads(pickle.dumps(result)).to_dict() == result.to_dict()
    with pytest.raises(OpencodeError, match="No such luck"):
        result.raise_for_error()
