"""A server that is probed, and its responses."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import httpx
from attrs import frozen

from tools.servers.recorder import Recorder
from tools.servers.recording import Recording
from tools.servers.scenarios import Script, prompt
from tools.servers.versions import ServerVersion

__all__ = ["NO_OPERATION", "Answer", "Site"]

#: What is seen of a behaviour of an operation that a version lacks.
NO_OPERATION = "no such operation"

#: The time limit of one call in seconds, unless a probe sets another.
_LONGEST_CALL = 30.0


@frozen
class Answer:
    """The response to one request.

    Attributes:
        status: The HTTP status; 0 when there was no response.
        media_type: The content type without parameters; empty for an empty body.
        content: The decoded JSON; the text of anything else.
        headers: The headers.
    """

    status: int
    media_type: str
    content: Any
    headers: Mapping[str, str]

    @property
    def is_json(self) -> bool:
        """True for a body that is JSON."""
        return self.media_type == "application/json"

    @property
    def is_success(self) -> bool:
        """True for 2xx with JSON, or with no body where the status says so."""
        return self.status in range(200, 300) and (self.is_json or self.status == 204)

    @property
    def message(self) -> str:
        """The text of an error, as far as any generation of the server sends one."""
        return self.content if isinstance(self.content, str) else json.dumps(self.content, sort_keys=True)

    def __str__(self) -> str:
        """Summarize it in a few words."""
        if self.status == 0:
            return "no response"
        if not self.is_success:
            return "an empty response" if self.status == 200 and not self.message else str(self.status)
        if isinstance(self.content, bool):
            return f"`{str(self.content).lower()}`"
        if isinstance(self.content, list) and not self.content:
            return "an empty list"
        return str(self.status)


class Site:
    """A server with a project of its own. A context manager, which closes the connections.

    Attributes:
        version: The version of the server.
        project: The directory that the server was started in, a git repository.
        elsewhere: Another git repository.
        script: The replies of the model.
        log: All calls so far, as `Recorder` keeps them.
    """

    def __init__(self, running: Recording, version: ServerVersion) -> None:
        self.version = version
        self.script: Script = running.script
        self.project: Path = running.recorder.directory
        self.elsewhere = self.project.parent / "elsewhere"
        self._unknown_routes: set[tuple[int, str]] = set()
        self.log: list[dict[str, Any]] = []
        self._recorder: Recorder = running.recorder
        server = running.client.server
        assert server is not None
        self._auth = (server.username, server.password)
        self._http = httpx.Client(base_url=server.url, timeout=_LONGEST_CALL, trust_env=False)
        # Servers list the files of a directory when it is opened.
        _furnish(self.project)
        self.began = time.monotonic()
        running.recorder.listen()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events of both streams so far, each with its `stream` and its `data`."""
        return self._recorder.events

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        /,
        *,
        directory: Path | None = None,
        seconds: float = _LONGEST_CALL,
        authenticated: bool = True,
        **query: Any,
    ) -> Answer:
        """Make a call.

        Args:
            method: The HTTP method.
            path: The path, without the query.
            body: The JSON body.
            directory: The directory that it is about. Default: the project.
            seconds: The time limit.
            authenticated: Send the password.
            **query: The query.
        """
        # Servers before 1.0.0 require a body wherever there may be one.
        if body is None and method == "POST" and self.version.serves_one_directory:
            body = {}
        params = {"directory": str(directory or self.project), **query}
        auth = self._auth if authenticated else None
        try:
            response = self._http.request(
                method,
                path,
                params=params,
                auth=auth,
                timeout=seconds,
                **({} if body is None else {"json": body}),
            )
        except httpx.TransportError:
            return Answer(0, "", "", {})
        media_type = response.headers.get("content-type", "").partition(";")[0]
        try:
            content = response.json()
            media_type = media_type or "application/json"
        except ValueError:
            content, media_type = response.text, media_type if response.text else ""
        self.log.append(
            {
                "request": {"method": method, "path": path, "query": query, "body": body},
                "status": response.status_code,
                "body": content,
            }
        )
        return Answer(response.status_code, media_type, content, response.headers)

    def lacks(self, answer: Answer) -> bool:
        """Recognize the response of a route that does not exist.

        It is as that of one that no server has: 404, the web page, or (when the server has no network to fetch that
        from) 500.
        """
        if answer.media_type == "text/html" or (answer.status == 404 and not answer.is_json):
            return True
        if not self._unknown_routes:
            for method in ("GET", "POST", "PATCH", "PUT", "DELETE"):
                unknown = self.call(method, "/no-such-route/at-all")
                self._unknown_routes.add((unknown.status, _reason(unknown)))
        return answer.status >= 400 and (answer.status, _reason(answer)) in self._unknown_routes

    def words(self, answer: Answer) -> str:
        """Summarize a response, or say that there is no such operation."""
        return NO_OPERATION if self.lacks(answer) else str(answer)

    def session(self, directory: Path | None = None, **fields: Any) -> str:
        """Create a session; returns its identifier."""
        return str(self.call("POST", "/session", fields, directory=directory).content["id"])

    def chat(self, session: str, text: str = "Hello?", **fields: Any) -> Answer:
        """Prompt, in a form that every version accepts, and wait for the reply."""
        return self.call("POST", f"/session/{session}/message", {**prompt(text), **fields})

    def messages(self, session: str, **query: Any) -> Any:
        """List the messages of a session."""
        return self.call("GET", f"/session/{session}/message", **query).content

    def in_background(self, function: Callable[[], Answer]) -> Callable[[float], Answer | None]:
        """Run a function in a thread; returns a function that waits for its result, up to some seconds."""
        results: list[Answer] = []
        thread = threading.Thread(target=lambda: results.append(function()), daemon=True)
        thread.start()

        def result(seconds: float) -> Answer | None:
            thread.join(seconds)
            return results[0] if results else None

        return result

    def wait_for_event(self, *types: str, since: int = 0, seconds: float = 15) -> dict[str, Any]:
        """Wait for an event of the project; returns its data.

        Raises:
            TimeoutError: There is none in time.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for event in self.events[since:]:
                if event["stream"] == "/event" and event["data"].get("type") in types:
                    data: dict[str, Any] = event["data"]
                    return data
            time.sleep(0.05)
        raise TimeoutError(f"no {' or '.join(types)} in {seconds:g} seconds")

    def wait(self, condition: Callable[[], object], seconds: float = 10) -> bool:
        """Wait until a condition holds; returns False if it does not in time."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True


def _reason(answer: Answer) -> str:
    """Return the reason of an error, without what differs from call to call."""
    content = answer.content
    if isinstance(content, dict) and isinstance(content.get("data"), dict):
        return str(content["data"].get("message")).partition("\n")[0]
    return answer.message.partition("\n")[0]


def _furnish(project: Path) -> None:
    """Put files into the project for the operations on files."""
    (project / "warehouse").mkdir()
    (project / "warehouse" / "stock.txt").write_text("stock\n")
    (project / "greet.py").write_text("print('Bonjour')\n")
    (project / "words.txt").write_text("def greet\n")
    (project / "straw.txt").write_text("straw\n" * 15)
    for number in range(15):
        (project / f"many{number}.txt").write_text("haystack\n")
