"""From annotations to types in JSON: classes with their fields, generics, unions, and names of types."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import re
import types
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import (
    Annotated,
    Any,
    Generic,
    Literal,
    NewType,
    NotRequired,
    Protocol,
    Required,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from opencode_sessions._json_types import (
    DEFINITION,
    PLAIN,
    AnyOf,
    Array,
    Field,
    JsonType,
    Object,
    Pydantic,
    Reference,
    Table,
    choice,
)
from opencode_sessions_api.types import Model

_KNOWN = (
    "str, int, float, bool, None, a date, datetime, time or UUID, a Literal, an enum, list[…], tuple[…, ...], "
    "dict[str, …], a union of these, or a class with such fields: attrs, dataclass, TypedDict, NamedTuple or pydantic"
)


def json_type(kind: Any, where: str, *, is_closed: bool = True) -> tuple[JsonType, dict[str, Any]]:
    """Return a type, and the definitions (`$defs`) that its schema refers to: classes that contain themselves.

    Args:
        kind: The type, as in annotations.
        where: Its name in errors.
        is_closed: Objects have no other fields than those of their class. Else others are ignored.

    Raises:
        TypeError: It, or a field somewhere in it, has no JSON schema.
    """
    compiler = _Compiler(is_closed)
    try:
        return compiler.type_of(kind, where), compiler.definitions
    except RecursionError:
        pass
    raise TypeError(f"{where}: {type_name(kind)} has no JSON schema: it contains larger and larger types of its kind.")


def type_name(kind: Any) -> str:
    """Return the name of a type for errors, e.g. `City` or `list[City]`."""
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and origin is None:
        return kind.__name__
    if origin in (Union, types.UnionType):
        return " | ".join(map(type_name, arguments))
    if arguments and isinstance(origin, type):
        return f"{origin.__name__}[{', '.join(map(type_name, arguments))}]"
    return "None" if kind is type(None) else "..." if kind is ... else f"{kind!r:.80}"


_ARRAYS: dict[Any, Callable[[Iterator[Any]], Any]] = {list: list, tuple: tuple, Sequence: list}
_TABLES = (dict, Mapping)
#: The number of arguments of `dict[…]` and of `tuple[…, ...]`.
_PAIR = 2


class _Compiler:
    """Makes types of annotations."""

    def __init__(self, is_closed: bool) -> None:
        self.definitions: dict[str, Any] = {}
        self._is_closed = is_closed
        #: What has been made, and what is being made: a class that is met within itself is a reference.
        self._made: dict[Any, JsonType] = {}
        self._keys: set[str] = set()

    def type_of(self, kind: Any, where: str) -> JsonType:
        """Return a type.

        Raises:
            TypeError: It has no JSON schema.
        """
        kind, origin, arguments = _bare(kind), get_origin(_bare(kind)), get_args(_bare(kind))
        if not isinstance(kind, Hashable):
            raise _no_schema(kind, where)
        if kind in PLAIN:
            return PLAIN[kind]
        if origin is Literal:
            return choice(arguments, where)
        if origin in (Union, types.UnionType):
            return AnyOf([self.type_of(variant, where) for variant in arguments])
        if (origin or kind) in _ARRAYS:
            return self._array(kind, where)
        if (origin or kind) in _TABLES:
            return self._table(kind, where)
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return choice(list(kind), where)
        return self._named(kind, where)

    def _array(self, kind: Any, where: str) -> JsonType:
        origin, arguments = get_origin(kind) or kind, get_args(kind) or (Any,)
        if origin is tuple and not (len(arguments) == _PAIR and arguments[1] is ...):
            raise TypeError(f"{where}: {type_name(kind)} has no JSON schema: use tuple[…, ...] or a NamedTuple.")
        item = self.type_of(arguments[0], where)
        return Array(f"list[{item.name}]", item, _ARRAYS[origin])

    def _table(self, kind: Any, where: str) -> JsonType:
        name, entry = get_args(kind) or (str, Any)
        if _bare(name) is not str:
            raise TypeError(f"{where}: {type_name(kind)} has no JSON schema: keys in JSON are texts, use dict[str, …].")
        made = self.type_of(entry, where)
        return Table(f"dict[str, {made.name}]", made)

    def _named(self, kind: Any, where: str) -> JsonType:
        """Return the type of a class, which may contain itself."""
        if kind in self._made:
            made = self._made[kind]
            if isinstance(made, Reference):
                made.is_used = True
            return made
        name = type_name(kind)
        methods = ("model_json_schema", "model_validate")
        if isinstance(kind, type) and all(callable(getattr(kind, method, None)) for method in methods):
            self._made[kind] = self._pydantic(kind, name, where)
            return self._made[kind]
        reference = self._made[kind] = Reference(name, self._new_key(name))
        built = self._class(kind, name, where)
        if reference.is_used:
            reference.target = built
            self.definitions[reference.key] = built.schema
        else:
            self._keys.discard(reference.key)
            self._made[kind] = built
        return self._made[kind]

    def _class(self, kind: Any, name: str, where: str) -> JsonType:
        if type(get_origin(kind) or kind).__name__ == "TypeAliasType":
            # Of the statement `type` in Python 3.12.
            return self.type_of(kind.__value__, where)
        plain = get_origin(kind) or kind
        if not isinstance(plain, type):
            raise _no_schema(kind, where)
        if issubclass(plain, Model):
            raise TypeError(
                f"{where}: {name} is a class of this SDK, for what the server sends: use a class of your own, with the "
                "fields that the model is to fill in."
            )
        hints = _field_types(kind)
        for field_name, hint in hints.items():
            if isinstance(hint, dataclasses.InitVar):
                raise _no_schema(hint, f"{plain.__name__}.{field_name}")
        listed = _fields(plain, hints)
        if listed is None:
            raise _no_schema(kind, where)
        fields = []
        for field in listed:
            here = f"{plain.__name__}.{field.name}"
            if field.name not in hints:
                raise TypeError(f"{here} has no type: annotate it.")
            hint, is_required = _presence(hints[field.name], field.is_required)
            made = self.type_of(hint, here)
            fields.append(Field(field.name, field.argument, made, is_required, field.description or _note(hint)))
        return Object(name, fields, plain, self._is_closed)

    def _pydantic(self, kind: Any, name: str, where: str) -> JsonType:
        """Return the type of a class that has a schema of its own."""
        try:
            schema = dict(kind.model_json_schema())
        except Exception as error:
            raise TypeError(f"{where}: {name} has no JSON schema: {error}") from error
        definitions = schema.pop("$defs", {})
        keys = {DEFINITION + each: DEFINITION + self._new_key(each) for each in definitions}
        for each, definition in definitions.items():
            self.definitions[keys[DEFINITION + each].removeprefix(DEFINITION)] = _renamed(definition, keys)
        return Pydantic(name, _renamed(schema, keys), kind)

    def _new_key(self, name: str) -> str:
        """Return the name of a definition that no other has."""
        key = re.sub(r"\W+", "_", name).strip("_")
        while key in self._keys:
            key += "_"
        self._keys.add(key)
        return key


def _no_schema(kind: Any, where: str) -> TypeError:
    return TypeError(f"{where}: {type_name(kind)} has no JSON schema: use {_KNOWN}.")


def _renamed(schema: Any, names: Mapping[str, str]) -> Any:
    """Return a schema with other names of definitions."""
    if isinstance(schema, Mapping):
        return {key: _renamed(value, names) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_renamed(each, names) for each in schema]
    return names.get(schema, schema) if isinstance(schema, str) else schema


def _bare(kind: Any) -> Any:
    """Return the type that is annotated, or that has another name."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif isinstance(kind, NewType):
            kind = kind.__supertype__
        else:
            return kind


