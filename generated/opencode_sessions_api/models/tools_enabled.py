# Generated from openapi.yaml; do not edit.
"""Tools by name: `true` enables, `false` disables. Newer servers keep this for all later prompts too,
as permission rules of the session."""

from typing import TypeAlias

ToolsEnabled: TypeAlias = dict[str, bool]
