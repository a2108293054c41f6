"""The wheel and the source distribution, in environments that hold nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from opencode_sessions import __version__

ROOT = Path(__file__).resolve().parents[2]
SMOKE = Path(__file__).with_name("smoke.py")
INSTALLED = f"opencode_sessions {__version__}\n"


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command, and return its output, which is the message of the error when it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    finished = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel that was built from it: DIST, or else they are built now."""
    if "DIST" in os.environ:
        return ROOT / os.environ["DIST"]
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """The wheel."""
    [path] = built.glob("*.whl")
    return path


def environment(folder: Path, *install: str | Path) -> Path:
    """The Python of a new environment in which only this is installed."""
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(sys.executable, "-m", "uv", "venv", "--quiet", "--python", sys.executable, folder / "venv")
    run(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", python, *install)
    return python


def test_the_wheel_holds_both_packages_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    info = f"opencode_sessions-{__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {"opencode_sessions", "opencode_sessions_api", info}
    assert {"opencode_sessions/py.typed", "opencode_sessions_api/py.typed", f"{info}/licenses/LICENSE"} <= set(names)
    assert "opencode_sessions/_sync/client.py" in names
    assert not [name for name in names if "__pycache__" in name]


def test_the_source_distribution_can_generate_and_test_itself(built: Path) -> None:
    [path] = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "Makefile",
        "README.md",
        "contract/generate.py",
        "generator-config.yaml",
        "openapi.yaml",
        "overlays/templates/model.py.jinja",
        "tests/conftest.py",
    } <= names
    assert not [name for name in names if name.startswith((".venv", ".cache"))]


def test_a_plain_install_needs_no_test_package(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path, wheel)
    installed = run(sys.executable, "-m", "uv", "pip", "list", "--python", python)
    assert "pytest" not in installed
    assert run(python, "-W", "error", SMOKE, cwd=tmp_path) == INSTALLED
    code = "from opencode_sessions.testing import ScriptedModel\nwith ScriptedModel() as model: print(model.base_url)"
    assert run(python, "-W", "error", "-c", code, cwd=tmp_path).startswith("http://127.0.0.1:")


def test_the_extra_for_the_command_line(wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "without").mkdir()
    python = environment(tmp_path / "without", wheel)
    finished = subprocess.run(
        [python.with_name("opencode-sessions"), "list"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (finished.returncode, finished.stdout) == (2, "")
    assert 'pip install "opencode-sessions[cli]"' in finished.stderr
    # The oldest dependencies.
    run(
        *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", python, "--resolution", "lowest-direct"),
        *("--extra", "cli", "-r", ROOT / "pyproject.toml"),
    )
    assert run(python.with_name("opencode-sessions"), "--version", cwd=tmp_path) == f"{__version__}\n"
    assert "--allow" in run(python.with_name("opencode-sessions"), "chat", "--help", cwd=tmp_path)


def test_the_oldest_dependencies_that_are_allowed(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path, "--resolution", "lowest-direct", "-r", ROOT / "pyproject.toml")
    run(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", python, "--no-deps", wheel)
    assert "attrs==24.3.0" in run(sys.executable, "-m", "uv", "pip", "freeze", "--python", python)
    assert run(python, SMOKE, cwd=tmp_path) == INSTALLED


def test_type_checkers_see_the_types_of_an_installed_package(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path, wheel)
    user = tmp_path / "user.py"
    user.write_text(
        "from opencode_sessions import AsyncOpencode, Opencode, Part, PatchPart, SessionListResponse\n"
        "client = Opencode()\n"
        "reveal_type(client.session.chat('a', 'b'))\n"
        "reveal_type(client.session.list())\n"
        "reveal_type(client.session.messages('a')[0].info.time.created)\n"
        "async def use() -> None:\n"
        "    reveal_type(await AsyncOpencode().session.message('a', 'b'))\n"
        "def files(part: Part) -> list[str]:\n"
        "    return part.files if isinstance(part, PatchPart) else []\n"
        "sessions: SessionListResponse = client.session.list()\n"
    )
    mypy = run(sys.executable, "-m", "mypy", "--strict", "--python-executable", python, user, cwd=tmp_path)
    pyright = run(sys.executable, "-m", "pyright", "--pythonpath", python, user, cwd=tmp_path)
    for output in (mypy, pyright):
        assert output.count("Reply") == 2
        assert "Session]" in output
