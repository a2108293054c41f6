"""A small campaign: a batch and its servers are killed, and no prompt is sent twice, or lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.batch_campaign.__main__ import main
from tools.batch_campaign.campaign import Campaign, Ledger


@pytest.fixture
def anyio_backend() -> str:
    """The fake servers run under asyncio."""
    return "asyncio"


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("way", "jobs", "kills"), [("here", 40, 6), ("processes", 10, 2)])
@pytest.mark.anyio
async def test_a_campaign(way: str, jobs: int, kills: int, tmp_path: Path) -> None:
    campaign = Campaign(seed=f"test {way}", jobs=jobs, kills=kills, ways=(way,))
    ledger = await campaign.run(tmp_path / "journal.jsonl")
    assert ledger.notes == []
    assert ledger.wrong.total() == 0
    assert ledger.results.total() == jobs
    assert any("killed" in life for life in ledger.lives)


@pytest.mark.timeout(300)
def test_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--jobs", "3", "--kills", "0", "--keep-servers", "--ways", "here", "--servers", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "results: done: 3" in lines
    assert "went wrong: prompt doubled: 0, prompt lost: 0, result missing: 0, text lost: 0" in lines


def test_a_ledger_says_what_went_wrong() -> None:
    ledger = Ledger(jobs=2)
    assert ledger.is_clean
    ledger.wrong["prompt doubled"] += 1
    ledger.notes.append("The prompt #1 is stored 2 times.")
    assert not ledger.is_clean
    assert list(ledger.lines())[-1] == "The prompt #1 is stored 2 times."
