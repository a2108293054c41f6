"""What certain generations of the server mean by an error, where the client can make it good."""

from __future__ import annotations

import re
from typing import Any

from opencode_sessions.errors import BadRequestError

#: A file that the server writes before it gives it its name.
_BEING_WRITTEN = re.compile(r"ENOENT.*\.json\d")


def is_passing(error: BadRequestError) -> bool:
    """Whether something was read while it was being written, as servers before 1.0.0 do; it is there a moment later."""
    data: Any = error.body.get("data") if isinstance(error.body, dict) else None
    return isinstance(data, dict) and _BEING_WRITTEN.search(str(data.get("message"))) is not None


def needs_model(error: BadRequestError) -> bool:
    """Whether a prompt was refused because it names no model: servers before 1.0.0 have no default."""
    details: Any = error.body.get("error") if isinstance(error.body, dict) else None
    issues = details.get("issues") if isinstance(details, dict) else None
    return isinstance(issues, list) and any(issue.get("path") == ["providerID"] for issue in issues)


def is_about_format(error: BadRequestError) -> bool:
    """Whether messages could not be read because a prompt among them has a format, as servers from 1.15 cannot."""
    data: Any = error.body.get("data") if isinstance(error.body, dict) else None
    # The server finds fault with a body, where the request has none: with that of its own answer.
    return isinstance(data, dict) and data.get("kind") == "Body"
