"""Types that mypy and pyright give to the variants of unions; nothing here is run."""

from __future__ import annotations

from typing import Any, Literal, assert_never, assert_type

from opencode_sessions import (
    AgentPart,
    AssistantMessage,
    CompactionPart,
    Event,
    EventSessionError,
    EventSessionIdle,
    FilePart,
    FilePartSource,
    FileSource,
    Message,
    Part,
    PatchPart,
    ReasoningPart,
    ResourceSource,
    RetryPart,
    SessionStatus,
    SessionStatusBusy,
    SessionStatusIdle,
    SessionStatusRetry,
    SnapshotPart,
    StepFinishPart,
    StepStartPart,
    SubtaskPart,
    SymbolSource,
    TextPart,
    ToolPart,
    ToolState,
    ToolStateCompleted,
    ToolStateError,
    ToolStatePending,
    ToolStateRunning,
    UnknownEvent,
    UnknownFilePartSource,
    UnknownMessage,
    UnknownPart,
    UnknownSessionStatus,
    UnknownToolState,
    UserMessage,
)


def parts_by_type(part: Part) -> None:
    if part.type == "tool":
        assert_type(part, ToolPart)
        assert_type(part.tool, str)
        if part.state.status == "completed":
            assert_type(part.state, ToolStateCompleted)
            assert_type(part.state.output, str)
    elif part.type == "text":
        assert_type(part, TextPart)
    elif part.type == "unknown":
        assert_type(part, UnknownPart)
        assert_type(part.tag, str | None)
        assert_type(part.raw, Any)
        assert_type(part.type, Literal["unknown"])


def texts(parts: list[Part]) -> list[str]:
    return [part.text for part in parts if part.type == "text"]


def every_part(part: Part) -> str:
    match part:
        case TextPart(text=text) | ReasoningPart(text=text):
            assert_type(text, str)
            return text
        case ToolPart():
            assert_type(part.state, ToolState)
            return part.tool
        case FilePart() | PatchPart() | SnapshotPart() | StepStartPart() | StepFinishPart():
            return part.type
        case AgentPart() | CompactionPart() | RetryPart() | SubtaskPart():
            return part.type
        case UnknownPart():
            assert_type(part, UnknownPart)
            return part.tag or "unknown"
        case _:
            assert_never(part)


def every_state(state: ToolState) -> None:
    match state.status:
        case "pending":
            assert_type(state, ToolStatePending)
        case "running":
            assert_type(state, ToolStateRunning)
        case "completed":
            assert_type(state, ToolStateCompleted)
        case "error":
            assert_type(state, ToolStateError)
            assert_type(state.error, str)
        case "unknown":
            assert_type(state, UnknownToolState)
        case _:
            assert_never(state.status)


def every_message(message: Message) -> None:
    if message.role == "assistant":
        assert_type(message, AssistantMessage)
    elif message.role == "user":
        assert_type(message, UserMessage)
    else:
        assert_type(message, UnknownMessage)


def every_status(status: SessionStatus) -> None:
    match status:
        case SessionStatusIdle() | SessionStatusBusy():
            assert_type(status.type, Literal["idle", "busy"])
        case SessionStatusRetry():
            assert_type(status.attempt, int)
        case UnknownSessionStatus():
            assert_type(status.tag, str | None)
        case _:
            assert_never(status)


def every_source(source: FilePartSource) -> None:
    if source.type == "file":
        assert_type(source, FileSource)
    elif source.type == "symbol":
        assert_type(source, SymbolSource)
    elif source.type == "resource":
        assert_type(source, ResourceSource)
    else:
        assert_type(source, UnknownFilePartSource)


def events_by_type(event: Event) -> None:
    assert_type(event.session_id, str | None)
    if event.type == "session.idle":
        assert_type(event, EventSessionIdle)
        assert_type(event.properties.session_id, str)
    elif event.type == "message.part.updated" and event.properties.part.type == "tool":
        assert_type(event.properties.part, ToolPart)
    elif event.type == "unknown":
        assert_type(event, UnknownEvent)
    match event:
        case EventSessionError(properties):
            if properties.error is not None and properties.error.name == "MessageAbortedError":
                assert_type(properties.error.data.message, str)
        case _:
            pass
