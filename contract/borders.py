"""The borders between versions of the server: since when each operation exists, and since when it behaves as it does.

They are measured: every version in the npm registry is installed once, probed (`tools.servers.probes`), and removed.
contract/borders.json keeps what was seen, so that an interrupted measurement goes on where it stopped, and a new
version is measured alone.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from attrs import Factory, define, frozen

from contract.compare.sent import sent_fields
from contract.findings import CannotRunError
from contract.spec import Document
from contract.workspace import Workspace
from opencode_sessions import ServerOpenWarning
from opencode_sessions._compat import has_operation, is_older
from opencode_sessions.testing.install import SERVER_VERSION, InstallError, install_server, platform_package
from tools.servers.probes import ABSENT, NO_OPERATION, PRESENT, Site, probe
from tools.servers.recording import recording
from tools.servers.versions import VERSIONS, ServerVersion

#: A field of an object that was seen, by `Schema.field`.
SENT, NOT_SENT = "sent", "not sent"

#: The number of versions that are measured at the same time.
_AT_ONCE = 2

__all__ = [
    "ABSENT",
    "NOT_SENT",
    "NO_OPERATION",
    "PRESENT",
    "SENT",
    "Borders",
    "Since",
    "bisect",
    "in_order",
    "measure",
    "published_versions",
]


@frozen
class Since:
    """The first version of a run of versions that do the same, in which something was seen.

    Attributes:
        version: The first measured version.
        state: What was seen, e.g. `present`.
        before: The measured version before it; None for the oldest one.
    """

    version: str
    state: str
    before: str | None


@define
class Borders:
    """What was seen on each version.

    Attributes:
        dates: The day on which each version was measured, oldest version first.
        seen: What was seen, by the name of the operation or behaviour, and by version. A version is absent if the probe
            failed there.
    """

    dates: dict[str, str] = Factory(dict)
    seen: dict[str, dict[str, str]] = Factory(dict)

    @classmethod
    def read(cls, path: Path) -> Borders:
        """Read a file of borders; one that does not exist has none."""
        if not path.exists():
            return cls()
        content = json.loads(path.read_text("utf-8"))
        dates: dict[str, str] = content["measured"]
        return cls(dates, {name: dict(_spread(runs, dates)) for name, runs in content["seen"].items()})

    def write(self, path: Path) -> None:
        """Write the file. For each run of versions that do the same, it has the first one only."""
        runs = {name: dict(_runs(states, self.dates)) for name, states in sorted(self.seen.items())}
        lines = ["{", ' "measured": {']
        lines.append(",\n".join(f'  "{version}": "{date}"' for version, date in self.dates.items()))
        lines += [" },", ' "seen": {']
        lines.append(",\n".join(f"  {json.dumps(name)}: {json.dumps(states)}" for name, states in runs.items()))
        lines += [" }", "}"]
        path.write_text("\n".join(lines) + "\n", "utf-8")

    def add(self, version: str, seen: Mapping[str, str]) -> None:
        """Enter what was seen on a version, in place of what was seen on it before."""
        for name in {*self.seen, *seen}:
            self.seen.setdefault(name, {}).pop(version, None)
        for name, state in seen.items():
            self.seen[name][version] = state
        dates = {**self.dates, version: f"{datetime.now(UTC):%Y-%m-%d}"}
        self.dates = {version: dates[version] for version in in_order(dates)}

    def runs(self, name: str) -> list[Since]:
        """Return the runs of versions in which the same was seen of an operation or a behaviour, oldest first."""
        found: list[Since] = []
        before = None
        for version in self.dates:
            if (state := self.seen.get(name, {}).get(version)) is None:
                continue
            if not found or found[-1].state != state:
                found.append(Since(version, state, before))
            before = version
        return found

    def since(self, operation: str) -> Since | None:
        """Return the border since which an operation exists; None when the oldest version has it.

        Raises:
            LookupError: It came and went, or was never seen.
        """
        runs = self.runs(operation)
        if [run.state for run in runs] == [PRESENT]:
            return None
        if [run.state for run in runs] == [ABSENT, PRESENT]:
            return runs[1]
        raise LookupError(f"{operation} does not begin to exist with one version: {runs}")


def in_order(versions: Iterable[str]) -> list[str]:
    """Sort versions, oldest first."""
    ordered: list[str] = []
    for version in versions:
        ordered.insert(sum(not is_older(version, other) for other in ordered), version)
    return ordered


def _runs(states: Mapping[str, str], versions: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Iterate over the first versions of runs; None stands for versions on which nothing was seen."""
    last: object = object()
    for version in versions:
        state = states.get(version)
        if state != last:
            yield version, state
            last = state


