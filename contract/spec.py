"""OpenAPI documents: reading them, their operations and schemas, references and lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from attrs import field, frozen

from contract.findings import CannotRunError

__all__ = [
    "METHODS",
    "Document",
    "Operation",
    "checked",
    "is_constant",
    "load",
    "node_at",
    "pointer_of",
    "read",
    "references",
    "tokens_of",
    "with_references",
]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_SCHEMA = "#/components/schemas/"

#: The tags of scalars that are no texts, by their first character.
_YAML_1_2: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
for _tag, _pattern, _first in (
    ("merge", r"<<$", "<"),
    ("null", r"(null|Null|NULL|~|)$", ["n", "N", "~", ""]),
    ("bool", r"(true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"[-+]?(0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", "-+.0123456789"),
):
    for _character in _first:
        _YAML_1_2.setdefault(_character, []).append((f"tag:yaml.org,2002:{_tag}", re.compile(_pattern)))


@frozen(eq=False)
class Operation:
    """An operation of a document.

    Attributes:
        path: The path, such as `/session/{sessionID}`.
        method: The HTTP method, in lower case.
        node: The operation object.
        shared_parameters: The parameters that the path item gives to all of its operations.
    """

    path: str
    method: str
    node: dict[str, Any] = field(repr=False)
    shared_parameters: Sequence[Any] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """Method and path, such as `GET /session/{sessionID}`."""
        return f"{self.method.upper()} {self.path}"

    @property
    def id(self) -> str:
        """The `operationId`, such as `session.get`."""
        return str(self.node["operationId"])

    @property
    def parameters(self) -> list[Any]:
        """The parameters, those of the path item first."""
        return [*self.shared_parameters, *self.node.get("parameters", ())]

    @property
    def since(self) -> str | None:
        """The first version of the server that has the operation; None when all have it."""
        successes = (response for status, response in self.node["responses"].items() if status.startswith("2"))
        return next((response["x-since"] for response in successes if "x-since" in response), None)


@frozen(eq=False)
class Document:
    """An OpenAPI document.

    Attributes:
        content: The document as plain data.
        lines: The line of the file, from 1, at which a mapping begins, by the mapping's `id()`.
    """

    content: Any = field(repr=False)
    lines: Mapping[int, int] = field(factory=dict, repr=False)
    _source: yaml.Node | None = field(default=None, repr=False, alias="source")

    @property
    def version(self) -> str:
        """The version of the contract, `info.version`.

        Raises:
            CannotRunError: The document does not have one.
        """
        try:
            return str(self.content["info"]["version"])
        except (LookupError, TypeError) as error:
            raise CannotRunError("The contract has no info.version.") from error

    @property
    def schemas(self) -> dict[str, Any]:
        """The named schemas."""
        named: dict[str, Any] = self.content.get("components", {}).get("schemas", {})
        return named

    def operations(self) -> Iterator[Operation]:
        """Iterate over the operations; a path item may be a reference."""
        for path, reference in self.content["paths"].items():
            item = self.resolve(reference)
            for method, node in item.items() if isinstance(item, dict) else ():
                if method in METHODS and isinstance(node, dict):
                    yield Operation(path, method, node, item.get("parameters", ()))

    def operation_at(self, method: str, path: str) -> Operation:
        """Return the operation that a request calls.

        Args:
            method: The HTTP method.
            path: The path of the request, such as `/session/ses_1`.

        Raises:
            LookupError: There is no such operation.
        """
        for operation in self.operations():
            # A fixed path comes first, as `/session/status` before `/session/{sessionID}`.
            if operation.method == method.lower() and _is_at(operation.path, path):
                return operation
        raise LookupError(f"no operation for {method} {path}")

    def follow(self, node: Any) -> tuple[Any, str]:
        """Follow the references of a node; returns their target, and the name of that component.

        Returns:
            The node itself and an empty name when it is not a reference.

        Raises:
            LookupError: The reference leads nowhere, or to itself.
        """
        name, passed = "", set()
        while isinstance(node, Mapping) and isinstance(pointer := node.get("$ref"), str):
            if pointer in passed:
                raise LookupError(f"{pointer} refers to itself")
            passed.add(pointer)
            node, name = self.content, pointer.rpartition("/")[2]
            for token in tokens_of(pointer):
                node = node[token]
        return node, name

    def resolve(self, node: Any) -> Any:
        """Return the target of a node's references: the node itself without any, None if they lead nowhere."""
        try:
            return self.follow(node)[0]
        except (LookupError, TypeError):
            return None

    def reach(self, nodes: Iterable[Any]) -> set[str]:
        """Return the names of all schemas that nodes refer to, directly or through other schemas."""
        reached: set[str] = set()
        waiting = [name for node in nodes for name in references(node)]
        while waiting:
            name = waiting.pop()
            if name not in reached and name in self.schemas:
                reached.add(name)
                waiting += references(self.schemas[name])
        return reached

    def line_at(self, tokens: Sequence[str]) -> int | None:
        """Return the line, from 1, at which a place begins; None when the file has no such place, or is not known."""
        marks = self._marks(tokens)
        return marks and marks[0].line + 1

    def lines_at(self, tokens: Sequence[str]) -> range | None:
        """Return the lines, from 1, of a place; None when the file has no such place, or is not known."""
        marks = self._marks(tokens)
        if marks is None:
            return None
        start, end = marks
        # A block ends where the next one begins.
        return range(start.line + 1, max(end.line + (end.column > start.column), start.line + 1) + 1)

    def _marks(self, tokens: Sequence[str]) -> tuple[yaml.Mark, yaml.Mark] | None:
        node = self._source
        if node is None:
            return None
        start = node.start_mark
        for token in tokens:
            if isinstance(node, yaml.MappingNode):
                found = [(key, value) for key, value in node.value if key.value == token]
            elif isinstance(node, yaml.SequenceNode) and token.isdecimal():
                found = [(value, value) for value in node.value[int(token) :][:1]]
            else:
                return None
            if not found:
                return None
            key, node = found[0]
            start = key.start_mark
        return start, node.end_mark


