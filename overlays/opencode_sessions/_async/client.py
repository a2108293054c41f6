"""The client: one place that sends every call, and the resources that make them."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cached_property, partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, Self, TypeVar

import httpx

from opencode_sessions._async.session import AsyncSessionResource
from opencode_sessions.encoding import address, encode_body, query
from opencode_sessions.errors import OpencodeError, UndecodableAnswerError
from opencode_sessions.judging import judge, transport_error
from opencode_sessions.options import DEFAULT_MAX_RETRIES, resolve
from opencode_sessions.pools import AsyncPool
from opencode_sessions.retrying import FIRST_PAUSE, LONGEST_PAUSE, may_retry
from opencode_sessions_api.api import AsyncResources
from opencode_sessions_api.client import Request

if TYPE_CHECKING:
    from opencode_sessions._async.conversation import AsyncConversation
    from opencode_sessions._async.event import AsyncEventResource, AsyncGlobalResource
    from opencode_sessions._async.events import AsyncEvents
    from opencode_sessions.connections import AsyncLine
    from opencode_sessions.server import ServerProcess
    from opencode_sessions_api.models.health import Health

Answer = TypeVar("Answer")

LOGGER = logging.getLogger("opencode_sessions")

_KEEP: Any = object()


class AsyncOpencode(AsyncResources):
    """A client of one opencode server.

    Use it as a context manager, or `close()` it. Its methods may be called from several tasks or threads at once.

    Args:
        base_url: Where the server listens. Default: `OPENCODE_BASE_URL`, else `http://127.0.0.1:4096`.
        username: For HTTP basic. Default: `OPENCODE_SERVER_USERNAME`, else `opencode`.
        password: For HTTP basic. Default: `OPENCODE_SERVER_PASSWORD`; without one, no credentials are sent.
        directory: The directory to work in, as an absolute path of the server's machine. Default: the server's own.
        timeout: Seconds (or an `httpx.Timeout`) for operations that answer at once. Default: 60, and 5 to connect.
        turn_timeout: Seconds to wait for operations that answer when the model is done, such as `session.chat`.
            Default: as long as it takes.
        max_retries: How often a call that never reached the server is tried again (a GET: any broken one).
        http_client: An httpx client of your own, for proxies and certificates. It keeps its settings, and you
            close it.

    Raises:
        ValueError: The base URL is not an absolute http or https address.
    """

    def __init__(
        self,
        base_url: str | httpx.URL | None = None,
        *,
        username: str | None = None,
        password: str | None = None,
        directory: str | os.PathLike[str] | None = None,
        timeout: float | httpx.Timeout | None = None,
        turn_timeout: float | None = None,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        self._options = resolve(
            base_url=base_url,
            username=username,
            password=password,
            directory=directory,
            timeout=timeout,
            turn_timeout=turn_timeout,
            max_retries=max_retries,
            http_client=http_client,
        )
        self._pool = AsyncPool(self._options, http_client)
        self._extensions: Mapping[str, Any] | None = None
        self._owner: AsyncOpencode | None = None
        self._closed = False
        self._server: ServerProcess | None = None

    @classmethod
    async def launch(
        cls,
        directory: str | os.PathLike[str] = ".",
        *,
        program: str | os.PathLike[str] | None = None,
        env: Mapping[str, str] | None = None,
        log: str | os.PathLike[str] | None = None,
        start_timeout: float = 30.0,
        timeout: float | httpx.Timeout | None = None,
        turn_timeout: float | None = None,
        max_retries: int = DEFAULT_MAX_RETRIES,
    ) -> Self:
        """Start an `opencode` server of its own and connect to it; closing the client ends the server.

        It listens on loopback, on a free port, with a random password, and ends with this process however that ends.

        Args:
            directory: The project to work in.
            program: The `opencode` program. Default: `OPENCODE_BIN`, else the one on PATH.
            env: Environment variables for the server, beside those of this process.
            log: A file for the server's output. Default: a temporary one.
            start_timeout: Seconds to wait until it listens.
            timeout: As for the class.
            turn_timeout: As for the class.
            max_retries: As for the class.

        Raises:
            ProgramNotFoundError: There is no `opencode` program.
            ServerStartError: It ended, or did not listen in time; the error has its last lines.
        """
        from opencode_sessions._async.launch import launch_server, stop_server

        server = await launch_server(
            directory=directory, program=program, env=env, log=log, start_timeout=start_timeout
        )
        try:
            client = cls(
                server.url,
                username=server.username,
                password=server.password,
                directory=server.directory,
                timeout=timeout,
                turn_timeout=turn_timeout,
                max_retries=max_retries,
            )
        except BaseException:
            await stop_server(server)
            raise
        client._server = server
        return client

    @property
    def base_url(self) -> str:
        """Where the server listens, without credentials."""
        return self._options.base_url

    @property
    def directory(self) -> str | None:
        """The directory that calls work in; None for the server's own."""
        return self._options.directory

    @property
    def server(self) -> ServerProcess | None:
        """The server that `launch` started; None for a server that was there before."""
        return self._server

    @cached_property
    def session(self) -> AsyncSessionResource:
        """Sessions: create them, chat in them, read what was said."""
        return AsyncSessionResource(self)

    @cached_property
    def event(self) -> AsyncEventResource:
        """The events of a directory, as they happen."""
        from opencode_sessions._async.event import AsyncEventResource

        return AsyncEventResource(self)

    @cached_property
    def global_(self) -> AsyncGlobalResource:
        """The server as a whole: its health, and the events of all directories."""
        from opencode_sessions._async.event import AsyncGlobalResource

        return AsyncGlobalResource(self)

    def conversation(
        self,
        session_id: str | None = None,
        *,
        title: str | None = None,
        directory: str | os.PathLike[str] | None = None,
    ) -> AsyncConversation:
        """One session as something to talk to.

            conversation = client.conversation(title="Fix the parser")
            reply = await conversation.send("Why does test_parse fail?")

        Args:
            session_id: The session. Default: a new one, created when it is first needed.
            title: The title of a new session.
            directory: The directory to work in. Default: the client's.
        """
        from opencode_sessions._async.conversation import AsyncConversation

        place = None if directory is None else os.fspath(directory)
        return AsyncConversation(self, session_id, title=title, directory=place)

    async def health(self) -> Health:
        """Whether the server is well, and its version.

        `GET /global/health`, on servers from 1.1.11.
        """
        return await self.global_.health()

    async def server_version(self) -> str | None:
        """The version of the server, such as `1.18.33`; None when it is older than 1.1.11, and cannot tell.

        `GET /global/health`

        Raises:
            OpencodeError: The call failed, or there is no opencode server; its subclasses tell how.
        """
        from opencode_sessions._async.diagnosis import server_version

        return await server_version(self._call)

    def with_options(
        self,
        *,
        directory: str | os.PathLike[str] | None = _KEEP,
        timeout: float | httpx.Timeout | None = _KEEP,
        turn_timeout: float | None = _KEEP,
        max_retries: int = _KEEP,
    ) -> AsyncOpencode:
        """The same client with other settings, on the same connections. Close the first one; this needs no closing."""
        changes: dict[str, Any] = {}
        if directory is not _KEEP:
            changes["directory"] = None if directory is None else os.fspath(directory)
        if timeout is not _KEEP:
            changes["timeout"] = httpx.Timeout(timeout)
        if turn_timeout is not _KEEP:
            changes["turn_timeout"] = turn_timeout
        if max_retries is not _KEEP:
            changes["max_retries"] = max_retries
        client = object.__new__(type(self))
        client._options = self._options.changed(changes)
        client._extensions = self._extensions
        client._pool = self._pool
        client._owner = self._owner or self
        client._closed = False
        client._server = self._server
        return client

    @asynccontextmanager
    async def beside(self, line: AsyncLine) -> AsyncIterator[AsyncOpencode]:
        """The same client for a call beside others, which cutting its line ends."""
        client = self.with_options()
        client._pool = self._pool.beside()
        client._extensions = line.extensions
        try:
            yield client
        finally:
            if client._pool is not self._pool:
                await client._pool.close()

    async def send(self, request: Request[Answer], /) -> Answer:
        """Send one call and give its decoded answer: the one place where every operation passes.

        Raises:
            APIConnectionError: The server could not be reached, or the connection broke.
            APITimeoutError: It did not answer in time.
            APIStatusError: It answered with an error status.
            UnexpectedAnswerError: It answered with success, but not with what the operation promises.
            UnsupportedByServerError: It is too old, and has no such operation.
        """
        answer, _ = await self.receive(request)
        return answer

    async def receive(self, request: Request[Answer], /) -> tuple[Answer, httpx.Headers]:
        """Send one call and give its decoded answer with its headers.

        Raises:
            OpencodeError: As `send`.
        """
        try:
            response = await self._exchange(request)
            return judge(request, self._options.base_url, response), response.headers
        except OpencodeError as error:
            await self._look_into(request, error)
            raise

    def stream(self, request: Request[Answer], /) -> AsyncEvents[Answer]:
        """The events of an operation that streams them: connected when entered or iterated."""
        from opencode_sessions._async.events import AsyncEvents

        return AsyncEvents(self, request)

    async def open(self, request: Request[Any], /) -> httpx.Response:
        """Begin an operation that streams: its answer, of which nothing but the head has been read.

        Raises:
            OpencodeError: As `send`.
        """
        try:
            return await self._open(request)
        except OpencodeError as error:
            await self._look_into(request, error)
            raise

    async def _call(self, request: Request[Answer], /) -> Answer:
        """One call whose failure is not looked into."""
        return judge(request, self._options.base_url, await self._exchange(request))

    async def _open(self, request: Request[Any]) -> httpx.Response:
        response = await self._exchange(request, stream=True)
        if response.is_success and "text/event-stream" in response.headers.get("content-type", ""):
            return response
        try:
            await response.aread()
        finally:
            await response.aclose()
        judge(request, self._options.base_url, response)
        raise UndecodableAnswerError(
            f"{request.operation} answered with something else than events.", operation=request.operation
        )

    async def _look_into(self, request: Request[Any], error: OpencodeError) -> None:
        """Raise what says more about a failure than its error does, if anything does."""
        if request.since is None and not request.waits_for_model:
            return
        from opencode_sessions._async.diagnosis import look_into

        cause = await look_into(self._call, request, error)
        if cause is not error:
            raise cause from error

    async def _exchange(self, request: Request[Any], *, stream: bool = False) -> httpx.Response:
        if (self._owner or self)._closed:
            raise OpencodeError("This client is closed; make a new one.", operation=request.operation)
        try:
            return await self._retried(request, stream=stream)
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise transport_error(request, self._options.base_url, error) from error

    async def _retried(self, request: Request[Any], *, stream: bool) -> httpx.Response:
        try:
            return await self._attempt(request, stream=stream)
        except httpx.TransportError as error:
            if self._options.max_retries == 0 or not may_retry(request.method, error):
                raise
        # Only now: a call that succeeds at once, as nearly all do, pays nothing for this.
        import anyio
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_random_exponential

        retrying = AsyncRetrying(
            sleep=anyio.sleep,
            stop=stop_after_attempt(self._options.max_retries),
            wait=wait_random_exponential(multiplier=FIRST_PAUSE, max=LONGEST_PAUSE),
            retry=retry_if_exception(partial(may_retry, request.method)),
            reraise=True,
        )
        return await retrying(self._attempt, request, stream=stream)

    async def _attempt(self, request: Request[Any], *, stream: bool) -> httpx.Response:
        options = self._options
        started = perf_counter()
        outcome: object = "no answer"
        try:
            client = self._pool.client()
            given = query(request, options.directory)
            response = await client.send(
                client.build_request(
                    request.method,
                    address(options.base_url + request.path, given),
                    # Those of the user's own client would take the place of a query in the address.
                    params=given if client.params else None,
                    content=encode_body(request.body),
                    headers=None if request.body is None else {"Content-Type": "application/json"},
                    timeout=options.timeout_for(waits_for_model=request.waits_for_model, streams=stream),
                    extensions=None if self._extensions is None else dict(self._extensions),
                ),
                auth=options.auth or httpx.USE_CLIENT_DEFAULT,
                follow_redirects=False,
                stream=stream,
            )
            outcome = response.status_code
            return response
        finally:
            if LOGGER.isEnabledFor(logging.DEBUG):
                LOGGER.debug("%s %s %.1f ms", request.operation, outcome, (perf_counter() - started) * 1000)

    async def close(self) -> None:
        """Close the connections, and end the server if `launch` started it. An `http_client` of yours stays open."""
        if self._owner is not None or self._closed:
            return
        self._closed = True
        try:
            await self._pool.close()
        finally:
            if self._server is not None:
                from opencode_sessions._async.launch import stop_server

                await stop_server(self._server)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r}, directory={self.directory!r})"
