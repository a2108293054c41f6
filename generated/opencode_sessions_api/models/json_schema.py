"""A JSON schema; its root is an object."""

from typing import Any, TypeAlias

__all__ = ["JSONSchema"]

JSONSchema: TypeAlias = dict[str, Any]
