# Generated from openapi.yaml; do not edit.
"""Settings of a model's variants, by name of the variant such as `high`."""

from typing import TypeAlias

from opencode_sessions_api import models

ProviderModelVariants: TypeAlias = dict[str, models.Metadata]
