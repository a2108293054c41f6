"""Lint the contract: Redocly with the rules of redocly.yaml, and openapi-spec-validator, as neither finds all.

python -m contract.lint            # openapi.yaml; exit 0 if it is clean, 1 on findings, 2 when it could not be linted
python -m contract.lint PATH       # another document
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import Any

import yaml
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]
from openapi_spec_validator.shortcuts import get_validator_cls

from contract import redocly
from contract.findings import CannotRunError, Finding, Level, section
from contract.generate import CONTRACT
from contract.places import line_of, place, pointer_of

__all__ = ["check", "main"]

#: What one message may take; some quote the whole document.
_LENGTH = 300


def check(contract: Path = CONTRACT) -> tuple[str, list[Finding]]:
    """Lint a document; returns the outcome in a sentence, and what was found, in the order of its lines.

    Raises:
        CannotRunError: The document cannot be read, or Redocly cannot be installed, or it failed.
    """
    try:
        text = contract.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRunError(f"{contract} cannot be read: {error}") from error
    finished = redocly.run("lint", contract.resolve(), "--format", "json", "--max-problems", "100000")
    if (unreadable := _yaml_error(finished.stderr)) is not None:
        findings = [unreadable]
    else:
        document = _loaded(text, contract)
        findings = _validated(document, text)
        if finished.stdout:
            findings += _reported(finished.stdout, document)
        elif not findings:
            # It stumbles over odd documents; over one that the validator has nothing against, a rule is broken.
            raise CannotRunError(f"redocly lint failed: {finished.stderr}")
    findings = sorted(dict.fromkeys(findings), key=lambda finding: finding.line or 0)
    return (f"{len(findings)} to mend." if findings else "Valid, and it keeps every rule."), findings


def _yaml_error(printed: str) -> Finding | None:
    failure = re.search(r'Failed to parse .*\n+  - (?P<what>.+?)(?: in ".*" \((?P<line>\d+):\d+\))?\s*\Z', printed)
    if failure is None:
        return None
    line = failure["line"]
    return Finding(Level.ERROR, "yaml", place("#/"), failure["what"], line=int(line) if line else None)


def _loaded(text: str, contract: Path) -> object:
    try:
        document: object = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise CannotRunError(f"{contract} is YAML to Redocly, but not to PyYAML: {error}") from error
    return document


def _reported(printed: str, document: object) -> list[Finding]:
    """What Redocly reports, given its JSON."""
    findings: dict[object, Finding] = {}
    for problem in json.loads(printed)["problems"]:
        location = problem["location"][0]
        finding = Finding(
            Level.ERROR,
            problem["ruleId"],
            place(location.get("pointer") or "#/", document),
            shorten(problem["message"], _LENGTH),
            line=location["start"]["line"],
        )
        # A schema that is no schema is reported once more for every example that it cannot be held against.
        is_repeated = problem["message"].startswith("Example validation errored")
        findings.setdefault(problem["message"] if is_repeated else finding, finding)
    return list(findings.values())


def _validated(document: Any, text: str) -> list[Finding]:
    """What openapi-spec-validator reports."""
    found = partial(Finding, Level.ERROR, "openapi-spec-validator")
    if not isinstance(document, dict) or not isinstance(document.get("openapi"), str):
        return [found(place("#/"), "This is no OpenAPI document: it does not say `openapi: 3.1.0`.", line=1)]
    findings = []
    try:
        for error in get_validator_cls(document)(document).iter_errors():
            for pointer in list(_pointers(document, error)) or ["#/"]:
                where = place(pointer, document)
                findings.append(found(where, shorten(error.message, _LENGTH), line=line_of(text, pointer)))
    except Exception as error:  # it stumbles over what is odd enough, after it has reported some of it
        stumbled = shorten(f"It could not go on: {type(error).__name__}: {error}", 120)
        findings.append(found(place("#/"), stumbled, line=1))
    return findings


def _pointers(document: dict[str, Any], error: ValidationError) -> Iterator[str]:
    """The places that an error of openapi-spec-validator is about; none if it is about no single one.

    An error within a schema has a path that begins at that schema, and does not say which schema it is; one about a
    default value has no path at all. What they hold of the document is the document's own object, which tells.
    """
    path = tuple(error.absolute_path)
    for tokens, node in _nodes(document):
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


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 0 when the document is clean, 1 on findings, 2 when it could not be linted."""
    parser = argparse.ArgumentParser(
        prog="python -m contract.lint", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("contract", nargs="?", type=Path, default=CONTRACT, metavar="PATH", help="default: %(default)s")
    path: Path = parser.parse_args(arguments).contract
    linted = section("Lint", partial(check, path))
    name = os.path.relpath(path)
    for finding in linted.findings:
        print(f"{name}:{finding.line or 1}: {finding.where}: {finding.what} ({finding.rule})")
    if linted.failure is not None:
        print(linted.failure, file=sys.stderr)
    print(f"{name}: {linted.summary}")
    return linted.outcome


if __name__ == "__main__":
    sys.exit(main())
