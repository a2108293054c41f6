"""The event streams, with filters."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from opencode_sessions._async.events import AsyncEvents
from opencode_sessions.filters import wanted_events
from opencode_sessions_api.api.event import AsyncEventResource as GeneratedEventResource
from opencode_sessions_api.api.event import event_subscribe
from opencode_sessions_api.api.global_ import AsyncGlobalResource as GeneratedGlobalResource
from opencode_sessions_api.api.global_ import global_event

if TYPE_CHECKING:
    from opencode_sessions._async.client import AsyncOpencode
    from opencode_sessions_api.models import Event, GlobalEvent


class AsyncEventResource(GeneratedEventResource):
    """What happens in a directory."""

    def __init__(self, client: AsyncOpencode) -> None:
        super().__init__(client)
        self._client = client

    def subscribe(
        self,
        *,
        types: Collection[str] | None = None,
        session_id: str | None = None,
        directory: str | None = None,
    ) -> AsyncEvents[Event]:
        """The events of a directory as they happen, from the moment on at which the `async with` block is entered.

        `GET /event`

            async with client.event.subscribe(session_id=session.id) as events:
                async for event in events:
                    print(event.type)

        A lost connection is made anew, and a further `server.connected` marks the gap: the server repeats nothing.
        What is malformed, or of an unknown type, is an `UnknownEvent`.

        Args:
            types: Only events of these types, such as `session.idle`.
            session_id: Only events about this session.
            directory: The directory whose events to tell. Default: the client's.

        Raises (when it connects, which iterating does too):
            APIConnectionError: The server cannot be reached, or has been out of reach for a minute.
            APIStatusError: It refuses, for a wrong password say.
        """
        request = event_subscribe.build(directory=directory)
        return AsyncEvents(self._client, request, wanted_events(types, session_id))


class AsyncGlobalResource(GeneratedGlobalResource):
    """What is of the whole server, whatever the directory."""

    def __init__(self, client: AsyncOpencode) -> None:
        super().__init__(client)
        self._client = client

    def event(self, *, types: Collection[str] | None = None, session_id: str | None = None) -> AsyncEvents[GlobalEvent]:
        """The events of all directories as they happen, each in a wrapper that names its directory.

        `GET /global/event`, on servers from 1.0.98.

        Args:
            types: Only events of these types, such as `session.idle`.
            session_id: Only events about this session.

        Raises (when it connects, which iterating does too):
            APIConnectionError: The server cannot be reached, or has been out of reach for a minute.
            APIStatusError: It refuses, for a wrong password say.
            UnsupportedByServerError: The server is too old.
        """
        return AsyncEvents(self._client, global_event.build(), wanted_events(types, session_id))
