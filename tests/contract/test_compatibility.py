"""The page of versions, written from made-up results of tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from contract.__main__ import main
from contract.borders import ABSENT, PRESENT, Borders
from contract.spec import load
from contract.workspace import Workspace
from tools.servers.versions import VERSIONS


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A checkout whose contract has two operations."""
    workspace = Workspace(tmp_path)
    operations = {
        path: {"get": {"operationId": name, "responses": {"200": {"description": "It."}}}}
        for path, name in (("/session", "session.list"), ("/agent", "app.agents"))
    }
    workspace.contract.write_text(yaml.safe_dump({"paths": operations}, sort_keys=False))
    workspace.matrix.mkdir(parents=True)
    workspace.compatibility_page.parent.mkdir()
    return workspace


def result(operation: str, **more: Any) -> dict[str, Any]:
    plain = {"outcome": "passed", "mode": "sync", "supported": True, "broken": False, "only": None, "remarks": []}
    return {"operation": operation, **plain, **more}


def write(workspace: Workspace, version: str, *results: dict[str, Any]) -> None:
    run = {"version": version, "date": "2026-01-02", "results": results}
    (workspace.matrix / f"{version}.json").write_text(json.dumps(run))


def test_the_page_has_a_row_for_each_operation_and_a_column_for_each_version(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    write(workspace, "1.10.0", result("session.list"), result("app.agents", broken=True, remarks=["Agents are lost."]))
    write(workspace, "1.9.0", result("session.list", only="the first page"), result("app.agents", supported=False))
    assert main(["compatibility"], workspace) == 0
    page = workspace.compatibility_page.read_text("utf-8").splitlines()
    assert "| | 1.9.0 | 1.10.0 |" in page
    assert "| `session.list` (1) | ✓ | ✓ |" in page
    assert "| `app.agents` | — | ! |" in page
    assert "(1) Tested only: the first page.  " in page
    assert "- 1.10.0: Agents are lost." in page
    assert "| 1.9.0 | 2026-01-02 | sync | 2 | 0 |" in page
    assert capsys.readouterr().err == ""


def test_a_failed_or_missing_test_is_a_finding(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    write(workspace, "1.9.0", result("session.list", outcome="failed"))
    assert main(["compatibility"], workspace) == 1
    assert "| `session.list` | ✗ |" in workspace.compatibility_page.read_text("utf-8").splitlines()
    assert capsys.readouterr().err.splitlines() == [
        "error: A test of session.list failed on 1.9.0.",
        "error: No test ran of app.agents on 1.9.0.",
    ]


def test_without_results_there_is_no_page(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compatibility"], workspace) == 2
    assert "run `make matrix` first" in capsys.readouterr().err
    assert not workspace.compatibility_page.exists()


def test_where_no_test_ran_the_page_has_what_the_probes_saw(workspace: Workspace) -> None:
    workspace.borders.parent.mkdir()
    borders = Borders()
    borders.add("1.0.0", {"session.list": PRESENT, "app.agents": ABSENT, "steps": "one message"})
    borders.add("1.18.33", {"session.list": PRESENT, "app.agents": PRESENT, "steps": "a message each"})
    borders.write(workspace.borders)
    write(workspace, "1.18.33", result("session.list"))
    assert main(["compatibility"], workspace) == 0
    page = workspace.compatibility_page.read_text("utf-8").splitlines()
    assert "| | 1.0.0 | 1.18.33 |" in page
    assert "| `session.list` | ○ | ✓ |" in page
    assert "| `app.agents` | — | ○ |" in page
    assert "| `app.agents` | 1.18.33 | 1.0.0 |" in page
    assert "| The steps of a turn | up to 1.0.0: one message<br>since 1.18.33: a message each |" in page


def test_every_operation_is_on_the_page() -> None:
    here = Workspace.here()
    page = here.compatibility_page.read_text("utf-8")
    rows = {line.split("`")[1]: line for line in page.partition("\n## ")[0].splitlines() if line.startswith("| `")}
    assert list(rows) == [operation.id for operation in load(here.contract).operations()]
    assert not [line for line in rows.values() if "not run" in line or "✗" in line]
    assert [version for version in VERSIONS if f" {version} |" not in page] == []
