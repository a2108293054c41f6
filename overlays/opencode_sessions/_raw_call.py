"""Calls of operations that the contract does not have: their path, and the type of their result."""

from __future__ import annotations

import os
import re
import types
from collections.abc import Callable, Mapping
from typing import Any, Union, get_args, get_origin
from urllib.parse import unquote

from attrs import fields, has

from opencode_sessions._json import loads
from opencode_sessions._options import is_utf8
from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request
from opencode_sessions_api.errors import UnexpectedShape, expect
from opencode_sessions_api.types import Model, Unknown, encode

#: The number of arguments of `dict[…]`.
_PAIR = 2
_KNOWN_TYPES = (
    "a class of this SDK such as Session, a union such as Part, an attrs class, str, bytes, int, float, bool, None, or "
    "a list[…], dict[str, …] or … | None of these"
)

#: Streams of events, which have no end.
_STREAMS = {"event": "event.subscribe", "api/event": "event.subscribe", "global/event": "global_.event"}
#: The begin of a part of a path that is no identifier but the text of an object.
_OBJECT = re.compile(r"/([A-Z]\w*\(|<)")


def raw_request(
    method: str,
    path: str,
    *,
    params: Mapping[str, Any] | None,
    json: Any,
    cast_to: Any,
    timeout: CallTimeout,
    extra_headers: Mapping[str, str] | None,
) -> Request[Any]:
    """Build the request of a call that is described by its arguments alone.

    Raises:
        TypeError: An argument is of the wrong type, or the result cannot be of this one.
        ValueError: The method or the path cannot be sent, or the path leads elsewhere.
    """
    method, path = _checked_method(method), _checked_path(path)
    decode_body = _BODIES.get(cast_to) if isinstance(cast_to, type) or cast_to is None else None
    return Request(
        f"{method} {path}",
        method,
        path,
        _same if decode_body is not None or cast_to is NOT_GIVEN else _decoder(cast_to),
        _checked_params(params),
        encode(json),
        timeout=timeout,
        extra_headers=extra_headers,
        decode_body=decode_body,
    )


def _checked_method(method: str) -> str:
    if not isinstance(method, str):
        raise TypeError(f"method must be a string such as 'GET', not {method!r}")
    if not (method.isascii() and method.isalpha()):
        raise ValueError(f"method must be the name of an HTTP method, such as 'GET', not {method!r}")
    return method.upper()


def _checked_path(path: str) -> str:
    wanted = "path must be one of this server, which begins with a single '/'"
    if not isinstance(path, str):
        raise TypeError(f"{wanted}, not an object of {type(path).__name__}")
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"{wanted}, not {path!r}")
    if "?" in path or "#" in path:
        raise ValueError(f"path must not have a query or a fragment: give the query as params=…, not in {path!r}")
    # As servers read it, which may decode it before they look for its parts.
    read = unquote(unquote(path, errors="surrogateescape"), errors="surrogateescape")
    if any((not character >= "!" and character != " ") or character == "\x7f" for character in read):
        raise ValueError(f"path must not have control characters, unlike {path!r}")
    if "\\" in read or {".", ".."} & set(read.split("/")):
        raise ValueError(f"path must not have '.' or '..' as a part, nor backslashes, unlike {path!r}")
    # Servers and proxies may differ in case, or leave out empty parts.
    if (name := "/".join(part for part in read.lower().split("/") if part)) in _STREAMS:
        raise ValueError(f"path must not be a stream of events, as {path!r} is: client.{_STREAMS[name]} reads it")
    if _OBJECT.search(read):
        raise ValueError(
            f"path must not have an object in it: pass its id, as in f'/session/{{session.id}}', not {path!r:.80}"
        )
    try:
        path.encode()
    except UnicodeEncodeError:
        raise ValueError(f"path must have a form in UTF-8, without lone surrogates, unlike {path!r}") from None
    return path


