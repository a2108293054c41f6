"""Compare this SDK with bare httpx and with other clients; print tables of ratios.

python -m benchmarks                        # all tables
python -m benchmarks decoding memory        # some of them
python -m benchmarks --publish              # only write the last results into docs/performance.md, and its picture

Needs PyPI the first time, to install the others. The results are in .cache/bench/results.json.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.environments import CACHE, CONTESTANTS, FLOOR, OURS, ROOT, prepare
from benchmarks.plot import picture
from benchmarks.tables import TABLES, measure

RESULTS = CACHE / "results.json"
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "performance.svg"
_BEGIN, _END = "<!-- figures: make bench ARGS=--publish -->", "<!-- end of figures -->"


def ratio(result: dict[str, Any]) -> str:
    """A ratio with its spread, or a dash where there is none."""
    if "reason" in result:
        return "—"
    return f"{result['ratio']:.2f} ({result['lowest']:.2f} to {result['highest']:.2f})"


def _figures(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"


def lines(name: str, table: dict[str, Any]) -> list[list[str]]:
    """A table as texts: what is measured, the floor's own figures, the targets, and the ratios of everyone else."""
    shown = [(row, table["rows"][row.title]) for row in TABLES[name][1] if row.title in table["rows"]]
    floor = [f"{_figures(found[FLOOR.name]['median'] * row.unit[0])} {row.unit[1]}" for row, found in shown]
    targets = ["" if row.target is None else f"≤ {row.target:g}" for row, _ in shown]
    others = [
        [contestant.name, *(ratio(found[contestant.name]) for _, found in shown)]
        for contestant in CONTESTANTS
        if contestant is not FLOOR
    ]
    return [["", *(row.title for row, _ in shown)], [FLOOR.name, *floor], ["target", *targets], *others]


def reasons(rows: dict[str, Any]) -> list[str]:
    """Why contestants have no figure."""
    found: dict[str, list[str]] = {}
    for title, results in rows.items():
        for name, result in results.items():
            if "reason" in result:
                found.setdefault(f"{name}: {result['reason']}", []).append(title)
    return [f"{reason} ({', '.join(titles)})" for reason, titles in found.items()]


def show(name: str, table: dict[str, Any]) -> None:
    """Print a table."""
    console = Console(width=None if sys.stdout.isatty() else 130)
    head, *others = lines(name, table)
    shown = Table(*head, title=table["title"], title_justify="left", title_style="bold")
    for line in others:
        shown.add_row(*line, style="bold" if line[0] == OURS.name else "")
    console.print(shown)
    for reason in reasons(table["rows"]):
        console.print(f"— {reason}", style="dim", highlight=False)


def markdown(results: dict[str, Any]) -> str:
    """All tables for the page."""
    written = [f"On {results['machine']}; medians of {results['rounds']} interleaved rounds, and their range.", ""]
    for name, table in results["tables"].items():
        head, *others = ["| " + " | ".join(line) + " |" for line in lines(name, table)]
        rule = "|---" * (len(table["rows"]) + 1) + "|"
        written += [f"**{table['title']}.**", "", head, rule, *others, ""]
        written += [*(f"- {reason}" for reason in reasons(table["rows"])), ""]
    return "\n".join(written)


def publish(results: dict[str, Any]) -> None:
    """Write the figures into the page, and draw its picture."""
    page = PAGE.read_text("utf-8")
    figures = f"{_BEGIN}\n{markdown(results)}\n{_END}"
    PAGE.write_text(re.sub(f"{_BEGIN}.*{_END}", lambda _: figures, page, flags=re.DOTALL), "utf-8")
    targets = {row.title: row.target for _, rows in TABLES.values() for row in rows if row.target is not None}
    PICTURE.write_text(picture(results, targets), "utf-8")


def machine() -> str:
    """What the figures depend on."""
    cpu = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.*)", cpu.read_text()) if cpu.exists() else None
    return f"{found[1] if found else platform.processor() or platform.machine()}, Python {platform.python_version()}"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tables", nargs="*", metavar="table", help=f"which tables: {', '.join(TABLES)}; default: all")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (default: 5)")
    parser.add_argument("--publish", action="store_true", help="only write the last results into docs/performance.md")
    options = parser.parse_args()
    if unknown := set(options.tables) - set(TABLES):
        parser.error(f"no such table: {', '.join(sorted(unknown))}; there are {', '.join(TABLES)}")
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"tables": {}}
    if options.publish:
        publish(results)
        return
    progress = Console(stderr=True)
    with progress.status("preparing") as status:

        def tell(what: str) -> None:
            status.update(what)
            if not progress.is_terminal:
                progress.print(what, highlight=False)

        prepare(CONTESTANTS, tell)
        for name in options.tables or TABLES:
            results["tables"][name] = measure(name, options.rounds, tell)
            show(name, results["tables"][name])
            results |= {"machine": machine(), "rounds": options.rounds}
            # In one order, whichever was measured last.
            results["tables"] = {known: results["tables"][known] for known in TABLES if known in results["tables"]}
            RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False))
    progress.print(f"The results are in {RESULTS.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
