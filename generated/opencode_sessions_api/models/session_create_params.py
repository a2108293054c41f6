from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["SessionCreateParams"]

_FIELDS = frozenset(("parentID", "title", "agent", "model", "metadata", "permission"))


@define(repr=False)
class SessionCreateParams(Model):
    """The body of `POST /session`. All may be left out."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("parent_id", "parentID"),
        ("title", "title"),
        ("agent", "agent"),
        ("model", "model"),
        ("metadata", "metadata"),
        ("permission", "permission"),
    )

    parent_id: str | None = None
    """The session that the new one belongs to."""
    title: str | None = None
    """The title; without one the server makes one from the first prompt."""
    agent: str | None = None
    """The agent to use unless a prompt names another, such as `build` or `plan`. Since 1.14."""
    model: SessionModel | None = None
    """The model to use unless a prompt names another. Since 1.14."""
    metadata: Metadata | None = None
    """Whatever you want to keep with the session. Since 1.15."""
    permission: list[PermissionRule] | None = None
    """What the agent may do, besides the server's configuration. Since 1.1.11."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("parentID"),
            get("title"),
            get("agent"),
            SessionModel.from_dict(value) if isinstance(value := get("model"), dict) else value,
            get("metadata"),
            [
                PermissionRule.from_dict(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := get("permission"), list)
            else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.permission_rule import PermissionRule  # noqa: E402
from opencode_sessions_api.models.session_model import SessionModel  # noqa: E402
