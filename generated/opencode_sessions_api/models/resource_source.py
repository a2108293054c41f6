# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ResourceSource(Model):
    """A resource of an MCP server. Since 1.1.11."""

    client_name: str
    """The MCP server's name in the configuration."""
    uri: str
    """The resource's URI at the MCP server."""
    text: models.FilePartSourceText
    """The section of the prompt's text that refers to the file."""
    type: Literal["resource"] = "resource"
    """Always `resource`."""

    @staticmethod
    def _read(data: Any, model: ResourceSource) -> None:
        model.type = data["type"]
        model.client_name = data["clientName"]
        model.uri = data["uri"]
        model.text = models.decode_file_part_source_text(value) if isinstance(value := data["text"], dict) else value
