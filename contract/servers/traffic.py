"""Traffic held to the contract: what servers send, whatever they say of themselves.

`tests/contract/recorded/VERSION.jsonl` holds one call a line, taken from the server of that version with a scripted
model; `VERSION.events.jsonl` the events that came meanwhile. `make record` makes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from typing import Any

from attrs import frozen
from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]
from jsonschema.validators import extend  # type: ignore[import-untyped]

from contract.documents import Document, Node, read
from contract.findings import CannotRunError, Finding, Who
from contract.generate import ROOT
from contract.known import Deviation, read_known, settle
from contract.servers.shapes import kind_of

__all__ = ["RECORDED", "Checker", "Rule", "Traffic", "check", "event_of", "is_text", "recorded", "versions"]

RECORDED = ROOT / "tests" / "contract" / "recorded"

_JSON = "application/json"
_EVENTS = "text/event-stream"
#: Characters of what the validator says, which may quote a whole value.
_LONGEST = 200


class Rule(StrEnum):
    """What can be wrong with traffic."""

    #: It is not what the contract says.
    SHAPE = "traffic-shape"
    #: There is a null, and the contract allows none.
    NULL = "traffic-null"
    #: There is something that the contract lacks: a field, a variant, a parameter, an operation.
    UNKNOWN = "traffic-unknown"
    #: There is an answer of a status that the contract lacks.
    STATUS = "traffic-status"


@frozen
class Traffic:
    """What was sent to a server and by it.

    Attributes:
        version: The server's version.
        calls: The calls with their answers, as a `Recorder` keeps them.
        events: The events, each with its `stream` and its `data`.
    """

    version: str
    calls: Sequence[Mapping[str, Any]]
    events: Sequence[Mapping[str, Any]]

    def __str__(self) -> str:
        return f"{len(self.calls)} calls and {len(self.events)} events"


def check() -> tuple[str, list[Finding]]:
    """Hold the recorded traffic of all versions to the contract.

    Returns:
        What was held to it, in a sentence, and the findings.

    Raises:
        CannotRunError: Nothing is recorded.
    """
    checker = Checker(read())
    try:
        everything = [recorded(version) for version in versions()]
        deviations = [deviation for traffic in everything for deviation in checker.deviations(traffic)]
    except (OSError, LookupError, ValueError) as error:
        raise CannotRunError(f"What is recorded in {RECORDED} cannot be held to the contract: {error!r}") from error
    if not everything:
        raise CannotRunError(f"There is no recorded traffic in {RECORDED}: `make record` records it.")
    calls = sum(len(traffic.calls) for traffic in everything)
    events = sum(len(traffic.events) for traffic in everything)
    return f"{calls} calls and {events} events of {len(everything)} versions.", settle(deviations, read_known(), Rule)


def versions() -> list[str]:
    """The versions whose traffic is recorded."""
    return sorted(path.stem for path in RECORDED.glob("*.jsonl") if not path.stem.endswith(".events"))


def recorded(version: str) -> Traffic:
    """The recorded traffic of a version."""
    return Traffic(version, _lines(f"{version}.jsonl"), _lines(f"{version}.events.jsonl"))


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (RECORDED / name).read_text("utf-8").splitlines()]


def is_text(call: Mapping[str, Any]) -> bool:
    """Whether the answer is no JSON."""
    return isinstance(call["body"], dict) and "__text__" in call["body"]


def event_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """An event without the wrapper that it has on `/global/event`."""
    payload: Mapping[str, Any] = data.get("payload", data)
    return payload


class Checker:
    """Holds traffic to a contract."""

    def __init__(self, contract: Document) -> None:
        self._contract = contract
        self._validators: dict[int, Any] = {}

    def deviations(self, traffic: Traffic) -> Iterator[Deviation]:
        """Where traffic is not what the contract says.

        A request is held to it when it was accepted: others are there to be refused. So are all answers, errors
        included, and the events of types that the contract has.
        """
        for call in traffic.calls:
            place, method = f"{traffic.version} {call['name']}", call["request"]["method"]
            try:
                path, operation = self._contract.operation_at(method, call["request"]["path"])
            except LookupError:
                yield Deviation(Rule.UNKNOWN, place, "The contract has no such operation.", call["name"], Who.CALLER)
            else:
                yield from self._call(call, operation, place, f"{method} {path}")
        for event in traffic.events:
            yield from self._event(event, traffic.version)

    def _call(self, call: Mapping[str, Any], operation: Node, place: str, subject: str) -> Iterator[Deviation]:
        request, status = call["request"], str(call["status"])
        if status.startswith("2") and not is_text(call):
            yield from self._query(operation, request["query"], f"{place} query", f"{subject} query")
            yield from self._body(operation, request["body"], f"{place} request", f"{subject} request")
        answer = self._contract.resolved(operation["responses"].get(status, {}))[0]
        place, subject = f"{place} answer {status}", f"{subject} answer {status}"
        if not answer:
            yield Deviation(Rule.STATUS, place, "The contract has no such answer.", subject, Who.READER)
        elif not is_text(call):
            yield from self._json(answer, _JSON, call["body"], place, subject, Who.READER)
        # That a success may be none, without JSON, the contract says of every operation.
        elif "content" in answer and not status.startswith("2"):
            yield Deviation(Rule.SHAPE, place, "The contract says JSON, this is text.", subject, Who.READER)

    def _query(self, operation: Node, query: Mapping[str, Any], place: str, subject: str) -> Iterator[Deviation]:
        parameters = [self._contract.resolved(node)[0] for node in operation["parameters"]]
        schemas = {parameter["name"]: parameter["schema"] for parameter in parameters if parameter["in"] == "query"}
        for name, value in query.items():
            if name in schemas:
                read = _read(value, schemas[name])
                yield from self._value(schemas[name], read, f"{place} {name}", f"{subject} {name}", Who.CALLER)
            else:
                what = "The contract has no such parameter."
                yield Deviation(Rule.UNKNOWN, f"{place} {name}", what, f"{subject} {name}", Who.CALLER)

    def _body(self, operation: Node, body: Any, place: str, subject: str) -> Iterator[Deviation]:
        if "requestBody" in operation and body is not None:
            yield from self._json(operation["requestBody"], _JSON, body, place, subject, Who.CALLER)
        elif body:
            yield Deviation(Rule.UNKNOWN, place, "The contract has no body here.", subject, Who.CALLER)

    def _event(self, event: Mapping[str, Any], version: str) -> Iterator[Deviation]:
        _, operation = self._contract.operation_at("GET", event["stream"])
        kind = event_of(event["data"])["type"]
        if kind in self._contract.content["components"]["schemas"]["Event"]["discriminator"]["mapping"]:
            place = f"{event['stream']} {kind}"
            answer = operation["responses"]["200"]
            yield from self._json(answer, _EVENTS, event["data"], f"{version} {place}", place, Who.READER)

    def _json(
        self, message: Node, content_type: str, value: Any, place: str, subject: str, who: Who
    ) -> Iterator[Deviation]:
        if content_type in message.get("content", {}):
            yield from self._value(message["content"][content_type]["schema"], value, place, subject, who)
        else:
            yield Deviation(Rule.SHAPE, place, "There is JSON, and the contract has none.", subject, who)

    def _value(self, schema: Node, value: Any, place: str, subject: str, who: Who) -> Iterator[Deviation]:
        validator = self._validators.get(id(schema))
        if validator is None:
            root = {**schema, "components": self._contract.content["components"]}
            validator = self._validators[id(schema)] = _Validator(root)
        seen = set()
        for error in validator.iter_errors(value):
            way, what = re.sub(r"\[\d+\]", "[]", error.json_path), _said(error)
            if (way, what) not in seen:
                seen.add((way, what))
                line = self._contract.lines.get(id(error.schema))
                yield Deviation(_rule(error), f"{place} {way}", what, f"{subject} {way}", who, line)


def _read(text: Any, schema: Node) -> Any:
    """A value of a query as what it says: all of an address is text."""
    if isinstance(text, str) and schema["type"] != "string":
        with suppress(ValueError):
            return json.loads(text)
    return text


def _by_tag(validator: Any, union: Any, value: Any, schema: Node) -> Iterator[ValidationError]:
    """Hold a value to the one variant that its tag names: others would only say that they are not it."""
    if "discriminator" not in schema:
        yield from Draft202012Validator.VALIDATORS["oneOf"](validator, union, value, schema)
    elif not isinstance(value, dict):
        yield ValidationError("This is no object.", validator="type", validator_value="object")
    else:
        tag, mapping = schema["discriminator"]["propertyName"], schema["discriminator"]["mapping"]
        said = json.dumps(value.get(tag))
        variants = {json.dumps(name): reference for name, reference in mapping.items()}
        if said in variants:
            yield from validator.descend(value, {"$ref": variants[said]})
        else:
            yield ValidationError(f"The contract has no variant of `{tag}` {said}.", validator=_EXTRA)


def _properties(validator: Any, properties: Any, value: Any, schema: Node) -> Iterator[ValidationError]:
    """Hold the fields to their schemas, and find those that have none: no object is put together with `allOf`."""
    yield from Draft202012Validator.VALIDATORS["properties"](validator, properties, value, schema)
    if isinstance(value, dict) and "additionalProperties" not in schema:
        for name in sorted(value.keys() - properties.keys()):
            yield ValidationError("The contract has no such field.", validator=_EXTRA, path=[name])


_EXTRA = "extra"
_Validator = extend(Draft202012Validator, {"oneOf": _by_tag, "properties": _properties})


def _rule(error: ValidationError) -> Rule:
    if error.validator == _EXTRA:
        return Rule.UNKNOWN
    return Rule.NULL if error.instance is None else Rule.SHAPE


def _said(error: ValidationError) -> str:
    if error.validator == "type":
        return f"The contract says {error.validator_value}, this is {kind_of(error.instance)}."
    return f"{error.message.strip('.')[:_LONGEST]}."
