# Generated from openapi.yaml; do not edit.
"""The kind of an entry of a directory."""

from typing import Literal, TypeAlias

FileNodeType: TypeAlias = Literal["directory", "file"]
