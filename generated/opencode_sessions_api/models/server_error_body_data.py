# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ServerErrorBodyData(Model):
    """Details of a failure of the server."""

    message: str | None = None
    """The error message. Newer servers write the reason only to their log; some older ones add
    a stack trace."""
    ref: str | None = None
    """The reference of the failure in the server's log, such as `err_1548e426`. Since 1.15.13."""

    @staticmethod
    def _read(data: Any, model: ServerErrorBodyData) -> None:
        model.message = data.get("message")
        model.ref = data.get("ref")
