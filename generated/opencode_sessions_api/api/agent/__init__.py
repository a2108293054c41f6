"""The operations tagged `agent`, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import builtins
    from typing import Any, Literal

    from opencode_sessions_api.client import AsyncEventStream, AsyncSender, EventStream, Sender
    from opencode_sessions_api.models.agent import Agent

__all__ = ["AsyncAgentResource", "AgentResource"]


class AgentResource:
    """The operations tagged `agent`."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def list(self, *, directory: str | None = None) -> builtins.list[Agent]:
        """List the agents of a directory.

        `GET /agent`

        The built-in ones and those of the configuration. Prompts name primary agents, such as `build` and
        `plan`; subagents, such as `general`, get tasks from other agents or by a part of the prompt. Agents
        that are `hidden` serve the server itself. Newer servers send `null` for what an agent of the
        configuration leaves out.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The agents.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.agent.agent_list import build

        return self._sender.send(build(directory=directory))


class AsyncAgentResource:
    """The operations tagged `agent`, awaited."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender

    async def list(self, *, directory: str | None = None) -> builtins.list[Agent]:
        """List the agents of a directory.

        `GET /agent`

        The built-in ones and those of the configuration. Prompts name primary agents, such as `build` and
        `plan`; subagents, such as `general`, get tasks from other agents or by a part of the prompt. Agents
        that are `hidden` serve the server itself. Newer servers send `null` for what an agent of the
        configuration leaves out.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The agents.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.agent.agent_list import build

        return await self._sender.send(build(directory=directory))
