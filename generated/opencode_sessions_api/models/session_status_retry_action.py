# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SessionStatusRetryAction(Model):
    """A suggestion to the user about a model that cannot be called, e.g. to buy more usage."""

    reason: str
    """The kind of problem."""
    provider: str
    """The provider with the problem."""
    title: str
    """A heading to show."""
    message: str
    """A text to show."""
    label: str
    """The label of the button."""
    link: str | None = None
    """The web address that the button opens."""

    @staticmethod
    def _read(data: Any, model: SessionStatusRetryAction) -> None:
        model.reason = data["reason"]
        model.provider = data["provider"]
        model.title = data["title"]
        model.message = data["message"]
        model.label = data["label"]
        model.link = data.get("link")
