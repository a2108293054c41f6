"""What a call names that the server may not have: a model, an agent, a command."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from opencode_sessions.errors import NotOfferedError, OpencodeError
from opencode_sessions_api.client import Request

_MOST_NAMES = 10


def wanted_model(request: Request[Any]) -> str | None:
    """The model that a call names, as `provider/model`; operations have several shapes for it."""
    body: dict[str, Any] = request.body if isinstance(request.body, dict) else {}
    model: Any = body.get("model") or body
    if isinstance(model, str):
        return model
    provider_id, model_id = model.get("providerID"), model.get("modelID")
    return f"{provider_id}/{model_id}" if provider_id and model_id else None


def wanted(request: Request[Any], field: str) -> str | None:
    """The agent or the command that a call names."""
    return request.body.get(field) if isinstance(request.body, dict) else None


def not_offered(
    kind: type[NotOfferedError], what: str, wanted: str, available: Sequence[str], failure: OpencodeError
) -> NotOfferedError:
    """The error about a name that the server does not have, in place of one that does not say so."""
    close = get_close_matches(wanted, available, n=3)
    names = ", ".join(close or available[:_MOST_NAMES])
    more = len(available) - _MOST_NAMES
    hint = (
        f"Did you mean {names}?"
        if close
        else f"It has {names}{f' and {more} more' if more > 0 else ''}."
        if available
        else "It has none."
    )
    error = kind(
        f"{failure.operation} failed because this server has no {what} {wanted!r}. {hint}",
        operation=failure.operation,
        url=failure.url,
        status_code=failure.status_code,
        body=failure.body,
    )
    error.wanted = wanted
    error.available = available
    return error
