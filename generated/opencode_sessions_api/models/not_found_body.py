# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class NotFoundBody(Model):
    """Details of the missing object."""

    name: str
    """Always `NotFoundError`."""
    data: models.NotFoundBodyData
    """The error message."""

    @staticmethod
    def _read(data: Any, model: NotFoundBody) -> None:
        model.name = data["name"]
        model.data = models.decode_not_found_body_data(value) if isinstance(value := data["data"], dict) else value
