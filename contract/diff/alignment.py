"""Alignment of two contracts: renamed paths, schemas and security schemes of the base get the names of the revision.

What has the same name in both is compared then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from contract.diff.effective import effective, tag
from contract.diff.normalize import normalize
from contract.spec import METHODS, Document, pointer_of, references, with_references

__all__ = ["Aligned", "Move", "align"]

#: The share of two schemas that has to be the same for one to be the other, renamed.
_SIMILARITY = 0.5


@frozen
class Move:
    """An operation at another path than before.

    Attributes:
        method: Its HTTP method.
        before: The path in the base.
        after: The path in the revision.
    """

    method: str
    before: str
    after: str

    @property
    def is_same_path(self) -> bool:
        """True when only its parameters have other names."""
        return _shape(self.before) == _shape(self.after)


@frozen
class Aligned:
    """Two contracts, aligned.

    Attributes:
        base: The older one, with the newer one's names.
        revision: The newer one.
        origin: The older one in its normal form, with its own names.
        schema_names: The renamed schemas: old name and new.
        moves: The operations with another path.
    """

    base: Document
    revision: Document
    origin: Document
    schema_names: dict[str, str]
    moves: list[Move]


def align(base: Document, revision: Document) -> Aligned:
    """Align two contracts, which are not changed."""
    base, origin, revision = normalize(base), normalize(base), normalize(revision)
    moves = list(_moves(base, revision))
    _move(base, moves)
    _rename_security_schemes(base, revision)
    schema_names: dict[str, str] = {}
    while pairs := _renamed_schemas(base, revision):
        schema_names |= pairs
        _rename_schemas(base, pairs)
    return Aligned(base, revision, origin, schema_names, moves)


# ---------------------------------------------------------------- paths and parameters


def _moves(base: Document, revision: Document) -> Iterator[Move]:
    """Find operations with another path: one that differs in names of parameters only, or with the same operationId."""
    before, after = (
        {(operation.path, operation.method): operation.id for operation in document.operations()}
        for document in (base, revision)
    )
    removed = [place for place in before if place not in after]
    added = [place for place in after if place not in before]
    by_shape = [(old, new) for old in removed for new in added if _shape(old[0]) == _shape(new[0])]
    by_name = [(old, new) for old in removed for new in added if before[old] == after[new]]
    for old, new in (*by_shape, *by_name):
        if old[1] == new[1] and old in removed and new in added:
            removed.remove(old)
            added.remove(new)
            yield Move(old[1], old[0], new[0])


def _shape(path: str) -> str:
    return re.sub(r"{[^}]*}", "{}", path)


def _move(document: Document, moves: list[Move]) -> None:
    """Move operations to their new paths, with the new names of their path parameters."""
    paths = document.content["paths"]
    taken = [(move, paths[move.before].pop(move.method)) for move in moves]
    for move, operation in taken:
        paths.setdefault(move.after, {})[move.method] = operation
        names = _path_parameters(move)
        operation["parameters"] = [_renamed(parameter, names) for parameter in operation.get("parameters", ())]
    for path in {move.before for move in moves}:
        if not paths[path].keys() & METHODS:
            del paths[path]


def _path_parameters(move: Move) -> dict[str, str]:
    """Return the old and new names of the parameters of a path that moved, paired by position."""
    old, new = (re.findall(r"{([^}]*)}", path) for path in (move.before, move.after))
    return dict(zip(old, new, strict=True)) if len(old) == len(new) else {}


def _renamed(parameter: Any, names: dict[str, str]) -> Any:
    if parameter.get("in") != "path":
        return parameter
    name = parameter.get("name")
    return {**parameter, "name": names.get(name, name)}


def _rename_security_schemes(base: Document, revision: Document) -> None:
    """Give the security schemes of the base the names of the revision: users do not see those names."""
    old, new = (document.content["components"].get("securitySchemes", {}) for document in (base, revision))
    names: dict[str, str] = {}
    for name in [name for name in old if name not in new]:
        same = [other for other in new if other not in old and new[other] == old[name]]
        if same:
            names[name] = same[0]
            old[same[0]] = old.pop(name)
    for holder in (base.content, *(operation.node for operation in base.operations())):
        if "security" in holder:
            holder["security"] = [
                {names.get(name, name): scopes for name, scopes in needed.items()}
                for needed in holder["security"]
                if isinstance(needed, dict)
            ]


# ---------------------------------------------------------------- renamed schemas


def _renamed_schemas(base: Document, revision: Document) -> dict[str, str]:
    """Pair removed schemas with added ones that are the same, or are similar and used at the same places."""
    removed = [name for name in base.schemas if name not in revision.schemas]
    added = [name for name in revision.schemas if name not in base.schemas]
    if not removed or not added:
        return {}
    before, after = _references(base), _references(revision)
    shared_places = Counter((name, after[place]) for place, name in before.items() if place in after)
    old_shapes, new_shapes = (_shapes(document, {*removed, *added}) for document in (base, revision))
    pairs = [(old, new) for old in removed for new in added]
    same = {(old, new) for old, new in pairs if old_shapes[old] == new_shapes[new]}
    similarity = {(old, new): _similarity(old_shapes[old], new_shapes[new]) for old, new in pairs}
    names: dict[str, str] = {}
    for pair in sorted(pairs, key=lambda pair: (pair in same, shared_places[pair], similarity[pair]), reverse=True):
        old, new = pair
        is_renamed = pair in same or (shared_places[pair] and similarity[pair] >= _SIMILARITY)
        if is_renamed and old not in names and new not in names.values():
            names[old] = new
    return names


def _references(document: Document) -> dict[str, str]:
    """Return the references to schemas by place; a variant of a union has its tag in the place, not its position."""

    def walk(node: Any, tokens: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        if isinstance(node, dict):
            for key, value in node.items():
                yield from walk(value, (*tokens, str(key)))
        elif isinstance(node, list):
            for number, value in enumerate(node):
                is_variant = tokens and tokens[-1] == "oneOf"
                step = str((tag(effective(document, value)) if is_variant else None) or number)
                yield from walk(value, (*tokens, step))
        elif tokens and tokens[-1] == "$ref":
            for name in references(node):
                yield pointer_of(tokens), name

    return dict(walk(document.content, ()))


def _shapes(document: Document, renamed: set[str]) -> dict[str, Any]:
    return {
        name: with_references(_without_annotations(schema), lambda other: "?" if other in renamed else other)
        for name, schema in document.schemas.items()
        if name in renamed
    }


def _without_annotations(node: Any) -> Any:
    """Return a schema without its descriptions, titles and examples."""
    if isinstance(node, list):
        return [_without_annotations(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: {name: _without_annotations(schema) for name, schema in value.items()}
        if key == "properties" and isinstance(value, dict)
        else _without_annotations(value)
        for key, value in node.items()
        if key not in ("description", "title", "example", "examples")
    }


def _similarity(old: Any, new: Any) -> float:
    """Return the share of two schemas that is the same, from 0 to 1: of their fields, or of all keywords if none."""
    old, new = (schema if isinstance(schema, dict) else {} for schema in (old, new))
    before, after = old.get("properties", old), new.get("properties", new)
    same = [name for name in before if name in after and before[name] == after[name]]
    return len(same) / max(len(before), len(after), 1)


def _rename_schemas(document: Document, names: dict[str, str]) -> None:
    content = document.content
    content.update(with_references(content, lambda name: names.get(name, name)))
    content["components"]["schemas"] = {names.get(name, name): schema for name, schema in document.schemas.items()}
