"""What sessions are doing, by the session's identifier; idle ones are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from opencode_sessions_api.models import SessionStatus

__all__ = ["SessionStatusMap"]

SessionStatusMap: TypeAlias = "dict[str, SessionStatus]"
