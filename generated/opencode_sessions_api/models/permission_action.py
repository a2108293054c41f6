# Generated from openapi.yaml; do not edit.
"""The action when the agent wants to use the tool - allow it, deny it, or ask a person."""

from typing import Literal, TypeAlias

PermissionAction: TypeAlias = Literal["allow", "ask", "deny"]
