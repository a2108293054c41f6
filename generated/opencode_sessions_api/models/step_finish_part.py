# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class StepFinishPart(Model):
    """The end of one step of the agent, with its cost and tokens."""

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    cost: float
    """The cost of the step, in US dollars; 0 if the model's price is not known."""
    tokens: models.StepFinishTokens
    """The tokens of one step."""
    type: Literal["step-finish"] = "step-finish"
    """Always `step-finish`."""
    reason: str | None = None
    """The reason why the model stopped, as in `finish` of an agent's message. Since 1.0.0."""
    snapshot: str | None = None
    """The state of the files at that time, as a git tree hash. Since 1.0.0; absent outside of
    git."""

    @staticmethod
    def _read(data: Any, model: StepFinishPart) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.type = data["type"]
        model.cost = data["cost"]
        model.tokens = models.decode_step_finish_tokens(value) if isinstance(value := data["tokens"], dict) else value
        model.reason = data.get("reason")
        model.snapshot = data.get("snapshot")
