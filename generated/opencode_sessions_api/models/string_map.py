# Generated from openapi.yaml; do not edit.
"""Strings by name."""

from typing import TypeAlias

StringMap: TypeAlias = dict[str, str]
