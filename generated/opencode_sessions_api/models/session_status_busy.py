# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SessionStatusBusy(Model):
    """The agent is working, or waits for a permission or for an answer."""

    type: Literal["busy"] = "busy"
    """Always `busy`."""

    @staticmethod
    def _read(data: Any, model: SessionStatusBusy) -> None:
        model.type = data["type"]
