"""Many prompts: sent once each, whatever dies meanwhile.

    from opencode_sessions.batch import Job, run

    jobs = [Job("Review this project.", directory=path) for path in paths]
    for result in run(jobs, journal="review.jsonl", concurrency=8):
        print(result.key, result.status, result.text, result.cost)

The journal says which jobs are done. Started again with it, `run` skips these, follows up those whose prompts were
sent, and sends only what was never sent.
"""

from __future__ import annotations

from opencode_sessions._lazy import lazy_names

TYPE_CHECKING: bool = False

if TYPE_CHECKING:
    from opencode_sessions.batch.api import *
    from opencode_sessions.batch.errors import *
    from opencode_sessions.batch.job import *
    from opencode_sessions.batch.options import BatchOptions as BatchOptions
    from opencode_sessions.batch.plan import Attempt as Attempt
    from opencode_sessions.batch.progress import *
    from opencode_sessions.batch.report import *
    from opencode_sessions.batch.result import Result as Result
    from opencode_sessions.batch.runner import AsyncBatch as AsyncBatch
    from opencode_sessions.batch.servers import Launched as Launched
    from opencode_sessions.batch.servers import Server as Server
    from opencode_sessions.batch.sync import *
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "opencode_sessions.batch.api": ("arun", "run"),
            "opencode_sessions.batch.job": ("Job",),
            "opencode_sessions.batch.options": ("BatchOptions",),
            "opencode_sessions.batch.plan": ("Attempt",),
            "opencode_sessions.batch.progress": ("Progress", "ProgressDisplay"),
            "opencode_sessions.batch.report": ("Report",),
            "opencode_sessions.batch.result": ("Result",),
            "opencode_sessions.batch.runner": ("AsyncBatch",),
            "opencode_sessions.batch.servers": ("Launched", "Server"),
            "opencode_sessions.batch.sync": ("Batch",),
        },
        open_modules=("opencode_sessions.batch.errors",),
    )
