"""Nothing is known to be in it."""

from typing import Any, TypeAlias

__all__ = ["EventServerConnectedProperties"]

EventServerConnectedProperties: TypeAlias = dict[str, Any]
