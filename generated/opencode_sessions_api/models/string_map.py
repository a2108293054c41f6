"""Texts by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    pass

__all__ = ["StringMap"]

StringMap: TypeAlias = "dict[str, str]"
