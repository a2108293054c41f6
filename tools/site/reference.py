"""The pages of the reference, as Markdown for mkdocstrings: those of reference.yaml, and one for each resource."""

from __future__ import annotations

import inspect
import itertools
import logging
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
import yaml
from typer.cli import get_docs_for_click

from contract.borders import Borders
from contract.diff.python_names import method_name, tag_name
from contract.spec import Document, load
from contract.workspace import Workspace
from opencode_sessions import AsyncOpencode, Opencode
from opencode_sessions.cli.commands import app
from opencode_sessions_api.types import Model

__all__ = ["PACKAGE", "operations", "pages", "public_names"]

LOGGER = logging.getLogger("mkdocs.hooks.site")
PACKAGE = "opencode_sessions"
_MODULES = ("", "batch.", "server.", "testing.")


@cache
def public_names() -> dict[str, Any]:
    """Return what users import, by its name: `Session`, or `batch.Job`."""
    modules = {prefix: import_module(f"{PACKAGE}.{prefix}".rstrip(".")) for prefix in _MODULES}
    return {f"{prefix}{name}": getattr(module, name) for prefix, module in modules.items() for name in module.__all__}


@cache
def operations() -> dict[str, Any]:
    """Return each method of a resource, by its name: `session.stream`."""
    return {
        f"{key}.{name}": getattr(kind, name)
        for key, kind in _resources().items()
        for base in kind.__mro__[:-1]
        for name in vars(base)
        if not name.startswith("_")
    }


def pages(root: Path) -> Iterator[tuple[str, str]]:
    """Make the pages: their paths, and their Markdown."""
    topics = yaml.safe_load(Path(__file__).with_name("reference.yaml").read_text("utf-8"))
    contract = load(Workspace(root).contract)
    schemas = contract.content["components"]["schemas"]
    for path, names in _distributed(topics).items():
        blocks = [f"# {topics[path]['title']}", topics[path]["summary"], "\n".join(_twins(names))]
        for name in names:
            # The docstrings of classes have it; unions have none.
            about = schemas.get(name, {}).get("description", "") if not _is_class(public_names()[name]) else ""
            blocks += [_described(name), about]
        yield f"reference/{path}.md", _page(0.7 if path.startswith("data/") else 2, blocks)
    yield "reference/index.md", _page(1, _index())
    yield "reference/command-line.md", _page(1, [_commands()])
    yield from _operations(contract, Borders.read(Workspace(root).borders))


def _page(boost: float, blocks: Iterable[str]) -> str:
    """Return a page; the search prefers those with a greater number."""
    return "\n\n".join([f"---\nsearch:\n  boost: {boost}\n---", *blocks])


def _distributed(topics: Mapping[str, Any]) -> dict[str, list[str]]:
    """Give each name to one page: to the one that names it, else to the first one with a pattern for it."""
    known = public_names()
    shown = {id(kind) for kind in _resources().values()}
    left = [name for name in known if id(known[name]) not in shown and not any(name == _twin(other) for other in known)]
    found: dict[str, list[tuple[int, str]]] = {path: [] for path in topics}

    def take(path: str, order: int, names: Iterable[str]) -> None:
        for name in names:
            found[path].append((order, name))
            left.remove(name)

    for path, topic in topics.items():
        if "below" in topic:
            top = known[topic["below"]]
            below = [name for name in left if isinstance(known[name], type) and issubclass(known[name], top)]
            for order, name in enumerate(sorted(below, key=lambda name: _lineage(known[name]))):
                take(path, order, [name])
    for is_pattern in (False, True):
        for path, topic in topics.items():
            for order, wanted in enumerate(topic.get("names", ())):
                if ("*" in wanted) is is_pattern:
                    fits = [name for name in left if fnmatchcase(name, wanted) and name.count(".") == wanted.count(".")]
                    if not fits:
                        LOGGER.warning("reference.yaml: %s: no public name fits %s, or others have it.", path, wanted)
                    take(path, order, fits)
    return {path: [name for _, name in sorted(names)] for path, names in found.items()}


def _lineage(kind: type) -> list[str]:
    return [base.__name__ for base in reversed(kind.__mro__)]


def _described(name: str) -> str:
    """Describe a name, with the members that it has of classes that are not described themselves."""
    value, public = public_names()[name], {id(each) for each in public_names().values()}
    above = inspect.getmro(value)[1:] if _is_class(value) else ()
    bases = itertools.takewhile(lambda base: id(base) not in public, above)
    own = [base for base in bases if base.__module__.startswith(PACKAGE) and base is not Model]
    members = [member for base in own for member in vars(base) if member[0] != "_" and member not in _resources()]
    options = f"\n    options: {{inherited_members: {members}, show_bases: false}}" if own else ""
    return f"::: {PACKAGE}.{name}{options}"


