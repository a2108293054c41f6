from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["SessionUpdateParams"]

_FIELDS = frozenset(("title", "metadata", "permission", "time"))


@define(repr=False)
class SessionUpdateParams(Model):
    """The body of `PATCH /session/{sessionID}`. What is left out stays as it is."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("title", "title"),
        ("metadata", "metadata"),
        ("permission", "permission"),
        ("time", "time"),
    )

    title: str | None = None
    """The new title."""
    metadata: Metadata | None = None
    """The new data, in place of all of the old. Since 1.15."""
    permission: list[PermissionRule] | None = None
    """Rules to add after those that the session has; of rules that apply, the last one counts.
    Since 1.14."""
    time: SessionUpdateTime | None = None
    """Marks the session as archived. Since 1.0.185."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("title"),
            get("metadata"),
            [
                PermissionRule.from_dict(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := get("permission"), list)
            else value,
            SessionUpdateTime.from_dict(value) if isinstance(value := get("time"), dict) else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.permission_rule import PermissionRule  # noqa: E402
from opencode_sessions_api.models.session_update_time import SessionUpdateTime  # noqa: E402
