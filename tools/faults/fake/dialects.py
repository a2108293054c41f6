"""Older generations of the server, and what each does differently from the next newer one."""

from __future__ import annotations

from typing import ClassVar

from opencode_sessions.testing.fake.wire import JSON, Dialect, Response

__all__ = ["DIALECTS"]


class Newest(Dialect):
    """1.18.33, with a turn for each prompt, so that a campaign can tell whose answer is whose."""

    joins_prompts = False


class Before1_2(Newest):  # noqa: N801 (a version)
    """1.1.65: text comes with the part itself, and events name their session only where they are about one."""

    version = "1.1.65"
    lists_all = False
    has_summaries = False
    heartbeat: ClassVar[float | None] = 30.0
    stores_late = False
    trims = True
    idle_comes_first = False
    abort_forgets_asking = True
    aborted = "The operation was aborted."

    def session(self, directory: str, title: str | None, parent: str | None) -> JSON:
        session = super().session(directory, title, parent)
        for name in ("path", "cost", "tokens"):
            del session[name]
        return session

    def rejection(self, message: str | None) -> str:
        return f"Error: {super().rejection(message)}"

    def event(self, kind: str, properties: JSON) -> JSON:
        return {"type": kind, "properties": properties}

    def message_event(self, info: JSON) -> JSON:
        return self.event("message.updated", {"info": info})

    def part_event(self, part: JSON, delta: str | None = None) -> JSON:
        return self.event("message.part.updated", {"part": part} if delta is None else {"part": part, "delta": delta})

    def delta_event(self, part: JSON, delta: str) -> JSON:
        return self.part_event(part, delta)

    def session_event(self, kind: str, session: JSON) -> JSON:
        return self.event(kind, {"info": session})

    def no_session(self, session_id: str, route: str) -> Response:
        match route:
            case "POST message":
                return 200, ""
            case "GET message" | "GET children":
                return 200, []
            case "POST prompt_async":
                return 204, ""
        return 404, {"name": "NotFoundError", "data": {"message": f"Resource not found: {session_id}.json"}}

    def no_permission(self, permission_id: str) -> Response:
        return 200, True

    def bad_request(self, what: str) -> Response:
        issue = {"code": "invalid_type", "path": ["parts"], "message": what}
        return 400, {"data": {}, "error": [issue], "success": False}

    def no_route(self) -> Response:
        return 500, {"name": "UnknownError", "data": {"message": "Error: Unable to connect."}}


class Before1_0(Before1_2):  # noqa: N801 (a version)
    """0.5.29: one message for all steps, the whole text each time, no status, no passwords, no directories."""

    version = "0.5.29"
    heartbeat = None
    steps_are_messages = False
    has_status = False
    has_requests = False
    has_prompt_async = False
    is_protected = False
    serves_directories = False
    abort_forgets_asking = False
    finishes = False
    trims = False

    def session(self, directory: str, title: str | None, parent: str | None) -> JSON:
        session = super().session(directory, title, parent)
        return {name: session[name] for name in ("id", "version", "parentID", "title", "time") if name in session}

    def user(self, session: JSON, agent: str = "build", model: JSON | None = None) -> JSON:
        return self._message(session, "user")

    def assistant(self, session: JSON, user: JSON) -> JSON:
        message = super().assistant(session, user)
        del message["parentID"], message["agent"]
        return {**message, "system": ["You are opencode."]}

    def tokens(self, given: int, written: int, reasoning: int = 0, cached: int = 0) -> JSON:
        return {"input": given, "output": written, "reasoning": 0, "cache": {"read": 0, "write": 0}}

    def step_start(self, message: JSON) -> JSON:
        return self.part(message, "step-start")

    def step_finish(self, message: JSON, reason: str, tokens: JSON, cost: float) -> JSON:
        return self.part(message, "step-finish", tokens=tokens, cost=cost)

    def pending_tool(self) -> JSON:
        return {"status": "pending"}

    def rejection(self, message: str | None) -> str:
        return (
            "Error: The user rejected permission to use this specific tool call. "
            "You may try again with different parameters."
        )

    def failure(self, status: int, message: str, *, is_late: bool = False) -> JSON:
        return {"name": "UnknownError", "data": {"message": f"AI_APICallError: {message}"}}

    def delta_event(self, part: JSON, delta: str) -> JSON:
        return self.part_event(part)

    def permission(self, part: JSON, tool: str, arguments: JSON) -> JSON:
        pattern = str(next(iter(arguments.values()), tool))
        return {
            "id": self.identifiers.new("per"),
            "type": tool,
            "pattern": pattern,
            "sessionID": part["sessionID"],
            "messageID": part["messageID"],
            "callID": part["callID"],
            "title": pattern,
            "metadata": dict(arguments),
            "time": {"created": self.identifiers.now()},
        }

    def asked_event(self, permission: JSON) -> JSON:
        return self.event("permission.updated", permission)

    def replied_event(self, permission: JSON, decision: str) -> JSON:
        properties = {
            "sessionID": permission["sessionID"],
            "permissionID": permission["id"],
            "response": decision,
        }
        return self.event("permission.replied", properties)

    def no_session(self, session_id: str, route: str) -> Response:
        if route in ("GET message", "GET children"):
            return 200, []
        path = f"/home/me/.local/share/opencode/project/-home-me-project/storage/session/info/{session_id}.json"
        message = f"Error: ENOENT: no such file or directory, open '{path}'"
        return 400, {"name": "UnknownError", "data": {"message": message}}

    def bad_request(self, what: str) -> Response:
        issue = {"code": "invalid_type", "path": ["providerID"], "message": what}
        return 400, {"success": False, "error": {"issues": [issue], "name": "ZodError"}}

    def no_route(self) -> Response:
        return 404, "404 Not Found"


#: By version, the newest first.
DIALECTS: dict[str, type[Dialect]] = {dialect.version: dialect for dialect in (Newest, Before1_2, Before1_0)}
