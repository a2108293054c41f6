"""The anchors of the reference, by the locations in findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile

from contract.report.entries import BodyEntry, OperationEntry, Place, SchemaEntry, Span

__all__ = ["Anchors", "slug"]

# The Python class of a tag's operations, up to the method's name.
_RESOURCE = re.compile(r".*\b(?:Async)?([A-Z]\w*)Resource\.")


def slug(name: str) -> str:
    """Return a name in a form that is valid in an address."""
    return re.sub(r"[^\w.$-]+", "-", name, flags=re.ASCII)


class Anchors:
    """All anchors of a reference.

    Attributes:
        owners: Every anchor, with the anchor of the operation, schema or shared response that it belongs to.
    """

    def __init__(
        self, operations: Sequence[OperationEntry], responses: Sequence[BodyEntry], schemas: Sequence[SchemaEntry]
    ) -> None:
        self.owners = dict(_owners(operations, responses, schemas))
        self._routes = dict(_routes(operations))
        self._inner = _inner(operations, responses, schemas)
        self._spellings = {_spelling(alias): anchor for alias, anchor in _aliases(operations, schemas)}
        self._spellings |= {_spelling(anchor): anchor for anchor in self.owners}

    def find(self, where: str) -> str | None:
        """Return the anchor of the smallest entry that contains a location; None without one, as for a file.

        Args:
            where: An operation (`POST /session response 200`, `session.create`), a schema or a field of it
                (`Session.time.created`, `Message(user).id`), or a Python name
                (`opencode_sessions.Session.parent_id`).
        """
        words = where.split()
        for length in (2, 1):
            operation = self._routes.get(_route(" ".join(words[:length])))
            if operation is not None:
                return self._within(operation, _steps(" ".join(words[length:])))
        steps = _steps(_RESOURCE.sub(lambda resource: resource[1].lower() + ".", where))
        named = list(dropwhile(str.islower, steps))  # packages and modules are in lower case
        return self._find("operation-", steps) or self._find("schema-", named) or self._find("response-", named)

    def _within(self, place: str, steps: Sequence[str]) -> str:
        inner = self._inner.get(place)
        return self._find(f"{place}.", steps) or (inner and self._find(f"{inner}.", steps)) or place

    def _find(self, start: str, steps: Sequence[str]) -> str | None:
        for end in range(len(steps), 0, -1):
            place = self._spellings.get(_spelling(start + ".".join(steps[:end])))
            if place is not None:
                return self._within(place, steps[end:])
        return None


def _owners(
    operations: Sequence[OperationEntry], responses: Sequence[BodyEntry], schemas: Sequence[SchemaEntry]
) -> Iterator[tuple[str, str]]:
    inner: list[tuple[Place, Iterable[Place]]] = [
        *((operation, [*operation.parameters, *operation.bodies]) for operation in operations),
        *((operation, body.headers) for operation in operations for body in operation.bodies),
        *((response, response.headers) for response in responses),
        *((schema, schema.fields) for schema in schemas),
    ]
    for owner, places in inner:
        for place in (owner, *places):
            yield place.anchor, owner.anchor


def _routes(operations: Sequence[OperationEntry]) -> Iterator[tuple[str, str]]:
    """Iterate over operations by method and path, and the first one of each path by the path alone."""
    for operation in reversed(operations):
        yield _route(operation.path), operation.anchor
        yield _route(f"{operation.method} {operation.path}"), operation.anchor


def _aliases(operations: Sequence[OperationEntry], schemas: Sequence[SchemaEntry]) -> Iterator[tuple[str, str]]:
    """Iterate over other names: a parameter without its place, `request` for a body, `(value)` for a variant."""
    for operation in operations:
        for parameter in operation.parameters:
            yield f"{operation.anchor}.parameter.{slug(parameter.name)}", parameter.anchor
        if operation.body is not None:
            yield f"{operation.anchor}.request", operation.body.anchor
    for schema in schemas:
        for variant in schema.variants:
            for anchor in filter(None, (span.anchor for span in variant.type)):
                yield f"{schema.anchor}.({variant.value})", anchor


def _inner(
    operations: Sequence[OperationEntry], responses: Sequence[BodyEntry], schemas: Sequence[SchemaEntry]
) -> dict[str, str]:
    """Return the anchor of the schema of each field, body and response that has exactly one."""
    bodies = [*responses, *(body for operation in operations for body in operation.bodies)]
    types: list[tuple[Place, Iterable[Span]]] = [
        *((body, content.type) for body in bodies for content in body.contents),
        *((each, each.type) for schema in schemas for each in schema.fields),
    ]
    named = {place.anchor: [span.anchor for span in type_ if span.anchor] for place, type_ in types}
    inner = {anchor: found[0] for anchor, found in named.items() if len(found) == 1}
    shared = {body.anchor: inner[body.shared.anchor] for body in bodies if body.shared and body.shared.anchor in inner}
    return inner | shared


def _route(name: str) -> str:
    return re.sub(r"{[^}]*}", "{}", name)


def _steps(where: str) -> list[str]:
    """Return the names in a location, and variants as `(value)`, without media types and folders."""
    return [step for step in re.findall(r"\([^)]*\)|[\w$/-]+", where) if "/" not in step]


def _spelling(anchor: str) -> str:
    """Return an anchor with the names of fields in one spelling for the wire and Python."""
    name, dot, fields = anchor.partition(".")
    return name + dot + re.sub(r"(?<=[^\W_])_(?!_)", "", fields).lower()
