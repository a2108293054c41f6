# Generated from openapi.yaml; do not edit.
"""The models of a provider, by model identifier."""

from typing import TypeAlias

from opencode_sessions_api import models

ProviderModels: TypeAlias = dict[str, models.ProviderModel]
