"""A server whose sessions, requests and faults change at random, for the inbox: no I/O, and a clock of its own."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from typing import Any

import httpx
from attrs import define, field

from opencode_sessions._event_router import Connected, Missed, News, ReceivedEvent
from opencode_sessions_api.api.global_.global_event import build

OWN = "/own"
_DIRECTORIES = (OWN, "/a", "/b", "/c")
_DECODE = build().decode
#: What is wrong with a directory, a list or an answer. The last three are no faults of a moment.
_FAULTS = ("503", "garbage", "timeout", "breaks", "odd", "html", "400", "404")
_REFUSALS = frozenset(_FAULTS[-3:])
_STEPS_AWAY = 6


class Quiet(BaseException):
    """Nothing is left to do, and nothing more will happen."""


@define(eq=False)
class Session:
    """A session, busy or not."""

    id: str
    directory: str
    is_busy: bool = True


@define(eq=False)
class Request:
    """A permission or a question.

    Attributes:
        is_listed: The server lists it: also one that an aborted turn left behind.
        waits: Somebody waits for its answer.
        end: The event of its end; None as long as there is none, or when nobody heard it.
        answers: What was answered.
    """

    id: str
    session: Session
    is_question: bool
    is_listed: bool = True
    waits: bool = True
    end: ReceivedEvent | None = None
    answers: list[Any] = field(factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return it as it is sent."""
        common = {"id": self.id, "sessionID": self.session.id}
        if self.is_question:
            return {**common, "questions": [{"question": "?", "header": "?", "options": []}]}
        return {**common, "permission": "bash", "patterns": ["ls"], "metadata": {}, "always": []}


