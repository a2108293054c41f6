"""An answer to a request - allow it this time, allow it and what is like it from now on, or refuse it."""

from typing import Literal, TypeAlias

__all__ = ["PermissionReply"]

PermissionReply: TypeAlias = Literal["always", "once", "reject"]
