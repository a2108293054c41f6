from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["ResourceSource"]

_FIELDS = frozenset(("type", "clientName", "uri", "text"))


class ResourceSource(Model):
    """A resource of an MCP server. Since 1.1.11."""

    __slots__ = __match_args__ = ("client_name", "uri", "text", "type", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("type", "type"),
        ("client_name", "clientName"),
        ("uri", "uri"),
        ("text", "text"),
    )

    client_name: str
    """The MCP server's name in the configuration."""
    uri: str
    """The resource's address at the MCP server."""
    text: FilePartSourceText
    """The piece of the prompt's text that refers to the file."""
    type: Literal["resource"]
    """Always `resource`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        client_name: str,
        uri: str,
        text: FilePartSourceText,
        type: Literal["resource"] = "resource",
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.client_name = client_name
        self.uri = uri
        self.text = text
        self.type = type
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.client_name = data["clientName"]
            model.uri = data["uri"]
            model.text = decode_file_part_source_text(value) if isinstance(value := data["text"], dict) else value
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 4
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model if cls is ResourceSource else cls(*(getattr(model, name) for name in ResourceSource.__match_args__))
        )


decode_resource_source = ResourceSource.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_part_source_text import (
    FilePartSourceText,  # noqa: E402
    decode_file_part_source_text,  # noqa: E402
)
