"""The contract as a reference: operations by tag, and schemas, each entry with an anchor made of its name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen
from markdown_it import MarkdownIt
from markupsafe import Markup

from contract.report.anchors import Anchors, slug
from contract.report.entries import (
    BodyEntry,
    ContentEntry,
    ExampleEntry,
    FieldEntry,
    OperationEntry,
    SchemaEntry,
    Span,
    TagEntry,
    VariantEntry,
)
from contract.spec import METHODS

__all__ = ["Reference", "reference"]

_UNTAGGED = "other"
_SCHEMAS = "#/components/schemas/"

# Without images: the page needs nothing from the network.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")


@frozen
class Reference:
    """The reference of a contract."""

    title: str
    version: str
    description: Markup
    tags: Sequence[TagEntry]
    responses: Sequence[BodyEntry]
    schemas: Sequence[SchemaEntry]
    anchors: Anchors

    def anchor(self, where: str) -> str | None:
        """Return the anchor of the smallest entry that contains the location of a finding, if there is one."""
        return self.anchors.find(where)


def reference(document: Mapping[str, Any]) -> Reference:
    """Make the reference of a contract, which need not be valid."""
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
        responses = [self._body(name, f"response-{slug(name)}", response) for name, response in shared.items()]
        tags = self._tags()
        operations = [operation for tag in tags for operation in tag.operations]
        self._note_users(responses, operations)
        schemas = [self._schema(name) for name in sorted(self._schemas, key=str.lower)]
        return Reference(
            title=str(info.get("title", "Contract")),
            version=str(info.get("version", "")),
            description=_html(info),
            tags=tags,
            responses=responses,
            schemas=schemas,
            anchors=Anchors(operations, responses, schemas),
        )

    def _tags(self) -> list[TagEntry]:
        described = {str(_mapping(tag).get("name")): tag for tag in _list(self._document, "tags")}
        grouped: dict[str, list[OperationEntry]] = {name: [] for name in described}
        for path, item in _mapping(self._document, "paths").items():
            for method in (key for key in _mapping(item) if key in METHODS):
                tag = next(map(str, _list(item[method], "tags")), _UNTAGGED)
                grouped.setdefault(tag, []).append(self._operation(method, path, item))
        return [
            TagEntry(name, f"tag-{slug(name)}", _html(described.get(name, {})), operations)
            for name, operations in grouped.items()
            if operations
        ]

    def _operation(self, method: str, path: str, item: Mapping[str, Any]) -> OperationEntry:
        value = _mapping(item, method)
        name = str(value.get("operationId") or f"{method} {path}")
        anchor = f"operation-{slug(name)}"
        parameters = [self._resolved(each) for each in (*_list(item, "parameters"), *_list(value, "parameters"))]
        responses = _mapping(value, "responses")
        return OperationEntry(
            name=name,
            anchor=anchor,
            method=method.upper(),
            path=path,
            summary=value.get("summary", ""),
            description=_html(value),
            notes=[
                note
                for status, response in responses.items()
                if str(status).startswith("2")
                for note in _notes(response)
            ],
            parameters=[self._parameter(anchor, each) for each in parameters],
            body=self._body("body", f"{anchor}.body", value["requestBody"]) if "requestBody" in value else None,
            responses=[
                self._body(str(status), f"{anchor}.response.{status}", response)
                for status, response in responses.items()
            ],
        )

    def _parameter(self, anchor: str, value: Mapping[str, Any]) -> FieldEntry:
        place, name = str(value.get("in", "")), str(value.get("name", ""))
        return self._field(f"{anchor}.{place}", name, value, required=value.get("required", False), place=place)

    def _field(self, anchor: str, name: str, value: Any, *, required: bool, place: str = "") -> FieldEntry:
        return FieldEntry(
            name=name,
            anchor=f"{anchor}.{slug(name)}",
            type=self._type(_mapping(value).get("schema", value)),
            required=required,
            description=_html(value) or _html(self._resolved(value)),
            notes=_notes(value),
            place=place,
        )

    def _body(self, name: str, anchor: str, value: Any) -> BodyEntry:
        described = _mapping(value)
        if "$ref" in described:
            shared = str(described["$ref"]).rsplit("/", 1)[-1]
            return BodyEntry(
                name, anchor, _html(self._resolved(value)), shared=Span(shared, f"response-{slug(shared)}")
            )
        return BodyEntry(
            name,
            anchor,
            _html(value),
            contents=[
                ContentEntry(media, self._type(_mapping(content).get("schema")), _examples(content))
                for media, content in _mapping(value, "content").items()
            ],
            headers=[
                self._field(f"{anchor}.header", header, self._resolved(each), required=False)
                for header, each in _mapping(value, "headers").items()
            ],
            required=described.get("required", False),
        )

    def _schema(self, name: str) -> SchemaEntry:
        value = _mapping(self._schemas, name)
        anchor = f"schema-{slug(name)}"
        tag = str(_mapping(value, "discriminator").get("propertyName", ""))
        return SchemaEntry(
            name=name,
            anchor=anchor,
            type=self._type(value),
            description=_html(value),
            fields=[
                self._field(anchor, key, described, required=key in _list(value, "required"))
                for key, described in _mapping(value, "properties").items()
            ],
            variants=[
                VariantEntry(self._tag_value(member, tag), self._type(member))
                for member in (*_list(value, "oneOf"), *_list(value, "anyOf"))
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
            return [Span(name, f"schema-{slug(name)}" if name in self._schemas else None)]
        if "const" in schema:
            return [Span(_json(schema["const"]))]
        if "enum" in schema:
            return [Span(" | ".join(map(_json, _list(schema, "enum"))))]
        for key, joint in (("oneOf", " | "), ("anyOf", " | "), ("allOf", " & ")):
            if key in schema:
                return _joined(joint, [self._type(member) for member in _list(schema, key)])
        named = schema.get("type", "anything")
        if isinstance(named, list):
            return _joined(" | ", [self._type({**schema, "type": each}) for each in named])
        if named == "array":
            return [Span("list of "), *self._type(schema.get("items"))]
        if named == "object" and "properties" not in schema and schema.get("additionalProperties"):
            return [Span("map of "), *self._type(schema["additionalProperties"])]
        return [Span(f"{named} ({schema['format']})" if "format" in schema else str(named))]

    def _resolved(self, value: Any) -> Mapping[str, Any]:
        """Follow a reference one step; returns an empty mapping when it leads nowhere."""
        target = _mapping(value).get("$ref")
        return _mapping(self._document, *str(target).split("/")[1:]) if target else _mapping(value)

    def _note_users(self, responses: Sequence[BodyEntry], operations: Sequence[OperationEntry]) -> None:
        """Note the operations, responses and schemas that refer directly to each schema."""
        bodies = [(operation, body) for operation in operations for body in operation.bodies]
        for user, body in (*bodies, *((response, response) for response in responses)):
            for content in body.contents:
                self._note_user(Span(user.name, user.anchor), content.type)
        for name, value in self._schemas.items():
            for part in (value, *_mapping(value, "properties").values()):
                self._note_user(Span(name, f"schema-{slug(name)}"), self._type(part))

    def _note_user(self, user: Span, type_: Sequence[Span]) -> None:
        for span in type_:
            if span.anchor:
                self._users.setdefault(span.text, {})[user] = None


def _mapping(value: Any, *keys: str) -> Mapping[str, Any]:
    """Return the mapping at the end of these keys; an empty one without any."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def _list(value: Any, key: str) -> Sequence[Any]:
    """Return the list at this key; an empty one without any."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, list) else ()


def _html(described: Any) -> Markup:
    return Markup(_MARKDOWN.render(str(_mapping(described).get("description", ""))))


def _notes(described: Any) -> list[str]:
    """Return the values of extensions, such as `since 1.2.15` for `x-since`."""
    extensions = {key: value for key, value in _mapping(described).items() if str(key).startswith("x-")}
    names = {key: key.removeprefix("x-").replace("-", " ") for key in extensions}
    return [names[key] if value is True else f"{names[key]} {value}" for key, value in extensions.items()]


def _examples(described: Any) -> list[ExampleEntry]:
    alone = _mapping(described)
    unnamed = [*([alone["example"]] if "example" in alone else ()), *_list(described, "examples")]
    return [
        *(ExampleEntry("", _json(value, indent=2)) for value in unnamed),
        *(
            ExampleEntry(str(_mapping(entry).get("summary", name)), _json(_mapping(entry).get("value"), indent=2))
            for name, entry in _mapping(described, "examples").items()
        ),
    ]


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)  # YAML has dates


def _joined(joint: str, types: Sequence[Sequence[Span]]) -> list[Span]:
    return [span for type_ in types for span in (Span(joint), *type_)][1:]
