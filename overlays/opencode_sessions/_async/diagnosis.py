"""Say what a failure was really about where the server does not: an operation that it lacks, an unknown model.

All of this happens only after a call has failed, with further calls that change nothing. When those find nothing, or
fail too, the first error stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote

from opencode_sessions.errors import (
    AgentNotFoundError,
    BadRequestError,
    CommandNotFoundError,
    EmptyAnswerError,
    HTMLAnswerError,
    InternalServerError,
    ModelNotFoundError,
    NotFoundError,
    OpencodeError,
    UndecodableAnswerError,
    UnsupportedByServerError,
)
from opencode_sessions.offers import not_offered, wanted, wanted_model
from opencode_sessions.versions import FIRST_WITH_HEALTH, has_operation, is_older
from opencode_sessions_api.client import Request
from opencode_sessions_api.models.user_message import UserMessage

if TYPE_CHECKING:
    from opencode_sessions_api.models import Health

#: What the generations of the server answer to an operation that they lack; `GET /session/status`, for one, is to
#: those without it the session called `status`.
_NO_OPERATION = (HTMLAnswerError, NotFoundError, BadRequestError, InternalServerError, UndecodableAnswerError)
#: What they answer to a prompt that names what they do not have.
_NO_REASON = (EmptyAnswerError, BadRequestError, InternalServerError)
#: Messages among which the last prompt is.
_FEW = 5


class Call(Protocol):
    """Sends a request, without looking into its failure in turn."""

    async def __call__(self, request: Request[Any], /) -> Any: ...


async def look_into(call: Call, request: Request[Any], error: OpencodeError) -> OpencodeError:
    """The error that says more about the failure of a request, or the same one."""
    try:
        if request.since is not None and isinstance(error, _NO_OPERATION):
            version = await server_version(call)
            if await _lacks(call, request.operation, request.since, version):
                return _unsupported(request, version, error)
        if request.waits_for_model and isinstance(error, _NO_REASON):
            return await _not_found(call, request, error) or error
    except OpencodeError:
        pass
    return error


async def server_version(call: Call) -> str | None:
    """The version of the server; None when it is older than 1.1.11, and cannot tell.

    `GET /global/health`
    """
    from opencode_sessions_api.api.global_.global_health import build

    request = build()
    try:
        health: Health = await call(request)
    except _NO_OPERATION as error:
        if await _document_lacks(call, request.operation):
            return None
        raise error from None
    return health.version


async def _lacks(call: Call, operation: str, since: str, version: str | None) -> bool:
    if version is not None:
        return is_older(version, since)
    return not is_older(since, FIRST_WITH_HEALTH) or await _document_lacks(call, operation)


async def _document_lacks(call: Call, operation: str) -> bool:
    """Every version has a document of its operations; what has none is no opencode server."""
    document = await call(Request("GET /doc", "GET", "/doc", dict, {}))
    return "openapi" in document and not has_operation(document, operation)


def _unsupported(request: Request[Any], version: str | None, failure: OpencodeError) -> UnsupportedByServerError:
    error = UnsupportedByServerError(
        f"This server is {version or f'older than {FIRST_WITH_HEALTH}'} and has no {request.operation}: "
        f"that came with opencode {request.since}.",
        operation=failure.operation,
        url=failure.url,
        status_code=failure.status_code,
        body=failure.body,
    )
    error.server_version = version
    error.since = request.since
    return error


async def _not_found(call: Call, request: Request[Any], failure: OpencodeError) -> OpencodeError | None:
    """The error about the session, agent, model or command that a call names and the server does not have."""
    from opencode_sessions_api.api.session.session_get import build as get_session

    directory = request.params.get("directory")
    session_id = unquote(request.path.split("/")[2])
    try:
        await call(get_session(session_id, directory=directory))
    except NotFoundError as error:
        return error
    if agent := wanted(request, "agent"):
        from opencode_sessions_api.api.agent.agent_list import build as list_agents

        agents = [entry.name for entry in await call(list_agents(directory=directory))]
        if agent not in agents:
            return not_offered(AgentNotFoundError, "agent", agent, agents, failure)
    if model := wanted_model(request) or await _model_before(call, session_id, directory):
        from opencode_sessions_api.api.config.config_providers import build as list_providers

        offered = await call(list_providers(directory=directory))
        models = [f"{provider.id}/{name}" for provider in offered.providers for name in provider.models]
        if model not in models:
            return not_offered(ModelNotFoundError, "model", model, models, failure)
    if request.operation == "POST /session/{sessionID}/command" and (command := wanted(request, "command")):
        from opencode_sessions_api.api.command.command_list import build as list_commands

        commands = [entry.name for entry in await call(list_commands(directory=directory))]
        if command not in commands:
            return not_offered(CommandNotFoundError, "command", command, commands, failure)
    return None


async def _model_before(call: Call, session_id: str, directory: str | None) -> str | None:
    """The model of the last prompt, which one that names none gets: that may have failed for the same reason."""
    from opencode_sessions_api.api.session.session_messages import build as list_messages

    for item in reversed(await call(list_messages(session_id, limit=_FEW, directory=directory))):
        if isinstance(item.info, UserMessage):
            used = item.info.model
            return f"{used.provider_id}/{used.model_id}" if used is not None else None
    return None
