"""From an HTTP response, or the lack of one, to the decoded result or a typed error.

A status of 200 proves little: this server responds to unknown routes with a web page and, up to 1.14, to failed
prompts with an empty body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import httpx

from opencode_sessions._compat import (
    UNREADABLE_IMAGE,
    error_details,
    has_image,
    is_gateway_error,
    is_unknown_entity,
)
from opencode_sessions._json import loads, loads_in_portions
from opencode_sessions._options import options_of
from opencode_sessions.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConnectionLostError,
    EmptyResponseError,
    ErrorContext,
    HTMLResponseError,
    NotFoundError,
    NotSentError,
    ProxyError,
    ResponseTooLargeError,
    TLSSettingsError,
    UndecodableResponseError,
    UnexpectedResponseError,
)
from opencode_sessions_api.client import NotGiven, Request
from opencode_sessions_api.errors import UnexpectedShape

if TYPE_CHECKING:
    import ssl

    from opencode_sessions._certificates import UnusableSettingError
    from opencode_sessions._proxies import Proxy
    from opencode_sessions.server.errors import ServerExit

Result = TypeVar("Result")

_LONGEST_EXCERPT = 300
#: The reasons of OpenSSL for a peer that sends something other than TLS.
_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG", "HTTP_REQUEST"})
_PROXY_AUTHENTICATION = 407
#: Ends the messages to a person who stops waiting for a turn.
AGENT_GOES_ON = "The agent may still be working: session.abort stops it, session.messages shows what it did."


#: The end of messages to a person whose agent was stopped.
AGENT_STOPPED = "The agent was stopped."


def parse_response(request: Request[Result], base_url: str, response: httpx.Response, content: bytes) -> Result:
    """Decode a response.

    Args:
        request: The request.
        base_url: The server's address.
        response: Status and headers.
        content: The body.

    Raises:
        APIStatusError: The status is not a success.
        HTMLResponseError: The response is a web page.
        EmptyResponseError: The response is empty where the operation promises a body.
        UndecodableResponseError: The response is not JSON, or not of the shape that the contract describes.
    """
    if not response.is_success:
        raise _status_error(request, base_url, response, content)
    content_type = response.headers.get("content-type", "")
    if "html" in content_type and "html" not in (request.headers or {}).get("accept", ""):
        raise HTMLResponseError(
            f"{request.operation} responded with a web page, not JSON: this server has no such operation, or there is "
            f"no opencode server at {base_url}.",
            **_context(request, base_url, response, content),
        )
    if not content and response.status_code != 204 and request.decode_body is None:
        raise EmptyResponseError(
            f"{request.operation} responded with {response.status_code} and an empty body. Servers before 1.15 do "
            "so when a prompt fails: check the session, the directory, the model and the agent; the server's log has "
            "the reason.",
            **_context(request, base_url, response),
        )
    try:
        if request.decode_body is not None:
            return request.decode_body(content, content_type, response.status_code)
        if request.is_divisible and (items := loads_in_portions(content, request.decode)) is not None:
            return _shown(items)
        data = loads(content) if content else None
    except UnexpectedShape as error:
        problem = f"{'JSON' if 'json' in content_type else 'a body'} of another kind: {error}"
    except (ValueError, RecursionError) as error:
        begin = _excerpt(_body(response, content))
        problem = f"{content_type or 'an unnamed type'} that is not JSON ({error}); it begins {begin!r}"
    else:
        try:
            result = request.decode(data)
        except (UnexpectedShape, RecursionError) as error:
            problem = f"JSON of another kind: {error}"
        else:
            return _shown(result) if type(result) is list else result
    # Outside of the block: the errors of decoding hold on to the whole body.
    raise UndecodableResponseError(
        f"{request.operation} responded with {_masked(problem, response)}.",
        **_context(request, base_url, response, content),
    )


def _shown(items: Result) -> Result:
    """Return the list that is the result of a call, as one that a terminal and a notebook show."""
    from opencode_sessions._display import shown

    result: Any = shown(cast("list[Any]", items))
    return cast("Result", result)


def too_large(request: Request[Any], base_url: str, max_bytes: int) -> ResponseTooLargeError:
    """Return the error of a response, or an event, that is larger than allowed."""
    return ResponseTooLargeError(
        f"{request.operation} sent more than the {max_bytes:,} bytes that this client accepts at once; the client's "
        "max_response_bytes=… allows more.",
        **_context(request, base_url),
    )


def no_first_event(request: Request[Any], base_url: str, seconds: float) -> APITimeoutError:
    """Return the error of an event stream that was accepted, and then sent nothing."""
    return APITimeoutError(
        f"{request.operation} sent no event within {seconds:g} s. The server may be starting, stopped, or behind a "
        "proxy that buffers.",
        **_context(request, base_url),
    )


def not_events(request: Request[Any], base_url: str, response: httpx.Response) -> UndecodableResponseError:
    """Make the error of a successful response that is no stream of events where one is promised."""
    return UndecodableResponseError(
        f"{request.operation} responded with something other than events.", **_context(request, base_url, response)
    )


def compressed_events(request: Request[Any], base_url: str, response: httpx.Response) -> UndecodableResponseError:
    """Return the error of a stream of events that is compressed, although the request forbids that."""
    encoding = _masked(response.headers["content-encoding"], response)
    return UndecodableResponseError(
        f"{request.operation} responded with events compressed as {encoding}, which would hold them back. A proxy in "
        "between does that: turn it off there for text/event-stream.",
        **_context(request, base_url, response),
    )


def endless_pages(request: Request[Any], base_url: str) -> UnexpectedResponseError:
    """The error of a page without a new message whose cursor nevertheless promises more."""
    return UnexpectedResponseError(
        f"{request.operation} responded with a page without a new message, and with a cursor for more: its pages "
        "do not end.",
        **_context(request, base_url),
    )


def connection_error(
    request: Request[Any],
    base_url: str,
    error: httpx.TransportError | httpx.DecodingError | httpx.StreamError,
    server_exit: ServerExit | None = None,
) -> APIConnectionError | UndecodableResponseError:
    """The error of a call that got no response, or only a part of one.

    Args:
        request: The request.
        base_url: The address of the server.
        error: What httpx raised.
        server_exit: The end of a launched server, which is why.
    """
    proxy = None
    if isinstance(error, httpx.RequestError):
        options = options_of(error.request)
        proxy = None if options is None else options.proxy
        remove_credentials(error, request, base_url)
    context = _context(request, base_url)
    reason = _reason(error)
    after = f" {AGENT_GOES_ON}" if _starts_agent(request) else ""
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)):
        if server_exit is not None:
            return no_server(request, base_url, server_exit)
        if proxy is not None or isinstance(error, httpx.ProxyError):
            return _proxy_error(proxy, error, base_url, context)
        advice = _plain_http("server", base_url, error) or "Is `opencode serve` running there?"
        return NotSentError(f"Could not connect to {base_url} ({reason}). Nothing was sent. {advice}", **context)
    if isinstance(error, httpx.PoolTimeout):
        return NotSentError(
            f"{request.operation} waited too long for a free connection. Nothing was sent. Allow more connections "
            "with an http_client of your own.",
            **context,
        )
    if isinstance(error, httpx.TimeoutException):
        limit = "turn_timeout" if request.waits_for_model else "timeout"
        longer = f"with_options({limit}=…)" if isinstance(request.timeout, NotGiven) else "a longer timeout="
        return APITimeoutError(f"{request.operation} did not respond in time; {longer} waits longer.{after}", **context)
    if isinstance(error, httpx.DecodingError):
        return UndecodableResponseError(f"{request.operation} responded with a damaged encoding: {reason}.", **context)
    broke = f"The connection broke before the response of {request.operation} was complete"
    if server_exit is not None:
        return ConnectionLostError(f"{broke}: {_the_server(server_exit)}", server_exit=server_exit, **context)
    return ConnectionLostError(f"{broke} ({reason}).{after}", **context)


def unusable_proxy(request: Request[Any], base_url: str, proxy: Proxy) -> ProxyError:
    """Return the error of a call whose proxy the environment names in a way that cannot be used."""
    return ProxyError(
        f"{request.operation} was not sent: {proxy.fault}. Correct the variable, put the server's host into NO_PROXY, "
        "or pass proxy=.",
        source=proxy.source,
        **_context(request, base_url),
    )


def unusable_setting(request: Request[Any], base_url: str, fault: UnusableSettingError) -> TLSSettingsError:
    """Return the error of a call that needs TLS, about which the environment says what cannot be used."""
    return TLSSettingsError(
        f"{request.operation} was not sent: {fault.variable} is set, but {fault.problem}. Correct or unset the "
        "variable, or pass verify=.",
        source=fault.variable,
        **_context(request, base_url),
    )


def _proxy_error(
    proxy: Proxy | None, error: httpx.TransportError | httpx.DecodingError, base_url: str, context: ErrorContext
) -> ProxyError:
    """Return the error of a connection that failed at a proxy, or behind it.

    Args:
        proxy: The proxy; None for that of the user's own HTTP client.
        error: What httpx raised.
        base_url: The address of the server.
        context: The call.
    """
    reason = _reason(error)
    which = "the proxy of http_client=" if proxy is None else str(proxy)
    if isinstance(error, httpx.ProxyError):
        problem = f"Could not connect to {base_url}, as {which} opened no connection ({reason})."
    elif base_url.startswith("https://") and (isinstance(error, httpx.ConnectTimeout) or _tls_error(error)):
        # TLS begins with the server once the proxy has connected, and before with a proxy whose address is https.
        problem = f"Could not connect to {base_url} through {which} ({reason})."
    else:
        advice = _plain_http("proxy", proxy.address if proxy else None, error) or "Is the proxy running?"
        problem = f"Could not connect to {which}, on the way to {base_url} ({reason}). {advice}"
    return ProxyError(
        f"{problem} Nothing was sent to the server.",
        proxy=None if proxy is None else proxy.address,
        source=None if proxy is None else proxy.source,
        **context,
    )


def _tls_error(error: BaseException) -> ssl.SSLError | None:
    """Return the error of TLS that is behind an error of httpx."""
    import ssl

    found: BaseException | None = error
    while found is not None and not isinstance(found, ssl.SSLError):
        found = found.__cause__ or found.__context__
    return found


def _plain_http(what: str, address: str | None, error: BaseException) -> str:
    """Return what to do about a peer that responds to the begin of TLS with something else; nothing about others."""
    tls_error = _tls_error(error)
    if address is None or tls_error is None or tls_error.reason not in _NO_TLS:
        return ""
    return f"The {what} there speaks plain http: use {address.replace('https://', 'http://', 1)}."


def _reason(error: BaseException) -> str:
    """Return the text of an error of httpx, or of the first one behind it that has a text."""
    found: BaseException | None = error
    while found is not None:
        if text := str(found):
            return text
        found = found.__cause__ or found.__context__
    return type(error).__name__


def _starts_agent(request: Request[Any]) -> bool:
    return request.waits_for_model or request.operation == "POST /session/{sessionID}/prompt_async"


def no_server(request: Request[Any], base_url: str, server_exit: ServerExit | None) -> NotSentError:
    """The error of a call to a launched server that is dead, or does not listen again in time."""
    if server_exit is None or server_exit.is_restarted:
        message = "the server is being started again. Try again in a moment; with_options(timeout=…) waits longer."
    else:
        message = _the_server(server_exit)
    return NotSentError(
        f"{request.operation} was not sent, as {message}", server_exit=server_exit, **_context(request, base_url)
    )


def _the_server(server_exit: ServerExit) -> str:
    if server_exit.is_restarted:
        advice = "is started again"
    elif server_exit.is_shared:
        advice = "is gone; call `connect_or_launch` again for a client of another one"
    else:
        advice = "is gone; `client.server.restart()` starts it again"
    return f"the server {advice}. It {server_exit}"


def remove_credentials(error: httpx.RequestError, request: Request[Any], base_url: str) -> None:
    """Remove the credentials from an error of the HTTP client, which has the request, and may cite the response."""
    from opencode_sessions._secrets import mask_errors, sent_credentials

    mask_errors(error, *sent_credentials(error.request))
    error.request = httpx.Request(request.method, base_url + request.path)


def _context(
    request: Request[Any], base_url: str, response: httpx.Response | None = None, content: bytes | None = None
) -> ErrorContext:
    return {
        "operation": request.operation,
        "url": base_url + request.path,
        "status_code": None if response is None else response.status_code,
        "body": None if response is None or content is None else _body(response, content),
    }


def _body(response: httpx.Response, content: bytes) -> Any:
    """Return a body as errors show it: decoded JSON where it is JSON, else its text, and without credentials."""
    try:
        return _masked(loads(content), response)
    except (ValueError, RecursionError):
        # As UTF-8, whatever the response says of itself: it is to be read by people.
        return _masked(content.decode("utf-8", "replace"), response)


def _masked(value: Any, response: httpx.Response) -> Any:
    """Return what a response says without the credentials of its request."""
    # Imported here: a call that succeeds does not need it.
    from opencode_sessions._secrets import masked, sent_credentials

    return masked(value, *sent_credentials(response.request))


def _status_error(request: Request[Any], base_url: str, response: httpx.Response, content: bytes) -> APIStatusError:
    status = response.status_code
    context = _context(request, base_url, response, content)
    name, explanation = error_details(context.get("body"))
    kind = APIStatusError.class_for(status)
    if kind is BadRequestError and is_unknown_entity(explanation):
        kind = NotFoundError
    said = ": ".join(part for part in (name, _excerpt(explanation).rstrip(".")) if part)
    message = f"{request.operation} responded with {status}{' ' + said if said else ''}."
    if response.is_redirect:
        message += " Redirects are not followed: give the address that it leads to as base_url=."
    elif _starts_agent(request) and is_gateway_error(status, context.get("body")):
        message += f" It seems to come from a proxy in between. {AGENT_GOES_ON}"
    elif kind is BadRequestError and not explanation and has_image(request.body):
        message += f" {UNREADABLE_IMAGE}"
    elif advice := _advice(kind, request, response, name):
        message += " " + advice
    return kind(message, name=name, **context)


def _advice(kind: type[APIStatusError], request: Request[Any], response: httpx.Response, name: str | None) -> str:
    """Return what to do about an error status of this operation."""
    if kind is AuthenticationError:
        return _advice_on_credentials(response.request)
    if response.status_code == _PROXY_AUTHENTICATION:
        options = options_of(response.request)
        which = "the proxy" if options is None or options.proxy is None else str(options.proxy)
        return f"This is from {which}: give it a user name and a password, as in http://user:password@host:port."
    # Every 404 of an opencode server about an identifier has a name.
    has_identifier = "{" in request.operation and (name is not None or kind is not NotFoundError)
    if has_identifier or kind.advice_without_identifier is None:
        return kind.advice
    return kind.advice_without_identifier


def _advice_on_credentials(request: httpx.Request) -> str:
    """Return what to do about a 401: the credentials that were sent, and where they came from."""
    sent = request.headers.get("authorization")
    if sent is None:
        return f"No password was sent. {AuthenticationError.advice}"
    from opencode_sessions._secrets import basic_authorization

    options = options_of(request)
    if options is not None and options.password and sent == basic_authorization(options.username, options.password):
        refused = f"password of {options.password_source}, or the user name that goes with it"
    elif options is not None and sent == options.default_headers.get("authorization"):
        source = options.password_source or "default_headers="
        refused = f"Authorization header of {source}"
    else:
        refused = "Authorization header that was sent, which is not made of password="
    own = "OPENCODE_SERVER_USERNAME and OPENCODE_SERVER_PASSWORD"
    return f"The server refused the {refused}. It wants those of its own {own}."


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_EXCERPT else text[:_LONGEST_EXCERPT] + "…"
