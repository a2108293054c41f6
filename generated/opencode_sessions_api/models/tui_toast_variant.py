# Generated from openapi.yaml; do not edit.
"""The kind of a notification."""

from typing import Literal, TypeAlias

TuiToastVariant: TypeAlias = Literal["error", "info", "success", "warning"]
