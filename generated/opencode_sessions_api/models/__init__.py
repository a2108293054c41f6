"""The schemas of the contract, each imported when first used, and its unions."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from opencode_sessions_api.types import Unknown, Variants

if TYPE_CHECKING:
    from opencode_sessions_api.models.agent_part import AgentPart as AgentPart
    from opencode_sessions_api.models.agent_part_input import AgentPartInput as AgentPartInput
    from opencode_sessions_api.models.agent_part_source import AgentPartSource as AgentPartSource
    from opencode_sessions_api.models.api_error import APIError as APIError
    from opencode_sessions_api.models.api_error_data import APIErrorData as APIErrorData
    from opencode_sessions_api.models.assistant_message import AssistantMessage as AssistantMessage
    from opencode_sessions_api.models.assistant_message_path import AssistantMessagePath as AssistantMessagePath
    from opencode_sessions_api.models.assistant_message_time import AssistantMessageTime as AssistantMessageTime
    from opencode_sessions_api.models.assistant_message_tokens import AssistantMessageTokens as AssistantMessageTokens
    from opencode_sessions_api.models.bad_request_body import BadRequestBody as BadRequestBody
    from opencode_sessions_api.models.compaction_part import CompactionPart as CompactionPart
    from opencode_sessions_api.models.content_filter_error import ContentFilterError as ContentFilterError
    from opencode_sessions_api.models.content_filter_error_data import ContentFilterErrorData as ContentFilterErrorData
    from opencode_sessions_api.models.context_overflow_error import ContextOverflowError as ContextOverflowError
    from opencode_sessions_api.models.context_overflow_error_data import (
        ContextOverflowErrorData as ContextOverflowErrorData,
    )
    from opencode_sessions_api.models.file_diff import FileDiff as FileDiff
    from opencode_sessions_api.models.file_diff_status import FileDiffStatus as FileDiffStatus
    from opencode_sessions_api.models.file_part import FilePart as FilePart
    from opencode_sessions_api.models.file_part_input import FilePartInput as FilePartInput
    from opencode_sessions_api.models.file_part_source_text import FilePartSourceText as FilePartSourceText
    from opencode_sessions_api.models.file_source import FileSource as FileSource
    from opencode_sessions_api.models.health import Health as Health
    from opencode_sessions_api.models.json_schema import JSONSchema as JSONSchema
    from opencode_sessions_api.models.message_aborted_error import MessageAbortedError as MessageAbortedError
    from opencode_sessions_api.models.message_aborted_error_data import (
        MessageAbortedErrorData as MessageAbortedErrorData,
    )
    from opencode_sessions_api.models.message_output_length_error import (
        MessageOutputLengthError as MessageOutputLengthError,
    )
    from opencode_sessions_api.models.message_output_length_error_data import (
        MessageOutputLengthErrorData as MessageOutputLengthErrorData,
    )
    from opencode_sessions_api.models.metadata import Metadata as Metadata
    from opencode_sessions_api.models.not_found_body import NotFoundBody as NotFoundBody
    from opencode_sessions_api.models.not_found_body_data import NotFoundBodyData as NotFoundBodyData
    from opencode_sessions_api.models.output_format_json_schema import OutputFormatJsonSchema as OutputFormatJsonSchema
    from opencode_sessions_api.models.output_format_text import OutputFormatText as OutputFormatText
    from opencode_sessions_api.models.patch_part import PatchPart as PatchPart
    from opencode_sessions_api.models.permission_action import PermissionAction as PermissionAction
    from opencode_sessions_api.models.permission_rule import PermissionRule as PermissionRule
    from opencode_sessions_api.models.prompt_model import PromptModel as PromptModel
    from opencode_sessions_api.models.provider_auth_error import ProviderAuthError as ProviderAuthError
    from opencode_sessions_api.models.provider_auth_error_data import ProviderAuthErrorData as ProviderAuthErrorData
    from opencode_sessions_api.models.reasoning_part import ReasoningPart as ReasoningPart
    from opencode_sessions_api.models.reasoning_part_time import ReasoningPartTime as ReasoningPartTime
    from opencode_sessions_api.models.resource_source import ResourceSource as ResourceSource
    from opencode_sessions_api.models.retry_part import RetryPart as RetryPart
    from opencode_sessions_api.models.retry_part_time import RetryPartTime as RetryPartTime
    from opencode_sessions_api.models.server_error_body import ServerErrorBody as ServerErrorBody
    from opencode_sessions_api.models.server_error_body_data import ServerErrorBodyData as ServerErrorBodyData
    from opencode_sessions_api.models.session import Session as Session
    from opencode_sessions_api.models.session_busy_body import SessionBusyBody as SessionBusyBody
    from opencode_sessions_api.models.session_chat_params import SessionChatParams as SessionChatParams
    from opencode_sessions_api.models.session_create_params import SessionCreateParams as SessionCreateParams
    from opencode_sessions_api.models.session_init_params import SessionInitParams as SessionInitParams
    from opencode_sessions_api.models.session_messages_response_item import (
        SessionMessagesResponseItem as SessionMessagesResponseItem,
    )
    from opencode_sessions_api.models.session_model import SessionModel as SessionModel
    from opencode_sessions_api.models.session_revert import SessionRevert as SessionRevert
    from opencode_sessions_api.models.session_revert_params import SessionRevertParams as SessionRevertParams
    from opencode_sessions_api.models.session_share import SessionShare as SessionShare
    from opencode_sessions_api.models.session_summarize_params import SessionSummarizeParams as SessionSummarizeParams
    from opencode_sessions_api.models.session_summary import SessionSummary as SessionSummary
    from opencode_sessions_api.models.session_time import SessionTime as SessionTime
    from opencode_sessions_api.models.session_tokens import SessionTokens as SessionTokens
    from opencode_sessions_api.models.session_update_params import SessionUpdateParams as SessionUpdateParams
    from opencode_sessions_api.models.session_update_time import SessionUpdateTime as SessionUpdateTime
    from opencode_sessions_api.models.snapshot_part import SnapshotPart as SnapshotPart
    from opencode_sessions_api.models.step_finish_part import StepFinishPart as StepFinishPart
    from opencode_sessions_api.models.step_finish_tokens import StepFinishTokens as StepFinishTokens
    from opencode_sessions_api.models.step_start_part import StepStartPart as StepStartPart
    from opencode_sessions_api.models.string_map import StringMap as StringMap
    from opencode_sessions_api.models.structured_output_error import StructuredOutputError as StructuredOutputError
    from opencode_sessions_api.models.structured_output_error_data import (
        StructuredOutputErrorData as StructuredOutputErrorData,
    )
    from opencode_sessions_api.models.subtask_part import SubtaskPart as SubtaskPart
    from opencode_sessions_api.models.subtask_part_input import SubtaskPartInput as SubtaskPartInput
    from opencode_sessions_api.models.symbol_source import SymbolSource as SymbolSource
    from opencode_sessions_api.models.symbol_source_position import SymbolSourcePosition as SymbolSourcePosition
    from opencode_sessions_api.models.symbol_source_range import SymbolSourceRange as SymbolSourceRange
    from opencode_sessions_api.models.text_part import TextPart as TextPart
    from opencode_sessions_api.models.text_part_input import TextPartInput as TextPartInput
    from opencode_sessions_api.models.text_part_input_time import TextPartInputTime as TextPartInputTime
    from opencode_sessions_api.models.text_part_time import TextPartTime as TextPartTime
    from opencode_sessions_api.models.token_cache import TokenCache as TokenCache
    from opencode_sessions_api.models.tool_input import ToolInput as ToolInput
    from opencode_sessions_api.models.tool_part import ToolPart as ToolPart
    from opencode_sessions_api.models.tool_state_completed import ToolStateCompleted as ToolStateCompleted
    from opencode_sessions_api.models.tool_state_completed_time import ToolStateCompletedTime as ToolStateCompletedTime
    from opencode_sessions_api.models.tool_state_error import ToolStateError as ToolStateError
    from opencode_sessions_api.models.tool_state_error_time import ToolStateErrorTime as ToolStateErrorTime
    from opencode_sessions_api.models.tool_state_pending import ToolStatePending as ToolStatePending
    from opencode_sessions_api.models.tool_state_running import ToolStateRunning as ToolStateRunning
    from opencode_sessions_api.models.tool_state_running_time import ToolStateRunningTime as ToolStateRunningTime
    from opencode_sessions_api.models.tools_enabled import ToolsEnabled as ToolsEnabled
    from opencode_sessions_api.models.unknown_error import UnknownError as UnknownError
    from opencode_sessions_api.models.unknown_error_data import UnknownErrorData as UnknownErrorData
    from opencode_sessions_api.models.user_message import UserMessage as UserMessage
    from opencode_sessions_api.models.user_message_model import UserMessageModel as UserMessageModel
    from opencode_sessions_api.models.user_message_summary import UserMessageSummary as UserMessageSummary
    from opencode_sessions_api.models.user_message_time import UserMessageTime as UserMessageTime

_MODULES = {
    "APIError": "api_error",
    "APIErrorData": "api_error_data",
    "AgentPart": "agent_part",
    "AgentPartInput": "agent_part_input",
    "AgentPartSource": "agent_part_source",
    "AssistantMessage": "assistant_message",
    "AssistantMessagePath": "assistant_message_path",
    "AssistantMessageTime": "assistant_message_time",
    "AssistantMessageTokens": "assistant_message_tokens",
    "BadRequestBody": "bad_request_body",
    "CompactionPart": "compaction_part",
    "ContentFilterError": "content_filter_error",
    "ContentFilterErrorData": "content_filter_error_data",
    "ContextOverflowError": "context_overflow_error",
    "ContextOverflowErrorData": "context_overflow_error_data",
    "FileDiff": "file_diff",
    "FileDiffStatus": "file_diff_status",
    "FilePart": "file_part",
    "FilePartInput": "file_part_input",
    "FilePartSourceText": "file_part_source_text",
    "FileSource": "file_source",
    "Health": "health",
    "JSONSchema": "json_schema",
    "MessageAbortedError": "message_aborted_error",
    "MessageAbortedErrorData": "message_aborted_error_data",
    "MessageOutputLengthError": "message_output_length_error",
    "MessageOutputLengthErrorData": "message_output_length_error_data",
    "Metadata": "metadata",
    "NotFoundBody": "not_found_body",
    "NotFoundBodyData": "not_found_body_data",
    "OutputFormatJsonSchema": "output_format_json_schema",
    "OutputFormatText": "output_format_text",
    "PatchPart": "patch_part",
    "PermissionAction": "permission_action",
    "PermissionRule": "permission_rule",
    "PromptModel": "prompt_model",
    "ProviderAuthError": "provider_auth_error",
    "ProviderAuthErrorData": "provider_auth_error_data",
    "ReasoningPart": "reasoning_part",
    "ReasoningPartTime": "reasoning_part_time",
    "ResourceSource": "resource_source",
    "RetryPart": "retry_part",
    "RetryPartTime": "retry_part_time",
    "ServerErrorBody": "server_error_body",
    "ServerErrorBodyData": "server_error_body_data",
    "Session": "session",
    "SessionBusyBody": "session_busy_body",
    "SessionChatParams": "session_chat_params",
    "SessionCreateParams": "session_create_params",
    "SessionInitParams": "session_init_params",
    "SessionMessagesResponseItem": "session_messages_response_item",
    "SessionModel": "session_model",
    "SessionRevert": "session_revert",
    "SessionRevertParams": "session_revert_params",
    "SessionShare": "session_share",
    "SessionSummarizeParams": "session_summarize_params",
    "SessionSummary": "session_summary",
    "SessionTime": "session_time",
    "SessionTokens": "session_tokens",
    "SessionUpdateParams": "session_update_params",
    "SessionUpdateTime": "session_update_time",
    "SnapshotPart": "snapshot_part",
    "StepFinishPart": "step_finish_part",
    "StepFinishTokens": "step_finish_tokens",
    "StepStartPart": "step_start_part",
    "StringMap": "string_map",
    "StructuredOutputError": "structured_output_error",
    "StructuredOutputErrorData": "structured_output_error_data",
    "SubtaskPart": "subtask_part",
    "SubtaskPartInput": "subtask_part_input",
    "SymbolSource": "symbol_source",
    "SymbolSourcePosition": "symbol_source_position",
    "SymbolSourceRange": "symbol_source_range",
    "TextPart": "text_part",
    "TextPartInput": "text_part_input",
    "TextPartInputTime": "text_part_input_time",
    "TextPartTime": "text_part_time",
    "TokenCache": "token_cache",
    "ToolInput": "tool_input",
    "ToolPart": "tool_part",
    "ToolStateCompleted": "tool_state_completed",
    "ToolStateCompletedTime": "tool_state_completed_time",
    "ToolStateError": "tool_state_error",
    "ToolStateErrorTime": "tool_state_error_time",
    "ToolStatePending": "tool_state_pending",
    "ToolStateRunning": "tool_state_running",
    "ToolStateRunningTime": "tool_state_running_time",
    "ToolsEnabled": "tools_enabled",
    "UnknownError": "unknown_error",
    "UnknownErrorData": "unknown_error_data",
    "UserMessage": "user_message",
    "UserMessageModel": "user_message_model",
    "UserMessageSummary": "user_message_summary",
    "UserMessageTime": "user_message_time",
}

_ASSISTANT_MESSAGE_ERROR_BY_NAME = Variants(
    __name__,
    {
        "APIError": "APIError",
        "ContentFilterError": "ContentFilterError",
        "ContextOverflowError": "ContextOverflowError",
        "MessageAbortedError": "MessageAbortedError",
        "MessageOutputLengthError": "MessageOutputLengthError",
        "ProviderAuthError": "ProviderAuthError",
        "StructuredOutputError": "StructuredOutputError",
        "UnknownError": "UnknownError",
    },
)


class UnknownAssistantMessageError(Unknown):
    """A variant of `AssistantMessageError` that the contract does not know, as the server sent it."""

    __slots__ = ()

    @property
    def name(self) -> Any:
        """`name`, as the server sent it; None when it did not."""
        return self._field("name")

    @property
    def data(self) -> Any:
        """`data`, as the server sent it; None when it did not."""
        return self._field("data")


def decode_assistant_message_error(value: Any) -> AssistantMessageError:
    """The variant of `AssistantMessageError` that the value's tag names."""
    try:
        decode = _ASSISTANT_MESSAGE_ERROR_BY_NAME[value["name"]]
    except (KeyError, TypeError):
        return UnknownAssistantMessageError(value)
    else:
        return decode(value)  # type: ignore[no-any-return]


