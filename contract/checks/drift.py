"""Drift: the contract against a server's own document, and against the traffic of a launched server.

The rules are in `contract.compare`.
"""

from __future__ import annotations

from contract.baseline import read_known_differences
from contract.compare import schemas, traffic
from contract.compare.differences import difference_findings
from contract.compare.documents import compare_documents
from contract.compare.server import document_of, observe
from contract.findings import Finding
from contract.spec import Document
from contract.workspace import Workspace

__all__ = ["check"]


def check(workspace: Workspace, contract: Document, server: str | None = None) -> tuple[str, list[Finding]]:
    """Compare the contract with a server; returns the server in a sentence, and the findings.

    Args:
        workspace: The checkout with the known differences.
        contract: The contract.
        server: The address of a running server, with credentials if they are not in the environment: it is only asked
            for its document. Default: one is launched, and its traffic in a short turn is compared too.

    Raises:
        CannotRunError: There is no server to compare with, or it has no document.
    """
    known = read_known_differences(workspace.known_differences)
    if server is not None:
        # It may be of another version, which differs in other places.
        address, document = document_of(server)
        differences = compare_documents(contract, document)
        findings = difference_findings(differences, known, schemas.Rule, all_expected=False)
        return f"Compared with the document of {address}.", findings
    seen = observe(workspace, contract)
    findings = difference_findings(compare_documents(contract, seen.document), known, schemas.Rule)
    in_traffic = traffic.Checker(contract).differences(seen.traffic)
    findings += difference_findings(in_traffic, known, traffic.Rule, all_expected=False)
    return f"Compared with the document of opencode {seen.traffic.version}, and {seen.traffic}.", findings
