# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderAuthOption(Model):
    """A possible answer to a question before a login."""

    label: str
    """The text for display."""
    value: str
    """The answer itself."""
    hint: str | None = None
    """An explanation, if any."""

    @staticmethod
    def _read(data: Any, model: ProviderAuthOption) -> None:
        model.label = data["label"]
        model.value = data["value"]
        model.hint = data.get("hint")
