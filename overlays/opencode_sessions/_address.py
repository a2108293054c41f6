"""Addresses of servers and proxies: check them, show them without credentials, and recognize this machine."""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import Any

import httpx

_LONGEST_SHOWN = 100
#: A longer number is none that somebody took for a port.
_DIGITS_OF_PORT = 5


def parse_address(name: str, value: str | httpx.URL, schemes: tuple[str, ...], example: str) -> httpx.URL:
    """Check an address, and return it parsed.

    Args:
        name: The argument or the environment variable that has it, for the error.
        value: The address.
        schemes: The schemes that it may have.
        example: A valid address, for the error.

    Raises:
        TypeError: It is neither a string nor an `httpx.URL`.
        ValueError: It is not an absolute address with one of the schemes, or has more than a host, a port and a path.
    """
    if not isinstance(value, (str, httpx.URL)):
        raise TypeError(f"{name} must be a string or an httpx.URL, not an object of {type(value).__name__}")
    try:
        address = httpx.URL(value)
    except (httpx.InvalidURL, ValueError):
        address = httpx.URL()
    # Outside of the block: the error of httpx cites the address, which may have a password.
    if address.scheme not in schemes or not _is_host(address.raw_host.decode("ascii")):
        wanted = " or ".join(f"{scheme}://" for scheme in schemes)
        raise ValueError(f"{name} must be an absolute {wanted} address, such as {example}, not {shown(str(value))!r}")
    if address.port is not None and not 0 < address.port < 65536:
        number = f", not {address.port}" if len(str(address.port)) <= _DIGITS_OF_PORT else ""
        raise ValueError(f"{name}'s port must be from 1 to 65535{number}")
    if "@" in address.path or address.query or address.fragment:
        # The rest of a password, maybe.
        raise ValueError(
            f"{name} must not have a query, a fragment, or an @ in its path; in a user name or a password, / is %2F, "
            "? is %3F, # is %23 and @ is %40"
        )
    return address


def _is_host(host: str) -> bool:
    """Return whether a host can be looked up: Python refuses other labels with an error of encodings.

    A percent sign stands for a character that httpx found in it; in IPv6, there may be one.
    """
    labels = host.removesuffix(".").split(".")
    return all(0 < len(label) < 64 for label in labels) and ("%" not in host or ":" in host)


def shown(address: str) -> str:
    """Return a malformed address as errors show it: shortened, and without what may be a password."""
    found = re.match(r"[A-Za-z][\w+.-]*:/+", address)
    scheme = found[0] if found else ""
    rest, has_credentials = re.subn(r"^.*(@|%40)", "***@", address[len(scheme) :], flags=re.DOTALL)
    rest = re.split("[?#]", rest)[0]
    if not has_credentials:
        # In the place of a port there may be the password of an address whose host is missing.
        rest = re.sub(r"^((?>\[[\dA-Fa-f:.]*+\]?(?=[:/]|$)|[^:]*)):(?!\d{1,5}(/|$))[^/]*", r"\1:***", rest)
    text = scheme + rest
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def canonical_host(host: str) -> str:
    """Return a loopback host in the one spelling that every system can connect to; any other host as it is.

    `127.1`, `2130706433`, `0x7f.1`, `[::ffff:127.0.0.1]` and `0.0.0.0`, on which a server listens, are `127.0.0.1`;
    `localhost.` is `localhost`.
    """
    name = host.removesuffix(".").lower()
    if name == "localhost":
        return name
    found = _ip_address(name)
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    if found is None or not (found.is_loopback or found.is_unspecified):
        return host
    if found.is_unspecified:
        return "127.0.0.1" if found.version == 4 else "::1"
    return str(found)


def _ip_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def is_loopback(host: str) -> bool:
    """Return whether a host in its canonical spelling is this machine, whatever the machine is called."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    found = _ip_address(host)
    return found is not None and found.is_loopback


def is_this_machine(host: str) -> bool:
    """Return whether a host is loopback, an address of this machine, or its name, if that leads to such an address.

    Only the machine's own name is looked up, with or without a domain.
    """
    if is_loopback(host):
        return True
    flags: int = socket.AI_NUMERICHOST
    if _ip_address(host) is None:
        if _first_label(host) != _first_label(socket.gethostname()):
            return False
        flags = 0
    try:
        found = socket.getaddrinfo(host, 0, type=socket.SOCK_DGRAM, flags=flags)
    except OSError:
        return False
    return any(_is_own(family, address) for family, _kind, _protocol, _name, address in found)


def _first_label(name: str) -> str:
    return name.lower().partition(".")[0]


def _is_own(family: int, address: Any) -> bool:
    """Return whether an address is one of this machine's: a socket can be bound to no other."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as own:
            own.bind(address)
    except OSError:
        return False
    return True
