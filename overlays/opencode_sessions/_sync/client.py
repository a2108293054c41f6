# Derived from _async/client.py by `make derive`: edit that file instead.
"""The client: its settings, its resources, and what it closes."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from copy import copy
from types import UnionType
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

import httpx

from opencode_sessions._models import ModelInfo, chosen_model, offered_models
from opencode_sessions._options import (
    DEFAULT_MAX_RESPONSE_BYTES,
    DEFAULT_MAX_RETRIES,
    NOT_GIVEN,
    RECONNECT_SECONDS,
    START_SECONDS,
    NotGiven,
    WhenBusy,
    busy_seconds,
    directory_text,
    resolve,
)
from opencode_sessions._sync.session import SessionResource
from opencode_sessions._sync.transport import Transport
from opencode_sessions_api.api import Resources
from opencode_sessions_api.client import CallTimeout, resource

if TYPE_CHECKING:
    import ssl

    from opencode_sessions._events import WatchedEvent
    from opencode_sessions._options import Reconnect
    from opencode_sessions._sync.conversation import Conversation
    from opencode_sessions._sync.event import EventResource, Events, GlobalResource
    from opencode_sessions._sync.inbox import Inbox
    from opencode_sessions._sync.launch import LaunchedServer
    from opencode_sessions._sync.raw_response import RawResponses
    from opencode_sessions._sync.tool import ToolResource
    from opencode_sessions._sync.worktree import WorktreeResource
    from opencode_sessions.aliases import ModelLike, OnPermission, OnQuestion
    from opencode_sessions.server.errors import ServerExit
    from opencode_sessions.server.shared import SharedServer
    from opencode_sessions_api.models import SessionLike
    from opencode_sessions_api.models.health import Health

__all__ = ["Opencode"]

Result = TypeVar("Result")


class Opencode(Resources):
    """A client of one opencode server.

    Use it as a context manager, or `close()` it. Its methods may be called from several tasks or threads at once.

    Args:
        base_url: The address of the server. Default: `OPENCODE_BASE_URL`, else `http://127.0.0.1:4096`.
        username: For HTTP basic. Default: `OPENCODE_SERVER_USERNAME`, else `opencode`.
        password: For HTTP basic. Default: that of the address, else `OPENCODE_SERVER_PASSWORD`; without one, no
            credentials are sent. An empty one means none, whatever the address and the environment say.
        directory: The directory to work in, as a path of the server's machine. A relative one is relative to the
            current directory of this process. Default: the server's own.
        default_headers: Headers for every request, in addition to those of the client. An `Authorization` among them
            takes the place of a password in the environment, but not of `password`.
        proxy: The address of a proxy for all connections (http, https, or with `pip install "httpx[socks]"` socks5).
            Default: the one that the environment names, but none for a server on this machine.
        verify: How the server's certificate is verified: against the authorities in a file or a directory, with an
            `ssl.SSLContext`, or, with False, not at all. Default: as httpx does.
        timeout: Seconds (or an `httpx.Timeout`) for operations that respond at once: for the response as a whole, and
            each for itself for connecting and sending; None for no limit. Default: 60, and 5 to connect.
        turn_timeout: Seconds to wait for operations that respond when the model is done, such as `session.chat`.
            Default: as long as it takes.
        max_retries: How often a call that never reached the server is tried again (a GET: one whose connection broke,
            too), with a growing wait before each.
        max_response_bytes: The largest response, or event, to accept, in bytes. Default: 1 GiB.
        http_client: An httpx client of your own. It keeps its settings, `proxy` and `verify` among them, and its
            credentials unless you pass a password. You close it.

    Raises:
        TypeError: An argument is of the wrong type.
        ValueError: An address is not absolute, a number is negative, a header cannot be sent, the certificates cannot
            be read, or `proxy` or `verify` is combined with `http_client`.
    """

    def __init__(
        self,
        base_url: str | httpx.URL | None = None,
        *,
        username: str | None = None,
        password: str | None = None,
        directory: str | os.PathLike[str] | None = None,
        default_headers: Mapping[str, str] | None = None,
        proxy: str | httpx.URL | None = None,
        verify: ssl.SSLContext | str | os.PathLike[str] | bool = True,
        timeout: float | httpx.Timeout | NotGiven | None = NOT_GIVEN,
        turn_timeout: float | None = None,
        max_retries: int = DEFAULT_MAX_RETRIES,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        http_client: httpx.Client | None = None,
    ) -> None:
        options = resolve(
            base_url=base_url,
            username=username,
            password=password,
            directory=directory,
            default_headers=default_headers,
            proxy=proxy,
            verify=verify,
            timeout=timeout,
            turn_timeout=turn_timeout,
            max_retries=max_retries,
            max_response_bytes=max_response_bytes,
            http_client=http_client,
        )
        self._transport = Transport(options, http_client=http_client)

    @classmethod
    def launch(
        cls,
        directory: str | os.PathLike[str] = ".",
        *,
        program: str | os.PathLike[str] | None = None,
        port: int | None = None,
        hostname: str = "127.0.0.1",
        config: Mapping[str, Any] | None = None,
        env: Mapping[str, str] | None = None,
        log: str | os.PathLike[str] | None = None,
        restart: bool = False,
        on_exit: Callable[[ServerExit], object] | None = None,
        start_timeout: float = START_SECONDS,
        timeout: float | httpx.Timeout | NotGiven | None = NOT_GIVEN,
        turn_timeout: float | None = None,
        max_retries: int = DEFAULT_MAX_RETRIES,
    ) -> Self:
        """Start an `opencode` server and connect to it; closing the client stops the server.

        It listens on loopback, on a free port, with a random password, and ends with this process, however that ends.

        Args:
            directory: The project to work in.
            program: The `opencode` program. Default: `OPENCODE_BIN`, else the one on PATH.
            port: The port to listen on. Default: a free one, but never 4096.
            hostname: The address to listen on. Default: loopback, which only this machine reaches.
            config: Settings, as in `opencode.json`, merged over those of the user and of the project. Servers from
                1.0.0 read them.
            env: Environment variables for the server, in addition to those of this process.
            log: A file for the server's output. Default: a temporary one.
            restart: Start the server again when it dies, on the same port; but not if it dies more than five times in a
                minute. Calls wait meanwhile, as long as they may take to connect.
            on_exit: Called with a `ServerExit` when the server ended without being asked to. It is called in another
                thread, so that it cannot be a coroutine function.
            start_timeout: Seconds to wait until it listens.
            timeout: As for the class.
            turn_timeout: As for the class.
            max_retries: As for the class.

        Raises:
            ProgramNotFoundError: There is no `opencode` program.
            ServerStartError: It ended, or did not listen in time; the error has its last lines.
            TypeError: An argument is of the wrong type.
            ValueError: An argument is out of range.
        """
        from opencode_sessions._sync.launch import LaunchedServer, wait_until_started
        from opencode_sessions.server.program import find_program

        server = LaunchedServer(
            find_program(program),
            directory=directory,
            port=port,
            hostname=hostname,
            config=config,
            env=env,
            log=log,
            restart=restart,
            on_exit=on_exit,
            start_timeout=start_timeout,
        )
        wait_until_started(server, start_timeout)
        return cls._of_server(server, timeout=timeout, turn_timeout=turn_timeout, max_retries=max_retries)

    @classmethod
    def connect_or_launch(
        cls,
        directory: str | os.PathLike[str] = ".",
        *,
        program: str | os.PathLike[str] | None = None,
        config: Mapping[str, Any] | None = None,
        env: Mapping[str, str] | None = None,
        start_timeout: float = START_SECONDS,
        timeout: float | httpx.Timeout | NotGiven | None = NOT_GIVEN,
        turn_timeout: float | None = None,
        max_retries: int = DEFAULT_MAX_RETRIES,
    ) -> Self:
        """Connect to the server that this user's programs share for a directory; start it if there is none.

        Programs that call this with the same directory, program, settings and variables use one server. It ends when
        the last of their clients is closed, or the last of these programs has ended.

        Args:
            directory: The project to work in.
            program: As for `launch`.
            config: As for `launch`.
            env: As for `launch`.
            start_timeout: Seconds to wait until it listens.
            timeout: As for the class.
            turn_timeout: As for the class.
            max_retries: As for the class.

        Raises:
            ProgramNotFoundError: There is no `opencode` program.
            ServerStartError: It could not be started, or its address and password cannot be stored privately.
            TypeError: An argument is of the wrong type.
            ValueError: An argument is out of range.
        """
        from opencode_sessions._sync.launch import connect_shared

        server = connect_shared(
            directory=directory, program=program, config=config, env=env, start_timeout=start_timeout
        )
        return cls._of_server(server, timeout=timeout, turn_timeout=turn_timeout, max_retries=max_retries)

    @classmethod
    def _of_server(
        cls,
        server: LaunchedServer | SharedServer,
        *,
        timeout: float | httpx.Timeout | NotGiven | None,
        turn_timeout: float | None,
        max_retries: int,
    ) -> Self:
        """Return the client of a server, which is stopped, or no longer used, when the client is closed."""
        from opencode_sessions._sync.launch import leave_server

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
            return client._with_transport(Transport(client._transport.options, server=server))
        except BaseException:
            leave_server(server)
            raise

    @property
    def base_url(self) -> str:
        """The address of the server, without credentials."""
        return self._transport.options.base_url

    @property
    def directory(self) -> str | None:
        """The directory that calls work in; None for the server's own."""
        return self._transport.options.directory

    @property
    def server(self) -> LaunchedServer | None:
        """The server that `launch` started; None for one that was there before, or that others may use, too."""
        server = self._transport.server
        if server is None:
            return None
        from opencode_sessions._sync.launch import LaunchedServer

        return server if isinstance(server, LaunchedServer) else None

    @resource
    def session(self) -> type[SessionResource]:
        """Sessions: create them, chat in them, read their messages."""
        return SessionResource

    @resource
    def event(self) -> type[EventResource]:
        """The events of a directory, as they happen."""
        from opencode_sessions._sync.event import EventResource

        return EventResource

    @resource
    def global_(self) -> type[GlobalResource]:
        """The server as a whole: its health, and the events of all directories."""
        from opencode_sessions._sync.event import GlobalResource

        return GlobalResource

    @resource
    def tool(self) -> type[ToolResource]:
        """The tools that the agent may use."""
        from opencode_sessions._sync.tool import ToolResource

        return ToolResource

    @resource
    def worktree(self) -> type[WorktreeResource]:
        """Git worktrees of the project, on branches of their own."""
        from opencode_sessions._sync.worktree import WorktreeResource

        return WorktreeResource

    def conversation(
        self,
        session_id: SessionLike | None = None,
        *,
        title: str | None = None,
        model: ModelLike | None = None,
        directory: str | os.PathLike[str] | None = None,
        when_busy: WhenBusy = "wait",
    ) -> Conversation:
        """Talk in one session, new or not.

            conversation = client.conversation(title="Fix the parser")
            reply = conversation.send("Why does test_parse fail?")

        Args:
            session_id: The session. Default: a new one, created when it is first needed.
            title: The title of a new session.
            model: The model for prompts that name none, as for `session.chat`. Default: the agent's or the server's.
            directory: The directory to work in. Default: the client's.
            when_busy: A prompt to a session that is at work waits for its turn (`"wait"`), raises a `SessionBusyError`
                (`"raise"`), or waits for so many seconds and raises then. Without that the server gives one answer to
                both prompts.

        Raises:
            TypeError: An argument is of the wrong type.
            ValueError: `when_busy` is none of these, or the session or the model is empty.
        """
        from opencode_sessions._sync.conversation import Conversation

        return Conversation(
            self,
            None if session_id is None else self.session._identify(session_id),
            title=title,
            model=chosen_model(model),
            directory=None if directory is None else directory_text(directory),
            busy_seconds=busy_seconds(when_busy),
        )

    def watch(
        self,
        *,
        types: Collection[str] | None = None,
        session_id: SessionLike | None = None,
        reconnect: Reconnect = RECONNECT_SECONDS,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Events[WatchedEvent]:
        """Listen to the events of all directories, from the moment on at which the `with` block is entered.

        `GET /global/event`; on servers before 1.1.11 `GET /event`, the events of the client's directory

            with client.watch(types={"session.idle"}) as events:
                for item in events:
                    print(item.session_id, item.directory, item.event.type)

        All who watch share one connection. A lost one is opened again, and a further `server.connected` marks the gap.
        `sync` payloads are left out: each repeats another event.

        Args:
            types: Only events of these types, such as `session.idle`. One that the SDK does not know is logged, and
                listened for: a newer server may send it.
            session_id: Only events about this session.
            reconnect: Seconds after which a lost connection is given up, or `"forever"`.
            timeout: As for `event.subscribe`.
            extra_headers: As for `event.subscribe`.

        Raises:
            ValueError: A type is none, or misspelled; the error has suggestions.

        Raises (when it connects, which iterating does too):
            APIConnectionError: The server cannot be reached, or has been out of reach for too long.
            APIStatusError: It refuses, for example for a wrong password.
        """
        from opencode_sessions._sync.event import Watcher

        return Watcher(
            self._transport,
            types=types,
            session_id=session_id,
            reconnect=reconnect,
            timeout=timeout,
            extra_headers=extra_headers,
        )

    def inbox(
        self,
        *,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        directories: Collection[str | os.PathLike[str]] | None = None,
        reconnect: Reconnect = RECONNECT_SECONDS,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Inbox:
        """Collect the permissions and questions of all directories that wait for an answer, and answer them.

        `GET /global/event`, `GET /permission` and `GET /question`

            with client.inbox() as inbox:
                for request in inbox:
                    inbox.reply(request, "once" if isinstance(request, PermissionRequest) else "reject")

        Those that were asked before, or during a gap of the connection, are among them. One that somebody else answers,
        or whose turn ends, leaves the inbox.

        Args:
            on_permission: Decides on permissions, as for `session.stream`; in the background, from the moment on at
                which the block is entered. Iterating then gives no permissions.
            on_question: Answers questions, likewise.
            directories: The directories in which to look for requests that were asked before. Default: those of all
                sessions in which something happened in the last seven days (on servers before 1.2.11: of the client's
                directory). New requests come from everywhere.
            reconnect: Seconds after which a lost connection is given up, or `"forever"`.
            timeout: Seconds to connect and for the first event, as for `event.subscribe`, and for each of the inbox's
                other calls, at most 5. Default: the client's `timeout`, likewise.
            extra_headers: Headers for each of its calls.

        Returns:
            The inbox, for a `with` block; entering it raises connection errors.
        """
        from opencode_sessions._sync.inbox import Inbox

        return Inbox(
            self,
            on_permission=on_permission,
            on_question=on_question,
            directories=directories,
            reconnect=reconnect,
            timeout=timeout,
            extra_headers=extra_headers,
        )

    @overload
    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        cast_to: type[Result],
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Result: ...

    @overload
    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        cast_to: None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> None: ...

    @overload
    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        cast_to: UnionType | NotGiven = NOT_GIVEN,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Any: ...

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        cast_to: Any = NOT_GIVEN,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Call an operation that has no method here, with everything that a method does: credentials, retries, errors.

            workspaces = client.request("GET", "/experimental/workspace")
            session = client.request("GET", f"/session/{session_id}", cast_to=Session)

        Args:
            method: The HTTP method. A GET is sent again if its connection breaks, everything else only if none could be
                opened.
            path: The path on this server, with a `/` at the beginning. Identifiers in it have to be quoted, e.g. by
                `urllib.parse.quote(identifier, safe="")`.
            params: The query. It gets the client's directory unless it has one of its own; with None as `directory`
                none is sent.
            json: The body: JSON, or objects of this SDK. Default: no body.
            cast_to: The type of the result: a class of this SDK such as `Session`, a union such as `Part`, an attrs
                class of yours, `str`, `int`, `float`, `bool`, or a `list[…]`, `dict[str, …]` or `… | None` of these;
                `bytes` for the body as it is; None to ignore it. `str` also takes a body of text. Default: the JSON as
                it is.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's `timeout`,
                also if the operation waits for the model.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Raises:
            TypeError: An argument is of the wrong type, or the result cannot be of this type.
            ValueError: The path leads to another server or to a stream of events, has a query, or cannot be sent.
            UnexpectedResponseError: The response is a success, but not of this type; or a web page.
            OpencodeError: The call failed; the subclass says how.
        """
        from opencode_sessions._raw_call import raw_request

        return self._transport.send(
            raw_request(
                method,
                path,
                params=params,
                json=json,
                cast_to=cast_to,
                timeout=timeout,
                extra_headers=extra_headers,
            )
        )

    @property
    def with_raw_response(self) -> RawResponses:
        """The same resources; their methods return a `RawResponse`: status, headers and body, and the result.

            response = client.with_raw_response.session.get(session.id)
            print(response.status_code, response.headers["content-type"], response.parsed.title)

        If a method makes several calls, it is the response of the last one. Methods that stream, follow events, or give
        items one by one raise a TypeError: they have no single response.
        """
        from opencode_sessions._sync.raw_response import RawResponses

        return RawResponses(self)

    def health(self, *, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None) -> Health:
        """Ask the server for its health and its version.

        `GET /global/health`, on servers from 1.1.11.

        Args:
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.
        """
        return self.global_.health(timeout=timeout, extra_headers=extra_headers)

    def models(
        self, *, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None
    ) -> list[ModelInfo]:
        """List the models that prompts can name, with their limits and prices.

        `GET /config/providers` and `GET /config`

        A prompt without `model=` takes the model of its agent; if that has none, the one that its session used last;
        in a new session, the one whose `is_prompt_default` is true.

        Args:
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.
        """
        offered = self.config.providers(timeout=timeout, extra_headers=extra_headers)
        settings = self.config.get(timeout=timeout, extra_headers=extra_headers)
        return offered_models(offered, settings)

    def server_version(self) -> str | None:
        """Ask the server for its version, such as `1.18.33`; None when it is older than 1.1.11, and cannot tell.

        `GET /global/health`

        Raises:
            UnsupportedByServerError: It is OpenCode 2.x, which has another API.
            OpencodeError: The call failed, or there is no opencode server; the subclass says how.
        """
        return self._transport.server_version()

    def with_options(
        self,
        *,
        directory: str | os.PathLike[str] | NotGiven | None = NOT_GIVEN,
        default_headers: Mapping[str, str] | NotGiven | None = NOT_GIVEN,
        timeout: float | httpx.Timeout | NotGiven | None = NOT_GIVEN,
        turn_timeout: float | NotGiven | None = NOT_GIVEN,
        max_retries: int | NotGiven = NOT_GIVEN,
    ) -> Self:
        """Return a client with other settings, on the same connections. Close the first one; this needs no closing.

        Args:
            directory: The directory to work in, as an absolute path of the server's machine; None for the server's own.
            default_headers: Headers for every request, in place of those of the first client; None for none.
            timeout: Seconds (or an `httpx.Timeout`) for operations that respond at once; None for no limit.
            turn_timeout: Seconds to wait for operations that respond when the model is done; None for no limit.
            max_retries: How often a call that never reached the server is tried again.

        Raises:
            TypeError: An argument is of the wrong type.
            ValueError: A number is negative, or a header cannot be sent.
        """
        options = self._transport.options.changed(
            directory=directory,
            default_headers=default_headers,
            timeout=timeout,
            turn_timeout=turn_timeout,
            max_retries=max_retries,
        )
        return self._with_transport(self._transport.with_options(options))

    def _with_transport(self, transport: Transport) -> Self:
        """Return a copy of this client that sends through another transport."""
        client = copy(self)
        client._transport = transport
        return client

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy takes over: everything but the resources, which send through the client they belong to."""
        kind = type(self)
        return {
            name: value for name, value in vars(self).copy().items() if not isinstance(getattr(kind, name, None), type)
        }

    def close(self) -> None:
        """Close the connections, and stop the server if `launch` started it. An `http_client` of yours stays open.

        A server of `connect_or_launch` ends when nobody uses it any more.
        """
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r}, directory={self.directory!r})"
