"""Derive the sync twin: every module of `_async` becomes the module of `_sync` with the same name.

python -m tools.derive_sync            # write _sync
python -m tools.derive_sync --check    # derive elsewhere and compare; exit 1 on any difference

The rules below replace text everywhere in a module: in code, docstrings and comments. A rule that matches nothing is an
error, and so is a word of asynchronous code that is left in the result.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tools import ROOT

__all__ = ["DerivationError", "derive", "main"]

PACKAGE = ROOT / "overlays" / "opencode_sessions"

#: Regular expressions and their replacements, applied in this order.
PATTERNS = {
    r"\basync (?=def|with|for)": "",
    r"\bawait ": "",
    r"\b__a(?=enter__|exit__|iter__|next__)": "__",
}
#: Names and their replacements, matched as whole words.
NAMES = {
    "AbstractAsyncContextManager": "AbstractContextManager",
    "AsyncClient": "Client",
    "AsyncConversation": "Conversation",
    "AsyncDecisions": "Decisions",
    "AsyncEventConnection": "EventConnection",
    "AsyncEventHub": "EventHub",
    "AsyncEventHubs": "EventHubs",
    "AsyncEventResource": "EventResource",
    "AsyncEvents": "Events",
    "AsyncFollowStart": "FollowStart",
    "AsyncFunction": "SyncFunction",
    "AsyncGlobalResource": "GlobalResource",
    "AsyncInbox": "Inbox",
    "AsyncInboxReader": "InboxReader",
    "AsyncInterrupt": "SyncInterrupt",
    "AsyncIterator": "Iterator",
    "AsyncLaunchedServer": "LaunchedServer",
    "AsyncMailbox": "SyncMailbox",
    "AsyncOpencode": "Opencode",
    "AsyncPool": "SyncPool",
    "AsyncPromptStart": "PromptStart",
    "AsyncRawResource": "RawResource",
    "AsyncRawResources": "RawResources",
    "AsyncRawResponses": "RawResponses",
    "AsyncRawSession": "RawSession",
    "AsyncRawSessionResource": "RawSessionResource",
    "AsyncRawTypes": "RawTypes",
    "AsyncRecordingTransport": "RecordingTransport",
    "AsyncResources": "Resources",
    "AsyncSentPrompt": "SentPrompt",
    "AsyncSessionQueue": "SessionQueue",
    "AsyncSessionResource": "SessionResource",
    "AsyncShield": "SyncShield",
    "AsyncSleeper": "SyncSleeper",
    "AsyncTimeLimit": "SyncTimeLimit",
    "AsyncToolResource": "ToolResource",
    "AsyncWorktreeResource": "WorktreeResource",
    "AsyncTransport": "Transport",
    "AsyncTurnChecks": "TurnChecks",
    "AsyncTurnStart": "TurnStart",
    "AsyncTurnStream": "TurnStream",
    "AsyncTurnView": "TurnView",
    "AsyncWatch": "SyncWatch",
    "AsyncWatcher": "Watcher",
    "AsyncWorker": "SyncWorker",
    "StopAsyncIteration": "StopIteration",
    "_async": "_sync",
    "aclose": "close",
    "aiter_bytes": "iter_bytes",
    "aiter_raw": "iter_raw",
    "anext": "next",
    "anyio": "time",
    "async_decision": "sync_decision",
    "async_home": "sync_home",
    "async_raw_method": "raw_method",
}
RULES = PATTERNS | {rf"\b{name}\b": replacement for name, replacement in NAMES.items()}
#: Words that must not be left.
_LEFT_OVER = re.compile(r"\b(async|await|awaited|awaiting|Async[A-Z]\w*)\b")


class DerivationError(Exception):
    """A rule is unused, or a module has something that no rule replaces."""


def translate(modules: Mapping[str, str], rules: Mapping[str, str] = RULES) -> dict[str, str]:
    """Translate async modules to sync ones.

    Args:
        modules: The sources by name.
        rules: Regular expressions and their replacements.

    Raises:
        DerivationError: A rule matches nothing in any module, or a word of asynchronous code is left.
    """
    translated = dict(modules)
    for pattern, replacement in rules.items():
        count = 0
        for name, text in translated.items():
            translated[name], replaced = re.subn(pattern, replacement, text)
            count += replaced
        if not count:
            raise DerivationError(f"The rule {pattern!r} matches nothing: remove it from tools/derive_sync.py.")
    for name, text in translated.items():
        for number, line in enumerate(text.splitlines(), 1):
            if found := _LEFT_OVER.search(line):
                raise DerivationError(
                    f"_async/{name}:{number} still says {found[0]!r} in the sync twin: {line.strip()}\n"
                    "Add a rule to tools/derive_sync.py, or use other words."
                )
    return translated


def derive(target: Path) -> None:
    """Write the sync twin of `_async` into a folder.

    Raises:
        DerivationError: The rules do not fit the modules.
    """
    sources = {path.name: path.read_text("utf-8") for path in sorted((PACKAGE / "_async").glob("*.py"))}
    target.mkdir(parents=True)
    for name, text in translate(sources).items():
        note = f"# Derived from _async/{name} by `make derive`: edit that file instead.\n"
        (target / name).write_text(note + text, "utf-8")
    settings = ["--quiet", "--config", str(ROOT / "pyproject.toml"), str(target)]
    ruff = [sys.executable, "-m", "ruff"]
    subprocess.run([*ruff, "check", "--select", "I,F401", "--fix-only", "--no-cache", *settings], check=True)
    subprocess.run([*ruff, "format", "--no-cache", *settings], check=True)


def _contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.glob("*.py")}


def main() -> int:
    """Run the command line; returns 1 when `--check` finds a difference, 2 when the rules do not fit the modules."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.derive_sync", description="Derive the sync twin of the async modules."
    )
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args()
    committed = PACKAGE / "_sync"
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "_sync"
        try:
            derive(fresh)
        except DerivationError as error:
            print(error, file=sys.stderr)
            return 2
        if options.check:
            expected, actual = _contents(fresh), _contents(committed)
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
