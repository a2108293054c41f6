"""Permissions and questions: find those that wait, let the user's functions decide, and send the answers."""

from __future__ import annotations

import logging
import math
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Any

from opencode_sessions._concurrency import AsyncSleeper, async_decision
from opencode_sessions._events import (
    Asked,
    Refusal,
    WaitingPermission,
    WaitingRequest,
    permission_answer,
    question_answer,
)
from opencode_sessions._readable import is_readable
from opencode_sessions._retry import LONGEST_BACKOFF, Retries, backoff, is_transient
from opencode_sessions.errors import NotFoundError, OpencodeError, UnsupportedByServerError
from opencode_sessions_api.models.question_request import QuestionRequest

if TYPE_CHECKING:
    from opencode_sessions._async.client import AsyncOpencode
    from opencode_sessions.aliases import OnPermission, OnQuestion

#: How often an answer to a permission or a question is sent while that fails for a moment.
_ATTEMPTS = 3

LOGGER = logging.getLogger("opencode_sessions")


async def waiting_requests(client: AsyncOpencode, directory: str | None) -> list[Asked]:
    """Read the permissions and questions of a directory that wait, as far as they can be answered.

    Raises:
        UnsupportedByServerError: The server has no list of them (before 1.1.11).
        OpencodeError: The call failed.
    """
    waiting: list[Asked] = []
    waiting += await client.permission.list(directory=directory)
    waiting += await client.question.list(directory=directory)
    return [request for request in waiting if is_readable(request)]


class AsyncDecisions:
    """The requests that the user's functions decide on: each is put to them once, and its answer sent until it arrives.

    Any thread or task may call this.
    """

    def __init__(self, on_permission: OnPermission | None, on_question: OnQuestion | None) -> None:
        for name, function in (("on_permission", on_permission), ("on_question", on_question)):
            if not (function is None or callable(function)):
                raise TypeError(f"{name} must be a function of the request, or None, not {function!r:.80}")
        self._on_permission = on_permission
        self._on_question = on_question
        self._requests: deque[WaitingRequest] = deque()
        self._answers: dict[str, Any] = {}
        self._retries = Retries()

    def add(self, request: WaitingRequest) -> bool:
        """Take a request that is to be decided on; False if there is no function for it."""
        if (self._on_permission if isinstance(request, WaitingPermission) else self._on_question) is None:
            return False
        self._requests.append(request)
        return True

    def due(self) -> float:
        """Return when the next request is due, by the monotonic clock; infinity when there is none."""
        return min((self._retries.due(request.id) for request in self._requests.copy()), default=math.inf)

    def take(self, waits: Callable[[str], bool]) -> WaitingRequest | None:
        """Remove and return a request that is due; None when there is none.

        Args:
            waits: Tells by its identifier if a request still waits for an answer. The others are dropped.
        """
        for _ in range(len(self._requests)):
            # Another task or thread may be faster.
            with suppress(IndexError):
                request = self._requests.popleft()
                if not waits(request.id):
                    self.settle(request)
                elif self._retries.due(request.id) <= monotonic():
                    return request
                else:
                    self._requests.append(request)
        return None

    async def answer(self, request: WaitingRequest) -> Any:
        """Return the answer to a request, None for the refusal of a question: what the user's function decides.

        Raises:
            TypeError: The function returned something else.
            Exception: The function raised this.
        """
        if request.id not in self._answers:
            self._answers[request.id] = await self._decide(request)
        return self._answers[request.id]

    async def _decide(self, request: WaitingRequest) -> Any:
        if isinstance(request, WaitingPermission):
            assert self._on_permission is not None
            return permission_answer(await async_decision("on_permission", self._on_permission, request))
        assert self._on_question is not None
        return question_answer(await async_decision("on_question", self._on_question, request), request)

    def put_back(self, request: WaitingRequest) -> None:
        """Let a request be taken again at once."""
        self._requests.appendleft(request)

    def failed(self, request: WaitingRequest, limit: float = LONGEST_BACKOFF) -> float:
        """Let a request be taken again later, as its answer could not be sent.

        Args:
            request: The request.
            limit: The longest wait, in seconds.

        Returns:
            For how many seconds it could not.
        """
        failing = self._retries.failed(request.id, monotonic(), limit)
        self._requests.append(request)
        return failing

    def settle(self, request: WaitingRequest) -> None:
        """Forget a request that waits no more."""
        self._answers.pop(request.id, None)
        self._retries.settle(request.id)


async def send_answer(
    client: AsyncOpencode, request: Asked, answer: Any, directory: str | None, sleeper: AsyncSleeper
) -> None:
    """Send an answer, None for a refusal; again after a transient error, which does no harm.

    Raises:
        NotFoundError: The request waits no more: somebody else was faster.
        OpencodeError: The call failed.
    """
    for attempt in count(1):
        try:
            await _send(client, request, answer, directory)
            return
        except NotFoundError:
            if attempt == 1:
                raise
            # An attempt before had reached the server.
            return
        except OpencodeError as error:
            if attempt == _ATTEMPTS or not is_transient(error):
                raise
        await sleeper.sleep(backoff(attempt))


async def _send(client: AsyncOpencode, request: Asked, answer: Any, directory: str | None) -> None:
    if isinstance(request, QuestionRequest):
        if answer is None:
            await client.question.reject(request.id, directory=directory)
        else:
            await client.question.reply(request.id, answer, directory=directory)
        return
    if isinstance(answer, Refusal):
        try:
            await client.permission.reply(request.id, "reject", message=answer.reason, directory=directory)
            return
        except UnsupportedByServerError as error:
            LOGGER.warning("The refusal is sent without its reason. %s", error)
            answer = None
    # The one way that every server knows, in whatever directory.
    await client.session.permission_reply(request.session_id, request.id, answer or "reject", directory=directory)
