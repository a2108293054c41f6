# Generated from openapi.yaml; do not edit.
"""The base of every schema class: decoding, encoding and `repr`; and the decoding of unions by their tag."""

from __future__ import annotations

import datetime
import importlib
import reprlib
import sys
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Protocol, Self, TypeAlias, TypeVar

from attrs import define, field, fields

__all__ = [
    "AboutSession",
    "HasMessageID",
    "HasSessionID",
    "Model",
    "OpenEnum",
    "Unknown",
    "encode",
    "instant",
    "session_of",
    "variants",
]

Value = TypeVar("Value")

#: For `repr`: long texts, lists and maps are shortened, so that an attached file does not fill the screen.
_SHORT = reprlib.Repr()
_SHORT.maxstring, _SHORT.maxother = 100, 600
_SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxdict = 5

if TYPE_CHECKING:
    OpenEnum: TypeAlias = Value | str
else:

    class OpenEnum:
        """`OpenEnum[Literal["a", "b"]]`: one of these texts, or another one that a newer server sends.

        A type checker reads `Literal["a", "b"] | str`. At run time it is an annotated `str`, because libraries that
        build objects from annotations do not know such a union.
        """

        def __class_getitem__(cls, values: Any) -> Any:
            return Annotated[str, values]


@define(repr=False)
class Model:
    """Base of every schema class.

    Absent and null both read as None. None is not sent, but for a required field that may be null. Fields that the
    contract does not know are kept in `additional_properties` and sent back unchanged.
    """

    additional_properties: dict[str, Any] | None = field(default=None, kw_only=True)
    """Fields that the contract does not know, as the server sent them; None when there are none."""

    #: The wire name of each attribute, in the contract's order.
    _wire_names: ClassVar[Mapping[str, str]] = {}
    #: The wire names of required fields that may be null.
    _nulls: ClassVar[frozenset[str]] = frozenset()
    #: Decodes a JSON object as the generated class, which a class of your own inherits from.
    _decode: ClassVar[Callable[[Any], Any]]
    #: Returns what shows a model better than its `repr`: an object with `__rich__` and `_repr_html_`; None when nothing
    #: does. A package that is built on this one may set it.
    _view: ClassVar[Callable[[Any], Any]] = staticmethod(lambda model: None)

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        if "__init__" in cls.__dict__:
            # attrs gives `__init__` globals of its own: add the names that the annotations of its arguments use.
            for base in reversed(cls.__mro__[:-1]):
                cls.__dict__["__init__"].__globals__.update(vars(sys.modules[base.__module__]))
        if "_read" in cls.__dict__:
            cls._wire_names = _wire_names(cls)
            cls._decode = staticmethod(_decoder(cls))

    @staticmethod
    def _read(data: Any, model: Any) -> None:
        """Set the attributes of a model from a JSON object that has all required fields."""
        raise NotImplementedError

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing reads None; what is of another kind than described is kept as it is."""
        model = cls._decode(data)
        if type(model) is cls:
            return model
        # A class of your own is made by its constructor, which may have more to do.
        return cls(**{each.name: getattr(model, each.name) for each in fields(type(model))})

    def to_dict(self) -> dict[str, Any]:
        """Encode as a JSON object."""
        data = {
            wire_name: value
            for attribute, wire_name in self._wire_names.items()
            if ((value := getattr(self, attribute)) is not None and (value := encode(value)) is not None)
            or wire_name in self._nulls
        }
        if self.additional_properties:
            data.update(self.additional_properties)
        return data

    def __rich__(self) -> Any:
        """Show the model in a terminal."""
        from rich.pretty import Pretty

        return type(self)._view(self) or Pretty(self)

    def _repr_html_(self) -> str | None:
        """Show the model in a notebook; None leaves it to the `repr`."""
        view = type(self)._view(self)
        html: str | None = None if view is None else view._repr_html_()
        return html

    def __repr__(self) -> str:
        first, *others = fields(type(self))
        values = [
            f"{each.name}={_SHORT.repr(value)}" if each.repr else f"{each.name}=***"
            for each in (*others, first)
            if (value := getattr(self, each.name)) is not None
        ]
        return f"{type(self).__name__}({', '.join(values)})"


class _Names(dict[str, str]):
    """A JSON object in which the value of every field is the field's name."""

    def __missing__(self, name: str) -> str:
        self[name] = name
        return name

    def get(self, name: str, default: Any = None) -> str:
        return self[name]


def _wire_names(cls: type[Model]) -> dict[str, str]:
    """The wire name of each attribute: `_read` alone has them, so let it read an object made of names."""
    model, names = object.__new__(cls), _Names()
    cls._read(names, model)
    attributes = {}
    for each in fields(cls)[1:]:
        value = getattr(model, each.name)
        attributes[value.raw if isinstance(value, Unknown) else value] = each.name
    return {attributes[name]: name for name in names}


