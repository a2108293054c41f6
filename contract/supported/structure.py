"""Structure: the document is an OpenAPI document, as far as the generator looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openapi_python_client.schema import OpenAPI
from pydantic import ValidationError

from contract.findings import Finding
from contract.spec import METHODS, Document, node_at
from contract.supported.problem import problem

__all__ = ["check", "check_rewritten"]

_OBJECTS = ("parameters", "requestBodies", "responses", "headers", "schemas")


def check(document: Document) -> Iterator[Finding]:
    """Find what is no OpenAPI document of version 3.0 or 3.1, and objects of it that are something else."""
    content = document.content
    if not isinstance(content, dict):
        yield problem(document, (), "structure", "this is not an OpenAPI document. Give another file.")
        return
    version = content.get("openapi")
    if not isinstance(version, str) or not version.startswith(("3.0", "3.1")):
        found = f"it says {version!r}" if "openapi" in content else "it does not say its version"
        what = f"only OpenAPI 3.0 and 3.1 are supported, and {found}. Convert it, and write `openapi: 3.1.0`."
        yield problem(document, ("openapi",), "structure", what)
    for tokens in (("components",), *(("components", kind) for kind in _OBJECTS), ("paths",)):
        yield from _check_object(document, tokens)
    paths = content.get("paths")
    if paths == {} and not node_at(content, ("components", "schemas")):
        what = "there are no operations and no schemas, so that there is nothing to generate. Add an operation."
        yield problem(document, ("paths",), "structure", what)
    for path, item in paths.items() if isinstance(paths, dict) else ():
        if not isinstance(item, dict):
            yield from _check_object(document, ("paths", path))
            continue
        for method in METHODS:
            yield from _check_object(document, ("paths", path, method))
            yield from _check_object(document, ("paths", path, method, "responses"))


def _check_object(document: Document, tokens: tuple[str, ...]) -> Iterator[Finding]:
    parent = node_at(document.content, tokens[:-1])
    if isinstance(parent, dict) and tokens[-1] in parent and not isinstance(parent[tokens[-1]], dict):
        yield problem(document, tokens, "structure", f"`{tokens[-1]}` must be an object. Correct it, or leave it out.")


def check_rewritten(document: Document, content: Any) -> Iterator[Finding]:
    """Find what the generator cannot read of the rewritten document."""
    try:
        OpenAPI.model_validate(content)
    except ValidationError as error:
        for each in error.errors():
            tokens: tuple[str, ...] = ()
            for step in each["loc"]:
                # Names of types are among the steps, where one of several is allowed.
                if node_at(content, (*tokens, str(step))) is not None:
                    tokens = (*tokens, str(step))
            yield problem(
                document,
                tokens,
                "structure",
                f"`{each['loc'][-1]}`: {each['msg'][:1].lower()}{each['msg'][1:]}. Correct it.",
            )
