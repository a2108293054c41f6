"""The command line as a program of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Mapping

#: The program, without its arguments.
COMMAND = (sys.executable, "-m", "opencode_sessions")


def interrupt(words: str, *arguments: str, env: Mapping[str, str]) -> tuple[int, str]:
    """Run the program, press Ctrl-C once it has printed these words, and return its exit code and its errors."""
    process = subprocess.Popen(
        [*COMMAND, *arguments], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.read(len(words)) == words
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=180)
    return process.returncode, errors
