# Generated from openapi.yaml; do not edit.
"""`PUT /auth/{providerID}`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request, segment
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    provider_id: models.ProviderLike,
    type: models.CredentialsType,
    *,
    key: str | None = None,
    metadata: models.StringMap | None = None,
    refresh: str | None = None,
    access: str | None = None,
    expires: int | None = None,
    account_id: str | None = None,
    enterprise_url: str | None = None,
    token: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[bool]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "PUT /auth/{providerID}",
        "PUT",
        f"/auth/{segment('provider_id', provider_id, 'Provider')}",
        decode,
        {},
        models.AuthSetParams(
            type=type,
            key=key,
            metadata=metadata,
            refresh=refresh,
            access=access,
            expires=expires,
            account_id=account_id,
            enterprise_url=enterprise_url,
            token=token,
        ).to_dict(),
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> bool:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, response)
