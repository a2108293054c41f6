"""Sessions, with ergonomics: prompts as text, models by name, replies, pagination, whole turns."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import nullcontext
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar, Unpack, overload

from opencode_sessions._compat import (
    ALL_SESSIONS,
    is_about_format,
    is_about_model,
    model_fields,
    takes_any_message_id,
    unlisted_prompt,
)
from opencode_sessions._display import ShownList
from opencode_sessions._keywords import check_keywords
from opencode_sessions._models import chosen_model, default_model, model_of, named_model
from opencode_sessions._options import RECONNECT_SECONDS, reconnect_seconds
from opencode_sessions._prompt import PromptKey, PromptNames, marked_parts, new_message_id, prompt_fields
from opencode_sessions._readable import require_session
from opencode_sessions._response import AGENT_GOES_ON, endless_pages
from opencode_sessions._seconds import check_seconds
from opencode_sessions.errors import BadRequestError, NotSentError, OpencodeError
from opencode_sessions.replies import Reply, Structured, StructuredReply, as_reply
from opencode_sessions_api.api.session import AsyncSessionResource as GeneratedSessionResource
from opencode_sessions_api.api.session import session_chat, session_messages, session_prompt_async
from opencode_sessions_api.client import NOT_GIVEN, identifier
from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem

if TYPE_CHECKING:
    import builtins
    from collections.abc import Callable
    from types import UnionType

    from opencode_sessions._async.client import AsyncOpencode
    from opencode_sessions._async.sent_prompt import AsyncSentPrompt
    from opencode_sessions._async.session_queue import AsyncSessionQueue
    from opencode_sessions._async.turn_stream import AsyncTurnStream
    from opencode_sessions._concurrency import AsyncFunction, AsyncInterrupt
    from opencode_sessions._models import ModelName
    from opencode_sessions._options import Reconnect
    from opencode_sessions.aliases import (
        CallOptions,
        FollowOptions,
        FormatLike,
        ModelLike,
        OnPermission,
        OnQuestion,
        Prompt,
        PromptOptions,
    )
    from opencode_sessions.replies import Turn
    from opencode_sessions_api.client import CallTimeout
    from opencode_sessions_api.models import Message, MessageLike, OutputFormat, SessionLike
    from opencode_sessions_api.models.file_part_input import FilePartInput
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.permission_rule import PermissionRule
    from opencode_sessions_api.models.session import Session

__all__ = ["AsyncSessionResource"]

#: The number of messages of a page.
_PAGE = 100
#: So many messages contain one of the agent's.
_FEW = 10
Value = TypeVar("Value")

#: Seconds in which a server stores a prompt that it has accepted, if it ever does.
_STORED_SECONDS = 60.0
#: So many sessions are remembered.
_MOST_REMEMBERED = 10_000

LOGGER = logging.getLogger("opencode_sessions")


class AsyncSessionResource(GeneratedSessionResource):
    """Every operation of a session, with shortcuts for prompts and messages."""

    def __init__(self, client: AsyncOpencode) -> None:
        super().__init__(client)
        self._client = client

    async def create(
        self,
        *,
        parent_id: SessionLike | None = None,
        title: str | None = None,
        agent: str | None = None,
        model: ModelLike | None = None,
        metadata: Metadata | None = None,
        permission: builtins.list[PermissionRule] | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Session:
        """Create a session.

        `POST /session`

        Args:
            parent_id: The parent of the new session.
            title: The title. Default: the server makes one from the first prompt.
            agent: The agent for prompts that name none. Servers from 1.14.
            model: The model for prompts that name none, as for `chat`. Servers from 1.14.
            metadata: Data of your own to store with the session. Servers from 1.15.
            permission: Rules of permissions, in addition to the server's settings. Servers from 1.1.11.
            directory: The directory that the session belongs to. Default: the client's.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Raises:
            TypeError: The model is no name of a model.
            ValueError: The model lacks one of its halves.
            OpencodeError: The call failed; the subclass says how.
        """
        named = chosen_model(model)
        return await super().create(
            parent_id=parent_id,
            title=title,
            agent=agent,
            model=None if named is None else named.of_session,
            metadata=metadata,
            permission=permission,
            directory=directory,
            timeout=timeout,
            extra_headers=extra_headers,
        )

    @overload
    async def chat(
        self,
        session_id: SessionLike,
        parts: Prompt,
        *,
        format: type[Structured],
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_cancel: bool = False,
        **options: Unpack[PromptOptions],
    ) -> StructuredReply[Structured]: ...

    @overload
    async def chat(
        self,
        session_id: SessionLike,
        parts: Prompt,
        *,
        format: OutputFormat | Mapping[str, Any] | UnionType | None = None,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_cancel: bool = False,
        **options: Unpack[PromptOptions],
    ) -> Reply: ...

    async def chat(
        self,
        session_id: SessionLike,
        parts: Prompt,
        *,
        format: FormatLike | None = None,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_cancel: bool = False,
        **options: Unpack[PromptOptions],
    ) -> Reply:
        """Send a prompt and wait for the agent's reply.

        `POST /session/{sessionID}/message`

        It is never sent twice. Leaving it early does not stop the agent: only `abort` does.

        Args:
            session_id: The session: its identifier, or an object that has one.
            parts: The prompt: a text, a file by its path (as a `pathlib.Path`), or text, file, agent and subtask
                parts; `attachment` makes file parts of bytes and addresses.
            format: The form of the reply: a type (a class with fields, `list[…]`, …) or a JSON schema; it is then in
                `reply.structured`. Servers from 1.1.65.
            on_permission: Decides on a permission that the agent asks for: `"once"`, `"always"` or `"reject"`. Without
                it, the agent waits until somebody else answers.
            on_question: Answers the agent's questions: for each the labels that are chosen; None refuses.
            abort_on_cancel: Stop the agent when this call is cancelled, interrupted or times out.
            **options: As in `PromptOptions`: `model` (as `"provider/model"`, or any other `ModelLike`), `agent`,
                `system`, `tools`, `variant`, `no_reply`, `message_id`, `directory`; and of the call `timeout`, the
                seconds to wait for the model (default: the client's `turn_timeout`), and `extra_headers`.

        Returns:
            The last message of the turn; `session.turn(reply)` reads all of them. A turn that the model failed raises
            nothing: see `reply.error`, and `reply.raise_for_error()`.

        Raises:
            ValueError: The prompt is empty, a file cannot be attached, or the model lacks one of its halves.
            TypeError: The format is a type without a JSON schema.
            FileNotFoundError: There is no file at a path of the prompt.
            NotFoundError: There is no such session, or (its subclasses) agent or model.
            OpencodeError: The call failed; the subclass says how.
        """
        check_keywords(self.chat, options, session_chat.build)
        return await self._chat(
            self._identify(session_id),
            parts,
            format=format,
            on_permission=on_permission,
            on_question=on_question,
            abort_on_cancel=abort_on_cancel,
            **options,
        )

    async def _chat(
        self,
        session_id: str,
        parts: Prompt,
        *,
        queue: Callable[[str], AsyncSessionQueue] | None = None,
        format: FormatLike | None = None,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_cancel: bool = False,
        **options: Unpack[PromptOptions],
    ) -> Reply:
        """Do as `chat`, when it is one's turn in the queue."""
        if (extra_headers := options.pop("extra_headers", None)) is not None:
            return await self._with_headers(extra_headers)._chat(
                session_id,
                parts,
                queue=queue,
                format=format,
                on_permission=on_permission,
                on_question=on_question,
                abort_on_cancel=abort_on_cancel,
                **options,
            )
        if on_permission is not None or on_question is not None or abort_on_cancel:
            stream = self._stream_of(
                known(session_id),
                parts,
                format=format,
                on_permission=on_permission,
                on_question=on_question,
                abort_on_cancel=abort_on_cancel,
                queue=queue,
                **options,
            )
            async with stream:
                reply: Reply = await stream.result()
                return reply
        fields = prompt_fields(parts, format, options)
        async with nullcontext() if queue is None else queue(session_id):
            response = await self._call_prompt(session_id, fields)
        return as_reply(response, format, no_reply=options.get("no_reply"))

    async def _call_prompt(self, session_id: str, fields: dict[str, Any]) -> SessionMessagesResponseItem:
        """Send a prompt and wait for its response, for as long as the server works on it."""
        try:
            if self._client._transport.options.limits_turn(fields.get("timeout", NOT_GIVEN)):
                return await self._send_prompt(session_id, fields)
            from opencode_sessions._async.prompt_call import wait_for_response

            call = partial(self._send_prompt, session_id, fields)
            return await wait_for_response(self._client, session_id, fields.get("directory"), call)
        except Exception:
            raise
        except BaseException as error:
            # Ctrl-C, or the task was cancelled.
            error.add_note(AGENT_GOES_ON)
            raise

    async def _send_prompt(
        self, session_id: str, fields: dict[str, Any], interrupt: AsyncInterrupt | None = None
    ) -> SessionMessagesResponseItem:
        """Send a prompt and wait for its response; with a default model where the server has none."""
        transport = self._client._transport
        try:
            response = await transport.send(session_chat.build(session_id, **fields), interrupt)
        except BadRequestError as error:
            if "model" in fields or not is_about_model(error):
                raise
            # The server refused it before it did anything, so that this is no second prompt.
            model = await self._default_model(session_id, fields.get("directory"), fields.get("timeout", NOT_GIVEN))
            response = await transport.send(
                session_chat.build(session_id, **fields, **model_fields(model.of_prompt)), interrupt
            )
        require_session(response, session_id)
        return response

    def _identify(self, session: SessionLike) -> str:
        """Return the identifier of a session, and remember the directory of one that is given as an object."""
        session_id = identifier("session_id", session, "Session")
        directory = None if isinstance(session, str) else getattr(session, "directory", None)
        if isinstance(directory, str) and directory:
            remember(self._client._transport.directories, session_id, directory)
        return session_id

    async def _directory_of(self, session_id: str) -> str | None:
        """Return the directory that a session belongs to; None on servers that know one directory (before 1.0.0).

        `GET /session/{sessionID}`, once for each session that is named by its identifier.

        Raises:
            NotFoundError: There is no such session.
            OpencodeError: The call failed; its subclasses tell how.
        """
        directories = self._client._transport.directories
        if session_id not in directories:
            session = await self.get(session_id)
            remember(directories, session_id, session.directory)
        return directories[session_id]

    @overload
    def stream(
        self,
        session_id: SessionLike,
        parts: Prompt,
        *,
        format: type[Structured],
        children: bool = False,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_exit: bool = False,
        abort_on_cancel: bool = False,
        reconnect: Reconnect = RECONNECT_SECONDS,
        **options: Unpack[PromptOptions],
    ) -> AsyncTurnStream[StructuredReply[Structured]]: ...

    @overload
    def stream(
        self,
        session_id: SessionLike,
        parts: Prompt,
        *,
        format: OutputFormat | Mapping[str, Any] | UnionType | None = None,
        children: bool = False,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_exit: bool = False,
        abort_on_cancel: bool = False,
        reconnect: Reconnect = RECONNECT_SECONDS,
        **options: Unpack[PromptOptions],
    ) -> AsyncTurnStream[Reply]: ...

    def stream(
        self,
        session_id: SessionLike,
        parts: Prompt,
        *,
        format: FormatLike | None = None,
        children: bool = False,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_exit: bool = False,
        abort_on_cancel: bool = False,
        reconnect: Reconnect = RECONNECT_SECONDS,
        **options: Unpack[PromptOptions],
    ) -> AsyncTurnStream[Any]:
        """Send a prompt and follow the agent's work.

        `POST /session/{sessionID}/message` and `GET /event`

            async with client.session.stream(session.id, "Fix it.") as turn:
                async for text in turn.text_deltas:
                    print(text, end="", flush=True)
                reply = await turn.result()

        The prompt is sent when the block is entered. Leaving the block before the turn is over does not stop the agent,
        unless an option says so. A lost connection is reconnected, and missed events are made up for.

        Args:
            session_id: The session.
            parts: As for `chat`.
            format: As for `chat`.
            children: Include the events of sessions that the agent starts for subtasks.
            on_permission: As for `chat`; it is called while the turn is being followed.
            on_question: As for `chat`; it is called while the turn is being followed.
            abort_on_exit: Stop the agent when the block is left before the turn is over.
            abort_on_cancel: Stop the agent when an error, a cancellation or Ctrl-C leaves the block.
            reconnect: Seconds for which a server that is out of reach is waited for, or `"forever"`.
            **options: As for `chat`; `timeout` is for the response to the prompt, which comes at the end of the turn.
                `turn.result(timeout=…)` limits one wait, and not the turn.

        Returns:
            The turn, for a `with` block; entering it raises connection errors.

        Raises:
            ValueError: The prompt is empty, a file cannot be attached, or the model lacks one of its halves.
            TypeError: The format is a type without a JSON schema.
            FileNotFoundError: There is no file at a path of the prompt.
        """
        check_keywords(self.stream, options, session_chat.build)
        return self._stream_of(
            known(self._identify(session_id)),
            parts,
            format=format,
            children=children,
            on_permission=on_permission,
            on_question=on_question,
            abort_on_exit=abort_on_exit,
            abort_on_cancel=abort_on_cancel,
            reconnect=reconnect,
            **options,
        )

    def _stream_of(
        self,
        find_session: AsyncFunction[[], str],
        parts: Prompt,
        *,
        format: FormatLike | None = None,
        children: bool = False,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_exit: bool = False,
        abort_on_cancel: bool = False,
        reconnect: Reconnect = RECONNECT_SECONDS,
        queue: Callable[[str], AsyncSessionQueue] | None = None,
        **options: Unpack[PromptOptions],
    ) -> AsyncTurnStream[Any]:
        """Do as `stream`, in a session that is found, or created, and queued for, when the block is entered."""
        from opencode_sessions._async.turn_start import AsyncPromptStart
        from opencode_sessions._async.turn_stream import AsyncTurnStream

        if (extra_headers := options.pop("extra_headers", None)) is not None:
            return self._with_headers(extra_headers)._stream_of(
                find_session,
                parts,
                format=format,
                children=children,
                on_permission=on_permission,
                on_question=on_question,
                abort_on_exit=abort_on_exit,
                abort_on_cancel=abort_on_cancel,
                reconnect=reconnect,
                queue=queue,
                **options,
            )
        # An error in the prompt is raised here, not during the turn.
        self._client._transport.options.limits_turn(options.get("timeout", NOT_GIVEN))
        fields = prompt_fields(parts, format, options)
        fields["parts"], mark = marked_parts(fields["parts"])

        async def send_prompt(
            session_id: str, directory: str | None, interrupt: AsyncInterrupt
        ) -> SessionMessagesResponseItem:
            return await self._send_prompt(session_id, {**fields, "directory": directory}, interrupt)

        return AsyncTurnStream(
            self._client,
            find_session,
            AsyncPromptStart(send_prompt, mark),
            partial(as_reply, format=format, no_reply=options.get("no_reply")),
            queue=queue,
            names=PromptNames.of(options),
            directory=options.get("directory"),
            children=children,
            on_permission=on_permission,
            on_question=on_question,
            abort_on_exit=abort_on_exit,
            abort_on_cancel=abort_on_cancel,
            reconnect=reconnect_seconds(reconnect),
        )

    @overload
    def follow(
        self,
        session_id: SessionLike,
        *,
        format: type[Structured],
        message_id: MessageLike | None = None,
        last: bool = False,
        children: bool = False,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        reconnect: Reconnect = RECONNECT_SECONDS,
        directory: str | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncTurnStream[StructuredReply[Structured]]: ...

    @overload
    def follow(
        self,
        session_id: SessionLike,
        *,
        format: OutputFormat | Mapping[str, Any] | UnionType | None = None,
        message_id: MessageLike | None = None,
        last: bool = False,
        children: bool = False,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        reconnect: Reconnect = RECONNECT_SECONDS,
        directory: str | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncTurnStream[Reply]: ...

    def follow(
        self,
        session_id: SessionLike,
        *,
        format: FormatLike | None = None,
        message_id: MessageLike | None = None,
        last: bool = False,
        children: bool = False,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        reconnect: Reconnect = RECONNECT_SECONDS,
        directory: str | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncTurnStream[Any]:
        """Follow the turn that a session is at, whoever sent its prompt; if there is none, the next one.

        `GET /event` and `GET /session/{sessionID}/message`

            async with client.session.follow(session.id) as turn:
                async for text in turn.text_deltas:
                    print(text, end="", flush=True)

        The turn is shown from its beginning. A part that was being written when the block is entered comes in one
        piece, when it is complete: servers from 1.2.27 store it only then.

        Args:
            session_id: The session.
            format: The form that the prompt asks for, as for `chat`: a type gives a `StructuredReply`. The prompt was
                sent, so that this changes nothing on the server.
            message_id: Follow the turn of this prompt, also when it is over and another one runs. E.g. the `message_id`
                of what `prompt_async` returned in another process.
            last: If no turn runs, show the last one, which is over, as `wait` does.
            children: As for `stream`.
            on_permission: As for `stream`.
            on_question: As for `stream`.
            reconnect: As for `stream`.
            directory: The directory of the session. Default: it is looked up.
            extra_headers: Headers of every call that follows the turn.

        Returns:
            The turn, as `stream` gives it. Leaving its block does not stop the agent; `turn.abort` does.

        Raises:
            TypeError: The format is none, or a class without a JSON schema.
        """
        return self._follow(
            self._identify(session_id),
            key=_key_of(message_id),
            takes_last=last,
            format=format,
            children=children,
            on_permission=on_permission,
            on_question=on_question,
            reconnect=reconnect,
            directory=directory,
            extra_headers=extra_headers,
        )

    @overload
    async def wait(
        self,
        session_id: SessionLike,
        timeout: float | None = None,
        *,
        format: type[Structured],
        message_id: MessageLike | None = None,
        **options: Unpack[FollowOptions],
    ) -> StructuredReply[Structured]: ...

    @overload
    async def wait(
        self,
        session_id: SessionLike,
        timeout: float | None = None,
        *,
        format: OutputFormat | Mapping[str, Any] | UnionType | None = None,
        message_id: MessageLike | None = None,
        **options: Unpack[FollowOptions],
    ) -> Reply: ...

    async def wait(
        self,
        session_id: SessionLike,
        timeout: float | None = None,
        *,
        format: FormatLike | None = None,
        message_id: MessageLike | None = None,
        **options: Unpack[FollowOptions],
    ) -> Reply:
        """Wait until the turn that a session is at is over, and return its reply; if it is over, at once.

        `GET /event` and `GET /session/{sessionID}/message`

        After `prompt_async` of this client it is the turn of that prompt, also if the server has not begun with it. In
        a session without any turn it is the first one to come.

        Args:
            session_id: The session.
            timeout: Seconds to wait for it. Default: as long as it takes.
            format: The form that the prompt asks for, as for `follow`.
            message_id: Wait for the turn of this prompt, as for `follow`.
            **options: As for `follow`.

        Returns:
            The last message of the turn.

        Raises:
            APITimeoutError: It is not over in time; it goes on, and this may be called again.
            TurnFailedError: The server refused the prompt, or has none of this `message_id`.
            TurnLostError: The server was restarted and has forgotten the turn.
            OpencodeError: As for `stream`.
        """
        check_keywords(self.wait, options, self.follow)
        check_seconds("timeout", timeout)
        turn = self._follow(
            self._identify(session_id),
            key=_key_of(message_id),
            takes_last=True,
            format=format,
            **options,
        )
        async with turn:
            reply: Reply = await turn.result(timeout)
            return reply

    def _follow(
        self,
        session_id: str,
        *,
        key: PromptKey | None = None,
        takes_last: bool,
        format: FormatLike | None = None,
        names: PromptNames | None = None,
        children: bool = False,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        reconnect: Reconnect = RECONNECT_SECONDS,
        directory: str | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncTurnStream[Any]:
        from opencode_sessions._async.turn_start import AsyncFollowStart
        from opencode_sessions._async.turn_stream import AsyncTurnStream
        from opencode_sessions._structured_output import output_format

        # An error in an argument is raised at once.
        output_format(format)
        client = self._with_headers(extra_headers)._client
        is_hint = key is None
        if key is None:
            key, sent_at = self._client._transport.sent_prompts.get(session_id, (None, 0.0))
            if monotonic() > sent_at + _STORED_SECONDS:
                key = None
        return AsyncTurnStream(
            client,
            known(session_id),
            AsyncFollowStart(key, is_hint=is_hint, has_format=format is not None, takes_last=takes_last),
            partial(as_reply, format=format),
            names=names,
            directory=directory,
            children=children,
            on_permission=on_permission,
            on_question=on_question,
            abort_on_exit=False,
            abort_on_cancel=False,
            reconnect=reconnect_seconds(reconnect),
        )

    # The generated method returns nothing, since the server does.
    @overload  # type: ignore[override]
    async def prompt_async(
        self,
        session_id: SessionLike,
        parts: Prompt,
        *,
        format: type[Structured],
        **options: Unpack[PromptOptions],
    ) -> AsyncSentPrompt[StructuredReply[Structured]]: ...

    @overload
    async def prompt_async(
        self,
        session_id: SessionLike,
        parts: Prompt,
        *,
        format: OutputFormat | Mapping[str, Any] | UnionType | None = None,
        **options: Unpack[PromptOptions],
    ) -> AsyncSentPrompt[Reply]: ...

    async def prompt_async(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        session_id: SessionLike,
        parts: Prompt,
        *,
        format: FormatLike | None = None,
        **options: Unpack[PromptOptions],
    ) -> AsyncSentPrompt[Any]:
        """Send a prompt and do not wait for the agent.

        `POST /session/{sessionID}/prompt_async`

            sent = await client.session.prompt_async(session.id, "Fix it.")
            ...
            reply = await sent.wait(timeout=600)

        Args:
            session_id: The session.
            parts: As for `chat`.
            format: As for `chat`.
            **options: As for `chat`; `timeout` is for this call, which does not wait for the model (default: the
                client's `timeout`), and `extra_headers` are also those of what is done with the result.

        Returns:
            The prompt, to wait for its turn or to follow it. An unknown agent or model is an error only there. Its
            `session_id` and `message_id` are enough for another process to do so, by `wait` or `follow`.

        Raises:
            ValueError: The prompt is empty, a file cannot be attached, or the model lacks one of its halves.
            TypeError: The format is a type without a JSON schema.
            FileNotFoundError: There is no file at a path of the prompt.
            OpencodeError: The call failed; the subclass says how.
        """
        check_keywords(self.prompt_async, options, session_chat.build)
        return await self._prompt_async(self._identify(session_id), parts, format=format, **options)

    async def _prompt_async(
        self,
        session_id: str,
        parts: Prompt,
        *,
        queue: Callable[[str], AsyncSessionQueue] | None = None,
        format: FormatLike | None = None,
        **options: Unpack[PromptOptions],
    ) -> AsyncSentPrompt[Any]:
        """Do as `prompt_async`, when it is one's turn in the queue."""
        from opencode_sessions._async.sent_prompt import AsyncSentPrompt

        client = self._with_headers(options.get("extra_headers"))._client
        fields = prompt_fields(parts, format, options)
        fields["parts"], mark = marked_parts(fields["parts"])
        # An error in an argument is raised before anything is sent.
        session_prompt_async.build(session_id, **fields)
        async with nullcontext() if queue is None else queue(session_id):
            if fields.get("message_id") is None and await client.session._takes_any_message_id(options):
                fields["message_id"] = new_message_id()
            try:
                await super().prompt_async(session_id, **fields)
            except OpencodeError as error:
                from opencode_sessions._turn_state import is_out_of_reach

                may_be_sent = is_out_of_reach(error) and not isinstance(error, NotSentError)
                if may_be_sent and fields.get("message_id") is not None:
                    error.add_note(
                        f"session.wait({session_id!r}, message_id={fields['message_id']!r}) tells what became of it."
                    )
                raise
            key = PromptKey(fields.get("message_id"), mark)
            if not options.get("no_reply"):
                remember(self._client._transport.sent_prompts, session_id, (key, monotonic()))
        return AsyncSentPrompt(
            client,
            session_id,
            key,
            format=format,
            names=PromptNames.of(options),
            directory=options.get("directory"),
        )

    async def _takes_any_message_id(self, options: PromptOptions) -> bool:
        """Return whether the client may choose the identifier of a prompt's message.

        `GET /global/health`, once for each client
        """
        transport = self._client._transport
        if not transport.versions:
            limit = transport.options.limit_within(options.get("timeout", NOT_GIVEN))
            try:
                asked = self._client.with_options(timeout=limit, max_retries=0)._transport
                transport.versions.append(await asked.server_version())
            except OpencodeError as error:
                LOGGER.info("The server does not tell its version, so that it chooses the identifier. %s", error)
                return False
        return takes_any_message_id(transport.versions[0])

    async def command(
        self,
        session_id: SessionLike,
        command: str,
        arguments: str = "",
        *,
        agent: str | None = None,
        model: ModelLike | None = None,
        variant: str | None = None,
        parts: builtins.list[FilePartInput] | None = None,
        message_id: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Run a command, i.e. a prepared prompt, and wait for the agent's reply.

        `POST /session/{sessionID}/command`

        Args:
            session_id: The session.
            command: The command's name, without the slash; `client.command.list` lists them.
            arguments: The text for its template.
            agent: The agent, by name; the command's own has priority.
            model: The model, as for `chat`; the command's own has priority.
            variant: A variant of the model, e.g. a reasoning effort. Servers from 1.1.11.
            parts: Files to attach; `attachment` makes them. Servers from 1.1.11.
            message_id: As for `chat`.
            directory: The directory to work in. Default: the client's.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The last message of the turn.

        Raises:
            ValueError: The model lacks one of its halves.
            NotFoundError: There is no such session, or (its subclasses) command, agent or model.
            OpencodeError: The call failed; the subclass says how.
        """
        named = chosen_model(model)
        return Reply.of(
            await super().command(
                session_id,
                command,
                arguments,
                agent=agent,
                model=None if named is None else str(named),
                variant=named.variant if named is not None and variant is None else variant,
                parts=parts,
                message_id=message_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def shell(
        self,
        session_id: SessionLike,
        agent: str,
        command: str,
        *,
        model: ModelLike | None = None,
        message_id: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Run a shell command on the server, and keep it and its output in the session. No model is called.

        `POST /session/{sessionID}/shell`

        Args:
            session_id: The session.
            agent: The agent in whose name it runs, e.g. `build`.
            command: The command line.
            model: The model to record, as for `chat`. Servers from 1.0.98.
            message_id: As for `chat`.
            directory: The directory to work in. Default: the client's.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The message, whose one tool call has the output.

        Raises:
            ValueError: The model lacks one of its halves.
            ConflictError: The session is busy.
            NotFoundError: There is no such session, or (its subclass) agent.
            OpencodeError: The call failed; the subclass says how.
        """
        named = chosen_model(model)
        return Reply.of(
            await super().shell(
                session_id,
                agent,
                command,
                model=None if named is None else named.of_prompt,
                message_id=message_id,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    async def init(  # type: ignore[override]  # required arguments have defaults here
        self,
        session_id: SessionLike,
        *,
        model: ModelLike | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        message_id: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Have the agent read the project and write AGENTS.md; wait until it is done.

        `POST /session/{sessionID}/init`

        Args:
            session_id: The session.
            model: The model, as for `chat`. Default: the session's last, else the server's.
            provider_id: The first half of the model, with `model_id` and instead of `model`.
            model_id: The second half of the model.
            message_id: An identifier for the user's message. Default: a new one.
            directory: The directory to work in. Default: the client's.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Raises:
            ValueError: The model lacks one of its halves, or is named twice.
            OpencodeError: The call failed; the subclass says how.
        """
        chosen = chosen_model(model, provider_id, model_id) or await self._with_headers(extra_headers)._default_model(
            session_id, directory, timeout
        )
        return await super().init(
            session_id,
            message_id=message_id or new_message_id(),
            **chosen.halves,
            directory=directory,
            timeout=timeout,
            extra_headers=extra_headers,
        )

    async def summarize(  # type: ignore[override]  # required arguments have defaults here
        self,
        session_id: SessionLike,
        *,
        model: ModelLike | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        auto: bool | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Have the model summarize the session, and go on from the summary; wait until it is done.

        `POST /session/{sessionID}/summarize`

        Args:
            session_id: The session.
            model: The model, as for `chat`. Default: the session's last, else the server's.
            provider_id: The first half of the model, with `model_id` and instead of `model`.
            model_id: The second half of the model.
            auto: Mark the summary as made by the server itself. Servers from 1.1.11.
            directory: The directory to work in. Default: the client's.
            timeout: Seconds to wait for the model; None for no limit. Default: the client's `turn_timeout`.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Raises:
            ValueError: The model lacks one of its halves, or is named twice.
            OpencodeError: The call failed; the subclass says how.
        """
        chosen = chosen_model(model, provider_id, model_id) or await self._with_headers(extra_headers)._default_model(
            session_id, directory, timeout
        )
        return await super().summarize(
            session_id, **chosen.halves, auto=auto, directory=directory, timeout=timeout, extra_headers=extra_headers
        )

    async def message(
        self,
        session_id: SessionLike,
        message_id: MessageLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Read one message and its parts.

        `GET /session/{sessionID}/message/{messageID}`

        Args:
            session_id: The session.
            message_id: The message.
            directory: The directory to work in. Default: the client's.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Raises:
            NotFoundError: There is no such message or session.
            OpencodeError: The call failed; the subclass says how.
        """
        return Reply.of(
            await super().message(
                session_id, message_id, directory=directory, timeout=timeout, extra_headers=extra_headers
            )
        )

    async def messages(  # type: ignore[override]  # a list of replies can be read as a list of messages
        self,
        session_id: SessionLike,
        *,
        limit: int | None = None,
        before: str | None = None,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> list[Reply]:
        """Read the messages of a session with their parts, oldest first.

        `GET /session/{sessionID}/message`

        Args:
            session_id: The session.
            limit: The greatest number of messages, the newest ones. Servers from 1.0.61.
            before: Only messages before this cursor; needs `limit`. Servers from 1.2.27.
            directory: The directory to work in. Default: the client's.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Raises:
            NotFoundError: There is no such session. Servers before 1.2.27 send an empty list.
            OpencodeError: The call failed; the subclass says how.
        """
        try:
            items = await super().messages(
                session_id,
                limit=limit,
                before=before,
                directory=directory,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        except BadRequestError as error:
            if not is_about_format(error):
                raise
            items = []
            call: CallOptions = {"timeout": timeout, "extra_headers": extra_headers}
            async for page in self._pages(session_id, limit or _PAGE, before, directory, call):
                items = [*page, *items]
                if limit is not None and len(items) >= limit:
                    items = items[-limit:]
                    break
        return ShownList(map(Reply.of, items))

    async def iter_messages(
        self,
        session_id: SessionLike,
        *,
        page_size: int = _PAGE,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncIterator[Reply]:
        """Read the messages of a session with their parts, newest first, page by page.

        `GET /session/{sessionID}/message`; servers before 1.2.27, which have no pagination, send all at once.

        Args:
            session_id: The session.
            page_size: The number of messages of a page.
            directory: The directory to work in. Default: the client's.
            timeout: Seconds for each call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for each call; they replace the client's of the same names.

        Raises:
            ValueError: The page size is less than 1.
            NotFoundError: There is no such session. Servers before 1.2.27 send no messages.
            UnexpectedResponseError: The server repeats a page, so that there would be no end.
            OpencodeError: The call failed; the subclass says how.
        """
        if page_size < 1:
            raise ValueError(f"page_size must be 1 or more, not {page_size}")
        call: CallOptions = {"timeout": timeout, "extra_headers": extra_headers}
        async for page in self._pages(session_id, page_size, None, directory, call):
            for item in reversed(page):
                yield Reply.of(item)

    async def _pages(
        self, session_id: SessionLike, size: int, before: str | None, directory: str | None, call: CallOptions
    ) -> AsyncIterator[list[SessionMessagesResponseItem]]:
        """Read the messages of a session page by page, the newest page first."""
        transport = self._client._transport
        known: set[str] = set()
        listed: list[Message] = []
        while True:
            request = session_messages.build(session_id, limit=size, before=before, directory=directory, **call)
            try:
                page, headers = await transport.send_with_headers(request)
            except BadRequestError as error:
                # Shorter pages can be read, except for the last one.
                if not is_about_format(error):
                    raise
                if size == 1:
                    if first := await self._first_message(session_id, listed, directory, call):
                        yield first
                    return
                size //= 2
                continue
            is_first, before = before is None, headers.get("X-Next-Cursor")
            if before is not None and known.issuperset(item.info.id for item in page):
                raise endless_pages(request, transport.options.base_url)
            known.update(item.info.id for item in page)
            listed = [*(item.info for item in page), *listed]
            if before is None and is_first and len(page) >= size:
                # A full page and no cursor: a server without pagination.
                whole = await super().messages(session_id, directory=directory, **call)
                yield page
                yield [item for item in whole if item.info.id not in known]
                return
            yield page
            if before is None:
                return

    async def _first_message(
        self, session_id: SessionLike, listed: builtins.list[Message], directory: str | None, call: CallOptions
    ) -> builtins.list[SessionMessagesResponseItem]:
        """Read the first message of a session, which the server cannot list, by its identifier.

        Args:
            session_id: The session.
            listed: All other messages, oldest first.
            directory: The directory of the session.
            call: The options of the call.
        """
        unlisted = unlisted_prompt(listed)
        if unlisted is None:
            return []
        try:
            return [await self.message(session_id, unlisted[1], directory=directory, **call)]
        except BadRequestError as error:
            LOGGER.info("The first message of the session %s is left out. %s", session_id, error)
            return []

    async def list_all(
        self,
        *,
        roots: bool | None = None,
        search: str | None = None,
        directory: str | None = None,
        all_directories: bool = False,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncIterator[Session]:
        """List every session, the last updated first, without the server's silent limit of 100.

        `GET /session`, or for all directories `GET /experimental/session`

        It is one request: page after page, a session that is updated meanwhile would be left out.

        Args:
            roots: Leave out sessions that are children of others. Servers from 1.1.27.
            search: Only sessions with this in their title. Servers from 1.1.11.
            directory: The directory whose sessions to list. Default: the client's.
            all_directories: List the sessions of all directories, each of which names its own. Servers from 1.2.11.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Raises:
            ValueError: Both a directory and all of them are wanted.
            UnsupportedByServerError: The server is too old to list the sessions of all directories.
            OpencodeError: The call failed; the subclass says how.
        """
        call: CallOptions = {"timeout": timeout, "extra_headers": extra_headers}
        if not all_directories:
            sessions = await self.list(roots=roots, search=search, limit=ALL_SESSIONS, directory=directory, **call)
        elif directory is None:
            # Those of one directory include archived sessions, too.
            sessions = await self.list_global(roots=roots, search=search, limit=ALL_SESSIONS, archived=True, **call)
        else:
            raise ValueError(f"all_directories=True lists more than the directory {directory!r}; give one of the two")
        for session in sessions:
            yield session

    async def turn(
        self,
        reply: SessionMessagesResponseItem,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Turn:
        """Read all messages of the turn that a message belongs to, with their total cost.

        `GET /session/{sessionID}/message`

        Args:
            reply: Any message of the turn, e.g. the reply of `chat`.
            directory: The directory to work in. Default: the client's.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Raises:
            TypeError: It is no message with its parts.
            OpencodeError: The call failed; the subclass says how.
        """
        from opencode_sessions.replies import Turn

        if not isinstance(reply, SessionMessagesResponseItem):
            raise TypeError(
                "reply must be a message with its parts, such as the reply of chat or what session.message reads, not "
                f"{reply!r:.80}"
            )
        messages = await self.messages(
            reply.info.session_id, directory=directory, timeout=timeout, extra_headers=extra_headers
        )
        return Turn.around(reply, messages)

    def _with_headers(self, extra_headers: Mapping[str, str] | None) -> AsyncSessionResource:
        """Return the sessions of a client all of whose calls have further headers; without any, these."""
        if extra_headers is None:
            return self
        transport = self._client._transport.with_headers(extra_headers)
        return self._client._with_transport(transport).session

    async def _default_model(self, session_id: SessionLike, directory: str | None, timeout: CallTimeout) -> ModelName:
        """Return the model that the session last used, else that of the settings, else the first provider's default.

        Args:
            session_id: The session.
            directory: The directory to work in.
            timeout: The time limit of the call that needs the model. What is read for it takes at most as long.
        """
        limit = self._client._transport.options.limit_within(timeout)
        for message in reversed(await self.messages(session_id, limit=_FEW, directory=directory, timeout=limit)):
            if (used := model_of(message.info)) is not None:
                return used
        settings = await self._client.config.get(directory=directory, timeout=limit)
        if name := settings.model:
            return named_model(name)
        return default_model(await self._client.config.providers(directory=directory, timeout=limit), settings)


def _key_of(message_id: MessageLike | None) -> PromptKey | None:
    return None if message_id is None else PromptKey(identifier("message_id", message_id, "Message"))


def known(session_id: str) -> AsyncFunction[[], str]:
    """Return a function that finds a session whose identifier is known."""

    async def find() -> str:
        return session_id

    return find


def remember(memory: dict[str, Value], session_id: str, value: Value) -> None:
    """Keep a value by its session, if need be in place of all others: a list of every session is not the purpose."""
    if len(memory) >= _MOST_REMEMBERED:
        memory.clear()
    memory[session_id] = value
