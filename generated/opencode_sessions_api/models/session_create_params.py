from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["SessionCreateParams"]

_FIELDS = frozenset(("parentID", "title", "agent", "model", "metadata", "permission"))


class SessionCreateParams(Model):
    """The body of `POST /session`. All may be left out."""

    __slots__ = __match_args__ = (
        "parent_id",
        "title",
        "agent",
        "model",
        "metadata",
        "permission",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("parent_id", "parentID"),
        ("title", "title"),
        ("agent", "agent"),
        ("model", "model"),
        ("metadata", "metadata"),
        ("permission", "permission"),
    )

    parent_id: str | None
    """The session that the new one belongs to."""
    title: str | None
    """The title; without one the server makes one from the first prompt."""
    agent: str | None
    """The agent to use unless a prompt names another, such as `build` or `plan`. Since 1.14."""
    model: SessionModel | None
    """The model to use unless a prompt names another. Since 1.14."""
    metadata: Metadata | None
    """Whatever you want to keep with the session. Since 1.15."""
    permission: list[PermissionRule] | None
    """What the agent may do, besides the server's configuration. Since 1.1.11."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        parent_id: str | None = None,
        title: str | None = None,
        agent: str | None = None,
        model: SessionModel | None = None,
        metadata: Metadata | None = None,
        permission: list[PermissionRule] | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.parent_id = parent_id
        self.title = title
        self.agent = agent
        self.model = model
        self.metadata = metadata
        self.permission = permission
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        known = 0
        if "parentID" in data:
            model.parent_id = data["parentID"]
            known += 1
        else:
            model.parent_id = None
        if "title" in data:
            model.title = data["title"]
            known += 1
        else:
            model.title = None
        if "agent" in data:
            model.agent = data["agent"]
            known += 1
        else:
            model.agent = None
        if "model" in data:
            model.model = decode_session_model(value) if isinstance(value := data["model"], dict) else value
            known += 1
        else:
            model.model = None
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
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is SessionCreateParams
            else cls(*(getattr(model, name) for name in SessionCreateParams.__match_args__))
        )


decode_session_create_params = SessionCreateParams.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.permission_rule import (
    PermissionRule,  # noqa: E402
    decode_permission_rule,  # noqa: E402
)
from opencode_sessions_api.models.session_model import (
    SessionModel,  # noqa: E402
    decode_session_model,  # noqa: E402
)
