# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class RequestNotFoundBody(Model):
    """The request that was not found, or, with a `name` and `data`, the session."""

    name: str | None = None
    """Always `NotFoundError`, if the session was not found."""
    data: models.NotFoundBodyData | None = None
    """Details of the missing session."""
    field_tag: str | None = None
    """`PermissionNotFoundError` or `QuestionNotFoundError`, if the request was not found.
    Since 1.15."""
    request_id: str | None = None
    """The request that was not found. Since 1.15."""
    message: str | None = None
    """The error message. Since 1.15."""

    @staticmethod
    def _read(data: Any, model: RequestNotFoundBody) -> None:
        model.name = data.get("name")
        model.data = models.decode_not_found_body_data(value) if isinstance(value := data.get("data"), dict) else value
        model.field_tag = data.get("_tag")
        model.request_id = data.get("requestID")
        model.message = data.get("message")
