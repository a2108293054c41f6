"""Nothing is known to be in it."""

from typing import Any, TypeAlias

__all__ = ["EventServerHeartbeatProperties"]

EventServerHeartbeatProperties: TypeAlias = dict[str, Any]
