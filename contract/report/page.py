"""A review as HTML without other files: a page of the verdict and the findings, and one of the contract."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import Factory, define, frozen
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from contract.findings import ACCEPTED, Finding, Level, Review, Section, Who, counts
from contract.report.causes import KINDS, Cause, grouped
from contract.report.code_spans import split_code
from contract.report.links import Links
from contract.report.reference import Reference, reference

__all__ = ["page", "reference_page"]

_HERE = Path(__file__).parent
#: The most marks of one kind at one entry.
_MOST_MARKS = 4
#: The most bytes of the findings, and of those that have their lines of the contract; the worst come first. The rest of
#: the page takes about 30 kB.
_ROOM = 250_000
_ROOM_OF_EXCERPTS = 120_000
#: The most places of a cause that are listed.
_MOST_PLACES = 60


@frozen
class _Row:
    """A finding, with its own anchor and that of the entry of the reference that it is about."""

    finding: Finding
    identifier: str
    place: str | None


@frozen
class _Mark:
    """A mark at an entry of the reference: one finding, or many of one kind."""

    row: _Row
    count: int = 1


@frozen
class _Line:
    """A cause on the page: its first places, and the number of the others."""

    cause: Cause
    rows: Sequence[_Row]
    omitted: int


@frozen
class _LeftOut:
    """Findings that the page has no room for."""

    kind: str
    who: tuple[Who, ...]
    count: int


@define
class _Block:
    """The causes at one operation or schema that the page has room for, formatted."""

    title: str
    anchor: str | None
    count: int
    lines: list[Markup] = Factory(list)


@define
class _Table:
    """The findings of a section."""

    section: Section
    slug: str
    blocks: Sequence[_Block]
    left_out: Sequence[_LeftOut] = ()


def page(review: Review, document: Mapping[str, Any], links: Links | None = None) -> str:
    """Format the verdict and the findings; the least severe ones are left out if there are too many for one page.

    Args:
        review: The review.
        document: The contract that was reviewed.
        links: The addresses of the contract's lines. Default: pages next to this one.
    """
    contract = reference(document)
    findings = review.findings
    tables = _tables(review, contract, links or Links())
    return _render(
        "page.html.jinja",
        "page.js",
        review=review,
        contract=contract,
        tables=tables,
        kinds=counts(findings),
        people=_people(findings),
        left_out=sum(each.count for table in tables for each in table.left_out),
    )


def reference_page(review: Review, document: Mapping[str, Any]) -> str:
    """Format the contract as a reference, with marks that lead to the findings.

    Args:
        review: The review.
        document: The contract that was reviewed.
    """
    contract = reference(document)
    found: dict[str, list[_Row]] = defaultdict(list)
    for section in review.sections:
        for row in _rows(section, contract).values():
            if row.place is not None:
                found[row.place].append(row)
    return _render(
        "reference.html.jinja",
        "reference.js",
        review=review,
        contract=contract,
        marks={place: _marks(rows) for place, rows in found.items()},
        worst=_worst(found, contract),
    )


def _render(template: str, script: str, **values: Any) -> str:
    style, code = (Markup((_HERE / name).read_text("utf-8")) for name in ("page.css", script))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(code)}; base-uri 'none'; form-action 'none'"
    )
    return _environment().get_template(template).render(style=style, script=code, policy=policy, **values)


def _slug(section: Section) -> str:
    return re.sub(r"\W+", "-", section.title.lower()).strip("-")


def _rows(section: Section, contract: Reference) -> dict[int, _Row]:
    """Return the row of each finding, by its `id()`."""
    return {
        id(finding): _Row(finding, f"finding-{_slug(section)}-{number}", contract.anchor(finding.where))
        for number, finding in enumerate(section.findings, 1)
    }


def _tables(review: Review, contract: Reference, links: Links) -> list[_Table]:
    tables: list[_Table] = []
    waiting: list[tuple[_Table, _Block, _Line]] = []
    for section in review.sections:
        rows = _rows(section, contract)
        table = _Table(section, _slug(section), [])
        table.blocks = blocks = []
        tables.append(table)
        for group in grouped(section.findings):
            blocks.append(_Block(group.title, contract.anchor(group.title), len(group.findings)))
            for cause in group.causes:
                shown = [rows[id(finding)] for finding in cause.findings[:_MOST_PLACES]]
                line = _Line(cause, shown, len(cause.findings) - len(shown))
                waiting.append((table, blocks[-1], line))
    # The macros of a template that is loaded without values.
    format_line = _environment().get_template("cause.html.jinja").make_module({"links": links}).line  # type: ignore[attr-defined]
    room = _ROOM
    left_out: dict[int, Counter[tuple[str, tuple[Who, ...]]]] = defaultdict(Counter)
    for table, block, line in sorted(waiting, key=lambda each: each[2].cause.rank):
        with_excerpts = room > _ROOM - _ROOM_OF_EXCERPTS
        text = format_line(line, with_excerpts)
        size = len(text.encode())
        if size > room:
            left_out[id(table)][line.cause.first.kind, line.cause.first.who] += len(line.cause.findings)
            continue
        room -= size
        block.lines.append(text)
    for table in tables:
        table.blocks = [block for block in table.blocks if block.lines]
        table.left_out = [_LeftOut(kind, who, number) for (kind, who), number in left_out[id(table)].items()]
    return tables


def _marks(rows: Iterable[_Row]) -> list[_Mark]:
    alike: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        alike[row.finding.kind].append(row)
    return [
        mark
        for kind in KINDS
        if (group := alike.get(kind))
        for mark in ([_Mark(group[0], len(group))] if len(group) > _MOST_MARKS else map(_Mark, group))
    ]


def _worst(found: Mapping[str, Iterable[_Row]], contract: Reference) -> dict[str, Level]:
    """Return the worst level, without accepted findings, in each operation, schema and shared response."""
    levels: dict[str, list[Level]] = defaultdict(list)
    for place, rows in found.items():
        levels[contract.anchors.owners[place]] += [row.finding.level for row in rows if row.finding.kind != ACCEPTED]
    return {owner: min(each, key=lambda level: level.rank) for owner, each in levels.items() if each}


def _people(findings: Iterable[Finding]) -> dict[Who, int]:
    found = Counter(who for finding in findings for who in finding.who)
    return {who: found[who] for who in Who if found[who]}


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"code": _code, "breakable": _breakable}
    return environment


def _code(text: str) -> Markup:
    """Mark up the `code` in a text."""
    return Markup("").join(
        Markup("<code>{}</code>" if code else "{}").format(piece) for piece, code in split_code(text)
    )


def _breakable(name: str) -> Markup:
    """Allow line breaks between the parts of a dotted name."""
    return Markup(".<wbr>").join(name.split("."))


def _hash(inline: str) -> str:
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"
