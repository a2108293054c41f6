"""Keywords of methods that pass their `**options` on."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

#: Names of the former official SDK, and those of today.
_FORMER_NAMES = {"mode": "agent"}


def check_keywords(method: Any, keywords: Collection[str], *functions: Any) -> None:
    """Refuse a keyword that a method does not have.

    Args:
        method: The method that the user called.
        keywords: The names of its `**options`.
        functions: The functions whose optional keywords these may be.

    Raises:
        TypeError: One is unknown. The text is that of Python, about this method.
    """
    if not keywords:
        return
    known = [name for function in functions for name in function.__kwdefaults__ or ()]
    for keyword in keywords:
        if keyword not in known:
            from difflib import get_close_matches

            former = [name for name in (_FORMER_NAMES.get(keyword),) if name in known]
            close = former or get_close_matches(keyword, known, n=1)
            hint = f". Did you mean {close[0]!r}?" if close else ""
            raise TypeError(f"{method.__qualname__}() got an unexpected keyword argument {keyword!r}{hint}")
