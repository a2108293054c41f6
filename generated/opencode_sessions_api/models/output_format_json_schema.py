from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.json_schema import JSONSchema

__all__ = ["OutputFormatJsonSchema"]

_FIELDS = frozenset(("type", "schema", "retryCount"))


@define(repr=False)
class OutputFormatJsonSchema(Model):
    """An answer in JSON that follows a schema. It arrives as `structured` of the agent's message; if the
    model does not manage it, the message has a `StructuredOutputError`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("type", "type"),
        ("schema", "schema"),
        ("retry_count", "retryCount"),
    )

    schema: JSONSchema
    """A JSON schema; its root is an object."""
    type: Literal["json_schema"] = "json_schema"
    """Always `json_schema`."""
    retry_count: int | None = None
    """How many more times to try when the answer does not follow the schema, 2 by default."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("schema"),
            get("type"),
            get("retryCount"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
