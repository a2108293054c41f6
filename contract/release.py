"""A release: the versions and the changelogs. Nothing is committed, tagged, pushed or published."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from attrs import frozen

from contract import git, spec
from contract.baseline import accept_allowed, read_allowed_breaks
from contract.diff.report import diff_report
from contract.findings import CannotRunError, Finding
from contract.report.causes import grouped
from contract.report.markdown import inline
from contract.spec import Document
from contract.versioning import numbers, version_finding
from contract.workspace import Workspace

__all__ = ["Release", "prepare", "run_checks"]

_UNRELEASED = re.compile(r"^## \[Unreleased\]\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_VERSION = re.compile(r'^__version__ = "(.*)"$', re.MULTILINE)
_HEAD = """# Changes of the contract

The changes of [openapi.yaml](../openapi.yaml) in each release of the package, the newest first. `make release` adds to
this page. [The levels](contract-review.md#breaking-changes) say whom a change concerns; [CHANGELOG.md](../CHANGELOG.md)
has all other changes.
"""


@frozen
class Release:
    """What a release changes.

    Attributes:
        version: The version of the package.
        files: The files that it writes, with their new texts.
        entry: What it adds to the changelog of the contract.
        problems: What is against it.
        reminders: What is left to do by hand before it.
    """

    version: str
    files: dict[Path, str]
    entry: str
    problems: list[str]
    reminders: list[str]

    def write(self) -> None:
        """Write the files."""
        for path, text in self.files.items():
            path.write_text(text, "utf-8")


def prepare(workspace: Workspace, version: str, today: date) -> Release:
    """Prepare a release, without writing anything.

    Args:
        workspace: The checkout.
        version: The version of the package, such as `0.2.0`.
        today: The date of the release.

    Raises:
        CannotRunError: It is not a version, there is no repository, or a contract cannot be read or compared.
    """
    numbers(version)
    last = git.last_release(workspace.root)
    contract = spec.load(workspace.contract)
    base, changes = _changes(workspace, last, contract)
    changelog, module = workspace.changelog.read_text("utf-8"), workspace.version_module.read_text("utf-8")
    entry = "\n".join(_entry(version, today, base, contract, changes))
    files = {
        workspace.changelog: _UNRELEASED.sub(
            lambda found: f"## [Unreleased]\n\n## [{version}] - {today}\n{found['text']}", changelog, count=1
        ),
        workspace.version_module: _VERSION.sub(f'__version__ = "{version}"', module, count=1),
        workspace.contract_changelog: _with_entry(workspace.contract_changelog, entry),
    }
    problems = list(_problems(workspace, version, last, changelog, module))
    if base is not None and (too_low := version_finding(base.version, contract.version, changes)) is not None:
        problems.append(f"openapi.yaml, {too_low.where}: {too_low.what}")
    problems += [f"Not allowed: {finding.where}: {finding.what}" for finding in changes if finding.fails]
    entries = [
        *read_allowed_breaks(workspace.allowed_breaks, "contract"),
        *read_allowed_breaks(workspace.allowed_breaks, "python"),
    ]
    reminders = [f"remove {each.rule} of {each.version} from {workspace.allowed_breaks.name}" for each in entries]
    return Release(version, files, entry, problems, reminders)


def _changes(workspace: Workspace, last: str | None, contract: Document) -> tuple[Document | None, list[Finding]]:
    """Return the contract of the last release, and the changes since; None and nothing before the first one."""
    if last is None:
        return None, []
    with tempfile.TemporaryDirectory() as folder:
        git.checkout(workspace.root, last, Path(folder))
        base = spec.load(Workspace(Path(folder)).contract)
    allowed = read_allowed_breaks(workspace.allowed_breaks, "contract")
    changes = diff_report(base, contract)
    return base, accept_allowed(changes, allowed, base.version, since_release=False)


def _problems(workspace: Workspace, version: str, last: str | None, changelog: str, module: str) -> Iterator[str]:
    if last is not None and numbers(version) <= numbers(last.removeprefix("v")):
        yield f"{version} is not higher than the last release, {last}."
    unreleased = _UNRELEASED.search(changelog)
    if unreleased is None or not unreleased["text"].strip():
        yield f"{workspace.changelog.name} has nothing under `## [Unreleased]`: describe the changes."
    if f"## [{version}]" in changelog:
        yield f"{workspace.changelog.name} has {version} already."
    if not _VERSION.search(module):
        yield f"{workspace.version_module.name} has no `__version__`."
    if changed := git.changed_files(workspace.root):
        yield f"{len(changed)} files are not committed, such as {changed[0]}."


def _entry(
    version: str, today: date, base: Document | None, contract: Document, changes: list[Finding]
) -> Iterator[str]:
    if base is None:
        operations = sum(1 for _ in contract.operations())
        yield f"## {version}, {today}: contract {contract.version}"
        yield f"\nThe first release: {operations} operations and {len(contract.schemas)} schemas.\n"
        return
    step = contract.version if contract.version == base.version else f"{base.version} to {contract.version}"
    yield f"## {version}, {today}: contract {step}\n"
    causes = sorted(
        (cause for group in grouped(changes) for cause in group.causes), key=lambda cause: cause.first.level.rank
    )
    for cause in causes:
        first, *others = cause.findings
        places = f" Also in {len(others)} more places, such as {inline(f'`{others[0].where}`')}." if others else ""
        texts = (f"{text}" for text in (inline(first.what), inline(first.python)) if text)
        reason = f" Intended: {inline(first.reason)}" if first.reason is not None else ""
        yield f"- *{first.level}*, {inline(f'`{first.where}`')}: {' '.join(texts)}{places}{reason}"
    yield "" if causes else "No changes.\n"


def _with_entry(path: Path, entry: str) -> str:
    text = path.read_text("utf-8") if path.is_file() else _HEAD
    head, heading, rest = text.partition("\n## ")
    return f"{head.rstrip()}\n\n{entry.rstrip()}\n{heading}{rest}"


def run_checks(workspace: Workspace) -> int:
    """Run `make check`; returns its exit code."""
    try:
        return subprocess.run(["make", "--no-print-directory", "check"], cwd=workspace.root, check=False).returncode
    except OSError as error:
        raise CannotRunError(f"make cannot be executed: {error.strerror}.") from error
