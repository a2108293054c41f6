"""The settings of a client: where the server is, its credentials, the directory, time limits and retries."""

from __future__ import annotations

import math
import ntpath
import os
import posixpath
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import httpx

from opencode_sessions._address import canonical_host, is_loopback, parse_address
from opencode_sessions._seconds import check_seconds
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, NotGiven, Request

if TYPE_CHECKING:
    import ssl

    from opencode_sessions._proxies import Proxy

__all__ = ["NOT_GIVEN", "NotGiven"]

DEFAULT_BASE_URL = "http://127.0.0.1:4096"
DEFAULT_USERNAME = "opencode"

_BASE_URL_VARIABLE = "OPENCODE_BASE_URL"
_PASSWORD_VARIABLE = "OPENCODE_SERVER_PASSWORD"
#: The arguments that a password may come from. One from elsewhere yields to an `Authorization` among the headers.
_EXPLICIT = ("password=", "base_url=")
#: What an `Authorization` of one call comes from.
_OF_THE_CALL = "extra_headers="

#: Seconds for operations that respond at once. Connecting fails fast; reading a long history may take a while.
DEFAULT_TIMEOUT = httpx.Timeout(60.0, connect=5.0)
DEFAULT_MAX_RETRIES = 2
#: Bytes. A history of 100,000 messages has about a tenth of it.
DEFAULT_MAX_RESPONSE_BYTES = 1024 * 1024 * 1024
#: Seconds for the head of an event stream and its first event, `server.connected`, which come at once.
FIRST_EVENT_SECONDS = 10.0
#: Seconds to wait until a launched server listens. It takes one or two; a busy machine may need twenty times as long.
START_SECONDS = 60.0
#: Seconds after which a lost event stream is given up.
RECONNECT_SECONDS = 60.0

#: Seconds, or no limit.
Reconnect: TypeAlias = float | Literal["forever"]
#: What to do when a session is at work: `"wait"`, `"raise"` an error, or wait for so many seconds and raise it then.
WhenBusy: TypeAlias = float | Literal["wait", "raise"]


class ResponseSeconds(float):
    """Seconds for all that is read with this limit; as a plain number they would be for each part that arrives.

    The two parts of a response have one limit, or one each, as objects: see `timeout_for` and `seconds_for_body`.
    """


