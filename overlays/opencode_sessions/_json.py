"""Read JSON: with msgspec where it is installed and much is read, which is faster, else with the standard library.

Both give the same values. msgspec is stricter: what it refuses (`NaN`, `1e400`, lone surrogates, encodings other than
UTF-8) the standard library reads, or refuses with its own error. JSON is written by the standard library alone: msgspec
would write `NaN` as null and dates as text, where an error has to tell of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

__all__ = ["loads", "loads_in_portions"]

Result = TypeVar("Result")

#: Importing msgspec takes about as long as the standard library takes to decode so many bytes. Before so many have
#: come, the import would not pay off.
_WORTH_IMPORTING = 1_000_000

_bytes_before = 0
_decode: Callable[[bytes], Any] | None = None


def loads(data: bytes) -> Any:
    """Decode a JSON document.

    Raises:
        ValueError: It is not JSON.
        RecursionError: It is nested too deeply.
    """
    decode = _decode or _choose(len(data))
    try:
        return decode(data)
    except (ValueError, RecursionError):
        return json.loads(data)


def loads_in_portions(data: bytes, convert: Callable[[Any], Result]) -> Result | None:
    """Decode a large array and convert its items one by one: the JSON of all is never in memory at the same time.

    Args:
        data: The document.
        convert: Converts an array item by item, to a list.

    Returns:
        The converted items; None if the document has to be decoded as a whole: it is small, no array, something that
        msgspec refuses, or msgspec is not installed.
    """
    if len(data) < _WORTH_IMPORTING or (decoders := _msgspec()) is None:
        return None
    decode, divide = decoders
    try:
        items: Any = divide(data)
        for index, item in enumerate(items):
            portion: Any = convert([decode(item)])
            items[index] = portion[0]
    except (ValueError, RecursionError):
        return None
    converted: Result = items
    return converted


def _choose(size: int) -> Callable[[bytes], Any]:
    """Return the decoder for a document of this size, and remember it once msgspec is worth its import."""
    global _bytes_before, _decode
    _bytes_before += size
    if _bytes_before < _WORTH_IMPORTING:
        return json.loads
    decoders = _msgspec()
    _decode = json.loads if decoders is None else decoders[0]
    return _decode


@cache
def _msgspec() -> tuple[Callable[[Any], Any], Callable[[bytes], list[Any]]] | None:
    """Return msgspec's decoders, of a document and of an array into its items as JSON; None without msgspec."""
    try:
        from msgspec import Raw
        from msgspec.json import Decoder
    except ImportError:
        return None
    return Decoder().decode, Decoder(list[Raw]).decode
