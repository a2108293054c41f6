"""Files on their way through the real server to the model."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import BadRequestError, attachment
from opencode_sessions.testing import ScriptedModel

pytestmark = pytest.mark.anyio


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    + _chunk(b"IEND", b"")
)


def seen(model: ScriptedModel) -> str:
    """Return what the model was shown of the last prompt."""
    return str([message["content"] for message in model.requests[-1]["messages"] if message["role"] == "user"][-1])


async def test_text_arrives_whatever_its_name_and_encoding(client: Any, model: ScriptedModel, project: Path) -> None:
    conversation = client.conversation()
    for name, content, encoding in [
        ("picture.svg", "<svg>Grüße</svg>".encode(), None),
        ("module.ts", "const a = 'Grüße'".encode("utf-8-sig"), None),
        ("notes.txt", "Grüße".encode("utf-16"), None),
        ("old.txt", "Grüße".encode("latin-1"), "latin-1"),
    ]:
        (project / name).write_bytes(content)
        model.push("Read.")
        reply = await conversation.send(["What is it?", attachment(project / name, encoding=encoding)])
        assert reply.text == "Read."
        assert "Grüße" in seen(model)
        assert "\ufeff" not in seen(model)


async def test_a_type_that_no_model_is_shown_ruins_no_session(client: Any, model: ScriptedModel, project: Path) -> None:
    (project / "letter.docx").write_bytes(b"PK\x03\x04\xff")
    conversation = client.conversation()
    with pytest.raises(ValueError, match=r"letter\.docx is of a type that no model is shown"):
        await conversation.send(["What is it?", project / "letter.docx"])
    assert model.requests == []
    # The server's own reading of such a file fails as well, but only for this file.
    model.push("No.", "Yes.")
    assert (await conversation.send(["And here?", attachment((project / "letter.docx").as_uri())])).text == "No."
    assert "Cannot read binary file" in seen(model)
    assert (await conversation.send("Do you hear me?")).text == "Yes."


async def test_an_image_arrives_as_what_it_is(client: Any, model: ScriptedModel, project: Path) -> None:
    (project / "photo.jpeg").write_bytes(PNG)
    conversation = client.conversation()
    model.push("Blind.", "Still blind.")
    assert (await conversation.send(["What is it?", project / "photo.jpeg"])).text == "Blind."
    # This model does not see images, and is told so.
    assert "does not support image input" in seen(model)
    prompt, _ = await conversation.messages()
    assert prompt.parts[-1].mime == "image/png"
    assert (await conversation.send("And now?")).text == "Still blind."


async def test_an_image_that_cannot_be_read_is_refused(client: Any, model: ScriptedModel) -> None:
    conversation = client.conversation()
    damaged = attachment(PNG[:20], filename="photo.png")
    with pytest.raises(BadRequestError, match=r"an image that it cannot read.* nothing of it was stored"):
        await conversation.send(["What is it?", damaged])
    assert await conversation.messages() == []
    model.push("Yes.")
    assert (await conversation.send("Do you hear me?")).text == "Yes."
