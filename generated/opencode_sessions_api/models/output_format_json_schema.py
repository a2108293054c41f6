from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.json_schema import JSONSchema

__all__ = ["OutputFormatJsonSchema"]

_FIELDS = frozenset(("type", "schema", "retryCount"))


class OutputFormatJsonSchema(Model):
    """An answer in JSON that follows a schema. It arrives as `structured` of the agent's message; if the
    model does not manage it, the message has a `StructuredOutputError`."""

    __slots__ = __match_args__ = ("schema", "type", "retry_count", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("type", "type"),
        ("schema", "schema"),
        ("retry_count", "retryCount"),
    )

    schema: JSONSchema
    """A JSON schema; its root is an object."""
    type: Literal["json_schema"]
    """Always `json_schema`."""
    retry_count: int | None
    """How many more times to try when the answer does not follow the schema, 2 by default."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        schema: JSONSchema,
        type: Literal["json_schema"] = "json_schema",
        retry_count: int | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.schema = schema
        self.type = type
        self.retry_count = retry_count
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.schema = data["schema"]
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        if "retryCount" in data:
            model.retry_count = data["retryCount"]
            known += 1
        else:
            model.retry_count = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is OutputFormatJsonSchema
            else cls(*(getattr(model, name) for name in OutputFormatJsonSchema.__match_args__))
        )


decode_output_format_json_schema = OutputFormatJsonSchema.from_dict
