"""The JSON that a server of 1.18.33 sends: sessions, messages, parts, events and errors."""

from __future__ import annotations

import itertools
import json
import random
import string
import time
from datetime import UTC, datetime
from typing import Any, ClassVar

from opencode_sessions.testing.permissions import always_of, patterns_of, permission_of

__all__ = ["JSON", "PROJECT_ID", "Dialect", "Identifiers", "Response", "encoded"]

JSON = dict[str, Any]
#: A status, and a body: JSON, or text where it is a string.
Response = tuple[int, Any]

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
#: The project of all directories.
PROJECT_ID = "cbc02740977777411aa5c54eac9443b7285d393e"
_SNAPSHOT = "d2e0d9d8db9fbe5a60d56c96ccb5abeed0e642f8"
_MODEL = {"providerID": "scripted", "modelID": "scripted"}
#: Titles that the model has not chosen yet begin so.
_UNTITLED = ("New session - ", "Child session - ")


def encoded(data: Any) -> bytes:
    """Return JSON as a server sends it: UTF-8, in which lone surrogates are escapes."""
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace")


class Identifiers:
    """The clock of a server, of which no two readings are the same, and identifiers in the order of time."""

    def __init__(self) -> None:
        self._last = 0
        self._count = itertools.count()
        self._random = random.Random()

    def now(self) -> int:
        """Epoch milliseconds."""
        self._last = max(self._last + 1, int(time.time() * 1000))
        return self._last

    def new(self, prefix: str) -> str:
        """A new identifier, such as `msg_…`."""
        moment = (int(time.time() * 1000) * 4096 + next(self._count)) & 0xFFFFFFFFFFFF
        return f"{prefix}_{moment:012x}{''.join(self._random.choices(_BASE62, k=14))}"


