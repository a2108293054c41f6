# Generated from openapi.yaml; do not edit.
"""Settings by name, as in `opencode.json`."""

from typing import Any, TypeAlias

Settings: TypeAlias = dict[str, Any]
