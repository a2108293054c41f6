"""The address and the body of a request, as they go on the wire."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import httpx

from opencode_sessions_api.client import Request


def query(request: Request[Any], directory: str | None) -> dict[str, Any]:
    """The query parameters that were given; an operation that takes a directory gets the client's by default."""
    given = {name: value for name, value in request.params.items() if value is not None}
    if directory is not None and "directory" in request.params:
        given.setdefault("directory", directory)
    return given


def address(path: str, given: dict[str, Any]) -> httpx.URL:
    """An address with its query: httpx, given the two apart, would parse it twice."""
    return _parsed(f"{path}?{httpx.QueryParams(given)}" if given else path)


# Parsing takes a tenth of a call, and the same few addresses come again and again.
_parsed = lru_cache(maxsize=128)(httpx.URL)


def encode_body(body: Any) -> bytes | None:
    """The body as JSON.

    Raises:
        ValueError: A number in it is not finite, which JSON cannot say.
    """
    if body is None:
        return None
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8, but JSON can name it.
        return json.dumps(body, allow_nan=False, separators=(",", ":")).encode()
