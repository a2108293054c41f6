"""Python types in JSON: the schema of a type, and how JSON becomes an object of it, with nothing converted by guess.

One object, a `JsonType`, does both, so that JSON is read if and only if the schema takes it. Dates are the exception:
their schema is only a note on their form.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, Protocol
from uuid import UUID

import attrs

#: The begin of a reference to a definition of the schema.
DEFINITION = "#/$defs/"
#: Characters of the JSON that an error quotes.
_QUOTED = 80
#: Problems that an error lists.
_LISTED = 20


class Problems(list["Problem"]):
    """Problems of an answer, or of a part of it.

    Attributes:
        read: What the unions of the answer have read, by union and place. Several variants of a union around them ask
            for it: without this, the time would double with each level of a type that contains itself.
    """

    def __init__(self, read: dict[tuple[int, str], tuple[Any, Problems]] | None = None) -> None:
        super().__init__()
        self.read = {} if read is None else read

    def part(self) -> Problems:
        """Return a list for the problems of a part."""
        return Problems(self.read)


@attrs.frozen
class Problem:
    """A place in JSON that does not match its type.

    Attributes:
        path: The place, as a JSONPath, e.g. `$.rivers[0].length`.
        text: What was expected there, and what was found.
        is_other_type: The whole value is of another type, as opposed to a part of it.
    """

    path: str
    text: str
    is_other_type: bool = False

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"


class JsonType(Protocol):
    """A type: its name for errors, its JSON schema, and how its JSON is read."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON schema."""
        ...

    def read(self, value: Any, path: str, problems: Problems) -> Any:
        """Return the object for a JSON value. If it does not match, add to the problems; the result is then void."""


def read(kind: JsonType, value: Any) -> Any:
    """Return the object for a JSON value.

    Raises:
        ValueError: It does not match the type; the error names each place where it does not.
    """
    problems = Problems()
    try:
        result = kind.read(value, "$", problems)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if problems:
        more = [f"and {len(problems) - _LISTED} more"] if len(problems) > _LISTED else []
        raise ValueError("; ".join([*map(str, problems[:_LISTED]), *more]))
    return result


# ---------------------------------------------------------------- the kinds of types


def _expected(name: str, value: Any, path: str) -> Problem:
    return Problem(path, f"expected {name}, got {_quoted(value)}", is_other_type=True)


def _quoted(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"


def _member(path: str, name: str) -> str:
    return f"{path}.{name}" if name.isidentifier() else f"{path}[{json.dumps(name)}]"


@attrs.frozen
class Plain:
    """A type without parts. `convert` returns the object, or raises a ValueError."""

    name: str
    schema: dict[str, Any]
    convert: Callable[[Any], Any]

    def read(self, value: Any, path: str, problems: Problems) -> Any:
        try:
            return self.convert(value)
        except (ValueError, OverflowError):
            return problems.append(_expected(self.name, value, path))


@attrs.frozen
class Array:
    """A list; `make` makes it of its items."""

    name: str
    item: JsonType
    make: Callable[[Iterator[Any]], Any]

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema}

    def read(self, value: Any, path: str, problems: Problems) -> Any:
        if not isinstance(value, list):
            return problems.append(_expected(self.name, value, path))
        return self.make(self.item.read(each, f"{path}[{index}]", problems) for index, each in enumerate(value))


@attrs.frozen
class Table:
    """A dict whose keys are texts."""

    name: str
    entry: JsonType

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.entry.schema}

    def read(self, value: Any, path: str, problems: Problems) -> Any:
        if not isinstance(value, dict):
            return problems.append(_expected(self.name, value, path))
        return {name: self.entry.read(each, _member(path, name), problems) for name, each in value.items()}


@attrs.frozen
class AnyOf:
    """A union: the first of its variants that matches."""

    variants: Sequence[JsonType]

    @property
    def name(self) -> str:
        return " or ".join(variant.name for variant in self.variants)

    @property
    def schema(self) -> dict[str, Any]:
        return {"anyOf": [variant.schema for variant in self.variants]}

    def read(self, value: Any, path: str, problems: Problems) -> Any:
        place = (id(self), path)
        if place not in problems.read:
            found = problems.part()
            problems.read[place] = self._read(value, path, found), found
        result, found = problems.read[place]
        problems.extend(found)
        return result

    def _read(self, value: Any, path: str, problems: Problems) -> Any:
        similar: list[Problems] = []
        for variant in self.variants:
            found = problems.part()
            result = variant.read(value, path, found)
            if not found:
                return result
            if not any(problem.is_other_type and problem.path == path for problem in found):
                similar.append(found)
        similar.sort(key=len)
        if len(similar) != 1:
            problems.append(_expected(self.name, value, path))
        # Those of the variant that was meant, as far as one can tell.
        return problems.extend(similar[0] if similar else ())


@attrs.frozen
class Field:
    """A field of a class: its name in JSON, and as an argument of the class."""

    name: str
    argument: str
    type: JsonType
    is_required: bool
    description: str | None

    @property
    def schema(self) -> dict[str, Any]:
        note = {} if self.description is None else {"description": self.description}
        return {**self.type.schema, **note}


