"""The messages of a long session, made of the contract's shapes by a seeded generator.

Each variant of each union comes up, each optional field in a part of its places. Parts are mixed as in sessions of a
coding agent: mostly steps, tool calls and text. The same seed gives the same bytes on every machine.
"""

from __future__ import annotations

import json
import random
import string
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

CONTRACT = Path(__file__).resolve().parent.parent / "openapi.yaml"
SEED = 6
#: Epoch milliseconds of the first message.
_START = 1_795_000_000_000
_ALPHABET = string.ascii_letters + string.digits
_VOCABULARY = (
    "the parser reads one token too many when a line ends in a comment so this test fails and naïve # "
    "def return import class self value = None if not isinstance(node, Token): raise SyntaxError(line)"
)

#: How often each variant comes up, among its likes; the rest once in a while.
_WEIGHTS = {
    "TextPart": 24,
    "ReasoningPart": 10,
    "ToolPart": 20,
    "StepStartPart": 12,
    "StepFinishPart": 12,
    "PatchPart": 3,
    "FilePart": 3,
    "ToolStateCompleted": 40,
}
_NEW = ("SubtaskPart",)
#: The share of objects that have an optional field; half of them where nothing is said.
_SHARES = {
    "error": 0.03,
    "structured": 0.02,
    "system": 0.02,
    "format": 0.02,
    "tools": 0.05,
    "attachments": 0.03,
    "synthetic": 0.1,
    "ignored": 0.05,
    "summary": 0.05,
    "metadata": 0.1,
    "snapshot": 0.9,
    "agent": 0.95,
    "finish": 0.95,
    "parentID": 0.98,
    "completed": 0.98,
}
_IDENTIFIERS = {"id": "prt", "messageID": "msg", "parentID": "msg", "sessionID": "ses", "tail_start_id": "msg"}
#: Characters in a text, least and most; most texts are short, some long.
_LENGTHS = {"text": (10, 300), "output": (20, 2000), "patch": (50, 300), "before": (20, 200), "after": (20, 200)}
_NAMES = {
    "tool": ("bash", "read", "write", "edit", "grep", "task"),
    "agent": ("build", "plan"),
    "mode": ("build", "plan"),
    "providerID": ("anthropic", "openai"),
    "modelID": ("claude-sonnet-4-5", "gpt-5.1-codex"),
    "finish": ("stop", "tool-calls"),
    "reason": ("stop", "tool-calls"),
    "cwd": ("/home/me/project",),
    "root": ("/home/me/project",),
    "mime": ("text/plain", "image/png"),
}


class History:
    """Makes messages, one after the other.

    Args:
        seed: What chance begins with.
        complete: Every optional field is there, and no variant that some clients do not know.
    """

    def __init__(self, seed: int = SEED, *, complete: bool = False) -> None:
        self._random = random.Random(seed)
        self._complete = complete
        self._schemas: dict[str, Any] = yaml.load(CONTRACT.read_text(), yaml.CSafeLoader)["components"]["schemas"]
        self._words = _VOCABULARY.split()
        self._now = _START
        self._session = self._identifier("ses")
        self._message = self._identifier("msg")

    def messages(self, count: int) -> list[dict[str, Any]]:
        """So many messages with their parts: five each on average, a prompt's fewer than an answer's."""
        return [self._exchange(number) for number in range(count)]

    def _exchange(self, number: int) -> dict[str, Any]:
        self._message = self._identifier("msg")
        is_prompt = number % 2 == 0
        info = self._object("UserMessage" if is_prompt else "AssistantMessage")
        info["id"] = self._message
        count = self._random.randint(1, 2) if is_prompt else self._random.randint(4, 13)
        return {"info": info, "parts": [self._value("part", {"$ref": "/Part"}) for _ in range(count)]}

    def _value(self, name: str, schema: dict[str, Any]) -> Any:
        if "$ref" in schema:
            return self._object(schema["$ref"].rpartition("/")[2], name)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._random.choice(schema["enum"])
        match schema.get("type"):
            case "array":
                return [self._value(name, schema["items"]) for _ in range(self._random.randint(1, 3))]
            case "boolean":
                return self._random.random() < 0.5
            case "integer":
                return self._integer(schema)
            case "number":
                return round(self._random.random(), 6)
            case "string":
                return self._string(name)
            case _:
                return self._anything()

    def _object(self, kind: str, name: str = "") -> Any:
        schema = self._schemas[kind]
        if "oneOf" in schema:
            variants = [variant["$ref"].rpartition("/")[2] for variant in schema["oneOf"]]
            weights = [_WEIGHTS.get(variant, 1) * (variant not in _NEW or not self._complete) for variant in variants]
            return self._object(self._random.choices(variants, weights)[0])
        if schema.get("type") != "object":
            return self._value(name, schema)
        if "properties" not in schema:
            values = schema.get("additionalProperties")
            return {"one": self._value("one", values)} if isinstance(values, dict) else self._anything()
        required = schema.get("required", ())
        return {
            field: self._value(field, inner)
            for field, inner in schema["properties"].items()
            if field in required or self._complete or self._random.random() < _SHARES.get(field, 0.5)
        }

    def _integer(self, schema: dict[str, Any]) -> int:
        if schema.get("format") == "epoch-milliseconds":
            self._now += self._random.randint(1, 3000)
            return self._now
        return self._random.randint(0, 20_000)

    def _string(self, name: str) -> str:
        if name == "sessionID":
            return self._session
        if name == "messageID":
            return self._message
        if name in _IDENTIFIERS:
            return self._identifier(_IDENTIFIERS[name])
        if name in _NAMES:
            return self._random.choice(_NAMES[name])
        if name in ("snapshot", "hash"):
            return f"{self._random.getrandbits(160):040x}"
        least, most = _LENGTHS.get(name, (5, 40))
        # Short ones are more frequent, as they are in life.
        return self._text(round(least * (most / least) ** self._random.random()))

    def _anything(self) -> dict[str, Any]:
        """Any JSON, such as a tool's arguments."""
        return {
            "filePath": f"/home/me/project/{self._random.choice(self._words[:12])}.py",
            "offset": self._random.randint(0, 500),
            "options": {"recursive": True, "names": ["a", "b"], "limit": None},
        }

    def _identifier(self, prefix: str) -> str:
        return f"{prefix}_{self._random.getrandbits(48):012x}" + "".join(self._random.choices(_ALPHABET, k=14))

    @cached_property
    def _prose(self) -> str:
        return " ".join(self._random.choices(self._words, k=20_000)).replace(" # ", "\n")

    def _text(self, length: int) -> str:
        start = self._random.randrange(len(self._prose) - length)
        return self._prose[start : start + length]


def encoded(count: int, *, complete: bool = False) -> bytes:
    """A session of so many messages, as the server sends it: the answer of `GET /session/{sessionID}/message`."""
    return json.dumps(History(complete=complete).messages(count), ensure_ascii=False, separators=(",", ":")).encode()
