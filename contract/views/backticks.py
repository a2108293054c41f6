"""Sentences that hold `code`."""

from __future__ import annotations

import re

__all__ = ["pieces"]


def pieces(text: str) -> list[tuple[str, bool]]:
    """The pieces of a text in their order, each with whether it is code, without its backticks."""
    split = re.split(r"`([^`]+)`", text)
    return [(piece, number % 2 == 1) for number, piece in enumerate(split) if piece]
