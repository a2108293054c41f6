"""`python -m tools.site`: build the documentation, and serve it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools import ROOT
from tools.site.build import build, write
from tools.site.problems import Problems
from tools.site.serve import serve


def main() -> int:
    """Build the site; returns 1 when something is wrong with the documentation."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.site", description="Build the documentation as a static site."
    )
    parser.add_argument("--into", type=Path, default=ROOT / "site", metavar="FOLDER", help="default: site/")
    parser.add_argument("--checkout", type=Path, default=ROOT, metavar="FOLDER", help="default: this one")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--serve", action="store_true", help="serve it on loopback, and build it again after changes")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    given = parser.parse_args()
    problems = Problems()
    files = build(given.checkout.resolve(), problems)
    if problems.found:
        print(problems, file=sys.stderr)
        print(f"The documentation has {len(problems.found)} problems: nothing was built.", file=sys.stderr)
        return 1
    if not given.check:
        write(files, given.into)
        pages = sum(name.endswith(".html") for name in files)
        print(f"{pages} pages, {sum(map(len, files.values())) / 1e6:.1f} MB, in {given.into.name}/")
    if given.serve:
        serve(given.into, given.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
