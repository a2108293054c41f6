"""The table of keywords is complete: it has every keyword of JSON Schema 2020-12, and every field of OpenAPI 3.1."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]

from contract.diff.changes import Direction
from contract.diff.keywords import FIELDS, KEYWORDS, Keyword, Movement, Walked, keyword_of, level_of_field
from contract.diff.schemas import HANDLERS
from contract.findings import Level

VOCABULARIES = (
    *(
        "core",
        "applicator",
        "unevaluated",
        "validation",
        "meta-data",
        "format-annotation",
        "format-assertion",
        "content",
    ),
)
OPENAPI: dict[str, Any] = json.loads(
    (files("openapi_spec_validator") / "resources/schemas/v3.1/schema.json").read_text("utf-8")
)


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_every_keyword_has_a_meaning(vocabulary: str) -> None:
    contents: Any = REGISTRY.contents(f"https://json-schema.org/draft/2020-12/meta/{vocabulary}")
    assert set(contents["properties"]) - {"$recursiveAnchor", "$recursiveRef"} <= set(KEYWORDS)


def test_a_keyword_that_is_walked_is_compared() -> None:
    assert {name for name, meaning in KEYWORDS.items() if isinstance(meaning, Walked)} == set(HANDLERS)


def properties_of(node: Any) -> set[str]:
    """All names that an object of OpenAPI's schema has, with those of its variants."""
    names: set[str] = set()
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            names |= set(node["properties"])
        for key in ("allOf", "oneOf", "anyOf", "dependentSchemas", "$defs"):
            parts = node.get(key, ())
            for part in parts.values() if isinstance(parts, dict) else parts:
                names |= properties_of(part)
    return names


@pytest.mark.parametrize(
    "kind",
    [
        *("server", "server-variable", "path-item", "operation", "parameter", "header", "request-body", "media-type"),
        *("encoding", "responses", "response", "security-scheme"),
    ],
)
def test_every_field_of_openapi_has_a_meaning(kind: str) -> None:
    assert properties_of(OPENAPI["$defs"][kind]) <= set(FIELDS[kind])


def test_every_field_of_the_document_and_of_a_flow_has_a_meaning() -> None:
    assert set(OPENAPI["properties"]) <= set(FIELDS["document"])
    assert set(OPENAPI["$defs"]["oauth-flows"]["properties"]) <= set(FIELDS["oauth-flows"])
    for flow in OPENAPI["$defs"]["oauth-flows"]["$defs"].values():
        assert set(flow["properties"]) <= set(FIELDS["oauth-flow"])


def test_what_is_not_known_is_risky() -> None:
    meaning = keyword_of("maxWords")
    assert isinstance(meaning, Keyword)
    for direction in Direction:
        assert meaning.level(meaning.compare({}, {"maxWords": 3}), direction) is Level.RISKY
        assert level_of_field("operation", "maxWords", direction, None, 3) is Level.RISKY
        assert level_of_field("operation", "x-words", direction, None, 3) is Level.DOCS


_VALUES: dict[str, tuple[Any, ...]] = {
    "type": ("string", ["string", "null"]),
    "enum": ([1, "a"], []),
    "dependentRequired": ({"a": ["b"]}, {}),
    "x-known-values": (["a"], True),
}


@pytest.mark.parametrize("name", [name for name, meaning in KEYWORDS.items() if isinstance(meaning, Keyword)])
def test_what_is_the_same_is_no_change(name: str) -> None:
    meaning = KEYWORDS[name]
    assert isinstance(meaning, Keyword)
    for value in _VALUES.get(name, (True, 1, "1")):
        schema = {"contains": {}, name: value}
        assert meaning.compare(schema, dict(schema)) is meaning.compare({}, {}) is Movement.SAME
