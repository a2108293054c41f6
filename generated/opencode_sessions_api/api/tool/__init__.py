# Generated from openapi.yaml; do not edit.
"""The operations tagged `tool`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncToolResource", "ToolResource"]


class ToolResource:
    """The operations tagged `tool`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def ids(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[str]:
        """List the names of the tools of a directory.

        `GET /experimental/tool/ids`

        Built-in tools, and those of plugins and of the configuration, but not those of MCP servers. Since
        1.0.0.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The names of the tools.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.tool.tool_ids import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def list(
        self,
        provider: str,
        model: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.ToolDefinition]:
        """List the tools that a model is offered.

        `GET /experimental/tool`

        Their descriptions and parameters may depend on the model. Servers up to 1.3.2 send no usable schema
        of the parameters. The server does not check that there is such a model. Since 1.0.0.

        Args:
            provider: The identifier of the model's provider.
            model: The model's identifier.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The tools.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.tool.tool_list import build

        return self._transport.send(
            build(provider=provider, model=model, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )


class AsyncToolResource:
    """The operations tagged `tool`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def ids(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[str]:
        """List the names of the tools of a directory.

        `GET /experimental/tool/ids`

        Built-in tools, and those of plugins and of the configuration, but not those of MCP servers. Since
        1.0.0.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The names of the tools.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.tool.tool_ids import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def list(
        self,
        provider: str,
        model: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.ToolDefinition]:
        """List the tools that a model is offered.

        `GET /experimental/tool`

        Their descriptions and parameters may depend on the model. Servers up to 1.3.2 send no usable schema
        of the parameters. The server does not check that there is such a model. Since 1.0.0.

        Args:
            provider: The identifier of the model's provider.
            model: The model's identifier.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The tools.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.tool.tool_list import build

        return await self._transport.send(
            build(provider=provider, model=model, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )
