"""Python surface: the names, functions and classes of both packages, compared with those of an older tree.

Griffe compares functions, classes and names, without importing anything. It does not know that the fields of attrs
classes are arguments: those are compared here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import griffe
from attrs import frozen

from contract.baseline import accept_allowed, read_allowed_breaks
from contract.findings import ACCEPTED, CannotRunError, Finding, Level, Who, counts
from contract.workspace import Workspace

__all__ = ["check", "plain_annotation", "surface_report"]

_PACKAGE, _GENERATED = "opencode_sessions", "opencode_sessions_api"
#: Public modules of the first package, besides its own names.
_PUBLIC_MODULES = ("errors", "server", "testing")
_CLASS_MAKERS = ("define", "frozen", "attrs.define", "attrs.frozen")
_FIELD_MAKERS = ("field", "attrs.field")


@frozen
class _Field:
    """A field of an attrs class, as an argument of its `__init__`."""

    annotation: str
    is_required: bool


def check(base: Workspace, workspace: Workspace) -> tuple[str, list[Finding]]:
    """Compare the packages with those of an older checkout; returns the result in a sentence, and the changes.

    Raises:
        CannotRunError: One of them does not hold both packages.
    """
    found = surface_report(base.root, workspace.root)
    allowed = read_allowed_breaks(workspace.allowed_breaks, "python")
    findings = accept_allowed(found, allowed, _version(base.root), since_release=False)
    count = counts(findings)
    accepted = f", {count[ACCEPTED]} accepted" if ACCEPTED in count else ""
    return (
        f"{count.get('breaking') or 'Nothing'} breaking, {count.get('addition') or 'nothing'} new{accepted}.",
        findings,
    )


def _version(tree: Path) -> str:
    version = re.search(r'__version__ = "(.+)"', (tree / "overlays" / _PACKAGE / "_version.py").read_text("utf-8"))
    if version is None:
        raise CannotRunError(f"{tree} has no version.")
    return version[1]


def surface_report(base: Path, now: Path) -> list[Finding]:
    """Compare two trees with `overlays` and `generated`; returns a finding for each change for Python users.

    Raises:
        CannotRunError: One of them does not hold both packages.
    """
    findings: dict[tuple[str, str], Finding] = {}
    for old, new in zip(_packages(base), _packages(now), strict=True):
        for finding in (*_breakages(old, new), *_fields(old, new), *_new_names(old, new)):
            findings.setdefault((finding.rule, finding.where), finding)
    # Griffe reports the attribute, and the comparison of fields the argument.
    return [
        finding
        for (rule, where), finding in findings.items()
        if rule != "object-removed" or ("field-removed", where) not in findings
    ]


def _packages(tree: Path) -> tuple[griffe.Module, griffe.Module]:
    loader = griffe.GriffeLoader(search_paths=[tree / "overlays", tree / "generated"], allow_inspection=False)
    try:
        package, generated = loader.load(_PACKAGE), loader.load(_GENERATED)
    except (griffe.GriffeError, ImportError, SyntaxError) as error:
        raise CannotRunError(f"griffe cannot read the packages of {tree}: {error}") from error
    loader.resolve_aliases(implicit=True, external=False)
    if not isinstance(package, griffe.Module) or not isinstance(generated, griffe.Module):
        raise CannotRunError(f"{tree} does not hold the packages.")
    # The package imports lazily: its public names are imported under TYPE_CHECKING.
    public = [
        name
        for name, member in package.members.items()
        if isinstance(member, griffe.Alias) and member.target_path.startswith(_PACKAGE) and not name.startswith("_")
    ]
    package.exports = [*public, *_PUBLIC_MODULES]
    for name, member in package.members.items():
        if isinstance(member, griffe.Module):
            member.public = name in _PUBLIC_MODULES
    return package, generated


def _breakages(old: griffe.Module, new: griffe.Module) -> Iterator[Finding]:
    for breakage in griffe.find_breaking_changes(old, new):
        if breakage.kind is griffe.BreakageKind.ATTRIBUTE_CHANGED_VALUE or breakage.obj.name.startswith("__"):
            # Constants may change, tables of names change with every schema, and the arguments of classes are fields.
            continue
        rule = breakage.kind.name.lower().replace("_", "-")
        yield _finding(Level.BREAKING, rule, _name(breakage.obj), f"{breakage.kind.value}{_detail(breakage)}.")


def _detail(breakage: griffe.Breakage) -> str:
    """Describe the change as `: old is now new`, or name only the parameter."""
    old, new = breakage.old_value, breakage.new_value
    parameter = next((f" `{value.name}`" for value in (old, new) if isinstance(value, griffe.Parameter)), "")
    if parameter and not breakage.kind.name.startswith("PARAMETER_CHANGED"):
        return f":{parameter}"
    return "" if old is None or new is None else f":{parameter} `{old}` is now `{new}`"


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
    """Iterate over the names that can be imported from a package, and the methods of its classes."""
    yield package.path
    for name, member in package.members.items():
        if not member.is_public or name.startswith("__"):
            continue
        try:
            target = member.final_target if isinstance(member, griffe.Alias) else member
        except griffe.AliasResolutionError:
            # From the standard library, or from a dependency.
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
    """Iterate over the attrs classes of a module and those below it, each with its fields in order."""
    for member in module.members.values():
        if isinstance(member, griffe.Module):
            yield from _attrs_classes(member)
        elif isinstance(member, griffe.Class) and (fields := _fields_of(member)) is not None:
            yield member.path, fields


def _fields_of(kind: griffe.Class) -> dict[str, _Field] | None:
    """Return the fields of an attrs class; None for other classes."""
    if not any(str(decorator.value).partition("(")[0] in _CLASS_MAKERS for decorator in kind.decorators):
        return None
    return {
        name: _Field(plain_annotation(str(member.annotation)), _is_required(member))
        for name, member in kind.members.items()
        if isinstance(member, griffe.Attribute)
        and member.annotation is not None
        and "instance-attribute" in member.labels
        and not name.startswith("_")
        and _field_option(member, "init") != "False"
    }


def _is_required(attribute: griffe.Attribute) -> bool:
    """Return True when a field has no default: neither a value, nor one in `attrs.field(…)`."""
    if not _is_field_call(attribute.value):
        return attribute.value is None
    return all(_field_option(attribute, option) is None for option in ("default", "factory"))


def _is_field_call(value: object) -> TypeGuard[griffe.ExprCall]:
    return isinstance(value, griffe.ExprCall) and str(value.function) in _FIELD_MAKERS


def _field_option(attribute: griffe.Attribute, option: str) -> str | None:
    """Return an argument of `attrs.field(…)`; None when it is not given."""
    if not _is_field_call(attribute.value):
        return None
    arguments = (each for each in attribute.value.arguments if isinstance(each, griffe.ExprKeyword))
    return next((str(each.value) for each in arguments if each.name == option), None)


def plain_annotation(annotation: str) -> str:
    """Return an annotation without the packages and helpers through which generated code names schemas."""
    return re.sub(r"\b(?:models|schemas)\.", "", re.sub(r"\bOpenEnum\[([^]]*)\]", r"\1 | str", annotation))


def _finding(level: Level, rule: str, where: str, what: str) -> Finding:
    return Finding(level, rule, where, what, (Who.IMPORTER,))


def _name(thing: griffe.Object | griffe.Alias) -> str:
    """Return the name that users know: without the private modules of the two modes."""
    return ".".join(part for part in thing.path.split(".") if part not in ("_sync", "_async"))
