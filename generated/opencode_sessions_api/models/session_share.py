# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SessionShare(Model):
    """The place where everybody can read a shared session."""

    url: str
    """The public web address."""

    @staticmethod
    def _read(data: Any, model: SessionShare) -> None:
        model.url = data["url"]
