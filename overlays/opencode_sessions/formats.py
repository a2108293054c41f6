"""Structured output: what `format=` takes, as the server reads it, and the answer as the class that was asked for."""

from __future__ import annotations

import enum
import types
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from opencode_sessions_api.models.output_format_json_schema import OutputFormatJsonSchema

if TYPE_CHECKING:
    from opencode_sessions_api.models import OutputFormat

Wanted = TypeVar("Wanted")

_SCALARS: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def output_format(format: OutputFormat | Mapping[str, Any] | type[Any] | None) -> OutputFormat | None:
    """The form of an answer: as given, after a JSON schema, or after the schema of an attrs class.

    Raises:
        TypeError: A class that has no JSON schema.
    """
    if isinstance(format, type):
        return OutputFormatJsonSchema(schema=json_schema(format))
    if isinstance(format, Mapping):
        return OutputFormatJsonSchema(schema=dict(format))
    return format


def json_schema(kind: Any) -> dict[str, Any]:
    """The JSON schema of an attrs class, or of what its fields may be.

    That is: texts, numbers, truths, None, literals, enums, lists, dicts with text keys, unions, and attrs classes. A
    field's description is the `description` in its metadata; a field with a default is optional.

    Raises:
        TypeError: There is no schema for this type.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is Any:
        return {}
    if kind in _SCALARS:
        return {"type": _SCALARS[kind]}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [json_schema(variant) for variant in arguments]}
    if origin is list and arguments:
        return {"type": "array", "items": json_schema(arguments[0])}
    if origin is dict and arguments and arguments[0] is str:
        return {"type": "object", "additionalProperties": json_schema(arguments[1])}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [member.value for member in kind]}
    import attrs

    if isinstance(kind, type) and attrs.has(kind):
        return _object_schema(kind)
    raise TypeError(
        f"{kind!r} has no JSON schema: use an attrs class, whose fields are texts, numbers, lists and so on."
    )


def _object_schema(kind: type[Any]) -> dict[str, Any]:
    try:
        hints = get_type_hints(kind)
    except NameError as error:
        raise TypeError(
            f"{kind.__name__} has annotations that cannot be found ({error}): define it in a module."
        ) from None
    import attrs

    properties = {}
    fields = [field for field in attrs.fields(kind) if field.init]
    for field in fields:
        properties[field.name] = json_schema(hints[field.name])
        if (description := field.metadata.get("description")) is not None:
            properties[field.name]["description"] = description
    return {
        "type": "object",
        "title": kind.__name__,
        "properties": properties,
        "required": [field.name for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def structure(data: Any, kind: type[Wanted]) -> Wanted:
    """The JSON of an answer as the attrs class that it was asked to be.

    Raises:
        ValueError: It does not follow the class.
    """
    from cattrs import BaseValidationError, StructureHandlerNotFoundError, transform_error
    from cattrs.preconf.json import make_converter

    try:
        return make_converter().structure(data, kind)
    except (BaseValidationError, StructureHandlerNotFoundError) as error:
        raise ValueError("; ".join(transform_error(error))) from error
