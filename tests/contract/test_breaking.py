"""The breaking report: its lines, its version rule, intended breaks, and its exit codes."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve

from contract import git
from contract.__main__ import main
from contract.baseline import AllowedBreak, accept_allowed, read_allowed_breaks
from contract.diff.report import diff_report
from contract.findings import CannotRunError, Finding, Level, Who
from contract.spec import Document, load
from contract.versioning import version_finding
from contract.workspace import Workspace

WORKSPACE = Workspace.here()
CONTRACT = load(WORKSPACE.contract)


def changed() -> dict[str, Any]:
    """The contract, to be changed."""
    return copy.deepcopy(CONTRACT.content)


def test_the_contract_is_the_same_as_itself() -> None:
    assert diff_report(CONTRACT, Document(changed())) == []


def test_a_finding_tells_where_what_who_and_what_python_users_see() -> None:
    before = changed()
    before["components"]["schemas"]["Session"]["properties"]["mood"] = {"type": "string", "description": "How it is."}
    before["paths"]["/session/{sessionID}/abort"]["post"]["operationId"] = "session.halt"
    gone, renamed = diff_report(Document(before), CONTRACT)
    lines = WORKSPACE.contract.read_text("utf-8").splitlines()
    assert (gone.level, gone.where, gone.who) == (Level.BREAKING, "Session.mood", (Who.READER,))
    assert gone.python == "`Session.mood` is gone; a value that a server still sends is in `additional_properties`."
    assert gone.line is not None
    # It was removed: the line is that of the element around it.
    assert lines[gone.line - 1] == "      properties:"
    assert (renamed.where, renamed.who) == ("POST /session/{sessionID}/abort", (Who.CALLER,))
    assert renamed.python == "`client.session.halt` is now `client.session.abort`."
    assert renamed.line is not None
    assert lines[renamed.line - 1].strip() == "post:"


@pytest.mark.parametrize(
    ("levels", "before", "enough", "too_low"),
    [
        ({Level.BREAKING, Level.ADDITION}, "1.4.2", "2.0.0", "1.5.0"),
        ({Level.BREAKING}, "0.1.0", "1.0.0", "0.2.0"),
        ({Level.ADDITION}, "1.4.2", "1.5.0", "1.4.3"),
        ({Level.RISKY}, "1.4.2", "1.5.0", "1.4.2"),
        ({Level.DOCS}, "1.4.2", "1.4.2", "1.4.1"),
        (set(), "1.10.0", "1.10.0", "1.9.0"),
    ],
)
def test_the_version_goes_with_the_changes(levels: set[Level], before: str, enough: str, too_low: str) -> None:
    findings = [Finding(level, "some-rule", "Session", "It changed.", reason="meant") for level in levels]
    assert version_finding(before, enough, findings) is None
    finding = version_finding(before, too_low, findings)
    assert finding is not None
    assert finding.fails
    assert f"make it {enough} or higher" in finding.what


def test_a_version_has_three_numbers() -> None:
    with pytest.raises(CannotRunError, match=r"'1\.0' is not a version"):
        version_finding("1.0", "1.0.0", [])


BREAK = Finding(Level.BREAKING, "property-removed", "Session.share.url", "Gone.")
ENTRY = {"rule": "property-removed", "where": "Session.*", "reason": "It was never sent."}


def test_an_intended_break_has_a_reason_and_does_not_fail() -> None:
    [settled] = accept_allowed([BREAK], [AllowedBreak(version="2.0.0", **ENTRY)], "1.0.0", since_release=False)
    assert settled.reason == "It was never sent."
    assert not settled.fails


@pytest.mark.parametrize("entry", [{"rule": "schema-removed"}, {"where": "Message.*"}])
def test_an_entry_that_matches_nothing_fails(entry: dict[str, str]) -> None:
    unsettled, stale = accept_allowed(
        [BREAK], [AllowedBreak(version="2.0.0", **ENTRY | entry)], "1.0.0", since_release=False
    )
    assert unsettled == BREAK
    assert (stale.rule, stale.fails) == ("allowed-break-stale", True)


def test_entries_of_the_past_are_stale_only_after_their_release() -> None:
    past = [AllowedBreak(version="1.0.0", **ENTRY)]
    assert accept_allowed([BREAK], past, "1.0.0", since_release=False) == [BREAK]
    assert [finding.rule for finding in accept_allowed([], past, "1.0.0", since_release=True)] == [
        "allowed-break-stale"
    ]


def test_only_breaks_are_allowed() -> None:
    error = Finding(Level.ERROR, "property-removed", "Session.share", "Odd.")
    assert accept_allowed([error], [AllowedBreak(version="2.0.0", **ENTRY)], "1.0.0", since_release=False)[0] == error


def test_the_file_of_intended_breaks_is_read(tmp_path: Path) -> None:
    read_allowed_breaks(WORKSPACE.allowed_breaks, "contract")
    read_allowed_breaks(WORKSPACE.allowed_breaks, "python")
    path = tmp_path / "allowed.yaml"
    for text in ("[]", "contract: [{rule: x}]", "contract: [", "contract:\n  - {version: 1.0.0, rule: x, where: y}"):
        path.write_text(text)
        with pytest.raises(CannotRunError, match="has to hold lists of entries"):
            read_allowed_breaks(path, "contract")


@pytest.fixture
def since(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command line, compared with a contract that is changed first."""

    def run(change: Any, *arguments: str, workspace: Workspace = WORKSPACE) -> int:
        def checkout(root: Path, reference: str, folder: Path) -> None:
            document = changed()
            change(document)
            (folder / "openapi.yaml").write_text(yaml.safe_dump(document, sort_keys=False))

        monkeypatch.setattr(git, "checkout", checkout)
        monkeypatch.setattr(git, "describe", lambda root, reference: reference)
        return main(["breaking", *arguments], workspace)

    return run


def test_the_command_line(since: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(git, "last_release", lambda root: None)
    assert main(["breaking"]) == 0
    assert "There is no release yet" in capsys.readouterr().out
    assert since(lambda document: None, "--base", "HEAD") == 0
    assert "Nothing changed" in capsys.readouterr().out

    def add(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["Old"] = {"type": "object", "properties": {"x": {"type": "string"}}}

    assert since(add, "--base", "HEAD") == 1
    printed = capsys.readouterr().out
    assert "Schema `Old` is gone." in printed
    assert "make it 1.0.0 or higher" in printed
    monkeypatch.setattr(git, "last_release", lambda root: "v0.1.0")
    assert since(add) == 1
    assert since(lambda document: None, workspace=evolve(WORKSPACE, allowed_breaks=Path("nowhere.yaml"))) == 2
    assert since(lambda document: document.pop("paths")) == 2


def test_an_unknown_commit_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["breaking", "--base", "no-such-commit"]) == 2
    assert "There is no commit no-such-commit: pass BASE=" in capsys.readouterr().err
