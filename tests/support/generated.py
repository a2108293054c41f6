"""Generated packages, imported in place of the real one."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType


@contextmanager
def imported(package: Path) -> Iterator[ModuleType]:
    """Import the models of a package named `opencode_sessions_api` in place of the real one."""
    real = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "opencode_sessions_api"}
    for name in real:
        del sys.modules[name]
    sys.path.insert(0, str(package.parent))
    importlib.invalidate_caches()
    yield importlib.import_module("opencode_sessions_api.models")
    sys.path.remove(str(package.parent))
    for name in [name for name in sys.modules if name.split(".")[0] == "opencode_sessions_api"]:
        del sys.modules[name]
    sys.modules.update(real)
