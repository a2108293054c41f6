"""Python SDK for the session API of the opencode server.

    from opencode_sessions import Opencode

    with Opencode() as client:
        session = client.session.create(title="Fix the parser")
        reply = client.session.chat(session.id, "Why does test_parse fail?")
        print(reply.text, reply.cost, reply.tokens)

`AsyncOpencode` is the same, awaited. Every schema of the contract, openapi.yaml, is a class of this module, imported
when first used; so are its unions, `Part` and `Message` among them.
"""

from __future__ import annotations

from importlib import import_module as _import

from opencode_sessions._version import __version__ as __version__

# Type checkers know the name, wherever it comes from; `typing` takes longer to import than all of this.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from opencode_sessions._async.client import AsyncOpencode as AsyncOpencode
    from opencode_sessions._async.conversation import AsyncConversation as AsyncConversation
    from opencode_sessions._async.events import AsyncEvents as AsyncEvents
    from opencode_sessions._async.session import AsyncSessionResource as AsyncSessionResource
    from opencode_sessions._async.stream import AsyncTurnStream as AsyncTurnStream
    from opencode_sessions._sync.client import Opencode as Opencode
    from opencode_sessions._sync.conversation import Conversation as Conversation
    from opencode_sessions._sync.events import Events as Events
    from opencode_sessions._sync.session import SessionResource as SessionResource
    from opencode_sessions._sync.stream import TurnStream as TurnStream
    from opencode_sessions.aliases import SessionAbortResponse as SessionAbortResponse
    from opencode_sessions.aliases import SessionDeleteResponse as SessionDeleteResponse
    from opencode_sessions.aliases import SessionInitResponse as SessionInitResponse
    from opencode_sessions.aliases import SessionListResponse as SessionListResponse
    from opencode_sessions.aliases import SessionMessagesResponse as SessionMessagesResponse
    from opencode_sessions.aliases import SessionSummarizeResponse as SessionSummarizeResponse
    from opencode_sessions.attachments import attachment as attachment
    from opencode_sessions.errors import *
    from opencode_sessions.finished_turns import Turn as Turn
    from opencode_sessions.replies import Reply as Reply
    from opencode_sessions.replies import StructuredReply as StructuredReply
    from opencode_sessions.server import ServerProcess as ServerProcess
    from opencode_sessions.server.errors import ProgramNotFoundError as ProgramNotFoundError
    from opencode_sessions.server.errors import ServerOpenWarning as ServerOpenWarning
    from opencode_sessions.server.errors import ServerStartError as ServerStartError
    from opencode_sessions.turns import PartReset as PartReset
    from opencode_sessions.usage import Usage as Usage
    from opencode_sessions_api.models import *
    from opencode_sessions_api.types import Unknown as Unknown

#: Where names live, one by one.
_MODULES = {
    "opencode_sessions._async.client": ("AsyncOpencode",),
    "opencode_sessions._async.conversation": ("AsyncConversation",),
    "opencode_sessions._async.events": ("AsyncEvents",),
    "opencode_sessions._async.session": ("AsyncSessionResource",),
    "opencode_sessions._async.stream": ("AsyncTurnStream",),
    "opencode_sessions._sync.client": ("Opencode",),
    "opencode_sessions._sync.conversation": ("Conversation",),
    "opencode_sessions._sync.events": ("Events",),
    "opencode_sessions._sync.session": ("SessionResource",),
    "opencode_sessions._sync.stream": ("TurnStream",),
    "opencode_sessions.aliases": (
        "SessionAbortResponse",
        "SessionDeleteResponse",
        "SessionInitResponse",
        "SessionListResponse",
        "SessionMessagesResponse",
        "SessionSummarizeResponse",
    ),
    "opencode_sessions.attachments": ("attachment",),
    "opencode_sessions.finished_turns": ("Turn",),
    "opencode_sessions.replies": ("Reply", "StructuredReply"),
    "opencode_sessions.server": ("ServerProcess",),
    "opencode_sessions.server.errors": ("ProgramNotFoundError", "ServerOpenWarning", "ServerStartError"),
    "opencode_sessions.turns": ("PartReset",),
    "opencode_sessions.usage": ("Usage",),
    "opencode_sessions_api.types": ("Unknown",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


#: All of whose public names are public here: the errors, and the schemas of the contract.
_OPEN_MODULES = ("opencode_sessions.errors", "opencode_sessions_api.models")


def __getattr__(name: str) -> Any:
    if name == "__all__":
        value: Any = sorted({*_HOME, *(name for module in _OPEN_MODULES for name in _import(module).__all__)})
    elif name in _HOME:
        value = getattr(_import(_HOME[name]), name)
    else:
        for module in map(_import, _OPEN_MODULES):
            if name in module.__all__:
                value = getattr(module, name)
                break
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__getattr__("__all__")})
