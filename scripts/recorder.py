"""Record what a server answers and tells: its calls and its events, without a trace of the machine."""

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

from contract.operations import DOCUMENT, OPERATIONS
from opencode_sessions.connections import SyncSilence
from tests.live.old_servers import ServerVersion

#: Headers that tell something to a client.
_HEADERS = ("content-type", "link", "x-next-cursor")
#: Seconds for one call, longer than any prompt takes.
_LONGEST_CALL = 60.0
_MOST_EVENTS_OF_A_KIND = 2
_LONGEST_TEXT, _EXCERPT = 400, 100


class Recorder:
    """Calls a server, and keeps the answers by name, and the events that come meanwhile.

    Args:
        url: Where the server listens.
        auth: User name and password.
        directory: The project that it works in.
        version: Its version.
        replacements: What stands for what of this machine, in the order in which it is replaced.
    """

    def __init__(
        self,
        url: str,
        auth: tuple[str, str],
        directory: Path,
        version: ServerVersion,
        replacements: Mapping[str, str],
    ) -> None:
        self.directory = directory
        self.version = version
        self.calls: dict[str, dict[str, Any]] = {}
        self._replacements = replacements
        self._http = httpx.Client(base_url=url, auth=auth, timeout=_LONGEST_CALL, trust_env=False)
        self._events: list[dict[str, Any]] = []
        self._streams: list[SyncSilence] = []
        self._closing = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # A server that somebody listens to does not end when it is asked to.
        self._closing = True
        for stream in self._streams:
            stream.interrupt()
        self._http.close()

    def has(self, operation: str) -> bool:
        """Whether the server has an operation."""
        since = OPERATIONS[operation].since
        return since is None or not self.version.before(since)

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
        """Make a call, and keep it under its name; one that the server has no operation for is left out.

        Args:
            name: What to keep it under; None for a call that is only made.
            method: Such as `POST`.
            path: Without the query.
            body: The JSON body.
            query: The query, beside the directory.
            directory: The directory, if not the project.

        Returns:
            The decoded answer; an empty dict where there is none.
        """
        _, operation = DOCUMENT.operation_at(method, path)
        if not self.has(operation["operationId"]):
            return {}
        # Servers before 1.0.0 want one wherever there may be one.
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
            print(f"  {name or path}: no answer in {_LONGEST_CALL:g} seconds, left out", file=sys.stderr)
            return {}
        try:
            answer = response.json()
        except ValueError:
            answer = {"__text__": response.text}
        if name is not None:
            self.calls[name] = {
                "name": name,
                "request": {"method": method, "path": path, "query": dict(query or {}), "body": body},
                "status": response.status_code,
                "headers": {key: response.headers[key] for key in _HEADERS if key in response.headers},
                "body": answer,
            }
        return answer if response.is_success and not (isinstance(answer, dict) and "__text__" in answer) else {}

    def beside(self, *arguments: Any, **options: Any) -> threading.Thread:
        """Make a call in a thread; join that to wait for it."""
        thread = threading.Thread(target=self.call, args=arguments, kwargs=options, daemon=True)
        thread.start()
        return thread

    def listen(self) -> None:
        """Keep the events of both streams from now on."""
        for stream in ("event.subscribe", "global.event"):
            if self.has(stream):
                threading.Thread(target=self._listen, args=[stream], daemon=True).start()
        # A server tells on one stream that it listens, but not on the other.
        time.sleep(0.5)

    def _listen(self, stream: str) -> None:
        path = OPERATIONS[stream].name.partition(" ")[2]
        params = {"directory": str(self.directory)} if stream == "event.subscribe" else {}
        try:
            with self._http.stream("GET", path, params=params, timeout=None) as response:
                self._streams.append(SyncSilence(response))
                for line in response.iter_lines():
                    if line.startswith("data:"):
                        self._events.append({"stream": path, "data": json.loads(line.removeprefix("data:"))})
        except httpx.HTTPError:
            if not self._closing:
                raise

    def wait_for_event(self, types: set[str], *, since: int = 0, seconds: float = 20) -> dict[str, Any]:
        """The properties of the first event of these types after so many.

        Raises:
            TimeoutError: There is none in time.
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
        """How many events there were."""
        return len(self._events)

    def wait(self, condition: Callable[[], object], seconds: float = 20) -> None:
        """Wait until something is so, or long enough."""
        deadline = time.monotonic() + seconds
        while not condition() and time.monotonic() < deadline:
            time.sleep(0.05)

    def write(self, folder: Path, *, whole_session: str) -> None:
        """Write what was recorded.

        Args:
            folder: Where to.
            whole_session: The session all of whose events are kept; of others, a few of each kind.
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
    """The same with its long texts cut off: those are the server's own instructions to models."""
    if isinstance(value, list):
        return [_shortened(item) for item in value]
    if isinstance(value, dict):
        return {key: _shortened(item) for key, item in value.items()}
    return f"{value[:_EXCERPT]}…" if isinstance(value, str) and len(value) > _LONGEST_TEXT else value


def _some(events: list[dict[str, Any]], whole_session: str) -> Iterator[dict[str, Any]]:
    """Events as they came: all of one session on `/event`, and a few of each kind of the others."""
    seen: Counter[tuple[str, ...]] = Counter()
    for event in events:
        kind = (event["stream"], *_kind(event["data"].get("payload") or event["data"]))
        seen[kind] += 1
        whole = event["stream"] == "/event" and whole_session in json.dumps(event)
        if whole or seen[kind] <= _MOST_EVENTS_OF_A_KIND:
            yield event


def _kind(event: Mapping[str, Any]) -> Iterator[str]:
    """What distinguishes an event from others."""
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