def _twins(names: Iterable[str]) -> Iterator[str]:
    """Say how the async twins of names differ."""
    for name in names:
        if (twin := public_names().get(_twin(name))) is None:
            continue
        called = [getattr(twin, each) for each in dir(twin) if each[0] != "_"] if _is_class(twin) else [twin]
        plain = [each for each in called if inspect.isfunction(each) and not inspect.iscoroutinefunction(each)]
        differs = f", but not awaited: {', '.join(f'`{each.__name__}`' for each in plain)}" if plain else ""
        yield f"- [](){{#{PACKAGE}.{_twin(name)}}}`{_twin(name)}` is `{name}` in async{differs}."


def _is_class(value: object) -> bool:
    return isinstance(value, type)


def _index() -> Iterator[str]:
    rows = []
    for name, value in sorted(public_names().items(), key=lambda each: each[0].lower()):
        text = inspect.getdoc(value) if _is_class(value) or inspect.isfunction(value) else ""
        summary = (text or "").partition("\n")[0].replace("|", r"\|")
        rows.append(f"| `{name}` | {summary} |")
    yield "# All names"
    yield "Every public name."
    yield "\n".join(["| Name | |", "|---|---|", *rows])


def _commands() -> str:
    command, name = typer.main.get_command(app), "opencode-sessions"
    context = typer.Context(command, info_name=name, **command.context_settings)
    return get_docs_for_click(obj=command, ctx=context, name=name, title="Command line")


def _operations(contract: Document, borders: Borders) -> Iterator[tuple[str, str]]:
    """Make the pages of the operations, with the servers that have them, as they were measured."""
    about = {tag_name({"tags": [tag["name"]]}): tag["description"] for tag in contract.content["tags"]}
    servers = {
        f"{tag_name(each.node)}.{method_name(each.node, each.path, each.method)}": _servers(borders, each.id)
        for each in contract.operations()
    }
    for name in sorted(servers.keys() - operations().keys()):
        LOGGER.warning("openapi.yaml: the client has no method %s.", name)
    for key, kind in _resources().items():
        rows, blocks = ["| Operation | [Servers](../docs/compatibility.md) | Async | |", "|---|---|---|---|"], []
        for name in (name for name in operations() if name.startswith(f"{key}.")):
            method = name.rpartition(".")[2]
            in_async = getattr(getattr(AsyncOpencode, key), method)
            words = (inspect.getdoc(in_async) or "").partition("\n")[0].replace("|", r"\|")
            rows.append(f"| `{name}` | {servers.get(name, 'all')} | {_async_form(in_async)} | {words} |")
            path = f"{kind.__module__}.{kind.__qualname__}.{method}"
            blocks += [f"[](){{#{name}}}", f"::: {path}\n    options: {{heading: {name}, toc_label: {name}}}"]
        anchors = f"[](){{#{PACKAGE}.{kind.__name__}}}[](){{#{PACKAGE}.Async{kind.__name__}}}"
        lead = f"{anchors}Call these as `client.{key}.…`; those of `AsyncOpencode` are the same."
        page = [f"# client.{key}", about[key], lead, "\n".join(rows), *blocks]
        yield f"operations/{key.rstrip('_')}.md", _page(3, page)


def _servers(borders: Borders, operation: str) -> str:
    """Return the servers that have an operation, in words."""
    try:
        border = borders.since(operation)
    except LookupError:
        return "not measured"
    return f"since {border.version}" if border else "all"


def _async_form(method: Any) -> str:
    """Return how the method is called in async code."""
    if inspect.iscoroutinefunction(method):
        return "`await`"
    kind = inspect.signature(method).return_annotation.partition("[")[0]
    return "`async for`" if kind == "AsyncIterator" else "`async with`"


def _twin(name: str) -> str:
    prefix, dot, bare = name.rpartition(".")
    return f"{prefix}{dot}{'Async' if bare[0].isupper() else 'a'}{bare}"


@cache
def _resources() -> dict[str, type]:
    found = {key: getattr(Opencode, key) for key in dir(Opencode)}
    return {key: kind for key, kind in found.items() if isinstance(kind, type) and kind.__name__.endswith("Resource")}