_FILE_PART_SOURCE_BY_TYPE = Variants(
    __name__, {"file": "FileSource", "resource": "ResourceSource", "symbol": "SymbolSource"}
)


class UnknownFilePartSource(Unknown):
    """A variant of `FilePartSource` that the contract does not know, as the server sent it."""

    __slots__ = ()

    @property
    def type(self) -> Any:
        """`type`, as the server sent it; None when it did not."""
        return self._field("type")

    @property
    def text(self) -> Any:
        """`text`, as the server sent it; None when it did not."""
        return self._field("text")


def decode_file_part_source(value: Any) -> FilePartSource:
    """The variant of `FilePartSource` that the value's tag names."""
    try:
        decode = _FILE_PART_SOURCE_BY_TYPE[value["type"]]
    except (KeyError, TypeError):
        return UnknownFilePartSource(value)
    else:
        return decode(value)  # type: ignore[no-any-return]


_MESSAGE_BY_ROLE = Variants(__name__, {"assistant": "AssistantMessage", "user": "UserMessage"})


class UnknownMessage(Unknown):
    """A variant of `Message` that the contract does not know, as the server sent it."""

    __slots__ = ()

    @property
    def id(self) -> Any:
        """`id`, as the server sent it; None when it did not."""
        return self._field("id")

    @property
    def session_id(self) -> Any:
        """`sessionID`, as the server sent it; None when it did not."""
        return self._field("sessionID")

    @property
    def role(self) -> Any:
        """`role`, as the server sent it; None when it did not."""
        return self._field("role")

    @property
    def time(self) -> Any:
        """`time`, as the server sent it; None when it did not."""
        return self._field("time")


