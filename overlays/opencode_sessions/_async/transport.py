"""The transport: every call goes through here, from a request as data to its decoded result or a typed error."""

from __future__ import annotations

import logging
import math
import os
from collections.abc import AsyncIterator, Mapping
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakValueDictionary

import httpx

from opencode_sessions._certificates import UnusableSettingError
from opencode_sessions._compat import GIVES_NO_REASON, may_be_other_api
from opencode_sessions._http import AsyncPool, Body, ConnectionReusedError, encode_body, query_parameters, url
from opencode_sessions._options import OPTIONS_EXTENSION
from opencode_sessions._response import (
    AGENT_GOES_ON,
    compressed_events,
    connection_error,
    no_server,
    not_events,
    parse_response,
    remove_credentials,
    too_large,
    unusable_proxy,
    unusable_setting,
)
from opencode_sessions._retry import backoff, is_gone_soon, may_retry
from opencode_sessions.errors import ClientClosedError, OpencodeError
from opencode_sessions_api.client import NOT_GIVEN, Request

if TYPE_CHECKING:
    from opencode_sessions._async.event import AsyncEvents
    from opencode_sessions._async.event_hub import AsyncEventHubs
    from opencode_sessions._concurrency import AsyncInterrupt, AsyncMailbox
    from opencode_sessions._options import Options
    from opencode_sessions._prompt import PromptKey
    from opencode_sessions.server.errors import ServerExit
    from opencode_sessions.server.process import ServerProcess
    from opencode_sessions.server.shared import SharedServer
    from opencode_sessions_api.client import CallTimeout

Result = TypeVar("Result")

LOGGER = logging.getLogger("opencode_sessions")

#: Seconds between two looks at a launched server; until one that closed its connections is dead; and until its end is
#: known.
_LOOK_AGAIN = 0.02
_UNTIL_DEAD = 0.1
_UNTIL_KNOWN = 2.0


