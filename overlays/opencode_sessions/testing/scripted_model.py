"""A model that says what it is told to: an OpenAI-compatible server on loopback, for a real server to talk to."""

from __future__ import annotations

import json
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from opencode_sessions.testing.completions import error_body, is_title_request, last_user_text, stream
from opencode_sessions.testing.script import HTTPError, Reply, ReplyLike, as_reply

try:
    from pytest_httpserver import HTTPServer
    from werkzeug import Request, Response
    from werkzeug.serving import WSGIRequestHandler
except ModuleNotFoundError as missing:  # pragma: no cover
    raise ImportError('ScriptedModel needs the extra: pip install "opencode-sessions[testing]"') from missing

__all__ = ["ScriptedModel"]

_PROVIDER = "scripted"
_MODEL = "scripted"


class ScriptedModel:
    """A model for tests and demonstrations, without network and without cost. A context manager.

    Each request is answered by `decide` if that gives a reply, else by the next of the queue, else with what the user
    said last. Requests for a session's title are answered with `title`, beside all that.

    Args:
        replies: The queue. A single step or a string is a reply of its own.
        decide: Gives the reply to a request (its decoded body), or None to leave it to the queue. It is called from
            several threads.
        title: What sessions are to be called.

    Attributes:
        requests: The decoded bodies of the conversation's requests, in order of arrival.
        title_requests: Those of the requests for a title.
    """

    def __init__(
        self,
        replies: Iterable[ReplyLike] = (),
        *,
        decide: Callable[[Mapping[str, Any]], ReplyLike | None] | None = None,
        title: str = "Scripted session",
    ) -> None:
        self.requests: list[dict[str, Any]] = []
        self.title_requests: list[dict[str, Any]] = []
        self._queue = deque(as_reply(reply) for reply in replies)
        self._decide = decide
        self._title = title
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = _QuietServer(host="127.0.0.1", port=0, threaded=True)
        self._server.expect_request("/v1/chat/completions", method="POST").respond_with_handler(self._answer)

    @property
    def base_url(self) -> str:
        """Where it listens, such as `http://127.0.0.1:40123/v1`."""
        if not self._server.is_running():
            raise RuntimeError("The scripted model is not running; use it as a context manager.")
        return self._server.url_for("/v1")

    @property
    def pending(self) -> int:
        """How many replies are left in the queue."""
        return len(self._queue)

    def push(self, *replies: ReplyLike) -> None:
        """Append replies to the queue. Each argument is one reply; several steps of one go into a `Reply`."""
        self._queue.extend(as_reply(reply) for reply in replies)

    def provider_config(
        self, *, permission: Mapping[str, Any] | str | None = None, settings: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The content of an opencode.json that makes this the only model in use.

        Args:
            permission: The server's `permission` setting, such as `{"bash": "ask"}`. Default: the server's own.
            settings: Other settings, put over these.
        """
        model = {
            "name": "Scripted",
            "tool_call": True,
            "reasoning": True,
            "limit": {"context": 100_000, "output": 4096},
            # US dollars for a million tokens, so that there is a cost to show.
            "cost": {"input": 1, "output": 10},
        }
        config: dict[str, Any] = {
            "model": f"{_PROVIDER}/{_MODEL}",
            "small_model": f"{_PROVIDER}/{_MODEL}",
            "autoupdate": False,
            "share": "disabled",
            "provider": {
                _PROVIDER: {
                    "npm": "@ai-sdk/openai-compatible",
                    "name": "Scripted",
                    "options": {"baseURL": self.base_url, "apiKey": "none"},
                    "models": {_MODEL: model},
                }
            },
        }
        if permission is not None:
            config["permission"] = permission
        return {**config, **(settings or {})}

    def configure(
        self,
        directory: str | os.PathLike[str],
        *,
        permission: Mapping[str, Any] | str | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> Path:
        """Write `provider_config` to the opencode.json of a project, and return that file's path.

        Raises:
            FileExistsError: The project has one, which is left as it is.
        """
        path = Path(directory) / "opencode.json"
        config = self.provider_config(permission=permission, settings=settings)
        with path.open("x", encoding="utf-8") as file:
            file.write(json.dumps(config, indent=2) + "\n")
        return path

    def close(self) -> None:
        """Stop listening, and cut off what is being said."""
        self._closing.set()
        if self._server.is_running():
            self._server.stop()

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _answer(self, request: Request) -> Response:
        body: dict[str, Any] = json.loads(request.get_data())
        reply = self._reply_to(body)
        first = reply.steps[0] if reply.steps else None
        if isinstance(first, HTTPError):
            return Response(json.dumps(error_body(first)), first.status, content_type="application/json")
        chunks = stream(
            reply, identifier=f"scripted{next(self._numbers)}", model=str(body.get("model")), pause=self._pause
        )
        return Response(chunks, content_type="text/event-stream")

    def _reply_to(self, request: dict[str, Any]) -> Reply:
        with self._lock:
            if is_title_request(request):
                self.title_requests.append(request)
                return Reply(self._title)
            self.requests.append(request)
        decided = self._decide(request) if self._decide is not None else None
        if decided is not None:
            return as_reply(decided)
        try:
            return self._queue.popleft()
        except IndexError:
            return Reply(last_user_text(request))

    def _pause(self, seconds: float) -> bool:
        return not self._closing.wait(seconds)


class _QuietRequestHandler(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


class _QuietServer(HTTPServer):
    """A server without a line on standard error for every request, and which stops without half a second's wait."""

    def thread_target(self) -> None:
        assert self.server is not None
        self.server.RequestHandlerClass = _QuietRequestHandler
        self.server.serve_forever(poll_interval=0.05)
