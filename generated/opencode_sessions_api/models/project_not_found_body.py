# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ProjectNotFoundBody(Model):
    """Details of the unknown project."""

    field_tag: str | None = None
    """Always `ProjectNotFoundError`. Since 1.15."""
    project_id: str | None = None
    """The project that does not exist. Since 1.15."""
    message: str | None = None
    """The error message. Since 1.15."""
    name: str | None = None
    """Always `NotFoundError`. Up to 1.3.2."""
    data: models.NotFoundBodyData | None = None
    """The error message. Up to 1.3.2."""

    @staticmethod
    def _read(data: Any, model: ProjectNotFoundBody) -> None:
        model.field_tag = data.get("_tag")
        model.project_id = data.get("projectID")
        model.message = data.get("message")
        model.name = data.get("name")
        model.data = models.decode_not_found_body_data(value) if isinstance(value := data.get("data"), dict) else value
