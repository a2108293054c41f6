from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["Config"]

_FIELDS = frozenset(("model", "small_model", "default_agent", "share", "username", "provider", "mcp"))


@define(repr=False)
class Config(Model):
    """Settings, as in `opencode.json`; those that are not described here are kept as they came."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("model", "model"),
        ("small_model", "small_model"),
        ("default_agent", "default_agent"),
        ("share", "share"),
        ("username", "username"),
        ("provider", "provider"),
        ("mcp", "mcp"),
    )

    _secrets: ClassVar[frozenset[str]] = frozenset(("provider", "mcp"))

    model: str | None = None
    """The model to use where none is named, as `provider/model`."""
    small_model: str | None = None
    """The model for small tasks such as titles, as `provider/model`."""
    default_agent: str | None = None
    """The agent to ask where none is named. Since 1.1.11."""
    share: str | None = None
    """Whether sessions are shared, `manual`, `auto` or `disabled`."""
    username: str | None = None
    """What the user is called."""
    provider: Metadata | None = None
    """Settings of providers, by their identifiers; they may hold keys."""
    mcp: Metadata | None = None
    """Settings of MCP servers, by their names; they may hold keys."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("model"),
            get("small_model"),
            get("default_agent"),
            get("share"),
            get("username"),
            get("provider"),
            get("mcp"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
