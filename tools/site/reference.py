"""The pages of the reference, as Markdown: what they describe is put together here, and laid out by a template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import griffe
import jinja2
from attrs import define, field, frozen

from contract.borders import Borders
from contract.checks.surface import plain_annotation
from contract.diff.python_names import method_name, tag_name
from contract.report.reference import Reference, reference
from contract.spec import Document, Operation, load
from contract.workspace import Workspace
from tools.site import commands
from tools.site.api import Api, Described, Documentation, Name, Thing, is_resource, members, own_bases
from tools.site.navigation import SOURCE, Entry, Navigation
from tools.site.problems import Place, Problems

__all__ = ["Contract", "ReferencePages"]

#: The paragraph of a docstring that names the requests.
_REQUEST = re.compile(r"`(?:GET|POST|PUT|PATCH|DELETE) /")


@frozen
class Row(Described):
    """A field or a property, which has an anchor."""

    anchor: str = ""


@define
class Member:
    """A function or method on a page.

    Attributes:
        facts: What stands below its name: its requests, since when servers have it, and how the async one differs.
    """

    label: str
    place: Place
    signatures: Sequence[str]
    doc: Documentation
    facts: list[str] = field(factory=list)


@define
class Item:
    """A public name on a page."""

    name: Name
    place: Place
    kind: str
    doc: Documentation
    bases: Sequence[str] = ()
    signatures: Sequence[str] = ()
    value: str = ""
    facts: Sequence[str] = ()
    fields: Sequence[Row] = ()
    methods: Sequence[Member] = ()
    users: Sequence[str] = ()


@frozen
class Contract:
    """openapi.yaml, as the reference needs it: operations and schemas by their Python names, and measured borders."""

    operations: Mapping[str, Operation]
    tags: Mapping[str, str]
    schemas: Reference
    borders: Borders

    @classmethod
    def read(cls, root: Path) -> Contract:
        """Read the contract of a checkout."""
        workspace = Workspace(root)
        document: Document = load(workspace.contract)
        operations = {
            f"{tag_name(each.node)}.{method_name(each.node, each.path, each.method)}": each
            for each in document.operations()
        }
        tags = {tag_name({"tags": [tag["name"]]}): tag["description"] for tag in document.content["tags"]}
        return cls(operations, tags, reference(document.content), Borders.read(workspace.borders))

    def servers(self, name: str) -> list[str]:
        """Return the servers that have an operation; nothing for other names."""
        operation = self.operations.get(name)
        if operation is None:
            return []
        border = self.borders.since(operation.id)
        measured = f"servers since {border.version} ({border.before} lacks it)" if border else "all servers"
        return [f"[{measured}](../docs/compatibility.md)"]

    def users(self, schema: str, known: Mapping[str, Name]) -> list[str]:
        """Return the operations and schemas that refer to a schema."""
        found = next((each for each in self.schemas.schemas if each.name == schema), None)
        users = [user.text for user in found.used_by] if found else []
        return [f"`{user}`" for user in users if user in known or user in self.operations]


class ReferencePages:
    """The pages of the reference, of one checkout."""

    def __init__(self, api: Api, contract: Contract, navigation: Navigation, problems: Problems) -> None:
        self._api, self._contract, self._problems = api, contract, problems
        #: The keys of classes, by their paths.
        self._public = {name.thing.path: name.key for name in api.names.values()}
        folder = Path(__file__).parent / "templates"
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        environment.filters["cell"] = _cell
        self._template = environment.get_template("reference.md.jinja")
        self._names = {entry.path: names for entry, names in _distributed(navigation, api, problems)}

    def markdown(self, entry: Entry) -> str:
        """Return a page of the reference."""
        content = entry.content
        shown = {"entry": entry, "items": [], "operations": [], "tree": [], "commands": [], "index": [], "common": []}
        if "resource" in content:
            if (resource := self._api.resources.get(content["resource"])) is not None:
                shown |= self._operations(resource)
        elif "commands" in content:
            shown["commands"] = commands.described()
        elif "index" in content:
            shown["index"] = self._listed()
        else:
            shown["items"] = [self._item(name) for name in self._names[entry.path]]
            if any(base.name == "Model" for name in self._names[entry.path] for base in _bases(name.thing)):
                common = self._api.common.values()
                shown["common"] = [(each.name, self._api.documentation(each, each.name).summary) for each in common]
        if "tree" in content:
            top, names = self._api.names[content["tree"]].thing, self._names[entry.path]
            shown["tree"] = [
                (len(_lineage(name.thing, top)), name, self._api.documentation(name.thing, name.key).summary)
                for name in names
            ]
        return self._template.render(title=entry.title, summary=entry.summary, **{"doc": None, **shown})

    def summary(self, entry: Entry) -> str:
        """Return one line about a page."""
        if "resource" in entry.content:
            return self._contract.tags.get(entry.content["resource"], "")
        return entry.summary

    def _listed(self) -> list[tuple[Name, str]]:
        """Return all public names, each with its first sentence."""
        names = sorted(self._api.names.values(), key=lambda name: (name.key.lower(), name.key))
        return [(name, self._api.documentation(name.thing, name.key).summary) for name in names]

    def _operations(self, resource: Name) -> dict[str, object]:
        label = resource.key
        assert resource.twin is not None
        name = next((name for name in self._api.names.values() if name.thing is resource.thing), None)
        methods = list(self._methods(resource.thing, resource.twin[1], label, f"client.{label}"))
        listed = [member.label for member in methods]
        for operation in self._contract.operations:
            if operation.partition(".")[0] == label and operation not in listed:
                self._problems.add(Place("openapi.yaml"), f"The operation {operation} is no method of the client.")
        return {
            "operations": methods,
            "resource": f"client.{label}",
            "about": self._contract.tags.get(label, ""),
            "classes": [name.key, f"Async{name.key}"] if name is not None else [],
        }

    def _item(self, name: Name) -> Item:
        api, thing = self._api, name.thing
        place = api.place(name.thing)
        doc = api.documentation(thing, name.key, name.twin[1] if name.twin else None)
        users = self._contract.users(name.bare, api.names) if "." not in name.key else []
        if isinstance(thing, griffe.Function):
            facts = _mode(thing, name.twin[1] if name.twin else None)
            return Item(name, place, "function", doc, signatures=api.signatures(thing, name.bare), facts=facts)
        if not isinstance(thing, griffe.Class):
            assert isinstance(thing, griffe.Attribute)
            is_alias = str(thing.annotation) == "TypeAlias"
            value = plain_value(thing) if is_alias else ""
            return Item(name, place, "type" if is_alias else "value", doc, value=value, users=users)
        twin = name.twin[1] if name.twin else None
        constructor = api.constructor(thing, name.bare) if doc.arguments else ()
        bases = [self._public[base.path] for base in thing.mro() if base.path in self._public][:1]
        rows, methods = self._rows(thing, name.key, doc), self._methods(thing, twin, name.key, name.bare)
        return Item(name, place, "class", doc, bases, constructor, "", (), rows, list(methods), users)

    def _rows(self, thing: griffe.Class, label: str, doc: Documentation) -> list[Row]:
        """Return the fields and properties: those with docstrings of their own, and those that the class describes."""
        api = self._api
        described = {each.name: each for each in (*doc.arguments, *doc.attributes)}
        for base in own_bases(thing, self._public):
            if base is not thing and base.docstring is not None:
                described = {each.name: each for each in api.documentation(base, base.name).attributes} | described
        rows: dict[str, Row] = {}
        for member in members(thing, self._public):
            # Those named as resources are for type checkers: the operations are on pages of their own.
            is_other = member.name in api.resources and member.docstring is None
            if not isinstance(member, griffe.Attribute) or is_other:
                continue
            if "class-attribute" in member.labels and member.annotation is None:
                # A constant.
                continue
            name, place = f"{label}.{member.name}", api.place(member)
            type_ = api.annotation(member.annotation, name, place)
            given = described.get(member.name)
            text = given.text if given and member.docstring is None else api.documentation(member, name).text
            rows[member.name] = Row(member.name, text, type_, name)
        for each in doc.attributes:
            rows.setdefault(each.name, Row(each.name, each.text, each.type, f"{label}.{each.name}"))
        # Of most classes, the fields are the arguments.
        doc.arguments = [each for each in doc.arguments if each.name not in rows or rows[each.name].text != each.text]
        return list(rows.values())

    def _methods(self, thing: Thing, twin: Thing | None, label: str, called: str) -> Iterator[Member]:
        assert isinstance(thing, griffe.Class)
        assert twin is None or isinstance(twin, griffe.Class)
        api = self._api
        others = {each.name: each for each in members(twin)} if twin else {}
        for member in members(thing, self._public):
            name = f"{label}.{member.name}"
            if not isinstance(member, griffe.Function) or is_resource(member):
                continue
            other, place = others.get(member.name), api.place(member)
            doc = api.documentation(member, name, other)
            paragraphs = doc.text.split("\n\n")
            requests = [paragraph for paragraph in paragraphs if _REQUEST.match(paragraph)]
            doc.text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph not in requests)
            facts = [*requests, *self._contract.servers(name), *_mode(member, other)]
            yield Member(name, place, api.signatures(member, f"{called}.{member.name}"), doc, facts)


def plain_value(alias: griffe.Attribute) -> str:
    """Return the type that an alias stands for."""
    return re.sub(r"\b(?:builtins|models)\.(?=\w)", "", str(alias.value)).replace("'", "")


def _lineage(kind: Thing, top: Thing) -> list[str]:
    """Return the names of the classes from one down to another, by which a tree is sorted."""
    paths = [each.path for each in _bases(kind)]
    above = paths[: paths.index(top.path)] if top.path in paths else None
    return [] if above is None else [path.rpartition(".")[2] for path in (*reversed(above), kind.path)]


def _bases(thing: Thing) -> Sequence[griffe.Class]:
    return thing.mro() if isinstance(thing, griffe.Class) else ()


def _mode(function: Thing, twin: Thing | None) -> list[str]:
    """Say how the async twin of a function differs."""
    if not isinstance(function, griffe.Function) or not isinstance(twin, griffe.Function):
        return []
    if "async" in twin.labels:
        return ["async: awaited"]
    returns = plain_annotation(str(twin.returns))
    differs = returns != plain_annotation(str(function.returns))
    return [f"async: not awaited, returns `{returns}`" if differs else "async: not awaited"]


def _cell(text: str) -> str:
    """Return Markdown for a cell of a table: in one line."""
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))


def _distributed(navigation: Navigation, api: Api, problems: Problems) -> Iterator[tuple[Entry, list[Name]]]:
    """Give each public name to one page, and each page its names in the order in which the navigation has them."""
    used = {resource.thing.path for resource in api.resources.values()}
    left = {key: name for key, name in api.names.items() if name.thing.path not in used}
    taken: dict[str, list[tuple[int, str]]] = {}
    entries = [entry for entry in navigation.entries if entry.content]
    described = {entry.content["resource"] for entry in entries if "resource" in entry.content}
    for key in api.resources.keys() ^ described:
        where = next((entry.place for entry in entries if entry.content.get("resource") == key), Place(SOURCE))
        text = f"There is no client.{key}." if key in described else f"The operations of client.{key} are on no page."
        problems.add(where, text)

    def take(entry: Entry, order: int, names: Sequence[str]) -> None:
        taken.setdefault(entry.path, []).extend((order, name) for name in names)
        for name in names:
            del left[name]

    for entry in entries:
        if "tree" in entry.content and entry.content["tree"] in api.names:
            top = api.names[entry.content["tree"]].thing
            below = [key for key, name in left.items() if name.thing is top or top in _bases(name.thing)]
            for order, key in enumerate(sorted(below, key=lambda key: _lineage(api.names[key].thing, top))):
                take(entry, order, [key])
    patterns = [
        (entry, order, pattern) for entry in entries for order, pattern in enumerate(entry.content.get("names", ()))
    ]
    for exact in (True, False):
        for entry, order, pattern in patterns:
            if ("*" in pattern) is exact:
                continue
            found = [key for key in left if fnmatchcase(key, pattern) and ("." in pattern or "." not in key)]
            if not found:
                problems.add(entry.place, f"No public name fits {pattern}, or other pages have them all.")
            take(entry, order, found)
    for key, name in left.items():
        problems.add(api.place(name.thing), f"The public name {key} is on no page: add it to {SOURCE}.")
    for entry in entries:
        ordered = sorted(taken.get(entry.path, ()), key=lambda each: (each[0], each[1].lower(), each[1]))
        yield entry, [api.names[key] for _, key in ordered]
