"""Tools by name, `true` for those that may be used and `false` for those that may not. Newer servers
keep this for all later prompts too, as permission rules of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    pass

__all__ = ["ToolsEnabled"]

ToolsEnabled: TypeAlias = "dict[str, bool]"
