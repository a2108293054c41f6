"""What documents say of operations: each is sent and read as it says, or refused with the place, a reason and a remedy.

The operations that are supported are one document, of which one package is made; each is called on a server.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import math
import re
import shutil
import subprocess
import sys
import typing
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from attrs import field, frozen
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from contract.__main__ import main
from contract.calls import calls
from contract.generate import GenerationError, generate_client
from contract.normalize import normalized
from contract.spec import Document
from contract.supported import prepare
from contract.workspace import Workspace
from opencode_sessions_api.client import NOT_GIVEN
from tests.support.pages import blocks

WORKSPACE = Workspace.here()
PACKAGE = "operations_api"

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

STRING = {"type": "string"}
INTEGER = {"type": "integer"}
NUMBER = {"type": "number"}
BOOLEAN = {"type": "boolean"}
FILE = {"type": "string", "format": "binary"}
THING = {"$ref": "#/components/schemas/Thing"}
JOB = {"$ref": "#/components/schemas/Job"}


def array(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def an_object(required: str = "", **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": properties}


def parameter(name: str, place: str, schema: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": place, "schema": schema} | ({"required": True} if place == "path" else {}) | more


def content(media_type: str, schema: Any = None, **more: Any) -> dict[str, Any]:
    return {media_type: ({} if schema is None else {"schema": schema}) | more}


def body(media_type: str, schema: Any = None, required: bool = True, **more: Any) -> dict[str, Any]:
    return {"requestBody": {"required": required, "content": content(media_type, schema, **more)}}


def responses(**by_status: Any) -> dict[str, Any]:
    """Responses by `_200=content`; None for one without content."""
    return {
        "responses": {
            status.removeprefix("_"): {"description": "It."} | ({} if each is None else {"content": each})
            for status, each in by_status.items()
        }
    }


def document(operations: Mapping[str, Any]) -> Document:
    """A document of operations, by `METHOD path`."""
    paths: dict[str, Any] = {}
    for number, (name, operation) in enumerate(operations.items()):
        method, _, path = name.partition(" ")
        node = {"operationId": f"c.op{number}", "tags": ["c"], "responses": {"204": {"description": "No."}}}
        node |= operation
        paths.setdefault(path, {})[method.lower()] = {key: each for key, each in node.items() if each is not None}
    schemas = {"Thing": an_object("id", id=STRING, size=INTEGER), "Job": an_object("state", state=STRING)}
    return Document(
        {
            "openapi": "3.1.0",
            "info": {"title": "Operations", "version": "1"},
            "paths": paths,
            "components": {"schemas": schemas},
        }
    )


NOTHING = (204, "", b"")


@frozen
class Case:
    """An operation that is supported.

    Attributes:
        name: The name of the case, and of the method.
        called: `METHOD /path` of the document.
        operation: The operation.
        arguments: Those of the call.
        sent: The target on the wire.
        headers: Among those that are sent; None for one that is not.
        body: The body that is sent; or a function that checks it and the content type.
        response: Status, content type and body of the response.
        result: What the call returns, models as JSON.
    """

    name: str
    called: str
    operation: dict[str, Any] = field(repr=False)
    arguments: dict[str, Any]
    sent: str
    headers: dict[str, str | None] = field(factory=dict)
    body: bytes | Callable[[str, bytes], None] = b""
    response: tuple[int, str, bytes] = NOTHING
    result: Any = None


def sends(name: str, sent: str, *parameters: Any, path: str | None = None, **arguments: Any) -> Case:
    """A case of parameters; `arguments` are those of the call."""
    headers = arguments.pop("headers", {})
    called = f"GET {path or f'/{name}'}"
    return Case(name, called, {"parameters": list(parameters)}, arguments, sent, headers)


def posts(name: str, operation: dict[str, Any], expected: Any, content_type: str | None, **arguments: Any) -> Case:
    """A case of a body."""
    return Case(name, f"POST /{name}", operation, arguments, f"/{name}", {"content-type": content_type}, expected)


def reads(name: str, described: dict[str, Any], response: tuple[int, str, bytes], result: Any, **more: Any) -> Case:
    """A case of a response."""
    return Case(name, f"GET /{name}", described, {}, f"/{name}", more, response=response, result=result)


def parts(*expected: str) -> Callable[[str, bytes], None]:
    """Check a form of multipart by its parts: everything between the boundaries."""

    def check(content_type: str, sent: bytes) -> None:
        found = re.fullmatch(r"multipart/form-data; boundary=(\w+)", content_type)
        assert found is not None, content_type
        first, *middle, last = sent.split(b"--" + found[1].encode())
        assert (first, last) == (b"", b"--\r\n")
        assert [part.decode("latin-1").removeprefix("\r\n").removesuffix("\r\n") for part in middle] == list(expected)

    return check


def disposition(name: str, value: str, *lines: str, filename: str | None = None) -> str:
    file = "" if filename is None else f'; filename="{filename}"'
    return "\r\n".join([f'Content-Disposition: form-data; name="{name}"{file}', *lines, "", value])


COLOR = an_object(R=INTEGER, on=BOOLEAN, name=STRING)
ENUM = {"type": "string", "enum": ["a", "b"]}

PARAMETERS = [
    sends("query_string", "/query_string?q=a+b%26c", parameter("q", "query", STRING), q="a b&c"),
    sends("query_none", "/query_none", parameter("q", "query", STRING)),
    sends("query_empty", "/query_empty?q=", parameter("q", "query", STRING), q=""),
    sends("query_integer", "/query_integer?n=5", parameter("n", "query", INTEGER, required=True), n=5),
    sends("query_number", "/query_number?n=0.5", parameter("n", "query", NUMBER), n=0.5),
    sends("query_boolean", "/query_boolean?b=false", parameter("b", "query", BOOLEAN), b=False),
    sends("query_enum", "/query_enum?e=b", parameter("e", "query", ENUM), e="b"),
    sends("query_odd_name", "/query_odd_name?%24top%5B%5D=1", parameter("$top[]", "query", INTEGER), top=1),
    sends("query_nullable", "/query_nullable", parameter("q", "query", {"type": ["string", "null"]}), q=None),
    sends("query_array", "/query_array?a=1&a=2%2C3", parameter("a", "query", array(STRING)), a=["1", "2,3"]),
    sends("query_array_empty", "/query_array_empty", parameter("a", "query", array(STRING)), a=[]),
    sends("query_array_booleans", "/query_array_booleans?a=true", parameter("a", "query", array(BOOLEAN)), a=[True]),
    sends(
        "query_commas", "/query_commas?a=1,2%2C3", parameter("a", "query", array(STRING), explode=False), a=["1", "2,3"]
    ),
    sends("query_commas_empty", "/query_commas_empty", parameter("a", "query", array(STRING), explode=False), a=[]),
    sends(
        "query_commas_and_more",
        "/query_commas_and_more?q=x&a=1,2",
        parameter("a", "query", array(INTEGER), explode=False),
        parameter("q", "query", STRING),
        a=[1, 2],
        q="x",
    ),
    sends(
        "query_spaces",
        "/query_spaces?a=1%202",
        parameter("a", "query", array(INTEGER), style="spaceDelimited", explode=False),
        a=[1, 2],
    ),
    sends(
        "query_pipes",
        "/query_pipes?a=x%7Cy",
        parameter("a", "query", array(STRING), style="pipeDelimited"),
        a=["x", "y"],
    ),
    sends(
        "query_deep",
        "/query_deep?color%5BR%5D=1&color%5Bon%5D=true",
        parameter("color", "query", COLOR, style="deepObject", explode=True),
        color={"R": 1, "on": True},
    ),
    sends(
        "query_deep_map",
        "/query_deep_map?f%5Ba+b%5D=1",
        parameter("f", "query", {"type": "object", "additionalProperties": STRING}, style="deepObject"),
        f={"a b": "1"},
    ),
    sends("query_deep_none", "/query_deep_none", parameter("color", "query", COLOR, style="deepObject")),
    sends(
        "query_json",
        "/query_json?where=%7B%22id%22%3A%22x%22%7D",
        {"name": "where", "in": "query", "content": content(JSON, THING)},
        where={"id": "x"},
    ),
    sends("query_either", "/query_either?b=true", parameter("b", "query", {"anyOf": [BOOLEAN, ENUM]}), b=True),
    sends(
        "query_one_or_many",
        "/query_one_or_many?ids=a",
        parameter("ids", "query", {"anyOf": [STRING, array(STRING)]}),
        ids="a",
    ),
    sends("query_any", "/query_any?q=1", parameter("q", "query", {}), q=1),
    sends(
        "header",
        "/header",
        parameter("X-Token", "header", STRING, required=True),
        x_token="t",
        headers={"X-Token": "t"},
    ),
    sends("header_none", "/header_none", parameter("X-Token", "header", STRING), headers={"X-Token": None}),
    sends("header_integer", "/header_integer", parameter("X-N", "header", INTEGER), x_n=3, headers={"X-N": "3"}),
    sends("header_boolean", "/header_boolean", parameter("X-B", "header", BOOLEAN), x_b=True, headers={"X-B": "true"}),
    sends(
        "header_array", "/header_array", parameter("X-A", "header", array(INTEGER)), x_a=[1, 2], headers={"X-A": "1,2"}
    ),
    sends(
        "header_json",
        "/header_json",
        {"name": "X-Where", "in": "header", "content": content(JSON, THING)},
        x_where={"id": "é"},
        headers={"X-Where": '{"id":"\\u00e9"}'},
    ),
    sends(
        "cookie", "/cookie", parameter("sid", "cookie", STRING, required=True), sid="a=b", headers={"Cookie": "sid=a=b"}
    ),
    sends(
        "cookies",
        "/cookies",
        parameter("a", "cookie", STRING),
        parameter("b", "cookie", INTEGER),
        parameter("c", "cookie", STRING),
        a="x; y",
        b=2,
        headers={"Cookie": "a=x%3B%20y; b=2"},
    ),
    sends("path_string", "/path_string/a%2Fb%20c", parameter("p", "path", STRING), path="/path_string/{p}", p="a/b c"),
    sends("path_integer", "/path_integer/7/x", parameter("p", "path", INTEGER), path="/path_integer/{p}/x", p=7),
    sends("path_number", "/path_number/0.5", parameter("p", "path", NUMBER), path="/path_number/{p}", p=0.5),
    sends("path_boolean", "/path_boolean/true", parameter("p", "path", BOOLEAN), path="/path_boolean/{p}", p=True),
    sends("path_enum", "/path_enum/a", parameter("p", "path", ENUM), path="/path_enum/{p}", p="a"),
    sends(
        "path_array",
        "/path_array/1,a%2Cb",
        parameter("p", "path", array(STRING)),
        path="/path_array/{p}",
        p=["1", "a,b"],
    ),
    sends(
        "path_integers",
        "/path_integers/3,4.json",
        parameter("p", "path", array(INTEGER), explode=True),
        path="/path_integers/{p}.json",
        p=[3, 4],
    ),
    sends(
        "path_in_order",
        "/path_in_order/1/2",
        parameter("b", "path", STRING),
        parameter("a-b", "path", STRING),
        path="/path_in_order/{a-b}/{b}",
        a_b="1",
        b="2",
    ),
]

NAMES = [
    sends(
        "same_name",
        "/same_name/1?id=2",
        parameter("id", "path", STRING),
        parameter("id", "query", STRING),
        parameter("id", "header", STRING),
        parameter("id", "cookie", STRING),
        path="/same_name/{id}",
        id_path="1",
        id_query="2",
        id_header="3",
        id_cookie="4",
        headers={"id": "3", "Cookie": "id=4"},
    ),
    sends(
        "same_word",
        "/same_word?a-b=1&a_b=2",
        parameter("a-b", "query", STRING),
        parameter("a_b", "query", STRING),
        a_b_query="1",
        a_b_query_="2",
    ),
    sends(
        "taken_names",
        "/taken_names?timeout=1&extra_headers=2&self=3&decode=4&models=5&build=6&text=7&class=8",
        *(
            parameter(name, "query", STRING)
            for name in [
                "timeout",
                "extra_headers",
                "self",
                "decode",
                "models",
                "build",
                "text",
                "headers",
                "class",
                "query",
            ]
        ),
        timeout_="1",
        extra_headers_="2",
        self_="3",
        decode_="4",
        models_="5",
        build_="6",
        text="7",
        class_="8",
    ),
    Case(
        "field_like_parameter",
        "POST /field_like_parameter",
        {"parameters": [parameter("id", "query", STRING)], **body(JSON, an_object("id", id=STRING))},
        {"id": "q", "c_id": "b"},
        "/field_like_parameter?id=q",
        body=b'{"id":"b"}',
    ),
    Case(
        "field_like_header",
        "POST /field_like_header",
        {"parameters": [parameter("id", "header", STRING)], **body(FORM, an_object("id", id=STRING))},
        {"id_header": "h", "c_id": "b"},
        "/field_like_header",
        {"id": "h"},
        b"id=b",
    ),
    Case(
        "fields_of_odd_names",
        "POST /fields_of_odd_names",
        body(JSON, an_object(timeout=INTEGER, models=STRING, self=STRING, encode=STRING)),
        {"timeout_": 1, "models_": "m", "self_": "s", "encode_": "e"},
        "/fields_of_odd_names",
        body=b'{"timeout":1,"models":"m","self":"s","encode":"e"}',
    ),
    sends("no_parameter", "/no_parameter", parameter("Accept", "header", STRING), headers={"accept": "*/*"}),
]

TEXT = "text/plain"
BODIES = [
    posts("json_object", body(JSON, THING), b'{"id":"x","size":1}', JSON, id="x", size=1),
    posts("json_array", body(JSON, array(INTEGER)), b"[1,2]", JSON, body=[1, 2]),
    posts("json_map", body(JSON, {"type": "object", "additionalProperties": INTEGER}), b'{"a":1}', JSON, body={"a": 1}),
    posts("json_string", body(JSON, STRING), b'"x"', JSON, body="x"),
    posts("json_any", body(JSON, {}), b"[null]", JSON, body=[None]),
    posts("json_any_null", body(JSON, {}), b"null", JSON, body=None),
    posts("json_without_schema", body(JSON), b"1", JSON, body=1),
    posts("json_nullable", body(JSON, {"type": ["string", "null"]}), b"null", JSON, body=None),
    posts(
        "json_patch", body("application/merge-patch+json", THING), b'{"id":"x"}', "application/merge-patch+json", id="x"
    ),
    posts("json_optional_given", body(JSON, THING, required=False), b'{"id":"x"}', JSON, id="x"),
    posts("json_optional_absent", body(JSON, THING, required=False), b"", None),
    posts("json_optional_array", body(JSON, array(STRING), required=False), b"", None),
    posts("json_optional_array_given", body(JSON, array(STRING), required=False), b'["a"]', JSON, body=["a"]),
    posts(
        "json_constant_given", body(JSON, an_object(c={"const": "fixed"}, n=STRING)), b'{"c":"fixed"}', JSON, c="fixed"
    ),
    posts("json_constant_absent", body(JSON, an_object(c={"const": "fixed"}, n=STRING)), b'{"n":"x"}', JSON, n="x"),
    posts(
        "json_before_others",
        {"requestBody": {"required": True, "content": content(FORM, THING) | content(JSON, THING)}},
        b'{"id":"x"}',
        JSON,
        id="x",
    ),
    posts("form", body(FORM, an_object("a", a=STRING, n=INTEGER, b=BOOLEAN)), b"a=x+%26&b=true", FORM, a="x &", b=True),
    posts("form_array", body(FORM, an_object(a=array(STRING))), b"a=x&a=y", FORM, a=["x", "y"]),
    posts(
        "form_commas",
        body(FORM, an_object(a=array(STRING), b=STRING), encoding={"a": {"explode": False}}),
        b"b=z&a=x,y",
        FORM,
        a=["x", "y"],
        b="z",
    ),
    posts(
        "form_deep",
        body(FORM, an_object(m=COLOR), encoding={"m": {"style": "deepObject"}}),
        b"m%5BR%5D=1",
        FORM,
        m={"R": 1},
    ),
    posts(
        "form_constant",
        body(FORM, an_object("grant_type a", grant_type={"const": "password"}, a=STRING)),
        b"grant_type=password&a=x",
        FORM,
        a="x",
    ),
    posts("form_optional", body(FORM, an_object("a", a=STRING), required=False), b"", None),
    posts("form_optional_given", body(FORM, an_object("a", a=STRING), required=False), b"a=x", FORM, a="x"),
    posts(
        "form_in_parts",
        body(FORM, {"allOf": [an_object("a", a=STRING), an_object(b=STRING)]}),
        b"a=x&b=y",
        FORM,
        a="x",
        b="y",
    ),
    posts("text_body", body("text/csv", STRING), "é;1".encode(), "text/csv; charset=utf-8", content="é;1"),
    posts("text_body_without_schema", body(TEXT), b"x", "text/plain; charset=utf-8", content="x"),
    posts("text_optional", body(TEXT, STRING, required=False), b"", None),
    posts("xml_body", body("application/xml", STRING), b"<a/>", "application/xml; charset=utf-8", content="<a/>"),
    posts(
        "bytes_body",
        body("application/octet-stream", FILE),
        b"\x00\xff",
        "application/octet-stream",
        content=b"\x00\xff",
    ),
    posts("bytes_body_empty", body("application/octet-stream", FILE), b"", "application/octet-stream", content=b""),
    posts("image_body", body("image/png"), b"\x89PNG", "image/png", content=b"\x89PNG"),
    posts("bytes_optional", body("application/octet-stream", FILE, required=False), b"", None),
    posts(
        "multipart_text",
        body(MULTIPART, an_object("a", a=STRING, n=NUMBER, b=BOOLEAN, c=STRING)),
        parts(disposition("a", "x\r\ny"), disposition("n", "0.5"), disposition("b", "true")),
        MULTIPART,
        a="x\r\ny",
        n=0.5,
        b=True,
    ),
    posts(
        "multipart_file",
        body(MULTIPART, an_object("file", **{"file": FILE, 'odd"name': STRING})),
        parts(
            disposition("file", "\x00\xff", "Content-Type: application/octet-stream", filename="file"),
            disposition("odd%22name", "x"),
        ),
        MULTIPART,
        file=b"\x00\xff",
        oddname="x",
    ),
    posts(
        "multipart_files",
        body(
            MULTIPART,
            an_object(files=array(FILE), meta=THING, tags=array(STRING)),
            encoding={"files": {"contentType": "image/png"}},
        ),
        parts(
            disposition("files", "1", "Content-Type: image/png", filename="files"),
            disposition("files", "2", "Content-Type: image/gif", filename="b.gif"),
            disposition("meta", '{"id":"x"}', "Content-Type: application/json"),
            disposition("tags", "p"),
            disposition("tags", "q"),
        ),
        MULTIPART,
        files=[b"1", ("FILE", b"2", "b.gif", "image/gif")],
        meta={"id": "x"},
        tags=["p", "q"],
    ),
    posts("multipart_optional", body(MULTIPART, an_object("file", file=FILE), required=False), b"", None),
]

X = b'{"id":"x"}'
RESPONSES = [
    reads("json_thing", responses(_200=content(JSON, THING)), (200, JSON, X), {"id": "x"}),
    reads("json_list", responses(_200=content(JSON, array(THING))), (200, JSON, b"[" + X + b"]"), [{"id": "x"}]),
    reads("json_number", responses(_200=content(JSON, NUMBER)), (200, JSON, b"3"), 3),
    reads("json_boolean", responses(_200=content(JSON, BOOLEAN)), (200, JSON, b"false"), False),
    reads("json_null", responses(_200=content(JSON, {"anyOf": [THING, {"type": "null"}]})), (200, JSON, b"null"), None),
    reads(
        "json_not_null",
        responses(_200=content(JSON, {"anyOf": [THING, {"type": "null"}]})),
        (200, JSON, X),
        {"id": "x"},
    ),
    reads("json_anything", responses(_200=content(JSON)), (200, JSON, b"[1]"), [1]),
    reads(
        "json_problem",
        responses(_200=content("application/hal+json", THING)),
        (200, "application/hal+json", X),
        {"id": "x"},
    ),
    reads("json_star", responses(_200=content("*/*", THING)), (200, JSON, X), {"id": "x"}),
    reads("created", responses(_201=content(JSON, THING)), (201, JSON, X), {"id": "x"}),
    reads("same_twice", responses(_200=content(JSON, THING), _201=content(JSON, THING)), (201, JSON, X), {"id": "x"}),
    reads(
        "by_status_first", responses(_200=content(JSON, THING), _202=content(JSON, JOB)), (200, JSON, X), {"id": "x"}
    ),
    reads(
        "by_status_second",
        responses(_200=content(JSON, THING), _202=content(JSON, JOB)),
        (202, JSON, b'{"state":"on"}'),
        {"state": "on"},
    ),
    reads("by_status_nothing", responses(_200=content(JSON, THING), _204=None), NOTHING, None),
    reads(
        "by_status_range",
        responses(_200=content(JSON, array(THING)), _2XX=content(JSON, JOB)),
        (203, JSON, b'{"state":"on"}'),
        {"state": "on"},
    ),
    reads(
        "by_status_kind",
        responses(_200=content(JSON, THING), _202=content(TEXT, STRING)),
        (202, TEXT, b"wait"),
        "wait",
        accept="application/json, text/plain",
    ),
    reads("range_only", responses(_2XX=content(JSON, THING)), (207, JSON, X), {"id": "x"}),
    reads("default_only", responses(default=content(JSON, THING)), (200, JSON, X), {"id": "x"}),
    reads(
        "default_for_errors",
        responses(_200=content(JSON, THING), default=content(JSON, JOB)),
        (200, JSON, X),
        {"id": "x"},
    ),
    reads(
        "text",
        responses(_200=content(TEXT, STRING)),
        (200, "text/plain; charset=utf-8", "é".encode()),
        "é",
        accept="text/plain",
    ),
    reads("text_latin", responses(_200=content(TEXT, STRING)), (200, "text/plain; charset=iso-8859-1", b"\xe9"), "é"),
    reads("text_empty", responses(_200=content(TEXT)), (200, TEXT, b""), ""),
    reads(
        "text_html", responses(_200=content("text/html", STRING)), (200, "text/html", b"<p>"), "<p>", accept="text/html"
    ),
    reads("text_xml", responses(_200=content("application/xml", STRING)), (200, "application/xml", b"<a/>"), "<a/>"),
    reads("text_default", responses(default=content(TEXT, STRING)), (200, TEXT, b"x"), "x"),
    reads(
        "binary",
        responses(_200=content("application/octet-stream", FILE)),
        (200, "application/octet-stream", b"\x00\xff"),
        b"\x00\xff",
    ),
    reads(
        "image", responses(_200=content("image/png", FILE)), (200, "image/png", b"\x89"), b"\x89", accept="image/png"
    ),
    reads("zip", responses(_200=content("application/zip")), (200, "application/zip", b""), b""),
    reads(
        "json_or_text",
        responses(_200=content(TEXT, STRING) | content(JSON, THING)),
        (200, JSON, X),
        {"id": "x"},
        accept=JSON,
    ),
    reads("no_content", responses(_204=None), NOTHING, None),
    reads("empty_success", responses(_200=None), (200, "", b""), None),
    reads("undescribed_content", responses(_200=None), (200, JSON, b"{}"), None),
    Case("head", "HEAD /head", responses(_200=content(JSON, THING)), {}, "/head", response=(200, JSON, b"")),
]

CASES = [*PARAMETERS, *NAMES, *BODIES, *RESPONSES]
OPERATIONS = {case.called: {"operationId": f"c.{case.name}", **case.operation} for case in CASES} | {
    # Names of tags and operations, called by `test_names_of_tags_and_methods`.
    "GET /names/send": {"tags": ["send"], "operationId": "send"},
    "GET /names/stream": {"tags": ["stream"], "operationId": "stream"},
    "GET /names/raw": {"tags": ["raw"], "operationId": "raw.list"},
    "GET /names/resource": {"tags": ["resource"], "operationId": "resource.get"},
    "GET /names/after": {"tags": ["thing"], "operationId": "thing.import"},
    "GET /names/class": {"tags": ["class"], "operationId": "lambda"},
    "GET /names/models": {"tags": ["thing"], "operationId": "models", **responses(_200=content(JSON, array(THING)))},
    "GET /names/builtins": {"tags": ["thing"], "operationId": "thing.builtins"},
    "GET /names/list": {"tags": ["thing"], "operationId": "thing.list", **responses(_200=content(JSON, array(THING)))},
    "GET /names/str": {"tags": ["thing"], "operationId": "thing.str", **responses(_200=content(TEXT, STRING))},
    "GET /names/no-id": {"tags": ["My Things"], "operationId": None},
    "GET /names/client": {"tags": ["client", "second"], "operationId": "close"},
    "GET /events": {"operationId": "c.events", **responses(_200=content("text/event-stream", THING))},
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of all operations that are supported."""
    folder = tmp_path_factory.mktemp("operations") / PACKAGE
    generate_client(WORKSPACE, document(OPERATIONS), folder, source="operations.json", name=PACKAGE)
    return folder


