"""JSON as msgspec and as the standard library read it: the same values and the same errors, whatever the document."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import _json

RECORDED = Path(__file__).parents[1] / "data" / "recorded"
DOCUMENTS = 100_000
SEEDS = range(10)

NUMBERS = [
    *(b"0", b"-0", b"-0.0", b"01", b"1.", b".5", b"+1", b"1E5", b"1e+05", b"0.1", b"0.30000000000000004"),
    *(b"9223372036854775807", b"-9223372036854775809", b"18446744073709551616", b"-" + b"9" * 40, b"1" * 400),
    *(b"9007199254740993", b"9007199254740993.0", b"1e22", b"1e23", b"123456789012345678e-5", b"1" * 400 + b".5"),
    *(b"1e400", b"-1e400", b"1e-400", b"5e-324", b"2.2250738585072011e-308", b"1.7976931348623159e308"),
    # More digits than Python converts by default.
    *(b"NaN", b"Infinity", b"-Infinity", b"nan", b"1" * 5000),
]
STRINGS = [
    *(rb'"\ud800"', rb'"\udc00\ud800"', rb'"\ud83d\ude00"', rb'"\u0000"', rb'"\/"', rb'"\x"', rb'"\u12"'),
    *(b'"\xed\xa0\x80"', b'"\x00"', b'"\xff"', b'"\x7f"', b'"\t"', b'"\xc3"', b'"\xf4\x90\x80\x80"', b'"\xc0\x80"'),
    *('"\u2028"'.encode(), '"漢👩‍🚀"'.encode(), b'"', b'""'),
]
CHARSETS = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"]
ENDS = [b" ", b"\x0b", b"\x0c", b"\xa0", b"\x00", b"//", b",", b"]", b"}"]
NUMBER, STRING = re.compile(rb"(?<=[:,\[])-?\d+(\.\d+)?"), re.compile(rb'"[^"\\]*"')


@cache
def recorded() -> list[bytes]:
    """Documents that real servers sent, of moderate size."""
    lines = [line for path in sorted(RECORDED.glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    found = [line for line in lines if len(line) < 2000]
    assert len(found) > 1000
    return found


def mutated(document: bytes, draw: random.Random) -> bytes:
    """A document with one thing changed."""

    def somewhere(piece: bytes) -> bytes:
        place = draw.randrange(len(document) + 1)
        return document[:place] + piece + document[place:]

    def instead(pattern: re.Pattern[bytes], pieces: list[bytes]) -> bytes:
        places = [match.span() for match in pattern.finditer(document)]
        start, end = draw.choice(places) if places else (0, 0)
        return document[:start] + draw.choice(pieces) + document[end:]

    # Not near the limit: it is reached one call earlier here.
    depth = draw.choice([1, 10, 300, 1500, 5000])
    changes: list[Callable[[], bytes]] = [
        lambda: somewhere(bytes([draw.randrange(256)])),
        lambda: somewhere(draw.choice(NUMBERS)),
        lambda: somewhere(draw.choice(STRINGS)),
        lambda: instead(NUMBER, NUMBERS),
        lambda: instead(STRING, STRINGS),
        lambda: document[: draw.randrange(len(document) + 1)],
        lambda: b"\xef\xbb\xbf" + document,
        lambda: document.decode("utf-8", "replace").encode(draw.choice(CHARSETS), "replace"),
        lambda: b'{"a":%b,"a":%b}' % (document, document),
        lambda: b" \n\r\t" + document + draw.choice(ENDS),
        lambda: b"[" * depth + document + b"]" * draw.choice([depth, depth, depth - 1]),
        lambda: b'{"a":' * depth + document + b"}" * depth,
    ]
    return draw.choice(changes)()


def outcome(read: Callable[[bytes], Any], document: bytes) -> tuple[Any, ...]:
    """A value, told from all others: 1 from 1.0 and True, 0.0 from -0.0, and one order of keys from another."""
    try:
        value = read(document)
    except (ValueError, RecursionError) as error:
        return type(error), str(error)
    return ("value", value, repr(value)) if not _is_deep(document) else ("value", value)


def _is_deep(document: bytes) -> bool:
    return document.count(b"[") + document.count(b"{") > 200


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_values_and_the_same_errors(seed: int) -> None:
    _json.loads(b"[" + b"1," * 500_000 + b"1]")
    assert _json._decode not in (None, json.loads), "the fast decoder is not tried"
    draw = random.Random(seed)
    values = 0
    for _ in range(DOCUMENTS // len(SEEDS)):
        document = mutated(draw.choice(recorded()), draw)
        if draw.random() < 0.3:
            document = mutated(document, draw)
        expected = outcome(json.loads, document)
        values += expected[0] == "value"
        assert outcome(_json.loads, document) == expected, document
    assert DOCUMENTS // len(SEEDS) / 5 < values < DOCUMENTS // len(SEEDS) * 4 / 5


def portioned(document: bytes) -> Any:
    """Read a document as the response of an operation that returns an array is read."""
    items = _json.loads_in_portions(document, list)
    return _json.loads(document) if items is None else items


@pytest.mark.parametrize("seed", SEEDS)
def test_item_by_item_the_values_and_the_errors_are_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_json, "_WORTH_IMPORTING", 0)
    draw = random.Random(seed)
    divided = 0
    for _ in range(300):
        items = draw.choices(recorded(), k=draw.randrange(8))
        if items and draw.random() < 0.7:
            place = draw.randrange(len(items))
            items[place] = mutated(items[place], draw)
        document = b"[" + b", ".join(items) + b"]"
        if draw.random() < 0.2:
            document = mutated(document, draw)
        expected = outcome(json.loads, document)
        assert outcome(portioned, document) == expected, document
        divided += expected[0] == "value" and _json.loads_in_portions(document, list) is not None
    assert divided > 100


@pytest.mark.parametrize(
    "document", [b'{"a": 1}', b"[1, 2", b"<html>", b"", b"[1] 2", b"[NaN]", b"[1e400]", rb'["\ud800"]', b"[" * 100_000]
)
def test_what_cannot_be_divided_is_left_to_others(document: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_json, "_WORTH_IMPORTING", 0)
    assert _json.loads_in_portions(document, list) is None


def test_only_one_item_is_in_memory_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_json, "_WORTH_IMPORTING", 0)
    read: list[list[Any]] = []

    def convert(items: list[Any]) -> list[Any]:
        read.append(items)
        return [3]

    assert _json.loads_in_portions(b'[{"b": 1, "b": 2}, null, 1]', convert) == [3, 3, 3]
    assert read == [[{"b": 2}], [None], [1]]


def test_an_item_that_cannot_be_converted_leaves_the_error_to_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_json, "_WORTH_IMPORTING", 0)
    assert _json.loads_in_portions(b"[1, 2]", lambda items: [int("x") for _ in items]) is None


def test_small_documents_are_not_divided() -> None:
    assert _json.loads_in_portions(b"[1, 2]", list) is None


def test_without_msgspec(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_json, "_decode", None)
    monkeypatch.setattr(_json, "_bytes_before", 2_000_000)
    monkeypatch.setattr(_json, "_msgspec", _json._msgspec.__wrapped__)
    monkeypatch.setitem(sys.modules, "msgspec", None)
    monkeypatch.setitem(sys.modules, "msgspec.json", None)
    assert _json.loads_in_portions(b"[" + b"1," * 500_000 + b"1]", list) is None
    assert _json.loads(b'{"a": [1, 1.5, "x", null, NaN]}')["a"][:4] == [1, 1.5, "x", None]
    assert _json._decode is json.loads
    with pytest.raises(ValueError, match="Expecting value"):
        _json.loads(b"<html>")


def test_few_bytes_are_not_worth_the_import() -> None:
    code = (
        "import sys; from opencode_sessions._json import loads; loads(b'[1]')\n"
        "assert 'msgspec' not in sys.modules; loads(b'[' + b'1,' * 500_000 + b'1]')\n"
        "assert 'msgspec' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