class Options:
    """The settings of a client, checked. Made by `resolve` and `changed`; not to be modified.

    Attributes:
        password_source: The argument or the variable that the credentials come from; None for none, and for those of
            `default_headers` and of the user's own HTTP client.
        auth: What httpx is told of credentials: HTTP basic; None, as a header has them; or to use those of the user's
            own HTTP client.

    Raises:
        TypeError: A value is of the wrong type.
        ValueError: A value is out of range.
    """

    def __init__(
        self,
        *,
        base_url: str,
        username: str,
        password: str | None,
        password_source: str | None,
        directory: str | os.PathLike[str] | None,
        default_headers: Mapping[str, str] | None,
        proxy: Proxy | None,
        verify: ssl.SSLContext | bool,
        timeout: float | httpx.Timeout | None,
        turn_timeout: float | None,
        max_retries: int,
        max_response_bytes: int,
    ) -> None:
        self.base_url = base_url
        self.username = username
        self.password = password
        self.password_source = password_source
        _check_credentials(username, password)
        self.default_headers = {}
        if default_headers:
            self.default_headers = _checked_headers("default_headers", default_headers)
        self.proxy = proxy
        self.verify = verify
        self.directory = None if directory is None else directory_text(directory)
        self.timeout = checked_timeout(timeout)
        check_seconds("turn_timeout", turn_timeout)
        self.turn_timeout = turn_timeout
        self.max_retries = _whole_number("max_retries", max_retries, 0)
        self.max_response_bytes = _whole_number("max_response_bytes", max_response_bytes, 1)
        self.auth: Any = httpx.USE_CLIENT_DEFAULT
        if "authorization" in self.default_headers and password_source not in _EXPLICIT:
            self.auth = None
        elif password is not None:
            self.auth = httpx.BasicAuth(username, password)
        # A turn of the model has no read timeout but `turn_timeout`: only connecting and sending are limited.
        self._turn_timeout = self._timeout_for_response(turn_timeout)
        self._call_timeout = self._timeout_for_response(self.timeout.read)

    def changed(self, **changes: Any) -> Options:
        """The same settings except for those that are given."""
        names = (
            *("base_url", "username", "password", "password_source", "directory", "default_headers"),
            *("proxy", "verify", "timeout", "turn_timeout", "max_retries", "max_response_bytes"),
        )
        given = {name: value for name, value in changes.items() if value is not NOT_GIVEN}
        return Options(**{name: getattr(self, name) for name in names} | given)

    def with_headers(self, extra_headers: Mapping[str, str]) -> Options:
        """The same settings with further headers; an `Authorization` among them takes the place of the password.

        Raises:
            TypeError: They are not a mapping of strings to strings.
            ValueError: A name or a value cannot be sent.
        """
        headers = _checked_headers("extra_headers", extra_headers)
        changes: dict[str, Any] = {"default_headers": self.default_headers | headers}
        if "authorization" in headers:
            changes |= {"password": None, "password_source": _OF_THE_CALL}
        return self.changed(**changes)

    @property
    def credentials(self) -> list[str]:
        """The headers that may be secret."""
        from opencode_sessions._secrets import basic_authorization, secret_headers

        return [
            *secret_headers(self.default_headers.items()),
            *([] if self.password is None else [basic_authorization(self.username, self.password)]),
            *([] if self.proxy is None else self.proxy.credentials),
        ]

    def timeout_for(self, request: Request[Any]) -> httpx.Timeout:
        """Return the time limits of one call; if it waits for the model, until the head of its response has arrived.

        Raises:
            TypeError: The call's own limit is no number of seconds.
            ValueError: It is out of range.
        """
        if request.timeout is NOT_GIVEN:
            return self._turn_timeout if request.waits_for_model else self._call_timeout
        limits = checked_timeout(request.timeout)
        if request.waits_for_model and not isinstance(request.timeout, httpx.Timeout):
            # Seconds for the model, not to connect.
            return self._timeout_for_response(limits.read)
        read = None if limits.read is None else ResponseSeconds(limits.read)
        return httpx.Timeout(connect=limits.connect, write=limits.write, pool=limits.pool, read=read)

    def limits_turn(self, timeout: CallTimeout) -> bool:
        """Return whether a call that waits for the model gives up after some time.

        Raises:
            TypeError: The call's own limit is no number of seconds.
            ValueError: It is out of range.
        """
        seconds = self.turn_timeout if timeout is NOT_GIVEN else checked_timeout(timeout).read
        return seconds is not None

    def seconds_for_body(self, request: Request[Any]) -> float | None:
        """Return the seconds for the body of a response: a prompt's may take its time to begin, not to arrive."""
        if isinstance(request.timeout, NotGiven) or request.waits_for_model:
            return self._call_timeout.read
        return checked_timeout(request.timeout).read

    def limit_within(self, timeout: CallTimeout) -> CallTimeout:
        """Return the time limit of a call that is a step of another one: the client's, or that one's where it is lower.

        Raises:
            TypeError: The other call's limit is no number of seconds.
            ValueError: It is out of range.
        """
        seconds = None if timeout is NOT_GIVEN else checked_timeout(timeout).read
        return NOT_GIVEN if seconds is None else self.at_most(seconds)

    def _timeout_for_response(self, seconds: float | None) -> httpx.Timeout:
        return self.timeout_to_read(None if seconds is None else ResponseSeconds(seconds))

    def timeout_to_read(self, seconds: float | None) -> httpx.Timeout:
        """Return the client's time limits with another one for reading."""
        limits = self.timeout
        return httpx.Timeout(connect=limits.connect, write=limits.write, pool=limits.pool, read=seconds)

    def at_most(self, seconds: float) -> float:
        """Return so many seconds, or fewer where the client's own limit for reading is lower."""
        return seconds if self.timeout.read is None else min(seconds, self.timeout.read)


#: The extension of a request of httpx that has the options that it is sent with: errors tell of them.
OPTIONS_EXTENSION = "opencode_sessions.options"


def options_of(request: httpx.Request) -> Options | None:
    """Return the options that a request was sent with; None if it is not from the transport."""
    options: Options | None = request.extensions.get(OPTIONS_EXTENSION)
    return options


