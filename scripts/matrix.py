"""Run the live tests against many versions of the server, and write docs/compatibility.md from what came of it.

python -m scripts.matrix [--keep] [--mode MODE] [--no-page | --table-only] [VERSION ...]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from contract.compatibility import write_page
from opencode_sessions.testing.install import SERVER_VERSION, InstallError, install_server
from tests.live.old_servers import VERSIONS

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / ".cache" / "matrix"
SERVERS = ROOT / ".cache" / "opencode-server"
#: The tests that hold on every version.
TESTS = ("tests/live/test_operations.py", "tests/live/test_every_version.py", "tests/live/test_broken_connections.py")
#: Seconds for one version, far more than it takes.
_LONGEST_RUN = 1800


@dataclass(frozen=True)
class Result:
    """What came of one test.

    Attributes:
        test: Its name.
        outcome: `passed`, `failed` or `skipped`.
        seconds: How long it took.
        operation: The operation that it is of.
        mode: The client that it ran with.
        supported: Whether the version has the operation; if not, passing means that the error said so.
        broken: Whether the version has the operation, but it does not work there.
        only: Which part of the operation it tests; None for the whole.
        remarks: What users should know of this version.
        message: Why it failed.
    """

    test: str
    outcome: str
    seconds: float
    operation: str | None
    mode: str | None
    supported: bool
    broken: bool
    only: str | None
    remarks: list[str]
    message: str | None


def run_version(version: str, *, keep: bool, mode: str | None = None) -> bool:
    """Install a version, run the tests against it, keep the results, and remove it. Whether all of them passed."""
    already_there = (SERVERS / version).exists()
    program = install_server(version, SERVERS, progress=_tell)
    try:
        results = _run_tests(program, mode)
    finally:
        if not keep and not already_there and version != SERVER_VERSION:
            shutil.rmtree(SERVERS / version)
    RESULTS.mkdir(parents=True, exist_ok=True)
    run = {"version": version, "date": f"{datetime.now(UTC):%Y-%m-%d}", "results": [asdict(one) for one in results]}
    (RESULTS / f"{version}.json").write_text(json.dumps(run, indent=1) + "\n", "utf-8")
    counts = Counter(result.outcome for result in results)
    for result in results:
        if result.outcome == "failed":
            _tell(f"  {result.test}: {result.message}")
    _tell("  " + (", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "no test ran"))
    return set(counts) == {"passed"}


def _run_tests(program: Path, mode: str | None) -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "--quiet", "--no-header", "--tb=no", f"--junitxml={report}", *TESTS]
        command += ["-k", f"[{mode}"] if mode is not None else []
        environment = {**os.environ, "OPENCODE_BIN": str(program)}
        finished = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, timeout=_LONGEST_RUN, check=False
        )
        # Anything but "all passed" and "some failed" means that the tests did not run as they should.
        if finished.returncode not in (0, 1):
            raise RuntimeError(f"pytest ended with exit code {finished.returncode}; run it to see why: {command}")
        return [_result(case) for case in ElementTree.parse(report).iter("testcase")]


def _result(case: ElementTree.Element) -> Result:
    noted: list[tuple[str, str]] = [(entry.get("name", ""), entry.get("value", "")) for entry in case.iter("property")]
    properties: dict[str, Any] = dict(noted)
    bad = [child for kind in ("failure", "error") for child in case.findall(kind)]
    return Result(
        test=case.get("name", ""),
        outcome="failed" if bad else "skipped" if case.find("skipped") is not None else "passed",
        seconds=float(case.get("time", 0)),
        operation=properties.get("operation"),
        mode=properties.get("mode"),
        supported=properties.get("supported") == "True",
        broken=properties.get("broken") == "True",
        only=properties.get("only"),
        remarks=[value for name, value in noted if name == "remark"],
        message=(bad[0].get("message") or "").partition("\n")[0] if bad else None,
    )


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Run the command line. Exit code 1: a test failed, did not run, or a version could not be installed."""
    parser = argparse.ArgumentParser(prog="python -m scripts.matrix", description="Test many versions of the server.")
    parser.add_argument("versions", nargs="*", metavar="VERSION", help=f"default: {' '.join(VERSIONS)}")
    parser.add_argument("--keep", action="store_true", help="do not remove the programs that this installs")
    parser.add_argument("--mode", help="run with one client only: sync, asyncio or trio")
    parser.add_argument("--no-page", action="store_true", help="write no page")
    parser.add_argument("--table-only", action="store_true", help="write the page from the results that are there")
    options = parser.parse_args()
    versions = [] if options.table_only else options.versions or list(VERSIONS)
    succeeded = True
    for number, version in enumerate(versions, 1):
        started = time.monotonic()
        _tell(f"[{number}/{len(versions)}] opencode {version}")
        # What is left of an earlier run is no result of this one.
        (RESULTS / f"{version}.json").unlink(missing_ok=True)
        try:
            passed = run_version(version, keep=options.keep, mode=options.mode)
        except (InstallError, RuntimeError, subprocess.TimeoutExpired) as error:
            _tell(f"  error: {error}")
            passed = False
        succeeded = succeeded and passed
        _tell(f"  {time.monotonic() - started:.0f} s")
    if options.no_page:
        return 0 if succeeded else 1
    runs = [json.loads(path.read_text("utf-8")) for path in RESULTS.glob("*.json")]
    return 0 if write_page(runs, tell=_tell) and succeeded else 1


if __name__ == "__main__":
    sys.exit(main())
