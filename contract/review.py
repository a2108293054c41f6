"""The review of a change of the contract: all checks, and their results as a page, as a comment and as data."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

import attrs
from attrs import evolve, frozen

from contract import git, spec
from contract.excerpts import Revision, illustrated
from contract.findings import CannotRunError, Finding, Outcome, Review, Section, run_check
from contract.remembered import Memory
from contract.report.links import Links, lines_page
from contract.report.markdown import markdown
from contract.report.page import page, reference_page
from contract.report.sarif import sarif
from contract.spec import Document
from contract.workspace import Workspace

__all__ = ["BREAKING", "Contracts", "review", "write"]

_Result: TypeAlias = tuple[str, Iterable[Finding]]
Check: TypeAlias = Callable[[], _Result]

#: The titles of the sections.
BREAKING = "Breaking changes"
_LINT, _SURFACE, _GENERATED = "Lint", "Python surface", "Generated code"
_DRIFT, _TRAFFIC = "Drift from the server", "Recorded traffic"
#: The checks in the order in which they start: those that wait for other programs the longest come first.
_ORDER = (_DRIFT, _GENERATED, _LINT, _TRAFFIC, _SURFACE, BREAKING)
#: The number of checks that run at once. A small machine has two cores, and some checks wait for other programs.
_AT_ONCE = 3


@frozen
class Contracts:
    """The two contracts of a review; None for one that could not be read.

    Attributes:
        commit: The hash of the base.
        base: The contract in the base.
        now: The contract of the working tree.
    """

    commit: str
    base: Revision | None
    now: Revision | None


def review(
    workspace: Workspace,
    reference: str,
    *,
    server: str | None = None,
    again: bool = False,
    report: Callable[[Section], object] = lambda section: None,
) -> tuple[Review, Contracts]:
    """Review the contract of the working tree.

    Args:
        workspace: The checkout.
        reference: The commit to compare with.
        server: The address of a server to compare with. Default: one is launched.
        again: Run the checks again whose inputs are as in the last review.
        report: Called with each section as soon as it is complete.

    Returns:
        The review, and the contracts.

    Raises:
        CannotRunError: There is nothing to compare with.
    """
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(_AT_ONCE) as pool:
        base = Workspace(Path(folder))
        commit = git.resolve(workspace.root, reference)
        git.checkout(workspace.root, commit, base.root)
        # Read once; a check that needs one that cannot be read fails with the reason.
        read, older = pool.submit(spec.read, workspace.contract), pool.submit(spec.load, base.contract)
        memory = Memory(workspace.cache / "review", again)

        def contract() -> Document:
            return spec.checked(read.result(), workspace.contract)

        # Each imports its tools when it runs, as some take a second.
        def linted() -> _Result:
            from contract.checks import lint

            return lint.check(workspace, workspace.contract, read.result)

        def broken() -> _Result:
            from contract.checks import breaking

            return breaking.check(workspace, older.result(), contract())

        def surfaced() -> _Result:
            from contract.checks import surface

            return surface.check(base, workspace)

        def regenerated() -> _Result:
            from contract.checks import generated

            return generated.check(workspace)

        def drifted() -> _Result:
            from contract.checks import drift

            return drift.check(workspace, contract(), server)

        def replayed() -> _Result:
            from contract.checks import traffic

            return traffic.check(workspace, contract())

        packages, older_packages = ((tree.root / "overlays", tree.root / "generated") for tree in (workspace, base))
        # What each reads, besides the code in contract/ with its lists of accepted findings.
        package_inputs = (workspace.generator_config, workspace.templates, workspace.generated)
        checks: dict[str, tuple[Check, Sequence[Path]]] = {
            _LINT: (linted, (workspace.contract, workspace.redocly_config)),
            BREAKING: (broken, (base.contract, workspace.contract, workspace.redocly_config)),
            _SURFACE: (surfaced, (*older_packages, *packages)),
            _GENERATED: (regenerated, (workspace.contract, *package_inputs)),
            _DRIFT: (drifted, (workspace.contract, *packages, workspace.root / "tools")),
            _TRAFFIC: (replayed, (workspace.contract, workspace.recorded)),
        }

        def run(title: str) -> Section:
            check, inputs = checks[title]
            if title == _DRIFT and server is not None:
                section = run_check(title, check)
            else:
                section = run_check(title, lambda: memory.result(title.lower().replace(" ", "-"), inputs, check))
            report(section)
            return section

        running = {title: pool.submit(run, title) for title in _ORDER}
        sections = {title: running[title].result() for title in checks}
        versions = (_version(older), _version(read))
        contracts = Contracts(commit, _revision(older, base), _revision(read, workspace))
    sections[_SURFACE] = _unknown_if_stale(sections[_SURFACE], sections[_GENERATED])
    found = [_illustrated(section, contracts) for section in sections.values()]
    return Review(git.describe(workspace.root, commit), versions, found), contracts


def _unknown_if_stale(surface: Section, generated: Section) -> Section:
    """Return the section of the Python surface; without a result when `generated/` is not that of the contract."""
    if generated.outcome is Outcome.CLEAN or surface.failure is not None:
        return surface
    reason = (
        "The Python surface of this contract is unknown: generated/ is not what openapi.yaml gives, so it is that of "
        "another contract. Run `make generate`, and review again."
    )
    return evolve(surface, summary="Unknown until `make generate`.", failure=reason)


def _illustrated(section: Section, contracts: Contracts) -> Section:
    if contracts.base is None or contracts.now is None or not section.findings:
        return section
    return evolve(section, findings=illustrated(section.findings, contracts.base, contracts.now))


def _revision(future: Future[Document], workspace: Workspace) -> Revision | None:
    try:
        document = spec.checked(future.result(), workspace.contract)
        return Revision.of(document, workspace.contract)
    except CannotRunError:
        return None


def _version(future: Future[Document]) -> str:
    """Return the version of a contract; `?` when it cannot be read."""
    try:
        return future.result().version
    except CannotRunError:
        return "?"


def write(result: Review, contracts: Contracts, folder: Path) -> Path:
    """Write a review as pages, as a comment, as data and as SARIF; returns the page of the findings.

    Args:
        result: The review.
        contracts: The contracts, which the pages show.
        folder: The folder to write into.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "index.html"
    links = Links.of_environment(contracts.commit)
    content = {"paths": {}} if contracts.now is None else contracts.now.document.content
    data = attrs.asdict(result) | {"outcome": result.outcome, "verdict": result.verdict}
    files = {
        "index.html": page(result, content, links),
        "reference.html": reference_page(result, content),
        "review.md": markdown(result),
        "review.json": json.dumps(data, ensure_ascii=False, indent=1) + "\n",
        "review.sarif": json.dumps(sarif(result), ensure_ascii=False, indent=1) + "\n",
    }
    for name, revision in (("before", contracts.base), ("after", contracts.now)):
        if revision is not None:
            files[f"{name}.html"] = lines_page(f"openapi.yaml {name} the change", "\n".join(revision.lines))
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return index
