# Generated from openapi.yaml; do not edit.
"""An answer to a request - allow it once, always allow this and similar requests, or refuse it."""

from typing import Literal, TypeAlias

PermissionReply: TypeAlias = Literal["always", "once", "reject"]
