"""Files in prompts: from a path, bytes or an address, with the right type, and an error when there is none."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import FilePartInput, TextPartInput, attachment, attachments
from opencode_sessions.prompts import prompt_parts

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("photo.png", PNG, "image/png"),
        ("photo", PNG, "image/png"),
        ("photo.jpeg", b"anything", "image/jpeg"),
        ("paper.pdf", b"%PDF-1.7", "application/pdf"),
        ("notes.txt", "Grüße".encode(), "text/plain"),
        # The server shows models no other text than plain text.
        ("parser.py", b"x = 1\n", "text/plain"),
        ("data.json", b"{}", "text/plain"),
        ("page.html", b"<p>", "text/plain"),
        ("no-name-for-it", b"", "text/plain"),
        ("archive.zip", b"PK\x03\x04\xff\xfe", "application/zip"),
        ("odd", b"\xff\xfe\x00", "application/octet-stream"),
    ],
)
def test_the_type_of_a_file(tmp_path: Path, name: str, content: bytes, mime: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    part = attachment(path)
    assert (part.mime, part.filename) == (mime, name)
    assert part.url == f"data:{mime};base64,{base64.b64encode(content).decode()}"
    assert attachment(str(path)) == part == attachment(content, filename=name)
    assert attachment(path, mime="a/b", filename="c").url.startswith("data:a/b;base64,")


@pytest.mark.parametrize(
    ("address", "mime", "filename"),
    [
        ("https://example.test/a/photo.png?size=2", "image/png", "photo.png"),
        ("https://example.test/", "application/octet-stream", None),
        ("file:///home/me/parser.py", "text/plain", "parser.py"),
        ("file:///home/me/photo.png", "image/png", "photo.png"),
        ("data:image/gif;base64,R0lGOD", "image/gif", None),
        ("data:,hello", "text/plain", None),
    ],
)
def test_an_address_goes_as_it_is(address: str, mime: str, filename: str | None) -> None:
    assert attachment(address) == FilePartInput(mime=mime, url=address, filename=filename)


def test_what_cannot_be_attached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileNotFoundError, match=r"no such file to attach: '.*missing\.txt'"):
        attachment(tmp_path / "missing.txt")
    with pytest.raises(IsADirectoryError, match="A directory cannot be attached"):
        attachment(tmp_path)
    monkeypatch.setattr(attachments, "LARGEST_ATTACHMENT", 1024 * 1024)
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(1024 * 1024 + 1)
    with pytest.raises(ValueError, match=r"large\.bin has 1\.0 MiB; at most 1 MiB can be attached"):
        attachment(large)
    with pytest.raises(ValueError, match="at most 1 MiB"):
        attachment(bytes(1024 * 1024 + 1))


def test_paths_among_the_pieces_of_a_prompt(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hi")
    prompt: Any = ["What is this?", path]
    text, file = prompt_parts(prompt)
    assert text == TextPartInput("What is this?")
    assert file == attachment(path)
    assert prompt_parts(path) == [file]
