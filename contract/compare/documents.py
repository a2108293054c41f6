"""The contract compared with a server's own document: operations, parameters, bodies and responses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from contract.compare.differences import Difference
from contract.compare.schemas import Rule, compare_schemas
from contract.compare.shapes import Schema, union_of
from contract.findings import CannotRunError, Who
from contract.spec import Document, Operation

__all__ = ["compare_documents"]

_PARAMETER = re.compile(r"{(\w+)}")


def compare_documents(contract: Document, server: Document) -> list[Difference]:
    """Compare the contract with a server's document, in the paths of the contract.

    Raises:
        CannotRunError: The server's document is not valid OpenAPI.
    """
    try:
        return list(_differences(contract, server))
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise CannotRunError(f"The server's document is not OpenAPI as it should be: {error!r}") from error


def _differences(contract: Document, server: Document) -> Iterator[Difference]:
    ours, theirs = _operations(contract), _operations(server)
    paths = {_anonymous(path): path for path in contract.content["paths"]}
    for key, here in ours.items():
        if key in theirs:
            yield from _compare_operations(here, theirs[key])
        else:
            what = "The server lacks this operation."
            yield Difference(Rule.PROMISED, here.name, what, here.name, Who.CALLER, here.line)
    for method, path in theirs:
        if path in paths and (method, path) not in ours:
            place = f"{method.upper()} {paths[path]}"
            yield Difference(Rule.MISSING, place, "The contract lacks this operation.", place, Who.CALLER)


def _anonymous(path: str) -> str:
    """Return a path without the names of its parameters, which are not on the wire."""
    return _PARAMETER.sub("{}", path)


@frozen
class _Side:
    """An operation of one of the two documents."""

    document: Document
    operation: Operation

    @property
    def name(self) -> str:
        return self.operation.name

    @property
    def line(self) -> int | None:
        return self.document.lines.get(id(self.document.content["paths"][self.operation.path]))

    def parameters(self) -> dict[str, Schema]:
        """Return the parameters by place and name on the wire: those of the path by their position."""
        found = {}
        in_path = _PARAMETER.findall(self.operation.path)
        for node in self.operation.parameters:
            parameter, _ = self.document.follow(node)
            name = parameter["name"] if parameter["in"] != "path" else in_path.index(parameter["name"]) + 1
            found[f"{parameter['in']} {name}"] = node
        return _schemas(self.document, found)

    def request(self) -> dict[str, Schema]:
        """Return the body of the request; empty when there is none."""
        node = self.operation.node
        return _schemas(self.document, {"request": node["requestBody"]} if "requestBody" in node else {})

    def responses(self) -> dict[str, Schema]:
        """Return the responses by status."""
        responses = self.operation.node["responses"]
        return _schemas(self.document, {f"response {status}": node for status, node in responses.items()})


def _operations(document: Document) -> dict[tuple[str, str], _Side]:
    return {
        (operation.method, _anonymous(operation.path)): _Side(document, operation)
        for operation in document.operations()
    }


def _schemas(document: Document, nodes: Mapping[str, Any]) -> dict[str, Schema]:
    return {key: Schema(document, *document.follow(node)) for key, node in nodes.items()}


def _compare_operations(ours: _Side, theirs: _Side) -> Iterator[Difference]:
    yield from _pairs(ours.parameters(), theirs.parameters(), ours.name, "parameter", _compare_parameters)
    yield from _pairs(ours.request(), theirs.request(), ours.name, "body", _compare_contents)
    yield from _pairs(ours.responses(), theirs.responses(), ours.name, "response", _compare_contents)


def _pairs(
    ours: Mapping[str, Schema],
    theirs: Mapping[str, Schema],
    place: str,
    noun: str,
    compare: Callable[[Schema, Schema, str, Who], Iterator[Difference]],
) -> Iterator[Difference]:
    """Report the entries that only one side has, and compare those that both have."""
    who = Who.READER if noun.startswith("response") else Who.CALLER
    for name, here in ours.items():
        at = f"{place} {name}"
        if name in theirs:
            if theirs[name].node.get("required") and not here.node.get("required"):
                what = f"The server requires this {noun}, the contract does not."
                yield Difference(Rule.DIFFERS, at, what, here.name or at, who, here.line)
            yield from compare(here, theirs[name], at, who)
        else:
            what = f"The contract has this {noun}, the server does not."
            yield Difference(Rule.PROMISED, at, what, here.name or at, who, here.line)
    for name in theirs:
        if name not in ours:
            what = f"The server has this {noun}, the contract does not."
            yield Difference(Rule.MISSING, f"{place} {name}", what, name, who)


def _compare_parameters(ours: Schema, theirs: Schema, place: str, who: Who) -> Iterator[Difference]:
    here, there = (parameter.within(parameter.node["schema"]) for parameter in (ours, theirs))
    # Everything in a URL is text: the text form of other types, such as "true" and "false", adds nothing.
    others = [alternative for alternative in there.alternatives() if alternative.shape.kinds != {"string"}]
    return compare_schemas(here, union_of(others) if others else there, place, who)


def _compare_contents(ours: Schema, theirs: Schema, place: str, who: Who) -> Iterator[Difference]:
    """Compare bodies and responses, by their content types."""

    def compare(here: Schema, there: Schema, _: str, who: Who) -> Iterator[Difference]:
        return compare_schemas(here.within(here.node["schema"]), there.within(there.node["schema"]), place, who)

    here, there = (_schemas(schema.document, schema.node.get("content", {})) for schema in (ours, theirs))
    return _pairs(here, there, place, f"{'response' if who is Who.READER else 'body'}'s content type", compare)
