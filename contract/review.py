"""Review a change of the contract: is it valid, what breaks, is the code what it gives, does it match the real server?

python -m contract.review                # against where this branch left main; on main, the commit before
python -m contract.review --base REF     # against another commit

The verdict is printed; review/ has all of it as a page (index.html), for a comment (review.md), and as data
(review.json). Exit code: 0 when it is clean, 1 on findings, 2 when a check could not run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeAlias

import attrs

from contract import base, breaking, drift, generate, lint, surface
from contract.findings import CannotRunError, Finding, Review, Section, section
from contract.generate import CONTRACT, ROOT
from contract.openapi import load
from contract.servers import traffic
from contract.views.markdown import markdown
from contract.views.page import page
from contract.views.terminal import show

__all__ = ["main", "review", "write"]

Check: TypeAlias = Callable[[], tuple[str, Iterable[Finding]]]

#: Where the results go; git ignores it.
RESULTS = ROOT / "review"
#: As many as a small machine has cores: most of them wait for another program.
_AT_ONCE = 2


def review(
    reference: str, *, server: str | None = None, tell: Callable[[Section], object] = lambda section: None
) -> Review:
    """Review the contract as it is in the working tree.

    Args:
        reference: The commit to compare with.
        server: The address of a server to compare with. Default: one of its own.
        tell: Is told of each section as soon as it is there.

    Raises:
        CannotRunError: There is nothing to compare with.
    """
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(_AT_ONCE) as pool:
        tree = Path(folder)
        commit = base.described(reference)
        base.checkout(reference, tree)
        checks: dict[str, Check] = {
            "Lint": lint.check,
            breaking.TITLE: partial(breaking.check, tree),
            "Python surface": partial(surface.check, tree),
            "Generated code": generate.check,
            "Drift from the server": partial(drift.check, server),
            "Recorded traffic": traffic.check,
        }

        def run(title: str) -> Section:
            result = section(title, checks[title])
            tell(result)
            return result

        # What takes longest begins first; the report keeps its own order.
        running = {title: pool.submit(run, title) for title in reversed(checks)}
        return Review(commit, breaking.versions(tree), [running[title].result() for title in checks])


def write(result: Review, folder: Path) -> Path:
    """Write a review as a page, as a comment and as data; returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        contract = load(CONTRACT)
    except CannotRunError:
        # The findings say so; there is nothing to refer to.
        contract = {"paths": {}}
    index = folder / "index.html"
    index.write_text(page(result, contract), "utf-8")
    (folder / "review.md").write_text(markdown(result), "utf-8")
    data = attrs.asdict(result) | {"outcome": result.outcome, "verdict": result.verdict}
    (folder / "review.json").write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return index


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 0 when the review is clean, 1 on findings, 2 when a check could not run."""
    parser = argparse.ArgumentParser(
        prog="python -m contract.review", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument(
        "--base", metavar="REF", help="default: where this branch left main; on main, the commit before"
    )
    parser.add_argument("--server", metavar="URL", help="compare with this server; default: launch the pinned one")
    options = parser.parse_args(arguments)
    # What is there is of another change.
    shutil.rmtree(RESULTS, ignore_errors=True)
    try:
        result = review(options.base or base.default_base(), server=options.server, tell=_tell)
    except CannotRunError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    show(result, sys.stdout, page=write(result, RESULTS).relative_to(ROOT))
    return result.outcome


def _tell(result: Section) -> None:
    print(f"{result.outcome.mark} {result.title}, {result.seconds:.1f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
