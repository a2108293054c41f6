"""Python SDK for the session API of the opencode server.

    from opencode_sessions import Opencode

    with Opencode() as client:
        session = client.session.create(title="Fix the parser")
        reply = client.session.chat(session, "Why does test_parse fail?")
        print(reply.text, client.session.turn(reply).cost)

`AsyncOpencode` is the same, awaited. `Opencode.launch` starts a server of its own. `help(Opencode)` lists what a client
can do, `help(SessionResource)` the operations of a session, `help("opencode_sessions.errors")` the errors, as one tree.

Every schema of the contract, openapi.yaml, is a class of this package, imported when first used; so are its unions,
`Part` and `Message` among them.
"""

from __future__ import annotations

from opencode_sessions._lazy import lazy_names
from opencode_sessions._version import __version__ as __version__

# Type checkers and editors know the name, wherever it comes from; `typing` takes longer to import than all of this.
TYPE_CHECKING: bool = False

if TYPE_CHECKING:
    from opencode_sessions._async.client import *
    from opencode_sessions._async.conversation import *
    from opencode_sessions._async.event import *
    from opencode_sessions._async.inbox import *
    from opencode_sessions._async.launch import AsyncLaunchedServer as AsyncLaunchedServer
    from opencode_sessions._async.raw_response import AsyncRawResponses as AsyncRawResponses
    from opencode_sessions._async.sent_prompt import *
    from opencode_sessions._async.session import *
    from opencode_sessions._async.turn_stream import *
    from opencode_sessions._events import *
    from opencode_sessions._models import *
    from opencode_sessions._options import *
    from opencode_sessions._prompt import *
    from opencode_sessions._sync.client import *
    from opencode_sessions._sync.conversation import *
    from opencode_sessions._sync.event import *
    from opencode_sessions._sync.inbox import *
    from opencode_sessions._sync.launch import LaunchedServer as LaunchedServer
    from opencode_sessions._sync.raw_response import RawResponses as RawResponses
    from opencode_sessions._sync.sent_prompt import *
    from opencode_sessions._sync.session import *
    from opencode_sessions._sync.turn_stream import *
    from opencode_sessions._turn_content import *
    from opencode_sessions.aliases import *
    from opencode_sessions.attachments import *
    from opencode_sessions.errors import *
    from opencode_sessions.replies import *
    from opencode_sessions.server.errors import *
    from opencode_sessions.server.process import *
    from opencode_sessions_api.client import RawResponse as RawResponse
    from opencode_sessions_api.models import *
    from opencode_sessions_api.types import Unknown as Unknown
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "opencode_sessions._async.client": ("AsyncOpencode",),
            "opencode_sessions._async.conversation": ("AsyncConversation",),
            "opencode_sessions._async.event": ("AsyncEvents",),
            "opencode_sessions._async.sent_prompt": ("AsyncSentPrompt",),
            "opencode_sessions._async.inbox": ("AsyncInbox",),
            "opencode_sessions._async.launch": ("AsyncLaunchedServer",),
            "opencode_sessions._async.raw_response": ("AsyncRawResponses",),
            "opencode_sessions._async.session": ("AsyncSessionResource",),
            "opencode_sessions._async.turn_stream": ("AsyncTurnStream", "AsyncTurnView"),
            "opencode_sessions._events": (
                "Refusal",
                "WaitingPermission",
                "WaitingQuestion",
                "WaitingRequest",
                "WatchedEvent",
            ),
            "opencode_sessions._models": ("ModelInfo",),
            "opencode_sessions._options": ("NOT_GIVEN", "NotGiven"),
            "opencode_sessions._prompt": ("new_message_id",),
            "opencode_sessions._sync.client": ("Opencode",),
            "opencode_sessions._sync.conversation": ("Conversation",),
            "opencode_sessions._sync.event": ("Events",),
            "opencode_sessions._sync.sent_prompt": ("SentPrompt",),
            "opencode_sessions._sync.inbox": ("Inbox",),
            "opencode_sessions._sync.launch": ("LaunchedServer",),
            "opencode_sessions._sync.raw_response": ("RawResponses",),
            "opencode_sessions._sync.session": ("SessionResource",),
            "opencode_sessions._sync.turn_stream": ("TurnStream", "TurnView"),
            "opencode_sessions._turn_content": ("Delta", "PartReset", "Retraction"),
            "opencode_sessions.aliases": (
                "Answers",
                "CallOptions",
                "CallTimeout",
                "ChatOptions",
                "FollowOptions",
                "FormatLike",
                "ModelDict",
                "ModelLike",
                "OnPermission",
                "OnQuestion",
                "Prompt",
                "PromptOptions",
                "Reconnect",
                "SessionAbortResponse",
                "SessionDeleteResponse",
                "SessionInitResponse",
                "SessionListResponse",
                "SessionMessagesResponse",
                "SessionSummarizeResponse",
                "StreamOptions",
                "TurnEvent",
                "WhenBusy",
            ),
            "opencode_sessions.attachments": ("attachment",),
            "opencode_sessions.replies": ("Reply", "StructuredReply", "Turn", "Usage"),
            "opencode_sessions.server.errors": (
                "ProgramNotFoundError",
                "ServerExit",
                "ServerOpenWarning",
                "ServerStartError",
            ),
            "opencode_sessions.server.process": ("ServerProcess",),
            "opencode_sessions_api.client": ("RawResponse",),
            "opencode_sessions_api.types": ("Unknown",),
        },
        open_modules=("opencode_sessions.errors", "opencode_sessions_api.models", "opencode_sessions.aliases"),
        short_help=True,
    )
