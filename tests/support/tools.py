"""Tool calls that the scripted model makes in several tests."""

from __future__ import annotations

from opencode_sessions.testing import ToolCall

BASH = ToolCall("bash", {"command": "echo allowed > allowed.txt", "description": "Write a file"})
QUESTION = ToolCall(
    "question",
    {
        "questions": [
            {
                "question": "Which colour?",
                "header": "Colour",
                "options": [{"label": "Red", "description": "Warm"}, {"label": "Blue", "description": "Cold"}],
            }
        ]
    },
)
