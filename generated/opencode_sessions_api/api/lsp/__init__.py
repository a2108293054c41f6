# Generated from openapi.yaml; do not edit.
"""The operations tagged `lsp`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncLspResource", "LspResource"]


class LspResource:
    """The operations tagged `lsp`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def status(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.LspStatus]:
        """List the language servers that run for a directory.

        `GET /lsp`

        The server starts one when the agent reads or changes a file of its language. Since 1.0.0.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The language servers.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.lsp.lsp_status import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))


class AsyncLspResource:
    """The operations tagged `lsp`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def status(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.LspStatus]:
        """List the language servers that run for a directory.

        `GET /lsp`

        The server starts one when the agent reads or changes a file of its language. Since 1.0.0.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The language servers.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.lsp.lsp_status import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))
