# Generated from openapi.yaml; do not edit.
"""Custom data; its fields are not fixed."""

from typing import Any, TypeAlias

Metadata: TypeAlias = dict[str, Any]
