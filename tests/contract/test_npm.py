"""Programs of npm are installed once, and only ever as a whole."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from opencode_sessions.testing.install import InstallError
from tools import npm

TOOL = ("@some/tool", "1.2.3", "bin/tool.js")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The list of installed packages; npm is replaced by one that takes its time."""
    packages: list[str] = []

    def npm_install(package: str, prefix: Path, *, integrity: str | None = None) -> None:
        packages.append(package)
        program = prefix / "node_modules" / "@some" / "tool" / "bin" / "tool.js"
        program.parent.mkdir(parents=True)
        program.touch()
        time.sleep(0.1)
        (prefix / "complete").touch()

    monkeypatch.setattr(npm, "npm_install", npm_install)
    return packages


def test_it_is_installed_once_whoever_needs_it(tmp_path: Path, installed: list[str]) -> None:
    with ThreadPoolExecutor(4) as pool:
        commands = list(pool.map(lambda _: npm.command(*TOOL, tmp_path / "cache"), range(4)))
    home = tmp_path / "cache" / "some-tool-1.2.3"
    assert installed == ["@some/tool@1.2.3"]
    assert [command[1:] for command in commands] == [[str(home / "node_modules/@some/tool/bin/tool.js")]] * 4
    assert (home / "complete").exists()
    assert [path.name for path in home.parent.iterdir()] == [home.name]


def test_an_interrupted_installation_is_started_again(tmp_path: Path, installed: list[str]) -> None:
    home = tmp_path / "cache" / "some-tool-1.2.3"
    (home / "node_modules").mkdir(parents=True)
    npm.command(*TOOL, tmp_path / "cache")
    assert installed
    assert (home / "complete").exists()


def test_what_cannot_be_installed_leaves_nothing(
    tmp_path: Path, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def npm_install(package: str, prefix: Path, *, integrity: str | None = None) -> None:
        raise InstallError("npm did not reach its registry")

    monkeypatch.setattr(npm, "npm_install", npm_install)
    with pytest.raises(InstallError, match="did not reach its registry"):
        npm.command(*TOOL, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []
