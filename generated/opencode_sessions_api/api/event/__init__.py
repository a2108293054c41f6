"""The operations tagged `event`, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import builtins
    from typing import Any, Literal

    from opencode_sessions_api.client import AsyncEventStream, AsyncSender, EventStream, Sender
    from opencode_sessions_api.models import Event

__all__ = ["AsyncEventResource", "EventResource"]


class EventResource:
    """The operations tagged `event`."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def subscribe(self, *, directory: str | None = None) -> EventStream[Event]:
        """Follow what happens in a directory, as a stream of events.

        `GET /event`

        The answer does not end: the server sends an event whenever something happens, as server-sent events
        that have nothing but `data:` lines with JSON. The first is `server.connected`; what happened before
        is not told, and nothing is repeated after a new connection, so connect first, then read the state
        or send the prompt.

        Only events of the directory arrive, of all its sessions, subagents' included: look at `sessionID`.
        A turn is over at `session.idle`, or at `session.error` if it could not begin; some updates may
        follow. While nothing happens `server.heartbeat` shows that the connection lives: every 10 seconds
        since 1.2.27, every 30 from 1.0.185 to 1.1.65, never before. The server cuts the stream off when it
        stops.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The events, one after the other.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.event.event_subscribe import build

        return self._sender.stream(build(directory=directory))


class AsyncEventResource:
    """The operations tagged `event`, awaited."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender

    def subscribe(self, *, directory: str | None = None) -> AsyncEventStream[Event]:
        """Follow what happens in a directory, as a stream of events.

        `GET /event`

        The answer does not end: the server sends an event whenever something happens, as server-sent events
        that have nothing but `data:` lines with JSON. The first is `server.connected`; what happened before
        is not told, and nothing is repeated after a new connection, so connect first, then read the state
        or send the prompt.

        Only events of the directory arrive, of all its sessions, subagents' included: look at `sessionID`.
        A turn is over at `session.idle`, or at `session.error` if it could not begin; some updates may
        follow. While nothing happens `server.heartbeat` shows that the connection lives: every 10 seconds
        since 1.2.27, every 30 from 1.0.185 to 1.1.65, never before. The server cuts the stream off when it
        stops.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The events, one after the other.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.event.event_subscribe import build

        return self._sender.stream(build(directory=directory))
