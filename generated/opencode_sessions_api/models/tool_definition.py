# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ToolDefinition(Model):
    """A tool that a model is offered."""

    id: str
    """The name of the tool."""
    description: str
    """The description that the model reads."""
    parameters: models.Metadata
    """The JSON schema of the tool's input."""

    @staticmethod
    def _read(data: Any, model: ToolDefinition) -> None:
        model.id = data["id"]
        model.description = data["description"]
        model.parameters = data["parameters"]
