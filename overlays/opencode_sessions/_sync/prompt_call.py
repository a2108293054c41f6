# Derived from _async/prompt_call.py by `make derive`: edit that file instead.
"""The call of a prompt, which lasts as long as the agent works: in a worker of its own, so that it can be watched."""

from __future__ import annotations

import logging
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from attrs import frozen

from opencode_sessions._concurrency import SyncInterrupt, SyncMailbox, SyncSleeper, SyncWatch
from opencode_sessions._prompt_watch import CHECK_AGAIN, FIRST_CHECK, PromptWatch
from opencode_sessions._readable import require_readable
from opencode_sessions._retry import Retries, is_transient
from opencode_sessions.errors import ClientClosedError, OpencodeError, UnsupportedByServerError
from opencode_sessions.replies import Reply

if TYPE_CHECKING:
    from opencode_sessions._concurrency import SyncFunction
    from opencode_sessions._sync.client import Opencode
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem

LOGGER = logging.getLogger("opencode_sessions")

#: Seconds for each question to the server about a turn.
CHECK_SECONDS = 5.0
#: Messages to read at first in search of a turn; all of them are read if it is not among these.
FEW_MESSAGES = 30
#: Seconds to wait for a call to end that was cancelled.
LEAVE_SECONDS = 1.0


@frozen
class Responded:
    """The prompt's call gave this response."""

    reply: Reply


@frozen
class PromptFailed:
    """The prompt's call raised this."""

    error: Exception


Answer = TypeVar("Answer")

PromptNews: TypeAlias = "Responded | PromptFailed"


def deliver(call: SyncFunction[[], SessionMessagesResponseItem], mailbox: SyncMailbox[Any]) -> None:
    """Put what a prompt's call gives, or raises, into a mailbox.

    A function, so that a turn that is dropped is not kept alive by its own worker.
    """
    try:
        reply = Reply.of(call())
        require_readable(reply)
        mailbox.put(Responded(reply))
    except Exception as error:
        mailbox.put(PromptFailed(error))


class TurnChecks:
    """Questions to the server about a session's turn, none of which takes long.

    Args:
        client: The client.
        session_id: The session.
        directory: The session's directory.
    """

    def __init__(self, client: Opencode, session_id: str, directory: str | None) -> None:
        seconds = client._transport.options.at_most(CHECK_SECONDS)
        self.client = client.with_options(timeout=seconds, max_retries=0)
        self.session_id = session_id
        self.directory = directory
        self._tells_status = True

    def is_busy(self) -> bool | None:
        """Return whether the session is at work; None when the server does not tell (as before 1.0.185).

        `GET /session/status`
        """
        if not self._tells_status:
            return None
        try:
            status = (self.client.session.status(directory=self.directory)).get(self.session_id)
        except UnsupportedByServerError:
            self._tells_status = False
            return None
        if status is None or status.type == "idle":
            return False
        # A status that is not known yet tells nothing.
        return True if status.type in ("busy", "retry") else None


def ask_patiently(ask: SyncFunction[[], Answer], seconds: float) -> Answer:
    """Ask the server something about a turn; while it is out of reach, ask again with backoff for so many seconds.

    Raises:
        OpencodeError: The question failed; the error is that of the last attempt.
    """
    # A prompt that somebody waits for with `chat` does not need it.
    from opencode_sessions._turn_state import is_out_of_reach

    retries, sleeper = Retries(), SyncSleeper()
    while True:
        try:
            return ask()
        except OpencodeError as error:
            now = monotonic()
            if not (is_transient(error) and is_out_of_reach(error)) or retries.failed(ask, now) >= seconds:
                raise
            LOGGER.info("The server is out of reach; asking again. %s", error)
        sleeper.sleep(retries.due(ask) - now)


def wait_for_response(
    client: Opencode,
    session_id: str,
    directory: str | None,
    call: SyncFunction[[SyncInterrupt], SessionMessagesResponseItem],
) -> SessionMessagesResponseItem:
    """Send a prompt and wait for its response, for as long as the server works on it.

    Raises:
        ConnectionLostError: The server does not work on it, although the connection is open.
        OpencodeError: The call failed.
    """
    interrupt = SyncInterrupt()
    watch = SyncWatch(FIRST_CHECK, partial(_watch, client, session_id, directory), interrupt)
    with watch:
        return call(interrupt)


def _watch(client: Opencode, session_id: str, directory: str | None, sleeper: SyncSleeper) -> None:
    """Ask the server about a prompt now and then.

    Raises:
        ConnectionLostError: The server does not work on it.
        ClientClosedError: The client was closed.
    """
    checks = TurnChecks(client, session_id, directory)
    watch = PromptWatch(monotonic())
    while not sleeper.is_woken:
        try:
            is_busy = checks.is_busy()
            newest: list[Reply] = []
            if not is_busy:
                newest = (checks.client.session.messages(session_id, limit=1, directory=directory))[-1:]
        except ClientClosedError:
            raise
        except OpencodeError:
            # The server is out of reach for now: its connections tell, sooner or later.
            LOGGER.debug("The server could not be asked about the prompt.")
        else:
            watch.checked(is_busy, newest, monotonic())
        sleeper.sleep(CHECK_AGAIN)