def resolve(
    *,
    base_url: str | httpx.URL | None,
    username: str | None,
    password: str | None,
    directory: str | os.PathLike[str] | None,
    default_headers: Mapping[str, str] | None,
    proxy: str | httpx.URL | None,
    verify: ssl.SSLContext | str | os.PathLike[str] | bool,
    timeout: float | httpx.Timeout | NotGiven | None,
    turn_timeout: float | None,
    max_retries: int,
    max_response_bytes: int,
    http_client: httpx.Client | httpx.AsyncClient | None,
) -> Options:
    """Take settings from arguments, then the user's own HTTP client, then the environment, then defaults.

    Raises:
        TypeError: An argument is of the wrong type.
        ValueError: The base URL is not an absolute http or https address, a number is out of range, or another argument
            cannot be used.
    """
    address, address_source = _address(base_url, http_client)
    if isinstance(timeout, NotGiven):
        # The user's own client keeps the limits that it was given.
        timeout = DEFAULT_TIMEOUT if http_client is None else http_client.timeout
    found_password, password_source = _password(password, address, address_source, http_client)
    return Options(
        base_url=str(address.copy_with(userinfo=None)).rstrip("/"),
        username=username or address.username or os.environ.get("OPENCODE_SERVER_USERNAME") or DEFAULT_USERNAME,
        password=found_password,
        password_source=password_source,
        directory=directory,
        default_headers=default_headers,
        proxy=_proxy(proxy, address, http_client),
        verify=_verify(verify, http_client),
        timeout=timeout,
        turn_timeout=turn_timeout,
        max_retries=max_retries,
        max_response_bytes=max_response_bytes,
    )


def _address(
    base_url: str | httpx.URL | None, http_client: httpx.Client | httpx.AsyncClient | None
) -> tuple[httpx.URL, str]:
    """Return the address of the server, and what it comes from."""
    value, source = base_url, "base_url"
    if value is None and http_client is not None and http_client.base_url.host:
        value, source = http_client.base_url, "http_client.base_url"
    if not value:
        value, source = os.environ.get(_BASE_URL_VARIABLE), _BASE_URL_VARIABLE
    address = parse_address(source, value or DEFAULT_BASE_URL, ("http", "https"), DEFAULT_BASE_URL)
    host = canonical_host(address.host)
    return (address if host == address.host else address.copy_with(host=host)), source


def _password(
    password: str | None,
    address: httpx.URL,
    address_source: str,
    http_client: httpx.Client | httpx.AsyncClient | None,
) -> tuple[str | None, str | None]:
    """Return the password, and what it comes from. That of the environment yields to the user's own HTTP client.

    An empty one that is given means that there is none, whatever the address and the environment say.
    """
    if password == "":
        return None, None
    if password is not None:
        return password, "password="
    if address_source == "base_url" and address.password:
        return address.password, "base_url="
    if http_client is not None and (http_client.auth is not None or "authorization" in http_client.headers):
        return None, None
    if address.password:
        return address.password, address_source
    if found := os.environ.get(_PASSWORD_VARIABLE):
        return found, _PASSWORD_VARIABLE
    return None, None


def _checked_headers(argument: str, headers: Mapping[str, str]) -> dict[str, str]:
    # Imported here, as most clients have none; likewise below.
    from opencode_sessions._headers import checked_headers

    return checked_headers(argument, headers)


def _proxy(
    proxy: str | httpx.URL | None, address: httpx.URL, http_client: httpx.Client | httpx.AsyncClient | None
) -> Proxy | None:
    """Return the proxy that was given, or that the environment names for a server on another machine.

    Raises:
        TypeError: It is neither a string nor an `httpx.URL`.
        ValueError: It is not the address of a proxy, or an HTTP client is given as well.
    """
    if proxy is not None and http_client is not None:
        raise _refused("proxy", "httpx.Client(proxy=…)")
    if http_client is not None or (proxy is None and is_loopback(address.host)):
        return None
    from opencode_sessions._proxies import environment_proxy, given_proxy

    return environment_proxy(address) if proxy is None else given_proxy(proxy)


