"""Installing the real server: with a stand-in for npm, and no network."""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions.testing import SERVER_VERSION, InstallError, install, install_server
from tests.support.waiting import wait_until

#: Reads its behaviour from the file `behaviour` in its own folder, and writes its calls to the file `calls`.
NPM = """#!PYTHON -IS
import json, os, sys, time

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "behaviour")) as file:
    behaviour = file.read()
with open(os.path.join(here, "calls"), "a") as file:
    file.write(json.dumps({"argv": sys.argv[1:], "pid": os.getpid()}) + "\\n")
package, _, version = sys.argv[-1].partition("@")
folder = os.path.join(sys.argv[sys.argv.index("--prefix") + 1], "node_modules", package)
if behaviour in ("unreachable", "unknown", "odd"):
    print("npm warn something else", file=sys.stderr)
    code = {"unreachable": "EAI_AGAIN", "unknown": "ETARGET", "odd": "ENOSPC"}[behaviour]
    print("npm error code", code, file=sys.stderr)
    print("npm error and so on", file=sys.stderr)
    sys.exit(1)
os.makedirs(os.path.join(folder, "bin"))
with open(os.path.join(folder, "package.json"), "w") as file:
    json.dump({"name": package, "version": "0.0.1" if behaviour == "other version" else version}, file)
if behaviour == "hangs":
    time.sleep(600)
if behaviour != "no program":
    program = os.path.join(folder, "bin", "opencode.exe" if "windows" in package else "opencode")
    with open(program, "w") as file:
        file.write("#!/bin/sh\\n")
    os.chmod(program, 0o755)
if behaviour == "fails late":
    sys.exit(1)
if behaviour.startswith("sha512-"):
    with open(os.path.join(folder, "..", ".package-lock.json"), "w") as file:
        json.dump({"packages": {"node_modules/" + package: {"integrity": behaviour}}}, file)
"""


