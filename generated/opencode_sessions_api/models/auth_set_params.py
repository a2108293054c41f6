# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define, field

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, OpenEnum, instant


@define(repr=False)
class AuthSetParams(Model):
    """Credentials for a provider: an API key (`api`), the tokens of an OAuth login (`oauth`), or a token
    from the provider's own configuration on the web (`wellknown`)."""

    type: OpenEnum[models.CredentialsType]
    """The kind of credentials, on which the other fields depend."""
    key: str | None = field(default=None, repr=False)
    """The API key, required with `api`; with `wellknown`, the name of the environment variable
    for the token."""
    metadata: models.StringMap | None = None
    """Custom data to store with an API key. Since 1.14."""
    refresh: str | None = field(default=None, repr=False)
    """The refresh token, required with `oauth`."""
    access: str | None = field(default=None, repr=False)
    """The access token, required with `oauth`."""
    expires: int | None = None
    """The time at which the access token expires, in epoch milliseconds, required with
    `oauth`."""
    account_id: str | None = None
    """The account of an OAuth login, if the provider has several. Since 1.1.65."""
    enterprise_url: str | None = None
    """The address of the company's own server, for an OAuth login there. Since 1.0.98."""
    token: str | None = field(default=None, repr=False)
    """The token, required with `wellknown`."""

    @property
    def expires_at(self) -> datetime.datetime | None:
        """`expires` as a moment in UTC."""
        return instant(self.expires)

    @staticmethod
    def _read(data: Any, model: AuthSetParams) -> None:
        model.type = data["type"]
        model.key = data.get("key")
        model.metadata = data.get("metadata")
        model.refresh = data.get("refresh")
        model.access = data.get("access")
        model.expires = data.get("expires")
        model.account_id = data.get("accountId")
        model.enterprise_url = data.get("enterpriseUrl")
        model.token = data.get("token")
