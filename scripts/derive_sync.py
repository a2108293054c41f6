"""Derive the sync twin: every module of `_async` becomes the module of `_sync` with the same name.

python scripts/derive_sync.py            # write _sync anew
python scripts/derive_sync.py --check    # derive elsewhere and compare; exit 1 on any difference
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import unasync

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "overlays" / "opencode_sessions"

#: Names that differ by more than `async` and `await`.
REPLACEMENTS = {
    "AbstractAsyncContextManager": "AbstractContextManager",
    "AsyncClient": "Client",
    "AsyncConversation": "Conversation",
    "AsyncEventResource": "EventResource",
    "AsyncEventStream": "EventStream",
    "AsyncEvents": "Events",
    "AsyncGlobalResource": "GlobalResource",
    "AsyncOpencode": "Opencode",
    "AsyncPool": "Pool",
    "AsyncResources": "Resources",
    "AsyncRetrying": "Retrying",
    "AsyncSessionResource": "SessionResource",
    "AsyncTurnStream": "TurnStream",
    "AsyncView": "View",
    "_async": "_sync",
    "aclose": "close",
    "aiter_sse": "iter_sse",
    "anext": "next",
    "anyio": "time",
    "aread": "read",
    "async_decision": "sync_decision",
    "asynccontextmanager": "contextmanager",
}


def derive(target: Path) -> None:
    """Write the sync twin of `_async` into a folder."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "_async"
        shutil.copytree(PACKAGE / "_async", source, ignore=shutil.ignore_patterns("__pycache__"))
        modules = sorted(source.glob("*.py"))
        rule = unasync.Rule(str(source), str(target), additional_replacements=REPLACEMENTS)
        unasync.unasync_files([str(module) for module in modules], [rule])
        for module in modules:
            derived = target / module.name
            note = f"# Derived from _async/{module.name} by `make derive`: edit that file instead.\n"
            derived.write_text(note + derived.read_text("utf-8"), "utf-8")
    settings = ["--quiet", "--config", str(ROOT / "pyproject.toml"), str(target)]
    ruff = [sys.executable, "-m", "ruff"]
    subprocess.run([*ruff, "check", "--select", "I,F401", "--fix-only", "--no-cache", *settings], check=True)
    subprocess.run([*ruff, "format", "--no-cache", *settings], check=True)


def contents(folder: Path) -> dict[str, str]:
    """The modules of a folder by name."""
    return {path.name: path.read_text("utf-8") for path in folder.glob("*.py")}


def main() -> int:
    """Run the command line; returns 1 when `--check` finds a difference."""
    parser = argparse.ArgumentParser(description="Derive the sync twin of the async modules.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args()
    committed = PACKAGE / "_sync"
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "_sync"
        derive(fresh)
        if options.check:
            expected, actual = contents(fresh), contents(committed)
            stale = sorted(name for name in expected.keys() | actual.keys() if expected.get(name) != actual.get(name))
            if stale:
                print(f"_sync is not what _async gives ({', '.join(stale)}): run `make derive` and commit the result.")
                return 1
            print("_sync is what _async gives.")
            return 0
        shutil.rmtree(committed, ignore_errors=True)
        shutil.copytree(fresh, committed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
