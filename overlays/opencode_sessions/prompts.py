"""What a person writes for a prompt, as the parts and the model that the server reads."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from opencode_sessions_api.models.text_part_input import TextPartInput

if TYPE_CHECKING:
    from opencode_sessions.asking import OnPermission, OnQuestion
    from opencode_sessions_api.models import PartInput
    from opencode_sessions_api.models.prompt_model import PromptModel
    from opencode_sessions_api.models.tools_enabled import ToolsEnabled

    #: One piece of a prompt: a text, a file by its path, or a part.
    Piece: TypeAlias = str | os.PathLike[str] | PartInput
    #: A prompt: its text, or several pieces.
    Prompt: TypeAlias = Piece | Sequence[Piece]


class PromptOptions(TypedDict, total=False):
    """What every way of prompting takes beside the prompt and the form of its answer.

    Attributes:
        model: `"provider/model"`, or its two halves as an object. Default: that of the agent or the server.
        provider_id: The first half of `model`, as an alternative to it.
        model_id: The second half of `model`, as an alternative to it.
        agent: The agent to ask, by name. Default: the server's.
        system: Further instructions to the model.
        tools: Tools to allow (true) or forbid (false), by name.
        variant: A variant of the model, such as an effort of reasoning.
        no_reply: Store the prompt without asking the model; the reply is then the user's message.
        message_id: An identifier for the user's message. Not needed; one out of the order of time confuses the
            server.
        directory: The directory to work in. Default: the client's.
    """

    model: str | PromptModel | None
    provider_id: str | None
    model_id: str | None
    agent: str | None
    system: str | None
    tools: ToolsEnabled | None
    variant: str | None
    no_reply: bool | None
    message_id: str | None
    directory: str | None


class ChatOptions(PromptOptions, total=False):
    """What `session.chat` takes beside the prompt and the form of its answer: see there."""

    on_permission: OnPermission | None
    on_question: OnQuestion | None
    abort_on_cancel: bool


class StreamOptions(ChatOptions, total=False):
    """What `session.stream` takes beside the prompt and the form of the answer: see there."""

    children: bool
    abort_on_exit: bool


def prompt_parts(prompt: Prompt) -> list[PartInput]:
    """The parts of a prompt: a string is a text part, a path the file there.

    Raises:
        ValueError: The prompt has no part, or a text of nothing but white space.
        FileNotFoundError: There is no such file.
    """
    pieces = prompt if isinstance(prompt, Sequence) and not isinstance(prompt, str) else [prompt]
    if not pieces:
        raise ValueError("The prompt is empty: give a text, or at least one part.")
    return [_part(piece) for piece in pieces]


def _part(piece: Piece) -> PartInput:
    if isinstance(piece, str):
        if not piece.strip():
            raise ValueError("The prompt is empty: its text is nothing but white space.")
        return TextPartInput(piece)
    if isinstance(piece, os.PathLike):
        from opencode_sessions.attachments import attachment

        return attachment(piece)
    return piece
