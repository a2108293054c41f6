"""The command line, `opencode-sessions`. It needs the extra `cli`: pip install "opencode-sessions[cli]"."""

from __future__ import annotations

import sys
from io import TextIOWrapper

#: As for a wrong use of the command line.
_CANNOT_RUN = 2


def main() -> None:
    """Run the command line."""
    try:
        import rich  # noqa: F401  # only whether it is there
        import typer  # noqa: F401
    except ModuleNotFoundError as error:
        print(f'{error.name} is missing: pip install "opencode-sessions[cli]"', file=sys.stderr)
        sys.exit(_CANNOT_RUN)
    from opencode_sessions.cli.commands import app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # An answer that was paid for is not lost to an encoding.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    app()
