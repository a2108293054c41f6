"""The Python methods of a contract's operations, with their arguments and results, and their changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from contract.diff import python_names
from contract.diff.alignment import Aligned
from contract.diff.effective import effective, is_class, reference, required
from contract.findings import Finding, Level, Who
from contract.spec import Document, Operation, is_constant

__all__ = ["Signature", "result_change", "signature_findings", "signatures"]


@frozen
class Signature:
    """The method of an operation.

    Attributes:
        name: Its name, such as `client.session.create`.
        path: The arguments for the parameters of the path, in their order.
        body: The required fields of the body, in their order; the body itself when it has no fields.
        query: The arguments for the required parameters of the query, in their order.
        keyword: The keyword-only arguments.
        fields: True when the fields of the body are arguments, False when the body is one; None without a body.
        status: The status of the response that is decoded.
        media_type: Its media type.
        result: The schema of that response; None without one.
    """

    name: str
    path: tuple[str, ...]
    body: tuple[str, ...]
    query: tuple[str, ...]
    keyword: tuple[str, ...]
    fields: bool | None
    status: str
    media_type: str
    result: Any

    @property
    def positional(self) -> tuple[str, ...]:
        """The positional arguments, in their order."""
        return self.path + self.body + self.query


def signatures(document: Document) -> dict[tuple[str, str], Signature]:
    """Return the methods of the operations of a contract in its normal form, by path and HTTP method."""
    return {(operation.path, operation.method): _signature(document, operation) for operation in document.operations()}


def _signature(document: Document, operation: Operation) -> Signature:
    node = operation.node
    parameters = [document.resolve(parameter) for parameter in operation.parameters]
    in_path = sorted(
        (parameter["name"] for parameter in parameters if parameter["in"] == "path"),
        key=lambda name: operation.path.find(f"{{{name}}}"),
    )
    in_query = [parameter for parameter in parameters if parameter["in"] == "query"]
    required_in_query = [parameter["name"] for parameter in in_query if parameter.get("required")]
    keyword = [parameter["name"] for parameter in in_query if not parameter.get("required")]
    body = _schema(node.get("requestBody", {}))
    fields = _properties(document, body)
    needed = required(effective(document, body)) if fields else []
    taken = {python_names.attribute(parameter["name"]) for parameter in parameters}
    arguments = {name: python_names.field_argument(node, name, taken) for name in fields}
    in_body = [arguments[name] for name in fields if name in needed]
    if body and not fields:
        in_body = [python_names.attribute(python_names.type_of(body))]
    optional = [arguments[name] for name in fields if name not in needed]
    status, media_type, result = _result(document, node)
    return Signature(
        python_names.method(node),
        tuple(map(python_names.attribute, in_path)),
        tuple(in_body),
        tuple(map(python_names.attribute, required_in_query)),
        (*map(python_names.attribute, keyword), *optional),
        bool(fields) if body else None,
        status,
        media_type,
        result,
    )


def _result(document: Document, operation: Mapping[str, Any]) -> tuple[str, str, Any]:
    """Return the response that is decoded: its status, media type and schema; None for a schema without one."""
    for status, response in operation.get("responses", {}).items():
        if status.startswith("2"):
            content = (document.resolve(response) or {}).get("content", {})
            return status, next(iter(content), ""), _schema({"content": content})
    return "", "", None


def _schema(node: Mapping[str, Any]) -> Any:
    """Return the schema of a body or a response, of its first media type."""
    return next((media_type.get("schema", True) for media_type in node.get("content", {}).values()), None)


def _properties(document: Document, body: Any) -> dict[str, Any]:
    """Return the fields of a body that are arguments: constants are filled in."""
    properties = effective(document, body).get("properties", {})
    return {name: field for name, field in properties.items() if not is_constant(field)}


# ---------------------------------------------------------------- changes


@frozen
class _MethodChange:
    """A change of one or more methods: in its sentence for Python users, `{}` stands for the methods."""

    level: Level
    rule: str
    who: Who
    what: str
    python: str


def signature_findings(
    aligned: Aligned, found: Sequence[tuple[Sequence[str], Finding]]
) -> Iterator[tuple[Sequence[str], Finding]]:
    """Report changes of the methods that both contracts have, and of class names, with their places.

    Args:
        aligned: The contracts.
        found: The findings so far, with their places: one of a response tells of a result that changed.
    """
    before, after = signatures(aligned.origin), signatures(aligned.revision)
    told = {
        (place[1], place[2], place[3])
        for place, finding in found
        if place[:1] == ("paths",) and len(place) > 3 and finding.level is Level.BREAKING
    }
    moves = {(move.after, move.method): (move.before, move.method) for move in aligned.moves}
    changed: dict[_MethodChange, list[tuple[str, str]]] = {}
    for place, new in after.items():
        old = before.get(moves.get(place, place))
        if old is not None:
            changes = list(_method_changes(old, new))
            if (*place, "requestBody") not in told:
                changes += _body_changes(old, new)
            if (*place, "responses") not in told:
                changes += _result_changes(old, new, result_change(aligned, *place))
            for change in changes:
                changed.setdefault(change, []).append(place)
    for change, places in changed.items():
        (path, method), *_ = places
        methods = python_names.listed([after[place].name for place in places])
        where = f"{method.upper()} {path}"
        yield (
            ("paths", path, method),
            Finding(
                change.level,
                change.rule,
                where if len(places) == 1 else f"{where} and {len(places) - 1} more",
                change.what,
                (change.who,),
                change.python.format(methods),
            ),
        )
    yield from _renamed_classes(aligned)


def result_change(aligned: Aligned, path: str, method: str) -> tuple[str, str] | None:
    """Return the type of the result of a method before and now; None if it is the same, or the method is new."""
    nodes = [document.content["paths"].get(path, {}).get(method) for document in (aligned.base, aligned.revision)]
    if None in nodes:
        return None
    before, after = (
        _type(document, _result(document, node)[2])
        for document, node in zip((aligned.base, aligned.revision), nodes, strict=True)
    )
    return None if before == after else (before, after)


def _type(document: Document, schema: Any) -> str:
    """Return the Python type of a schema: only classes have names."""
    if schema is None:
        return "None"
    works = effective(document, schema)
    if is_class(works) or is_class(effective(document, works.get("items"))):
        return python_names.type_of(schema if reference(schema) and is_class(works) else works)
    kinds = works.get("type")
    return python_names.type_of({**works, "type": sorted(kinds)} if isinstance(kinds, list) else works)


def _body_changes(old: Signature, new: Signature) -> Iterator[_MethodChange]:
    if old.fields is not None and new.fields is not None and old.fields != new.fields:
        one, each = "the body is one argument", "its fields are arguments"
        now, before = (each, one) if new.fields else (one, each)
        what = "The body is of another kind of schema."
        python = f"{{}}: {now}; before, {before}."
        yield _MethodChange(Level.BREAKING, "arguments-changed", Who.CALLER, what, python)


def _result_changes(old: Signature, new: Signature, result: tuple[str, str] | None) -> Iterator[_MethodChange]:
    """Report that another response is decoded than before; what changed of the same one is told elsewhere."""
    if result is None or (old.status, old.media_type) == (new.status, new.media_type):
        return
    before, after = result
    what = f"Another response is decoded: {new.status} {new.media_type}, no longer {old.status} {old.media_type}."
    # Who ignored that there is nothing still may.
    level = Level.ADDITION if before == "None" else Level.BREAKING
    python = f"{{}}: the result is `{after}`, no longer `{before}`."
    yield _MethodChange(level, "result-changed", Who.READER, what, python)


def _method_changes(old: Signature, new: Signature) -> Iterator[_MethodChange]:
    if old.name != new.name:
        what = "The operationId or the tag of the operation changed, which name its method."
        yield _MethodChange(Level.BREAKING, "method-renamed", Who.CALLER, what, f"`{old.name}` is now {{}}.")
    kept = [name for name in old.positional if name in new.positional]
    if kept != [name for name in new.positional if name in kept]:
        order = f"{{}}: the arguments are {', '.join(new.positional)}, no longer {', '.join(old.positional)}."
        what = "The order of required arguments changed, which is their order by position too."
        yield _MethodChange(Level.BREAKING, "arguments-reordered", Who.CALLER, what, order)
    for name, now in zip(old.path, new.path, strict=False):
        if name not in new.path and now not in old.path:
            what = f"The path parameter of `{name}=` has another name; the wire is the same."
            python = f"{{}}: `{name}=` is now `{now}=`; by position nothing changes."
            yield _MethodChange(Level.RISKY, "path-parameter-renamed", Who.CALLER, what, python)
    for name in old.positional:
        if name in new.keyword and name not in new.positional and name not in old.keyword:
            what = f"`{name}=` is no longer required; optional arguments are keyword-only."
            python = f"{{}}: `{name}=` is keyword-only."
            yield _MethodChange(Level.BREAKING, "argument-keyword-only", Who.CALLER, what, python)


def _renamed_classes(aligned: Aligned) -> Iterator[tuple[tuple[str, ...], Finding]]:
    old, new = (
        {name: python_names.title_of(name, schema) for name, schema in document.schemas.items()}
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
                    f"The title of `{name}`, which names its class, changed.",
                    (Who.IMPORTER,),
                    f"`{before}` is now `{after}`.",
                ),
            )