class AsyncTransport:
    """Sends requests and opens event streams: credentials, directory, time limits, retries, logging, typed errors.

    Args:
        options: The settings of the client.
        shared: A transport with other settings, to share connections with.
        http_client: The user's own HTTP client.
        server: The server that was launched, or is shared: nothing is sent to its port when it is dead, and `close`
            ends its use.
    """

    def __init__(
        self,
        options: Options,
        *,
        shared: AsyncTransport | None = None,
        http_client: httpx.AsyncClient | None = None,
        server: ServerProcess | SharedServer | None = None,
    ) -> None:
        self.options = options
        self.server: ServerProcess | SharedServer | None = server if shared is None else shared.server
        self._is_shared = shared is not None
        self._pool: AsyncPool = AsyncPool(options, http_client) if shared is None else shared._pool
        self._hubs: list[AsyncEventHubs] = [] if shared is None else shared._hubs
        #: The directories of sessions that were asked for, which never change.
        self.directories: dict[str, str | None] = {} if shared is None else shared.directories
        #: By event loop and session: the token of whoever has its turn there.
        self.tokens: WeakValueDictionary[Any, AsyncMailbox[None]] = (
            WeakValueDictionary() if shared is None else shared.tokens
        )
        #: By session: the prompt that was last sent without waiting for its turn, and when it was sent.
        self.sent_prompts: dict[str, tuple[PromptKey, float]] = {} if shared is None else shared.sent_prompts
        #: The version of the server, when it was asked for; None for one that cannot tell.
        self.versions: list[str | None] = [] if shared is None else shared.versions

    async def send(self, request: Request[Result], /, interrupt: AsyncInterrupt | None = None) -> Result:
        """Send a request and decode its response; diagnose the error when it fails.

        Args:
            request: The request.
            interrupt: Can end the call from outside, which then has a connection of its own.

        Raises:
            NotSentError: No connection could be opened.
            ConnectionLostError: The connection broke.
            APITimeoutError: There was no response in time.
            APIStatusError: The response has an error status.
            UnexpectedResponseError: The response is a success, but not what the operation promises.
            UnsupportedByServerError: The server is too old for the operation.
        """
        result, _ = await self.send_with_headers(request, interrupt)
        return result

    async def send_with_headers(
        self, request: Request[Result], interrupt: AsyncInterrupt | None = None
    ) -> tuple[Result, httpx.Headers]:
        """Send a request and decode its response, with its headers.

        Raises:
            OpencodeError: As `send`.
        """
        exchange = self._exchange_with_model if request.waits_for_model else self._exchange
        try:
            response, content = await exchange(request, interrupt)
            return parse_response(request, self.options.base_url, response, content), response.headers
        except OpencodeError as error:
            failure = error
        # Outside of the block: an error that says more takes the place of the first one.
        raise await self._diagnosed(request, failure)

    async def send_undiagnosed(self, request: Request[Result], /) -> Result:
        """Send a request and decode its response.

        Raises:
            OpencodeError: As `send`, without a diagnosis.
        """
        response, content = await self._exchange(request, None)
        return parse_response(request, self.options.base_url, response, content)

    def stream(self, request: Request[Result], /) -> AsyncEvents[Result]:
        """Return the events of an operation that streams them: connected when entered or iterated."""
        from opencode_sessions._async.event import AsyncEvents

        return AsyncEvents(self, request)

    async def open(self, request: Request[Any], interrupt: AsyncInterrupt, idle_seconds: float) -> httpx.Response:
        """Open an event stream once: a response of which only the head has been read.

        Args:
            request: An operation that streams.
            interrupt: Can end the call from outside.
            idle_seconds: The longest time without a byte.

        Raises:
            OpencodeError: As `send`.
        """
        try:
            response = await self._attempt(request, interrupt, self.options.timeout_to_read(idle_seconds))
            if response.is_success and "text/event-stream" in response.headers.get("content-type", ""):
                if response.headers.get("content-encoding", "identity") == "identity":
                    return response
                await response.aclose()
                raise compressed_events(request, self.options.base_url, response)
            content = await self._read(request, response)
            parse_response(request, self.options.base_url, response, content)
            failure: OpencodeError = not_events(request, self.options.base_url, response)
        except OpencodeError as error:
            failure = error
        raise await self._diagnosed(request, failure)

    async def chunks(self, request: Request[Any], response: httpx.Response) -> AsyncIterator[bytes]:
        """Yield the bytes of an event stream as they come.

        Raises:
            APIConnectionError: The connection broke, or nothing came for too long.
        """
        try:
            async for chunk in response.aiter_raw():
                yield chunk
        except (httpx.TransportError, httpx.StreamError) as cause:
            raise await self._broken(request, cause) from cause

    async def _exchange(self, request: Request[Any], interrupt: AsyncInterrupt | None) -> tuple[httpx.Response, bytes]:
        """Send a request, again where that is safe, and return the response of any status with its body."""
        retries = self.options.max_retries
        attempt = 0
        while True:
            attempt += 1
            try:
                response = await self._attempt(request, interrupt, None)
                content = await self._read(request, response)
                if (
                    response.is_success
                    or attempt > retries
                    or not is_gone_soon(request.method, response.status_code, content)
                ):
                    return response, content
                failure = f"a transient {response.status_code}"
            except OpencodeError as error:
                if attempt > retries or not may_retry(request.method, error):
                    raise
                failure = type(error).__name__
            await _back_off(request, attempt, failure)

    async def _exchange_with_model(
        self, request: Request[Any], interrupt: AsyncInterrupt | None
    ) -> tuple[httpx.Response, bytes]:
        """Do as `_exchange`, for a call that may take as long as it likes: closing the client ends it."""
        from opencode_sessions._concurrency import AsyncInterrupt

        interrupt = interrupt or AsyncInterrupt()
        self._pool.calls.add(interrupt)
        try:
            return await self._exchange(request, interrupt)
        finally:
            self._pool.calls.discard(interrupt)

    async def _attempt(
        self, request: Request[Any], interrupt: AsyncInterrupt | None, timeout: httpx.Timeout | None
    ) -> httpx.Response:
        """Send a request once, and return the head of its response."""
        extra_headers = request.extra_headers
        options = self.options if extra_headers is None else self.options.with_headers(extra_headers)
        started = perf_counter()
        outcome: object = "no response"
        try:
            while True:
                if self._pool.is_closed:
                    raise ClientClosedError("This client is closed; make a new one.", operation=request.operation)
                if self.server is not None and not self.server.alive:
                    await self._until_restarted(request, self.server)
                    continue
                if options.proxy is not None and options.proxy.fault is not None:
                    raise unusable_proxy(request, options.base_url, options.proxy)
                client = await self._pool.client(interruptible=interrupt is not None)
                parameters = query_parameters(request, options.directory)
                prepared = client.build_request(
                    request.method,
                    url(options.base_url + request.path, parameters, request.query),
                    # Those of the user's own client would take the place of a query in the address.
                    params=parameters if client.params else None,
                    content=(content := encode_body(request.body) if request.content is None else request.content),
                    headers=options.default_headers | _headers(request, options, streams=timeout is not None),
                    timeout=timeout or options.timeout_for(request),
                    extensions={OPTIONS_EXTENSION: options, **({} if interrupt is None else interrupt.extensions)},
                )
                if content is not None:
                    prepared.stream = Body(content)
                try:
                    response = await client.send(prepared, auth=options.auth, follow_redirects=False, stream=True)
                except ConnectionReusedError:
                    continue
                if self._pool.is_closed:
                    # It was connecting while the client was closed, which httpx does not end.
                    await _hang_up(response)
                    raise _closed_meanwhile(request)
                outcome = response.status_code
                if request.waits_for_model:
                    # The response may take its time to begin, not to arrive.
                    prepared.extensions["timeout"]["read"] = options.seconds_for_body(request)
                return response
        except (httpx.TransportError, httpx.DecodingError) as cause:
            raise await self._broken(request, cause) from cause
        except UnusableSettingError as fault:
            raise unusable_setting(request, options.base_url, fault) from None
        except RuntimeError as cause:
            # httpx says so when another thread or task closed the client meanwhile.
            if not self._pool.is_closed:
                raise
            raise _closed_meanwhile(request) from cause
        finally:
            if LOGGER.isEnabledFor(logging.DEBUG):
                LOGGER.debug("%s %s %.1f ms", request.operation, outcome, (perf_counter() - started) * 1000)

    async def _read(self, request: Request[Any], response: httpx.Response) -> bytes:
        """Read the body of a response, within the limits of time and size."""
        options = self.options
        seconds = options.seconds_for_body(request)
        # The connections of the user's own HTTP client know nothing of the time for the whole response.
        end = math.inf if seconds is None else monotonic() + seconds
        chunks: list[bytes] = []
        size = 0
        try:
            async for chunk in response.aiter_bytes():
                chunks.append(chunk)
                size += len(chunk)
                if size > options.max_response_bytes:
                    raise too_large(request, options.base_url, options.max_response_bytes)
                if monotonic() > end:
                    raise httpx.ReadTimeout("the response is too slow", request=response.request)
        except (httpx.TransportError, httpx.DecodingError, httpx.StreamError) as cause:
            raise await self._broken(request, cause) from cause
        finally:
            await response.aclose()
            if self._pool.is_closed:
                await _hang_up(response)
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    async def _until_restarted(self, request: Request[Any], server: ServerProcess | SharedServer) -> None:
        """Wait until a launched server listens again, for as long as connecting may take.

        Raises:
            NotSentError: It does not in time, or it is dead for good.
        """
        import anyio

        connect = self.options.timeout_for(request).connect
        end = math.inf if connect is None else monotonic() + connect
        while not server.alive and not self._pool.is_closed:
            server_exit = server.exit
            if monotonic() > end or (server_exit is not None and not server_exit.is_restarted):
                raise no_server(request, self.options.base_url, server_exit)
            await anyio.sleep(_LOOK_AGAIN)

    async def _end_of_server(self) -> ServerExit | None:
        """Return the end of the launched server, if that is why a connection broke."""
        server = self.server
        if server is None:
            return None
        import anyio

        # It takes a moment until a process that closes its connections has ended, and until that is known.
        began = monotonic()
        while server.exit is None:
            if monotonic() >= began + (_UNTIL_DEAD if server.alive else _UNTIL_KNOWN):
                break
            await anyio.sleep(_LOOK_AGAIN)
        return server.exit

    @property
    def last_exit(self) -> ServerExit | None:
        """The last end of the launched server that nobody asked for, also after it was started again."""
        return None if self.server is None else self.server.last_exit

    async def _broken(
        self, request: Request[Any], cause: httpx.TransportError | httpx.DecodingError | httpx.StreamError
    ) -> OpencodeError:
        """Return the error of a call whose connection failed."""
        if not self._pool.is_closed:
            return connection_error(request, self.options.base_url, cause, await self._end_of_server())
        if isinstance(cause, httpx.RequestError):
            remove_credentials(cause, request, self.options.base_url)
        return _closed_meanwhile(request)

    async def _diagnosed(self, request: Request[Any], error: OpencodeError) -> OpencodeError:
        """Return the error that says more than this one, or the same one."""
        may_be_explained = may_be_other_api(error) or isinstance(error, GIVES_NO_REASON)
        if request.since is None and not request.waits_for_model and not may_be_explained:
            return error
        from opencode_sessions._async.diagnosis import diagnose

        asked = self if request.extra_headers is None else self.with_headers(request.extra_headers)
        diagnosed = await diagnose(asked.send_undiagnosed, request, error, asked.options)
        if diagnosed is not error:
            diagnosed.__cause__ = error
        return diagnosed

    async def server_version(self) -> str | None:
        """Return the version of the server; None when it is older than 1.1.11, and cannot tell."""
        from opencode_sessions._async.diagnosis import server_version

        return await server_version(self.send_undiagnosed)

    @property
    def hubs(self) -> AsyncEventHubs:
        """The event hubs, made when somebody first listens."""
        if not self._hubs or self._hubs[0].process != os.getpid():
            from opencode_sessions._async.event_hub import AsyncEventHubs

            self._hubs[:] = [AsyncEventHubs()]
        return self._hubs[0]

    def with_options(self, options: Options) -> AsyncTransport:
        """Return a transport with other settings, on the same connections."""
        return AsyncTransport(options, shared=self)

    def with_headers(self, extra_headers: Mapping[str, str]) -> AsyncTransport:
        """Return a transport that sends further headers with every request, on the same connections.

        Raises:
            TypeError: They are no mapping of strings to strings.
            ValueError: A name or a value cannot be sent.
        """
        return AsyncTransport(self.options.with_headers(extra_headers), shared=self)

    def for_call(self, timeout: CallTimeout, extra_headers: Mapping[str, str] | None) -> AsyncTransport:
        """Return a transport that sends every request with the options of one call, on the same connections.

        Raises:
            TypeError: An option is of the wrong type.
            ValueError: The timeout is negative, or a header cannot be sent.
        """
        transport = self if extra_headers is None else self.with_headers(extra_headers)
        return transport if timeout is NOT_GIVEN else transport.with_options(transport.options.changed(timeout=timeout))

    async def close(self) -> None:
        """Close the connections and end the use of the server; do nothing if they are another transport's."""
        if self._is_shared:
            return
        try:
            await self._close_connections()
        finally:
            if self.server is not None:
                from opencode_sessions._async.launch import leave_server

                await leave_server(self.server)

    async def _close_connections(self) -> None:
        try:
            for hubs in self._hubs:
                await hubs.close()
        finally:
            await self._pool.close()


