"""Models of prompts and sessions: the ways of naming one, and the shapes in which the operations send one.

Parsing is here; that some generations of the server read another shape is in `_compat`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import frozen

from opencode_sessions._compat import model_fields
from opencode_sessions._display import Shown, ShownList
from opencode_sessions._readable import number, text_or_none
from opencode_sessions.errors import OpencodeError
from opencode_sessions_api.models.assistant_message import AssistantMessage
from opencode_sessions_api.models.prompt_model import PromptModel
from opencode_sessions_api.models.session_model import SessionModel

__all__ = ["ModelInfo"]

if TYPE_CHECKING:
    from opencode_sessions.aliases import ModelLike
    from opencode_sessions_api.models import Config, ConfigProviders, Message, Provider, ProviderModel

#: The keys of a dict that names a model, as servers and this package spell them, and the field of each.
_KEYS = {
    "providerID": "provider_id",
    "provider_id": "provider_id",
    "modelID": "model_id",
    "model_id": "model_id",
    "id": "model_id",
    "variant": "variant",
}
#: The variant of a session's model that stands for none.
_NO_VARIANT = "default"


@frozen
class ModelName:
    """A model, by the names of its provider and of itself.

    Attributes:
        provider_id: The provider, e.g. `anthropic`.
        model_id: The model, e.g. `claude-sonnet-4-5`.
        variant: A variant of it; None for none.
    """

    provider_id: str
    model_id: str
    variant: str | None = None

    def __str__(self) -> str:
        return f"{self.provider_id}/{self.model_id}"

    @property
    def of_prompt(self) -> PromptModel:
        """The model as `shell` sends it."""
        return PromptModel(provider_id=self.provider_id, model_id=self.model_id)

    @property
    def of_session(self) -> SessionModel:
        """The model as `create` sends it."""
        return SessionModel(id=self.model_id, provider_id=self.provider_id, variant=self.variant)

    @property
    def halves(self) -> dict[str, str]:
        """The model as `init` and `summarize` send it."""
        return {"provider_id": self.provider_id, "model_id": self.model_id}


@frozen
class ModelInfo(Shown):
    """A model that the server offers.

    Attributes:
        id: The provider and the model, e.g. `anthropic/claude-sonnet-4-5`; `model=` takes it.
        name: The name for display.
        provider: The provider's name for display.
        context_limit: The tokens that fit into its context; None if that is not known.
        output_limit: The tokens that it writes at most; None if that is not known.
        input_cost: US dollars for a million tokens that it reads; 0 if it is free, or not known.
        output_cost: US dollars for a million tokens that it writes, likewise.
        takes_images: Whether a prompt may have images; None if the server does not tell.
        calls_tools: Whether it can call tools; None if the server does not tell.
        is_default: It is its provider's default.
        is_prompt_default: Prompts that name no model take it, unless their agent has a model (`client.agent.list`), or
            their session has used one before.
    """

    id: str
    name: str
    provider: str
    context_limit: int | None
    output_limit: int | None
    input_cost: float
    output_cost: float
    takes_images: bool | None
    calls_tools: bool | None
    is_default: bool
    is_prompt_default: bool = False

    @classmethod
    def of(
        cls,
        provider: Provider,
        model_id: str,
        model: ProviderModel,
        *,
        is_default: bool,
        is_prompt_default: bool = False,
    ) -> Self:
        """Return the facts about a model, as servers of every generation tell them."""
        return cls(
            id=f"{provider.id}/{model_id}",
            name=text_or_none(model.name) or model_id,
            provider=text_or_none(provider.name) or str(provider.id),
            context_limit=number(getattr(model.limit, "context", None)) or None,
            output_limit=number(getattr(model.limit, "output", None)) or None,
            input_cost=number(getattr(model.cost, "input", None)),
            output_cost=number(getattr(model.cost, "output", None)),
            takes_images=_takes_images(model),
            calls_tools=getattr(model.capabilities, "toolcall", model.tool_call),
            is_default=is_default,
            is_prompt_default=is_prompt_default,
        )


def _takes_images(model: ProviderModel) -> bool | None:
    if model.capabilities is not None:
        return getattr(getattr(model.capabilities, "input", None), "image", None)
    media = getattr(model.modalities, "input", None)
    return "image" in media if isinstance(media, list) else None


def offered_models(offered: ConfigProviders, settings: Config) -> list[ModelInfo]:
    """Return the models of all providers, in the server's order. What is of another kind is left out."""
    from opencode_sessions_api.models.provider_model import ProviderModel

    try:
        chosen: str | None = str(default_model(offered, settings))
    except (OpencodeError, ValueError):
        chosen = None
    return ShownList(
        ModelInfo.of(
            provider,
            model_id,
            model,
            is_default=default == model_id,
            is_prompt_default=chosen == f"{provider.id}/{model_id}",
        )
        for provider, default in _with_defaults(offered)
        if isinstance(provider.models, Mapping)
        for model_id, model in provider.models.items()
        if isinstance(model, ProviderModel)
    )


def _with_defaults(offered: ConfigProviders) -> Iterator[tuple[Provider, Any]]:
    """Return the providers, each with the identifier of its default model; None if it has none."""
    from opencode_sessions_api.models.provider import Provider

    defaults = offered.default if isinstance(offered.default, Mapping) else {}
    for provider in offered.providers if isinstance(offered.providers, list) else []:
        if isinstance(provider, Provider) and isinstance(provider.id, str):
            yield provider, defaults.get(provider.id)


