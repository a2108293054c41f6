from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["StepFinishPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "cost", "tokens", "reason", "snapshot"))


@define(repr=False)
class StepFinishPart(Model):
    """The end of one step of the agent, and what it cost."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("type", "type"),
        ("cost", "cost"),
        ("tokens", "tokens"),
        ("reason", "reason"),
        ("snapshot", "snapshot"),
    )

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    cost: float
    """What the step cost, in US dollars; 0 if the model's price is not known."""
    tokens: StepFinishTokens
    """The tokens of one step."""
    type: Literal["step-finish"] = "step-finish"
    """Always `step-finish`."""
    reason: str | None = None
    """Why the model stopped, as in `finish` of an agent's message. Since 1.0.0."""
    snapshot: str | None = None
    """The state of the files at that time, as a git tree hash. Since 1.0.0; absent outside of
    git."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("sessionID"),
            get("messageID"),
            get("cost"),
            StepFinishTokens.from_dict(value) if isinstance(value := get("tokens"), dict) else value,
            get("type"),
            get("reason"),
            get("snapshot"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.step_finish_tokens import StepFinishTokens  # noqa: E402
