"""A prompt that was sent without waiting for the agent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar, Unpack

from opencode_sessions._keywords import check_keywords
from opencode_sessions._seconds import check_seconds
from opencode_sessions.replies import Reply

if TYPE_CHECKING:
    from opencode_sessions._async.client import AsyncOpencode
    from opencode_sessions._async.turn_stream import AsyncTurnStream
    from opencode_sessions._prompt import PromptKey, PromptNames
    from opencode_sessions.aliases import FollowOptions, FormatLike

__all__ = ["AsyncSentPrompt"]

Response = TypeVar("Response", bound=Reply)


class AsyncSentPrompt(Generic[Response]):
    """A prompt that the server has accepted; `session.prompt_async` returns it. The agent works on it meanwhile.

    It belongs to its client and cannot be pickled. Store `session_id` and `message_id`: with them, `session.wait` and
    `session.follow` find the turn of this prompt from any process.

    Attributes:
        session_id: The session.
        message_id: The user's message, chosen by the client; None on servers before 1.18.33, which choose it, unless
            `prompt_async` was given one.
    """

    def __init__(
        self,
        client: AsyncOpencode,
        session_id: str,
        key: PromptKey,
        *,
        format: FormatLike | None,
        names: PromptNames,
        directory: str | None,
    ) -> None:
        self.session_id = session_id
        self.message_id = key.message_id
        self._client = client
        self._key = key
        self._format = format
        self._names = names
        self._directory = directory

    def follow(self, **options: Unpack[FollowOptions]) -> AsyncTurnStream[Response]:
        """Follow the turn of this prompt, now or later, also when it is over; options as for `session.follow`.

        `GET /event` and `GET /session/{sessionID}/message`
        """
        check_keywords(self.follow, options, self._client.session.follow)
        here: FollowOptions = {"directory": self._directory, **options}
        return self._client.session._follow(
            self.session_id, key=self._key, takes_last=True, format=self._format, names=self._names, **here
        )

    async def wait(self, timeout: float | None = None, **options: Unpack[FollowOptions]) -> Response:
        """Wait until the turn is over and return its reply; options as for `session.follow`.

        `GET /event` and `GET /session/{sessionID}/message`

        Args:
            timeout: Seconds to wait for it. Default: as long as it takes.
            **options: As for `session.follow`.

        Raises:
            APITimeoutError: It is not over in time; it goes on, and this may be called again.
            NotFoundError: The server accepted the prompt, and has no such agent or model.
            TurnFailedError: The server accepted the prompt, and refused it then for another reason.
            TurnLostError: The server was restarted and has forgotten the turn.
            OpencodeError: As for `session.stream`.
        """
        check_keywords(self.wait, options, self._client.session.follow)
        check_seconds("timeout", timeout)
        async with self.follow(**options) as turn:
            return await turn.result(timeout)

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"A {type(self).__name__} belongs to its client and cannot be pickled. Keep session_id={self.session_id!r} "
            f"and message_id={self.message_id!r}: session.wait(session_id, message_id=message_id) works in any process."
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}(session_id={self.session_id!r}, message_id={self.message_id!r})"
