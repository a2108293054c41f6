"""Redocly's command line, which lints the contract, and our lint rules (plugin.mjs)."""

from contract.redocly.command import run

__all__ = ["run"]
