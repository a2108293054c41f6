# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderModelModalities(Model):
    """Kinds of content that a model accepts and produces. Up to 1.0.98."""

    input: list[str] | None = None
    """The kinds of input - `text`, `audio`, `image`, `video` or `pdf`."""
    output: list[str] | None = None
    """The kinds of output - `text`, `audio`, `image`, `video` or `pdf`."""

    @staticmethod
    def _read(data: Any, model: ProviderModelModalities) -> None:
        model.input = data.get("input")
        model.output = data.get("output")
