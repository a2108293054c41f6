"""The arguments of a tool call, as the tool defines them."""

from typing import Any, TypeAlias

__all__ = ["ToolInput"]

ToolInput: TypeAlias = dict[str, Any]
