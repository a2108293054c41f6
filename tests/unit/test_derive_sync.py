"""The derivation of the sync twin: code, docstrings and comments are translated, and no rule is out of use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.derive_sync import NAMES, PACKAGE, PATTERNS, DerivationError, translate

SOURCE = '''\
"""Send with `await client.send()`, in the `async with` block of `AsyncOpencode`."""

async def send(client: AsyncOpencode) -> None:
    # Then await client.close().
    async with client:
        async for event in client:
            await client.prompt_async(event)
'''
RULES = PATTERNS | {r"\bAsyncOpencode\b": "Opencode"}


def test_code_docstrings_and_comments_are_translated() -> None:
    used = {pattern: text for pattern, text in RULES.items() if re.search(pattern, SOURCE)}
    assert translate({"send.py": SOURCE}, used) == {
        "send.py": '''\
"""Send with `client.send()`, in the `with` block of `Opencode`."""

def send(client: Opencode) -> None:
    # Then client.close().
    with client:
        for event in client:
            client.prompt_async(event)
'''
    }


def test_a_rule_that_matches_nothing_is_an_error() -> None:
    with pytest.raises(DerivationError, match="'AsyncGone' matches nothing: remove it"):
        translate({"send.py": "pass\n"}, {"AsyncGone": "Gone"})


@pytest.mark.parametrize("word", ["await", "awaited", "async", "AsyncOther"])
def test_a_word_that_is_left_is_an_error(word: str) -> None:
    with pytest.raises(DerivationError, match=rf"_async/send\.py:2 still says '{word}'"):
        translate({"send.py": f'"""Send.\nIt is {word} here."""\n'}, {"Send": "Send"})


@pytest.mark.parametrize("path", sorted((PACKAGE / "_sync").glob("*.py")), ids=lambda path: path.name)
def test_the_sync_twin_has_no_word_of_the_async_one(path: Path) -> None:
    text = path.read_text("utf-8").partition("\n")[2]
    assert not re.search(r"\b(async|await\w*|AsyncOpencode)\b", text)


def test_no_name_is_translated_twice() -> None:
    assert NAMES.keys().isdisjoint(NAMES.values())
