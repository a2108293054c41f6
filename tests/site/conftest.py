"""The site of this checkout, built once for each process of tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tools import ROOT

COMMAND = [sys.executable, "-m", "mkdocs", "build", "--strict"]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the site."""
    written = tmp_path_factory.mktemp("site") / "site"
    subprocess.run([*COMMAND, "--site-dir", written], cwd=ROOT, env=environment(), check=True)
    return written


@pytest.fixture(scope="session")
def files(folder: Path) -> Mapping[str, bytes]:
    """The files of the site."""
    return read(folder)


def read(folder: Path) -> Mapping[str, bytes]:
    """Read the files of a site."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def environment(**variables: str) -> Mapping[str, str]:
    """Return the environment of a build."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}
