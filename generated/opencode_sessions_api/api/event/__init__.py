# Generated from openapi.yaml; do not edit.
"""The operations tagged `event`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncEventResource", "EventResource"]


class EventResource:
    """The operations tagged `event`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def subscribe(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> EventStream[models.Event]:
        """Subscribe to the events of a directory.

        `GET /event`

        The response does not end. The server sends an event whenever something happens, in the format of
        server-sent events with only `data:` lines of JSON. The first event is `server.connected`. Earlier
        events are not sent, and nothing is repeated after a reconnect: so connect first, and then read the
        state or send the prompt.

        The stream has the events of all sessions of the directory, subagents' sessions included: check
        `sessionID`. A turn is over at `session.idle`, or at `session.error` if it could not begin; some
        updates may follow. While nothing else happens, `server.heartbeat` shows that the connection is
        alive: every 10 seconds since 1.2.11, every 30 seconds from 1.0.185 to 1.2.6, never before. The
        server breaks off the stream when it stops.

        1.14.48 sends nothing but `server.connected` here, and all events on `global.event`.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds to connect and for the first event; at most 10.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The events, one after another.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.event.event_subscribe import build

        return self._transport.stream(build(directory=directory, timeout=timeout, extra_headers=extra_headers))


class AsyncEventResource:
    """The operations tagged `event`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    def subscribe(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncEventStream[models.Event]:
        """Subscribe to the events of a directory.

        `GET /event`

        The response does not end. The server sends an event whenever something happens, in the format of
        server-sent events with only `data:` lines of JSON. The first event is `server.connected`. Earlier
        events are not sent, and nothing is repeated after a reconnect: so connect first, and then read the
        state or send the prompt.

        The stream has the events of all sessions of the directory, subagents' sessions included: check
        `sessionID`. A turn is over at `session.idle`, or at `session.error` if it could not begin; some
        updates may follow. While nothing else happens, `server.heartbeat` shows that the connection is
        alive: every 10 seconds since 1.2.11, every 30 seconds from 1.0.185 to 1.2.6, never before. The
        server breaks off the stream when it stops.

        1.14.48 sends nothing but `server.connected` here, and all events on `global.event`.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds to connect and for the first event; at most 10.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The events, one after another.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.event.event_subscribe import build

        return self._transport.stream(build(directory=directory, timeout=timeout, extra_headers=extra_headers))
