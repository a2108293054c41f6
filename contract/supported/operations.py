"""Operations: each must give one method, whose arguments and results have a certain form on the wire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract.calls import read
from contract.diff.python_names import resource_name
from contract.findings import Finding
from contract.spec import METHODS, Document
from contract.supported.problem import LONGEST_NAME, problem

__all__ = ["check"]

_RULE = "unsupported-operation"
#: The keys of a path item that are no operations.
_OTHER_KEYS = frozenset(("$ref", "description", "parameters", "summary"))


def check(document: Document) -> Iterator[Finding]:
    """Find operations that cannot be generated, or that share a name."""
    yield from _path_items(document)
    methods: dict[tuple[str, str], str] = {}
    resources: dict[str, str] = {}
    for operation in document.operations():
        at = ("paths", operation.path, operation.method)
        try:
            call, refusals = read(document, operation)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            yield problem(document, at, _RULE, f"this is no operation of OpenAPI ({error}). Correct it.")
            continue
        tags = operation.node.get("tags") or []
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            yield problem(document, (*at, "tags"), _RULE, "the tags are no list of texts. Correct them.")
        for tokens, what in refusals:
            yield problem(document, tokens, _RULE, what)
        if max(len(call.tag.encode()), len(call.module.encode())) > LONGEST_NAME:
            what = "its tag or its operationId is too long for the name of a file. Give it a shorter one."
            yield problem(document, (*at, "operationId"), _RULE, what)
        first = methods.setdefault((call.tag, call.method), call.name)
        if first is not call.name:
            what = f"it has the same method as {first}: {call.tag}.{call.method}. Give it another operationId or tag."
            yield problem(document, (*at, "operationId"), _RULE, what)
        name = resource_name(call.tag)
        # The names of the classes of a resource, which begin so.
        for class_name in (f"{name}Resource", f"Async{name}Resource", f"Raw{name}Resource", f"AsyncRaw{name}Resource"):
            owner = resources.setdefault(class_name, call.tag)
            if owner != call.tag:
                what = f"the tags {owner!r} and {call.tag!r} both have a class {class_name}. Rename one of the tags."
                yield problem(document, (*at, "tags"), _RULE, what)


def _path_items(document: Document) -> Iterator[Finding]:
    for path, reference in document.content["paths"].items():
        item: Any = document.resolve(reference)
        if str(path).startswith("x-"):
            continue
        if not isinstance(item, dict):
            yield problem(document, ("paths", path), _RULE, "the path has no operations. Describe them, or remove it.")
            continue
        for key in item:
            at = ("paths", path, str(key))
            if key == "servers":
                what = "the path has servers of its own, and a client has one address. Put it into another document."
                yield problem(document, at, _RULE, what)
            elif key not in METHODS and key not in _OTHER_KEYS and not str(key).startswith("x-"):
                yield problem(document, at, _RULE, f"{key!r} is no method that is supported. Remove it.")
