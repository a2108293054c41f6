"""What a change of the contract breaks, for whom, and what a Python user sees of it.

The engine of the comparison is `redocly diff`. It is corrected where it does not know how this contract is used: names
of schemas are classes, operationIds and tags are methods, a field of a request is an argument, and readers of answers
keep what they do not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from contract.changes import python_names
from contract.changes.alignment import Aligned, align
from contract.changes.engine import changes
from contract.changes.grouping import grouped
from contract.changes.python_names import listed
from contract.changes.signatures import changed_signatures
from contract.changes.variants import changed_classes
from contract.findings import Finding, Level, Who
from contract.openapi import Document, schemas
from contract.places import line_of, pointer_of

__all__ = ["judged_changes"]

#: The steps to a place of the newer contract.
_Place = Sequence[str]


def judged_changes(base: Document, revision: Document, text: str = "") -> list[Finding]:
    """What changed between two contracts, worst first.

    Args:
        base: The older one.
        revision: The newer one.
        text: The newer one as YAML, for the numbers of lines.

    Raises:
        CannotRunError: The engine could not run.
    """
    aligned = align(base, revision)
    engine = list(grouped(changes(aligned), aligned))
    findings = [
        *_moved_operations(aligned),
        *_renamed_schemas(aligned, engine),
        *_schemas_added_and_removed(base, revision, aligned),
        *changed_classes(aligned),
        *engine,
        *changed_signatures(aligned),
    ]
    findings.sort(key=lambda found: found[1].level.rank)
    return [evolve(finding, line=_line(text, place)) for place, finding in findings]


def _line(text: str, place: _Place) -> int | None:
    """The line of a place, or of the nearest that is still there around it."""
    for end in range(len(place), 0, -1) if text else ():
        if (line := line_of(text, pointer_of(place[:end]))) is not None:
            return line
    return None


# ---------------------------------------------------------------- names


def _renamed_schemas(aligned: Aligned, told: Sequence[tuple[_Place, Finding]]) -> Iterator[tuple[_Place, Finding]]:
    changed = {tuple(place[:3]) for place, finding in told if finding.level is not Level.DOCS}
    for old, new in aligned.schema_names.items():
        is_same = ("components", "schemas", new) not in changed
        wire = "the wire is the same" if is_same else "what it holds changed too"
        yield (
            ("components", "schemas", new),
            Finding(
                Level.BREAKING,
                "schema-renamed",
                new,
                f"Schema `{old}` is now called `{new}`; {wire}.",
                (Who.IMPORTER,),
                f"`{old}` is now `{new}`.",
            ),
        )


def _moved_operations(aligned: Aligned) -> Iterator[tuple[_Place, Finding]]:
    """Operations that another path calls; a path whose parameters are renamed is the same."""
    moved: dict[tuple[str, str], list[str]] = {}
    for move in aligned.moves:
        if not move.is_same_path:
            moved.setdefault((move.before, move.after), []).append(move.method)
    for (before, after), methods in moved.items():
        item = aligned.revision["paths"][after]
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
            ),
        )


def _schemas_added_and_removed(
    base: Document, revision: Document, aligned: Aligned
) -> Iterator[tuple[_Place, Finding]]:
    for name in schemas(base):
        if name not in schemas(revision) and name not in aligned.schema_names:
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
    for name in schemas(revision):
        if name not in schemas(base) and name not in aligned.schema_names.values():
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
