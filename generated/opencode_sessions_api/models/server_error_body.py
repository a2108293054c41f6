# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ServerErrorBody(Model):
    """Details of a failure of the server."""

    name: str | None = None
    """The kind of failure, usually `UnknownError`."""
    field_tag: str | None = None
    """The kind of failure if there is no `name`. Since 1.15."""
    data: models.ServerErrorBodyData | None = None
    """Details of a failure of the server."""

    @staticmethod
    def _read(data: Any, model: ServerErrorBody) -> None:
        model.name = data.get("name")
        model.field_tag = data.get("_tag")
        model.data = (
            models.decode_server_error_body_data(value) if isinstance(value := data.get("data"), dict) else value
        )
