# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderModelCacheCost(Model):
    """The price of tokens of the provider's cache, in US dollars for a million."""

    read: float
    """For tokens read from the cache, in US dollars for a million."""
    write: float
    """For tokens written to the cache, in US dollars for a million."""

    @staticmethod
    def _read(data: Any, model: ProviderModelCacheCost) -> None:
        model.read = data["read"]
        model.write = data["write"]
