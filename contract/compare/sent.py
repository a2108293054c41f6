"""The fields of the contract that a server sends, as far as its traffic shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from contract.compare.traffic import event_of
from contract.spec import Document

__all__ = ["VERSIONED", "sent_fields"]

#: A description that says which versions have a field.
VERSIONED = re.compile(r"\b(?:[Ss]ince|[Uu]p to|[Oo]nly in) \d+\.\d+")

Node = Mapping[str, Any]


def sent_fields(
    contract: Document, calls: Iterable[Mapping[str, Any]], events: Iterable[Mapping[str, Any]]
) -> dict[str, bool]:
    """Return the fields that a server sent: those of whose description says that not all versions have them.

    Args:
        contract: The contract.
        calls: The calls, as a `Recorder` keeps them.
        events: The events, each with its `stream` and its `data`.

    Returns:
        By the name of a field, such as `Session.slug`: True if it was sent, False if only objects without it were.
    """
    walker = _Walker(contract)
    for call in calls:
        try:
            operation = contract.operation_at(call["request"]["method"], call["request"]["path"])
        except LookupError:
            continue
        response, _ = contract.follow(operation.node["responses"].get(str(call["status"]), {}))
        if schema := response.get("content", {}).get("application/json", {}).get("schema"):
            walker.walk(schema, call["body"])
    for event in events:
        walker.walk(contract.schemas["Event"], event_of(event["data"]))
    return walker.sent


class _Walker:
    def __init__(self, contract: Document) -> None:
        self.sent: dict[str, bool] = {}
        self._contract = contract

    def walk(self, node: Node, value: Any) -> None:
        """Enter the fields of a value of a schema."""
        schema, name = self._contract.follow(node)
        if isinstance(value, list):
            if items := schema.get("items"):
                for item in value:
                    self.walk(items, item)
        elif isinstance(value, dict):
            variants = schema.get("oneOf") or schema.get("anyOf")
            if variants is not None:
                for variant in self._variants(schema, variants, value):
                    self.walk(variant, value)
                return
            properties = schema.get("properties", {})
            for field, described in properties.items():
                if name and VERSIONED.search(self._description(described)):
                    place = f"{name}.{field}"
                    self.sent[place] = self.sent.get(place, False) or value.get(field) is not None
            others = schema.get("additionalProperties")
            for field, item in value.items():
                if field in properties:
                    self.walk(properties[field], item)
                elif isinstance(others, dict):
                    self.walk(others, item)

    def _description(self, described: Node) -> str:
        # The description next to a reference is about this very field.
        return str(described.get("description") or "")

    def _variants(self, schema: Node, variants: list[Node], value: Mapping[str, Any]) -> Iterator[Node]:
        """Iterate over the variant that the tag of a value names; over the only object of a union without a tag."""
        if "discriminator" in schema:
            tag = schema["discriminator"]
            reference = tag["mapping"].get(str(value.get(tag["propertyName"])))
            if reference is not None:
                yield {"$ref": reference}
            return
        resolved = [(variant, self._contract.follow(variant)[0]) for variant in variants]
        objects = [variant for variant, target in resolved if "properties" in target or "oneOf" in target]
        if len(objects) == 1:
            yield objects[0]
