"""Probes: small requests that show whether a server has an operation, and how it behaves.

Unlike a test, a probe expects nothing. It returns what it saw, as a few words: they are equal for two versions if and
only if the versions do the same.
"""

from __future__ import annotations

from collections.abc import Callable

from tools.servers.probes.behaviours import BEHAVIOURS
from tools.servers.probes.operations import ABSENT, PRESENT, probe_operations
from tools.servers.probes.site import NO_OPERATION, Site

__all__ = ["ABSENT", "BEHAVIOURS", "NO_OPERATION", "PRESENT", "Site", "probe"]


def probe(site: Site, report: Callable[[str], object]) -> dict[str, str]:
    """Run all probes on a server; returns what they saw, by operations and by names of behaviours.

    Args:
        site: The server, which nobody has used yet.
        report: Is called with each failure of a probe. What it should have seen is left out.
    """
    seen: dict[str, str] = {}
    for name, behaviour in BEHAVIOURS.items():
        try:
            seen[name] = behaviour.observe(site)
        except Exception as error:
            report(f"{name}: {error!r}")
    for operation, state in probe_operations(site):
        if state in (PRESENT, ABSENT):
            seen[operation] = state
        else:
            report(f"{operation}: {state}")
    answers = seen.get("session.chat") == PRESENT
    return {name: state for name, state in seen.items() if answers or not _needs_model(name)}


def _needs_model(name: str) -> bool:
    return name in BEHAVIOURS and BEHAVIOURS[name].needs_model
