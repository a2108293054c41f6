# Generated from openapi.yaml; do not edit.
"""The schemas of the contract, each imported when it is first used, its unions, and what stands for an identifier."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias, Union

from attrs import define

from opencode_sessions_api.types import AboutSession, HasMessageID, HasSessionID, Unknown, variants

if TYPE_CHECKING:
    from opencode_sessions_api.models.agent import Agent as Agent
    from opencode_sessions_api.models.agent_mode import AgentMode as AgentMode
    from opencode_sessions_api.models.agent_part import AgentPart as AgentPart
    from opencode_sessions_api.models.agent_part_input import AgentPartInput as AgentPartInput
    from opencode_sessions_api.models.agent_part_source import AgentPartSource as AgentPartSource
    from opencode_sessions_api.models.api_error import APIError as APIError
    from opencode_sessions_api.models.api_error_data import APIErrorData as APIErrorData
    from opencode_sessions_api.models.app_log_params import AppLogParams as AppLogParams
    from opencode_sessions_api.models.assistant_message import AssistantMessage as AssistantMessage
    from opencode_sessions_api.models.assistant_message_path import AssistantMessagePath as AssistantMessagePath
    from opencode_sessions_api.models.assistant_message_time import AssistantMessageTime as AssistantMessageTime
    from opencode_sessions_api.models.assistant_message_tokens import AssistantMessageTokens as AssistantMessageTokens
    from opencode_sessions_api.models.auth_set_params import AuthSetParams as AuthSetParams
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
    from opencode_sessions_api.models.credentials_type import CredentialsType as CredentialsType
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
    from opencode_sessions_api.models.file_content import FileContent as FileContent
    from opencode_sessions_api.models.file_diff import FileDiff as FileDiff
    from opencode_sessions_api.models.file_diff_status import FileDiffStatus as FileDiffStatus
    from opencode_sessions_api.models.file_node import FileNode as FileNode
    from opencode_sessions_api.models.file_node_type import FileNodeType as FileNodeType
    from opencode_sessions_api.models.file_part import FilePart as FilePart
    from opencode_sessions_api.models.file_part_input import FilePartInput as FilePartInput
    from opencode_sessions_api.models.file_part_source_text import FilePartSourceText as FilePartSourceText
    from opencode_sessions_api.models.file_patch import FilePatch as FilePatch
    from opencode_sessions_api.models.file_patch_hunk import FilePatchHunk as FilePatchHunk
    from opencode_sessions_api.models.file_source import FileSource as FileSource
    from opencode_sessions_api.models.file_status import FileStatus as FileStatus
    from opencode_sessions_api.models.formatter_status import FormatterStatus as FormatterStatus
    from opencode_sessions_api.models.global_event import GlobalEvent as GlobalEvent
    from opencode_sessions_api.models.health import Health as Health
    from opencode_sessions_api.models.json_schema import JSONSchema as JSONSchema
    from opencode_sessions_api.models.log_level import LogLevel as LogLevel
    from opencode_sessions_api.models.lsp_status import LspStatus as LspStatus
    from opencode_sessions_api.models.mcp_add_params import McpAddParams as McpAddParams
    from opencode_sessions_api.models.mcp_auth_callback_params import McpAuthCallbackParams as McpAuthCallbackParams
    from opencode_sessions_api.models.mcp_auth_removal import McpAuthRemoval as McpAuthRemoval
    from opencode_sessions_api.models.mcp_authorization import McpAuthorization as McpAuthorization
    from opencode_sessions_api.models.mcp_local_config import McpLocalConfig as McpLocalConfig
    from opencode_sessions_api.models.mcp_o_auth_unsupported_body import (
        McpOAuthUnsupportedBody as McpOAuthUnsupportedBody,
    )
    from opencode_sessions_api.models.mcp_remote_config import McpRemoteConfig as McpRemoteConfig
    from opencode_sessions_api.models.mcp_server_not_found_body import McpServerNotFoundBody as McpServerNotFoundBody
    from opencode_sessions_api.models.mcp_status import McpStatus as McpStatus
    from opencode_sessions_api.models.mcp_status_map import McpStatusMap as McpStatusMap
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
    from opencode_sessions_api.models.paths import Paths as Paths
    from opencode_sessions_api.models.permission_action import PermissionAction as PermissionAction
    from opencode_sessions_api.models.permission_reply import PermissionReply as PermissionReply
    from opencode_sessions_api.models.permission_reply_params import PermissionReplyParams as PermissionReplyParams
    from opencode_sessions_api.models.permission_request import PermissionRequest as PermissionRequest
    from opencode_sessions_api.models.permission_request_tool import PermissionRequestTool as PermissionRequestTool
    from opencode_sessions_api.models.permission_rule import PermissionRule as PermissionRule
    from opencode_sessions_api.models.project import Project as Project
    from opencode_sessions_api.models.project_commands import ProjectCommands as ProjectCommands
    from opencode_sessions_api.models.project_icon import ProjectIcon as ProjectIcon
    from opencode_sessions_api.models.project_not_found_body import ProjectNotFoundBody as ProjectNotFoundBody
    from opencode_sessions_api.models.project_time import ProjectTime as ProjectTime
    from opencode_sessions_api.models.project_update_params import ProjectUpdateParams as ProjectUpdateParams
    from opencode_sessions_api.models.prompt_model import PromptModel as PromptModel
    from opencode_sessions_api.models.provider import Provider as Provider
    from opencode_sessions_api.models.provider_auth_condition import ProviderAuthCondition as ProviderAuthCondition
    from opencode_sessions_api.models.provider_auth_error import ProviderAuthError as ProviderAuthError
    from opencode_sessions_api.models.provider_auth_error_data import ProviderAuthErrorData as ProviderAuthErrorData
    from opencode_sessions_api.models.provider_auth_method import ProviderAuthMethod as ProviderAuthMethod
    from opencode_sessions_api.models.provider_auth_methods import ProviderAuthMethods as ProviderAuthMethods
    from opencode_sessions_api.models.provider_auth_option import ProviderAuthOption as ProviderAuthOption
    from opencode_sessions_api.models.provider_auth_prompt import ProviderAuthPrompt as ProviderAuthPrompt
    from opencode_sessions_api.models.provider_list import ProviderList as ProviderList
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
    from opencode_sessions_api.models.search_match import SearchMatch as SearchMatch
    from opencode_sessions_api.models.search_submatch import SearchSubmatch as SearchSubmatch
    from opencode_sessions_api.models.search_text import SearchText as SearchText
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
    from opencode_sessions_api.models.settings import Settings as Settings
    from opencode_sessions_api.models.skill import Skill as Skill
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
    from opencode_sessions_api.models.tool_definition import ToolDefinition as ToolDefinition
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
    from opencode_sessions_api.models.tui_append_prompt_params import TuiAppendPromptParams as TuiAppendPromptParams
    from opencode_sessions_api.models.tui_execute_command_params import (
        TuiExecuteCommandParams as TuiExecuteCommandParams,
    )
    from opencode_sessions_api.models.tui_select_session_params import TuiSelectSessionParams as TuiSelectSessionParams
    from opencode_sessions_api.models.tui_show_toast_params import TuiShowToastParams as TuiShowToastParams
    from opencode_sessions_api.models.tui_toast_variant import TuiToastVariant as TuiToastVariant
    from opencode_sessions_api.models.unknown_error import UnknownError as UnknownError
    from opencode_sessions_api.models.unknown_error_data import UnknownErrorData as UnknownErrorData
    from opencode_sessions_api.models.user_message import UserMessage as UserMessage
    from opencode_sessions_api.models.user_message_model import UserMessageModel as UserMessageModel
    from opencode_sessions_api.models.user_message_summary import UserMessageSummary as UserMessageSummary
    from opencode_sessions_api.models.user_message_time import UserMessageTime as UserMessageTime
    from opencode_sessions_api.models.vcs_diff_mode import VcsDiffMode as VcsDiffMode
    from opencode_sessions_api.models.vcs_file_status import VcsFileStatus as VcsFileStatus
    from opencode_sessions_api.models.vcs_info import VcsInfo as VcsInfo
    from opencode_sessions_api.models.workspace_symbol import WorkspaceSymbol as WorkspaceSymbol
    from opencode_sessions_api.models.workspace_symbol_location import (
        WorkspaceSymbolLocation as WorkspaceSymbolLocation,
    )
    from opencode_sessions_api.models.worktree import Worktree as Worktree
    from opencode_sessions_api.models.worktree_create_params import WorktreeCreateParams as WorktreeCreateParams
    from opencode_sessions_api.models.worktree_remove_params import WorktreeRemoveParams as WorktreeRemoveParams
    from opencode_sessions_api.models.worktree_reset_params import WorktreeResetParams as WorktreeResetParams

_MODULES = {
    "APIError": "api_error",
    "APIErrorData": "api_error_data",
    "Agent": "agent",
    "AgentMode": "agent_mode",
    "AgentPart": "agent_part",
    "AgentPartInput": "agent_part_input",
    "AgentPartSource": "agent_part_source",
    "AppLogParams": "app_log_params",
    "AssistantMessage": "assistant_message",
    "AssistantMessagePath": "assistant_message_path",
    "AssistantMessageTime": "assistant_message_time",
    "AssistantMessageTokens": "assistant_message_tokens",
    "AuthSetParams": "auth_set_params",
    "BadRequestBody": "bad_request_body",
    "Command": "command",
    "CompactionPart": "compaction_part",
    "Config": "config",
    "ConfigProviders": "config_providers",
    "ContentFilterError": "content_filter_error",
    "ContentFilterErrorData": "content_filter_error_data",
    "ContextOverflowError": "context_overflow_error",
    "ContextOverflowErrorData": "context_overflow_error_data",
    "CredentialsType": "credentials_type",
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
    "FileContent": "file_content",
    "FileDiff": "file_diff",
    "FileDiffStatus": "file_diff_status",
    "FileNode": "file_node",
    "FileNodeType": "file_node_type",
    "FilePart": "file_part",
    "FilePartInput": "file_part_input",
    "FilePartSourceText": "file_part_source_text",
    "FilePatch": "file_patch",
    "FilePatchHunk": "file_patch_hunk",
    "FileSource": "file_source",
    "FileStatus": "file_status",
    "FormatterStatus": "formatter_status",
    "GlobalEvent": "global_event",
    "Health": "health",
    "JSONSchema": "json_schema",
    "LogLevel": "log_level",
    "LspStatus": "lsp_status",
    "McpAddParams": "mcp_add_params",
    "McpAuthCallbackParams": "mcp_auth_callback_params",
    "McpAuthRemoval": "mcp_auth_removal",
    "McpAuthorization": "mcp_authorization",
    "McpLocalConfig": "mcp_local_config",
    "McpOAuthUnsupportedBody": "mcp_o_auth_unsupported_body",
    "McpRemoteConfig": "mcp_remote_config",
    "McpServerNotFoundBody": "mcp_server_not_found_body",
    "McpStatus": "mcp_status",
    "McpStatusMap": "mcp_status_map",
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
    "Paths": "paths",
    "PermissionAction": "permission_action",
    "PermissionReply": "permission_reply",
    "PermissionReplyParams": "permission_reply_params",
    "PermissionRequest": "permission_request",
    "PermissionRequestTool": "permission_request_tool",
    "PermissionRule": "permission_rule",
    "Project": "project",
    "ProjectCommands": "project_commands",
    "ProjectIcon": "project_icon",
    "ProjectNotFoundBody": "project_not_found_body",
    "ProjectTime": "project_time",
    "ProjectUpdateParams": "project_update_params",
    "PromptModel": "prompt_model",
    "Provider": "provider",
    "ProviderAuthCondition": "provider_auth_condition",
    "ProviderAuthError": "provider_auth_error",
    "ProviderAuthErrorData": "provider_auth_error_data",
    "ProviderAuthMethod": "provider_auth_method",
    "ProviderAuthMethods": "provider_auth_methods",
    "ProviderAuthOption": "provider_auth_option",
    "ProviderAuthPrompt": "provider_auth_prompt",
    "ProviderList": "provider_list",
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
    "SearchMatch": "search_match",
    "SearchSubmatch": "search_submatch",
    "SearchText": "search_text",
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
    "Settings": "settings",
    "Skill": "skill",
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
    "ToolDefinition": "tool_definition",
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
    "TuiAppendPromptParams": "tui_append_prompt_params",
    "TuiExecuteCommandParams": "tui_execute_command_params",
    "TuiSelectSessionParams": "tui_select_session_params",
    "TuiShowToastParams": "tui_show_toast_params",
    "TuiToastVariant": "tui_toast_variant",
    "UnknownError": "unknown_error",
    "UnknownErrorData": "unknown_error_data",
    "UserMessage": "user_message",
    "UserMessageModel": "user_message_model",
    "UserMessageSummary": "user_message_summary",
    "UserMessageTime": "user_message_time",
    "VcsDiffMode": "vcs_diff_mode",
    "VcsFileStatus": "vcs_file_status",
    "VcsInfo": "vcs_info",
    "WorkspaceSymbol": "workspace_symbol",
    "WorkspaceSymbolLocation": "workspace_symbol_location",
    "Worktree": "worktree",
    "WorktreeCreateParams": "worktree_create_params",
    "WorktreeRemoveParams": "worktree_remove_params",
    "WorktreeResetParams": "worktree_reset_params",
}

_ASSISTANT_MESSAGE_ERROR_BY_NAME: Mapping[Any, Callable[[Any], AssistantMessageError]] = variants(
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


@define(repr=False)
class UnknownAssistantMessageError(Unknown):
    """A variant of `AssistantMessageError` that the contract does not know, as the server sent it."""

    name: Literal["unknown"] = "unknown"
    """Always `unknown`; `tag` is what the server sent."""
    _tags: ClassVar[tuple[str, ...]] = ("name",)

    @property
    def data(self) -> Any:
        """`data`, as the server sent it; None when it did not."""
        return self._field("data")


def decode_assistant_message_error(value: Any) -> AssistantMessageError:
    """Decode the variant of `AssistantMessageError` that the tag names."""
    try:
        return _ASSISTANT_MESSAGE_ERROR_BY_NAME[value["name"]](value)
    except (KeyError, TypeError):
        return UnknownAssistantMessageError(value)


_EVENT_BY_TYPE: Mapping[Any, Callable[[Any], Event]] = variants(
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


@define(repr=False)
class UnknownEvent(AboutSession, Unknown):
    """A variant of `Event` that the contract does not know, as the server sent it."""

    type: Literal["unknown"] = "unknown"
    """Always `unknown`; `tag` is what the server sent."""
    _tags: ClassVar[tuple[str, ...]] = ("type",)

    @property
    def properties(self) -> Any:
        """`properties`, as the server sent it; None when it did not."""
        return self._field("properties")


def decode_event(value: Any) -> Event:
    """Decode the variant of `Event` that the tag names."""
    try:
        return _EVENT_BY_TYPE[value["type"]](value)
    except (KeyError, TypeError):
        return UnknownEvent(value)


_FILE_PART_SOURCE_BY_TYPE: Mapping[Any, Callable[[Any], FilePartSource]] = variants(
    __name__, {"file": "FileSource", "resource": "ResourceSource", "symbol": "SymbolSource"}
)


@define(repr=False)
class UnknownFilePartSource(Unknown):
    """A variant of `FilePartSource` that the contract does not know, as the server sent it."""

    type: Literal["unknown"] = "unknown"
    """Always `unknown`; `tag` is what the server sent."""
    _tags: ClassVar[tuple[str, ...]] = ("type",)

    @property
    def text(self) -> Any:
        """`text`, as the server sent it; None when it did not."""
        return self._field("text")


def decode_file_part_source(value: Any) -> FilePartSource:
    """Decode the variant of `FilePartSource` that the tag names."""
    try:
        return _FILE_PART_SOURCE_BY_TYPE[value["type"]](value)
    except (KeyError, TypeError):
        return UnknownFilePartSource(value)


_MCP_CONFIG_BY_TYPE: Mapping[Any, Callable[[Any], McpConfig]] = variants(
    __name__, {"local": "McpLocalConfig", "remote": "McpRemoteConfig"}
)


@define(repr=False)
class UnknownMcpConfig(Unknown):
    """A variant of `McpConfig` that the contract does not know, as the server sent it."""

    type: Literal["unknown"] = "unknown"
    """Always `unknown`; `tag` is what the server sent."""
    _tags: ClassVar[tuple[str, ...]] = ("type",)


def decode_mcp_config(value: Any) -> McpConfig:
    """Decode the variant of `McpConfig` that the tag names."""
    try:
        return _MCP_CONFIG_BY_TYPE[value["type"]](value)
    except (KeyError, TypeError):
        return UnknownMcpConfig(value)


_MESSAGE_BY_ROLE: Mapping[Any, Callable[[Any], Message]] = variants(
    __name__, {"assistant": "AssistantMessage", "user": "UserMessage"}
)


@define(repr=False)
class UnknownMessage(Unknown):
    """A variant of `Message` that the contract does not know, as the server sent it."""

    role: Literal["unknown"] = "unknown"
    """Always `unknown`; `tag` is what the server sent."""
    _tags: ClassVar[tuple[str, ...]] = ("role",)

    @property
    def id(self) -> Any:
        """`id`, as the server sent it; None when it did not."""
        return self._field("id")

    @property
    def session_id(self) -> Any:
        """`sessionID`, as the server sent it; None when it did not."""
        return self._field("sessionID")

    @property
    def time(self) -> Any:
        """`time`, as the server sent it; None when it did not."""
        return self._field("time")


def decode_message(value: Any) -> Message:
    """Decode the variant of `Message` that the tag names."""
    try:
        return _MESSAGE_BY_ROLE[value["role"]](value)
    except (KeyError, TypeError):
        return UnknownMessage(value)


_OUTPUT_FORMAT_BY_TYPE: Mapping[Any, Callable[[Any], OutputFormat]] = variants(
    __name__, {"json_schema": "OutputFormatJsonSchema", "text": "OutputFormatText"}
)


@define(repr=False)
class UnknownOutputFormat(Unknown):
    """A variant of `OutputFormat` that the contract does not know, as the server sent it."""

    type: Literal["unknown"] = "unknown"
    """Always `unknown`; `tag` is what the server sent."""
    _tags: ClassVar[tuple[str, ...]] = ("type",)


def decode_output_format(value: Any) -> OutputFormat:
    """Decode the variant of `OutputFormat` that the tag names."""
    try:
        return _OUTPUT_FORMAT_BY_TYPE[value["type"]](value)
    except (KeyError, TypeError):
        return UnknownOutputFormat(value)


_PART_BY_TYPE: Mapping[Any, Callable[[Any], Part]] = variants(
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


@define(repr=False)
class UnknownPart(Unknown):
    """A variant of `Part` that the contract does not know, as the server sent it."""

    type: Literal["unknown"] = "unknown"
    """Always `unknown`; `tag` is what the server sent."""
    _tags: ClassVar[tuple[str, ...]] = ("type",)

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


def decode_part(value: Any) -> Part:
    """Decode the variant of `Part` that the tag names."""
    try:
        return _PART_BY_TYPE[value["type"]](value)
    except (KeyError, TypeError):
        return UnknownPart(value)


def decode_list_of_part(values: list[Any]) -> list[Part]:
    """Decode each value as a variant of `Part`."""
    try:
        return [_PART_BY_TYPE[value["type"]](value) for value in values]
    except (KeyError, TypeError):
        # One of them has no known tag.
        pass
    return [decode_part(value) for value in values]


_PART_INPUT_BY_TYPE: Mapping[Any, Callable[[Any], PartInput]] = variants(
    __name__,
    {"agent": "AgentPartInput", "file": "FilePartInput", "subtask": "SubtaskPartInput", "text": "TextPartInput"},
)


@define(repr=False)
class UnknownPartInput(Unknown):
    """A variant of `PartInput` that the contract does not know, as the server sent it."""

    type: Literal["unknown"] = "unknown"
    """Always `unknown`; `tag` is what the server sent."""
    _tags: ClassVar[tuple[str, ...]] = ("type",)


def decode_part_input(value: Any) -> PartInput:
    """Decode the variant of `PartInput` that the tag names."""
    try:
        return _PART_INPUT_BY_TYPE[value["type"]](value)
    except (KeyError, TypeError):
        return UnknownPartInput(value)


def decode_list_of_part_input(values: list[Any]) -> list[PartInput]:
    """Decode each value as a variant of `PartInput`."""
    try:
        return [_PART_INPUT_BY_TYPE[value["type"]](value) for value in values]
    except (KeyError, TypeError):
        # One of them has no known tag.
        pass
    return [decode_part_input(value) for value in values]


_SESSION_STATUS_BY_TYPE: Mapping[Any, Callable[[Any], SessionStatus]] = variants(
    __name__, {"busy": "SessionStatusBusy", "idle": "SessionStatusIdle", "retry": "SessionStatusRetry"}
)


@define(repr=False)
class UnknownSessionStatus(Unknown):
    """A variant of `SessionStatus` that the contract does not know, as the server sent it."""

    type: Literal["unknown"] = "unknown"
    """Always `unknown`; `tag` is what the server sent."""
    _tags: ClassVar[tuple[str, ...]] = ("type",)


def decode_session_status(value: Any) -> SessionStatus:
    """Decode the variant of `SessionStatus` that the tag names."""
    try:
        return _SESSION_STATUS_BY_TYPE[value["type"]](value)
    except (KeyError, TypeError):
        return UnknownSessionStatus(value)


_TOOL_STATE_BY_STATUS: Mapping[Any, Callable[[Any], ToolState]] = variants(
    __name__,
    {
        "completed": "ToolStateCompleted",
        "error": "ToolStateError",
        "pending": "ToolStatePending",
        "running": "ToolStateRunning",
    },
)


@define(repr=False)
class UnknownToolState(Unknown):
    """A variant of `ToolState` that the contract does not know, as the server sent it."""

    status: Literal["unknown"] = "unknown"
    """Always `unknown`; `tag` is what the server sent."""
    _tags: ClassVar[tuple[str, ...]] = ("status",)


def decode_tool_state(value: Any) -> ToolState:
    """Decode the variant of `ToolState` that the tag names."""
    try:
        return _TOOL_STATE_BY_STATUS[value["status"]](value)
    except (KeyError, TypeError):
        return UnknownToolState(value)


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
    McpConfig: TypeAlias = McpLocalConfig | McpRemoteConfig | UnknownMcpConfig
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
    #: What may be given where the identifier of a `Message` is meant: it, or an object that has it.
    MessageLike: TypeAlias = str | Message | SessionMessagesResponseItem | HasMessageID
    #: What may be given where the identifier of a `Part` is meant: it, or an object that has it.
    PartLike: TypeAlias = str | Part
    #: What may be given where the identifier of a `PermissionRequest` is meant: it, or an object that has it.
    PermissionRequestLike: TypeAlias = str | PermissionRequest
    #: What may be given where the identifier of a `Project` is meant: it, or an object that has it.
    ProjectLike: TypeAlias = str | Project
    #: What may be given where the identifier of a `Provider` is meant: it, or an object that has it.
    ProviderLike: TypeAlias = str | Provider
    #: What may be given where the identifier of a `QuestionRequest` is meant: it, or an object that has it.
    QuestionRequestLike: TypeAlias = str | QuestionRequest
    #: What may be given where the identifier of a `Session` is meant: it, or an object that has it.
    SessionLike: TypeAlias = str | Session | SessionMessagesResponseItem | HasSessionID

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
    "McpConfig": ("McpLocalConfig", "McpRemoteConfig", UnknownMcpConfig),
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
    "MessageLike": (str, "Message", "SessionMessagesResponseItem", HasMessageID),
    "PartLike": (str, "Part"),
    "PermissionRequestLike": (str, "PermissionRequest"),
    "ProjectLike": (str, "Project"),
    "ProviderLike": (str, "Provider"),
    "QuestionRequestLike": (str, "QuestionRequest"),
    "SessionLike": (str, "Session", "SessionMessagesResponseItem", HasSessionID),
}

#: Decoders of objects, each made with its class: `decode_session` decodes a `Session`.
_DECODERS = {f"decode_{module}": name for name, module in _MODULES.items()}

__all__ = [
    "APIError",
    "APIErrorData",
    "Agent",
    "AgentMode",
    "AgentPart",
    "AgentPartInput",
    "AgentPartSource",
    "AppLogParams",
    "AssistantMessage",
    "AssistantMessagePath",
    "AssistantMessageTime",
    "AssistantMessageTokens",
    "AuthSetParams",
    "BadRequestBody",
    "Command",
    "CompactionPart",
    "Config",
    "ConfigProviders",
    "ContentFilterError",
    "ContentFilterErrorData",
    "ContextOverflowError",
    "ContextOverflowErrorData",
    "CredentialsType",
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
    "FileContent",
    "FileDiff",
    "FileDiffStatus",
    "FileNode",
    "FileNodeType",
    "FilePart",
    "FilePartInput",
    "FilePartSourceText",
    "FilePatch",
    "FilePatchHunk",
    "FileSource",
    "FileStatus",
    "FormatterStatus",
    "GlobalEvent",
    "Health",
    "JSONSchema",
    "LogLevel",
    "LspStatus",
    "McpAddParams",
    "McpAuthCallbackParams",
    "McpAuthRemoval",
    "McpAuthorization",
    "McpLocalConfig",
    "McpOAuthUnsupportedBody",
    "McpRemoteConfig",
    "McpServerNotFoundBody",
    "McpStatus",
    "McpStatusMap",
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
    "Paths",
    "PermissionAction",
    "PermissionReply",
    "PermissionReplyParams",
    "PermissionRequest",
    "PermissionRequestTool",
    "PermissionRule",
    "Project",
    "ProjectCommands",
    "ProjectIcon",
    "ProjectNotFoundBody",
    "ProjectTime",
    "ProjectUpdateParams",
    "PromptModel",
    "Provider",
    "ProviderAuthCondition",
    "ProviderAuthError",
    "ProviderAuthErrorData",
    "ProviderAuthMethod",
    "ProviderAuthMethods",
    "ProviderAuthOption",
    "ProviderAuthPrompt",
    "ProviderList",
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
    "SearchMatch",
    "SearchSubmatch",
    "SearchText",
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
    "Settings",
    "Skill",
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
    "ToolDefinition",
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
    "TuiAppendPromptParams",
    "TuiExecuteCommandParams",
    "TuiSelectSessionParams",
    "TuiShowToastParams",
    "TuiToastVariant",
    "UnknownError",
    "UnknownErrorData",
    "UserMessage",
    "UserMessageModel",
    "UserMessageSummary",
    "UserMessageTime",
    "VcsDiffMode",
    "VcsFileStatus",
    "VcsInfo",
    "WorkspaceSymbol",
    "WorkspaceSymbolLocation",
    "Worktree",
    "WorktreeCreateParams",
    "WorktreeRemoveParams",
    "WorktreeResetParams",
    "AssistantMessageError",
    "UnknownAssistantMessageError",
    "Event",
    "UnknownEvent",
    "FilePartSource",
    "UnknownFilePartSource",
    "McpConfig",
    "UnknownMcpConfig",
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
    "MessageLike",
    "PartLike",
    "PermissionRequestLike",
    "ProjectLike",
    "ProviderLike",
    "QuestionRequestLike",
    "SessionLike",
]


def _model(name: str) -> Any:
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        value = _model(name)
    elif name in _UNIONS:
        value = Union[tuple(__getattr__(member) if isinstance(member, str) else member for member in _UNIONS[name])]
    elif name in _DECODERS:
        value = _model(_DECODERS[name])._decode
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