def _checked_params(params: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the query; one that has no directory gets the client's, and None there leaves it out."""
    if params is None:
        return {"directory": None}
    if not isinstance(params, Mapping):
        raise TypeError(f"params must be a mapping of names to values, not an object of {type(params).__name__}")
    for name in params:
        if not isinstance(name, str):
            raise TypeError(f"a name in params must be a string, not {name!r}")
        if not is_utf8(name):
            raise ValueError(f"a name in params must have a form in UTF-8, without lone surrogates, unlike {name!r}")
        _check_parameter(name, params[name])
    if params.get("directory", NOT_GIVEN) is None:
        return {name: value for name, value in params.items() if name != "directory"}
    return {"directory": None, **params}


def _check_parameter(name: str, value: Any) -> None:
    if value is None or (name == "directory" and isinstance(value, os.PathLike)):
        return
    for each in value if isinstance(value, (list, tuple)) else (value,):
        if not isinstance(each, (str, int, float)):
            raise TypeError(
                f"params[{name!r}] must be a string, a number, a truth value, or a list of these, or None to leave it "
                f"out, not {each!r:.80}"
            )


# ---------------------------------------------------------------- from the response to the type


def _read_text(content: bytes, content_type: str, _: int) -> str:
    """Return a response as text: the string that it is in JSON, or a body of another kind as it is."""
    return expect(str, loads(content)) if "json" in content_type else content.decode("utf-8", "replace")


#: How a body becomes a result that is no JSON.
_BODIES: dict[Any, Callable[[bytes, str, int], Any]] = {
    bytes: lambda content, *_: content,
    str: _read_text,
    None: lambda *_: None,
    type(None): lambda *_: None,
}


def _same(value: Any) -> Any:
    return value


def _decoder(kind: Any) -> Callable[[Any], Any]:
    """Return the function that turns JSON into a type.

    Raises:
        TypeError: There is none.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in (Any, object):
        return _same
    if kind in (bool, int, float, str, list, dict):
        return lambda value: _of_kind(kind, value)
    if origin is list and len(arguments) == 1:
        item = _decoder(arguments[0])
        return lambda value: [item(each) for each in expect(list, value)]
    if origin is dict and len(arguments) == _PAIR and arguments[0] is str:
        entry = _decoder(arguments[1])
        return lambda value: {name: entry(each) for name, each in expect(dict, value).items()}
    if origin in (Union, types.UnionType):
        return _union_decoder(arguments)
    if isinstance(kind, type) and issubclass(kind, Model):
        return _model_decoder(kind)
    if isinstance(kind, type) and has(kind):
        return _class_decoder(kind)
    raise TypeError(f"cast_to must be {_KNOWN_TYPES}, not {kind!r}")


def _of_kind(kind: Any, value: Any) -> Any:
    """Return a value of plain JSON if it is of this kind; true and false are no numbers."""
    if isinstance(value, bool) and kind is not bool:
        raise UnexpectedShape(f"expected {kind.__name__}, got true or false")
    if kind is float and isinstance(value, int):
        return float(value)
    return expect(kind, value)


def _model_decoder(kind: type[Model]) -> Callable[[Any], Any]:
    required = {each.name for each in fields(kind) if each.default is not None}
    names = [wire_name for attribute, wire_name in kind._wire_names.items() if attribute in required]
    return lambda value: kind.from_dict(expect(dict, value, *names))


def _class_decoder(kind: type[Any]) -> Callable[[Any], Any]:
    from opencode_sessions._annotations import json_type
    from opencode_sessions._json_types import read

    wanted, _ = json_type(kind, "cast_to", is_closed=False)

    def decode(value: Any) -> Any:
        try:
            return read(wanted, value)
        except ValueError as error:
            raise UnexpectedShape(f"it is no {kind.__name__}: {error}") from None

    return decode


def _union_decoder(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Return the decoder of `X | None`, or of a union of the contract, which decides by a tag."""
    others = tuple(each for each in arguments if each is not type(None))
    if len(others) == 1:
        decode = _decoder(others[0])
    elif (name := _union_name(others)) is not None:
        decode = getattr(models, f"decode_{name}")
    else:
        raise TypeError(f"cast_to must be {_KNOWN_TYPES}, not a union of others")
    if len(others) == len(arguments):
        return decode
    return lambda value: None if value is None else decode(value)


def _union_name(variants: tuple[Any, ...]) -> str | None:
    """Return the name of a union of the contract, as its decoder has it, by its variant for unknown tags."""
    for variant in variants:
        if isinstance(variant, type) and issubclass(variant, Unknown):
            name = variant.__name__.removeprefix("Unknown")
            if set(get_args(getattr(models, name, None))) == set(variants):
                return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    return None
