# Generated from openapi.yaml; do not edit.
"""The operations tagged `mcp`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncMcpResource", "McpResource"]


class McpResource:
    """The operations tagged `mcp`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.McpStatusMap:
        """List the MCP servers of a directory, with their status.

        `GET /mcp`

        From 1.0.142 to 1.15.4 only the servers of the configuration are in the response, not those of
        `mcp.add`. Since 1.0.0.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The status of each MCP server, by name.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.mcp.mcp_list import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def add(
        self,
        name: str,
        config: models.McpConfig,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.McpStatusMap:
        """Add an MCP server to a directory, and connect to it.

        `POST /mcp`

        The response comes when the connection is made or has failed. The MCP server is forgotten when the
        directory is closed, e.g. by `instance.dispose`: to keep it, write it to `opencode.json`. Since
        1.0.61; up to 1.0.98 with a single status if the MCP server is not enabled.

        Args:
            name: The name of the MCP server; one of the same name is replaced.
            config: How to reach an MCP server.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The status of each MCP server, by name.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.mcp.mcp_add import build

        return self._transport.send(
            build(name, config, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def connect(
        self,
        name: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Connect to an MCP server.

        `POST /mcp/{name}/connect`

        `mcp.list` shows whether it succeeded. Up to 1.15.4 the response is also `true` for an unknown MCP
        server. Since 1.0.142.

        Args:
            name: The name of the MCP server.
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
        from opencode_sessions_api.api.mcp.mcp_connect import build

        return self._transport.send(build(name, directory=directory, timeout=timeout, extra_headers=extra_headers))

    def disconnect(
        self,
        name: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Disconnect from an MCP server; the agent then lacks its tools.

        `POST /mcp/{name}/disconnect`

        Up to 1.15.4 the response is also `true` for an unknown MCP server. Since 1.0.142.

        Args:
            name: The name of the MCP server.
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
        from opencode_sessions_api.api.mcp.mcp_disconnect import build

        return self._transport.send(build(name, directory=directory, timeout=timeout, extra_headers=extra_headers))

    def auth_start(
        self,
        name: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.McpAuthorization:
        """Begin to log in to a remote MCP server with OAuth.

        `POST /mcp/{name}/auth`

        Send the user to the address of the response; the server then receives the code itself, or
        `mcp.auth_callback` passes it on. For an MCP server without OAuth the response is 400. Since
        1.0.142.

        Args:
            name: The name of the MCP server.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The address at which the user logs in.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.mcp.mcp_auth_start import build

        return self._transport.send(build(name, directory=directory, timeout=timeout, extra_headers=extra_headers))

    def auth_remove(
        self,
        name: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.McpAuthRemoval:
        """Delete the stored credentials for a remote MCP server.

        `DELETE /mcp/{name}/auth`

        Up to 1.15.4 the response is the same for an unknown MCP server. Since 1.0.142.

        Args:
            name: The name of the MCP server.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always a success.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.mcp.mcp_auth_remove import build

        return self._transport.send(build(name, directory=directory, timeout=timeout, extra_headers=extra_headers))

    def auth_callback(
        self,
        name: str,
        code: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.McpStatus:
        """Finish to log in to a remote MCP server, with the code of its authorization page.

        `POST /mcp/{name}/auth/callback`

        The server exchanges the code for tokens, stores them, and connects. Without an `mcp.auth_start`
        before it the response is 500. Since 1.0.142.

        Args:
            name: The name of the MCP server.
            code: The code of the authorization page.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The status of the MCP server.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.mcp.mcp_auth_callback import build

        return self._transport.send(
            build(name, code, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def auth_authenticate(
        self,
        name: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.McpStatus:
        """Log in to a remote MCP server in a browser on the server's machine.

        `POST /mcp/{name}/auth/authenticate`

        The server opens the browser, and responds when the user has logged in, which may take minutes. For
        an MCP server without OAuth the response is 400. Since 1.0.142.

        Args:
            name: The name of the MCP server.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The status of the MCP server.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.mcp.mcp_auth_authenticate import build

        return self._transport.send(build(name, directory=directory, timeout=timeout, extra_headers=extra_headers))


class AsyncMcpResource:
    """The operations tagged `mcp`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.McpStatusMap:
        """List the MCP servers of a directory, with their status.

        `GET /mcp`

        From 1.0.142 to 1.15.4 only the servers of the configuration are in the response, not those of
        `mcp.add`. Since 1.0.0.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The status of each MCP server, by name.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.mcp.mcp_list import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def add(
        self,
        name: str,
        config: models.McpConfig,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.McpStatusMap:
        """Add an MCP server to a directory, and connect to it.

        `POST /mcp`

        The response comes when the connection is made or has failed. The MCP server is forgotten when the
        directory is closed, e.g. by `instance.dispose`: to keep it, write it to `opencode.json`. Since
        1.0.61; up to 1.0.98 with a single status if the MCP server is not enabled.

        Args:
            name: The name of the MCP server; one of the same name is replaced.
            config: How to reach an MCP server.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The status of each MCP server, by name.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.mcp.mcp_add import build

        return await self._transport.send(
            build(name, config, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def connect(
        self,
        name: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Connect to an MCP server.

        `POST /mcp/{name}/connect`

        `mcp.list` shows whether it succeeded. Up to 1.15.4 the response is also `true` for an unknown MCP
        server. Since 1.0.142.

        Args:
            name: The name of the MCP server.
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
        from opencode_sessions_api.api.mcp.mcp_connect import build

        return await self._transport.send(
            build(name, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def disconnect(
        self,
        name: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Disconnect from an MCP server; the agent then lacks its tools.

        `POST /mcp/{name}/disconnect`

        Up to 1.15.4 the response is also `true` for an unknown MCP server. Since 1.0.142.

        Args:
            name: The name of the MCP server.
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
        from opencode_sessions_api.api.mcp.mcp_disconnect import build

        return await self._transport.send(
            build(name, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def auth_start(
        self,
        name: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.McpAuthorization:
        """Begin to log in to a remote MCP server with OAuth.

        `POST /mcp/{name}/auth`

        Send the user to the address of the response; the server then receives the code itself, or
        `mcp.auth_callback` passes it on. For an MCP server without OAuth the response is 400. Since
        1.0.142.

        Args:
            name: The name of the MCP server.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The address at which the user logs in.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.mcp.mcp_auth_start import build

        return await self._transport.send(
            build(name, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def auth_remove(
        self,
        name: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.McpAuthRemoval:
        """Delete the stored credentials for a remote MCP server.

        `DELETE /mcp/{name}/auth`

        Up to 1.15.4 the response is the same for an unknown MCP server. Since 1.0.142.

        Args:
            name: The name of the MCP server.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always a success.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.mcp.mcp_auth_remove import build

        return await self._transport.send(
            build(name, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def auth_callback(
        self,
        name: str,
        code: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.McpStatus:
        """Finish to log in to a remote MCP server, with the code of its authorization page.

        `POST /mcp/{name}/auth/callback`

        The server exchanges the code for tokens, stores them, and connects. Without an `mcp.auth_start`
        before it the response is 500. Since 1.0.142.

        Args:
            name: The name of the MCP server.
            code: The code of the authorization page.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The status of the MCP server.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.mcp.mcp_auth_callback import build

        return await self._transport.send(
            build(name, code, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def auth_authenticate(
        self,
        name: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.McpStatus:
        """Log in to a remote MCP server in a browser on the server's machine.

        `POST /mcp/{name}/auth/authenticate`

        The server opens the browser, and responds when the user has logged in, which may take minutes. For
        an MCP server without OAuth the response is 400. Since 1.0.142.

        Args:
            name: The name of the MCP server.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The status of the MCP server.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.mcp.mcp_auth_authenticate import build

        return await self._transport.send(
            build(name, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )
