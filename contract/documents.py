"""OpenAPI documents with the lines of their files: what refers to what, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from attrs import field, frozen

from contract import openapi
from contract.generate import CONTRACT

__all__ = ["Document", "Node", "read"]

#: A mapping of a document.
Node = Mapping[str, Any]


@frozen(eq=False)
class Document:
    """An OpenAPI document.

    Attributes:
        content: All of it.
        lines: The lines of its file, from 1, by the identity of the mapping that begins there.
    """

    content: Node = field(repr=False)
    lines: Mapping[int, int] = field(factory=dict, repr=False)

    def resolved(self, node: Node) -> tuple[Node, str]:
        """What a node refers to in the end, and the name of that component; itself and "" if it is no reference.

        Raises:
            LookupError: It refers to nothing, or to itself.
        """
        name, passed = "", set()
        while "$ref" in node:
            pointer: str = node["$ref"]
            if pointer in passed:
                raise LookupError(f"{pointer} refers to itself")
            passed.add(pointer)
            found: Any = self.content
            for key in pointer.removeprefix("#/").split("/"):
                found = found[key.replace("~1", "/").replace("~0", "~")]
            node, name = found, pointer.rpartition("/")[2]
        return node, name

    def operation_at(self, method: str, path: str) -> tuple[str, Node]:
        """The template of a path that is called, and the operation.

        Raises:
            LookupError: There is none.
        """
        for verb, template, operation in self.operations():
            # A fixed path comes first, as `/session/status` before `/session/{sessionID}`.
            if verb == method and re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path):
                return template, operation
        raise LookupError(f"no operation for {method} {path}")

    def operations(self) -> Iterator[tuple[str, str, Node]]:
        """The operations, each with its method and its path, and with the parameters of the path among its own."""
        for path, method, operation in openapi.operations(self.content):
            shared = self.content["paths"][path].get("parameters", ())
            yield method.upper(), path, {**operation, "parameters": [*shared, *operation.get("parameters", ())]}


def read(path: Path = CONTRACT) -> Document:
    """Read the contract, or another document in YAML.

    Raises:
        OSError: There is no such file.
        yaml.YAMLError: It is not YAML.
    """
    lines: dict[int, int] = {}

    class Loader(yaml.CSafeLoader):
        """Notes where mappings begin."""

    def mapping(loader: yaml.CSafeLoader, node: yaml.MappingNode) -> Iterator[dict[Any, Any]]:
        made: dict[Any, Any] = {}
        lines[id(made)] = node.start_mark.line + 1
        yield made
        made.update(loader.construct_mapping(node))

    Loader.add_constructor("tag:yaml.org,2002:map", mapping)
    # The loader is a safe one.
    return Document(yaml.load(path.read_text("utf-8"), Loader), lines)
