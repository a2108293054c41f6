"""The contract compared with traffic: the requests, responses and events of a server.

`VERSION.jsonl` in the folder of recorded traffic holds one call on each line, recorded from the server of that version
with a scripted model; `VERSION.events.jsonl` the events of the same time. `make record` writes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

from attrs import frozen
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from contract.compare.differences import Difference
from contract.compare.shapes import kind_of
from contract.findings import Who
from contract.spec import Document, Operation

__all__ = ["Checker", "Rule", "Traffic", "event_of", "is_text", "recorded", "versions"]

Node = Mapping[str, Any]

_JSON = "application/json"
_EVENTS = "text/event-stream"
#: The longest message of the validator in characters; it may quote a whole value.
_LONGEST = 200


class Rule(StrEnum):
    """The kinds of difference between traffic and the contract."""

    #: A value that the contract does not allow.
    SHAPE = "traffic-shape"
    #: A null that the contract does not allow.
    NULL = "traffic-null"
    #: Something that the contract lacks: a field, a variant, a parameter, an operation.
    UNKNOWN = "traffic-unknown"
    #: A response whose status the contract lacks.
    STATUS = "traffic-status"


@frozen
class Traffic:
    """The traffic of a server.

    Attributes:
        version: The server's version.
        calls: The requests with their responses, as a `Recorder` keeps them.
        events: The events, each with its `stream` and its `data`.
    """

    version: str
    calls: Sequence[Mapping[str, Any]]
    events: Sequence[Mapping[str, Any]]

    def __str__(self) -> str:
        return f"{len(self.calls)} calls and {len(self.events)} events"


def versions(folder: Path) -> list[str]:
    """Return the versions whose traffic is recorded in a folder."""
    return sorted(path.stem for path in folder.glob("*.jsonl") if not path.stem.endswith(".events"))


def recorded(folder: Path, version: str) -> Traffic:
    """Read the recorded traffic of a version."""
    return Traffic(version, _lines(folder / f"{version}.jsonl"), _lines(folder / f"{version}.events.jsonl"))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def is_text(call: Mapping[str, Any]) -> bool:
    """Return True when the response of a call is not JSON."""
    return isinstance(call["body"], dict) and "__text__" in call["body"]


def event_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an event without the wrapper that it has on `/global/event`."""
    payload: Mapping[str, Any] = data.get("payload", data)
    return payload


