"""The command line: python -m tools.batch_campaign --seed 1 --jobs 200"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.batch_campaign.campaign import Campaign
from tools.batch_campaign.program import WAYS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a campaign; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tools.batch_campaign", description="Batches that are killed.")
    parser.add_argument("--seed", default="1", help="what everything is drawn from (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=200, help="how many jobs (default: %(default)s)")
    parser.add_argument("--servers", type=int, default=2, help="how many servers (default: %(default)s)")
    parser.add_argument("--concurrency", type=int, default=8, help="jobs at a time (default: %(default)s)")
    parser.add_argument("--kills", type=int, default=20, help="how often the program is killed (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="how many workers Dask has (default: %(default)s)")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS), help="where the turns are followed")
    parser.add_argument("--real", action="store_true", help="real servers (OPENCODE_BIN)")
    parser.add_argument("--keep-servers", action="store_true", help="kill nothing but the program")
    options = parser.parse_args(arguments)
    campaign = Campaign(
        seed=options.seed,
        jobs=options.jobs,
        servers=options.servers,
        concurrency=options.concurrency,
        kills=options.kills,
        ways=tuple(options.ways),
        workers=options.workers,
        real=options.real,
        restarts=not options.keep_servers,
    )
    with tempfile.TemporaryDirectory() as folder:
        ledger = asyncio.run(campaign.run(Path(folder, "journal.jsonl"), _tell))
    for line in ledger.lines():
        _tell(line)
    return 0 if ledger.is_clean else 1


def _tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
