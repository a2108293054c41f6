"""Everything known about the generations of the server: missing operations, error bodies, shapes of requests.

The facts come from real servers of many versions. Nothing here sends anything. Quirks of text and time are handled by
`_turn_content` and `_turn_state`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from opencode_sessions.errors import (
    BadRequestError,
    EmptyResponseError,
    HTMLResponseError,
    InternalServerError,
    NotFoundError,
    OpencodeError,
    UndecodableResponseError,
)
from opencode_sessions_api.models.assistant_message import AssistantMessage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencode_sessions_api.models import Message
    from opencode_sessions_api.models.prompt_model import PromptModel

# ---------------------------------------------------------------- versions and operations

#: The first version that reports its version. Older servers are distinguished by the document of their operations, at
#: `GET /doc`.
FIRST_WITH_HEALTH = "1.1.11"

#: The errors of an operation that a generation lacks. E.g. `GET /session/status`, where it is missing, is the session
#: with the identifier `status`.
LACKS_OPERATION = (HTMLResponseError, NotFoundError, BadRequestError, InternalServerError, UndecodableResponseError)

#: Operations that older servers have under the same path, with a response of another kind: from 1.0.98 to 1.0.162 the
#: status is a list, without the sessions.
_OTHER_FORM_BEFORE = {"GET /session/status": list}

#: The first version of OpenCode whose HTTP is another one: all of it is below `/api`.
FIRST_OTHER_API = "2.0.0"
#: What to do about such a server.
RUN_VERSION_1 = (
    "OpenCode 2.x has another API, which this SDK does not support. Run a server of version 1.x instead: npm install "
    "-g opencode-ai@1, whose program is `opencode` (that of 2.x is `opencode2`)."
)
_METHOD_NOT_ALLOWED = 405

#: The errors of a prompt with an unknown agent, model or command: none gives a reason.
GIVES_NO_REASON = (EmptyResponseError, BadRequestError, InternalServerError)

#: The first version for which an identifier of a message may be any. Older ones compare those of a prompt and of its
#: answer, which is made by another clock: when they are out of order, the run is skipped or never ends.
_FIRST_WITH_ANY_MESSAGE_ID = "1.18.33"

#: A limit above the number of sessions of any server: servers from 1.2.4 list only 100 without one.
ALL_SESSIONS = 1_000_000_000


def has_older_form(error: OpencodeError) -> bool:
    """Return whether a call failed as the server has another operation under the path, which its document has, too."""
    form = _OTHER_FORM_BEFORE.get(error.operation or "")
    return form is not None and isinstance(error, UndecodableResponseError) and isinstance(error.body, form)


def may_be_other_api(error: OpencodeError) -> bool:
    """Return whether a call may have failed as the server is OpenCode 2.x: it responds with a web page, or with 405.

    Its routes are below `/api`, and other ones lead to its web page.
    """
    return isinstance(error, HTMLResponseError) or error.status_code == _METHOD_NOT_ALLOWED


def other_api_version(health: Any) -> str | None:
    """Return the version of OpenCode 2.x, by its response to `GET /api/health`; None if the server is another one.

    Servers from 1.18 have that route, too, and respond without a version.
    """
    version = health.get("version") if isinstance(health, dict) else None
    return version if isinstance(version, str) and not is_older(version, FIRST_OTHER_API) else None


def takes_any_message_id(version: str | None) -> bool:
    """Return whether a client may choose the identifier of a prompt's message, by the version of the server."""
    return version is not None and not is_older(version, _FIRST_WITH_ANY_MESSAGE_ID)


def is_older(version: str, than: str) -> bool:
    """Compare two versions; a pre-release counts as the release."""
    return _numbers(version) < _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version.partition("-")[0])[:3])


def has_operation(document: Any, operation: str) -> bool:
    """Look for an operation, e.g. `GET /session/{sessionID}`, in an OpenAPI document.

    Generations of the server call the same identifier by different names, which are ignored.
    """
    method, path = operation.split(" ", 1)
    paths = document.get("paths") if isinstance(document, dict) else None
    return isinstance(paths, dict) and any(
        _unnamed(template) == _unnamed(path) and method.lower() in item for template, item in paths.items()
    )


def _unnamed(template: str) -> str:
    return re.sub(r"\{\w+\}", "{}", template)


# ---------------------------------------------------------------- the bodies of errors

#: An unknown session or message in servers before 1.0.0, which respond with 400 to everything.
_UNKNOWN_ENTITY = re.compile(r"ENOENT.*[/\\]storage[/\\]session[/\\].*\.json'")
#: A temporary file of those servers, before it gets its final name.
_BEING_WRITTEN = re.compile(r"ENOENT.*\.json\d")


def error_details(body: Any) -> tuple[str | None, str]:
    """Extract the name and the message of an error from the body that any generation of the server sends."""
    if not isinstance(body, dict):
        return None, body if isinstance(body, str) else ""
    name = next((name for name in (body.get("name"), body.get("_tag")) if isinstance(name, str)), None)
    for place in (body.get("data"), body, body.get("error")):
        if isinstance(place, dict) and isinstance(place.get("message"), str):
            return name, place["message"]
    # Validation, up to 1.14, and of the configuration: a list of issues, at times one level down.
    for place in (body.get("error"), body.get("data")):
        issues = place.get("issues") if isinstance(place, dict) else place
        if isinstance(issues, list):
            return name, "; ".join(_issue(issue) for issue in issues)
    return name, ""