def _note(kind: Any) -> str | None:
    """Return the text in `Annotated[…, "…"]`."""
    notes = get_args(kind)[1:] if get_origin(kind) is Annotated else ()
    return next((note for note in notes if isinstance(note, str)), None)


def _presence(hint: Any, is_required: bool) -> tuple[Any, bool]:
    """Return the type in `Required[…]`, `NotRequired[…]` and `ReadOnly[…]`, and whether it is required."""
    if get_origin(hint) is Annotated:
        inner, is_required = _presence(get_args(hint)[0], is_required)
        return Annotated[(inner, *hint.__metadata__)], is_required
    while (origin := get_origin(hint)) in (Required, NotRequired) or str(origin).endswith(".ReadOnly"):
        is_required = origin is Required or (is_required and origin is not NotRequired)
        (hint,) = get_args(hint)
    return hint, is_required


@attrs.frozen
class _Listed:
    """A field as its class lists it."""

    name: str
    is_required: bool
    argument: str
    description: str | None = None


def _fields(kind: Any, names: Iterable[str]) -> list[_Listed] | None:
    """Return the fields of a class, whose annotated names these are; None for a class of another kind."""
    if attrs.has(kind):
        return [
            _Listed(field.name, field.default is attrs.NOTHING, field.alias, field.metadata.get("description"))
            for field in attrs.fields(kind)
            if field.init
        ]
    if dataclasses.is_dataclass(kind):
        missing = dataclasses.MISSING
        return [
            _Listed(
                field.name,
                field.default is missing and field.default_factory is missing,
                field.name,
                field.metadata.get("description"),
            )
            for field in dataclasses.fields(kind)
            if field.init
        ]
    # Of a TypedDict, and of a NamedTuple.
    required, defaults = getattr(kind, "__required_keys__", None), getattr(kind, "_field_defaults", None)
    if issubclass(kind, dict) and required is not None:
        return [_Listed(name, name in required, name) for name in names]
    if issubclass(kind, tuple) and defaults is not None:
        return [_Listed(name, name not in defaults, name) for name in getattr(kind, "_fields", ())]
    return None


