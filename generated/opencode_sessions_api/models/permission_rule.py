from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.permission_action import PermissionAction

__all__ = ["PermissionRule"]

_FIELDS = frozenset(("permission", "pattern", "action"))


class PermissionRule(Model):
    """Whether the agent may use a tool. Of the rules that apply, the last one counts."""

    __slots__ = __match_args__ = ("permission", "pattern", "action", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("permission", "permission"),
        ("pattern", "pattern"),
        ("action", "action"),
    )

    permission: str
    """What is asked for - a tool such as `bash`, `edit` or `webfetch`, or `*` for all."""
    pattern: str
    """What it is asked for - for `bash` the command, for `edit` the file and so on; `*` stands
    for any text."""
    action: PermissionAction | str
    """What to do when the agent wants to use a tool - go ahead, refuse, or ask a person."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        permission: str,
        pattern: str,
        action: PermissionAction | str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.permission = permission
        self.pattern = pattern
        self.action = action
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.permission = data["permission"]
            model.pattern = data["pattern"]
            model.action = data["action"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model if cls is PermissionRule else cls(*(getattr(model, name) for name in PermissionRule.__match_args__))
        )


decode_permission_rule = PermissionRule.from_dict
