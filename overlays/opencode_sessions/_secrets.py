"""Keep credentials out of errors: a server, or a proxy in between, may repeat them in whatever it sends."""

from __future__ import annotations

import html
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    import httpx

MASK = "***"
#: A shorter password is found by chance in many words: only in the header and after its user name it is masked.
_SHORTEST = 4
#: The schemes of headers whose second word is a secret, but not the first.
_SCHEMES = frozenset({"basic", "bearer", "digest", "token", "apikey"})
#: The headers that every request has. Any other may be secret.
_ORDINARY = frozenset(
    {
        *("accept", "accept-encoding", "cache-control", "connection", "content-length", "content-type", "host"),
        *("transfer-encoding", "user-agent"),
    }
)


def basic_authorization(username: str, password: str) -> str:
    """Return the `Authorization` header of HTTP basic."""
    return "Basic " + b64encode(f"{username}:{password}".encode()).decode()


def sent_credentials(request: httpx.Request) -> tuple[str, ...]:
    """Return the headers of a request that may be secret, with those that only its proxy gets."""
    # Imported here: those who mask the output of a server need no settings of a client.
    from opencode_sessions._options import options_of

    options = options_of(request)
    proxy = None if options is None else options.proxy
    return (*secret_headers(request.headers.multi_items()), *([] if proxy is None else proxy.credentials))


def secret_headers(headers: Iterable[tuple[str, str]]) -> list[str]:
    """Return the values that may be secret of headers with names in lower case."""
    return [
        value
        for name, value in headers
        if name == "authorization" or (name not in _ORDINARY and len(value) >= _SHORTEST)
    ]


def masked(value: Any, *credentials: str | None) -> Any:
    """Return a text, or decoded JSON, without credentials.

    Args:
        value: What a server sent.
        credentials: Headers of the request, such as `Authorization`; None for one that it did not have.
    """
    sent = tuple(header for header in credentials if header)
    return _masked(value, _pattern(sent)) if sent else value


def mask_errors(error: BaseException | None, *credentials: str | None) -> None:
    """Mask the texts of an error of the HTTP client, which may cite the response, and of the errors behind it."""
    while error is not None:
        error.args = masked(error.args, *credentials)
        error = error.__cause__ or error.__context__


def _masked(value: Any, secrets: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return secrets.sub(MASK, value)
    if isinstance(value, dict):
        return {_masked(key, secrets): _masked(item, secrets) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_masked(item, secrets) for item in value)
    return value


@lru_cache(maxsize=8)
def _pattern(credentials: tuple[str, ...]) -> re.Pattern[str]:
    """Return what matches the secrets of headers, however they are spelled."""
    secrets = [secret for header in credentials for secret in _secrets(header)]
    spellings = {spelling for secret in secrets for spelling in _spellings(secret)}
    return re.compile("|".join(map(re.escape, sorted(spellings, key=len, reverse=True))))


def _secrets(header: str) -> list[str]:
    scheme, _, token = header.partition(" ")
    if scheme.lower() not in _SCHEMES or not token:
        scheme, token = "", header
    secrets = [token, token.rstrip("=")]
    if scheme.lower() == "basic":
        try:
            pair = b64decode(token).decode()
        except ValueError:
            pair = ""
        username, _, password = pair.partition(":")
        if username and password:
            secrets += [pair, f"{quote(username, safe='')}:{quote(password, safe='')}"]
        if len(password) >= _SHORTEST:
            secrets.append(password)
    secrets += [value for value in _values(token) if len(value) >= _SHORTEST]
    return [secret for secret in secrets if secret]


def _values(header: str) -> Iterator[str]:
    """Yield the values of a header that is made of `name=value`, as cookies are."""
    for pair in re.split(r"[;,&\s]+", header):
        yield pair.partition("=")[2].strip('"')


def _spellings(secret: str) -> Iterator[str]:
    """Yield a secret as it is, and as addresses, JSON, HTML and Python spell it."""
    yield secret
    for quoted in (quote(secret, safe=""), quote(secret), quote_plus(secret)):
        yield quoted
        yield re.sub("%..", lambda found: found[0].lower(), quoted)
    for encoded in (json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]):
        yield encoded
        yield encoded.replace("/", "\\/")
    yield html.escape(secret)
    for written in (repr(secret)[1:-1], repr(secret.encode())[2:-1]):
        yield written
        yield written.replace("'", "\\'")
