"""Generate the package of the contract, or check that the committed one is what the contract gives.

python -m contract.generate            # empty generated/ and write it anew
python -m contract.generate --check    # generate elsewhere and compare; exit 1 on any difference
"""

from __future__ import annotations

import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from contract.findings import CannotRunError, Finding, Level

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "openapi.yaml"
PACKAGE = ROOT / "generated" / "opencode_sessions_api"
CONFIG = ROOT / "generator-config.yaml"
TEMPLATES = ROOT / "overlays" / "templates"
#: Where the ruff of the post-hooks is installed: beside this Python.
TOOLS = Path(sys.executable).parent


class GenerationError(CannotRunError):
    """The generator failed, or warned."""


def generate(package: Path, *, contract: Path = CONTRACT) -> None:
    """Write the package that the contract gives into an empty folder.

    Raises:
        GenerationError: The generator or one of its post-hooks failed or warned; the message is what it printed.
    """
    path = os.pathsep.join([str(TOOLS), os.environ.get("PATH", os.defpath)])
    command: list[str | Path] = [
        *(sys.executable, "-m", "openapi_python_client", "generate"),
        *("--path", contract),
        *("--config", CONFIG),
        *("--custom-template-path", TEMPLATES),
        *("--output-path", package, "--overwrite"),
        *("--meta", "none"),
        # Without it the generator exits 0 after warnings, and emits modules that fail at the first call.
        "--fail-on-warning",
    ]
    # A plain traceback: its last line is the message of a template.
    environment = os.environ | {"PATH": path, "_TYPER_STANDARD_TRACEBACK": "1"}
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        # A template that cannot go on ends in a traceback, whose last line says why.
        said = finished.stderr.strip()
        reason = said.splitlines()[-1] if "Traceback" in said else said
        raise GenerationError(f"{finished.stdout.strip()}\n{reason}")
    (package / "py.typed").touch()


def differences(expected: Path, actual: Path) -> list[str]:
    """What must change in `actual` to equal `expected`, as the lines of a diff; missing and stale files included."""
    lines: list[str] = []
    for name in sorted(_files(expected) | _files(actual)):
        before, after = actual / name, expected / name
        if not before.exists():
            lines.append(f"missing: {name}")
        elif not after.exists():
            lines.append(f"stale: {name}")
        elif before.read_bytes() != after.read_bytes():
            lines.append(f"differs: {name}")
            lines += difflib.unified_diff(
                before.read_text("utf-8", "replace").splitlines(),
                after.read_text("utf-8", "replace").splitlines(),
                "committed",
                "generated",
                lineterm="",
                n=1,
            )
    return lines


def _files(package: Path) -> set[Path]:
    return {
        path.relative_to(package) for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }


def _committed_differences() -> list[str]:
    """What must change in the committed package to be what the contract gives, as the lines of a diff."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / PACKAGE.name
        generate(fresh)
        return differences(fresh, PACKAGE)


def check() -> tuple[str, list[Finding]]:
    """Compare the committed package with what the contract gives; the outcome in a sentence, a finding for each file.

    Raises:
        GenerationError: The contract gives none.
    """
    kinds = ("missing", "stale", "differs")
    found = [line.split(": ", 1) for line in _committed_differences() if line.startswith(kinds)]
    place = PACKAGE.relative_to(ROOT)
    findings = [
        Finding(
            Level.ERROR, f"generated-{kind}", f"{place}/{name}", "It is not what openapi.yaml gives: `make generate`."
        )
        for kind, name in found
    ]
    return (
        f"{len(findings)} files are not what openapi.yaml gives." if findings else "What openapi.yaml gives."
    ), findings


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 0 when all is well, 1 on a difference, 2 when it could not generate."""
    parser = argparse.ArgumentParser(
        prog="python -m contract.generate", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args(arguments)
    try:
        if options.check:
            lines = _committed_differences()
            if lines:
                print("\n".join(lines))
                print("generated/ is not what openapi.yaml gives: run `make generate` and commit the result.")
                return 1
            print("generated/ is what openapi.yaml gives.")
            return 0
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / PACKAGE.name
            generate(fresh)
            shutil.rmtree(PACKAGE, ignore_errors=True)
            shutil.copytree(fresh, PACKAGE)
    except GenerationError as error:
        print(error, file=sys.stderr)
        print("The package could not be generated; generated/ is untouched.", file=sys.stderr)
        return 2
    print(f"Wrote {len(_files(PACKAGE))} files to {PACKAGE.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
