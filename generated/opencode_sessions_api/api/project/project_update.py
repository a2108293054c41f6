# Generated from openapi.yaml; do not edit.
"""`PATCH /project/{projectID}`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request, segment
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    project_id: models.ProjectLike,
    *,
    name: str | None = None,
    icon: models.ProjectIcon | None = None,
    commands: models.ProjectCommands | None = None,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[models.Project]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "PATCH /project/{projectID}",
        "PATCH",
        f"/project/{segment('project_id', project_id, 'Project')}",
        decode,
        {"directory": directory},
        models.ProjectUpdateParams(name=name, icon=icon, commands=commands).to_dict(),
        since="1.0.142",
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> models.Project:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return models.Project.from_dict(expect(dict, response, "id", "worktree", "time"))
