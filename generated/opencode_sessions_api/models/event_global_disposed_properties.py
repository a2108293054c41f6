"""Nothing is known to be in it."""

from typing import Any, TypeAlias

__all__ = ["EventGlobalDisposedProperties"]

EventGlobalDisposedProperties: TypeAlias = dict[str, Any]
