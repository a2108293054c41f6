"""What other classes at a place of the contract mean to those who send them and those who read them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from contract.changes import python_view
from contract.changes.alignment import Aligned
from contract.changes.engine import Direction, direction_of
from contract.changes.uses import Use
from contract.findings import Finding, Level, Who

__all__ = ["changed_classes"]


def changed_classes(aligned: Aligned) -> Iterator[tuple[list[str], Finding]]:
    """The places that use other classes, and the variants of unions that came or went, with where they stand.

    What is both sent and answered is one place; it is told once, as what is worse.
    """
    found: dict[tuple[str, str | None, str | None], tuple[list[str], Finding]] = {}
    for use in aligned.uses:
        if use.is_body and use.before and use.after:
            # The fields of a body are arguments: nobody meets its class.
            continue
        sent = direction_of(use.place) is Direction.SENT
        where, holder = python_view.holder(use.place, aligned)
        level, rule, what, python = _told(use, where, holder, sent)
        finding = Finding(level, rule, where, what, (Who.CALLER if sent else Who.READER,), python)
        place, other = found.setdefault((where, use.before, use.after), (python_view.source(use.place), finding))
        if other.level is level and other is not finding:
            finding = evolve(other, who=(*other.who, *finding.who), python=f"{other.python} {python}")
        if finding.level.rank <= other.level.rank:
            found[where, use.before, use.after] = place, finding
    yield from found.values()


def _told(use: Use, where: str, holder: str, sent: bool) -> tuple[Level, str, str, str]:
    union = f"an `Unknown{where}`" if where.isidentifier() else "one of an unknown kind"
    match use.before, use.after:
        case None, after:
            what = f"`{where}` has the new variant `{after}`."
            if sent:
                return Level.ADDITION, "variant-added", what, f"{holder} may be a `{after}`."
            if after == "None" or not use.in_union:
                return Level.BREAKING, "variant-added", what, f"{holder} may be `{after}`."
            return Level.RISKY, "variant-added", what, f"{holder} may be a `{after}`, which was {union}."
        case before, None:
            what = f"`{where}` no longer has the variant `{before}`."
            if sent:
                return Level.BREAKING, "variant-removed", what, f"{holder} can no longer be a `{before}`."
            if before == "None":
                return Level.ADDITION, "variant-removed", what, f"{holder} is never `None`."
            python = f"{holder} is never a `{before}`; what a server still sends of it is {union}."
            return Level.BREAKING, "variant-removed", what, python
        case before, after:
            becomes = f"{'may be' if use.in_union else 'is'} a `{after}`, no longer a `{before}`."
            return (
                Level.RISKY if sent else Level.BREAKING,
                "class-changed",
                f"`{where}` {becomes}",
                f"{holder} {becomes}",
            )
