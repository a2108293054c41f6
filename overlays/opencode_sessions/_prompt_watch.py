"""Decide that a prompt whose connection is open will get no response: nothing works on it. No I/O here."""

from __future__ import annotations

from collections.abc import Sequence

from opencode_sessions.errors import ConnectionLostError
from opencode_sessions.replies import Reply, is_finished
from opencode_sessions_api.models.assistant_message import AssistantMessage

#: Seconds without a response after which the server is asked, and between two questions.
FIRST_CHECK = 20.0
CHECK_AGAIN = 10.0
#: Seconds for which a session has to look idle: it turns busy a while after its prompt was accepted.
_IDLE = 30.0
#: The same while the last message is unfinished, for servers that do not tell if a session is busy (before 1.0.185).
_UNCHANGED = 300.0


class PromptWatch:
    """Watches over one prompt.

    Args:
        now: The time, by a monotonic clock.
    """

    def __init__(self, now: float) -> None:
        self._look: object = None
        self._same_since = now

    def checked(self, is_busy: bool | None, newest: Sequence[Reply], now: float) -> None:
        """Take in the status of the session and its newest message.

        Args:
            is_busy: Whether the session is busy; None when the server does not tell.
            newest: The newest message, if there is one.
            now: The time.

        Raises:
            ConnectionLostError: The server does not work on the prompt.
        """
        look = (is_busy, [(message.info, message.parts) for message in newest])
        if is_busy or look != self._look:
            self._look, self._same_since = look, now
            return
        is_at_work = is_busy is None and any(
            isinstance(message.info, AssistantMessage) and not is_finished(message) for message in newest
        )
        if now - self._same_since >= (_UNCHANGED if is_at_work else _IDLE):
            raise ConnectionLostError(
                "The server does not work on the prompt: its session is idle, but no response came, although the "
                "connection is still open. It never got the prompt, or the response was lost: session.messages shows "
                "what there is."
            )
