from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["AssistantMessagePath"]

_FIELDS = frozenset(("cwd", "root"))


class AssistantMessagePath(Model):
    """Where in the file system the agent worked."""

    __slots__ = __match_args__ = ("cwd", "root", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("cwd", "cwd"), ("root", "root"))

    cwd: str
    """The working directory, an absolute path."""
    root: str
    """The root of the project, an absolute path; `/` outside of git."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, cwd: str, root: str, additional_properties: dict[str, Any] | None = None) -> None:
        self.cwd = cwd
        self.root = root
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.cwd = data["cwd"]
            model.root = data["root"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is AssistantMessagePath
            else cls(*(getattr(model, name) for name in AssistantMessagePath.__match_args__))
        )


decode_assistant_message_path = AssistantMessagePath.from_dict
