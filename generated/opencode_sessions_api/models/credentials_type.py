# Generated from openapi.yaml; do not edit.
"""The kind of credentials, on which the other fields depend."""

from typing import Literal, TypeAlias

CredentialsType: TypeAlias = Literal["api", "oauth", "wellknown"]
