from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.string_map import StringMap

__all__ = ["APIErrorData"]

_FIELDS = frozenset(("message", "isRetryable", "statusCode", "responseHeaders", "responseBody", "metadata"))


@define(repr=False)
class APIErrorData(Model):
    """What the provider answered."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("message", "message"),
        ("is_retryable", "isRetryable"),
        ("status_code", "statusCode"),
        ("response_headers", "responseHeaders"),
        ("response_body", "responseBody"),
        ("metadata", "metadata"),
    )

    message: str
    """What went wrong, in the provider's words where it gave any."""
    is_retryable: bool
    """Whether the same request may succeed later. The server has tried again by itself
    already."""
    status_code: int | None = None
    """The HTTP status of the provider's answer, if there was one."""
    response_headers: StringMap | None = None
    """The HTTP headers of the provider's answer."""
    response_body: str | None = None
    """The provider's answer as it came."""
    metadata: StringMap | None = None
    """More about the failure, such as the `url` that was called. Since 1.1.11."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("message"),
            get("isRetryable"),
            get("statusCode"),
            get("responseHeaders"),
            get("responseBody"),
            get("metadata"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
