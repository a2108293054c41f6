"""Every document gives a right package, or is refused with the places and the reasons.

`SHAPES` are generated together, each in every place: as a required and an optional field, as an item of an array, as
a value of a map, as a member of a union, and as a response. `REFUSED` never reach the generator.
"""

from __future__ import annotations

import copy
import importlib
import json
import keyword
import re
import subprocess
import sys
import typing
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest
import yaml
from attrs import evolve, frozen
from openapi_python_client.strings import snake_case

from contract import spec
from contract.diff.python_names import attribute
from contract.findings import CannotRunError
from contract.generate import GenerationError, generate, generate_client
from contract.supported import prepare
from contract.workspace import Workspace
from tests.support.generated import imported

WORKSPACE = Workspace.here()


def ref(name: str) -> dict[str, str]:
    """A reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def obj(required: str = "", /, **fields: Any) -> dict[str, Any]:
    """An object with these fields; `required` names some of them."""
    return {"type": "object", "required": required.split(), "properties": fields}


STRING, INTEGER, NULL = {"type": "string"}, {"type": "integer"}, {"type": "null"}

#: Schemas that the shapes refer to.
SCHEMAS: dict[str, Any] = {
    "Cat": obj("kind", kind={"const": "cat"}, lives=INTEGER),
    "Dog": obj("kind tricks", kind={"type": "string", "const": "dog"}, tricks={"type": "array", "items": STRING}),
    "Pet": {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": {"propertyName": "kind"}},
    "Marker": obj("mark", mark={"const": "mark"}),
    "Point": obj("x", x={"type": "number"}, y={"type": "number"}),
    "Named": obj("name", name=STRING),
    "Aged": obj("age", age={"type": ["integer", "null"]}),
    "Person": {"allOf": [ref("Named"), ref("Aged"), {"type": "object", "properties": {"nick": STRING}}]},
    "Mood": {"type": "string", "enum": ["good", "bad", 'qu"ote', "back\\slash"], "description": 'Ends in "quotes"'},
    "Level": {"type": "integer", "enum": [3, 1, 2, -1]},
    "Names": {"type": "array", "items": STRING},
    "Pets": {"type": "array", "items": ref("Pet")},
    "Matrix": {"type": "array", "items": {"type": "array", "items": ref("Point")}},
    "Text": {"type": "string", "minLength": 1},
    "Alias": ref("Point"),
    "Labels": {"type": "object", "additionalProperties": STRING},
    "Points": {"type": "object", "additionalProperties": ref("Point")},
    "MaybePet": {"oneOf": [ref("Cat"), ref("Dog"), NULL]},
    "Tree": obj("children", children={"type": "array", "items": ref("Tree")}, parent={"anyOf": [ref("Tree"), NULL]}),
    "Truck": obj("wheels load", wheels=INTEGER, load=INTEGER),
    "Bike": obj("wheels bell", wheels=INTEGER, bell=STRING),
    "Vehicle": obj("wheels", wheels=INTEGER),
    "Circle": obj("form", form={"type": "string"}, r=INTEGER),
    "Square": obj("form", form={"type": "string"}, a=INTEGER),
    "Oval": obj("form", form={"type": "string"}),
    "Yes": obj("on", on={"const": "yes"}),
    "On": obj("on", on={"type": "boolean", "const": True}),
    "Off": obj("on", on={"type": "boolean", "enum": [False]}),
    "Nil": obj(
        "a b", a={"anyOf": [ref("Point"), NULL]}, b={"type": ["string", "null"]}, c={"type": ["string", "null"]}
    ),
}


@frozen
class Kind:
    """A kind of schema, and values of it.

    Attributes:
        name: A name for it.
        schema: The schema.
        values: Values of it, as JSON.
        python: The class of each value in Python, or of all; empty for what JSON gives.
    """

    name: str
    schema: Any
    values: Sequence[Any]
    python: str = ""


SHAPES = (
    Kind("String", STRING, ["", "a"]),
    Kind("Number", {"type": "number"}, [1, 1.5, -2]),
    Kind("Integer", {"type": "integer", "format": "int64"}, [0, 2**60]),
    Kind("Boolean", {"type": "boolean"}, [True, False]),
    Kind("Anything", {}, ["a", 1, {"a": None}, [None], False]),
    Kind("TrueSchema", {"description": "All."}, [{"x": 1}]),
    Kind("Date", {"type": "string", "format": "date"}, ["2020-02-29"]),
    Kind("DateTime", {"type": "string", "format": "date-time"}, ["2020-02-29T00:00:00Z"]),
    Kind("Uuid", {"type": "string", "format": "uuid"}, ["3fa85f64-5717-4562-b3fc-2c963f66afa6"]),
    Kind("Byte", {"type": "string", "format": "byte"}, ["aGk="]),
    Kind("Binary", {"type": "string", "format": "binary"}, ["aGk="]),
    Kind("NullableDateTime", {"type": ["string", "null"], "format": "date-time"}, ["2020-02-29T00:00:00Z", None]),
    Kind("DateTimeOrNumber", {"oneOf": [{"type": "string", "format": "date-time"}, {"type": "number"}]}, ["2020", 3]),
    Kind("Const", {"const": "only"}, ["only"]),
    Kind("ConstTyped", {"const": "only", "type": "string"}, ["only"]),
    Kind("ConstNumber", {"type": "integer", "const": 3}, [3]),
    Kind("ConstFloat", {"const": 1.5}, [1.5]),
    Kind("ConstBoolean", {"type": "boolean", "const": True}, [True]),
    Kind("ConstNull", {"const": None}, [None]),
    Kind("ConstObject", {"const": {"a": 1}}, [{"a": 1}]),
    Kind("Null", NULL, [None]),
    Kind("Enum", ref("Mood"), ["good", 'qu"ote']),
    Kind("EnumInline", {"type": "string", "enum": ["b", "a", "b"]}, ["a", "c"]),
    Kind("EnumSingle", {"enum": ["a"]}, ["a"]),
    Kind("EnumInteger", ref("Level"), [1, -1, 7]),
    Kind("EnumIntegerInline", {"type": "integer", "enum": [1, 2]}, [1]),
    Kind("EnumNumber", {"type": "number", "enum": [1.5, 2.5]}, [1.5]),
    Kind("EnumBoolean", {"type": "boolean", "enum": [True, False]}, [False]),
    Kind("EnumMixed", {"enum": ["a", 1, True]}, ["a", 1, True]),
    Kind("EnumNullable", {"type": ["string", "null"], "enum": ["a", "b", None]}, ["a", None]),
    Kind("EnumNullable30", {"type": "string", "nullable": True, "enum": ["a", "b"]}, ["a", None]),
    Kind("NullableString", {"type": ["string", "null"]}, ["a", None]),
    Kind("NullableString30", {"type": "string", "nullable": True}, ["a", None]),
    Kind("NullableNumber", {"anyOf": [{"type": "number"}, NULL]}, [1, 1.5, None]),
    Kind("NullableReference", {"anyOf": [ref("Point"), NULL]}, [{"x": 1}, None], "Point"),
    Kind("NullableReference30", {"allOf": [ref("Point")], "nullable": True}, [{"x": 1}, None], "Point"),
    Kind("NullableSibling", {**ref("Point"), "nullable": True}, [{"x": 1}, None], "Point"),
    Kind("NullableUnion", {"oneOf": [ref("Cat"), ref("Dog"), NULL]}, [{"kind": "cat"}, None], "Cat"),
    Kind("NullableUnionReference", ref("MaybePet"), [{"kind": "cat"}, None], "Cat"),
    Kind("NullableNamedUnion", {"anyOf": [ref("Pet"), NULL]}, [{"kind": "cat"}, None], "Cat"),
    Kind("NullableArray", {"type": ["array", "null"], "items": ref("Point")}, [[{"x": 1}], None], "list"),
    Kind("NullableMap", {"anyOf": [ref("Points"), NULL]}, [{"a": {"x": 1}}, None], "dict"),
    Kind("NullableEnum", {"anyOf": [ref("Mood"), NULL]}, ["good", None]),
    Kind("Object", ref("Point"), [{"x": 1, "y": 2}, {"x": 1, "z": None}], "Point"),
    Kind("ObjectInline", obj("a", a=STRING, b=ref("Point")), [{"a": "1", "b": {"x": 2}}], "*"),
    Kind("ObjectInInline", obj("a", a=obj("b", b=obj(c=STRING))), [{"a": {"b": {"c": "d"}}}], "*"),
    Kind("ObjectUntyped", {"properties": {"a": STRING}}, [{"a": "x"}], "*"),
    Kind("ObjectNulls", ref("Nil"), [{"a": None, "b": None}, {"a": {"x": 1}, "b": "b"}], "Nil"),
    Kind("ObjectAlias", ref("Alias"), [{"x": 1}], "Point"),
    Kind("ObjectRequiresMore", {"allOf": [ref("Point"), {"required": ["y"]}]}, [{"x": 1, "y": 2}], "*"),
    Kind(
        "ObjectEither",
        {**obj(a=STRING, b=STRING), "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        [{"a": "1"}],
        "*",
    ),
    Kind("ObjectRecursive", ref("Tree"), [{"children": [{"children": []}]}], "Tree"),
    Kind("AllOf", ref("Person"), [{"name": "n", "age": None, "nick": "x"}, {"name": "n", "age": 3}], "Person"),
    Kind("AllOfInline", {"allOf": [ref("Named"), obj("b", b=INTEGER)]}, [{"name": "n", "b": 1}], "*"),
    Kind("AllOfSiblings", {"allOf": [ref("Named")], "properties": {"c": INTEGER}}, [{"name": "n", "c": 1}], "*"),
    Kind("AllOfDescription", {"allOf": [ref("Point")], "description": "Which."}, [{"x": 1}], "Point"),
    Kind("AllOfNarrower", {"allOf": [obj(t=STRING), obj("t", t={"enum": ["a", "b"]})]}, [{"t": "a"}], "*"),
    Kind("AllOfEnum", {"allOf": [ref("Mood"), {"description": "How."}]}, ["good"]),
    Kind("AllOfString", {"allOf": [ref("Text"), {"maxLength": 3}]}, ["a"]),
    Kind("FreeObject", {"type": "object"}, [{}, {"a": {"b": None}}]),
    Kind("ClosedObject", {"type": "object", "additionalProperties": False}, [{}]),
    Kind("Map", ref("Labels"), [{}, {"a": "b"}]),
    Kind("MapInline", {"type": "object", "additionalProperties": INTEGER}, [{"a": 1}]),
    Kind("MapOfObjects", ref("Points"), [{"a": {"x": 1}}], "dict"),
    Kind(
        "MapOfNullable", {"additionalProperties": {"anyOf": [ref("Point"), NULL]}}, [{"a": {"x": 1}, "b": None}], "dict"
    ),
    Kind("MapOfUnions", {"additionalProperties": ref("Pet")}, [{"a": {"kind": "cat"}}], "dict"),
    Kind("MapOfMaps", {"additionalProperties": ref("Points")}, [{"a": {"b": {"x": 1}}}], "dict"),
    Kind("MapOfArrays", {"additionalProperties": ref("Pets")}, [{"a": [{"kind": "cat"}]}], "dict"),
    Kind("MapByPattern", {"type": "object", "patternProperties": {"^x-": ref("Point")}}, [{"x-a": {"x": 1}}], "dict"),
    Kind("Array", {"type": "array", "items": STRING}, [[], ["a"]]),
    Kind("ArrayReference", ref("Names"), [["a"]]),
    Kind("ArrayOfAnything", {"type": "array"}, [[1, None, {}]]),
    Kind("ArrayOfObjects", {"type": "array", "items": ref("Point")}, [[{"x": 1}]], "list"),
    Kind("ArrayOfInline", {"type": "array", "items": obj("a", a=ref("Point"))}, [[{"a": {"x": 1}}]], "list"),
    Kind("ArrayOfUnions", ref("Pets"), [[{"kind": "cat"}, {"kind": "dog", "tricks": []}]], "list"),
    Kind("ArrayOfArrays", ref("Matrix"), [[[{"x": 1}], []]], "list"),
    Kind(
        "ArrayOfNullable", {"type": "array", "items": {"anyOf": [ref("Pet"), NULL]}}, [[{"kind": "cat"}, None]], "list"
    ),
    Kind("ArrayOfNullableStrings", {"type": "array", "items": {"type": "string", "nullable": True}}, [["a", None]]),
    Kind("ArrayOfEnums", {"type": "array", "items": ref("Mood")}, [["good"]]),
    Kind("Tuple", {"type": "array", "prefixItems": [STRING, INTEGER], "items": False}, [["a", 1]]),
    Kind("Union", ref("Pet"), [{"kind": "cat"}, {"kind": "cat", "lives": 9}], "Cat"),
    Kind("UnionInline", {"anyOf": [ref("Cat"), ref("Marker")]}, [{"mark": "mark"}], "Marker"),
    Kind(
        "UnionOfInline",
        {"oneOf": [obj("t", t={"const": "a"}), obj("t", t={"const": "b"}, p=ref("Point"))]},
        [{"t": "b", "p": {"x": 1}}],
        "*",
    ),
    Kind("UnionOfScalars", {"type": ["string", "integer", "boolean"]}, ["a", 1, True]),
    Kind(
        "UnionOfArrays",
        {"oneOf": [{"type": "array", "items": STRING}, {"type": "array", "items": INTEGER}]},
        [["a"], [1]],
    ),
    Kind("UnionOfUnions", {"oneOf": [ref("Pet"), ref("Marker")]}, [{"kind": "cat"}], "Cat"),
    Kind("UnionWithString", {"oneOf": [STRING, ref("Point")]}, [{"x": 1}, "a"], "Point"),
    Kind(
        "UnionWithNumber",
        {"oneOf": [{"type": "number"}, {"type": "boolean"}, ref("Point")]},
        [{"x": 1}, 3, 1.5, True],
        "Point",
    ),
    Kind("UnionWithEnum", {"oneOf": [ref("Mood"), ref("Point")]}, [{"x": 1}, "good"], "Point"),
    Kind("UnionWithIntegerEnum", {"oneOf": [ref("Level"), ref("Point")]}, [{"x": 1}, 1], "Point"),
    Kind("UnionWithConst", {"oneOf": [{"const": "none"}, ref("Point")]}, [{"x": 1}, "none"], "Point"),
    Kind(
        "UnionWithConsts",
        {"oneOf": [{"const": "a"}, {"const": 1}, {"const": True}, ref("Pet")]},
        [{"kind": "cat"}, "a", 1],
        "Cat",
    ),
    Kind(
        "UnionWithDate",
        {"oneOf": [{"type": "string", "format": "date-time"}, ref("Point")]},
        [{"x": 1}, "2020"],
        "Point",
    ),
    Kind("UnionWithArray", {"oneOf": [ref("Names"), ref("Point")]}, [{"x": 1}, ["a"]], "Point"),
    Kind("UnionWithOwnArray", {"oneOf": [ref("Point"), {"type": "array", "items": ref("Point")}]}, [{"x": 1}], "Point"),
    Kind(
        "UnionOfOneAndMany",
        {"oneOf": [{"type": "array", "items": ref("Pet")}, ref("Pet")]},
        [[{"kind": "cat"}]],
        "list",
    ),
    Kind("UnionStringOrObjects", {"oneOf": [STRING, ref("Matrix")]}, [[[{"x": 1}]], "a"], "list"),
    Kind("UnionStringOrMap", {"oneOf": [STRING, ref("Labels")]}, [{"a": "b"}, "a"]),
    Kind("UnionStringOrMapOfObjects", {"oneOf": [STRING, ref("Points")]}, [{"a": {"x": 1}}, "a"], "dict"),
    Kind("UnionOfArrayAndMap", {"oneOf": [ref("Points"), ref("Pets"), STRING]}, [{"a": {"x": 1}}, "a"], "dict"),
    Kind("UnionTaggedOrMap", {"oneOf": [ref("Pet"), ref("Labels")]}, [{"kind": "cat"}], "Cat"),
    Kind("UnionUntagged", {"oneOf": [ref("Vehicle"), ref("Truck"), ref("Bike")]}, [{"wheels": 2, "bell": "b"}], "Bike"),
    Kind("UnionFallback", {"oneOf": [ref("Truck"), ref("Vehicle")]}, [{"wheels": 2}], "Vehicle"),
    Kind("UnionOfBooleanTags", {"oneOf": [ref("On"), ref("Off"), ref("Yes")]}, [{"on": False}], "Off"),
    Kind(
        "UnionMapped",
        {
            "oneOf": [ref("Circle"), ref("Square")],
            "discriminator": {
                "propertyName": "form",
                "mapping": {"c": "#/components/schemas/Circle", "s": "#/components/schemas/Square", "q": "Square"},
            },
        },
        [{"form": "q", "a": 1}, {"form": "s"}],
        "Square",
    ),
    Kind(
        "UnionByName",
        {"oneOf": [ref("Square"), ref("Oval")], "discriminator": {"propertyName": "form"}},
        [{"form": "Square"}],
        "Square",
    ),
    Kind("UnionOfAnything", {"anyOf": [ref("Point"), {}]}, [{"x": 1}, 7]),
    Kind("UnionOfOne", {"oneOf": [ref("Point")]}, [{"x": 1}], "Point"),
    Kind("UnionTyped", {"type": "object", "oneOf": [ref("Cat"), ref("Dog")]}, [{"kind": "cat"}], "Cat"),
    Kind("Not", {"type": "string", "not": {"enum": ["a"]}}, ["b"]),
)

#: The kinds that are also the response of an operation; each operation takes the generator a while.
RESPONSES = (
    *(
        "Number",
        "Anything",
        "ConstTyped",
        "Enum",
        "EnumInteger",
        "NullableReference30",
        "NullableNamedUnion",
        "ObjectInInline",
    ),
    *(
        "AllOfInline",
        "MapInline",
        "MapOfUnions",
        "ArrayReference",
        "ArrayOfNullable",
        "UnionOfInline",
        "UnionWithArray",
    ),
)

#: Fields whose names Python or the classes use themselves; and those that look like Python but need no change.
FIELDS = [
    *("from_dict", "to_dict", "additional_properties", "_read", "_decode", "self", "cls", "models", "schemas", "field"),
    *("str", "int", "float", "bool", "list", "dict", "datetime", "property", "staticmethod", "type", "id", "None"),
    *(
        "class",
        "match",
        "data",
        "model",
        "1st",
        "a-b",
        "ünï",
        "x y",
        "$schema",
        "Any",
        "Literal",
        "createdAt",
        "raw",
        "tag",
    ),
    *("object", "instant", "define", 'quo"te', "back\\slash", "{brace}", "__init__", "__class__", "name", "value"),
]
DESCRIPTIONS = [
    'ends in "',
    'has """ three',
    "ends in a backslash \\",
    '"""',
    "\\",
    "\\N{x} \\u12 \\x",
    "{{ jinja }} {% raw %}",
    "two\n\nparagraphs\n\n- a\n- list",
    "tab\tand\rreturn",
    "\u2028",
    "ü ☃ 🂡",
    "x" * 300 + '"',
    " ",
]