def _spread(runs: Mapping[str, str | None], versions: Iterable[str]) -> Iterator[tuple[str, str]]:
    state: str | None = None
    for version in versions:
        state = runs.get(version, state)
        if state is not None:
            yield version, state


def published_versions() -> list[str]:
    """Return the versions in the npm registry with a package for this platform, oldest first, without pre-releases.

    Those before the oldest supported version are left out.

    Raises:
        CannotRunError: There is no npm, or it does not reach the registry.
    """
    command = ["npm", "view", platform_package(), "versions", "--json"]
    try:
        finished = subprocess.run(command, capture_output=True, text=True, check=True)
        versions: list[str] = json.loads(finished.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise CannotRunError(f"npm does not list the versions: {error}") from error
    return [version for version in in_order(versions) if "-" not in version and not is_older(version, VERSIONS[0])]


def measure(workspace: Workspace, contract: Document, versions: Iterable[str]) -> bool:
    """Measure versions, and enter what was seen into the borders of a checkout; returns whether all could be seen.

    Args:
        workspace: The checkout. Its file is written after each version.
        contract: The contract, whose fields are looked for.
        versions: The versions.
    """
    lock = Lock()

    def measure_one(version: str) -> bool:
        started = time.monotonic()
        failures: list[str] = []
        try:
            seen = _probe_version(workspace, contract, version, failures)
        except (InstallError, OSError, LookupError, TypeError, RuntimeError) as error:
            failures.append(repr(error))
        else:
            with lock:
                borders = Borders.read(workspace.borders)
                borders.add(version, seen)
                borders.write(workspace.borders)
        lines = [f"opencode {version}: {time.monotonic() - started:.0f} s", *failures]
        print("\n  ".join(lines), file=sys.stderr, flush=True)
        return not failures

    with warnings.catch_warnings(), ThreadPoolExecutor(_AT_ONCE) as threads:
        # Which versions ignore their password is measured here.
        warnings.simplefilter("ignore", ServerOpenWarning)
        return all([*threads.map(measure_one, versions)])


def bisect(workspace: Workspace, contract: Document, versions: Sequence[str]) -> bool:
    """Measure versions until every border is between two that follow each other; returns whether all could be seen.

    First those of `VERSIONS`; then, as long as two neighbours differ and there are others between them, the one in the
    middle. A change that is taken back before the next measured version is not seen in that way.

    Args:
        workspace: The checkout. Its file is written after each version.
        contract: The contract, whose fields are looked for.
        versions: The versions to choose from, oldest first.
    """
    succeeded = True
    tried: set[str] = set()
    while wanted := _next(Borders.read(workspace.borders), [one for one in versions if one not in tried]):
        print(f"To measure: {', '.join(wanted)}", file=sys.stderr, flush=True)
        tried |= {*wanted}
        succeeded = measure(workspace, contract, wanted) and succeeded
    return succeeded


def _next(borders: Borders, versions: Sequence[str]) -> list[str]:
    """Return the versions to measure next, so that the borders come closer; that of the most borders first."""
    first = [version for version in versions if version in VERSIONS and version not in borders.dates]
    if first:
        return first
    middles: Counter[str] = Counter()
    for run in (run for name in borders.seen for run in borders.runs(name)):
        if run.before is not None:
            between = [one for one in versions if is_older(run.before, one) and is_older(one, run.version)]
            middles.update(between[len(between) // 2 :][:1])
    return [version for version, _ in middles.most_common()]


def _probe_version(workspace: Workspace, contract: Document, version: str, failures: list[str]) -> dict[str, str]:
    home = workspace.cache / "opencode-server" / version
    is_kept = home.exists() or version == SERVER_VERSION
    server = ServerVersion(version)
    try:
        program = install_server(version, home.parent, progress=lambda line: None)
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root,
            recording(
                server, program, Path(root), workspace.cache, supports=lambda *_: True, catalogue=False
            ) as running,
            Site(running, server) as site,
        ):
            seen = probe(site, failures.append)
            document = site.call("GET", "/doc").content
            for operation in contract.operations():
                # A call may fail as that of an unknown route does: both ask for something in the network.
                if seen.get(operation.id) == ABSENT and has_operation(document, operation.name):
                    failures.append(f"{operation.id}: it is in the server's document, but a call does not show it")
                    del seen[operation.id]
            fields = sent_fields(contract, site.log, site.events)
            return seen | {name: SENT if sent else NOT_SENT for name, sent in fields.items()}
    finally:
        if not is_kept:
            shutil.rmtree(home, ignore_errors=True)
