# Generated from openapi.yaml; do not edit.
"""The operations tagged `auth`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncAuthResource", "AuthResource"]


class AuthResource:
    """The operations tagged `auth`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def set(
        self,
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
    ) -> bool:
        """Store credentials for a provider.

        `PUT /auth/{providerID}`

        The server writes them to `auth.json` in its data directory, in place of any that are there. It does
        not check them, nor that there is such a provider. Directories that are already open use the old
        credentials until `instance.dispose`.

        Args:
            provider_id: The provider's identifier, such as `anthropic`.
            type: The kind of credentials, on which the other fields depend.
            key: The API key, required with `api`; with `wellknown`, the name of the environment variable
                for the token.
            metadata: Custom data to store with an API key. Since 1.14.
            refresh: The refresh token, required with `oauth`.
            access: The access token, required with `oauth`.
            expires: The time at which the access token expires, in epoch milliseconds, required with
                `oauth`.
            account_id: The account of an OAuth login, if the provider has several. Since 1.1.65.
            enterprise_url: The address of the company's own server, for an OAuth login there. Since 1.0.98.
            token: The token, required with `wellknown`.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.auth.auth_set import build

        return self._transport.send(
            build(
                provider_id,
                type,
                key=key,
                metadata=metadata,
                refresh=refresh,
                access=access,
                expires=expires,
                account_id=account_id,
                enterprise_url=enterprise_url,
                token=token,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def remove(
        self,
        provider_id: models.ProviderLike,
        *,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Delete the stored credentials for a provider.

        `DELETE /auth/{providerID}`

        The response is `true` even if there are none. API keys in environment variables and in the
        configuration are not affected. Since 1.1.53.

        Args:
            provider_id: The provider's identifier, such as `anthropic`.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.auth.auth_remove import build

        return self._transport.send(build(provider_id, timeout=timeout, extra_headers=extra_headers))


class AsyncAuthResource:
    """The operations tagged `auth`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def set(
        self,
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
    ) -> bool:
        """Store credentials for a provider.

        `PUT /auth/{providerID}`

        The server writes them to `auth.json` in its data directory, in place of any that are there. It does
        not check them, nor that there is such a provider. Directories that are already open use the old
        credentials until `instance.dispose`.

        Args:
            provider_id: The provider's identifier, such as `anthropic`.
            type: The kind of credentials, on which the other fields depend.
            key: The API key, required with `api`; with `wellknown`, the name of the environment variable
                for the token.
            metadata: Custom data to store with an API key. Since 1.14.
            refresh: The refresh token, required with `oauth`.
            access: The access token, required with `oauth`.
            expires: The time at which the access token expires, in epoch milliseconds, required with
                `oauth`.
            account_id: The account of an OAuth login, if the provider has several. Since 1.1.65.
            enterprise_url: The address of the company's own server, for an OAuth login there. Since 1.0.98.
            token: The token, required with `wellknown`.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.auth.auth_set import build

        return await self._transport.send(
            build(
                provider_id,
                type,
                key=key,
                metadata=metadata,
                refresh=refresh,
                access=access,
                expires=expires,
                account_id=account_id,
                enterprise_url=enterprise_url,
                token=token,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def remove(
        self,
        provider_id: models.ProviderLike,
        *,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Delete the stored credentials for a provider.

        `DELETE /auth/{providerID}`

        The response is `true` even if there are none. API keys in environment variables and in the
        configuration are not affected. Since 1.1.53.

        Args:
            provider_id: The provider's identifier, such as `anthropic`.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.auth.auth_remove import build

        return await self._transport.send(build(provider_id, timeout=timeout, extra_headers=extra_headers))
