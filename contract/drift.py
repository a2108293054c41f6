"""Drift: does the contract still say what a server says of itself, and what it sends?

python -m contract.drift                                 # of a server that is started for this
python -m contract.drift --server http://127.0.0.1:4096  # of another one, which is only asked for its document

A server with a password is told OPENCODE_SERVER_PASSWORD, and OPENCODE_SERVER_USERNAME if that is set. Exit codes: 0 no
difference that is not known, 1 some, 2 could not run.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping

from attrs import asdict, frozen

from contract.documents import Document, Node, read
from contract.findings import CannotRunError, Finding, Section, Who, section
from contract.known import Deviation, read_known, settle
from contract.servers import live, traffic
from contract.servers.comparison import Rule, compare
from contract.servers.shapes import Schema, union_of

__all__ = ["check", "deviations"]

_PARAMETER = re.compile(r"{(\w+)}")


def check(server: str | None = None) -> tuple[str, list[Finding]]:
    """Compare the contract with a server's own document, and with what a launched server sends.

    Args:
        server: Where a server listens, with credentials if they are not in the environment. Default: one is started
            for this, and taken through a short turn.

    Returns:
        What it was compared with, in a sentence, and the findings.

    Raises:
        CannotRunError: There is no server to compare with, or it has no document.
    """
    contract, known = read(), read_known()
    if server is not None:
        # It may be of another version, whose differences are others.
        address, document = live.document_of(server)
        findings = settle(_of_document(contract, document), known, Rule, all_expected=False)
        return f"Compared with the document of {address}.", findings
    seen = live.observe()
    findings = settle(_of_document(contract, seen.document), known, Rule)
    findings += settle(traffic.Checker(contract).deviations(seen.traffic), known, traffic.Rule, all_expected=False)
    return f"Compared with the document of opencode {seen.traffic.version}, and {seen.traffic}.", findings


def _of_document(contract: Document, server: Document) -> list[Deviation]:
    try:
        return list(deviations(contract, server))
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise CannotRunError(f"The server's document is not OpenAPI as it should be: {error!r}") from error


def deviations(contract: Document, server: Document) -> Iterator[Deviation]:
    """What differs between the contract and a server's document, in the contract's paths."""
    ours, theirs = _operations(contract), _operations(server)
    paths = {_anonymous(path): path for path in contract.content["paths"]}
    for key, operation in ours.items():
        if key in theirs:
            yield from _compared(operation, theirs[key])
        else:
            what = "The server lacks this operation."
            yield Deviation(Rule.PROMISED, operation.name, what, operation.name, Who.CALLER, operation.line)
    for method, path in theirs:
        if path in paths and (method, path) not in ours:
            place = f"{method} {paths[path]}"
            yield Deviation(Rule.MISSING, place, "The contract lacks this operation.", place, Who.CALLER)


def _anonymous(path: str) -> str:
    """A path without the names of its parameters, which are not on the wire."""
    return _PARAMETER.sub("{}", path)


@frozen
class _Operation:
    document: Document
    method: str
    path: str
    node: Node

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def line(self) -> int | None:
        return self.document.lines.get(id(self.document.content["paths"][self.path]))

    def parameters(self) -> dict[str, Schema]:
        """The parameters by what they are on the wire: those of the path by their number."""
        found = {}
        in_path = _PARAMETER.findall(self.path)
        for node in self.node["parameters"]:
            parameter = self.document.resolved(node)[0]
            name = parameter["name"] if parameter["in"] != "path" else in_path.index(parameter["name"]) + 1
            found[f"{parameter['in']} {name}"] = node
        return _schemas(self.document, found)

    def bodies(self) -> dict[str, Schema]:
        """The body of the request; empty when there is none."""
        return _schemas(self.document, {"request": self.node["requestBody"]} if "requestBody" in self.node else {})

    def answers(self) -> dict[str, Schema]:
        """The answers by their status."""
        return _schemas(self.document, {f"answer {status}": node for status, node in self.node["responses"].items()})


def _operations(document: Document) -> dict[tuple[str, str], _Operation]:
    return {
        (method, _anonymous(path)): _Operation(document, method, path, node)
        for method, path, node in document.operations()
    }


def _schemas(document: Document, nodes: Mapping[str, Node]) -> dict[str, Schema]:
    return {key: Schema(document, *document.resolved(node)) for key, node in nodes.items()}


def _compared(ours: _Operation, theirs: _Operation) -> Iterator[Deviation]:
    yield from _pairs(ours.parameters(), theirs.parameters(), ours.name, "parameter", _parameters)
    yield from _pairs(ours.bodies(), theirs.bodies(), ours.name, "body", _contents)
    yield from _pairs(ours.answers(), theirs.answers(), ours.name, "answer", _contents)


def _pairs(
    ours: Mapping[str, Schema],
    theirs: Mapping[str, Schema],
    place: str,
    noun: str,
    compared: Callable[[Schema, Schema, str, Who], Iterator[Deviation]],
) -> Iterator[Deviation]:
    """What only one of both sides has, and what differs in what both have."""
    who = Who.READER if noun.startswith("answer") else Who.CALLER
    for name, here in ours.items():
        at = f"{place} {name}"
        if name in theirs:
            if theirs[name].node.get("required") and not here.node.get("required"):
                what = f"The server requires this {noun}, the contract does not."
                yield Deviation(Rule.DIFFERS, at, what, here.name or at, who, here.line)
            yield from compared(here, theirs[name], at, who)
        else:
            what = f"The contract has this {noun}, the server does not."
            yield Deviation(Rule.PROMISED, at, what, here.name or at, who, here.line)
    for name in theirs:
        if name not in ours:
            what = f"The server has this {noun}, the contract does not."
            yield Deviation(Rule.MISSING, f"{place} {name}", what, name, who)


def _parameters(ours: Schema, theirs: Schema, place: str, who: Who) -> Iterator[Deviation]:
    here, there = (parameter.within(parameter.node["schema"]) for parameter in (ours, theirs))
    # In an address all is text: what other types are written as, such as "true" and "false", is nothing more.
    others = [alternative for alternative in there.alternatives() if alternative.shape.kinds != {"string"}]
    return compare(here, union_of(others) if others else there, place, who)


def _contents(ours: Schema, theirs: Schema, place: str, who: Who) -> Iterator[Deviation]:
    """Bodies and answers, by their content types."""

    def compared(here: Schema, there: Schema, _: str, who: Who) -> Iterator[Deviation]:
        return compare(here.within(here.node["schema"]), there.within(there.node["schema"]), place, who)

    here, there = (_schemas(schema.document, schema.node.get("content", {})) for schema in (ours, theirs))
    return _pairs(here, there, place, f"{'answer' if who is Who.READER else 'body'}'s content type", compared)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 0 when all differences are known, 1 when not, 2 when it could not run."""
    parser = argparse.ArgumentParser(
        prog="python -m contract.drift", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("--server", metavar="URL", help="compare with this server; default: start one")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    options = parser.parse_args(arguments)
    result = section("Drift", lambda: check(options.server))
    if options.json:
        print(json.dumps({"outcome": result.outcome, **asdict(result)}, indent=2))
    else:
        print(*_lines(result), sep="\n")
    return result.outcome


def _lines(result: Section) -> Iterator[str]:
    for finding in result.findings:
        yield f"{'known' if finding.reason else finding.level}: {finding.where} ({finding.rule})"
        yield f"    {finding.what}"
        if finding.reason:
            yield f"    Known: {finding.reason}"
    yield f"{result.summary} {_verdict(result)} ({result.seconds:.1f} s)"


def _verdict(result: Section) -> str:
    failing = sum(finding.fails for finding in result.findings)
    known = len(result.findings) - failing
    if result.failure is not None:
        return result.failure
    return f"{failing or 'No'} unknown differences, known ones for {known} reasons."


if __name__ == "__main__":
    sys.exit(main())
