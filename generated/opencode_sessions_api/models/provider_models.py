"""The models of a provider, by the model's identifier."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from opencode_sessions_api.models.provider_model import ProviderModel

__all__ = ["ProviderModels"]

ProviderModels: TypeAlias = "dict[str, ProviderModel]"
