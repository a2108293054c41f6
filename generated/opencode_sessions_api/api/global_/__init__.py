"""The operations tagged `global`, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import builtins
    from typing import Any, Literal

    from opencode_sessions_api.client import AsyncEventStream, AsyncSender, EventStream, Sender
    from opencode_sessions_api.models.global_event import GlobalEvent
    from opencode_sessions_api.models.health import Health

__all__ = ["AsyncGlobalResource", "GlobalResource"]


class GlobalResource:
    """The operations tagged `global`."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def health(self) -> Health:
        """Ask whether the server is up, and its version.

        `GET /global/health`

        Since 1.1.11; older servers answer 404 or 500.

        Returns:
            The server is up.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.global_.global_health import build

        return self._sender.send(build())

    def event(self) -> EventStream[GlobalEvent]:
        """Follow what happens in all directories of the server, as a stream of events.

        `GET /global/event`

        Like `event.subscribe`, but every event is wrapped together with the directory that it is about.
        Since 1.14 each change of a session or a message comes a second time, as a payload of the type
        `sync`, which has no `properties`. Since 1.0.98, where the first event is not `server.connected`
        yet.

        Returns:
            The events, one after the other.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.global_.global_event import build

        return self._sender.stream(build())


class AsyncGlobalResource:
    """The operations tagged `global`, awaited."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender

    async def health(self) -> Health:
        """Ask whether the server is up, and its version.

        `GET /global/health`

        Since 1.1.11; older servers answer 404 or 500.

        Returns:
            The server is up.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.global_.global_health import build

        return await self._sender.send(build())

    def event(self) -> AsyncEventStream[GlobalEvent]:
        """Follow what happens in all directories of the server, as a stream of events.

        `GET /global/event`

        Like `event.subscribe`, but every event is wrapped together with the directory that it is about.
        Since 1.14 each change of a session or a message comes a second time, as a payload of the type
        `sync`, which has no `properties`. Since 1.0.98, where the first event is not `server.connected`
        yet.

        Returns:
            The events, one after the other.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.global_.global_event import build

        return self._sender.stream(build())
