# Generated from openapi.yaml; do not edit.
"""The operations tagged `provider`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncProviderResource", "ProviderResource"]


class ProviderResource:
    """The operations tagged `provider`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ProviderList:
        """List all known providers, with their models.

        `GET /provider`

        These are all providers that the server knows, usable or not; `connected` names the usable ones. The
        list comes from models.dev and may have several megabytes: `config.providers` lists only the usable
        providers. The response may contain secrets: API keys of providers, in `key` and in `options`. Since
        1.0.98; up to 1.0.142 without the providers of the configuration, and without `cost` of some models.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            All providers, the default model of each, and which of them are usable.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.provider.provider_list import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def auth(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ProviderAuthMethods:
        """List the ways to log in to providers.

        `GET /provider/auth`

        Only providers with a plugin for it are in the response: for all others, store an API key with
        `auth.set`. Since 1.0.98.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The ways to log in, by provider identifier.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.provider.provider_auth import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))


class AsyncProviderResource:
    """The operations tagged `provider`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ProviderList:
        """List all known providers, with their models.

        `GET /provider`

        These are all providers that the server knows, usable or not; `connected` names the usable ones. The
        list comes from models.dev and may have several megabytes: `config.providers` lists only the usable
        providers. The response may contain secrets: API keys of providers, in `key` and in `options`. Since
        1.0.98; up to 1.0.142 without the providers of the configuration, and without `cost` of some models.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            All providers, the default model of each, and which of them are usable.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.provider.provider_list import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def auth(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ProviderAuthMethods:
        """List the ways to log in to providers.

        `GET /provider/auth`

        Only providers with a plugin for it are in the response: for all others, store an API key with
        `auth.set`. Since 1.0.98.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The ways to log in, by provider identifier.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.provider.provider_auth import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))
