"""References: each must lead to a place in the same document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from contract.findings import Finding
from contract.spec import Document
from contract.supported.problem import problem

__all__ = ["check"]

#: Data of users, in which `$ref` has no meaning.
_VALUES = frozenset(("const", "default", "enum", "example", "examples"))


def check(document: Document) -> Iterator[Finding]:
    """Find references that lead nowhere, to themselves, or out of the document."""
    for tokens, reference in _references(document.content, ()):
        if not isinstance(reference, str) or not reference.startswith("#/"):
            what = f"the reference {reference!r} leads out of this document. Copy its target into this document."
            yield problem(document, tokens, "unsupported-reference", what)
        elif document.resolve({"$ref": reference}) is None:
            what = f"the reference {reference!r} leads nowhere. Correct it, or add what it names."
            yield problem(document, tokens, "unsupported-reference", what)


def _references(node: Any, tokens: Sequence[str], names: bool = False) -> Iterator[tuple[Sequence[str], Any]]:
    """Iterate over the references below a node; `names` is True if its keys are names that users give."""
    if isinstance(node, dict):
        if "$ref" in node and not names:
            yield (*tokens, "$ref"), node["$ref"]
        for key, value in node.items():
            if names or (key not in _VALUES and not str(key).startswith("x-")):
                yield from _references(value, (*tokens, str(key)), not names and key in ("properties", "schemas"))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _references(value, (*tokens, str(number)))