def decode_message(value: Any) -> Message:
    """The variant of `Message` that the value's tag names."""
    try:
        decode = _MESSAGE_BY_ROLE[value["role"]]
    except (KeyError, TypeError):
        return UnknownMessage(value)
    else:
        return decode(value)  # type: ignore[no-any-return]


_OUTPUT_FORMAT_BY_TYPE = Variants(__name__, {"json_schema": "OutputFormatJsonSchema", "text": "OutputFormatText"})


class UnknownOutputFormat(Unknown):
    """A variant of `OutputFormat` that the contract does not know, as the server sent it."""

    __slots__ = ()

    @property
    def type(self) -> Any:
        """`type`, as the server sent it; None when it did not."""
        return self._field("type")


def decode_output_format(value: Any) -> OutputFormat:
    """The variant of `OutputFormat` that the value's tag names."""
    try:
        decode = _OUTPUT_FORMAT_BY_TYPE[value["type"]]
    except (KeyError, TypeError):
        return UnknownOutputFormat(value)
    else:
        return decode(value)  # type: ignore[no-any-return]


_PART_BY_TYPE = Variants(
    __name__,
    {
        "agent": "AgentPart",
        "compaction": "CompactionPart",
        "file": "FilePart",
        "patch": "PatchPart",
        "reasoning": "ReasoningPart",
        "retry": "RetryPart",
        "snapshot": "SnapshotPart",
        "step-finish": "StepFinishPart",
        "step-start": "StepStartPart",
        "subtask": "SubtaskPart",
        "text": "TextPart",
        "tool": "ToolPart",
    },
)


