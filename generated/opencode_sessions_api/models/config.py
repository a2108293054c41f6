from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["Config"]

_FIELDS = frozenset(("model", "small_model", "default_agent", "share", "username", "provider", "mcp"))


class Config(Model):
    """Settings, as in `opencode.json`; those that are not described here are kept as they came."""

    __slots__ = __match_args__ = (
        "model",
        "small_model",
        "default_agent",
        "share",
        "username",
        "provider",
        "mcp",
        "additional_properties",
    )
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

    model: str | None
    """The model to use where none is named, as `provider/model`."""
    small_model: str | None
    """The model for small tasks such as titles, as `provider/model`."""
    default_agent: str | None
    """The agent to ask where none is named. Since 1.1.11."""
    share: str | None
    """Whether sessions are shared, `manual`, `auto` or `disabled`."""
    username: str | None
    """What the user is called."""
    provider: Metadata | None
    """Settings of providers, by their identifiers; they may hold keys."""
    mcp: Metadata | None
    """Settings of MCP servers, by their names; they may hold keys."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        model: str | None = None,
        small_model: str | None = None,
        default_agent: str | None = None,
        share: str | None = None,
        username: str | None = None,
        provider: Metadata | None = None,
        mcp: Metadata | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.model = model
        self.small_model = small_model
        self.default_agent = default_agent
        self.share = share
        self.username = username
        self.provider = provider
        self.mcp = mcp
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        known = 0
        if "model" in data:
            model.model = data["model"]
            known += 1
        else:
            model.model = None
        if "small_model" in data:
            model.small_model = data["small_model"]
            known += 1
        else:
            model.small_model = None
        if "default_agent" in data:
            model.default_agent = data["default_agent"]
            known += 1
        else:
            model.default_agent = None
        if "share" in data:
            model.share = data["share"]
            known += 1
        else:
            model.share = None
        if "username" in data:
            model.username = data["username"]
            known += 1
        else:
            model.username = None
        if "provider" in data:
            model.provider = data["provider"]
            known += 1
        else:
            model.provider = None
        if "mcp" in data:
            model.mcp = data["mcp"]
            known += 1
        else:
            model.mcp = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is Config else cls(*(getattr(model, name) for name in Config.__match_args__))


decode_config = Config.from_dict