async def _hang_up(response: httpx.Response) -> None:
    """Close the connection of a response, which a closed pool does not do any more."""
    await response.aclose()
    stream = response.extensions.get("network_stream")
    if stream is not None:
        await stream.aclose()


def _closed_meanwhile(request: Request[Any]) -> ClientClosedError:
    after = f" {AGENT_GOES_ON}" if request.waits_for_model else ""
    return ClientClosedError(f"The client was closed during the call.{after}", operation=request.operation)


async def _back_off(request: Request[Any], attempt: int, failure: str) -> None:
    # Imported here: a call that succeeds at once needs no event loop library.
    import anyio

    seconds = backoff(attempt)
    LOGGER.info("%s attempt %d: %s; trying again in %.2f s", request.operation, attempt, failure, seconds)
    await anyio.sleep(seconds)


def _headers(request: Request[Any], options: Options, *, streams: bool) -> dict[str, str]:
    # In lower case, as those of the client, whose place they take.
    headers = {} if request.body is None else {"content-type": "application/json"}
    if request.headers is not None:
        headers.update(request.headers)
        if "cookie" in headers and "cookie" in options.default_headers:
            headers["cookie"] = f"{options.default_headers['cookie']}; {headers['cookie']}"
    if streams:
        # Compression would hold events back.
        headers |= {"accept": "text/event-stream", "accept-encoding": "identity", "cache-control": "no-store"}
    return headers
