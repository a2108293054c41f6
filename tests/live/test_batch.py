"""Batches with the real server: it is killed, sessions are followed up, worktrees are made."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import NotFoundError, Opencode, ServerProcess, TurnLostError
from opencode_sessions.batch import Job, Launched, Report, Server, run
from opencode_sessions.batch.journal import Journal
from opencode_sessions.batch.plan import Attempt
from opencode_sessions.testing import ModelReply, ScriptedModel, Stall, Text
from tests.support.restarting import RestartableServer
from tests.support.waiting import act_once

pytestmark = pytest.mark.timeout(300)

JOURNAL = "journal.jsonl"


@pytest.fixture
def own_server(program: Path, project: Path, env: dict[str, str], launching: Callable[[], Any]) -> Iterator[Any]:
    """A server for this test alone."""
    with RestartableServer(program, project, env) as server:
        yield server


def asked(model: ScriptedModel) -> list[str]:
    """The prompts that the model got, each once for every request."""
    return sorted(str(request["messages"][-1]["content"]) for request in model.requests)


def test_a_batch_and_the_same_again(server: ServerProcess, project: Path, model: ScriptedModel, tmp_path: Path) -> None:
    jobs = [Job(f"Say {number}", key=str(number), directory=project) for number in range(6)]
    options: Any = {"journal": tmp_path / JOURNAL, "servers": Server(server.url, password=server.password)}
    results = {result.key: result for result in run(jobs, concurrency=3, **options)}
    assert sorted(results) == [str(number) for number in range(6)]
    assert all(result.text == f"Say {key}" for key, result in results.items())
    assert all(result.cost == pytest.approx(0.0003) for result in results.values())
    again = {result.key: result for result in run(jobs, **options)}
    assert [again[key].reply for key in results] == [result.reply for result in results.values()]
    assert asked(model) == [f"Say {number}" for number in range(6)]


def test_a_worktree(server: ServerProcess, project: Path, tmp_path: Path) -> None:
    # A worktree has what is committed, the settings among it.
    subprocess.run(["git", "add", "."], cwd=project, check=True)
    commit = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet"]
    subprocess.run([*commit, "--message", "Settings"], cwd=project, check=True)
    (result,) = run(
        [Job("Say yes", directory=project, worktree=True)],
        journal=tmp_path / JOURNAL,
        servers=Server(server.url, password=server.password),
    )
    assert result.text == "Say yes"
    assert result.directory not in (None, str(project))
    with Opencode(server.url, password=server.password, directory=project) as client:
        assert result.directory in client.worktree.list()
        assert client.session.get(str(result.session_id)).directory == result.directory


def test_a_server_that_is_killed(
    own_server: RestartableServer, project: Path, model: ScriptedModel, tmp_path: Path
) -> None:
    """The turn is lost. It is sent again, since that is asked for."""
    model.push(ModelReply(Text("So far.", chunk_size=2), Stall(60)), "That was all.")
    job = Job("Say it", key="a", directory=project)
    options: Any = {
        "journal": tmp_path / JOURNAL,
        "servers": Server(own_server.url, password=own_server.password),
    }
    with act_once(lambda: model.requests, own_server.restart):
        (lost,) = run([job], **options)
    assert (lost.status, type(lost.error)) == ("failed", TurnLostError)
    assert len(model.requests) == 1
    (found,) = run([job], retry=["TurnLostError"], **options)
    assert (found.status, found.text, found.attempt) == ("done", "That was all.", 2)
    assert asked(model) == ["Say it", "Say it"]


def test_a_prompt_that_never_arrived_can_arrive_no_more(
    server: ServerProcess, project: Path, model: ScriptedModel, tmp_path: Path
) -> None:
    job = Job("Say it", key="a", directory=project)
    with Opencode(server.url, password=server.password, directory=project) as client:
        session = client.session.create()
        with Journal(tmp_path / JOURNAL) as written:
            written.append({"type": "planned", "key": job.key, "digest": job.digest})
            written.append(Attempt(1, session.id, "prt_1", server.url, str(project)).to_record(job.key))
        (result,) = run([job], journal=tmp_path / JOURNAL, servers=Server(server.url, password=server.password))
        assert (result.text, result.attempt) == ("Say it", 1)
        with pytest.raises(NotFoundError):
            client.session.chat(session.id, "Say it")
    assert asked(model) == ["Say it"]


def test_servers_that_are_launched(
    project: Path, env: dict[str, str], launching: Callable[[], Any], model: ScriptedModel, tmp_path: Path
) -> None:
    with launching():
        results = list(
            run(
                [Job("Say 1", key="1"), Job("Say 2", key="2")],
                journal=tmp_path / JOURNAL,
                servers=[Launched(project, env=env), Launched(project, env=env)],
            )
        )
    assert sorted(str(result.server) for result in results) == ["launched-1", "launched-2"]
    assert asked(model) == ["Say 1", "Say 2"]
    assert Report(tmp_path / JOURNAL).progress.done == 2
