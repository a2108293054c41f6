"""Which operations a server has: by its version, or by the document that it gives of itself."""

from __future__ import annotations

import re
from typing import Any

#: The first version that tells its version. What answers older servers are told apart by, if need be, is their
#: document of their operations, at `GET /doc`.
FIRST_WITH_HEALTH = "1.1.11"


def is_older(version: str, than: str) -> bool:
    """Whether a version comes before another; a pre-release counts as the release."""
    return _numbers(version) < _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version.partition("-")[0])[:3])


def has_operation(document: Any, operation: str) -> bool:
    """Whether an OpenAPI document has an operation such as `GET /session/{sessionID}`.

    Generations of the server call the same identifier by different names, which count for nothing.
    """
    method, path = operation.split(" ", 1)
    paths = document.get("paths") if isinstance(document, dict) else None
    return isinstance(paths, dict) and any(
        _unnamed(template) == _unnamed(path) and method.lower() in item for template, item in paths.items()
    )


def _unnamed(template: str) -> str:
    return re.sub(r"\{\w+\}", "{}", template)