def _field_types(kind: Any) -> dict[str, Any]:
    """Return the types of the annotated names of a class, with type variables replaced.

    Raises:
        TypeError: They cannot be resolved.
    """
    plain = get_origin(kind) or kind
    try:
        hints = get_type_hints(plain, include_extras=True)
    except Exception as error:
        remedy = "define it in a module" if isinstance(error, NameError) else "correct them"
        raise TypeError(f"{plain.__name__} has annotations that cannot be resolved ({error}): {remedy}.") from None
    variables = _variables(kind)
    # A variable may stand for one type in a class, and for another in a class that it inherits from.
    owners = {name: base for base in reversed(plain.__mro__) for name in inspect.get_annotations(base)}
    return {name: _filled(hint, variables.get(owners.get(name, plain), {})) for name, hint in hints.items()}


def _variables(kind: Any) -> dict[Any, dict[Any, Any]]:
    """Return the types that the type variables of a generic class, and of those that it inherits from, stand for."""
    plain = get_origin(kind) or kind
    own = dict(zip(getattr(plain, "__parameters__", ()), get_args(kind), strict=False))
    found = {plain: own}
    for base in getattr(plain, "__orig_bases__", ()):
        if get_origin(base) not in (Generic, Protocol):
            found |= _variables(_filled(base, own))
    return found


def _filled(hint: Any, variables: Mapping[Any, Any]) -> Any:
    """Return a type with its type variables replaced, as far as they are known."""
    if isinstance(hint, TypeVar):
        return variables.get(hint, hint)
    if variables and (open_ := getattr(hint, "__parameters__", ())) and get_origin(hint) is not None:
        return hint[tuple(variables.get(each, each) for each in open_)]
    return hint
