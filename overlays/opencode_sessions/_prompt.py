"""Prompts: their text and files as parts, the options, and identifiers of messages."""

from __future__ import annotations

import os
import reprlib
import string
import time
from collections.abc import Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from attrs import NOTHING, evolve, fields, frozen

from opencode_sessions._models import chosen_model, prompt_model
from opencode_sessions.replies import has_mark
from opencode_sessions_api.models.text_part_input import TextPartInput

if TYPE_CHECKING:
    from opencode_sessions.aliases import FormatLike, Piece, Prompt, PromptOptions
    from opencode_sessions_api.models import PartInput
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem

__all__ = ["new_message_id"]


def prompt_parts(prompt: Prompt) -> list[PartInput]:
    """Turn a prompt into parts: a string into a text part, a path into the file there.

    Raises:
        TypeError: The prompt, or a piece of it, is no text, path or part.
        ValueError: The prompt has no part, or a text of only white space, or a file that cannot be attached.
        FileNotFoundError: There is no such file.
    """
    pieces = prompt if isinstance(prompt, Sequence) and not isinstance(prompt, (str, bytes)) else [prompt]
    if not pieces:
        raise ValueError("The prompt is empty: give a text, or at least one part.")
    return [_part(piece) for piece in pieces]


def _part(piece: Piece) -> PartInput:
    if isinstance(piece, str):
        if not piece.strip():
            raise ValueError("The prompt is empty: its text is only white space.")
        return TextPartInput(piece)
    if isinstance(piece, os.PathLike):
        from opencode_sessions.attachments import attachment

        return attachment(piece)
    from opencode_sessions_api import models

    if isinstance(
        piece,
        (
            models.TextPartInput,
            models.FilePartInput,
            models.AgentPartInput,
            models.SubtaskPartInput,
            models.UnknownPartInput,
        ),
    ):
        return piece
    if isinstance(piece, Mapping):
        part = models.decode_part_input(dict(piece))
        required = [each.name for each in fields(type(part)) if each.default is NOTHING]
        if not isinstance(part, models.UnknownPartInput) and all(getattr(part, name) is not None for name in required):
            return part
        raise TypeError(
            'A part as a dict is as in the server\'s JSON, such as {"type": "text", "text": "Hi"}, not '
            f"{reprlib.repr(dict(piece))}."
        )
    raise TypeError(f"A prompt is a text, a path, a part such as TextPartInput, or a list of these, not {piece!r:.80}.")


def prompt_fields(parts: Prompt, format: FormatLike | None, options: PromptOptions) -> dict[str, Any]:
    """Return the arguments of the generated operation.

    Raises:
        ValueError: The prompt is empty, a file cannot be attached, or the model lacks a half, or is named twice.
        FileNotFoundError: There is no file at a path of the prompt.
        TypeError: The format is a type that has no JSON schema, or the model is none.
    """
    fields = {"parts": prompt_parts(parts), **prompt_model(options)}
    if format is not None:
        from opencode_sessions._structured_output import output_format

        fields["format"] = output_format(format)
    return fields


def marked_parts(parts: Sequence[PartInput]) -> tuple[list[PartInput], str | None]:
    """Give the first part of a prompt an identifier, to know the prompt again among those that others send.

    Every server from 0.5.29 keeps the identifier of a text part. The server shows the parts of a message in the order
    of their identifiers, so this one comes before all that it makes itself.

    Returns:
        The parts, and the identifier; None for a prompt that begins with something other than text.
    """
    first = parts[0]
    if not isinstance(first, TextPartInput):
        return [*parts], None
    mark = first.id or f"prt_{'0' * _TIME_DIGITS}{_random()}"
    return [evolve(first, id=mark), *parts[1:]], mark


@frozen
class PromptNames:
    """What a prompt names, of which the server may have none.

    Attributes:
        agent: The agent; None for the server's own choice.
        model: The model, as `provider/model`; None for the session's.
    """

    agent: str | None = None
    model: str | None = None

    @classmethod
    def of(cls, options: PromptOptions) -> PromptNames:
        """Return what the options of a prompt name.

        Raises:
            TypeError: The model is none.
            ValueError: It lacks one of its halves, or is named twice.
        """
        model = chosen_model(options.get("model"), options.get("provider_id"), options.get("model_id"))
        return cls(options.get("agent"), None if model is None else str(model))


@frozen
class PromptKey:
    """What tells a prompt from those that others send; chosen before it is sent.

    Attributes:
        message_id: The identifier of its message; None when the server chooses that.
        mark: The identifier of its first part; None when that is no text.
    """

    message_id: str | None = None
    mark: str | None = None

    def is_of(self, message: SessionMessagesResponseItem) -> bool:
        """Return whether a message is the prompt."""
        return message.info.id == self.message_id or (self.mark is not None and has_mark(message, self.mark))


_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_TIME_DIGITS = 12
_RANDOM_CHARACTERS = 14
_counter = count()


def new_message_id() -> str:
    """Make an identifier for the `message_id` of a prompt: one to know before it is sent, e.g. to store it.

    It is `msg_`, the time with a counter as 12 hexadecimal digits, and 14 random characters, as the server makes them.
    Those of one process sort by time, until the digits begin again after 795 days.

    Prompts need none. Servers from 1.0.98 to 1.17 skip a run, or never end it, if the identifiers of the prompt and of
    the answer are out of order, which clocks that differ lead to: leave it out there.
    """
    moment = time.time_ns() // 1_000_000 * 0x1000 + next(_counter) % 0x1000
    return f"msg_{moment & 0xFFFFFFFFFFFF:0{_TIME_DIGITS}x}{_random()}"


def _random() -> str:
    import secrets

    return "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM_CHARACTERS))
