from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["NotFoundBody"]

_FIELDS = frozenset(("name", "data"))


class NotFoundBody(Model):
    """What was not found."""

    __slots__ = __match_args__ = ("name", "data", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("name", "name"), ("data", "data"))

    name: str
    """Always `NotFoundError`."""
    data: NotFoundBodyData
    """What was not found, in words."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, name: str, data: NotFoundBodyData, additional_properties: dict[str, Any] | None = None) -> None:
        self.name = name
        self.data = data
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.name = data["name"]
            model.data = decode_not_found_body_data(value) if isinstance(value := data["data"], dict) else value
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is NotFoundBody else cls(*(getattr(model, name) for name in NotFoundBody.__match_args__))


decode_not_found_body = NotFoundBody.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.not_found_body_data import (
    NotFoundBodyData,  # noqa: E402
    decode_not_found_body_data,  # noqa: E402
)
