# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SessionInitParams(Model):
    """The body of `POST /session/{sessionID}/init`."""

    message_id: str
    """The identifier for the prompt's message. It must sort after those of the existing
    messages: `msg_`, then 12 hexadecimal digits (the low 48 bits of the epoch milliseconds
    times 4096, plus a counter), then 14 random letters or digits."""
    provider_id: str
    """The model's provider, such as `anthropic`."""
    model_id: str
    """The model, such as `claude-sonnet-4-5`."""

    @staticmethod
    def _read(data: Any, model: SessionInitParams) -> None:
        model.message_id = data["messageID"]
        model.provider_id = data["providerID"]
        model.model_id = data["modelID"]
