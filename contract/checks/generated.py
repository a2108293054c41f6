"""Generated code: the committed package is what the contract gives."""

from __future__ import annotations

from contract.findings import Finding, Level
from contract.generate import committed_differences
from contract.workspace import Workspace

__all__ = ["check"]

_KINDS = ("missing", "stale", "differs")


def check(workspace: Workspace) -> tuple[str, list[Finding]]:
    """Compare the committed package with a new one; returns the result in a sentence, and a finding for each file.

    Raises:
        GenerationError: The contract does not give one.
    """
    files = [line.split(": ", 1) for line in committed_differences(workspace) if line.startswith(_KINDS)]
    folder = workspace.generated.relative_to(workspace.root)
    what = "It is not what openapi.yaml gives: `make generate`."
    findings = [Finding(Level.ERROR, f"generated-{kind}", f"{folder}/{name}", what) for kind, name in files]
    summary = (
        f"{len(findings)} files are not what openapi.yaml gives." if findings else "It is what openapi.yaml gives."
    )
    return summary, findings
