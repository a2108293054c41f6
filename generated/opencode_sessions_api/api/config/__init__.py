# Generated from openapi.yaml; do not edit.
"""The operations tagged `config`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncConfigResource", "ConfigResource"]


class ConfigResource:
    """The operations tagged `config`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def get(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Config:
        """Get the settings of a directory.

        `GET /config`

        The settings of the user and of the project, merged. Only those that concern sessions are described.
        The response may contain secrets: API keys of providers, and headers.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The settings.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.config.config_get import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def update(
        self,
        settings: models.Settings,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Config:
        """Store settings in a directory.

        `PATCH /config`

        The settings are merged into the file `config.json` in the directory, **which the examined servers
        do not read**: `config.get` does not show them, and they change nothing. To change settings, use
        `global.update_config`, or edit the project's `opencode.json`. For an unknown setting, servers up to
        1.14.41 respond with 400, and newer ones ignore it. Since 1.0.0.

        Args:
            settings: Settings by name, as in `opencode.json`.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The settings of the request.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.config.config_update import build

        return self._transport.send(build(settings, directory=directory, timeout=timeout, extra_headers=extra_headers))

    def providers(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ConfigProviders:
        """List the usable providers, with their models.

        `GET /config/providers`

        These are the providers for which the server has credentials or a configuration, and those that need
        none. The response may contain secrets: API keys of providers, in `key` and in `options`.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The providers, and the default model of each.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.config.config_providers import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))


class AsyncConfigResource:
    """The operations tagged `config`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def get(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Config:
        """Get the settings of a directory.

        `GET /config`

        The settings of the user and of the project, merged. Only those that concern sessions are described.
        The response may contain secrets: API keys of providers, and headers.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The settings.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.config.config_get import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def update(
        self,
        settings: models.Settings,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Config:
        """Store settings in a directory.

        `PATCH /config`

        The settings are merged into the file `config.json` in the directory, **which the examined servers
        do not read**: `config.get` does not show them, and they change nothing. To change settings, use
        `global.update_config`, or edit the project's `opencode.json`. For an unknown setting, servers up to
        1.14.41 respond with 400, and newer ones ignore it. Since 1.0.0.

        Args:
            settings: Settings by name, as in `opencode.json`.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The settings of the request.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.config.config_update import build

        return await self._transport.send(
            build(settings, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def providers(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ConfigProviders:
        """List the usable providers, with their models.

        `GET /config/providers`

        These are the providers for which the server has credentials or a configuration, and those that need
        none. The response may contain secrets: API keys of providers, in `key` and in `options`.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The providers, and the default model of each.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.config.config_providers import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))
