"""How the variant of a union is found: by a tag, or by a field that no other variant has.

Each object of a union gets an extension for the templates: `x-variant-of`, by the key of the union, which is the names
of its objects in alphabetical order, joined by `|`:

- `{tag: NAME, values: [VALUE, …]}`: the variant is meant if the field NAME has one of the values;
- `{field: NAME}`: it is meant if the object has the field NAME;
- `{}`: it is meant if no other one is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contract.diff.python_names import attribute
from contract.findings import Finding
from contract.spec import Document
from contract.supported.lowering import Component, Lowered
from contract.supported.problem import problem

__all__ = ["decide"]

_PREFIX = "#/components/schemas/"


class _UndecidedError(Exception):
    """The variants of a union cannot be told apart."""


def decide(document: Document, lowered: Lowered) -> Iterator[Finding]:
    """Find the unions that cannot be decided, and write into the others how they are."""
    circles = list(_circles(lowered.components))
    for name in circles:
        what = f"`{name}` consists of itself, without an object between. Describe one of the circle as `{{}}`."
        yield problem(document, lowered.components[name].tokens, "unsupported-schema", what)
    if circles:
        return
    for name, component in lowered.components.items():
        if "anyOf" in component.node:
            try:
                _decide(document, name, component, lowered.components)
            except _UndecidedError as undecided:
                yield problem(document, component.tokens, "unsupported-union", str(undecided))


def _circles(components: Mapping[str, Component]) -> Iterator[str]:
    """Find maps and unions that contain themselves; an object with fields ends the search."""

    def inner(node: Any) -> Iterator[str]:
        if isinstance(node, dict) and "properties" not in node:
            if "$ref" in node:
                yield node["$ref"].removeprefix(_PREFIX)
            yield from inner(node.get("items"))
            yield from inner(node.get("additionalProperties"))
            for each in node.get("anyOf", ()):
                yield from inner(each)

    for name in components:
        reached, waiting = set[str](), [*inner(components[name].node)]
        while waiting:
            if (found := waiting.pop()) not in reached and found in components:
                reached.add(found)
                waiting += inner(components[found].node)
        if name in reached:
            yield name


def _members(node: dict[str, Any], components: Mapping[str, Component]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Iterate over the members of a union and of the unions in it: the name of each (empty without any), and itself."""
    for each in node["anyOf"]:
        name = each.get("$ref", "").removeprefix(_PREFIX)
        target = components[name].node if name in components else each
        if "anyOf" in target:
            yield from _members(target, components)
        else:
            yield name, target


def _decide(document: Document, name: str, component: Component, components: Mapping[str, Component]) -> None:
    members = dict.fromkeys(name for name, node in _members(component.node, components) if "properties" in node)
    others = [(other, node) for other, node in _members(component.node, components) if "properties" not in node]
    objects = {member: components[member].node for member in members}
    _check_others(others, components)
    ways = _tagged(objects, _mapped(component, components))
    untagged = {member: node for member, node in objects.items() if member not in ways}
    maps = [node for _, node in others if "additionalProperties" in node]
    if len(untagged) + len(maps) > 1:
        if maps:
            raise _UndecidedError(
                f"a map and {' and '.join(list(untagged) or ['another map'])} cannot be told apart. Give the objects a "
                "required field with a `const` each."
            )
        ways |= _by_field(untagged)
    key = "|".join(sorted(objects))
    for member, node in objects.items():
        way = ways.get(member, {})
        if node.setdefault("x-variant-of", {}).setdefault(key, way) != way:
            raise _UndecidedError(
                f"another union of {' and '.join(sorted(objects))} is told apart in another way. "
                "Give both the same discriminator."
            )
    _check_fields(objects, {way["tag"] for way in ways.values() if "tag" in way})


def _check_others(others: Sequence[tuple[str, dict[str, Any]]], components: Mapping[str, Component]) -> None:
    arrays = [node for _, node in others if node.get("type") == "array"]
    if len(arrays) > 1 and not all(_is_plain(node, components) for node in arrays):
        raise _UndecidedError("two arrays cannot be told apart. Describe one array, whose items are a union.")


