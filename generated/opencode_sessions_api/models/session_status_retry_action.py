from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["SessionStatusRetryAction"]

_FIELDS = frozenset(("reason", "provider", "title", "message", "label", "link"))


class SessionStatusRetryAction(Model):
    """What a person could do about a model that cannot be asked, such as to buy more usage."""

    __slots__ = __match_args__ = ("reason", "provider", "title", "message", "label", "link", "additional_properties")
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
    link: str | None
    """Where the button leads, a web address."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        reason: str,
        provider: str,
        title: str,
        message: str,
        label: str,
        link: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.reason = reason
        self.provider = provider
        self.title = title
        self.message = message
        self.label = label
        self.link = link
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.reason = data["reason"]
            model.provider = data["provider"]
            model.title = data["title"]
            model.message = data["message"]
            model.label = data["label"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 5
        if "link" in data:
            model.link = data["link"]
            known += 1
        else:
            model.link = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is SessionStatusRetryAction
            else cls(*(getattr(model, name) for name in SessionStatusRetryAction.__match_args__))
        )


decode_session_status_retry_action = SessionStatusRetryAction.from_dict
