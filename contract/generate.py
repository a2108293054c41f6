"""The generated package: generate it, and compare it with the committed one."""

from __future__ import annotations

import difflib
import keyword
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from contract import spec
from contract.calls import calls, lowered
from contract.findings import CannotRunError, Finding
from contract.generator import GeneratorFailedError, run
from contract.spec import Document
from contract.supported import prepare
from contract.verify import verify
from contract.workspace import Workspace

__all__ = [
    "GenerationError",
    "committed_differences",
    "differences",
    "generate",
    "generate_client",
    "regenerate",
]

#: Where the ruff of the post-hooks is installed: next to this Python.
TOOLS = Path(sys.executable).parent


class GenerationError(CannotRunError):
    """The contract cannot be generated: it has something that is not supported, or the generator failed or warned."""


def generate(workspace: Workspace, package: Path) -> None:
    """Generate the package of the contract into an empty folder.

    Raises:
        GenerationError: The contract has something that is not supported; the message lists all of it. Or the
            generator or one of its post-hooks failed or warned; the message is its output.
        CannotRunError: The contract cannot be read.
    """
    _generate(workspace, spec.load(workspace.contract), package, workspace.contract.name, None)


def generate_client(workspace: Workspace, document: Document, package: Path, *, source: str, name: str) -> int:
    """Generate a package of any document, with a client of its own; returns the number of its files.

    Args:
        workspace: The checkout, for its templates.
        document: The document.
        package: The folder of the package: a new one, an empty one, or one that this made before, which is replaced.
        source: The name of the document in messages and in the first line of each file.
        name: The name that the package is imported by, such as `things_api`.

    Raises:
        GenerationError: As `generate`; or the name cannot be imported, or the folder has other files. The folder is
            untouched.
    """
    if not all(part.isidentifier() and not keyword.iskeyword(part) for part in name.split(".")):
        raise GenerationError(f"{name!r} cannot be imported: name the package with --package, such as things_api.")
    if package.exists() and not _is_replaceable(package):
        raise GenerationError(f"{package} has files that were not generated. Name another folder, or empty this one.")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "package"
        _generate(workspace, document, fresh, source, name)
        _verify(workspace, fresh, name)
        shutil.rmtree(package, ignore_errors=True)
        shutil.copytree(fresh, package)
    return len(_files(package))


def _is_replaceable(package: Path) -> bool:
    """Return whether a folder is empty, or was generated."""
    if not package.is_dir():
        return False
    first = package / "__init__.py"
    return not any(package.iterdir()) or (
        first.is_file() and first.read_text("utf-8", "replace").startswith("# Generated from ")
    )


def _generate(workspace: Workspace, document: Document, package: Path, source: str, name: str | None) -> None:
    _raise(prepare(document).findings, source)
    found = [call for call, _ in calls(document)]
    prepared = prepare(Document(lowered(document, found)), checks=())
    _raise(prepared.findings, source)
    try:
        run(
            prepared.content,
            found,
            package,
            templates=workspace.templates,
            config=workspace.generator_config,
            name=name,
            path=os.pathsep.join([str(TOOLS), os.environ.get("PATH", os.defpath)]),
            values={"is_own": name is None, "source": "".join(filter(str.isprintable, source))},
        )
        for file in sorted(package.rglob("*.py")):
            compile(file.read_text("utf-8"), str(file.relative_to(package)), "exec")
    except (GeneratorFailedError, SyntaxError) as error:
        raise GenerationError(str(error)) from error


def _verify(workspace: Workspace, package: Path, name: str) -> None:
    if problems := verify(package, name, workspace.cache / "mypy"):
        raise GenerationError(f"This is a fault of the templates: the package is not right.\n{problems}")


def _raise(findings: Sequence[Finding], source: str) -> None:
    if findings:
        raise GenerationError("\n".join(f"{source}:{each.line or 1} {each.where}: {each.what}" for each in findings))


def regenerate(workspace: Workspace) -> int:
    """Replace the committed package by a new one; returns the number of its files.

    Raises:
        GenerationError: The contract does not give one; the committed package is untouched.
    """
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / workspace.generated.name
        generate(workspace, fresh)
        _verify(workspace, fresh, workspace.generated.name)
        shutil.rmtree(workspace.generated, ignore_errors=True)
        shutil.copytree(fresh, workspace.generated)
    return len(_files(workspace.generated))


def committed_differences(workspace: Workspace) -> list[str]:
    """Compare the committed package with a new one; returns the lines of a diff, as `differences` does.

    Raises:
        GenerationError: The contract does not give one.
    """
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / workspace.generated.name
        generate(workspace, fresh)
        return differences(fresh, workspace.generated)


def differences(expected: Path, actual: Path) -> list[str]:
    """Return the changes that make `actual` equal to `expected`, as the lines of a diff.

    A line `missing: …`, `stale: …` or `differs: …` names each file; those that differ are followed by their diff.
    """
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
