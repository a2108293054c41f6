# Generated from openapi.yaml; do not edit.
"""The operations tagged `permission`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncPermissionResource", "PermissionResource"]


class PermissionResource:
    """The operations tagged `permission`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.PermissionRequest]:
        """List the open permission requests.

        `GET /permission`

        The unanswered requests of all sessions of the directory, subagents' sessions included. Since
        1.1.11; older servers report a request only by the event `permission.updated`.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The open requests.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.permission.permission_list import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def reply(
        self,
        request_id: models.PermissionRequestLike,
        reply: models.PermissionReply,
        *,
        message: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Answer the agent's request for permission.

        `POST /permission/{requestID}/reply`

        Send the session's directory. With a different one, and for a request that does not exist or is
        already answered, servers up to 1.15.4 return `true` and do nothing; newer ones respond with 404.
        Since 1.1.11; `session.permission_reply` works on older servers too.

        Args:
            request_id: The request's identifier, `per_…`.
            reply: An answer to a request - allow it once, always allow this and similar requests, or
                refuse it.
            message: With `reject`, a message to the agent, which then continues. Without it a refusal ends
                the turn.
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
        from opencode_sessions_api.api.permission.permission_reply import build

        return self._transport.send(
            build(request_id, reply, message=message, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )


class AsyncPermissionResource:
    """The operations tagged `permission`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.PermissionRequest]:
        """List the open permission requests.

        `GET /permission`

        The unanswered requests of all sessions of the directory, subagents' sessions included. Since
        1.1.11; older servers report a request only by the event `permission.updated`.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The open requests.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.permission.permission_list import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def reply(
        self,
        request_id: models.PermissionRequestLike,
        reply: models.PermissionReply,
        *,
        message: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Answer the agent's request for permission.

        `POST /permission/{requestID}/reply`

        Send the session's directory. With a different one, and for a request that does not exist or is
        already answered, servers up to 1.15.4 return `true` and do nothing; newer ones respond with 404.
        Since 1.1.11; `session.permission_reply` works on older servers too.

        Args:
            request_id: The request's identifier, `per_…`.
            reply: An answer to a request - allow it once, always allow this and similar requests, or
                refuse it.
            message: With `reject`, a message to the agent, which then continues. Without it a refusal ends
                the turn.
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
        from opencode_sessions_api.api.permission.permission_reply import build

        return await self._transport.send(
            build(request_id, reply, message=message, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )
