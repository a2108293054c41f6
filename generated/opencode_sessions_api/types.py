"""What every schema class shares: encoding, comparison of what is set, and the decoding of unions by their tag."""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

__all__ = ["Model", "Unknown", "Variants", "encode", "instant"]


class _AttrsFields:
    """The fields of a schema class, where `attrs.fields`, `attrs.evolve`, `attrs.asdict` and the like look for them.

    They are made when first looked for: importing attrs takes a fifth as long as importing httpx, and no call needs it.
    """

    def __get__(self, instance: object, owner: type[Model]) -> Any:
        if not owner.__match_args__:
            # The base has no fields; what is kept there would be those of every class.
            raise AttributeError("__attrs_attrs__")
        from inspect import Parameter, signature

        from attrs import NOTHING, field, fields, make_class

        described = {
            name: field(
                default=NOTHING if parameter.default is Parameter.empty else parameter.default,
                type=parameter.annotation,
            )
            for name, parameter in signature(owner.__init__).parameters.items()
            if name in owner.__match_args__
        }
        owner.__attrs_attrs__ = fields(make_class(owner.__name__, described))
        return owner.__attrs_attrs__


class Model:
    """Base of every schema class: an attrs class, written out.

    Absent and null both read as None, and None is not sent. Fields that the contract does not know are kept in
    `additional_properties` and sent back unchanged.
    """

    __slots__ = ("__weakref__",)

    __attrs_attrs__: ClassVar[Any] = _AttrsFields()

    #: Attributes in the order of the arguments that make an instance.
    __match_args__: ClassVar[tuple[str, ...]] = ()
    #: Attribute name and name on the wire, in the contract's order.
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = ()
    #: Attributes that may hold a key or a password: `repr` does not show them.
    _secrets: ClassVar[frozenset[str]] = frozenset()

    additional_properties: dict[str, Any] | None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Encode as a JSON object."""
        data = {
            wire_name: value
            for attribute, wire_name in self._wire_names
            if (value := getattr(self, attribute)) is not None and (value := encode(value)) is not None
        }
        if self.additional_properties:
            data.update(self.additional_properties)
        return data

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__match_args__)

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__match_args__}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    def __replace__(self, **changes: Any) -> Self:
        return type(self)(**{**self.__getstate__(), **changes})

    def __repr__(self) -> str:
        fields = [
            f"{attribute}={'***' if attribute in self._secrets else repr(value)}"
            for attribute, _ in self._wire_names
            if (value := getattr(self, attribute)) is not None
        ]
        if self.additional_properties:
            fields.append(f"additional_properties={self.additional_properties!r}")
        return f"{type(self).__name__}({', '.join(fields)})"


class Unknown(Model):
    """A variant that the contract does not know: `raw` is what the server sent, and is sent back unchanged."""

    __slots__ = __match_args__ = ("raw",)

    raw: Any

    def __init__(self, raw: Any) -> None:
        self.raw = raw

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Keep what came as it is."""
        return cls(data)

    def to_dict(self) -> Any:
        """What the server sent."""
        return self.raw

    def _field(self, wire_name: str) -> Any:
        return self.raw.get(wire_name) if isinstance(self.raw, dict) else None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.raw!r})"


class Variants(dict[Any, Callable[[Any], Any]]):
    """The decoders of a union by tag. A variant's module is imported when its tag is first met."""

    def __init__(self, models: str, class_names: dict[Any, str]) -> None:
        super().__init__()
        self._models = models
        self._class_names = class_names

    def __missing__(self, tag: Any) -> Callable[[Any], Any]:
        class_name = self._class_names[tag]
        decode: Callable[[Any], Any] = getattr(importlib.import_module(self._models), class_name).from_dict
        self[tag] = decode
        return decode


#: Asked first: whether something is a mapping takes long to tell, and most values are none of all these.
_SCALARS = frozenset((bool, float, int, str))


def encode(value: Any) -> Any:
    """JSON of a model, or of any list or map that holds models; everything else as it is."""
    if type(value) in _SCALARS:
        return value
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    return value


def instant(value: Any) -> datetime.datetime | None:
    """The moment that a field tells, in UTC: epoch milliseconds, or an ISO 8601 text as some servers send."""
    if isinstance(value, (int, float)):
        return datetime.datetime.fromtimestamp(value / 1000, datetime.UTC)
    if isinstance(value, str):
        from dateutil.parser import isoparse

        return isoparse(value)
    return None
