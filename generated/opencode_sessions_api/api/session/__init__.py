# Generated from openapi.yaml; do not edit.
"""The operations tagged `session`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncSessionResource", "SessionResource"]


class SessionResource:
    """The operations tagged `session`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def list(
        self,
        *,
        directory: str | None = None,
        scope: str | None = None,
        path: str | None = None,
        roots: bool | None = None,
        start: int | None = None,
        search: str | None = None,
        limit: int | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Session]:
        """List the sessions of a directory.

        `GET /session`

        The most recently updated session comes first. The list includes archived sessions and those of
        subagents: see `time.archived` and `parentID`. Servers 1.2.4 and newer return at most 100 sessions
        unless `limit` allows more, and the response does not show that some are missing. Servers ignore the
        filters that they do not know.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            scope: `project`, the only value, lists the sessions of all directories of the project. Since
                1.14.34.
            path: Only sessions of this directory and of the directories below it. It is a path relative
                to the project's root, such as `packages/web`; `directory` then only selects the
                project. Since 1.14.34.
            roots: Only sessions without a parent, so none of subagents. Since 1.1.27.
            start: Only sessions that were updated at this time or later, in epoch milliseconds. Since
                1.1.11.
            search: Only sessions whose title contains this text, ignoring case. Since 1.1.11.
            limit: The maximum number of sessions to list. 100 by default since 1.2.4. Since 1.1.11.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The sessions, the most recently updated first.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_list import build

        return self._transport.send(
            build(
                directory=directory,
                scope=scope,
                path=path,
                roots=roots,
                start=start,
                search=search,
                limit=limit,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def create(
        self,
        *,
        parent_id: models.SessionLike | None = None,
        title: str | None = None,
        agent: str | None = None,
        model: models.SessionModel | None = None,
        metadata: models.Metadata | None = None,
        permission: builtins.list[models.PermissionRule] | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Create a session.

        `POST /session`

        The session belongs to the directory of the request. All fields of the body are optional, but the
        body itself is required: send at least `{}`. A parent that does not exist is accepted.

        Args:
            parent_id: The parent of the new session.
            title: The title. Without one, the server creates one from the first prompt.
            agent: The agent for prompts that name none, such as `build` or `plan`. Since 1.14.
            model: The model for prompts that name none. Since 1.14.
            metadata: Custom data to store with the session. Since 1.15.
            permission: The permission rules of the session, in addition to the server's configuration. Since
                1.1.11.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The new session.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_create import build

        return self._transport.send(
            build(
                parent_id=parent_id,
                title=title,
                agent=agent,
                model=model,
                metadata=metadata,
                permission=permission,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def list_global(
        self,
        *,
        roots: bool | None = None,
        start: int | None = None,
        cursor: int | None = None,
        search: str | None = None,
        limit: int | None = None,
        archived: bool | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Session]:
        """List the sessions of all directories.

        `GET /experimental/session`

        The most recently updated session comes first. The list includes sessions of subagents, and leaves
        out archived ones unless `archived` is set. At most 100 sessions are listed unless `limit` allows
        more. If some are left, the header `X-Next-Cursor` has the time for `cursor`. Since 1.2.11.

        Args:
            roots: Only sessions without a parent, so none of subagents. Since 1.1.27.
            start: Only sessions that were updated at this time or later, in epoch milliseconds. Since
                1.1.11.
            cursor: Only sessions that were last updated before this time, in epoch milliseconds: the header
                `X-Next-Cursor` of the page before. Since 1.2.11.
            search: Only sessions whose title contains this text, ignoring case. Since 1.1.11.
            limit: The maximum number of sessions to list. 100 by default since 1.2.4. Since 1.1.11.
            archived: Include archived sessions. Since 1.2.11.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The sessions, the most recently updated first.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_list_global import build

        return self._transport.send(
            build(
                roots=roots,
                start=start,
                cursor=cursor,
                search=search,
                limit=limit,
                archived=archived,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def status(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.SessionStatusMap:
        """Get the status of the busy sessions of a directory.

        `GET /session/status`

        The response contains only sessions that are busy or about to retry. A session that is not in it is
        idle, or does not exist. A session that waits for a permission or for an answer is busy. Since
        1.0.185; from 1.0.98 to 1.0.162 servers send a list of statuses without the sessions that they
        belong to.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The status of each busy session, by session identifier.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_status import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def get(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Get a session.

        `GET /session/{sessionID}`

        The session's title, costs, changes and settings. `session.messages` returns the conversation.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The session.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_get import build

        return self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def delete(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Delete a session, its messages and its subagents' sessions.

        `DELETE /session/{sessionID}`

        The agent's changes to files are kept. For an unknown session, servers up to 1.3.2 return `true`,
        and newer ones respond with 404.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
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
        from opencode_sessions_api.api.session.session_delete import build

        return self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def update(
        self,
        session_id: models.SessionLike,
        *,
        title: str | None = None,
        metadata: models.Metadata | None = None,
        permission: builtins.list[models.PermissionRule] | None = None,
        time: models.SessionUpdateTime | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Change a session's title, archive time, custom data or permissions.

        `PATCH /session/{sessionID}`

        Fields that are left out keep their value. A new `metadata` replaces the old one completely.
        Permission rules are added after the rules that the session already has.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            title: The new title.
            metadata: The new data, which replaces all of the old. Since 1.15.
            permission: Rules to add after those that the session already has. If several rules apply, the last
                one counts. Since 1.14.
            time: The archive time of the session. Since 1.0.185.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The session after the change.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_update import build

        return self._transport.send(
            build(
                session_id,
                title=title,
                metadata=metadata,
                permission=permission,
                time=time,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def messages(
        self,
        session_id: models.SessionLike,
        *,
        limit: int | None = None,
        before: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.SessionMessagesResponseItem]:
        """List a session's messages with their parts.

        `GET /session/{sessionID}/message`

        Messages are listed from the oldest to the newest. Without `limit` all are returned. With it the
        newest ones are returned, still from the oldest to the newest, and the header `X-Next-Cursor` has
        the cursor of the page before them (1.2.27 and newer).

        Known problem: 1.18 responds with 400 to every page that contains a user's message with a `format`.
        Get such messages one by one with `session.message`. For an unknown session, servers up to 1.2.20
        return an empty list.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            limit: The maximum number of messages to list; the newest ones are chosen. 0 means all. Since
                1.0.61; older servers list all.
            before: List the page before the one whose `X-Next-Cursor` was this cursor. Without `limit`, or
                with an invalid cursor, the response is 400. Since 1.2.27.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The messages, oldest first.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_messages import build

        return self._transport.send(
            build(
                session_id,
                limit=limit,
                before=before,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def chat(
        self,
        session_id: models.SessionLike,
        parts: builtins.list[models.PartInput],
        *,
        model: models.PromptModel | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        agent: str | None = None,
        system: str | None = None,
        tools: models.ToolsEnabled | None = None,
        variant: str | None = None,
        format: models.OutputFormat | None = None,
        no_reply: bool | None = None,
        message_id: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.SessionMessagesResponseItem:
        """Send a prompt and wait for the agent's answer.

        `POST /session/{sessionID}/message`

        The server sends nothing, not even a header, until the turn is over. That may take minutes, or never
        happen if the agent asks for a permission and nobody answers. Closing the connection does not stop
        the agent: `session.abort` does. Do not simply send the request again, because that starts another
        turn.

        A turn has one step for each time that the model was called. Since 1.0.0 each step is a message of
        its own, and the response is the **last** one. To see the tool calls of the earlier steps, list the
        messages: the steps' `parentID` is the user's message. If the model fails or the turn is aborted,
        the status is 200 and `info.error` has the reason. Prompts to a busy session are queued, and all of
        them may then get the last message as their response. For an unknown model or agent the response is
        500 (1.14.48 and newer) or 200 with an empty body (1.0.0 to 1.14.41).

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            parts: The content of the prompt.
            model: The model to use. The default is the last one used in the session, or that of the agent
                or of the server's configuration. Since 1.0.0.
            provider_id: The model's provider, for servers before 1.0.0, which require it; newer ones ignore it.
            model_id: The model, for servers before 1.0.0, which require it; newer ones ignore it.
            agent: The agent to use, such as `build` or `plan`.
            system: Instructions to add to those of the agent.
            tools: Tools to enable or disable.
            variant: A variant of the model, such as `high` for more effort. Since 1.1.11.
            format: The format of the answer, text by default. Since 1.1.65.
            no_reply: Only store the prompt as a user's message, and do not call the model. Since 1.0.0.
            message_id: The identifier for the prompt's message. Leave it out: an identifier that does not
                follow the order of time makes many servers loop or skip the turn, and it does not
                prevent a prompt from being processed twice.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The last message of the turn, sent when the turn is over. With `noReply` it is the user's
            message, sent immediately.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_chat import build

        return self._transport.send(
            build(
                session_id,
                parts,
                model=model,
                provider_id=provider_id,
                model_id=model_id,
                agent=agent,
                system=system,
                tools=tools,
                variant=variant,
                format=format,
                no_reply=no_reply,
                message_id=message_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def message(
        self,
        session_id: models.SessionLike,
        message_id: models.MessageLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.SessionMessagesResponseItem:
        """Get one message with its parts.

        `GET /session/{sessionID}/message/{messageID}`

        The message may be one of the user or of the agent, and may still change.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The message's identifier, `msg_…`.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The message.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_message import build

        return self._transport.send(
            build(session_id, message_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def delete_message(
        self,
        session_id: models.SessionLike,
        message_id: models.MessageLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Delete a message and its parts.

        `DELETE /session/{sessionID}/message/{messageID}`

        The model does not see the message in later turns. The agent's changes to files are kept:
        `session.revert` undoes them. Deleting a message that does not exist is not an error. The session
        must not be busy: servers from 1.15.13 respond with 409, older ones with 400 or 500. Since 1.2.15.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The message's identifier, `msg_…`.
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
        from opencode_sessions_api.api.session.session_delete_message import build

        return self._transport.send(
            build(session_id, message_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def delete_part(
        self,
        session_id: models.SessionLike,
        message_id: models.MessageLike,
        part_id: models.PartLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Delete a part of a message.

        `DELETE /session/{sessionID}/message/{messageID}/part/{partID}`

        The message is kept, even if no part is left. Deleting a part that does not exist is not an error.
        The server does not check whether the agent is still writing the message. Since 1.0.185.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The message's identifier, `msg_…`.
            part_id: The part's identifier, `prt_…`.
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
        from opencode_sessions_api.api.session.session_delete_part import build

        return self._transport.send(
            build(session_id, message_id, part_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def update_part(
        self,
        session_id: models.SessionLike,
        message_id: models.MessageLike,
        part_id: models.PartLike,
        part: models.Part,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Part:
        """Replace a part of a message.

        `PATCH /session/{sessionID}/message/{messageID}/part/{partID}`

        Send the whole part as it was read, with all its identifiers and with your changes. Fields that are
        left out are lost. The identifiers must be those of the path, otherwise the response is 400. A part
        that does not exist is created. The server does not check whether the agent is still writing the
        message. Since 1.0.185.

        Args:
            part: A part of a message, by its `type`.
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The message's identifier, `msg_…`.
            part_id: The part's identifier, `prt_…`.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The part after the change.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_update_part import build

        return self._transport.send(
            build(
                session_id, message_id, part_id, part, directory=directory, timeout=timeout, extra_headers=extra_headers
            )
        )

    def prompt_async(
        self,
        session_id: models.SessionLike,
        parts: builtins.list[models.PartInput],
        *,
        model: models.PromptModel | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        agent: str | None = None,
        system: str | None = None,
        tools: models.ToolsEnabled | None = None,
        variant: str | None = None,
        format: models.OutputFormat | None = None,
        no_reply: bool | None = None,
        message_id: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> None:
        """Send a prompt without waiting for the agent's answer.

        `POST /session/{sessionID}/prompt_async`

        Takes the same body as `session.chat` and returns immediately. Subscribe to the events before the
        request: `session.idle` of this session reports that the turn is over. Then list the messages to see
        the result.

        Status 204 does not mean that the turn will run. For an unknown agent the status is 204 too; the
        event `session.error` follows, but never `session.idle`, and 1.0.185 and 1.1.11 send no event at
        all. For an unknown model both events are sent (1.18). For an unknown session the status is 204 up
        to 1.14, and 404 on newer servers. Since 1.0.142.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            parts: The content of the prompt.
            model: The model to use. The default is the last one used in the session, or that of the agent
                or of the server's configuration. Since 1.0.0.
            provider_id: The model's provider, for servers before 1.0.0, which require it; newer ones ignore it.
            model_id: The model, for servers before 1.0.0, which require it; newer ones ignore it.
            agent: The agent to use, such as `build` or `plan`.
            system: Instructions to add to those of the agent.
            tools: Tools to enable or disable.
            variant: A variant of the model, such as `high` for more effort. Since 1.1.11.
            format: The format of the answer, text by default. Since 1.1.65.
            no_reply: Only store the prompt as a user's message, and do not call the model. Since 1.0.0.
            message_id: The identifier for the prompt's message. Leave it out: an identifier that does not
                follow the order of time makes many servers loop or skip the turn, and it does not
                prevent a prompt from being processed twice.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The prompt was accepted. The body is empty.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_prompt_async import build

        return self._transport.send(
            build(
                session_id,
                parts,
                model=model,
                provider_id=provider_id,
                model_id=model_id,
                agent=agent,
                system=system,
                tools=tools,
                variant=variant,
                format=format,
                no_reply=no_reply,
                message_id=message_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def command(
        self,
        session_id: models.SessionLike,
        command: str,
        arguments: str,
        *,
        agent: str | None = None,
        model: str | None = None,
        variant: str | None = None,
        parts: builtins.list[models.FilePartInput] | None = None,
        message_id: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.SessionMessagesResponseItem:
        """Run a command (a prepared prompt) and wait for the agent's answer.

        `POST /session/{sessionID}/command`

        `command.list` lists the commands. The arguments are inserted into the command's template, which is
        then sent as a prompt. The response comes when the turn is over, and everything in the description
        of `session.chat` applies here too. If the command has an agent and a model of its own, they
        override those of the request.

        For an unknown command or model the response is 500 (0.5.29: 400). Since 1.3.2 the event
        `session.error` has the reason.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            command: The command's name, without a slash.
            arguments: The arguments to insert into the command's template: all of the text for `$ARGUMENTS`,
                its words for `$1`, `$2` and so on. May be empty.
            agent: The agent to use, unless the command has its own.
            model: The model to use, unless the command has its own, as one text `provider/model` such as
                `anthropic/claude-sonnet-4-5`.
            variant: A variant of the model, such as `high` for more effort. Since 1.1.11.
            parts: Files to send with the prompt. Since 1.1.11.
            message_id: The identifier for the prompt's message. Leave it out, as in a prompt.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The last message of the turn, sent when the turn is over.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_command import build

        return self._transport.send(
            build(
                session_id,
                command,
                arguments,
                agent=agent,
                model=model,
                variant=variant,
                parts=parts,
                message_id=message_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def shell(
        self,
        session_id: models.SessionLike,
        agent: str,
        command: str,
        *,
        model: models.PromptModel | None = None,
        message_id: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.SessionMessagesResponseItem:
        """Run a shell command and record it in the session.

        `POST /session/{sessionID}/shell`

        The server runs the command in the session's directory immediately, without asking for permission.
        The model is not called, but it sees the command and its output in later turns. The response comes
        when the command has ended; `session.abort` ends it. The output is in the tool part's `state`. A
        command that fails is not an error, and its exit status is not reported.

        A busy session is refused: 409 since 1.15.13, 400 or 500 on older servers. Only 1.0.98 and 1.0.142
        run the command anyway. For an unknown agent newer servers respond with 500.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            agent: The agent that is recorded in the messages, such as `build`; every server requires it.
            command: The command line, run by the shell of the server's user.
            model: The model that is recorded in the messages; by default the last one used. Since 1.0.98.
            message_id: The identifier for the message. Leave it out, as in a prompt. Since 1.14.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The message that contains the command as a call of the tool `bash`, sent when the command has
            ended. (Servers up to 1.3 document the message without its parts, but send both.)

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_shell import build

        return self._transport.send(
            build(
                session_id,
                agent,
                command,
                model=model,
                message_id=message_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def abort(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Stop the running turn of a session.

        `POST /session/{sessionID}/abort`

        The response is sent immediately. The prompt that is waiting then returns a message whose error is a
        `MessageAbortedError`. Aborting an idle or unknown session is not an error.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            True if the server accepted the request; `false` is rare (before 1.0.98, when there was nothing
            to stop).

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_abort import build

        return self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def init(
        self,
        session_id: models.SessionLike,
        message_id: str,
        provider_id: str,
        model_id: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Let the agent study the project and write AGENTS.md.

        `POST /session/{sessionID}/init`

        The server sends a prompt of its own to the session, and the agent writes notes for later sessions
        into `AGENTS.md`. The response comes when the turn is over, as for `session.chat`.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The identifier for the prompt's message. It must sort after those of the existing
                messages: `msg_`, then 12 hexadecimal digits (the low 48 bits of the epoch milliseconds
                times 4096, plus a counter), then 14 random letters or digits.
            provider_id: The model's provider, such as `anthropic`.
            model_id: The model, such as `claude-sonnet-4-5`.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`, sent when the turn is over. List the messages to see the result.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_init import build

        return self._transport.send(
            build(
                session_id,
                message_id,
                provider_id,
                model_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def summarize(
        self,
        session_id: models.SessionLike,
        provider_id: str,
        model_id: str,
        *,
        auto: bool | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Compact a session - replace its history with a summary for the model.

        `POST /session/{sessionID}/summarize`

        The model writes a summary of the conversation. Later prompts send it this summary instead of the
        earlier messages. No message is deleted. Two messages are added: a user's message with a
        `compaction` part, and the summary, an agent's message whose `summary` is `true`. The response comes
        when the summary is written.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            provider_id: The provider of the model that writes the summary, such as `anthropic`.
            model_id: The model that writes the summary, such as `claude-sonnet-4-5`.
            auto: True if no person asked for the compaction; the agent then continues its work
                afterwards. `false` by default. Since 1.1.11.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`, sent when the summary is written. List the messages to see it.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_summarize import build

        return self._transport.send(
            build(
                session_id,
                provider_id,
                model_id,
                auto=auto,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def revert(
        self,
        session_id: models.SessionLike,
        message_id: models.MessageLike,
        *,
        part_id: models.PartLike | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Undo a message and all later ones, including their changes to files.

        `POST /session/{sessionID}/revert`

        Files are restored to their state before the message (in a git project). The undone messages stay in
        the list, and `session.unrevert` restores them, until the next prompt deletes them for good. If you
        name a step of the agent, its whole turn is undone, the prompt included, unless you also name a part
        that follows other text or tools in that step. An unknown message changes nothing and is not an
        error.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The first message to undo; all later ones are undone too.
            part_id: The first part to undo, to keep the parts before it in the message. Ignored if it is
                neither text nor a tool call.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The session; its `revert` describes the undone messages.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_revert import build

        return self._transport.send(
            build(
                session_id,
                message_id,
                part_id=part_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    def unrevert(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Restore the undone messages.

        `POST /session/{sessionID}/unrevert`

        Works until the next prompt. If nothing is undone, nothing changes.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The session, without `revert`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_unrevert import build

        return self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def children(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Session]:
        """List the child sessions of a session.

        `GET /session/{sessionID}/children`

        These are the sessions of its subagents, and all others that were created with it as their parent.
        Grandchildren and forks are not included. For an unknown session, servers up to 1.14 return an empty
        list, and newer ones respond with 404.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The sessions whose `parentID` is this one.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_children import build

        return self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def todo(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Todo]:
        """List the agent's tasks in a session.

        `GET /session/{sessionID}/todo`

        The list is empty until the agent writes one. For an unknown session, servers up to 1.14 return an
        empty list too, and newer ones respond with 404. Since 1.0.0.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The tasks, in the agent's order.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_todo import build

        return self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def diff(
        self,
        session_id: models.SessionLike,
        *,
        message_id: models.MessageLike | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.FileDiff]:
        """Get the changes of a turn to files.

        `GET /session/{sessionID}/diff`

        Give the user's message that started the turn: this works on all servers that have the operation.
        Without `messageID`, servers up to 1.15.13 return the changes of the whole session, and newer ones
        an empty list. The list is also empty outside of git, while the turn is running, and for an unknown
        session or message. Since 1.0.0.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The user's message that started the turn, `msg_…`. A message of the agent has no
                changes.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The changes, file by file.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_diff import build

        return self._transport.send(
            build(session_id, message_id=message_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def fork(
        self,
        session_id: models.SessionLike,
        *,
        message_id: models.MessageLike | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Copy a session, or its beginning, into a new one.

        `POST /session/{sessionID}/fork`

        The new session has copies of the messages, with new identifiers, and no parent. Files are not
        changed. Its title is the old title with `(fork #1)` added; up to 1.1.34 it is the default title of
        a new session. All fields of the body are optional, but the body itself is required: send at least
        `{}`. The session may be busy. With an unknown message, all messages are copied. For an unknown
        session, servers up to 1.1.34 create an empty session, and newer ones respond with 404. Since 1.0.0.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The first message that is not copied, `msg_…`. By default all are copied.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The new session.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_fork import build

        return self._transport.send(
            build(session_id, message_id=message_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def share(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Publish a session at a public web address.

        `POST /session/{sessionID}/share`

        The conversation is uploaded to opencode's sharing service. Everybody who has the address can read
        it. The response is 500 if sharing is disabled in the server's configuration, or if the service
        cannot be reached.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The session; its `share` has the address.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_share import build

        return self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def unshare(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Stop sharing a session.

        `DELETE /session/{sessionID}/share`

        The session itself is kept. Calling this for a session that is not shared is not an error, except on
        servers up to 1.1.65, which respond with 404.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The session, without `share`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_unshare import build

        return self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def permission_reply(
        self,
        session_id: models.SessionLike,
        permission_id: models.PermissionRequestLike,
        response: models.PermissionReply,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Answer the agent's request for permission, on servers of every version.

        `POST /session/{sessionID}/permissions/{permissionID}`

        Newer servers also have `permission.reply`, which can give the agent a reason for a refusal. Send
        the session's directory: with a different one, servers from 1.0.0 to 1.15.13 return `true` and do
        nothing, so that the agent keeps waiting; 1.18 finds the request anyway. For a request that does not
        exist or is already answered, servers up to 1.15.4 return `true`, and newer ones respond with 404.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            permission_id: The request's identifier, `per_…`, which is the `id` in the event that reported the
                request.
            response: An answer to a request - allow it once, always allow this and similar requests, or
                refuse it.
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
        from opencode_sessions_api.api.session.session_permission_reply import build

        return self._transport.send(
            build(
                session_id, permission_id, response, directory=directory, timeout=timeout, extra_headers=extra_headers
            )
        )


class AsyncSessionResource:
    """The operations tagged `session`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def list(
        self,
        *,
        directory: str | None = None,
        scope: str | None = None,
        path: str | None = None,
        roots: bool | None = None,
        start: int | None = None,
        search: str | None = None,
        limit: int | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Session]:
        """List the sessions of a directory.

        `GET /session`

        The most recently updated session comes first. The list includes archived sessions and those of
        subagents: see `time.archived` and `parentID`. Servers 1.2.4 and newer return at most 100 sessions
        unless `limit` allows more, and the response does not show that some are missing. Servers ignore the
        filters that they do not know.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            scope: `project`, the only value, lists the sessions of all directories of the project. Since
                1.14.34.
            path: Only sessions of this directory and of the directories below it. It is a path relative
                to the project's root, such as `packages/web`; `directory` then only selects the
                project. Since 1.14.34.
            roots: Only sessions without a parent, so none of subagents. Since 1.1.27.
            start: Only sessions that were updated at this time or later, in epoch milliseconds. Since
                1.1.11.
            search: Only sessions whose title contains this text, ignoring case. Since 1.1.11.
            limit: The maximum number of sessions to list. 100 by default since 1.2.4. Since 1.1.11.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The sessions, the most recently updated first.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_list import build

        return await self._transport.send(
            build(
                directory=directory,
                scope=scope,
                path=path,
                roots=roots,
                start=start,
                search=search,
                limit=limit,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def create(
        self,
        *,
        parent_id: models.SessionLike | None = None,
        title: str | None = None,
        agent: str | None = None,
        model: models.SessionModel | None = None,
        metadata: models.Metadata | None = None,
        permission: builtins.list[models.PermissionRule] | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Create a session.

        `POST /session`

        The session belongs to the directory of the request. All fields of the body are optional, but the
        body itself is required: send at least `{}`. A parent that does not exist is accepted.

        Args:
            parent_id: The parent of the new session.
            title: The title. Without one, the server creates one from the first prompt.
            agent: The agent for prompts that name none, such as `build` or `plan`. Since 1.14.
            model: The model for prompts that name none. Since 1.14.
            metadata: Custom data to store with the session. Since 1.15.
            permission: The permission rules of the session, in addition to the server's configuration. Since
                1.1.11.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The new session.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_create import build

        return await self._transport.send(
            build(
                parent_id=parent_id,
                title=title,
                agent=agent,
                model=model,
                metadata=metadata,
                permission=permission,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def list_global(
        self,
        *,
        roots: bool | None = None,
        start: int | None = None,
        cursor: int | None = None,
        search: str | None = None,
        limit: int | None = None,
        archived: bool | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Session]:
        """List the sessions of all directories.

        `GET /experimental/session`

        The most recently updated session comes first. The list includes sessions of subagents, and leaves
        out archived ones unless `archived` is set. At most 100 sessions are listed unless `limit` allows
        more. If some are left, the header `X-Next-Cursor` has the time for `cursor`. Since 1.2.11.

        Args:
            roots: Only sessions without a parent, so none of subagents. Since 1.1.27.
            start: Only sessions that were updated at this time or later, in epoch milliseconds. Since
                1.1.11.
            cursor: Only sessions that were last updated before this time, in epoch milliseconds: the header
                `X-Next-Cursor` of the page before. Since 1.2.11.
            search: Only sessions whose title contains this text, ignoring case. Since 1.1.11.
            limit: The maximum number of sessions to list. 100 by default since 1.2.4. Since 1.1.11.
            archived: Include archived sessions. Since 1.2.11.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The sessions, the most recently updated first.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_list_global import build

        return await self._transport.send(
            build(
                roots=roots,
                start=start,
                cursor=cursor,
                search=search,
                limit=limit,
                archived=archived,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def status(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.SessionStatusMap:
        """Get the status of the busy sessions of a directory.

        `GET /session/status`

        The response contains only sessions that are busy or about to retry. A session that is not in it is
        idle, or does not exist. A session that waits for a permission or for an answer is busy. Since
        1.0.185; from 1.0.98 to 1.0.162 servers send a list of statuses without the sessions that they
        belong to.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The status of each busy session, by session identifier.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_status import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def get(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Get a session.

        `GET /session/{sessionID}`

        The session's title, costs, changes and settings. `session.messages` returns the conversation.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The session.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_get import build

        return await self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def delete(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Delete a session, its messages and its subagents' sessions.

        `DELETE /session/{sessionID}`

        The agent's changes to files are kept. For an unknown session, servers up to 1.3.2 return `true`,
        and newer ones respond with 404.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
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
        from opencode_sessions_api.api.session.session_delete import build

        return await self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def update(
        self,
        session_id: models.SessionLike,
        *,
        title: str | None = None,
        metadata: models.Metadata | None = None,
        permission: builtins.list[models.PermissionRule] | None = None,
        time: models.SessionUpdateTime | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Change a session's title, archive time, custom data or permissions.

        `PATCH /session/{sessionID}`

        Fields that are left out keep their value. A new `metadata` replaces the old one completely.
        Permission rules are added after the rules that the session already has.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            title: The new title.
            metadata: The new data, which replaces all of the old. Since 1.15.
            permission: Rules to add after those that the session already has. If several rules apply, the last
                one counts. Since 1.14.
            time: The archive time of the session. Since 1.0.185.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The session after the change.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_update import build

        return await self._transport.send(
            build(
                session_id,
                title=title,
                metadata=metadata,
                permission=permission,
                time=time,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def messages(
        self,
        session_id: models.SessionLike,
        *,
        limit: int | None = None,
        before: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.SessionMessagesResponseItem]:
        """List a session's messages with their parts.

        `GET /session/{sessionID}/message`

        Messages are listed from the oldest to the newest. Without `limit` all are returned. With it the
        newest ones are returned, still from the oldest to the newest, and the header `X-Next-Cursor` has
        the cursor of the page before them (1.2.27 and newer).

        Known problem: 1.18 responds with 400 to every page that contains a user's message with a `format`.
        Get such messages one by one with `session.message`. For an unknown session, servers up to 1.2.20
        return an empty list.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            limit: The maximum number of messages to list; the newest ones are chosen. 0 means all. Since
                1.0.61; older servers list all.
            before: List the page before the one whose `X-Next-Cursor` was this cursor. Without `limit`, or
                with an invalid cursor, the response is 400. Since 1.2.27.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The messages, oldest first.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_messages import build

        return await self._transport.send(
            build(
                session_id,
                limit=limit,
                before=before,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def chat(
        self,
        session_id: models.SessionLike,
        parts: builtins.list[models.PartInput],
        *,
        model: models.PromptModel | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        agent: str | None = None,
        system: str | None = None,
        tools: models.ToolsEnabled | None = None,
        variant: str | None = None,
        format: models.OutputFormat | None = None,
        no_reply: bool | None = None,
        message_id: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.SessionMessagesResponseItem:
        """Send a prompt and wait for the agent's answer.

        `POST /session/{sessionID}/message`

        The server sends nothing, not even a header, until the turn is over. That may take minutes, or never
        happen if the agent asks for a permission and nobody answers. Closing the connection does not stop
        the agent: `session.abort` does. Do not simply send the request again, because that starts another
        turn.

        A turn has one step for each time that the model was called. Since 1.0.0 each step is a message of
        its own, and the response is the **last** one. To see the tool calls of the earlier steps, list the
        messages: the steps' `parentID` is the user's message. If the model fails or the turn is aborted,
        the status is 200 and `info.error` has the reason. Prompts to a busy session are queued, and all of
        them may then get the last message as their response. For an unknown model or agent the response is
        500 (1.14.48 and newer) or 200 with an empty body (1.0.0 to 1.14.41).

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            parts: The content of the prompt.
            model: The model to use. The default is the last one used in the session, or that of the agent
                or of the server's configuration. Since 1.0.0.
            provider_id: The model's provider, for servers before 1.0.0, which require it; newer ones ignore it.
            model_id: The model, for servers before 1.0.0, which require it; newer ones ignore it.
            agent: The agent to use, such as `build` or `plan`.
            system: Instructions to add to those of the agent.
            tools: Tools to enable or disable.
            variant: A variant of the model, such as `high` for more effort. Since 1.1.11.
            format: The format of the answer, text by default. Since 1.1.65.
            no_reply: Only store the prompt as a user's message, and do not call the model. Since 1.0.0.
            message_id: The identifier for the prompt's message. Leave it out: an identifier that does not
                follow the order of time makes many servers loop or skip the turn, and it does not
                prevent a prompt from being processed twice.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The last message of the turn, sent when the turn is over. With `noReply` it is the user's
            message, sent immediately.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_chat import build

        return await self._transport.send(
            build(
                session_id,
                parts,
                model=model,
                provider_id=provider_id,
                model_id=model_id,
                agent=agent,
                system=system,
                tools=tools,
                variant=variant,
                format=format,
                no_reply=no_reply,
                message_id=message_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def message(
        self,
        session_id: models.SessionLike,
        message_id: models.MessageLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.SessionMessagesResponseItem:
        """Get one message with its parts.

        `GET /session/{sessionID}/message/{messageID}`

        The message may be one of the user or of the agent, and may still change.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The message's identifier, `msg_…`.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The message.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_message import build

        return await self._transport.send(
            build(session_id, message_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def delete_message(
        self,
        session_id: models.SessionLike,
        message_id: models.MessageLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Delete a message and its parts.

        `DELETE /session/{sessionID}/message/{messageID}`

        The model does not see the message in later turns. The agent's changes to files are kept:
        `session.revert` undoes them. Deleting a message that does not exist is not an error. The session
        must not be busy: servers from 1.15.13 respond with 409, older ones with 400 or 500. Since 1.2.15.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The message's identifier, `msg_…`.
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
        from opencode_sessions_api.api.session.session_delete_message import build

        return await self._transport.send(
            build(session_id, message_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def delete_part(
        self,
        session_id: models.SessionLike,
        message_id: models.MessageLike,
        part_id: models.PartLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Delete a part of a message.

        `DELETE /session/{sessionID}/message/{messageID}/part/{partID}`

        The message is kept, even if no part is left. Deleting a part that does not exist is not an error.
        The server does not check whether the agent is still writing the message. Since 1.0.185.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The message's identifier, `msg_…`.
            part_id: The part's identifier, `prt_…`.
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
        from opencode_sessions_api.api.session.session_delete_part import build

        return await self._transport.send(
            build(session_id, message_id, part_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def update_part(
        self,
        session_id: models.SessionLike,
        message_id: models.MessageLike,
        part_id: models.PartLike,
        part: models.Part,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Part:
        """Replace a part of a message.

        `PATCH /session/{sessionID}/message/{messageID}/part/{partID}`

        Send the whole part as it was read, with all its identifiers and with your changes. Fields that are
        left out are lost. The identifiers must be those of the path, otherwise the response is 400. A part
        that does not exist is created. The server does not check whether the agent is still writing the
        message. Since 1.0.185.

        Args:
            part: A part of a message, by its `type`.
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The message's identifier, `msg_…`.
            part_id: The part's identifier, `prt_…`.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The part after the change.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_update_part import build

        return await self._transport.send(
            build(
                session_id, message_id, part_id, part, directory=directory, timeout=timeout, extra_headers=extra_headers
            )
        )

    async def prompt_async(
        self,
        session_id: models.SessionLike,
        parts: builtins.list[models.PartInput],
        *,
        model: models.PromptModel | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        agent: str | None = None,
        system: str | None = None,
        tools: models.ToolsEnabled | None = None,
        variant: str | None = None,
        format: models.OutputFormat | None = None,
        no_reply: bool | None = None,
        message_id: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> None:
        """Send a prompt without waiting for the agent's answer.

        `POST /session/{sessionID}/prompt_async`

        Takes the same body as `session.chat` and returns immediately. Subscribe to the events before the
        request: `session.idle` of this session reports that the turn is over. Then list the messages to see
        the result.

        Status 204 does not mean that the turn will run. For an unknown agent the status is 204 too; the
        event `session.error` follows, but never `session.idle`, and 1.0.185 and 1.1.11 send no event at
        all. For an unknown model both events are sent (1.18). For an unknown session the status is 204 up
        to 1.14, and 404 on newer servers. Since 1.0.142.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            parts: The content of the prompt.
            model: The model to use. The default is the last one used in the session, or that of the agent
                or of the server's configuration. Since 1.0.0.
            provider_id: The model's provider, for servers before 1.0.0, which require it; newer ones ignore it.
            model_id: The model, for servers before 1.0.0, which require it; newer ones ignore it.
            agent: The agent to use, such as `build` or `plan`.
            system: Instructions to add to those of the agent.
            tools: Tools to enable or disable.
            variant: A variant of the model, such as `high` for more effort. Since 1.1.11.
            format: The format of the answer, text by default. Since 1.1.65.
            no_reply: Only store the prompt as a user's message, and do not call the model. Since 1.0.0.
            message_id: The identifier for the prompt's message. Leave it out: an identifier that does not
                follow the order of time makes many servers loop or skip the turn, and it does not
                prevent a prompt from being processed twice.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The prompt was accepted. The body is empty.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_prompt_async import build

        return await self._transport.send(
            build(
                session_id,
                parts,
                model=model,
                provider_id=provider_id,
                model_id=model_id,
                agent=agent,
                system=system,
                tools=tools,
                variant=variant,
                format=format,
                no_reply=no_reply,
                message_id=message_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def command(
        self,
        session_id: models.SessionLike,
        command: str,
        arguments: str,
        *,
        agent: str | None = None,
        model: str | None = None,
        variant: str | None = None,
        parts: builtins.list[models.FilePartInput] | None = None,
        message_id: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.SessionMessagesResponseItem:
        """Run a command (a prepared prompt) and wait for the agent's answer.

        `POST /session/{sessionID}/command`

        `command.list` lists the commands. The arguments are inserted into the command's template, which is
        then sent as a prompt. The response comes when the turn is over, and everything in the description
        of `session.chat` applies here too. If the command has an agent and a model of its own, they
        override those of the request.

        For an unknown command or model the response is 500 (0.5.29: 400). Since 1.3.2 the event
        `session.error` has the reason.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            command: The command's name, without a slash.
            arguments: The arguments to insert into the command's template: all of the text for `$ARGUMENTS`,
                its words for `$1`, `$2` and so on. May be empty.
            agent: The agent to use, unless the command has its own.
            model: The model to use, unless the command has its own, as one text `provider/model` such as
                `anthropic/claude-sonnet-4-5`.
            variant: A variant of the model, such as `high` for more effort. Since 1.1.11.
            parts: Files to send with the prompt. Since 1.1.11.
            message_id: The identifier for the prompt's message. Leave it out, as in a prompt.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The last message of the turn, sent when the turn is over.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_command import build

        return await self._transport.send(
            build(
                session_id,
                command,
                arguments,
                agent=agent,
                model=model,
                variant=variant,
                parts=parts,
                message_id=message_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def shell(
        self,
        session_id: models.SessionLike,
        agent: str,
        command: str,
        *,
        model: models.PromptModel | None = None,
        message_id: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.SessionMessagesResponseItem:
        """Run a shell command and record it in the session.

        `POST /session/{sessionID}/shell`

        The server runs the command in the session's directory immediately, without asking for permission.
        The model is not called, but it sees the command and its output in later turns. The response comes
        when the command has ended; `session.abort` ends it. The output is in the tool part's `state`. A
        command that fails is not an error, and its exit status is not reported.

        A busy session is refused: 409 since 1.15.13, 400 or 500 on older servers. Only 1.0.98 and 1.0.142
        run the command anyway. For an unknown agent newer servers respond with 500.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            agent: The agent that is recorded in the messages, such as `build`; every server requires it.
            command: The command line, run by the shell of the server's user.
            model: The model that is recorded in the messages; by default the last one used. Since 1.0.98.
            message_id: The identifier for the message. Leave it out, as in a prompt. Since 1.14.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The message that contains the command as a call of the tool `bash`, sent when the command has
            ended. (Servers up to 1.3 document the message without its parts, but send both.)

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_shell import build

        return await self._transport.send(
            build(
                session_id,
                agent,
                command,
                model=model,
                message_id=message_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def abort(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Stop the running turn of a session.

        `POST /session/{sessionID}/abort`

        The response is sent immediately. The prompt that is waiting then returns a message whose error is a
        `MessageAbortedError`. Aborting an idle or unknown session is not an error.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            True if the server accepted the request; `false` is rare (before 1.0.98, when there was nothing
            to stop).

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_abort import build

        return await self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def init(
        self,
        session_id: models.SessionLike,
        message_id: str,
        provider_id: str,
        model_id: str,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Let the agent study the project and write AGENTS.md.

        `POST /session/{sessionID}/init`

        The server sends a prompt of its own to the session, and the agent writes notes for later sessions
        into `AGENTS.md`. The response comes when the turn is over, as for `session.chat`.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The identifier for the prompt's message. It must sort after those of the existing
                messages: `msg_`, then 12 hexadecimal digits (the low 48 bits of the epoch milliseconds
                times 4096, plus a counter), then 14 random letters or digits.
            provider_id: The model's provider, such as `anthropic`.
            model_id: The model, such as `claude-sonnet-4-5`.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`, sent when the turn is over. List the messages to see the result.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_init import build

        return await self._transport.send(
            build(
                session_id,
                message_id,
                provider_id,
                model_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def summarize(
        self,
        session_id: models.SessionLike,
        provider_id: str,
        model_id: str,
        *,
        auto: bool | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Compact a session - replace its history with a summary for the model.

        `POST /session/{sessionID}/summarize`

        The model writes a summary of the conversation. Later prompts send it this summary instead of the
        earlier messages. No message is deleted. Two messages are added: a user's message with a
        `compaction` part, and the summary, an agent's message whose `summary` is `true`. The response comes
        when the summary is written.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            provider_id: The provider of the model that writes the summary, such as `anthropic`.
            model_id: The model that writes the summary, such as `claude-sonnet-4-5`.
            auto: True if no person asked for the compaction; the agent then continues its work
                afterwards. `false` by default. Since 1.1.11.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`, sent when the summary is written. List the messages to see it.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_summarize import build

        return await self._transport.send(
            build(
                session_id,
                provider_id,
                model_id,
                auto=auto,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def revert(
        self,
        session_id: models.SessionLike,
        message_id: models.MessageLike,
        *,
        part_id: models.PartLike | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Undo a message and all later ones, including their changes to files.

        `POST /session/{sessionID}/revert`

        Files are restored to their state before the message (in a git project). The undone messages stay in
        the list, and `session.unrevert` restores them, until the next prompt deletes them for good. If you
        name a step of the agent, its whole turn is undone, the prompt included, unless you also name a part
        that follows other text or tools in that step. An unknown message changes nothing and is not an
        error.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The first message to undo; all later ones are undone too.
            part_id: The first part to undo, to keep the parts before it in the message. Ignored if it is
                neither text nor a tool call.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The session; its `revert` describes the undone messages.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_revert import build

        return await self._transport.send(
            build(
                session_id,
                message_id,
                part_id=part_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def unrevert(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Restore the undone messages.

        `POST /session/{sessionID}/unrevert`

        Works until the next prompt. If nothing is undone, nothing changes.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The session, without `revert`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_unrevert import build

        return await self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def children(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Session]:
        """List the child sessions of a session.

        `GET /session/{sessionID}/children`

        These are the sessions of its subagents, and all others that were created with it as their parent.
        Grandchildren and forks are not included. For an unknown session, servers up to 1.14 return an empty
        list, and newer ones respond with 404.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The sessions whose `parentID` is this one.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_children import build

        return await self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def todo(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Todo]:
        """List the agent's tasks in a session.

        `GET /session/{sessionID}/todo`

        The list is empty until the agent writes one. For an unknown session, servers up to 1.14 return an
        empty list too, and newer ones respond with 404. Since 1.0.0.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The tasks, in the agent's order.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_todo import build

        return await self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def diff(
        self,
        session_id: models.SessionLike,
        *,
        message_id: models.MessageLike | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.FileDiff]:
        """Get the changes of a turn to files.

        `GET /session/{sessionID}/diff`

        Give the user's message that started the turn: this works on all servers that have the operation.
        Without `messageID`, servers up to 1.15.13 return the changes of the whole session, and newer ones
        an empty list. The list is also empty outside of git, while the turn is running, and for an unknown
        session or message. Since 1.0.0.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The user's message that started the turn, `msg_…`. A message of the agent has no
                changes.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The changes, file by file.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_diff import build

        return await self._transport.send(
            build(session_id, message_id=message_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def fork(
        self,
        session_id: models.SessionLike,
        *,
        message_id: models.MessageLike | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Copy a session, or its beginning, into a new one.

        `POST /session/{sessionID}/fork`

        The new session has copies of the messages, with new identifiers, and no parent. Files are not
        changed. Its title is the old title with `(fork #1)` added; up to 1.1.34 it is the default title of
        a new session. All fields of the body are optional, but the body itself is required: send at least
        `{}`. The session may be busy. With an unknown message, all messages are copied. For an unknown
        session, servers up to 1.1.34 create an empty session, and newer ones respond with 404. Since 1.0.0.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            message_id: The first message that is not copied, `msg_…`. By default all are copied.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The new session.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_fork import build

        return await self._transport.send(
            build(session_id, message_id=message_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def share(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Publish a session at a public web address.

        `POST /session/{sessionID}/share`

        The conversation is uploaded to opencode's sharing service. Everybody who has the address can read
        it. The response is 500 if sharing is disabled in the server's configuration, or if the service
        cannot be reached.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The session; its `share` has the address.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_share import build

        return await self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def unshare(
        self,
        session_id: models.SessionLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Stop sharing a session.

        `DELETE /session/{sessionID}/share`

        The session itself is kept. Calling this for a session that is not shared is not an error, except on
        servers up to 1.1.65, which respond with 404.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The session, without `share`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.session.session_unshare import build

        return await self._transport.send(
            build(session_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def permission_reply(
        self,
        session_id: models.SessionLike,
        permission_id: models.PermissionRequestLike,
        response: models.PermissionReply,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Answer the agent's request for permission, on servers of every version.

        `POST /session/{sessionID}/permissions/{permissionID}`

        Newer servers also have `permission.reply`, which can give the agent a reason for a refusal. Send
        the session's directory: with a different one, servers from 1.0.0 to 1.15.13 return `true` and do
        nothing, so that the agent keeps waiting; 1.18 finds the request anyway. For a request that does not
        exist or is already answered, servers up to 1.15.4 return `true`, and newer ones respond with 404.

        Args:
            session_id: The session's identifier, `ses_…`. For any other prefix the response is 400 or, since
                1.14.48, 500.
            permission_id: The request's identifier, `per_…`, which is the `id` in the event that reported the
                request.
            response: An answer to a request - allow it once, always allow this and similar requests, or
                refuse it.
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
        from opencode_sessions_api.api.session.session_permission_reply import build

        return await self._transport.send(
            build(
                session_id, permission_id, response, directory=directory, timeout=timeout, extra_headers=extra_headers
            )
        )
