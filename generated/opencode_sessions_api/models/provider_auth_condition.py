# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderAuthCondition(Model):
    """A condition on an earlier answer."""

    key: str
    """The name of the earlier answer."""
    op: str
    """The comparison - `eq` (equal) or `neq` (not equal)."""
    value: str
    """The value to compare with."""

    @staticmethod
    def _read(data: Any, model: ProviderAuthCondition) -> None:
        model.key = data["key"]
        model.op = data["op"]
        model.value = data["value"]
