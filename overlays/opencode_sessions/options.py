"""What a client is told once: where the server is, as whom to speak, in which directory, how long to wait."""

from __future__ import annotations

import ipaddress
import os
from typing import Any

import httpx

DEFAULT_BASE_URL = "http://127.0.0.1:4096"
DEFAULT_USERNAME = "opencode"

#: Seconds for operations that answer at once. Connecting fails fast; reading a long history may take a while.
DEFAULT_TIMEOUT = httpx.Timeout(60.0, connect=5.0)
DEFAULT_MAX_RETRIES = 2


class Options:
    """The settings of a client, checked, and what every call needs of them. Made by `resolve`; not to be changed."""

    def __init__(
        self,
        *,
        base_url: str,
        username: str,
        password: str | None,
        directory: str | None,
        timeout: httpx.Timeout | None,
        turn_timeout: float | None,
        max_retries: int,
    ) -> None:
        self.base_url = base_url
        self.username = username
        self.password = password
        self.directory = directory
        self.timeout = timeout
        self.turn_timeout = turn_timeout
        self.max_retries = max_retries
        #: HTTP basic credentials, when there is a password.
        self.auth = None if password is None else httpx.BasicAuth(username, password)
        # A turn of the model has no limit of its own but `turn_timeout`, and a stream of events none at all: only
        # connecting and sending do.
        limits = timeout or DEFAULT_TIMEOUT
        self._of_a_turn = httpx.Timeout(connect=limits.connect, write=limits.write, pool=limits.pool, read=turn_timeout)
        self._of_a_stream = httpx.Timeout(connect=limits.connect, write=limits.write, pool=limits.pool, read=None)

    def changed(self, changes: dict[str, Any]) -> Options:
        """The same settings but for some, by their names."""
        names = ("base_url", "username", "password", "directory", "timeout", "turn_timeout", "max_retries")
        return Options(**{name: getattr(self, name) for name in names} | changes)

    @property
    def is_loopback(self) -> bool:
        """Whether the server is on this machine, where a proxy of the environment would not reach it."""
        host = httpx.URL(self.base_url).host
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")

    def timeout_for(self, *, waits_for_model: bool, streams: bool) -> httpx.Timeout | None:
        """The time limits of one call; None leaves them to the HTTP client."""
        if streams:
            return self._of_a_stream
        return self._of_a_turn if waits_for_model else self.timeout


def resolve(
    *,
    base_url: str | httpx.URL | None,
    username: str | None,
    password: str | None,
    directory: str | os.PathLike[str] | None,
    timeout: float | httpx.Timeout | None,
    turn_timeout: float | None,
    max_retries: int,
    http_client: httpx.Client | httpx.AsyncClient | None,
) -> Options:
    """Settings from arguments, then the user's own HTTP client, then the environment, then defaults.

    Raises:
        ValueError: The base URL is not an absolute http or https address, or `max_retries` is negative.
    """
    if base_url is None and http_client is not None and http_client.base_url.host:
        base_url = http_client.base_url
    address = _address(base_url or os.environ.get("OPENCODE_BASE_URL") or DEFAULT_BASE_URL)
    if max_retries < 0:
        raise ValueError(f"max_retries must be 0 or more, not {max_retries}")
    return Options(
        base_url=str(address.copy_with(userinfo=None)).rstrip("/"),
        username=username or address.username or os.environ.get("OPENCODE_SERVER_USERNAME") or DEFAULT_USERNAME,
        password=password or address.password or os.environ.get("OPENCODE_SERVER_PASSWORD") or None,
        directory=None if directory is None else os.fspath(directory),
        timeout=_timeout(timeout, http_client),
        turn_timeout=turn_timeout,
        max_retries=max_retries,
    )


def _address(base_url: str | httpx.URL) -> httpx.URL:
    try:
        address = httpx.URL(base_url)
    except httpx.InvalidURL as error:
        raise ValueError(f"base_url is not an address: {error}") from None
    if address.scheme not in ("http", "https") or not address.host:
        raise ValueError("base_url must be an absolute http:// or https:// address, such as " + DEFAULT_BASE_URL)
    if address.query or address.fragment:
        raise ValueError("base_url must not have a query or a fragment")
    return address


def _timeout(
    timeout: float | httpx.Timeout | None, http_client: httpx.Client | httpx.AsyncClient | None
) -> httpx.Timeout | None:
    if timeout is not None:
        return httpx.Timeout(timeout)
    if http_client is not None:
        # The user's client keeps the limits that it was given.
        return http_client.timeout
    return DEFAULT_TIMEOUT