class UnknownPart(Unknown):
    """A variant of `Part` that the contract does not know, as the server sent it."""

    __slots__ = ()

    @property
    def id(self) -> Any:
        """`id`, as the server sent it; None when it did not."""
        return self._field("id")

    @property
    def session_id(self) -> Any:
        """`sessionID`, as the server sent it; None when it did not."""
        return self._field("sessionID")

    @property
    def message_id(self) -> Any:
        """`messageID`, as the server sent it; None when it did not."""
        return self._field("messageID")

    @property
    def type(self) -> Any:
        """`type`, as the server sent it; None when it did not."""
        return self._field("type")


def decode_part(value: Any) -> Part:
    """The variant of `Part` that the value's tag names."""
    try:
        decode = _PART_BY_TYPE[value["type"]]
    except (KeyError, TypeError):
        return UnknownPart(value)
    else:
        return decode(value)  # type: ignore[no-any-return]


_PART_INPUT_BY_TYPE = Variants(
    __name__,
    {"agent": "AgentPartInput", "file": "FilePartInput", "subtask": "SubtaskPartInput", "text": "TextPartInput"},
)


class UnknownPartInput(Unknown):
    """A variant of `PartInput` that the contract does not know, as the server sent it."""

    __slots__ = ()

    @property
    def type(self) -> Any:
        """`type`, as the server sent it; None when it did not."""
        return self._field("type")


