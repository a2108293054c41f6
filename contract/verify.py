"""Verify a generated package: each module can be imported, each annotation evaluated, and the types are right."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["verify"]

#: Imports every module of the package that the argument names, and evaluates what its models annotate.
_IMPORT_ALL = """
import importlib, pkgutil, sys, typing
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
models = importlib.import_module(package.__name__ + ".models")
for name in models.__all__:
    if isinstance(found := getattr(models, name), type):
        typing.get_type_hints(found)
"""


def verify(package: Path, name: str, cache: Path) -> str:
    """Import every module of a package, and check its types with mypy; returns what is wrong, empty for nothing.

    Args:
        package: The folder of the package.
        name: The name that it is imported by, such as `things_api`.
        cache: A folder for the cache of mypy.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(package, Path(folder, *name.split(".")))
        imported = _run(["-c", _IMPORT_ALL, name], Path(folder))
        if imported.returncode != 0:
            return imported.stderr.strip()
        options = ["--strict", "--no-error-summary", "--cache-dir", str(cache), "--config-file="]
        checked = _run(["-m", "mypy", *options, "-p", name], Path(folder))
        return (checked.stdout + checked.stderr).strip() if checked.returncode != 0 else ""


def _run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
