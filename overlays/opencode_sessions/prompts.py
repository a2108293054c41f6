"""What a person writes for a prompt, as the parts and the model that the server reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from opencode_sessions_api.models.prompt_model import PromptModel
from opencode_sessions_api.models.text_part_input import TextPartInput

if TYPE_CHECKING:
    from opencode_sessions_api.models import PartInput

    #: A prompt: its text, or parts, texts among them as plain strings.
    Prompt: TypeAlias = str | PartInput | Sequence[str | PartInput]


def prompt_parts(prompt: Prompt) -> list[PartInput]:
    """The parts of a prompt; a string is a text part.

    Raises:
        ValueError: The prompt has no part, or a text of nothing but white space.
    """
    pieces = [prompt] if isinstance(prompt, str) or not isinstance(prompt, Sequence) else prompt
    if not pieces:
        raise ValueError("The prompt is empty: give a text, or at least one part.")
    return [_text_part(piece) if isinstance(piece, str) else piece for piece in pieces]


def _text_part(text: str) -> TextPartInput:
    if not text.strip():
        raise ValueError("The prompt is empty: its text is nothing but white space.")
    return TextPartInput(text)


def prompt_model(model: str | PromptModel) -> PromptModel:
    """A model by its name, `provider/model`; the model's own name may hold further slashes.

    Raises:
        ValueError: The name has no provider or no model.
    """
    if not isinstance(model, str):
        return model
    provider_id, slash, model_id = model.partition("/")
    if not (provider_id and slash and model_id):
        raise ValueError(f"A model is named provider/model, such as anthropic/claude-sonnet-4-5, not {model!r}.")
    return PromptModel(provider_id=provider_id, model_id=model_id)
