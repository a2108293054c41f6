# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ToolStatePending(Model):
    """The model is still writing the call."""

    status: Literal["pending"] = "pending"
    """Always `pending`."""
    input: models.ToolInput | None = None
    """Still empty. Since 1.0.0."""
    raw: str | None = None
    """The JSON of the arguments, as far as the model has written it; may be empty. Since
    1.0.0."""

    @staticmethod
    def _read(data: Any, model: ToolStatePending) -> None:
        model.status = data["status"]
        model.input = data.get("input")
        model.raw = data.get("raw")
