# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, OpenEnum


@define(repr=False)
class TuiShowToastParams(Model):
    """A notification of the user interface."""

    message: str
    """The text."""
    variant: OpenEnum[models.TuiToastVariant]
    """The kind of a notification."""
    title: str | None = None
    """The title, if any."""
    duration: int | None = None
    """How long to show it, in milliseconds. Since 1.0.0."""

    @staticmethod
    def _read(data: Any, model: TuiShowToastParams) -> None:
        model.message = data["message"]
        model.variant = data["variant"]
        model.title = data.get("title")
        model.duration = data.get("duration")
