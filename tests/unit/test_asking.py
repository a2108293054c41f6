"""Questions about a turn: while the server is out of reach they are asked again, for a while."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from opencode_sessions import (
    BadRequestError,
    ConnectionLostError,
    HTMLResponseError,
    InternalServerError,
    OpencodeError,
)
from opencode_sessions._async import prompt_call as async_prompt_call
from opencode_sessions._sync import prompt_call as sync_prompt_call

pytestmark = pytest.mark.anyio

PROXY_GAVE_UP = InternalServerError("Bad gateway.", status_code=502, body="<html>")
FAILED = InternalServerError("It failed.", status_code=500, body={"name": "UnknownError"})


@pytest.fixture
def ask_patiently(mode: str) -> Callable[..., Any]:
    """The function of the mode, awaited."""

    async def ask(answers: list[Any], seconds: float) -> Any:
        def give() -> Any:
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        async def give_async() -> Any:
            return give()

        if mode == "sync":
            return sync_prompt_call.ask_patiently(give, seconds)
        found = async_prompt_call.ask_patiently(give_async, seconds)
        assert inspect.isawaitable(found)
        return await found

    return ask


@pytest.mark.parametrize("error", [ConnectionLostError("Gone."), PROXY_GAVE_UP])
async def test_it_is_asked_again(ask_patiently: Callable[..., Any], error: OpencodeError) -> None:
    answers = [error, error, "busy"]
    assert await ask_patiently(answers, 60.0) == "busy"
    assert answers == []


@pytest.mark.parametrize("error", [BadRequestError("No.", status_code=400), HTMLResponseError("A page."), FAILED])
async def test_an_answer_is_an_answer(ask_patiently: Callable[..., Any], error: OpencodeError) -> None:
    answers = [error, "busy"]
    with pytest.raises(type(error)) as caught:
        await ask_patiently(answers, 60.0)
    assert caught.value is error
    assert answers == ["busy"]


async def test_it_is_not_asked_for_ever(ask_patiently: Callable[..., Any]) -> None:
    answers = [ConnectionLostError("Gone."), "too late"]
    with pytest.raises(ConnectionLostError, match=r"Gone\."):
        await ask_patiently(answers, 0.0)
    assert answers == ["too late"]