def _is_at(template: str, path: str) -> bool:
    """Return True when a path is one of those that a template such as `/session/{sessionID}` stands for."""
    pieces = re.split(r"{[^}]*}", template)
    return re.fullmatch("[^/]+".join(map(re.escape, pieces)), path) is not None


def read(path: Path) -> Document:
    """Read a YAML or JSON file, which need not hold an OpenAPI document.

    Raises:
        CannotRunError: The file cannot be read, is not YAML, or has a key twice in one object.
    """
    lines: dict[int, int] = {}

    def mapping(loader: yaml.CSafeLoader, node: yaml.MappingNode) -> Iterator[dict[Any, Any]]:
        made: dict[Any, Any] = {}
        lines[id(made)] = node.start_mark.line + 1
        yield made
        for key, value in loader.construct_mapping(node).items():
            made[key if isinstance(key, str) else json.dumps(key)] = value

    class Loader(yaml.CSafeLoader):
        """Notes the line of every mapping. Scalars are those of YAML 1.2, in which `on` and dates are texts."""

    Loader.yaml_implicit_resolvers = _YAML_1_2
    Loader.add_constructor("tag:yaml.org,2002:map", mapping)
    try:
        loader = Loader(_joined(path.read_text("utf-8")))
        source = loader.get_single_node()
        _refuse_endless(source, path)
        _refuse_repeated(source, path, set())
        content = None if source is None else loader.construct_document(source)
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRunError(f"{path} cannot be read: {error}") from error
    except yaml.YAMLError as error:
        raise CannotRunError(f"{path} is not YAML: {error}") from error
    return Document(content, lines, source)


def load(path: Path) -> Document:
    """Read an OpenAPI document.

    Raises:
        CannotRunError: The file cannot be read, or holds something else.
    """
    return checked(read(path), path)


