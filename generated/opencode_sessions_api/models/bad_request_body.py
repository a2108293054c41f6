from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["BadRequestBody"]

_FIELDS = frozenset(("name", "_tag", "message", "kind", "field", "data", "error", "success"))


@define(repr=False)
class BadRequestBody(Model):
    """What is wrong with the request. Which fields there are depends on the server's version and on the
    operation."""

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

    name: str | None = None
    """The kind of error, such as `BadRequest`; servers up to 1.14 send others too. Not always
    there."""
    field_tag: str | None = None
    """The kind of error where there is no `name`, such as `BadRequest`. Since 1.15."""
    message: str | None = None
    """What is wrong, where there is no `data`. Since 1.15."""
    kind: str | None = None
    """Where it is wrong, such as `Query` or `Payload`, where there is no `data`. Since 1.15."""
    field: str | None = None
    """The field that is wrong, where there is no `data`. Since 1.15."""
    data: Any = None
    """With a `name`, an object whose `message` says what is wrong. Without, the body that was
    sent (1.0 to 1.14)."""
    error: Any = None
    """A list of issues, each with a `path` and a `message`, or an object with such a list as
    `issues`. Up to 1.14."""
    success: bool | None = None
    """Always `false`. Up to 1.14."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("name"),
            get("_tag"),
            get("message"),
            get("kind"),
            get("field"),
            get("data"),
            get("error"),
            get("success"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
