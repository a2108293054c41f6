# Generated from openapi.yaml; do not edit.
"""The operations of the contract, by tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencode_sessions_api.client import resource

if TYPE_CHECKING:
    from opencode_sessions_api.api.agent import AgentResource, AsyncAgentResource
    from opencode_sessions_api.api.app import AppResource, AsyncAppResource
    from opencode_sessions_api.api.auth import AsyncAuthResource, AuthResource
    from opencode_sessions_api.api.command import AsyncCommandResource, CommandResource
    from opencode_sessions_api.api.config import AsyncConfigResource, ConfigResource
    from opencode_sessions_api.api.event import AsyncEventResource, EventResource
    from opencode_sessions_api.api.file import AsyncFileResource, FileResource
    from opencode_sessions_api.api.find import AsyncFindResource, FindResource
    from opencode_sessions_api.api.formatter import AsyncFormatterResource, FormatterResource
    from opencode_sessions_api.api.global_ import AsyncGlobalResource, GlobalResource
    from opencode_sessions_api.api.instance import AsyncInstanceResource, InstanceResource
    from opencode_sessions_api.api.lsp import AsyncLspResource, LspResource
    from opencode_sessions_api.api.mcp import AsyncMcpResource, McpResource
    from opencode_sessions_api.api.path import AsyncPathResource, PathResource
    from opencode_sessions_api.api.permission import AsyncPermissionResource, PermissionResource
    from opencode_sessions_api.api.project import AsyncProjectResource, ProjectResource
    from opencode_sessions_api.api.provider import AsyncProviderResource, ProviderResource
    from opencode_sessions_api.api.question import AsyncQuestionResource, QuestionResource
    from opencode_sessions_api.api.session import AsyncSessionResource, SessionResource
    from opencode_sessions_api.api.skill import AsyncSkillResource, SkillResource
    from opencode_sessions_api.api.tool import AsyncToolResource, ToolResource
    from opencode_sessions_api.api.tui import AsyncTuiResource, TuiResource
    from opencode_sessions_api.api.vcs import AsyncVcsResource, VcsResource
    from opencode_sessions_api.api.worktree import AsyncWorktreeResource, WorktreeResource
    from opencode_sessions_api.client import async_raw_method, raw_method

__all__ = ["AsyncResources", "Resources"]


class Resources:
    """The resources of a client, each imported when it is first used."""

    @resource
    def session(self) -> type[SessionResource]:
        """The operations tagged `session`."""
        from opencode_sessions_api.api.session import SessionResource

        return SessionResource

    @resource
    def global_(self) -> type[GlobalResource]:
        """The operations tagged `global`."""
        from opencode_sessions_api.api.global_ import GlobalResource

        return GlobalResource

    @resource
    def permission(self) -> type[PermissionResource]:
        """The operations tagged `permission`."""
        from opencode_sessions_api.api.permission import PermissionResource

        return PermissionResource

    @resource
    def question(self) -> type[QuestionResource]:
        """The operations tagged `question`."""
        from opencode_sessions_api.api.question import QuestionResource

        return QuestionResource

    @resource
    def event(self) -> type[EventResource]:
        """The operations tagged `event`."""
        from opencode_sessions_api.api.event import EventResource

        return EventResource

    @resource
    def config(self) -> type[ConfigResource]:
        """The operations tagged `config`."""
        from opencode_sessions_api.api.config import ConfigResource

        return ConfigResource

    @resource
    def agent(self) -> type[AgentResource]:
        """The operations tagged `agent`."""
        from opencode_sessions_api.api.agent import AgentResource

        return AgentResource

    @resource
    def command(self) -> type[CommandResource]:
        """The operations tagged `command`."""
        from opencode_sessions_api.api.command import CommandResource

        return CommandResource

    @resource
    def provider(self) -> type[ProviderResource]:
        """The operations tagged `provider`."""
        from opencode_sessions_api.api.provider import ProviderResource

        return ProviderResource

    @resource
    def auth(self) -> type[AuthResource]:
        """The operations tagged `auth`."""
        from opencode_sessions_api.api.auth import AuthResource

        return AuthResource

    @resource
    def project(self) -> type[ProjectResource]:
        """The operations tagged `project`."""
        from opencode_sessions_api.api.project import ProjectResource

        return ProjectResource

    @resource
    def path(self) -> type[PathResource]:
        """The operations tagged `path`."""
        from opencode_sessions_api.api.path import PathResource

        return PathResource

    @resource
    def file(self) -> type[FileResource]:
        """The operations tagged `file`."""
        from opencode_sessions_api.api.file import FileResource

        return FileResource

    @resource
    def find(self) -> type[FindResource]:
        """The operations tagged `find`."""
        from opencode_sessions_api.api.find import FindResource

        return FindResource

    @resource
    def vcs(self) -> type[VcsResource]:
        """The operations tagged `vcs`."""
        from opencode_sessions_api.api.vcs import VcsResource

        return VcsResource

    @resource
    def mcp(self) -> type[McpResource]:
        """The operations tagged `mcp`."""
        from opencode_sessions_api.api.mcp import McpResource

        return McpResource

    @resource
    def tool(self) -> type[ToolResource]:
        """The operations tagged `tool`."""
        from opencode_sessions_api.api.tool import ToolResource

        return ToolResource

    @resource
    def skill(self) -> type[SkillResource]:
        """The operations tagged `skill`."""
        from opencode_sessions_api.api.skill import SkillResource

        return SkillResource

    @resource
    def lsp(self) -> type[LspResource]:
        """The operations tagged `lsp`."""
        from opencode_sessions_api.api.lsp import LspResource

        return LspResource

    @resource
    def formatter(self) -> type[FormatterResource]:
        """The operations tagged `formatter`."""
        from opencode_sessions_api.api.formatter import FormatterResource

        return FormatterResource

    @resource
    def app(self) -> type[AppResource]:
        """The operations tagged `app`."""
        from opencode_sessions_api.api.app import AppResource

        return AppResource

    @resource
    def instance(self) -> type[InstanceResource]:
        """The operations tagged `instance`."""
        from opencode_sessions_api.api.instance import InstanceResource

        return InstanceResource

    @resource
    def worktree(self) -> type[WorktreeResource]:
        """The operations tagged `worktree`."""
        from opencode_sessions_api.api.worktree import WorktreeResource

        return WorktreeResource

    @resource
    def tui(self) -> type[TuiResource]:
        """The operations tagged `tui`."""
        from opencode_sessions_api.api.tui import TuiResource

        return TuiResource


class AsyncResources:
    """The resources of an async client, each imported when it is first used."""

    @resource
    def session(self) -> type[AsyncSessionResource]:
        """The operations tagged `session`."""
        from opencode_sessions_api.api.session import AsyncSessionResource

        return AsyncSessionResource

    @resource
    def global_(self) -> type[AsyncGlobalResource]:
        """The operations tagged `global`."""
        from opencode_sessions_api.api.global_ import AsyncGlobalResource

        return AsyncGlobalResource

    @resource
    def permission(self) -> type[AsyncPermissionResource]:
        """The operations tagged `permission`."""
        from opencode_sessions_api.api.permission import AsyncPermissionResource

        return AsyncPermissionResource

    @resource
    def question(self) -> type[AsyncQuestionResource]:
        """The operations tagged `question`."""
        from opencode_sessions_api.api.question import AsyncQuestionResource

        return AsyncQuestionResource

    @resource
    def event(self) -> type[AsyncEventResource]:
        """The operations tagged `event`."""
        from opencode_sessions_api.api.event import AsyncEventResource

        return AsyncEventResource

    @resource
    def config(self) -> type[AsyncConfigResource]:
        """The operations tagged `config`."""
        from opencode_sessions_api.api.config import AsyncConfigResource

        return AsyncConfigResource

    @resource
    def agent(self) -> type[AsyncAgentResource]:
        """The operations tagged `agent`."""
        from opencode_sessions_api.api.agent import AsyncAgentResource

        return AsyncAgentResource

    @resource
    def command(self) -> type[AsyncCommandResource]:
        """The operations tagged `command`."""
        from opencode_sessions_api.api.command import AsyncCommandResource

        return AsyncCommandResource

    @resource
    def provider(self) -> type[AsyncProviderResource]:
        """The operations tagged `provider`."""
        from opencode_sessions_api.api.provider import AsyncProviderResource

        return AsyncProviderResource

    @resource
    def auth(self) -> type[AsyncAuthResource]:
        """The operations tagged `auth`."""
        from opencode_sessions_api.api.auth import AsyncAuthResource

        return AsyncAuthResource

    @resource
    def project(self) -> type[AsyncProjectResource]:
        """The operations tagged `project`."""
        from opencode_sessions_api.api.project import AsyncProjectResource

        return AsyncProjectResource

    @resource
    def path(self) -> type[AsyncPathResource]:
        """The operations tagged `path`."""
        from opencode_sessions_api.api.path import AsyncPathResource

        return AsyncPathResource

    @resource
    def file(self) -> type[AsyncFileResource]:
        """The operations tagged `file`."""
        from opencode_sessions_api.api.file import AsyncFileResource

        return AsyncFileResource

    @resource
    def find(self) -> type[AsyncFindResource]:
        """The operations tagged `find`."""
        from opencode_sessions_api.api.find import AsyncFindResource

        return AsyncFindResource

    @resource
    def vcs(self) -> type[AsyncVcsResource]:
        """The operations tagged `vcs`."""
        from opencode_sessions_api.api.vcs import AsyncVcsResource

        return AsyncVcsResource

    @resource
    def mcp(self) -> type[AsyncMcpResource]:
        """The operations tagged `mcp`."""
        from opencode_sessions_api.api.mcp import AsyncMcpResource

        return AsyncMcpResource

    @resource
    def tool(self) -> type[AsyncToolResource]:
        """The operations tagged `tool`."""
        from opencode_sessions_api.api.tool import AsyncToolResource

        return AsyncToolResource

    @resource
    def skill(self) -> type[AsyncSkillResource]:
        """The operations tagged `skill`."""
        from opencode_sessions_api.api.skill import AsyncSkillResource

        return AsyncSkillResource

    @resource
    def lsp(self) -> type[AsyncLspResource]:
        """The operations tagged `lsp`."""
        from opencode_sessions_api.api.lsp import AsyncLspResource

        return AsyncLspResource

    @resource
    def formatter(self) -> type[AsyncFormatterResource]:
        """The operations tagged `formatter`."""
        from opencode_sessions_api.api.formatter import AsyncFormatterResource

        return AsyncFormatterResource

    @resource
    def app(self) -> type[AsyncAppResource]:
        """The operations tagged `app`."""
        from opencode_sessions_api.api.app import AsyncAppResource

        return AsyncAppResource

    @resource
    def instance(self) -> type[AsyncInstanceResource]:
        """The operations tagged `instance`."""
        from opencode_sessions_api.api.instance import AsyncInstanceResource

        return AsyncInstanceResource

    @resource
    def worktree(self) -> type[AsyncWorktreeResource]:
        """The operations tagged `worktree`."""
        from opencode_sessions_api.api.worktree import AsyncWorktreeResource

        return AsyncWorktreeResource

    @resource
    def tui(self) -> type[AsyncTuiResource]:
        """The operations tagged `tui`."""
        from opencode_sessions_api.api.tui import AsyncTuiResource

        return AsyncTuiResource


if TYPE_CHECKING:

    class RawSessionResource:
        list = raw_method(SessionResource.list)
        create = raw_method(SessionResource.create)
        list_global = raw_method(SessionResource.list_global)
        status = raw_method(SessionResource.status)
        get = raw_method(SessionResource.get)
        delete = raw_method(SessionResource.delete)
        update = raw_method(SessionResource.update)
        messages = raw_method(SessionResource.messages)
        chat = raw_method(SessionResource.chat)
        message = raw_method(SessionResource.message)
        delete_message = raw_method(SessionResource.delete_message)
        delete_part = raw_method(SessionResource.delete_part)
        update_part = raw_method(SessionResource.update_part)
        prompt_async = raw_method(SessionResource.prompt_async)
        command = raw_method(SessionResource.command)
        shell = raw_method(SessionResource.shell)
        abort = raw_method(SessionResource.abort)
        init = raw_method(SessionResource.init)
        summarize = raw_method(SessionResource.summarize)
        revert = raw_method(SessionResource.revert)
        unrevert = raw_method(SessionResource.unrevert)
        children = raw_method(SessionResource.children)
        todo = raw_method(SessionResource.todo)
        diff = raw_method(SessionResource.diff)
        fork = raw_method(SessionResource.fork)
        share = raw_method(SessionResource.share)
        unshare = raw_method(SessionResource.unshare)
        permission_reply = raw_method(SessionResource.permission_reply)

    class RawGlobalResource:
        health = raw_method(GlobalResource.health)
        config = raw_method(GlobalResource.config)
        update_config = raw_method(GlobalResource.update_config)
        dispose = raw_method(GlobalResource.dispose)

    class RawPermissionResource:
        list = raw_method(PermissionResource.list)
        reply = raw_method(PermissionResource.reply)

    class RawQuestionResource:
        list = raw_method(QuestionResource.list)
        reply = raw_method(QuestionResource.reply)
        reject = raw_method(QuestionResource.reject)

    class RawEventResource:
        pass

    class RawConfigResource:
        get = raw_method(ConfigResource.get)
        update = raw_method(ConfigResource.update)
        providers = raw_method(ConfigResource.providers)

    class RawAgentResource:
        list = raw_method(AgentResource.list)

    class RawCommandResource:
        list = raw_method(CommandResource.list)

    class RawProviderResource:
        list = raw_method(ProviderResource.list)
        auth = raw_method(ProviderResource.auth)

    class RawAuthResource:
        set = raw_method(AuthResource.set)
        remove = raw_method(AuthResource.remove)

    class RawProjectResource:
        list = raw_method(ProjectResource.list)
        current = raw_method(ProjectResource.current)
        update = raw_method(ProjectResource.update)

    class RawPathResource:
        get = raw_method(PathResource.get)

    class RawFileResource:
        list = raw_method(FileResource.list)
        read = raw_method(FileResource.read)
        status = raw_method(FileResource.status)

    class RawFindResource:
        text = raw_method(FindResource.text)
        files = raw_method(FindResource.files)
        symbols = raw_method(FindResource.symbols)

    class RawVcsResource:
        get = raw_method(VcsResource.get)
        status = raw_method(VcsResource.status)
        diff = raw_method(VcsResource.diff)

    class RawMcpResource:
        list = raw_method(McpResource.list)
        add = raw_method(McpResource.add)
        connect = raw_method(McpResource.connect)
        disconnect = raw_method(McpResource.disconnect)
        auth_start = raw_method(McpResource.auth_start)
        auth_remove = raw_method(McpResource.auth_remove)
        auth_callback = raw_method(McpResource.auth_callback)
        auth_authenticate = raw_method(McpResource.auth_authenticate)

    class RawToolResource:
        ids = raw_method(ToolResource.ids)
        list = raw_method(ToolResource.list)

    class RawSkillResource:
        list = raw_method(SkillResource.list)

    class RawLspResource:
        status = raw_method(LspResource.status)

    class RawFormatterResource:
        status = raw_method(FormatterResource.status)

    class RawAppResource:
        log = raw_method(AppResource.log)

    class RawInstanceResource:
        dispose = raw_method(InstanceResource.dispose)

    class RawWorktreeResource:
        list = raw_method(WorktreeResource.list)
        create = raw_method(WorktreeResource.create)
        remove = raw_method(WorktreeResource.remove)
        reset = raw_method(WorktreeResource.reset)

    class RawTuiResource:
        append_prompt = raw_method(TuiResource.append_prompt)
        submit_prompt = raw_method(TuiResource.submit_prompt)
        clear_prompt = raw_method(TuiResource.clear_prompt)
        open_help = raw_method(TuiResource.open_help)
        open_sessions = raw_method(TuiResource.open_sessions)
        open_themes = raw_method(TuiResource.open_themes)
        open_models = raw_method(TuiResource.open_models)
        execute_command = raw_method(TuiResource.execute_command)
        show_toast = raw_method(TuiResource.show_toast)
        select_session = raw_method(TuiResource.select_session)

    class RawResources:
        session: RawSessionResource
        global_: RawGlobalResource
        permission: RawPermissionResource
        question: RawQuestionResource
        event: RawEventResource
        config: RawConfigResource
        agent: RawAgentResource
        command: RawCommandResource
        provider: RawProviderResource
        auth: RawAuthResource
        project: RawProjectResource
        path: RawPathResource
        file: RawFileResource
        find: RawFindResource
        vcs: RawVcsResource
        mcp: RawMcpResource
        tool: RawToolResource
        skill: RawSkillResource
        lsp: RawLspResource
        formatter: RawFormatterResource
        app: RawAppResource
        instance: RawInstanceResource
        worktree: RawWorktreeResource
        tui: RawTuiResource

    class AsyncRawSessionResource:
        list = async_raw_method(AsyncSessionResource.list)
        create = async_raw_method(AsyncSessionResource.create)
        list_global = async_raw_method(AsyncSessionResource.list_global)
        status = async_raw_method(AsyncSessionResource.status)
        get = async_raw_method(AsyncSessionResource.get)
        delete = async_raw_method(AsyncSessionResource.delete)
        update = async_raw_method(AsyncSessionResource.update)
        messages = async_raw_method(AsyncSessionResource.messages)
        chat = async_raw_method(AsyncSessionResource.chat)
        message = async_raw_method(AsyncSessionResource.message)
        delete_message = async_raw_method(AsyncSessionResource.delete_message)
        delete_part = async_raw_method(AsyncSessionResource.delete_part)
        update_part = async_raw_method(AsyncSessionResource.update_part)
        prompt_async = async_raw_method(AsyncSessionResource.prompt_async)
        command = async_raw_method(AsyncSessionResource.command)
        shell = async_raw_method(AsyncSessionResource.shell)
        abort = async_raw_method(AsyncSessionResource.abort)
        init = async_raw_method(AsyncSessionResource.init)
        summarize = async_raw_method(AsyncSessionResource.summarize)
        revert = async_raw_method(AsyncSessionResource.revert)
        unrevert = async_raw_method(AsyncSessionResource.unrevert)
        children = async_raw_method(AsyncSessionResource.children)
        todo = async_raw_method(AsyncSessionResource.todo)
        diff = async_raw_method(AsyncSessionResource.diff)
        fork = async_raw_method(AsyncSessionResource.fork)
        share = async_raw_method(AsyncSessionResource.share)
        unshare = async_raw_method(AsyncSessionResource.unshare)
        permission_reply = async_raw_method(AsyncSessionResource.permission_reply)

    class AsyncRawGlobalResource:
        health = async_raw_method(AsyncGlobalResource.health)
        config = async_raw_method(AsyncGlobalResource.config)
        update_config = async_raw_method(AsyncGlobalResource.update_config)
        dispose = async_raw_method(AsyncGlobalResource.dispose)

    class AsyncRawPermissionResource:
        list = async_raw_method(AsyncPermissionResource.list)
        reply = async_raw_method(AsyncPermissionResource.reply)

    class AsyncRawQuestionResource:
        list = async_raw_method(AsyncQuestionResource.list)
        reply = async_raw_method(AsyncQuestionResource.reply)
        reject = async_raw_method(AsyncQuestionResource.reject)

    class AsyncRawEventResource:
        pass

    class AsyncRawConfigResource:
        get = async_raw_method(AsyncConfigResource.get)
        update = async_raw_method(AsyncConfigResource.update)
        providers = async_raw_method(AsyncConfigResource.providers)

    class AsyncRawAgentResource:
        list = async_raw_method(AsyncAgentResource.list)

    class AsyncRawCommandResource:
        list = async_raw_method(AsyncCommandResource.list)

    class AsyncRawProviderResource:
        list = async_raw_method(AsyncProviderResource.list)
        auth = async_raw_method(AsyncProviderResource.auth)

    class AsyncRawAuthResource:
        set = async_raw_method(AsyncAuthResource.set)
        remove = async_raw_method(AsyncAuthResource.remove)

    class AsyncRawProjectResource:
        list = async_raw_method(AsyncProjectResource.list)
        current = async_raw_method(AsyncProjectResource.current)
        update = async_raw_method(AsyncProjectResource.update)

    class AsyncRawPathResource:
        get = async_raw_method(AsyncPathResource.get)

    class AsyncRawFileResource:
        list = async_raw_method(AsyncFileResource.list)
        read = async_raw_method(AsyncFileResource.read)
        status = async_raw_method(AsyncFileResource.status)

    class AsyncRawFindResource:
        text = async_raw_method(AsyncFindResource.text)
        files = async_raw_method(AsyncFindResource.files)
        symbols = async_raw_method(AsyncFindResource.symbols)

    class AsyncRawVcsResource:
        get = async_raw_method(AsyncVcsResource.get)
        status = async_raw_method(AsyncVcsResource.status)
        diff = async_raw_method(AsyncVcsResource.diff)

    class AsyncRawMcpResource:
        list = async_raw_method(AsyncMcpResource.list)
        add = async_raw_method(AsyncMcpResource.add)
        connect = async_raw_method(AsyncMcpResource.connect)
        disconnect = async_raw_method(AsyncMcpResource.disconnect)
        auth_start = async_raw_method(AsyncMcpResource.auth_start)
        auth_remove = async_raw_method(AsyncMcpResource.auth_remove)
        auth_callback = async_raw_method(AsyncMcpResource.auth_callback)
        auth_authenticate = async_raw_method(AsyncMcpResource.auth_authenticate)

    class AsyncRawToolResource:
        ids = async_raw_method(AsyncToolResource.ids)
        list = async_raw_method(AsyncToolResource.list)

    class AsyncRawSkillResource:
        list = async_raw_method(AsyncSkillResource.list)

    class AsyncRawLspResource:
        status = async_raw_method(AsyncLspResource.status)

    class AsyncRawFormatterResource:
        status = async_raw_method(AsyncFormatterResource.status)

    class AsyncRawAppResource:
        log = async_raw_method(AsyncAppResource.log)

    class AsyncRawInstanceResource:
        dispose = async_raw_method(AsyncInstanceResource.dispose)

    class AsyncRawWorktreeResource:
        list = async_raw_method(AsyncWorktreeResource.list)
        create = async_raw_method(AsyncWorktreeResource.create)
        remove = async_raw_method(AsyncWorktreeResource.remove)
        reset = async_raw_method(AsyncWorktreeResource.reset)

    class AsyncRawTuiResource:
        append_prompt = async_raw_method(AsyncTuiResource.append_prompt)
        submit_prompt = async_raw_method(AsyncTuiResource.submit_prompt)
        clear_prompt = async_raw_method(AsyncTuiResource.clear_prompt)
        open_help = async_raw_method(AsyncTuiResource.open_help)
        open_sessions = async_raw_method(AsyncTuiResource.open_sessions)
        open_themes = async_raw_method(AsyncTuiResource.open_themes)
        open_models = async_raw_method(AsyncTuiResource.open_models)
        execute_command = async_raw_method(AsyncTuiResource.execute_command)
        show_toast = async_raw_method(AsyncTuiResource.show_toast)
        select_session = async_raw_method(AsyncTuiResource.select_session)

    class AsyncRawResources:
        session: AsyncRawSessionResource
        global_: AsyncRawGlobalResource
        permission: AsyncRawPermissionResource
        question: AsyncRawQuestionResource
        event: AsyncRawEventResource
        config: AsyncRawConfigResource
        agent: AsyncRawAgentResource
        command: AsyncRawCommandResource
        provider: AsyncRawProviderResource
        auth: AsyncRawAuthResource
        project: AsyncRawProjectResource
        path: AsyncRawPathResource
        file: AsyncRawFileResource
        find: AsyncRawFindResource
        vcs: AsyncRawVcsResource
        mcp: AsyncRawMcpResource
        tool: AsyncRawToolResource
        skill: AsyncRawSkillResource
        lsp: AsyncRawLspResource
        formatter: AsyncRawFormatterResource
        app: AsyncRawAppResource
        instance: AsyncRawInstanceResource
        worktree: AsyncRawWorktreeResource
        tui: AsyncRawTuiResource
