# Derived from _async/session_queue.py by `make derive`: edit that file instead.
"""The queue of a session: two prompts to a busy session get one answer, so each waits for the turn before it."""

from __future__ import annotations

import math
import threading
from collections.abc import Hashable
from functools import partial
from itertools import dropwhile
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

from opencode_sessions._concurrency import SyncMailbox, SyncSleeper, sync_home
from opencode_sessions._options import RECONNECT_SECONDS
from opencode_sessions._sync.prompt_call import TurnChecks, ask_patiently
from opencode_sessions.errors import APIConnectionError, SessionBusyError
from opencode_sessions.replies import is_step

if TYPE_CHECKING:
    from opencode_sessions._sync.client import Opencode

_POLL_SECONDS = 0.2
#: Seconds in which the agent begins with a prompt, if it ever does: until then the session does not look busy.
_BEGIN_SECONDS = 4.0
#: A prompt that was sent a moment ago is among so many messages.
_FEW_MESSAGES = 10
_MAKING = threading.Lock()


class SessionQueue:
    """A place in the queue of a session, which all conversations of a client share. Entering waits for it.

    Args:
        client: The client.
        session_id: The session.
        directory: The session's directory. Default: it is looked up.
        seconds: How long to wait for one's turn.
    """

    def __init__(self, client: Opencode, session_id: str, directory: str | None, seconds: float) -> None:
        self._client = client
        self._session_id = session_id
        self._directory = directory
        self._seconds = seconds
        self._token = token_of(client, session_id)
        self._has_token = False

    def enter(self) -> None:
        """Wait until it is one's turn, and until the agent is not at work for anybody else.

        Raises:
            SessionBusyError: It was not in time; nothing was sent.
            OpencodeError: The server could not be asked.
        """
        end = monotonic() + self._seconds
        try:
            self._token.get(None if end == math.inf else max(0.0, end - monotonic()))
        except TimeoutError:
            raise self._busy("another prompt of this program") from None
        self._has_token = True
        try:
            self._wait_until_idle(end)
        except BaseException as error:
            if isinstance(error, APIConnectionError):
                error.add_note("The prompt was not sent: it waited for its turn.")
            self.leave()
            raise

    def _wait_until_idle(self, end: float) -> None:
        directory = self._directory or self._client.session._directory_of(self._session_id)
        checks, sleeper = TurnChecks(self._client, self._session_id, directory), SyncSleeper()
        ask = partial(self._is_at_work, checks)
        while ask_patiently(ask, min(RECONNECT_SECONDS, end - monotonic())):
            if monotonic() >= end:
                raise self._busy("a prompt that somebody else has sent, or that was left before its end")
            sleeper.sleep(min(_POLL_SECONDS, max(0.0, end - monotonic())))

    def _is_at_work(self, checks: TurnChecks) -> bool:
        return self._may_begin(checks) or bool(checks.is_busy())

    def _may_begin(self, checks: TurnChecks) -> bool:
        """Return whether the agent has not begun yet with a prompt that this client sent without waiting."""
        key, sent_at = self._client._transport.sent_prompts.get(self._session_id, (None, 0.0))
        if key is None or monotonic() > sent_at + _BEGIN_SECONDS:
            return False
        newest = checks.client.session.messages(self._session_id, limit=_FEW_MESSAGES, directory=checks.directory)
        return not any(map(is_step, dropwhile(lambda message: not key.is_of(message), newest)))

    def _busy(self, reason: str) -> SessionBusyError:
        return SessionBusyError(
            f"The session {self._session_id} is at work on {reason}. Nothing was sent: wait, or stop it with "
            "session.abort."
        )

    def leave(self) -> None:
        """Let the next one have its turn."""
        if self._has_token:
            self._has_token = False
            self._token.put(None)

    def __enter__(self) -> Self:
        self.enter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()


def token_of(client: Opencode, owner: Hashable) -> SyncMailbox[None]:
    """Return the mailbox with the token of a session, or of something else that only one may use at a time.

    Whoever takes the token has the turn, and puts it back afterwards. The mailbox lasts as long as it is in use.
    """
    key, tokens = (sync_home(), owner), client._transport.tokens
    with _MAKING:
        token = tokens.get(key)
        if token is None:
            token = tokens[key] = SyncMailbox()
            token.put(None)
        return token
