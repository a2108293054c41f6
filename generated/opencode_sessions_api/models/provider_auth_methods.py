# Generated from openapi.yaml; do not edit.
"""The ways to log in to providers, by provider identifier."""

from typing import TypeAlias

from opencode_sessions_api import models

ProviderAuthMethods: TypeAlias = dict[str, list[models.ProviderAuthMethod]]
