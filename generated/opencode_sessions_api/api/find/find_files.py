# Generated from openapi.yaml; do not edit.
"""`GET /find/file`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    query: str,
    *,
    dirs: bool | None = None,
    type: models.FileNodeType | None = None,
    limit: int | None = None,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[list[str]]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "GET /find/file",
        "GET",
        "/find/file",
        decode,
        {"query": query, "dirs": dirs, "type": type, "limit": limit, "directory": directory},
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> list[str]:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return expect(list, response)
