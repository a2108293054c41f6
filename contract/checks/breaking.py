"""Breaking changes: what a change of the contract breaks, for whom, and the version that it needs."""

from __future__ import annotations

from contract.baseline import accept_allowed, read_allowed_breaks
from contract.diff.report import diff_report
from contract.findings import Finding, counts
from contract.spec import Document
from contract.versioning import version_finding
from contract.workspace import Workspace

__all__ = ["check"]


def check(
    workspace: Workspace, base: Document, contract: Document, *, since_release: bool = False
) -> tuple[str, list[Finding]]:
    """Compare the contract with an older one; returns the result in a sentence, and the changes.

    Args:
        workspace: The checkout of the newer contract.
        base: The older contract.
        contract: The newer contract.
        since_release: The older one is that of the last release.

    Raises:
        CannotRunError: One of the two has no version, or cannot be compared.
    """
    before, now = base.version, contract.version
    changes = diff_report(base, contract)
    too_low = version_finding(before, now, changes)
    allowed = read_allowed_breaks(workspace.allowed_breaks, "contract")
    findings = accept_allowed(changes, allowed, before, since_release=since_release)
    findings += [too_low] if too_low else []
    listed = ", ".join(f"{kind} {count}" for kind, count in counts(findings).items())
    version = before if now == before else f"{before} to {now}"
    summary = f"{listed.capitalize() or 'Nothing changed'}; version {version}."
    return summary, findings
