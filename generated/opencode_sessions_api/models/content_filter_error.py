# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ContentFilterError(Model):
    """The provider blocked the answer because of its content. Since 1.17."""

    data: models.ContentFilterErrorData
    """Details of the blocked answer."""
    name: Literal["ContentFilterError"] = "ContentFilterError"
    """Always `ContentFilterError`."""

    @staticmethod
    def _read(data: Any, model: ContentFilterError) -> None:
        model.name = data["name"]
        model.data = (
            models.decode_content_filter_error_data(value) if isinstance(value := data["data"], dict) else value
        )
