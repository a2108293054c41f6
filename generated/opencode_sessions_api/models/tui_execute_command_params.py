# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class TuiExecuteCommandParams(Model):
    """A command of the user interface."""

    command: str
    """The command, such as `session_new`, `session_share`, `messages_first` or `agent_cycle`.
    An unknown one is ignored."""

    @staticmethod
    def _read(data: Any, model: TuiExecuteCommandParams) -> None:
        model.command = data["command"]
