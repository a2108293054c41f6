"""What conversations do beyond delegating."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from samples import SESSION, assistant_message, user_message

pytestmark = pytest.mark.anyio

ID = SESSION["id"]
PATH = f"/session/{ID}"
DIFF = {"file": "notes.txt", "additions": 1, "deletions": 0, "patch": "+a note"}


def serve(httpserver: HTTPServer, *parts: dict[str, Any]) -> None:
    """A session of one turn, whose answer has these parts."""
    prompt = user_message(id="msg_1")
    answer = assistant_message(id="msg_2", parentID="msg_1")
    answer["parts"] = list(parts)
    httpserver.expect_request(PATH).respond_with_json(SESSION)
    httpserver.expect_request(f"{PATH}/message").respond_with_json([prompt, answer])


async def test_the_diff_of_a_turn_is_waited_for(client: Any, httpserver: HTTPServer) -> None:
    serve(httpserver, {"id": "prt_1", "type": "patch", "hash": "abc", "files": ["notes.txt"]})
    for answer in ([], [], [DIFF]):
        httpserver.expect_oneshot_request(f"{PATH}/diff", query_string="messageID=msg_1").respond_with_json(answer)
    (diff,) = await client.conversation(ID).diff()
    assert (diff.file, diff.patch) == ("notes.txt", "+a note")


async def test_a_turn_that_changed_nothing_is_not_waited_for(client: Any, httpserver: HTTPServer) -> None:
    serve(httpserver, {"id": "prt_1", "type": "text", "text": "Nothing to do."})
    httpserver.expect_oneshot_request(f"{PATH}/diff").respond_with_json([])
    assert await client.conversation(ID).diff() == []
    assert await client.conversation(ID).diff("msg_unknown") == []


async def test_a_session_is_created_once_and_only_when_it_is_needed(client: Any, httpserver: HTTPServer) -> None:
    conversation = client.conversation(title="New", directory="/d")
    assert httpserver.log == []
    httpserver.expect_oneshot_request("/session", method="POST").respond_with_json(SESSION)
    httpserver.expect_request(f"{PATH}/message").respond_with_json([])
    assert (await conversation.usage()).turns == 0
    assert (await conversation.usage()).cost == 0
    assert conversation.session_id == ID
    assert httpserver.log[0][0].get_json() == {"title": "New"}
    assert {entry[0].args["directory"] for entry in httpserver.log} == {"/d"}
