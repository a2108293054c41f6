"""Decide what to do with each job. No I/O here: the caller passes in the records of the journal, old and new.

A job goes through these states, each of which a record of the journal brings about:

    planned ──started──▶ started ──finished──▶ finished
       ▲                    │                     │
       └──────dropped───────┘                     │
       └──────(an attempt that `retry` names)─────┘

`started` is on the disk before its prompt is sent. So a job that has not started was never sent, and a job that has
started may have been: its session tells, by the identifier of the prompt's first part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import define, field, frozen

from opencode_sessions.batch.errors import DuplicateJobError, JobChangedError, JournalError
from opencode_sessions.batch.result import error_class
from opencode_sessions.errors import OpencodeError

if TYPE_CHECKING:
    from opencode_sessions.batch.job import Job

__all__ = ["Attempt", "Decision", "FollowUp", "Plan", "Record", "Recorded", "Send", "error_names"]

#: A line of the journal.
Record: TypeAlias = Mapping[str, Any]


@frozen
class Attempt:
    """A session for a prompt, noted before the prompt is sent.

    Attributes:
        number: 1 for the first prompt of the job.
        session_id: The session.
        mark: The identifier of the prompt's first part.
        server: The name of the server.
        directory: The directory of the session; None for the server's own.
    """

    number: int
    session_id: str
    mark: str
    server: str
    directory: str | None = None

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Attempt:
        """Return the attempt that a record notes."""
        return cls(record["attempt"], record["session"], record["mark"], record["server"], record.get("directory"))

    def to_record(self, key: str) -> dict[str, Any]:
        """Return the record that notes it."""
        return {
            "type": "started",
            "key": key,
            "attempt": self.number,
            "session": self.session_id,
            "mark": self.mark,
            "server": self.server,
            "directory": self.directory,
        }


@frozen
class Send:
    """Send the prompt: it never was, or `retry` says so.

    Attributes:
        number: The number of the attempt.
        dropped: A session that was given up without a prompt, to be deleted first, unless the prompt has yet arrived.
    """

    number: int
    dropped: Attempt | None = None


@frozen
class FollowUp:
    """The prompt may have been sent: look into its session."""

    attempt: Attempt


@frozen
class Recorded:
    """The job is finished: its result is at this position of the journal."""

    position: int


Decision: TypeAlias = "Send | FollowUp | Recorded"


@define
class _Entry:
    """What is known of a job.

    Attributes:
        digest: The digest of the job.
        number: The number of the last attempt; 0 before the first.
        attempt: The attempt that has begun, or that was dropped.
        position: Where its result is.
        status: The status of the result; None for a job that is not finished.
        error: The name of the result's error.
        is_dropped: The attempt was given up: its prompt was never sent.
        is_taken: This run has come across the job.
    """

    digest: str
    number: int = 0
    attempt: Attempt | None = None
    position: int = 0
    status: str | None = None
    error: str | None = None
    is_dropped: bool = False
    is_taken: bool = False


@define
class Plan:
    """The state of a batch.

    Args:
        retry: The names of errors after which a job is sent again; also those of base classes.
        attempts: The most prompts that are sent for a job.

    Attributes:
        statuses: The number of finished jobs by status.
        cost: What all attempts have cost so far, in US dollars.
        tokens: Their tokens, in and out.
    """

    retry: Collection[str] = ()
    attempts: int = 3
    statuses: Counter[str] = field(factory=Counter, init=False)
    cost: float = field(default=0.0, init=False)
    tokens: tuple[float, float] = field(default=(0, 0), init=False)
    _entries: dict[str, _Entry] = field(factory=dict, init=False)
    #: The number of jobs whose prompt may be at work, and which this run has not come across.
    _open: int = field(default=0, init=False)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def has_open(self) -> bool:
        """An earlier run has begun jobs that this one has still to follow up."""
        return self._open > 0

    def apply(self, record: Record, position: int = 0) -> None:
        """Take in a record of the journal.

        Args:
            record: The record.
            position: Where it is in the journal.

        Raises:
            JournalError: It is damaged, or does not fit those before it.
        """
        try:
            self._apply(record, position)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise JournalError(f"The record at byte {position} of the journal is damaged: {error!r}") from error

    def _apply(self, record: Record, position: int) -> None:
        kind, key = record["type"], str(record.get("key"))
        if kind == "planned":
            self._entries.setdefault(key, _Entry(record["digest"]))
            return
        if kind not in ("started", "dropped", "finished"):
            # The head of the journal, or something that a later version notes.
            return
        entry = self._entries.get(key)
        if entry is None:
            raise JournalError(f"The journal says that the job {key!r} has {kind}, but not that it was planned.")
        was_open = self._is_open(entry)
        if kind == "started":
            self._forget_status(entry)
            entry.attempt = Attempt.of(record)
            entry.number, entry.is_dropped = entry.attempt.number, False
        elif kind == "dropped":
            entry.is_dropped = True
            entry.number -= 1
        else:
            self._forget_status(entry)
            entry.attempt, entry.is_dropped, entry.position = None, False, position
            entry.number = record.get("attempt", entry.number)
            status: str = record["status"]
            entry.status, entry.error = status, (record.get("error") or {}).get("name")
            self.statuses[status] += 1
            self.cost += record.get("cost", 0.0)
            counted = record.get("tokens") or {}
            self.tokens = self.tokens[0] + counted.get("input", 0), self.tokens[1] + counted.get("output", 0)
        if not entry.is_taken:
            self._open += self._is_open(entry) - was_open

    def take(self, job: Job) -> Decision | None:
        """Decide on a job of the input; None for one that the journal does not have, and that has to be planned.

        Raises:
            JobChangedError: The journal has another job under this key.
            DuplicateJobError: This run has come across the key before.
        """
        entry = self._entries.get(job.key)
        if entry is None:
            return None
        if entry.digest != job.digest:
            raise JobChangedError(
                f"The job {job.key!r} is not the one that the journal has under this key: its prompt, directory or "
                "options have changed. Give it another key, or start another journal.",
                key=job.key,
            )
        if entry.is_taken:
            raise DuplicateJobError(f"Two jobs have the key {job.key!r}: give each its own.", key=job.key)
        self._open -= self._is_open(entry)
        entry.is_taken = True
        return self.decide(job.key)

    def decide(self, key: str) -> Decision:
        """Decide on a job that was planned."""
        entry = self._entries[key]
        if entry.status is not None and not self._is_retried(entry):
            return Recorded(entry.position)
        if entry.attempt is None:
            return Send(entry.number + 1)
        return Send(entry.number + 1, entry.attempt) if entry.is_dropped else FollowUp(entry.attempt)

    def finished(self) -> list[int]:
        """Return the positions of the results, in order."""
        return sorted(entry.position for entry in self._entries.values() if entry.status is not None)

    def unfinished(self) -> dict[str, Attempt | None]:
        """Return the jobs without a result, each with the attempt that may be at work."""
        return {
            key: None if entry.is_dropped else entry.attempt
            # At once: another thread may ask.
            for key, entry in list(self._entries.items())
            if entry.status is None
        }

    def _forget_status(self, entry: _Entry) -> None:
        if entry.status is not None:
            self.statuses[entry.status] -= 1
        entry.status = entry.error = None

    @staticmethod
    def _is_open(entry: _Entry) -> bool:
        return entry.attempt is not None and not entry.is_dropped

    def _is_retried(self, entry: _Entry) -> bool:
        return (
            entry.error is not None
            and entry.number < self.attempts
            and any(base.__name__ in self.retry for base in error_class(entry.error).__mro__)
        )


def error_names(retry: Collection[str | type[OpencodeError]]) -> frozenset[str]:
    """Return the names of errors that are given by name or as classes.

    Raises:
        TypeError: It is a single name.
        ValueError: There is no such error.
    """
    if isinstance(retry, str):
        raise TypeError(f"retry must be a collection of errors, such as ({retry!r},)")
    names = {one if isinstance(one, str) else one.__name__ for one in retry}
    for name in sorted(names):
        if error_class(name).__name__ != name:
            raise ValueError(f"retry names {name!r}, but there is no such error; see opencode_sessions.errors")
    return frozenset(names)
