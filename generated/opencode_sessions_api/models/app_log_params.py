# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, OpenEnum


@define(repr=False)
class AppLogParams(Model):
    """A line for the server's log."""

    service: str
    """The name of the program that writes it."""
    level: OpenEnum[models.LogLevel]
    """The level of a line in the log."""
    message: str
    """The text."""
    extra: models.Metadata | None = None
    """Further data."""

    @staticmethod
    def _read(data: Any, model: AppLogParams) -> None:
        model.service = data["service"]
        model.level = data["level"]
        model.message = data["message"]
        model.extra = data.get("extra")
