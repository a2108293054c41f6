"""Texts with `code` in backticks."""

from __future__ import annotations

import re

__all__ = ["split_code"]


def split_code(text: str) -> list[tuple[str, bool]]:
    """Split a text into pieces, each with whether it is code; backticks are removed."""
    split = re.split(r"`([^`]+)`", text)
    return [(piece, number % 2 == 1) for number, piece in enumerate(split) if piece]
