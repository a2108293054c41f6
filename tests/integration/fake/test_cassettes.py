"""Recordings of conversations, and their replays."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from opencode_sessions import Opencode
from opencode_sessions.testing import (
    FakeServer,
    ModelReply,
    Text,
    UnexpectedRequestError,
    ask_permission,
    drop_connection,
    record,
    replay,
    reply,
)
from tests.support.modes import Awaited

pytestmark = pytest.mark.anyio

PASSWORD = "open sesame"


@pytest.fixture
def connect(mode: str, anyio_backend: str) -> Callable[..., Any]:
    """Makes clients of each mode of a recording or a replay."""

    def connect(cassette: Any, *args: Any, **options: Any) -> Any:
        if mode == "sync":
            return Awaited(cassette.client(*args, **options))
        return cassette.async_client(*args, **options)

    return connect


async def talk(client: Any) -> list[Any]:
    """Say something of every kind, and return what was heard."""
    heard: list[Any] = []
    async with client:
        session = await client.session.create(title="Recorded")
        heard.append((await client.session.chat(session, "Hello?")).text)
        async with client.session.stream(session, "Clean up.", on_permission=lambda request: "once") as turn:
            heard.append("".join([text async for text in turn.text_deltas]))
            heard.append([call.state.output for call in turn.tool_calls])
            heard.append((await turn.result()).text)
        heard.append([message.text for message in await client.session.messages(session.id)])
        sent = await client.session.prompt_async(session, "Later.")
        heard.append((await sent.wait(20)).text)
        await client.auth.set("acme", "api", key="sk_1234567890")
        heard.append((await client.config.get()).model)
    return heard


@pytest.fixture
def cassette(tmp_path: Path) -> Path:
    """The file of a recording."""
    return tmp_path / "cassettes" / "chat.json"


async def recorded(cassette: Path, connect: Callable[..., Any], **options: Any) -> list[Any]:
    """Record `talk`, and return what was heard."""
    with FakeServer(directory="/project", password=PASSWORD) as fake:
        fake.script(
            [
                reply("Hello yourself."),
                ask_permission("bash", {"command": "rm a"}, output="gone"),
                reply("It is clean.", chunk_size=4, delay=0.01),
                reply("At last."),
            ]
        )
        with record(cassette, **options) as recording:
            return await talk(connect(recording, fake.url, password=PASSWORD, directory="/project"))


async def test_a_replay_is_as_it_was(cassette: Path, connect: Callable[..., Any]) -> None:
    heard = await recorded(cassette, connect)
    assert heard[:4] == ["Hello yourself.", "It is clean.", ["gone"], "It is clean."]
    for directory in ("/project", "/elsewhere"):
        with replay(cassette) as again:
            assert await talk(connect(again, directory=directory)) == heard


async def test_the_other_mode(cassette: Path, connect: Callable[..., Any], mode: str) -> None:
    heard = await recorded(cassette, connect)
    with replay(cassette) as again:
        other = again.async_client() if mode == "sync" else Awaited(again.client())
        assert await talk(other) == heard


async def test_lone_surrogates_are_recorded(cassette: Path, connect: Callable[..., Any]) -> None:
    async def talk(client: Any) -> tuple[str, list[str]]:
        async with client:
            conversation = client.conversation()
            reply = await conversation.send("half \udc80")
            return reply.text, [await conversation.transcript(format=each) for each in ("markdown", "html")]

    with FakeServer() as fake:
        fake.script([reply("half \ud83d")])
        with record(cassette) as recording:
            heard = await talk(connect(recording, fake.url))
    with replay(cassette) as again:
        assert await talk(connect(again)) == heard
    text, transcripts = heard
    assert text == "half \ud83d"
    for transcript in transcripts:
        assert "half \\ud83d" in transcript.encode().decode()


async def test_it_has_no_secrets(cassette: Path, connect: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/project")
    await recorded(cassette, connect, hide_home=True)
    text = cassette.read_text("utf-8")
    assert json.loads(text)["opencode_cassette"] == 1
    for secret in (PASSWORD, "sk_1234567890", "uthorization", "Basic", '"/project'):
        assert secret not in text
    assert '"apiKey": "***"' in text
    assert '"/home/user"' in text


async def test_unexpected_requests(cassette: Path, connect: Callable[..., Any]) -> None:
    await recorded(cassette, connect)
    expected = r"chat.json has no \(further\) POST /session .*Other.*goes on with"
    with pytest.raises(UnexpectedRequestError, match=expected), replay(cassette) as replayed:
        await connect(replayed).session.create(title="Other")


async def test_what_changes_nothing_can_be_asked_again(cassette: Path, connect: Callable[..., Any]) -> None:
    await recorded(cassette, connect)
    with replay(cassette) as replayed:
        client = connect(replayed)
        for _ in range(3):
            assert (await client.config.get()).model == "scripted/scripted"


async def test_a_connection_that_was_lost(cassette: Path, connect: Callable[..., Any]) -> None:
    async def lose(client: Any) -> str:
        async with client:
            session = await client.session.create()
            async with client.session.stream(session, "All?") as turn:
                return str((await turn.result()).text)

    broken = ModelReply(Text("Half of it, "), drop_connection(), Text("and the rest."))
    with FakeServer([broken]) as fake, record(cassette) as recording:
        text = await lose(connect(recording, fake.url, password=""))
    assert text == "Half of it, and the rest."
    with replay(cassette) as again:
        assert await lose(connect(again)) == text


def test_files_that_are_no_recordings(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(ValueError, match="no recording of this version"):
        replay(tmp_path / "other.json")
    with pytest.raises(FileNotFoundError):
        replay(tmp_path / "nothing.json")


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda entries: entries[1:], "entry 0 belongs to no request before it"),
        (lambda entries: [*entries, {}], "has none of request, event, response, end"),
        (lambda entries: [*entries, None], "has none of request"),
        (lambda entries: [*entries, {"event": []}], "belongs to no request before it"),
        (lambda entries: [each for entry in entries for each in (entry, entry)], "has the number of another request"),
        (lambda entries: None, "its entries are no list"),
        (lambda entries: [{**entry, "status": None} for entry in entries], "has no status"),
        (lambda entries: [{**entry, "headers": None} for entry in entries], "headers that are no object"),
        (lambda entries: [{**entry, "path": 3} for entry in entries], "has no method or path"),
    ],
)
def test_recordings_that_were_edited(cassette: Path, edit: Callable[[Any], Any], words: str) -> None:
    with FakeServer(["Hello."]) as fake, record(cassette) as recording, recording.client(fake.url) as client:
        client.session.chat(client.session.create(), "Hello?")
    data = json.loads(cassette.read_text("utf-8"))
    cassette.write_text(json.dumps({**data, "entries": edit(data["entries"])}), "utf-8")
    with pytest.raises(ValueError, match=words) as caught:
        replay(cassette)
    assert str(cassette) in str(caught.value)


@pytest.mark.parametrize("content", [b"", b'{"opencode_cassette"', b"\xff"])
def test_recordings_that_cannot_be_read(cassette: Path, content: bytes) -> None:
    cassette.parent.mkdir()
    cassette.write_bytes(content)
    with pytest.raises(ValueError, match=r"is no recording: ") as caught:
        replay(cassette)
    assert str(cassette) in str(caught.value)


def test_a_transport_of_the_users_own(cassette: Path) -> None:
    fake = FakeServer(["Hello."])
    with record(cassette) as recording:
        http = httpx.Client(transport=recording.transport(fake.transport()))
        with Opencode("http://opencode.test", password="", http_client=http) as client:
            assert client.session.chat(client.session.create(), "Hi").text == "Hello."
    with replay(cassette) as again, httpx.Client(transport=again.transport()) as http:
        assert http.post("http://opencode.test/session", json={}).json()["version"] == "1.18.33"
