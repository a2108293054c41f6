"""The types of replies with a format; nothing here is run."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypedDict, TypeVar, assert_type

import attrs
import pydantic

from opencode_sessions import (
    AsyncConversation,
    AsyncOpencode,
    AsyncSentPrompt,
    Conversation,
    Opencode,
    OutputFormatText,
    Reply,
    SentPrompt,
    StructuredReply,
    TurnStream,
)

T = TypeVar("T")


@attrs.frozen
class City:
    name: str


@dataclass
class River:
    name: str


class Movie(TypedDict):
    title: str


class Point(NamedTuple):
    x: float


class Colour(enum.Enum):
    RED = "red"


class Person(pydantic.BaseModel):
    name: str


@dataclass
class Box(Generic[T]):
    item: T


def classes(client: Opencode, conversation: Conversation) -> None:
    chat = client.session.chat
    assert_type(chat("ses_1", "x", format=City), StructuredReply[City])
    assert_type(chat("ses_1", "x", format=City).structured, City)
    assert_type(chat("ses_1", "x", format=River).structured, River)
    assert_type(chat("ses_1", "x", format=Movie).structured, Movie)
    assert_type(chat("ses_1", "x", format=Point).structured, Point)
    assert_type(chat("ses_1", "x", format=Colour).structured, Colour)
    assert_type(chat("ses_1", "x", format=Person).structured, Person)
    assert_type(chat("ses_1", "x", format=Box[int]).structured, Box[int])
    assert_type(chat("ses_1", "x", format=int).structured, int)
    assert_type(client.session.prompt_async("ses_1", "x", format=Movie), SentPrompt[StructuredReply[Movie]])
    assert_type(client.session.stream("ses_1", "x", format=River), TurnStream[StructuredReply[River]])
    assert_type(conversation.send("x", format=Movie).structured, Movie)


def types(client: Opencode, conversation: Conversation) -> None:
    chat = client.session.chat
    assert_type(chat("ses_1", "x", format=list[City]).structured, list[City])
    assert_type(chat("ses_1", "x", format=tuple[City, ...]).structured, tuple[City, ...])
    assert_type(chat("ses_1", "x", format=dict[str, list[River]]).structured, dict[str, list[River]])
    assert_type(client.session.stream("ses_1", "x", format=list[int]), TurnStream[StructuredReply[list[int]]])
    assert_type(conversation.prompt_async("x", format=list[int]), SentPrompt[StructuredReply[list[int]]])
    # Without a type of all types, a checker cannot tell what a union is.
    assert_type(chat("ses_1", "x", format=City | River).structured, Any)
    assert_type(conversation.send("x", format=City | None).structured, Any)
    chat("ses_1", "x", format=5)  # type: ignore[call-overload]  # pyright: ignore
    chat("ses_1", "x", format=City("Rome"))  # type: ignore[call-overload]  # pyright: ignore


def schemas(client: Opencode) -> None:
    assert_type(client.session.chat("ses_1", "x", format={"type": "object"}), Reply)
    assert_type(client.session.chat("ses_1", "x", format=OutputFormatText()), Reply)
    assert_type(client.session.chat("ses_1", "x", format={"type": "object"}).structured, Any)


async def async_types(client: AsyncOpencode, conversation: AsyncConversation) -> None:
    assert_type((await client.session.chat("ses_1", "x", format=list[Movie])).structured, list[Movie])
    assert_type((await conversation.send("x", format=River)).structured, River)
    assert_type(
        await client.session.prompt_async("ses_1", "x", format=list[City]), AsyncSentPrompt[StructuredReply[list[City]]]
    )
    assert_type((await client.session.chat("ses_1", "x", format=City | River)).structured, Any)
