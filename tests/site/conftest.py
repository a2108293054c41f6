"""The site of this checkout, built once for each file of tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tools import ROOT
from tools.site.build import build, write
from tools.site.problems import Problems


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    """The files of the site."""
    problems = Problems()
    built = build(ROOT, problems)
    assert str(problems) == ""
    return built


@pytest.fixture(scope="module")
def folder(files: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the site."""
    written = tmp_path_factory.mktemp("site") / "site"
    write(files, written)
    return written
