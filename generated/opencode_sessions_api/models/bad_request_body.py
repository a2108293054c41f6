# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class BadRequestBody(Model):
    """The error in the request. Its fields depend on the server's version and on the operation."""

    name: str | None = None
    """The kind of error, such as `BadRequest`; servers up to 1.14 send other values too. Not
    always present."""
    field_tag: str | None = None
    """The kind of error if there is no `name`, such as `BadRequest`. Since 1.14.48."""
    message: str | None = None
    """The error message if there is no `data`. Since 1.15."""
    kind: str | None = None
    """The location of the error, such as `Query` or `Payload`, if there is no `data`. Since
    1.15."""
    field: str | None = None
    """The invalid field if there is no `data`. Since 1.15."""
    data: Any = None
    """With a `name`, an object whose `message` describes the error. Without, the body of the
    request (1.0 to 1.14)."""
    error: Any = None
    """A list of issues, each with a `path` and a `message`, or an object with such a list as
    `issues`. Up to 1.14.41."""
    success: bool | None = None
    """Always `false`. Up to 1.14.41."""

    @staticmethod
    def _read(data: Any, model: BadRequestBody) -> None:
        model.name = data.get("name")
        model.field_tag = data.get("_tag")
        model.message = data.get("message")
        model.kind = data.get("kind")
        model.field = data.get("field")
        model.data = data.get("data")
        model.error = data.get("error")
        model.success = data.get("success")
