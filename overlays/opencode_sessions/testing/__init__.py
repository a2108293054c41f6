"""Test without a model: a fake server, a scripted model for a real server, and the installation of that server.

fake = FakeServer()
fake.script([tool_call("bash", {"command": "make"}, output="built"), reply("Done.")])
with fake.client() as client:
    ...

with ScriptedModel() as model:
    model.push(ToolCall("write", {"filePath": "hello.txt", "content": "Hello"}), "Done.")
    model.configure("project")                        # writes project/opencode.json
    with Opencode.launch("project") as client:
        ...
"""

from __future__ import annotations

from opencode_sessions._lazy import lazy_names

TYPE_CHECKING: bool = False

if TYPE_CHECKING:
    from opencode_sessions.testing.cassette import *
    from opencode_sessions.testing.fake_server import *
    from opencode_sessions.testing.install import *
    from opencode_sessions.testing.model_script import *
    from opencode_sessions.testing.permissions import PermissionSetting as PermissionSetting
    from opencode_sessions.testing.real_server import *
    from opencode_sessions.testing.script import *
    from opencode_sessions.testing.scripted_model import *
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "opencode_sessions.testing.cassette": (
                "Recording",
                "Replay",
                "UnexpectedRequestError",
                "record",
                "replay",
            ),
            "opencode_sessions.testing.fake_server": ("FakeServer", "Prompt", "Said", "Tool", "ToolError"),
            "opencode_sessions.testing.install": ("SERVER_VERSION", "InstallError", "install_server"),
            "opencode_sessions.testing.model_script": ("ModelScript",),
            "opencode_sessions.testing.permissions": ("PermissionSetting",),
            "opencode_sessions.testing.real_server": ("RealServer", "server_environment"),
            "opencode_sessions.testing.script": (
                "ConnectionDrop",
                "HTTPError",
                "ModelReply",
                "ModelUsage",
                "Reasoning",
                "ReplyLike",
                "Stall",
                "Step",
                "Text",
                "ToolCall",
                "ask_permission",
                "ask_question",
                "delay",
                "drop_connection",
                "fail",
                "reply",
                "structured",
                "tool_call",
            ),
            "opencode_sessions.testing.scripted_model": ("ScriptedModel",),
        },
    )
