from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ServerErrorBody"]

_FIELDS = frozenset(("name", "_tag", "data"))


@define(repr=False)
class ServerErrorBody(Model):
    """What is known of a failure of the server."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("name", "name"), ("field_tag", "_tag"), ("data", "data"))

    name: str | None = None
    """The kind of failure, mostly `UnknownError`."""
    field_tag: str | None = None
    """The kind of failure where there is no `name`. Since 1.15."""
    data: ServerErrorBodyData | None = None
    """What is known of a failure of the server."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("name"),
            get("_tag"),
            ServerErrorBodyData.from_dict(value) if isinstance(value := get("data"), dict) else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.server_error_body_data import ServerErrorBodyData  # noqa: E402