class Npm:
    """The stand-in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        program = folder / "npm"
        program.write_text(NPM.replace("PYTHON", sys.executable))
        program.chmod(0o755)
        self.behave("installs")

    def behave(self, behaviour: str) -> None:
        """Set its behaviour."""
        (self.folder / "behaviour").write_text(behaviour)

    def calls(self) -> list[list[str]]:
        """The calls of it."""
        return [call["argv"] for call in self._calls()]

    def pid(self) -> int:
        """The process that was called last."""
        return int(self._calls()[-1]["pid"])

    def _calls(self) -> list[dict[str, Any]]:
        path = self.folder / "calls"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Npm:
    npm = Npm(tmp_path / "npm")
    monkeypatch.setenv("PATH", str(npm.folder))
    return npm


def run(into: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command line."""
    return subprocess.Popen(
        [sys.executable, "-m", "opencode_sessions.testing.install", "--into", str(into), *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_installing(npm: Npm, tmp_path: Path) -> None:
    lines: list[str] = []
    program = install_server("1.2.3", tmp_path / "deep" / "into", progress=lines.append)
    package = install.platform_package()
    name = "opencode.exe" if sys.platform == "win32" else "opencode"
    assert program == tmp_path / "deep" / "into" / "1.2.3" / "node_modules" / package / "bin" / name
    assert os.access(program, os.X_OK)
    (call,) = npm.calls()
    assert call[0] == "install"
    assert call[-1] == f"{package}@1.2.3"
    assert {"--no-save", "--ignore-scripts", "--no-audit", "--no-fund"} <= set(call)
    assert "opencode 1.2.3" in lines[0]
    assert str(program) in lines[-1]
    assert [path.name for path in (tmp_path / "deep" / "into").iterdir()] == ["1.2.3"]


def test_a_second_installation_is_skipped(npm: Npm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = install_server("1.2.3", tmp_path / "into", progress=lambda _: None)
    # It takes neither npm nor network.
    monkeypatch.setenv("PATH", "")
    lines: list[str] = []
    assert install_server("1.2.3", tmp_path / "into", progress=lines.append) == first
    assert lines == [f"opencode 1.2.3 is already there: {first}"]
    assert len(npm.calls()) == 1


def test_two_versions_in_one_directory(npm: Npm, tmp_path: Path) -> None:
    programs = [install_server(version, tmp_path / "into", progress=lambda _: None) for version in ("1.2.3", "1.2.4")]
    assert all(program.exists() for program in programs)
    assert len(npm.calls()) == len(set(programs)) == 2


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        ("unreachable", "did not reach its registry .*check the network"),
        ("unknown", r"npm knows no opencode-.*@1\.2\.3: check the version"),
        ("odd", "could not install .*: npm error code ENOSPC npm error and so on"),
        ("fails late", "could not install .*: it gave no reason"),
        ("no program", "but not its program"),
        ("other version", r"not its program of version 1\.2\.3"),
    ],
)
def test_a_failure_leaves_nothing(npm: Npm, tmp_path: Path, behaviour: str, reason: str) -> None:
    npm.behave(behaviour)
    with pytest.raises(InstallError, match=reason) as caught:
        install_server("1.2.3", tmp_path / "into", progress=lambda _: None)
    assert "\n" not in str(caught.value)
    assert list((tmp_path / "into").iterdir()) == []
    npm.behave("installs")
    assert install_server("1.2.3", tmp_path / "into", progress=lambda _: None).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupted_one_is_not_taken_for_complete(npm: Npm, tmp_path: Path) -> None:
    npm.behave("hangs")
    command = run(tmp_path / "into", "--version", "1.2.3")
    assert wait_until(lambda: list((tmp_path / "into").glob("**/package.json")))
    command.kill()
    os.kill(npm.pid(), signal.SIGKILL)
    command.communicate(timeout=20)
    npm.behave("installs")
    program = install_server("1.2.3", tmp_path / "into", progress=lambda _: None)
    assert os.access(program, os.X_OK)
    assert len(npm.calls()) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c(npm: Npm, tmp_path: Path) -> None:
    npm.behave("hangs")
    command = run(tmp_path / "into", "--version", "1.2.3")
    assert wait_until(lambda: list((tmp_path / "into").glob("**/package.json")))
    command.send_signal(signal.SIGINT)
    _, errors = command.communicate(timeout=20)
    assert command.returncode == 130
    assert errors.splitlines()[-1] == "error: interrupted; nothing was installed."
    assert list((tmp_path / "into").iterdir()) == []


def test_an_incomplete_installation_is_replaced(npm: Npm, tmp_path: Path) -> None:
    program = install_server("1.2.3", tmp_path / "into", progress=lambda _: None)
    program.unlink()
    assert install_server("1.2.3", tmp_path / "into", progress=lambda _: None) == program
    description = program.parent.parent / "package.json"
    description.write_text("{")
    assert install_server("1.2.3", tmp_path / "into", progress=lambda _: None) == program
    assert json.loads(description.read_text())["version"] == "1.2.3"
    assert len(npm.calls()) == 3


@pytest.mark.parametrize("version", ["latest", "", "../1.2.3", "1.2", "1.2.3 --global"])
def test_malformed_versions(npm: Npm, tmp_path: Path, version: str) -> None:
    with pytest.raises(InstallError, match="is not a version"):
        install_server(version, tmp_path / "into")
    assert npm.calls() == []


def test_without_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InstallError, match=r"no npm on PATH: install Node\.js"):
        install_server("1.2.3", tmp_path / "into", progress=lambda _: None)


def test_a_directory_that_cannot_be_written(npm: Npm, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InstallError, match="cannot be written"):
        install_server("1.2.3", tmp_path / "file" / "into", progress=lambda _: None)


def test_the_command_line(npm: Npm, tmp_path: Path) -> None:
    npm.behave(install._INTEGRITY[install.platform_package()])
    command = run(tmp_path / "into")
    output, errors = command.communicate(timeout=60)
    assert command.returncode == 0
    # So that program=$(...) works in a shell while a person sees the progress.
    program = Path(output.removesuffix("\n"))
    assert program.is_file()
    assert program.is_relative_to(tmp_path / "into" / SERVER_VERSION)
    assert [line.split(" ")[0] for line in errors.splitlines()] == ["Installing", "Installed"]


