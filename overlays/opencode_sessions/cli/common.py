"""What the commands share: exit codes, errors as lines, JSON for scripts."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, NoReturn

import typer

from opencode_sessions import (
    APIConnectionError,
    APITimeoutError,
    AuthenticationError,
    OpencodeError,
    ProgramNotFoundError,
    ServerStartError,
)
from opencode_sessions._terminal import UNPRINTABLE, console

__all__ = [
    "FAILED",
    "INTERRUPTED",
    "MISUSED",
    "OVER_BUDGET",
    "UNREACHABLE",
    "Allow",
    "errors_as_lines",
    "fail",
    "is_somebody_there",
    "print_json",
    "read_input",
    "refuse_both",
    "say",
    "words_of",
]

FAILED, MISUSED, UNREACHABLE, OVER_BUDGET, INTERRUPTED = 1, 2, 3, 4, 130


class Allow(StrEnum):
    """The decisions on a permission."""

    ONCE = "once"
    ALWAYS = "always"
    REJECT = "reject"


@contextmanager
def errors_as_lines() -> Iterator[None]:
    """Turn the expected errors into a line on standard error, and an exit code."""
    try:
        yield
    except (APIConnectionError, APITimeoutError, AuthenticationError, ProgramNotFoundError, ServerStartError) as error:
        fail(error, UNREACHABLE)
    except OpencodeError as error:
        fail(error, FAILED)
    except BrokenPipeError:
        # Whoever read the output has left. The program ends quietly.
        raise
    except (OSError, ValueError) as error:
        fail(error, MISUSED)
    except KeyboardInterrupt as interrupt:
        # The notes say if the agent was stopped.
        say(" ".join(["\nInterrupted.", *getattr(interrupt, "__notes__", ())]))
        raise typer.Exit(INTERRUPTED) from None


def refuse_both(url: object) -> None:
    """Refuse an address that is given together with `--launch`.

    Raises:
        ValueError: There is one.
    """
    if url:
        raise ValueError("Give --url or --launch, not both: --launch starts a server of its own.")


def is_somebody_there() -> bool:
    """Return whether standard input is a terminal. A daemon may have none at all."""
    return sys.stdin is not None and sys.stdin.isatty()


def read_input() -> str:
    """Read all of standard input.

    Raises:
        ValueError: It is closed, or in another encoding than it should be.
    """
    if sys.stdin is None:
        raise ValueError("Standard input is closed.")
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise ValueError(f"Standard input is not in {error.encoding}: {error.reason} at byte {error.start}.") from None


#: The option of each argument, in Python, that errors tell a person to pass, to leave out or to check.
_OPTIONS = {"agent": "--agent", "base_url": "--url", "directory": "--directory", "model": "--model", "servers": "--url"}
#: Those of arguments whose values errors refuse.
_REFUSED = {
    "base_url": "--url",
    "budget": "--budget",
    "directory": "--directory",
    "per_minute": "--per-minute",
    "retry": "--retry",
    "timeout": "--timeout",
}
#: An argument without a value: `directory=`, or `timeout=…`.
_ARGUMENT = re.compile(r"(?<![\w.-])([a-z]+(?:_[a-z]+)*)=…?(?=[\s.,:;)]|$)")
_ALTERNATIVE = re.compile(rf",? or pass {_ARGUMENT.pattern}(?: \(and {_ARGUMENT.pattern}\))?")
#: The argument that an error begins with.
_SUBJECT = re.compile(r"^([a-z]+(?:_[a-z]+)*)(?=(?:'s port)? (?:must|names) )")


def words_of(error: object) -> str:
    """Return the text of an error in words of the command line: with its options in place of arguments in Python.

    An alternative that it does not have is left out, and an argument that is left is said to be one.
    """
    text = _ALTERNATIVE.sub(lambda found: found[0] if found[1] in _OPTIONS else "", str(error))
    text = _ARGUMENT.sub(lambda found: _OPTIONS.get(found[1], found[0]), text)
    text = _SUBJECT.sub(lambda found: _REFUSED.get(found[1], found[0]), text)
    left = sorted({f"{found[1]}=" for found in _ARGUMENT.finditer(text)})
    if not left:
        return text
    are, them = ("is an argument", "it") if len(left) == 1 else ("are arguments", "them")
    return f"{text} ({' and '.join(left)} {are} in Python; the command line has no option for {them}.)"


def fail(error: Exception, code: int) -> NoReturn:
    """Print an error, with what was noted on it, and exit with a code."""
    say(f"error: {words_of(error)}")
    for note in getattr(error, "__notes__", ()):
        say(f"  {words_of(note)}")
    raise typer.Exit(code) from None


def say(text: str) -> None:
    """Print a line for a person, on standard error."""
    console(stderr=True).print(text)


def print_json(value: Any) -> None:
    """Print a value as one line of JSON, which has no characters that a terminal acts on; NaN and infinity are null."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        finite = json.loads(json.dumps(value), parse_constant=lambda _: None)
        text = json.dumps(finite, ensure_ascii=False)
    if sys.stdout is None:
        # It is closed (`>&-`).
        return
    sys.stdout.write(UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")
    sys.stdout.flush()
