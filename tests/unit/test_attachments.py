"""Files in prompts: from a path, bytes or an address, with the right type, and an error when there is none."""

from __future__ import annotations

import base64
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import FilePartInput, TextPartInput, attachment, attachments
from opencode_sessions._prompt import prompt_parts

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


def decoded(part: FilePartInput) -> bytes:
    return base64.b64decode(part.url.partition(";base64,")[2])


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("photo.png", PNG, "image/png"),
        ("photo", PNG, "image/png"),
        # Right by its content.
        ("photo.jpeg", PNG, "image/png"),
        ("photo.txt", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("photo.png", b"no image", "text/plain"),
        ("a.gif", b"GIF89a\1\0\1\0\0\0\0;", "image/gif"),
        ("a.webp", b"RIFF\x1a\0\0\0WEBPVP8L", "image/webp"),
        ("a.bmp", b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0", "image/bmp"),
        ("paper.pdf", b"%PDF-1.7", "application/pdf"),
        ("paper", b"%PDF-1.7\n\0\xff", "application/pdf"),
        ("a.wav", b"RIFF\n\0\0\0WAVEfmt ", "audio/wav"),
        ("a.mp3", b"ID3\3\0\0", "audio/mpeg"),
        ("a.mp3", b"\xff\xfb\x90\0", "audio/mpeg"),
        ("a.flac", b"fLaC\0\0\0\x22", "audio/flac"),
        ("a.ogg", b"OggS\0\2", "audio/ogg"),
        ("a.m4a", b"\0\0\0\x20ftypM4A \0\0", "audio/mp4"),
        ("a.mp4", b"\0\0\0\x18ftypmp42\0\0", "video/mp4"),
        ("a.mov", b"\0\0\0\x14ftypqt  \0\0", "video/quicktime"),
        ("a.webm", b"\x1a\x45\xdf\xa3\x9f", "video/webm"),
        ("notes.txt", "Grüße".encode(), "text/plain"),
        # The server shows models no other text than plain text.
        ("parser.py", b"x = 1\n", "text/plain"),
        ("data.json", b"{}", "text/plain"),
        ("page.html", b"<p>", "text/plain"),
        # Names of images and videos.
        ("picture.svg", b"<svg/>", "text/plain"),
        ("module.ts", b"let x = 1", "text/plain"),
        ("module.mts", b"let x = 1", "text/plain"),
        ("picture.ppm", b"P3 1 1 255 0 0 0", "text/plain"),
        # They begin as binary files do.
        ("note", b"BMW is a car, ID3 a tag", "text/plain"),
        ("note", b"ID3 is a tag", "text/plain"),
        ("no-name-for-it", b"", "text/plain"),
    ],
)
def test_the_type_of_a_file(tmp_path: Path, name: str, content: bytes, mime: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    part = attachment(path)
    assert (part.mime, part.filename) == (mime, name)
    assert part.url == f"data:{mime};base64,{base64.b64encode(content).decode()}"
    assert attachment(str(path)) == part == attachment(content, filename=name) == attachment(part.url, filename=name)
    assert attachment(path, mime="a/b", filename="c").url.startswith("data:a/b;base64,")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Grüße".encode(), None),
        ("Grüße".encode("utf-8-sig"), None),
        ("Grüße".encode("utf-16"), None),
        (b"\xfe\xff" + "Grüße".encode("utf-16-be"), None),
        ("Grüße".encode("utf-32"), None),
        ("Grüße".encode("latin-1"), "latin-1"),
        ("Grüße".encode("utf-16-le"), "utf-16-le"),
        ("Grüße".encode("utf-8-sig"), "utf-8"),
        ("Grüße".encode("cp1252"), "windows-1252"),
    ],
)
def test_text_is_sent_in_utf_8(content: bytes, encoding: str | None) -> None:
    part = attachment(content, encoding=encoding)
    assert part.mime == "text/plain"
    assert decoded(part).decode() == "Grüße"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04\x14\0\xff\xfe", "letter.docx"),
        (b"\xff\xfe\x00", "odd"),
        (b"some text\0 and a zero", "dump.bin"),
        (b"II*\0\x08\0\0\0", "scan.tiff"),
        (b"\0\0\0\x1cftypavif", "photo.avif"),
        ("Grüße".encode("latin-1"), "letter.txt"),
        ("a\0b".encode("utf-16"), "odd.txt"),
    ],
)
def test_types_that_no_model_is_shown(content: bytes, name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} is of a type that no model is shown: neither text nor PNG"):
        attachment(content, filename=name)
    part = attachment(content, filename=name, mime="application/x-own")
    assert (part.mime, decoded(part)) == ("application/x-own", content)


