# Derived from _async/raw_response.py by `make derive`: edit that file instead.
"""Responses as they came: `client.with_raw_response` calls methods and keeps the last response."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import wraps
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import httpx

from opencode_sessions._secrets import masked, sent_credentials
from opencode_sessions._sync.transport import Transport
from opencode_sessions_api.client import RawResponse, Request

if TYPE_CHECKING:
    from opencode_sessions._concurrency import SyncInterrupt
    from opencode_sessions._sync.client import Opencode
    from opencode_sessions._sync.event_hub import EventHubs
    from opencode_sessions._sync.session import SessionResource
    from opencode_sessions_api.api import RawResources, RawSessionResource
    from opencode_sessions_api.client import raw_method

    class SessionMethods:
        """The methods of `session` that differ from those of the contract."""

        chat = raw_method(SessionResource.chat)
        command = raw_method(SessionResource.command)
        create = raw_method(SessionResource.create)
        init = raw_method(SessionResource.init)
        message = raw_method(SessionResource.message)
        messages = raw_method(SessionResource.messages)
        prompt_async = raw_method(SessionResource.prompt_async)
        shell = raw_method(SessionResource.shell)
        summarize = raw_method(SessionResource.summarize)
        turn = raw_method(SessionResource.turn)

    class RawSession(SessionMethods, RawSessionResource):  # type: ignore[misc]  # pyright: ignore
        """The methods of `session`."""

    class RawTypes(RawResources):
        """What type checkers know of the resources of `with_raw_response`."""

        session: RawSession  # pyright: ignore[reportIncompatibleVariableOverride]
        request = raw_method(Opencode.request)

else:
    RawTypes = object

__all__ = ["RawResponses"]


class Recording:
    """What is kept of a method's calls.

    Attributes:
        last: The last response and its body; None before the first one.
        is_over: The method has ended.
    """

    def __init__(self) -> None:
        self.last: tuple[httpx.Response, bytes] | None = None
        self.is_over = False


class RecordingTransport(Transport):
    """A transport, on the connections of another one, that keeps the last response while it records."""

    def __init__(self, shared: Transport, recording: Recording) -> None:
        super().__init__(shared.options, shared=shared)
        self._recording = recording

    def _exchange(self, request: Request[Any], interrupt: SyncInterrupt | None) -> tuple[httpx.Response, bytes]:
        found = super()._exchange(request, interrupt)
        if not self._recording.is_over:
            self._recording.last = found
        return found

    def with_headers(self, extra_headers: Mapping[str, str]) -> Transport:
        """Return a transport that sends further headers with every request, and records likewise."""
        return RecordingTransport(super().with_headers(extra_headers), self._recording)

    @property
    def hubs(self) -> EventHubs:
        """The event hubs, when the method has ended.

        Raises:
            TypeError: It has not: whatever follows events has more than one response.
        """
        if not self._recording.is_over:
            raise TypeError(
                "with_raw_response is for methods that have one response; this call follows events. Call it without "
                "with_raw_response, or without on_permission, on_question and abort_on_cancel."
            )
        return super().hubs


def recorded(client: Opencode, find: Callable[[Any], Any]) -> Any:
    """Return a method of a client, or of one of its resources, that returns its response as well.

    Args:
        client: The client.
        find: Finds the method.
    """
    method = find(client)

    @wraps(method)
    def call(*args: Any, **kwargs: Any) -> RawResponse[Any]:
        recording = Recording()
        try:
            found = find(client._with_transport(RecordingTransport(client._transport, recording)))(*args, **kwargs)
            if isinstance(found, (Iterator, AbstractContextManager)):
                raise TypeError(
                    f"{method.__qualname__} has no single response, so that with_raw_response does not have it: call "
                    "it without."
                )
            parsed = found
        finally:
            recording.is_over = True
        assert recording.last is not None
        response, content = recording.last
        secrets = sent_credentials(response.request)
        headers = [(name, masked(value, *secrets)) for name, value in response.headers.multi_items()]
        return RawResponse(response.status_code, httpx.Headers(headers), str(response.request.url), content, parsed)

    return call


class RawResource:
    """The methods of a resource, each of which returns a `RawResponse`."""

    def __init__(self, client: Opencode, name: str) -> None:
        self._client = client
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return recorded(self._client, attrgetter(f"{self._name}.{name}"))

    def __dir__(self) -> list[str]:
        return [name for name in dir(getattr(type(self._client), self._name)) if not name.startswith("_")]


class RawResponses(RawTypes):
    """The resources of a client, and its `request`, whose methods return a `RawResponse`."""

    def __init__(self, client: Opencode) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        if name == "request":
            return recorded(self._client, attrgetter(name))
        if isinstance(getattr(type(self._client), name, None), type):
            return RawResource(self._client, name)
        raise AttributeError(f"with_raw_response has the resources of a client, and none is named {name!r}", name=name)

    def __dir__(self) -> list[str]:
        kind = type(self._client)
        return ["request", *(name for name in dir(kind) if name[0] != "_" and isinstance(getattr(kind, name), type))]
