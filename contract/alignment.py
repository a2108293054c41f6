"""Two contracts as a comparison by structure should see them: alike in all that only is written differently.

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

from contract.openapi import Document, operations, reach, references, resolved, schemas, with_references
from contract.places import METHODS, pointer_of

__all__ = ["SENT", "Aligned", "align"]

#: Begins the name of a schema's copy for requests.
SENT = "sent."
#: The greatest that JavaScript counts to: as a limit it means that there is none.
_GREATEST_INTEGER = 2**53 - 1


@frozen
class Aligned:
    """Two contracts, aligned.

    Attributes:
        base: The older one, with the newer one's names.
        revision: The newer one.
        schema_names: Schemas that were renamed: old name and new.
        paths: Paths of which only parameters were renamed: old path and new.
    """

    base: Document
    revision: Document
    schema_names: dict[str, str]
    paths: dict[str, str]


def align(base: Document, revision: Document) -> Aligned:
    """Align two contracts, which are left as they are."""
    base, revision = _plain(base), _plain(revision)
    for document in (base, revision):
        _lower_parameters(document)
    paths = _rename_path_parameters(base, revision)
    schema_names: dict[str, str] = {}
    while pairs := _renamed_schemas(base, revision):
        schema_names |= pairs
        _rename_schemas(base, pairs)
    for document in (base, revision):
        _name_parameters(document)
    return Aligned(_apart(base), _apart(revision), schema_names, paths)


# ---------------------------------------------------------------- ways of writing


def _plain(node: Any) -> Any:
    """A copy in which what means the same is written the same."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain: dict[str, Any] = {}
    for key, value in node.items():
        match key, value:
            case "enum", [only]:
                plain["const"] = only
            case "anyOf", list():
                # Variants are told apart by their tags: never do two of them fit.
                plain["oneOf"] = _plain(value)
            case (("minimum" | "maximum"), int()) if abs(value) == _GREATEST_INTEGER:
                pass
            case ("propertyNames", {"type": "string"}) | ("additionalProperties", True):
                pass
            case "additionalProperties", {} if not value:
                pass
            case (("const" | "default" | "enum" | "example" | "examples"), _):
                plain[key] = copy.deepcopy(value)
            case "properties", dict():
                plain[key] = {name: _plain(schema) for name, schema in value.items()}
            case _:
                plain[key] = _plain(value)
    return plain


# ---------------------------------------------------------------- parameters


def _lower_parameters(document: Document) -> None:
    """Give each operation the parameters of its path as its own."""
    for item in document["paths"].values():
        shared = item.pop("parameters", [])
        for method in METHODS:
            if shared and method in item:
                own = item[method].get("parameters", [])
                taken = {_key(document, parameter) for parameter in own}
                item[method]["parameters"] = [
                    *(parameter for parameter in shared if _key(document, parameter) not in taken),
                    *own,
                ]


def _name_parameters(document: Document) -> None:
    """Give each parameter of an operation a name of its own among the components: by that the engine pairs them."""
    named: dict[str, Any] = {}
    for path, method, operation in operations(document):
        if "parameters" in operation:
            mine = {
                re.sub(r"\W+", "_", f"{method} {path} {' '.join(map(str, _key(document, parameter)))}"): resolved(
                    document, parameter
                )
                for parameter in operation["parameters"]
            }
            named |= mine
            operation["parameters"] = [{"$ref": f"#/components/parameters/{name}"} for name in mine]
    document.setdefault("components", {})["parameters"] = named


def _key(document: Document, parameter: Any) -> tuple[Any, Any]:
    parameter = resolved(document, parameter)
    return parameter.get("in"), parameter.get("name")


def _rename_path_parameters(base: Document, revision: Document) -> dict[str, str]:
    def shape(path: str) -> str:
        return re.sub(r"{[^}]*}", "{}", path)

    new = {shape(path): path for path in revision["paths"] if path not in base["paths"]}
    pairs = {path: new[shape(path)] for path in base["paths"] if path not in revision["paths"] and shape(path) in new}
    for old_path, new_path in pairs.items():
        names = dict(zip(re.findall(r"{([^}]*)}", old_path), re.findall(r"{([^}]*)}", new_path), strict=True))
        item = base["paths"][old_path]
        for method in METHODS:
            if "parameters" in item.get(method, {}):
                item[method]["parameters"] = [
                    _called(base, parameter, names) for parameter in item[method]["parameters"]
                ]
    base["paths"] = {pairs.get(path, path): item for path, item in base["paths"].items()}
    return pairs


def _called(document: Document, parameter: Any, names: dict[str, str]) -> Any:
    place, name = _key(document, parameter)
    if place != "path" or names.get(name, name) == name:
        return parameter
    return {**resolved(document, parameter), "name": names[name]}


# ---------------------------------------------------------------- renamed schemas


def _renamed_schemas(base: Document, revision: Document) -> dict[str, str]:
    """Schemas that went, with those that came and are used in the same places, or are alike."""
    gone = [name for name in schemas(base) if name not in schemas(revision)]
    come = [name for name in schemas(revision) if name not in schemas(base)]
    if not gone or not come:
        return {}
    before, after = dict(_uses(base, ())), dict(_uses(revision, ()))
    together = Counter((name, after[place]) for place, name in before.items() if place in after)
    pairs: dict[str, str] = {}
    for (old, new), _ in together.most_common():
        if old in gone and new in come and old not in pairs and new not in pairs.values():
            pairs[old] = new
    for old in gone:
        for new in come:
            if old not in pairs and new not in pairs.values() and _alike(base, old, revision, new, {*gone, *come}):
                pairs[old] = new
    return pairs


def _uses(node: Any, tokens: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Where schemas are referred to, and which."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _uses(value, (*tokens, str(key)))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _uses(value, (*tokens, str(number)))
    elif tokens and tokens[-1] == "$ref":
        for name in references(node):
            yield pointer_of(tokens), name


def _alike(base: Document, old: str, revision: Document, new: str, renamed: set[str]) -> bool:
    def shape(document: Document, name: str) -> Any:
        return with_references(schemas(document)[name], lambda other: "?" if other in renamed else other)

    return bool(shape(base, old) == shape(revision, new))


def _rename_schemas(document: Document, names: dict[str, str]) -> None:
    for key, value in with_references(document, lambda name: names.get(name, name)).items():
        document[key] = value
    document["components"]["schemas"] = {names.get(name, name): schema for name, schema in schemas(document).items()}


# ---------------------------------------------------------------- sent and answered


def _apart(document: Document) -> Document:
    """The same, with schemas that requests use under names of their own."""
    parameters = document["components"]["parameters"]
    requests = [operation.get("requestBody") for _, _, operation in operations(document)]
    answers = [operation.get("responses") for _, _, operation in operations(document)]
    sent = reach(document, [*requests, parameters])
    answered = reach(document, [*answers, document["components"].get("responses")])

    def rename(name: str) -> str:
        return SENT + name if name in sent else name

    for _, _, operation in operations(document):
        if "requestBody" in operation:
            operation["requestBody"] = with_references(operation["requestBody"], rename)
    document["components"]["parameters"] = with_references(parameters, rename)
    named = schemas(document)
    copies = {SENT + name: with_references(named[name], rename) for name in sorted(sent)}
    for name in sent - answered:
        del named[name]
    named |= copies
    return document
