# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class TokenCache(Model):
    """The tokens read from and written to the provider's prompt cache."""

    read: int
    """The number of tokens read from the cache."""
    write: int
    """The number of tokens written to the cache."""

    @staticmethod
    def _read(data: Any, model: TokenCache) -> None:
        model.read = data["read"]
        model.write = data["write"]
