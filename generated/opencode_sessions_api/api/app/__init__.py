# Generated from openapi.yaml; do not edit.
"""The operations tagged `app`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncAppResource", "AppResource"]


class AppResource:
    """The operations tagged `app`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def log(
        self,
        service: str,
        level: models.LogLevel,
        message: str,
        *,
        extra: models.Metadata | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Write a line to the server's log.

        `POST /log`

        Whether the line appears depends on the log level of the server.

        Args:
            service: The name of the program that writes it.
            level: The level of a line in the log.
            message: The text.
            extra: Further data.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.app.app_log import build

        return self._transport.send(
            build(
                service, level, message, extra=extra, directory=directory, timeout=timeout, extra_headers=extra_headers
            )
        )


class AsyncAppResource:
    """The operations tagged `app`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def log(
        self,
        service: str,
        level: models.LogLevel,
        message: str,
        *,
        extra: models.Metadata | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Write a line to the server's log.

        `POST /log`

        Whether the line appears depends on the log level of the server.

        Args:
            service: The name of the program that writes it.
            level: The level of a line in the log.
            message: The text.
            extra: Further data.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.app.app_log import build

        return await self._transport.send(
            build(
                service, level, message, extra=extra, directory=directory, timeout=timeout, extra_headers=extra_headers
            )
        )
