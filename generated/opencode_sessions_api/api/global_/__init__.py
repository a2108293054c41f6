# Generated from openapi.yaml; do not edit.
"""The operations tagged `global`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncGlobalResource", "GlobalResource"]


class GlobalResource:
    """The operations tagged `global`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def health(
        self, *, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None
    ) -> models.Health:
        """Check that the server is running, and get its version.

        `GET /global/health`

        Since 1.1.11; older servers respond with 404 or 500.

        Args:
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The server is running.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.global_.global_health import build

        return self._transport.send(build(timeout=timeout, extra_headers=extra_headers))

    def event(
        self, *, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None
    ) -> EventStream[models.GlobalEvent]:
        """Subscribe to the events of all directories of the server.

        `GET /global/event`

        Like `event.subscribe`, but every event is wrapped in an object that also names its directory. Since
        1.14 each change of a session or a message is sent a second time, as a payload of the type `sync`,
        which has no `properties`. Since 1.0.98; in that version the first event is not yet
        `server.connected`.

        Args:
            timeout: Seconds to connect and for the first event; at most 10.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The events, one after another.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.global_.global_event import build

        return self._transport.stream(build(timeout=timeout, extra_headers=extra_headers))

    def config(
        self, *, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None
    ) -> models.Config:
        """Get the user's settings.

        `GET /global/config`

        The settings of the user alone, from the server's config directory, without those of any project.
        The response may contain secrets: API keys of providers, and headers. Since 1.1.53.

        Args:
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The user's settings.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.global_.global_config import build

        return self._transport.send(build(timeout=timeout, extra_headers=extra_headers))

    def update_config(
        self,
        settings: models.Settings,
        *,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Config:
        """Change the user's settings.

        `PATCH /global/config`

        The settings are merged into the file in the server's config directory, and apply to all directories
        unless a project has its own. For an unknown setting, servers up to 1.14.41 respond with 400, and
        newer ones ignore it. Since 1.1.53.

        Args:
            settings: Settings by name, as in `opencode.json`.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The user's settings after the change.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.global_.global_update_config import build

        return self._transport.send(build(settings, timeout=timeout, extra_headers=extra_headers))

    def dispose(self, *, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None) -> bool:
        """Close all directories, so that their settings are read again.

        `POST /global/dispose`

        As `instance.dispose`, for all directories of the server. Since 1.0.152.

        Args:
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.global_.global_dispose import build

        return self._transport.send(build(timeout=timeout, extra_headers=extra_headers))


class AsyncGlobalResource:
    """The operations tagged `global`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def health(
        self, *, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None
    ) -> models.Health:
        """Check that the server is running, and get its version.

        `GET /global/health`

        Since 1.1.11; older servers respond with 404 or 500.

        Args:
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The server is running.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.global_.global_health import build

        return await self._transport.send(build(timeout=timeout, extra_headers=extra_headers))

    def event(
        self, *, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None
    ) -> AsyncEventStream[models.GlobalEvent]:
        """Subscribe to the events of all directories of the server.

        `GET /global/event`

        Like `event.subscribe`, but every event is wrapped in an object that also names its directory. Since
        1.14 each change of a session or a message is sent a second time, as a payload of the type `sync`,
        which has no `properties`. Since 1.0.98; in that version the first event is not yet
        `server.connected`.

        Args:
            timeout: Seconds to connect and for the first event; at most 10.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The events, one after another.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.global_.global_event import build

        return self._transport.stream(build(timeout=timeout, extra_headers=extra_headers))

    async def config(
        self, *, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None
    ) -> models.Config:
        """Get the user's settings.

        `GET /global/config`

        The settings of the user alone, from the server's config directory, without those of any project.
        The response may contain secrets: API keys of providers, and headers. Since 1.1.53.

        Args:
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The user's settings.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.global_.global_config import build

        return await self._transport.send(build(timeout=timeout, extra_headers=extra_headers))

    async def update_config(
        self,
        settings: models.Settings,
        *,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Config:
        """Change the user's settings.

        `PATCH /global/config`

        The settings are merged into the file in the server's config directory, and apply to all directories
        unless a project has its own. For an unknown setting, servers up to 1.14.41 respond with 400, and
        newer ones ignore it. Since 1.1.53.

        Args:
            settings: Settings by name, as in `opencode.json`.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The user's settings after the change.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.global_.global_update_config import build

        return await self._transport.send(build(settings, timeout=timeout, extra_headers=extra_headers))

    async def dispose(
        self, *, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None
    ) -> bool:
        """Close all directories, so that their settings are read again.

        `POST /global/dispose`

        As `instance.dispose`, for all directories of the server. Since 1.0.152.

        Args:
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.global_.global_dispose import build

        return await self._transport.send(build(timeout=timeout, extra_headers=extra_headers))
