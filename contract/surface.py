"""What Python users can import and call, in a base and now: what went, what changed, what is new.

Griffe compares functions, classes and names, without importing anything. What it does not see are the fields of attrs
classes, which are arguments too: these are compared one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import griffe
from attrs import frozen

from contract import release
from contract.findings import CannotRunError, Finding, Level, Who
from contract.generate import ROOT

__all__ = ["check", "surface_report"]

_FACE, _GENERATED = "opencode_sessions", "opencode_sessions_api"
#: Modules of the first package that are public beside its own names.
_PUBLIC_MODULES = ("errors", "server", "testing")
#: The base of generated classes, whose `__init__` is written out.
_BASE = "Model"
_CLASS_MAKERS = ("define", "frozen", "attrs.define", "attrs.frozen")


@frozen
class _Field:
    """A field of an attrs class, as an argument of its `__init__`."""

    annotation: str
    is_required: bool


def check(base: Path) -> tuple[str, list[Finding]]:
    """Compare the packages with those in an older tree; returns the outcome in a sentence, and what differs.

    Raises:
        CannotRunError: The tree does not hold both packages.
    """
    found = surface_report(base, ROOT)
    findings = release.allow(found, release.read_allowed("python"), _version(base), since_release=False)
    counts = Counter(finding.level for finding in found)
    return f"{counts[Level.BREAKING] or 'Nothing'} breaking, {counts[Level.ADDITION] or 'nothing'} new.", findings


def _version(tree: Path) -> str:
    version = re.search(r'__version__ = "(.+)"', (tree / "overlays" / _FACE / "_version.py").read_text("utf-8"))
    if version is None:
        raise CannotRunError(f"{tree} has no version.")
    return version[1]


def surface_report(base: Path, now: Path) -> list[Finding]:
    """What differs for Python users between two trees with `overlays` and `generated`.

    Raises:
        CannotRunError: One of them does not hold both packages.
    """
    findings: dict[tuple[str, str], Finding] = {}
    for old, new in zip(_packages(base), _packages(now), strict=True):
        for finding in (*_breakages(old, new), *_fields(old, new), *_new_names(old, new)):
            findings.setdefault((finding.rule, finding.where), finding)
    # Griffe sees the attribute, and the other comparison the argument.
    return [
        finding
        for (rule, where), finding in findings.items()
        if rule != "object-removed" or ("field-removed", where) not in findings
    ]


def _packages(tree: Path) -> tuple[griffe.Module, griffe.Module]:
    loader = griffe.GriffeLoader(search_paths=[tree / "overlays", tree / "generated"], allow_inspection=False)
    try:
        face, generated = loader.load(_FACE), loader.load(_GENERATED)
    except (griffe.GriffeError, ImportError, SyntaxError) as error:
        raise CannotRunError(f"griffe cannot read the packages of {tree}: {error}") from error
    loader.resolve_aliases(implicit=True, external=False)
    if not isinstance(face, griffe.Module) or not isinstance(generated, griffe.Module):
        raise CannotRunError(f"{tree} holds no packages.")
    # The package imports lazily: what it offers stands under TYPE_CHECKING.
    offered = [
        name
        for name, member in face.members.items()
        if isinstance(member, griffe.Alias) and member.target_path.startswith(_FACE) and not name.startswith("_")
    ]
    face.exports = [*offered, *_PUBLIC_MODULES]
    for name, member in face.members.items():
        if isinstance(member, griffe.Module):
            member.public = name in _PUBLIC_MODULES
    return face, generated


def _breakages(old: griffe.Module, new: griffe.Module) -> Iterator[Finding]:
    for breakage in griffe.find_breaking_changes(old, new):
        if breakage.kind is griffe.BreakageKind.ATTRIBUTE_CHANGED_VALUE or breakage.obj.name.startswith("__"):
            # Constants are free to change, tables of names change with every schema; and arguments are fields.
            continue
        rule = breakage.kind.name.lower().replace("_", "-")
        yield _finding(Level.BREAKING, rule, _name(breakage.obj), f"{breakage.kind.value}{_detail(breakage)}.")


def _detail(breakage: griffe.Breakage) -> str:
    """What changed, as `: old is now new`, or only what it is about."""
    old, new = breakage.old_value, breakage.new_value
    about = next((f" `{value.name}`" for value in (old, new) if isinstance(value, griffe.Parameter)), "")
    if about and not breakage.kind.name.startswith("PARAMETER_CHANGED"):
        return f":{about}"
    return "" if old is None or new is None else f":{about} `{old}` is now `{new}`"


def _fields(old: griffe.Module, new: griffe.Module) -> Iterator[Finding]:
    before, after = dict(_attrs_classes(old)), dict(_attrs_classes(new))
    for name in before.keys() & after.keys():
        then, now = before[name], after[name]
        for field in then.keys() - now.keys():
            yield _finding(Level.BREAKING, "field-removed", f"{name}.{field}", "The field is gone.")
        for field in now.keys() - then.keys():
            if now[field].is_required:
                yield _finding(Level.BREAKING, "field-added-required", f"{name}.{field}", "The new field is required.")
            else:
                yield _finding(Level.ADDITION, "field-added", f"{name}.{field}", "The field is new.")
        for field in then.keys() & now.keys():
            yield from _field(f"{name}.{field}", then[field], now[field])
        order = [field for field in then if field in now]
        if order != [field for field in now if field in then]:
            what = f"The fields by position are now {', '.join(field for field in now if field in then)}."
            yield _finding(Level.BREAKING, "fields-moved", name, what)


def _field(name: str, then: _Field, now: _Field) -> Iterator[Finding]:
    if now.is_required and not then.is_required:
        yield _finding(Level.BREAKING, "field-became-required", name, "The field is now required.")
    if then.annotation == now.annotation:
        return
    before, after = set(then.annotation.split(" | ")), set(now.annotation.split(" | "))
    what = f"`{then.annotation}` is now `{now.annotation}`."
    if after < before:
        yield _finding(Level.ADDITION, "field-narrowed", name, what)
    else:
        yield _finding(Level.BREAKING, "field-widened" if after > before else "field-type-changed", name, what)


def _new_names(old: griffe.Module, new: griffe.Module) -> Iterator[Finding]:
    before = set(_public_names(old))
    for name in _public_names(new):
        if name not in before and name.rpartition(".")[0] in before:
            yield _finding(Level.ADDITION, "object-added", name, "The name is new.")


def _public_names(package: griffe.Module) -> Iterator[str]:
    """Names that can be imported from a package, and the methods of its classes."""
    yield package.path
    for name, member in package.members.items():
        if not member.is_public or name.startswith("__"):
            continue
        try:
            target = member.final_target if isinstance(member, griffe.Alias) else member
        except griffe.AliasResolutionError:
            # Of the standard library, or of a dependency.
            continue
        if isinstance(target, griffe.Module):
            yield from _public_names(target)
            continue
        yield f"{package.path}.{name}"
        if isinstance(target, griffe.Class):
            yield from (
                f"{package.path}.{name}.{inner}"
                for inner, each in target.members.items()
                if each.is_function and each.is_public and not inner.startswith("__")
            )


def _attrs_classes(module: griffe.Module) -> Iterator[tuple[str, dict[str, _Field]]]:
    """The attrs classes of a module and those below it, each with its fields in their order."""
    for member in module.members.values():
        if isinstance(member, griffe.Module):
            yield from _attrs_classes(member)
        elif isinstance(member, griffe.Class) and (fields := _fields_of(member)) is not None:
            yield member.path, fields


def _fields_of(kind: griffe.Class) -> dict[str, _Field] | None:
    """The fields of an attrs class, written out or decorated; None when it is none."""
    init = kind.members.get("__init__")
    if isinstance(init, griffe.Function) and any(str(base) == _BASE for base in kind.bases):
        return {
            parameter.name: _Field(str(parameter.annotation), parameter.default is None)
            for parameter in init.parameters
            if parameter.name != "self"
        }
    if not any(str(decorator.value).partition("(")[0] in _CLASS_MAKERS for decorator in kind.decorators):
        return None
    return {
        name: _Field(str(member.annotation), member.value is None)
        for name, member in kind.members.items()
        if isinstance(member, griffe.Attribute)
        and member.annotation is not None
        and "instance-attribute" in member.labels
        and not name.startswith("_")
    }


def _finding(level: Level, rule: str, where: str, what: str) -> Finding:
    return Finding(level, rule, where, what, (Who.IMPORTER,))


def _name(thing: griffe.Object | griffe.Alias) -> str:
    """What users call it: modules that begin with an underscore are not theirs."""
    return ".".join(part for part in thing.path.split(".") if part not in ("_sync", "_async"))
