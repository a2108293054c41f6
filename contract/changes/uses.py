"""Which classes stand where the contract uses one: another than before, or variants of a union that came or went.

The engine pairs the members of a list by what they look like. Variants are told apart by their tags instead, and the
engine compares those only that both contracts have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from contract.changes import python_names
from contract.openapi import Document, is_constant, resolved

__all__ = ["Use", "changed_uses", "tag"]


@frozen
class Use:
    """A place at which other classes are used than before.

    Attributes:
        place: The steps to it, in both contracts: to a union, not to one of its variants.
        before: What was there and is not any more; None when something came.
        after: What came; None when something went.
        in_union: Whether it is one of several there, in both contracts.
    """

    place: tuple[str, ...]
    before: str | None
    after: str | None
    in_union: bool = True

    @property
    def is_body(self) -> bool:
        """Whether it is the body of a request."""
        return self.place[3:4] == ("requestBody",) and self.place[-1] == "schema"


def changed_uses(base: Document, revision: Document) -> list[Use]:
    """The places that use other classes, of two aligned contracts; takes out the variants that only one has."""
    return list(_Pair(base, revision).walk(base, revision, ()))


@frozen
class _Pair:
    base: Document
    revision: Document

    def walk(self, before: Any, after: Any, place: tuple[str, ...]) -> Iterator[Use]:
        if isinstance(before, list) and isinstance(after, list):
            for number, (one, other) in enumerate(zip(before, after, strict=False)):
                yield from self.walk(one, other, (*place, str(number)))
        if not isinstance(before, dict) or not isinstance(after, dict):
            return
        if "oneOf" in before or "oneOf" in after:
            yield from self._options(before, after, place)
        elif before.get("$ref") != after.get("$ref") and all(
            map(_is_class, (resolved(self.base, before), resolved(self.revision, after)))
        ):
            in_union = place[-2:-1] == ("oneOf",)
            yield Use(place[:-2] if in_union else place, _class_at(before), _class_at(after), in_union)
        for key in before:
            if key in after and key != "oneOf":
                yield from self.walk(before[key], after[key], (*place, str(key)))

    def _options(self, before: dict[str, Any], after: dict[str, Any], place: tuple[str, ...]) -> Iterator[Use]:
        """What a union, or the only one that stands instead of it, has more or less than before."""
        old, new = _options_of(before), _options_of(after)
        pairs = _paired(self.base, old, self.revision, new)
        if not pairs:
            # Nothing in common: the engine tells what becomes of all of it.
            return
        in_union = "oneOf" in before and "oneOf" in after
        for option in old:
            if not any(option is one for one, _ in pairs):
                yield Use(place, python_names.type_of(option), None, in_union)
        for option in new:
            if not any(option is other for _, other in pairs):
                yield Use(place, None, python_names.type_of(option), in_union)
        for node, options in ((before, [one for one, _ in pairs]), (after, [other for _, other in pairs])):
            if in_union:
                node["oneOf"] = options
            else:
                # One of the two is no union: the rest of the other is told, and its common part is compared.
                node.pop("oneOf", None)
                node.pop("discriminator", None)
                node.update(options[0])
        for number, (one, other) in enumerate(pairs):
            yield from self.walk(one, other, (*place, "oneOf", str(number)) if in_union else place)


def _options_of(node: dict[str, Any]) -> list[Any]:
    if "oneOf" in node:
        return list(node["oneOf"])
    return [{"$ref": node["$ref"]}] if "$ref" in node else [dict(node)]


def _paired(base: Document, old: list[Any], revision: Document, new: list[Any]) -> list[tuple[Any, Any]]:
    """The options of both, by what they are called, and the others by their tags."""
    pairs: list[tuple[Any, Any]] = []
    for before, after in (
        ([python_names.type_of(option) for option in old], [python_names.type_of(option) for option in new]),
        ([tag(base, option) for option in old], [tag(revision, option) for option in new]),
    ):
        for one, its in zip(old, before, strict=True):
            for other, others in zip(new, after, strict=True):
                if its and its == others and not any(one is had or other is taken for had, taken in pairs):
                    pairs.append((one, other))
    return pairs


def tag(document: Document, option: Any) -> dict[str, Any]:
    """The constants of a variant, by which it is told apart."""
    schema = resolved(document, option)
    properties = schema.get("properties") if isinstance(schema, dict) else None
    return {name: field["enum"] for name, field in (properties or {}).items() if is_constant(field)}


def _class_at(schema: Any) -> str:
    return python_names.type_of(schema) if "$ref" in schema else "class of its own"


def _is_class(schema: Any) -> bool:
    return isinstance(schema, dict) and ("properties" in schema or "oneOf" in schema)
