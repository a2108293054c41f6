"""A review as SARIF 2.1.0, the format of code scanning."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from contract.findings import Finding, Level, Review, Section
from contract.report.annotations import file_of, line_of

__all__ = ["sarif"]

_LEVELS = {
    Level.ERROR: "error",
    Level.BREAKING: "error",
    Level.RISKY: "warning",
    Level.ADDITION: "note",
    Level.DOCS: "none",
}


def sarif(review: Review) -> dict[str, Any]:
    """Return the log of one run with a result for each finding; accepted ones are suppressed, with their reasons."""
    rules = sorted({finding.rule for finding in review.findings})
    numbers = {rule: number for number, rule in enumerate(rules)}
    notifications = [
        {"level": "error", "message": {"text": f"{section.title} could not run: {section.failure}"}}
        for section in review.sections
        if section.failure is not None
    ]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "contract review", "rules": [{"id": rule} for rule in rules]}},
                "invocations": [
                    {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}
                ],
                "results": [
                    _result(section, finding, numbers) for section in review.sections for finding in section.findings
                ],
            }
        ],
    }


def _result(section: Section, finding: Finding, numbers: dict[str, int]) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": file_of(finding)},
            "region": {"startLine": line_of(finding)},
        },
        "logicalLocations": [{"fullyQualifiedName": finding.where}],
    }
    identity = "\n".join((section.title, finding.rule, finding.where, finding.what))
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": _LEVELS[finding.level],
        "message": {"text": f"{finding.what} {finding.python}".strip()},
        "locations": [location],
        "partialFingerprints": {"finding/v1": sha256(identity.encode()).hexdigest()},
        "properties": {"section": section.title, "level": str(finding.level), "who": list(map(str, finding.who))},
    }
    if finding.reason is not None:
        result["suppressions"] = [{"kind": "external", "justification": finding.reason}]
    return result
