"""Names: each class, module and field has one of its own in Python."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from openapi_python_client.strings import PythonIdentifier

from contract.diff.python_names import attribute
from contract.findings import Finding
from contract.spec import Document
from contract.supported.lowering import FIELD_PREFIX, Component
from contract.supported.problem import problem

__all__ = ["check"]

#: Names that the modules of classes use.
_CLASSES = frozenset(
    (
        *("AboutSession", "Any", "Callable", "ClassVar", "HasMessageID", "HasSessionID", "Literal", "Mapping"),
        *("OpenEnum", "TypeAlias", "Union", "Unknown"),
    )
)
_RENAME = "Rename it under /components/schemas."
_LEAVE_OUT = "Leave {} out of the contract: it is then read from `additional_properties`, and sent from there."


def check(document: Document, components: Mapping[str, Component]) -> Iterator[Finding]:
    """Find classes and fields that cannot have their names."""
    modules: dict[str, str] = {}
    for name, component in sorted(components.items(), key=lambda each: document.line_at(each[1].tokens) or 0):
        module = str(PythonIdentifier(name, FIELD_PREFIX))
        first = modules.setdefault(module, name)
        what = ""
        if name in _CLASSES:
            what = f"`{name}` is a name that the package itself uses. {_RENAME}"
        elif not _is_name(name) or name == module or module == "importlib":
            what = f"`{name}` cannot be the name of a Python class. {_RENAME} The first letter of a class is a capital."
        elif first != name:
            what = f"the classes `{first}` and `{name}` would be in one file, {module}.py. {_RENAME}"
        elif any(name == f"Unknown{other}" for other, each in components.items() if "anyOf" in each.node):
            what = f"`{name}` is the name of the unknown variants of a union. {_RENAME}"
        if what:
            yield problem(document, component.tokens, "unsupported-name", what)
        yield from _check_fields(document, component)


def _check_fields(document: Document, component: Component) -> Iterator[Finding]:
    attributes: dict[str, str] = {}
    for name, place in component.shape.properties.items():
        own = attribute(name)
        first = attributes.setdefault(own, name)
        what = ""
        if not _is_name(own) or not name.isprintable():
            what = f"the field {name!r} cannot be an attribute in Python. {_LEAVE_OUT.format('it')}"
        elif first != name:
            what = (
                f"the fields `{first}` and `{name}` would both be the attribute `{own}` in Python. "
                f"{_LEAVE_OUT.format('one of them')}"
            )
        if what:
            yield problem(document, place.tokens, "unsupported-name", what)


def _is_name(name: str) -> bool:
    """Return True for a name that Python takes as it is: it reads `ﬁ` as `fi`."""
    return name.isidentifier() and unicodedata.normalize("NFKC", name) == name
