from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["APIError"]

_FIELDS = frozenset(("name", "data"))


class APIError(Model):
    """The model's provider answered with an error, or could not be reached. Since 1.0.0."""

    __slots__ = __match_args__ = ("data", "name", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("name", "name"), ("data", "data"))

    data: APIErrorData
    """What the provider answered."""
    name: Literal["APIError"]
    """Always `APIError`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        data: APIErrorData,
        name: Literal["APIError"] = "APIError",
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.data = data
        self.name = name
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.data = decode_api_error_data(value) if isinstance(value := data["data"], dict) else value
            model.name = data["name"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is APIError else cls(*(getattr(model, name) for name in APIError.__match_args__))


decode_api_error = APIError.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.api_error_data import (
    APIErrorData,  # noqa: E402
    decode_api_error_data,  # noqa: E402
)
