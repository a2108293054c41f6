"""OpenAPI documents as plain data, to be compared and changed: their operations, schemas and references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from contract.findings import CannotRunError
from contract.places import METHODS, tokens_of

__all__ = [
    "Document",
    "is_constant",
    "load",
    "operations",
    "reach",
    "references",
    "resolved",
    "schemas",
    "with_references",
]

Document = dict[str, Any]

_SCHEMA = "#/components/schemas/"


def load(path: Path) -> Document:
    """The contract in a file, YAML or JSON.

    Raises:
        CannotRunError: It cannot be read, or is no such document.
    """
    try:
        document = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRunError(f"{path} cannot be read: {error}") from error
    except yaml.YAMLError as error:
        raise CannotRunError(f"{path} is not YAML: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get("paths"), dict):
        raise CannotRunError(f"{path} is no OpenAPI document: it has no paths.")
    return document


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation, one after the other."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation


def schemas(document: Document) -> dict[str, Any]:
    """The named schemas."""
    named: dict[str, Any] = document.get("components", {}).get("schemas", {})
    return named


def resolved(document: Document, node: Any) -> Any:
    """What a node is, or refers to."""
    seen: set[str] = set()
    while isinstance(node, dict) and isinstance(reference := node.get("$ref"), str) and reference not in seen:
        seen.add(reference)
        target: Any = document
        for token in tokens_of(reference):
            target = target.get(token) if isinstance(target, dict) else None
        node = target
    return node


def is_constant(schema: Any) -> bool:
    """Whether a schema has one value only."""
    return isinstance(schema, dict) and ("const" in schema or len(schema.get("enum") or ()) == 1)


def references(node: Any) -> Iterator[str]:
    """The names of the schemas that a node refers to, each as often as it does."""
    if isinstance(node, dict):
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)
    elif isinstance(node, str) and node.startswith(_SCHEMA):
        yield node.removeprefix(_SCHEMA)


def reach(document: Document, nodes: Iterable[Any]) -> set[str]:
    """The names of all schemas that nodes refer to, directly or by way of others."""
    named = schemas(document)
    reached: set[str] = set()
    waiting = [name for node in nodes for name in references(node)]
    while waiting:
        name = waiting.pop()
        if name not in reached and name in named:
            reached.add(name)
            waiting += references(named[name])
    return reached


def with_references(node: Any, rename: Callable[[str], str]) -> Any:
    """The same with other names in its references to schemas, those of discriminators included."""
    if isinstance(node, dict):
        return {key: with_references(value, rename) for key, value in node.items()}
    if isinstance(node, list):
        return [with_references(value, rename) for value in node]
    if isinstance(node, str) and node.startswith(_SCHEMA):
        return _SCHEMA + rename(node.removeprefix(_SCHEMA))
    return node
