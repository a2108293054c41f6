from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["SessionUpdateParams"]

_FIELDS = frozenset(("title", "metadata", "permission", "time"))


class SessionUpdateParams(Model):
    """The body of `PATCH /session/{sessionID}`. What is left out stays as it is."""

    __slots__ = __match_args__ = ("title", "metadata", "permission", "time", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("title", "title"),
        ("metadata", "metadata"),
        ("permission", "permission"),
        ("time", "time"),
    )

    title: str | None
    """The new title."""
    metadata: Metadata | None
    """The new data, in place of all of the old. Since 1.15."""
    permission: list[PermissionRule] | None
    """Rules to add after those that the session has; of rules that apply, the last one counts.
    Since 1.14."""
    time: SessionUpdateTime | None
    """Marks the session as archived. Since 1.0.185."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        title: str | None = None,
        metadata: Metadata | None = None,
        permission: list[PermissionRule] | None = None,
        time: SessionUpdateTime | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.title = title
        self.metadata = metadata
        self.permission = permission
        self.time = time
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        known = 0
        if "title" in data:
            model.title = data["title"]
            known += 1
        else:
            model.title = None
        if "metadata" in data:
            model.metadata = data["metadata"]
            known += 1
        else:
            model.metadata = None
        if "permission" in data:
            model.permission = (
                [
                    decode_permission_rule(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for item_of_value in value
                ]
                if isinstance(value := data["permission"], list)
                else value
            )
            known += 1
        else:
            model.permission = None
        if "time" in data:
            model.time = decode_session_update_time(value) if isinstance(value := data["time"], dict) else value
            known += 1
        else:
            model.time = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is SessionUpdateParams
            else cls(*(getattr(model, name) for name in SessionUpdateParams.__match_args__))
        )


decode_session_update_params = SessionUpdateParams.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.permission_rule import (
    PermissionRule,  # noqa: E402
    decode_permission_rule,  # noqa: E402
)
from opencode_sessions_api.models.session_update_time import (
    SessionUpdateTime,  # noqa: E402
    decode_session_update_time,  # noqa: E402
)
