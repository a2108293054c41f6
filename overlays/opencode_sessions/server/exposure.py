"""Check that a server that was given a password asks for it."""

from __future__ import annotations

import warnings

from opencode_sessions.server.errors import ServerOpenWarning

_UNAUTHORIZED = 401


def warn_if_open(status_code: int, url: str) -> None:
    """Warn unless a request without credentials was refused.

    Args:
        status_code: The status of the response to a request without credentials.
        url: The server's address, for the warning's text.

    Warns:
        ServerOpenWarning: It was anything but 401. Servers up to 1.1.11 silently ignore their password.
    """
    if status_code == _UNAUTHORIZED:
        return
    message = (
        f"The server at {url} answers without a password ({status_code}, not 401): any program or user of this "
        "machine can have it run commands. Servers up to 1.1.11 ignore the password they are given; install a newer "
        "one (npm install -g opencode-ai)."
    )
    # Points to the line that calls Opencode.launch, which calls wait_until_started, which calls this.
    warnings.warn(message, ServerOpenWarning, stacklevel=4)
