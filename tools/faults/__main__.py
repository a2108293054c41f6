"""The command line: python -m tools.faults --seed 1 --turns 500"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from attrs import asdict

from opencode_sessions.testing import SERVER_VERSION
from tools.faults.campaign import run
from tools.faults.fake import DIALECTS
from tools.faults.kinds import KINDS
from tools.faults.ledger import Ledger
from tools.faults.plans import Settings, cases


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a campaign; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.faults",
        description="Turns of the SDK against servers with injected faults, drawn from a seed.",
        epilog="Kinds of faults: " + "; ".join(f"{kind}: {what}" for kind, what in KINDS.items()) + ".",
    )
    parser.add_argument("--seed", default="1", help="what everything is drawn from (default: %(default)s)")
    parser.add_argument("--turns", type=int, default=500, help="how many turns (default: %(default)s)")
    parser.add_argument("--real", action="store_true", help="the real server (OPENCODE_BIN), killed, ended and stopped")
    parser.add_argument(
        "--only",
        type=int,
        metavar="N",
        help="only the case that has turn N (with --real, the server is killed at other moments)",
    )
    parser.add_argument(
        "--kinds", nargs="+", choices=KINDS, default=list(KINDS), metavar="KIND", help="these faults only"
    )
    parser.add_argument("--versions", nargs="+", choices=DIALECTS, default=list(DIALECTS), metavar="VERSION")
    parser.add_argument("--at-once", type=int, default=48, metavar="N", help="cases at a time (default: %(default)s)")
    parser.add_argument("--patience", type=float, default=180.0, metavar="SECONDS", help="after which a turn hangs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the ledger there too")
    options = parser.parse_args(arguments)
    versions = (SERVER_VERSION,) if options.real else tuple(options.versions)
    settings = Settings(options.seed, versions, tuple(options.kinds), options.real)
    chosen = cases(settings, options.turns)
    if options.only is not None:
        found = next(one for one in cases(settings) if one.turns[-1].number >= options.only)
        chosen = iter([found])
    replay = " ".join(["python -m tools.faults", f"--seed {options.seed}", *_differences(options), "--only {}"])
    ledger = Ledger(replay)
    try:
        run(chosen, settings, ledger, at_once=options.at_once, patience=options.patience, tell=_tell)
    except KeyboardInterrupt:
        _tell("Interrupted; so far:")
    for line in ledger.lines():
        _tell(line)
    if options.json is not None:
        ledger.write(options.json, asdict(settings))
    return 0 if ledger.is_clean else 1


def _differences(options: argparse.Namespace) -> list[str]:
    """The options that change what is drawn."""
    changed = ["--real"] if options.real else []
    if options.kinds != list(KINDS):
        changed += ["--kinds", *options.kinds]
    if options.versions != list(DIALECTS):
        changed += ["--versions", *options.versions]
    return changed


def _tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