class World:
    """A server, its directories, and the events on their way to the inbox.

    Args:
        seed: Decides what happens.
        actions: How much of it.

    Attributes:
        random: Where chance comes from.
        now: The time, in seconds.
        queue: The news that the inbox has not heard yet.
        requests: All requests that there ever were.
    """

    def __init__(self, seed: int, actions: int) -> None:
        self.random = random.Random(seed)
        self.now = 1000.0
        self.queue: deque[News] = deque()
        self.requests: dict[str, Request] = {}
        self._sessions: dict[str, Session] = {}
        self._faults: dict[str, str] = {}
        self._refused: set[str] = set()
        self._needs_gap = False
        self._is_connected = True
        self._back_in = 0
        self._left = 0
        for _ in range(20):
            self.act()
        # So far nobody has listened.
        self.queue.clear()
        for request in self.requests.values():
            request.end = None
        self._connect()
        self._left = actions

    # ---------------------------------------------------------------- what the inbox sees

    def monotonic(self) -> float:
        """Return the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds

    def next_news(self, seconds: float | None = None) -> News:
        """Return the next news; while there is none, things happen.

        Raises:
            TimeoutError: There was none in time.
            Quiet: There will be none, and nobody asked for a timeout, or `settle` has not been called.
        """
        end = None if seconds is None else self.now + seconds
        while not self.queue and (end is None or self.now < end):
            if self._left > 0:
                self.act()
                self.now += self.random.uniform(0, 0.3)
            elif end is None or not self.is_settled:
                raise Quiet
            else:
                # Beyond it, whatever is lost in rounding.
                self.now = end + 0.001
        if not self.queue:
            raise TimeoutError
        return self.queue.popleft()

    def respond(self, request: httpx.Request) -> httpx.Response:
        """Respond to a call; things may happen before and after that, and it may fail."""
        self._may_act()
        path = request.url.path
        directory = request.url.params.get("directory", OWN)
        place = path if path in ("/path", "/experimental/session") else directory
        fault = self._faults.get(place, "") if path != "/global/health" else ""
        is_answer = request.method == "POST"
        if fault in _REFUSALS and not is_answer:
            self._refused.add(place)
        # These are tried once after each gap.
        if fault and not is_answer and (fault in _REFUSALS or place == "/path"):
            self._needs_gap = True
        if fault == "503":
            return httpx.Response(503, text="No server is available.")
        if fault == "garbage":
            return httpx.Response(200, content=b'[{"id', headers={"content-type": "application/json"})
        if fault == "timeout":
            self.now += 2
            raise httpx.ReadTimeout("too slow", request=request)
        if fault == "html":
            return httpx.Response(200, html="<html></html>")
        # An answer that is refused in this way would be about a request that does not wait.
        if fault in ("400", "404") and not is_answer:
            return httpx.Response(int(fault), json={"name": "BadRequest" if fault == "400" else "NotFoundError"})
        if fault == "breaks" and (not is_answer or self.random.random() < 0.5):
            raise httpx.ReadError("broken", request=request)
        response = self._response(request, path, directory, is_odd=fault == "odd")
        self._may_act()
        if fault == "breaks":
            raise httpx.ReadError("broken", request=request)
        return response

    def _response(self, request: httpx.Request, path: str, directory: str, *, is_odd: bool) -> httpx.Response:
        odd: list[Any] = [None, 5, "x", [], {}, {"id": 5}, {"id": "per_x", "sessionID": None}] if is_odd else []
        if path == "/global/health":
            return httpx.Response(200, json={"healthy": True, "version": "1.18.33"})
        if path == "/path":
            return httpx.Response(200, json={"directory": 5 if is_odd else OWN})
        if path == "/experimental/session":
            found = [{"id": each.id, "directory": each.directory} for each in self._sessions.values()]
            return httpx.Response(200, json=[*odd, *found])
        if path == "/session/status":
            here = {each.id: {"type": "busy"} for each in self._sessions.values() if each.directory == directory}
            busy = {name: status for name, status in here.items() if self._sessions[name].is_busy}
            return httpx.Response(200, json={**busy, **{f"ses_{n}x": each for n, each in enumerate(odd)}})
        if path in ("/permission", "/question"):
            if path == "/question":
                self._refused.discard(directory)
            listed = [
                each.to_dict()
                for each in self.requests.values()
                if each.is_listed and each.session.directory == directory and each.is_question == (path == "/question")
            ]
            return httpx.Response(200, json=[*odd, *listed])
        return self._answer(request, path.strip("/").split("/"), directory)

    def _answer(self, request: httpx.Request, path: list[str], directory: str) -> httpx.Response:
        is_of_session = path[0] == "session"
        asked = self.requests.get(path[3] if is_of_session else path[1])
        if asked is None or not asked.is_listed or (not is_of_session and asked.session.directory != directory):
            return httpx.Response(404, json={"name": "NotFoundError", "data": {"message": "It does not wait."}})
        asked.answers.append(request.content)
        self._end(asked, "question.replied" if asked.is_question else "permission.replied")
        return httpx.Response(200, json=True)

    # ---------------------------------------------------------------- what happens

    def act(self) -> None:
        """Let something happen."""
        self._left -= 1
        if not self._is_connected:
            self._back_in -= 1
            if self._back_in <= 0:
                self._connect()
        weights = {
            self._ask: 30,
            self._prompt: 12,
            self._answer_elsewhere: 12,
            self._abort: 5,
            self._finish: 5,
            self._delete: 3,
            self._repeat: 4,
            self._lose_connection: 4,
            self._connect: 2,
            self._overflow: 1,
            self._remove_directory: 1,
            self._restart: 1,
            self._fail: 6,
            self._mend: 5,
        }
        self.random.choices(list(weights), list(weights.values()))[0]()

    def _may_act(self) -> None:
        while self._left > 0 and self.random.random() < 0.3:
            self.act()

    @property
    def is_settled(self) -> bool:
        """All is over, and was read."""
        return self._left <= 0 and self._is_connected and not self._faults and not self._needs_gap

    def settle(self) -> None:
        """End all that happens: faults are over, and what was missed can be read."""
        self._left = 0
        self._faults.clear()
        if self._needs_gap or not self._is_connected:
            self._needs_gap = False
            self._connect()

    def is_stale(self, request: Request) -> bool:
        """Return whether the inbox may take a request for one that waits: it cannot know better.

        That it waits no more is on its way, was missed and is not read yet, or cannot be read. Or it was left behind by
        an aborted turn before the inbox knew of it, and its session is busy with another one.
        """
        return (
            request.waits
            or not self._is_connected
            or request.end in self.queue
            or any(not isinstance(news, ReceivedEvent) for news in self.queue)
            or request.session.directory in self._refused
            or (request.is_listed and request.session.is_busy)
        )

    def _tell(self, directory: str, kind: str, **properties: Any) -> ReceivedEvent | None:
        if not self._is_connected:
            return None
        event = ReceivedEvent({"directory": directory, "payload": {"type": kind, "properties": properties}}, _DECODE)
        self.queue.append(event)
        return event

    def _session(self, *, is_busy: bool) -> Session | None:
        found = [each for each in self._sessions.values() if each.is_busy == is_busy]
        return self.random.choice(found) if found else None

    def _prompt(self) -> None:
        session = self._session(is_busy=False) if self.random.random() < 0.5 else None
        if session is None:
            session = Session(f"ses_{len(self._sessions)}_{self._new_number()}", self.random.choice(_DIRECTORIES))
            self._sessions[session.id] = session
            self._tell(session.directory, "session.created", info={"id": session.id, "directory": session.directory})
        session.is_busy = True
        self._tell(session.directory, "session.status", sessionID=session.id, status={"type": "busy"})

    def _new_number(self) -> int:
        return self.random.randrange(1_000_000_000)

    def _ask(self) -> None:
        if (session := self._session(is_busy=True)) is not None:
            is_question = self.random.random() < 0.3
            request = Request(f"{'que' if is_question else 'per'}_{self._new_number()}", session, is_question)
            self.requests[request.id] = request
            self._tell(session.directory, "question.asked" if is_question else "permission.asked", **request.to_dict())

    def _repeat(self) -> None:
        """Tell of a request again, as a proxy might."""
        waiting = [each for each in self.requests.values() if each.waits]
        if waiting:
            again = self.random.choice(waiting)
            kind = "question.asked" if again.is_question else "permission.asked"
            self._tell(again.session.directory, kind, **again.to_dict())

    def _answer_elsewhere(self) -> None:
        waiting = [each for each in self.requests.values() if each.waits]
        if waiting:
            request = self.random.choice(waiting)
            ends = ("question.replied", "question.rejected") if request.is_question else ("permission.replied",)
            self._end(request, self.random.choice(ends))

    def _end(self, request: Request, kind: str) -> None:
        request.is_listed = request.waits = False
        request.end = self._tell(
            request.session.directory, kind, sessionID=request.session.id, requestID=request.id, reply="once"
        )

    def _idle(self, session: Session, kind: str = "session.idle", **properties: Any) -> None:
        session.is_busy = False
        end = self._tell(session.directory, kind, **(properties or {"sessionID": session.id}))
        for request in self.requests.values():
            if request.session is session and request.is_listed:
                request.waits, request.end = False, end

    def _abort(self) -> None:
        """No server removes the requests of a turn that was aborted."""
        if (session := self._session(is_busy=True)) is not None:
            self._idle(session)

    def _finish(self) -> None:
        session = self._session(is_busy=True)
        if session is not None and not any(each.waits for each in self.requests.values() if each.session is session):
            self._idle(session)

    def _delete(self, session: Session | None = None) -> None:
        session = session or self._session(is_busy=self.random.random() < 0.7)
        if session is not None:
            del self._sessions[session.id]
            self._idle(session, "session.deleted", info={"id": session.id})
            for request in self.requests.values():
                if request.session is session:
                    request.is_listed = False

    def _remove_directory(self) -> None:
        directory = self.random.choice(_DIRECTORIES[1:])
        for session in [each for each in self._sessions.values() if each.directory == directory]:
            self._delete(session)

    def _lose_connection(self) -> None:
        if self._is_connected:
            self._is_connected = False
            self._back_in = self.random.randrange(_STEPS_AWAY)

    def _connect(self) -> None:
        """Connect, also when nothing was lost."""
        self._is_connected = True
        self.queue.append(Connected(None))

    def _overflow(self) -> None:
        """The inbox is too far behind."""
        events = [news for news in self.queue if isinstance(news, ReceivedEvent)]
        if events:
            for event in events:
                self.queue.remove(event)
            for request in self.requests.values():
                if request.end in events:
                    request.end = None
            self.queue.append(Missed())

    def _restart(self) -> None:
        """The server forgets what runs."""
        self._is_connected = False
        self._back_in = self.random.randrange(_STEPS_AWAY)
        for session in self._sessions.values():
            session.is_busy = False
        for request in self.requests.values():
            if request.is_listed:
                request.is_listed = request.waits = False
                request.end = None

    def _fail(self) -> None:
        places = (*_DIRECTORIES, "/path", "/experimental/session")
        self._faults[self.random.choice(places)] = self.random.choice(_FAULTS)

    def _mend(self) -> None:
        if self._faults:
            del self._faults[self.random.choice(list(self._faults))]


def client_of(world: World, make_client: Callable[..., Any], mode: str, **options: Any) -> Any:
    """Make a client of a server that changes."""
    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    return make_client("http://x.test", http_client=kind(transport=httpx.MockTransport(world.respond)), **options)
