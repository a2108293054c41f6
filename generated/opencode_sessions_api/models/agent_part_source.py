from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["AgentPartSource"]

_FIELDS = frozenset(("value", "start", "end"))


@define(repr=False)
class AgentPartSource(Model):
    """The piece of the prompt's text that mentions a subagent."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("value", "value"), ("start", "start"), ("end", "end"))

    value: str
    """The piece itself, such as `@explore`."""
    start: int
    """The number of characters of the text before the piece."""
    end: int
    """The number of characters of the text up to the end of the piece."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("value"),
            get("start"),
            get("end"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
