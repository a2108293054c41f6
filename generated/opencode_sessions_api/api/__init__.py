"""The operations of the contract, by tag."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from opencode_sessions_api.client import AsyncSender, Sender

if TYPE_CHECKING:
    from opencode_sessions_api.api.agent import AgentResource, AsyncAgentResource
    from opencode_sessions_api.api.command import AsyncCommandResource, CommandResource
    from opencode_sessions_api.api.config import AsyncConfigResource, ConfigResource
    from opencode_sessions_api.api.event import AsyncEventResource, EventResource
    from opencode_sessions_api.api.global_ import AsyncGlobalResource, GlobalResource
    from opencode_sessions_api.api.permission import AsyncPermissionResource, PermissionResource
    from opencode_sessions_api.api.question import AsyncQuestionResource, QuestionResource
    from opencode_sessions_api.api.session import AsyncSessionResource, SessionResource

__all__ = ["AsyncResources", "Resources"]


class Resources(Sender):
    """The resources of a client, each imported when first used."""

    @cached_property
    def session(self) -> SessionResource:
        """The operations tagged `session`."""
        from opencode_sessions_api.api.session import SessionResource

        return SessionResource(self)

    @cached_property
    def global_(self) -> GlobalResource:
        """The operations tagged `global`."""
        from opencode_sessions_api.api.global_ import GlobalResource

        return GlobalResource(self)

    @cached_property
    def permission(self) -> PermissionResource:
        """The operations tagged `permission`."""
        from opencode_sessions_api.api.permission import PermissionResource

        return PermissionResource(self)

    @cached_property
    def question(self) -> QuestionResource:
        """The operations tagged `question`."""
        from opencode_sessions_api.api.question import QuestionResource

        return QuestionResource(self)

    @cached_property
    def event(self) -> EventResource:
        """The operations tagged `event`."""
        from opencode_sessions_api.api.event import EventResource

        return EventResource(self)

    @cached_property
    def config(self) -> ConfigResource:
        """The operations tagged `config`."""
        from opencode_sessions_api.api.config import ConfigResource

        return ConfigResource(self)

    @cached_property
    def agent(self) -> AgentResource:
        """The operations tagged `agent`."""
        from opencode_sessions_api.api.agent import AgentResource

        return AgentResource(self)

    @cached_property
    def command(self) -> CommandResource:
        """The operations tagged `command`."""
        from opencode_sessions_api.api.command import CommandResource

        return CommandResource(self)


class AsyncResources(AsyncSender):
    """The resources of an async client, each imported when first used."""

    @cached_property
    def session(self) -> AsyncSessionResource:
        """The operations tagged `session`."""
        from opencode_sessions_api.api.session import AsyncSessionResource

        return AsyncSessionResource(self)

    @cached_property
    def global_(self) -> AsyncGlobalResource:
        """The operations tagged `global`."""
        from opencode_sessions_api.api.global_ import AsyncGlobalResource

        return AsyncGlobalResource(self)

    @cached_property
    def permission(self) -> AsyncPermissionResource:
        """The operations tagged `permission`."""
        from opencode_sessions_api.api.permission import AsyncPermissionResource

        return AsyncPermissionResource(self)

    @cached_property
    def question(self) -> AsyncQuestionResource:
        """The operations tagged `question`."""
        from opencode_sessions_api.api.question import AsyncQuestionResource

        return AsyncQuestionResource(self)

    @cached_property
    def event(self) -> AsyncEventResource:
        """The operations tagged `event`."""
        from opencode_sessions_api.api.event import AsyncEventResource

        return AsyncEventResource(self)

    @cached_property
    def config(self) -> AsyncConfigResource:
        """The operations tagged `config`."""
        from opencode_sessions_api.api.config import AsyncConfigResource

        return AsyncConfigResource(self)

    @cached_property
    def agent(self) -> AsyncAgentResource:
        """The operations tagged `agent`."""
        from opencode_sessions_api.api.agent import AsyncAgentResource

        return AsyncAgentResource(self)

    @cached_property
    def command(self) -> AsyncCommandResource:
        """The operations tagged `command`."""
        from opencode_sessions_api.api.command import AsyncCommandResource

        return AsyncCommandResource(self)
