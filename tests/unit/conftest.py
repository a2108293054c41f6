"""Tests without waiting."""

from __future__ import annotations

import pytest

from opencode_sessions import _retry


@pytest.fixture(autouse=True)
def no_long_backoff(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attempts follow one another at once, or nearly so."""
    monkeypatch.setattr(_retry, "FIRST_BACKOFF", 0.002)
