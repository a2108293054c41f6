"""The contract as a person reads it: operations by tag and schemas, each place with an anchor made of its name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile
from typing import Any

from attrs import Factory, field, frozen
from markdown_it import MarkdownIt
from markupsafe import Markup

__all__ = [
    "Body",
    "Content",
    "Example",
    "Field",
    "Operation",
    "Place",
    "Reference",
    "Schema",
    "Span",
    "Tag",
    "Variant",
    "reference",
]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_UNTAGGED = "other"
# The class of a tag's operations in Python, up to the method's name.
_RESOURCE = re.compile(r".*\b(?:Async)?([A-Z]\w*)Resource\.")
_SCHEMAS = "#/components/schemas/"

# Without pictures: the page needs nothing from the network.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")


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


@frozen
class Reference:
    """A contract, ready to be shown.

    Attributes:
        owners: Every anchor, with that of the operation, schema or shared answer that the place belongs to.
        routes: The anchor of each operation, by its method and path.
        inner: The anchor of the schema that a field, a body or an answer is of, if it is of one.
    """

    title: str
    version: str
    description: Markup
    tags: Sequence[Tag]
    answers: Sequence[Body]
    schemas: Sequence[Schema]
    owners: Mapping[str, str]
    routes: Mapping[str, str]
    inner: Mapping[str, str]
    _spellings: Mapping[str, str] = field(
        init=False,
        repr=False,
        default=Factory(lambda self: {_spelling(anchor): anchor for anchor in self.owners}, takes_self=True),
    )

    def anchor(self, where: str) -> str | None:
        """The anchor of the smallest place that holds `where`; None when there is none, as for a file.

        Args:
            where: An operation (`POST /session answer 200`, `session.create`), a schema or a field of it
                (`Session.title`), or what Python has of one (`opencode_sessions.Session.parent_id`).
        """
        words = where.split()
        if len(words) > 1 and (operation := self.routes.get(_route(words[0], words[1]))):
            return self._within(operation, _steps(" ".join(words[2:])))
        steps = _steps(_RESOURCE.sub(lambda resource: resource[1].lower() + ".", where))
        named = list(dropwhile(str.islower, steps))  # packages and modules are in lower case
        return self._find("operation-", steps) or self._find("schema-", named)

    def _within(self, place: str, steps: Sequence[str]) -> str:
        inner = self.inner.get(place)
        return self._find(f"{place}.", steps) or (inner and self._find(f"{inner}.", steps)) or place

    def _find(self, start: str, steps: Sequence[str]) -> str | None:
        for end in range(len(steps), 0, -1):
            place = self._spellings.get(_spelling(start + ".".join(steps[:end])))
            if place is not None:
                return self._within(place, steps[end:])
        return None


def reference(document: Mapping[str, Any]) -> Reference:
    """What there is to show of a contract, which need not be a valid one."""
    return _Reader(document).reference()


class _Reader:
    """Reads one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._schemas = _mapping(document, "components", "schemas")
        self._users: dict[str, dict[Span, None]] = {}

    def reference(self) -> Reference:
        info = _mapping(self._document, "info")
        shared = _mapping(self._document, "components", "responses")
        answers = [self._body(name, f"answer-{_slug(name)}", answer) for name, answer in shared.items()]
        tags = self._tags()
        operations = [operation for tag in tags for operation in tag.operations]
        self._note_users(answers, operations)
        schemas = [self._schema(name) for name in sorted(self._schemas, key=str.lower)]
        return Reference(
            title=str(info.get("title", "Contract")),
            version=str(info.get("version", "")),
            description=_html(info),
            tags=tags,
            answers=answers,
            schemas=schemas,
            owners=dict(_owners(operations, answers, schemas)),
            routes={_route(operation.method, operation.path): operation.anchor for operation in operations},
            inner=_inner(operations, answers, schemas),
        )

    def _tags(self) -> list[Tag]:
        described = {str(tag.get("name")): tag for tag in self._document.get("tags") or ()}
        grouped: dict[str, list[Operation]] = {name: [] for name in described}
        for path, item in _mapping(self._document, "paths").items():
            for method in (key for key in _mapping(item) if key in _METHODS):
                tag = next(iter(_mapping(item, method).get("tags") or ()), _UNTAGGED)
                grouped.setdefault(tag, []).append(self._operation(method, path, item))
        return [
            Tag(name, f"tag-{_slug(name)}", _html(described.get(name, {})), operations)
            for name, operations in grouped.items()
            if operations
        ]

    def _operation(self, method: str, path: str, item: Mapping[str, Any]) -> Operation:
        value = _mapping(item, method)
        name = value.get("operationId") or f"{method} {path}"
        anchor = f"operation-{_slug(name)}"
        parameters = [self._resolved(each) for each in (*item.get("parameters", ()), *value.get("parameters", ()))]
        answers = _mapping(value, "responses")
        return Operation(
            name=name,
            anchor=anchor,
            method=method.upper(),
            path=path,
            summary=value.get("summary", ""),
            description=_html(value),
            notes=[
                note for status, answer in answers.items() if str(status).startswith("2") for note in _notes(answer)
            ],
            parameters=[self._parameter(anchor, each) for each in parameters],
            body=self._body("body", f"{anchor}.body", value["requestBody"]) if "requestBody" in value else None,
            answers=[self._body(str(status), f"{anchor}.answer.{status}", answers[status]) for status in answers],
        )

    def _parameter(self, anchor: str, value: Mapping[str, Any]) -> Field:
        place, name = str(value.get("in", "")), str(value.get("name", ""))
        return self._field(f"{anchor}.{place}", name, value, required=value.get("required", False), place=place)

    def _field(self, anchor: str, name: str, value: Mapping[str, Any], *, required: bool, place: str = "") -> Field:
        return Field(
            name=name,
            anchor=f"{anchor}.{_slug(name)}",
            type=self._type(_mapping(value).get("schema", value)),
            required=required,
            description=_html(value) or _html(self._resolved(value)),
            notes=_notes(_mapping(value)),
            place=place,
        )

    def _body(self, name: str, anchor: str, value: Mapping[str, Any]) -> Body:
        if "$ref" in value:
            shared = value["$ref"].rsplit("/", 1)[-1]
            return Body(name, anchor, _html(self._resolved(value)), shared=Span(shared, f"answer-{_slug(shared)}"))
        return Body(
            name,
            anchor,
            _html(value),
            contents=[
                Content(media, self._type(content.get("schema", {})), _examples(content))
                for media, content in _mapping(value, "content").items()
            ],
            headers=[
                self._field(f"{anchor}.header", header, self._resolved(described), required=False)
                for header, described in _mapping(value, "headers").items()
            ],
            required=value.get("required", False),
        )

    def _schema(self, name: str) -> Schema:
        value = _mapping(self._schemas, name)
        anchor = f"schema-{_slug(name)}"
        tag = _mapping(value, "discriminator").get("propertyName", "")
        return Schema(
            name=name,
            anchor=anchor,
            type=self._type(value),
            description=_html(value),
            fields=[
                self._field(anchor, key, described, required=key in value.get("required", ()))
                for key, described in _mapping(value, "properties").items()
            ],
            variants=[
                Variant(self._tag_value(member, tag), self._type(member))
                for member in (*value.get("oneOf", ()), *value.get("anyOf", ()))
            ],
            tag=tag,
            examples=_examples(value),
            used_by=list(self._users.get(name, ())),
        )

    def _tag_value(self, member: Any, tag: str) -> str:
        described = _mapping(self._resolved(member), "properties", tag)
        return str(described.get("const", ""))

    def _type(self, schema: Any) -> list[Span]:
        if not isinstance(schema, Mapping):
            return [Span("anything")]
        if "$ref" in schema:
            name = str(schema["$ref"]).removeprefix(_SCHEMAS)
            return [Span(name, f"schema-{_slug(name)}" if name in self._schemas else None)]
        if "const" in schema:
            return [Span(_json(schema["const"]))]
        if "enum" in schema:
            return [Span(" | ".join(map(_json, schema["enum"])))]
        for key, joint in (("oneOf", " | "), ("anyOf", " | "), ("allOf", " & ")):
            if key in schema:
                return _joined(joint, [self._type(member) for member in schema[key]])
        named = schema.get("type", "anything")
        if isinstance(named, list):
            return _joined(" | ", [self._type({**schema, "type": each}) for each in named])
        if named == "array":
            return [Span("list of "), *self._type(schema.get("items"))]
        if named == "object" and "properties" not in schema and schema.get("additionalProperties"):
            return [Span("map of "), *self._type(schema["additionalProperties"])]
        return [Span(f"{named} ({schema['format']})" if "format" in schema else str(named))]

    def _resolved(self, value: Any) -> Mapping[str, Any]:
        """What a reference leads to, one step; nothing when it leads nowhere."""
        target = _mapping(value).get("$ref")
        return _mapping(self._document, *target.split("/")[1:]) if target else _mapping(value)

    def _note_users(self, answers: Sequence[Body], operations: Sequence[Operation]) -> None:
        """Notes which operation, answer or schema uses which schema at first hand."""
        bodies = [(operation, body) for operation in operations for body in _bodies(operation)]
        for user, body in (*bodies, *((answer, answer) for answer in answers)):
            for content in body.contents:
                self._note_user(Span(user.name, user.anchor), content.type)
        for name, value in self._schemas.items():
            for part in (value, *_mapping(value, "properties").values()):
                self._note_user(Span(name, f"schema-{_slug(name)}"), self._type(part))

    def _note_user(self, user: Span, type_: Sequence[Span]) -> None:
        for span in type_:
            if span.anchor:
                self._users.setdefault(span.text, {})[user] = None