def document(schemas: dict[str, Any], paths: dict[str, Any] | None = None, version: str = "3.1.0") -> dict[str, Any]:
    """A document with these schemas."""
    return {
        "openapi": version,
        "info": {"title": "t", "version": "1"},
        "paths": paths or {},
        "components": {"schemas": schemas},
    }


def operation(identifier: str, schema: Any) -> dict[str, Any]:
    """An operation that responds with a schema."""
    content = {"application/json": {"schema": schema}}
    return {
        "operationId": identifier,
        "tags": ["thing"],
        "summary": "S.",
        "responses": {200: {"description": "D.", "content": content}},
    }


def everything() -> dict[str, Any]:
    """The document with each kind of schema in each place."""
    schemas = copy.deepcopy(SCHEMAS)
    paths = {}
    for kind in SHAPES:
        schemas[f"{kind.name}Box"] = {
            "type": "object",
            "required": ["required", "items"],
            "properties": {
                "optional": kind.schema,
                "items": {"type": "array", "items": kind.schema},
                "required": kind.schema,
                "values": {"type": "object", "additionalProperties": kind.schema},
                "mixed": {"oneOf": [kind.schema, ref("Marker")]},
            },
        }
        if kind.name in RESPONSES:
            paths[f"/{kind.name}"] = {"get": operation(f"thing.get{kind.name}", kind.schema)}
    schemas["Fields"] = obj(" ".join(FIELDS[::2]), **{name: {**STRING, "description": name} for name in FIELDS})
    schemas["Moments"] = obj(
        created={"type": "string", "format": "date-time"},
        created_at={"type": "string", "format": "date-time"},
        updated={"type": ["string", "null"], "format": "date-time"},
    )
    schemas["Secrets"] = obj(field={**STRING, "x-secret": True}, other={**STRING, "x-secret": True})
    for number, text in enumerate(DESCRIPTIONS):
        schemas[f"Described{number}"] = {**obj(a={**STRING, "description": text}), "description": text}
        schemas[f"DescribedEnum{number}"] = {"type": "string", "enum": ["a", "b"], "description": text}
    for name in ("Exception", "List", "pet-store", "snake_case", "HTTPThing", "a.b", "2nd", "Ünï", "Describe", "type"):
        schemas[name] = obj("a", a=STRING)
    schemas["Model"] = obj("nothing", nothing={"anyOf": [ref("Model"), NULL]}, inner=obj(a=STRING))
    schemas["ModelInner"] = obj(model=ref("Model"))
    schemas["UsesNames"] = obj(exception=ref("Exception"), list=ref("List"), store=ref("pet-store"), dotted=ref("a.b"))
    return document(schemas, paths)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the document with everything, under the name that the config gives."""
    folder = tmp_path_factory.mktemp("everything")
    contract = folder / "openapi.yaml"
    contract.write_text(yaml.safe_dump(everything(), sort_keys=False, allow_unicode=True), "utf-8")
    generate(evolve(WORKSPACE, contract=contract), folder / "opencode_sessions_api")
    return folder / "opencode_sessions_api"


@pytest.fixture(scope="module")
def api(package: Path) -> Iterator[ModuleType]:
    """The same, imported in place of the real one."""
    with imported(package) as models:
        yield models


def same(value: Any, expected: Any) -> None:
    """Compare JSON; `1`, `1.0` and `True` are not the same."""
    assert json.dumps(value, sort_keys=True) == json.dumps(expected, sort_keys=True)


@pytest.mark.parametrize("kind", SHAPES, ids=lambda kind: kind.name)
def test_a_schema_is_right_in_every_place(api: ModuleType, kind: Kind) -> None:
    box_class = getattr(api, f"{kind.name}Box")
    name = f"opencode_sessions_api.api.thing.thing_get_{snake_case(kind.name)}"
    decode = importlib.import_module(name).decode if kind.name in RESPONSES else None
    encode = importlib.import_module("opencode_sessions_api.types").encode
    for number, value in enumerate(kind.values):
        wire = {
            "required": value,
            "optional": value,
            "items": [value, value],
            "values": {"a": value},
            "mixed": value,
        }
        box = box_class.from_dict(copy.deepcopy(wire))
        # Optional and null are both None, which is not sent.
        sent = {key: each for key, each in wire.items() if each is not None or key == "required"}
        same(box.to_dict(), sent)
        assert list(box.to_dict()) == [name for name in box_class._wire_names.values() if name in sent]
        places = [box.required, box.optional, box.items[1], box.values["a"], box.mixed]
        if decode is not None:
            places.append(decode(copy.deepcopy(value)))
            same(encode(places[-1]), value)
        for decoded in places:
            expected = type(value).__name__ if number or not kind.python else kind.python
            if value is None or not isinstance(value, (dict, list)) or not kind.python:
                same(decoded, value)
            elif expected not in ("*", "dict", "list") and not number:
                assert type(decoded).__name__ == expected
            else:
                assert type(decoded).__name__ not in ("dict", "list") or expected in ("dict", "list")
                assert not kind.python or not holds_objects(decoded), decoded
    marked = box_class.from_dict({"required": kind.values[0], "items": [], "mixed": {"mark": "mark"}})
    assert type(marked.mixed).__name__ == "Marker" or kind.name in (
        "Anything",
        "TrueSchema",
        "ConstObject",
        "UnionOfAnything",
    ), marked


def holds_objects(value: Any) -> bool:
    """Return True if there is an object below a list or a map that was not decoded."""
    if isinstance(value, list):
        return any(isinstance(each, dict) or holds_objects(each) for each in value)
    if isinstance(value, dict):
        return any(holds_objects(each) for each in value.values())
    return False


@pytest.mark.parametrize("kind", SHAPES, ids=lambda kind: kind.name)
def test_a_value_of_another_kind_is_decoded_too(api: ModuleType, kind: Kind) -> None:
    box_class = getattr(api, f"{kind.name}Box")
    odd: Any
    for odd in (None, 7, 1.5, "odd", True, [], [7], [None], [{}], {}, {"kind": []}, {"a": 1}, {"a": None, "x": {}}):
        wire = {"required": odd, "optional": odd, "items": [odd], "values": {"a": odd}, "mixed": odd}
        box = box_class.from_dict(copy.deepcopy(wire))
        box.to_dict()
        repr(box)
        box_class.from_dict({"items": odd, "values": odd}).to_dict()


def test_fields_keep_their_values_whatever_their_names(api: ModuleType) -> None:
    wire = {name: f"value of {name}" for name in FIELDS}
    fields = api.Fields.from_dict(wire)
    assert fields.to_dict() == wire
    assert fields.additional_properties is None
    for name in FIELDS:
        assert getattr(fields, attribute(name)) == f"value of {name}"
    names = [field.name for field in attrs.fields(api.Fields)]
    assert sorted(names) == sorted({"additional_properties", *map(attribute, FIELDS)})
    assert not any(keyword.iskeyword(name) for name in names)
    assert api.Fields(**{field.name: "x" for field in attrs.fields(api.Fields)[1:]}).to_dict() == dict.fromkeys(
        wire, "x"
    )
    moments = api.Moments.from_dict(
        {"created": "2020-01-01T00:00:00Z", "created_at": "2021-01-01T00:00:00Z", "updated": None}
    )
    assert (moments.created, moments.created_at) == ("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z")
    assert moments.updated_at is None
    assert repr(api.Secrets("a", "b")) == "Secrets(field=***, other=***)"


def test_classes_with_odd_names(api: ModuleType) -> None:
    wire = {"exception": {"a": "1"}, "list": {"a": "2"}, "store": {"a": "3"}, "dotted": {"a": "4"}}
    named = api.UsesNames.from_dict(wire)
    assert [type(each).__name__ for each in (named.exception, named.list_, named.store, named.dotted)] == [
        *("Exception_", "List", "PetStore", "AB")
    ]
    assert named.to_dict() == wire
    model = api.Model.from_dict({"nothing": None, "inner": {"a": "b"}})
    assert (type(model).__name__, type(model.inner).__name__) == ("Model", "ModelInner2")
    assert model.to_dict() == {"nothing": None, "inner": {"a": "b"}}


def test_descriptions_are_kept(api: ModuleType) -> None:
    for number, text in enumerate(DESCRIPTIONS):
        words = " ".join((getattr(api, f"Described{number}").__doc__ or "").split())
        if text.strip() and "\r" not in text and len(text) < 100:
            assert words == " ".join(text.split())


def test_every_module_can_be_imported_and_every_annotation_evaluated(package: Path, api: ModuleType) -> None:
    for path in package.rglob("*.py"):
        parts = path.relative_to(package.parent).with_suffix("").parts
        importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    for name in api.__all__:
        if attrs.has(kind := getattr(api, name)):
            typing.get_type_hints(kind)


def test_the_type_checker_finds_nothing(package: Path, tmp_path: Path) -> None:
    arguments = ["mypy", "--strict", "--cache-dir", str(tmp_path), package.name]
    found = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=package.parent, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout


def thing(schema: Any, **others: Any) -> dict[str, Any]:
    """A document whose schema `Thing` has a field `x`, or is the schema itself if it is not a field's."""
    return document({"Thing": obj("x", x=schema), **others})


