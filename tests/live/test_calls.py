"""Raw calls and raw responses of the real server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import (
    APITimeoutError,
    HTMLResponseError,
    NotFoundError,
    Part,
    Reply,
    Session,
    SessionMessagesResponseItem,
)
from opencode_sessions.testing import ModelReply as Scripted
from opencode_sessions.testing import ScriptedModel, Stall, Text

pytestmark = pytest.mark.anyio


async def test_operations_that_have_a_method(client: Any, project: Path) -> None:
    created = await client.request("POST", "/session", json={"title": "Raw"}, cast_to=Session)
    assert created.directory == str(project)
    path = f"/session/{created.id}"
    assert await client.request("GET", path, cast_to=Session) == await client.session.get(created.id)
    assert [each.id for each in await client.request("GET", "/session", cast_to=list[Session])] == [created.id]
    assert (await client.request("GET", path))["title"] == "Raw"
    assert b'"Raw"' in await client.request("GET", path, cast_to=bytes)
    changed = await client.request("PATCH", path, json={"title": "New"}, timeout=30, extra_headers={"X-One": "1"})
    assert changed["title"] == "New"
    assert await client.request("DELETE", path, cast_to=bool) is True
    with pytest.raises(NotFoundError):
        await client.request("GET", path)


async def test_operations_that_have_none(client: Any) -> None:
    assert await client.request("GET", "/experimental/workspace") == []
    document = await client.request("GET", "/doc", params={"directory": None}, cast_to=dict[str, Any])
    assert "/session" in document["paths"]
    with pytest.raises(HTMLResponseError):
        await client.request("GET", "/no/such/route")


async def test_the_directory_of_a_raw_call(client: Any, project: Path) -> None:
    await client.session.create()
    assert (await client.request("GET", "/path"))["directory"] == str(project)
    elsewhere = await client.request("GET", "/path", params={"directory": None})
    assert elsewhere["directory"] != str(project)
    named = await client.with_options(directory=None).request("GET", "/path", params={"directory": str(project)})
    assert named["directory"] == str(project)


async def test_messages_and_parts(client: Any, model: ScriptedModel) -> None:
    model.push("Hello yourself.")
    session = await client.session.create()
    body = {"parts": [{"type": "text", "text": "Hello?"}]}
    item = await client.request(
        "POST", f"/session/{session.id}/message", json=body, cast_to=SessionMessagesResponseItem, timeout=60
    )
    assert Reply.of(item).text == "Hello yourself."
    messages = await client.request("GET", f"/session/{session.id}/message")
    path = f"/session/{session.id}/message/{messages[0]['info']['id']}"
    assert (await client.request("GET", path, cast_to=Reply)).text == "Hello?"
    read = await client.request("GET", path, cast_to=dict[str, Any])
    assert read["parts"][0]["type"] == (await client.session.message(session.id, read["info"]["id"])).parts[0].type
    assert Part is not None


async def test_raw_responses(client: Any, model: ScriptedModel) -> None:
    model.push("Hello yourself.")
    raw = client.with_raw_response
    created = await raw.session.create(title="Raw")
    assert created.status_code == 200
    assert created.headers["content-type"].startswith("application/json")
    assert created.parsed.title == "Raw"
    replied = await raw.session.chat(created.parsed.id, "Hello?", extra_headers={"X-One": "1"})
    assert replied.parsed.text == "Hello yourself."
    assert b"Hello yourself." in replied.content
    assert replied.url.partition("?")[0].endswith(f"/session/{created.parsed.id}/message")
    page = await raw.session.messages(created.parsed.id, limit=1)
    assert page.headers["x-next-cursor"]
    assert [message.text for message in page.parsed] == ["Hello yourself."]


async def test_a_time_limit_of_one_prompt(client: Any, model: ScriptedModel) -> None:
    model.push(Scripted(Text("Hm."), Stall(60)), Scripted("Done."))
    session = await client.session.create()
    with pytest.raises(APITimeoutError, match=r"a longer timeout= waits longer.*session\.abort"):
        await client.session.chat(session.id, "Take your time.", timeout=2)
    assert await client.session.abort(session.id)
