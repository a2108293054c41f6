"""Locations in the contract, and the lines of their file."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.locations import location
from contract.spec import Document, load, pointer_of, tokens_of

TEXT = """\
openapi: 3.1.0
paths:
  /session/{sessionID}:
    parameters:
      - $ref: '#/components/parameters/sessionID'
    get:
      parameters:
        - name: limit
          in: query
      responses:
        '200':
          description: The session.
components:
  parameters:
    sessionID:
      name: sessionID
"""
GET = "#/paths/~1session~1{sessionID}/get"


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """The document above."""
    path = tmp_path / "openapi.yaml"
    path.write_text(TEXT)
    return load(path)


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ("#/", "the document"),
        ("#/info/version", "info.version"),
        ("#/paths/~1session", "/session"),
        ("#/paths/~1session/post", "POST /session"),
        ("#/paths/~1session/post/description", "POST /session description"),
        ("#/paths/~1session/post/requestBody/content/application~1json/schema", "POST /session request"),
        ("#/paths/~1session/post/responses/200", "POST /session response 200"),
        ("#/paths/~1session/post/responses/200/headers/Link/schema", "POST /session response 200 header Link"),
        ("#/paths/~1event/get/responses/200/content/text~1event-stream", "GET /event response 200 text/event-stream"),
        (f"{GET}/parameters/0/schema/type", "GET /session/{sessionID} parameter limit type"),
        (f"{GET}/parameters/7", "GET /session/{sessionID} parameter 7"),
        ("#/paths/~1session~1{sessionID}/parameters/0", "/session/{sessionID} parameter sessionID"),
        ("#/components/schemas/Session", "Session"),
        ("#/components/schemas/Session/properties/title", "Session.title"),
        ("#/components/schemas/Session/properties/files/items/type", "Session.files[] type"),
        ("#/components/schemas/Part/oneOf/0", "Part oneOf 0"),
        ("#/components/parameters/limit/schema", "parameter limit"),
        ("#/components/responses/NotFound", "response NotFound"),
        ("#/components/links/next", "links next"),
    ],
)
def test_a_pointer_has_a_name(document: Document, pointer: str, name: str) -> None:
    assert location(pointer, document.content) == name


def test_without_the_document_a_parameter_has_a_number() -> None:
    assert location(f"{GET}/parameters/0") == "GET /session/{sessionID} parameter 0"


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        ("#/", 1),
        ("#/paths", 2),
        (f"{GET}/parameters/0/name", 8),
        (f"{GET}/parameters/1", None),
        (f"{GET}/responses/200", 11),
        (f"{GET}/responses/404", None),
        ("#/openapi/more", None),
    ],
)
def test_a_pointer_has_a_line(document: Document, pointer: str, line: int | None) -> None:
    assert document.line_at(tokens_of(pointer)) == line


def test_pointers_have_steps() -> None:
    steps = ["paths", "/a~b", "parameters", "0"]
    assert tokens_of(pointer_of(steps)) == steps
    assert pointer_of(["paths", "/a~b", "parameters", 0]) == "#/paths/~1a~0b/parameters/0"
    assert tokens_of("#/") == tokens_of("") == []
