"""A fake opencode server for tests: in memory, and without a program."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import httpx

from opencode_sessions.testing.fake.agent import Prompt, Said, ToolError
from opencode_sessions.testing.fake.server import FakeOptions, ServerState, Tool
from opencode_sessions.testing.fake.transports import AsyncFakeTransport, FakePort, FakeTransport
from opencode_sessions.testing.model_script import ModelScript
from opencode_sessions.testing.permissions import PermissionSetting
from opencode_sessions.testing.script import ReplyLike

if TYPE_CHECKING:
    from opencode_sessions import AsyncOpencode, Opencode

__all__ = ["FakeServer", "Prompt", "Said", "Tool", "ToolError"]


class FakeServer(ModelScript):
    """An opencode server in memory. It answers prompts with the replies of its script.

    It keeps sessions and messages and sends events as the server of the version `SERVER_VERSION` does, but it runs no
    tool, reads no file and asks no model. `client` and `async_client` are connected to it without a socket; for other
    programs it listens on `url`. Use it as a context manager, or `close()` it, if something asked for its `url`.

    Args:
        replies: The replies of the model, as for `ModelScript`.
        decide: As for `ModelScript`.
        title: As for `ModelScript`.
        directory: Where it works. The directory need not exist.
        permission: The setting `permission` of its projects, such as `{"bash": "ask"}`. Default: all is allowed.
        settings: Other settings, as in opencode.json, merged into those of the fake: objects key by key, and anything
            else replaces what is there.
        models: Further models that can be named, each as `provider/model`.
        tools: What tools do whose calls have no `output`: functions from arguments to an output. A tool that is
            missing here has an empty output.
        password: The password, for HTTP basic. Default: none.
        busy_after: Seconds from a prompt to the moment at which its session turns busy. Real servers take 0.1 to 0.3.
        heartbeat: Seconds between two heartbeats of an event stream.

    Attributes:
        requests: The requests to the model, as for `ModelScript`.
        title_requests: Those for the title of a session.
    """

    #: Tests of the SDK have another one, whose tools act.
    _state_type: type[ServerState] = ServerState

    def __init__(
        self,
        replies: Iterable[ReplyLike] = (),
        *,
        decide: Callable[[Mapping[str, Any]], ReplyLike | None] | None = None,
        title: str = "Scripted session",
        directory: str | os.PathLike[str] = "/project",
        permission: PermissionSetting | None = None,
        settings: Mapping[str, Any] | None = None,
        models: Iterable[str] = (),
        tools: Mapping[str, Tool] | None = None,
        password: str | None = None,
        busy_after: float = 0.0,
        heartbeat: float = 10.0,
    ) -> None:
        super().__init__(replies, decide=decide, title=title)
        self._port: FakePort | None = None
        self._state = self._state_type(
            self,
            FakeOptions(
                directory=os.fspath(directory),
                permission=permission,
                settings=settings,
                models=tuple(models),
                tools=tools or {},
                password=password,
                busy_after=busy_after,
                heartbeat=heartbeat,
            ),
        )

    @property
    def directory(self) -> str:
        """The directory that it works in."""
        return self._state.options.directory

    @property
    def password(self) -> str | None:
        """The password, for HTTP basic with the user `opencode`."""
        return self._state.options.password

    @property
    def prompts(self) -> list[Prompt]:
        """The prompts that were received, in order."""
        return self._state.prompts

    @property
    def listeners(self) -> int:
        """The number of open event streams."""
        return self._state.listeners

    def configure(
        self,
        directory: str | os.PathLike[str],
        *,
        permission: PermissionSetting | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """Give a directory settings of its own, as its opencode.json would.

        Args:
            directory: The directory, which need not exist.
            permission: The setting `permission`, such as `{"bash": "ask"}`.
            settings: Other settings, merged as those of the constructor.
        """
        self._state.configure(directory, permission=permission, settings=settings)

    def respond(self, method: str, path: str, status: int, body: Any = None, *, times: int = 1) -> None:
        """Have the next requests to a path respond in another way, e.g. with an error.

        Args:
            method: Such as `GET`.
            path: Such as `/session`, without the query.
            status: The status, e.g. 503.
            body: The body; a string is sent as it is, and anything else as JSON.
            times: For how many requests.

        Raises:
            TypeError: The body cannot be written as JSON.
            ValueError: No request has such a path, or no response such a status; or `times` is not at least 1.
        """
        self._state.respond(method, path, status, body, times=times)

    def drop_connections(self) -> None:
        """Break the connections that are open: event streams, and prompts that wait. The agents go on."""
        self._state.drop_connections()

    def transport(self) -> httpx.BaseTransport:
        """Return a transport for an `httpx.Client`."""
        return FakeTransport(self._state)

    def async_transport(self) -> httpx.AsyncBaseTransport:
        """Return a transport for an `httpx.AsyncClient`, in any event loop."""
        return AsyncFakeTransport(self._state)

    def client(self, **options: Any) -> Opencode:
        """Return a client that is connected without a socket.

        Args:
            options: Arguments of `Opencode`.
        """
        from opencode_sessions import Opencode

        return Opencode(http_client=httpx.Client(transport=self.transport()), **self._options(options))

    def async_client(self, **options: Any) -> AsyncOpencode:
        """Return an async client that is connected without a socket.

        Args:
            options: Arguments of `AsyncOpencode`.
        """
        from opencode_sessions import AsyncOpencode

        return AsyncOpencode(http_client=httpx.AsyncClient(transport=self.async_transport()), **self._options(options))

    def _options(self, options: dict[str, Any]) -> dict[str, Any]:
        own = {"base_url": "http://opencode.test", "password": self.password or "", "directory": self.directory}
        return {**own, **options}

    @property
    def url(self) -> str:
        """The address on loopback. It listens from the first use on, until it is closed."""
        if self._port is None:
            self._port = FakePort(self._state)
        return self._port.url

    def close(self) -> None:
        """Break the connections, and stop listening."""
        self.drop_connections()
        port, self._port = self._port, None
        if port is not None:
            port.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
