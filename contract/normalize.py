"""Rewrite a document that a server made of itself, so that it can be generated.

Such documents are right, but were not written to be generated: names differ only in their punctuation, and unions have
nothing that tells their variants apart. What has a remedy that loses no operation gets it; the rest is refused as ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from openapi_python_client.strings import ClassName

from contract.findings import Finding
from contract.spec import Document, node_at, tokens_of, with_references
from contract.supported import prepare

__all__ = ["normalized"]

#: The number of times that remedies may show new findings: each step of `prepare` is only reached without any before.
_ROUNDS = 10


def normalized(document: Document) -> tuple[Document, list[str]]:
    """Return a document in the shapes that can be generated, as far as possible, and what was changed, in sentences.

    Schemas that would have one name in Python get names of their own, and a union whose variants cannot be told apart
    is described as any JSON.
    """
    content = deepcopy(document.content)
    changes: list[str] = []
    for _ in range(_ROUNDS):
        made = [change for finding in prepare(Document(content)).findings for change in _remedy(content, finding)]
        if not made:
            break
        changes += made
        content = _renamed(content)
    return Document(content), changes


#: The key of a schema that says how it is renamed, until all references are.
_NEW_NAME = "x-new-name"


def _remedy(content: Any, finding: Finding) -> Iterator[str]:
    """Change the place of a finding, if there is a remedy; yields what was changed."""
    tokens = tokens_of(finding.where)
    node = node_at(content, tokens)
    match finding.rule, tokens:
        case "unsupported-name", ["components", "schemas", name]:
            yield from _rename_others(content["components"]["schemas"], _class_name(name))
        case "unsupported-union", [*_] if isinstance(node, dict) and "$ref" not in node:
            description = {key: node[key] for key in ("description",) if key in node}
            node.clear()
            node.update(description)
            yield f"{finding.where} is now any JSON, as {finding.what}"


def _rename_others(schemas: dict[str, Any], class_name: str) -> Iterator[str]:
    """Give new names to the schemas of one class but the first, or the one that has the name of the class itself."""
    same = [name for name, each in schemas.items() if _class_name(name) == class_name and _NEW_NAME not in each]
    kept = class_name if class_name in same else same[0] if same else None
    for name in same:
        if name != kept:
            schemas[name][_NEW_NAME] = _free_name(schemas, class_name)
            yield f"/components/schemas/{name} is now {schemas[name][_NEW_NAME]}."


def _class_name(name: str) -> str:
    return str(ClassName(name, "field_"))


def _free_name(schemas: dict[str, Any], wanted: str) -> str:
    taken = {_class_name(name) for name in schemas} | {each.get(_NEW_NAME) for each in schemas.values()}
    number = 2
    while f"{wanted}{number}" in taken:
        number += 1
    return f"{wanted}{number}"


def _renamed(content: Any) -> Any:
    """Rename the schemas that have a new name, with all references to them."""
    schemas = (content.get("components") or {}).get("schemas") or {}
    names = {name: each.pop(_NEW_NAME) for name, each in schemas.items() if _NEW_NAME in each}
    if not names:
        return content
    content["components"]["schemas"] = {names.get(name, name): each for name, each in schemas.items()}
    return with_references(content, lambda name: names.get(name, name))
