# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SessionSummarizeParams(Model):
    """The body of `POST /session/{sessionID}/summarize`."""

    provider_id: str
    """The provider of the model that writes the summary, such as `anthropic`."""
    model_id: str
    """The model that writes the summary, such as `claude-sonnet-4-5`."""
    auto: bool | None = None
    """True if no person asked for the compaction; the agent then continues its work
    afterwards. `false` by default. Since 1.1.11."""

    @staticmethod
    def _read(data: Any, model: SessionSummarizeParams) -> None:
        model.provider_id = data["providerID"]
        model.model_id = data["modelID"]
        model.auto = data.get("auto")
