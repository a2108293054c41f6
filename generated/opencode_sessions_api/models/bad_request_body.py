from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["BadRequestBody"]

_FIELDS = frozenset(("name", "_tag", "message", "kind", "field", "data", "error", "success"))


class BadRequestBody(Model):
    """What is wrong with the request. Which fields there are depends on the server's version and on the
    operation."""

    __slots__ = __match_args__ = (
        "name",
        "field_tag",
        "message",
        "kind",
        "field",
        "data",
        "error",
        "success",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("name", "name"),
        ("field_tag", "_tag"),
        ("message", "message"),
        ("kind", "kind"),
        ("field", "field"),
        ("data", "data"),
        ("error", "error"),
        ("success", "success"),
    )

    name: str | None
    """The kind of error, such as `BadRequest`; servers up to 1.14 send others too. Not always
    there."""
    field_tag: str | None
    """The kind of error where there is no `name`, such as `BadRequest`. Since 1.15."""
    message: str | None
    """What is wrong, where there is no `data`. Since 1.15."""
    kind: str | None
    """Where it is wrong, such as `Query` or `Payload`, where there is no `data`. Since 1.15."""
    field: str | None
    """The field that is wrong, where there is no `data`. Since 1.15."""
    data: Any
    """With a `name`, an object whose `message` says what is wrong. Without, the body that was
    sent (1.0 to 1.14)."""
    error: Any
    """A list of issues, each with a `path` and a `message`, or an object with such a list as
    `issues`. Up to 1.14."""
    success: bool | None
    """Always `false`. Up to 1.14."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        name: str | None = None,
        field_tag: str | None = None,
        message: str | None = None,
        kind: str | None = None,
        field: str | None = None,
        data: Any = None,
        error: Any = None,
        success: bool | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.field_tag = field_tag
        self.message = message
        self.kind = kind
        self.field = field
        self.data = data
        self.error = error
        self.success = success
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
        if "_tag" in data:
            model.field_tag = data["_tag"]
            known += 1
        else:
            model.field_tag = None
        if "message" in data:
            model.message = data["message"]
            known += 1
        else:
            model.message = None
        if "kind" in data:
            model.kind = data["kind"]
            known += 1
        else:
            model.kind = None
        if "field" in data:
            model.field = data["field"]
            known += 1
        else:
            model.field = None
        if "data" in data:
            model.data = data["data"]
            known += 1
        else:
            model.data = None
        if "error" in data:
            model.error = data["error"]
            known += 1
        else:
            model.error = None
        if "success" in data:
            model.success = data["success"]
            known += 1
        else:
            model.success = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model if cls is BadRequestBody else cls(*(getattr(model, name) for name in BadRequestBody.__match_args__))
        )


decode_bad_request_body = BadRequestBody.from_dict
