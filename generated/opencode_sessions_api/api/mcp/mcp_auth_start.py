# Generated from openapi.yaml; do not edit.
"""`POST /mcp/{name}/auth`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request, segment
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    name: str,
    *,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[models.McpAuthorization]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /mcp/{name}/auth",
        "POST",
        f"/mcp/{segment('name', name)}/auth",
        decode,
        {"directory": directory},
        since="1.0.142",
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> models.McpAuthorization:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return models.McpAuthorization.from_dict(expect(dict, response, "authorizationUrl"))
