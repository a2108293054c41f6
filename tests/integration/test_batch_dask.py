"""Batches with Dask: the turns are followed by its workers. They, and the scheduler, may die."""

from __future__ import annotations

import copyreg
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions.batch import BatchStoppedError, Job, arun, run
from opencode_sessions.testing import ModelReply, Text
from tests.support.fake import FakeThread
from tests.support.waiting import act_once
from tools.batch_campaign.cluster import Cluster

pytestmark = [pytest.mark.timeout(300), pytest.mark.filterwarnings("ignore")]


@pytest.fixture(autouse=True)
def _pickles_as_before() -> Iterator[None]:
    """Dask changes how the exceptions of its process are pickled, for the tests after these, too."""
    before = dict(copyreg.dispatch_table)
    yield
    copyreg.dispatch_table.clear()
    copyreg.dispatch_table.update(before)


@pytest.fixture
def anyio_backend() -> str:
    """Dask runs under asyncio."""
    return "asyncio"


@pytest.fixture
def fake() -> Iterator[FakeThread]:
    with FakeThread(lambda prompt: [ModelReply(Text(f"The answer to {prompt}", chunk_size=4, delay=0.4))]) as fake:
        yield fake


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster(2, threads=2) as cluster:
        cluster.start()
        yield cluster


JOBS = [Job(f"Say {number}", key=f"Say {number}", directory="/home/me/project") for number in range(6)]
ANSWERS = {job.key: f"The answer to {job.key}" for job in JOBS}


def prompts(fake: FakeThread) -> list[str]:
    return sorted(prompt.text for prompt in fake.server.prompts)


def connect(cluster: Cluster, **options: Any) -> Any:
    import distributed

    kind: Any = distributed.Client
    return kind(cluster.address, **options)


@pytest.mark.parametrize("executor", ["client", "its executor"])
def test_a_worker_that_dies(fake: FakeThread, cluster: Cluster, tmp_path: Path, executor: str) -> None:
    with connect(cluster) as client, act_once(lambda: len(fake.server.prompts) >= 3, lambda: cluster.kill_worker(0)):
        given = client if executor == "client" else client.get_executor()
        results = list(run(JOBS, journal=tmp_path / "j.jsonl", servers=fake.url, executor=given, concurrency=4))
    cluster.start_worker(0)
    assert {result.key: result.text for result in results} == ANSWERS
    assert prompts(fake) == sorted(ANSWERS)


@pytest.mark.anyio
async def test_an_asynchronous_client(fake: FakeThread, cluster: Cluster, tmp_path: Path) -> None:
    async with connect(cluster, asynchronous=True) as client:
        batch = arun(JOBS, journal=tmp_path / "j.jsonl", servers=fake.url, executor=client)
        assert {result.key: result.text async for result in batch} == ANSWERS
    assert prompts(fake) == sorted(ANSWERS)


def test_a_scheduler_that_dies_and_comes_back(fake: FakeThread, cluster: Cluster, tmp_path: Path) -> None:
    with connect(cluster) as client, act_once(lambda: len(fake.server.prompts) >= 3, cluster.restart):
        results = list(run(JOBS, journal=tmp_path / "j.jsonl", servers=fake.url, executor=client, concurrency=4))
    assert {result.key: result.text for result in results} == ANSWERS
    assert prompts(fake) == sorted(ANSWERS)


def test_a_scheduler_that_dies_for_good(fake: FakeThread, cluster: Cluster, tmp_path: Path) -> None:
    options: Any = {"journal": tmp_path / "j.jsonl", "servers": fake.url}
    with connect(cluster) as client:
        # Its `timeout`, which is for the first connection, too.
        client._timeout = 1
        with (
            act_once(lambda: len(fake.server.prompts) >= 2, cluster.kill),
            pytest.raises(BatchStoppedError, match="Dask client is closed"),
        ):
            list(run(JOBS, executor=client, concurrency=2, **options))
    # Here, without Dask.
    assert {result.key: result.text for result in run(JOBS, **options)} == ANSWERS
    assert prompts(fake) == sorted(ANSWERS)
