from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SessionStatusRetryAction"]

_FIELDS = frozenset(("reason", "provider", "title", "message", "label", "link"))


@define(repr=False)
class SessionStatusRetryAction(Model):
    """What a person could do about a model that cannot be asked, such as to buy more usage."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("reason", "reason"),
        ("provider", "provider"),
        ("title", "title"),
        ("message", "message"),
        ("label", "label"),
        ("link", "link"),
    )

    reason: str
    """The kind of trouble."""
    provider: str
    """The provider that has it."""
    title: str
    """A heading to show."""
    message: str
    """A text to show."""
    label: str
    """What to write on the button."""
    link: str | None = None
    """Where the button leads, a web address."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("reason"),
            get("provider"),
            get("title"),
            get("message"),
            get("label"),
            get("link"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
