"""Streaming chat completions in the format of OpenAI: requests in, server-sent events out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from opencode_sessions.testing.script import HTTPError, ModelReply, ModelUsage, Reasoning, Stall, Text, ToolCall

__all__ = ["error_body", "is_title_request", "last_user_text", "pieces", "stream"]

#: In the instructions of every call that only wants a name for the session (or, on 1.0 servers, a summary for a list).
#: The conversation itself always offers tools, these calls never do.
_TITLE_INSTRUCTIONS = ("thread title", "into 2 sentences", "pull request description")


def is_title_request(request: Mapping[str, Any]) -> bool:
    """Recognize a request for a title of the session, which is no part of the conversation."""
    if request.get("tools"):
        return False
    instructions = " ".join(
        _text_of(message) for message in request.get("messages", ()) if message.get("role") == "system"
    )
    return any(phrase in instructions for phrase in _TITLE_INSTRUCTIONS)


def last_user_text(request: Mapping[str, Any]) -> str:
    """Return the text of the user's last message; empty when there is none."""
    for message in reversed(request.get("messages", ())):
        if message.get("role") == "user":
            return _text_of(message)
    return ""


def error_body(error: HTTPError) -> dict[str, Any]:
    """Return the body of a failed request."""
    return {"error": {"message": error.message, "type": "scripted_error", "code": error.status}}


def stream(reply: ModelReply, *, identifier: str, model: str, sleep: Callable[[float], bool]) -> Iterator[bytes]:
    """Encode a reply as server-sent events, one for each chunk.

    Args:
        reply: The reply.
        identifier: The identifier of the completion; those of tool calls are made from it.
        model: The model's name, as requested.
        sleep: Waits for so many seconds; returns False when the stream has to end at once.
    """

    def chunk(delta: Mapping[str, Any], finish_reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
        return _event({**envelope, "choices": [choice]})

    envelope = {"id": identifier, "object": "chat.completion.chunk", "created": 0, "model": model}
    calls = 0
    for step in reply.steps:
        match step:
            case Text() | Reasoning():
                field = "content" if isinstance(step, Text) else "reasoning_content"
                for index, piece in enumerate(pieces(step)):
                    if index and not sleep(step.delay):
                        return
                    yield chunk({field: piece})
            case ToolCall():
                yield chunk({"tool_calls": [_tool_call(step, calls, identifier)]})
                calls += 1
            case Stall():
                if not sleep(step.seconds):
                    return
            case HTTPError():
                yield _event(error_body(step))
                return
    yield chunk({}, reply.finish or ("tool_calls" if calls else "stop"))
    yield _event({**envelope, "choices": [], "usage": _usage(reply.usage)})
    yield b"data: [DONE]\n\n"


def _text_of(message: Mapping[str, Any]) -> str:
    content = message.get("content")
    if isinstance(content, str):
        return content
    return "\n".join(part["text"] for part in content or () if part.get("type") == "text")


def pieces(step: Text | Reasoning) -> Iterator[str]:
    """Cut a text into the chunks that it is streamed in."""
    size = step.chunk_size or max(len(step.text), 1)
    for start in range(0, len(step.text), size):
        yield step.text[start : start + size]


def _tool_call(call: ToolCall, index: int, identifier: str) -> dict[str, Any]:
    arguments = call.arguments if isinstance(call.arguments, str) else json.dumps(call.arguments)
    return {
        "index": index,
        "id": f"call_{identifier}_{index}",
        "type": "function",
        "function": {"name": call.name, "arguments": arguments},
    }


def _usage(usage: ModelUsage) -> dict[str, Any]:
    return {
        "prompt_tokens": usage.input,
        "completion_tokens": usage.output,
        "total_tokens": usage.input + usage.output,
        "prompt_tokens_details": {"cached_tokens": usage.cached},
        "completion_tokens_details": {"reasoning_tokens": usage.reasoning},
    }


def _event(data: Mapping[str, Any]) -> bytes:
    return b"data: " + json.dumps(data).encode() + b"\n\n"
