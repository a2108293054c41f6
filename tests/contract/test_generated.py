"""The committed package is what the contract gives, and the check would notice if it were not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from contract import generate as module
from contract.generate import CONTRACT, PACKAGE, differences, generate, main


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the contract gives."""
    folder = tmp_path_factory.mktemp("fresh") / PACKAGE.name
    generate(folder)
    return folder


def test_the_committed_package_is_current(fresh: Path) -> None:
    assert differences(fresh, PACKAGE) == []


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
    changed.write_text(CONTRACT.read_text().replace("operationId: session.abort", "operationId: session.halt"))
    package = tmp_path / PACKAGE.name
    generate(package, contract=changed)
    found = differences(package, fresh)
    assert "missing: api/session/session_halt.py" in found
    assert "stale: api/session/session_abort.py" in found


def test_the_command_line(
    tmp_path: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = tmp_path / PACKAGE.name
    shutil.copytree(fresh, edited)
    monkeypatch.setattr(module, "PACKAGE", edited)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "generate", lambda package: shutil.copytree(fresh, package))
    assert main(["--check"]) == 0
    (edited / "stale.py").touch()
    assert main(["--check"]) == 1
    assert "make generate" in capsys.readouterr().out
    assert main([]) == 0
    assert main(["--check"]) == 0

    def fail(package: Path) -> None:
        raise module.GenerationError("no such luck")

    monkeypatch.setattr(module, "generate", fail)
    assert main([]) == 2
    assert differences(fresh, edited) == []
