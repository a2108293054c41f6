"""Whatever was put there; its fields are not fixed."""

from typing import Any, TypeAlias

__all__ = ["Metadata"]

Metadata: TypeAlias = dict[str, Any]
