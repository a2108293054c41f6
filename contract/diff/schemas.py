"""The changes between two schemas, by what each keyword means for the data that goes in one direction.

References and `allOf` are resolved where a schema is looked at, so that only its meaning counts; a named schema is
compared once for each direction. The variants of a union are paired by their names, then by their tags, then by their
types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from attrs import define, field

from contract.diff import python_names
from contract.diff.changes import Change, Direction, Kind
from contract.diff.effective import NOTHING, effective, is_class, is_union, reference, required, tag, variants
from contract.diff.keywords import ANNOTATIONS, CONSTRAINT, TYPES, Keyword, Levels, Movement, Walked, keyword_of
from contract.findings import Level
from contract.spec import Document

__all__ = ["HANDLERS", "SchemaComparison"]

_Place = tuple[str, ...]
_Schema = Mapping[str, Any]

#: The depth at which a schema that contains itself, under no name, is taken for known.
_DEEPEST = 64
_UNNAMED = "object without a name"
_MOVEMENTS = (Movement.TIGHTER, Movement.LOOSER, Movement.OTHER)


@define(eq=False)
class SchemaComparison:
    """A comparison of the schemas of two aligned contracts.

    Attributes:
        base: The older contract.
        revision: The newer contract.
        found: The changes.
        names_matter: True when another class is a change, although it allows the same.
    """

    base: Document
    revision: Document
    found: list[Change] = field(factory=list)
    names_matter: bool = True
    _seen: set[tuple[str, Direction]] = field(factory=set, init=False)
    #: The pairs of schemas that are being compared: they may hold each other.
    _open: set[tuple[str | None, str | None, Direction]] = field(factory=set, init=False)

    def seen(self, name: str) -> bool:
        """Return True when a named schema was compared, in any direction."""
        return any((name, direction) in self._seen for direction in Direction)

    def compare(
        self, before: Any, after: Any, place: _Place, direction: Direction, *, union: _Place | None = None
    ) -> None:
        """Compare two schemas.

        Args:
            before: The older one.
            after: The newer one.
            place: The place at which they are used.
            direction: The direction of the data.
            union: The place of the union whose variants they are.
        """
        old, new = reference(before), reference(after)
        if old and old == new:
            self.compare_named(old, direction)
            siblings = [{key: value for key, value in node.items() if key != "$ref"} for node in (before, after)]
            if siblings[0] != siblings[1]:
                self._keywords(siblings[0], siblings[1], place, direction)
            return
        key = (_key(before), _key(after), direction)
        if key in self._open or len(place) > _DEEPEST:
            return
        if key[:2] != (None, None):
            self._open.add(key)
        self._compare(before, after, place, direction, union)
        self._open.discard(key)

    def _compare(self, before: Any, after: Any, place: _Place, direction: Direction, union: _Place | None) -> None:
        """Compare two schemas that are not the same one by name."""
        old, new = reference(before), reference(after)
        one, other = effective(self.base, before), effective(self.revision, after)
        if one == other and old is None and new is None and before == after and not _refers(before):
            return
        if self._has_other_class(before, after, one, other, place, direction, union):
            return
        if is_union(one) or is_union(other):
            self._unions(before, after, one, other, place, direction)
        elif not _kinds(one) & _kinds(other) and not _numeric(one) == _numeric(other) == "number":
            # Nothing else matters then.
            types = [{name: value for name, value in schema.items() if name == "type"} for schema in (one, other)]
            self._keywords(types[0], types[1], place, direction)
        else:
            self._keywords(one, other, place, direction)

    def compare_named(self, name: str, direction: Direction) -> None:
        """Compare a named schema that both contracts have, unless it was compared in this direction before."""
        if (name, direction) not in self._seen:
            self._seen.add((name, direction))
            before, after = self.base.schemas.get(name), self.revision.schemas.get(name)
            self.compare(before, after, ("components", "schemas", name), direction)

    def accepts(self, before: Any, after: Any) -> bool:
        """Return True when whatever the older schema allows, the newer one allows too."""
        scratch = SchemaComparison(self.base, self.revision, names_matter=False)
        scratch.compare(before, after, (), Direction.REQUEST)
        return all(change.level not in (Level.BREAKING, Level.RISKY) for change in scratch.found)

    # ---------------------------------------------------------------- classes

    def _has_other_class(
        self,
        before: Any,
        after: Any,
        one: _Schema,
        other: _Schema,
        place: _Place,
        direction: Direction,
        union: _Place | None,
    ) -> bool:
        """Report another class, if it is one; returns True when the rest does not matter then."""
        old, new = reference(before), reference(after)
        if not self.names_matter or _is_body(place):
            return False
        classes = is_class(one), is_class(other)
        if all(classes):
            names = old or _inline_name(before, place), new or _inline_name(after, place)
            is_another = names[0] != names[1] and not (is_union(one) or is_union(other))
        else:
            # An object without a name has fields or not; what has one, or may be anything, is of another type.
            is_another = any(classes) and bool(old or new or "type" not in one or "type" not in other)
            is_another = is_another and direction is not Direction.REQUEST and not _is_choice(one, other)
        if not is_another:
            return False
        was, now = (
            _class_at(node, place) if is_object else python_names.type_of(schema)
            for node, schema, is_object in zip((before, after), (one, other), classes, strict=True)
        )
        becomes = f"{'may be' if union else 'is'} {_a(now)}, no longer {_a(was)}."
        self.found.append(
            Change(
                union or place,
                Kind.MODIFIED,
                "$ref",
                direction,
                Level.RISKY if direction is Direction.REQUEST else Level.BREAKING,
                "class-changed",
                was,
                now,
                f"`{{}}` {becomes}",
                f"{{}} {becomes}",
            )
        )
        return direction is not Direction.REQUEST

    # ---------------------------------------------------------------- unions

    def _unions(
        self, before: Any, after: Any, one: _Schema, other: _Schema, place: _Place, direction: Direction
    ) -> None:
        """Compare the variants of two unions, or of a union and the only schema that takes its place."""
        old, new = variants(self.base, before, one), variants(self.revision, after, other)
        in_union = is_union(one) and is_union(other)
        pairs = list(self._paired(old, new))
        lost = [variant for number, variant in enumerate(old) if all(number != pair[0] for pair in pairs)]
        gained = [variant for number, variant in enumerate(new) if all(number != pair[1] for pair in pairs)]
        for variant in lost:
            self._variant(variant, Kind.REMOVED, new, place, direction, in_union=in_union)
        simple = not any(self._is_class(self.base, variant) for variant in old)
        for variant in gained:
            self._variant(variant, Kind.ADDED, old, place, direction, in_union=in_union and not simple)
        for left, right in pairs:
            at = (*place, "oneOf", str(right)) if in_union else place
            self.compare(old[left], new[right], at, direction, union=place if in_union else None)
        if in_union:
            rest = [
                {key: value for key, value in node.items() if key not in ("oneOf", "type")} for node in (one, other)
            ]
            self._keywords(rest[0], rest[1], place, direction, (one, other))
        else:
            # What documents a named variant does not document the place.
            written = [node if reference(node) else schema for node, schema in ((before, one), (after, other))]
            kept = [{key: value for key, value in node.items() if key in ANNOTATIONS} for node in written]
            self._keywords(kept[0], kept[1], place, direction)

    def _is_class(self, document: Document, variant: Any) -> bool:
        return is_class(effective(document, variant))

    def _paired(self, old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int, int]]:
        """Pair the variants of two unions: by their positions in the lists."""
        left, right = list(range(len(old))), list(range(len(new)))
        ones = [effective(self.base, variant) for variant in old]
        others = [effective(self.revision, variant) for variant in new]

        def kind(node: _Schema) -> Any:
            return None if is_class(node) else node.get("type")

        def shape(node: _Schema) -> Any:
            return "object" if is_class(node) and "properties" in node else None

        keys: list[tuple[Callable[[int], Any], Callable[[int], Any]]] = [
            (lambda i: reference(old[i]), lambda i: reference(new[i])),
            (lambda i: old[i], lambda i: new[i]),
            (lambda i: tag(ones[i]), lambda i: tag(others[i])),
            (lambda i: kind(ones[i]), lambda i: kind(others[i])),
            (lambda i: _numeric(ones[i]), lambda i: _numeric(others[i])),
            # Objects without names and tags.
            (
                lambda i: None if reference(old[i]) or tag(ones[i]) else shape(ones[i]),
                lambda i: None if reference(new[i]) or tag(others[i]) else shape(others[i]),
            ),
        ]
        for of_old, of_new in keys:
            for one in list(left):
                key = of_old(one)
                match = next((other for other in right if key and of_new(other) == key), None)
                if match is not None:
                    left.remove(one)
                    right.remove(match)
                    yield one, match

    def _variant(
        self, variant: Any, kind: Kind, others: Sequence[Any], place: _Place, direction: Direction, *, in_union: bool
    ) -> None:
        """Report a variant that was added or removed."""
        document = self.revision if kind is Kind.ADDED else self.base
        is_object = self._is_class(document, variant)
        if not is_object and self._is_covered(variant, kind, others, direction):
            return
        name = python_names.type_of(variant)
        has = "has the new variant" if kind is Kind.ADDED else "no longer has the variant"
        a = _a(name)
        match kind, direction:
            case Kind.ADDED, Direction.REQUEST:
                level, python = Level.ADDITION, f"{{}} may be {a}."
            case Kind.ADDED, _ if name == "None" or not in_union:
                level, python = Level.BREAKING, f"{{}} may be {a}."
            case Kind.ADDED, _:
                level, python = Level.RISKY, f"{{}} may be {a}, which was {{unknown}}."
            case _, Direction.REQUEST:
                level, python = Level.BREAKING, f"{{}} can no longer be {a}."
            case _ if is_object:
                more = "; a value that a server still sends is {unknown}" if in_union else ""
                level, python = Level.BREAKING, f"{{}} is never {a}{more}."
            case _:
                level, python = Level.ADDITION, f"{{}} is never {a}."
        before, after = (None, name) if kind is Kind.ADDED else (name, None)
        rule, what = f"variant-{kind}", f"`{{}}` {has} `{name}`."
        self.found.append(Change(place, Kind.MODIFIED, "oneOf", direction, level, rule, before, after, what, python))

    def _is_covered(self, variant: Any, kind: Kind, others: Sequence[Any], direction: Direction) -> bool:
        """Return True when the other contract allows the values of a variant in another one of its variants."""
        if direction is Direction.REQUEST and kind is Kind.REMOVED:
            return any(self.accepts(variant, other) for other in others)
        if direction is not Direction.REQUEST and kind is Kind.ADDED:
            swapped = SchemaComparison(self.revision, self.base)
            return any(swapped.accepts(variant, other) for other in others)
        return False

    # ---------------------------------------------------------------- keywords

    def _keywords(
        self,
        one: _Schema,
        other: _Schema,
        place: _Place,
        direction: Direction,
        unions: tuple[_Schema, _Schema] | None = None,
    ) -> None:
        """Compare the keywords of two schemas, by the table."""
        done: set[Callable[..., object]] = set()
        for name in dict.fromkeys([*one, *other]):
            meaning = keyword_of(name)
            if isinstance(meaning, Walked):
                handler = HANDLERS[name]
                if handler not in done:
                    done.add(handler)
                    handler(self, *(unions if unions and name == "discriminator" else (one, other)), place, direction)
            elif meaning.compare not in done:
                done.add(meaning.compare)
                self._keyword(name, meaning, one, other, place, direction)

    def _keyword(
        self, name: str, meaning: Keyword, one: _Schema, other: _Schema, place: _Place, direction: Direction
    ) -> None:
        if meaning.applies_to and not all(_kinds(schema) & meaning.applies_to for schema in (one, other)):
            # It allows everything of other types.
            return
        movement = meaning.compare(one, other)
        if movement is not Movement.SAME:
            level = meaning.level(movement, direction)
            rule = "docs-changed" if level is Level.DOCS else f"{name}-changed"
            values = one.get(name), other.get(name)
            self.found.append(Change(place, Kind.MODIFIED, name, direction, level, rule, *values))

    def _constraint(
        self,
        name: str,
        movement: Movement,
        one: _Schema,
        other: _Schema,
        place: _Place,
        direction: Direction,
        levels: Mapping[Direction, Levels] = CONSTRAINT,
    ) -> None:
        """Report a change of a constraint as a whole."""
        level = levels[direction][_MOVEMENTS.index(movement)]
        values = one.get(name), other.get(name)
        self.found.append(Change(place, Kind.MODIFIED, name, direction, level, f"{name}-changed", *values))

    def _ignored(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        """Compare nothing: the normal form has another keyword, or it is compared where it is used."""

    def _unresolved(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        """Compare references that lead nowhere, or out of the document: nothing is known of them."""
        values = one.get("$ref"), other.get("$ref")
        if values[0] != values[1]:
            self.found.append(Change(place, Kind.MODIFIED, "$ref", direction, Level.RISKY, "$ref-changed", *values))

    # ---------------------------------------------------------------- keywords that hold schemas

    def _optional(
        self, name: str, one: _Schema, other: _Schema, place: _Place, direction: Direction, movement: Movement
    ) -> bool:
        """Report a schema that only one of the two has as a constraint; returns True when both have one.

        Args:
            movement: That of the constraint that the new schema is.
        """
        if name in one and name in other:
            return True
        if name in one or name in other:
            away = Movement.LOOSER if movement is Movement.TIGHTER else Movement.TIGHTER
            self._constraint(name, away if name in one else movement, one, other, place, direction)
        return False

    def _part(
        self, name: str, before: Any, after: Any, one: _Schema, other: _Schema, place: _Place, direction: Direction
    ) -> None:
        """Compare the schemas of a part, of which one may allow nothing."""
        if before is False or after is False:
            if before is not after:
                movement = Movement.TIGHTER if after is False else Movement.LOOSER
                self._constraint(name, movement, one, other, place[: len(place) - 1], direction)
        else:
            self.compare(before, after, place, direction)

    def _items(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        rest = _rest_of_items(one), _rest_of_items(other)
        self._part("items", *rest, one, other, (*place, "items"), direction)
        old, new = one.get("prefixItems", ()), other.get("prefixItems", ())
        for number, (before, after) in enumerate(zip_longest(old, new, fillvalue=_MISSING)):
            left, right = (rest[side] if value is _MISSING else value for side, value in enumerate((before, after)))
            self._part("prefixItems", left, right, one, other, (*place, "prefixItems", str(number)), direction)

    def _contains(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        if self._optional("contains", one, other, place, direction, Movement.TIGHTER):
            self._part("contains", one["contains"], other["contains"], one, other, (*place, "contains"), direction)

    def _property_names(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        before, after = (_text(schema.get("propertyNames", {})) for schema in (one, other))
        self._part("propertyNames", before, after, one, other, (*place, "propertyNames"), direction)

    def _content_schema(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        before, after = (schema.get("contentSchema", {}) for schema in (one, other))
        self._part("contentSchema", before, after, one, other, (*place, "contentSchema"), direction)

    def _additional_properties(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        before, after = (_other_properties(schema) for schema in (one, other))
        name = "additionalProperties"
        if "unevaluatedProperties" in {*one, *other} and name not in {*one, *other}:
            name = "unevaluatedProperties"
        self._part(name, before, after, one, other, (*place, name), direction)
        old, new = one.get("patternProperties", {}), other.get("patternProperties", {})
        for pattern in dict.fromkeys([*old, *new]):
            values = old.get(pattern, before), new.get(pattern, after)
            self._part("patternProperties", *values, one, other, (*place, "patternProperties", pattern), direction)

    def _dependent_schemas(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        old, new = one.get("dependentSchemas", {}), other.get("dependentSchemas", {})
        at = (*place, "dependentSchemas")
        for name in dict.fromkeys([*old, *new]):
            if self._optional(name, old, new, at, direction, Movement.TIGHTER):
                self._part(name, old[name], new[name], old, new, (*at, name), direction)

    def _properties(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        old, new = one.get("properties", {}), other.get("properties", {})
        needed_names = set(required(other))
        for name in dict.fromkeys([*old, *new]):
            at = (*place, "properties", name)
            hidden = [
                name in fields and _is_hidden(effective(document, fields[name]), direction)
                for document, fields in ((self.base, old), (self.revision, new))
            ]
            if name in old and name in new:
                if not all(hidden):
                    self.compare(old[name], new[name], at, direction)
            elif name in new:
                # One that is read-only is no part of requests, but the generator makes an argument of it.
                needed = name in needed_names and direction is not Direction.RESPONSE
                level = Level.BREAKING if needed else Level.ADDITION
                rule = "required-property-added" if needed else "property-added"
                self.found.append(Change(at, Kind.ADDED, "", direction, level, rule, None, new[name]))
            else:
                level = Level.RISKY if hidden[0] else Level.BREAKING
                self.found.append(Change(at, Kind.REMOVED, "", direction, level, "property-removed", old[name]))

    def _required(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        """Compare the required names, but for those of properties that were added or removed as a whole."""
        old, new = one.get("properties", {}), other.get("properties", {})
        needed: list[list[str]] = []
        for document, schema, fields in ((self.base, one, old), (self.revision, other, new)):
            needed.append(
                [
                    name
                    for name in required(schema)
                    if (name in old) == (name in new)
                    and not (
                        direction is Direction.RESPONSE
                        and name in fields
                        and _is_hidden(effective(document, fields[name]), direction)
                    )
                ]
            )
        lost, gained = set(needed[0]) - set(needed[1]), set(needed[1]) - set(needed[0])
        if not lost and not gained:
            return
        match direction:
            case Direction.REQUEST:
                level = Level.BREAKING if gained else Level.ADDITION
            case Direction.RESPONSE if lost:
                level = Level.BREAKING if lost & old.keys() else Level.RISKY
            case Direction.RESPONSE:
                level = Level.ADDITION
            case _:
                level = Level.BREAKING
        self.found.append(
            Change(place, Kind.MODIFIED, "required", direction, level, "required-changed", needed[0], needed[1])
        )

    def _access(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        """Compare `readOnly` and `writeOnly`, which take a value out of requests or of responses."""
        for name, hides in (("readOnly", Direction.REQUEST), ("writeOnly", Direction.RESPONSE)):
            before, after = bool(one.get(name)), bool(other.get(name))
            if before != after:
                level = Level.BREAKING if after and direction is hides else Level.ADDITION
                self.found.append(
                    Change(place, Kind.MODIFIED, name, direction, level, f"{name}-changed", before, after)
                )

    def _not(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        if self._optional("not", one, other, place, direction, Movement.TIGHTER):
            movement = self._movement(other["not"], one["not"], swapped=True)
            if movement is not Movement.SAME:
                self._constraint("not", movement, one, other, place, direction)

    def _movement(self, before: Any, after: Any, *, swapped: bool = False) -> Movement:
        """Return how the allowed values change from one schema to another.

        Args:
            swapped: The first one is that of the revision.
        """
        if before == after and not _refers(before):
            return Movement.SAME
        forth = SchemaComparison(self.revision, self.base) if swapped else self
        back = self if swapped else SchemaComparison(self.revision, self.base)
        is_looser, is_tighter = forth.accepts(before, after), back.accepts(after, before)
        if is_looser and is_tighter:
            return Movement.SAME
        return Movement.LOOSER if is_looser else Movement.TIGHTER if is_tighter else Movement.OTHER

    def _conditions(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        old, new = _condition(one), _condition(other)
        if old is None or new is None:
            if old is not new:
                movement = Movement.TIGHTER if old is None else Movement.LOOSER
                self._constraint("if", movement, one, other, place, direction)
        elif old["if"] != new["if"]:
            self._constraint("if", Movement.OTHER, one, other, place, direction)
        else:
            for name in ("then", "else"):
                self._part(name, old[name], new[name], one, other, (*place, name), direction)

    def _all_of(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        """Compare the constraints that could not be merged with the others."""
        old = [part for part in one.get("allOf", ()) if part not in other.get("allOf", ())]
        new = [part for part in other.get("allOf", ()) if part not in one.get("allOf", ())]
        for number, (before, after) in enumerate(zip_longest(old, new, fillvalue=_MISSING)):
            if before is _MISSING or after is _MISSING:
                movement = Movement.TIGHTER if before is _MISSING else Movement.LOOSER
                self._constraint("allOf", movement, one, other, place, direction)
            else:
                self.compare(before, after, (*place, "allOf", str(number)), direction)

    def _alternatives(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        """Compare the alternatives of which one has to hold next to other keywords."""
        if not self._optional("oneOf", one, other, place, direction, Movement.TIGHTER):
            return
        old = [part for part in one["oneOf"] if part not in other["oneOf"]]
        new = [part for part in other["oneOf"] if part not in one["oneOf"]]
        for number, (before, after) in enumerate(zip_longest(old, new, fillvalue=_MISSING)):
            if before is _MISSING or after is _MISSING:
                movement = Movement.LOOSER if before is _MISSING else Movement.TIGHTER
                self._constraint("oneOf", movement, one, other, place, direction)
            else:
                self.compare(before, after, (*place, "oneOf", str(number)), direction)

    def _discriminator(self, one: _Schema, other: _Schema, place: _Place, direction: Direction) -> None:
        before, after = one.get("discriminator"), other.get("discriminator")
        if not before and not after:
            return

        def report(level: Level, rule: str) -> None:
            values = ("discriminator", direction, level, rule, before, after)
            self.found.append(Change(place, Kind.MODIFIED, *values))

        if not before or not after:
            report(Level.RISKY if before else Level.ADDITION, f"discriminator-{'removed' if before else 'added'}")
        elif before.get("propertyName") != after.get("propertyName"):
            report(Level.RISKY if direction is Direction.NEITHER else Level.BREAKING, "discriminator-changed")
        else:
            old, new = _mapping(self.base, one), _mapping(self.revision, other)
            kept = {*old.values()} & {*new.values()}
            lost = [tag for tag, name in old.items() if new.get(tag) != name and (name in kept or tag in new)]
            gained = [tag for tag, name in new.items() if tag not in old and name in kept]
            if lost:
                report(Level.BREAKING, "discriminator-changed")
            elif gained:
                report(Level.ADDITION if direction is Direction.REQUEST else Level.RISKY, "discriminator-changed")


# ---------------------------------------------------------------- schemas


def _key(node: Any) -> str | None:
    """Return what a schema that may hold itself is known by; None for one that cannot."""
    if isinstance(node, dict) and ("$ref" in node or "allOf" in node):
        return repr(node)
    return None


def _refers(node: Any) -> bool:
    """Return True when a schema refers to others, or holds schemas that do."""
    if isinstance(node, dict):
        return "$ref" in node or any(map(_refers, node.values()))
    return isinstance(node, list) and any(map(_refers, node))


def _is_body(place: _Place) -> bool:
    """Return True when a place is the body of a request, whose fields are arguments: users do not see its class."""
    return place[3:4] == ("requestBody",) and place[-1] == "schema"


def _is_choice(one: _Schema, other: _Schema) -> bool:
    """Return True when one of two schemas is a union, and the other one might be a variant of it."""
    return (is_union(one) and "type" in other) or (is_union(other) and "type" in one)


def _a(name: str) -> str:
    """Return a type in a sentence."""
    if name == _UNNAMED:
        return f"an {name}"
    return f"a `{name}`" if name[:1].isupper() and name not in ("None", "Any") else f"`{name}`"


def _class_at(node: Any, place: _Place) -> str:
    if reference(node):
        return python_names.type_of(node)
    name = _inline_name(node, place)
    return name or _UNNAMED


def _inline_name(node: Any, place: _Place) -> str | None:
    """Return the end of the class name of a schema without a name: its title; None if its place names it."""
    if len(place) == 3 and place[:2] == ("components", "schemas"):
        return None
    title = python_names.title_of("", node) if isinstance(node, dict) and node.get("title") else None
    match place:
        case [*_, "properties", name] if title == python_names.title_of(name, None):
            return None
    return title


def _kinds(schema: _Schema) -> set[str]:
    kinds = schema.get("type")
    if kinds is None:
        return set(TYPES)
    return {kinds} if isinstance(kinds, str) else set(map(str, kinds))


def _numeric(schema: _Schema) -> str | None:
    return "number" if schema.get("type") in ("integer", "number") else None


def _is_hidden(schema: _Schema, direction: Direction) -> bool:
    """Return True when values of a schema are not part of the data of a direction."""
    match direction:
        case Direction.REQUEST:
            return bool(schema.get("readOnly"))
        case Direction.RESPONSE:
            return bool(schema.get("writeOnly"))
    return False


def _text(schema: Any) -> Any:
    """Return the schema of a name, which is always a text."""
    return {"type": "string", **schema} if isinstance(schema, dict) and "$ref" not in schema else schema


def _other_properties(schema: _Schema) -> Any:
    return schema.get("additionalProperties", schema.get("unevaluatedProperties", {}))


def _rest_of_items(schema: _Schema) -> Any:
    return schema.get("items", schema.get("unevaluatedItems", {}))


def _condition(schema: _Schema) -> dict[str, Any] | None:
    """Return the condition of a schema; None when it has none, or nothing depends on it."""
    if "if" not in schema or ("then" not in schema and "else" not in schema):
        return None
    return {name: schema.get(name, NOTHING if name == "if" else {}) for name in ("if", "then", "else")}


def _mapping(document: Document, union: _Schema) -> dict[str, str]:
    """Return the names of the variants by the values of their tags, those that need not be written included."""
    discriminator = union["discriminator"]
    named = [name for variant in union.get("oneOf", ()) if (name := reference(variant))]
    implied: dict[str, str] = {}
    for name in named:
        [*constants] = tag(effective(document, {"$ref": f"#/components/schemas/{name}"})).get(
            str(discriminator.get("propertyName")), [name]
        )
        implied |= {str(constant): name for constant in constants}
    written = {str(value): str(target).rpartition("/")[2] for value, target in discriminator.get("mapping", {}).items()}
    if not written:
        return implied
    # A variant that is mapped is known by no other value, unless that is its tag.
    return {
        value: name for value, name in implied.items() if name not in written.values() or value in written
    } | written


_MISSING: Final = object()
_Handler = Callable[[SchemaComparison, _Schema, _Schema, _Place, Direction], None]
#: The comparisons of the keywords that are walked.
HANDLERS: Final[Mapping[str, _Handler]] = {
    "$defs": SchemaComparison._ignored,
    "$ref": SchemaComparison._unresolved,
    "prefixItems": SchemaComparison._items,
    "items": SchemaComparison._items,
    "unevaluatedItems": SchemaComparison._items,
    "contains": SchemaComparison._contains,
    "additionalProperties": SchemaComparison._additional_properties,
    "unevaluatedProperties": SchemaComparison._additional_properties,
    "patternProperties": SchemaComparison._additional_properties,
    "properties": SchemaComparison._properties,
    "dependentSchemas": SchemaComparison._dependent_schemas,
    "propertyNames": SchemaComparison._property_names,
    "if": SchemaComparison._conditions,
    "then": SchemaComparison._conditions,
    "else": SchemaComparison._conditions,
    "allOf": SchemaComparison._all_of,
    "anyOf": SchemaComparison._ignored,
    "oneOf": SchemaComparison._alternatives,
    "not": SchemaComparison._not,
    "const": SchemaComparison._ignored,
    "required": SchemaComparison._required,
    "contentSchema": SchemaComparison._content_schema,
    "readOnly": SchemaComparison._access,
    "writeOnly": SchemaComparison._access,
    "discriminator": SchemaComparison._discriminator,
}
