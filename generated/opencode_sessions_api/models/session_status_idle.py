# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SessionStatusIdle(Model):
    """The session waits for a prompt. Only events report this status; the list leaves idle sessions out."""

    type: Literal["idle"] = "idle"
    """Always `idle`."""

    @staticmethod
    def _read(data: Any, model: SessionStatusIdle) -> None:
        model.type = data["type"]
