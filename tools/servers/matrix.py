"""Run the live tests against many versions of the server, and keep the results in .cache/matrix.

python -m tools.servers.matrix [--keep] [--mode MODE] [VERSION ...]
python -m contract compatibility    # write docs/compatibility.md from the results
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

from opencode_sessions.testing.install import SERVER_VERSION, InstallError, install_server
from tools import ROOT
from tools.servers.versions import VERSIONS

RESULTS = ROOT / ".cache" / "matrix"
SERVERS = ROOT / ".cache" / "opencode-server"
#: The tests that pass on every version.
TESTS = ("tests/live/test_operations.py", "tests/live/test_every_version.py", "tests/live/test_broken_connections.py")
#: The time limit for one version in seconds, far more than it takes.
_LONGEST_RUN = 1800


@dataclass(frozen=True)
class Result:
    """The result of one test.

    Attributes:
        test: The name of the test.
        outcome: `passed`, `failed` or `skipped`.
        seconds: The duration.
        operation: The operation that it tests.
        mode: The client that it ran with.
        supported: True when the version has the operation; if not, passing means that the right error was raised.
        broken: True when the version has the operation, but it does not work there.
        only: The part of the operation that it tests; None for the whole.
        remarks: Notes for users of this version.
        message: The reason of a failure.
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
    """Install a version, run the tests against it, keep the results, remove it; returns whether all passed."""
    already_there = (SERVERS / version).exists()
    program = install_server(version, SERVERS, progress=_report)
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
            _report(f"  {result.test}: {result.message}")
    _report("  " + (", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "no test ran"))
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
        # Any exit code but "all passed" and "some failed" means that the tests did not run.
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


def _report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Run the command line. Exit code 1: a test failed, did not run, or a version could not be installed."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.servers.matrix", description="Test many versions of the server."
    )
    parser.add_argument("versions", nargs="*", metavar="VERSION", help=f"default: {' '.join(VERSIONS)}")
    parser.add_argument("--keep", action="store_true", help="do not remove the programs that this installs")
    parser.add_argument("--mode", help="run with one client only: sync, asyncio or trio")
    options = parser.parse_args()
    versions = options.versions or list(VERSIONS)
    succeeded = True
    for number, version in enumerate(versions, 1):
        started = time.monotonic()
        _report(f"[{number}/{len(versions)}] opencode {version}")
        # The result of an earlier run must not be taken for one of this run.
        (RESULTS / f"{version}.json").unlink(missing_ok=True)
        try:
            passed = run_version(version, keep=options.keep, mode=options.mode)
        except (InstallError, RuntimeError, subprocess.TimeoutExpired) as error:
            _report(f"  error: {error}")
            passed = False
        succeeded = succeeded and passed
        _report(f"  {time.monotonic() - started:.0f} s")
    return 0 if succeeded else 1


if __name__ == "__main__":
    sys.exit(main())
