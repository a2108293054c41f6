from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["ContentFilterError"]

_FIELDS = frozenset(("name", "data"))


class ContentFilterError(Model):
    """The provider blocked the answer for what it says. Since 1.17."""

    __slots__ = __match_args__ = ("data", "name", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("name", "name"), ("data", "data"))

    data: ContentFilterErrorData
    """What was blocked."""
    name: Literal["ContentFilterError"]
    """Always `ContentFilterError`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        data: ContentFilterErrorData,
        name: Literal["ContentFilterError"] = "ContentFilterError",
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
            model.data = decode_content_filter_error_data(value) if isinstance(value := data["data"], dict) else value
            model.name = data["name"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ContentFilterError
            else cls(*(getattr(model, name) for name in ContentFilterError.__match_args__))
        )


decode_content_filter_error = ContentFilterError.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.content_filter_error_data import (
    ContentFilterErrorData,  # noqa: E402
    decode_content_filter_error_data,  # noqa: E402
)
