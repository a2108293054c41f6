"""Two contracts as a comparison by structure should see them: alike in all that only is called differently.

The diff engine pairs paths and schemas by name, parameters by what they look like, and sees a schema where it is first
used. So before it runs, the base takes the revision's names, each parameter gets a name of its own, and schemas that
are sent stand apart from those that are answered.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from contract.changes.plain import parameter_key, plain
from contract.changes.python_names import SENT
from contract.changes.uses import Use, changed_uses, tag
from contract.openapi import Document, operations, reach, references, schemas, with_references
from contract.places import METHODS, pointer_of

__all__ = ["Aligned", "Move", "align"]

#: How much of two schemas has to be the same for them to be one that was renamed.
_LIKENESS = 0.5


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
        """Whether only its parameters are called differently."""
        return _shape(self.before) == _shape(self.after)


@frozen
class Aligned:
    """Two contracts, aligned.

    Attributes:
        base: The older one, with the newer one's names.
        revision: The newer one.
        origin: The older one with its own names, otherwise written like these two.
        schema_names: Schemas that were renamed: old name and new.
        moves: Operations whose path is another.
        uses: Places that use other classes, and variants that came or went: those are in neither contract.
    """

    base: Document
    revision: Document
    origin: Document
    schema_names: dict[str, str]
    moves: list[Move]
    uses: list[Use]


def align(base: Document, revision: Document) -> Aligned:
    """Align two contracts, which are left as they are."""
    base, origin, revision = plain(base), plain(base), plain(revision)
    moves = list(_moves(base, revision))
    _move(base, moves)
    _rename_security_schemes(base, revision)
    schema_names: dict[str, str] = {}
    while pairs := _renamed_schemas(base, revision):
        schema_names |= pairs
        _rename_schemas(base, pairs)
    for document in (base, revision):
        _name_parameters(document)
    base, revision = _apart(base), _apart(revision)
    _complete(base, revision)
    return Aligned(base, revision, origin, schema_names, moves, changed_uses(base, revision))


# ---------------------------------------------------------------- paths and parameters


def _moves(base: Document, revision: Document) -> Iterator[Move]:
    """Operations that are at another path: one that only calls its parameters differently, or has the same name."""
    before, after = (
        {(path, method): operation["operationId"] for path, method, operation in operations(document)}
        for document in (base, revision)
    )
    gone = [place for place in before if place not in after]
    come = [place for place in after if place not in before]
    by_shape = [(old, new) for old in gone for new in come if _shape(old[0]) == _shape(new[0])]
    by_name = [(old, new) for old in gone for new in come if before[old] == after[new]]
    for old, new in (*by_shape, *by_name):
        if old[1] == new[1] and old in gone and new in come:
            gone.remove(old)
            come.remove(new)
            yield Move(old[1], old[0], new[0])


def _shape(path: str) -> str:
    return re.sub(r"{[^}]*}", "{}", path)


def _move(document: Document, moves: list[Move]) -> None:
    """Put operations where they are now, their path parameters called as they are now."""
    paths = document["paths"]
    taken = [(move, paths[move.before].pop(move.method)) for move in moves]
    for move, operation in taken:
        paths.setdefault(move.after, {})[move.method] = operation
        names = _path_parameters(move)
        operation["parameters"] = [_called(parameter, names) for parameter in operation.get("parameters", ())]
    for path in {move.before for move in moves}:
        if not paths[path].keys() & METHODS:
            del paths[path]


def _path_parameters(move: Move) -> dict[str, str]:
    """What the parameters of a path that moved were called, and are called now: those at the same positions."""
    old, new = (re.findall(r"{([^}]*)}", path) for path in (move.before, move.after))
    return dict(zip(old, new, strict=True)) if len(old) == len(new) else {}


def _called(parameter: Any, names: dict[str, str]) -> Any:
    if parameter.get("in") != "path":
        return parameter
    name = parameter.get("name")
    return {**parameter, "name": names.get(name, name)}


def _name_parameters(document: Document) -> None:
    """Give each parameter of an operation a name of its own among the components: by that the engine pairs them."""
    named: dict[str, Any] = {}
    for path, method, operation in operations(document):
        if "parameters" in operation:
            mine = {
                _identifier(method, path, *parameter_key(document, parameter)): parameter
                for parameter in operation["parameters"]
            }
            named |= mine
            operation["parameters"] = [{"$ref": f"#/components/parameters/{name}"} for name in mine]
    document["components"]["parameters"] = named


def _identifier(*parts: str) -> str:
    """A name that a component may have, and that no other parts have."""
    return ".".join(re.sub(r"[^A-Za-z0-9]", lambda found: f"_{ord(found[0]):x}_", part) for part in parts)


def _rename_security_schemes(base: Document, revision: Document) -> None:
    """Give those of the base the revision's names, which nobody meets."""
    old, new = (document["components"].get("securitySchemes", {}) for document in (base, revision))
    names: dict[str, str] = {}
    for name in [name for name in old if name not in new]:
        alike = [other for other in new if other not in old and new[other] == old[name]]
        if alike:
            names[name] = alike[0]
            old[alike[0]] = old.pop(name)
    for holder in (base, *(operation for _, _, operation in operations(base))):
        if "security" in holder:
            holder["security"] = [
                {names.get(name, name): scopes for name, scopes in needed.items()} for needed in holder["security"]
            ]


