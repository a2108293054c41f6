from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["RequestNotFoundBody"]

_FIELDS = frozenset(("name", "data", "_tag", "requestID", "message"))


@define(repr=False)
class RequestNotFoundBody(Model):
    """Which request was not found, or with a `name` and `data` that the session was not."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("name", "name"),
        ("data", "data"),
        ("field_tag", "_tag"),
        ("request_id", "requestID"),
        ("message", "message"),
    )

    name: str | None = None
    """Always `NotFoundError`, if the session was not found."""
    data: NotFoundBodyData | None = None
    """What was not found, if it is the session."""
    field_tag: str | None = None
    """`PermissionNotFoundError` or `QuestionNotFoundError`, if the request was not found.
    Since 1.15."""
    request_id: str | None = None
    """The request that was not found. Since 1.15."""
    message: str | None = None
    """The same in words. Since 1.15."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("name"),
            NotFoundBodyData.from_dict(value) if isinstance(value := get("data"), dict) else value,
            get("_tag"),
            get("requestID"),
            get("message"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.not_found_body_data import NotFoundBodyData  # noqa: E402
