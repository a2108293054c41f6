"""The operations tagged `permission`, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import builtins
    from typing import Any, Literal

    from opencode_sessions_api.client import AsyncEventStream, AsyncSender, EventStream, Sender
    from opencode_sessions_api.models.permission_reply import PermissionReply
    from opencode_sessions_api.models.permission_request import PermissionRequest


__all__ = ["AsyncPermissionResource", "PermissionResource"]


class PermissionResource:
    """The operations tagged `permission`."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def list(self, *, directory: str | None = None) -> builtins.list[PermissionRequest]:
        """List what the agent asks permission for at present.

        `GET /permission`

        The requests of all sessions of the directory, subagents' included, that nobody has answered yet.
        Since 1.1.11; older servers tell of a request only by the event `permission.updated`.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The open requests.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.permission.permission_list import build

        return self._sender.send(build(directory=directory))

    def reply(
        self, request_id: str, reply: PermissionReply, *, message: str | None = None, directory: str | None = None
    ) -> bool:
        """Answer the agent's request for a permission.

        `POST /permission/{requestID}/reply`

        Send the directory of the session: with another one, and for a request that does not exist or has
        been answered already, servers up to 1.14 answer `true` and do nothing; newer ones answer 404. Since
        1.1.11; `session.permission_reply` works on older servers too.

        Args:
            request_id: The request's identifier, `per_…`.
            reply: An answer to a request - allow it this time, allow it and what is like it from now on,
                or refuse it.
            message: With `reject`, what to tell the agent, which then goes on; without it a refusal ends the
                turn.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.permission.permission_reply import build

        return self._sender.send(build(request_id, reply, message=message, directory=directory))


class AsyncPermissionResource:
    """The operations tagged `permission`, awaited."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender

    async def list(self, *, directory: str | None = None) -> builtins.list[PermissionRequest]:
        """List what the agent asks permission for at present.

        `GET /permission`

        The requests of all sessions of the directory, subagents' included, that nobody has answered yet.
        Since 1.1.11; older servers tell of a request only by the event `permission.updated`.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The open requests.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.permission.permission_list import build

        return await self._sender.send(build(directory=directory))

    async def reply(
        self, request_id: str, reply: PermissionReply, *, message: str | None = None, directory: str | None = None
    ) -> bool:
        """Answer the agent's request for a permission.

        `POST /permission/{requestID}/reply`

        Send the directory of the session: with another one, and for a request that does not exist or has
        been answered already, servers up to 1.14 answer `true` and do nothing; newer ones answer 404. Since
        1.1.11; `session.permission_reply` works on older servers too.

        Args:
            request_id: The request's identifier, `per_…`.
            reply: An answer to a request - allow it this time, allow it and what is like it from now on,
                or refuse it.
            message: With `reject`, what to tell the agent, which then goes on; without it a refusal ends the
                turn.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.permission.permission_reply import build

        return await self._sender.send(build(request_id, reply, message=message, directory=directory))
