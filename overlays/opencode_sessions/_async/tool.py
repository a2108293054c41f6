"""The tools that the agent may use, by the model that is offered them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencode_sessions._models import named_model, two_halves
from opencode_sessions_api.api.tool import AsyncToolResource as GeneratedToolResource
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping

    from opencode_sessions.aliases import ModelLike
    from opencode_sessions_api.models.tool_definition import ToolDefinition


class AsyncToolResource(GeneratedToolResource):
    """The operations tagged `tool`."""

    async def list(
        self,
        provider: str | None = None,
        model: ModelLike | None = None,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[ToolDefinition]:
        """List the tools that a model is offered.

        `GET /experimental/tool`

        Args:
            provider: The identifier of the model's provider, if `model` is only that of the model.
            model: The model, as for `session.chat`. The server does not check that there is such a one.
            directory: The directory to work in. Default: the client's.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Raises:
            TypeError: The model is no name of a model.
            ValueError: The model lacks one of its halves.
            OpencodeError: The call failed; the subclass says how.
        """
        named = two_halves(provider, model) if provider is not None else named_model(model)
        return await super().list(
            named.provider_id, named.model_id, directory=directory, timeout=timeout, extra_headers=extra_headers
        )