def decode_part_input(value: Any) -> PartInput:
    """The variant of `PartInput` that the value's tag names."""
    try:
        decode = _PART_INPUT_BY_TYPE[value["type"]]
    except (KeyError, TypeError):
        return UnknownPartInput(value)
    else:
        return decode(value)  # type: ignore[no-any-return]


_TOOL_STATE_BY_STATUS = Variants(
    __name__,
    {
        "completed": "ToolStateCompleted",
        "error": "ToolStateError",
        "pending": "ToolStatePending",
        "running": "ToolStateRunning",
    },
)


class UnknownToolState(Unknown):
    """A variant of `ToolState` that the contract does not know, as the server sent it."""

    __slots__ = ()

    @property
    def status(self) -> Any:
        """`status`, as the server sent it; None when it did not."""
        return self._field("status")


def decode_tool_state(value: Any) -> ToolState:
    """The variant of `ToolState` that the value's tag names."""
    try:
        decode = _TOOL_STATE_BY_STATUS[value["status"]]
    except (KeyError, TypeError):
        return UnknownToolState(value)
    else:
        return decode(value)  # type: ignore[no-any-return]


if TYPE_CHECKING:
    AssistantMessageError: TypeAlias = (
        ProviderAuthError
        | UnknownError
        | MessageOutputLengthError
        | MessageAbortedError
        | StructuredOutputError
        | ContextOverflowError
        | ContentFilterError
        | APIError
        | UnknownAssistantMessageError
    )
    FilePartSource: TypeAlias = FileSource | SymbolSource | ResourceSource | UnknownFilePartSource
    Message: TypeAlias = UserMessage | AssistantMessage | UnknownMessage
    OutputFormat: TypeAlias = OutputFormatText | OutputFormatJsonSchema | UnknownOutputFormat
    Part: TypeAlias = (
        TextPart
        | ReasoningPart
        | FilePart
        | ToolPart
        | StepStartPart
        | StepFinishPart
        | SnapshotPart
        | PatchPart
        | AgentPart
        | SubtaskPart
        | RetryPart
        | CompactionPart
        | UnknownPart
    )
    PartInput: TypeAlias = TextPartInput | FilePartInput | AgentPartInput | SubtaskPartInput | UnknownPartInput
    ToolState: TypeAlias = ToolStatePending | ToolStateRunning | ToolStateCompleted | ToolStateError | UnknownToolState