@pytest.fixture(scope="module")
def api(package: Path) -> Iterator[ModuleType]:
    """The same, imported."""
    sys.path.insert(0, str(package.parent))
    importlib.invalidate_caches()
    yield importlib.import_module(PACKAGE)
    sys.path.remove(str(package.parent))
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


def plain(value: Any) -> Any:
    """A result, with models as JSON."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.to_dict() if hasattr(value, "to_dict") else value


def check_request(case: Case, request: Request) -> None:
    assert request.method == case.called.partition(" ")[0]
    assert request.environ["REQUEST_URI"] == case.sent
    for name, value in case.headers.items():
        # The boundary of a form is new each time.
        if value != MULTIPART:
            assert request.headers.get(name) == value
    if callable(case.body):
        case.body(request.headers["content-type"], request.get_data())
    else:
        assert request.get_data() == case.body


def arguments_of(case: Case, api: ModuleType) -> dict[str, Any]:
    """The arguments of a case, with the files that it stands for."""
    encoding = importlib.import_module(f"{api.__name__}.encoding")

    def made(value: Any) -> Any:
        if isinstance(value, list):
            return [made(each) for each in value]
        return encoding.File(*value[1:]) if isinstance(value, tuple) else value

    return {name: made(value) for name, value in case.arguments.items()}


def expect(httpserver: HTTPServer, response: tuple[int, str, bytes]) -> None:
    status, content_type, sent = response
    answer = Response(sent, status)
    answer.headers.pop("content-type", None)
    if content_type:
        answer.headers["content-type"] = content_type
    httpserver.expect_request(re.compile(".*")).respond_with_response(answer)


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    """A client of httpx; without TLS, which would take longer than all calls."""
    with httpx.Client(verify=False, trust_env=False) as http:
        yield http


@pytest.fixture
def client(api: ModuleType, http: httpx.Client, httpserver: HTTPServer) -> Any:
    """The client of the package, for the server of loopback."""
    http.base_url = httpx.URL(httpserver.url_for("/"))
    return api.HTTPClient(http)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_call_with_the_package_alone(case: Case, api: ModuleType, client: Any, httpserver: HTTPServer) -> None:
    expect(httpserver, case.response)
    result = getattr(client.c, case.name)(**arguments_of(case, api))
    [(request, _)] = httpserver.log
    check_request(case, request)
    assert plain(result) == case.result


async def test_every_call_with_the_sdk(
    api: ModuleType, httpserver: HTTPServer, make_client: Callable[..., Any]
) -> None:
    """The transports of the SDK send and read what the generated code says, too."""
    sdk = make_client(httpserver.url_for("").rstrip("/"))
    transport = getattr(sdk, "target", sdk)._transport
    for case in CASES:
        httpserver.clear()
        expect(httpserver, case.response)
        request = importlib.import_module(f"{PACKAGE}.api.c.c_{case.name}").build(**arguments_of(case, api))
        # The one of each package is an object of its own.
        request.timeout = NOT_GIVEN
        sent = transport.send(request)
        result = await sent if inspect.isawaitable(sent) else sent
        [(received, _)] = httpserver.log
        check_request(case, received)
        assert plain(result) == case.result, case.name


def test_every_call_with_the_async_client(api: ModuleType, httpserver: HTTPServer) -> None:
    async def call_all() -> None:
        async with httpx.AsyncClient(base_url=httpserver.url_for("/"), verify=False, trust_env=False) as http:
            client = api.AsyncHTTPClient(http)
            for case in CASES:
                httpserver.clear()
                expect(httpserver, case.response)
                result = await getattr(client.c, case.name)(**arguments_of(case, api))
                check_request(case, httpserver.log[0][0])
                assert plain(result) == case.result, case.name

    asyncio.run(call_all())


def test_names_of_tags_and_methods(client: Any, httpserver: HTTPServer) -> None:
    expect(httpserver, NOTHING)
    client.send.send()
    client.stream.stream()
    client.raw.list()
    client.resource.get()
    client.thing.import_()
    client.class_.lambda_()
    client.my_things.get_names_no_id()
    client.client.close()
    client.thing.builtins_()
    sent = [request.path.rpartition("/")[2] for request, _ in httpserver.log]
    assert sent == ["send", "stream", "raw", "resource", "after", "class", "no-id", "client", "builtins"]


def test_a_method_may_be_named_like_a_type(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/names/list").respond_with_data(b"[" + X + b"]", content_type=JSON)
    httpserver.expect_request("/names/models").respond_with_data(b"[]", content_type=JSON)
    httpserver.expect_request("/names/str").respond_with_data(b"x", content_type=TEXT)
    assert plain(client.thing.list()) == [{"id": "x"}]
    assert client.thing.models_() == []
    assert client.thing.str_() == "x"
    assert typing.get_type_hints(type(client.thing).list)["return"] == list[type(client.thing.list()[0])]  # type: ignore[misc]


EVENTS = b': hi\n\nevent: x\ndata: {"id":\ndata: "a"}\n\ndata:{"id":"b"}\n\n'


def test_a_stream_of_events(api: ModuleType, client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/events").respond_with_data(EVENTS, content_type="text/event-stream")
    with client.c.events() as events:
        assert [event.id for event in events] == ["a", "b"]
    assert httpserver.log[0][0].headers["accept"] == "text/event-stream"

    async def read() -> list[str]:
        http = httpx.AsyncClient(base_url=httpserver.url_for("/"), verify=False, trust_env=False)
        async with http, api.AsyncHTTPClient(http).c.events() as events:
            return [event.id async for event in events]

    assert asyncio.run(read()) == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "response", "words"),
    [
        ("json_thing", (200, "text/html", b"<p>"), "GET /json_thing responded with 200: expected JSON, got text/html"),
        ("json_thing", (200, JSON, b"[]"), "expected an object, got an array"),
        ("json_thing", (200, JSON, b""), "expected an object, got null"),
        ("json_boolean", (200, JSON, b"1"), "expected true or false"),
        ("by_status_first", (201, JSON, X), "expected the status 200 or 202, got 201"),
        ("by_status_first", (202, JSON, b""), "expected JSON, got nothing"),
        ("text", (200, "text/plain; charset=utf-8", b"\xff"), "expected text in utf-8"),
        ("text", (200, "text/plain; charset=nonsense", b"x"), "expected text in nonsense"),
    ],
)
def test_a_response_that_is_not_what_is_described(
    api: ModuleType, client: Any, httpserver: HTTPServer, name: str, response: tuple[int, str, bytes], words: str
) -> None:
    expect(httpserver, response)
    with pytest.raises(api.UnexpectedShape, match=re.escape(words)):
        getattr(client.c, name)()


def test_an_error_status_is_an_error_of_httpx(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/text").respond_with_data(b"no", status=404)
    httpserver.expect_request("/events").respond_with_data(b"no", status=500)
    httpserver.expect_request("/binary").respond_with_data(b"", status=302)
    for call, status in ((client.c.text, 404), (lambda: next(client.c.events()), 500), (client.c.binary, 302)):
        with pytest.raises(httpx.HTTPStatusError) as caught:
            call()
        assert caught.value.response.status_code == status
    assert caught.value.response.has_redirect_location is False


def test_the_settings_of_the_client_of_httpx_apply(api: ModuleType, httpserver: HTTPServer) -> None:
    expect(httpserver, NOTHING)
    with httpx.Client(
        base_url=httpserver.url_for("/v1"),
        params={"key": "k"},
        headers={"X-Token": "all"},
        verify=False,
        auth=("u", "p"),
    ) as http:
        client = api.HTTPClient(http)
        client.c.query_commas(a=["1", "2"], extra_headers={"X-More": "m"}, timeout=5)
        client.c.header_none()
        http.cookies.set("jar", "j")
        client.c.cookie(sid="s")
    (first, _), (second, _), (third, _) = httpserver.log
    assert third.headers["Cookie"] == "jar=j; sid=s"
    assert first.environ["REQUEST_URI"] == "/v1/query_commas?key=k&a=1,2"
    assert (first.headers["X-More"], first.headers["Authorization"]) == ("m", "Basic dTpw")
    assert second.headers["X-Token"] == "all"


@pytest.mark.parametrize(
    ("name", "arguments", "error", "words"),
    [
        ("query_array", {"a": ["x", None]}, TypeError, r"a\[1\] must be a string"),
        ("query_array", {"a": {"x"}}, TypeError, "a must be a string"),
        ("query_commas", {"a": "x"}, TypeError, "a must be a list"),
        ("query_pipes", {"a": ["x|y"]}, ValueError, "must not have '|', which separates"),
        ("query_deep", {"color": 1}, TypeError, "color must be an object"),
        ("query_deep", {"color": {"R": [1]}}, TypeError, "color.R must be a string, a number"),
        ("query_json", {"where": {"x": math.nan}}, ValueError, "where has no form in JSON"),
        ("path_integer", {"p": None}, TypeError, "p must be a string, a number"),
        ("path_number", {"p": math.inf}, ValueError, "p must be a finite number"),
        ("path_string", {"p": ".."}, ValueError, "p must be"),
        ("path_string", {"p": 1}, TypeError, "p must be"),
        ("path_array", {"p": []}, ValueError, "leads to another operation"),
        ("header", {"x_token": "a\r\nb"}, ValueError, "the header X-Token must be printable ASCII"),
        ("header", {"x_token": "é"}, ValueError, "the header X-Token must be printable ASCII"),
        ("header_array", {"x_a": ["1,2"]}, ValueError, "must not have ','"),
        ("cookie", {"sid": ["a"]}, TypeError, "the cookie sid must be a string"),
        ("json_optional_given", {"size": 1}, TypeError, "id is required if another field"),
        ("multipart_file", {"file": b"", "oddname": b"x", "file_": 1}, TypeError, "unexpected keyword"),
    ],
)
def test_arguments_that_have_no_form(
    client: Any, name: str, arguments: dict[str, Any], error: type[Exception], words: str
) -> None:
    """Nothing is sent: there is no server that would respond."""
    with pytest.raises(error, match=words.replace("|", r"\|")):
        getattr(client.c, name)(**arguments)


def test_the_package_is_right_for_pyright(package: Path) -> None:
    """For mypy, it was verified when it was made."""
    checker = (sys.executable, "-m", "pyright", "--pythonpath", sys.executable, package.name)
    found = subprocess.run(checker, cwd=package.parent, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


# ---------------------------------------------------------------- what is refused

OBJECT = an_object(a=STRING)


def one(*parameters: Any, path: str = "/x", **operation: Any) -> dict[str, Any]:
    return {f"GET {path}": {"parameters": list(parameters), **operation}}


def with_body(*arguments: Any, **more: Any) -> dict[str, Any]:
    return {"POST /x": body(*arguments, **more)}


REFUSED = {
    "path_matrix": (
        one(parameter("p", "path", STRING, style="matrix"), path="/x/{p}"),
        "parameters/0",
        "the style 'matrix'",
    ),
    "path_label": (
        one(parameter("p", "path", STRING, style="label"), path="/x/{p}"),
        "parameters/0",
        "the style 'label'",
    ),
    "path_object": (one(parameter("p", "path", OBJECT), path="/x/{p}"), "parameters/0", "is an object"),
    "path_optional": (
        one({"name": "p", "in": "path", "schema": STRING}, path="/x/{p}"),
        "parameters/0",
        "not required",
    ),
    "path_json": (
        one({"name": "p", "in": "path", "required": True, "content": content(JSON, STRING)}, path="/x/{p}"),
        "parameters/0",
        "is JSON",
    ),
    "path_missing": (one(path="/x/{p}"), "/paths/~1x~1{p}/get", "there is no such parameter"),
    "path_too_many": (one(parameter("p", "path", STRING)), "/paths/~1x/get", "is not in the path"),
    "path_twice": (one(parameter("p", "path", STRING), path="/x/{p}/{p}"), "/get", "twice"),
    "path_odd_name": (
        one(parameter("a.b", "path", STRING), path="/x/{a.b}"),
        "/get",
        "a name that cannot be generated",
    ),
    "path_query": (one(path="/x?a=1"), "/paths/~1x?a=1/get", "neither query nor fragment"),
    "query_object": (one(parameter("o", "query", OBJECT)), "parameters/0", "Use the style deepObject"),
    "query_deep_deep": (
        one(parameter("o", "query", an_object(a=OBJECT), style="deepObject")),
        "parameters/0",
        "with objects",
    ),
    "query_deep_array": (
        one(parameter("o", "query", array(STRING), style="deepObject")),
        "parameters/0",
        "no certain form",
    ),
    "query_deep_text": (one(parameter("o", "query", STRING, style="deepObject")), "parameters/0", "is no object"),
    "query_nested": (one(parameter("a", "query", array(array(STRING)))), "parameters/0", "arrays or objects as items"),
    "query_objects": (one(parameter("a", "query", array(OBJECT))), "parameters/0", "arrays or objects as items"),
    "query_either": (
        one(parameter("a", "query", {"anyOf": [STRING, array(STRING)]}, explode=False)),
        "parameters/0",
        "no certain form",
    ),
    "query_spaces": (
        one(parameter("a", "query", array(STRING), style="spaceDelimited", explode=True)),
        "parameters/0",
        "`explode: true`",
    ),
    "query_style": (one(parameter("a", "query", STRING, style="simple")), "parameters/0", "the style 'simple'"),
    "query_reserved": (one(parameter("a", "query", STRING, allowReserved=True)), "parameters/0", "allowReserved"),
    "query_xml": (
        one({"name": "a", "in": "query", "content": content("text/xml", STRING)}),
        "parameters/0",
        "other than JSON",
    ),
    "query_nothing": (one({"name": "a", "in": "query"}), "parameters/0", "has no schema"),
    "query_null": (one(parameter("a", "query", {"type": "null"})), "parameters/0", "null alone"),
    "header_object": (one(parameter("X-O", "header", OBJECT)), "parameters/0", "is an object"),
    "cookie_array": (one(parameter("c", "cookie", array(STRING))), "parameters/0", "no certain form in a cookie"),
    "querystring": (one(parameter("q", "querystring", STRING)), "parameters/0", "a parameter in 'querystring'"),
    "twice": (one(parameter("q", "query", STRING), parameter("q", "query", STRING)), "parameters/1", "there twice"),
    "form_no_fields": (with_body(FORM, {"type": "object"}), FORM.replace("/", "~1"), "an object with fields"),
    "form_union": (with_body(FORM, {"oneOf": [THING, JOB]}), FORM.replace("/", "~1"), "an object with fields"),
    "form_object": (with_body(FORM, an_object(o=OBJECT)), "properties/o", "'o' of the form is an object"),
    "form_file": (with_body(FORM, an_object(f=FILE)), "properties/f", "is a file. Use multipart"),
    "form_media_type": (
        with_body(FORM, an_object(f=STRING), encoding={"f": {"contentType": "text/csv"}}),
        "properties/f",
        "a media type of its own",
    ),
    "multipart_headers": (
        with_body(MULTIPART, an_object(f=FILE), encoding={"f": {"headers": {"X": {"schema": STRING}}}}),
        "encoding/f",
        "headers",
    ),
    "multipart_nested": (
        with_body(MULTIPART, an_object(f=array(array(STRING)))),
        "properties/f",
        "array in another one",
    ),
    "multipart_xml": (
        with_body(MULTIPART, an_object(f=OBJECT), encoding={"f": {"contentType": "text/xml"}}),
        "properties/f",
        "Use application/json",
    ),
    "multipart_mixed": (with_body("multipart/mixed", OBJECT), "multipart~1mixed", "no certain form"),
    "text_object": (with_body(TEXT, OBJECT), "text~1plain", "no certain form"),
    "bytes_object": (with_body("application/cbor", OBJECT), "application~1cbor", "no certain form"),
    "xml_object": (with_body("application/xml", OBJECT), "application~1xml", "no certain form"),
    "event_body": (with_body("text/event-stream", STRING), "text~1event-stream", "body of events"),
    "no_media_type": ({"POST /x": {"requestBody": {"required": True, "content": {}}}}, "requestBody", "no media type"),
    "trace_body": ({"TRACE /x": body(JSON, OBJECT)}, "requestBody", "a TRACE request has no body"),
    "response_xml": (one(**responses(_200=content("application/xml", THING))), "application~1xml", "cannot be read"),
    "response_integer": (one(**responses(_200=content(TEXT, INTEGER))), "text~1plain", "is an integer"),
    "response_form": (one(**responses(_200=content(FORM, OBJECT))), "responses/200", "is not supported"),
    "response_binary_json": (one(**responses(_200=content(JSON, FILE))), "application~1json", "and binary"),
    "response_none": (one(**responses(_404=None)), "responses", "no response is a success"),
    "response_empty": (one(responses={}), "responses", "no response is a success"),
    "response_status": (one(**responses(_20=None)), "responses/20", "is no status"),
    "response_mixed": (
        one(**responses(_200=content("text/event-stream", THING), _201=content(JSON, THING))),
        "responses",
        "only one of the responses",
    ),
    "servers": (one(servers=[{"url": "https://other"}]), "servers", "servers of its own"),
    "no_operation": ({"POST /x": {"requestBody": {"content": [1]}}}, "/paths/~1x/post", "this is no operation"),
    "tags": (one(tags="x"), "tags", "no list of texts"),
    "same_method": (
        {"GET /a": {"operationId": "c.get"}, "GET /b": {"operationId": "get"}},
        "/paths/~1b/get",
        "the same method as GET /a",
    ),
    "same_words": (
        {"GET /a": {"operationId": "c.getIt"}, "GET /b": {"operationId": "c.get_it"}},
        "/paths/~1b/get",
        "c.get_it",
    ),
    "same_classes": (
        {"GET /a": {"tags": ["x"]}, "GET /b": {"tags": ["async x"]}},
        "/paths/~1b/get/tags",
        "both have a class AsyncXResource",
    ),
    "raw_classes": ({"GET /a": {"tags": ["x"]}, "GET /b": {"tags": ["raw_x"]}}, "/paths/~1b/get/tags", "RawXResource"),
}


@pytest.mark.parametrize(("operations", "place", "words"), REFUSED.values(), ids=REFUSED)
def test_what_has_no_certain_form_is_refused(operations: dict[str, Any], place: str, words: str) -> None:
    findings = prepare(document(operations)).findings
    assert [finding for finding in findings if words in finding.what and place in finding.where], findings
    for finding in findings:
        # A reason, and a remedy in a sentence of its own.
        assert re.fullmatch(r"[^A-Z].*[.] [A-Z].*[.]", finding.what), finding.what


def test_a_path_item_has_operations_alone() -> None:
    contract = document({"GET /x": {}})
    contract.content["paths"]["/x"] |= {"query": {}, "servers": [], "summary": "Fine.", "x-fine": 1}
    assert [finding.where for finding in prepare(contract).findings] == ["/paths/~1x/query", "/paths/~1x/servers"]


def test_all_of_it_is_in_one_list_with_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(
        """openapi: 3.1.0
