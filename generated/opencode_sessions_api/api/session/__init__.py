"""The operations tagged `session`, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import builtins
    from typing import Any, Literal

    from opencode_sessions_api.client import AsyncEventStream, AsyncSender, EventStream, Sender
    from opencode_sessions_api.models import OutputFormat, Part, PartInput
    from opencode_sessions_api.models.file_diff import FileDiff
    from opencode_sessions_api.models.file_part_input import FilePartInput
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.permission_reply import PermissionReply
    from opencode_sessions_api.models.permission_rule import PermissionRule
    from opencode_sessions_api.models.prompt_model import PromptModel
    from opencode_sessions_api.models.session import Session
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem
    from opencode_sessions_api.models.session_model import SessionModel
    from opencode_sessions_api.models.session_status_map import SessionStatusMap
    from opencode_sessions_api.models.session_update_time import SessionUpdateTime
    from opencode_sessions_api.models.todo import Todo
    from opencode_sessions_api.models.tools_enabled import ToolsEnabled


__all__ = ["AsyncSessionResource", "SessionResource"]


class SessionResource:
    """The operations tagged `session`."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

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
    ) -> builtins.list[Session]:
        """List the sessions of a directory.

        `GET /session`

        The most recently updated session comes first. Subagents' sessions and archived ones are in the list
        too: see `parentID` and `time.archived`. Servers 1.3.2 and newer stop at 100 sessions without a
        word, unless `limit` allows more. Servers ignore the filters that they do not know.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.
            scope: `project`, the only value, lists the sessions of all directories of the project. Since
                1.14.
            path: Only sessions of this directory and those below it, as a path relative to the project's
                root, such as `packages/web`; `directory` then only names the project. Since 1.14.
            roots: Only sessions without a parent, hence none of subagents. Since 1.1.65.
            start: Only sessions that were updated at this time or later, in epoch milliseconds. Since
                1.1.11.
            search: Only sessions whose title contains this text; case does not matter. Since 1.1.11.
            limit: The greatest number of sessions to list. 100 by default since 1.3.2. Since 1.1.11.

        Returns:
            The sessions, the most recently updated first.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_list import build

        return self._sender.send(
            build(directory=directory, scope=scope, path=path, roots=roots, start=start, search=search, limit=limit)
        )

    def create(
        self,
        *,
        parent_id: str | None = None,
        title: str | None = None,
        agent: str | None = None,
        model: SessionModel | None = None,
        metadata: Metadata | None = None,
        permission: builtins.list[PermissionRule] | None = None,
        directory: str | None = None,
    ) -> Session:
        """Create a session.

        `POST /session`

        The session belongs to the directory of the call. All fields of the body are optional, but a body is
        not: send at least `{}`. A parent that does not exist is accepted.

        Args:
            parent_id: The session that the new one belongs to.
            title: The title; without one the server makes one from the first prompt.
            agent: The agent to use unless a prompt names another, such as `build` or `plan`. Since 1.14.
            model: The model to use unless a prompt names another. Since 1.14.
            metadata: Whatever you want to keep with the session. Since 1.15.
            permission: What the agent may do, besides the server's configuration. Since 1.1.11.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The new session.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_create import build

        return self._sender.send(
            build(
                parent_id=parent_id,
                title=title,
                agent=agent,
                model=model,
                metadata=metadata,
                permission=permission,
                directory=directory,
            )
        )

    def status(self, *, directory: str | None = None) -> SessionStatusMap:
        """Tell which sessions of a directory are at work.

        `GET /session/status`

        Only sessions that are busy or about to try again are listed; one that is not there is idle, or does
        not exist. A session that waits for a permission or an answer is busy. Since 1.0.98, which however
        sends a list of statuses that does not say whose they are.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            What each session is doing, by the session's identifier.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_status import build

        return self._sender.send(build(directory=directory))

    def get(self, session_id: str, *, directory: str | None = None) -> Session:
        """Get a session.

        `GET /session/{sessionID}`

        Its title, costs, changes and settings; `session.messages` has the conversation.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The session.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_get import build

        return self._sender.send(build(session_id, directory=directory))

    def delete(self, session_id: str, *, directory: str | None = None) -> bool:
        """Delete a session, its messages and its subagents' sessions.

        `DELETE /session/{sessionID}`

        The changes that the agent made to files stay. Servers up to 1.3.2 answer `true` for an unknown
        session too; newer ones answer 404.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_delete import build

        return self._sender.send(build(session_id, directory=directory))

    def update(
        self,
        session_id: str,
        *,
        title: str | None = None,
        metadata: Metadata | None = None,
        permission: builtins.list[PermissionRule] | None = None,
        time: SessionUpdateTime | None = None,
        directory: str | None = None,
    ) -> Session:
        """Change a session's title, archive mark, own data or permissions.

        `PATCH /session/{sessionID}`

        Fields that are left out stay as they are. A new `metadata` replaces the old one as a whole;
        permission rules are added after those that the session has already.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            title: The new title.
            metadata: The new data, in place of all of the old. Since 1.15.
            permission: Rules to add after those that the session has; of rules that apply, the last one counts.
                Since 1.14.
            time: Marks the session as archived. Since 1.0.185.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The session as it is now.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_update import build

        return self._sender.send(
            build(session_id, title=title, metadata=metadata, permission=permission, time=time, directory=directory)
        )

    def messages(
        self, session_id: str, *, limit: int | None = None, before: str | None = None, directory: str | None = None
    ) -> builtins.list[SessionMessagesResponseItem]:
        """List a session's messages with their parts.

        `GET /session/{sessionID}/message`

        Messages come from the oldest to the newest. Without `limit` all come; with it the newest ones,
        still in ascending order, and the header `X-Next-Cursor` names the page before them (1.2.27 and
        newer).

        Known fault: 1.18 answers 400 to any page with a user's message that has a `format`; get such
        messages one by one with `session.message`. Servers up to 1.1.65 answer an empty list for an unknown
        session.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            limit: The greatest number of messages to list, the newest ones; 0 means all. Since 1.0.98,
                older servers list all.
            before: List the page before the one that named this cursor in `X-Next-Cursor`. Without `limit`,
                or if it is no such cursor, the answer is 400. Since 1.2.27.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The messages, oldest first.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_messages import build

        return self._sender.send(build(session_id, limit=limit, before=before, directory=directory))

    def chat(
        self,
        session_id: str,
        parts: builtins.list[PartInput],
        *,
        model: PromptModel | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        agent: str | None = None,
        system: str | None = None,
        tools: ToolsEnabled | None = None,
        variant: str | None = None,
        format: OutputFormat | None = None,
        no_reply: bool | None = None,
        message_id: str | None = None,
        directory: str | None = None,
    ) -> SessionMessagesResponseItem:
        """Send a prompt and wait for the agent's answer.

        `POST /session/{sessionID}/message`

        Nothing arrives, not even a header, until the turn is over; that may take minutes, or for ever if
        the agent asks for a permission and nobody answers. Closing the connection does not stop the agent:
        `session.abort` does. Never repeat the call blindly, for it would start another turn.

        A turn has one step for every time that the model was asked. Since 1.0.0 each step is a message of
        its own and the answer is the **last** one: list the messages to see the tools of the earlier steps,
        whose `parentID` is the user's message. If the model fails or the turn is aborted, the status is 200
        and `info.error` tells why. Prompts to a busy session wait in line, and then may all be answered
        with the last message. An unknown model or agent answers 500 (1.15 and newer) or 200 with an empty
        body (1.0 to 1.14).

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            parts: What to tell the agent.
            model: The model to use. By default the one used last in the session, or that of the agent or
                of the server's configuration. Since 1.0.0.
            provider_id: The model's provider, for servers before 1.0.0, which require it; newer ones ignore it.
            model_id: The model, for servers before 1.0.0, which require it; newer ones ignore it.
            agent: The agent that answers, such as `build` or `plan`.
            system: Instructions that are added to the agent's own.
            tools: Tools to switch on or off.
            variant: A variant of the model, such as `high` for more effort. Since 1.1.11.
            format: The form of the answer, text by default. Since 1.1.65.
            no_reply: Only store the prompt as a user's message, and don't ask the model. Since 1.0.0.
            message_id: The identifier that the prompt's message shall have. Better left out: one that is out of
                the order of time makes many servers loop or skip the turn, and it does not protect
                against sending a prompt twice.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The last message of the turn, sent when the turn is over. With `noReply` it is the user's
            message, at once.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_chat import build

        return self._sender.send(
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
            )
        )

    def message(self, session_id: str, message_id: str, *, directory: str | None = None) -> SessionMessagesResponseItem:
        """Get one message with its parts.

        `GET /session/{sessionID}/message/{messageID}`

        The message may be of the user or of the agent, and may still be growing.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The message's identifier, `msg_…`.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The message.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_message import build

        return self._sender.send(build(session_id, message_id, directory=directory))

    def delete_message(self, session_id: str, message_id: str, *, directory: str | None = None) -> bool:
        """Delete a message and its parts.

        `DELETE /session/{sessionID}/message/{messageID}`

        The model does not see the message in later turns. Files that the agent changed stay as they are:
        `session.revert` undoes them. A message that does not exist is no error. The agent must not be at
        work in the session: servers 1.15 and newer answer 409, older ones 400 or 500. Since 1.2.15.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The message's identifier, `msg_…`.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_delete_message import build

        return self._sender.send(build(session_id, message_id, directory=directory))

    def delete_part(self, session_id: str, message_id: str, part_id: str, *, directory: str | None = None) -> bool:
        """Delete a part of a message.

        `DELETE /session/{sessionID}/message/{messageID}/part/{partID}`

        The message stays, even without parts. A part that does not exist is no error. Nobody checks whether
        the agent is at work on the message. Since 1.0.185.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The message's identifier, `msg_…`.
            part_id: The part's identifier, `prt_…`.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_delete_part import build

        return self._sender.send(build(session_id, message_id, part_id, directory=directory))

    def update_part(
        self, session_id: str, message_id: str, part_id: str, part: Part, *, directory: str | None = None
    ) -> Part:
        """Replace a part of a message.

        `PATCH /session/{sessionID}/message/{messageID}/part/{partID}`

        Send the whole part with all its identifiers, as it was read, with what shall be different; what is
        left out is lost. The identifiers must be those of the path, else the answer is 400. A part that
        does not exist is created. Nobody checks whether the agent is at work on the message. Since 1.0.185.

        Args:
            part: A part of a message, by its `type`.
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The message's identifier, `msg_…`.
            part_id: The part's identifier, `prt_…`.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The part as it is now.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_update_part import build

        return self._sender.send(build(session_id, message_id, part_id, part, directory=directory))

    def prompt_async(
        self,
        session_id: str,
        parts: builtins.list[PartInput],
        *,
        model: PromptModel | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        agent: str | None = None,
        system: str | None = None,
        tools: ToolsEnabled | None = None,
        variant: str | None = None,
        format: OutputFormat | None = None,
        no_reply: bool | None = None,
        message_id: str | None = None,
        directory: str | None = None,
    ) -> None:
        """Send a prompt without waiting for the agent's answer.

        `POST /session/{sessionID}/prompt_async`

        Takes the same body as `session.chat` and answers at once. Subscribe to the events before the call:
        `session.idle` of this session tells that the turn is over, and the messages how it went.

        204 is no promise. An unknown agent is answered with 204 as well; then comes the event
        `session.error`, but never a `session.idle`, and 1.0.185 and 1.1.11 send nothing at all. For an
        unknown model both events come (1.18). An unknown session is answered with 204 up to 1.14, with 404
        by newer servers. Since 1.0.142.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            parts: What to tell the agent.
            model: The model to use. By default the one used last in the session, or that of the agent or
                of the server's configuration. Since 1.0.0.
            provider_id: The model's provider, for servers before 1.0.0, which require it; newer ones ignore it.
            model_id: The model, for servers before 1.0.0, which require it; newer ones ignore it.
            agent: The agent that answers, such as `build` or `plan`.
            system: Instructions that are added to the agent's own.
            tools: Tools to switch on or off.
            variant: A variant of the model, such as `high` for more effort. Since 1.1.11.
            format: The form of the answer, text by default. Since 1.1.65.
            no_reply: Only store the prompt as a user's message, and don't ask the model. Since 1.0.0.
            message_id: The identifier that the prompt's message shall have. Better left out: one that is out of
                the order of time makes many servers loop or skip the turn, and it does not protect
                against sending a prompt twice.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The prompt was taken. The body is empty.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_prompt_async import build

        return self._sender.send(
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
            )
        )

    def command(
        self,
        session_id: str,
        command: str,
        arguments: str,
        *,
        agent: str | None = None,
        model: str | None = None,
        variant: str | None = None,
        parts: builtins.list[FilePartInput] | None = None,
        message_id: str | None = None,
        directory: str | None = None,
    ) -> SessionMessagesResponseItem:
        """Run a command, that is a prepared prompt, and wait for the agent's answer.

        `POST /session/{sessionID}/command`

        `command.list` tells which commands there are. The arguments are put into the command's template,
        which is then sent as a prompt; the call returns when the turn is over, like `session.chat`, and all
        that is said there holds here. The command's own agent and model, if it has any, win over those of
        the call.

        An unknown command or model answers 500 (0.5.29: 400); since 1.3.2 the event `session.error` has the
        reason.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            command: The command's name, without a slash.
            arguments: What to put into the command's template: all of it for `$ARGUMENTS`, its words for `$1`,
                `$2` and so on. May be empty.
            agent: The agent that answers, unless the command has its own.
            model: The model to use, unless the command has its own, as one text `provider/model` such as
                `anthropic/claude-sonnet-4-5`.
            variant: A variant of the model, such as `high` for more effort. Since 1.1.11.
            parts: Files to send with the prompt. Since 1.1.11.
            message_id: The identifier that the prompt's message shall have. Better left out, as in a prompt.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The last message of the turn, sent when the turn is over.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_command import build

        return self._sender.send(
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
            )
        )

    def shell(
        self,
        session_id: str,
        agent: str,
        command: str,
        *,
        model: PromptModel | None = None,
        message_id: str | None = None,
        directory: str | None = None,
    ) -> SessionMessagesResponseItem:
        """Run a shell command and note it in the session.

        `POST /session/{sessionID}/shell`

        The server runs the command in the session's directory, at once: no permission is asked for, and the
        model is not asked either, but it sees command and output in later turns. The call returns when the
        command has ended; `session.abort` ends it. The output is in the tool part's `state`; a command that
        fails is no error, and its exit status is not told.

        A busy session is refused: 409 since 1.15, older servers answer 400 or 500. Only 1.0.98 runs the
        command all the same. An unknown agent answers 500 on newer servers.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            agent: The agent that the messages name, such as `build`; every server requires it.
            command: The command line, for the shell of the server's user.
            model: The model that the messages name; by default the one used last. Since 1.0.98.
            message_id: The identifier that the message shall have. Better left out, as in a prompt. Since 1.14.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The message that holds the command as a call of the tool `bash`, sent when the command has
            ended. (Servers up to 1.3 document the message without its parts, but send both too.)

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_shell import build

        return self._sender.send(
            build(session_id, agent, command, model=model, message_id=message_id, directory=directory)
        )

    def abort(self, session_id: str, *, directory: str | None = None) -> bool:
        """Stop what the agent does in a session.

        `POST /session/{sessionID}/abort`

        The answer comes at once; the prompt that is waiting then returns a message whose error is a
        `MessageAbortedError`. An idle or unknown session is no error.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Whether the server took note; `false` is rare (before 1.0.98, when there was nothing to stop).

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_abort import build

        return self._sender.send(build(session_id, directory=directory))

    def init(
        self, session_id: str, message_id: str, provider_id: str, model_id: str, *, directory: str | None = None
    ) -> bool:
        """Have the agent study the project and write AGENTS.md.

        `POST /session/{sessionID}/init`

        The server sends a prompt of its own to the session, and the agent notes in `AGENTS.md` what it
        should know the next time. The call returns when the turn is over, like `session.chat`.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The identifier that the prompt's message shall have. It must sort after those of the
                messages that exist: `msg_`, then 12 hexadecimal digits (the low 48 bits of the epoch
                milliseconds times 4096, plus a counter), then 14 random letters or digits.
            provider_id: The model's provider, such as `anthropic`.
            model_id: The model, such as `claude-sonnet-4-5`.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`, sent when the turn is over. The messages tell how it went.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_init import build

        return self._sender.send(build(session_id, message_id, provider_id, model_id, directory=directory))

    def summarize(
        self,
        session_id: str,
        provider_id: str,
        model_id: str,
        *,
        auto: bool | None = None,
        directory: str | None = None,
    ) -> bool:
        """Compact a session - replace its history by a summary for the model.

        `POST /session/{sessionID}/summarize`

        The model writes a summary of the conversation, and later prompts send it that summary instead of
        all that was said before. No message is deleted: a user's message with a `compaction` part and the
        summary, an agent's message whose `summary` is `true`, are added. The call returns when the summary
        is written.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            provider_id: The provider of the model that writes the summary, such as `anthropic`.
            model_id: The model that writes the summary, such as `claude-sonnet-4-5`.
            auto: Says that no person asked for it, and tells the agent to go on with its work afterwards;
                `false` by default. Since 1.1.11.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`, sent when the summary is written. The messages tell how it went.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_summarize import build

        return self._sender.send(build(session_id, provider_id, model_id, auto=auto, directory=directory))

    def revert(
        self, session_id: str, message_id: str, *, part_id: str | None = None, directory: str | None = None
    ) -> Session:
        """Undo a message and all that came after it, in files too.

        `POST /session/{sessionID}/revert`

        Files return to what they were before the message (in a git project), and the next prompt deletes
        the undone messages for good; until then they stay in the list and `session.unrevert` brings them
        back. Naming a step of the agent undoes its whole turn, the prompt included, unless a part is named
        that follows other text or tools in that step. An unknown message changes nothing and is no error.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The first message to undo; all later ones are undone too.
            part_id: The first part to undo, to keep what comes before it in the message; ignored if that is
                no text and no tool.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The session; its `revert` tells what was undone.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_revert import build

        return self._sender.send(build(session_id, message_id, part_id=part_id, directory=directory))

    def unrevert(self, session_id: str, *, directory: str | None = None) -> Session:
        """Bring back what was undone.

        `POST /session/{sessionID}/unrevert`

        Works until the next prompt. Where nothing is undone, nothing changes.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The session, without `revert`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_unrevert import build

        return self._sender.send(build(session_id, directory=directory))

    def children(self, session_id: str, *, directory: str | None = None) -> builtins.list[Session]:
        """List the sessions that belong to a session.

        `GET /session/{sessionID}/children`

        Those are the sessions of its subagents and all others that were created with it as their parent;
        grandchildren and forks are not among them. Up to 1.14 an unknown session has an empty list; newer
        servers answer 404.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The sessions whose `parentID` is this one.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_children import build

        return self._sender.send(build(session_id, directory=directory))

    def todo(self, session_id: str, *, directory: str | None = None) -> builtins.list[Todo]:
        """List the tasks that the agent has set itself in a session.

        `GET /session/{sessionID}/todo`

        The list is empty until the agent writes one. Up to 1.14 an unknown session has an empty list too;
        newer servers answer 404. Since 1.0.0.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The tasks, in the agent's order.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_todo import build

        return self._sender.send(build(session_id, directory=directory))

    def diff(
        self, session_id: str, *, message_id: str | None = None, directory: str | None = None
    ) -> builtins.list[FileDiff]:
        """Show what a session changed in files.

        `GET /session/{sessionID}/diff`

        Name the user's message whose turn is meant: that works on all servers that have the call. Without
        `messageID` servers up to 1.14 show the changes of the whole session; 1.18 answers an empty list.
        The list is empty as well outside of git, while the turn goes on, and for an unknown session or
        message. Since 1.0.0.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The user's message whose turn is meant, `msg_…`. A message of the agent has no changes.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The changes, file by file.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_diff import build

        return self._sender.send(build(session_id, message_id=message_id, directory=directory))

    def fork(self, session_id: str, *, message_id: str | None = None, directory: str | None = None) -> Session:
        """Copy a session, or its beginning, into a new one.

        `POST /session/{sessionID}/fork`

        The new session has copies of the messages, under new identifiers, and no parent; files are not
        touched. Its title is that of the old one with `(fork #1)`; up to 1.1.11 it is like that of any new
        session. All fields of the body are optional, but a body is not: send at least `{}`. The session may
        be busy. An unknown message copies all. Up to 1.1.11 an unknown session gives an empty new session;
        newer servers answer 404. Since 1.0.0.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The first message that is not copied any more, `msg_…`; by default all are copied.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The new session.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_fork import build

        return self._sender.send(build(session_id, message_id=message_id, directory=directory))

    def share(self, session_id: str, *, directory: str | None = None) -> Session:
        """Publish a session under a public web address.

        `POST /session/{sessionID}/share`

        The conversation is uploaded to opencode's sharing service, and anybody who has the address can read
        it. Answers 500 where sharing is disabled in the server's configuration or the service cannot be
        reached.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The session; its `share` has the address.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_share import build

        return self._sender.send(build(session_id, directory=directory))

    def unshare(self, session_id: str, *, directory: str | None = None) -> Session:
        """Withdraw a published session.

        `DELETE /session/{sessionID}/share`

        The session itself stays. A session that is not shared is no error, except up to 1.1.65, which
        answer 404.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The session, without `share`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_unshare import build

        return self._sender.send(build(session_id, directory=directory))

    def permission_reply(
        self, session_id: str, permission_id: str, response: PermissionReply, *, directory: str | None = None
    ) -> bool:
        """Answer the agent's request for a permission, on servers of every version.

        `POST /session/{sessionID}/permissions/{permissionID}`

        Newer servers have `permission.reply` too, which can tell the agent why it was refused. Send the
        directory of the session: with another one servers up to 1.14 answer `true` and do nothing, so that
        the agent waits on; 1.18 finds the request all the same. A request that does not exist or has been
        answered already is answered with `true` up to 1.14, with 404 by newer servers.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            permission_id: The request's identifier, `per_…`; the event that told of the request has it as `id`.
            response: An answer to a request - allow it this time, allow it and what is like it from now on,
                or refuse it.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_permission_reply import build

        return self._sender.send(build(session_id, permission_id, response, directory=directory))


class AsyncSessionResource:
    """The operations tagged `session`, awaited."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender

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
    ) -> builtins.list[Session]:
        """List the sessions of a directory.

        `GET /session`

        The most recently updated session comes first. Subagents' sessions and archived ones are in the list
        too: see `parentID` and `time.archived`. Servers 1.3.2 and newer stop at 100 sessions without a
        word, unless `limit` allows more. Servers ignore the filters that they do not know.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.
            scope: `project`, the only value, lists the sessions of all directories of the project. Since
                1.14.
            path: Only sessions of this directory and those below it, as a path relative to the project's
                root, such as `packages/web`; `directory` then only names the project. Since 1.14.
            roots: Only sessions without a parent, hence none of subagents. Since 1.1.65.
            start: Only sessions that were updated at this time or later, in epoch milliseconds. Since
                1.1.11.
            search: Only sessions whose title contains this text; case does not matter. Since 1.1.11.
            limit: The greatest number of sessions to list. 100 by default since 1.3.2. Since 1.1.11.

        Returns:
            The sessions, the most recently updated first.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_list import build

        return await self._sender.send(
            build(directory=directory, scope=scope, path=path, roots=roots, start=start, search=search, limit=limit)
        )

    async def create(
        self,
        *,
        parent_id: str | None = None,
        title: str | None = None,
        agent: str | None = None,
        model: SessionModel | None = None,
        metadata: Metadata | None = None,
        permission: builtins.list[PermissionRule] | None = None,
        directory: str | None = None,
    ) -> Session:
        """Create a session.

        `POST /session`

        The session belongs to the directory of the call. All fields of the body are optional, but a body is
        not: send at least `{}`. A parent that does not exist is accepted.

        Args:
            parent_id: The session that the new one belongs to.
            title: The title; without one the server makes one from the first prompt.
            agent: The agent to use unless a prompt names another, such as `build` or `plan`. Since 1.14.
            model: The model to use unless a prompt names another. Since 1.14.
            metadata: Whatever you want to keep with the session. Since 1.15.
            permission: What the agent may do, besides the server's configuration. Since 1.1.11.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The new session.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_create import build

        return await self._sender.send(
            build(
                parent_id=parent_id,
                title=title,
                agent=agent,
                model=model,
                metadata=metadata,
                permission=permission,
                directory=directory,
            )
        )

    async def status(self, *, directory: str | None = None) -> SessionStatusMap:
        """Tell which sessions of a directory are at work.

        `GET /session/status`

        Only sessions that are busy or about to try again are listed; one that is not there is idle, or does
        not exist. A session that waits for a permission or an answer is busy. Since 1.0.98, which however
        sends a list of statuses that does not say whose they are.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            What each session is doing, by the session's identifier.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_status import build

        return await self._sender.send(build(directory=directory))

    async def get(self, session_id: str, *, directory: str | None = None) -> Session:
        """Get a session.

        `GET /session/{sessionID}`

        Its title, costs, changes and settings; `session.messages` has the conversation.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The session.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_get import build

        return await self._sender.send(build(session_id, directory=directory))

    async def delete(self, session_id: str, *, directory: str | None = None) -> bool:
        """Delete a session, its messages and its subagents' sessions.

        `DELETE /session/{sessionID}`

        The changes that the agent made to files stay. Servers up to 1.3.2 answer `true` for an unknown
        session too; newer ones answer 404.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_delete import build

        return await self._sender.send(build(session_id, directory=directory))

    async def update(
        self,
        session_id: str,
        *,
        title: str | None = None,
        metadata: Metadata | None = None,
        permission: builtins.list[PermissionRule] | None = None,
        time: SessionUpdateTime | None = None,
        directory: str | None = None,
    ) -> Session:
        """Change a session's title, archive mark, own data or permissions.

        `PATCH /session/{sessionID}`

        Fields that are left out stay as they are. A new `metadata` replaces the old one as a whole;
        permission rules are added after those that the session has already.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            title: The new title.
            metadata: The new data, in place of all of the old. Since 1.15.
            permission: Rules to add after those that the session has; of rules that apply, the last one counts.
                Since 1.14.
            time: Marks the session as archived. Since 1.0.185.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The session as it is now.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_update import build

        return await self._sender.send(
            build(session_id, title=title, metadata=metadata, permission=permission, time=time, directory=directory)
        )

    async def messages(
        self, session_id: str, *, limit: int | None = None, before: str | None = None, directory: str | None = None
    ) -> builtins.list[SessionMessagesResponseItem]:
        """List a session's messages with their parts.

        `GET /session/{sessionID}/message`

        Messages come from the oldest to the newest. Without `limit` all come; with it the newest ones,
        still in ascending order, and the header `X-Next-Cursor` names the page before them (1.2.27 and
        newer).

        Known fault: 1.18 answers 400 to any page with a user's message that has a `format`; get such
        messages one by one with `session.message`. Servers up to 1.1.65 answer an empty list for an unknown
        session.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            limit: The greatest number of messages to list, the newest ones; 0 means all. Since 1.0.98,
                older servers list all.
            before: List the page before the one that named this cursor in `X-Next-Cursor`. Without `limit`,
                or if it is no such cursor, the answer is 400. Since 1.2.27.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The messages, oldest first.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_messages import build

        return await self._sender.send(build(session_id, limit=limit, before=before, directory=directory))

    async def chat(
        self,
        session_id: str,
        parts: builtins.list[PartInput],
        *,
        model: PromptModel | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        agent: str | None = None,
        system: str | None = None,
        tools: ToolsEnabled | None = None,
        variant: str | None = None,
        format: OutputFormat | None = None,
        no_reply: bool | None = None,
        message_id: str | None = None,
        directory: str | None = None,
    ) -> SessionMessagesResponseItem:
        """Send a prompt and wait for the agent's answer.

        `POST /session/{sessionID}/message`

        Nothing arrives, not even a header, until the turn is over; that may take minutes, or for ever if
        the agent asks for a permission and nobody answers. Closing the connection does not stop the agent:
        `session.abort` does. Never repeat the call blindly, for it would start another turn.

        A turn has one step for every time that the model was asked. Since 1.0.0 each step is a message of
        its own and the answer is the **last** one: list the messages to see the tools of the earlier steps,
        whose `parentID` is the user's message. If the model fails or the turn is aborted, the status is 200
        and `info.error` tells why. Prompts to a busy session wait in line, and then may all be answered
        with the last message. An unknown model or agent answers 500 (1.15 and newer) or 200 with an empty
        body (1.0 to 1.14).

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            parts: What to tell the agent.
            model: The model to use. By default the one used last in the session, or that of the agent or
                of the server's configuration. Since 1.0.0.
            provider_id: The model's provider, for servers before 1.0.0, which require it; newer ones ignore it.
            model_id: The model, for servers before 1.0.0, which require it; newer ones ignore it.
            agent: The agent that answers, such as `build` or `plan`.
            system: Instructions that are added to the agent's own.
            tools: Tools to switch on or off.
            variant: A variant of the model, such as `high` for more effort. Since 1.1.11.
            format: The form of the answer, text by default. Since 1.1.65.
            no_reply: Only store the prompt as a user's message, and don't ask the model. Since 1.0.0.
            message_id: The identifier that the prompt's message shall have. Better left out: one that is out of
                the order of time makes many servers loop or skip the turn, and it does not protect
                against sending a prompt twice.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The last message of the turn, sent when the turn is over. With `noReply` it is the user's
            message, at once.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_chat import build

        return await self._sender.send(
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
            )
        )

    async def message(
        self, session_id: str, message_id: str, *, directory: str | None = None
    ) -> SessionMessagesResponseItem:
        """Get one message with its parts.

        `GET /session/{sessionID}/message/{messageID}`

        The message may be of the user or of the agent, and may still be growing.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The message's identifier, `msg_…`.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The message.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_message import build

        return await self._sender.send(build(session_id, message_id, directory=directory))

    async def delete_message(self, session_id: str, message_id: str, *, directory: str | None = None) -> bool:
        """Delete a message and its parts.

        `DELETE /session/{sessionID}/message/{messageID}`

        The model does not see the message in later turns. Files that the agent changed stay as they are:
        `session.revert` undoes them. A message that does not exist is no error. The agent must not be at
        work in the session: servers 1.15 and newer answer 409, older ones 400 or 500. Since 1.2.15.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The message's identifier, `msg_…`.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_delete_message import build

        return await self._sender.send(build(session_id, message_id, directory=directory))

    async def delete_part(
        self, session_id: str, message_id: str, part_id: str, *, directory: str | None = None
    ) -> bool:
        """Delete a part of a message.

        `DELETE /session/{sessionID}/message/{messageID}/part/{partID}`

        The message stays, even without parts. A part that does not exist is no error. Nobody checks whether
        the agent is at work on the message. Since 1.0.185.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The message's identifier, `msg_…`.
            part_id: The part's identifier, `prt_…`.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_delete_part import build

        return await self._sender.send(build(session_id, message_id, part_id, directory=directory))

    async def update_part(
        self, session_id: str, message_id: str, part_id: str, part: Part, *, directory: str | None = None
    ) -> Part:
        """Replace a part of a message.

        `PATCH /session/{sessionID}/message/{messageID}/part/{partID}`

        Send the whole part with all its identifiers, as it was read, with what shall be different; what is
        left out is lost. The identifiers must be those of the path, else the answer is 400. A part that
        does not exist is created. Nobody checks whether the agent is at work on the message. Since 1.0.185.

        Args:
            part: A part of a message, by its `type`.
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The message's identifier, `msg_…`.
            part_id: The part's identifier, `prt_…`.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The part as it is now.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_update_part import build

        return await self._sender.send(build(session_id, message_id, part_id, part, directory=directory))

    async def prompt_async(
        self,
        session_id: str,
        parts: builtins.list[PartInput],
        *,
        model: PromptModel | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        agent: str | None = None,
        system: str | None = None,
        tools: ToolsEnabled | None = None,
        variant: str | None = None,
        format: OutputFormat | None = None,
        no_reply: bool | None = None,
        message_id: str | None = None,
        directory: str | None = None,
    ) -> None:
        """Send a prompt without waiting for the agent's answer.

        `POST /session/{sessionID}/prompt_async`

        Takes the same body as `session.chat` and answers at once. Subscribe to the events before the call:
        `session.idle` of this session tells that the turn is over, and the messages how it went.

        204 is no promise. An unknown agent is answered with 204 as well; then comes the event
        `session.error`, but never a `session.idle`, and 1.0.185 and 1.1.11 send nothing at all. For an
        unknown model both events come (1.18). An unknown session is answered with 204 up to 1.14, with 404
        by newer servers. Since 1.0.142.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            parts: What to tell the agent.
            model: The model to use. By default the one used last in the session, or that of the agent or
                of the server's configuration. Since 1.0.0.
            provider_id: The model's provider, for servers before 1.0.0, which require it; newer ones ignore it.
            model_id: The model, for servers before 1.0.0, which require it; newer ones ignore it.
            agent: The agent that answers, such as `build` or `plan`.
            system: Instructions that are added to the agent's own.
            tools: Tools to switch on or off.
            variant: A variant of the model, such as `high` for more effort. Since 1.1.11.
            format: The form of the answer, text by default. Since 1.1.65.
            no_reply: Only store the prompt as a user's message, and don't ask the model. Since 1.0.0.
            message_id: The identifier that the prompt's message shall have. Better left out: one that is out of
                the order of time makes many servers loop or skip the turn, and it does not protect
                against sending a prompt twice.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The prompt was taken. The body is empty.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_prompt_async import build

        return await self._sender.send(
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
            )
        )

    async def command(
        self,
        session_id: str,
        command: str,
        arguments: str,
        *,
        agent: str | None = None,
        model: str | None = None,
        variant: str | None = None,
        parts: builtins.list[FilePartInput] | None = None,
        message_id: str | None = None,
        directory: str | None = None,
    ) -> SessionMessagesResponseItem:
        """Run a command, that is a prepared prompt, and wait for the agent's answer.

        `POST /session/{sessionID}/command`

        `command.list` tells which commands there are. The arguments are put into the command's template,
        which is then sent as a prompt; the call returns when the turn is over, like `session.chat`, and all
        that is said there holds here. The command's own agent and model, if it has any, win over those of
        the call.

        An unknown command or model answers 500 (0.5.29: 400); since 1.3.2 the event `session.error` has the
        reason.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            command: The command's name, without a slash.
            arguments: What to put into the command's template: all of it for `$ARGUMENTS`, its words for `$1`,
                `$2` and so on. May be empty.
            agent: The agent that answers, unless the command has its own.
            model: The model to use, unless the command has its own, as one text `provider/model` such as
                `anthropic/claude-sonnet-4-5`.
            variant: A variant of the model, such as `high` for more effort. Since 1.1.11.
            parts: Files to send with the prompt. Since 1.1.11.
            message_id: The identifier that the prompt's message shall have. Better left out, as in a prompt.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The last message of the turn, sent when the turn is over.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_command import build

        return await self._sender.send(
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
            )
        )

    async def shell(
        self,
        session_id: str,
        agent: str,
        command: str,
        *,
        model: PromptModel | None = None,
        message_id: str | None = None,
        directory: str | None = None,
    ) -> SessionMessagesResponseItem:
        """Run a shell command and note it in the session.

        `POST /session/{sessionID}/shell`

        The server runs the command in the session's directory, at once: no permission is asked for, and the
        model is not asked either, but it sees command and output in later turns. The call returns when the
        command has ended; `session.abort` ends it. The output is in the tool part's `state`; a command that
        fails is no error, and its exit status is not told.

        A busy session is refused: 409 since 1.15, older servers answer 400 or 500. Only 1.0.98 runs the
        command all the same. An unknown agent answers 500 on newer servers.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            agent: The agent that the messages name, such as `build`; every server requires it.
            command: The command line, for the shell of the server's user.
            model: The model that the messages name; by default the one used last. Since 1.0.98.
            message_id: The identifier that the message shall have. Better left out, as in a prompt. Since 1.14.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The message that holds the command as a call of the tool `bash`, sent when the command has
            ended. (Servers up to 1.3 document the message without its parts, but send both too.)

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_shell import build

        return await self._sender.send(
            build(session_id, agent, command, model=model, message_id=message_id, directory=directory)
        )

    async def abort(self, session_id: str, *, directory: str | None = None) -> bool:
        """Stop what the agent does in a session.

        `POST /session/{sessionID}/abort`

        The answer comes at once; the prompt that is waiting then returns a message whose error is a
        `MessageAbortedError`. An idle or unknown session is no error.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Whether the server took note; `false` is rare (before 1.0.98, when there was nothing to stop).

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_abort import build

        return await self._sender.send(build(session_id, directory=directory))

    async def init(
        self, session_id: str, message_id: str, provider_id: str, model_id: str, *, directory: str | None = None
    ) -> bool:
        """Have the agent study the project and write AGENTS.md.

        `POST /session/{sessionID}/init`

        The server sends a prompt of its own to the session, and the agent notes in `AGENTS.md` what it
        should know the next time. The call returns when the turn is over, like `session.chat`.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The identifier that the prompt's message shall have. It must sort after those of the
                messages that exist: `msg_`, then 12 hexadecimal digits (the low 48 bits of the epoch
                milliseconds times 4096, plus a counter), then 14 random letters or digits.
            provider_id: The model's provider, such as `anthropic`.
            model_id: The model, such as `claude-sonnet-4-5`.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`, sent when the turn is over. The messages tell how it went.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_init import build

        return await self._sender.send(build(session_id, message_id, provider_id, model_id, directory=directory))

    async def summarize(
        self,
        session_id: str,
        provider_id: str,
        model_id: str,
        *,
        auto: bool | None = None,
        directory: str | None = None,
    ) -> bool:
        """Compact a session - replace its history by a summary for the model.

        `POST /session/{sessionID}/summarize`

        The model writes a summary of the conversation, and later prompts send it that summary instead of
        all that was said before. No message is deleted: a user's message with a `compaction` part and the
        summary, an agent's message whose `summary` is `true`, are added. The call returns when the summary
        is written.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            provider_id: The provider of the model that writes the summary, such as `anthropic`.
            model_id: The model that writes the summary, such as `claude-sonnet-4-5`.
            auto: Says that no person asked for it, and tells the agent to go on with its work afterwards;
                `false` by default. Since 1.1.11.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`, sent when the summary is written. The messages tell how it went.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_summarize import build

        return await self._sender.send(build(session_id, provider_id, model_id, auto=auto, directory=directory))

    async def revert(
        self, session_id: str, message_id: str, *, part_id: str | None = None, directory: str | None = None
    ) -> Session:
        """Undo a message and all that came after it, in files too.

        `POST /session/{sessionID}/revert`

        Files return to what they were before the message (in a git project), and the next prompt deletes
        the undone messages for good; until then they stay in the list and `session.unrevert` brings them
        back. Naming a step of the agent undoes its whole turn, the prompt included, unless a part is named
        that follows other text or tools in that step. An unknown message changes nothing and is no error.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The first message to undo; all later ones are undone too.
            part_id: The first part to undo, to keep what comes before it in the message; ignored if that is
                no text and no tool.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The session; its `revert` tells what was undone.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_revert import build

        return await self._sender.send(build(session_id, message_id, part_id=part_id, directory=directory))

    async def unrevert(self, session_id: str, *, directory: str | None = None) -> Session:
        """Bring back what was undone.

        `POST /session/{sessionID}/unrevert`

        Works until the next prompt. Where nothing is undone, nothing changes.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The session, without `revert`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_unrevert import build

        return await self._sender.send(build(session_id, directory=directory))

    async def children(self, session_id: str, *, directory: str | None = None) -> builtins.list[Session]:
        """List the sessions that belong to a session.

        `GET /session/{sessionID}/children`

        Those are the sessions of its subagents and all others that were created with it as their parent;
        grandchildren and forks are not among them. Up to 1.14 an unknown session has an empty list; newer
        servers answer 404.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The sessions whose `parentID` is this one.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_children import build

        return await self._sender.send(build(session_id, directory=directory))

    async def todo(self, session_id: str, *, directory: str | None = None) -> builtins.list[Todo]:
        """List the tasks that the agent has set itself in a session.

        `GET /session/{sessionID}/todo`

        The list is empty until the agent writes one. Up to 1.14 an unknown session has an empty list too;
        newer servers answer 404. Since 1.0.0.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The tasks, in the agent's order.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_todo import build

        return await self._sender.send(build(session_id, directory=directory))

    async def diff(
        self, session_id: str, *, message_id: str | None = None, directory: str | None = None
    ) -> builtins.list[FileDiff]:
        """Show what a session changed in files.

        `GET /session/{sessionID}/diff`

        Name the user's message whose turn is meant: that works on all servers that have the call. Without
        `messageID` servers up to 1.14 show the changes of the whole session; 1.18 answers an empty list.
        The list is empty as well outside of git, while the turn goes on, and for an unknown session or
        message. Since 1.0.0.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The user's message whose turn is meant, `msg_…`. A message of the agent has no changes.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The changes, file by file.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_diff import build

        return await self._sender.send(build(session_id, message_id=message_id, directory=directory))

    async def fork(self, session_id: str, *, message_id: str | None = None, directory: str | None = None) -> Session:
        """Copy a session, or its beginning, into a new one.

        `POST /session/{sessionID}/fork`

        The new session has copies of the messages, under new identifiers, and no parent; files are not
        touched. Its title is that of the old one with `(fork #1)`; up to 1.1.11 it is like that of any new
        session. All fields of the body are optional, but a body is not: send at least `{}`. The session may
        be busy. An unknown message copies all. Up to 1.1.11 an unknown session gives an empty new session;
        newer servers answer 404. Since 1.0.0.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            message_id: The first message that is not copied any more, `msg_…`; by default all are copied.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The new session.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_fork import build

        return await self._sender.send(build(session_id, message_id=message_id, directory=directory))

    async def share(self, session_id: str, *, directory: str | None = None) -> Session:
        """Publish a session under a public web address.

        `POST /session/{sessionID}/share`

        The conversation is uploaded to opencode's sharing service, and anybody who has the address can read
        it. Answers 500 where sharing is disabled in the server's configuration or the service cannot be
        reached.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The session; its `share` has the address.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_share import build

        return await self._sender.send(build(session_id, directory=directory))

    async def unshare(self, session_id: str, *, directory: str | None = None) -> Session:
        """Withdraw a published session.

        `DELETE /session/{sessionID}/share`

        The session itself stays. A session that is not shared is no error, except up to 1.1.65, which
        answer 404.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The session, without `share`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_unshare import build

        return await self._sender.send(build(session_id, directory=directory))

    async def permission_reply(
        self, session_id: str, permission_id: str, response: PermissionReply, *, directory: str | None = None
    ) -> bool:
        """Answer the agent's request for a permission, on servers of every version.

        `POST /session/{sessionID}/permissions/{permissionID}`

        Newer servers have `permission.reply` too, which can tell the agent why it was refused. Send the
        directory of the session: with another one servers up to 1.14 answer `true` and do nothing, so that
        the agent waits on; 1.18 finds the request all the same. A request that does not exist or has been
        answered already is answered with `true` up to 1.14, with 404 by newer servers.

        Args:
            session_id: The session's identifier, `ses_…`. Another prefix answers 400 or, since 1.15, 500.
            permission_id: The request's identifier, `per_…`; the event that told of the request has it as `id`.
            response: An answer to a request - allow it this time, allow it and what is like it from now on,
                or refuse it.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.session.session_permission_reply import build

        return await self._sender.send(build(session_id, permission_id, response, directory=directory))
