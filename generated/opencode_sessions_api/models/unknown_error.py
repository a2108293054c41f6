from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["UnknownError"]

_FIELDS = frozenset(("name", "data"))


@define(repr=False)
class UnknownError(Model):
    """A failure of no particular kind; 0.5.29 sends it for most failures of the model."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("name", "name"), ("data", "data"))

    data: UnknownErrorData
    """What is known of the failure."""
    name: Literal["UnknownError"] = "UnknownError"
    """Always `UnknownError`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            UnknownErrorData.from_dict(value) if isinstance(value := get("data"), dict) else value,
            get("name"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.unknown_error_data import UnknownErrorData  # noqa: E402
