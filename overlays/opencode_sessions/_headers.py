"""Headers that a user gives: check them before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAME = re.compile(r"[!#$%&'*+.^_`|~\w-]+", re.ASCII)
_VALUE = re.compile(r"([\x21-\x7e]([\x20-\x7e\t]*[\x21-\x7e])?)?")
#: Of each request itself.
_RESERVED = frozenset({"connection", "content-length", "content-type", "transfer-encoding"})


def checked_headers(argument: str, headers: Mapping[str, str]) -> dict[str, str]:
    """Check headers, and return them with their names in lower case. The errors never show a value.

    Args:
        argument: The name of the argument, for the errors.
        headers: Names and values.

    Raises:
        TypeError: They are not a mapping of strings to strings.
        ValueError: A name or a value cannot be sent, or the header belongs to each request itself.
    """
    if not isinstance(headers, Mapping):
        raise TypeError(f"{argument} must be a mapping of names to values, not an object of {type(headers).__name__}")
    checked: dict[str, str] = {}
    for name, value in headers.items():
        if not isinstance(name, str):
            raise TypeError(f"{argument} must have names that are strings, not an object of {type(name).__name__}")
        if not _NAME.fullmatch(name):
            # Only what could be a name: the rest may be a value.
            begin = found[0] if (found := _NAME.match(name)) else ""
            raise ValueError(f"{argument} has a name that is no name of a header; it begins {begin[:50]!r}")
        if not isinstance(value, str):
            raise TypeError(f"{argument}[{name!r}] must be a string, not an object of {type(value).__name__}")
        if not _VALUE.fullmatch(value):
            raise ValueError(
                f"{argument}[{name!r}] must be printable ASCII, without line breaks and without space at its ends"
            )
        if name.lower() in _RESERVED:
            raise ValueError(f"{argument} must not have {name!r}, which the client sets for each request")
        checked[name.lower()] = value
    return checked
