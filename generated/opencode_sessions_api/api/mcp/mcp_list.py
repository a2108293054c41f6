# Generated from openapi.yaml; do not edit.
"""`GET /mcp`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    *, directory: str | None = None, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None
) -> Request[models.McpStatusMap]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "GET /mcp",
        "GET",
        "/mcp",
        decode,
        {"directory": directory},
        since="1.0.0",
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> models.McpStatusMap:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    response = expect(dict, response)
    return (
        {
            key: models.decode_mcp_status(item_of_response) if isinstance(item_of_response, dict) else item_of_response
            for key, item_of_response in response.items()
        }
        if isinstance(response, dict)
        else response
    )
