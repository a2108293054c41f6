"""The entries of the contract's reference, ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from markupsafe import Markup

__all__ = [
    "BodyEntry",
    "ContentEntry",
    "ExampleEntry",
    "FieldEntry",
    "OperationEntry",
    "Place",
    "SchemaEntry",
    "Span",
    "TagEntry",
    "VariantEntry",
]


@frozen
class Span:
    """A piece of a type: a word such as `list of`, or a name with its anchor."""

    text: str
    anchor: str | None = None


@frozen
class ExampleEntry:
    """An example, as JSON."""

    title: str
    text: str


@frozen
class Place:
    """An entry with an anchor."""

    name: str
    anchor: str


@frozen
class FieldEntry(Place):
    """A field of a schema, a header, or a parameter of an operation, which has a place such as `query`."""

    type: Sequence[Span]
    required: bool
    description: Markup
    notes: Sequence[str]
    place: str = ""


@frozen
class ContentEntry:
    """A body in one media type."""

    media: str
    type: Sequence[Span]
    examples: Sequence[ExampleEntry]


@frozen
class BodyEntry(Place):
    """A body that is sent or received.

    Attributes:
        name: The status of a response, the name of a shared response, or `body` for a request.
        shared: The shared response that it refers to, which has the contents.
        required: True when a request needs it.
    """

    description: Markup
    contents: Sequence[ContentEntry] = ()
    headers: Sequence[FieldEntry] = ()
    shared: Span | None = None
    required: bool = False


@frozen
class OperationEntry(Place):
    """An operation, with notes such as `since 1.2.15`."""

    method: str
    path: str
    summary: str
    description: Markup
    notes: Sequence[str]
    parameters: Sequence[FieldEntry]
    body: BodyEntry | None
    responses: Sequence[BodyEntry]

    @property
    def bodies(self) -> list[BodyEntry]:
        """The bodies that are sent and received."""
        return [*filter(None, [self.body]), *self.responses]


@frozen
class TagEntry(Place):
    """A group of operations."""

    description: Markup
    operations: Sequence[OperationEntry]


@frozen
class VariantEntry:
    """A variant of a union, and its value of the discriminator; empty without one."""

    value: str
    type: Sequence[Span]


@frozen
class SchemaEntry(Place):
    """A schema: an object with its fields, a union with its variants and their discriminator, or another type."""

    type: Sequence[Span]
    description: Markup
    fields: Sequence[FieldEntry]
    variants: Sequence[VariantEntry]
    tag: str
    examples: Sequence[ExampleEntry]
    used_by: Sequence[Span]
