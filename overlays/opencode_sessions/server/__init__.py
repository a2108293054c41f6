"""Launch a server: find the `opencode` program, start it, notice when it listens, and never leave it running."""

from __future__ import annotations

from opencode_sessions._lazy import lazy_names

TYPE_CHECKING: bool = False

if TYPE_CHECKING:
    from opencode_sessions.server.process import *
    from opencode_sessions.server.program import find_program as find_program
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "opencode_sessions.server.process": ("ServerProcess",),
            "opencode_sessions.server.program": ("find_program",),
        },
    )
