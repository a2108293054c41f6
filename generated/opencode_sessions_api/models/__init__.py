"""The schemas of the contract, each imported when first used, and its unions."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from opencode_sessions_api.types import Unknown, Variants

if TYPE_CHECKING:
    from opencode_sessions_api.models.agent import Agent as Agent
    from opencode_sessions_api.models.agent_mode import AgentMode as AgentMode
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
    from opencode_sessions_api.models.command import Command as Command
    from opencode_sessions_api.models.compaction_part import CompactionPart as CompactionPart
    from opencode_sessions_api.models.config import Config as Config
    from opencode_sessions_api.models.config_providers import ConfigProviders as ConfigProviders
    from opencode_sessions_api.models.content_filter_error import ContentFilterError as ContentFilterError
    from opencode_sessions_api.models.content_filter_error_data import ContentFilterErrorData as ContentFilterErrorData
    from opencode_sessions_api.models.context_overflow_error import ContextOverflowError as ContextOverflowError
    from opencode_sessions_api.models.context_overflow_error_data import (
        ContextOverflowErrorData as ContextOverflowErrorData,
    )
    from opencode_sessions_api.models.event_command_executed import EventCommandExecuted as EventCommandExecuted
    from opencode_sessions_api.models.event_command_executed_properties import (
        EventCommandExecutedProperties as EventCommandExecutedProperties,
    )
    from opencode_sessions_api.models.event_file_edited import EventFileEdited as EventFileEdited
    from opencode_sessions_api.models.event_file_edited_properties import (
        EventFileEditedProperties as EventFileEditedProperties,
    )
    from opencode_sessions_api.models.event_global_disposed import EventGlobalDisposed as EventGlobalDisposed
    from opencode_sessions_api.models.event_global_disposed_properties import (
        EventGlobalDisposedProperties as EventGlobalDisposedProperties,
    )
    from opencode_sessions_api.models.event_message_part_delta import EventMessagePartDelta as EventMessagePartDelta
    from opencode_sessions_api.models.event_message_part_delta_properties import (
        EventMessagePartDeltaProperties as EventMessagePartDeltaProperties,
    )
    from opencode_sessions_api.models.event_message_part_removed import (
        EventMessagePartRemoved as EventMessagePartRemoved,
    )
    from opencode_sessions_api.models.event_message_part_removed_properties import (
        EventMessagePartRemovedProperties as EventMessagePartRemovedProperties,
    )
    from opencode_sessions_api.models.event_message_part_updated import (
        EventMessagePartUpdated as EventMessagePartUpdated,
    )
    from opencode_sessions_api.models.event_message_part_updated_properties import (
        EventMessagePartUpdatedProperties as EventMessagePartUpdatedProperties,
    )
    from opencode_sessions_api.models.event_message_removed import EventMessageRemoved as EventMessageRemoved
    from opencode_sessions_api.models.event_message_removed_properties import (
        EventMessageRemovedProperties as EventMessageRemovedProperties,
    )
    from opencode_sessions_api.models.event_message_updated import EventMessageUpdated as EventMessageUpdated
    from opencode_sessions_api.models.event_message_updated_properties import (
        EventMessageUpdatedProperties as EventMessageUpdatedProperties,
    )
    from opencode_sessions_api.models.event_permission_asked import EventPermissionAsked as EventPermissionAsked
    from opencode_sessions_api.models.event_permission_replied import EventPermissionReplied as EventPermissionReplied
    from opencode_sessions_api.models.event_permission_replied_properties import (
        EventPermissionRepliedProperties as EventPermissionRepliedProperties,
    )
    from opencode_sessions_api.models.event_permission_updated import EventPermissionUpdated as EventPermissionUpdated
    from opencode_sessions_api.models.event_permission_updated_properties import (
        EventPermissionUpdatedProperties as EventPermissionUpdatedProperties,
    )
    from opencode_sessions_api.models.event_permission_updated_time import (
        EventPermissionUpdatedTime as EventPermissionUpdatedTime,
    )
    from opencode_sessions_api.models.event_question_asked import EventQuestionAsked as EventQuestionAsked
    from opencode_sessions_api.models.event_question_rejected import EventQuestionRejected as EventQuestionRejected
    from opencode_sessions_api.models.event_question_rejected_properties import (
        EventQuestionRejectedProperties as EventQuestionRejectedProperties,
    )
    from opencode_sessions_api.models.event_question_replied import EventQuestionReplied as EventQuestionReplied
    from opencode_sessions_api.models.event_question_replied_properties import (
        EventQuestionRepliedProperties as EventQuestionRepliedProperties,
    )
    from opencode_sessions_api.models.event_server_connected import EventServerConnected as EventServerConnected
    from opencode_sessions_api.models.event_server_connected_properties import (
        EventServerConnectedProperties as EventServerConnectedProperties,
    )
    from opencode_sessions_api.models.event_server_heartbeat import EventServerHeartbeat as EventServerHeartbeat
    from opencode_sessions_api.models.event_server_heartbeat_properties import (
        EventServerHeartbeatProperties as EventServerHeartbeatProperties,
    )
    from opencode_sessions_api.models.event_server_instance_disposed import (
        EventServerInstanceDisposed as EventServerInstanceDisposed,
    )
    from opencode_sessions_api.models.event_server_instance_disposed_properties import (
        EventServerInstanceDisposedProperties as EventServerInstanceDisposedProperties,
    )
    from opencode_sessions_api.models.event_session_compacted import EventSessionCompacted as EventSessionCompacted
    from opencode_sessions_api.models.event_session_compacted_properties import (
        EventSessionCompactedProperties as EventSessionCompactedProperties,
    )
    from opencode_sessions_api.models.event_session_created import EventSessionCreated as EventSessionCreated
    from opencode_sessions_api.models.event_session_created_properties import (
        EventSessionCreatedProperties as EventSessionCreatedProperties,
    )
    from opencode_sessions_api.models.event_session_deleted import EventSessionDeleted as EventSessionDeleted
    from opencode_sessions_api.models.event_session_deleted_properties import (
        EventSessionDeletedProperties as EventSessionDeletedProperties,
    )
    from opencode_sessions_api.models.event_session_diff import EventSessionDiff as EventSessionDiff
    from opencode_sessions_api.models.event_session_diff_properties import (
        EventSessionDiffProperties as EventSessionDiffProperties,
    )
    from opencode_sessions_api.models.event_session_error import EventSessionError as EventSessionError
    from opencode_sessions_api.models.event_session_error_properties import (
        EventSessionErrorProperties as EventSessionErrorProperties,
    )
    from opencode_sessions_api.models.event_session_idle import EventSessionIdle as EventSessionIdle
    from opencode_sessions_api.models.event_session_idle_properties import (
        EventSessionIdleProperties as EventSessionIdleProperties,
    )
    from opencode_sessions_api.models.event_session_status import EventSessionStatus as EventSessionStatus
    from opencode_sessions_api.models.event_session_status_properties import (
        EventSessionStatusProperties as EventSessionStatusProperties,
    )
    from opencode_sessions_api.models.event_session_updated import EventSessionUpdated as EventSessionUpdated
    from opencode_sessions_api.models.event_session_updated_properties import (
        EventSessionUpdatedProperties as EventSessionUpdatedProperties,
    )
    from opencode_sessions_api.models.event_todo_updated import EventTodoUpdated as EventTodoUpdated
    from opencode_sessions_api.models.event_todo_updated_properties import (
        EventTodoUpdatedProperties as EventTodoUpdatedProperties,
    )
    from opencode_sessions_api.models.file_diff import FileDiff as FileDiff
    from opencode_sessions_api.models.file_diff_status import FileDiffStatus as FileDiffStatus
    from opencode_sessions_api.models.file_part import FilePart as FilePart
    from opencode_sessions_api.models.file_part_input import FilePartInput as FilePartInput
    from opencode_sessions_api.models.file_part_source_text import FilePartSourceText as FilePartSourceText
    from opencode_sessions_api.models.file_source import FileSource as FileSource
    from opencode_sessions_api.models.global_event import GlobalEvent as GlobalEvent
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
    from opencode_sessions_api.models.permission_reply import PermissionReply as PermissionReply
    from opencode_sessions_api.models.permission_reply_params import PermissionReplyParams as PermissionReplyParams
    from opencode_sessions_api.models.permission_request import PermissionRequest as PermissionRequest
    from opencode_sessions_api.models.permission_request_tool import PermissionRequestTool as PermissionRequestTool
    from opencode_sessions_api.models.permission_rule import PermissionRule as PermissionRule
    from opencode_sessions_api.models.prompt_model import PromptModel as PromptModel
    from opencode_sessions_api.models.provider import Provider as Provider
    from opencode_sessions_api.models.provider_auth_error import ProviderAuthError as ProviderAuthError
    from opencode_sessions_api.models.provider_auth_error_data import ProviderAuthErrorData as ProviderAuthErrorData
    from opencode_sessions_api.models.provider_model import ProviderModel as ProviderModel
    from opencode_sessions_api.models.provider_model_api import ProviderModelApi as ProviderModelApi
    from opencode_sessions_api.models.provider_model_cache_cost import ProviderModelCacheCost as ProviderModelCacheCost
    from opencode_sessions_api.models.provider_model_capabilities import (
        ProviderModelCapabilities as ProviderModelCapabilities,
    )
    from opencode_sessions_api.models.provider_model_cost import ProviderModelCost as ProviderModelCost
    from opencode_sessions_api.models.provider_model_limit import ProviderModelLimit as ProviderModelLimit
    from opencode_sessions_api.models.provider_model_long_cost import ProviderModelLongCost as ProviderModelLongCost
    from opencode_sessions_api.models.provider_model_media import ProviderModelMedia as ProviderModelMedia
    from opencode_sessions_api.models.provider_model_modalities import (
        ProviderModelModalities as ProviderModelModalities,
    )
    from opencode_sessions_api.models.provider_model_tier import ProviderModelTier as ProviderModelTier
    from opencode_sessions_api.models.provider_model_variants import ProviderModelVariants as ProviderModelVariants
    from opencode_sessions_api.models.provider_models import ProviderModels as ProviderModels
    from opencode_sessions_api.models.question_info import QuestionInfo as QuestionInfo
    from opencode_sessions_api.models.question_option import QuestionOption as QuestionOption
    from opencode_sessions_api.models.question_reply_params import QuestionReplyParams as QuestionReplyParams
    from opencode_sessions_api.models.question_request import QuestionRequest as QuestionRequest
    from opencode_sessions_api.models.question_request_tool import QuestionRequestTool as QuestionRequestTool
    from opencode_sessions_api.models.reasoning_part import ReasoningPart as ReasoningPart
    from opencode_sessions_api.models.reasoning_part_time import ReasoningPartTime as ReasoningPartTime
    from opencode_sessions_api.models.request_not_found_body import RequestNotFoundBody as RequestNotFoundBody
    from opencode_sessions_api.models.resource_source import ResourceSource as ResourceSource
    from opencode_sessions_api.models.retry_part import RetryPart as RetryPart
    from opencode_sessions_api.models.retry_part_time import RetryPartTime as RetryPartTime
    from opencode_sessions_api.models.server_error_body import ServerErrorBody as ServerErrorBody
    from opencode_sessions_api.models.server_error_body_data import ServerErrorBodyData as ServerErrorBodyData
    from opencode_sessions_api.models.session import Session as Session
    from opencode_sessions_api.models.session_busy_body import SessionBusyBody as SessionBusyBody
    from opencode_sessions_api.models.session_chat_params import SessionChatParams as SessionChatParams
    from opencode_sessions_api.models.session_command_params import SessionCommandParams as SessionCommandParams
    from opencode_sessions_api.models.session_create_params import SessionCreateParams as SessionCreateParams
    from opencode_sessions_api.models.session_fork_params import SessionForkParams as SessionForkParams
    from opencode_sessions_api.models.session_init_params import SessionInitParams as SessionInitParams
    from opencode_sessions_api.models.session_messages_response_item import (
        SessionMessagesResponseItem as SessionMessagesResponseItem,
    )
    from opencode_sessions_api.models.session_model import SessionModel as SessionModel
    from opencode_sessions_api.models.session_permission_reply_params import (
        SessionPermissionReplyParams as SessionPermissionReplyParams,
    )
    from opencode_sessions_api.models.session_revert import SessionRevert as SessionRevert
    from opencode_sessions_api.models.session_revert_params import SessionRevertParams as SessionRevertParams
    from opencode_sessions_api.models.session_share import SessionShare as SessionShare
    from opencode_sessions_api.models.session_shell_params import SessionShellParams as SessionShellParams
    from opencode_sessions_api.models.session_status_busy import SessionStatusBusy as SessionStatusBusy
    from opencode_sessions_api.models.session_status_idle import SessionStatusIdle as SessionStatusIdle
    from opencode_sessions_api.models.session_status_map import SessionStatusMap as SessionStatusMap
    from opencode_sessions_api.models.session_status_retry import SessionStatusRetry as SessionStatusRetry
    from opencode_sessions_api.models.session_status_retry_action import (
        SessionStatusRetryAction as SessionStatusRetryAction,
    )
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
    from opencode_sessions_api.models.todo import Todo as Todo
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
    "Agent": "agent",
    "AgentMode": "agent_mode",
    "AgentPart": "agent_part",
    "AgentPartInput": "agent_part_input",
    "AgentPartSource": "agent_part_source",
    "AssistantMessage": "assistant_message",
    "AssistantMessagePath": "assistant_message_path",
    "AssistantMessageTime": "assistant_message_time",
    "AssistantMessageTokens": "assistant_message_tokens",
    "BadRequestBody": "bad_request_body",
    "Command": "command",
    "CompactionPart": "compaction_part",
    "Config": "config",
    "ConfigProviders": "config_providers",
    "ContentFilterError": "content_filter_error",
    "ContentFilterErrorData": "content_filter_error_data",
    "ContextOverflowError": "context_overflow_error",
    "ContextOverflowErrorData": "context_overflow_error_data",
    "EventCommandExecuted": "event_command_executed",
    "EventCommandExecutedProperties": "event_command_executed_properties",
    "EventFileEdited": "event_file_edited",
    "EventFileEditedProperties": "event_file_edited_properties",
    "EventGlobalDisposed": "event_global_disposed",
    "EventGlobalDisposedProperties": "event_global_disposed_properties",
    "EventMessagePartDelta": "event_message_part_delta",
    "EventMessagePartDeltaProperties": "event_message_part_delta_properties",
    "EventMessagePartRemoved": "event_message_part_removed",
    "EventMessagePartRemovedProperties": "event_message_part_removed_properties",
    "EventMessagePartUpdated": "event_message_part_updated",
    "EventMessagePartUpdatedProperties": "event_message_part_updated_properties",
    "EventMessageRemoved": "event_message_removed",
    "EventMessageRemovedProperties": "event_message_removed_properties",
    "EventMessageUpdated": "event_message_updated",
    "EventMessageUpdatedProperties": "event_message_updated_properties",
    "EventPermissionAsked": "event_permission_asked",
    "EventPermissionReplied": "event_permission_replied",
    "EventPermissionRepliedProperties": "event_permission_replied_properties",
    "EventPermissionUpdated": "event_permission_updated",
    "EventPermissionUpdatedProperties": "event_permission_updated_properties",
    "EventPermissionUpdatedTime": "event_permission_updated_time",
    "EventQuestionAsked": "event_question_asked",
    "EventQuestionRejected": "event_question_rejected",
    "EventQuestionRejectedProperties": "event_question_rejected_properties",
    "EventQuestionReplied": "event_question_replied",
    "EventQuestionRepliedProperties": "event_question_replied_properties",
    "EventServerConnected": "event_server_connected",
    "EventServerConnectedProperties": "event_server_connected_properties",
    "EventServerHeartbeat": "event_server_heartbeat",
    "EventServerHeartbeatProperties": "event_server_heartbeat_properties",
    "EventServerInstanceDisposed": "event_server_instance_disposed",
    "EventServerInstanceDisposedProperties": "event_server_instance_disposed_properties",
    "EventSessionCompacted": "event_session_compacted",
    "EventSessionCompactedProperties": "event_session_compacted_properties",
    "EventSessionCreated": "event_session_created",
    "EventSessionCreatedProperties": "event_session_created_properties",
    "EventSessionDeleted": "event_session_deleted",
    "EventSessionDeletedProperties": "event_session_deleted_properties",
    "EventSessionDiff": "event_session_diff",
    "EventSessionDiffProperties": "event_session_diff_properties",
    "EventSessionError": "event_session_error",
    "EventSessionErrorProperties": "event_session_error_properties",
    "EventSessionIdle": "event_session_idle",
    "EventSessionIdleProperties": "event_session_idle_properties",
    "EventSessionStatus": "event_session_status",
    "EventSessionStatusProperties": "event_session_status_properties",
    "EventSessionUpdated": "event_session_updated",
    "EventSessionUpdatedProperties": "event_session_updated_properties",
    "EventTodoUpdated": "event_todo_updated",
    "EventTodoUpdatedProperties": "event_todo_updated_properties",
    "FileDiff": "file_diff",
    "FileDiffStatus": "file_diff_status",
    "FilePart": "file_part",
    "FilePartInput": "file_part_input",
    "FilePartSourceText": "file_part_source_text",
    "FileSource": "file_source",
    "GlobalEvent": "global_event",
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
    "PermissionReply": "permission_reply",
    "PermissionReplyParams": "permission_reply_params",
    "PermissionRequest": "permission_request",
    "PermissionRequestTool": "permission_request_tool",
    "PermissionRule": "permission_rule",
    "PromptModel": "prompt_model",
    "Provider": "provider",
    "ProviderAuthError": "provider_auth_error",
    "ProviderAuthErrorData": "provider_auth_error_data",
    "ProviderModel": "provider_model",
    "ProviderModelApi": "provider_model_api",
    "ProviderModelCacheCost": "provider_model_cache_cost",
    "ProviderModelCapabilities": "provider_model_capabilities",
    "ProviderModelCost": "provider_model_cost",
    "ProviderModelLimit": "provider_model_limit",
    "ProviderModelLongCost": "provider_model_long_cost",
    "ProviderModelMedia": "provider_model_media",
    "ProviderModelModalities": "provider_model_modalities",
    "ProviderModelTier": "provider_model_tier",
    "ProviderModelVariants": "provider_model_variants",
    "ProviderModels": "provider_models",
    "QuestionInfo": "question_info",
    "QuestionOption": "question_option",
    "QuestionReplyParams": "question_reply_params",
    "QuestionRequest": "question_request",
    "QuestionRequestTool": "question_request_tool",
    "ReasoningPart": "reasoning_part",
    "ReasoningPartTime": "reasoning_part_time",
    "RequestNotFoundBody": "request_not_found_body",
    "ResourceSource": "resource_source",
    "RetryPart": "retry_part",
    "RetryPartTime": "retry_part_time",
    "ServerErrorBody": "server_error_body",
    "ServerErrorBodyData": "server_error_body_data",
    "Session": "session",
    "SessionBusyBody": "session_busy_body",
    "SessionChatParams": "session_chat_params",
    "SessionCommandParams": "session_command_params",
    "SessionCreateParams": "session_create_params",
    "SessionForkParams": "session_fork_params",
    "SessionInitParams": "session_init_params",
    "SessionMessagesResponseItem": "session_messages_response_item",
    "SessionModel": "session_model",
    "SessionPermissionReplyParams": "session_permission_reply_params",
    "SessionRevert": "session_revert",
    "SessionRevertParams": "session_revert_params",
    "SessionShare": "session_share",
    "SessionShellParams": "session_shell_params",
    "SessionStatusBusy": "session_status_busy",
    "SessionStatusIdle": "session_status_idle",
    "SessionStatusMap": "session_status_map",
    "SessionStatusRetry": "session_status_retry",
    "SessionStatusRetryAction": "session_status_retry_action",
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
    "Todo": "todo",
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


_EVENT_BY_TYPE = Variants(
    __name__,
    {
        "command.executed": "EventCommandExecuted",
        "file.edited": "EventFileEdited",
        "global.disposed": "EventGlobalDisposed",
        "message.part.delta": "EventMessagePartDelta",
        "message.part.removed": "EventMessagePartRemoved",
        "message.part.updated": "EventMessagePartUpdated",
        "message.removed": "EventMessageRemoved",
        "message.updated": "EventMessageUpdated",
        "permission.asked": "EventPermissionAsked",
        "permission.replied": "EventPermissionReplied",
        "permission.updated": "EventPermissionUpdated",
        "question.asked": "EventQuestionAsked",
        "question.rejected": "EventQuestionRejected",
        "question.replied": "EventQuestionReplied",
        "server.connected": "EventServerConnected",
        "server.heartbeat": "EventServerHeartbeat",
        "server.instance.disposed": "EventServerInstanceDisposed",
        "session.compacted": "EventSessionCompacted",
        "session.created": "EventSessionCreated",
        "session.deleted": "EventSessionDeleted",
        "session.diff": "EventSessionDiff",
        "session.error": "EventSessionError",
        "session.idle": "EventSessionIdle",
        "session.status": "EventSessionStatus",
        "session.updated": "EventSessionUpdated",
        "todo.updated": "EventTodoUpdated",
    },
)


class UnknownEvent(Unknown):
    """A variant of `Event` that the contract does not know, as the server sent it."""

    __slots__ = ()

    @property
    def type(self) -> Any:
        """`type`, as the server sent it; None when it did not."""
        return self._field("type")

    @property
    def properties(self) -> Any:
        """`properties`, as the server sent it; None when it did not."""
        return self._field("properties")


def decode_event(value: Any) -> Event:
    """The variant of `Event` that the value's tag names."""
    try:
        decode = _EVENT_BY_TYPE[value["type"]]
    except (KeyError, TypeError):
        return UnknownEvent(value)
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


