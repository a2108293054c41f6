"""Types of arguments and results that are no classes of the contract: prompts, options, functions, plain results.

The last of these have the names that the SDKs in other languages give them; a test compares them with the contract.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import UnionType
from typing import Any, Literal, TypeAlias, TypedDict

from opencode_sessions._events import Refusal, WaitingPermission, WaitingQuestion
from opencode_sessions._options import Reconnect, WhenBusy
from opencode_sessions._turn_content import PartReset
from opencode_sessions_api.client import CallTimeout
from opencode_sessions_api.models import Event, Message, OutputFormat, PartInput
from opencode_sessions_api.models.agent import Agent
from opencode_sessions_api.models.command import Command
from opencode_sessions_api.models.permission_reply import PermissionReply
from opencode_sessions_api.models.prompt_model import PromptModel
from opencode_sessions_api.models.provider_model import ProviderModel
from opencode_sessions_api.models.session import Session
from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem
from opencode_sessions_api.models.session_model import SessionModel
from opencode_sessions_api.models.tools_enabled import ToolsEnabled
from opencode_sessions_api.models.user_message_model import UserMessageModel

__all__ = [
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
]

#: One piece of a prompt: a text, a file by its path, or a part, also as the server's JSON.
Piece: TypeAlias = str | os.PathLike[str] | PartInput | Mapping[str, Any]
#: A prompt: its text, or several pieces.
Prompt: TypeAlias = Piece | Sequence[Piece]
#: The form of a reply: a type, a JSON schema, or a format of the contract. Type checkers know no type of all types:
#: this has classes, such as `City` and `list[City]`, and unions such as `int | None`.
FormatLike: TypeAlias = type[Any] | UnionType | Mapping[str, Any] | OutputFormat


class ModelDict(TypedDict, total=False):
    """A model as a dict: its provider and its own name, both in one of their spellings, and maybe a variant.

    Attributes:
        providerID: The provider, as in the server's JSON.
        provider_id: The provider, as in Python.
        modelID: The model's own name, as in the server's JSON.
        model_id: The model's own name, as in Python.
        id: The model's own name, as the server's JSON of a session has it.
        variant: The variant, e.g. a reasoning effort.
    """

    providerID: str
    provider_id: str
    modelID: str
    model_id: str
    id: str
    variant: str


#: A model: its name as `"provider/model"`, an object or a dict with both halves, or something that the server sent and
#: that names one: a message, a reply, a session, an agent.
ModelLike: TypeAlias = (
    str
    | PromptModel
    | SessionModel
    | UserMessageModel
    | ProviderModel
    | Message
    | SessionMessagesResponseItem
    | Session
    | Agent
    | Command
    | ModelDict
)

#: For each question, the labels that are chosen, or a free text.
Answers: TypeAlias = list[list[str]]
#: Decides on a permission: `"once"`, `"always"`, `"reject"`, or a `Refusal` with a reason. Async clients take async
#: functions too, and functions of a `PermissionRequest` are fine as well. A function that raises refuses, and its error
#: ends the turn.
OnPermission: TypeAlias = Callable[
    [WaitingPermission], PermissionReply | Refusal | Awaitable[PermissionReply] | Awaitable[PermissionReply | Refusal]
]
#: Answers questions; None or `"reject"` refuses to.
OnQuestion: TypeAlias = Callable[
    [WaitingQuestion],
    Answers | Literal["reject"] | Awaitable[Answers | None] | Awaitable[Answers | Literal["reject"] | None] | None,
]


class CallOptions(TypedDict, total=False):
    """The options of every call.

    Attributes:
        timeout: Seconds for the whole response, or an `httpx.Timeout`; None for no limit. Default: the client's
            `timeout`. If the call waits for the model: seconds to wait for it. Default: the client's `turn_timeout`.
        extra_headers: Headers in addition to the client's, or in place of those with the same names. Names and values
            are strings of ASCII. No error and no log shows the values.
    """

    timeout: CallTimeout
    extra_headers: Mapping[str, str] | None


class PromptOptions(CallOptions, total=False):
    """The options of every prompt, besides those of every call.

    Attributes:
        model: The model, as `"provider/model"` or any other `ModelLike`. Default: that of the agent or the server.
        provider_id: The first half of the model, with `model_id` and instead of `model`.
        model_id: The second half of the model.
        agent: The agent, by name. Default: the server's.
        system: Further instructions for the model.
        tools: Tools to allow (true) or forbid (false), by name.
        variant: A variant of the model, e.g. a reasoning effort.
        no_reply: Store the prompt without calling the model; the reply is then the user's message.
        message_id: An identifier for the user's message. Not needed; one that does not sort by time confuses the
            server.
        directory: The directory to work in. Default: the client's.
    """

    model: ModelLike | None
    provider_id: str | None
    model_id: str | None
    agent: str | None
    system: str | None
    tools: ToolsEnabled | None
    variant: str | None
    no_reply: bool | None
    message_id: str | None
    directory: str | None


class ChatOptions(PromptOptions, total=False):
    """The options of `session.chat`, besides those of every prompt.

    Attributes:
        on_permission: Decides on a permission that the agent asks for.
        on_question: Answers the agent's questions.
        abort_on_cancel: Stop the agent when the call is cancelled, interrupted or times out.
    """

    on_permission: OnPermission | None
    on_question: OnQuestion | None
    abort_on_cancel: bool


class StreamOptions(ChatOptions, total=False):
    """The options of `session.stream`, besides those of `session.chat`.

    Attributes:
        children: Include the events of sessions that the agent starts for subtasks.
        abort_on_exit: Stop the agent when the block is left before the turn is over.
        reconnect: Seconds for which a server that is out of reach is waited for, or `"forever"`.
    """

    children: bool
    abort_on_exit: bool
    reconnect: Reconnect


class FollowOptions(TypedDict, total=False):
    """The options of `session.follow`.

    Attributes:
        children: Include the events of sessions that the agent starts for subtasks.
        on_permission: Decides on a permission that the agent asks for.
        on_question: Answers the agent's questions.
        reconnect: Seconds for which a server that is out of reach is waited for, or `"forever"`.
        directory: The directory of the session. Default: the client's.
        extra_headers: Headers in addition to the client's, or in place of those with the same names.
    """

    children: bool
    on_permission: OnPermission | None
    on_question: OnQuestion | None
    reconnect: Reconnect
    directory: str | None
    extra_headers: Mapping[str, str] | None


#: An event of a turn: one of the server, or the notice that it replaced a part.
TurnEvent: TypeAlias = Event | PartReset

#: The result of `session.abort`.
SessionAbortResponse: TypeAlias = bool
#: The result of `session.delete`.
SessionDeleteResponse: TypeAlias = bool
#: The result of `session.init`.
SessionInitResponse: TypeAlias = bool
#: The result of `session.list`.
SessionListResponse: TypeAlias = list[Session]
#: The result of `session.messages`, as the server sends it; the method returns a `Reply` for each.
SessionMessagesResponse: TypeAlias = list[SessionMessagesResponseItem]
#: The result of `session.summarize`.
SessionSummarizeResponse: TypeAlias = bool
