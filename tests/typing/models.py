"""Types that mypy and pyright give to schema classes, to requests and to resources; nothing here is run."""

from __future__ import annotations

import datetime
from typing import Any, Literal, assert_type

import attrs

from opencode_sessions import (
    AsyncOpencode,
    FileDiff,
    Metadata,
    Opencode,
    Provider,
    ProviderModel,
    Session,
    SessionTime,
    TextPart,
    TextPartTime,
)
from opencode_sessions_api import api, models
from opencode_sessions_api.api.agent import AgentResource, AsyncAgentResource
from opencode_sessions_api.api.session import session_get, session_list
from opencode_sessions_api.client import Request


def fields(part: TextPart, session: Session, diff: FileDiff, provider: Provider) -> None:
    assert_type(part.text, str)
    assert_type(part.type, Literal["text"])
    assert_type(part.synthetic, bool | None)
    assert_type(part.time, TextPartTime | None)
    assert_type(part.metadata, dict[str, Any] | None)
    assert_type(part.metadata, Metadata | None)
    assert_type(part.additional_properties, dict[str, Any] | None)
    assert_type(session.time.created_at, datetime.datetime | None)
    assert_type(diff.status, Literal["added", "deleted", "modified"] | str | None)
    assert_type(provider.models, dict[str, ProviderModel])


def constructors() -> None:
    TextPart("prt_1", "ses_1", "msg_1", "Hi")
    TextPart("prt_1", "ses_1", "msg_1", "Hi", "text", additional_properties={"new": 1})
    TextPart("prt_1", "ses_1", "msg_1", text="Hi", time=TextPartTime(start=1))
    TextPart("prt_1")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    SessionTime("1", 2)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def conversions(session: Session) -> None:
    assert_type(attrs.evolve(session, title="x"), Session)
    assert_type(Session.from_dict({}), Session)
    assert_type(session.to_dict(), dict[str, Any])
    assert_type(models.decode_part({}), models.Part)


def requests() -> None:
    assert_type(session_get.build("ses_1"), Request[Session])
    assert_type(session_list.build(), Request[list[Session]])


def resources(client: Opencode, async_client: AsyncOpencode) -> None:
    assert_type(client.agent, AgentResource)
    assert_type(async_client.agent, AsyncAgentResource)
    assert_type(api.Resources.agent, type[AgentResource])
    assert_type(client.session.get("ses_1"), Session)


async def async_resources(client: AsyncOpencode) -> None:
    assert_type(await client.session.get("ses_1"), Session)
