"""Files in a prompt, from wherever they are: a path, bytes, or an address."""

from __future__ import annotations

import base64
import errno
import mimetypes
import os
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from opencode_sessions_api.models.file_part_input import FilePartInput

#: Bytes. A file grows by a third on its way, and every version of the server takes bodies of 50 MB.
LARGEST_ATTACHMENT: Final = 32 * 1024 * 1024

_TEXT = "text/plain"
_BINARY = "application/octet-stream"
#: What a file begins with tells its type where it has no name.
_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"%PDF-": "application/pdf",
}
#: What models are shown as it is. The server hands all other text over as plain text only.
_SHOWN = ("image/", "audio/", "video/", "application/pdf")


def attachment(
    source: str | os.PathLike[str] | bytes, *, filename: str | None = None, mime: str | None = None
) -> FilePartInput:
    """A file as a part of a prompt.

    A path or bytes travel within the prompt, so that the server need not see this machine's files. An address
    (`http:`, `https:`, `data:`, or `file:` for a file of the server's machine) goes as it is.

    Args:
        source: A path, the bytes of a file, or an address.
        filename: What to call it. Default: its own name.
        mime: Its type, such as `image/png`. Default: by its name and contents; all text is `text/plain`.

    Raises:
        FileNotFoundError: There is no such file.
        IsADirectoryError: It is a directory.
        ValueError: It has more than 32 MiB.
    """
    if isinstance(source, str) and urlsplit(source).scheme in ("http", "https", "file", "data"):
        return _linked(source, filename, mime)
    if isinstance(source, bytes):
        _check_size(len(source), filename or "The attachment")
        content, name = source, filename
    else:
        path = Path(source)
        content, name = _read(path), filename or path.name
    mime = mime or _type_of(name, content)
    return FilePartInput(mime=mime, url=f"data:{mime};base64,{base64.b64encode(content).decode()}", filename=name)


def _linked(url: str, filename: str | None, mime: str | None) -> FilePartInput:
    if url.startswith("data:"):
        return FilePartInput(mime=mime or url[5:].split(",")[0].split(";")[0] or _TEXT, url=url, filename=filename)
    name = Path(urlsplit(url).path).name
    guess = mimetypes.guess_type(name)[0]
    # A text of the server's own is read by the server, as plain text.
    is_text = url.startswith("file:") and not (guess or "").startswith(_SHOWN)
    return FilePartInput(
        mime=mime or (_TEXT if is_text else guess or _BINARY), url=url, filename=filename or name or None
    )


def _read(path: Path) -> bytes:
    try:
        # Before it is read: it may be huge.
        _check_size(path.stat().st_size, str(path))
        return path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, "There is no such file to attach", str(path)) from None
    except IsADirectoryError:
        raise IsADirectoryError(errno.EISDIR, "A directory cannot be attached", str(path)) from None


def _check_size(size: int, name: str) -> None:
    if size > LARGEST_ATTACHMENT:
        mib = 1024 * 1024
        raise ValueError(
            f"{name} has {size / mib:.1f} MiB; at most {LARGEST_ATTACHMENT // mib} MiB can be attached. Put the file "
            "where the server can read it, and attach its file: address."
        )


def _type_of(name: str | None, content: bytes) -> str:
    guess = mimetypes.guess_type(name)[0] if name else None
    guess = guess or next((mime for start, mime in _SIGNATURES.items() if content.startswith(start)), None)
    if guess is not None and guess.startswith(_SHOWN):
        return guess
    try:
        content.decode()
    except UnicodeDecodeError:
        return guess or _BINARY
    return _TEXT
