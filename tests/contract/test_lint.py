"""The lint of the contract: every rule reports its violations, at their places, and nothing else.

keeps_every_rule.yaml is the document that is broken here, in many ways.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml

from contract import redocly
from contract.__main__ import main
from contract.checks import lint
from contract.findings import CannotRunError, Finding, Level
from contract.spec import read
from contract.workspace import Workspace

WORKSPACE = Workspace.here()
GOOD = Path(__file__).parents[1] / "data" / "contract" / "keeps_every_rule.yaml"
SCHEMAS = "#/components/schemas"
VALIDATOR = "openapi-spec-validator"

#: Texts to replace in the good document, and the expected findings: the rule, and the place.
BROKEN: dict[str, tuple[str, str, set[tuple[str, str]]]] = {
    "a variant without a tag": (
        "Tag., const: cold}",
        "Tag.}",
        {("sessions/union-tag", "Shelf.tap"), ("no-illogical-composition-keywords", "Shelf.tap oneOf")},
    ),
    "a tag that is not required": (
        "A piece., required: [cut]",
        "A piece.",
        {("sessions/union-tag", "Cut")},
    ),
    "two variants of one tag, one of them in a union within the union": (
        "Tag., const: soup}",
        "Tag., const: ice}",
        {("sessions/union-tag", "Dish")},
    ),
    "a discriminator of another property": (
        "{propertyName: name, mapping",
        "{propertyName: kind, mapping",
        {
            ("sessions/union-tag", "Flame discriminator propertyName"),
            ("no-illogical-composition-keywords", "Flame oneOf"),
        },
    ),
    "a discriminator that maps to another variant": (
        f"gas: '{SCHEMAS}/Gas'",
        f"gas: '{SCHEMAS}/Wood'",
        {("sessions/union-tag", "Fuel discriminator mapping gas")},
    ),
    "a discriminator that maps another value": (
        f"wood: '{SCHEMAS}/Wood'",
        f"wod: '{SCHEMAS}/Wood'",
        {("sessions/union-tag", "Fuel discriminator"), ("sessions/union-tag", "Fuel discriminator mapping wod")},
    ),
    "an inline object in a union": (
        "{type: string}, {type: 'null'}]",
        "{type: object, properties: {}}, {type: 'null'}]",
        {("sessions/union-tag", "Shelf.either"), ("sessions/named-object", "Shelf.either anyOf 1")},
    ),
    "an inline object in a property": (
        f"colour: {{$ref: '{SCHEMAS}/Colour'}}",
        "colour: {type: object, description: Colour., properties: {}}",
        {("sessions/named-object", "Shelf.colour"), ("no-unused-components", "Colour")},
    ),
    "an inline object in a list": (
        "description: Others., items: {type: string}",
        "description: Others., items: {type: object, properties: {}}",
        {("sessions/named-object", "Shelf.others[]")},
    ),
    "an inline object in a map": (
        "additionalProperties: {type: string}",
        "additionalProperties: {type: object, properties: {}}",
        {("sessions/named-object", "Shelf.labels additionalProperties")},
    ),
    "an inline object in a request": (
        f"schema: {{$ref: '{SCHEMAS}/Pot'}}, examples: {{big",
        "schema: {type: object, properties: {size: {type: integer, description: Size.}}}, examples: {big",
        {("sessions/named-object", "POST /pot request")},
    ),
    "an inline object in an answer": (
        "Whether there were any., content: {application/json: {schema: {type: boolean}, example: true}}",
        "Whether there were any., content: {application/json: {schema: {type: object, properties: {}}, example: {}}}",
        {("sessions/named-object", "DELETE /pot response 200")},
    ),
    "an enum of one value": (
        "enum: [red, blue]",
        "enum: [red]",
        {("sessions/const-not-enum", "Colour enum")},
    ),
    "a property without a description": (
        "description: Its shape., ",
        "",
        {("sessions/described", "Shelf.shape")},
    ),
    "a schema with a blank description": (
        "description: A pot.",
        "description: ' '",
        {("sessions/described", "Pot")},
    ),
    "a parameter without a description": (
        "in: query, description: How many., ",
        "in: query, ",
        {("sessions/described", "GET /pot parameter limit")},
    ),
    "a parameter whose schema has no description": (
        "schema: {type: integer, description: Which pot.}",
        "schema: {type: integer}",
        {("sessions/described", "/pot/{potID} parameter potID")},
    ),
    "a header without a description": (
        "description: How many more., ",
        "",
        {("sessions/described", "GET /pot response 200 header X-More")},
    ),
    "a request without a description": (
        "description: The lid.",
        "required: true",
        {("sessions/described", "PATCH /pot/{potID} request")},
    ),
    "a response with an empty description": (
        "description: Who are you?",
        "description: ''",
        {("sessions/described", "response Unauthorized")},
    ),
    "a response without an example": (
        ", example: [{size: 1}]",
        "",
        {("sessions/example", "GET /pot response 200")},
    ),
    "a request without an example": (
        "examples: {glass: {value: {text: of glass}}}",
        "examples: {}",
        {("sessions/example", "PATCH /pot/{potID} request")},
    ),
    "a response in a component without an example": (
        ", example: {text: ouch}",
        "",
        {("sessions/example", "response ServerError")},
    ),
    "an operation without its error answers": (
        "        '204': {description: It is fixed.}\n"
        "        '400': {$ref: '#/components/responses/BadRequest'}\n"
        "        '401': {$ref: '#/components/responses/Unauthorized'}\n"
        "        '404': {$ref: '#/components/responses/BadRequest'}\n"
        "        '500': {$ref: '#/components/responses/ServerError'}\n",
        "        '204': {description: It is fixed.}\n        '409': {description: It is on the stove.}\n",
        {("sessions/error-responses", "PATCH /pot/{potID} responses")},
    ),
    "an operation that never answers 404, and does": (
        "Whether it did., content: {application/json: {schema: {type: boolean}, example: true}}}\n",
        "Whether it did., content: {application/json: {schema: {type: boolean}, example: true}}}\n"
        "        '404': {description: It does.}\n",
        {("sessions/error-responses", "POST /session/{sessionID}/abort response 404")},
    ),
    "an operation without a description": (
        "      description: All of them.\n",
        "",
        {("operation-description", "GET /pot description")},
    ),
    "a misspelt tag": (
        "tags: [pot]\n      summary: Make",
        "tags: [pod]\n      summary: Make",
        {("operation-tag-defined", "POST /pot tags 0")},
    ),
    "an operation with two tags": (
        "tags: [pot]\n      summary: Fix",
        "tags: [pot, pot]\n      summary: Fix",
        {("operation-singular-tag", "PATCH /pot/{potID} tags")},
    ),
    "an operationId that is there already": (
        "operationId: pot.clear",
        "operationId: pot.list",
        {("operation-operationId-unique", "DELETE /pot pot.list"), (VALIDATOR, "the document")},
    ),
    "a field that OpenAPI does not know": (
        "summary: Fetch a pot.",
        "summery: Fetch it.\n      summary: Fetch a pot.",
        {("struct", "GET /pot/{potID} summery"), (VALIDATOR, "GET /pot/{potID}")},
    ),
    "an example with a misspelt field, deep within": (
        "example: {size: 2, lid: {text: of wood}}",
        "example: {size: 2, lid: {txt: of wood}}",
        {("no-invalid-media-type-examples", "GET /pot/{potID} response 200 example lid txt")},
    ),
    "an example of a schema with a wrong value": (
        "examples: [{text: of tin}]",
        "examples: [{text: 3}]",
        {("no-invalid-schema-examples", "Lid examples 0 text")},
    ),
    "an example of a parameter with a wrong value": (
        "example: 7",
        "example: seven",
        {("no-invalid-parameter-examples", "/pot/{potID} parameter potID example")},
    ),
    "a required field that there is not": (
        "required: [is], properties: {is: {type: string, description: Tag., const: gas}}",
        "required: [is, was], properties: {is: {type: string, description: Tag., const: gas}}",
        {("no-required-schema-properties-undefined", "Gas required 1")},
    ),
    "a component that nothing uses": (
        "    # With a discriminator.",
        "    Spare: {type: object, description: Spare.}",
        {("no-unused-components", "Spare")},
    ),
    "a path whose parameter is called otherwise": (
        "name: sessionID, in: path",
        "name: sessionId, in: path",
        {
            ("path-parameters-defined", "POST /session/{sessionID}/abort parameters"),
            ("path-parameters-defined", "POST /session/{sessionID}/abort parameter sessionId name"),
            (VALIDATOR, "the document"),
        },
    ),
    "a field that is required twice": (
        "required: [name], properties: {name: {type: string, description: Tag., const: high}}",
        "required: [name, name], properties: {name: {type: string, description: Tag., const: high}}",
        {(VALIDATOR, "High required")},
    ),
    "a default value of another type": (
        "description: Grams.",
        "description: Grams., default: heavy",
        {(VALIDATOR, "Piece.weight")},
    ),
    "a style that a parameter cannot have": (
        "{name: limit, in: query",
        "{name: limit, style: matrix, in: query",
        {(VALIDATOR, "GET /pot parameter limit style")},
    ),
}


def broken(*changes: tuple[str, str]) -> str:
    """The good document with every one of these texts, which it has once, replaced."""
    text = GOOD.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def findings_of(path: Path, text: str) -> list[Finding]:
    path.write_text(text, "utf-8")
    return linted(path)[1]


def linted(path: Path) -> tuple[str, list[Finding]]:
    return lint.check(WORKSPACE, path, partial(read, path))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """The findings of one document that is broken in all these ways at once."""
    text = broken(*((old, new) for old, new, _ in BROKEN.values()))
    return findings_of(tmp_path_factory.mktemp("lint") / "broken.yaml", text)


def test_the_contract_keeps_every_rule() -> None:
    assert linted(WORKSPACE.contract) == ("Valid, and it keeps every rule.", [])


def test_the_good_document_keeps_every_rule() -> None:
    assert linted(GOOD)[1] == []


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_found(found: list[Finding], name: str) -> None:
    assert BROKEN[name][2] <= {(finding.rule, finding.where) for finding in found}


def test_nothing_else_is_found(found: list[Finding]) -> None:
    expected = set().union(*(places for _, _, places in BROKEN.values()))
    assert {(finding.rule, finding.where) for finding in found} == expected
    assert all(finding.level is Level.ERROR for finding in found)
    assert len(found) == len(set(found))


def test_every_rule_that_is_switched_on_by_name_is_broken_here() -> None:
    rules = yaml.safe_load(WORKSPACE.redocly_config.read_text("utf-8"))["rules"]
    assert rules.keys() <= {rule for _, _, places in BROKEN.values() for rule, _ in places}


def test_findings_say_what_to_do_and_have_the_line(found: list[Finding]) -> None:
    text = broken(*((old, new) for old, new, _ in BROKEN.values())).splitlines()
    messages = {
        (finding.where, finding.what): text[finding.line - 1].strip().partition(":")[0]
        for finding in found
        if finding.line is not None and finding.rule in ("sessions/union-tag", "sessions/error-responses", VALIDATOR)
    }
    wanted = "give every variant the same required property, with a `const` of its own."
    assert messages["Shelf.tap", f"`kind` does not distinguish Cold from the others: {wanted}"] == "tap"
    assert messages["Dish", f"`of` does not distinguish Soup from the others: {wanted}"] == "Dish"
    assert messages["Cut", f"Nothing distinguishes any from the others: {wanted}"] == "Cut"
    for status in ("400", "401", "404", "500"):
        assert messages["PATCH /pot/{potID} responses", f"There is no response {status}: add it."] == "responses"
    assert messages["Piece.weight", "'heavy' is not of type 'integer'"] == "Piece"


def test_a_reference_to_nowhere(tmp_path: Path) -> None:
    text = broken((f"lid: {{$ref: '{SCHEMAS}/Lid'}}", f"lid: {{$ref: '{SCHEMAS}/Lit'}}"))
    unresolved, stopped = sorted(findings_of(tmp_path / "broken.yaml", text), key=lambda finding: finding.rule)
    assert (unresolved.rule, unresolved.where) == ("no-unresolved-refs", "Pot.lid")
    assert stopped.what.startswith("It could not go on: PointerToNowhere: '/components/schemas/Lit'")


def test_an_invalid_schema_is_reported_once(tmp_path: Path) -> None:
    """Not again for every example that cannot be validated with it."""
    text = broken(("description: In litres.", "description: In litres., minimum: none"))
    assert [(finding.rule, finding.where) for finding in findings_of(tmp_path / "broken.yaml", text)] == [
        ("no-invalid-media-type-examples", "GET /pot response 200"),
        (VALIDATOR, "Pot.size minimum"),
        ("struct", "Pot.size minimum"),
    ]


@pytest.mark.parametrize(
    ("text", "rule", "line", "what"),
    [
        ("openapi: 3.1.0\ninfo: {", "yaml", 2, "unexpected end of the stream within a flow collection"),
        ("openapi: 3.1.0\nopenapi: 3.1.0\n", "yaml", 2, "duplicated mapping key"),
        ("- openapi", VALIDATOR, 1, "This is not an OpenAPI document: it lacks `openapi: 3.1.0`."),
        ("", VALIDATOR, 1, "This is not an OpenAPI document: it lacks `openapi: 3.1.0`."),
    ],
)
def test_no_contract_at_all(tmp_path: Path, text: str, rule: str, line: int, what: str) -> None:
    assert findings_of(tmp_path / "broken.yaml", text) == [Finding(Level.ERROR, rule, "the document", what, line=line)]


def test_a_document_that_both_stumble_over(tmp_path: Path) -> None:
    text = broken(("required: [size]", "allOf: 3"), ("- {name: limit, in: query", "- {in: query"))
    found = {finding.where: finding.what for finding in findings_of(tmp_path / "broken.yaml", text)}
    assert found["GET /pot parameter 0"].startswith("'name' is a required property")
    assert found["the document"] == "It could not go on: KeyError: 'allOf'"


def test_a_text_that_only_yaml_1_1_cannot_read_is_a_text(tmp_path: Path) -> None:
    assert findings_of(tmp_path / "text.yaml", broken(("description: In litres.", "description: ="))) == []


def test_a_rule_that_fails_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = f"Something went wrong when processing {GOOD}:\n\n  - boom\n"
    finished = CompletedProcess([], 1, stdout="", stderr=printed)
    monkeypatch.setattr(redocly, "run", lambda *_: finished)
    with pytest.raises(CannotRunError, match="boom"):
        linted(GOOD)


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "broken.yaml"
    path.write_text(broken(("enum: [red, blue]", "enum: [red]")), "utf-8")
    assert main(["lint", str(GOOD)]) == 0
    assert capsys.readouterr().out.endswith("keeps_every_rule.yaml: Valid, and it keeps every rule.\n")
    assert main(["lint", str(path)]) == 1
    line = path.read_text("utf-8").partition("enum: [red]")[0].count("\n") + 1
    assert capsys.readouterr().out == (
        f"broken.yaml:{line}: Colour enum: An `enum` of one value: write `const: red`. (sessions/const-not-enum)\n"
        "broken.yaml: 1 to fix.\n"
    )
    monkeypatch.setenv("PATH", "")
    assert main(["lint", str(GOOD)]) == 2
    assert "no node on PATH" in capsys.readouterr().err
    assert main(["lint", "missing.yaml"]) == 2
    assert "missing.yaml cannot be read" in capsys.readouterr().err
