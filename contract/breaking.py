"""Tell what a change of the contract breaks, whom, and what version it needs.

python -m contract.breaking              # all since the last release; before the first one there is nothing to break
python -m contract.breaking --base REF   # since another commit
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

from contract import base, release
from contract.changes.judging import judged_changes
from contract.findings import CannotRunError, Finding, Level, Review, section
from contract.generate import CONTRACT
from contract.openapi import load
from contract.views.terminal import show

__all__ = ["TITLE", "check", "main", "versions"]

TITLE = "Breaking changes"


def versions(tree: Path) -> tuple[str, str]:
    """The contract's version in a tree with an older one, and now; `?` where it cannot be read."""
    return _version(tree / CONTRACT.name), _version(CONTRACT)


def _version(contract: Path) -> str:
    try:
        return str(load(contract)["info"]["version"])
    except (CannotRunError, LookupError, TypeError):
        return "?"


def check(tree: Path, *, since_release: bool = False) -> tuple[str, list[Finding]]:
    """Compare the contract with the one in a tree; returns the outcome in a sentence, and what changed.

    Args:
        tree: A folder with the older `openapi.yaml`.
        since_release: Whether that is the last release's.

    Raises:
        CannotRunError: One of the two cannot be read, or Redocly cannot be installed, or it failed.
    """
    older, newer = load(tree / CONTRACT.name), load(CONTRACT)
    before, now = older["info"]["version"], newer["info"]["version"]
    found = judged_changes(older, newer, CONTRACT.read_text("utf-8"))
    version = release.version_finding(before, now, found)
    findings = release.allow(found, release.read_allowed("contract"), before, since_release=since_release)
    counts = Counter(finding.level for finding in found)
    told = ", ".join(f"{level} {counts[level]}" for level in Level if counts[level])
    summary = f"{told.capitalize() or 'Nothing changed'}; version {before if now == before else f'{before} to {now}'}."
    return summary, [*findings, *([version] if version else [])]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 0 when nothing unintended breaks, 1 when something does, 2 when it cannot tell."""
    parser = argparse.ArgumentParser(
        prog="python -m contract.breaking", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("--base", metavar="REF", help="the commit to compare with; default: the last release's tag")
    reference = parser.parse_args(arguments).base
    since_release = reference is None
    try:
        reference = reference or base.last_release()
        if reference is None:
            print("There is no release yet (no tag such as v0.1.0): nothing can be broken.")
            return 0
        commit = base.described(reference)
        with tempfile.TemporaryDirectory() as folder:
            base.checkout(reference, Path(folder))
            result = section(TITLE, partial(check, Path(folder), since_release=since_release))
            review = Review(commit, versions(Path(folder)), [result])
    except CannotRunError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    show(review, sys.stdout)
    return review.outcome


if __name__ == "__main__":
    sys.exit(main())
