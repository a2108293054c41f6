from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["ServerErrorBody"]

_FIELDS = frozenset(("name", "_tag", "data"))


class ServerErrorBody(Model):
    """What is known of a failure of the server."""

    __slots__ = __match_args__ = ("name", "field_tag", "data", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("name", "name"), ("field_tag", "_tag"), ("data", "data"))

    name: str | None
    """The kind of failure, mostly `UnknownError`."""
    field_tag: str | None
    """The kind of failure where there is no `name`. Since 1.15."""
    data: ServerErrorBodyData | None
    """What is known of a failure of the server."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        name: str | None = None,
        field_tag: str | None = None,
        data: ServerErrorBodyData | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.field_tag = field_tag
        self.data = data
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
        if "data" in data:
            model.data = decode_server_error_body_data(value) if isinstance(value := data["data"], dict) else value
            known += 1
        else:
            model.data = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model if cls is ServerErrorBody else cls(*(getattr(model, name) for name in ServerErrorBody.__match_args__))
        )


decode_server_error_body = ServerErrorBody.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.server_error_body_data import (
    ServerErrorBodyData,  # noqa: E402
    decode_server_error_body_data,  # noqa: E402
)