THING = "/components/schemas/Thing"
X = f"{THING}/properties/x"
AT = {"type": "string"}

#: Documents that are refused: the pointer of the finding, and words of it.
REFUSED: dict[str, tuple[Any, str, str]] = {
    "not an object": ([], "/", "not an OpenAPI document"),
    "swagger": ({"swagger": "2.0", "paths": {}}, "/openapi", "only OpenAPI 3.0 and 3.1"),
    "version of the future": ({**document({}), "openapi": "4.0.0"}, "/openapi", "it says '4.0.0'"),
    "version as a number": ({**document({}), "openapi": 3.1}, "/openapi", "it says 3.1"),
    "components is a list": ({**document({}), "components": []}, "/components", "must be an object"),
    "schemas is a list": ({**document({}), "components": {"schemas": []}}, "/components/schemas", "must be an object"),
    "nothing": (document({}), "/paths", "nothing to generate. Add an operation"),
    "path item is a text": (document({}, {"/a": "b"}), "/paths/~1a", "must be an object"),
    "operation is a list": (document({}, {"/a": {"get": []}}), "/paths/~1a/get", "must be an object"),
    "name without a class": (document({"Größe": obj(x=AT)}), "/components/schemas/Größe", "no certain class name"),
    "name too long": (document({"A" * 250: obj(x=AT)}), f"/components/schemas/{'A' * 250}", "too long for a file"),
    "dangling": (thing(ref("Nowhere")), f"{X}/$ref", "leads nowhere"),
    "other file": (thing({"$ref": "other.yaml#/Thing"}), f"{X}/$ref", "out of this document"),
    "other server": (thing({"$ref": "https://example.com/a.json"}), f"{X}/$ref", "out of this document"),
    "reference is a number": (thing({"$ref": 3}), f"{X}/$ref", "out of this document"),
    "refers to itself": (document({"A": ref("A")}), "/components/schemas/A/$ref", "leads nowhere"),
    "circle": (document({"A": ref("B"), "B": ref("A")}), "/components/schemas/A/$ref", "leads nowhere"),
    "allOf of itself": (
        document({"A": {"allOf": [ref("A"), obj(a=AT)]}}),
        "/components/schemas/A/allOf/0",
        "consists of itself",
    ),
    "array of itself": (
        document({"A": {"type": "array", "items": ref("A")}}),
        "/components/schemas/A/items",
        "consists of itself",
    ),
    "map of itself": (
        document({"A": {"additionalProperties": ref("A")}}),
        "/components/schemas/A",
        "consists of itself",
    ),
    "any JSON": (
        document({"A": {"oneOf": [STRING, {"type": "array", "items": ref("A")}, {"additionalProperties": ref("A")}]}}),
        "/components/schemas/A/oneOf/1/items",
        "consists of itself",
    ),
    "schema is a text": (thing("string"), X, "not a schema"),
    "schema is a list": (thing([STRING]), X, "not a schema"),
    "schema is null": (thing(None), X, "not a schema"),
    "false": (thing(False), X, "no value is valid"),
    "unknown type": (thing({"type": "date"}), X, "the type 'date' does not exist"),
    "type of 2.0": (thing({"type": "file"}), X, "the type 'file' does not exist"),
    "types is empty": (thing({"type": []}), X, "does not exist"),
    "type is null": (thing({"type": None}), X, "in quotes"),
    "enum is empty": (thing({"enum": []}), X, "list of values"),
    "enum is a text": (thing({"type": "string", "enum": "a"}), X, "list of values"),
    "enum of booleans in a string": (thing({"type": "string", "enum": [True, "no"]}), X, "Put it in quotes"),
    "enum of texts in an integer": (thing({"type": "integer", "enum": ["1"]}), X, "not of the type integer"),
    "boolean in an integer": (thing({"type": "integer", "enum": [1, True]}), X, "not of the type integer"),
    "control character": (thing({"enum": ["a\x00", "b"]}), X, "cannot show"),
    "const of another type": (thing({"type": "string", "const": 1}), X, "not of the type string"),
    "allOf is a text": (thing({"allOf": "a"}), X, "list of schemas"),
    "oneOf is empty": (thing({"oneOf": []}), X, "list of schemas"),
    "allOf of object and string": (thing({"allOf": [obj(a=AT), STRING]}), X, "an object with a string"),
    "allOf of string and integer": (thing({"allOf": [STRING, INTEGER]}), X, "integer and string at once"),
    "allOf with a union": (
        thing({"allOf": [obj(a=AT), {"oneOf": [obj("k", k={"const": 1}), obj("k", k={"const": 2})]}]}),
        X,
        "an object with a union",
    ),
    "fields that exclude one another": (
        thing({"allOf": [obj(a=STRING), obj(a=INTEGER)]}),
        f"{X}/allOf/1/properties/a",
        "at once",
    ),
    "properties is a list": (thing({"type": "object", "properties": [1]}), X, "`properties` must be an object"),
    "required is a boolean": (
        thing({"type": "object", "properties": {"a": STRING}, "required": True}),
        X,
        "`required` must be",
    ),
    "untagged": (
        thing({"oneOf": [ref("A"), ref("B")]}, A=obj("a", a=AT), B=obj("a", a=AT)),
        X,
        "A and B cannot be told apart",
    ),
    "optional fields": (thing({"oneOf": [obj(a=AT), obj(b=AT)]}), X, "cannot be told apart"),
    "optional tags": (
        thing({"oneOf": [ref("A"), ref("B")]}, A=obj(k={"const": "a"}), B=obj(k={"const": "b"})),
        X,
        "cannot be told apart",
    ),
    "the same tag": (
        thing({"oneOf": [ref("A"), ref("B")]}, A=obj("k", k={"const": "a"}), B=obj("k", k={"const": "a"})),
        X,
        "A and B have the same `k`",
    ),
    "the tag unknown": (
        thing({"oneOf": [ref("A"), ref("B")]}, A=obj("k", k={"const": "a"}), B=obj("k", k={"const": "unknown"})),
        X,
        "stands for unknown variants",
    ),
    "the tag tag": (
        thing({"oneOf": [ref("A"), ref("B")]}, A=obj("tag", tag={"const": "a"}), B=obj("tag", tag={"const": "b"})),
        X,
        "what unknown variants have",
    ),
    "all have raw": (
        thing(
            {"oneOf": [ref("A"), ref("B")]},
            A=obj("k raw", k={"const": 1}, raw=AT),
            B=obj("k raw", k={"const": 2}, raw=AT),
        ),
        X,
        "what unknown variants have",
    ),
    "object and map": (thing({"oneOf": [obj("a", a=AT), {"additionalProperties": STRING}]}), X, "a map and"),
    "two arrays of objects": (
        thing({"oneOf": [{"type": "array", "items": obj("a", a=AT)}, {"type": "array", "items": STRING}]}),
        X,
        "two arrays",
    ),
    "two maps of objects": (
        thing({"oneOf": [{"additionalProperties": obj("a", a=AT)}, {"additionalProperties": STRING}]}),
        X,
        "another map",
    ),
    "two discriminators": (
        document(
            {
                "Thing": obj(
                    x={"oneOf": [ref("A"), ref("B")], "discriminator": {"propertyName": "k"}},
                    y={"oneOf": [ref("A"), ref("B")], "discriminator": {"propertyName": "l"}},
                ),
                "A": obj("k l", k=AT, l=AT),
                "B": obj("k l", k=AT, l=AT),
            }
        ),
        f"{THING}/properties/y",
        "told apart in another way",
    ),
    "one file": (
        document({"Thing": obj(a=AT), "THING": obj(a=AT)}),
        "/components/schemas/THING",
        "in one file, thing.py",
    ),
    "one class": (document({"a-b": obj(a=AT), "AB": obj(a=AT)}), "/components/schemas/AB", "the class `AB`"),
    "name of typing": (document({"Any": obj(a=AT)}), "/components/schemas/Any", "the package itself uses"),
    "name of a module": (document({"importlib": obj(a=AT)}), "/components/schemas/importlib", "cannot be the name"),
    "no name": (document({"日本": obj(a=AT)}), "/components/schemas/日本", "cannot be the name"),
    "ligature of a class": (document({"Oﬃce": obj(a=AT)}), "/components/schemas/Oﬃce", "cannot be the name"),
    "unknown variants": (
        document(
            {
                "Pet": {"oneOf": [ref("A"), ref("B")]},
                "UnknownPet": obj(a=AT),
                "A": obj("k", k={"const": "a"}),
                "B": obj("k", k={"const": "b"}),
            }
        ),
        "/components/schemas/UnknownPet",
        "unknown variants",
    ),
    "cls and cls_": (document({"Thing": obj(cls=AT, cls_=AT)}), f"{THING}/properties/cls_", "the attribute `cls`"),
    "two cases": (
        document({"Thing": obj(createdAt=AT, created_at=AT)}),
        f"{THING}/properties/created_at",
        "the attribute `created_at`",
    ),
    "signs": (document({"Thing": obj(**{"+1": AT, "-1": AT})}), f"{THING}/properties/-1", "both be the attribute"),
    "ligature": (document({"Thing": {"properties": {"ﬁ": AT}}}), f"{THING}/properties/ﬁ", "cannot be an attribute"),
    "control character in a name": (
        document({"Thing": obj(**{"a\x00b": AT})}),
        f"{THING}/properties/a\x00b",
        "cannot be an attribute",
    ),
    "in a response": (
        document({}, {"/a": {"get": operation("a", {"type": "date"})}}),
        "/paths/~1a/get/responses/200/content/application~1json/schema",
        "does not exist",
    ),
    "description is a number": (document({"Thing": {**obj(a=AT), "description": 5}}), f"{THING}/description", "string"),
}


