# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class FormatterStatus(Model):
    """A program that formats files."""

    name: str
    """The name, such as `ruff`."""
    extensions: list[str]
    """The extensions of the files that it formats, with the dot."""
    enabled: bool
    """True if the server found it, and uses it."""

    @staticmethod
    def _read(data: Any, model: FormatterStatus) -> None:
        model.name = data["name"]
        model.extensions = data["extensions"]
        model.enabled = data["enabled"]
