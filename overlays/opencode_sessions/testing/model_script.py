"""What a scripted model says to each request, and what it was asked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from opencode_sessions.testing.completions import is_title_request, last_user_text
from opencode_sessions.testing.script import ModelReply, ModelUsage, ReplyLike, as_replies, as_reply
from opencode_sessions.testing.script import reply as new_reply

__all__ = ["ModelScript"]


class ModelScript:
    """The replies of a model: of the `ScriptedModel` behind a real server, or of a `FakeServer`.

    The reply to a request is that of `decide`, if it gives one, else the next of the queue, else the user's last text.
    Requests for a session's title get `title`, apart from all that.

    Args:
        replies: The queue. A single step or a string is a reply of its own.
        decide: Gives the reply to a request (its decoded body), or None to leave it to the queue. It is called from
            several threads.
        title: The title of sessions.

    Attributes:
        requests: The decoded bodies of the conversation's requests, in order of arrival.
        title_requests: Those of the requests for a title.
    """

    def __init__(
        self,
        replies: Iterable[ReplyLike] = (),
        *,
        decide: Callable[[Mapping[str, Any]], ReplyLike | None] | None = None,
        title: str = "Scripted session",
    ) -> None:
        self.requests: list[dict[str, Any]] = []
        self.title_requests: list[dict[str, Any]] = []
        self._queue = deque(as_reply(reply) for reply in replies)
        self._decide = decide
        self._title = title
        self._script_lock = threading.Lock()

    @property
    def pending(self) -> int:
        """The number of replies that are left in the queue."""
        return len(self._queue)

    def push(self, *replies: ReplyLike) -> None:
        """Append replies to the queue. Each argument is one reply; several steps of one go into a `ModelReply`."""
        self._queue.extend(as_reply(reply) for reply in replies)

    def reply(
        self,
        text: str = "",
        *,
        reasoning: str = "",
        cost: float | None = None,
        tokens: ModelUsage | int | None = None,
        chunk_size: int | None = None,
        delay: float = 0.0,
        finish: str | None = None,
    ) -> None:
        """Append a reply with a text to the queue; the arguments are those of `opencode_sessions.testing.reply`."""
        self.push(
            new_reply(
                text,
                reasoning=reasoning,
                cost=cost,
                tokens=tokens,
                chunk_size=chunk_size,
                delay=delay,
                finish=finish,
            )
        )

    def script(self, items: Iterable[ReplyLike]) -> None:
        """Append a script to the queue.

        Args:
            items: What `reply`, `tool_call`, `ask_permission`, `ask_question`, `structured` and `fail` return: each is
                the reply to one request. A `delay` or a `drop_connection` happens before the reply after it.

        Raises:
            TypeError: It is no list, or something in it is none of these.
        """
        if isinstance(items, ReplyLike):
            raise TypeError(f"A script is a list of replies: put {items!r:.80} into one.")
        self._queue.extend(as_replies(items))

    def next_reply(self, request: dict[str, Any]) -> ModelReply:
        """Return the reply to a request, which is noted.

        Args:
            request: The decoded body of a request for a chat completion.
        """
        with self._script_lock:
            if is_title_request(request):
                self.title_requests.append(request)
                return ModelReply(self._title)
            self.requests.append(request)
        decided = self._decide(request) if self._decide is not None else None
        if decided is not None:
            return as_reply(decided)
        try:
            return self._queue.popleft()
        except IndexError:
            return ModelReply(last_user_text(request))
