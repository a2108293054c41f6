# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class EventFileEditedProperties(Model):
    """The file that was written."""

    file: str
    """The file, an absolute path."""

    @staticmethod
    def _read(data: Any, model: EventFileEditedProperties) -> None:
        model.file = data["file"]
