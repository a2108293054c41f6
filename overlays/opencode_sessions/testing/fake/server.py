"""The fake server: its routes, and what it remembers."""

from __future__ import annotations

import base64
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from attrs import define, field, frozen

from opencode_sessions.testing.fake.agent import Agent, Prompt, ToolError
from opencode_sessions.testing.fake.scheduler import Scheduler, Task
from opencode_sessions.testing.fake.wire import JSON, PROJECT_ID, Dialect, Identifiers, Response, encoded
from opencode_sessions.testing.model_script import ModelScript
from opencode_sessions.testing.permissions import PermissionSetting, Rule, decide, patterns_of, permission_of, rules
from opencode_sessions.testing.script import HTTPError, ModelReply, Text, ToolCall
from opencode_sessions.testing.settings import scripted_settings

__all__ = ["Exchange", "FakeOptions", "ServerState", "Tool"]

#: What a tool of the fake does: it takes the arguments of a call and returns the output.
Tool: TypeAlias = Callable[[dict[str, Any]], str]

_JSON_TYPE = {"content-type": "application/json"}
_STREAM_HEADERS = {"content-type": "text/event-stream", "cache-control": "no-cache"}
_AGENTS = {"build": "primary", "plan": "primary", "general": "subagent", "explore": "subagent"}
_COMMANDS = {
    "init": ("guided AGENTS.md setup", "Create or update `AGENTS.md` for this repository.\n\n$ARGUMENTS"),
    "review": ("review changes [commit|branch|pr], defaults to uncommitted", "Review the changes.\n\n$ARGUMENTS"),
}
_TOOLS = [
    "invalid", "question", "bash", "read", "glob", "grep", "edit", "write", "task", "webfetch", "todowrite",
    "websearch", "skill", "apply_patch",
]  # fmt: skip
#: The first names of the paths that a real server knows.
_KNOWN = {
    "agent", "api", "auth", "command", "config", "doc", "event", "experimental", "file", "find", "formatter", "global",
    "instance", "log", "lsp", "mcp", "path", "permission", "project", "provider", "pty", "question", "session", "skill",
    "sync", "tui", "vcs",
}  # fmt: skip
#: What a server says about a project in which nothing is installed, and nothing has changed.
_NOTHING: dict[str, Any] = {
    "experimental/worktree": [],
    "experimental/workspace": [],
    "experimental/tool": [],
    "file/status": [],
    "file": [],
    "find": [],
    "find/file": [],
    "find/symbol": [],
    "formatter": [],
    "lsp": [],
    "mcp": {},
    "provider/auth": {},
    "skill": [],
    "vcs": {"branch": "main"},
    "vcs/diff": [],
    "vcs/status": [],
}
#: Settings that the contract does not have.
_UNTOLD = {"autoupdate", "permission"}
#: Titles of the commands that user interfaces are told.
_TUI = {
    "submit-prompt": "prompt.submit",
    "clear-prompt": "prompt.clear",
    "open-help": "help.show",
    "open-sessions": "session.list",
    "open-themes": "theme.list",
    "open-models": "model.list",
}
#: Seconds that a client has to take in events before the response to their prompt comes, and how often it gets them
#: as long as it has not read all of them.
_READING_SECONDS = 0.01
_ATTEMPTS = 100


@define(eq=False)
class Exchange:
    """A response on its way.

    Attributes:
        status: The status, once there is a response.
        headers: Its headers.
        pieces: The pieces of its body that nobody has taken yet.
        is_complete: No more pieces will come.
        is_broken: The connection is lost.
    """

    status: int | None = None
    headers: dict[str, str] = field(factory=dict)
    pieces: deque[bytes] = field(factory=deque)
    is_complete: bool = False
    is_broken: bool = False
    directory: str | None = None
    tasks: list[Task] = field(factory=list)

    @property
    def has_begun(self) -> bool:
        """The response has begun, or never will."""
        return self.status is not None or self.is_broken

    @property
    def has_news(self) -> bool:
        """A piece of the body waits, or nothing more will come."""
        return bool(self.pieces) or self.is_over

    @property
    def is_over(self) -> bool:
        """Nothing more will come."""
        return self.is_complete or self.is_broken

    def respond(self, status: int, content: bytes, headers: Mapping[str, str]) -> None:
        """Send a whole response."""
        self.status, self.headers, self.is_complete = status, dict(headers), True
        if content:
            self.pieces.append(content)


@frozen
class Request:
    """A request.

    Attributes:
        method: Such as `GET`.
        path: The names in the path.
        query: The last value of each parameter.
        body: The decoded body; None if there is none.
    """

    method: str
    path: list[str]
    query: dict[str, str]
    body: Any

    @property
    def fields(self) -> JSON:
        """The body, if it is an object."""
        return self.body if isinstance(self.body, dict) else {}


@frozen
class _Done:
    """The response `true`, once a prompt has ended."""

    prompt: Prompt


class _RefusedError(Exception):
    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


