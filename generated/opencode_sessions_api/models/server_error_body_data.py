from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["ServerErrorBodyData"]

_FIELDS = frozenset(("message", "ref"))


class ServerErrorBodyData(Model):
    """What is known of a failure of the server."""

    __slots__ = __match_args__ = ("message", "ref", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("message", "message"), ("ref", "ref"))

    message: str | None
    """What went wrong. Newer servers keep it to their log; some older ones add a stack trace."""
    ref: str | None
    """Marks the place in the server's log, such as `err_1548e426`. Since 1.15."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self, message: str | None = None, ref: str | None = None, additional_properties: dict[str, Any] | None = None
    ) -> None:
        self.message = message
        self.ref = ref
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        known = 0
        if "message" in data:
            model.message = data["message"]
            known += 1
        else:
            model.message = None
        if "ref" in data:
            model.ref = data["ref"]
            known += 1
        else:
            model.ref = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ServerErrorBodyData
            else cls(*(getattr(model, name) for name in ServerErrorBodyData.__match_args__))
        )


decode_server_error_body_data = ServerErrorBodyData.from_dict
