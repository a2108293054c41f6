# Generated from openapi.yaml; do not edit.
"""The operations tagged `agent`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncAgentResource", "AgentResource"]


class AgentResource:
    """The operations tagged `agent`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Agent]:
        """List the agents of a directory.

        `GET /agent`

        These are the built-in agents and those of the configuration. Prompts name primary agents, such as
        `build` and `plan`. Subagents, such as `general`, get their tasks from other agents or from a part
        of the prompt. Agents that are `hidden` are used by the server itself. Newer servers send `null` for
        the fields that the configuration of an agent leaves out.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The agents.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.agent.agent_list import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))


class AsyncAgentResource:
    """The operations tagged `agent`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Agent]:
        """List the agents of a directory.

        `GET /agent`

        These are the built-in agents and those of the configuration. Prompts name primary agents, such as
        `build` and `plan`. Subagents, such as `general`, get their tasks from other agents or from a part
        of the prompt. Agents that are `hidden` are used by the server itself. Newer servers send `null` for
        the fields that the configuration of an agent leaves out.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The agents.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.agent.agent_list import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))
