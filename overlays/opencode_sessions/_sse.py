"""Decode a stream of server-sent events: bytes in any pieces become the data of whole events.

The format is that of the HTML standard, section 9.2.6, as far as a client of this API needs it: the `data` of each
event. Event names, identifiers and comments carry nothing here.
"""

from __future__ import annotations

_BOM = b"\xef\xbb\xbf"


class EventStreamDecoder:
    """Turns chunks of bytes into the data of events.

    Args:
        max_bytes: The longest event to accept.

    Attributes:
        is_overflowing: An event is longer; nothing more is decoded.
    """

    def __init__(self, max_bytes: int) -> None:
        self.is_overflowing = False
        self._max_bytes = max_bytes
        self._rest = b""
        self._chunks: list[bytes] = []
        self._size = 0
        self._at_start = True
        self._after_cr = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """Return the data of the events that this chunk completes; lines of data are joined by newlines."""
        if self.is_overflowing:
            return []
        if self._after_cr and chunk:
            # CR and LF together are one line end, also when they arrive apart.
            chunk = chunk.removeprefix(b"\n")
            self._after_cr = False
        if self._chunks and b"\n" not in chunk and b"\r" not in chunk:
            # The middle of a long event: joined once, when it ends.
            self._hold(chunk)
            return []
        text = b"".join([*self._chunks, chunk])
        self._chunks, self._size = [], 0
        if self._at_start:
            if _BOM.startswith(text):
                self._hold(text)
                return []
            text = text.removeprefix(_BOM)
            self._at_start = False
        if b"\r" in text:
            self._after_cr = text.endswith(b"\r")
            text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *blocks, rest = text.split(b"\n\n")
        self._hold(rest)
        found: list[bytes] = []
        for block in blocks:
            if len(block) > self._max_bytes:
                self.is_overflowing = True
                break
            if block[:6] == b"data: " and b"\n" not in block:
                # Every event of this server.
                found.append(block[6:])
            elif (data := _data(block)) is not None:
                found.append(data)
        return found

    def _hold(self, rest: bytes) -> None:
        if rest:
            self._chunks.append(rest)
            self._size += len(rest)
            self.is_overflowing = self._size > self._max_bytes


def _data(block: bytes) -> bytes | None:
    """Return the data of one event; None when it has none."""
    fields = [line.partition(b":") for line in block.split(b"\n")]
    lines = [value.removeprefix(b" ") for name, _, value in fields if name == b"data"]
    return b"\n".join(lines) if lines else None
