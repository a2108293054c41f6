"""A batch on a real opencode server: 20 jobs, two Dask workers, one of which is killed in the middle.

Behind the server stands a scripted model, so that this runs offline and costs nothing. At the end the store of the
server says how often each prompt arrived. Needs the extra `batch-dask`.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from distributed import Client, LocalCluster

from opencode_sessions import Opencode
from opencode_sessions.batch import BatchOptions, Job, Server, run
from opencode_sessions.testing import ModelReply, ScriptedModel, Text
from opencode_sessions.testing.completions import last_user_text

JOBS = 20
#: So many jobs are finished when a worker is killed.
KILL_AFTER = 6


def step(words: str) -> None:
    """Print a heading."""
    print(f"\n▸ {words}", flush=True)


def answer(request: Mapping[str, Any]) -> ModelReply:
    """The model's reply: it takes about a second."""
    return ModelReply(Text(f"This is the answer to {last_user_text(request)!r}.", chunk_size=4, delay=0.1))


def stored(client: Opencode) -> Counter[str]:
    """How often each prompt is in the store of the server."""
    return Counter(
        message.text
        for session in client.session.list_all()
        for message in client.session.messages(session.id)
        if message.info.role == "user"
    )


def demo(folder: Path) -> bool:
    """Run the batch; true when each prompt arrived once."""
    project = folder / "project"
    project.mkdir()
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    # A home of its own: the demo neither reads nor changes your settings. No catalogue of models is fetched.
    (folder / "catalogue.json").write_text("{}")
    env = {
        "HOME": str(folder / "home"),
        "OPENCODE_DISABLE_DEFAULT_PLUGINS": "1",
        "OPENCODE_DISABLE_MODELS_FETCH": "1",
        "OPENCODE_MODELS_PATH": str(folder / "catalogue.json"),
    }
    with ScriptedModel(decide=answer) as model:
        model.configure(project)
        step("Starting a real opencode server, on loopback and with a random password…")
        connect: Any = Client
        start: Any = LocalCluster
        with Opencode.launch(project, env=env) as client:
            assert client.server is not None
            print(f"  opencode {client.health().version} at {client.base_url}")
            step("Starting two Dask workers, each for two jobs at a time…")
            quietly = {"dashboard_address": None, "silence_logs": logging.CRITICAL, "local_directory": folder}
            with (
                start(n_workers=2, threads_per_worker=2, **quietly) as cluster,
                connect(cluster) as dask,
            ):
                pids = list(dask.run(os.getpid).values())
                print(f"  processes {' and '.join(map(str, pids))}")
                jobs = [Job(f"Question {number}", key=f"job-{number:02}") for number in range(1, JOBS + 1)]
                journal = folder / "journal.jsonl"
                options: BatchOptions = {
                    "servers": Server(client.base_url, password=client.server.password),
                    "executor": dask,
                    "concurrency": 4,
                }
                step(f"Running {JOBS} jobs")
                batch = run(jobs, journal=journal, **options)
                for number, result in enumerate(batch, 1):
                    print(
                        f"  {result.key}  {result.status:6}  {result.seconds:4.1f} s  ${result.cost:.4f}  {result.text}"
                    )
                    if number == KILL_AFTER:
                        print(f"  ✗ killing the process {pids[0]}, while {', '.join(batch.running)} are at work")
                        os.kill(pids[0], signal.SIGKILL)
                step("Running them again: everything comes from the journal")
                again = sum(result.is_recorded for result in run(jobs, journal=journal, **options))
                print(f"  {again} of {JOBS} results are recorded, none was sent again")
            step("The store of the server")
            prompts = stored(client)
            for prompt, times in prompts.items():
                if times != 1:
                    print(f"  ✗ {prompt!r} is there {times} times")
            asked = f"the model was asked {len(model.requests)} times"
            print(f"  {len(prompts)} different prompts, {prompts.total()} in all; {asked}")
    return len(prompts) == prompts.total() == len(model.requests) == again == JOBS


def main() -> int:
    """Run the demo."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="opencode-batch-", ignore_cleanup_errors=True) as folder:
        is_right = demo(Path(os.path.realpath(folder)))
    verdict = "Nothing ran twice, and nothing was lost." if is_right else "Something is wrong: see above."
    print(f"\n{verdict} ({time.monotonic() - began:.0f} s)")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