def read(path: Path, content: Any) -> spec.Document:
    """Write a document, and read it."""
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True) if content else "[]"
    path.write_text(text, "utf-8")
    return spec.read(path)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_right_is_refused(tmp_path: Path, name: str) -> None:
    content, pointer, words = REFUSED[name]
    found = prepare(read(tmp_path / "openapi.yaml", content)).findings
    assert pointer in [finding.where for finding in found if words in finding.what], found
    for finding in found:
        assert finding.line is not None
        assert re.fullmatch(r".*[.] [A-Z].*[.]", finding.what), finding.what
        assert not re.search("<|UntrustedString|Traceback", finding.what)


def test_all_that_is_wrong_is_listed_at_once_with_its_line(tmp_path: Path) -> None:
    contract = tmp_path / "things.yaml"
    contract.write_text(
        "openapi: 3.1.0\n"
        "info: {title: t, version: '1'}\n"
        "paths: {}\n"
        "components:\n"
        "  schemas:\n"
        "    Union:\n"
        "      type: object\n"
        "      properties:\n"
        "        a: {type: date}\n"
        "        b: {enum: []}\n"
    )
    with pytest.raises(GenerationError) as caught:
        generate(evolve(WORKSPACE, contract=contract), tmp_path / "opencode_sessions_api")
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [
        "things.yaml:6 /components/schemas/Union",
        "things.yaml:9 /components/schemas/Union/properties/a",
        "things.yaml:10 /components/schemas/Union/properties/b",
    ]
    assert not (tmp_path / "opencode_sessions_api").exists()