def test_the_command_line_says_what_is_missing(npm: Npm, tmp_path: Path) -> None:
    npm.behave("unreachable")
    command = run(tmp_path / "into", "--version", "1.2.3")
    output, errors = command.communicate(timeout=60)
    assert (command.returncode, output) == (1, "")
    assert [line.split(" ")[0] for line in errors.splitlines()] == ["Installing", "error:"]
    assert "error: npm did not reach its registry" in errors


@pytest.mark.parametrize(
    ("system", "machine", "avx2", "libc", "package"),
    [
        ("Linux", "x86_64", True, "glibc", "opencode-linux-x64"),
        ("Linux", "x86_64", False, "glibc", "opencode-linux-x64-baseline"),
        ("Linux", "x86_64", True, "", "opencode-linux-x64-musl"),
        ("Linux", "x86_64", False, "musl", "opencode-linux-x64-baseline-musl"),
        ("Linux", "aarch64", False, "glibc", "opencode-linux-arm64"),
        ("Linux", "aarch64", False, "", "opencode-linux-arm64-musl"),
        ("Darwin", "arm64", False, "", "opencode-darwin-arm64"),
        ("Darwin", "x86_64", True, "", "opencode-darwin-x64"),
        ("Darwin", "x86_64", False, "", "opencode-darwin-x64-baseline"),
        ("Windows", "AMD64", True, "", "opencode-windows-x64"),
        ("Windows", "ARM64", False, "", "opencode-windows-arm64"),
    ],
)
def test_the_package_for_a_platform(
    monkeypatch: pytest.MonkeyPatch, system: str, machine: str, avx2: bool, libc: str, package: str
) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    monkeypatch.setattr(platform, "libc_ver", lambda: (libc, ""))
    monkeypatch.setattr(install, "_has_avx2", lambda _: avx2)
    assert install.platform_package() == package


@pytest.mark.parametrize(("system", "machine"), [("Linux", "riscv64"), ("FreeBSD", "amd64")])
def test_a_platform_without_a_package(monkeypatch: pytest.MonkeyPatch, system: str, machine: str) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    with pytest.raises(InstallError, match=f"no opencode program for {system} on {machine}"):
        install.platform_package()


@pytest.mark.skipif(not Path("/proc/cpuinfo").exists(), reason="no /proc")
def test_avx2_of_this_processor() -> None:
    flags = Path("/proc/cpuinfo").read_text()
    assert install._has_avx2("Linux") == (" avx2 " in flags)


@pytest.fixture
def pinned(monkeypatch: pytest.MonkeyPatch) -> str:
    """The hash that this platform's package is pinned by."""
    monkeypatch.setitem(install._INTEGRITY, install.platform_package(), "sha512-right")
    return "sha512-right"


def test_the_pinned_version_is_installed_if_its_hash_is_right(npm: Npm, tmp_path: Path, pinned: str) -> None:
    npm.behave(pinned)
    assert install_server(SERVER_VERSION, tmp_path / "into", progress=lambda _: None).exists()


@pytest.mark.parametrize("behaviour", ["sha512-wrong", "installs"], ids=["another hash", "no hash"])
def test_another_package_is_not_installed_as_the_pinned_version(
    npm: Npm, tmp_path: Path, pinned: str, behaviour: str
) -> None:
    npm.behave(behaviour)
    with pytest.raises(InstallError, match=r"another .* than the pinned one, and it was not installed"):
        install_server(SERVER_VERSION, tmp_path / "into", progress=lambda _: None)
    assert list((tmp_path / "into").iterdir()) == []


def test_a_folder_behind_a_link(npm: Npm, tmp_path: Path, pinned: str) -> None:
    npm.behave(pinned)
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert install_server(SERVER_VERSION, tmp_path / "link", progress=lambda _: None).exists()
    (call,) = npm.calls()
    # Behind a link, npm notes the hash under another name.
    assert Path(call[call.index("--prefix") + 1]).is_relative_to(tmp_path / "real")


def test_a_platform_without_a_pin_is_left_to_npm_and_says_so(
    npm: Npm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "_INTEGRITY", {})
    npm.behave("sha512-any")
    said: list[str] = []
    assert install_server(SERVER_VERSION, tmp_path / "into", progress=said.append).exists()
    assert any("No hash" in line for line in said)
