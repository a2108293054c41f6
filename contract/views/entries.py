"""What the reference of a contract consists of."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from markupsafe import Markup

__all__ = ["Body", "Content", "Example", "Field", "Operation", "Place", "Schema", "Span", "Tag", "Variant"]


@frozen
class Span:
    """A piece of a type: a word such as `list of`, or a name with its anchor."""

    text: str
    anchor: str | None = None


@frozen
class Example:
    """An example, as JSON."""

    title: str
    text: str


@frozen
class Place:
    """What has an anchor."""

    name: str
    anchor: str


@frozen
class Field(Place):
    """A field of a schema, a header, or a parameter of an operation, which has a place such as `query`."""

    type: Sequence[Span]
    required: bool
    description: Markup
    notes: Sequence[str]
    place: str = ""


@frozen
class Content:
    """What a body is in one media type."""

    media: str
    type: Sequence[Span]
    examples: Sequence[Example]


@frozen
class Body(Place):
    """What is sent or answered.

    Attributes:
        name: The status of an answer, the name of an answer that operations share, or `body` for a request's.
        shared: The shared answer that it is; its contents are there.
        required: Whether a request needs it.
    """

    description: Markup
    contents: Sequence[Content] = ()
    headers: Sequence[Field] = ()
    shared: Span | None = None
    required: bool = False


@frozen
class Operation(Place):
    """An operation; its notes are such as `since 1.2.15`."""

    method: str
    path: str
    summary: str
    description: Markup
    notes: Sequence[str]
    parameters: Sequence[Field]
    body: Body | None
    answers: Sequence[Body]

    @property
    def bodies(self) -> list[Body]:
        """What is sent and what is answered."""
        return [*filter(None, [self.body]), *self.answers]


@frozen
class Tag(Place):
    """A group of operations."""

    description: Markup
    operations: Sequence[Operation]


@frozen
class Variant:
    """A member of a union, and the value of the union's tag that stands for it; empty when none does."""

    value: str
    type: Sequence[Span]


@frozen
class Schema(Place):
    """A schema: an object with its fields, a union with its variants and their tag, or another type."""

    type: Sequence[Span]
    description: Markup
    fields: Sequence[Field]
    variants: Sequence[Variant]
    tag: str
    examples: Sequence[Example]
    used_by: Sequence[Span]
