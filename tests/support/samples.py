"""JSON as the real server sends it, shortened."""

from __future__ import annotations

from typing import Any

SESSION: dict[str, Any] = {
    "id": "ses_0b1c2d3e4f5aAbCdEfGhIjKlMn",
    "slug": "calm-otter",
    "version": "1.18.33",
    "projectID": "global",
    "directory": "/home/me/project",
    "title": "Fix the parser",
    "cost": 0,
    "tokens": {"input": 0, "output": 0, "reasoning": 0, "cache": {"read": 0, "write": 0}},
    "time": {"created": 1760000000000, "updated": 1760000000500},
}

USER_ID = "msg_0b1c2d3e4f01AbCdEfGhIjKlMn"


def user_message(**fields: Any) -> dict[str, Any]:
    """A prompt with one text part."""
    info = {
        "id": USER_ID,
        "sessionID": SESSION["id"],
        "role": "user",
        "time": {"created": 1760000001000},
        "agent": "build",
        "model": {"providerID": "stub", "modelID": "stub"},
    }
    return {"info": info | fields, "parts": [text_part("Hello?", messageID=info["id"])]}


def assistant_message(*parts: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A step of the agent."""
    info = {
        "id": "msg_0b1c2d3e5001AbCdEfGhIjKlMn",
        "sessionID": SESSION["id"],
        "role": "assistant",
        "time": {"created": 1760000002000, "completed": 1760000003500},
        "parentID": USER_ID,
        "modelID": "stub",
        "providerID": "stub",
        "mode": "build",
        "agent": "build",
        "path": {"cwd": "/home/me/project", "root": "/"},
        "cost": 0.25,
        "tokens": {"input": 10, "output": 5, "reasoning": 1, "cache": {"read": 2, "write": 3}, "total": 21},
        "finish": "stop",
    }
    return {"info": info | fields, "parts": list(parts)}


def part(kind: str, **fields: Any) -> dict[str, Any]:
    """Any part, with the fields that every part has."""
    common = {
        "id": f"prt_{kind}",
        "sessionID": SESSION["id"],
        "messageID": "msg_0b1c2d3e5001AbCdEfGhIjKlMn",
        "type": kind,
    }
    return common | fields


def text_part(text: str, **fields: Any) -> dict[str, Any]:
    """A text part."""
    return part("text", text=text, **fields)


def tool_part(**fields: Any) -> dict[str, Any]:
    """A tool part that has run."""
    state = {
        "status": "completed",
        "input": {"command": "ls"},
        "output": "a.py\n",
        "title": "List files",
        "metadata": {"exit": 0},
        "time": {"start": 1760000002100, "end": 1760000002200},
    }
    return part("tool", callID="call_1", tool="bash", state=state) | fields
