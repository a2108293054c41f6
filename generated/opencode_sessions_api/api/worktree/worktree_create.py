# Generated from openapi.yaml; do not edit.
"""`POST /experimental/worktree`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    *,
    name: str | None = None,
    start_command: str | None = None,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[models.Worktree]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /experimental/worktree",
        "POST",
        "/experimental/worktree",
        decode,
        {"directory": directory},
        models.WorktreeCreateParams(name=name, start_command=start_command).to_dict(),
        since="1.1.11",
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> models.Worktree:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return models.Worktree.from_dict(expect(dict, response, "name", "directory"))