def _mapped(component: Component, components: Mapping[str, Component]) -> dict[str, dict[str, Any]]:
    """The tag of each object and its values, as the discriminators of a union and of the unions in it give them."""
    ways: dict[str, dict[str, Any]] = {}
    for each in component.node["anyOf"]:
        inner = components.get(each.get("$ref", "").removeprefix(_PREFIX))
        if inner is not None and "anyOf" in inner.node:
            ways |= _mapped(inner, components)
    tag, mapping = (component.shape.discriminator.get(key) for key in ("propertyName", "mapping"))
    if isinstance(tag, str):
        originals = {each.tokens[2]: name for name, each in components.items() if len(each.tokens) == 3}
        values: dict[str, list[str]] = {}
        for value, target in (mapping if isinstance(mapping, dict) else {}).items():
            if (name := originals.get(str(target).rpartition("/")[2])) is not None:
                values.setdefault(name, []).append(str(value))
        members = {name for name, _ in _members(component.node, components)}
        for original, name in originals.items():
            if name in members:
                ways[name] = {"tag": tag, "values": values.get(name, [original])}
    return ways


def _tagged(objects: Mapping[str, dict[str, Any]], mapped: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The tags of objects, and their values: of one field for all, or else of one field of each."""
    ways = {
        name: {
            **({mapped[name]["tag"]: mapped[name]["values"]} if name in mapped else {}),
            **{
                field: [node["properties"][field]["const"]]
                for field in node["required"]
                if "const" in node["properties"][field]
            },
        }
        for name, node in objects.items()
    }
    for tag in dict.fromkeys(field for fields in ways.values() for field in fields):
        if all(tag in fields for fields in ways.values()):
            values = [value for fields in ways.values() for value in fields[tag]]
            if len(set(values)) == len(values):
                return {name: {"tag": tag, "values": fields[tag]} for name, fields in ways.items()}
    shared = Counter(field for fields in ways.values() for field in fields)
    firsts = {name: max(fields.items(), key=lambda each: shared[each[0]]) for name, fields in ways.items() if fields}
    owners: dict[tuple[str, Any], str] = {}
    for name, (tag, values) in firsts.items():
        for value in values:
            if owners.setdefault((tag, value), name) != name:
                other = owners[tag, value]
                raise _UndecidedError(f"{other} and {name} have the same `{tag}`. Give each a `const` of its own.")
    return {name: {"tag": tag, "values": values} for name, (tag, values) in firsts.items()}


def _is_plain(node: dict[str, Any], components: Mapping[str, Component]) -> bool:
    """Return True when a schema holds no object with fields."""
    if "$ref" in node:
        node = components[node["$ref"].removeprefix(_PREFIX)].node
    inner = [*node.get("anyOf", ()), *(node[key] for key in ("items", "additionalProperties") if key in node)]
    return "properties" not in node and all(_is_plain(each, components) for each in inner if isinstance(each, dict))


def _by_field(untagged: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The field that each object has, and no other one; one object may be without."""
    ways: dict[str, dict[str, Any]] = {}
    without = []
    for name, node in untagged.items():
        others = {field for other in untagged if other != name for field in untagged[other]["properties"]}
        own = next((field for field in node["properties"] if field in node["required"] and field not in others), None)
        if own is None:
            without.append(name)
        else:
            ways[name] = {"field": own}
    if len(without) > 1:
        raise _UndecidedError(
            f"{' and '.join(without)} cannot be told apart. Give each a required field with a `const` of its own."
        )
    return ways


def _check_fields(objects: Mapping[str, dict[str, Any]], tags: set[str]) -> None:
    """The class of unknown variants has the fields that every variant has, and `raw` and `tag` of its own."""
    common = set.intersection(*({*node["required"]} for node in objects.values())) if objects else set()
    for field in sorted(common | tags):
        if attribute(field) in ("raw", "tag"):
            raise _UndecidedError(
                f"the variants have a `{field}`, which is what unknown variants have of their own. "
                "Leave it out of one of the variants: it is then read from `additional_properties`."
            )
    for name, node in objects.items():
        for way in node["x-variant-of"].values():
            if "unknown" in way.get("values", ()):
                raise _UndecidedError(
                    f"{name} has the {way['tag']} `unknown`, which stands for unknown variants. "
                    "Describe it as a string without `const`."
                )
