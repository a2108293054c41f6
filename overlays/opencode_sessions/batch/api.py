"""The functions that run a batch."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Unpack

from opencode_sessions.batch.options import BatchOptions, Settings
from opencode_sessions.batch.runner import AsyncBatch
from opencode_sessions.batch.sync import Batch

if TYPE_CHECKING:
    from opencode_sessions.batch.runner import Jobs

__all__ = ["arun", "run"]


def run(jobs: Jobs, *, journal: str | os.PathLike[str], **options: Unpack[BatchOptions]) -> Batch:
    """Run a batch of jobs. Iterate over what this returns: it gives each result as soon as the job is finished.

    Nothing happens before. A job that is finished in the journal gives its recorded result.

    Args:
        jobs: The jobs, each with a key of its own. They are read in another thread, one when there is a place for it.
        journal: The path of the journal, which is created if there is none, and so is its folder.
        **options: As in `BatchOptions`.

    Raises:
        TypeError: An option is unknown, or of the wrong type.
        ValueError: An option is out of range.

    Raises (while it is iterated over):
        JournalLockedError: Another run uses the journal.
        JournalError: The journal cannot be opened or written, e.g. because the disk is full, or is none.
        JobChangedError: A job is not the one that the journal has under its key.
        DuplicateJobError: Two jobs have the same key.
        BatchStoppedError: No server is left.
        OpencodeError: A server refuses, e.g. for a wrong password, or cannot be started.
        KeyboardInterrupt: Ctrl-C was pressed, and everything is in the journal.
    """
    return Batch(AsyncBatch(jobs, journal, Settings.of(options), reads_in_thread=True))


def arun(jobs: Jobs, *, journal: str | os.PathLike[str], **options: Unpack[BatchOptions]) -> AsyncBatch:
    """Run a batch of jobs, as `run` does, under asyncio or trio: iterate with `async for`.

    Args:
        jobs: As for `run`, also as an async iterable. An iterator that takes long holds the event loop up.
        journal: As for `run`.
        **options: As in `BatchOptions`.

    Raises:
        TypeError: An option is unknown, or of the wrong type.
        ValueError: An option is out of range.
    """
    return AsyncBatch(jobs, journal, Settings.of(options))