@attrs.frozen
class Object:
    """A class with fields; `make` gets them as keyword arguments."""

    name: str
    fields: Sequence[Field]
    make: Callable[..., Any]
    is_closed: bool

    @property
    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "title": self.name,
            "properties": {field.name: field.schema for field in self.fields},
            "required": [field.name for field in self.fields if field.is_required],
            "additionalProperties": False,
        }

    def read(self, value: Any, path: str, problems: Problems) -> Any:
        if not isinstance(value, dict):
            return problems.append(_expected(self.name, value, path))
        arguments, found = {}, problems.part()
        for field in self.fields:
            here = _member(path, field.name)
            if field.name in value:
                arguments[field.argument] = field.type.read(value[field.name], here, found)
            elif field.is_required:
                found.append(Problem(here, f"expected {field.type.name}, but it is missing"))
        if self.is_closed:
            names = {field.name for field in self.fields}
            found += [
                Problem(_member(path, name), f"{self.name} has no such field, got {_quoted(each)}")
                for name, each in value.items()
                if name not in names
            ]
        if not found:
            try:
                return self.make(**arguments)
            except Exception as error:
                found.append(Problem(path, f"{self.name} does not take it: {error}"))
        return problems.extend(found)


@attrs.frozen
class Pydantic:
    """A class that brings its own schema and its own rules: those of pydantic, or of anything with its two methods."""

    name: str
    schema: dict[str, Any]
    kind: Any

    def read(self, value: Any, path: str, problems: Problems) -> Any:
        try:
            # Strict models of pydantic take dates only from JSON.
            if (validate := getattr(self.kind, "model_validate_json", None)) is not None:
                return validate(json.dumps(value))
            return self.kind.model_validate(value)
        except Exception as error:
            return problems.extend(self._problems(error, path, is_other_type=not isinstance(value, dict)))

    def _problems(self, error: Any, path: str, *, is_other_type: bool) -> Iterator[Problem]:
        if not callable(getattr(error, "errors", None)):
            yield Problem(path, f"{self.name} does not take it: {error}", is_other_type)
            return
        for each in error.errors():
            here = path
            for step in each["loc"]:
                here = f"{here}[{step}]" if isinstance(step, int) else _member(here, step)
            yield Problem(here, f"{each['msg']}, got {_quoted(each['input'])}", is_other_type)


@attrs.define
class Reference:
    """A type that contains itself, as it appears in itself."""

    name: str
    key: str
    target: JsonType | None = None
    is_used: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        return {"$ref": DEFINITION + self.key}

    def read(self, value: Any, path: str, problems: Problems) -> Any:
        assert self.target is not None
        return self.target.read(value, path, problems)


# ---------------------------------------------------------------- plain types


def _exactly(kind: type[Any]) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError
        return value

    return convert


def _int(value: Any) -> int:
    """JSON has one type of numbers: its schema takes 12.0 for an integer, too."""
    if type(value) is int or (type(value) is float and value.is_integer()):
        return int(value)
    raise ValueError


def _float(value: Any) -> float:
    if type(value) in (int, float):
        return float(value)
    raise ValueError


def _text(parse: Callable[[str], Any]) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        if type(value) is not str:
            raise ValueError
        return parse(value)

    return convert


def _datetime(text: str) -> datetime:
    if len(text) <= len("2026-01-31"):
        raise ValueError("a date without a time")
    return datetime.fromisoformat(text)


def _uuid(text: str) -> UUID:
    found = UUID(text)
    if str(found) != text.lower():
        raise ValueError("another form")
    return found


PLAIN: dict[Any, Plain] = {
    Any: Plain("anything", {}, lambda value: value),
    str: Plain("str", {"type": "string"}, _exactly(str)),
    int: Plain("int", {"type": "integer"}, _int),
    float: Plain("float", {"type": "number"}, _float),
    bool: Plain("bool", {"type": "boolean"}, _exactly(bool)),
    None: Plain("null", {"type": "null"}, _exactly(type(None))),
    type(None): Plain("null", {"type": "null"}, _exactly(type(None))),
    date: Plain("date", {"type": "string", "format": "date"}, _text(date.fromisoformat)),
    datetime: Plain("datetime", {"type": "string", "format": "date-time"}, _text(_datetime)),
    time: Plain("time", {"type": "string", "format": "time"}, _text(time.fromisoformat)),
    UUID: Plain("UUID", {"type": "string", "format": "uuid"}, _text(_uuid)),
}


def choice(members: Sequence[Any], where: str) -> Plain:
    """Return the type of literals, or of the members of an enum, which are named by their values."""
    values = [member.value if isinstance(member, enum.Enum) else member for member in members]
    for value in values:
        if not isinstance(value, (str, int, float, bool, type(None))):
            raise TypeError(f"{where}: {value!r} has no form in JSON, as a literal or a member of an enum.")

    def convert(value: Any) -> Any:
        for member, known in zip(members, values, strict=True):
            # For Python, but not for JSON, True is 1.
            if value == known and isinstance(value, bool) == isinstance(known, bool):
                return member
        raise ValueError

    return Plain(" or ".join(map(_quoted, values)), {"enum": values}, convert)
