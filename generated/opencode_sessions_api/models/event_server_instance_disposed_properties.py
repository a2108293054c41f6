# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class EventServerInstanceDisposedProperties(Model):
    """The directory that the server has unloaded."""

    directory: str
    """The directory, an absolute path."""

    @staticmethod
    def _read(data: Any, model: EventServerInstanceDisposedProperties) -> None:
        model.directory = data["directory"]
