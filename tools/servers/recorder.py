"""Record the calls and the events of a server, without a trace of this machine."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import httpx

from opencode_sessions._concurrency import SyncInterrupt
from tools.servers.versions import ServerVersion

#: The headers that clients read.
_HEADERS = ("content-type", "link", "x-next-cursor")
#: The time limit of one call in seconds, longer than any prompt takes.
_LONGEST_CALL = 60.0
_MOST_EVENTS_OF_A_KIND = 2
_LONGEST_TEXT, _EXCERPT = 400, 100


class Recorder:
    """Calls a server, and keeps the responses by name, and the events.

    Args:
        url: The address of the server.
        auth: User name and password.
        directory: The project that the server works in.
        version: The version of the server.
        replacements: The texts of this machine to replace, in this order, with their replacements.
        supports: Returns whether the server has the operation of an HTTP method and a path.
    """

    def __init__(
        self,
        url: str,
        auth: tuple[str, str],
        directory: Path,
        version: ServerVersion,
        replacements: Mapping[str, str],
        *,
        supports: Callable[[str, str], bool],
    ) -> None:
        self.directory = directory
        self.version = version
        self.supports = supports
        self.calls: dict[str, dict[str, Any]] = {}
        self._replacements = replacements
        self._http = httpx.Client(base_url=url, auth=auth, timeout=_LONGEST_CALL, trust_env=False)
        self._events: list[dict[str, Any]] = []
        self._streams: list[SyncInterrupt] = []
        self._closing = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # A server does not shut down while somebody listens to its events.
        self._closing = True
        for stream in self._streams:
            stream.interrupt()
        self._http.close()

    def call(
        self,
        name: str | None,
        method: str,
        path: str,
        body: Any = None,
        query: Mapping[str, Any] | None = None,
        *,
        directory: Path | None = None,
    ) -> Any:
        """Make a call, and keep it under its name; skip it if the server does not have the operation.

        Args:
            name: The name to keep it under; None for a call that is not kept.
            method: The HTTP method, such as `POST`.
            path: The path, without the query.
            body: The JSON body.
            query: The query, besides the directory.
            directory: The directory, if it is not the project.

        Returns:
            The decoded response; an empty dict without one.
        """
        if not self.supports(method, path):
            return {}
        # Servers before 1.0.0 require a body wherever there may be one.
        if body is None and method == "POST" and self.version.serves_one_directory:
            body = {}
        params = {"directory": str(directory or self.directory), **(query or {})}
        try:
            response = (
                self._http.request(method, path, params=params, json=body)
                if body is not None
                else (self._http.request(method, path, params=params))
            )
        except httpx.TimeoutException:
            print(f"  {name or path}: no response in {_LONGEST_CALL:g} seconds, skipped", file=sys.stderr)
            return {}
        try:
            content = response.json()
        except ValueError:
            content = {"__text__": response.text}
        if name is not None:
            self.calls[name] = {
                "name": name,
                "request": {"method": method, "path": path, "query": dict(query or {}), "body": body},
                "status": response.status_code,
                "headers": {key: response.headers[key] for key in _HEADERS if key in response.headers},
                "body": content,
            }
        return content if response.is_success and not (isinstance(content, dict) and "__text__" in content) else {}

    def call_in_thread(self, *arguments: Any, **options: Any) -> threading.Thread:
        """Make a call in a thread; join the thread to wait for the response."""
        thread = threading.Thread(target=self.call, args=arguments, kwargs=options, daemon=True)
        thread.start()
        return thread

    def listen(self) -> None:
        """Keep the events of both streams from now on."""
        for path in ("/event", "/global/event"):
            if self.supports("GET", path):
                threading.Thread(target=self._listen, args=[path], daemon=True).start()
        # Only one of the two streams begins with an event that confirms the connection.
        time.sleep(0.5)

    def _listen(self, path: str) -> None:
        params = {"directory": str(self.directory)} if path == "/event" else {}
        interrupt = SyncInterrupt()
        self._streams.append(interrupt)
        try:
            extensions = dict(interrupt.extensions)
            with self._http.stream("GET", path, params=params, timeout=None, extensions=extensions) as response:
                for line in response.iter_lines():
                    if line.startswith("data:"):
                        self._events.append({"stream": path, "data": json.loads(line.removeprefix("data:"))})
        except httpx.HTTPError:
            if not self._closing:
                raise

    def wait_for_event(self, types: set[str], *, since: int = 0, seconds: float = 20) -> dict[str, Any]:
        """Wait for the first event of these types after the first `since` events; returns its properties.

        Raises:
            TimeoutError: There is no such event in time.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for event in self._events[since:]:
                if event["stream"] == "/event" and event["data"].get("type") in types:
                    properties: dict[str, Any] = event["data"]["properties"]
                    return properties
            time.sleep(0.05)
        raise TimeoutError(f"no event of {types} in {seconds} seconds")

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events so far, each with its `stream` and its `data`."""
        return list(self._events)

    @property
    def events_so_far(self) -> int:
        """The number of events so far."""
        return len(self._events)

    def wait(self, condition: Callable[[], object], seconds: float = 20) -> None:
        """Wait until a condition holds, or until the time is over."""
        deadline = time.monotonic() + seconds
        while not condition() and time.monotonic() < deadline:
            time.sleep(0.05)

    def write(self, folder: Path, *, whole_session: str) -> None:
        """Write the recorded calls and events.

        Args:
            folder: The folder to write into.
            whole_session: The session whose events are all kept; of other events, a few of each kind.
        """
        kept = list(_some(self._events, whole_session))
        (folder / f"{self.version}.jsonl").write_text(self._lines(list(self.calls.values())), "utf-8")
        (folder / f"{self.version}.events.jsonl").write_text(self._lines(kept), "utf-8")

    def _lines(self, entries: list[dict[str, Any]]) -> str:
        text = "".join(
            json.dumps(_shortened(entry), ensure_ascii=False, separators=(",", ":")) + "\n" for entry in entries
        )
        for found, replacement in self._replacements.items():
            text = text.replace(found, replacement)
        return text


def _shortened(value: Any) -> Any:
    """Return a copy with long texts cut off: those are the server's own instructions to models."""
    if isinstance(value, list):
        return [_shortened(item) for item in value]
    if isinstance(value, dict):
        return {key: _shortened(item) for key, item in value.items()}
    return f"{value[:_EXCERPT]}…" if isinstance(value, str) and len(value) > _LONGEST_TEXT else value


def _some(events: list[dict[str, Any]], whole_session: str) -> Iterator[dict[str, Any]]:
    """Select events: all of one session on `/event`, and a few of each kind of the others."""
    seen: Counter[tuple[str, ...]] = Counter()
    for event in events:
        kind = (event["stream"], *_kind(event["data"].get("payload") or event["data"]))
        seen[kind] += 1
        whole = event["stream"] == "/event" and whole_session in json.dumps(event)
        if whole or seen[kind] <= _MOST_EVENTS_OF_A_KIND:
            yield event


def _kind(event: Mapping[str, Any]) -> Iterator[str]:
    """Iterate over the properties that distinguish kinds of events."""
    properties: Any = event.get("properties") or {}
    info = properties.get("info") or {}
    part = properties.get("part") or {}
    yield str(event.get("type"))
    for value in (
        info.get("role"),
        (info.get("error") or {}).get("name"),
        part.get("type"),
        part.get("tool"),
        (part.get("state") or {}).get("status"),
        (properties.get("error") or {}).get("name"),
        (properties.get("status") or {}).get("type") if isinstance(properties.get("status"), dict) else None,
        properties.get("field"),
        bool(properties.get("delta")),
        properties.get("reply") or properties.get("response"),
    ):
        yield str(value)
