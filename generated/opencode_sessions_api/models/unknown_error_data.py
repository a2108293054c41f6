# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class UnknownErrorData(Model):
    """Details of the failure."""

    message: str
    """The error message."""
    ref: str | None = None
    """The reference of the failure in the server's log, such as `err_1548e426`. Since 1.15."""

    @staticmethod
    def _read(data: Any, model: UnknownErrorData) -> None:
        model.message = data["message"]
        model.ref = data.get("ref")
