"""A review as one file of HTML, which needs no other: the verdict, the findings, the contract as a reference."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from attrs import frozen
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from contract.findings import Finding, Level, Review, Section, Who
from contract.views.backticks import pieces
from contract.views.reference import Reference, reference

__all__ = ["page"]

_HERE = Path(__file__).parent
#: Of one level, at one place.
_MOST_MARKS = 4
_Kind = TypeVar("_Kind", Level, Who)


@frozen
class _Row:
    """A finding, with its own anchor and that of the place it is about."""

    finding: Finding
    identifier: str
    place: str | None


@frozen
class _Mark:
    """What stands at a place of the reference about a finding there, or about many of one level."""

    row: _Row
    count: int = 1


@frozen
class _Table:
    """The findings of a section."""

    section: Section
    slug: str
    rows: Sequence[_Row]


def page(review: Review, document: Mapping[str, Any]) -> str:
    """The page of a review.

    Args:
        review: What the checks came to.
        document: The contract that was reviewed.
    """
    contract = reference(document)
    tables = [_table(section, contract) for section in review.sections]
    found: dict[str, list[_Row]] = defaultdict(list)
    for table in tables:
        for row in table.rows:
            if row.place is not None:
                found[row.place].append(row)
    news = [finding for finding in review.findings if finding.reason is None]
    style, script = (Markup((_HERE / name).read_text("utf-8")) for name in ("page.css", "page.js"))
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            review=review,
            contract=contract,
            tables=tables,
            marks={place: _marks(rows) for place, rows in found.items()},
            worst=_worst(found, contract),
            levels=_counted(Level, (finding.level for finding in news)),
            people=_counted(Who, (who for finding in news for who in finding.who)),
            accepted=len(review.findings) - len(news),
            style=style,
            script=script,
            policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
            "base-uri 'none'; form-action 'none'",
        )
    )


def _table(section: Section, contract: Reference) -> _Table:
    slug = re.sub(r"\W+", "-", section.title.lower()).strip("-")
    rows = [
        _Row(finding, f"finding-{slug}-{number}", contract.anchor(finding.where))
        for number, finding in enumerate(section.findings, 1)
    ]
    return _Table(section, slug, rows)


def _marks(rows: Iterable[_Row]) -> list[_Mark]:
    alike: dict[tuple[bool, Level], list[_Row]] = defaultdict(list)
    for row in rows:
        alike[row.finding.reason is not None, row.finding.level].append(row)
    return [
        mark
        for _, group in sorted(alike.items(), key=lambda item: (item[0][0], item[0][1].rank))
        for mark in ([_Mark(group[0], len(group))] if len(group) > _MOST_MARKS else map(_Mark, group))
    ]


def _worst(found: Mapping[str, Iterable[_Row]], contract: Reference) -> dict[str, Level]:
    """The worst level of what was found, and is not accepted, in each operation, schema and shared answer."""
    levels: dict[str, list[Level]] = defaultdict(list)
    for place, rows in found.items():
        levels[contract.anchors.owners[place]] += [row.finding.level for row in rows if row.finding.reason is None]
    return {owner: min(each, key=lambda level: level.rank) for owner, each in levels.items() if each}


def _counted(kinds: Iterable[_Kind], found: Iterable[_Kind]) -> dict[_Kind, int]:
    counts = Counter(found)
    return {kind: counts[kind] for kind in kinds if counts[kind]}


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
    """Text whose `code` is shown as such."""
    return Markup("").join(Markup("<code>{}</code>" if code else "{}").format(piece) for piece, code in pieces(text))


def _breakable(name: str) -> Markup:
    """A dotted name that is rather broken between its parts than in them."""
    return Markup(".<wbr>").join(name.split("."))


def _hash(inline: str) -> str:
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"