@frozen(kw_only=True)
class FakeOptions:
    """The options of a fake server: see `FakeServer`. Its `dialect` is that of the version that it behaves as."""

    directory: str
    permission: PermissionSetting | None = None
    settings: Mapping[str, Any] | None = None
    models: tuple[str, ...] = ()
    tools: Mapping[str, Tool] = field(factory=dict)
    password: str | None = None
    busy_after: float = 0.0
    heartbeat: float = 10.0
    dialect: type[Dialect] = Dialect


class ServerState:
    """The state of a fake server, without I/O.

    Args:
        script: What its model says.
        options: All else.
    """

    def __init__(self, script: ModelScript, options: FakeOptions) -> None:
        self._script = script
        self.options = options
        self.prompts: list[Prompt] = []
        self.scheduler = Scheduler()
        self.dialect = options.dialect(Identifiers(), options.directory)
        self.agents: dict[str, Agent] = {}
        self._projects: dict[str, JSON] = {}
        self._default = self._config(options.permission, options.settings)
        self._global: JSON = {}
        self._credentials: dict[str, JSON] = {}
        self._allowed: dict[str, list[Rule]] = {}
        self._exchanges: set[Exchange] = set()
        self._overrides: list[tuple[str, str, Response, int]] = []

    @property
    def busy_after(self) -> float:
        """Seconds from a prompt to the moment at which its session turns busy."""
        return self.options.busy_after

    # ---------------------------------------------------------------- what tests set

    def configure(
        self,
        directory: str | os.PathLike[str],
        *,
        permission: PermissionSetting | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """See `FakeServer.configure`."""
        with self.scheduler.lock:
            self._projects[os.fspath(directory)] = self._config(permission, settings)

    def respond(self, method: str, path: str, status: int, body: Any = None, *, times: int = 1) -> None:
        """See `FakeServer.respond`."""
        if not path.startswith("/") or "?" in path:
            raise ValueError(f"path is that of a request, without a query, such as /session, not {path!r}")
        if not (isinstance(status, int) and 100 <= status < 600):
            raise ValueError(f"status is an HTTP status, such as 503, not {status!r}")
        if not isinstance(times, int) or times < 1:
            raise ValueError(f"times is a number of requests, at least 1, not {times!r}")
        if not isinstance(body, str):
            encoded(body)
        with self.scheduler.lock:
            self._overrides.append((method.upper(), path, (status, body), times))

    def drop_connections(self) -> None:
        """See `FakeServer.drop_connections`."""
        with self.scheduler.lock:
            for exchange in list(self._exchanges):
                self._break(exchange)
            self.scheduler.wake()

    def _config(self, permission: PermissionSetting | None, settings: Mapping[str, Any] | None) -> JSON:
        return scripted_settings(
            "http://127.0.0.1:4000/v1", models=self.options.models, permission=permission, settings=settings
        )

    # ---------------------------------------------------------------- requests

    def handle(
        self, method: str, target: str, *, headers: Mapping[str, str] | None = None, content: bytes = b""
    ) -> Exchange:
        """Take a request. Its response comes at once, or while somebody runs what is due in the `scheduler`.

        Args:
            method: Such as `GET`.
            target: The path and the query.
            headers: The headers, with names in lower case.
            content: The body.
        """
        with self.scheduler.lock:
            self.scheduler.run_due()
            exchange = Exchange()
            self._exchanges.add(exchange)
            self._handle(exchange, method, urlsplit(target), headers or {}, content)
            self.scheduler.run_due()
            self.scheduler.wake()
            return exchange

    def leave(self, exchange: Exchange) -> None:
        """The client has left; prompts go on."""
        with self.scheduler.lock:
            self._break(exchange)

    def _break(self, exchange: Exchange) -> None:
        self._exchanges.discard(exchange)
        exchange.is_broken = not exchange.is_complete
        for task in exchange.tasks:
            task.cancel()

    def _handle(self, exchange: Exchange, method: str, url: Any, headers: Mapping[str, str], content: bytes) -> None:
        path = [unquote(name) for name in url.path.strip("/").split("/")]
        try:
            if self.options.password is not None and self.dialect.is_protected and not self._is_authorized(headers):
                raise _RefusedError((401, ""))
            if (override := self._override(method, url.path)) is not None:
                raise _RefusedError(override)
            try:
                body = json.loads(content) if content else None
            except ValueError:
                raise _RefusedError((400, "Malformed JSON in request body")) from None
            request = Request(method, path, dict(parse_qsl(url.query, keep_blank_values=True)), body)
            if method == "GET" and path in (["event"], ["global", "event"]):
                self._listen(exchange, None if path[0] == "global" else self._directory(request))
                return
            response = self._route(request)
        except _RefusedError as refused:
            response = refused.response
        if isinstance(response, (Prompt, _Done)):
            exchange.tasks.append(self.scheduler.start(self._respond_later(exchange, response)))
        else:
            self._respond(exchange, response)

    def _is_authorized(self, headers: Mapping[str, str]) -> bool:
        expected = base64.b64encode(f"opencode:{self.options.password}".encode()).decode()
        return headers.get("authorization") == f"Basic {expected}"

    def _override(self, method: str, path: str) -> Response | None:
        for number, (overridden, at, response, times) in enumerate(self._overrides):
            if (overridden, at) == (method, path):
                if times > 1:
                    self._overrides[number] = (overridden, at, response, times - 1)
                else:
                    del self._overrides[number]
                return response
        return None

    def _respond(self, exchange: Exchange, response: Response | tuple[int, Any, dict[str, str]]) -> None:
        status, body, *more = response
        headers = {**more[0]} if more else {}
        if isinstance(body, str):
            content = body.encode()
            if body.startswith("<"):
                headers["content-type"] = "text/html;charset=UTF-8"
        elif status == 204:
            content = b""
        else:
            content = encoded(body)
            headers.update(_JSON_TYPE)
        exchange.respond(status, content, headers)
        self._exchanges.discard(exchange)
        self.noted(exchange, response)

    def noted(self, exchange: Exchange, response: Any) -> None:
        """For those who record: a response was sent."""

    async def _respond_later(self, exchange: Exchange, response: Prompt | _Done) -> None:
        """Respond when a prompt has ended, and, as with a real server, when its events were read."""
        prompt = response if isinstance(response, Prompt) else response.prompt
        await prompt._ended
        for _ in range(_ATTEMPTS):
            if not self.listeners:
                break
            unread = any(other.pieces for other in self._exchanges)
            await self.scheduler.sleep(_READING_SECONDS)
            if not unread:
                break
        if prompt.answer is None:
            self._respond(exchange, self.dialect.broken())
        else:
            self._respond(exchange, (200, prompt.answer if response is prompt else True))
        self.scheduler.wake()

    def _directory(self, request: Request) -> str:
        here = self.options.directory
        return request.query.get("directory", here) if self.dialect.serves_directories else here

    # ---------------------------------------------------------------- events

    @property
    def listeners(self) -> int:
        """The number of open event streams."""
        return sum(exchange.headers.get("content-type") == "text/event-stream" for exchange in self._exchanges)

    def _listen(self, exchange: Exchange, directory: str | None) -> None:
        exchange.status, exchange.headers, exchange.directory = 200, dict(_STREAM_HEADERS), directory
        self._send(exchange, self.dialect.event("server.connected", {}))
        if self.dialect.heartbeat is not None:
            exchange.tasks.append(self.scheduler.start(self._beat(exchange, self.options.heartbeat)))

    async def _beat(self, exchange: Exchange, seconds: float) -> None:
        while not exchange.is_over:
            await self.scheduler.sleep(seconds)
            self._send(exchange, self.dialect.event("server.heartbeat", {}))

    def _send(self, exchange: Exchange, event: JSON) -> None:
        data = event if exchange.directory is not None else {"payload": event}
        exchange.pieces.append(_event(encoded(data)))

    def tell(self, directory: str, event: JSON) -> None:
        """Send an event to all who listen to its directory."""
        listeners = [exchange for exchange in self._exchanges if exchange.status is not None]
        if not listeners:
            return
        data = encoded(event)
        names = encoded({"directory": directory, "project": PROJECT_ID})
        for exchange in listeners:
            if exchange.directory is None:
                exchange.pieces.append(_event(names[:-1] + b',"payload":' + data + b"}"))
            elif exchange.directory == directory:
                exchange.pieces.append(_event(data))

    # ---------------------------------------------------------------- what agents need

    def model_reply(self, agent: Agent, user: JSON) -> ModelReply | None:
        """Return the model's reply to a message of the user and all before it."""
        try:
            return self._script.next_reply(self._model_request(agent, user))
        except Exception as error:
            return ModelReply(HTTPError(400, f"decide= raised {type(error).__name__}: {error}"))

    def new_title(self, agent: Agent, user: JSON) -> str:
        """Return the title of a session, which the model chooses."""
        request = self._model_request(agent, user)
        system = {"role": "system", "content": "Answer with a thread title."}
        reply = self._script.next_reply({**request, "messages": [system, *request["messages"][1:]], "tools": []})
        return "".join(step.text for step in reply.steps if isinstance(step, Text))

    def _model_request(self, agent: Agent, user: JSON) -> JSON:
        messages: list[JSON] = [{"role": "system", "content": "You are opencode."}]
        for message in agent.messages:
            texts = "\n".join(part["text"] for part in message["parts"] if part["type"] == "text")
            if message["info"]["role"] == "user":
                messages.append({"role": "user", "content": texts})
                continue
            calls = [part for part in message["parts"] if part["type"] == "tool"]
            if not texts and not calls:
                continue
            said: JSON = {"role": "assistant", "content": texts}
            if calls:
                said["tool_calls"] = [_call(part) for part in calls]
            messages.append(said)
            messages += [_call_result(part) for part in calls]
        names = [*_TOOLS, *(name for name in self.options.tools if name not in _TOOLS)]
        tools = [{"type": "function", "function": {"name": name}} for name in names if name != "invalid"]
        model = user.get("model", {}).get("modelID", "scripted")
        return {"model": model, "messages": messages, "tools": tools, "stream": True}

    def permission(self, agent: Agent, call: ToolCall, arguments: JSON) -> str:
        """Return what the settings say about a call of a tool."""
        if call.asks:
            return "ask"
        kind = permission_of(call.name)
        given = [Rule(**rule) for rule in agent.info.get("permission", [])]
        return decide(
            [
                *rules(self._settings(agent.directory).get("permission")),
                *given,
                *self._allowed.get(agent.directory, []),
            ],
            kind,
            patterns_of(call.name, arguments),
        )

    def allow_always(self, agent: Agent, request: JSON) -> None:
        """Allow what was asked for from now on."""
        allowed = self._allowed.setdefault(agent.directory, [])
        allowed += [Rule(request["permission"], pattern, "allow") for pattern in request.get("always", ())]
        given = [Rule("*", "*", "ask"), *allowed]

        def is_allowed(waiting: JSON) -> bool:
            return decide(given, waiting["permission"], waiting.get("patterns", ())) == "allow"

        for other in [other for other in self.agents.values() if other.directory == agent.directory]:
            other.allow(is_allowed)

    async def use(self, agent: Agent, call: ToolCall, arguments: JSON) -> str:
        """Return the output of a tool."""
        tool = self.options.tools.get(call.name)
        if tool is None:
            return ""
        try:
            return tool(dict(arguments))
        except ToolError:
            raise
        except Exception as error:
            raise ToolError(f"{type(error).__name__}: {error}") from error

    def subtask(self, agent: Agent, arguments: JSON) -> Agent:
        """Create a session for a task."""
        name = arguments.get("subagent_type", "general")
        title = f"{arguments.get('description', 'Task')} (@{name} subagent)"
        rule = {"permission": "task", "pattern": "*", "action": "deny"}
        return self._create(
            agent.directory, {"title": title, "parentID": agent.info["id"], "agent": name, "permission": [rule]}
        )

    def no_model(self, agent: Agent, model: JSON) -> str | None:
        """Return the error of a model that is unknown."""
        if not model:
            return None
        provider, name = model.get("providerID", ""), model.get("modelID", "")
        known = self._settings(agent.directory)["provider"].get(provider, {}).get("models", {})
        return None if name in known else f"Model not found: {provider}/{name}."

    # ---------------------------------------------------------------- routes

    def _route(self, request: Request) -> Any:
        match request.method, request.path:
            case "POST", ["session"]:
                if request.body is not None and not isinstance(request.body, dict):
                    return self.dialect.bad_request("Expected an object")
                return 200, self._create(self._directory(request), request.fields).info
            case "GET", ["session"]:
                return 200, self._list(request, self._directory(request))
            case "GET", ["experimental", "session"] if self.dialect.lists_all:
                return 200, self._list(request, request.query.get("directory") if "path" in request.query else None)
            case "GET", ["session", "status"] if self.dialect.has_status:
                agents = self._agents_in(request)
                return 200, {agent.info["id"]: agent.status for agent in agents if agent.status is not None}
            case method, ["session", session_id, *rest]:
                return self._about_session(method, session_id, rest, request)
            case "GET", ["permission"] if self.dialect.has_requests:
                return 200, [asked for agent in self._agents_in(request) for asked in agent.permissions]
            case "POST", ["permission", request_id, "reply"] if self.dialect.has_requests:
                return self._decide_permission(request_id, self._agents_in(request), "reply", request)
            case "GET", ["question"] if self.dialect.has_requests:
                return 200, [asked for agent in self._agents_in(request) for asked in agent.questions]
            case "POST", ["question", request_id, "reply" | "reject" as how] if self.dialect.has_requests:
                answers = request.fields.get("answers") if how == "reply" else None
                done = any(agent.answer(request_id, answers) for agent in self._agents_in(request))
                return (200, True) if done else self.dialect.no_question(request_id)
            case "GET", ["global", "health"] if self.dialect.has_requests:
                return 200, {"healthy": True, "version": self.dialect.version}
            case "GET", ["doc"]:
                paths: JSON = {f"/{name}": {} for name in sorted(_KNOWN)}
                return 200, {"openapi": "3.1.1", "info": {"title": "opencode", "version": "1.0.0"}, "paths": paths}
        return self._about_project(request)

    def _agents_in(self, request: Request) -> list[Agent]:
        directory = self._directory(request)
        return [agent for agent in self.agents.values() if agent.directory == directory]

    def _settings(self, directory: str) -> JSON:
        return {**self._projects.get(directory, self._default), **self._global}

    def _about_project(self, request: Request) -> Response:
        directory = self._directory(request)
        settings, name = self._settings(directory), "/".join(request.path)
        match request.method, request.path:
            case "GET", ["agent"]:
                agents = [{"name": one, "mode": mode, "native": True} for one, mode in _AGENTS.items()]
                return 200, [{**one, "permission": [], "options": {}} for one in agents]
            case "GET", ["command"]:
                return 200, [
                    {"name": one, "description": words, "source": "command", "template": template, "hints": []}
                    for one, (words, template) in self._commands(directory).items()
                ]
            case "GET", ["config"]:
                return 200, {"username": "tester", **{one: settings[one] for one in settings if one not in _UNTOLD}}
            case "GET", ["config", "providers"]:
                offered = self._providers(settings)
                default = {provider["id"]: next(iter(provider["models"])) for provider in offered}
                return 200, {"providers": offered, "default": default}
            case "GET", ["provider"]:
                offered = self._providers(settings)
                names = [provider["id"] for provider in offered]
                default = {provider["id"]: next(iter(provider["models"])) for provider in offered}
                return 200, {"all": offered, "default": default, "connected": names}
            case "GET", ["global", "config"]:
                return 200, {"username": "tester", **self._global}
            case "PATCH", ["global", "config"]:
                self._global.update(request.fields)
                return 200, {"username": "tester", **self._global}
            case "PATCH", ["config"]:
                return 200, {**settings, **request.fields}
            case "PUT", ["auth", provider]:
                self._credentials[provider] = request.fields
                return 200, True
            case "DELETE", ["auth", provider]:
                self._credentials.pop(provider, None)
                return 200, True
            case "GET", ["project"]:
                return 200, [self._project(directory)]
            case "GET", ["project", "current"]:
                return 200, self._project(directory)
            case "GET", ["path"] if self.dialect.serves_directories:
                home = {"home": "/home/me", "state": "/home/me/.local/state", "config": "/home/me/.config"}
                return 200, {**home, "worktree": directory, "directory": directory}
            case "GET", ["experimental", "tool", "ids"]:
                return 200, [*_TOOLS, *(one for one in self.options.tools if one not in _TOOLS)]
            case "POST", ["log"] | ["instance", "dispose"] | ["global", "dispose"]:
                return 200, True
            case "POST", ["tui", what]:
                return self._tell_interfaces(directory, what, request.fields)
            case "GET", _ if name in _NOTHING:
                return 200, deepcopy(_NOTHING[name])
        if request.path[0] not in _KNOWN or not self.dialect.has_requests:
            return self.dialect.no_route()
        words = f"The fake server does not have {request.method} /{name}. Test it with a real server (--opencode-real)."
        return 501, {"name": "UnknownError", "data": {"message": words}}

    def _tell_interfaces(self, directory: str, what: str, fields: JSON) -> Response:
        if what == "select-session":
            if fields.get("sessionID") not in self.agents:
                return self.dialect.no_session(str(fields.get("sessionID")), "POST tui")
            event = self.dialect.event("tui.session.select", fields)
        elif what == "append-prompt":
            event = self.dialect.event("tui.prompt.append", fields)
        elif what == "show-toast":
            event = self.dialect.event("tui.toast.show", fields)
        elif what in _TUI:
            event = self.dialect.event("tui.command.execute", {"command": _TUI[what]})
        else:
            command = str(fields.get("command", "")).replace("_", ".")
            event = self.dialect.event("tui.command.execute", {"command": command})
        self.tell(directory, event)
        return 200, True

    def _project(self, directory: str) -> JSON:
        return {
            "id": PROJECT_ID,
            "worktree": directory,
            "vcs": "git",
            "time": {"created": _LONG_AGO, "updated": _LONG_AGO},
            "sandboxes": [],
        }

    @staticmethod
    def _providers(settings: JSON) -> list[JSON]:
        return [
            {
                "id": provider,
                "name": entry.get("name", provider),
                "source": "config",
                "env": [],
                "options": {},
                "models": {name: _model(provider, name, model) for name, model in entry["models"].items()},
            }
            for provider, entry in settings["provider"].items()
            if entry.get("models")
        ]

    def _commands(self, directory: str) -> dict[str, tuple[str, str]]:
        own = self._settings(directory).get("command", {})
        return {**_COMMANDS, **{name: (one.get("description", ""), one["template"]) for name, one in own.items()}}

    # ---------------------------------------------------------------- sessions

    def _create(self, directory: str, body: JSON) -> Agent:
        info = self.dialect.session(directory, body.get("title"), body.get("parentID"))
        if self.dialect.has_requests:
            info.update({name: body[name] for name in ("agent", "model", "metadata", "permission") if name in body})
        agent = self.agents[info["id"]] = Agent(self, info, directory)
        kind = "session.created" if self.dialect.has_requests else "session.updated"
        self.tell(directory, self.dialect.session_event(kind, info))
        return agent

    def _list(self, request: Request, directory: str | None) -> list[JSON]:
        query, found = request.query, [agent for agent in self.agents.values() if directory in (None, agent.directory)]
        everywhere = request.path[0] == "experimental"
        if everywhere:
            found = [
                agent for agent in found if query.get("archived") == "true" or "archived" not in agent.info["time"]
            ]
        if query.get("roots") == "true":
            found = [agent for agent in found if "parentID" not in agent.info]
        if search := query.get("search", "").lower():
            found = [agent for agent in found if search in agent.info["title"].lower()]
        if (start := query.get("start", "")).isdigit():
            found = [agent for agent in found if agent.info["time"]["updated"] >= int(start)]
        if (cursor := query.get("cursor", "")).isdigit():
            found = [agent for agent in found if agent.info["time"]["updated"] < int(cursor)]
        if not self.dialect.has_summaries:
            return [agent.info for agent in found]
        found.sort(key=lambda agent: (agent.info["time"]["updated"], agent.info["id"]), reverse=True)
        limit = int(query["limit"]) if query.get("limit", "").isdigit() else 100
        listed = [agent.info for agent in found[:limit]]
        if everywhere:
            return [{**info, "project": {"id": PROJECT_ID, "worktree": info["directory"]}} for info in listed]
        return listed

    def _about_session(self, method: str, session_id: str, rest: list[str], request: Request) -> Any:
        agent = self.agents.get(session_id)
        if agent is None:
            if rest == ["abort"]:
                return 200, self.dialect.has_status
            if self.dialect.has_summaries and not session_id.startswith("ses"):
                return self.dialect.broken()
            return self.dialect.no_session(session_id, " ".join([method, *rest[:1]]))
        fields = request.fields
        match method, rest:
            case "GET", []:
                return 200, agent.info
            case "PATCH", []:
                return self._update(agent, fields)
            case "DELETE", []:
                self._delete(agent)
                return 200, True
            case "GET", ["children"]:
                return 200, [one.info for one in self.agents.values() if one.info.get("parentID") == session_id]
            case "GET", ["todo"]:
                return 200, agent.todos
            case "GET", ["diff"]:
                return 200, []
            case "GET", ["message"]:
                return self._messages(agent, request)
            case _, ["message", message_id, *part]:
                return self._about_message(agent, method, message_id, part, request)
            case "POST", ["message"]:
                return self._prompt(agent, request.body)
            case "POST", ["prompt_async"] if self.dialect.has_prompt_async:
                taken = self._prompt(agent, request.body, waits=False)
                return (204, "") if isinstance(taken, Prompt) or taken[0] == 500 else taken
            case "POST", ["command"]:
                return self._command(agent, fields)
            case "POST", ["shell"]:
                if agent.is_busy:
                    return self.dialect.is_busy(session_id)
                return agent.shell(str(fields.get("command", "")), user=self._user(agent, fields))
            case "POST", ["abort"]:
                agent.abort()
                return 200, True
            case "POST", ["init"]:
                if "modelID" not in fields:
                    return self.dialect.bad_request('Missing key\n  at ["modelID"]')
                self._command(
                    agent, {"command": "init", "arguments": "AGENTS.md", "messageID": fields.get("messageID")}
                )
                return 200, True
            case "POST", ["summarize"]:
                return self._summarize(agent, fields)
            case "POST", ["revert"]:
                if agent.is_busy:
                    return self.dialect.is_busy(session_id)
                agent.revert(str(fields.get("messageID")), fields.get("partID"))
                return 200, agent.info
            case "POST", ["unrevert"]:
                if agent.is_busy:
                    return self.dialect.is_busy(session_id)
                agent.unrevert()
                return 200, agent.info
            case "POST", ["fork"]:
                return self._fork(agent, fields.get("messageID"))
            case "POST", ["share"]:
                if self._settings(agent.directory).get("share") == "disabled":
                    return self.dialect.broken()
                agent.info["share"] = {"url": f"https://opncd.ai/share/{session_id[-8:]}"}
                agent.tell_updated()
                return 200, agent.info
            case "DELETE", ["share"]:
                agent.info.pop("share", None)
                return 200, agent.info
            case "POST", ["permissions", request_id]:
                return self._decide_permission(request_id, [agent], "response", request)
        return self._about_project(request)

    def _update(self, agent: Agent, fields: JSON) -> Response:
        for name in ("title", "metadata"):
            if name in fields:
                agent.info[name] = fields[name]
        if "permission" in fields:
            agent.info["permission"] = [*agent.info.get("permission", []), *fields["permission"]]
        if "archived" in fields.get("time", {}):
            agent.info["time"]["archived"] = fields["time"]["archived"]
        agent.tell_updated()
        return 200, agent.info

    def _delete(self, agent: Agent) -> None:
        for child in [one for one in self.agents.values() if one.info.get("parentID") == agent.info["id"]]:
            self._delete(child)
        agent.abort()
        del self.agents[agent.info["id"]]
        self.tell(agent.directory, self.dialect.session_event("session.deleted", agent.info))

    def _fork(self, agent: Agent, message_id: str | None) -> Response:
        titles = {one.info["title"] for one in self.agents.values()}
        number = next(n for n in range(1, len(titles) + 2) if f"{agent.info['title']} (fork #{n})" not in titles)
        fork = self._create(agent.directory, {"title": f"{agent.info['title']} (fork #{number})"})
        names: dict[str, str] = {}
        for message in agent.messages:
            if message["info"]["id"] == message_id:
                break
            if "format" in message["info"]:
                return self.dialect.broken()
            copy = deepcopy(message)
            info = copy["info"]
            names[info["id"]] = self.dialect.identifiers.new("msg")
            info.update(id=names[info["id"]], sessionID=fork.info["id"])
            if "parentID" in info:
                info["parentID"] = names.get(info["parentID"], info["parentID"])
            for part in copy["parts"]:
                part.update(id=self.dialect.identifiers.new("prt"), messageID=info["id"], sessionID=fork.info["id"])
            fork.messages.append(copy)
            self.tell(agent.directory, self.dialect.message_event(info))
            for part in copy["parts"]:
                self.tell(agent.directory, self.dialect.part_event(part))
        return 200, fork.info

    # ---------------------------------------------------------------- messages

    def _messages(self, agent: Agent, request: Request) -> Any:
        messages, query = agent.messages, request.query
        if not self.dialect.has_status:
            return 200, messages
        if "limit" in query and not query["limit"].isdigit():
            return 400, {"name": "BadRequest", "data": {"message": "Expected an integer, got NaN", "kind": "Query"}}
        if before := query.get("before"):
            first = next((n for n, one in enumerate(messages) if _cursor(one) == before), 0)
            messages = messages[:first]
        limit = int(query.get("limit", 0)) or len(messages)
        page = messages[-limit:]
        if page and page[0] is agent.messages[0] and any("format" in one["info"] for one in page):
            words = "Expected the response to be as documented"
            return 400, {"name": "BadRequest", "data": {"message": words, "kind": "Body"}}
        more = len(page) < len(messages) and self.dialect.has_summaries
        return (200, page, {"x-next-cursor": _cursor(page[0])}) if more else (200, page)

    def _about_message(self, agent: Agent, method: str, message_id: str, rest: list[str], request: Request) -> Response:
        message = next((one for one in agent.messages if one["info"]["id"] == message_id), None)
        if message is None:
            if not self.dialect.has_summaries:
                return self.dialect.no_session(message_id, "GET message one")
            return self.dialect.no_message(message_id)
        match method, rest:
            case "GET", []:
                return 200, message
            case "DELETE", []:
                agent.remove(message)
                return 200, True
            case "PATCH" | "DELETE", ["part", part_id]:
                parts = message["parts"]
                place = next((n for n, part in enumerate(parts) if part["id"] == part_id), None)
                if method == "PATCH":
                    if place is None:
                        parts.append(request.fields)
                    else:
                        parts[place] = request.fields
                    self.tell(agent.directory, self.dialect.part_event(request.fields))
                    return 200, request.fields
                if place is not None:
                    del parts[place]
                names = {"sessionID": agent.info["id"], "messageID": message_id, "partID": part_id}
                self.tell(agent.directory, self.dialect.event("message.part.removed", names))
                return 200, True
        return self._about_project(request)

    def _user(self, agent: Agent, body: JSON) -> JSON:
        """Return the message of a prompt, which has the model and the agent that the session has used before."""
        settings = self._settings(agent.directory)
        last: JSON = next((one["info"] for one in reversed(agent.messages) if one["info"]["role"] == "user"), {})
        model = body.get("model") or last.get("model")
        if model is None and "model" in agent.info:
            model = {"providerID": agent.info["model"]["providerID"], "modelID": agent.info["model"]["id"]}
        if model is None or isinstance(model, str):
            provider, _, name = (model or settings["model"]).partition("/")
            model = {"providerID": provider, "modelID": name}
        model = {"providerID": model["providerID"], "modelID": model.get("modelID", model.get("id"))}
        user = self.dialect.user(agent.info, body.get("agent") or agent.info.get("agent") or "build", model)
        user["id"] = body.get("messageID") or user["id"]
        user.update(
            {name: body[name] for name in ("format", "system", "tools", "variant") if body.get(name) is not None}
        )
        return user

    def _prompt(self, agent: Agent, body: Any, *, waits: bool = True) -> Any:
        if (wrong := self._wrong_with(body)) is not None:
            return self.dialect.bad_request(wrong)
        known = [*_AGENTS, *self._settings(agent.directory).get("agent", {})]
        if self.dialect.has_requests and body.get("agent", "build") not in known:
            available = ", ".join(sorted(known))
            words = f'Agent not found: "{body["agent"]}". Available agents: {available}'
            error = {"name": "UnknownError", "data": {"message": words}}
            event = self.dialect.event("session.error", {"sessionID": agent.info["id"], "error": error})
            self.tell(agent.directory, event)
            return self.dialect.broken()
        user = self._user(agent, body)
        if body.get("noReply"):
            return 200, agent.store(body["parts"], user=user)
        return self._take(agent, body["parts"], user)

    def _take(self, agent: Agent, parts: Sequence[JSON], user: JSON) -> Prompt:
        prompt = agent.take([stored for part in parts for stored in _as_stored(part)], user=user)
        self.prompts.append(prompt)
        return prompt

    def _wrong_with(self, body: Any) -> str | None:
        if not isinstance(body, dict) or not isinstance(body.get("parts"), list):
            return 'Missing key\n  at ["parts"]'
        if not self.dialect.steps_are_messages and not isinstance(body.get("providerID"), str):
            return "Required"
        kinds = ("text", "file", "agent", "subtask")
        for number, part in enumerate(body["parts"]):
            if not isinstance(part, dict) or part.get("type") not in kinds:
                return f'Expected a part, got {json.dumps(part)}\n  at ["parts"][{number}]'
        return None

    def _command(self, agent: Agent, fields: JSON) -> Any:
        name, arguments = str(fields.get("command")), str(fields.get("arguments", ""))
        commands = self._commands(agent.directory)
        if name not in commands:
            words = f'Command not found: "{name}". Available commands: {", ".join(sorted(commands))}'
            return self._failed(agent, words)
        model = fields.get("model")
        if model is not None:
            provider, _, model_name = model.partition("/")
            reason = self.no_model(agent, {"providerID": provider, "modelID": model_name})
            if reason is not None:
                return self._failed(agent, reason)
        text = commands[name][1].replace("$ARGUMENTS", arguments)
        prompt = self._take(agent, [{"type": "text", "text": text}], self._user(agent, fields))
        self.scheduler.start(self._tell_executed(agent, name, arguments, prompt))
        return prompt

    async def _tell_executed(self, agent: Agent, name: str, arguments: str, prompt: Prompt) -> None:
        await prompt._ended
        if prompt.answer is not None:
            names = {"name": name, "sessionID": agent.info["id"], "arguments": arguments}
            names["messageID"] = prompt.answer["info"]["id"]
            self.tell(agent.directory, self.dialect.event("command.executed", names))

    def _failed(self, agent: Agent, words: str) -> Response:
        error = {"name": "UnknownError", "data": {"message": words}}
        event = self.dialect.event("session.error", {"sessionID": agent.info["id"], "error": error})
        self.tell(agent.directory, event)
        return self.dialect.broken()

    def _summarize(self, agent: Agent, fields: JSON) -> Any:
        if agent.is_busy:
            return self.dialect.is_busy(agent.info["id"])
        model = {name: fields.get(name) for name in ("providerID", "modelID")}
        if self.no_model(agent, model) is not None:
            return self.dialect.broken()
        return _Done(agent.summarize(user=self._user(agent, {"model": model})))

    def _decide_permission(self, request_id: str, agents: Iterable[Agent], name: str, request: Request) -> Response:
        decision, message = request.fields.get(name), request.fields.get("message")
        if decision not in ("once", "always", "reject"):
            return self.dialect.bad_request(f'Expected "once" | "always" | "reject"\n  at ["{name}"]')
        if any(agent.decide(request_id, decision, message) for agent in agents):
            return 200, True
        return self.dialect.no_permission(request_id)


_LONG_AGO = 1_795_000_000_000


def _event(data: bytes) -> bytes:
    return b"data: " + data + b"\n\n"


def _as_stored(part: JSON) -> Iterator[JSON]:
    """Return a part as the server stores it: a text file comes with its content."""
    if part["type"] == "file" and part.get("mime") == "text/plain" and part.get("url", "").startswith("data:"):
        head, _, data = part["url"].partition(",")
        text = base64.b64decode(data).decode(errors="replace") if head.endswith(";base64") else unquote(data)
        called = json.dumps({"filePath": part.get("filename", "")}, separators=(",", ":"))
        words = f"Called the Read tool with the following input: {called}"
        yield {"type": "text", "text": words, "synthetic": True}
        yield {"type": "text", "text": text, "synthetic": True}
    yield part


def _cursor(message: JSON) -> str:
    place = {"id": message["info"]["id"], "time": message["info"]["time"]["created"]}
    return base64.b64encode(json.dumps(place).encode()).decode()


def _call(part: JSON) -> JSON:
    arguments = json.dumps(part["state"].get("input", {}))
    return {"id": part["callID"], "type": "function", "function": {"name": part["tool"], "arguments": arguments}}


def _call_result(part: JSON) -> JSON:
    state = part["state"]
    return {"role": "tool", "tool_call_id": part["callID"], "content": state.get("output", state.get("error", ""))}


def _model(provider: str, name: str, model: JSON) -> JSON:
    modes = {"text": True, "audio": False, "image": False, "video": False, "pdf": False}
    return {
        "id": name,
        "providerID": provider,
        "api": {"id": name, "url": "", "npm": "@ai-sdk/openai-compatible"},
        "name": model.get("name", name),
        "family": "",
        "capabilities": {
            "temperature": False,
            "reasoning": True,
            "attachment": False,
            "toolcall": True,
            "input": modes,
            "output": modes,
            "interleaved": False,
        },
        "cost": {"input": 0, "output": 0, **model.get("cost", {}), "cache": {"read": 0, "write": 0}},
        "limit": {"context": 0, "output": 0, **model.get("limit", {})},
        "status": "active",
        "options": {},
        "headers": {},
        "release_date": "",
        "variants": {},
    }
