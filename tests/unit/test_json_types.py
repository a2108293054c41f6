"""Types for structured output: what the schema takes is read, and all else is an error that names each place."""

from __future__ import annotations

import enum
import re
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Generic, Literal, NamedTuple, NewType, NotRequired, Required, TypedDict, TypeVar
from uuid import UUID

import attrs
import pydantic
import pytest
from jsonschema import Draft202012Validator

from opencode_sessions import FilePart, Part, Session
from opencode_sessions._structured_output import json_schema, structure

T = TypeVar("T")
Name = NewType("Name", str)


@dataclass
class Simple:
    """A dataclass."""

    n: int
    ok: bool
    tags: list[str]
    name: str


@dataclass
class Sum:
    kind: Literal["sum"]
    left: Term
    right: Term


@dataclass
class Product:
    kind: Literal["product"]
    left: Term
    right: Term


Term = Sum | Product | int


@pytest.mark.parametrize("leaf", [1, "x"])
def test_the_time_for_a_type_that_contains_itself_does_not_double_with_each_level(leaf: Any) -> None:
    answer: Any = leaf
    for _ in range(60):
        answer = {"kind": "product", "left": answer, "right": 1}
    if leaf == 1:
        assert isinstance(structure(answer, Product), Product)
    else:
        with pytest.raises(ValueError, match="expected Sum or Product or int"):
            structure(answer, Product)


@dataclass
class Growing(Generic[T]):
    child: Growing[list[T]] | None


@dataclass
class Cut:
    x: "list[int"  # type: ignore  # noqa: F722


@dataclass
class Absent:
    x: re.nothing  # type: ignore


class Movie(TypedDict):
    """Keys that may be missing."""

    title: Required[Annotated[str, "In English."]]
    year: NotRequired[int]
    stars: Annotated[NotRequired[int], "From 1 to 5."]


class Sequel(Movie, total=False):
    """All of its own may be missing."""

    part: float


class Point(NamedTuple):
    """A tuple with names."""

    x: float
    y: float = 0.0


class Colour(enum.IntEnum):
    """Numbers as values."""

    RED = 1
    BLUE = 2


@attrs.frozen
class Box(Generic[T]):
    """A generic class."""

    item: T
    others: tuple[T, ...] = ()


@attrs.frozen
class LabelledBox(Box[int], Generic[T]):
    """One that inherits from it; its variable of the same name is another."""

    label: T = attrs.field(kw_only=True)


@dataclass
class Tree:
    """A class that contains itself."""

    name: str
    children: list[Tree] = field(default_factory=list)
    favourite: Tree | None = None


@dataclass
class Circle:
    """A variant."""

    kind: Literal["circle"]
    radius: float


@dataclass
class Square:
    """Another one."""

    kind: Literal["square"]
    side: float


@attrs.frozen
class Even:
    """A class with a rule of its own."""

    number: int

    def __attrs_post_init__(self) -> None:
        if self.number % 2:
            raise ValueError(f"{self.number} is odd")


class Address(pydantic.BaseModel):
    """A model within a model."""

    street: str


class Person(pydantic.BaseModel):
    """A model of pydantic that takes nothing but its own types."""

    model_config = pydantic.ConfigDict(strict=True)

    name: str
    born: date
    home: Address | None = None
    friends: list[Person] = []


class Duck:
    """Not of pydantic, but with the two methods of its models."""

    def __init__(self, sound: str) -> None:
        self.sound = sound

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Duck) and self.sound == other.sound

    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def model_json_schema(cls) -> dict[str, Any]:
        return {"type": "object", "properties": {"sound": {"$ref": "#/$defs/Address"}}, "$defs": {"Address": {}}}

    @classmethod
    def model_validate(cls, value: Any) -> Duck:
        if value["sound"] != "quack":
            raise ValueError("no duck")
        return cls(value["sound"])


@dataclass
class Farm:
    """Classes with definitions of the same name."""

    owner: Person
    duck: Duck
    trees: list[Tree]


ALL: list[Any] = [
    *(int, float, str, bool, list, dict, Any, Colour, Name, Circle, Movie, Sequel, Point, Simple, Tree, Box[int]),
    *(list[int], tuple[float, ...], Sequence[bool], dict[str, int], Mapping[str, list[str]], Literal[1, "a", None]),
    *(int | str, float | None, Circle | Square, list[Circle | None], LabelledBox[str], list[Tree], Box[list[Point]]),
    *(Literal[True], Even, Annotated[int, "a number"], dict[str, Any], Address, Farm, Person),
]
VALUES: list[Any] = [
    *(0, 1, 12.0, 12.9, "12", "a", "true", "", True, False, None, [], {}, [1], [1.0], [True], ["a"], [None], {"a": 1}),
    *({"kind": "circle", "radius": 1}, {"kind": "square", "side": 2.5}, {"kind": "square", "side": "x"}),
    *({"title": "Up"}, {"title": "Up", "year": 2009.0}, {"title": "Up", "year": "2009"}, {"title": 1, "part": 2}),
    *({"x": 1}, {"x": 1, "y": 2, "z": 3}, {"number": 4}, {"item": 1}, {"item": 1, "others": ["a"]}, {"street": "x"}),
    *({"item": 1, "label": "a"}, {"item": 1, "label": 1}, {"item": [{"x": 0}]}, {"a": ["b"]}, {"a": ["b", 3]}),
    *({"name": "a", "children": [{"name": "b"}]}, {"name": "a", "children": [{"title": "b"}], "favourite": {}}),
    *([{"name": "b"}], [{"kind": "circle", "radius": 1}, None], {"n": 1, "ok": True, "tags": ["a"], "name": "b"}),
    *(
        {"n": 12.9, "ok": "false", "tags": "abc", "name": None},
        {"n": 1, "ok": True, "tags": ["a"], "name": "b", "c": 1},
    ),
]


