"""Files for prompts, from a path, bytes, or an address."""

from __future__ import annotations

import base64
import binascii
import codecs
import errno
import os
import re
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG
from typing import Final
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from opencode_sessions_api.models.file_part_input import FilePartInput

__all__ = ["attachment"]

#: Bytes. A file grows by a third on its way, and every version of the server takes bodies of 50 MB.
LARGEST_ATTACHMENT: Final = 32 * 1024 * 1024

#: The server passes all text on as plain text in UTF-8, and only that.
_TEXT = "text/plain"
_PDF = rb"%PDF-"
#: How files begin that the server passes on as they are; whether a model is shown one depends on the model.
_SIGNATURES = {
    "image/png": rb"\x89PNG\r\n\x1a\n",
    "image/jpeg": rb"\xff\xd8\xff",
    "image/gif": rb"GIF8[79]a",
    "image/webp": rb"RIFF.{4}WEBP",
    "image/bmp": rb"BM.{4}\0{4}",
    "application/pdf": _PDF,
    "audio/wav": rb"RIFF.{4}WAVE",
    "audio/mpeg": rb"ID3|\xff[\xf2\xf3\xfa\xfb]",
    "audio/flac": rb"fLaC",
    "audio/ogg": rb"OggS",
    "audio/mp4": rb".{4}ftypM4A",
    "video/mp4": rb".{4}ftyp(avc1|dash|iso|mp4|M4V|MSNV)",
    "video/quicktime": rb".{4}ftypqt",
    "video/webm": rb"\x1a\x45\xdf\xa3",
}
#: How text begins that says its encoding. UTF-32 before UTF-16, which begins alike.
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
#: The files of its own machine that the server does not read as text. Sent as text, it tells images and PDF by content.
_NAMED = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
}


def attachment(
    source: str | os.PathLike[str] | bytes,
    *,
    filename: str | None = None,
    mime: str | None = None,
    encoding: str | None = None,
) -> FilePartInput:
    """Make a part of a prompt from a file.

    The content of a path, of bytes or of a `data:` address is sent within the prompt: the server need not see this
    machine's files. Text is sent as `text/plain` in UTF-8, and images, PDF, audio and video with the type that their
    content shows, whatever their name. Other types are refused: a server fails the prompt, and each later one of its
    session. A `file:` address is sent as it is, for the server to read on its own machine.

    Args:
        source: A path, the bytes of a file, or an address.
        filename: Its name for the model. Default: its own name.
        mime: Its media type, which is then sent unchecked, e.g. `image/tiff`. Default: by its content; that of a
            `file:` address by its name.
        encoding: The encoding of a text, e.g. `latin-1`. Default: UTF-8, or by its byte order mark UTF-16 or UTF-32.

    Raises:
        FileNotFoundError: There is no such file.
        IsADirectoryError: It is a directory.
        OSError: It cannot be read.
        ValueError: It has more than 32 MiB, is no regular file (but e.g. a device), is of a type that no model is
            shown, or not in this encoding; or it is an `http:` or `https:` address, which servers do not fetch.
    """
    if isinstance(source, bytes):
        return _inline(source, filename, mime, encoding)
    scheme = urlsplit(source).scheme if isinstance(source, str) else None
    if scheme in ("http", "https", "file"):
        return _linked(str(source), scheme, filename, mime)
    if scheme == "data":
        content, charset = _decoded(str(source))
        return _inline(content, filename, mime, encoding or charset)
    path = Path(source)
    return _inline(_read(path), filename or path.name, mime, encoding)


