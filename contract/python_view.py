"""A change of the contract as a Python user meets it: a method, an argument, a class or an attribute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract import python_names
from contract.alignment import SENT, Aligned
from contract.changes import Change, Direction
from contract.documents import Document, operations, resolved, schemas
from contract.places import METHODS, place, pointer_of, tokens_of

__all__ = ["said", "where"]


def where(change: Change, aligned: Aligned) -> str:
    """The place of a change, as a person would name it, whichever way its data goes."""
    document = _document(change, aligned)
    return place(pointer_of(_owner(change)), document).removeprefix(SENT)


def said(change: Change, aligned: Aligned) -> str:
    """What a Python user sees of a change, in a sentence; empty when nothing."""
    document = _document(change, aligned)
    match _owner(change):
        case ["paths", path]:
            return _methods(list(_methods_of(document, path)), change)
        case ["paths", path, method] if method in METHODS:
            return _operation(document["paths"][path][method], change)
        case ["paths", path, method, "parameters", number, *_]:
            parameter = resolved(document, document["paths"][path][method]["parameters"][int(number)])
            name = python_names.method(document["paths"][path][method])
            return _argument([name], parameter.get("name", ""), change, bool(parameter.get("required")))
        case ["components", "parameters", name, *_]:
            parameter = resolved(document, document["components"]["parameters"][name])
            return _argument([], parameter.get("name", ""), change, bool(parameter.get("required")))
        case ["components", "schemas", schema, *rest]:
            return _schema(document, schema, rest, change)
    return ""


def _owner(change: Change) -> list[str]:
    """The steps to what a change is about, without the keyword that was modified."""
    tokens = tokens_of(change.place)
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
            yield f"`{python_names.method(operation)}`"


def _methods(methods: list[str], change: Change) -> str:
    names, verb = ", ".join(methods), "is" if len(methods) == 1 else "are"
    match change.kind:
        case "added":
            return f"{names} {verb} new."
        case "removed":
            return f"{names} {verb} gone."
    return f"{names} {'calls' if len(methods) == 1 else 'call'} the new path: older servers do not have it."


def _operation(operation: dict[str, Any], change: Change) -> str:
    name = python_names.method(operation)
    match change.kind, change.name:
        case "modified", "operationId" | "tags":
            before = python_names.method({**operation, change.name: change.before})
            return f"`{before}` is now `{name}`."
        case "modified", "deprecated":
            return f"`{name}` still works, and its documentation says that it will go."
        case "added", _:
            return f"`{name}` is new."
        case "removed", _:
            return f"`{name}` is gone."
    return ""


def _argument(methods: list[str], name: str, change: Change, required: bool) -> str:
    """What became of an argument of methods; without methods, of all that take it."""
    who = ", ".join(f"`{method}`" for method in methods) or "What takes it"
    argument = f"`{python_names.attribute(name)}=`"
    match change.kind, change.name:
        case "added", "":
            return f"{who} {'needs' if required else 'takes'} {argument}."
        case "removed", "":
            return f"{who} takes no {argument} any more."
        case "modified", "name":
            return f"{who} takes {argument} instead of `{python_names.attribute(str(change.before))}=`."
        case "modified", "required":
            return f"{who} {'needs' if change.after else 'no longer needs'} {argument}."
        case _, "type":
            return f"{who} takes {_types(change.after)} as {argument}, not {_types(change.before)}."
        case _, "enum":
            return f"{who}: {argument} {_values(change, 'can be', 'cannot be')}."
        case "modified", "default":
            return f"{who} without {argument} does what {change.after!r} does, no longer {change.before!r}."
    return ""


# ---------------------------------------------------------------- classes and attributes


def _schema(document: Document, schema: str, rest: list[str], change: Change) -> str:
    named = python_names.class_name(schema)
    bodies = list(_bodies(document, schema)) if change.direction is Direction.SENT else []
    match rest:
        case ["properties", field, *_] if bodies:
            return _argument(bodies, field, change, field in schemas(document)[schema].get("required", ()))
        case ["properties", field, *_]:
            return _attribute(f"`{named}.{python_names.attribute(field)}`", change)
        case []:
            pass
        case _:
            return ""
    if change.name == "required":
        return " ".join(_required(named, bodies, change))
    if change.way[-2:-1] in (("oneOf",), ("anyOf",)):
        return _variant(named, change)
    return ""


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
        case "removed", "":
            return f"{attribute} is gone; what a server still sends of it is in `additional_properties`."
        case _, "type":
            return f"{attribute} is {_types(change.after)}, no longer {_types(change.before)}."
        case _, "enum":
            return f"{attribute} {_values(change, 'may be', 'is never')}."
        case _, "format":
            return f"{attribute}{' has a moment beside it' if change.after else ' has no moment beside it any more'}."
        case _, "const":
            return f"{attribute} is {change.after!r}, no longer {change.before!r}."
    return ""


def _required(named: str, bodies: list[str], change: Change) -> Iterator[str]:
    before, after = set(change.before or ()), set(change.after or ())
    for field in sorted(before ^ after):
        attribute = python_names.attribute(field)
        if bodies:
            needs = "needs" if field in after else "no longer needs"
            yield f"{', '.join(f'`{method}`' for method in bodies)} {needs} `{attribute}=`."
        else:
            yield f"`{named}.{attribute}` {'is always there' if field in after else 'may be None'}."


def _variant(union: str, change: Change) -> str:
    value = change.after if change.kind == "added" else change.before
    names = python_names.type_of(value)
    variant = f"`{names}`" if names != "Any" else "one of another kind"
    if change.direction is Direction.SENT:
        return f"A `{union}` {'may' if change.kind == 'added' else 'can no longer'} be {variant}."
    if change.kind == "added":
        return f"A `{union}` may be {variant}, which was an `Unknown{union}`."
    return f"A `{union}` is never {variant}; what a server still sends of it is an `Unknown{union}`."


def _types(kinds: Any) -> str:
    return f"`{python_names.type_of({'type': kinds})}`"


def _values(change: Change, gained: str, lost: str) -> str:
    before, after = change.before or [], change.after or []
    if not before or not after:
        return "is one of the listed values" if after else "is any text, no longer one of the listed values"
    more = [value for value in after if value not in before]
    less = [value for value in before if value not in after]
    texts = [f"{verb} {', '.join(map(repr, values))}" for verb, values in ((gained, more), (lost, less)) if values]
    return " and ".join(texts)