def is_read(value: Any, kind: Any) -> bool:
    try:
        structure(value, kind)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("kind", ALL, ids=repr)
def test_what_the_schema_takes_is_read_and_nothing_else(kind: Any) -> None:
    schema = json_schema(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["type"] == "object"
    assert "properties" in schema
    validator = Draft202012Validator(schema)
    for value in VALUES:
        for answer in (value, {"value": value}):
            assert is_read(answer, kind) == validator.is_valid(answer), answer


@pytest.mark.parametrize(
    ("kind", "answer", "wanted"),
    [
        (Simple, {"n": 12.0, "ok": True, "tags": ["a"], "name": "b"}, Simple(12, True, ["a"], "b")),
        (Sequel, {"title": "Up", "part": 2}, {"title": "Up", "part": 2.0}),
        (Point, {"x": 1}, Point(1.0, 0.0)),
        (Colour, {"value": 2.0}, Colour.BLUE),
        (Literal[Colour.RED], {"value": 1}, Colour.RED),
        (Literal[True, 1], {"value": 1}, 1),
        (Box[list[Point]], {"item": [{"x": 1}], "others": [[]]}, Box([Point(1.0)], ([],))),
        (LabelledBox[str], {"item": 1, "label": "a"}, LabelledBox(1, label="a")),
        (list[Tree], {"value": [{"name": "a", "favourite": {"name": "b"}}]}, [Tree("a", favourite=Tree("b"))]),
        (tuple[int, ...], {"value": [1, 2]}, (1, 2)),
        (dict[str, list[Name]], {"value": {"a": ["b"]}}, {"a": ["b"]}),
        # The first that matches.
        (date | str, {"value": "2026-01-31"}, date(2026, 1, 31)),
        (str | date, {"value": "2026-01-31"}, "2026-01-31"),
        (float | int, {"value": 1}, 1.0),
        (Circle | Square, {"value": {"kind": "square", "side": 1}}, Square("square", 1.0)),
        (int | None, {"value": None}, None),
        (date, {"value": "2026-01-31"}, date(2026, 1, 31)),
        (datetime, {"value": "2026-01-31T10:00:00Z"}, datetime(2026, 1, 31, 10, tzinfo=UTC)),
        (datetime, {"value": "2026-01-31T10:00"}, datetime(2026, 1, 31, 10)),
        (time, {"value": "10:30"}, time(10, 30)),
        (UUID, {"value": "6BA7B810-9dad-11d1-80b4-00c04fd430c8"}, UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")),
        (Person, {"name": "A", "born": "1999-12-31"}, Person(name="A", born=date(1999, 12, 31))),
        (list[Duck], {"value": [{"sound": "quack"}]}, [Duck("quack")]),
        (pydantic.RootModel[list[int]], {"value": [1]}, pydantic.RootModel[list[int]]([1])),
    ],
)
def test_objects(kind: Any, answer: Any, wanted: Any) -> None:
    found = structure(answer, kind)
    assert (found, type(found)) == (wanted, type(wanted))


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        (
            Simple,
            {"n": 12.9, "ok": "false", "tags": "abc", "name": None},
            '$.n: expected int, got 12.9; $.ok: expected bool, got "false"; $.tags: expected list[str], got "abc"; '
            "$.name: expected str, got null",
        ),
        (Simple, [], "$: expected Simple, got []"),
        (
            Simple,
            {"n": True, "ok": 1, "tags": [1, "a", None]},
            "$.n: expected int, got true; $.ok: expected bool, got 1; $.tags[0]: expected str, got 1; "
            "$.tags[2]: expected str, got null; $.name: expected str, but it is missing",
        ),
        (Point, {"x": 1, "the z": 2}, '$["the z"]: Point has no such field, got 2'),
        (list[Tree], {"value": [{"name": "a", "children": [{}]}]}, "$.value[0].children[0].name: expected str, but"),
        (list[int], [1], "$: expected list[int], got [1]"),
        (list[int], {"value": 1}, "$.value: expected list[int], got 1"),
        (dict[str, int], {"value": {"a": "b"}}, '$.value.a: expected int, got "b"'),
        (Literal["a", 1], {"value": True}, '$.value: expected "a" or 1, got true'),
        (int | None, {"value": "1"}, '$.value: expected int or null, got "1"'),
        # The variant that was meant.
        (Circle | None, {"value": {"kind": "circle"}}, "$.value.radius: expected float, but it is missing"),
        (
            Circle | Square,
            {"value": {"kind": "square", "side": "x"}},
            '$.value: expected Circle or Square, got {"kind": "square", "side": "x"}; '
            '$.value.side: expected float, got "x"',
        ),
        (Even, {"number": 3}, "$: Even does not take it: 3 is odd"),
        (Even | None, {"value": {"number": 3}}, "$.value: Even does not take it: 3 is odd"),
        (datetime, {"value": "2026-01-31"}, '$.value: expected datetime, got "2026-01-31"'),
        (date, {"value": "31.1.2026"}, '$.value: expected date, got "31.1.2026"'),
        (time, {"value": 10}, "$.value: expected time, got 10"),
        (UUID, {"value": "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}"}, "$.value: expected UUID"),
        (float, {"value": 10**400}, "$.value: expected float, got 1000"),
        (Person, {"name": 1, "born": "1999-12-31"}, "$.name: Input should be a valid string, got 1"),
        (list[Duck], {"value": [{"sound": "woof"}]}, "$.value[0]: Duck does not take it: no duck"),
        (Person | int, {"value": "x"}, "$.value: expected Person or int"),
    ],
)
def test_answers_that_do_not_match(kind: Any, answer: Any, words: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(words)}"):
        structure(answer, kind)


