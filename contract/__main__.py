"""The command line: `python -m contract COMMAND`.

Each command imports what it needs, as some of it takes a second or more.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

from attrs import asdict

from contract import git, spec
from contract.findings import CannotRunError, Outcome, Review, Section, run_check
from contract.report.annotations import commands
from contract.report.terminal import show
from contract.review import BREAKING, review, write
from contract.workspace import Workspace
from tools.servers.versions import VERSIONS

__all__ = ["main"]

Command: TypeAlias = Callable[[argparse.Namespace, Workspace], int]

_EXIT_CODES = "Exit codes: 0 nothing to fix, 1 findings, 2 the command could not run, which is never a success."


def _generate(options: argparse.Namespace, workspace: Workspace) -> int:
    """Generate the package of the contract, or check that the committed one is current.

    With --contract and --output, generate a client package of another document; docs/generating.md says how to use it.
    """
    if options.contract is not None or options.output is not None:
        return _generate_client(options, workspace)
    from contract.generate import GenerationError, committed_differences, regenerate

    try:
        if not options.check:
            count = regenerate(workspace)
            print(f"Wrote {count} files to {workspace.generated.relative_to(workspace.root)}.")
            return Outcome.CLEAN
        lines = committed_differences(workspace)
    except GenerationError as error:
        print(error, file=sys.stderr)
        print("The package could not be generated; generated/ is untouched.", file=sys.stderr)
        return Outcome.COULD_NOT_RUN
    if lines:
        print("\n".join(lines))
        print("generated/ is not what openapi.yaml gives: run `make generate` and commit the result.")
        return Outcome.FINDINGS
    print("generated/ is what openapi.yaml gives.")
    return Outcome.CLEAN


def _generate_client(options: argparse.Namespace, workspace: Workspace) -> int:
    from contract.generate import GenerationError, generate_client
    from contract.normalize import normalized

    source, output = options.contract or workspace.contract, options.output
    if output is None or options.check:
        raise CannotRunError("--contract needs --output, the folder of the package, and has no --check.")
    document = spec.load(source)
    if options.normalize:
        document, changes = normalized(document)
        print(*changes, sep="\n", file=sys.stderr)
    name = options.package or output.resolve().name
    try:
        count = generate_client(workspace, document, output, source=source.name, name=name)
    except GenerationError as error:
        print(error, file=sys.stderr)
        print(f"The package could not be generated; {output} is untouched.", file=sys.stderr)
        return Outcome.COULD_NOT_RUN
    print(f"Wrote {count} files to {output}, the package {name}.")
    return Outcome.CLEAN


def _normalize(options: argparse.Namespace, workspace: Workspace) -> int:
    """Rewrite a document that a server made of itself so that it can be generated, and print it as JSON."""
    from contract.normalize import normalized

    document, changes = normalized(spec.load(options.path))
    print(*changes, sep="\n", file=sys.stderr)
    print(json.dumps(document.content, indent=2, ensure_ascii=False))
    return Outcome.CLEAN


def _lint(options: argparse.Namespace, workspace: Workspace) -> int:
    """Lint the contract with Redocly and openapi-spec-validator."""
    from contract.checks import lint

    path: Path = options.path or workspace.contract
    section = run_check("Lint", lambda: lint.check(workspace, path, partial(spec.read, path)))
    name = os.path.relpath(path)
    for finding in section.findings:
        print(f"{name}:{finding.line or 1}: {finding.where}: {finding.what} ({finding.rule})")
    if section.failure is not None:
        print(section.failure, file=sys.stderr)
    print(f"{name}: {section.summary}")
    return section.outcome


def _breaking(options: argparse.Namespace, workspace: Workspace) -> int:
    """Report the breaking changes since the last release, or since another commit."""
    from contract.checks import breaking

    reference = options.base or git.last_release(workspace.root)
    if reference is None:
        print("There is no release yet (no tag such as v0.1.0): nothing can be broken.")
        return Outcome.CLEAN
    commit = git.describe(workspace.root, reference)
    with tempfile.TemporaryDirectory() as folder:
        git.checkout(workspace.root, reference, Path(folder))
        base = spec.load(Workspace(Path(folder)).contract)
    contract = spec.load(workspace.contract)
    since_release = options.base is None
    check = partial(breaking.check, workspace, base, contract, since_release=since_release)
    result = Review(commit, (base.version, contract.version), [run_check(BREAKING, check)])
    show(result, sys.stdout)
    return result.outcome


def _review(options: argparse.Namespace, workspace: Workspace) -> int:
    """Run all checks of a change of the contract, and write the results into review/."""
    # The results of an earlier review must not be taken for those of this one.
    shutil.rmtree(workspace.review, ignore_errors=True)
    reference = options.base or git.default_base(workspace.root)
    result, contracts = review(workspace, reference, server=options.server, again=options.again, report=_report_section)
    page = write(result, contracts, workspace.review)
    # On GitHub, a line of any text that begins like a command is one: they are off while the review is shown.
    token = secrets.token_hex(16) if options.annotations else None
    if token is not None:
        print(f"::stop-commands::{token}")
    show(result, sys.stdout, page=os.path.relpath(page))
    if token is not None:
        print(f"::{token}::")
        print(*commands(result), sep="\n")
    return result.outcome


def _report_section(section: Section) -> None:
    print(f"{section.outcome.mark} {section.title}, {section.seconds:.1f} s", file=sys.stderr, flush=True)


def _drift(options: argparse.Namespace, workspace: Workspace) -> int:
    """Compare the contract with a real server: its own document, and its traffic.

    For a server with a password, set OPENCODE_SERVER_PASSWORD, and OPENCODE_SERVER_USERNAME if need be.
    """
    from contract.checks import drift

    section = run_check("Drift", lambda: drift.check(workspace, spec.load(workspace.contract), options.server))
    if options.json:
        print(json.dumps({"outcome": section.outcome, **asdict(section)}, indent=2))
    else:
        print(*_drift_lines(section), sep="\n")
    return section.outcome


def _drift_lines(section: Section) -> Iterator[str]:
    for finding in section.findings:
        yield f"{'known' if finding.reason else finding.level}: {finding.where} ({finding.rule})"
        yield f"    {finding.what}"
        if finding.reason:
            yield f"    Known: {finding.reason}"
    failing = sum(finding.fails for finding in section.findings)
    known = len(section.findings) - failing
    counts = f"{failing or 'No'} unknown differences, known ones for {known} reasons."
    yield f"{section.summary} {section.failure or counts} ({section.seconds:.1f} s)"


def _corpus(options: argparse.Namespace, workspace: Workspace) -> int:
    """Measure the accuracy of the breaking change report with the corpus of changes."""
    from contract import corpus

    found = corpus.results(workspace)
    print(corpus.table(found))
    print(*corpus.mistakes(found), sep="\n", end="\n" if corpus.mistakes(found) else "")
    if options.write:
        page = workspace.corpus_page
        page.write_text(corpus.with_table(page.read_text("utf-8"), found), "utf-8")
    missed, false_alarms = sum(result.is_missed for result in found), sum(result.is_false_alarm for result in found)
    print(f"{missed} breaking changes missed, {false_alarms} false alarms.")
    return Outcome.FINDINGS if missed or false_alarms > 1 else Outcome.CLEAN


def _release(options: argparse.Namespace, workspace: Workspace) -> int:
    """Say what a release would write, or write it: versions, CHANGELOG.md and docs/contract-changelog.md.

    With --write, `make check` runs after it. Nothing is committed, tagged, pushed or published.
    """
    from contract import release

    prepared = release.prepare(workspace, options.version, datetime.now().astimezone().date())
    for path, text in prepared.files.items():
        before = path.read_text("utf-8") if path.is_file() else ""
        name = str(path.relative_to(workspace.root))
        lines = difflib.unified_diff(before.splitlines(), text.splitlines(), name, name, lineterm="", n=1)
        print(*lines, sep="\n")
    for problem in prepared.problems:
        print(f"error: {problem}", file=sys.stderr)
    if prepared.problems:
        print("Nothing was written.", file=sys.stderr)
        return Outcome.FINDINGS
    tag = f"v{options.version}"
    left = [f"git commit --all --message 'Release {options.version}'", f"git tag {tag}", f"git push origin main {tag}"]
    if not options.write:
        print("Nothing was written. This would write the above, and run `make check`: add ARGS=--write.")
        return Outcome.CLEAN
    prepared.write()
    if release.run_checks(workspace) != 0:
        print("The checks failed. The files are written: fix them, or restore them with git.", file=sys.stderr)
        return Outcome.FINDINGS
    print("Written, and checked. Left to you:", *prepared.reminders, *left, sep="\n  ")
    return Outcome.CLEAN


def _record(options: argparse.Namespace, workspace: Workspace) -> int:
    """Record the traffic of real servers into tests/data/recorded."""
    from contract.record import record

    contract = spec.load(workspace.contract)
    succeeded = record(workspace, contract, options.versions or VERSIONS, keep=options.keep)
    return Outcome.CLEAN if succeeded else Outcome.FINDINGS


def _borders(options: argparse.Namespace, workspace: Workspace) -> int:
    """Measure since which version of the server each operation exists, and each behaviour is as it is.

    The results are added to contract/borders.json after each version; an interrupted measurement goes on there.
    """
    from contract import borders

    contract = spec.load(workspace.contract)
    if options.versions or options.every:
        succeeded = borders.measure(workspace, contract, options.versions or borders.published_versions())
    else:
        succeeded = borders.bisect(workspace, contract, borders.published_versions())
    return Outcome.CLEAN if succeeded else Outcome.FINDINGS


def _compatibility(options: argparse.Namespace, workspace: Workspace) -> int:
    """Write docs/compatibility.md from the results of `python -m tools.servers.matrix`."""
    from contract import compatibility

    problems = compatibility.write_page(workspace, spec.load(workspace.contract))
    for problem in problems:
        print(f"error: {problem}", file=sys.stderr)
    return Outcome.FINDINGS if problems else Outcome.CLEAN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m contract", description="Tools for openapi.yaml, the contract.", epilog=_EXIT_CODES
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: Command) -> argparse.ArgumentParser:
        description = run.__doc__ or ""
        summary = description.partition("\n")[0]
        added = commands.add_parser(name, help=summary, description=description, epilog=_EXIT_CODES)
        added.set_defaults(run=run)
        return added

    generate = command("generate", _generate)
    generate.add_argument("--check", action="store_true", help="compare with the committed package instead of writing")
    generate.add_argument("--contract", type=Path, metavar="FILE", help="another document; needs --output")
    generate.add_argument("--output", type=Path, metavar="DIR", help="the folder of the package of another document")
    generate.add_argument("--package", metavar="NAME", help="the name it is imported by; default: that of the folder")
    generate.add_argument(
        "--normalize", action="store_true", help="rewrite the document first, as the command normalize does"
    )

    command("normalize", _normalize).add_argument("path", type=Path, metavar="FILE", help="the document")

    command("lint", _lint).add_argument(
        "path", nargs="?", type=Path, metavar="PATH", help="another document; default: openapi.yaml"
    )

    command("breaking", _breaking).add_argument(
        "--base", metavar="REF", help="the commit to compare with; default: the tag of the last release"
    )

    reviewed = command("review", _review)
    reviewed.add_argument(
        "--base",
        metavar="REF",
        help="the commit to compare with; default: where this branch left main, on main the commit before",
    )
    reviewed.add_argument("--server", metavar="URL", help="compare with this server; default: launch the pinned one")

    reviewed.add_argument("--again", action="store_true", help="run checks whose inputs are as in the last review, too")
    reviewed.add_argument(
        "--annotations",
        choices=["github"],
        default="github" if os.environ.get("GITHUB_ACTIONS") == "true" else None,
        help="print the findings as annotations of a pull request; default: in a workflow of GitHub",
    )

    drifted = command("drift", _drift)
    drifted.add_argument("--server", metavar="URL", help="compare with this server; default: launch the pinned one")
    drifted.add_argument("--json", action="store_true", help="print the findings as JSON")

    command("corpus", _corpus).add_argument(
        "--write", action="store_true", help="write the result into docs/contract-review.md"
    )

    released = command("release", _release)
    released.add_argument("--version", required=True, metavar="X.Y.Z", help="the version of the package")
    released.add_argument("--write", action="store_true", help="write the files, and run the checks")

    recorded = command("record", _record)
    recorded.add_argument("versions", nargs="*", metavar="VERSION", help=f"default: {' '.join(VERSIONS)}")
    recorded.add_argument("--keep", action="store_true", help="keep the programs that this installs")

    measured = command("borders", _borders)
    measured.add_argument(
        "versions", nargs="*", metavar="VERSION", help="default: those of the npm registry that the borders need"
    )
    measured.add_argument("--every", action="store_true", help="every version of the npm registry")

    command("compatibility", _compatibility)
    return parser


def main(arguments: Sequence[str] | None = None, workspace: Workspace | None = None) -> int:
    """Run the command line; returns the exit code.

    Args:
        arguments: The arguments. Default: those of the process.
        workspace: The checkout to work in. Default: the one that this package is part of.
    """
    options = _parser().parse_args(arguments)
    run: Command = options.run
    try:
        return run(options, workspace or Workspace.here())
    except CannotRunError as error:
        print(f"error: {error}", file=sys.stderr)
        return Outcome.COULD_NOT_RUN


if __name__ == "__main__":
    sys.exit(main())