def _decoder(cls: type[Model]) -> Callable[[Any], Any]:
    """The function that decodes JSON objects as a class."""
    new, read, known = object.__new__, cls._read, frozenset(cls._wire_names.values())
    absent = dict.fromkeys(known)
    required = sum(each.default is not None for each in fields(cls)[1:])

    def decode(data: Any) -> Any:
        model = new(cls)
        try:
            read(data, model)
        except KeyError:
            # A required field is missing.
            data = {**absent, **data}
            read(data, model)
        model.additional_properties = (
            None
            if len(data) == required or known.issuperset(data)
            else {name: data[name] for name in data if name not in known}
        )
        return model

    # Python optimizes code for the types that it sees there: with code of its own, each class is the only one.
    return FunctionType(decode.__code__.replace(), globals(), decode.__name__, closure=decode.__closure__)


@define(repr=False)
class Unknown(Model):
    """A variant that the contract does not know: `raw` is what the server sent, and is sent back unchanged."""

    raw: Any
    """What the server sent."""

    #: Wire names of the fields that may tell which variant it is.
    _tags: ClassVar[tuple[str, ...]] = ()

    @property
    def tag(self) -> str | None:
        """The tag that the server sent, such as the `type` of a part; None when it sent none."""
        return next((tag for name in self._tags if (tag := self._field(name)) is not None), None)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Keep a JSON object as it is."""
        return cls(data)

    def to_dict(self) -> Any:
        """What the server sent."""
        return self.raw

    def _field(self, wire_name: str) -> Any:
        return self.raw.get(wire_name) if isinstance(self.raw, dict) else None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({_SHORT.repr(self.raw)})"


class HasSessionID(Protocol):
    """An object of a session, which may be given as its `session_id`: a message, an event, a request, a turn."""

    @property
    def session_id(self) -> str | None: ...


class HasMessageID(Protocol):
    """An object of a message, which may be given as its `message_id`: a part."""

    @property
    def message_id(self) -> str | None: ...


@define(repr=False)
class AboutSession(Model):
    """Base of the variants of `Event`."""

    @property
    def session_id(self) -> str | None:
        """The session that the event is about; None when it is about none."""
        return session_of(getattr(self, "properties", None))


def session_of(properties: Any) -> str | None:
    """Find the session in the properties of an event, be they JSON or decoded; None when there is none."""
    if (session_id := _value(properties, "sessionID")) is not None:
        return session_id if type(session_id) is str else str(session_id)
    for name in ("info", "part"):
        if (entity := _value(properties, name)) is not None:
            # A message and a part name their session; an entity without that field is the session itself.
            is_session = name == "info" and _value(entity, "role") is None
            found = _value(entity, "sessionID") or (_value(entity, "id") if is_session else None)
            return None if found is None else str(found)
    return None


def _value(owner: Any, wire_name: str) -> Any:
    """Look a field up in a JSON object, or in what it was decoded to; None when it is absent."""
    if isinstance(owner, dict):
        return owner.get(wire_name)
    if isinstance(owner, Unknown):
        return owner._field(wire_name)
    return getattr(owner, "session_id" if wire_name == "sessionID" else wire_name, None)


def variants(models: str, class_names: Mapping[Any, str]) -> dict[Any, Callable[[Any], Any]]:
    """The decoders of a union by tag. The module of a variant is imported when its tag is first met."""

    def first(tag: Any) -> Callable[[Any], Any]:
        def decode(value: Any) -> Any:
            decoders[tag] = getattr(importlib.import_module(models), class_names[tag])._decode
            return decoders[tag](value)

        return decode

    decoders = {tag: first(tag) for tag in class_names}
    return decoders


#: Checked first: `isinstance` of Mapping is slow, and most values are one of these.
_SCALARS = frozenset((bool, float, int, str))


def encode(value: Any) -> Any:
    """Encode a model, and any list or map that holds models, as JSON; everything else stays as it is.

    Raises:
        ValueError: It contains itself, or is nested too deeply.
    """
    if type(value) in _SCALARS:
        return value
    try:
        if isinstance(value, Model):
            return value.to_dict()
        if isinstance(value, (list, tuple)):
            return [encode(item) for item in value]
        if isinstance(value, Mapping):
            return {key: encode(item) for key, item in value.items()}
    except RecursionError:
        raise ValueError("An argument contains itself, or is nested too deeply to be sent as JSON.") from None
    return value


def instant(value: Any) -> datetime.datetime | None:
    """Convert a time to a `datetime` in UTC: epoch milliseconds, or an ISO 8601 text as some servers send.

    Returns:
        The time; None for anything that is no time, or that `datetime` cannot hold.
    """
    try:
        if isinstance(value, (int, float)):
            return datetime.datetime.fromtimestamp(value / 1000, datetime.UTC)
        if isinstance(value, str):
            from dateutil.parser import isoparse

            return isoparse(value)
    except (ValueError, OverflowError, OSError):
        pass
    return None
