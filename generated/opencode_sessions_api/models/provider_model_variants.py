"""Settings of a model's variants, by the variant's name such as `high`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["ProviderModelVariants"]

ProviderModelVariants: TypeAlias = "dict[str, Metadata]"