class Checker:
    """Validates traffic against a contract."""

    def __init__(self, contract: Document) -> None:
        self._contract = contract
        self._validators: dict[int, Any] = {}

    def differences(self, traffic: Traffic) -> Iterator[Difference]:
        """Compare traffic with the contract.

        All responses are validated, errors included; requests that the server accepted, as others were sent to be
        refused; and events of the types that the contract has.
        """
        for call in traffic.calls:
            place, method = f"{traffic.version} {call['name']}", call["request"]["method"]
            try:
                operation = self._contract.operation_at(method, call["request"]["path"])
            except LookupError:
                yield Difference(Rule.UNKNOWN, place, "The contract has no such operation.", call["name"], Who.CALLER)
            else:
                yield from self._call(call, operation, place)
        for event in traffic.events:
            yield from self._event(event, traffic.version)

    def _call(self, call: Mapping[str, Any], operation: Operation, place: str) -> Iterator[Difference]:
        request, status, subject = call["request"], str(call["status"]), operation.name
        if status.startswith("2") and not is_text(call):
            yield from self._query(operation, request["query"], f"{place} query", f"{subject} query")
            yield from self._body(operation, request["body"], f"{place} request", f"{subject} request")
        response, _ = self._contract.follow(operation.node["responses"].get(status, {}))
        place, subject = f"{place} response {status}", f"{subject} response {status}"
        if not response:
            yield Difference(Rule.STATUS, place, "The contract has no such response.", subject, Who.READER)
        elif not is_text(call):
            yield from self._json(response, _JSON, call["body"], place, subject, Who.READER)
        # In the contract, every operation may succeed without JSON.
        elif "content" in response and not status.startswith("2"):
            yield Difference(Rule.SHAPE, place, "The contract says JSON, this is text.", subject, Who.READER)

    def _query(self, operation: Operation, query: Mapping[str, Any], place: str, subject: str) -> Iterator[Difference]:
        parameters = [self._contract.follow(node)[0] for node in operation.parameters]
        schemas = {parameter["name"]: parameter["schema"] for parameter in parameters if parameter["in"] == "query"}
        for name, value in query.items():
            if name in schemas:
                read = _read(value, schemas[name])
                yield from self._value(schemas[name], read, f"{place} {name}", f"{subject} {name}", Who.CALLER)
            else:
                what = "The contract has no such parameter."
                yield Difference(Rule.UNKNOWN, f"{place} {name}", what, f"{subject} {name}", Who.CALLER)

    def _body(self, operation: Operation, body: Any, place: str, subject: str) -> Iterator[Difference]:
        if "requestBody" in operation.node and body is not None:
            yield from self._json(operation.node["requestBody"], _JSON, body, place, subject, Who.CALLER)
        elif body:
            yield Difference(Rule.UNKNOWN, place, "The contract has no body here.", subject, Who.CALLER)

    def _event(self, event: Mapping[str, Any], version: str) -> Iterator[Difference]:
        operation = self._contract.operation_at("GET", event["stream"])
        kind = event_of(event["data"])["type"]
        if kind in self._contract.schemas["Event"]["discriminator"]["mapping"]:
            place = f"{event['stream']} {kind}"
            response = operation.node["responses"]["200"]
            yield from self._json(response, _EVENTS, event["data"], f"{version} {place}", place, Who.READER)

    def _json(
        self, message: Node, content_type: str, value: Any, place: str, subject: str, who: Who
    ) -> Iterator[Difference]:
        if content_type in message.get("content", {}):
            yield from self._value(message["content"][content_type]["schema"], value, place, subject, who)
        else:
            yield Difference(Rule.SHAPE, place, "There is JSON, and the contract has none.", subject, who)

    def _value(self, schema: Node, value: Any, place: str, subject: str, who: Who) -> Iterator[Difference]:
        validator = self._validators.get(id(schema))
        if validator is None:
            root = {**schema, "components": self._contract.content["components"]}
            validator = self._validators[id(schema)] = _Validator(root)
        seen = set()
        for error in validator.iter_errors(value):
            steps, what = re.sub(r"\[\d+\]", "[]", error.json_path), _message(error)
            if (steps, what) not in seen:
                seen.add((steps, what))
                line = self._contract.lines.get(id(error.schema))
                yield Difference(_rule(error), f"{place} {steps}", what, f"{subject} {steps}", who, line)


def _read(text: Any, schema: Node) -> Any:
    """Parse a value of a query, which is text on the wire."""
    if isinstance(text, str) and schema["type"] != "string":
        with suppress(ValueError):
            return json.loads(text)
    return text


def _by_tag(validator: Any, union: Any, value: Any, schema: Node) -> Iterator[ValidationError]:
    """Validate a value of a union as the one variant that its discriminator names."""
    if "discriminator" not in schema:
        yield from Draft202012Validator.VALIDATORS["oneOf"](validator, union, value, schema)
    elif not isinstance(value, dict):
        yield ValidationError("This is not an object.", validator="type", validator_value="object")
    else:
        tag, mapping = schema["discriminator"]["propertyName"], schema["discriminator"]["mapping"]
        found = json.dumps(value.get(tag))
        variants = {json.dumps(name): reference for name, reference in mapping.items()}
        if found in variants:
            yield from validator.descend(value, {"$ref": variants[found]})
        else:
            yield ValidationError(f"The contract has no variant of `{tag}` {found}.", validator=_EXTRA)


def _properties(validator: Any, properties: Any, value: Any, schema: Node) -> Iterator[ValidationError]:
    """Validate fields, and report those that the schema lacks: the contract composes no object with `allOf`."""
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


def _message(error: ValidationError) -> str:
    if error.validator == "type":
        return f"The contract says {error.validator_value}, this is {kind_of(error.instance)}."
    return f"{error.message.strip('.')[:_LONGEST]}."
