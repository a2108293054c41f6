"""docs/navigation.yaml: the sections of the site, and the pages in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from attrs import field, frozen

from tools.site.problems import Place, Problems

__all__ = ["SOURCE", "Entry", "Navigation", "Section"]

SOURCE = "docs/navigation.yaml"


@frozen
class Entry:
    """A page in the navigation.

    Attributes:
        source: The file that it is made of; of a page of the reference, the Markdown file that it would be.
        title: The title in the menu; empty for the page's own.
        summary: One line about a page of the reference.
        content: What a page of the reference describes: `names`, `tree`, `resource`, `commands` or `index`.
        place: Where the entry is.
        other_names: The page may name methods that there are not.
    """

    source: str
    place: Place
    title: str = ""
    summary: str = ""
    content: Mapping[str, Any] = field(factory=dict)
    other_names: bool = False

    @property
    def path(self) -> str:
        """The path of the page on the site, without a suffix."""
        folder, _, name = self.source.rpartition("/")
        stem = "index" if name == "README.md" else name.rpartition(".")[0]
        return f"{folder}/{stem}" if folder else stem


@frozen
class Section:
    """A section of the menu."""

    title: str
    entries: Sequence[Entry]


@frozen
class Navigation:
    """The navigation.

    Attributes:
        title: The name of the site.
        summary: What the site is about, in a sentence or two.
        files: The files that are copied as they are, if a link leads there or not.
        served_at: The path on its host at which the site is served.
        sections: The sections.
    """

    title: str
    summary: str
    files: Sequence[str]
    served_at: str
    sections: Sequence[Section]

    @property
    def entries(self) -> Iterator[Entry]:
        """The pages, in order."""
        return (entry for section in self.sections for entry in section.entries)

    @classmethod
    def read(cls, root: Path, problems: Problems) -> Navigation:
        """Read the navigation of a checkout, and compare it with the pages that there are."""
        text = (root / SOURCE).read_text("utf-8")
        content = yaml.safe_load(text)
        sections = [
            Section(section["title"], [_entry(value, text) for value in section["pages"]])
            for section in content["sections"]
        ]
        navigation = cls(content["title"], content["summary"], content["files"], content["served_at"], sections)
        _compare(navigation, root, problems)
        return navigation


def _entry(value: str | Mapping[str, Any], text: str) -> Entry:
    if isinstance(value, str):
        return Entry(value, _place(value, text))
    if "page" in value:
        name, other_names = value["page"], value.get("other_names", False)
        return Entry(name, _place(name, text), value.get("title", ""), other_names=other_names)
    name = value["reference"]
    content = {key: each for key, each in value.items() if key not in ("reference", "title", "summary")}
    place = _place(f"reference: {name}", text)
    return Entry(f"reference/{name}.md", place, value.get("title", ""), value.get("summary", ""), content)


def _place(name: str, text: str) -> Place:
    lines = text.splitlines()
    ends = (name, f"{name},", f"{name}}}")
    found = (
        number
        for number, line in enumerate(lines, 1)
        if line.endswith(ends) or any(f"{end} " in line for end in ends[1:])
    )
    return Place(SOURCE, next(found, 1))


def _compare(navigation: Navigation, root: Path, problems: Problems) -> None:
    there = [
        path.relative_to(root).as_posix()
        for pattern in ("*.md", "docs/*.md", "examples/*.md", "examples/*.py")
        for path in root.glob(pattern)
    ]
    named: dict[str, Entry] = {}
    for entry in navigation.entries:
        if entry.path in named:
            problems.add(entry.place, f"The page {entry.source} is there twice.")
        named[entry.path] = entry
        if not entry.content and entry.source not in there:
            problems.add(entry.place, f"There is no page {entry.source}.")
    listed = {entry.source for entry in named.values()}
    for source in there:
        if source not in listed:
            problems.add(Place(source), f"This page is not in {SOURCE}.")
    for name in navigation.files:
        if not (root / name).is_file():
            problems.add(_place(name, (root / SOURCE).read_text("utf-8")), f"There is no file {name}.")