_UNIONS: dict[str, tuple[type | str, ...]] = {
    "AssistantMessageError": (
        "ProviderAuthError",
        "UnknownError",
        "MessageOutputLengthError",
        "MessageAbortedError",
        "StructuredOutputError",
        "ContextOverflowError",
        "ContentFilterError",
        "APIError",
        UnknownAssistantMessageError,
    ),
    "FilePartSource": ("FileSource", "SymbolSource", "ResourceSource", UnknownFilePartSource),
    "Message": ("UserMessage", "AssistantMessage", UnknownMessage),
    "OutputFormat": ("OutputFormatText", "OutputFormatJsonSchema", UnknownOutputFormat),
    "Part": (
        "TextPart",
        "ReasoningPart",
        "FilePart",
        "ToolPart",
        "StepStartPart",
        "StepFinishPart",
        "SnapshotPart",
        "PatchPart",
        "AgentPart",
        "SubtaskPart",
        "RetryPart",
        "CompactionPart",
        UnknownPart,
    ),
    "PartInput": ("TextPartInput", "FilePartInput", "AgentPartInput", "SubtaskPartInput", UnknownPartInput),
    "ToolState": ("ToolStatePending", "ToolStateRunning", "ToolStateCompleted", "ToolStateError", UnknownToolState),
}

__all__ = [
    "APIError",
    "APIErrorData",
    "AgentPart",
    "AgentPartInput",
    "AgentPartSource",
    "AssistantMessage",
    "AssistantMessagePath",
    "AssistantMessageTime",
    "AssistantMessageTokens",
    "BadRequestBody",
    "CompactionPart",
    "ContentFilterError",
    "ContentFilterErrorData",
    "ContextOverflowError",
    "ContextOverflowErrorData",
    "FileDiff",
    "FileDiffStatus",
    "FilePart",
    "FilePartInput",
    "FilePartSourceText",
    "FileSource",
    "Health",
    "JSONSchema",
    "MessageAbortedError",
    "MessageAbortedErrorData",
    "MessageOutputLengthError",
    "MessageOutputLengthErrorData",
    "Metadata",
    "NotFoundBody",
    "NotFoundBodyData",
    "OutputFormatJsonSchema",
    "OutputFormatText",
    "PatchPart",
    "PermissionAction",
    "PermissionRule",
    "PromptModel",
    "ProviderAuthError",
    "ProviderAuthErrorData",
    "ReasoningPart",
    "ReasoningPartTime",
    "ResourceSource",
    "RetryPart",
    "RetryPartTime",
    "ServerErrorBody",
    "ServerErrorBodyData",
    "Session",
    "SessionBusyBody",
    "SessionChatParams",
    "SessionCreateParams",
    "SessionInitParams",
    "SessionMessagesResponseItem",
    "SessionModel",
    "SessionRevert",
    "SessionRevertParams",
    "SessionShare",
    "SessionSummarizeParams",
    "SessionSummary",
    "SessionTime",
    "SessionTokens",
    "SessionUpdateParams",
    "SessionUpdateTime",
    "SnapshotPart",
    "StepFinishPart",
    "StepFinishTokens",
    "StepStartPart",
    "StringMap",
    "StructuredOutputError",
    "StructuredOutputErrorData",
    "SubtaskPart",
    "SubtaskPartInput",
    "SymbolSource",
    "SymbolSourcePosition",
    "SymbolSourceRange",
    "TextPart",
    "TextPartInput",
    "TextPartInputTime",
    "TextPartTime",
    "TokenCache",
    "ToolInput",
    "ToolPart",
    "ToolStateCompleted",
    "ToolStateCompletedTime",
    "ToolStateError",
    "ToolStateErrorTime",
    "ToolStatePending",
    "ToolStateRunning",
    "ToolStateRunningTime",
    "ToolsEnabled",
    "UnknownError",
    "UnknownErrorData",
    "UserMessage",
    "UserMessageModel",
    "UserMessageSummary",
    "UserMessageTime",
    "AssistantMessageError",
    "UnknownAssistantMessageError",
    "FilePartSource",
    "UnknownFilePartSource",
    "Message",
    "UnknownMessage",
    "OutputFormat",
    "UnknownOutputFormat",
    "Part",
    "UnknownPart",
    "PartInput",
    "UnknownPartInput",
    "ToolState",
    "UnknownToolState",
]


def _model(name: str) -> Any:
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        value = _model(name)
    elif name in _UNIONS:
        value = Union[tuple(_model(member) if isinstance(member, str) else member for member in _UNIONS[name])]  # noqa: UP007
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
