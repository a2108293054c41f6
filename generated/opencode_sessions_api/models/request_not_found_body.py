from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["RequestNotFoundBody"]

_FIELDS = frozenset(("name", "data", "_tag", "requestID", "message"))


class RequestNotFoundBody(Model):
    """Which request was not found, or with a `name` and `data` that the session was not."""

    __slots__ = __match_args__ = ("name", "data", "field_tag", "request_id", "message", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("name", "name"),
        ("data", "data"),
        ("field_tag", "_tag"),
        ("request_id", "requestID"),
        ("message", "message"),
    )

    name: str | None
    """Always `NotFoundError`, if the session was not found."""
    data: NotFoundBodyData | None
    """What was not found, if it is the session."""
    field_tag: str | None
    """`PermissionNotFoundError` or `QuestionNotFoundError`, if the request was not found.
    Since 1.15."""
    request_id: str | None
    """The request that was not found. Since 1.15."""
    message: str | None
    """The same in words. Since 1.15."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        name: str | None = None,
        data: NotFoundBodyData | None = None,
        field_tag: str | None = None,
        request_id: str | None = None,
        message: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.data = data
        self.field_tag = field_tag
        self.request_id = request_id
        self.message = message
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        known = 0
        if "name" in data:
            model.name = data["name"]
            known += 1
        else:
            model.name = None
        if "data" in data:
            model.data = decode_not_found_body_data(value) if isinstance(value := data["data"], dict) else value
            known += 1
        else:
            model.data = None
        if "_tag" in data:
            model.field_tag = data["_tag"]
            known += 1
        else:
            model.field_tag = None
        if "requestID" in data:
            model.request_id = data["requestID"]
            known += 1
        else:
            model.request_id = None
        if "message" in data:
            model.message = data["message"]
            known += 1
        else:
            model.message = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is RequestNotFoundBody
            else cls(*(getattr(model, name) for name in RequestNotFoundBody.__match_args__))
        )


decode_request_not_found_body = RequestNotFoundBody.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.not_found_body_data import (
    NotFoundBodyData,  # noqa: E402
    decode_not_found_body_data,  # noqa: E402
)
