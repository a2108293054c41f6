"""Run make targets on every supported Python that is installed, each in a virtual environment of its own.

python tools/pythons.py --targets test-unit types -- 3.12 3.13    # `make test-unit types` on 3.12, then on 3.13

A Python is found on PATH or among pyenv's. One that is not installed is reported and left out. So is one whose tools uv
does not have in its cache, if uv is set to be offline; with a network, that is a failure.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


def candidates(version: str) -> Iterator[str]:
    """The programs that may be this version of Python, in order of preference."""
    if program := shutil.which(f"python{version}"):
        yield program
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(root.glob(f"versions/{version}.*/bin/python{version}"), reverse=True))


def find(version: str) -> str | None:
    """Return the path of an installed Python of this version, or None. The version is asked of the program itself."""
    code = "import sys, ensurepip, venv; print('.'.join(map(str, sys.version_info[:2])))"
    for program in candidates(version):
        # A program that is found may still not run: pyenv's, of a version that is not selected.
        asked = subprocess.run([program, "-c", code], capture_output=True, text=True, check=False)
        if (asked.returncode, asked.stdout.strip()) == (0, version):
            return program
    return None


#: The version of Python that runs this, whose targets are run without it.
OWN = ".".join(map(str, sys.version_info[:2]))

#: What uv says when it was told to be offline (UV_OFFLINE, or `offline` in its configuration) and needs the network.
_OFFLINE = "Network connectivity is disabled"


def set_up(variables: list[str]) -> tuple[int, bool]:
    """Install the tools for one Python; return the exit code, and whether it failed only because uv is offline."""
    made = subprocess.run(
        ["make", "--no-print-directory", *variables, "setup"], capture_output=True, text=True, check=False
    )
    is_offline = made.returncode != 0 and _OFFLINE in made.stderr
    if not is_offline:
        print(made.stdout, end="", flush=True)
        print(made.stderr, end="", flush=True, file=sys.stderr)
    return made.returncode, is_offline


def main() -> int:
    """Run the targets on each version; stop at the first that fails."""
    parser = argparse.ArgumentParser(description="Run make targets on several versions of Python.")
    parser.add_argument("versions", nargs="*", help="such as 3.12")
    parser.add_argument("--targets", nargs="+", required=True, help="the targets of the Makefile")
    arguments = parser.parse_args()
    for version in arguments.versions:
        if version == OWN:
            continue
        program = find(version)
        if program is None:
            print(f"Python {version}: not found on PATH or under pyenv; left out.", flush=True)
            continue
        print(f"Python {version}: {program}", flush=True)
        variables = [f"PYTHON={program}", f"VENV=.venv-{version}", f"PYTHON_VERSION={version}"]
        code, is_offline = set_up(variables)
        if is_offline:
            print(f"Python {version}: uv is offline, and its cache has not all the tools; NOT TESTED.", flush=True)
            continue
        if code != 0:
            return code
        finished = subprocess.run(["make", "--no-print-directory", *variables, *arguments.targets], check=False)
        if finished.returncode != 0:
            return finished.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
