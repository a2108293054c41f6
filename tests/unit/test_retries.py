"""Retries: the rule, the backoff, and the log."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest
from pytest_httpserver import HTTPServer

from opencode_sessions import (
    APITimeoutError,
    BadRequestError,
    ConnectionLostError,
    InternalServerError,
    NotSentError,
    OpencodeError,
    _retry,
)
from opencode_sessions._retry import LONGEST_BACKOFF, Retries, backoff, may_retry

pytestmark = pytest.mark.anyio


@pytest.fixture
def sleeps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that are slept; nobody waits for them."""
    found: list[float] = []

    async def sleep(seconds: float) -> None:
        found.append(seconds)

    monkeypatch.setattr(anyio, "sleep", sleep)
    monkeypatch.setattr(time, "sleep", found.append)
    return found


def failing(mode: str, failures: int, error: Exception) -> Any:
    """An HTTP client of this mode whose first calls fail."""
    left = [error] * failures

    def respond(request: httpx.Request) -> httpx.Response:
        if left:
            raise left.pop()
        return httpx.Response(200, json=[])

    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    return kind(transport=httpx.MockTransport(respond))


async def test_each_attempt_is_preceded_by_a_backoff_and_logged(
    make_client: Callable[..., Any], mode: str, sleeps: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "opencode_sessions")
    http_client = failing(mode, 3, httpx.ConnectError("refused"))
    await make_client("http://x.test", max_retries=3, http_client=http_client).session.list()
    assert len(sleeps) == 3
    first = _retry.FIRST_BACKOFF
    for number, seconds in enumerate(sleeps):
        assert first * 2**number / 2 <= seconds <= first * 2**number
    logged = [record.getMessage() for record in caplog.records if record.name == "opencode_sessions"]
    assert logged == [
        f"GET /session attempt {number}: NotSentError; trying again in {seconds:.2f} s"
        for number, seconds in enumerate(sleeps, start=1)
    ]


async def test_the_last_error_is_raised(make_client: Callable[..., Any], mode: str, sleeps: list[float]) -> None:
    http_client = failing(mode, 9, httpx.ReadError("broken"))
    with pytest.raises(ConnectionLostError, match="broken"):
        await make_client("http://x.test", max_retries=2, http_client=http_client).session.list()
    assert len(sleeps) == 2


async def test_a_call_that_may_have_been_processed_is_not_sent_again(
    make_client: Callable[..., Any], mode: str, sleeps: list[float]
) -> None:
    client = make_client("http://x.test", http_client=failing(mode, 1, httpx.ReadError("broken")))
    with pytest.raises(ConnectionLostError):
        await client.session.create()
    assert sleeps == []


@pytest.mark.parametrize(
    ("error", "any_call", "reading"),
    [
        (NotSentError("x"), True, True),
        (ConnectionLostError("x"), False, True),
        (APITimeoutError("x"), False, False),
        (InternalServerError("x"), False, False),
    ],
)
def test_the_retry_rule(error: OpencodeError, any_call: bool, reading: bool) -> None:
    for method in ("POST", "PATCH", "DELETE"):
        assert may_retry(method, error) is any_call
    assert may_retry("GET", error) is reading


def test_a_backoff_grows_to_a_limit_and_has_jitter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert backoff(1) > 0
    assert len({backoff(1) for _ in range(20)}) > 1
    assert all(LONGEST_BACKOFF / 2 <= backoff(attempt) <= LONGEST_BACKOFF for attempt in (5, 9, 1000, 10**6))


@pytest.mark.parametrize("body", ["", "<html>", "[" * 3000, '{"name": 5}', '"ENOENT"'])
async def test_a_bad_request_is_not_sent_again(
    make_client: Callable[..., Any], base_url: str, httpserver: HTTPServer, sleeps: list[float], body: str
) -> None:
    httpserver.expect_request("/session").respond_with_data(body, 400)
    with pytest.raises(BadRequestError):
        await make_client(base_url).session.list()
    assert (len(httpserver.log), sleeps) == (1, [])


def test_each_piece_of_work_has_a_backoff_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_retry, "FIRST_BACKOFF", 0.25)
    retries = Retries()
    assert (retries.due("a"), retries.is_failing("a")) == (0.0, False)
    assert [retries.failed("a", now) for now in (100.0, 101.0, 130.0)] == [0.0, 1.0, 30.0]
    assert 130.5 <= retries.due("a") <= 131.0
    assert (retries.due("b"), retries.is_failing("a")) == (0.0, True)
    for now in range(1000, 1020):
        retries.failed("b", now)
        retries.failed("c", now, 60.0)
    assert retries.due("b") <= 1019 + LONGEST_BACKOFF < 1019 + 30.0 <= retries.due("c") <= 1019 + 60.0
    retries.settle("a")
    assert (retries.due("a"), retries.is_failing("b")) == (0.0, True)
    retries.hurry()
    assert (retries.due("b"), retries.due("c")) == (0.0, 0.0)
