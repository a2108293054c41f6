# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class TuiSelectSessionParams(Model):
    """A session to show."""

    session_id: str
    """The session's identifier, `ses_…`."""

    @staticmethod
    def _read(data: Any, model: TuiSelectSessionParams) -> None:
        model.session_id = data["sessionID"]
