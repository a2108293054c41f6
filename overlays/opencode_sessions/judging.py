"""Judge what came back: the decoded answer, or the error that says what is wrong with it.

A status of 200 proves little: this server answers unknown routes with a web page and, up to 1.14, failed prompts
with nothing at all.
"""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar

import httpx

from opencode_sessions.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    BadRequestError,
    ConnectionLostError,
    EmptyAnswerError,
    HTMLAnswerError,
    NotFoundError,
    OpencodeError,
    UndecodableAnswerError,
)
from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import UnexpectedShape

Answer = TypeVar("Answer")

_LONGEST_EXCERPT = 300
#: How servers before 1.0.0, which answer 400 to everything, say that they have no such session or message.
_NO_SUCH_ENTITY = re.compile(r"ENOENT.*[/\\]storage[/\\]session[/\\].*\.json'")
#: What a person should know who stops waiting for a turn.
AGENT_GOES_ON = "The agent may still be working: session.abort stops it, session.messages shows what it did."


def judge(request: Request[Answer], base_url: str, response: httpx.Response) -> Answer:
    """The decoded answer.

    Raises:
        APIStatusError: The status is not one of success.
        HTMLAnswerError: The answer is a web page.
        EmptyAnswerError: There is no answer where the operation promises one.
        UndecodableAnswerError: The answer is not JSON, or not of the shape that the contract describes.
    """
    content = response.content
    content_type = response.headers.get("content-type", "")
    if not response.is_success:
        raise _status_error(response, _about(request, base_url, response))
    if "html" in content_type:
        raise HTMLAnswerError(
            f"{request.operation} answered with a web page, not JSON: this server has no such operation, or there is "
            f"no opencode server at {base_url}.",
            body=response.text,
            **_about(request, base_url, response),
        )
    if not content and response.status_code != 204:
        raise EmptyAnswerError(
            f"{request.operation} answered {response.status_code} with an empty body. Servers before 1.15 do so when "
            "a prompt fails: check the session, the model and the agent; the server's log has the reason.",
            **_about(request, base_url, response),
        )
    try:
        answer = json.loads(content) if content else None
    except ValueError as error:
        raise UndecodableAnswerError(
            f"{request.operation} answered with {content_type or 'an unnamed type'} that is not JSON ({error}); "
            f"it begins {_excerpt(response.text)!r}.",
            body=response.text,
            **_about(request, base_url, response),
        ) from None
    try:
        return request.decode(answer)
    except UnexpectedShape as error:
        raise UndecodableAnswerError(
            f"{request.operation} answered with JSON of another kind than the contract describes: {error}.",
            body=answer,
            **_about(request, base_url, response),
        ) from None


def transport_error(
    request: Request[Any], base_url: str, error: httpx.TransportError | httpx.DecodingError
) -> OpencodeError:
    """The error of a call that got no answer, or only a part of one."""
    about = _about(request, base_url)
    reason = str(error) or type(error).__name__
    after = f" {AGENT_GOES_ON}" if request.waits_for_model else ""
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)):
        return APIConnectionError(
            f"Could not connect to {base_url} ({reason}). Nothing was sent. Is `opencode serve` running there?",
            **about,
        )
    if isinstance(error, httpx.PoolTimeout):
        return APIConnectionError(
            f"{request.operation} waited too long for a free connection. Nothing was sent. Allow more connections "
            "with an http_client of your own.",
            **about,
        )
    if isinstance(error, httpx.TimeoutException):
        limit = "turn_timeout" if request.waits_for_model else "timeout"
        return APITimeoutError(
            f"{request.operation} did not answer in time; with_options({limit}=…) waits longer.{after}", **about
        )
    if isinstance(error, httpx.DecodingError):
        return UndecodableAnswerError(f"{request.operation} answered with a damaged encoding: {reason}.", **about)
    return ConnectionLostError(
        f"The connection broke before {request.operation} was answered ({reason}).{after}", **about
    )


def _about(request: Request[Any], base_url: str, response: httpx.Response | None = None) -> dict[str, Any]:
    """What every error says of its call."""
    return {
        "operation": request.operation,
        "url": base_url + request.path,
        "status_code": None if response is None else response.status_code,
    }


def _status_error(response: httpx.Response, about: dict[str, Any]) -> APIStatusError:
    status = response.status_code
    try:
        body = json.loads(response.content)
    except ValueError:
        body = response.text
    name, explanation = _explanation(body)
    kind = APIStatusError.class_for(status)
    if kind is BadRequestError and _NO_SUCH_ENTITY.search(explanation):
        kind = NotFoundError
    said = ": ".join(part for part in (name, _excerpt(explanation).rstrip(".")) if part)
    message = f"{about['operation']} answered {status}{' ' + said if said else ''}."
    if response.is_redirect:
        message += " Redirects are not followed: give the address that it leads to as base_url."
    elif kind.advice:
        message += " " + kind.advice
    error = kind(message, body=body, **about)
    error.name = name
    return error


def _explanation(body: Any) -> tuple[str | None, str]:
    """The name and the words that any generation of the server gives an error."""
    if not isinstance(body, dict):
        return None, body if isinstance(body, str) else ""
    name = body.get("name") or body.get("_tag")
    for place in (body.get("data"), body, body.get("error")):
        if isinstance(place, dict) and isinstance(place.get("message"), str):
            return name, place["message"]
    # Validation, up to 1.14: a list of issues, at times one level down.
    issues = body.get("error")
    if isinstance(issues, dict):
        issues = issues.get("issues")
    if isinstance(issues, list):
        return name, "; ".join(_issue(issue) for issue in issues)
    return name, ""


def _issue(issue: Any) -> str:
    if not isinstance(issue, dict):
        return str(issue)
    path = ".".join(str(step) for step in issue.get("path") or ())
    return f"{path}: {issue.get('message')}" if path else str(issue.get("message"))


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_EXCERPT else text[:_LONGEST_EXCERPT] + "…"
