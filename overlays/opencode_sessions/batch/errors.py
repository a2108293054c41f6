"""The errors of a batch."""

from __future__ import annotations

from opencode_sessions.errors import OpencodeError

__all__ = [
    "BatchStoppedError",
    "DuplicateJobError",
    "JobChangedError",
    "JournalError",
    "JournalLockedError",
]


class JournalError(OpencodeError):
    """The journal cannot be used: it is no journal, or a line of it is damaged."""


class JournalLockedError(JournalError):
    """Another run uses the journal. Nothing was sent."""


class JobChangedError(JournalError):
    """A job is not the one that the journal has under its key. It was not sent.

    Attributes:
        key: The key.
    """

    def __init__(self, message: str, *, key: str = "") -> None:
        super().__init__(message)
        self.key = key


class DuplicateJobError(JournalError):
    """Two jobs of one run have the same key. The second was not sent.

    Attributes:
        key: The key.
    """

    def __init__(self, message: str, *, key: str = "") -> None:
        super().__init__(message)
        self.key = key


class BatchStoppedError(OpencodeError):
    """No server is left to send jobs to: each is out of reach, or the executor's workers have died.

    The journal has everything up to here: start the batch again with it.
    """
