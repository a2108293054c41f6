"""A scripted model: an OpenAI-compatible server on loopback, for a real opencode server to call."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from itertools import chain, count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from opencode_sessions.testing.completions import error_body, stream
from opencode_sessions.testing.loopback import LoopbackHandler, LoopbackServer
from opencode_sessions.testing.model_script import ModelScript
from opencode_sessions.testing.permissions import PermissionSetting, permission_of, rules
from opencode_sessions.testing.script import ConnectionDrop, HTTPError, ModelReply, ReplyLike, Stall, ToolCall
from opencode_sessions.testing.settings import scripted_settings

__all__ = ["ScriptedModel"]


class ScriptedModel(ModelScript):
    """A model for tests and demonstrations, without network and without cost. A context manager.

    It is called by a real server. Its replies are those of `ModelScript`, whose arguments it takes.
    """

    def __init__(
        self,
        replies: Iterable[ReplyLike] = (),
        *,
        decide: Callable[[Mapping[str, Any]], ReplyLike | None] | None = None,
        title: str = "Scripted session",
    ) -> None:
        super().__init__(replies, decide=decide, title=title)
        self._numbers = count(1)
        self._closing = threading.Event()
        self._server: _Server | None = None
        self._permission: PermissionSetting | None = None

    @property
    def base_url(self) -> str:
        """The address of the model, e.g. `http://127.0.0.1:40123/v1`."""
        if self._server is None:
            raise RuntimeError("The scripted model is not running; use it as a context manager.")
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def provider_config(
        self,
        *,
        permission: PermissionSetting | None = None,
        settings: Mapping[str, Any] | None = None,
        models: Iterable[str] = (),
    ) -> dict[str, Any]:
        """Return the content of an opencode.json that makes this the only model in use.

        Args:
            permission: The server's `permission` setting, such as `{"bash": "ask"}`. Default: the server's own.
            settings: Other settings, merged into these: objects key by key, and anything else replaces what is there.
            models: Further names for this model, each as `provider/model`.
        """
        config = scripted_settings(self.base_url, models=models, permission=permission, settings=settings)
        self._permission = config.get("permission")
        return config

    def configure(
        self,
        directory: str | os.PathLike[str],
        *,
        permission: PermissionSetting | None = None,
        settings: Mapping[str, Any] | None = None,
        models: Iterable[str] = (),
    ) -> Path:
        """Write `provider_config` to the opencode.json of a project, and return that file's path.

        Raises:
            FileExistsError: The project has one, which is left as it is.
        """
        path = Path(directory) / "opencode.json"
        config = self.provider_config(permission=permission, settings=settings, models=models)
        with path.open("x", encoding="utf-8") as file:
            file.write(json.dumps(config, indent=2) + "\n")
        return path

    def close(self) -> None:
        """Stop listening, and end the replies that are being streamed."""
        self._closing.set()
        server, self._server = self._server, None
        if server is not None:
            server.stop()

    def __enter__(self) -> Self:
        self._server = _Server(self._respond)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _respond(self, body: dict[str, Any]) -> tuple[int, Iterable[bytes]]:
        """Return the status of a response, and its body in pieces."""
        reply = self.next_reply(body)
        if (error := self._impossible(reply)) is not None:
            reply = ModelReply(error)
        first = next((step for step in reply.steps if not isinstance(step, Stall)), None)
        if isinstance(first, HTTPError):
            for step in reply.steps[: reply.steps.index(first)]:
                assert isinstance(step, Stall)
                self._sleep(step.seconds)
            return first.status, [json.dumps(error_body(first)).encode()]
        identifier, model = f"scripted{next(self._numbers)}", str(body.get("model"))
        return 200, stream(reply, identifier=identifier, model=model, sleep=self._sleep)

    def _impossible(self, reply: ModelReply) -> HTTPError | None:
        """Return the error of a reply that the server behind this model cannot have."""
        for step in reply.steps:
            if isinstance(step, ConnectionDrop):
                return HTTPError(
                    400, "drop_connection() needs a FakeServer: a model cannot break the server's connections"
                )
            if isinstance(step, ToolCall) and step.asks:
                tool = permission_of(step.name)
                actions = {rule.action for rule in rules(self._permission) if rule.permission in ("*", tool)}
                if "ask" not in actions:
                    needed = f'permission={{"{tool}": "ask"}}'
                    return HTTPError(400, f"ask_permission({step.name!r}) needs a project with the setting {needed}")
        return None

    def _sleep(self, seconds: float) -> bool:
        return not self._closing.wait(seconds)


class _Server(LoopbackServer):
    def __init__(self, respond: Callable[[dict[str, Any]], tuple[int, Iterable[bytes]]]) -> None:
        self.respond = respond
        super().__init__(_Handler, "scripted model")


class _Handler(LoopbackHandler):
    def do_POST(self) -> None:  # noqa: N802 (the name of http.server)
        content = self.read()
        if self.path != "/v1/chat/completions":
            self._send(404, "text/plain", [b"Only /v1/chat/completions is here."])
            return
        assert isinstance(self.server, _Server)
        status, pieces = self.server.respond(json.loads(content))
        self._send(status, "text/event-stream" if status == 200 else "application/json", pieces)

    def _send(self, status: int, content_type: str, pieces: Iterable[bytes]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in chain(pieces, [b""]):
            self.write_chunk(piece)