# ---------------------------------------------------------------- renamed schemas


def _renamed_schemas(base: Document, revision: Document) -> dict[str, str]:
    """Schemas that went, with those that came and are the same, or are alike and used in the same places."""
    gone = [name for name in schemas(base) if name not in schemas(revision)]
    come = [name for name in schemas(revision) if name not in schemas(base)]
    if not gone or not come:
        return {}
    before, after = _uses(base), _uses(revision)
    together = Counter((name, after[place]) for place, name in before.items() if place in after)
    old_shapes, new_shapes = (_shapes(document, {*gone, *come}) for document in (base, revision))
    pairs = [(old, new) for old in gone for new in come]
    same = {(old, new) for old, new in pairs if old_shapes[old] == new_shapes[new]}
    likeness = {(old, new): _likeness(old_shapes[old], new_shapes[new]) for old, new in pairs}
    names: dict[str, str] = {}
    for pair in sorted(pairs, key=lambda pair: (pair in same, together[pair], likeness[pair]), reverse=True):
        old, new = pair
        is_renamed = pair in same or (together[pair] and likeness[pair] >= _LIKENESS)
        if is_renamed and old not in names and new not in names.values():
            names[old] = new
    return names


def _uses(document: Document) -> dict[str, str]:
    """Where schemas are referred to, and which: variants of a union by their tags, whatever their order."""

    def walk(node: Any, tokens: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        if isinstance(node, dict):
            for key, value in node.items():
                yield from walk(value, (*tokens, str(key)))
        elif isinstance(node, list):
            for number, value in enumerate(node):
                step = str(tag(document, value) or number) if tokens[-1] == "oneOf" else str(number)
                yield from walk(value, (*tokens, step))
        elif tokens and tokens[-1] == "$ref":
            for name in references(node):
                yield pointer_of(tokens), name

    return dict(walk(document, ()))


def _shapes(document: Document, renamed: set[str]) -> dict[str, Any]:
    return {
        name: with_references(_bare(schema), lambda other: "?" if other in renamed else other)
        for name, schema in schemas(document).items()
        if name in renamed
    }


def _bare(node: Any) -> Any:
    """A schema without words."""
    if isinstance(node, list):
        return [_bare(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: {name: _bare(schema) for name, schema in value.items()}
        if key == "properties" and isinstance(value, dict)
        else _bare(value)
        for key, value in node.items()
        if key not in ("description", "title", "example", "examples")
    }


def _likeness(old: Any, new: Any) -> float:
    """How much of two schemas is the same, from 0 to 1: of their fields, or of all when they have none."""
    old, new = (schema if isinstance(schema, dict) else {} for schema in (old, new))
    mine, others = old.get("properties", old), new.get("properties", new)
    same = [name for name in mine if name in others and mine[name] == others[name]]
    return len(same) / max(len(mine), len(others), 1)


def _rename_schemas(document: Document, names: dict[str, str]) -> None:
    for key, value in with_references(document, lambda name: names.get(name, name)).items():
        document[key] = value
    document["components"]["schemas"] = {names.get(name, name): schema for name, schema in schemas(document).items()}


# ---------------------------------------------------------------- sent and answered


def _apart(document: Document) -> Document:
    """The same, with schemas that requests use under names of their own."""
    components, named = document["components"], schemas(document)
    parameters = components["parameters"]
    requests = [operation.get("requestBody") for _, _, operation in operations(document)]
    answers = [operation.get("responses") for _, _, operation in operations(document)]
    sent = reach(document, [*requests, parameters])
    answered = reach(document, [*answers, components.get("responses"), components.get("headers")])
    unused = named.keys() - sent - answered
    kept = unused | answered | reach(document, [named[name] for name in unused])

    def rename(name: str) -> str:
        return SENT + name if name in sent else name

    for _, _, operation in operations(document):
        if "requestBody" in operation:
            operation["requestBody"] = with_references(operation["requestBody"], rename)
    components["parameters"] = with_references(parameters, rename)
    components["schemas"] = {name: schema for name, schema in named.items() if name in kept} | {
        SENT + name: with_references(named[name], rename) for name in sorted(sent)
    }
    return document


def _complete(base: Document, revision: Document) -> None:
    """Give each contract the schemas that only the other one has: the engine would pair them by like names."""
    for document, other in ((base, revision), (revision, base)):
        missing = {name: schema for name, schema in schemas(other).items() if name not in schemas(document)}
        document["components"]["schemas"] |= copy.deepcopy(missing)
