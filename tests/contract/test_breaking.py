"""The breaking report: its engine at work, its lines, its version rule, intended breaks, and its exit codes."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from contract import base, breaking, redocly, release
from contract.changes.judging import judged_changes
from contract.findings import CannotRunError, Finding, Level, Who
from contract.generate import CONTRACT
from contract.release import Allowed, allow, read_allowed, version_finding

TEXT = CONTRACT.read_text("utf-8")
DOCUMENT: dict[str, Any] = yaml.load(TEXT, Loader=yaml.CSafeLoader)


def changed() -> dict[str, Any]:
    """The contract, to be changed."""
    return copy.deepcopy(DOCUMENT)


def test_the_contract_is_the_same_as_itself() -> None:
    assert judged_changes(DOCUMENT, changed()) == []


def test_a_finding_tells_where_what_who_and_what_python_users_see() -> None:
    before = changed()
    before["components"]["schemas"]["Session"]["properties"]["mood"] = {"type": "string", "description": "How it is."}
    before["paths"]["/session/{sessionID}/abort"]["post"]["operationId"] = "session.halt"
    gone, renamed = judged_changes(before, DOCUMENT, TEXT)
    assert (gone.level, gone.where, gone.who) == (Level.BREAKING, "Session.mood", (Who.READER,))
    assert gone.python == "`Session.mood` is gone; what a server still sends of it is in `additional_properties`."
    assert gone.line is not None
    # It is no more: the line is that of what it was in.
    assert TEXT.splitlines()[gone.line - 1] == "      properties:"
    assert (renamed.where, renamed.who) == ("POST /session/{sessionID}/abort", (Who.CALLER,))
    assert renamed.python == "`client.session.halt` is now `client.session.abort`."
    assert renamed.line is not None
    assert TEXT.splitlines()[renamed.line - 1].strip() == "post:"


def test_without_diff_rules_it_does_not_pass(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config = tmp_path / "redocly.yaml"
    config.write_text("extends:\n  - recommended\n")
    monkeypatch.setattr(redocly, "CONFIG", config)
    with pytest.raises(CannotRunError, match="must extend diff-recommended"):
        judged_changes(DOCUMENT, changed())


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
    with pytest.raises(CannotRunError, match=r"'1\.0' is no version"):
        version_finding("1.0", "1.0.0", [])


BREAK = Finding(Level.BREAKING, "property-removed", "Session.share.url", "Gone.")
ENTRY = {"rule": "property-removed", "where": "Session.*", "reason": "It was never sent."}


def test_an_intended_break_has_a_reason_and_does_not_fail() -> None:
    [settled] = allow([BREAK], [Allowed(version="2.0.0", **ENTRY)], "1.0.0", since_release=False)
    assert settled.reason == "It was never sent."
    assert not settled.fails


@pytest.mark.parametrize("entry", [{"rule": "schema-removed"}, {"where": "Message.*"}])
def test_an_entry_that_matches_nothing_fails(entry: dict[str, str]) -> None:
    unsettled, stale = allow([BREAK], [Allowed(version="2.0.0", **ENTRY | entry)], "1.0.0", since_release=False)
    assert unsettled == BREAK
    assert (stale.rule, stale.fails) == ("allowed-break-stale", True)


def test_entries_of_the_past_are_stale_only_after_their_release() -> None:
    past = [Allowed(version="1.0.0", **ENTRY)]
    assert allow([BREAK], past, "1.0.0", since_release=False) == [BREAK]
    assert [finding.rule for finding in allow([], past, "1.0.0", since_release=True)] == ["allowed-break-stale"]


def test_only_breaks_are_allowed() -> None:
    error = Finding(Level.ERROR, "property-removed", "Session.share", "Odd.")
    assert allow([error], [Allowed(version="2.0.0", **ENTRY)], "1.0.0", since_release=False)[0] == error


def test_the_file_of_intended_breaks_is_read(tmp_path: Path) -> None:
    read_allowed("contract")
    read_allowed("python")
    path = tmp_path / "allowed.yaml"
    for text in ("[]", "contract: [{rule: x}]", "contract: [", "contract:\n  - {version: 1.0.0, rule: x, where: y}"):
        path.write_text(text)
        with pytest.raises(CannotRunError, match="has to hold lists of entries"):
            read_allowed("contract", path)


@pytest.fixture
def since(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command line, compared with a contract that is changed first."""

    def run(change: Any, *arguments: str) -> int:
        def checkout(reference: str, folder: Path) -> None:
            document = changed()
            change(document)
            (folder / CONTRACT.name).write_text(yaml.safe_dump(document, sort_keys=False))

        monkeypatch.setattr(base, "checkout", checkout)
        monkeypatch.setattr(base, "described", lambda reference: reference)
        return breaking.main(list(arguments))

    return run


def test_the_command_line(since: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(base, "last_release", lambda: None)
    assert breaking.main([]) == 0
    assert "There is no release yet" in capsys.readouterr().out
    assert since(lambda document: None, "--base", "HEAD") == 0
    assert "Nothing changed" in capsys.readouterr().out

    def add(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["Old"] = {"type": "object", "properties": {"x": {"type": "string"}}}

    assert since(add, "--base", "HEAD") == 1
    printed = capsys.readouterr().out
    assert "Schema `Old` is gone." in printed
    assert "make it 1.0.0 or higher" in printed
    monkeypatch.setattr(base, "last_release", lambda: "v0.1.0")
    assert since(add) == 1
    monkeypatch.setattr(release, "ALLOWED", Path("nowhere.yaml"))
    assert since(lambda document: document.pop("paths")) == 2


def test_an_unknown_commit_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert breaking.main(["--base", "no-such-commit"]) == 2
    assert "There is no commit no-such-commit: say BASE=" in capsys.readouterr().err
