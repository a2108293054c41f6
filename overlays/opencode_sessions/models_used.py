"""Which model a prompt goes to: as a person names it, as the server reads it, and as it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions.errors import OpencodeError
from opencode_sessions_api.models.assistant_message import AssistantMessage
from opencode_sessions_api.models.prompt_model import PromptModel

if TYPE_CHECKING:
    from opencode_sessions.prompts import PromptOptions
    from opencode_sessions_api.models import ConfigProviders, Message


def named_model(name: str) -> PromptModel:
    """A model by its name, `provider/model`; the model's own name may hold further slashes.

    Raises:
        ValueError: The name has no provider or no model.
    """
    provider_id, slash, model_id = name.partition("/")
    if not (provider_id and slash and model_id):
        raise ValueError(f"A model is named provider/model, such as anthropic/claude-sonnet-4-5, not {name!r}.")
    return PromptModel(provider_id=provider_id, model_id=model_id)


def chosen_model(options: PromptOptions) -> PromptModel | None:
    """The model that the options of a prompt name; None when they leave it to the server.

    Raises:
        ValueError: Its name has no provider or no model.
    """
    model, provider_id, model_id = options.get("model"), options.get("provider_id"), options.get("model_id")
    if model is None and provider_id and model_id:
        return PromptModel(provider_id=provider_id, model_id=model_id)
    return named_model(model) if isinstance(model, str) else model


def model_fields(model: PromptModel | None) -> dict[str, Any]:
    """The fields of a prompt's body that name its model.

    Servers before 1.0.0 read the two halves, newer ones the object; all accept both.
    """
    if model is None:
        return {}
    return {"model": model, "provider_id": model.provider_id, "model_id": model.model_id}


def model_of(message: Message) -> PromptModel | None:
    """The model that a message of the agent came from."""
    if isinstance(message, AssistantMessage) and message.provider_id and message.model_id:
        return PromptModel(provider_id=message.provider_id, model_id=message.model_id)
    return None


def default_model(offered: ConfigProviders) -> PromptModel:
    """The default model of the first provider that has one.

    Raises:
        OpencodeError: None has: no provider is set up.
    """
    for provider in offered.providers:
        if model_id := offered.default.get(provider.id):
            return PromptModel(provider_id=provider.id, model_id=model_id)
    raise OpencodeError("This server has no model: set up a provider with `opencode auth login`, or name a model.")
