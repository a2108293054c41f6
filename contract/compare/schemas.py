"""The schemas of the same JSON compared: that of the contract, and that of a server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from attrs import Factory, define

from contract.compare.differences import Difference
from contract.compare.shapes import Schema, Shape, by_value, tag_of, union_of
from contract.findings import Who

__all__ = ["Rule", "compare_schemas"]


class Rule(StrEnum):
    """The kinds of difference between the contract and a server's document."""

    #: The server has what the contract lacks.
    MISSING = "drift-missing"
    #: Both have it, but it differs.
    DIFFERS = "drift-differs"
    #: Both have it; the contract says that it is an integer, the server that it is a number.
    NUMBER = "drift-number"
    #: The contract has what the server lacks.
    PROMISED = "drift-promised"


def compare_schemas(ours: Schema, theirs: Schema, place: str, who: Who) -> Iterator[Difference]:
    """Compare the schemas of the contract and of a server for the same JSON.

    The receiver must accept all that the sender may send: a response may be more precise than the contract, and a
    request of the contract more precise than the server requires. The server may require fields of a response that the
    contract does not, as older servers need not send them. Fields that the contract describes as there "up to" some
    version have to be missing.

    Args:
        ours: The contract's schema.
        theirs: The server's.
        place: The operation and the part of it, such as `GET /session response 200`.
        who: `Who.CALLER` for requests, `Who.READER` for responses.
    """
    return _Comparison(who).schemas(ours, theirs, f"{place} ")


@define
class _Comparison:
    who: Who
    #: The pairs being compared further out: a schema that contains itself ends there.
    under_way: set[tuple[frozenset[int], frozenset[int]]] = Factory(set)

    def schemas(self, ours: Schema, theirs: Schema, place: str, tag: str | None = None) -> Iterator[Difference]:
        here, there = ours.shape, theirs.shape
        pair = (here.identity, there.identity)
        if pair in self.under_way:
            return
        self.under_way.add(pair)
        yield from self._kinds(ours, theirs, place)
        yield from self._values(ours, theirs, place)
        if here.objects and there.objects:
            yield from self._objects(ours, theirs, place, tag)
        if here.items and there.items:
            yield from self.schemas(union_of(here.items), union_of(there.items), f"{place}[]")
        self.under_way.remove(pair)

    def _found(self, rule: Rule, place: str, what: str, about: Schema) -> Difference:
        return Difference(rule, place.rstrip(), what, about.name or place, self.who, about.line)

    @property
    def _asks(self) -> bool:
        return self.who is Who.CALLER

    def _kinds(self, ours: Schema, theirs: Schema, place: str) -> Iterator[Difference]:
        here, there = ours.shape, theirs.shape
        sent, taken = (here, there) if self._asks else (there, here)
        if not _takes(taken, sent):
            rule = Rule.NUMBER if _takes(taken, sent, numbers=True) else Rule.DIFFERS
            yield self._found(rule, place, f"The contract says {here}, the server {there}.", ours)
        elif self._asks and not there.is_anything and not _takes(here, there, numbers=True):
            yield self._found(Rule.MISSING, place, f"The server takes {there}, the contract has {here}.", ours)

    def _values(self, ours: Schema, theirs: Schema, place: str) -> Iterator[Difference]:
        here, there = ours.shape.values, theirs.shape.values
        if here is not None and there is not None:
            if more := there - here:
                yield self._found(Rule.MISSING, place, f"The server also has {_listed(more)}.", ours)
            if less := here - there:
                yield self._found(Rule.PROMISED, place, f"The server does not have {_listed(less)}.", ours)
            return
        limited, free = (theirs.shape, ours.shape) if self._asks else (ours.shape, theirs.shape)
        if limited.values is not None and free.scalars & limited.scalars:
            what = f"The contract says {ours.shape}, the server {theirs.shape}."
            yield self._found(Rule.DIFFERS, place, what, ours)

    def _objects(self, ours: Schema, theirs: Schema, place: str, tag: str | None) -> Iterator[Difference]:
        here, there = ours.shape.objects, theirs.shape.objects
        found = tag_of(here, there)
        if found is None or len(here) == len(there) == 1:
            yield from self._fields(ours, theirs, place, tag)
            return
        mine, its = by_value(here, found), by_value(there, found)
        for value, variant in its.items():
            at = f"{place}({value})"
            if value in mine:
                yield from self.schemas(mine[value], variant, at, found)
            else:
                what = f"The server has the variant of `{found}` {json.dumps(value)}, which the contract lacks."
                yield self._found(Rule.MISSING, at, what, ours.resolved())
        for value, variant in mine.items():
            if value not in its and not variant.has_ended:
                what = f"The contract has the variant of `{found}` {json.dumps(value)}, which the server lacks."
                yield self._found(Rule.PROMISED, f"{place}({value})", what, variant)

    def _fields(self, ours: Schema, theirs: Schema, place: str, tag: str | None) -> Iterator[Difference]:
        here, there = ours.fields, theirs.fields
        for name, schema in there.named.items():
            at, field = _at(place, name), here.named.get(name)
            if name == tag:
                continue
            if field is not None:
                if field.has_ended:
                    what = "The contract says that newer servers lack this field, the server has it."
                    yield self._found(Rule.DIFFERS, at, what, field)
                yield from self._required(field, name in here.required, name in there.required, at)
                yield from self.schemas(field, schema, at)
            elif here.others is not None:
                yield from self.schemas(here.others, schema, at)
            else:
                needs = " and requires" if self._asks and name in there.required else ""
                what = f"The server has{needs} this field ({schema.shape}), the contract does not."
                yield self._found(Rule.MISSING, at, what, ours.resolved().within({}, f".{name}"))
        for name, schema in here.named.items():
            if name in there.named or name == tag:
                continue
            at = _at(place, name)
            if there.others is not None:
                yield from self._required(schema, name in here.required, False, at)
                yield from self.schemas(schema, there.others, at)
            elif not schema.has_ended:
                says = "requires" if name in here.required else "has"
                what = f"The contract {says} this field ({schema.shape}), the server does not have it."
                yield self._found(Rule.PROMISED, at, what, schema)
        if here.others is not None and there.others is not None:
            yield from self.schemas(here.others, there.others, f"{place}{{}}")

    def _required(self, ours: Schema, here: bool, there: bool, at: str) -> Iterator[Difference]:
        if self._asks and there and not here:
            yield self._found(Rule.DIFFERS, at, "The server requires this field, the contract does not.", ours)
        elif not self._asks and here and not there:
            what = "The contract requires this field, the server may leave it out."
            yield self._found(Rule.PROMISED, at, what, ours)


def _at(place: str, name: str) -> str:
    return f"{place}{name}" if place.endswith(" ") else f"{place}.{name}"


def _takes(taken: Shape, sent: Shape, *, numbers: bool = False) -> bool:
    """Return True when the receiver accepts all kinds that are sent; with `numbers`, any number for any other."""
    if taken.is_anything:
        return True
    if sent.is_anything or (sent.nullable and not taken.nullable):
        return False
    kinds = set(taken.kinds)
    if "number" in kinds or (numbers and "integer" in kinds):
        kinds |= {"number", "integer"}
    return sent.kinds <= kinds


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(sorted(map(json.dumps, values)))
