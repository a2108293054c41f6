"""A prompt that nothing works on: `chat` gives it up, in every mode, and leaves nothing behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from opencode_sessions import ConnectionLostError, Reply
from opencode_sessions import _prompt_watch as prompt_watch
from opencode_sessions._async import prompt_call as async_call
from opencode_sessions._sync import prompt_call as sync_call
from tests.support.loopback import Connection, Loopback
from tests.support.samples import SESSION, assistant_message, text_part
from tests.support.waiting import wait_until

pytestmark = pytest.mark.anyio

MakeClient = Callable[..., Any]
MESSAGES = f"/session/{SESSION['id']}/message"


@pytest.fixture(autouse=True)
def quick_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (async_call, sync_call):
        monkeypatch.setattr(module, "FIRST_CHECK", 0.1)
        monkeypatch.setattr(module, "CHECK_AGAIN", 0.1)
    monkeypatch.setattr(prompt_watch, "_IDLE", 0.3)


def server(status: Any, prompt: Callable[[Connection], None]) -> Loopback:
    def speak(connection: Connection) -> None:
        if connection.method == "POST":
            prompt(connection)
        elif connection.path == MESSAGES:
            connection.respond([])
        else:
            connection.respond(status)

    return Loopback(speak)


async def test_a_prompt_that_nothing_works_on_is_given_up(make_client: MakeClient) -> None:
    with server({}, Connection.stay) as loopback:
        client = make_client(loopback.url)
        with pytest.raises(ConnectionLostError, match="does not work on the prompt"):
            await client.session.chat(SESSION["id"], "Hello?")
        await client.close()
        assert wait_until(lambda: loopback.closed == 1)
        assert wait_until(lambda: not any(thread.name == "opencode-sessions" for thread in threading.enumerate()))


async def test_a_prompt_of_a_busy_session_is_waited_for(make_client: MakeClient) -> None:
    def answer_later(connection: Connection) -> None:
        time.sleep(1.5)
        connection.respond(assistant_message(text_part("Hello.")))

    with server({SESSION["id"]: {"type": "busy"}}, answer_later) as loopback:
        reply = await make_client(loopback.url).session.chat(SESSION["id"], "Hello?")
        assert isinstance(reply, Reply)
        assert reply.text == "Hello."
