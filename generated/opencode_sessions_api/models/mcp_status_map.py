# Generated from openapi.yaml; do not edit.
"""The status of MCP servers, by name."""

from typing import TypeAlias

from opencode_sessions_api import models

McpStatusMap: TypeAlias = dict[str, models.McpStatus]