def _bodies(operation: Operation) -> list[Body]:
    return [*filter(None, [operation.body]), *operation.answers]


def _owners(
    operations: Sequence[Operation], answers: Sequence[Body], schemas: Sequence[Schema]
) -> Iterator[tuple[str, str]]:
    inner: list[tuple[Place, Sequence[Place]]] = [
        *((operation, [*operation.parameters, *_bodies(operation)]) for operation in operations),
        *((answer, answer.headers) for answer in answers),
        *((schema, schema.fields) for schema in schemas),
    ]
    for owner, places in inner:
        for place in (owner, *places):
            yield place.anchor, owner.anchor


def _inner(operations: Sequence[Operation], answers: Sequence[Body], schemas: Sequence[Schema]) -> dict[str, str]:
    bodies = [*answers, *(body for operation in operations for body in _bodies(operation))]
    types = [(body.anchor, content.type) for body in bodies for content in body.contents]
    types += [(each.anchor, each.type) for schema in schemas for each in schema.fields]
    named = {anchor: [span.anchor for span in type_ if span.anchor] for anchor, type_ in types}
    inner = {anchor: found[0] for anchor, found in named.items() if len(found) == 1}
    shared = {body.anchor: inner[body.shared.anchor] for body in bodies if body.shared and body.shared.anchor in inner}
    return inner | shared