info: {title: Bad, version: '1'}
paths:
  /x:
    get:
      parameters:
        - {name: o, in: query, schema: {type: object, properties: {on: {type: string}}}}
      responses: {404: {description: No.}}
"""
    )
    output = tmp_path / "bad_api"
    assert main(["generate", "--contract", str(file), "--output", str(output)]) == 2
    error = capsys.readouterr().err
    assert "bad.yaml:7 /paths/~1x/get/parameters/0: the query parameter 'o' is an object" in error
    assert "bad.yaml:8 /paths/~1x/get/responses: no response is a success" in error
    assert not output.exists()


def test_references_to_parameters_bodies_and_responses_are_followed() -> None:
    contract = document({})
    contract.content["paths"] = {"/x/{p}": {"$ref": "#/components/pathItems/X"}}
    contract.content["components"] |= {
        "pathItems": {
            "X": {
                "parameters": [{"$ref": "#/components/parameters/P"}],
                "post": {
                    "requestBody": {"$ref": "#/components/requestBodies/B"},
                    "responses": {"200": {"$ref": "#/components/responses/R"}},
                },
            }
        },
        "parameters": {"P": parameter("p", "path", INTEGER)},
        "requestBodies": {"B": body(FORM, {"$ref": "#/components/schemas/Thing"})["requestBody"]},
        "responses": {"R": {"description": "It.", "content": content(TEXT, STRING)}},
    }
    [(call, refusals)] = calls(contract)
    assert refusals == []
    assert [(each.name, each.place, each.required) for each in call.arguments] == [
        ("p", "path", True),
        ("id", "form", True),
        ("size", "form", False),
    ]
    assert [(each.status, each.kind) for each in call.responses] == [("200", "text")]


def test_a_package_is_only_replaced_by_one(tmp_path: Path, package: Path) -> None:
    contract = document({"GET /x": {}})
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "notes.txt").touch()
    with pytest.raises(GenerationError, match="files that were not generated"):
        generate_client(WORKSPACE, contract, folder, source="x.json", name="mine")
    with pytest.raises(GenerationError, match="cannot be imported"):
        generate_client(WORKSPACE, contract, tmp_path / "my-api", source="x.json", name="my-api")
    copied = tmp_path / "copied"
    shutil.copytree(package, copied)
    assert generate_client(WORKSPACE, contract, copied, source="x.json", name="copied") < 15


def test_the_example_of_the_documentation(tmp_path: Path, httpserver: HTTPServer) -> None:
    page = WORKSPACE.root / "docs" / "generating.md"
    [contract], [program] = blocks(page, "yaml"), blocks(page, "py")
    (tmp_path / "notes.yaml").write_text(contract, "utf-8")
    assert main(["generate", "--contract", str(tmp_path / "notes.yaml"), "--output", str(tmp_path / "notes_api")]) == 0
    httpserver.expect_request("/notes").respond_with_json([{"id": 1, "text": "Milk"}])
    httpserver.expect_request("/notes/1/picture").respond_with_data(status=204)
    source = f"url = {httpserver.url_for('/')!r}\n{program}"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", source], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == ("1 Milk\n", "")
    (first, _), (second, _) = httpserver.log
    assert first.environ["REQUEST_URI"] == "/notes?label=shopping&label=today"
    assert (first.headers["X-Team"], first.headers["Authorization"]) == ("blue", "Basic bWU6c2VjcmV0")
    assert second.form["caption"] == "What we need"
    picture = second.files["picture"]
    assert picture.read() == b"..."
    picture.close()


def test_a_document_that_a_server_made_of_itself_is_normalized(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract = document({"GET /x": responses(_200=content(JSON, {"$ref": "#/components/schemas/my.thing"}))})
    schemas = contract.content["components"]["schemas"]
    schemas["my.thing"] = an_object("n", n={"$ref": "#/components/schemas/Either"})
    schemas |= {"MyThing": an_object(a=STRING), "my-thing": an_object(a=STRING), "Other": an_object(b=STRING)}
    schemas["Either"] = {
        "description": "One.",
        "oneOf": [{"$ref": f"#/components/schemas/{n}"} for n in ("my-thing", "MyThing")],
    }
    schemas["Nest"] = an_object(either={"$ref": "#/components/schemas/Either"})
    file = tmp_path / "doc.json"
    file.write_text(json.dumps(contract.content))
    assert main(["generate", "--contract", str(file), "--output", str(tmp_path / "doc_api")]) == 2
    assert main(["normalize", str(file)]) == 0
    printed = capsys.readouterr()
    changed = json.loads(printed.out)
    assert {"MyThing", "MyThing2", "MyThing3", "Other"} <= changed["components"]["schemas"].keys()
    assert changed["components"]["schemas"]["Either"] == {"description": "One."}
    assert "is now MyThing2." in printed.err
    assert prepare(Document(changed)).findings == []
    # What can be generated stays as it is.
    again, changes = normalized(Document(changed))
    assert (again.content, changes) == (changed, [])
