"""The operations tagged `command`, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import builtins
    from typing import Any, Literal

    from opencode_sessions_api.client import AsyncEventStream, AsyncSender, EventStream, Sender
    from opencode_sessions_api.models.command import Command

__all__ = ["AsyncCommandResource", "CommandResource"]


class CommandResource:
    """The operations tagged `command`."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def list(self, *, directory: str | None = None) -> builtins.list[Command]:
        """List the commands of a directory, that is prepared prompts.

        `GET /command`

        The built-in ones, such as `init` and `review`, those of the configuration, prompts of MCP servers
        and skills. `session.command` runs them. Servers 1.15 and newer send `null` for what a command of
        the configuration leaves out.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The commands.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.command.command_list import build

        return self._sender.send(build(directory=directory))


class AsyncCommandResource:
    """The operations tagged `command`, awaited."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender

    async def list(self, *, directory: str | None = None) -> builtins.list[Command]:
        """List the commands of a directory, that is prepared prompts.

        `GET /command`

        The built-in ones, such as `init` and `review`, those of the configuration, prompts of MCP servers
        and skills. `session.command` runs them. Servers 1.15 and newer send `null` for what a command of
        the configuration leaves out.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The commands.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.command.command_list import build

        return await self._sender.send(build(directory=directory))
