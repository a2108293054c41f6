"""A server of one's own: find the `opencode` program, start it, know when it listens, and never leave it behind."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opencode_sessions.server.process import ServerProcess as ServerProcess
    from opencode_sessions.server.program import find_program as find_program

__all__ = ["ServerProcess", "find_program"]

_HOME = {
    "ServerProcess": "opencode_sessions.server.process",
    "find_program": "opencode_sessions.server.program",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
