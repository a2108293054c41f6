"""The campaign as a whole: its command, and a small run of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tools.faults import __main__ as command
from tools.faults.ledger import Ledger
from tools.faults.plans import CasePlan, Settings
from tools.faults.verdicts import Verdict


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The turns of the cases that the command would run; every one that can be divided by 7 hangs."""
    numbers: list[int] = []

    def run(cases: Iterable[CasePlan], settings: Settings, ledger: Ledger, **options: Any) -> None:
        for turn in (turn for case in cases for turn in case.turns):
            numbers.append(turn.number)
            ledger.add(Verdict(turn.number, "ok", [] if turn.number % 7 else [("hang", "here")]))

    monkeypatch.setattr(command, "run", run)
    return numbers


def test_it_runs_so_many_turns(ran: list[int], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert command.main(["--seed", "9", "--turns", "50", "--json", str(tmp_path / "ledger.json")]) == 1
    assert ran == list(range(50))
    assert "50 turns" in capsys.readouterr().out
    ledger = json.loads((tmp_path / "ledger.json").read_text())
    assert ledger["counts"]["hang"] == 8
    assert ledger["entries"][1]["replay"] == "python -m tools.faults --seed 9 --only 7"
    assert ledger["settings"]["seed"] == "9"


def test_one_turn_is_run_again_with_its_case(ran: list[int]) -> None:
    command.main(["--seed", "9", "--turns", "50", "--only", "20"])
    assert 20 in ran
    assert ran == list(range(ran[0], ran[-1] + 1))
    assert len(ran) <= 8
    assert command.main(["--seed", "9", "--only", "20"]) == (1 if any(n % 7 == 0 for n in ran) else 0)


def test_the_command_to_run_it_again_has_what_changes_the_draw(ran: list[int], tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    command.main(["--turns", "1", "--kinds", "close", "reset", "--versions", "0.5.29", "--json", str(path)])
    (entry,) = json.loads(path.read_text())["entries"]
    assert entry["replay"] == "python -m tools.faults --seed 1 --kinds close reset --versions 0.5.29 --only 0"


@pytest.mark.timeout(900)
# httpx leaves its generators to the garbage collector when a response is not read to its end; trio warns of that.
@pytest.mark.filterwarnings("ignore:Async generator:ResourceWarning")
def test_a_small_campaign(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--seed", "1", "--turns", "100"]) == 0, capsys.readouterr().out
