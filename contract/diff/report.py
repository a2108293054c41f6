"""The breaking change report: the changes between two contracts, their severity, and their effect for Python users.

Names of schemas are classes, operationIds and tags are methods, a field of a request is an argument, and readers of
responses keep unknown values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from contract.diff import python_names
from contract.diff.alignment import Aligned, align
from contract.diff.change_findings import change_findings
from contract.diff.documents import changes
from contract.diff.python_names import listed
from contract.diff.signatures import signature_findings
from contract.findings import Finding, Level, Who
from contract.spec import Document, checked

__all__ = ["diff_report"]

#: The tokens of a place in the newer contract.
_Place = Sequence[str]


def diff_report(base: Document, revision: Document) -> list[Finding]:
    """Compare two contracts; returns a finding for each change, worst first.

    Args:
        base: The older contract.
        revision: The newer contract.

    Raises:
        CannotRunError: One of the two cannot be compared: it is no OpenAPI document, or too large.
    """
    aligned = align(checked(base, "The older contract"), checked(revision, "The newer contract"))
    found = list(change_findings(changes(aligned), aligned))
    findings = [
        *_moved_operations(aligned),
        *_renamed_schemas(aligned, found),
        *_schemas_added_and_removed(aligned),
        *found,
        *signature_findings(aligned, found),
    ]
    findings.sort(key=lambda found: found[1].level.rank)
    return [evolve(finding, line=_line(revision, place)) for place, finding in findings]


def _line(revision: Document, place: _Place) -> int | None:
    """Return the line of a place, or of the nearest place around it that is still there."""
    for end in range(len(place), 0, -1):
        if (line := revision.line_at(place[:end])) is not None:
            return line
    return None


# ---------------------------------------------------------------- names


def _renamed_schemas(aligned: Aligned, found: Sequence[tuple[_Place, Finding]]) -> Iterator[tuple[_Place, Finding]]:
    changed = {tuple(place[:3]) for place, finding in found if finding.level is not Level.DOCS}
    for old, new in aligned.schema_names.items():
        is_same = ("components", "schemas", new) not in changed
        wire = "the wire is the same" if is_same else "its contents changed too"
        yield (
            ("components", "schemas", new),
            Finding(
                Level.BREAKING,
                "schema-renamed",
                new,
                f"Schema `{old}` is now called `{new}`; {wire}.",
                (Who.IMPORTER,),
                f"`{old}` is now `{new}`.",
                was=old,
            ),
        )


def _moved_operations(aligned: Aligned) -> Iterator[tuple[_Place, Finding]]:
    """Report operations with another path; one with renamed parameters is the same."""
    moved: dict[tuple[str, str], list[str]] = {}
    for move in aligned.moves:
        if not move.is_same_path:
            moved.setdefault((move.before, move.after), []).append(move.method)
    for (before, after), methods in moved.items():
        item = aligned.revision.content["paths"][after]
        called = [python_names.method(item[method]) for method in methods]
        yield (
            ("paths", after),
            Finding(
                Level.BREAKING,
                "path-renamed",
                after,
                f"`{before}` is now `{after}`.",
                (Who.CALLER,),
                f"The new path is called by {listed(called)}: servers without it do not have them.",
                was=before,
            ),
        )


def _schemas_added_and_removed(aligned: Aligned) -> Iterator[tuple[_Place, Finding]]:
    base, revision = aligned.origin, aligned.revision
    for name in base.schemas:
        if name not in revision.schemas and name not in aligned.schema_names:
            yield (
                ("components", "schemas", name),
                Finding(
                    Level.BREAKING,
                    "schema-removed",
                    name,
                    f"Schema `{name}` is gone.",
                    (Who.IMPORTER,),
                    f"`{name}` can no longer be imported.",
                ),
            )
    for name in revision.schemas:
        if name not in base.schemas and name not in aligned.schema_names.values():
            yield (
                ("components", "schemas", name),
                Finding(
                    Level.ADDITION,
                    "schema-added",
                    name,
                    f"Schema `{name}` is new.",
                    (Who.IMPORTER,),
                    f"`{name}` can be imported.",
                ),
            )
