"""A finding about something that cannot be generated."""

from __future__ import annotations

from collections.abc import Sequence

from contract.findings import Finding, Level
from contract.spec import Document, pointer_of

__all__ = ["LONGEST_NAME", "problem"]

#: The most bytes of the name of a module, which is a file: a system of files allows 255, some of which Python adds.
LONGEST_NAME = 200


def problem(document: Document, tokens: Sequence[str], rule: str, what: str) -> Finding:
    """Return the finding about a place of a document.

    Args:
        document: The document.
        tokens: The place, as the tokens of a JSON pointer: `("components", "schemas", "Thing")`.
        rule: The rule, such as `unsupported-name`.
        what: The reason and the remedy, as sentences: `the field … is …. Rename it.`
    """
    where = pointer_of(tokens).removeprefix("#") or "/"
    line = next((line for n in range(len(tokens), -1, -1) if (line := document.line_at(tokens[:n]))), None)
    return Finding(Level.ERROR, rule, where, what, line=line)
