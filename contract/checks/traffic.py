"""Recorded traffic: the contract against the recorded calls and events of many versions of the server."""

from __future__ import annotations

from contract.baseline import read_known_differences
from contract.compare.differences import difference_findings
from contract.compare.traffic import Checker, Rule, recorded, versions
from contract.findings import CannotRunError, Finding
from contract.spec import Document
from contract.workspace import Workspace

__all__ = ["check"]


def check(workspace: Workspace, contract: Document) -> tuple[str, list[Finding]]:
    """Validate the recorded traffic of all versions; returns its size in a sentence, and the findings.

    Raises:
        CannotRunError: Nothing is recorded, or it cannot be read.
    """
    folder, checker = workspace.recorded, Checker(contract)
    try:
        everything = [recorded(folder, version) for version in versions(folder)]
        differences = [difference for traffic in everything for difference in checker.differences(traffic)]
    except (OSError, LookupError, ValueError) as error:
        raise CannotRunError(f"The recorded traffic in {folder} cannot be validated: {error!r}") from error
    if not everything:
        raise CannotRunError(f"There is no recorded traffic in {folder}: `make record` records it.")
    calls = sum(len(traffic.calls) for traffic in everything)
    events = sum(len(traffic.events) for traffic in everything)
    known = read_known_differences(workspace.known_differences)
    findings = difference_findings(differences, known, Rule)
    return f"{calls} calls and {events} events of {len(everything)} versions.", findings
