# Generated from openapi.yaml; do not edit.
"""The level of a line in the log."""

from typing import Literal, TypeAlias

LogLevel: TypeAlias = Literal["debug", "error", "info", "warn"]