class Dialect:
    """1.18.33."""

    version: ClassVar[str] = "1.18.33"
    #: Seconds between two heartbeats of an event stream; None where there are none.
    heartbeat: ClassVar[float | None] = 10.0
    #: Each step is a message of its own.
    steps_are_messages: ClassVar[bool] = True
    #: There is `GET /session/status`, and `session.status` events.
    has_status: ClassVar[bool] = True
    #: There are `GET /global/health`, `/permission`, `/question`, and the replies to them.
    has_requests: ClassVar[bool] = True
    has_prompt_async: ClassVar[bool] = True
    #: There is `GET /experimental/session`.
    lists_all: ClassVar[bool] = True
    #: There is HTTP basic, and a directory for each call.
    is_protected: ClassVar[bool] = True
    serves_directories: ClassVar[bool] = True
    #: The text of a part is stored when it is complete; until then only deltas have it.
    stores_late: ClassVar[bool] = True
    #: The spaces at the ends of a text are not stored.
    trims: ClassVar[bool] = False
    #: When a turn fails or is aborted, `session.idle` comes before its last message, and twice.
    idle_comes_first: ClassVar[bool] = True
    #: An abort while a permission is pending leaves the prompt without a response for ever.
    abort_forgets_asking: ClassVar[bool] = False
    #: A prompt that comes during a turn is part of it: both have its end as their response.
    joins_prompts: ClassVar[bool] = True
    #: Sessions and prompts tell which files they changed.
    has_summaries: ClassVar[bool] = True
    aborted: ClassVar[str] = "Aborted"
    finishes: ClassVar[bool] = True

    def __init__(self, identifiers: Identifiers, directory: str) -> None:
        self.identifiers = identifiers
        self.directory = directory

    # ---------------------------------------------------------------- what is stored

    def session(self, directory: str, title: str | None, parent: str | None) -> JSON:
        """A new session."""
        now = self.identifiers.now()
        moment = datetime.fromtimestamp(now / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        session: JSON = {
            "id": self.identifiers.new("ses"),
            "slug": "glowing-river",
            "version": self.version,
            "projectID": PROJECT_ID,
            "directory": directory,
            "path": "",
            "title": title or f"{_UNTITLED[parent is not None]}{moment}",
            "cost": 0,
            "tokens": self.tokens(0, 0),
            "time": {"created": now, "updated": now},
        }
        if parent is not None:
            session["parentID"] = parent
        return session

    @staticmethod
    def is_untitled(session: JSON) -> bool:
        """Tell if a session still has the title that it was created with."""
        return bool(session["title"].startswith(_UNTITLED))

    def user(self, session: JSON, agent: str = "build", model: JSON | None = None) -> JSON:
        """A user's message."""
        return {**self._message(session, "user"), "agent": agent, "model": dict(model or _MODEL)}

    def assistant(self, session: JSON, user: JSON) -> JSON:
        """An agent's message, just begun."""
        place = session.get("directory", self.directory)
        return {
            **self._message(session, "assistant"),
            "parentID": user["id"],
            "mode": user.get("agent", "build"),
            "agent": user.get("agent", "build"),
            "path": {"cwd": place, "root": place},
            "cost": 0,
            "tokens": self.tokens(0, 0),
            **user.get("model", _MODEL),
        }

    def _message(self, session: JSON, role: str) -> JSON:
        return {
            "id": self.identifiers.new("msg"),
            "sessionID": session["id"],
            "role": role,
            "time": {"created": self.identifiers.now()},
        }

    def tokens(self, given: int, written: int, reasoning: int = 0, cached: int = 0) -> JSON:
        """The count of tokens, as the model counts them: those of reasoning are written, and cached ones are given."""
        cache = {"read": cached, "write": 0}
        count: JSON = {"input": given - cached, "output": written - reasoning, "reasoning": reasoning, "cache": cache}
        return {"total": given + written, **count} if given or written else count

    def part(self, message: JSON, kind: str, **fields: Any) -> JSON:
        """A part of a message."""
        return {
            "id": self.identifiers.new("prt"),
            "messageID": message["id"],
            "sessionID": message["sessionID"],
            "type": kind,
            **fields,
        }

    def step_start(self, message: JSON) -> JSON:
        """The beginning of a step."""
        return self.part(message, "step-start", snapshot=_SNAPSHOT)

    def step_finish(self, message: JSON, reason: str, tokens: JSON, cost: float) -> JSON:
        """The end of a step."""
        return self.part(
            message,
            "step-finish",
            reason=reason,
            snapshot=_SNAPSHOT,
            tokens=tokens,
            cost=cost,
        )

    def pending_tool(self) -> JSON:
        """The state of a tool that is about to be called."""
        return {"status": "pending", "input": {}, "raw": ""}

    def rejection(self, message: str | None) -> str:
        """The error of a tool that was refused."""
        words = "The user rejected permission to use this specific tool call"
        return f"{words} with the following feedback: {message}" if message else f"{words}."

    def denial(self) -> str:
        """The error of a tool that the settings do not allow."""
        return "The user has specified a rule which prevents you from using this specific tool call."

    def failure(self, status: int, message: str, *, is_late: bool = False) -> JSON:
        """The error of a message that the model failed, at once or, late, in the middle of its reply."""
        if is_late:
            body = {"message": message, "type": "scripted_error", "code": status}
            return {"name": "UnknownError", "data": {"message": json.dumps(body, separators=(",", ":"))}}
        data = {"message": message, "statusCode": status, "isRetryable": False, "responseHeaders": {}}
        return {"name": "APIError", "data": {**data, "responseBody": message}}

    def abortion(self) -> JSON:
        """The error of a message that was aborted."""
        return {"name": "MessageAbortedError", "data": {"message": self.aborted}}

    def overflow(self, message: str) -> JSON:
        """The error of a message whose prompt was too long for the model."""
        return {"name": "ContextOverflowError", "data": {"message": message, "responseBody": message}}

    # ---------------------------------------------------------------- events

    def event(self, kind: str, properties: JSON) -> JSON:
        """An event as it is sent."""
        return {"id": self.identifiers.new("evt"), "type": kind, "properties": properties}

    def message_event(self, info: JSON) -> JSON:
        """A message has changed."""
        return self.event("message.updated", {"sessionID": info["sessionID"], "info": info})

    def part_event(self, part: JSON, delta: str | None = None) -> JSON:
        """A part has changed."""
        return self.event(
            "message.part.updated",
            {"sessionID": part["sessionID"], "part": part, "time": self.identifiers.now()},
        )

    def delta_event(self, part: JSON, delta: str) -> JSON:
        """A piece was added to the text of a part, which has it already."""
        properties = {
            "sessionID": part["sessionID"],
            "messageID": part["messageID"],
            "partID": part["id"],
            "field": "text",
            "delta": delta,
        }
        return self.event("message.part.delta", properties)

    def session_event(self, kind: str, session: JSON) -> JSON:
        """A session was created or changed."""
        return self.event(kind, {"sessionID": session["id"], "info": session})

    def permission(self, part: JSON, tool: str, arguments: JSON) -> JSON:
        """The request for a permission."""
        patterns, kind = patterns_of(tool, arguments), permission_of(tool)
        about = {"bash": "command", "edit": "filepath"}.get(kind)
        return {
            "id": self.identifiers.new("per"),
            "sessionID": part["sessionID"],
            "permission": kind,
            "patterns": patterns,
            "metadata": {} if about is None else {about: str(next(iter(arguments.values()), ""))},
            "always": always_of(tool, patterns),
            "tool": {"messageID": part["messageID"], "callID": part["callID"]},
        }

    def asked_event(self, permission: JSON) -> JSON:
        """A permission is asked for."""
        return self.event("permission.asked", permission)

    def replied_event(self, permission: JSON, decision: str) -> JSON:
        """A permission was decided on."""
        properties = {"sessionID": permission["sessionID"], "requestID": permission["id"], "reply": decision}
        return self.event("permission.replied", properties)

    def question(self, part: JSON, arguments: JSON) -> JSON:
        """Questions to the user."""
        return {
            "id": self.identifiers.new("que"),
            "sessionID": part["sessionID"],
            "questions": arguments.get("questions", []),
            "tool": {"messageID": part["messageID"], "callID": part["callID"]},
        }

    # ---------------------------------------------------------------- refusals

    def no_session(self, session_id: str, route: str) -> Response:
        """There is no such session."""
        return 404, {"name": "NotFoundError", "data": {"message": f"Session not found: {session_id}"}}

    def no_permission(self, permission_id: str) -> Response:
        """There is no such request, or it is of another directory."""
        message = f"Permission request not found: {permission_id}"
        return 404, {"_tag": "PermissionNotFoundError", "requestID": permission_id, "message": message}

    def no_question(self, question_id: str) -> Response:
        """There are no such questions."""
        message = f"Question request not found: {question_id}"
        return 404, {"_tag": "QuestionNotFoundError", "requestID": question_id, "message": message}

    def no_message(self, message_id: str) -> Response:
        """There is no such message."""
        return 404, {"name": "NotFoundError", "data": {"message": f"Message not found: {message_id}"}}

    def is_busy(self, session_id: str) -> Response:
        """The session is at work."""
        message = f"Session is busy: {session_id}"
        return 409, {"_tag": "SessionBusyError", "sessionID": session_id, "message": message}

    def broken(self) -> Response:
        """The server failed; the reason is in its log."""
        message = "Unexpected server error. Check server logs for details."
        return 500, {"name": "UnknownError", "data": {"message": message, "ref": "err_5c21af37"}}

    def bad_request(self, what: str) -> Response:
        """A body that is not what the operation takes."""
        return 400, {"name": "BadRequest", "data": {"message": what, "kind": "Payload"}}

    def no_route(self) -> Response:
        """There is no such operation."""
        return 200, "<!doctype html><html><body>opencode</body></html>"
