"""Structured output: from the type that `format=` names to a JSON schema, and from JSON back to an object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from opencode_sessions._annotations import json_type
from opencode_sessions._json_types import Field, JsonType, Object, read
from opencode_sessions_api import models
from opencode_sessions_api.models.output_format_json_schema import OutputFormatJsonSchema

if TYPE_CHECKING:
    from opencode_sessions_api.models import OutputFormat

Wanted = TypeVar("Wanted")

#: The field that holds a value which is no object with fields of its own: the schema is that of a tool's parameters.
VALUE: Final = "value"

_FORMATS = (models.OutputFormatText, models.OutputFormatJsonSchema, models.UnknownOutputFormat)


def is_type(format: Any) -> bool:
    """Return whether a `format` is a type, rather than None, a JSON schema or an output format of the contract."""
    return format is not None and not isinstance(format, (Mapping, *_FORMATS))


def output_format(format: Any) -> OutputFormat | None:
    """Return the output format for a JSON schema or a type, or the one that is given.

    Raises:
        TypeError: It is none of these, or a type that has no JSON schema.
    """
    if isinstance(format, Mapping):
        return OutputFormatJsonSchema(schema=dict(format))
    return OutputFormatJsonSchema(schema=json_schema(format)) if is_type(format) else format


def json_schema(kind: Any) -> dict[str, Any]:
    """Return the JSON schema of the object that a model is to give for a type.

    Raises:
        TypeError: There is none.
    """
    return _answer(kind)[1]


def structure(data: Any, kind: type[Wanted]) -> Wanted:
    """Convert the JSON of a structured output to an object of its type.

    Raises:
        ValueError: It does not match the type.
    """
    wanted: Wanted = read(_answer(kind)[0], data)
    return wanted


def _answer(kind: Any) -> tuple[JsonType, dict[str, Any]]:
    """Return the type of an answer, and its schema: an object with fields, as the parameters of a tool have to be."""
    root, definitions = json_type(kind, "format")
    schema = root.schema
    while "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    if not (schema.get("type") == "object" and "properties" in schema):
        root = Object(root.name, [Field(VALUE, VALUE, root, True, None)], lambda value: value, is_closed=True)
        schema = root.schema
    return root, {**schema, "$defs": definitions} if definitions else schema
