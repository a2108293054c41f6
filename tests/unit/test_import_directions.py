"""Dependencies between packages of the repository point one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: The folders of packages, and the packages that each may import besides itself; only a test imports the benchmarks.
ALLOWED: dict[str, set[str]] = {
    "generated/opencode_sessions_api": set(),
    "overlays/opencode_sessions": {"opencode_sessions_api"},
    "examples": {"opencode_sessions"},
    "tools": {"opencode_sessions", "opencode_sessions_api"},
    "tools/site": {"opencode_sessions", "opencode_sessions_api", "contract", "tools"},
    "contract": {"opencode_sessions", "opencode_sessions_api", "tools"},
    "benchmarks": {"opencode_sessions", "opencode_sessions_api", "tools"},
    "tests": {"opencode_sessions", "opencode_sessions_api", "contract", "tools", "benchmarks"},
}
PACKAGES = {folder.rpartition("/")[2] for folder in ALLOWED} | {"scripts"}


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports, wherever in the module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("folder", ALLOWED)
def test_a_package_imports_only_those_below_it(folder: str) -> None:
    inner = [ROOT / other for other in ALLOWED if other.startswith(f"{folder}/")]
    modules = [path for path in sorted((ROOT / folder).rglob("*.py")) if not set(inner) & set(path.parents)]
    assert modules
    allowed = ALLOWED[folder] | {folder.rpartition("/")[2]}
    wrong = {
        str(path.relative_to(ROOT)): found for path in modules if (found := {*imported(path)} & PACKAGES - allowed)
    }
    assert wrong == {}
