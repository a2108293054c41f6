from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import Event

__all__ = ["GlobalEvent"]

_FIELDS = frozenset(("payload", "directory", "project", "workspace"))


@define(repr=False)
class GlobalEvent(Model):
    """An event, with the directory that it is about."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("payload", "payload"),
        ("directory", "directory"),
        ("project", "project"),
        ("workspace", "workspace"),
    )

    payload: Event
    """What happened, by its `type`. Servers send events of further types too, which are not
    described here."""
    directory: str | None = None
    """The directory, an absolute path; `global` for what is about no directory. Left out in
    events of the connection itself."""
    project: str | None = None
    """The project that the directory belongs to. Since 1.14."""
    workspace: str | None = None
    """The experimental workspace that the event is about, `wrk_…`, if any. Since 1.14."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            decode_event(get("payload")),
            get("directory"),
            get("project"),
            get("workspace"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_event  # noqa: E402