@pytest.mark.parametrize("schema", [AT, {}, {"type": "object"}], ids=["text", "anything", "map"])
def test_a_document_without_classes(tmp_path: Path, schema: dict[str, Any]) -> None:
    contract = read(tmp_path / "plain.yaml", document({}, {"/a": {"get": operation("a", schema)}}))
    assert generate_client(WORKSPACE, contract, tmp_path / "plain", source="plain.json", name="plain") > 5


def test_json_with_characters_as_two_escapes(tmp_path: Path) -> None:
    content = {"a": "\U0001f600 \\ud83d\\ude00", "\U0001f600": "\\\U0001f600"}
    (tmp_path / "a.json").write_text(json.dumps(content), "utf-8")
    assert spec.read(tmp_path / "a.json").content == content


@pytest.mark.parametrize("text", ["a: 1\nb: 2\n'a': 3\n", '{"a": 1, "b": 2,\n\n"a": 3}'])
def test_a_key_that_stands_twice_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    with pytest.raises(CannotRunError, match=r"a\.yaml:3: the key 'a' stands twice"):
        spec.read(tmp_path / "a.yaml")


def test_a_merged_key_may_be_overridden(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: &a {x: 1, y: 1}\nb: &b {<<: *a, x: 2}\nc: {<<: *b, y: 3}\n", "utf-8")
    assert spec.read(tmp_path / "a.yaml").content["c"] == {"x": 2, "y": 3}
