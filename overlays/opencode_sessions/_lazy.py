"""Names of a package that are imported when they are first used (PEP 562).

    TYPE_CHECKING: bool = False

    if TYPE_CHECKING:
        from package.module import *
    else:
        __getattr__, __dir__ = lazy_names(__name__, {"package.module": ("Name", "OtherName")})

Type checkers and editors read the first branch. If they saw the `__getattr__`, they
would accept any name.
"""

from __future__ import annotations

import sys
from importlib import import_module

TYPE_CHECKING: bool = False

if TYPE_CHECKING:
    # `typing` and `collections.abc` take longer to import than all of this.
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

#: Frames between `__dir__` and pydoc, which lists members by `inspect.getmembers`.
_FRAMES_TO_PYDOC = 4


def lazy_names(
    package: str, names: Mapping[str, Sequence[str]], open_modules: Sequence[str] = (), *, short_help: bool = False
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make the `__getattr__` and the `__dir__` of a package.

    Args:
        package: The package's name.
        names: Public names by the module that defines them.
        open_modules: Modules all of whose public names (`__all__`) are public names of the package.
        short_help: `help(package)` shows its docstring alone, without the pages of all names.
    """
    namespace = vars(sys.modules[package])
    modules = {name: module for module, defined in names.items() for name in defined}

    def get(name: str) -> Any:
        value: Any
        if name == "__all__":
            value = sorted({*modules, *(name for module in open_modules for name in import_module(module).__all__)})
        else:
            module = modules.get(name) or next(
                (module for module in open_modules if name in import_module(module).__all__), None
            )
            if module is None:
                raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name)
            value = getattr(import_module(module), name)
        namespace[name] = value
        return value

    def list_names() -> list[str]:
        public = set(get("__all__"))
        return sorted(set(namespace) - public if short_help and _is_called_by_pydoc() else public.union(namespace))

    return get, list_names


def _is_called_by_pydoc() -> bool:
    frame = sys._getframe(1)
    for _ in range(_FRAMES_TO_PYDOC):
        if frame.f_back is None:
            return False
        frame = frame.f_back
        if frame.f_globals.get("__name__") == "pydoc":
            return True
    return False
