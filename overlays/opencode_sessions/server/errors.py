"""What can go wrong when a server is started."""

from __future__ import annotations

from collections.abc import Iterable

from opencode_sessions.errors import OpencodeError

__all__ = ["ProgramNotFoundError", "ServerOpenWarning", "ServerStartError"]


class ProgramNotFoundError(OpencodeError):
    """There is no `opencode` program where it was looked for."""


class ServerStartError(OpencodeError):
    """The server could not be started, ended at once, or did not listen in time.

    Attributes:
        exit_code: What the program exited with (128 + the signal's number, if a signal ended it); None while it ran.
        log_lines: The last lines that it printed, without the password.
    """

    # Defaults on the class, as in the base: the error pickles and copies by its message and its own dict.
    exit_code: int | None = None
    log_lines: tuple[str, ...] = ()

    def __init__(self, message: str, *, exit_code: int | None = None, log_lines: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        self.log_lines = tuple(log_lines)


class ServerOpenWarning(UserWarning):
    """The server takes requests without a password: every program and user of this machine can use it."""
