"""Server-sent events: any bytes, in any pieces, give the data of the events in them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencode_sessions._sse import EventStreamDecoder

QUICK = settings(derandomize=True, max_examples=200, deadline=None, database=None)
#: Each form that the format allows, and its data.
STREAM = [
    (b'data: {"a": "\xf0\x9f\x8c\xb2\xe2\x80\xa8"}\n\n', b'{"a": "\xf0\x9f\x8c\xb2\xe2\x80\xa8"}'),
    (b": a comment\n\n", None),
    (b"id: 7\nevent: x\ndata:no space\nretry: 3\n\n", b"no space"),
    (b"data: one\ndata: two\n\n", b"one\ntwo"),
    (b"data\n\n", b""),
    (b"data:  two spaces\n\n", b" two spaces"),
    (b"\n\n\n", None),
    (b"database: other\n\n", None),
    (b": with data\ndata: last\n\n", b"last"),
]
EXPECTED = [data for _, data in STREAM if data is not None]


def fed(decoder: EventStreamDecoder, content: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(cut % (len(content) + 1) for cut in cuts), len(content)]
    return [data for start, end in pairwise(places) for data in decoder.feed(content[start:end])]


@QUICK
@given(st.sampled_from([b"\n", b"\r\n", b"\r"]), st.booleans(), st.lists(st.integers(0, 10_000), max_size=12))
def test_line_ends_byte_order_marks_and_cuts(line_end: bytes, mark: bool, cuts: list[int]) -> None:
    content = (b"\xef\xbb\xbf" if mark else b"") + b"".join(block for block, _ in STREAM)
    assert fed(EventStreamDecoder(1000), content.replace(b"\n", line_end), cuts) == EXPECTED


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_an_event_is_given_as_soon_as_it_is_whole(line_end: bytes) -> None:
    decoder = EventStreamDecoder(1000)
    for number in range(3):
        block = (b"data: %d\n\n" % number).replace(b"\n", line_end)
        given = [data for byte in block for data in decoder.feed(bytes([byte]))]
        assert given == [b"%d" % number]


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_a_long_event_is_refused_before_it_is_whole(size: int) -> None:
    decoder = EventStreamDecoder(10_000)
    assert decoder.feed(b"data: " + b"x" * 9_000 + b"\n\n") == [b"x" * 9_000]
    sent = 0
    while not decoder.is_overflowing and sent < 20_000:
        sent += size
        assert decoder.feed(b"x" * size) == []
    assert sent <= 10_000 + size
    assert decoder.feed(b"\n\ndata: 1\n\n") == []


def test_events_before_one_that_is_too_long_are_given() -> None:
    decoder = EventStreamDecoder(100)
    assert decoder.feed(b"data: 1\n\ndata: " + b"x" * 200 + b"\n\ndata: 2\n\n") == [b"1"]
    assert decoder.is_overflowing
