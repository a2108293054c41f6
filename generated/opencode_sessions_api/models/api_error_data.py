# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class APIErrorData(Model):
    """Details of the provider's error."""

    message: str
    """The error message, in the provider's words if it gave any."""
    is_retryable: bool
    """True if the same request may succeed later. The server has already retried by itself."""
    status_code: int | None = None
    """The HTTP status of the provider's response, if there was one."""
    response_headers: models.StringMap | None = None
    """The HTTP headers of the provider's response."""
    response_body: str | None = None
    """The body of the provider's response, unchanged."""
    metadata: models.StringMap | None = None
    """More about the failure, such as the `url` of the request. Since 1.1.16."""

    @staticmethod
    def _read(data: Any, model: APIErrorData) -> None:
        model.message = data["message"]
        model.is_retryable = data["isRetryable"]
        model.status_code = data.get("statusCode")
        model.response_headers = data.get("responseHeaders")
        model.response_body = data.get("responseBody")
        model.metadata = data.get("metadata")
