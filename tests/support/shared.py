"""Tests that are written for one server, and run with another one, too."""

from __future__ import annotations

from collections.abc import Collection
from types import ModuleType
from typing import Any


def shared(module: ModuleType, *, without: Collection[str] = (), only: Collection[str] = ()) -> dict[str, Any]:
    """Return the names of a module of tests, for the namespace of another one.

    Args:
        module: The module.
        without: Tests to leave out.
        only: Tests to take; all others are left out.
    """
    tests = {name for name in vars(module) if name.startswith("test_")}
    assert {*without, *only} <= tests, f"{module.__name__} has no such tests"
    left_out = tests - set(only) if only else set(without)
    return {name: value for name, value in vars(module).items() if not name.startswith("__") and name not in left_out}
