# Derived from _async/conversation.py by `make derive`: edit that file instead.
"""One session as something to talk to. All of it is said to `client.session`."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, Unpack, overload

from opencode_sessions.finished_turns import Turn
from opencode_sessions.transcripts import transcript
from opencode_sessions.usage import Usage
from opencode_sessions_api.models.patch_part import PatchPart
from opencode_sessions_api.models.user_message import UserMessage

if TYPE_CHECKING:
    from opencode_sessions._sync.client import Opencode
    from opencode_sessions._sync.stream import TurnStream
    from opencode_sessions.prompts import ChatOptions, Prompt, StreamOptions
    from opencode_sessions.replies import Reply, Structured, StructuredReply
    from opencode_sessions_api.models import OutputFormat
    from opencode_sessions_api.models.file_diff import FileDiff
    from opencode_sessions_api.models.session import Session
    from opencode_sessions_api.models.todo import Todo

#: Seconds after which the server knows what a turn did to files, if it ever will.
_DIFF_IS_KNOWN = 5.0
_PAUSE = 0.1


class Conversation:
    """A session that one talks to; `client.conversation` makes it.

    A new session is created when it is first needed. All methods raise `OpencodeError` when a call fails; its
    subclasses tell how.
    """

    def __init__(self, client: Opencode, session_id: str | None, *, title: str | None, directory: str | None) -> None:
        self._client = client
        self._session_id = session_id
        self._title = title
        self._directory = directory

    @property
    def session_id(self) -> str | None:
        """The session; None as long as nothing needed it."""
        return self._session_id

    def session(self) -> Session:
        """The session as it is now.

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
        format: OutputFormat | Mapping[str, Any] | None = None,
        **options: Unpack[ChatOptions],
    ) -> Reply: ...

    def send(self, parts: Prompt, **options: Any) -> Any:
        """Send a prompt and wait until the agent is done with it; arguments and errors as of `session.chat`.

        `POST /session/{sessionID}/message`
        """
        here: dict[str, Any] = {"directory": self._directory, **options}
        return self._client.session.chat(self._id(), parts, **here)

    @overload
    def stream(
        self, parts: Prompt, *, format: type[Structured], **options: Unpack[StreamOptions]
    ) -> AbstractContextManager[TurnStream[StructuredReply[Structured]]]: ...

    @overload
    def stream(
        self,
        parts: Prompt,
        *,
        format: OutputFormat | Mapping[str, Any] | None = None,
        **options: Unpack[StreamOptions],
    ) -> AbstractContextManager[TurnStream[Reply]]: ...

    @contextmanager
    def stream(self, parts: Prompt, **options: Any) -> Iterator[TurnStream[Any]]:
        """Send a prompt and watch the agent at work; arguments and errors as of `session.stream`.

        `POST /session/{sessionID}/message` beside `GET /event`

            async with conversation.stream("Fix it.") as turn:
                async for text in turn.text_deltas:
                    print(text, end="", flush=True)
        """
        here: dict[str, Any] = {"directory": self._directory, **options}
        with self._client.session.stream(self._id(), parts, **here) as turn:
            yield turn

    def messages(self) -> list[Reply]:
        """All messages, oldest first, save those that are undone.

        `GET /session/{sessionID}/message`
        """
        undone_from = self._undone_from()
        messages = self._all_messages()
        return messages[: _index(messages, undone_from)]

    def undo(self) -> Reply | None:
        """Undo the last turn that is not undone yet, and what it did to files. The next prompt makes that final.

        `POST /session/{sessionID}/revert`

        Returns:
            The prompt that is undone; None when there is none left.
        """
        prompts = [message for message in self.messages() if isinstance(message.info, UserMessage)]
        if not prompts:
            return None
        self._client.session.revert(self._id(), message_id=prompts[-1].info.id, directory=self._directory)
        return prompts[-1]

    def redo(self) -> Reply | None:
        """Take the last undoing back.

        `POST /session/{sessionID}/revert` or `POST /session/{sessionID}/unrevert`

        Returns:
            The prompt that holds again; None when nothing was undone.
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

    def fork(self, message_id: str | None = None) -> Conversation:
        """A new conversation that begins as this one did.

        `POST /session/{sessionID}/fork`

        Args:
            message_id: The first message that it leaves out. Default: it has all.
        """
        session = self._client.session.fork(self._id(), message_id=message_id, directory=self._directory)
        return Conversation(self._client, session.id, title=session.title, directory=self._directory)

    def compact(self, *, model: str | None = None) -> None:
        """Have the model summarize the conversation, to go on from the summary, and wait until it is done.

        `POST /session/{sessionID}/summarize`

        Args:
            model: The model that does it, as `"provider/model"`. Default: the one that was last used.
        """
        self._client.session.summarize(self._id(), model=model, directory=self._directory)

    def todo(self) -> list[Todo]:
        """The agent's tasks.

        `GET /session/{sessionID}/todo`
        """
        return self._client.session.todo(self._id(), directory=self._directory)

    def diff(self, message_id: str | None = None) -> list[FileDiff]:
        """What a turn did to files. The server knows that only a moment after the turn, which is waited for.

        `GET /session/{sessionID}/diff`

        Args:
            message_id: The turn's prompt. Default: the last one's.
        """
        messages = self.messages()
        prompts = [message for message in messages if isinstance(message.info, UserMessage)]
        prompt = next((prompt for prompt in reversed(prompts) if message_id in (None, prompt.info.id)), None)
        if prompt is None:
            return []
        parts = (part for message in Turn.around(prompt, messages).messages for part in message.parts)
        deadline = monotonic() + (_DIFF_IS_KNOWN if any(isinstance(part, PatchPart) for part in parts) else 0)
        while True:
            found = self._client.session.diff(self._id(), message_id=prompt.info.id, directory=self._directory)
            if found or monotonic() >= deadline:
                return found
            time.sleep(_PAUSE)

    def usage(self) -> Usage:
        """The tokens and the cost of all turns, those that are undone too.

        `GET /session/{sessionID}/message`
        """
        return Usage.of(self._all_messages())

    def transcript(self) -> str:
        """The conversation as Markdown.

        `GET /session/{sessionID}` and `GET /session/{sessionID}/message`
        """
        return transcript(self.session(), self.messages())

    def abort(self) -> None:
        """Stop the agent.

        `POST /session/{sessionID}/abort`
        """
        self._client.session.abort(self._id(), directory=self._directory)

    def _id(self) -> str:
        """The session, which is created if there is none yet."""
        if self._session_id is None:
            created = self._client.session.create(title=self._title, directory=self._directory)
            self._session_id = created.id
        return self._session_id

    def _all_messages(self) -> list[Reply]:
        return self._client.session.messages(self._id(), directory=self._directory)

    def _undone_from(self) -> str | None:
        """The first message that is undone; None when none is."""
        revert = (self.session()).revert
        return None if revert is None else revert.message_id

    def __repr__(self) -> str:
        return f"{type(self).__name__}(session_id={self._session_id!r})"


def _index(messages: list[Reply], message_id: str | None) -> int:
    """Where a message is; after the last when there is no such message."""
    places = (place for place, message in enumerate(messages) if message.info.id == message_id)
    return next(places, len(messages))