def test_encodings_that_are_wrong() -> None:
    with pytest.raises(ValueError, match=r"^a is not in utf-8: invalid start byte at byte 2"):
        attachment("Grüße".encode("latin-1"), filename="a", encoding="utf-8")
    with pytest.raises(ValueError, match="There is no encoding 'latin-99'"):
        attachment(b"a", encoding="latin-99")


@pytest.mark.parametrize(
    ("address", "mime", "filename"),
    [
        ("file:///home/me/parser.py", "text/plain", "parser.py"),
        ("file:///home/me/photo.png", "image/png", "photo.png"),
        ("FILE:///home/me/Photo.JPG", "image/jpeg", "Photo.JPG"),
        ("file:///home/me/module.ts", "text/plain", "module.ts"),
        ("file:///home/me/letter.docx", "text/plain", "letter.docx"),
        ("file:///home/me/my%20notes%20100%25.txt", "text/plain", "my notes 100%.txt"),
    ],
)
def test_a_file_of_the_server_goes_as_its_address(address: str, mime: str, filename: str | None) -> None:
    assert attachment(address) == FilePartInput(mime=mime, url=address, filename=filename)


def test_addresses_with_their_data() -> None:
    assert attachment("data:,hello%20world") == attachment(b"hello world")
    assert attachment("DATA:text/plain;charset=latin-1,Gr%FC%DFe") == attachment("Grüße".encode())
    assert attachment("data:text/plain; charset=latin-1,%FC") == attachment("ü".encode())
    assert attachment("data:text/html;charset=utf-8;base64,PHA+") == attachment(b"<p>")
    assert attachment("data:image/gif;base64," + base64.b64encode(PNG).decode()) == attachment(PNG)
    with pytest.raises(ValueError, match="no comma"):
        attachment("data:text/plain;base64")
    with pytest.raises(ValueError, match="not in base64"):
        attachment("data:text/plain;base64,a")
    with pytest.raises(ValueError, match="of a type that no model is shown"):
        attachment("data:application/zip;base64,UEsDBP8=")


def test_addresses_on_the_web() -> None:
    address = "https://me:secret@example.test/a/my%20photo.png?token=secret"
    with pytest.raises(ValueError, match=r"from example\.test\. Attach its content:") as caught:
        attachment(address)
    assert "attachment(content, filename='my photo.png')" in str(caught.value)
    assert "httpx.get(url, follow_redirects=True).raise_for_status().content" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert attachment(address, mime="image/png") == FilePartInput("image/png", address, filename="my photo.png")


def test_files_that_cannot_be_attached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileNotFoundError, match=r"no such file to attach: '.*missing\.txt'"):
        attachment(tmp_path / "missing.txt")
    with pytest.raises(IsADirectoryError, match="A directory cannot be attached"):
        attachment(tmp_path)
    monkeypatch.setattr(attachments, "LARGEST_ATTACHMENT", 1024 * 1024)
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(1024 * 1024 + 1)
    with pytest.raises(ValueError, match=r"large\.bin has more than 1 MiB, the most that can be attached"):
        attachment(large)
    with pytest.raises(ValueError, match="more than 1 MiB"):
        attachment(bytes(1024 * 1024 + 1))
    assert attachment(b"a" * 1024 * 1024).mime == "text/plain"
    # It is larger in UTF-8.
    with pytest.raises(ValueError, match="more than 1 MiB"):
        attachment(b"\xfc" * 1024 * 1024, encoding="latin-1")


def test_a_file_that_grows_stays_within_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is not believed: no more is read than what tells that it is too large."""
    monkeypatch.setattr(attachments, "LARGEST_ATTACHMENT", 10)
    path = tmp_path / "log.txt"
    path.write_bytes(b"x" * 100)
    assert len(attachments._read(path)) == 11


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="This system has no FIFOs.")
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    bound = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)
        server.bind("socket")
        for path in (fifo, bound, Path("/dev/null"), Path("/dev/zero")):
            with pytest.raises(ValueError, match=f"^{path} is no regular file"):
                attachment(path)
    # One that takes the place of a file just before it is opened.
    real = os.stat
    monkeypatch.setattr(os, "stat", lambda path, **options: real(__file__ if path == fifo else path, **options))
    with pytest.raises(ValueError, match="is no regular file"):
        attachment(fifo)


def test_paths_among_the_pieces_of_a_prompt(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hi")
    prompt: Any = ["What is this?", path]
    text, file = prompt_parts(prompt)
    assert text == TextPartInput("What is this?")
    assert file == attachment(path)
    assert prompt_parts(path) == [file]
