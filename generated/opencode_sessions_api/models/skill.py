# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class Skill(Model):
    """Instructions that the agent reads when it needs them."""

    name: str
    """The name."""
    location: str
    """The file, an absolute path, or `<built-in>`."""
    content: str
    """The instructions, in Markdown."""
    description: str | None = None
    """What it is for, which the agent reads first."""

    @staticmethod
    def _read(data: Any, model: Skill) -> None:
        model.name = data["name"]
        model.location = data["location"]
        model.content = data["content"]
        model.description = data.get("description")
