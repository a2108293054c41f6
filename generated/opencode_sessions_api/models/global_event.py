from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import Event

__all__ = ["GlobalEvent"]

_FIELDS = frozenset(("payload", "directory", "project", "workspace"))


class GlobalEvent(Model):
    """An event, with the directory that it is about."""

    __slots__ = __match_args__ = ("payload", "directory", "project", "workspace", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("payload", "payload"),
        ("directory", "directory"),
        ("project", "project"),
        ("workspace", "workspace"),
    )

    payload: Event
    """What happened, by its `type`. Servers send events of further types too, which are not
    described here."""
    directory: str | None
    """The directory, an absolute path; `global` for what is about no directory. Left out in
    events of the connection itself."""
    project: str | None
    """The project that the directory belongs to. Since 1.14."""
    workspace: str | None
    """The experimental workspace that the event is about, `wrk_…`, if any. Since 1.14."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        payload: Event,
        directory: str | None = None,
        project: str | None = None,
        workspace: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.payload = payload
        self.directory = directory
        self.project = project
        self.workspace = workspace
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.payload = decode_event(data["payload"])
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "directory" in data:
            model.directory = data["directory"]
            known += 1
        else:
            model.directory = None
        if "project" in data:
            model.project = data["project"]
            known += 1
        else:
            model.project = None
        if "workspace" in data:
            model.workspace = data["workspace"]
            known += 1
        else:
            model.workspace = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is GlobalEvent else cls(*(getattr(model, name) for name in GlobalEvent.__match_args__))


decode_global_event = GlobalEvent.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_event  # noqa: E402
