"""Types that mypy and pyright give to the options of calls, to raw calls, and to raw responses; nothing here is run."""

from __future__ import annotations

from typing import Any, assert_type

import httpx

from opencode_sessions import (
    Answers,
    AsyncOpencode,
    AsyncSentPrompt,
    CallOptions,
    LaunchedServer,
    Opencode,
    Part,
    PermissionReply,
    PermissionRequest,
    PromptOptions,
    RawResponse,
    Refusal,
    Reply,
    SentPrompt,
    Session,
    StructuredReply,
    TurnStream,
    WaitingPermission,
    WaitingQuestion,
    WaitingRequest,
)


def options(client: Opencode, call: CallOptions, prompt: PromptOptions) -> None:
    client.session.get("ses_1", timeout=5)
    client.session.get("ses_1", timeout=None, extra_headers={"X-One": "1"})
    client.session.get("ses_1", timeout=httpx.Timeout(5))
    client.session.get("ses_1", **call)
    client.session.messages("ses_1", **call)
    client.session.chat("ses_1", "Hello?", timeout=5, extra_headers={"X-One": "1"})
    client.session.chat("ses_1", "Hello?", **call)
    client.session.chat("ses_1", "Hello?", **prompt)
    client.session.stream("ses_1", "Hello?", extra_headers={"X-One": "1"})
    client.session.wait("ses_1", 5, extra_headers={"X-One": "1"})
    client.conversation().send("Hello?", timeout=5)
    client.event.subscribe(timeout=5, extra_headers={"X-One": "1"})
    CallOptions(timeout=5, extra_headers={"X-One": "1"})


def mistakes(client: Opencode) -> None:
    client.session.get("ses_1", timeut=5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.session.get("ses_1", timeout="5")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.session.get("ses_1", extra_headers={"X": 1})  # type: ignore[dict-item]  # pyright: ignore[reportArgumentType]
    client.session.chat("ses_1", "Hello?", timeut=5)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    client.conversation().send("Hello?", timeut=5)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    client.session.wait("ses_1", timeut=5)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    client.session.follow("ses_1", timeout=5)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]


def formats(client: Opencode) -> None:
    assert_type(client.session.wait("ses_1"), Reply)
    assert_type(client.session.wait("ses_1", format={"type": "object"}), Reply)
    assert_type(client.session.wait("ses_1", 5, format=Session).structured, Session)
    assert_type(client.session.follow("ses_1"), TurnStream[Reply])
    assert_type(client.session.follow("ses_1", format=Session), TurnStream[StructuredReply[Session]])


def raw_calls(client: Opencode) -> None:
    assert_type(client.request("GET", "/x"), Any)
    assert_type(client.request("GET", "/x", params={"a": 1}, json=[1], timeout=5, extra_headers={"X": "1"}), Any)
    assert_type(client.request("GET", "/x", cast_to=Session), Session)
    assert_type(client.request("GET", "/x", cast_to=list[Session]), list[Session])
    assert_type(client.request("GET", "/x", cast_to=dict[str, Session]), dict[str, Session])
    assert_type(client.request("GET", "/x", cast_to=str), str)
    assert_type(client.request("GET", "/x", cast_to=bytes), bytes)
    client.request("GET", "/x", cast_to=Part)
    client.request("GET", "/x", cast_to="Session")  # type: ignore[call-overload]  # pyright: ignore


async def async_raw_calls(client: AsyncOpencode) -> None:
    assert_type(await client.request("GET", "/x"), Any)
    assert_type(await client.request("GET", "/x", cast_to=list[Session]), list[Session])
    await client.request("GET", "/x", cast_to=None)


def raw_responses(client: Opencode) -> None:
    raw = client.with_raw_response
    response = raw.session.get("ses_1", timeout=5, extra_headers={"X-One": "1"})
    assert_type(response, RawResponse[Session])
    assert_type(response.status_code, int)
    assert_type(response.headers, httpx.Headers)
    assert_type(response.url, str)
    assert_type(response.content, bytes)
    assert_type(response.parsed, Session)
    assert_type(raw.session.list(), RawResponse[list[Session]])
    assert_type(raw.session.message("ses_1", "msg_1"), RawResponse[Reply])
    assert_type(raw.session.messages("ses_1"), RawResponse[list[Reply]])
    assert_type(raw.session.chat("ses_1", "Hello?", model="a/b"), RawResponse[Reply])
    assert_type(raw.session.chat("ses_1", "Hello?", format=Session), RawResponse[StructuredReply[Session]])
    assert_type(raw.session.prompt_async("ses_1", "Hello?"), RawResponse[SentPrompt[Reply]])
    assert_type(raw.session.summarize("ses_1"), RawResponse[bool])
    assert_type(raw.request("GET", "/x"), RawResponse[Any])
    assert_type(raw.request("GET", "/x", cast_to=Session), RawResponse[Session])
    assert_type(raw.session.create(model="a/b"), RawResponse[Session])
    assert_type(
        raw.session.chat(response.parsed, "Hello?", model={"providerID": "a", "modelID": "b"}), RawResponse[Reply]
    )
    assert_type(raw.session.prompt_async(response.parsed, "Hello?"), RawResponse[SentPrompt[Reply]])
    raw.session.get()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    raw.session.get("ses_1", timeut=5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    raw.session.stream("ses_1", "x")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


async def async_raw_responses(client: AsyncOpencode) -> None:
    raw = client.with_raw_response
    assert_type(await raw.session.get("ses_1"), RawResponse[Session])
    assert_type(await raw.session.messages("ses_1"), RawResponse[list[Reply]])
    assert_type(await raw.session.chat("ses_1", "Hello?"), RawResponse[Reply])
    assert_type(await raw.session.create(model="a/b"), RawResponse[Session])
    session = (await raw.session.create()).parsed
    assert_type(await raw.session.chat(session, "Hello?"), RawResponse[Reply])
    assert_type(
        await raw.session.prompt_async(session, "Hello?", format=Session),
        RawResponse[AsyncSentPrompt[StructuredReply[Session]]],
    )
    assert_type(await raw.request("GET", "/x", cast_to=str), RawResponse[str])


def decide(request: WaitingPermission) -> PermissionReply:
    """A function for all that ask: it may read the directory."""
    return "once" if request.directory else "reject"


def decide_anywhere(request: PermissionRequest) -> PermissionReply | Refusal:
    return Refusal("No.") if request.permission == "bash" else "once"


async def decide_later(request: WaitingPermission) -> PermissionReply:
    return decide(request)


def answer(request: WaitingQuestion) -> Answers | None:
    return [[request.directory or ""]]


def functions(client: Opencode) -> None:
    client.session.chat("ses_1", "Hi", on_permission=decide, on_question=answer)
    client.session.chat("ses_1", "Hi", on_permission=decide_anywhere)
    client.session.wait("ses_1", on_permission=decide)
    client.inbox(on_permission=decide, on_question=answer)
    client.inbox(on_permission=decide_anywhere)
    with client.session.stream("ses_1", "Hi", on_permission=decide, on_question=answer) as turn:
        waiting: list[WaitingRequest] = turn.pending_requests
        assert_type(waiting[0].directory, str | None)
    server: LaunchedServer | None = client.server
    assert_type(server, LaunchedServer | None)


async def async_functions(client: AsyncOpencode) -> None:
    await client.session.chat("ses_1", "Hi", on_permission=decide_later, on_question=answer)
    client.inbox(on_permission=decide_later)
    client.inbox(on_permission=decide)
