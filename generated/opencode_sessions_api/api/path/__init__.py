# Generated from openapi.yaml; do not edit.
"""The operations tagged `path`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncPathResource", "PathResource"]


class PathResource:
    """The operations tagged `path`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def get(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Paths:
        """Get the directories that the server uses for a directory.

        `GET /path`

        The directory of the request, the root of its project, and where the server keeps its state and its
        configuration. Since 1.0.0.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The directories, as absolute paths.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.path.path_get import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))


class AsyncPathResource:
    """The operations tagged `path`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def get(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Paths:
        """Get the directories that the server uses for a directory.

        `GET /path`

        The directory of the request, the root of its project, and where the server keeps its state and its
        configuration. Since 1.0.0.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The directories, as absolute paths.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.path.path_get import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))
