"""The public API, read from the source with griffe: nothing is imported. Its names, signatures and docstrings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import griffe
from attrs import define, field, frozen

from contract.checks.surface import plain_annotation
from tools.site.problems import Place, Problems

__all__ = [
    "PACKAGE",
    "Api",
    "Described",
    "Documentation",
    "Name",
    "Thing",
    "is_resource",
    "members",
    "own_bases",
]

PACKAGE, _GENERATED = "opencode_sessions", "opencode_sessions_api"
#: The packages that users import from, besides the first.
_MODULES = ("batch", "server", "testing")
#: A signature of one line has at most so many characters.
_WIDTH = 80

Thing = griffe.Object


@frozen(eq=False)
class Name:
    """A public name.

    Attributes:
        key: `Session`, or `batch.Job` for those that are not imported from the first package.
        thing: The class, function or value; of two modes the sync one.
        twin: The same of the async mode, with its name; None when there is none.
    """

    key: str
    thing: Thing
    twin: tuple[str, Thing] | None = None

    @property
    def bare(self) -> str:
        """The name without its package."""
        return self.key.rpartition(".")[2]

    @property
    def package(self) -> str:
        """The package that it is imported from."""
        return ".".join(filter(None, (PACKAGE, self.key.rpartition(".")[0])))


@frozen(eq=False)
class Described:
    """An argument, an attribute or an error, in words; the type is empty when the signature has it."""

    name: str
    text: str
    type: str = ""


@define
class Documentation:
    """A docstring in pieces."""

    text: str = ""
    arguments: list[Described] = field(factory=list)
    attributes: list[Described] = field(factory=list)
    returns: str = ""
    raises: list[Described] = field(factory=list)

    @property
    def summary(self) -> str:
        """The first paragraph, as one line."""
        return " ".join(self.text.partition("\n\n")[0].split())


@frozen(eq=False)
class Api:
    """The packages.

    Attributes:
        names: The public names; those that are the async twin of another are there as its twin alone.
        resources: The class of the operations of `client.NAME`, by `NAME`; the second is the async one.
        common: What every class of a schema has.
        descriptions: What the contract says of unions, which have no docstrings.
    """

    root: Path
    names: Mapping[str, Name]
    resources: Mapping[str, Name]
    common: Mapping[str, Thing]
    descriptions: Mapping[str, str]
    problems: Problems
    _loader: griffe.GriffeLoader
    _public: frozenset[str]

    @classmethod
    def read(cls, root: Path, descriptions: Mapping[str, str], problems: Problems) -> Api:
        """Read the packages of a checkout."""
        loader = griffe.GriffeLoader(
            search_paths=[root / "overlays", root / "generated"],
            allow_inspection=False,
            docstring_parser="google",
            docstring_options={"returns_multiple_items": False, "returns_named_value": False, "warnings": False},
        )
        generated = loader.load(_GENERATED)
        # Griffe leaves out of `import *` what is imported for type checkers only, as everything lazy is.
        for member in generated["models"].members.values():
            member.runtime = True
        package = loader.load(PACKAGE)
        loader.resolve_aliases(implicit=True, external=False)
        names: dict[str, Name] = {}
        for prefix, module in (("", package), *((f"{name}.", package[name]) for name in _MODULES)):
            names |= _names(prefix, module, {name.thing.path for name in names.values()})
        client = names["Opencode"]
        assert client.twin is not None
        sync, async_ = dict(_resources(client.thing)), dict(_resources(client.twin[1]))
        resources = {key: Name(key, thing, (key, async_[key])) for key, thing in sync.items()}
        named = (*names.values(), *resources.values())
        public = frozenset(
            path for name in named for path in (name.thing.path, name.twin and name.twin[1].path) if path
        )
        common = {member.name: member for member in members(generated["types.Model"])}
        return cls(root, names, resources, common, descriptions, problems, loader, public)

    def place(self, thing: Thing) -> Place:
        """Return the line on which something is defined."""
        path = thing.filepath
        assert isinstance(path, Path)
        return Place(path.relative_to(self.root).as_posix(), thing.lineno or 1)

    def documentation(self, thing: Thing, name: str, twin: Thing | None = None) -> Documentation:
        """Return the docstring of something; that there is none is a problem of its (async) source."""
        place = self.place(twin or thing)
        if thing.docstring is None:
            text = self._comment(thing)
            if not text:
                self.problems.add(place, f"{name} has no docstring.")
            return Documentation(text)
        found = Documentation()
        for section in thing.docstring.parsed:
            self._add(section, found, place, name)
        if not found.text:
            self.problems.add(place, f"The docstring of {name} does not begin with a sentence.")
        if isinstance(thing, griffe.Function):
            known = {parameter.name for parameter in thing.parameters}
            for argument in found.arguments:
                if argument.name.lstrip("*") not in known:
                    self.problems.add(place, f"The docstring of {name} has an unknown argument {argument.name}.")
        return found

    def annotation(self, expression: str | griffe.Expr | None, owner: str, place: Place) -> str:
        """Return a type in words. One that is not public is a problem; but an alias is shown as its type."""
        text = _plain(str(expression or ""))
        for part in expression.iterate() if isinstance(expression, griffe.Expr) else ():
            path = part.canonical_path if isinstance(part, griffe.ExprName) else ""
            found = self._find(path) if path.startswith(PACKAGE) else None
            if found is None or found.path in self._public or found.is_module or found.name == "OpenEnum":
                continue
            value = str(found.value) if isinstance(found, griffe.Attribute) else ""
            if not value:
                self.problems.add(place, f"The type {path} of {owner} is not public.")
            elif not value.startswith(("TypeVar", "ParamSpec")):
                text = re.sub(rf"\b{found.name}\b", _plain(value.strip("\"'")), text)
        return text

    def signatures(self, function: griffe.Function, label: str) -> list[str]:
        """Return the signatures of a function: one, or those that type checkers choose from."""
        return [self._signature(each, label) for each in function.overloads or [function]]

    def constructor(self, kind: griffe.Class, label: str) -> list[str]:
        """Return the signatures of a constructor; none when it is not written out."""
        made = kind.members.get("__init__")
        return self.signatures(made, label) if isinstance(made, griffe.Function) else []

    def _signature(self, function: griffe.Function, label: str) -> str:
        parts: list[str] = []
        kinds, place = griffe.ParameterKind, self.place(function)
        is_method = isinstance(function.parent, griffe.Class) and "staticmethod" not in function.labels
        was = None
        for parameter in list(function.parameters)[1 if is_method else 0 :]:
            kind = parameter.kind
            if was is kinds.positional_only and kind is not was:
                parts.append("/")
            if kind is kinds.keyword_only and was not in (kinds.keyword_only, kinds.var_positional):
                parts.append("*")
            star = "*" if kind is kinds.var_positional else "**" if kind is kinds.var_keyword else ""
            annotation = self.annotation(parameter.annotation, label, place)
            text = f"{star}{parameter.name}: {annotation}" if annotation else f"{star}{parameter.name}"
            if parameter.default is not None and not star:
                default = self._default(parameter.default)
                text += f" = {default}" if annotation else f"={default}"
            parts.append(text)
            was = kind
        has_result = function.returns is not None and function.name != "__init__"
        returns = f" -> {self.annotation(function.returns, label, place)}" if has_result else ""
        line = f"{label}({', '.join(parts)}){returns}"
        return (
            line if len(line) <= _WIDTH else f"{label}(\n" + "".join(f"    {part},\n" for part in parts) + f"){returns}"
        )

    def _default(self, value: str | griffe.Expr) -> str:
        """Return a default; of a constant that is not public, its value."""
        found = self._find(value.canonical_path) if isinstance(value, griffe.ExprName) else None
        if isinstance(found, griffe.Attribute) and found.path not in self._public:
            return str(found.value)
        return str(value)

    def _find(self, path: str) -> Thing | None:
        try:
            return _target(self._loader.modules_collection.get_member(path))
        except (KeyError, griffe.AliasResolutionError):
            return None

    def _comment(self, thing: Thing) -> str:
        """Return what is said of a value without a docstring: the comment above it, its module, or the contract."""
        path = thing.filepath
        assert isinstance(path, Path)
        lines = path.read_text("utf-8").splitlines()[: (thing.lineno or 1) - 1]
        found: list[str] = []
        while lines and (line := lines.pop().strip()).startswith("#: "):
            found.insert(0, line[3:])
        if not found and thing.name in self.descriptions:
            return self.descriptions[thing.name]
        module = thing.parent
        if not found and module is not None and module.path.startswith(f"{_GENERATED}.models.") and module.docstring:
            return str(module.docstring.value)
        return "\n".join(found)

    def _add(self, section: griffe.DocstringSection, found: Documentation, place: Place, name: str) -> None:
        kind, value = section.kind, section.value
        if kind is griffe.DocstringSectionKind.text:
            found.text = f"{found.text}\n\n{value}".strip()
        elif kind in (griffe.DocstringSectionKind.returns, griffe.DocstringSectionKind.yields):
            found.returns = " ".join(each.description for each in value)
        elif kind is griffe.DocstringSectionKind.raises:
            found.raises += [Described(_plain(str(each.annotation)), each.description) for each in value]
        elif kind in (griffe.DocstringSectionKind.parameters, griffe.DocstringSectionKind.attributes):
            target = found.attributes if kind is griffe.DocstringSectionKind.attributes else found.arguments
            target += [Described(each.name, each.description, _plain(str(each.annotation or ""))) for each in value]
        else:
            self.problems.add(place, f"The docstring of {name} has a section that is not shown: {kind.value}.")


def members(thing: griffe.Class, described: Collection[str] = ()) -> Iterator[Thing]:
    """Iterate over the public members of a class, and of its bases up to one that is described itself, by its path."""
    found: dict[str, Thing] = {}
    for base in own_bases(thing, described):
        for name, member in base.members.items():
            if not name.startswith("_"):
                found.setdefault(name, _target(member))
    return iter(found.values())


def own_bases(thing: griffe.Class, described: Collection[str]) -> Iterator[griffe.Class]:
    """Iterate over a class and those of its bases that are described with it."""
    above = [base for base in thing.mro() if base.path in described]
    for base in (thing, *thing.mro()):
        is_shown = base is thing or (base.path.startswith(PACKAGE) and base.name != "Model")
        if is_shown and not any(base in (other, *other.mro()) for other in above):
            yield base


def is_resource(method: griffe.Function) -> bool:
    """Return True for the resources of a client."""
    return any(str(each.value) == "resource" for each in method.decorators)


def _plain(annotation: str) -> str:
    return re.sub(r"\b(?:builtins|datetime)\.(?=\w)", "", plain_annotation(annotation))


def _names(prefix: str, module: griffe.Object | griffe.Alias, taken: set[str]) -> Iterator[tuple[str, Name]]:
    found = {
        name: _target(member)
        for name, member in module.members.items()
        if isinstance(member, griffe.Alias)
        and member.target_path.startswith(PACKAGE)
        and not name.startswith("_")
        and name != "lazy_names"
        and member.final_target.path not in taken
    }
    twins = {twin: name for name in found for twin in (f"Async{name}", f"a{name}") if twin in found}
    for name in sorted(found.keys() - twins.keys()):
        twin = next((other for other, sync in twins.items() if sync == name), None)
        yield (
            f"{prefix}{name}",
            Name(f"{prefix}{name}", found[name], (f"{prefix}{twin}", found[twin]) if twin else None),
        )


def _resources(client: Thing) -> Iterator[tuple[str, Thing]]:
    assert isinstance(client, griffe.Class)
    for member in members(client):
        if isinstance(member, griffe.Function) and is_resource(member):
            assert isinstance(member.returns, griffe.ExprSubscript)
            path = member.returns.slice.canonical_path  # type: ignore[union-attr]
            yield member.name, _target(member.modules_collection.get_member(path))


def _target(member: griffe.Object | griffe.Alias) -> Thing:
    found = member.final_target if isinstance(member, griffe.Alias) else member
    assert isinstance(found, griffe.Object)
    return found
