"""How the reference reads the source: an extension of Griffe."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import griffe

__all__ = ["Source"]


class Source(griffe.Extension):
    """Keeps what is for type checkers only, and finds the descriptions of fields and values."""

    def on_alias(self, *, alias: griffe.Alias, **_: Any) -> None:
        """Keep what is imported for type checkers only, as everything lazy is."""
        alias.runtime = True

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Keep what is defined for type checkers only."""
        obj.runtime = True

    def on_attribute(self, *, attr: griffe.Attribute, **_: Any) -> None:
        """Describe a value with the comment above it, or with its module if that is of one schema."""
        if attr.docstring is not None or not isinstance(attr.filepath, Path) or not attr.lineno:
            return
        lines = attr.filepath.read_text("utf-8").splitlines()[: attr.lineno - 1]
        comment: list[str] = []
        while lines and lines[-1].strip().startswith("#: "):
            comment.insert(0, lines.pop().strip().removeprefix("#: "))
        if not comment and attr.module.docstring and attr.module.path.startswith("opencode_sessions_api.models."):
            comment = [attr.module.docstring.value]
        if comment:
            attr.docstring = griffe.Docstring("\n".join(comment), parent=attr)

    def on_function(self, *, func: griffe.Function, **_: Any) -> None:
        """Show the values of constants that are defaults."""
        for parameter in func.parameters:
            default = parameter.default
            if isinstance(default, griffe.ExprName) and default.name.isupper():
                value = getattr(import_module(func.module.path), default.name, None)
                parameter.default = repr(value) if isinstance(value, int | float | str) else default

    def on_class_members(self, *, cls: griffe.Class, **_: Any) -> None:
        """Move what the docstring of a class says of its fields to the fields."""
        if cls.docstring is None:
            return
        if "__init__" not in cls.members:
            # The arguments of a class of attrs are its fields.
            cls.docstring.value = cls.docstring.value.replace("\nArgs:\n", "\nAttributes:\n")
        for section in list(cls.docstring.parsed):
            if section.kind is griffe.DocstringSectionKind.attributes:
                for described in list(section.value):
                    member = cls.members.get(described.name)
                    if isinstance(member, griffe.Attribute) and member.docstring is None:
                        member.docstring = griffe.Docstring(described.description, parent=member)
                        section.value.remove(described)
                if not section.value:
                    cls.docstring.parsed.remove(section)
