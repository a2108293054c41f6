"""The committed package is what the contract gives, and the check would notice if it were not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from contract import generate as module
from contract.__main__ import main
from contract.generate import differences, generate
from contract.workspace import Workspace

WORKSPACE = Workspace.here()
PACKAGE = WORKSPACE.generated


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the generator for the contract."""
    folder = tmp_path_factory.mktemp("fresh") / PACKAGE.name
    generate(WORKSPACE, folder)
    return folder


def test_the_committed_package_is_current(fresh: Path) -> None:
    assert differences(fresh, PACKAGE) == []


def test_every_file_says_that_it_is_generated(fresh: Path) -> None:
    files = list(fresh.rglob("*.py"))
    assert len(files) > 200
    for file in files:
        assert file.read_text("utf-8").startswith("# Generated from openapi.yaml; do not edit.\n"), file
        assert "noqa" not in file.read_text("utf-8"), file


def test_the_sync_resources_do_not_speak_of_awaiting(fresh: Path) -> None:
    for file in (fresh / "api").rglob("*.py"):
        sync = file.read_text("utf-8").split("\nclass Async")[0]
        assert "await" not in sync, file


def test_a_field_more_is_five_lines_at_most(tmp_path: Path, fresh: Path) -> None:
    changed = tmp_path / "openapi.yaml"
    contract = WORKSPACE.contract.read_text("utf-8")
    place = contract.index("      properties:\n", contract.index("\n    SessionShare:\n")) + len("      properties:\n")
    new = (
        "        newField: {$ref: '#/components/schemas/Part', description: Something new about the shared session.}\n"
    )
    changed.write_text(contract[:place] + new + contract[place:], "utf-8")
    package = tmp_path / PACKAGE.name
    generate(evolve(WORKSPACE, contract=changed), package)
    lines = [line for line in differences(package, fresh) if line.startswith(("+", "-", "differs", "missing", "stale"))]
    lines = [line for line in lines if not line.startswith(("+++", "---"))]
    assert lines[0] == "differs: models/session_share.py"
    assert all(line.startswith("+") for line in lines[1:]), lines
    assert len(lines[1:]) <= 5


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda package: (package / "models" / "session.py").write_text("x = 1\n"), "differs: models/session.py"),
        (
            lambda package: (package / "types.py").write_bytes((package / "types.py").read_bytes() + b" "),
            "differs: types.py",
        ),
        (lambda package: (package / "models" / "session.py").unlink(), "missing: models/session.py"),
        (lambda package: (package / "models" / "extra.py").touch(), "stale: models/extra.py"),
        (lambda package: (package / "notes.txt").touch(), "stale: notes.txt"),
        (lambda package: (package / "py.typed").unlink(), "missing: py.typed"),
    ],
)
def test_every_edit_is_noticed(fresh: Path, tmp_path: Path, change: Callable[[Path], object], finding: str) -> None:
    edited = tmp_path / PACKAGE.name
    shutil.copytree(fresh, edited)
    change(edited)
    assert differences(fresh, edited)[0] == finding


def test_an_edit_of_the_contract_is_noticed(tmp_path: Path, fresh: Path) -> None:
    changed = tmp_path / "openapi.yaml"
    changed.write_text(
        WORKSPACE.contract.read_text().replace("operationId: session.abort", "operationId: session.halt")
    )
    package = tmp_path / PACKAGE.name
    generate(evolve(WORKSPACE, contract=changed), package)
    found = differences(package, fresh)
    assert "missing: api/session/session_halt.py" in found
    assert "stale: api/session/session_abort.py" in found


def test_the_command_line(
    tmp_path: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = tmp_path / PACKAGE.name
    shutil.copytree(fresh, edited)
    workspace = Workspace(tmp_path, generated=edited)
    monkeypatch.setattr(module, "generate", lambda workspace, package: shutil.copytree(fresh, package))
    assert main(["generate", "--check"], workspace) == 0
    (edited / "stale.py").touch()
    assert main(["generate", "--check"], workspace) == 1
    assert "make generate" in capsys.readouterr().out
    assert main(["generate"], workspace) == 0
    assert main(["generate", "--check"], workspace) == 0

    def fail(workspace: Workspace, package: Path) -> None:
        raise module.GenerationError("no such luck")

    monkeypatch.setattr(module, "generate", fail)
    assert main(["generate"], workspace) == 2
    assert differences(fresh, edited) == []
