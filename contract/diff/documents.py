"""The changes between two aligned contracts: of their operations, of what those send and receive, and of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from attrs import Factory, define, field

from contract.diff.alignment import Aligned
from contract.diff.changes import Change, Direction, Kind
from contract.diff.keywords import level_of_field
from contract.diff.normalize import parameter_key
from contract.diff.schemas import SchemaComparison
from contract.findings import Level
from contract.spec import METHODS, Document

__all__ = ["changes"]

_Place = tuple[str, ...]
_Node = Mapping[str, Any]

#: Fields that are false when they are absent.
_FLAGS = {"deprecated", "allowEmptyValue", "allowReserved"}


def changes(aligned: Aligned) -> list[Change]:
    """Return all changes between two aligned contracts, except for those of names."""
    comparison = _DocumentComparison(aligned.base, aligned.revision)
    comparison.run()
    return comparison.found


@define(eq=False)
class _DocumentComparison:
    base: Document
    revision: Document
    found: list[Change] = field(factory=list)
    schemas: SchemaComparison = field(
        init=False,
        default=Factory(lambda self: SchemaComparison(self.base, self.revision, self.found), takes_self=True),
    )

    def run(self) -> None:
        before, after = self.base.content, self.revision.content
        self._fields("document", _without_version(before), _without_version(after), (), Direction.NEITHER)
        self._servers(_servers(before), _servers(after), ("servers",))
        if self._shares_security():
            self._security(before.get("security"), after.get("security"), ("security",))
        self._security_schemes(*(document["components"].get("securitySchemes", {}) for document in (before, after)))
        self._path_items("paths")
        self._path_items("webhooks")
        for name in self.base.schemas:
            if name in self.revision.schemas and not self.schemas.seen(name):
                self.schemas.compare_named(name, Direction.NEITHER)

    # ---------------------------------------------------------------- what all share

    def _add(
        self,
        place: _Place,
        kind: Kind,
        keyword: str,
        direction: Direction,
        level: Level,
        rule: str,
        before: Any = None,
        after: Any = None,
        what: str = "",
    ) -> None:
        self.found.append(Change(place, kind, keyword, direction, level, rule, before, after, what))

    def _fields(self, kind: str, before: _Node, after: _Node, place: _Place, direction: Direction) -> None:
        """Compare the fields of an object that are compared as a whole, by the table."""
        for name in dict.fromkeys([*before, *after]):
            values = before.get(name), after.get(name)
            if name in _FLAGS:
                values = values[0] or None, values[1] or None
            if values[0] == values[1]:
                continue
            level = level_of_field(kind, name, direction, *values)
            if level is not None:
                rule = "docs-changed" if level is Level.DOCS else f"{name}-changed"
                self._add(place, Kind.MODIFIED, name, direction, level, rule, *values)

    def _elements(
        self,
        before: _Node,
        after: _Node,
        place: _Place,
        direction: Direction,
        what: str,
        levels: tuple[Level, Level] = (Level.ADDITION, Level.BREAKING),
    ) -> list[str]:
        """Report the elements that only one map has; returns the names of those that both have."""
        for name in before:
            if name not in after:
                self._add((*place, name), Kind.REMOVED, "", direction, levels[1], f"{what}-removed", before[name])
        for name in after:
            if name not in before:
                self._add((*place, name), Kind.ADDED, "", direction, levels[0], f"{what}-added", None, after[name])
        return [name for name in before if name in after]

    # ---------------------------------------------------------------- operations

    def _path_items(self, section: str) -> None:
        before, after = self.base.content[section], self.revision.content[section]
        is_webhook = section == "webhooks"
        # Who is called is a reader.
        direction = Direction.RESPONSE if is_webhook else Direction.NEITHER
        for path in self._elements(before, after, (section,), direction, section.rstrip("s")):
            self._path_item(before[path], after[path], (section, path), direction)

    def _path_item(self, before: _Node, after: _Node, place: _Place, direction: Direction) -> None:
        operations = [{name: item[name] for name in METHODS if name in item} for item in (before, after)]
        self._fields("path-item", before, after, place, Direction.NEITHER)
        for method in self._elements(operations[0], operations[1], place, direction, "operation"):
            node, other = operations[0][method], operations[1][method]
            self._operation(node, other, (*place, method), direction is Direction.RESPONSE)
            if any("servers" in one for one in (node, other, before, after)):
                roots = _servers(self.base.content), _servers(self.revision.content)
                own = [
                    _servers(one) or _servers(item) or root
                    for one, item, root in zip((node, other), (before, after), roots, strict=True)
                ]
                if (own[0], own[1]) != roots:
                    self._servers(own[0], own[1], (*place, method, "servers"))

    def _operation(self, before: _Node, after: _Node, place: _Place, is_webhook: bool) -> None:
        sent, received = Direction.REQUEST, Direction.RESPONSE
        if is_webhook:
            sent, received = received, sent
        self._fields("operation", before, after, place, Direction.NEITHER)
        self._parameters(before, after, place, sent)
        self._request_body(before, after, (*place, "requestBody"), sent)
        self._responses(before["responses"], after["responses"], (*place, "responses"), received)
        self._callbacks(before.get("callbacks", {}), after.get("callbacks", {}), (*place, "callbacks"))
        shared = [document.content.get("security") for document in (self.base, self.revision)]
        own = [node.get("security", root) for node, root in zip((before, after), shared, strict=True)]
        if own != shared:
            self._security(own[0], own[1], (*place, "security"))

    def _callbacks(self, before: _Node, after: _Node, place: _Place) -> None:
        """Compare the requests that the server sends when something happens."""
        for name in self._elements(before, after, place, Direction.RESPONSE, "callback"):
            items = []
            for document, callbacks in ((self.base, before), (self.revision, after)):
                target = document.resolve(callbacks[name])
                items.append(
                    {url: item for url, item in target.items() if isinstance(item, dict)}
                    if isinstance(target, dict)
                    else {}
                )
            for url in self._elements(items[0], items[1], (*place, name), Direction.RESPONSE, "callback"):
                at = (*place, name, url)
                pair = [
                    {method: node for method, node in item[url].items() if method in METHODS and isinstance(node, dict)}
                    for item in items
                ]
                for method in self._elements(pair[0], pair[1], at, Direction.RESPONSE, "callback"):
                    nodes: list[dict[str, Any]] = [{"responses": {}} | one[method] for one in pair]
                    bodies = [
                        node
                        | (
                            {"requestBody": document.resolve(node["requestBody"]) or {}}
                            if "requestBody" in node
                            else {}
                        )
                        for document, node in zip((self.base, self.revision), nodes, strict=True)
                    ]
                    self._request_body(bodies[0], bodies[1], (*at, method, "requestBody"), Direction.RESPONSE)
                    self._responses(
                        nodes[0]["responses"], nodes[1]["responses"], (*at, method, "responses"), Direction.REQUEST
                    )

    # ---------------------------------------------------------------- parameters

    def _parameters(self, before: _Node, after: _Node, place: _Place, direction: Direction) -> None:
        old, new = (
            {parameter_key(document, one): one for one in node.get("parameters", ())}
            for document, node in ((self.base, before), (self.revision, after))
        )
        for key in dict.fromkeys([*old, *new]):
            at = (*place, "parameters", f"{(new.get(key) or old[key])['name']}")
            if key not in new:
                self._add(at, Kind.REMOVED, "", direction, Level.BREAKING, "parameter-removed", old[key])
            elif key not in old:
                needed = bool(new[key].get("required"))
                level = Level.BREAKING if needed else Level.ADDITION
                rule = "required-parameter-added" if needed else "parameter-added"
                self._add(at, Kind.ADDED, "", direction, level, rule, None, new[key])
            else:
                # How lists are written is no change of what was none.
                hidden = {"explode"} - (old[key].keys() & new[key].keys())
                written = [
                    {name: one for name, one in node.items() if name not in hidden} for node in (old[key], new[key])
                ]
                self._fields("parameter", written[0], written[1], at, direction)
                self._required(old[key], new[key], at, direction)
                self._value(old[key], new[key], at, direction)

    def _required(self, before: _Node, after: _Node, place: _Place, direction: Direction) -> None:
        values = bool(before.get("required")), bool(after.get("required"))
        if values[0] != values[1]:
            breaks = values[1] if direction is Direction.REQUEST else values[0]
            level = Level.BREAKING if breaks else Level.ADDITION
            self._add(place, Kind.MODIFIED, "required", direction, level, "required-changed", *values)

    def _value(self, before: _Node, after: _Node, place: _Place, direction: Direction) -> None:
        """Compare the schemas of a parameter or a header, which are of a media type if it has `content`."""
        if ("content" in before) != ("content" in after):
            old, new = (node.get("content") or node.get("schema") for node in (before, after))
            rule = "parameter-serialization-changed"
            self._add(place, Kind.MODIFIED, "content", direction, Level.BREAKING, rule, old, new)
        elif "content" in before:
            self._content(before["content"], after["content"], (*place, "content"), direction)
        else:
            self.schemas.compare(before.get("schema", {}), after.get("schema", {}), (*place, "schema"), direction)

    # ---------------------------------------------------------------- bodies

    def _request_body(self, before: _Node, after: _Node, place: _Place, direction: Direction) -> None:
        old, new = before.get("requestBody"), after.get("requestBody")
        if old is None and new is None:
            return
        if old is None or new is None:
            kind = Kind.ADDED if old is None else Kind.REMOVED
            breaks = kind is Kind.REMOVED or (direction is Direction.REQUEST and bool((new or {}).get("required")))
            level = Level.BREAKING if breaks else Level.ADDITION
            self._add(place, kind, "", direction, level, f"request-body-{kind}", old, new)
            return
        self._fields("request-body", old, new, place, direction)
        self._required(old, new, place, direction)
        self._content(old.get("content", {}), new.get("content", {}), (*place, "content"), direction)

    def _responses(self, before: _Node, after: _Node, place: _Place, direction: Direction) -> None:
        for status in dict.fromkeys([*before, *after]):
            at = (*place, status)
            if status not in after:
                self._removed_response(before[status], _covering(after, status), at, direction)
            elif status not in before:
                level = Level.BREAKING if self._is_other_success(before, after, status, direction) else Level.ADDITION
                self._add(at, Kind.ADDED, "", direction, level, "response-added", None, after[status])
            else:
                old, new = (
                    document.resolve(node) or {}
                    for document, node in ((self.base, before[status]), (self.revision, after[status]))
                )
                self._fields("response", old, new, at, direction)
                self._headers(old.get("headers", {}), new.get("headers", {}), (*at, "headers"), direction)
                self._content(old.get("content", {}), new.get("content", {}), (*at, "content"), direction)

    def _removed_response(self, before: _Node, cover: _Node | None, place: _Place, direction: Direction) -> None:
        """Report a response that is no longer described, unless a response for several statuses says the same."""
        old, new = self.base.resolve(before) or {}, self.revision.resolve(cover) or {}
        if cover is None or self._differs(old, new, direction, Level.RISKY):
            # An error response is an error by its status, described or not.
            level = Level.BREAKING if place[-1].startswith("2") else Level.RISKY
            self._add(place, Kind.REMOVED, "", direction, level, "response-removed", before)
        elif old.get("description") != new.get("description"):
            self._add(place, Kind.REMOVED, "description", direction, Level.DOCS, "docs-changed", old.get("description"))

    def _is_other_success(self, before: _Node, after: _Node, status: str, direction: Direction) -> bool:
        """Return True when a new response is a success, and who reads those before cannot read it."""
        if direction is not Direction.RESPONSE or not status.startswith("2"):
            return False
        old = [self.base.resolve(node) or {} for name, node in before.items() if name.startswith("2")]
        new = self.revision.resolve(after[status]) or {}
        # Who ignored that there is nothing still may.
        there = [{"content": node["content"]} for node in old if node.get("content")]
        return bool(there) and all(self._differs(node, new, direction, Level.BREAKING) for node in there)

    def _differs(self, before: _Node, after: _Node, direction: Direction, least: Level) -> bool:
        """Return True when the data of two responses differs by a change that is as severe as a level, or worse."""
        scratch = _DocumentComparison(self.base, self.revision)
        for name, compare in (("headers", scratch._headers), ("content", scratch._content)):
            compare(before.get(name) or {}, after.get(name) or {}, (name,), direction)
        return any(change.level.rank <= least.rank for change in scratch.found)

    def _headers(self, before: _Node, after: _Node, place: _Place, direction: Direction) -> None:
        old, new = (
            # Their names have no case; `content` describes the type.
            {
                name.lower(): {"style": "simple", "explode": False, **(document.resolve(node) or {})}
                for name, node in headers.items()
                if name.lower() != "content-type"
            }
            for document, headers in ((self.base, before), (self.revision, after))
        )
        written = {name.lower(): name for name in [*before, *after]}
        old, new = ({written[name]: node for name, node in headers.items()} for headers in (old, new))
        for name in self._elements(old, new, place, direction, "header"):
            at = (*place, name)
            self._fields("header", old[name], new[name], at, direction)
            self._required(old[name], new[name], at, direction)
            self._value(old[name], new[name], at, direction)

    def _content(self, before: _Node, after: _Node, place: _Place, direction: Direction) -> None:
        """Compare the media types of a body; one may stand for several, as `image/*` does."""
        for name in before:
            if name not in after and not (
                direction is Direction.REQUEST and any(map(_covers, after, [name] * len(after)))
            ):
                self._add(
                    (*place, name), Kind.REMOVED, "", direction, Level.BREAKING, "media-type-removed", before[name]
                )
        for name in after:
            if name not in before:
                self._add(
                    (*place, name), Kind.ADDED, "", direction, Level.ADDITION, "media-type-added", None, after[name]
                )
        for name in before:
            if name in after:
                self._media_type(before[name], after[name], (*place, name), direction)

    def _media_type(self, before: _Node, after: _Node, place: _Place, direction: Direction) -> None:
        self._fields("media-type", before, after, place, direction)
        old, new = before.get("encoding", {}), after.get("encoding", {})
        for name in dict.fromkeys([*old, *new]):
            self._fields("encoding", _encoding(old, name), _encoding(new, name), (*place, "encoding", name), direction)
        if ("schema" in before) != ("schema" in after):
            kind = Kind.ADDED if "schema" in after else Kind.REMOVED
            values = before.get("schema"), after.get("schema")
            if any(value not in (None, {}) for value in values):
                at = (*place, "schema")
                self._add(at, kind, "", direction, Level.BREAKING, f"media-type-schema-{kind}", *values)
        elif "schema" in before:
            self.schemas.compare(before["schema"], after["schema"], (*place, "schema"), direction)

    # ---------------------------------------------------------------- servers and security

    def _servers(self, before: list[Any], after: list[Any], place: _Place) -> None:
        old, new = ({str(server.get("url", "/")): server for server in servers} for servers in (before, after))
        names = dict.fromkeys([*old, *new])
        # Two servers are called the same in a sentence by their addresses.
        for url in names:
            server = {"url": url}
            if url not in new:
                self._add(place, Kind.REMOVED, "", Direction.NEITHER, Level.BREAKING, "server-removed", server)
            elif url not in old:
                self._add(place, Kind.ADDED, "", Direction.NEITHER, Level.ADDITION, "server-added", None, server)
            else:
                self._server(old[url], new[url], (*place, url))

    def _server(self, before: _Node, after: _Node, place: _Place) -> None:
        old, new = before.get("variables", {}), after.get("variables", {})
        self._fields("server", before, after, place, Direction.NEITHER)
        for name in dict.fromkeys([*old, *new]):
            one, other = old.get(name) or {}, new.get(name) or {}
            self._fields("server-variable", one, other, (*place, name), Direction.NEITHER)
            values = one.get("enum"), other.get("enum")
            if values[0] != values[1] and sorted(map(repr, values[0] or ())) != sorted(map(repr, values[1] or ())):
                lost = values[1] is not None and (values[0] is None or any(one not in values[1] for one in values[0]))
                level = Level.BREAKING if lost else Level.ADDITION
                self._add(
                    (*place, name), Kind.MODIFIED, "enum", Direction.NEITHER, level, "server-variable-changed", *values
                )

    def _security(self, before: Any, after: Any, place: _Place) -> None:
        """Compare the ways of authorizing a call: each of the old ones has to be enough still."""
        old, new = _requirements(before), _requirements(after)
        for needed in old:
            if needed not in new:
                # Another one that needs no more is enough.
                breaks = not any(other <= needed for other in new)
                level = Level.BREAKING if breaks else Level.ADDITION
                rule = "security-requirement-removed"
                self._add(place, Kind.REMOVED, "", Direction.NEITHER, level, rule, _shown(needed))
        for needed in new:
            if needed not in old:
                rule = "security-requirement-added"
                self._add(place, Kind.ADDED, "", Direction.NEITHER, Level.ADDITION, rule, None, _shown(needed))

    def _shares_security(self) -> bool:
        """Return True when the security of the document is that of an operation, in both contracts."""
        old, new = (
            {(operation.path, operation.method): operation.node for operation in document.operations()}
            for document in (self.base, self.revision)
        )
        both = old.keys() & new.keys()
        return not both or any("security" not in old[key] and "security" not in new[key] for key in both)

    def _security_schemes(self, before: _Node, after: _Node) -> None:
        place = ("components", "securitySchemes")
        old, new = (
            {name: document.resolve(scheme) or {} for name, scheme in schemes.items()}
            for document, schemes in ((self.base, before), (self.revision, after))
        )
        used = set(chain.from_iterable(dict(needed) for needed in _all_requirements(self.base)))
        for name in dict.fromkeys([*old, *new]):
            at = (*place, name)
            if name not in new:
                level = Level.BREAKING if name in used else Level.RISKY
                self._add(at, Kind.REMOVED, "", Direction.NEITHER, level, "security-scheme-removed", old[name])
            elif name not in old:
                self._add(
                    at, Kind.ADDED, "", Direction.NEITHER, Level.ADDITION, "security-scheme-added", None, new[name]
                )
            else:
                self._security_scheme(old[name], new[name], at)

    def _security_scheme(self, before: _Node, after: _Node, place: _Place) -> None:
        self._fields("security-scheme", before, after, place, Direction.NEITHER)
        old, new = before.get("flows", {}), after.get("flows", {})
        there = [dict.fromkeys(flows, True) for flows in (old, new)]
        self._fields("oauth-flows", there[0], there[1], place, Direction.NEITHER)
        for name in old:
            if name in new:
                at = (*place, "flows", name)
                self._fields("oauth-flow", old[name], new[name], at, Direction.NEITHER)
                before_scopes, after_scopes = (sorted(flow.get("scopes", {})) for flow in (old[name], new[name]))
                if before_scopes != after_scopes:
                    level = Level.BREAKING if set(before_scopes) - set(after_scopes) else Level.ADDITION
                    rule = "security-scopes-changed"
                    values = before_scopes, after_scopes
                    self._add(at, Kind.MODIFIED, "scopes", Direction.NEITHER, level, rule, *values)


def _without_version(content: _Node) -> _Node:
    """Return a document without its version, which has to change with the rest."""
    return {**content, "info": {key: value for key, value in content.get("info", {}).items() if key != "version"}}


def _covering(responses: _Node, status: str) -> _Node | None:
    """Return the response for several statuses that describes one; no success is described by `default`."""
    shared: _Node | None = responses.get(f"{status[0]}XX")
    return shared if shared is not None or status.startswith("2") else responses.get("default")


def _encoding(encodings: _Node, name: str) -> _Node:
    """Return how a part of a form is written, with its defaults written out."""
    encoding = encodings.get(name) or {}
    style = encoding.get("style", "form")
    return {"style": style, "explode": style == "form", **encoding}


def _covers(pattern: str, media_type: str) -> bool:
    """Return True when a media type, such as `image/*`, stands for another one."""
    kind, _, rest = pattern.partition("/")
    return pattern == "*/*" or (rest == "*" and media_type.startswith(f"{kind}/"))


def _servers(node: _Node) -> list[Any]:
    return [server for server in node.get("servers", ()) if isinstance(server, dict)]


_Requirement = frozenset[tuple[str, str]]


def _requirements(security: Any) -> list[_Requirement]:
    """Return the ways of authorizing a call, each as all that it needs: nothing if there is no requirement."""
    ways = [
        frozenset(
            (str(name), str(scope))
            for name, scopes in needed.items()
            for scope in ("", *(scopes if isinstance(scopes, list) else ()))
        )
        for needed in security or ()
        if isinstance(needed, dict)
    ]
    return list(dict.fromkeys(ways)) or [frozenset()]


def _all_requirements(document: Document) -> list[_Requirement]:
    holders = [document.content, *(operation.node for operation in document.operations())]
    return [needed for holder in holders for needed in _requirements(holder.get("security"))]


def _shown(needed: _Requirement) -> dict[str, list[str]]:
    return {
        name: sorted(scope for other, scope in needed if other == name and scope)
        for name in sorted({name for name, _ in needed})
    }
