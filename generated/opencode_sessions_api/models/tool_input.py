# Generated from openapi.yaml; do not edit.
"""The arguments of a tool call, as the tool defines them."""

from typing import Any, TypeAlias

ToolInput: TypeAlias = dict[str, Any]
