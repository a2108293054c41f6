"""The effect of a change for Python users, in terms of methods, arguments, classes and attributes; and its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from contract.diff import python_names
from contract.diff.alignment import Aligned
from contract.diff.changes import Change, Direction, Kind
from contract.diff.keywords import DECODED_FORMATS
from contract.diff.signatures import result_change
from contract.findings import Level
from contract.locations import location
from contract.spec import METHODS, Document, pointer_of

__all__ = ["impact", "source", "subject", "where"]


def where(change: Change) -> str:
    """Return the location of a change in words."""
    return location(pointer_of(change.place))


def subject(change: Change) -> str:
    """Return the subject of a change: its location, or the parameter, whichever operation has it."""
    match change.place:
        case ["paths", _, _, "parameters", name, *rest]:
            return repr((name, rest))
    return where(change)


def source(place: Sequence[str]) -> Sequence[str]:
    """Return the tokens of a place in the contract as it is written, where parameters may be elsewhere."""
    return place[:3] if place[3:4] == ("parameters",) else place


def impact(changes: Sequence[Change], aligned: Aligned) -> str:
    """Return the effect of a change at one or more places; empty without any."""
    first, *_ = changes
    match first.place:
        case ["paths", _, _, "parameters", name, *rest] if not first.python:
            if rest not in ([], ["schema"]):
                return ""
            methods = [_method(_document(change, aligned), *change.place[1:3]) for change in changes]
            needed = isinstance(first.after, dict) and bool(first.after.get("required"))
            return _argument(list(dict.fromkeys(methods)), name, first, needed)
    return " ".join(dict.fromkeys(filter(None, (_impact(change, aligned) for change in changes))))


def _impact(change: Change, aligned: Aligned) -> str:
    document = _document(change, aligned)
    if change.python:
        place = where(change)
        unknown = f"an `Unknown{place}`" if place.isidentifier() else "an unknown variant"
        return change.python.replace("{}", _holder(change.place, document)).replace("{unknown}", unknown)
    match change.place:
        case ["paths", path] if change.kind is not Kind.MODIFIED:
            return _methods(list(_methods_of(document, path)), change)
        case ["paths", path, method] if method in METHODS:
            return _operation(_method(document, path, method), change)
        case ["paths", path, method, "responses", _] if change.keyword == "x-waits-for-model":
            waits = "waits" if change.after else "no longer waits"
            return f"`{_method(document, path, method)}` {waits} as long as a model takes."
        case ["paths", path, method, "responses", status, *_] if status.startswith("2") and (
            result := result_change(aligned, path, method)
        ):
            before, after = result
            if change.level is not Level.BREAKING and before != "None":
                return ""
            return f"The result of `{_method(document, path, method)}` is `{after}`, no longer `{before}`."
        case ["components", "schemas", schema, *rest]:
            return _schema(document, schema, rest, change)
    return ""


def _document(change: Change, aligned: Aligned) -> Document:
    return aligned.base if change.kind is Kind.REMOVED else aligned.revision


def _holder(place: Sequence[str], document: Document) -> str:
    """Return the Python expression that has the values of a place, in a sentence."""
    match place:
        case ["paths", path, method, "responses", status, *rest]:
            called = _method(document, path, method)
            if not status.startswith("2"):
                return f"The body of an error {status} of `{called}`"
            steps = rest[3:] if rest[:1] == ["content"] else rest
            part = "" if not steps else "An item of " if steps == ["items"] else "A part of "
            return f"{part}{'the' if part else 'The'} result of `{called}`"
        case ["paths", path, method, "parameters", name, *rest]:
            part = "" if rest in ([], ["schema"]) else "A part of "
            return f"{part}`{python_names.attribute(name)}=` of `{_method(document, path, method)}`"
        case ["components", "schemas", schema, *rest]:
            named, left = _attributes(schema, rest)
            return f"A part of `{named}`" if left else f"`{named}`"
    return f"`{location(pointer_of(place))}`"


# ---------------------------------------------------------------- methods and arguments


def _method(document: Document, path: str, method: str) -> str:
    return python_names.method(document.content["paths"][path][method])


def _methods_of(document: Document, path: str) -> Iterator[str]:
    for operation in document.operations():
        if operation.path == path:
            yield python_names.method(operation.node)


def _methods(methods: list[str], change: Change) -> str:
    if not methods:
        return ""
    is_or_are = "is" if len(methods) == 1 else "are"
    return f"{python_names.listed(methods)} {is_or_are} {'new' if change.kind is Kind.ADDED else 'gone'}."


def _operation(name: str, change: Change) -> str:
    match change.kind, change.keyword:
        case Kind.MODIFIED, "deprecated" if change.after:
            return f"`{name}` still works, and its documentation says that it is deprecated."
        case Kind.MODIFIED, "deprecated":
            return f"The documentation of `{name}` no longer says that it is deprecated."
        case Kind.ADDED, _:
            return f"`{name}` is new."
        case Kind.REMOVED, _:
            return f"`{name}` is gone."
    return ""


def _argument(methods: list[str], name: str, change: Change, required: bool) -> str:
    who, s = python_names.listed(methods), "s" if len(methods) == 1 else ""
    argument = f"`{python_names.attribute(name)}=`"
    need, no_longer = f"need{s}", f"no longer need{s}"
    match change.kind, change.keyword:
        case Kind.ADDED, "":
            return f"{who} {need if required else f'take{s}'} {argument}."
        case Kind.REMOVED, "":
            return f"{who} take{s} no {argument} any more."
        case _, "required":
            return f"{who} {need if change.after else no_longer} {argument}."
        case _, "type":
            return f"{who} take{s} {_types(change.after)} as {argument}, not {_types(change.before)}."
        case _, "enum":
            return f"{who}: {argument} {_values(change, 'can be', 'cannot be')}."
        case _, "default":
            do = "does" if s else "do"
            if change.after is None:
                return f"{who} without {argument} no longer {do} what {change.before!r} does."
            more = "" if change.before is None else f", no longer {change.before!r}"
            return f"{who} without {argument} {do} what {change.after!r} does{more}."
    return ""


# ---------------------------------------------------------------- classes and attributes


def _schema(document: Document, schema: str, rest: list[str], change: Change) -> str:
    bodies = list(_bodies(document, schema)) if change.direction is Direction.REQUEST else []
    if rest[:1] == ["properties"] and len(rest) == 2 and bodies:
        return _argument(bodies, rest[1], change, rest[1] in document.schemas[schema].get("required", ()))
    named, left = _attributes(schema, rest)
    if left:
        return ""
    if change.keyword == "required":
        return " ".join(_required(named, bodies, change))
    return _attribute(f"`{named}`", change) if "." in named or change.keyword == "enum" else ""


def _attributes(schema: str, steps: Sequence[str]) -> tuple[str, list[str]]:
    """Return the class and its attributes at these tokens, and the tokens that are left.

    An item of a list, and a value of a map, is `[…]`, as in `Session.permission[…].action`.
    """
    named, left = schema, list(steps)
    while left:
        match left:
            case ["properties", name, *left]:
                named += f".{python_names.attribute(name)}"
            case ["items" | "additionalProperties", *left]:
                named += "[…]"
            case _:
                break
    return named, left


def _bodies(document: Document, schema: str) -> Iterator[str]:
    """Return the methods whose arguments are the fields of a schema."""
    for operation in document.operations():
        for content in operation.node.get("requestBody", {}).get("content", {}).values():
            used = content.get("schema") if isinstance(content, dict) else None
            if isinstance(used, dict) and str(used.get("$ref", "")).endswith(f"/{schema}"):
                yield python_names.method(operation.node)
                break


def _attribute(attribute: str, change: Change) -> str:
    match change.kind, change.keyword:
        case Kind.ADDED, "":
            return f"{attribute} is new."
        case Kind.REMOVED, "" if change.direction is Direction.REQUEST:
            return f"{attribute} is gone; it can be passed in `additional_properties` only."
        case Kind.REMOVED, "":
            return f"{attribute} is gone; a value that a server still sends is in `additional_properties`."
        case _, "type":
            return f"{attribute} is {_types(change.after)}, no longer {_types(change.before)}."
        case _, "enum":
            never = "can no longer be" if change.direction is Direction.REQUEST else "is never"
            return f"{attribute} {_values(change, 'may be', never)}."
        case _, "x-secret":
            return f"{attribute} {'is hidden' if change.after else 'is shown'} where its object is printed."
        case _, "format" if DECODED_FORMATS & {str(change.before), str(change.after)}:
            return f"{attribute} is decoded in another way."
    return ""


def _required(named: str, bodies: list[str], change: Change) -> Iterator[str]:
    before, after = set(change.before or ()), set(change.after or ())
    for field in sorted(before ^ after):
        attribute = python_names.attribute(field)
        if change.direction is Direction.REQUEST:
            need = f"{'' if field in after else 'no longer '}need{'s' if len(bodies) < 2 else ''}"
            yield f"{python_names.listed(bodies or [named])} {need} `{attribute}=`."
        else:
            yield f"`{named}.{attribute}` {'is always there' if field in after else 'may be None'}."


def _types(kinds: Any) -> str:
    return f"`{python_names.type_of({'type': kinds or []})}`"


def _values(change: Change, gained: str, lost: str) -> str:
    before, after = change.before or [], change.after or []
    if not before or not after:
        return "is one of the listed values" if after else "is any value, no longer one of those listed"
    more = [value for value in after if value not in before]
    less = [value for value in before if value not in after]
    texts = [f"{verb} {', '.join(map(repr, values))}" for verb, values in ((gained, more), (lost, less)) if values]
    return " and ".join(texts)