def _mapping(value: Any, *keys: str) -> Mapping[str, Any]:
    """The mapping at the end of these keys; an empty one when there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def _html(described: Any) -> Markup:
    return Markup(_MARKDOWN.render(str(_mapping(described).get("description", ""))))


def _notes(described: Mapping[str, Any]) -> list[str]:
    """What the contract's own keys say, such as `since 1.2.15` for `x-since`."""
    extensions = {key.removeprefix("x-").replace("-", " "): described[key] for key in described if key.startswith("x-")}
    return [name if value is True else f"{name} {value}" for name, value in extensions.items()]


def _examples(described: Mapping[str, Any]) -> list[Example]:
    given = described.get("examples", {})
    named = given if isinstance(given, Mapping) else {}
    unnamed = [*([described["example"]] if "example" in described else ()), *(given if isinstance(given, list) else ())]
    return [
        *(Example("", _json(value, indent=2)) for value in unnamed),
        *(Example(entry.get("summary", name), _json(entry.get("value"), indent=2)) for name, entry in named.items()),
    ]


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)  # YAML has dates


def _joined(joint: str, types: Sequence[Sequence[Span]]) -> list[Span]:
    return [span for type_ in types for span in (Span(joint), *type_)][1:]


def _slug(name: str) -> str:
    """A name as it can stand in an address."""
    return re.sub(r"[^\w.$-]+", "-", name, flags=re.ASCII)


def _route(method: str, path: str) -> str:
    return f"{method.upper()} {re.sub(r'{[^}]*}', '{}', path)}"


def _steps(where: str) -> list[str]:
    return re.findall(r"[\w$/-]+", where)


def _spelling(anchor: str) -> str:
    """An anchor with the names of fields as both the wire and Python spell them."""
    name, dot, fields = anchor.partition(".")
    return name + dot + fields.replace("_", "").lower()