_SESSION_STATUS_BY_TYPE = Variants(
    __name__, {"busy": "SessionStatusBusy", "idle": "SessionStatusIdle", "retry": "SessionStatusRetry"}
)


class UnknownSessionStatus(Unknown):
    """A variant of `SessionStatus` that the contract does not know, as the server sent it."""

    __slots__ = ()

    @property
    def type(self) -> Any:
        """`type`, as the server sent it; None when it did not."""
        return self._field("type")


def decode_session_status(value: Any) -> SessionStatus:
    """The variant of `SessionStatus` that the value's tag names."""
    try:
        decode = _SESSION_STATUS_BY_TYPE[value["type"]]
    except (KeyError, TypeError):
        return UnknownSessionStatus(value)
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
    Event: TypeAlias = (
        EventServerConnected
        | EventServerHeartbeat
        | EventServerInstanceDisposed
        | EventGlobalDisposed
        | EventSessionCreated
        | EventSessionUpdated
        | EventSessionDeleted
        | EventSessionStatus
        | EventSessionIdle
        | EventSessionError
        | EventSessionCompacted
        | EventSessionDiff
        | EventMessageUpdated
        | EventMessageRemoved
        | EventMessagePartUpdated
        | EventMessagePartRemoved
        | EventMessagePartDelta
        | EventPermissionUpdated
        | EventPermissionAsked
        | EventPermissionReplied
        | EventQuestionAsked
        | EventQuestionReplied
        | EventQuestionRejected
        | EventTodoUpdated
        | EventCommandExecuted
        | EventFileEdited
        | UnknownEvent
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
    SessionStatus: TypeAlias = SessionStatusIdle | SessionStatusBusy | SessionStatusRetry | UnknownSessionStatus
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
    "Event": (
        "EventServerConnected",
        "EventServerHeartbeat",
        "EventServerInstanceDisposed",
        "EventGlobalDisposed",
        "EventSessionCreated",
        "EventSessionUpdated",
        "EventSessionDeleted",
        "EventSessionStatus",
        "EventSessionIdle",
        "EventSessionError",
        "EventSessionCompacted",
        "EventSessionDiff",
        "EventMessageUpdated",
        "EventMessageRemoved",
        "EventMessagePartUpdated",
        "EventMessagePartRemoved",
        "EventMessagePartDelta",
        "EventPermissionUpdated",
        "EventPermissionAsked",
        "EventPermissionReplied",
        "EventQuestionAsked",
        "EventQuestionReplied",
        "EventQuestionRejected",
        "EventTodoUpdated",
        "EventCommandExecuted",
        "EventFileEdited",
        UnknownEvent,
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
    "SessionStatus": ("SessionStatusIdle", "SessionStatusBusy", "SessionStatusRetry", UnknownSessionStatus),
    "ToolState": ("ToolStatePending", "ToolStateRunning", "ToolStateCompleted", "ToolStateError", UnknownToolState),
}

__all__ = [
    "APIError",
    "APIErrorData",
    "Agent",
    "AgentMode",
    "AgentPart",
    "AgentPartInput",
    "AgentPartSource",
    "AssistantMessage",
    "AssistantMessagePath",
    "AssistantMessageTime",
    "AssistantMessageTokens",
    "BadRequestBody",
    "Command",
    "CompactionPart",
    "Config",
    "ConfigProviders",
    "ContentFilterError",
    "ContentFilterErrorData",
    "ContextOverflowError",
    "ContextOverflowErrorData",
    "EventCommandExecuted",
    "EventCommandExecutedProperties",
    "EventFileEdited",
    "EventFileEditedProperties",
    "EventGlobalDisposed",
    "EventGlobalDisposedProperties",
    "EventMessagePartDelta",
    "EventMessagePartDeltaProperties",
    "EventMessagePartRemoved",
    "EventMessagePartRemovedProperties",
    "EventMessagePartUpdated",
    "EventMessagePartUpdatedProperties",
    "EventMessageRemoved",
    "EventMessageRemovedProperties",
    "EventMessageUpdated",
    "EventMessageUpdatedProperties",
    "EventPermissionAsked",
    "EventPermissionReplied",
    "EventPermissionRepliedProperties",
    "EventPermissionUpdated",
    "EventPermissionUpdatedProperties",
    "EventPermissionUpdatedTime",
    "EventQuestionAsked",
    "EventQuestionRejected",
    "EventQuestionRejectedProperties",
    "EventQuestionReplied",
    "EventQuestionRepliedProperties",
    "EventServerConnected",
    "EventServerConnectedProperties",
    "EventServerHeartbeat",
    "EventServerHeartbeatProperties",
    "EventServerInstanceDisposed",
    "EventServerInstanceDisposedProperties",
    "EventSessionCompacted",
    "EventSessionCompactedProperties",
    "EventSessionCreated",
    "EventSessionCreatedProperties",
    "EventSessionDeleted",
    "EventSessionDeletedProperties",
    "EventSessionDiff",
    "EventSessionDiffProperties",
    "EventSessionError",
    "EventSessionErrorProperties",
    "EventSessionIdle",
    "EventSessionIdleProperties",
    "EventSessionStatus",
    "EventSessionStatusProperties",
    "EventSessionUpdated",
    "EventSessionUpdatedProperties",
    "EventTodoUpdated",
    "EventTodoUpdatedProperties",
    "FileDiff",
    "FileDiffStatus",
    "FilePart",
    "FilePartInput",
    "FilePartSourceText",
    "FileSource",
    "GlobalEvent",
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
    "PermissionReply",
    "PermissionReplyParams",
    "PermissionRequest",
    "PermissionRequestTool",
    "PermissionRule",
    "PromptModel",
    "Provider",
    "ProviderAuthError",
    "ProviderAuthErrorData",
    "ProviderModel",
    "ProviderModelApi",
    "ProviderModelCacheCost",
    "ProviderModelCapabilities",
    "ProviderModelCost",
    "ProviderModelLimit",
    "ProviderModelLongCost",
    "ProviderModelMedia",
    "ProviderModelModalities",
    "ProviderModelTier",
    "ProviderModelVariants",
    "ProviderModels",
    "QuestionInfo",
    "QuestionOption",
    "QuestionReplyParams",
    "QuestionRequest",
    "QuestionRequestTool",
    "ReasoningPart",
    "ReasoningPartTime",
    "RequestNotFoundBody",
    "ResourceSource",
    "RetryPart",
    "RetryPartTime",
    "ServerErrorBody",
    "ServerErrorBodyData",
    "Session",
    "SessionBusyBody",
    "SessionChatParams",
    "SessionCommandParams",
    "SessionCreateParams",
    "SessionForkParams",
    "SessionInitParams",
    "SessionMessagesResponseItem",
    "SessionModel",
    "SessionPermissionReplyParams",
    "SessionRevert",
    "SessionRevertParams",
    "SessionShare",
    "SessionShellParams",
    "SessionStatusBusy",
    "SessionStatusIdle",
    "SessionStatusMap",
    "SessionStatusRetry",
    "SessionStatusRetryAction",
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
    "Todo",
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
    "Event",
    "UnknownEvent",
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
    "SessionStatus",
    "UnknownSessionStatus",
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
