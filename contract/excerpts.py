"""The contract before and after, next to each finding; and who uses what has another name now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, cached_property
from itertools import chain, dropwhile
from pathlib import Path
from textwrap import dedent
from typing import Any

from attrs import define, evolve

from contract.findings import Excerpt, Finding
from contract.locations import location
from contract.spec import Document, pointer_of, references

__all__ = ["Revision", "illustrated"]

#: The tokens of a place.
_Place = tuple[str, ...]

#: The most lines of an excerpt, of one without a change, and of those around a change.
_LONGEST = 24
_LONGEST_UNCHANGED = 6
_AROUND = 2
#: The number of tokens of an operation, and of a schema: the largest places that are compared.
_OWNER = 3


@define(eq=False, slots=False)
class Revision:
    """A contract as it is, or was.

    Attributes:
        document: The contract.
        lines: The lines of its file.
    """

    document: Document
    lines: Sequence[str]

    @classmethod
    def of(cls, document: Document, path: Path) -> Revision:
        """Return the revision of a document that was read from a file."""
        return cls(document, path.read_text("utf-8").splitlines())

    @cached_property
    def places(self) -> dict[str, _Place]:
        """All places, by their locations in one spelling for the wire and Python."""
        found: dict[str, _Place] = {}
        for place in _places(self.document.content):
            found.setdefault(_spelling(location(pointer_of(place), self.document.content)), place)
        for operation in self.document.operations():
            found.setdefault(
                _spelling(str(operation.node.get("operationId"))), ("paths", operation.path, operation.method)
            )
        return found

    @cached_property
    def starts(self) -> dict[int, _Place]:
        """The largest place that begins at each line."""
        found: dict[int, _Place] = {}
        for place in _places(self.document.content):
            line = self.document.line_at(place)
            if line is not None:
                found.setdefault(line, place)
        return found

    def text(self, place: _Place) -> tuple[int | None, list[str]]:
        """Return the first line of a place, and its text; None and nothing if it is not there."""
        lines = self.document.lines_at(place)
        if lines is None or not place:
            return None, []
        text = list(self.lines[lines.start - 1 : lines.stop - 1])
        while text and not text[-1].strip():
            text.pop()
        return lines.start, text

    def users(self, place: _Place) -> Iterator[str]:
        """Iterate over the operations and schemas that refer to a schema, or the operations of a path."""
        content = self.document.content
        if place[:1] == ("paths",):
            item = content["paths"].get(place[1], {})
            yield from (
                str(each["operationId"]) for each in item.values() if isinstance(each, dict) and "operationId" in each
            )
            return
        for operation in self.document.operations():
            if place[2] in references(operation.node):
                yield operation.name
        for kind, components in content.get("components", {}).items():
            for name, component in components.items():
                if name != place[2] and place[2] in references(component):
                    yield location(pointer_of(("components", kind, name)))


def illustrated(findings: Sequence[Finding], base: Revision, now: Revision) -> list[Finding]:
    """Return the findings with their places in the contract, before and after."""
    renames = {
        now_place[-1]: base_place[-1]
        for finding in findings
        if finding.was is not None
        and (now_place := now.places.get(_spelling(finding.where)))
        and (base_place := base.places.get(_spelling(finding.was)))
    }
    names_now = {old: new for new, old in renames.items()}

    @cache
    def excerpt(place: _Place) -> Excerpt | None:
        return _excerpt(place, base, now, renames)

    def illustrate(finding: Finding) -> Finding:
        place = _place(finding, now)
        old = _find(finding.where, base)
        if old is not None and (place is None or (len(old) > len(place) and finding.was is None)):
            # It is gone.
            place = _renamed(old, names_now)
        if place is None:
            return finding
        users = tuple(dict.fromkeys(now.users(place))) if finding.was is not None else ()
        return evolve(finding, excerpt=excerpt(place), users=users)

    return [illustrate(finding) for finding in findings]


def _place(finding: Finding, now: Revision) -> _Place | None:
    named = _find(finding.where, now)
    at_line = None if finding.line is None else now.starts.get(finding.line)
    return named if at_line is None or (named is not None and len(named) >= len(at_line)) else at_line


def _find(where: str, revision: Revision) -> _Place | None:
    """Return the smallest place that contains a location."""
    steps = _steps(re.sub(r" and \d+ more$", "", where))
    if where.startswith("opencode_sessions"):
        # The names of Python begin with packages and modules, and methods are those of a resource.
        steps = list(dropwhile(lambda step: not step[:1].isupper(), steps))
        steps = [re.sub(r"^(?:Async)?(\w+)Resource$", r"\1", step) for step in steps]
    for end in range(len(steps), 0, -1):
        place = revision.places.get(_joined(steps[:end]))
        if place is not None and len(place) > 1:
            return place
    return None


def _excerpt(place: _Place, base: Revision, now: Revision, renames: dict[str, str]) -> Excerpt | None:
    original = place
    while True:
        (before, old), (after, new) = base.text(_renamed(place, renames)), now.text(place)
        if _dedented(old) != _dedented(new) or len(place) <= _OWNER:
            break
        # What changed is around it, such as the list of required fields.
        place = place[:-1]
    old, new = _dedented(old), _dedented(new)
    lines = list(_diff(old, new))
    is_about = place == original or any(original[-1] in line for line in lines if line[:1] in "+-")
    if old == new or not is_about:
        before, after = base.document.line_at(_renamed(original, renames)), now.document.line_at(original)
        text = _dedented(now.text(original)[1])
        lines, longest = [f" {line}" for line in text], _LONGEST_UNCHANGED
    else:
        longest = _LONGEST
        skipped = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
        shift = max(skipped - _AROUND, 0)
        before, after = before and before + shift, after and after + shift
    if not lines:
        return None
    return Excerpt(tuple(lines[:longest]), before, after, max(len(lines) - longest, 0))


def _renamed(place: _Place, names: dict[str, str]) -> _Place:
    """Return a place whose operation or schema has another name."""
    return (*place[:1], *(names.get(token, token) for token in place[1:_OWNER]), *place[_OWNER:])


def _diff(old: list[str], new: list[str]) -> Iterator[str]:
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND)
    for number, group in enumerate(groups):
        if number:
            yield " …"
        for kind, first, last, new_first, new_last in group:
            if kind == "equal":
                yield from (f" {line}" for line in old[first:last])
            else:
                yield from chain(
                    (f"-{line}" for line in old[first:last]), (f"+{line}" for line in new[new_first:new_last])
                )


def _dedented(lines: Sequence[str]) -> list[str]:
    return dedent("\n".join(lines)).split("\n") if lines else []


def _places(node: Any, place: _Place = ()) -> Iterator[_Place]:
    if place:
        yield place
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in children:
        if key not in ("example", "examples", "description"):
            yield from _places(value, (*place, str(key)))


def _spelling(where: str) -> str:
    return _joined(_steps(where))


def _steps(where: str) -> list[str]:
    """Return an operation or a path, and the names, variants as `(value)`, and items as `[]` in a location."""
    return re.findall(r"[A-Z]+ /\S*|/\S*|\([^)]*\)|\[\]|[^\s.()\[\]]+", where)


def _joined(steps: Sequence[str]) -> str:
    return ".".join(step.replace("_", "") for step in steps).lower()