def test_many_problems_and_deep_json() -> None:
    with pytest.raises(ValueError, match=r"\$\.value\[19\].*; and 5 more$"):
        structure({"value": ["x"] * 25}, list[int])
    deep: Any = {"name": "a"}
    for _ in range(5000):
        deep = {"name": "a", "children": [deep]}
    with pytest.raises(ValueError, match="nested too deeply"):
        structure(deep, Tree)


def test_schemas() -> None:
    assert json_schema(Movie) == {
        "type": "object",
        "title": "Movie",
        "properties": {
            "title": {"type": "string", "description": "In English."},
            "year": {"type": "integer"},
            "stars": {"type": "integer", "description": "From 1 to 5."},
        },
        "required": ["title"],
        "additionalProperties": False,
    }
    assert json_schema(list[date])["properties"] == {
        "value": {"type": "array", "items": {"type": "string", "format": "date"}}
    }
    farm = json_schema(Farm)
    assert farm["$defs"].keys() == {"Address", "Person", "Address_", "Tree"}
    assert farm["properties"]["duck"]["properties"]["sound"] == {"$ref": "#/$defs/Address_"}
    assert farm["properties"]["trees"]["items"] == {"$ref": "#/$defs/Tree"}
    assert "$defs" not in json_schema(Box[Circle])


@dataclass
class Nested:
    """It has no schema because of a field."""

    tables: list[dict[str, set[int]]]


@dataclass
class Outer:
    """Nor has one that contains it."""

    inner: Nested | None


@dataclass
class WithParts:
    """A class of the SDK within."""

    parts: list[FilePart]


@dataclass
class WithFunction:
    """A function within."""

    call: Callable[[], int]


@dataclass
class WithArgument:
    """An argument that is no field."""

    extra: InitVar[int]


Untyped = namedtuple("Untyped", "x")


class Bytes(enum.Enum):
    """Values that JSON does not have."""

    A = b"a"


class Broken(pydantic.BaseModel):
    """A model without a schema."""

    call: Callable[[], int]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Outer, r"^Nested\.tables: set\[int\] has no JSON schema: use str, int, .*pydantic\.$"),
        (WithFunction, r"^WithFunction\.call: .* has no JSON schema"),
        (WithParts, r"^WithParts\.parts: FilePart is a class of this SDK"),
        (WithArgument, r"^WithArgument\.extra: .* has no JSON schema"),
        (Untyped, r"^Untyped\.x has no type"),
        (Bytes, "^format: b'a' has no form in JSON"),
        (Broken, "^format: Broken has no JSON schema: .*Callable"),
        (Box, r"^Box\.item: ~T has no JSON schema"),
        (Session, "^format: Session is a class of this SDK"),
        (Part, "^format: TextPart is a class of this SDK"),
        (set, "^format: set has no JSON schema"),
        (complex, "^format: complex has no JSON schema"),
        (print, "^format: <built-in function print> has no JSON schema"),
        ("Movie", "^format: 'Movie' has no JSON schema"),
        ([int], r"^format: \[<class 'int'>\] has no JSON schema"),
        (Simple(1, True, [], ""), r"^format: Simple\(n=1, .* has no JSON schema"),
        (tuple[int, str], r"^format: tuple\[int, str\] has no JSON schema: use tuple\[…, \.\.\.\] or a NamedTuple"),
        (Growing[int], r"^format: Growing\[int\] has no JSON schema: it contains larger and larger types"),
        (Cut, r"^Cut has annotations that cannot be resolved \(Forward reference must be an expression"),
        (Absent, r"^Absent has annotations that cannot be resolved \(.*nothing.*\): correct them\.$"),
        (dict[int, str], r"^format: dict\[int, str\] has no JSON schema: keys in JSON are texts"),
    ],
)
def test_types_without_a_schema(kind: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        json_schema(kind)
