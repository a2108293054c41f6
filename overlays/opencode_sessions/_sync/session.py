# Derived from _async/session.py by `make derive`: edit that file instead.
"""Sessions with what a person wants beyond the wire: prompts as text, models by name, replies, whole turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Unpack, overload

from opencode_sessions._sync.cancelling import abort_quietly
from opencode_sessions.errors import APITimeoutError, BadRequestError
from opencode_sessions.formats import output_format
from opencode_sessions.judging import AGENT_GOES_ON
from opencode_sessions.models_used import chosen_model, default_model, model_fields, model_of, named_model
from opencode_sessions.prompts import PromptOptions, prompt_parts
from opencode_sessions.replies import Reply, Structured, StructuredReply
from opencode_sessions.shields import SyncShield
from opencode_sessions.tolerance import is_about_format, is_passing, needs_model
from opencode_sessions_api.api.session import SessionResource as GeneratedSessionResource
from opencode_sessions_api.api.session import session_messages
from opencode_sessions_api.models.assistant_message import AssistantMessage

if TYPE_CHECKING:
    import builtins

    from opencode_sessions._sync.client import Opencode
    from opencode_sessions._sync.stream import TurnStream
    from opencode_sessions.asking import OnPermission, OnQuestion
    from opencode_sessions.finished_turns import Turn
    from opencode_sessions.prompts import Prompt
    from opencode_sessions_api.models import OutputFormat
    from opencode_sessions_api.models.file_part_input import FilePartInput
    from opencode_sessions_api.models.prompt_model import PromptModel
    from opencode_sessions_api.models.session import Session
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem

#: How many messages to read at once.
_PAGE = 100
#: Messages among which one of the agent's is.
_FEW = 10
#: More sessions than any server has.
_ALL = 1_000_000_000


class SessionResource(GeneratedSessionResource):
    """Every operation of a session; those that prompt, and the reading of messages, with some comfort."""

    def __init__(self, client: Opencode) -> None:
        super().__init__(client)
        self._client = client

    @overload
    def chat(
        self,
        session_id: str,
        parts: Prompt,
        *,
        format: type[Structured],
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_cancel: bool = False,
        **options: Unpack[PromptOptions],
    ) -> StructuredReply[Structured]: ...

    @overload
    def chat(
        self,
        session_id: str,
        parts: Prompt,
        *,
        format: OutputFormat | Mapping[str, Any] | None = None,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_cancel: bool = False,
        **options: Unpack[PromptOptions],
    ) -> Reply: ...

    def chat(
        self,
        session_id: str,
        parts: Prompt,
        *,
        format: OutputFormat | Mapping[str, Any] | type[Any] | None = None,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_cancel: bool = False,
        **options: Unpack[PromptOptions],
    ) -> Reply:
        """Send a prompt and wait until the agent is done with it.

        `POST /session/{sessionID}/message`

        It is never sent twice. Leaving it early does not stop the agent: only `abort` does.

        Args:
            session_id: The session.
            parts: The prompt: a text, a file by its path (as a `pathlib.Path`), or text, file, agent and subtask
                parts; `attachment` makes file parts of bytes and addresses.
            format: The form of the answer: a JSON schema, or an attrs class; `reply.structured` is then the answer.
                Servers from 1.1.65.
            on_permission: Decides on what the agent asks leave for: `"once"`, `"always"` or `"reject"`. Unset, the
                agent waits until somebody else answers.
            on_question: Answers the agent's questions: for each the labels that are chosen; None refuses.
            abort_on_cancel: Stop the agent when this call is cancelled, interrupted or out of time.
            **options: As in `PromptOptions`: `model` (as `"provider/model"`), `agent`, `system`, `tools`, `variant`,
                `no_reply`, `message_id`, `directory`.

        Returns:
            The last message of the turn; `turn` gives all of them. A turn that the model failed is no exception:
            see `reply.error`, and `reply.raise_for_error()`.

        Raises:
            ValueError: The prompt is empty, or the model's name has no slash.
            FileNotFoundError: There is no file at a path of the prompt.
            NotFoundError: There is no such session, or (its subclasses) agent or model.
            OpencodeError: The call failed; its subclasses tell how.
        """
        if on_permission is not None or on_question is not None:
            stream = self.stream(
                session_id,
                parts,
                format=format,
                on_permission=on_permission,
                on_question=on_question,
                abort_on_cancel=abort_on_cancel,
                **options,
            )
            with stream:
                return stream.result()
        fields = _prompt_fields(parts, format, options)
        try:
            reply = self._chat(session_id, fields)
        except APITimeoutError:
            if abort_on_cancel:
                abort_quietly(self._client, session_id, options.get("directory"))
            raise
        except Exception:
            raise
        except BaseException as error:
            # Ctrl-C, or the task was cancelled.
            if abort_on_cancel:
                with SyncShield():
                    abort_quietly(self._client, session_id, options.get("directory"))
            else:
                error.add_note(AGENT_GOES_ON)
            raise
        return StructuredReply.of_kind(reply, format) if isinstance(format, type) else Reply.of(reply)

    def _chat(self, session_id: str, fields: dict[str, Any]) -> SessionMessagesResponseItem:
        try:
            return super().chat(session_id, **fields)
        except BadRequestError as error:
            if "model" in fields or not needs_model(error):
                raise
        # It was refused before anything was done, so that this is no second prompt.
        model = self._default_model(session_id, fields.get("directory"))
        return super().chat(session_id, **fields, **model_fields(model))

    @overload
    def stream(
        self,
        session_id: str,
        parts: Prompt,
        *,
        format: type[Structured],
        children: bool = False,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_exit: bool = False,
        abort_on_cancel: bool = False,
        **options: Unpack[PromptOptions],
    ) -> TurnStream[StructuredReply[Structured]]: ...

    @overload
    def stream(
        self,
        session_id: str,
        parts: Prompt,
        *,
        format: OutputFormat | Mapping[str, Any] | None = None,
        children: bool = False,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_exit: bool = False,
        abort_on_cancel: bool = False,
        **options: Unpack[PromptOptions],
    ) -> TurnStream[Reply]: ...

    def stream(
        self,
        session_id: str,
        parts: Prompt,
        *,
        format: OutputFormat | Mapping[str, Any] | type[Any] | None = None,
        children: bool = False,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        abort_on_exit: bool = False,
        abort_on_cancel: bool = False,
        **options: Unpack[PromptOptions],
    ) -> TurnStream[Any]:
        """Send a prompt and watch the agent at work.

        `POST /session/{sessionID}/message` beside `GET /event`

            async with client.session.stream(session.id, "Fix it.") as turn:
                async for text in turn.text_deltas:
                    print(text, end="", flush=True)
                reply = await turn.result()

        The prompt is sent when the block is entered. Leaving the block before the turn is over leaves the agent
        at work, unless told otherwise. A lost connection is made anew, and what was missed is read and told.

        Args:
            session_id: The session.
            parts: As for `chat`.
            format: As for `chat`.
            children: Tell the events of sessions that the agent starts for subtasks too.
            on_permission: As for `chat`; it is asked while the turn is being watched.
            on_question: As for `chat`; it is asked while the turn is being watched.
            abort_on_exit: Stop the agent when the block is left before the turn is over.
            abort_on_cancel: Stop the agent when an error, a cancellation or Ctrl-C leaves the block.
            **options: As for `chat`.

        Returns:
            The turn, for a `with` block; entering it raises what connecting raises.

        Raises:
            ValueError: The prompt is empty, or the model's name has no slash.
            FileNotFoundError: There is no file at a path of the prompt.
        """
        from opencode_sessions._sync.stream import TurnStream

        # What is wrong with the prompt is told here, not in the course of the turn.
        fields = _prompt_fields(parts, format, options)
        return TurnStream(
            self._client,
            session_id,
            fields["parts"],
            children=children,
            on_permission=on_permission,
            on_question=on_question,
            abort_on_exit=abort_on_exit,
            abort_on_cancel=abort_on_cancel,
            options={"format": format, **options},
        )

    def prompt_async(
        self,
        session_id: str,
        parts: Prompt,
        *,
        format: OutputFormat | Mapping[str, Any] | type[Any] | None = None,
        **options: Unpack[PromptOptions],
    ) -> None:
        """Send a prompt and do not wait for the agent.

        `POST /session/{sessionID}/prompt_async`

        That an agent or a model is unknown is not told here: only a `session.error` event does.

        Args:
            session_id: The session.
            parts: As for `chat`.
            format: As for `chat`.
            **options: As for `chat`.

        Raises:
            ValueError: The prompt is empty, or the model's name has no slash.
            FileNotFoundError: There is no file at a path of the prompt.
            OpencodeError: The call failed; its subclasses tell how.
        """
        super().prompt_async(session_id, **_prompt_fields(parts, format, options))

    def command(
        self,
        session_id: str,
        command: str,
        arguments: str = "",
        *,
        agent: str | None = None,
        model: str | None = None,
        variant: str | None = None,
        parts: builtins.list[FilePartInput] | None = None,
        message_id: str | None = None,
        directory: str | None = None,
    ) -> Reply:
        """Run a command, that is a prepared prompt, and wait until the agent is done with it.

        `POST /session/{sessionID}/command`

        Args:
            session_id: The session.
            command: The command's name, without the slash; `client.command.list` tells which there are.
            arguments: What goes into its template.
            agent: The agent to ask, by name; the command's own wins.
            model: The model, as `"provider/model"`; the command's own wins.
            variant: A variant of the model, such as an effort of reasoning. Servers from 1.1.11.
            parts: Files to go with it; `attachment` makes them. Servers from 1.1.11.
            message_id: As for `chat`.
            directory: The directory to work in. Default: the client's.

        Returns:
            The last message of the turn.

        Raises:
            NotFoundError: There is no such session, or (its subclasses) command, agent or model.
            OpencodeError: The call failed; its subclasses tell how.
        """
        return Reply.of(
            super().command(
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
        model: str | PromptModel | None = None,
        message_id: str | None = None,
        directory: str | None = None,
    ) -> Reply:
        """Run a shell command on the server, and note it and its output in the session. No model is asked.

        `POST /session/{sessionID}/shell`

        Args:
            session_id: The session.
            agent: The agent in whose name it runs, such as `build`.
            command: The command line.
            model: The model to note, `"provider/model"` or its two halves as an object. Servers from 1.0.98.
            message_id: As for `chat`.
            directory: The directory to work in. Default: the client's.

        Returns:
            The message, whose one tool call has the output.

        Raises:
            ConflictError: The session is busy.
            NotFoundError: There is no such session, or (its subclass) agent.
            OpencodeError: The call failed; its subclasses tell how.
        """
        chosen = named_model(model) if isinstance(model, str) else model
        return Reply.of(
            super().shell(session_id, agent, command, model=chosen, message_id=message_id, directory=directory)
        )

    def init(  # type: ignore[override]  # what the operation requires has defaults here
        self,
        session_id: str,
        *,
        model: str | PromptModel | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        message_id: str | None = None,
        directory: str | None = None,
    ) -> bool:
        """Have the agent look at the project and write AGENTS.md, and wait until it is done.

        `POST /session/{sessionID}/init`

        Args:
            session_id: The session.
            model: `"provider/model"`, or its two halves as an object. Default: the session's last, else the server's.
            provider_id: The first half of `model`, as an alternative to it.
            model_id: The second half of `model`, as an alternative to it.
            message_id: An identifier for the user's message. Default: a new one.
            directory: The directory to work in. Default: the client's.

        Raises:
            ValueError: The model's name has no slash.
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions.identifiers import message_id as new_message_id

        options = PromptOptions(model=model, provider_id=provider_id, model_id=model_id, directory=directory)
        chosen = chosen_model(options) or self._default_model(session_id, directory)
        return super().init(
            session_id,
            message_id=message_id or new_message_id(),
            provider_id=chosen.provider_id,
            model_id=chosen.model_id,
            directory=directory,
        )

    def summarize(  # type: ignore[override]  # what the operation requires has defaults here
        self,
        session_id: str,
        *,
        model: str | PromptModel | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        auto: bool | None = None,
        directory: str | None = None,
    ) -> bool:
        """Have the model summarize the session, to go on from the summary, and wait until it is done.

        `POST /session/{sessionID}/summarize`

        Args:
            session_id: The session.
            model: `"provider/model"`, or its two halves as an object. Default: the session's last, else the server's.
            provider_id: The first half of `model`, as an alternative to it.
            model_id: The second half of `model`, as an alternative to it.
            auto: Mark the summary as one that the server made by itself. Servers from 1.1.11.
            directory: The directory to work in. Default: the client's.

        Raises:
            ValueError: The model's name has no slash.
            OpencodeError: The call failed; its subclasses tell how.
        """
        options = PromptOptions(model=model, provider_id=provider_id, model_id=model_id, directory=directory)
        chosen = chosen_model(options) or self._default_model(session_id, directory)
        return super().summarize(
            session_id, provider_id=chosen.provider_id, model_id=chosen.model_id, auto=auto, directory=directory
        )

    def message(self, session_id: str, message_id: str, *, directory: str | None = None) -> Reply:
        """One message and its parts.

        `GET /session/{sessionID}/message/{messageID}`

        Args:
            session_id: The session.
            message_id: The message.
            directory: The directory to work in. Default: the client's.

        Raises:
            NotFoundError: There is no such message or session.
            OpencodeError: The call failed; its subclasses tell how.
        """
        return Reply.of(super().message(session_id, message_id, directory=directory))

    def messages(  # type: ignore[override]  # a list of replies is a list of messages to whoever reads it
        self,
        session_id: str,
        *,
        limit: int | None = None,
        before: str | None = None,
        directory: str | None = None,
    ) -> list[Reply]:
        """The messages of a session with their parts, oldest first.

        `GET /session/{sessionID}/message`

        Args:
            session_id: The session.
            limit: At most so many, the newest. Servers from 1.0.98.
            before: Only messages before this cursor; needs `limit`. Servers from 1.2.27.
            directory: The directory to work in. Default: the client's.

        Raises:
            NotFoundError: There is no such session. Servers before 1.2.27 give an empty list.
            OpencodeError: The call failed; its subclasses tell how.
        """
        try:
            items = super().messages(session_id, limit=limit, before=before, directory=directory)
        except BadRequestError as error:
            if is_passing(error):
                return self.messages(session_id, limit=limit, before=before, directory=directory)
            if not is_about_format(error):
                raise
            items = []
            for page in self._pages(session_id, limit or _PAGE, before, directory):
                items = [*page, *items]
                if limit is not None and len(items) >= limit:
                    items = items[-limit:]
                    break
        return [Reply.of(item) for item in items]

    def iter_messages(
        self, session_id: str, *, page_size: int = _PAGE, directory: str | None = None
    ) -> Iterator[Reply]:
        """The messages of a session with their parts, newest first, read a page at a time.

        `GET /session/{sessionID}/message`; servers before 1.2.27, which have no pages, are asked for all.

        Args:
            session_id: The session.
            page_size: How many messages to read at once.
            directory: The directory to work in. Default: the client's.

        Raises:
            ValueError: The page size is less than 1.
            NotFoundError: There is no such session. Servers before 1.2.27 give no message.
            OpencodeError: The call failed; its subclasses tell how.
        """
        if page_size < 1:
            raise ValueError(f"page_size must be 1 or more, not {page_size}")
        for page in self._pages(session_id, page_size, None, directory):
            for item in reversed(page):
                yield Reply.of(item)

    def _pages(
        self, session_id: str, size: int, before: str | None, directory: str | None
    ) -> Iterator[list[SessionMessagesResponseItem]]:
        """The pages of a session's messages, the newest first."""
        known: set[str] = set()
        prompts: list[str | None] = []
        while True:
            request = session_messages.build(session_id, limit=size, before=before, directory=directory)
            try:
                page, headers = self._client.receive(request)
            except BadRequestError as error:
                # Servers from 1.15 fail on the last page, if it has a prompt with a format; pages before it are well.
                missing = [prompt for prompt in prompts if prompt is not None and prompt not in known]
                if not is_about_format(error) or (size == 1 and not missing):
                    raise
                if size == 1:
                    yield [self.message(session_id, missing[-1], directory=directory)]
                    return
                size //= 2
                continue
            known.update(item.info.id for item in page)
            prompts += [item.info.parent_id for item in page if isinstance(item.info, AssistantMessage)]
            first = before is None
            before = headers.get("X-Next-Cursor")
            if before is None and first and len(page) >= size:
                # As many as asked for, and no way to go on: a server without pages.
                whole = super().messages(session_id, directory=directory)
                yield page
                yield [item for item in whole if item.info.id not in known]
                return
            yield page
            if before is None:
                return

    def list_all(
        self, *, roots: bool | None = None, search: str | None = None, directory: str | None = None
    ) -> Iterator[Session]:
        """Every session, the last updated first, past the 100 at which the server silently stops.

        `GET /session`

        Args:
            roots: Leave out sessions that are children of others. Servers from 1.1.65.
            search: Only sessions with this in their title. Servers from 1.1.11.
            directory: The directory whose sessions to list. Default: the client's.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        for session in self.list(roots=roots, search=search, limit=_ALL, directory=directory):
            yield session

    def turn(self, reply: SessionMessagesResponseItem, *, directory: str | None = None) -> Turn:
        """All messages of the turn that a message belongs to, with what they cost together.

        `GET /session/{sessionID}/message`

        Args:
            reply: Any message of the turn, such as the reply of `chat`.
            directory: The directory to work in. Default: the client's.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions.finished_turns import Turn

        return Turn.around(reply, self.messages(reply.info.session_id, directory=directory))

    def _default_model(self, session_id: str, directory: str | None) -> PromptModel:
        """The model that the session last used, else that of the settings, else the first provider's default."""
        for message in reversed(self.messages(session_id, limit=_FEW, directory=directory)):
            if (used := model_of(message.info)) is not None:
                return used
        if name := (self._client.config.get(directory=directory)).model:
            return named_model(name)
        return default_model(self._client.config.providers(directory=directory))


def _prompt_fields(
    parts: Prompt, format: OutputFormat | Mapping[str, Any] | type[Any] | None, options: PromptOptions
) -> dict[str, Any]:
    """The arguments of the generated operation."""
    others = {name: value for name, value in options.items() if name not in ("model", "provider_id", "model_id")}
    return {
        "parts": prompt_parts(parts),
        "format": output_format(format),
        **model_fields(chosen_model(options)),
        **others,
    }
