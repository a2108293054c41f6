"""Try and test without a model: a scripted one for a real server, and the real server itself.

    with ScriptedModel() as model:
        model.push(ToolCall("write", {"filePath": "hello.txt", "content": "Hello"}), "Done.")
        model.configure("project")                        # writes project/opencode.json
        with Opencode.launch("project") as client:
            ...

Needs the extra `testing`: pip install "opencode-sessions[testing]".
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opencode_sessions.testing.install import SERVER_VERSION as SERVER_VERSION
    from opencode_sessions.testing.install import InstallError as InstallError
    from opencode_sessions.testing.install import install_server as install_server
    from opencode_sessions.testing.script import HTTPError as HTTPError
    from opencode_sessions.testing.script import Reasoning as Reasoning
    from opencode_sessions.testing.script import Reply as Reply
    from opencode_sessions.testing.script import Stall as Stall
    from opencode_sessions.testing.script import Text as Text
    from opencode_sessions.testing.script import ToolCall as ToolCall
    from opencode_sessions.testing.script import Usage as Usage
    from opencode_sessions.testing.scripted_model import ScriptedModel as ScriptedModel

_MODULES = {
    "opencode_sessions.testing.install": ("SERVER_VERSION", "InstallError", "install_server"),
    "opencode_sessions.testing.script": (
        "HTTPError",
        "Reasoning",
        "Reply",
        "Stall",
        "Text",
        "ToolCall",
        "Usage",
    ),
    "opencode_sessions.testing.scripted_model": ("ScriptedModel",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "SERVER_VERSION",
    "HTTPError",
    "InstallError",
    "Reasoning",
    "Reply",
    "ScriptedModel",
    "Stall",
    "Text",
    "ToolCall",
    "Usage",
    "install_server",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
