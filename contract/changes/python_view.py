"""A change of the contract as a Python user meets it: a method, an argument, a class or an attribute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from contract.changes import python_names
from contract.changes.alignment import Aligned
from contract.changes.engine import Change, Direction
from contract.changes.levels import MOMENTS
from contract.changes.python_names import SENT
from contract.openapi import Document, operations, resolved, schemas
from contract.places import METHODS, at, place, pointer_of, tokens_of

__all__ = ["holder", "is_variant", "owner", "said", "source", "subject", "variant", "where"]


def where(change: Change, aligned: Aligned) -> str:
    """The place of a change, as a person would name it, whichever way its data goes."""
    document = _document(change, aligned)
    return place(pointer_of(owner(change)), document).removeprefix(SENT)


def subject(change: Change, aligned: Aligned) -> str:
    """What a change is about: its place, or the parameter, of whichever operation."""
    match owner(change):
        case ["paths", path, method, "parameters", number, *rest]:
            parameter = _parameter(_document(change, aligned), path, method, number)
            return repr((parameter.get("in"), parameter.get("name"), rest))
    return where(change, aligned)


def said(changes: Sequence[Change], aligned: Aligned) -> str:
    """What a Python user sees of a change, which is one in several places or directions; empty when nothing."""
    first, *_ = changes
    match owner(first):
        case ["paths", path, method, "parameters", number, *rest]:
            if rest and first.kind != "modified":
                return ""
            document = _document(first, aligned)
            parameter = _parameter(document, path, method, number)
            called = [document["paths"][path][method] for _, path, method, *_ in map(owner, changes)]
            methods = [python_names.method(operation) for operation in called]
            return _argument(methods, parameter["name"], first, bool(parameter.get("required")))
    return " ".join(dict.fromkeys(filter(None, (_said(change, aligned) for change in changes))))


def _said(change: Change, aligned: Aligned) -> str:
    document = _document(change, aligned)
    match owner(change):
        case ["paths", path]:
            return _methods(list(_methods_of(document, path)), change)
        case ["paths", path, method] if method in METHODS:
            return _operation(document["paths"][path][method], change)
        case ["paths", path, method, "responses", _] if change.name == "x-waits-for-model":
            waits = "waits" if change.after else "no longer waits"
            return f"`{python_names.method(document['paths'][path][method])}` {waits} as long as a model takes."
        case ["components", "schemas", *_] if change.kind == "removed" and at(
            aligned.revision, tokens_of(change.place)
        ):
            # It is still there: another class, which lacks it, stands where this one stood.
            return ""
        case ["components", "schemas", schema, *rest] if is_variant(change):
            return _variant(schema, rest, variant(change, aligned), change)
        case ["components", "schemas", schema, *rest]:
            return _schema(document, schema, rest, change)
    return ""


def _parameter(document: Document, path: str, method: str, number: str) -> dict[str, Any]:
    parameter: dict[str, Any] = resolved(document, document["paths"][path][method]["parameters"][int(number)])
    return parameter


def is_variant(change: Change) -> bool:
    """Whether a change adds a variant to a union, or removes one."""
    return not change.name and change.way[-2:-1] in (("oneOf",), ("anyOf",))


def source(tokens: Sequence[str]) -> list[str]:
    """The steps to a place in the contract as it is written, where parameters stand elsewhere too."""
    named = [token.removeprefix(SENT) for token in tokens]
    return named[:3] if named[3:4] == ["parameters"] else named


def holder(tokens: Sequence[str], aligned: Aligned) -> tuple[str, str]:
    """A place at which a schema is used, as a person would name it; and what holds its values in Python."""
    document = aligned.revision
    where = place(pointer_of(tokens), document).removeprefix(SENT)
    match tokens:
        case ["paths", path, method, "responses", *_]:
            return where, f"What `{python_names.method(document['paths'][path][method])}` gives"
        case ["components", "schemas", schema, *rest]:
            named, _ = _attributes(schema, rest)
            return where, f"`{named}`"
    return where, f"`{where}`"


def owner(change: Change) -> list[str]:
    """The steps to what a change is about, without the keyword that was modified."""
    tokens = list(change.way) if change.way[3:4] == ("parameters",) else tokens_of(change.place)
    if change.name and tokens[-1:] == [change.name]:
        tokens.pop()
    if tokens[-2:-1] in (["oneOf"], ["anyOf"]):
        del tokens[-2:]
    return tokens


def _document(change: Change, aligned: Aligned) -> Document:
    return aligned.base if change.kind == "removed" else aligned.revision


# ---------------------------------------------------------------- methods and arguments


def _methods_of(document: Document, path: str) -> Iterator[str]:
    for other, _, operation in operations(document):
        if other == path:
            yield python_names.method(operation)


def _methods(methods: list[str], change: Change) -> str:
    is_or_are = "is" if len(methods) == 1 else "are"
    return f"{python_names.listed(methods)} {is_or_are} {'new' if change.kind == 'added' else 'gone'}."


def _operation(operation: dict[str, Any], change: Change) -> str:
    name = python_names.method(operation)
    match change.kind, change.name:
        case "modified", "deprecated" if change.after:
            return f"`{name}` still works, and its documentation says that it will go."
        case "modified", "deprecated":
            return f"The documentation of `{name}` no longer says that it will go."
        case "added", _:
            return f"`{name}` is new."
        case "removed", _:
            return f"`{name}` is gone."
    return ""


def _argument(methods: list[str], name: str, change: Change, required: bool) -> str:
    who, s = python_names.listed(methods), "s" if len(methods) == 1 else ""
    argument = f"`{python_names.attribute(name)}=`"
    need, no_longer = f"need{s}", f"no longer need{s}"
    match change.kind, change.name:
        case "added", "":
            return f"{who} {need if required else f'take{s}'} {argument}."
        case "removed", "":
            return f"{who} take{s} no {argument} any more."
        case "modified", "name" | "key":
            before = f"`{python_names.attribute(str(change.before))}=`"
            if before == argument:
                return f"{who} send{s} {argument} as `{change.after}`, no longer as `{change.before}`."
            return f"{who} take{s} {argument} instead of {before}."
        case "modified", "required":
            return f"{who} {need if change.after else no_longer} {argument}."
        case _, "type":
            return f"{who} take{s} {_types(change.after)} as {argument}, not {_types(change.before)}."
        case _, "enum":
            return f"{who}: {argument} {_values(change, 'can be', 'cannot be')}."
        case "modified", "default":
            do = "does" if s else "do"
            return f"{who} without {argument} {do} what {change.after!r} does, no longer {change.before!r}."
    return ""


# ---------------------------------------------------------------- classes and attributes


def _schema(document: Document, schema: str, rest: list[str], change: Change) -> str:
    bodies = list(_bodies(document, schema)) if change.direction is Direction.SENT else []
    if rest[:1] == ["properties"] and len(rest) == 2 and bodies:
        return _argument(bodies, rest[1], change, rest[1] in schemas(document)[schema].get("required", ()))
    named, rest = _attributes(schema, rest)
    if rest:
        return ""
    if change.name == "required":
        return " ".join(_required(named, bodies, change))
    return _attribute(f"`{named}`", change) if "." in named or change.name == "enum" else ""


def _attributes(schema: str, steps: Sequence[str]) -> tuple[str, list[str]]:
    """The class and its attributes at these steps, as `Session.time.created`; and the steps that are left."""
    named, rest = python_names.class_name(schema), list(steps)
    while len(rest) > 1 and rest[0] == "properties":
        _, field, *rest = rest
        named += f".{python_names.attribute(field)}"
    return named, rest


def _bodies(document: Document, schema: str) -> Iterator[str]:
    """The methods whose arguments are the fields of a schema."""
    for _, _, operation in operations(document):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            if content.get("schema", {}).get("$ref", "").endswith(f"/{schema}"):
                yield python_names.method(operation)
                break


def _attribute(attribute: str, change: Change) -> str:
    match change.kind, change.name:
        case "added", "":
            return f"{attribute} is new."
        case "removed", "" if change.direction is Direction.SENT:
            return f"{attribute} is gone; it can be given in `additional_properties` only."
        case "removed", "":
            return f"{attribute} is gone; what a server still sends of it is in `additional_properties`."
        case "modified", "key":
            before = f"{attribute.rpartition('.')[0]}.{python_names.attribute(str(change.before))}`"
            if before == attribute:
                return f"{attribute} is called `{change.after}` on the wire, no longer `{change.before}`."
            return f"{before} is now {attribute}."
        case _, "type":
            return f"{attribute} is {_types(change.after)}, no longer {_types(change.before)}."
        case _, "enum":
            return f"{attribute} {_values(change, 'may be', 'is never')}."
        case _, "x-secret":
            return f"{attribute} {'is hidden' if change.after else 'is shown'} where its object is printed."
        case _, "format" if (change.before in MOMENTS) != (change.after in MOMENTS):
            return f"{attribute} {'has a' if change.after in MOMENTS else 'no longer has a'} moment beside it."
    return ""


def _required(named: str, bodies: list[str], change: Change) -> Iterator[str]:
    before, after = set(change.before or ()), set(change.after or ())
    for field in sorted(before ^ after):
        attribute = python_names.attribute(field)
        if change.direction is Direction.SENT:
            need = f"{'' if field in after else 'no longer '}need{'s' if len(bodies) < 2 else ''}"
            yield f"{python_names.listed(bodies or [named])} {need} `{attribute}=`."
        else:
            yield f"`{named}.{attribute}` {'is always there' if field in after else 'may be None'}."


def variant(change: Change, aligned: Aligned) -> str:
    """What a variant that was added to a union, or removed, is called."""
    return python_names.type_of(at(_document(change, aligned), tokens_of(change.place)))


def _variant(schema: str, steps: list[str], variant: str, change: Change) -> str:
    union, _ = _attributes(schema, steps)
    unknown = f"an `Unknown{union}`" if not steps else "one of an unknown kind"
    if change.direction is Direction.SENT:
        return f"`{union}` {'may' if change.kind == 'added' else 'can no longer'} be a `{variant}`."
    if change.kind == "added":
        return f"`{union}` may be a `{variant}`, which was {unknown}."
    return f"`{union}` is never a `{variant}`; what a server still sends of it is {unknown}."


def _types(kinds: Any) -> str:
    return f"`{python_names.type_of({'type': kinds or []})}`"


def _values(change: Change, gained: str, lost: str) -> str:
    before, after = change.before or [], change.after or []
    if not before or not after:
        return "is one of the listed values" if after else "is any text, no longer one of the listed values"
    more = [value for value in after if value not in before]
    less = [value for value in before if value not in after]
    texts = [f"{verb} {', '.join(map(repr, values))}" for verb, values in ((gained, more), (lost, less)) if values]
    return " and ".join(texts)
