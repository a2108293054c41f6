# Generated from openapi.yaml; do not edit.
"""No known fields."""

from typing import Any, TypeAlias

EventServerHeartbeatProperties: TypeAlias = dict[str, Any]
