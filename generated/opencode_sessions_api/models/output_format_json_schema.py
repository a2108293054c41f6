# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class OutputFormatJsonSchema(Model):
    """An answer in JSON that follows a schema. It is in the field `structured` of the agent's message. If
    the model fails to produce it, the message has a `StructuredOutputError`."""

    schema: models.JSONSchema
    """A JSON schema whose root is an object."""
    type: Literal["json_schema"] = "json_schema"
    """Always `json_schema`."""
    retry_count: int | None = None
    """The number of retries if the answer does not follow the schema, 2 by default."""

    @staticmethod
    def _read(data: Any, model: OutputFormatJsonSchema) -> None:
        model.type = data["type"]
        model.schema = data["schema"]
        model.retry_count = data.get("retryCount")
