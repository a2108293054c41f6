"""The Python of the documentation passes mypy --strict and pyright."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.support.pages import ROOT, files, pages, python, write_files

CHECKERS = {
    "mypy": ["mypy", "--strict", "--config-file=pyproject.toml", "--cache-dir=.cache/mypy-pages"],
    "pyright": ["pyright", "--pythonpath", sys.executable],
}


def module(page: Path) -> str:
    """Return the Python of a page as a module. What awaits at the top level, as in a notebook, becomes a function."""
    program = python(page)
    try:
        compile(program, str(page), "exec")
    except SyntaxError:
        assert program.startswith("\n"), "the first line is needed for the function"
        return "async def page() -> None:" + textwrap.indent(program, "    ")
    return program


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files of all pages, and a module for each program, whose lines keep their numbers."""
    modules = {f"{page.stem.replace('-', '_').lower()}.py": page for page in pages() if python(page)}
    names = [*modules, *(name for page in pages() for name in files(page))]
    assert len(names) == len(set(names)) > 5
    for name, page in modules.items():
        (tmp_path / name).write_text(module(page), "utf-8")
    for page in pages():
        write_files(page, tmp_path)
    return tmp_path


def check(checker: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a type checker over the modules of a folder. pyright finds modules where it runs."""
    command = [sys.executable, "-m", *CHECKERS[checker], *map(str, sorted(folder.glob("*.py")))]
    where = folder if checker == "pyright" else ROOT
    return subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("checker", CHECKERS)
def test_the_documentation_passes(checker: str, folder: Path) -> None:
    checked = check(checker, folder)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_mistake_in_the_documentation_is_found(checker: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A page\n\n```python\nfrom opencode_sessions import Opencode\n\nclient = Opencode()\n```\n\n"
        "Text.\n\n```python\nclient.session.list().heading\n```\n",
        "utf-8",
    )
    (tmp_path / "page.py").write_text(module(page), "utf-8")
    checked = check(checker, tmp_path)
    assert checked.returncode == 1
    assert "page.py:12:" in checked.stdout
    assert "heading" in checked.stdout
