# Generated from openapi.yaml; do not edit.
"""A JSON schema whose root is an object."""

from typing import Any, TypeAlias

JSONSchema: TypeAlias = dict[str, Any]
