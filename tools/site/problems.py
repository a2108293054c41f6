"""What is wrong with the documentation: all of it is collected, and none of it is built."""

from __future__ import annotations

from attrs import define, field, frozen

__all__ = ["Place", "Problem", "Problems"]


@frozen(order=True)
class Place:
    """A line of a file of the checkout."""

    file: str
    line: int = 1


@frozen(order=True)
class Problem:
    """Something that is wrong, and where."""

    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place.file}:{self.place.line}: {self.text}"


@define
class Problems:
    """The problems of a build."""

    found: set[Problem] = field(factory=set)

    def add(self, place: Place, text: str) -> None:
        """Note a problem; the same one at the same place counts once."""
        self.found.add(Problem(place, text))

    def __str__(self) -> str:
        return "\n".join(map(str, sorted(self.found)))
