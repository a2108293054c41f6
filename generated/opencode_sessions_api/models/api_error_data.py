from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.string_map import StringMap

__all__ = ["APIErrorData"]

_FIELDS = frozenset(("message", "isRetryable", "statusCode", "responseHeaders", "responseBody", "metadata"))


class APIErrorData(Model):
    """What the provider answered."""

    __slots__ = __match_args__ = (
        "message",
        "is_retryable",
        "status_code",
        "response_headers",
        "response_body",
        "metadata",
        "additional_properties",
    )
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
    status_code: int | None
    """The HTTP status of the provider's answer, if there was one."""
    response_headers: StringMap | None
    """The HTTP headers of the provider's answer."""
    response_body: str | None
    """The provider's answer as it came."""
    metadata: StringMap | None
    """More about the failure, such as the `url` that was called. Since 1.1.11."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        message: str,
        is_retryable: bool,
        status_code: int | None = None,
        response_headers: StringMap | None = None,
        response_body: str | None = None,
        metadata: StringMap | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.message = message
        self.is_retryable = is_retryable
        self.status_code = status_code
        self.response_headers = response_headers
        self.response_body = response_body
        self.metadata = metadata
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.message = data["message"]
            model.is_retryable = data["isRetryable"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        if "statusCode" in data:
            model.status_code = data["statusCode"]
            known += 1
        else:
            model.status_code = None
        if "responseHeaders" in data:
            model.response_headers = data["responseHeaders"]
            known += 1
        else:
            model.response_headers = None
        if "responseBody" in data:
            model.response_body = data["responseBody"]
            known += 1
        else:
            model.response_body = None
        if "metadata" in data:
            model.metadata = data["metadata"]
            known += 1
        else:
            model.metadata = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is APIErrorData else cls(*(getattr(model, name) for name in APIErrorData.__match_args__))


decode_api_error_data = APIErrorData.from_dict
