"""Find what the generator would not turn into a right Python package, before it runs; and rewrite the rest for it.

A check is a function `check(document) -> Iterator[Finding]`; each is about one kind of thing, and all are run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from attrs import frozen

from contract.findings import Finding
from contract.spec import Document
from contract.supported import names, operations, references, structure, unions
from contract.supported.lowering import lowered

__all__ = ["CHECKS", "Check", "Prepared", "prepare"]

Check: TypeAlias = Callable[[Document], Iterator[Finding]]

#: The checks of everything but schemas.
CHECKS: tuple[Check, ...] = (operations.check,)


@frozen
class Prepared:
    """A document, prepared for the generator.

    Attributes:
        content: The document, rewritten to the shapes that the generator supports; incomplete if there are findings.
        findings: What cannot be generated, in the order of the lines.
    """

    content: Any
    findings: list[Finding]


def prepare(document: Document, checks: Sequence[Check] = CHECKS) -> Prepared:
    """Rewrite a document for the generator, and find what cannot be generated.

    Args:
        document: The document.
        checks: The checks of everything but schemas.
    """
    content: Any = None
    # Each step presupposes that the one before found nothing.
    found = list(structure.check(document)) or list(references.check(document))
    if not found:
        result = lowered(document)
        content = result.content
        found = [*result.findings, *names.check(document, result.components)]
        found += [finding for check in checks for finding in check(document)]
        if not found:
            found = list(unions.decide(document, result)) or list(structure.check_rewritten(document, content))
    return Prepared(content, sorted(dict.fromkeys(found), key=lambda finding: finding.line or 0))
