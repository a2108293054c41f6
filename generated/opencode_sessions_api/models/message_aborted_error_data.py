# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class MessageAbortedErrorData(Model):
    """Details of the abort."""

    message: str
    """A note such as `Aborted`."""

    @staticmethod
    def _read(data: Any, model: MessageAbortedErrorData) -> None:
        model.message = data["message"]