def _verify(
    verify: ssl.SSLContext | str | os.PathLike[str] | bool, http_client: httpx.Client | httpx.AsyncClient | None
) -> ssl.SSLContext | bool:
    """Return how the server's certificate is verified, with the certificates of a file or a directory loaded.

    Raises:
        TypeError: It is none of these.
        ValueError: There is no such file, it has no certificates, or an HTTP client is given as well.
    """
    if verify is True:
        return True
    if http_client is not None:
        raise _refused("verify", "httpx.Client(verify=…)")
    if verify is False:
        return False
    import ssl

    if isinstance(verify, ssl.SSLContext):
        return verify
    if not isinstance(verify, (str, os.PathLike)):
        raise TypeError(f"verify must be False, an ssl.SSLContext, or a path, not an object of {type(verify).__name__}")
    path = os.fspath(verify)
    problem = "is not a path"
    try:
        if not path:
            raise ValueError
        if os.path.isdir(path):
            return ssl.create_default_context(capath=path)
        return ssl.create_default_context(cafile=path)
    except ssl.SSLError:
        problem = "has no certificates in PEM form"
    except OSError as error:
        from opencode_sessions._certificates import is_about_key_log

        if is_about_key_log(error):
            raise ValueError(f"SSLKEYLOGFILE={error.filename!r} cannot be written: {error.strerror}") from None
        problem = f"cannot be read: {error.strerror}"
    except ValueError:
        pass
    raise ValueError(f"verify={path!r} {problem}; give a file or a directory of certificates of authorities")


def _refused(name: str, instead: str) -> ValueError:
    return ValueError(
        f"{name}= is about connections, and http_client= has its own: use {instead} for it, or leave http_client= out"
    )


def reconnect_seconds(reconnect: Reconnect) -> float:
    """Return the seconds after which a lost event stream is given up; infinitely many for `"forever"`.

    Raises:
        ValueError: It is neither `"forever"` nor a number of seconds.
    """
    return _seconds_or({"forever": math.inf}, "reconnect", reconnect)


def busy_seconds(when_busy: WhenBusy) -> float:
    """Return for how many seconds a busy session is waited for.

    Raises:
        ValueError: It is neither `"wait"`, nor `"raise"`, nor a number of seconds.
    """
    return _seconds_or({"wait": math.inf, "raise": 0.0}, "when_busy", when_busy)


def _seconds_or(words: Mapping[str, float], name: str, value: object) -> float:
    """Return a number of seconds, given as such or as one of these words."""
    if isinstance(value, str) and value in words:
        return words[value]
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        choices = " or ".join(f'"{word}"' for word in words)
        raise ValueError(f"{name} must be a number of seconds or {choices}, not {value!r}")
    return value


def directory_text(directory: str | os.PathLike[str]) -> str:
    """Check a directory, and return it as it is sent: absolute, as the server would take it as relative to its own.

    Raises:
        TypeError: It is neither a string nor a path.
        ValueError: It cannot be sent.
    """
    path = os.fspath(directory) if isinstance(directory, os.PathLike) else directory
    if not isinstance(path, str):
        raise TypeError(f"directory must be a string or a path, not {path!r}")
    if "\0" in path or not is_utf8(path):
        raise ValueError(f"directory must be a path in UTF-8 without NUL, not {path!r}")
    # The server may be on another system.
    is_absolute = posixpath.isabs(path) or ntpath.isabs(path)
    return path if is_absolute or not path else os.path.abspath(path)


def checked_timeout(timeout: Any) -> httpx.Timeout:
    """Return a time limit as httpx knows it.

    Raises:
        TypeError: It is no number of seconds.
        ValueError: It is out of range.
    """
    if not isinstance(timeout, (tuple, httpx.Timeout)):
        check_seconds("timeout", timeout)
    checked = httpx.Timeout(timeout)
    for part, seconds in checked.as_dict().items():
        check_seconds(f"timeout.{part}", seconds)
    return checked


def _check_credentials(username: str, password: str | None) -> None:
    for name, text in (("username", username), ("password", password)):
        if text is None:
            continue
        # Never with the text itself.
        if not isinstance(text, str):
            raise TypeError(f"{name} must be a string, not an object of {type(text).__name__}")
        if not is_utf8(text):
            raise ValueError(f"{name} must be a text that has a form in UTF-8, without lone surrogates")
    if ":" in username:
        raise ValueError("username must not have a colon: in HTTP basic, the password begins after the first one")


def is_utf8(text: str) -> bool:
    """Return whether a text has a form in UTF-8: lone surrogates have none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _whole_number(name: str, number: int, least: int) -> int:
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(f"{name} must be a whole number, not {number!r}")
    if number < least:
        raise ValueError(f"{name} must be {least} or more, not {number}")
    return number
