"""What to do when the agent wants to use a tool - go ahead, refuse, or ask a person."""

from typing import Literal, TypeAlias

__all__ = ["PermissionAction"]

PermissionAction: TypeAlias = Literal["allow", "ask", "deny"]