def _inline(content: bytes, filename: str | None, mime: str | None, encoding: str | None) -> FilePartInput:
    """Return a part that has its content in itself."""
    name = filename or "The attachment"
    _check_size(content, name)
    if mime is None or encoding is not None:
        text = None if encoding is None and re.match(_PDF, content) else _text(content, name, encoding)
        if text is not None:
            content, mime = text.encode(), mime or _TEXT
            _check_size(content, name)
    if mime is None:
        mime = next((each for each, start in _SIGNATURES.items() if re.match(start, content, re.DOTALL)), None)
    if mime is None:
        raise ValueError(
            f"{name} is of a type that no model is shown: neither text nor PNG, JPEG, GIF, WebP, BMP, PDF, audio or "
            "video. A server fails the prompt, and each later one of its session. Convert it; or attach a text that "
            "is not in UTF-8 with attachment(…, encoding=…), and anything else that your model takes with "
            "attachment(…, mime=…)."
        )
    return FilePartInput(mime=mime, url=f"data:{mime};base64,{base64.b64encode(content).decode()}", filename=filename)


def _text(content: bytes, name: str, encoding: str | None) -> str | None:
    """Return the text that some content is; None for none."""
    try:
        if encoding is not None:
            return content.decode(encoding).removeprefix("\ufeff")
        text = content.decode(next((each for mark, each in _MARKS.items() if content.startswith(mark)), "utf-8"))
    except LookupError:
        raise ValueError(f"There is no encoding {encoding!r}; give one that Python knows, e.g. 'latin-1'.") from None
    except UnicodeDecodeError as error:
        if encoding is not None:
            raise ValueError(f"{name} is not in {encoding}: {error.reason} at byte {error.start}.") from None
        return None
    return None if "\0" in text else text


def _linked(url: str, scheme: str, filename: str | None, mime: str | None) -> FilePartInput:
    """Return a part that the server is to read.

    Raises:
        ValueError: It is on the web, and no media type insists.
    """
    name = PurePosixPath(unquote(urlsplit(url).path)).name
    if mime is None and scheme != "file":
        raise ValueError(
            f"Servers do not fetch files from the web, here from {urlsplit(url).hostname}. Attach its content:\n"
            "    content = httpx.get(url, follow_redirects=True).raise_for_status().content\n"
            f"    attachment(content, filename={filename or name or 'file'!r})"
        )
    mime = mime or _NAMED.get(PurePosixPath(name).suffix.lower(), _TEXT)
    return FilePartInput(mime=mime, url=url, filename=filename or name or None)


def _decoded(url: str) -> tuple[bytes, str | None]:
    """Return the content of a `data:` address, and the encoding that it names for a text."""
    header, comma, data = url.partition(":")[2].partition(",")
    if not comma:
        raise ValueError(f"This data: address has no comma, after which its content begins: {url:.60}")
    kind, *parameters = header.lower().split(";")
    content = unquote_to_bytes(data)
    if parameters and parameters[-1].strip() == "base64":
        try:
            content = base64.b64decode(content, validate=True)
        except binascii.Error as error:
            raise ValueError(f"The content of this data: address is not in base64 ({error}): {url:.60}") from None
    charsets = [each.partition("=")[2].strip('"') for each in map(str.strip, parameters) if each.startswith("charset=")]
    return content, charsets[0] if charsets and kind.startswith("text/") else None


def _read(path: Path) -> bytes:
    """Read a regular file, without waiting for anything else, such as a FIFO that nobody writes to."""
    try:
        _check_kind(os.stat(path), path)
        # It may be another file by now.
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(opened, "rb") as file:
            _check_kind(os.fstat(opened), path)
            # It may be huge, or grow: enough to tell that it is too large.
            return file.read(LARGEST_ATTACHMENT + 1)
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, "There is no such file to attach", str(path)) from None


def _check_kind(found: os.stat_result, path: Path) -> None:
    if S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "A directory cannot be attached", str(path))
    if not S_ISREG(found.st_mode):
        raise ValueError(f"{path} is no regular file, but a device, a FIFO or a socket: it cannot be attached.")


def _check_size(content: bytes, name: str) -> None:
    if len(content) > LARGEST_ATTACHMENT:
        raise ValueError(
            f"{name} has more than {LARGEST_ATTACHMENT // 1024**2} MiB, the most that can be attached. Put the file "
            "where the server can read it, and attach its file: address."
        )
