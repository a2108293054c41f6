"""Lint: Redocly with the rules of redocly.yaml, and openapi-spec-validator, as neither finds everything.

The project's own rules are in contract/redocly/plugin.mjs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import Any

from jsonschema.exceptions import ValidationError
from openapi_spec_validator.shortcuts import get_validator_cls

from contract import redocly
from contract.findings import CannotRunError, Finding, Level
from contract.locations import location
from contract.spec import Document, pointer_of, tokens_of
from contract.workspace import Workspace

__all__ = ["check"]

#: The longest message; some quote the whole document.
_LENGTH = 300


def check(workspace: Workspace, path: Path, read: Callable[[], Document]) -> tuple[str, list[Finding]]:
    """Lint a document; returns the result in a sentence, and the findings in the order of their lines.

    Args:
        workspace: The checkout whose rules are used.
        path: The file of the document.
        read: Reads the document; it is called when the file is YAML.

    Raises:
        CannotRunError: The document cannot be read, or Redocly cannot be installed, or it failed.
    """
    if not path.is_file():
        raise CannotRunError(f"{path} cannot be read: there is no such file.")
    finished = redocly.run(workspace, "lint", path.resolve(), "--format", "json", "--max-problems", "100000")
    if (unreadable := _yaml_error(finished.stderr)) is not None:
        findings = [unreadable]
    else:
        document = read()
        findings = _validator_findings(document)
        if finished.stdout:
            findings += _redocly_findings(finished.stdout, document)
        elif not findings:
            # It crashes over odd documents; when the validator accepts the document, the fault is in a rule.
            raise CannotRunError(f"redocly lint failed: {finished.stderr}")
    findings = sorted(dict.fromkeys(findings), key=lambda finding: finding.line or 0)
    return (f"{len(findings)} to fix." if findings else "Valid, and it keeps every rule."), findings


def _yaml_error(printed: str) -> Finding | None:
    failure = re.search(r'Failed to parse .*\n+  - (?P<what>.+?)(?: in ".*" \((?P<line>\d+):\d+\))?\s*\Z', printed)
    if failure is None:
        return None
    line = failure["line"]
    return Finding(Level.ERROR, "yaml", location("#/"), failure["what"], line=int(line) if line else None)


def _redocly_findings(printed: str, document: Document) -> list[Finding]:
    """Return the findings of Redocly, given its JSON."""
    findings: dict[object, Finding] = {}
    for problem in json.loads(printed)["problems"]:
        place = problem["location"][0]
        finding = Finding(
            Level.ERROR,
            problem["ruleId"],
            location(place.get("pointer") or "#/", document.content),
            shorten(problem["message"], _LENGTH),
            line=place["start"]["line"],
        )
        # An invalid schema is reported again for every example that cannot be validated with it.
        is_repeated = problem["message"].startswith("Example validation errored")
        findings.setdefault(problem["message"] if is_repeated else finding, finding)
    return list(findings.values())


def _validator_findings(document: Document) -> list[Finding]:
    """Return the findings of openapi-spec-validator."""
    content = document.content
    finding = partial(Finding, Level.ERROR, "openapi-spec-validator")
    if not isinstance(content, dict) or not isinstance(content.get("openapi"), str):
        return [finding(location("#/"), "This is not an OpenAPI document: it lacks `openapi: 3.1.0`.", line=1)]
    findings = []
    try:
        for error in get_validator_cls(content)(content).iter_errors():
            for pointer in list(_pointers(content, error)) or ["#/"]:
                line = document.line_at(tokens_of(pointer))
                findings.append(finding(location(pointer, content), shorten(error.message, _LENGTH), line=line))
    except Exception as error:  # it crashes over documents that are odd enough, after some of its reports
        crash = shorten(f"It could not go on: {type(error).__name__}: {error}", 120)
        findings.append(finding(location("#/"), crash, line=1))
    return findings


def _pointers(content: dict[str, Any], error: ValidationError) -> Iterator[str]:
    """Find the places that an error of openapi-spec-validator is about; none if it is not about a single one.

    The path of an error within a schema begins at that schema, and does not name the schema; an error about a default
    value has no path at all. Both refer to objects of the document itself, by whose identity they are found.
    """
    path = tuple(error.absolute_path)
    for tokens, node in _nodes(content):
        start = tokens[: len(tokens) - len(path)]
        is_start = not start or start[-1] == "schema" or (start[:2] == ("components", "schemas") and len(start) == 3)
        if node is error.schema or (is_start and node is error.instance and tokens == start + path):
            yield pointer_of(tokens)


def _nodes(node: object, tokens: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    yield tokens, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _nodes(value, (*tokens, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _nodes(value, (*tokens, number))
