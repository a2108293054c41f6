"""What the SDK makes of a contract's operations: methods, with their arguments and results; and how they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from contract.changes import python_names
from contract.changes.alignment import Aligned
from contract.findings import Finding, Level, Who
from contract.openapi import Document, is_constant, operations, resolved, schemas, with_references

__all__ = ["Signature", "changed_signatures", "signatures"]


@frozen
class Signature:
    """The method of an operation.

    Attributes:
        name: What it is called, such as `client.session.create`.
        path: The arguments that stand in the path, in their order.
        body: The required fields of the body, in their order; the body itself when it has no fields.
        keyword: The arguments that are given by keyword only.
        status: The answer that is decoded.
        answer: Its schema; None when it has none.
    """

    name: str
    path: tuple[str, ...]
    body: tuple[str, ...]
    keyword: tuple[str, ...]
    status: str
    answer: Any

    @property
    def positional(self) -> tuple[str, ...]:
        """The arguments that may be given by position, in their order."""
        return self.path + self.body


def signatures(document: Document) -> dict[tuple[str, str], Signature]:
    """The methods of the operations of a contract written plainly, by path and HTTP method."""
    return {(path, method): _signature(document, path, operation) for path, method, operation in operations(document)}


def _signature(document: Document, path: str, operation: Mapping[str, Any]) -> Signature:
    parameters = [resolved(document, parameter) for parameter in operation.get("parameters", ())]
    in_path = sorted(
        (parameter["name"] for parameter in parameters if parameter["in"] == "path"),
        key=lambda name: path.find(f"{{{name}}}"),
    )
    keyword = [parameter["name"] for parameter in parameters if parameter["in"] == "query"]
    body = _schema(operation.get("requestBody", {}))
    fields = _properties(document, body)
    required = resolved(document, body).get("required", ()) if fields else ()
    in_body = [name for name in fields if name in required]
    if body and not fields:
        in_body = [python_names.type_of(body)]
    keyword += [name for name in fields if name not in required]
    status, answer = next(
        ((status, answer) for status, answer in operation.get("responses", {}).items() if str(status).startswith("2")),
        ("", {}),
    )
    return Signature(
        python_names.method(operation),
        tuple(map(python_names.attribute, in_path)),
        tuple(map(python_names.attribute, in_body)),
        tuple(map(python_names.attribute, keyword)),
        str(status),
        _schema(resolved(document, answer) or {}),
    )


def _schema(node: Mapping[str, Any]) -> Any:
    """The schema of a body or an answer, of its first media type."""
    return next((media_type.get("schema") for media_type in node.get("content", {}).values()), None)


def _properties(document: Document, body: Any) -> dict[str, Any]:
    """The fields of a body that are arguments: constants are filled in."""
    schema = resolved(document, body)
    properties = schema.get("properties") if isinstance(schema, dict) else None
    return {name: field for name, field in (properties or {}).items() if not is_constant(field)}


# ---------------------------------------------------------------- differences


@frozen
class _Difference:
    """What became of methods: the same sentences for each, in which `{}` is the method."""

    level: Level
    rule: str
    who: Who
    what: str
    python: str


def changed_signatures(aligned: Aligned) -> Iterator[tuple[tuple[str, ...], Finding]]:
    """What became of the methods that both contracts have, and of the names of classes; with where it stands."""
    before, after = signatures(aligned.origin), signatures(aligned.revision)
    moves = {(move.after, move.method): (move.before, move.method) for move in aligned.moves}
    found: dict[_Difference, list[tuple[str, str]]] = {}
    for place, new in after.items():
        old = before.get(moves.get(place, place))
        if old is not None:
            for difference in _differences(old, new, aligned):
                found.setdefault(difference, []).append(place)
    for difference, places in found.items():
        (path, method), *_ = places
        methods = python_names.listed([after[place].name for place in places])
        where = f"{method.upper()} {path}"
        yield (
            ("paths", path, method),
            Finding(
                difference.level,
                difference.rule,
                where if len(places) == 1 else f"{where} and {len(places) - 1} more",
                difference.what,
                (difference.who,),
                difference.python.format(methods),
            ),
        )
    yield from _renamed_classes(aligned)


def _differences(old: Signature, new: Signature, aligned: Aligned) -> Iterator[_Difference]:
    if old.name != new.name:
        what = "The names of an operation are those of its method: they are others now."
        yield _Difference(Level.BREAKING, "method-renamed", Who.CALLER, what, f"`{old.name}` is now {{}}.")
    kept = [name for name in old.positional if name in new.positional]
    if kept != [name for name in new.positional if name in kept]:
        order = f"{', '.join(new.positional)}, no longer {', '.join(old.positional)}"
        what = "Required arguments stand in another order, which is theirs by position too."
        yield _Difference(Level.BREAKING, "arguments-reordered", Who.CALLER, what, f"{{}}: the arguments are {order}.")
    for name, now in zip(old.path, new.path, strict=False):
        if name not in new.path and now not in old.path:
            what = f"The path parameter of `{name}=` has another name; the wire is the same."
            said = f"{{}}: `{name}=` is now `{now}=`; by position nothing changes."
            yield _Difference(Level.RISKY, "path-parameter-renamed", Who.CALLER, what, said)
    for name in old.positional:
        if name in new.keyword:
            what = f"`{name}=` is no longer required; what is not required cannot be given by position."
            said = f"{{}}: `{name}=` is given by keyword only."
            yield _Difference(Level.BREAKING, "argument-keyword-only", Who.CALLER, what, said)
    called = with_references(old.answer, lambda name: aligned.schema_names.get(name, name))
    before, after = (python_names.type_of(answer) if answer else "None" for answer in (called, new.answer))
    if old.status != new.status and before != after:
        what = f"The first answer of success is {new.status}, and no longer {old.status}: that is what is decoded."
        said = f"{{}}: the result is `{after}`, no longer `{before}`."
        yield _Difference(Level.BREAKING, "result-changed", Who.READER, what, said)


def _renamed_classes(aligned: Aligned) -> Iterator[tuple[tuple[str, ...], Finding]]:
    old, new = (
        {
            python_names.class_name(name): python_names.title_of(name, schema)
            for name, schema in schemas(document).items()
        }
        for document in (aligned.base, aligned.revision)
    )
    for name, after in new.items():
        if (before := old.get(name, after)) != after:
            yield (
                ("components", "schemas", name),
                Finding(
                    Level.BREAKING,
                    "class-renamed",
                    name,
                    f"The title of `{name}` names its class, which is another now.",
                    (Who.IMPORTER,),
                    f"`{before}` is now `{after}`.",
                ),
            )
