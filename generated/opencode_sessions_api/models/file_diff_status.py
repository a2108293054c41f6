# Generated from openapi.yaml; do not edit.
"""The kind of change of a file."""

from typing import Literal, TypeAlias

FileDiffStatus: TypeAlias = Literal["added", "deleted", "modified"]
