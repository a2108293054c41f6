# Derived from _async/conversation.py by `make derive`: edit that file instead.
"""A conversation: one session, with undo, redo, usage and a transcript. Every call goes to `client.session`."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, Unpack, overload

from opencode_sessions._keywords import check_keywords
from opencode_sessions._sync.session_queue import SessionQueue, token_of
from opencode_sessions._transcript import transcript_writer
from opencode_sessions.replies import Turn, Usage
from opencode_sessions_api.api.session import session_chat
from opencode_sessions_api.client import identifier
from opencode_sessions_api.models.patch_part import PatchPart
from opencode_sessions_api.models.user_message import UserMessage

if TYPE_CHECKING:
    from types import UnionType

    from opencode_sessions._models import ModelName
    from opencode_sessions._sync.client import Opencode
    from opencode_sessions._sync.sent_prompt import SentPrompt
    from opencode_sessions._sync.turn_stream import TurnStream
    from opencode_sessions.aliases import ChatOptions, ModelLike, Prompt, PromptOptions, StreamOptions
    from opencode_sessions.replies import Reply, Structured, StructuredReply
    from opencode_sessions_api.models import MessageLike, OutputFormat
    from opencode_sessions_api.models.file_diff import FileDiff
    from opencode_sessions_api.models.session import Session
    from opencode_sessions_api.models.todo import Todo

__all__ = ["Conversation"]

#: Seconds after a turn in which the server has its changes of files, if it ever will.
_DIFF_SECONDS = 5.0
_POLL_SECONDS = 0.1


class Conversation:
    """One session to talk in; `client.conversation` makes it.

    A new session is created when it is first needed. All methods raise `OpencodeError` when a call fails; the
    subclass says how.
    """

    def __init__(
        self,
        client: Opencode,
        session_id: str | None,
        *,
        title: str | None,
        model: ModelName | None,
        directory: str | None,
        busy_seconds: float,
    ) -> None:
        self._client = client
        self._session_id = session_id
        self._title = title
        self._model = model
        self._directory = directory
        self._busy_seconds = busy_seconds

    @property
    def session_id(self) -> str | None:
        """The identifier of the session; None until it is created."""
        return self._session_id

    def session(self) -> Session:
        """Read the session.

        `GET /session/{sessionID}`
        """
        return self._client.session.get(self._id(), directory=self._directory)

    @overload
    def send(
        self, parts: Prompt, *, format: type[Structured], **options: Unpack[ChatOptions]
    ) -> StructuredReply[Structured]: ...

    @overload
    def send(
        self,
        parts: Prompt,
        *,
        format: OutputFormat | Mapping[str, Any] | UnionType | None = None,
        **options: Unpack[ChatOptions],
    ) -> Reply: ...

    def send(self, parts: Prompt, **options: Any) -> Any:
        """Send a prompt and wait for the agent's reply; arguments and errors as for `session.chat`.

        `POST /session/{sessionID}/message`

        While the session is at work on another prompt, this one waits for its turn, or raises, as the conversation's
        `when_busy` says.

        Raises:
            SessionBusyError: The session is at work; nothing was sent.
        """
        check_keywords(self.send, options, self._client.session.chat, session_chat.build)
        client, here = self._for_call(options)
        return client.session._chat(self._id(client), parts, queue=partial(self._queue, client), **here)

    @overload
    def stream(
        self, parts: Prompt, *, format: type[Structured], **options: Unpack[StreamOptions]
    ) -> TurnStream[StructuredReply[Structured]]: ...

    @overload
    def stream(
        self,
        parts: Prompt,
        *,
        format: OutputFormat | Mapping[str, Any] | UnionType | None = None,
        **options: Unpack[StreamOptions],
    ) -> TurnStream[Reply]: ...

    def stream(self, parts: Prompt, **options: Any) -> TurnStream[Any]:
        """Send a prompt and watch the agent at work; arguments and errors as of `session.stream`.

        `POST /session/{sessionID}/message` and `GET /event`

        While the session is at work on another prompt, entering the block waits for its turn, or raises, as for `send`.

            with conversation.stream("Fix it.") as turn:
                for text in turn.text_deltas:
                    print(text, end="", flush=True)
        """
        check_keywords(self.stream, options, self._client.session.stream, session_chat.build)
        client, here = self._for_call(options)
        return client.session._stream_of(partial(self._id, client), parts, queue=partial(self._queue, client), **here)

    @overload
    def prompt_async(
        self, parts: Prompt, *, format: type[Structured], **options: Unpack[PromptOptions]
    ) -> SentPrompt[StructuredReply[Structured]]: ...

    @overload
    def prompt_async(
        self,
        parts: Prompt,
        *,
        format: OutputFormat | Mapping[str, Any] | UnionType | None = None,
        **options: Unpack[PromptOptions],
    ) -> SentPrompt[Reply]: ...

    def prompt_async(self, parts: Prompt, **options: Any) -> SentPrompt[Any]:
        """Send a prompt and do not wait for the agent; arguments and errors as for `session.prompt_async`.

        `POST /session/{sessionID}/prompt_async`

        While the session is at work on another prompt, this call waits for its turn to send, or raises, as for `send`.
        The next prompt of the conversation waits for the end of this one.

        Raises:
            SessionBusyError: The session is at work; nothing was sent.
        """
        check_keywords(self.prompt_async, options, self._client.session.prompt_async, session_chat.build)
        client, here = self._for_call(options)
        queue = partial(self._queue, client)
        return client.session._prompt_async(self._id(client), parts, queue=queue, **here)

    def messages(self) -> list[Reply]:
        """Read all messages, oldest first, except for those that are undone.

        `GET /session/{sessionID}/message`
        """
        undone_from = self._undone_from()
        messages = self._all_messages()
        return messages[: _index(messages, undone_from)]

    def undo(self) -> Reply | None:
        """Undo the last turn that is not undone yet, and its changes of files. The next prompt makes that final.

        `POST /session/{sessionID}/revert`

        Returns:
            The prompt that is undone; None when none is left.
        """
        prompts = [message for message in self.messages() if isinstance(message.info, UserMessage)]
        if not prompts:
            return None
        self._client.session.revert(self._id(), message_id=prompts[-1].info.id, directory=self._directory)
        return prompts[-1]

    def redo(self) -> Reply | None:
        """Redo the turn that was last undone.

        `POST /session/{sessionID}/revert` or `POST /session/{sessionID}/unrevert`

        Returns:
            The prompt that is valid again; None when nothing was undone.
        """
        session_id, undone_from = self._id(), self._undone_from()
        if undone_from is None:
            return None
        messages = self._all_messages()
        undone = [
            message for message in messages[_index(messages, undone_from) :] if isinstance(message.info, UserMessage)
        ]
        if len(undone) > 1:
            self._client.session.revert(session_id, message_id=undone[1].info.id, directory=self._directory)
        else:
            self._client.session.unrevert(session_id, directory=self._directory)
        return undone[0] if undone else None

    def fork(self, message_id: MessageLike | None = None) -> Conversation:
        """Start a new conversation with a copy of this one's messages.

        `POST /session/{sessionID}/fork`

        Args:
            message_id: The first message to leave out. Default: none.
        """
        session = self._client.session.fork(self._id(), message_id=message_id, directory=self._directory)
        return Conversation(
            self._client,
            session.id,
            title=session.title,
            model=self._model,
            directory=self._directory,
            busy_seconds=self._busy_seconds,
        )

    def compact(self, *, model: ModelLike | None = None) -> None:
        """Have the model summarize the conversation, and go on from the summary; wait until it is done.

        `POST /session/{sessionID}/summarize`

        Args:
            model: The model to use, as for `session.chat`. Default: the conversation's, else the one that was last
                used.
        """
        self._client.session.summarize(self._id(), **self._here({} if model is None else {"model": model}))

    def todo(self) -> list[Todo]:
        """Read the agent's list of tasks.

        `GET /session/{sessionID}/todo`
        """
        return self._client.session.todo(self._id(), directory=self._directory)

    def diff(self, message_id: MessageLike | None = None) -> list[FileDiff]:
        """Read the changes that a turn made to files. The server has them a moment after the turn; this waits for them.

        `GET /session/{sessionID}/diff`

        Args:
            message_id: A message of the turn: its prompt, or a reply. Default: that of the last turn.
        """
        if message_id is not None:
            message_id = identifier("message_id", message_id, "Message")
        messages = self.messages()
        prompts = [message for message in messages if isinstance(message.info, UserMessage)]
        given = prompts if message_id is None else [message for message in messages if message.info.id == message_id]
        turn = Turn.around(given[-1], messages) if given else None
        if turn is None or (prompt := turn.prompt) is None:
            return []
        parts = (part for message in turn.messages for part in message.parts)
        deadline = monotonic() + (_DIFF_SECONDS if any(isinstance(part, PatchPart) for part in parts) else 0)
        while True:
            found = self._client.session.diff(self._id(), message_id=prompt.info.id, directory=self._directory)
            if found or monotonic() >= deadline:
                return found
            time.sleep(_POLL_SECONDS)

    def usage(self) -> Usage:
        """Add up the tokens and the cost of all turns, including those that are undone.

        `GET /session/{sessionID}/message`
        """
        return Usage.of(self._all_messages())

    def transcript(self, format: Literal["markdown", "html"] = "markdown") -> str:
        """Write the conversation as Markdown, or as an HTML page that needs no other file.

        `GET /session/{sessionID}` and `GET /session/{sessionID}/message`

        Args:
            format: `markdown` or `html`. The page has tool calls and reasoning folded, and code highlighted.

        Raises:
            ValueError: It is another format.
            OpencodeError: A call failed; or, for a page, the extra `html` is not installed.
        """
        write = transcript_writer(format)
        return write(self.session(), self.messages())

    def abort(self) -> None:
        """Stop the agent.

        `POST /session/{sessionID}/abort`
        """
        self._client.session.abort(self._id(), directory=self._directory)

    def _for_call(self, options: dict[str, Any]) -> tuple[Opencode, dict[str, Any]]:
        """Return the client for a prompt, all of whose calls have the headers of its options, and the other options."""
        here = self._here(options)
        return self._client.session._with_headers(here.pop("extra_headers", None))._client, here

    def _here(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return the options of a call, with the conversation's directory and model where they name none."""
        model = None if {"provider_id", "model_id"} & {*options} else self._model
        named: dict[str, Any] = {} if model is None else {"model": model}
        return {"directory": self._directory, **named, **options}

    def _id(self, client: Opencode | None = None) -> str:
        """Return the identifier of the session; create it if there is none yet."""
        if self._session_id is not None:
            return self._session_id
        # One at a time: the others wait for the session of the first.
        token = token_of(self._client, self)
        token.get()
        try:
            if self._session_id is None:
                created = (client or self._client).session.create(title=self._title, directory=self._directory)
                self._session_id = created.id
            return self._session_id
        finally:
            token.put(None)

    def _queue(self, client: Opencode, session_id: str) -> SessionQueue:
        return SessionQueue(client, session_id, self._directory, self._busy_seconds)

    def _all_messages(self) -> list[Reply]:
        return self._client.session.messages(self._id(), directory=self._directory)

    def _undone_from(self) -> str | None:
        """Return the identifier of the first message that is undone; None when none is."""
        revert = (self.session()).revert
        return None if revert is None else revert.message_id

    def __repr__(self) -> str:
        return f"{type(self).__name__}(session_id={self._session_id!r})"


def _index(messages: list[Reply], message_id: str | None) -> int:
    """Return the index of a message; the length of the list when there is no such message."""
    places = (place for place, message in enumerate(messages) if message.info.id == message_id)
    return next(places, len(messages))