def _issue(issue: Any) -> str:
    if not isinstance(issue, dict):
        return str(issue)
    steps = issue.get("path")
    path = ".".join(map(str, steps)) if isinstance(steps, list) else ""
    return f"{path}: {issue.get('message')}" if path else str(issue.get("message"))


def is_gateway_error(status_code: int, body: Any) -> bool:
    """Return whether an error comes from a proxy: the server's own are JSON, and none of these statuses."""
    return status_code in (502, 503, 504) or (status_code >= 500 and not isinstance(body, dict))


def is_unknown_entity(message: str) -> bool:
    """Recognize the message of a 400 about an unknown session or message (servers before 1.0.0)."""
    return _UNKNOWN_ENTITY.search(message) is not None


def is_being_written(body: Any) -> bool:
    """Recognize the 400 of a read during a write (servers before 1.0.0); a moment later the read works.

    Args:
        body: The decoded body of a 400.
    """
    data = body.get("data") if isinstance(body, dict) else None
    return isinstance(data, dict) and _BEING_WRITTEN.search(str(data.get("message"))) is not None


def is_about_model(error: BadRequestError) -> bool:
    """Recognize the refusal of a prompt without a model: servers before 1.0.0 have no default."""
    details: Any = error.body.get("error") if isinstance(error.body, dict) else None
    issues = details.get("issues") if isinstance(details, dict) else None
    return isinstance(issues, list) and any(
        isinstance(issue, dict) and issue.get("path") == ["providerID"] for issue in issues
    )


def is_about_format(error: BadRequestError) -> bool:
    """Recognize the failure to list messages of which one is a prompt with a format."""
    data: Any = error.body.get("data") if isinstance(error.body, dict) else None
    # The request has no body: the server means that of its own response.
    return isinstance(data, dict) and data.get("kind") == "Body"


# ---------------------------------------------------------------- prompts with an image

#: What to do about a 400 without a reason to a prompt with an image. 1.18.33 tells it in the event `session.error`
#: alone: `ImageDecodeError`. It stores nothing of the prompt, and prompts after it are not affected.
UNREADABLE_IMAGE = (
    "The server gives no reason. It refuses a prompt with an image that it cannot read: one that is damaged, an "
    "address on the web, or a form other than PNG, JPEG, GIF or WebP. Convert the image or leave it out, and send the "
    "prompt again: nothing of it was stored, and the session goes on as before."
)


def has_image(body: Any) -> bool:
    """Return whether a request is a prompt with an image."""
    parts = body.get("parts") if isinstance(body, Mapping) else None
    types = (
        part.get("mime") if isinstance(part, Mapping) else getattr(part, "mime", None)
        for part in (parts if isinstance(parts, (list, tuple)) else ())
    )
    return any(isinstance(mime, str) and mime.startswith("image/") for mime in types)


# ---------------------------------------------------------------- prompts with a format

# Servers from 1.14.48 store a prompt with a format in a form that they do not accept themselves:
# - A list of messages fails (`is_about_format`) if it contains the oldest message of the session and such a prompt.
#   Shorter pages can be read, so that the oldest message is missing at most. By its own identifier it can be read, and
#   its answer names that (`unlisted_prompt`).
# - A copy of the session fails as soon as it comes to such a prompt, and what was copied stays (`CANNOT_COPY_FORMAT`).

#: What to do about a fork that fails for this reason.
CANNOT_COPY_FORMAT = (
    "the session has a prompt with a format, which servers from 1.14.48 to 1.18.33 cannot copy. Fork at that prompt or "
    "before it: message_id= is the first message to leave out. An unfinished copy was left in the list of sessions."
)


def unlisted_prompt(messages: Sequence[Message]) -> tuple[int, str] | None:
    """Find the first message of a session if it is a prompt that the server cannot list.

    Args:
        messages: The messages that could be listed, oldest first.

    Returns:
        The index of its first answer, and its identifier; None when no prompt is missing.
    """
    known = {message.id for message in messages}
    for index, message in enumerate(messages):
        parent_id = message.parent_id if isinstance(message, AssistantMessage) else None
        if parent_id is not None and parent_id not in known:
            return index, parent_id
    return None


# ---------------------------------------------------------------- events

#: Servers from 1.14 send each change of a session or a message a second time on `/global/event`, as a payload of this
#: type, for other servers that follow. Each has the identifier of the event that it repeats.
REPEATING_EVENTS = frozenset({"sync"})

# ---------------------------------------------------------------- tools

#: The error of a tool call whose permission was refused, with a reason or without, and of a question that was refused
#: begin like this. Some servers put "Error: " before it; 1.2.27 has the names of the errors.
_REFUSED = (
    "The user rejected permission to use this specific tool call",
    "The user dismissed this question",
    "PermissionRejectedError(",
    "PermissionCorrectedError(",
    "QuestionRejectedError(",
)


def is_refused(tool_error: Any) -> bool:
    """Recognize the error of a tool call that the user refused: its permission, or the answer to its question."""
    return isinstance(tool_error, str) and tool_error.removeprefix("Error: ").startswith(_REFUSED)


# ---------------------------------------------------------------- requests


def model_fields(model: PromptModel | None) -> dict[str, Any]:
    """Return the fields of a prompt's body that name its model.

    Servers before 1.0.0 read the two halves, newer ones the object; all accept both.
    """
    if model is None:
        return {}
    return {"model": model, "provider_id": model.provider_id, "model_id": model.model_id}