def checked(document: Document, name: Path | str) -> Document:
    """Return a document.

    Args:
        document: The document.
        name: Its file, or its name in a sentence.

    Raises:
        CannotRunError: It is not an OpenAPI document, or aliases make it endless or very large.
    """
    content = document.content
    if isinstance(content, dict) and "swagger" in content:
        version = content["swagger"]
        raise CannotRunError(f"{name} is a Swagger {version} document, not OpenAPI 3: convert it to OpenAPI 3 first.")
    if not isinstance(content, dict) or not isinstance(content.get("paths"), dict):
        raise CannotRunError(f"{name} is not an OpenAPI document: it has no paths.")
    _refuse_endless(content, name)
    return document


#: The most values that a document may have, with those that aliases repeat.
_MOST_NODES = 2_000_000


#: A character of JSON that is written as two escapes. An even number of backslashes before it are backslashes.
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})")


def _joined(text: str) -> str:
    """Return a text of JSON without pairs of escapes, which YAML does not know; one that is not JSON as it is."""
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return text
    return _PAIR.sub(lambda found: found[1] + bytes.fromhex(found[2] + found[3]).decode("utf-16-be"), text)


def _refuse_repeated(node: Any, path: Path, seen: set[int]) -> None:
    """Raise a CannotRunError if a mapping has a key twice: only the last of its values would count."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for each in node.value:
            _refuse_repeated(each, path, seen)
    elif isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if key.value in keys:
                    raise CannotRunError(
                        f"{path}:{key.start_mark.line + 1}: the key {key.value!r} stands twice in one object, and only "
                        "one would count. Rename one of them, or leave it out."
                    )
                keys.add(key.value)
            _refuse_repeated(value, path, seen)


def _refuse_endless(node: Any, name: Path | str) -> None:
    """Raise a CannotRunError if aliases make a document, of YAML nodes or of data, endless or very large."""
    if _size(node, {}) > _MOST_NODES:
        raise CannotRunError(
            f"{name} has more than {_MOST_NODES:,} values, as its aliases repeat others: write `$ref` instead."
        )


def _size(node: Any, sizes: dict[int, float]) -> float:
    """Return the number of values of a node: without end if it contains itself."""
    match node:
        case dict():
            children = list(node.values())
        case list():
            children = node
        case yaml.MappingNode():
            children = [value for _, value in node.value]
        case yaml.SequenceNode():
            children = node.value
        case _:
            return 1
    if id(node) not in sizes:
        sizes[id(node)] = float("inf")
        sizes[id(node)] = 1 + sum(_size(child, sizes) for child in children)
    return sizes[id(node)]


def is_constant(schema: Any) -> bool:
    """Return True when a schema allows one value only."""
    return isinstance(schema, dict) and ("const" in schema or len(schema.get("enum") or ()) == 1)


def references(node: Any) -> Iterator[str]:
    """Iterate over the names of the schemas that a node refers to, each as often as it does."""
    if isinstance(node, dict):
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)
    elif isinstance(node, str) and node.startswith(_SCHEMA):
        yield node.removeprefix(_SCHEMA)


def with_references(node: Any, rename: Callable[[str], str]) -> Any:
    """Return a copy of a node with renamed references to schemas, those of discriminators included."""
    if isinstance(node, dict):
        return {key: with_references(value, rename) for key, value in node.items()}
    if isinstance(node, list):
        return [with_references(value, rename) for value in node]
    if isinstance(node, str) and node.startswith(_SCHEMA):
        return _SCHEMA + rename(node.removeprefix(_SCHEMA))
    return node


# ---------------------------------------------------------------- JSON pointers


def tokens_of(pointer: str) -> list[str]:
    """Split a JSON pointer, with or without its `#`: `#/paths/~1session` is `["paths", "/session"]`."""
    path = pointer.removeprefix("#").strip("/")
    return [token.replace("~1", "/").replace("~0", "~") for token in path.split("/")] if path else []


def pointer_of(tokens: Sequence[str | int]) -> str:
    """Join tokens to a JSON pointer."""
    return "#" + "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)


def node_at(content: object, tokens: Sequence[str]) -> Any:
    """Return the node at these tokens; None when there is none."""
    node = content
    for token in tokens:
        if isinstance(node, dict):
            node = node.get(token)
        elif isinstance(node, list) and token.isdecimal() and int(token) < len(node):
            node = node[int(token)]
        else:
            return None
    return node
