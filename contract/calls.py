"""The operations of a document as calls: what a method takes, where each argument goes, and what the responses are.

Both the check of what is supported and the templates read an operation here, so that nothing is generated in another
way than it was checked.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from contract.diff.python_names import attribute, method_name, module_name, tag_name
from contract.spec import Document, Operation, is_constant

__all__ = ["Argument", "Body", "Call", "Response", "calls", "lowered", "read"]

Tokens: TypeAlias = tuple[str, ...]
#: Where something is that cannot be generated, and why, with the remedy.
Refusal: TypeAlias = tuple[Tokens, str]

_SCALARS = frozenset(("string", "integer", "number", "boolean"))
#: Names that the code of a method uses itself.
_TAKEN = frozenset(
    ("build", "builtins", "decode", "encode", "expect", "extra_headers", "identifier", "models", "segment", "timeout")
)
#: The characters between the items of an array that is one value, by the style of the parameter.
_SEPARATORS = {"form": ",", "simple": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}
_STYLES = {
    "path": ("simple",),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}
#: Headers that are not parameters, as OpenAPI has it: they follow from the media types and the authentication.
_NO_PARAMETERS = frozenset(("accept", "content-type", "authorization"))
_TEXTS = frozenset(
    f"application/{name}" for name in ("xml", "yaml", "x-yaml", "javascript", "graphql", "x-ndjson", "jsonl", "sql")
)


@frozen
class Argument:
    """An argument of a method.

    Attributes:
        name: Its name in Python.
        place: `path`, `query`, `header`, `cookie`, or `form` for a field of a form.
        wire: The name that is sent.
        schema: Its schema.
        required: It must be given.
        encoding: How it is sent: `plain`, `list` (its name again for each item), `joined`, `deep`, `json`, `part` or
            `constant`.
        separator: Between the items of a `joined` one, percent-encoded.
        media_type: That of the part of a multipart body; None for the default.
        files: It is bytes, or a list of bytes.
        needed: It must be given if there is a body, which is optional.
        constant: The value of a `constant` one.
        is_text: It is a string, and nothing else.
        description: The description of the parameter; None for that of the schema.
        prop: The generator's property, which has its type.
    """

    name: str
    place: str
    wire: str
    schema: Any = field(repr=False)
    required: bool = False
    encoding: str = "plain"
    separator: str = ","
    media_type: str | None = None
    files: bool = False
    needed: bool = False
    constant: Any = None
    is_text: bool = False
    description: str | None = None
    prop: Any = field(default=None, repr=False)

    @property
    def is_list(self) -> bool:
        """True for an array of files."""
        return isinstance(self.schema, dict) and self.schema.get("type") == "array"


@frozen
class Body:
    """The body of a request.

    Attributes:
        kind: `json`, `text`, `bytes`, `form` or `multipart`.
        media_type: The content type.
        schema: Its schema.
        required: It must be sent.
        prop: The generator's property of a `json` body.
    """

    kind: str
    media_type: str
    schema: Any = field(repr=False)
    required: bool
    prop: Any = field(default=None, repr=False)

    @property
    def content_type(self) -> str:
        """The header that is sent: texts are sent as UTF-8, which is not the default of all."""
        return (
            f"{self.media_type}; charset=utf-8"
            if self.kind == "text" and "charset" not in self.media_type
            else self.media_type
        )


@frozen
class Response:
    """A response of success.

    Attributes:
        status: `200`, `2XX` or `default`.
        kind: `json`, `text`, `bytes`, `events` or `none`.
        schema: Its schema.
        description: Its description.
        prop: The generator's property of one with JSON.
    """

    status: str
    kind: str
    schema: Any = field(repr=False)
    description: str
    prop: Any = field(default=None, repr=False)

    @property
    def key(self) -> str:
        """Its status in the document for the generator, where `default` stands for what is not described."""
        return "200" if self.status == "default" else self.status


@frozen(eq=False)
class Call:
    """An operation as a method.

    Attributes:
        name: Method and path template, such as `GET /session/{sessionID}`.
        http_method: The method of HTTP, in upper case.
        path: The path template.
        tag: The module of its resource.
        module: The module of its request.
        method: The name of the method.
        arguments: Those of parameters and of the fields of a form.
        body: The body; None without any.
        responses: The responses of success; those that are alike are one.
        accept: The `Accept` header that asks for the media types of `responses`; None where any will do.
        since: The first version of the server that has the operation; None when all have it.
        waits_for_model: The server responds when the model has finished its turn.
    """

    name: str
    http_method: str
    path: str
    tag: str
    module: str
    method: str
    arguments: Sequence[Argument]
    body: Body | None
    responses: Sequence[Response]
    accept: str | None
    since: str | None
    waits_for_model: bool

    def of(self, *places: str) -> list[Argument]:
        """Return the arguments of these places."""
        return [argument for argument in self.arguments if argument.place in places]

    @property
    def required(self) -> list[Argument]:
        """The arguments that must be given, but those of the path; constants are none."""
        return [each for each in self._sent_by_users if each.required]

    @property
    def optional(self) -> list[Argument]:
        """The arguments that may be given."""
        return [each for each in self._sent_by_users if not each.required]

    @property
    def _sent_by_users(self) -> list[Argument]:
        order = ("form", "query", "header", "cookie")
        found = [each for each in self.arguments if each.place in order and each.encoding != "constant"]
        return sorted(found, key=lambda each: order.index(each.place))

    def body_argument(self, name: str) -> str:
        """Return the argument for a field of the body: with the tag before its name if a parameter has that name."""
        taken = {argument.name for argument in self.arguments}
        return _free(name, taken, f"{self.tag.rstrip('_')}_{name}")

    def bound(self, endpoint: Any) -> Call:
        """Return this call with the properties that the generator made of its schemas."""
        in_path = {prop.name.get_untrusted_value(): prop for prop in endpoint.path_parameters}
        others = {prop.name.get_untrusted_value(): prop for prop in endpoint.query_parameters}
        responses = {response.status_code.pattern: response.prop for response in endpoint.responses.patterns}
        return evolve(
            self,
            arguments=[
                evolve(each, prop=in_path.get(each.wire) if each.place == "path" else others.get(each.name))
                for each in self.arguments
            ],
            body=evolve(self.body, prop=endpoint.bodies[0].prop) if self.body and endpoint.bodies else self.body,
            responses=[evolve(each, prop=responses.get(each.key)) for each in self.responses],
        )


def calls(document: Document) -> Iterator[tuple[Call, list[Refusal]]]:
    """Iterate over the operations as calls, each with what cannot be generated of it."""
    for operation in document.operations():
        yield read(document, operation)


def read(document: Document, operation: Operation) -> tuple[Call, list[Refusal]]:
    """Return an operation as a call, with what cannot be generated of it."""
    reader = _Reader(document, operation)
    return reader.call(), reader.refusals


def lowered(document: Document, found: Sequence[Call]) -> dict[str, Any]:
    """Return the document for the generator, which knows less of operations than there is.

    Parameters and fields of forms are all query parameters under the names of their arguments, but those of the path;
    there is no body but JSON, and no response but those with JSON that are read.
    """
    paths: dict[str, Any] = {}
    for operation, call in zip(document.operations(), found, strict=True):
        plain = [each for each in call.arguments if each.encoding != "constant" and not each.files]
        node: dict[str, Any] = {
            key: operation.node[key] for key in ("summary", "description", "deprecated") if key in operation.node
        }
        node |= {
            "operationId": call.module,
            "tags": [call.tag],
            "parameters": [
                {
                    "name": each.wire if each.place == "path" else each.name,
                    "in": "path" if each.place == "path" else "query",
                    "required": each.required,
                    "schema": each.schema,
                }
                for each in plain
            ],
            "responses": {
                each.key: {
                    "description": each.description,
                    **(
                        {"content": {"application/json": {"schema": each.schema}}}
                        if each.kind in ("json", "events")
                        else {}
                    ),
                }
                for each in call.responses
            },
        }
        if call.body is not None and call.body.kind == "json":
            node["requestBody"] = {"required": True, "content": {"application/json": {"schema": call.body.schema}}}
        paths.setdefault(operation.path, {})[operation.method] = node
    components = {"schemas": document.schemas} if document.schemas else {}
    return {**{key: document.content[key] for key in ("openapi", "info")}, "paths": paths, "components": components}


class _Reader:
    """Reads one operation; notes what cannot be generated."""

    def __init__(self, document: Document, operation: Operation) -> None:
        self.refusals: list[Refusal] = []
        self._document = document
        self._operation = operation
        self._at: Tokens = ("paths", operation.path, operation.method)
        self._tag = tag_name(operation.node)

    def _refuse(self, what: str, *tokens: str) -> None:
        self.refusals.append(((*self._at, *tokens), what))

    def call(self) -> Call:
        operation = self._operation
        body = self._body()
        arguments = self._parameters()
        if body is not None and body.kind in ("form", "multipart"):
            arguments += self._form(body)
        responses, accept = self._responses()
        self._check_path([each for each in arguments if each.place == "path"])
        if "servers" in operation.node:
            self._refuse(
                "the operation has servers of its own, and a client has one address. Put it into another document.",
                "servers",
            )
        node: dict[str, Any] = next((each for _, each in self._successes()), {})
        return Call(
            operation.name,
            operation.method.upper(),
            operation.path,
            self._tag,
            module_name(operation.node, operation.path, operation.method),
            method_name(operation.node, operation.path, operation.method),
            _named(arguments, self._tag),
            body,
            responses,
            accept,
            node.get("x-since"),
            bool(node.get("x-waits-for-model")),
        )

    # ------------------------------------------------------------ parameters

    def _parameters(self) -> list[Argument]:
        """Read the parameters in their order; those of the operation replace those of the path item."""
        found: dict[tuple[str, str], tuple[Tokens, Any]] = {}
        own = [(("parameters", str(n)), each) for n, each in enumerate(self._operation.node.get("parameters") or ())]
        shared = [
            (("..", "parameters", str(n)), each) for n, each in enumerate(self._operation.shared_parameters or ())
        ]
        for tokens, reference in (*own, *shared):
            parameter = self._document.resolve(reference)
            if not isinstance(parameter, dict):
                continue
            key = (str(parameter.get("in")), str(parameter.get("name")))
            if key in found and tokens[0] == "parameters":
                self._refuse(f"the {key[0]} parameter {key[1]!r} is there twice. Remove one.", *tokens)
            found.setdefault(key, (tokens, parameter))
        arguments = []
        for (place, name), (tokens, parameter) in found.items():
            if place == "header" and name.lower() in _NO_PARAMETERS:
                continue
            if place not in _STYLES:
                self._refuse_at(
                    tokens, f"a parameter in {place!r} is not supported. Describe it in path, query, header or cookie."
                )
                continue
            argument = self._parameter(place, name, parameter, tokens)
            if argument is not None:
                arguments.append(argument)
        order = {name: n for n, name in enumerate(_names_in(self._operation.path))}
        in_path = sorted((each for each in arguments if each.place == "path"), key=lambda a: order.get(a.wire, -1))
        return in_path + [each for each in arguments if each.place != "path"]

    def _refuse_at(self, tokens: Tokens, what: str) -> None:
        if tokens[0] == "..":
            self.refusals.append((("paths", self._operation.path, *tokens[1:]), what))
        else:
            self._refuse(what, *tokens)

    def _parameter(self, place: str, name: str, parameter: Mapping[str, Any], tokens: Tokens) -> Argument | None:
        schema, content = parameter.get("schema"), parameter.get("content")
        wanted = f"the {place} parameter {name!r}"
        argument = Argument(
            attribute(name),
            place,
            name,
            schema,
            place == "path" or bool(parameter.get("required")),
            description=parameter.get("description"),
        )
        if place == "path" and parameter.get("required") is not True:
            self._refuse_at(
                tokens, f"{wanted} is not required. Add `required: true`: a path has all of its parameters."
            )
        if content is not None:
            media_types: dict[str, Any] = content if isinstance(content, dict) else {}
            node = next((each or {} for name, each in media_types.items() if _kind_of(name) == "json"), {})
            if schema is not None or len(media_types) != 1 or "schema" not in node:
                self._refuse_at(
                    tokens, f"{wanted} has content other than JSON. Describe it with `schema`, or as application/json."
                )
                return None
            if place in ("path", "cookie"):
                self._refuse_at(tokens, f"{wanted} is JSON. Describe it in the query or a header.")
                return None
            return evolve(argument, encoding="json", schema=node["schema"])
        if schema is None:
            self._refuse_at(tokens, f"{wanted} has no schema. Add one.")
            return None
        style = parameter.get("style") or _STYLES[place][0]
        if style not in _STYLES[place]:
            known = ", ".join(_STYLES[place])
            self._refuse_at(tokens, f"{wanted} has the style {style!r}. Use one of these: {known}.")
            return None
        if parameter.get("allowReserved"):
            self._refuse_at(
                tokens, f"{wanted} has `allowReserved`. Leave it out: its characters arrive the same percent-encoded."
            )
        explode = parameter.get("explode", style == "form")
        found, problem = self._encoded(argument, schema, style, explode)
        if problem is not None:
            self._refuse_at(tokens, f"{wanted} {problem}")
        return found

    def _encoded(self, argument: Argument, schema: Any, style: str, explode: bool) -> tuple[Argument, str | None]:
        """Return an argument with the way it is sent; or why it has none."""
        kinds = self._kinds(schema)
        if not kinds:
            return argument, "allows null alone, which has no form. Describe its values, or leave it out."
        if not kinds - _SCALARS:
            if style == "deepObject":
                return argument, "has the style deepObject, and is no object. Use the style form."
            return evolve(argument, is_text=kinds == {"string"}), None
        if "object" in kinds:
            if kinds != {"object"} or style != "deepObject":
                return argument, (
                    "is an object that has no form in this style. Use the style deepObject in the query, or `content` "
                    "of application/json."
                )
            if not self._is_flat(schema):
                return argument, (
                    "is an object with objects or arrays in it, for which the style deepObject has no form. Use "
                    "`content` of application/json."
                )
            return evolve(argument, encoding="deep"), None
        if argument.place == "cookie":
            return argument, "is an array, which has no certain form in a cookie. Describe it as a string."
        if self._items_of(schema) - _SCALARS:
            return argument, "has arrays or objects as items. Use `content` of application/json in the query."
        if style == "form" and explode:
            return evolve(argument, encoding="list"), None
        if style in ("spaceDelimited", "pipeDelimited") and explode:
            return argument, f"has the style {style} and `explode: true`. Leave `explode` out."
        if style == "deepObject" or kinds & _SCALARS:
            return argument, "has no certain form in this style. Use the style form with `explode: true`."
        return evolve(argument, encoding="joined", separator=_SEPARATORS[style]), None

    # ------------------------------------------------------------ schemas

    def _kinds(self, schema: Any, passed: frozenset[str] = frozenset()) -> set[str]:
        """Return the types of JSON that a schema allows, but null; any scalar if it does not say."""
        if isinstance(schema, dict) and isinstance(reference := schema.get("$ref"), str):
            if reference in passed:
                return set()
            return self._kinds(self._document.resolve({"$ref": reference}), passed | {reference})
        if not isinstance(schema, dict):
            return set(_SCALARS)
        if (named := schema.get("type")) is not None:
            return set([named] if isinstance(named, str) else named) - {"null"}
        if "const" in schema:
            return {_type_of(schema["const"])} - {"null"}
        if "enum" in schema:
            return {_type_of(value) for value in schema["enum"]} - {"null"}
        for key in ("oneOf", "anyOf"):
            if schema.get(key):
                return {kind for each in schema[key] for kind in self._kinds(each, passed)}
        if schema.get("allOf"):
            kinds = [self._kinds(each, passed) for each in schema["allOf"]]
            return set.intersection(*kinds)
        if "properties" in schema or "additionalProperties" in schema:
            return {"object"}
        if "items" in schema:
            return {"array"}
        return set(_SCALARS)

    def _items_of(self, schema: Any) -> set[str]:
        schema = self._document.resolve(schema) or {}
        for key in ("oneOf", "anyOf"):
            if schema.get(key):
                return {kind for each in schema[key] for kind in self._items_of(each)}
        return self._kinds(schema["items"]) if "items" in schema else set()

    def _is_flat(self, schema: Any) -> bool:
        properties, _ = self._fields(schema) or ({}, frozenset())
        values = self._document.resolve(schema).get("additionalProperties")
        others = [values] if isinstance(values, dict) else []
        return all(not self._kinds(each) - _SCALARS for each in (*properties.values(), *others))

    def _fields(self, schema: Any) -> tuple[dict[str, Any], frozenset[str]] | None:
        """Return the fields of an object and the names of the required ones, those of its `allOf` included."""
        node = self._document.resolve(schema)
        if not isinstance(node, dict) or "oneOf" in node or "anyOf" in node:
            return None
        properties, required = dict(node.get("properties") or {}), set(node.get("required") or ())
        for each in node.get("allOf") or ():
            part = self._fields(each)
            if part is None:
                return None
            properties |= {name: value for name, value in part[0].items() if name not in properties}
            required |= part[1]
        return properties, frozenset(required)

    def _is_file(self, schema: Any) -> bool:
        node = self._document.resolve(schema)
        if not isinstance(node, dict):
            return False
        is_binary = node.get("format") == "binary"
        return is_binary or ("contentMediaType" in node and "contentEncoding" not in node)

    # ------------------------------------------------------------ the body

    def _body(self) -> Body | None:
        node = self._document.resolve(self._operation.node.get("requestBody"))
        if not isinstance(node, dict):
            return None
        content = node.get("content") or {}
        if not content:
            self._refuse("the body has no media type. Add its `content`.", "requestBody")
            return None
        if self._operation.method == "trace":
            self._refuse("a TRACE request has no body. Remove it, or use another method.", "requestBody")
        kinds = {media_type: _kind_of(media_type, self._schema_of(each)) for media_type, each in content.items()}
        order = ("json", "multipart", "form", "text", "bytes", "events")
        media_type = min(kinds, key=lambda each: order.index(kinds[each]))
        kind, schema = kinds[media_type], self._schema_of(content[media_type])
        at = ("requestBody", "content", media_type)
        if kind == "events":
            self._refuse("a body of events is not supported. Describe it as text/plain.", *at)
        if kind in ("text", "bytes") and (other := self._kinds(schema) - {"string"}) and schema:
            self._refuse(
                f"the body has the media type {media_type} and is {_listed(other)}, which has no certain form in it. "
                "Describe it as a string, or with the media type application/json.",
                *at,
            )
        if kind == "json" and not schema:
            schema = {}
        if "*" in media_type:
            media_type = {"json": "application/json", "text": "text/plain"}.get(kind, "application/octet-stream")
        return Body(kind, media_type, schema, bool(node.get("required")))

    def _schema_of(self, media_type: Any) -> Any:
        return media_type.get("schema") if isinstance(media_type, dict) else None

    def _form(self, body: Body) -> list[Argument]:
        """Read the fields of a form."""
        content = self._document.resolve(self._operation.node["requestBody"])["content"][body.media_type]
        at = ("requestBody", "content", body.media_type)
        found = self._fields(body.schema)
        if not found or not found[0]:
            self._refuse("a form must be an object with fields. Name them under `properties`.", *at)
            return []
        properties, required = found
        encodings = content.get("encoding") or {}
        arguments = []
        for name, schema in properties.items():
            encoding = encodings.get(name) or {}
            node = self._document.resolve(schema) or {}
            if isinstance(node, dict) and node.get("readOnly"):
                continue
            argument = Argument(
                attribute(name),
                "form",
                name,
                schema,
                name in required and body.required,
                needed=name in required and not body.required,
                media_type=encoding.get("contentType"),
            )
            if name in required and is_constant(node):
                constant = node["const"] if "const" in node else node["enum"][0]
                arguments.append(evolve(argument, encoding="constant", constant=constant))
                continue
            if encoding.get("headers") or encoding.get("allowReserved"):
                self._refuse(
                    f"the field {name!r} of the form has `headers` or `allowReserved`. Leave them out.",
                    *(*at, "encoding", name),
                )
            where = (*at, "schema", "properties", name)
            if body.kind == "multipart":
                found_part, problem = self._part(argument, schema)
            elif encoding.get("contentType"):
                found_part, problem = argument, "has a media type of its own. Leave it out, or use multipart/form-data."
            else:
                style = encoding.get("style") or "form"
                explode = encoding.get("explode", style == "form")
                found_part, problem = self._encoded(argument, schema, style, explode)
                if self._is_file(schema):
                    problem = "is a file. Use multipart/form-data."
            if problem is not None:
                self._refuse(f"the field {name!r} of the form {problem}", *where)
            arguments.append(found_part)
        return arguments

    def _part(self, argument: Argument, schema: Any) -> tuple[Argument, str | None]:
        """Return a field of a multipart form: a text, a file, JSON, or several of them."""
        node = self._document.resolve(schema)
        items = node.get("items") if isinstance(node, dict) and node.get("type") == "array" else None
        if self._is_file(schema) or schema in ({}, True):
            return evolve(argument, encoding="part", files=True), None
        if items is not None and self._is_file(items):
            return evolve(argument, encoding="part", files=True, schema={"type": "array"}), None
        kinds = self._items_of(schema) if items is not None else self._kinds(schema)
        if "array" in kinds:
            return argument, "is an array in another one. Describe it as an object, which is sent as JSON."
        if "object" in kinds and argument.media_type and _kind_of(argument.media_type) != "json":
            return argument, f"is an object of {argument.media_type}. Use application/json."
        return evolve(argument, encoding="part"), None

    # ------------------------------------------------------------ responses

    def _successes(self) -> list[tuple[str, Any]]:
        """Return the responses that a call may succeed with: those of 2xx, or the default one without any."""
        found = {
            str(status): self._document.resolve(each) or {}
            for status, each in (self._operation.node.get("responses") or {}).items()
            if not str(status).startswith("x-")
        }
        successes = [(status.upper(), each) for status, each in found.items() if status.startswith("2")]
        return successes or [("default", found["default"])] if "default" in found or successes else []

    def _responses(self) -> tuple[list[Response], str | None]:
        for status, _ in self._successes():
            if not (status == "2XX" or status == "default" or (len(status) == 3 and status.isdecimal())):
                self._refuse(f"{status!r} is no status. Use three digits, or 2XX.", "responses", status)
        found = [self._response(status, node) for status, node in self._successes()]
        if not found:
            self._refuse(
                "no response is a success. Describe the one of 200, or of another 2xx, or the default one.", "responses"
            )
            return [], None
        if len({each.kind == "events" for each, _ in found}) > 1:
            self._refuse("only one of the responses is a stream of events. Describe two operations.", "responses")
        responses = [each for each, _ in found]
        accepted = list(dict.fromkeys(media_type for _, media_type in found if media_type))
        kinds = {each.kind for each in responses}
        first = responses[0]
        if all((each.kind, each.schema) == (first.kind, first.schema) for each in responses):
            responses = [first]
        responses.sort(key=lambda each: "X" in each.status)
        is_plain = kinds <= {"json", "none", "events"} and not any(
            self._has_choice(node) for _, node in self._successes()
        )
        return responses, None if is_plain else ", ".join(accepted)

    def _has_choice(self, node: Mapping[str, Any]) -> bool:
        return len(node.get("content") or ()) > 1

    def _response(self, status: str, node: Mapping[str, Any]) -> tuple[Response, str | None]:
        description = str(node.get("description") or "")
        content = node.get("content") or {}
        at = ("responses", status, "content")
        kinds = {media_type: _kind_of(media_type, self._schema_of(each)) for media_type, each in content.items()}
        if not content or self._operation.method == "head":
            return Response(status, "none", None, description), None
        order = ("json", "events", "text", "bytes", "form", "multipart")
        media_type = min(kinds, key=lambda each: order.index(kinds[each]))
        kind, schema = kinds[media_type], self._schema_of(content[media_type])
        if kind in ("form", "multipart"):
            self._refuse(f"a response of {media_type} is not supported. Describe it as text/plain.", *at, media_type)
        if kind in ("text", "bytes") and schema and (other := self._kinds(schema) - {"string"}):
            self._refuse(
                f"the response has the media type {media_type} and is {_listed(other)}, which cannot be read from it. "
                "Describe it as a string, or with the media type application/json.",
                *at,
                media_type,
            )
        if kind == "json" and self._is_file(schema):
            self._refuse(
                f"the response is {media_type} and binary. Use the media type application/octet-stream.",
                *at,
                media_type,
            )
        if kind in ("json", "events") and schema in (None, True):
            schema = {}
        return Response(status, kind, schema, description), media_type

    # ------------------------------------------------------------ the path

    def _check_path(self, arguments: Sequence[Argument]) -> None:
        path = self._operation.path
        if not path.startswith("/") or path.startswith("//") or set(path) & set("?#"):
            self._refuse(f"the path {path!r} must begin with one `/`, and have neither query nor fragment. Correct it.")
        wanted = _names_in(path)
        given = [each.wire for each in arguments]
        for name in dict.fromkeys(wanted):
            if wanted.count(name) > 1:
                self._refuse(f"the path has {{{name}}} twice. Give the parameters names of their own.")
            elif name not in given:
                self._refuse(f"the path has {{{name}}}, and there is no such parameter. Describe it.")
            elif not _is_path_name(name):
                self._refuse(
                    f"the path parameter {name!r} has a name that cannot be generated. Use letters, digits, `_`, `-`: "
                    "the name is not sent."
                )
        for name in given:
            if name not in wanted:
                self._refuse(
                    f"the path parameter {name!r} is not in the path. Add {{{name}}}, or remove the parameter."
                )


def _names_in(path: str) -> list[str]:
    """Return the names of the parameters in a path template."""
    return [part.partition("}")[0] for part in path.split("{")[1:] if "}" in part]


def _is_path_name(name: str) -> bool:
    return name.isascii() and name[:1] not in "0123456789" and name.replace("-", "_").replace("_", "a").isalnum()


def _named(arguments: Sequence[Argument], tag: str) -> list[Argument]:
    """Give each argument a name of its own."""
    names = [each.name for each in arguments if each.encoding != "constant"]
    taken: set[str] = set()
    named = []
    for each in arguments:
        name = each.name
        if names.count(name) > 1:
            name = f"{tag.rstrip('_') if each.place == 'form' else name}_{name if each.place == 'form' else each.place}"
        name = _free(name, taken, name)
        taken.add(name)
        named.append(evolve(each, name=name))
    return named


def _free(name: str, taken: set[str], otherwise: str) -> str:
    """Return a name that is not taken, and is no name of the generated code: name, `otherwise`, …_, or …__."""
    if name in taken:
        name = otherwise
    while name in taken or name in _TAKEN or keyword.iskeyword(name):
        name += "_"
    return name


def _kind_of(media_type: str, schema: Any = None) -> str:
    """Return what a media type holds: `json`, `events`, `form`, `multipart`, `text` or `bytes`."""
    name = media_type.partition(";")[0].strip().lower()
    if name in ("*/*", "application/*"):
        if not isinstance(schema, dict) or schema.get("format") == "binary":
            return "bytes"
        return "text" if schema.get("type") == "string" else "json"
    if name in ("application/json", "text/json") or name.endswith("+json"):
        return "json"
    if name == "text/event-stream":
        return "events"
    if name == "application/x-www-form-urlencoded":
        return "form"
    if name == "multipart/form-data":
        return "multipart"
    return "text" if name.startswith("text/") or name in _TEXTS or name.endswith("+xml") else "bytes"


def _type_of(value: Any) -> str:
    """Return the JSON type of a value."""
    if isinstance(value, bool):
        return "boolean"
    for kind, name in ((str, "string"), (int, "integer"), (float, "number"), (list, "array"), (dict, "object")):
        if isinstance(value, kind):
            return name
    return "null"


def _listed(kinds: set[str]) -> str:
    return " or ".join(f"an {kind}" if kind[0] in "aio" else f"a {kind}" for kind in sorted(kinds))
