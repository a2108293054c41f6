"""Proxies: the one between a client and its server, given to the client or named by the environment."""

from __future__ import annotations

import os
from importlib.util import find_spec
from urllib.request import getproxies, proxy_bypass

import httpx
from attrs import field, frozen

from opencode_sessions._address import is_this_machine, parse_address
from opencode_sessions._secrets import basic_authorization

_SCHEMES = ("http", "https", "socks5", "socks5h")
_EXAMPLE = "http://proxy.example:3128"


@frozen
class Proxy:
    """The proxy of a client.

    Attributes:
        source: The argument or the environment variable that names it.
        url: Its address, with credentials; None when the environment names none that can be used.
        fault: Why it cannot be used.
    """

    source: str
    url: httpx.URL | None = field(default=None, repr=False)
    fault: str | None = None

    @property
    def address(self) -> str | None:
        """Its address, without credentials."""
        return None if self.url is None else str(self.url.copy_with(userinfo=None))

    @property
    def credentials(self) -> list[str]:
        """The header that it gets for a user name and a password; none without them."""
        if self.url is None or not self.url.userinfo:
            return []
        return [basic_authorization(self.url.username, self.url.password)]

    def __str__(self) -> str:
        whose = "" if self.source == "proxy=" else f" of {self.source}"
        return f"the proxy {self.address}{whose}"


def given_proxy(proxy: str | httpx.URL) -> Proxy:
    """Check the proxy that a client is given.

    Raises:
        TypeError: It is neither a string nor an `httpx.URL`.
        ValueError: It is not the address of a proxy, or a package is missing for it.
    """
    return Proxy("proxy=", _parsed("proxy", proxy))


def environment_proxy(server: httpx.URL) -> Proxy | None:
    """Return the proxy that the environment names for a server; None for one on this machine.

    As httpx does, this reads `HTTP_PROXY` or `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, in either case, or the settings
    of the system on macOS and Windows.
    """
    named = getproxies()
    scheme = next((scheme for scheme in (server.scheme, "all") if named.get(scheme)), None)
    if scheme is None or is_this_machine(server.host) or _is_excepted(server):
        return None
    source = _variable(scheme)
    value = named[scheme]
    try:
        return Proxy(source, _parsed(source, value if "://" in value else f"http://{value}"))
    except ValueError as error:
        return Proxy(source, fault=str(error))


def _parsed(name: str, value: str | httpx.URL) -> httpx.URL:
    address = parse_address(name, value, _SCHEMES, _EXAMPLE)
    if address.scheme.startswith("socks") and find_spec("socksio") is None:
        raise ValueError(f'{name} is a SOCKS proxy, which needs another package: pip install "httpx[socks]"')
    return address


def _is_excepted(server: httpx.URL) -> bool:
    """Return whether `NO_PROXY` names the server's host or a domain that it is in, with or without the port."""
    host = server.raw_host.decode("ascii")
    port = server.port or {"http": 80, "https": 443}[server.scheme]
    with_port = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return bool(proxy_bypass(with_port) or proxy_bypass(host))


def _variable(scheme: str) -> str:
    """Return the name of the environment variable that names the proxy for a scheme."""
    name = f"{scheme}_proxy"
    found = [each for each in (name, name.upper(), *os.environ) if each.lower() == name and os.environ.get(each)]
    return found[0] if found else "the proxy in the settings of the system"