def prompt_model(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a prompt with its model as it is sent; `variant=` has priority over the model's own.

    Raises:
        TypeError: The model is no such thing.
        ValueError: It lacks one of its halves, or is named twice.
    """
    others = dict(options)
    model = chosen_model(*(others.pop(name, None) for name in ("model", "provider_id", "model_id")))
    if model is None:
        return others
    variant = others.pop("variant", None)
    return {**others, **model_fields(model.of_prompt), "variant": model.variant if variant is None else variant}


def chosen_model(
    model: ModelLike | ModelName | None, provider_id: str | None = None, model_id: str | None = None
) -> ModelName | None:
    """Return the model that is named, in one or in two arguments; None leaves it to the server.

    Raises:
        TypeError: It is no name of a model.
        ValueError: It lacks one of its halves, or is named twice.
    """
    if provider_id is None and model_id is None:
        return None if model is None else named_model(model)
    if model is not None:
        raise ValueError("Name the model once: with model=, or with provider_id= and model_id= instead of it.")
    return two_halves(provider_id, model_id)


def two_halves(provider_id: Any, model_id: Any) -> ModelName:
    """Return the model whose provider and own name are given as two arguments.

    Raises:
        TypeError: One of them is no string.
        ValueError: One of them is missing or empty.
    """
    return _checked(provider_id, model_id, None, f"provider_id={provider_id!r} and model_id={model_id!r}")


def named_model(model: ModelLike | ModelName | None) -> ModelName:
    """Return the model that something names; see `ModelLike`.

    Raises:
        TypeError: It is no name of a model.
        ValueError: It lacks one of its halves, has a key that no model has, or names two models.
    """
    if isinstance(model, ModelName):
        return model
    if isinstance(model, str):
        # The model's own name may hold further slashes.
        provider_id, _, model_id = model.strip().partition("/")
        if not (provider_id.strip() and model_id.strip()):
            raise ValueError(f"A model is named provider/model, such as anthropic/claude-sonnet-4-5, not {model!r}.")
        return ModelName(provider_id, model_id)
    if isinstance(model, Mapping):
        return _from_dict(model)
    return _from_object(model)


def _from_dict(model: Mapping[Any, Any]) -> ModelName:
    found: dict[str, Any] = {}
    for key, value in model.items():
        if key not in _KEYS:
            raise ValueError(f"A model has no {key!r}: its keys are providerID with modelID or id, and variant.")
        field = _KEYS[key]
        if found.setdefault(field, value) != value:
            raise ValueError(f"Two models in one: {dict(model)!r} names the {field} {found[field]!r} and {value!r}.")
    return _checked(found.get("provider_id"), found.get("model_id"), found.get("variant"), repr(dict(model)))


def _from_object(model: Any) -> ModelName:
    from opencode_sessions_api import models

    owner = model.info if isinstance(model, models.SessionMessagesResponseItem) else model
    if isinstance(owner, (models.Session, models.UserMessage, models.Agent, models.Command)):
        if owner.model is None:
            raise ValueError(f"This {type(owner).__name__} names no model: leave model= out, or name one.")
        named = named_model(owner.model)
        variant = getattr(owner, "variant", None)
        return named if named.variant or not variant else ModelName(named.provider_id, named.model_id, variant)
    if isinstance(owner, (models.PromptModel, models.UserMessageModel, models.AssistantMessage)):
        return _checked(owner.provider_id, owner.model_id, getattr(owner, "variant", None), repr(owner)[:80])
    if isinstance(owner, (models.SessionModel, models.ProviderModel)):
        return _checked(owner.provider_id, owner.id, getattr(owner, "variant", None), repr(owner)[:80])
    raise TypeError(
        'A model is named "provider/model", by a dict with providerID and modelID, or by an object that has one, '
        f"such as a PromptModel, not {model!r:.80}."
    )


def _checked(provider_id: Any, model_id: Any, variant: Any, given: str) -> ModelName:
    for name, value in (("provider_id", provider_id), ("model_id", model_id), ("variant", variant)):
        if not isinstance(value, str | None):
            raise TypeError(f"The {name} of a model must be a string, not {value!r:.80}.")
    if not (provider_id and provider_id.strip() and model_id and model_id.strip()):
        raise ValueError(f"Half a model: {given} needs both a provider and a model, neither empty.")
    return ModelName(provider_id, model_id, None if variant == _NO_VARIANT else variant)


def model_of(message: Message) -> ModelName | None:
    """Return the model that wrote a message; None for a message of the user."""
    if isinstance(message, AssistantMessage) and message.provider_id and message.model_id:
        return ModelName(message.provider_id, message.model_id)
    return None


def default_model(offered: ConfigProviders, settings: Config) -> ModelName:
    """Return the model of the settings, else the default of the first provider that has one, as servers choose it.

    Providers that the settings name come first. Not known is what the program's own interface used last: without a
    model in the settings, servers choose that before all others.

    Raises:
        ValueError: The settings name half a model.
        OpencodeError: No provider has one: none is set up.
    """
    if name := text_or_none(settings.model):
        return named_model(name)
    own = settings.provider if isinstance(settings.provider, Mapping) else {}
    for provider, model_id in sorted(_with_defaults(offered), key=lambda found: found[0].id not in own):
        if model_id and isinstance(model_id, str):
            return ModelName(provider.id, model_id)
    raise OpencodeError("This server has no model: set up a provider with `opencode auth login`, or name a model.")
