"""The errors of launching a server, and what is known of one that ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from signal import Signals

from attrs import frozen

from opencode_sessions.errors import OpencodeError

__all__ = ["ProgramNotFoundError", "ServerExit", "ServerOpenWarning", "ServerStartError"]


class ProgramNotFoundError(OpencodeError):
    """There is no `opencode` program at the given place, or none on PATH."""


class ServerStartError(OpencodeError):
    """The server could not be started, ended at once, or did not listen in time.

    Attributes:
        exit_code: The exit code of the program (128 + the signal's number, if a signal ended it); None while it ran.
        log_lines: The last lines that it printed, without the password.
    """

    def __init__(self, message: str, *, exit_code: int | None = None, log_lines: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        self.log_lines = tuple(log_lines)


class ServerOpenWarning(UserWarning):
    """The server takes requests without a password: every program and user of this machine can use it."""


@frozen
class ServerExit:
    """The end of a server that was launched. As a string, it says what happened, and shows the last lines of the log.

    Attributes:
        at: The time, in UTC.
        exit_code: The exit code (128 + the signal's number, if a signal ended it); None if nobody was told.
        log_lines: The last lines that the server printed, without secrets.
        is_restarted: True if it is started again by itself.
        is_shared: True if `connect_or_launch` found or started it.
    """

    at: datetime
    exit_code: int | None = None
    log_lines: tuple[str, ...] = ()
    is_restarted: bool = False
    is_shared: bool = False

    @property
    def signal(self) -> Signals | None:
        """The signal that ended the server; None if none did."""
        try:
            return Signals((self.exit_code or 0) - 128)
        except ValueError:
            return None

    def __str__(self) -> str:
        how = "" if self.exit_code is None else f" with exit code {self.exit_code}"
        if self.signal is not None:
            how += f" ({self.signal.name})"
        return f"ended at {self.at:%Y-%m-%d %H:%M:%S} UTC{how}. It printed:{shown(self.log_lines)}"


def shown(lines: Iterable[str]) -> str:
    """Return the lines of a log as they end a message."""
    return "".join(f"\n  {line}" for line in lines) or " nothing."
