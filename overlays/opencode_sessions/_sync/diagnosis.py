# Derived from _async/diagnosis.py by `make derive`: edit that file instead.
"""Diagnose errors for which the server gives no reason: another API, a missing operation or directory, unknown names.

This happens only after a call has failed, with further calls that change nothing. When those find nothing, or
fail too, the first error stands.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote

import httpx
from attrs import frozen

from opencode_sessions._address import is_loopback
from opencode_sessions._compat import (
    CANNOT_COPY_FORMAT,
    FIRST_WITH_HEALTH,
    GIVES_NO_REASON,
    LACKS_OPERATION,
    RUN_VERSION_1,
    has_older_form,
    has_operation,
    is_about_format,
    is_older,
    may_be_other_api,
    other_api_version,
)
from opencode_sessions.errors import (
    AgentNotFoundError,
    BadRequestError,
    CommandNotFoundError,
    EmptyResponseError,
    ErrorContext,
    InternalServerError,
    ModelNotFoundError,
    NotFoundError,
    OpencodeError,
    TurnFailedError,
    TurnLostError,
    UnknownNameError,
    UnsupportedByServerError,
)
from opencode_sessions_api.client import Request
from opencode_sessions_api.models.user_message import UserMessage

if TYPE_CHECKING:
    from opencode_sessions._options import Options
    from opencode_sessions._prompt import PromptNames
    from opencode_sessions_api.models import Health, Session

#: The greatest number of names in an error.
_MOST_NAMES = 10
#: Servers from 1.0.98 store a prompt with its model before they look for that.
_REMEMBERED = (
    " The session remembers this model, and prompts without a model fail in the same way: name one that exists with "
    "model= once."
)
#: Errors that a missing directory leads to.
_OF_MISSING_DIRECTORIES = (EmptyResponseError, InternalServerError, TurnFailedError, TurnLostError)
_PROMPT_LOST = (
    "The server accepted the prompt, but its session is idle and has no such message, although the agent and the model "
    "are known: the server was restarted before it had stored the prompt, or it could not read an image in it."
)
#: The last prompt is among this many newest messages.
_FEW = 5


class Call(Protocol):
    """A function that sends a request and does not diagnose its errors."""

    def __call__(self, request: Request[Any], /) -> Any: ...


def diagnose(call: Call, request: Request[Any], error: OpencodeError, options: Options) -> OpencodeError:
    """Return the error that says more about the failure of a request, or the same one.

    Args:
        call: Sends a request.
        request: The request that failed.
        error: The failure.
        options: The options that it was sent with.
    """
    try:
        if may_be_other_api(error) and (version := _other_api(call)):
            return _unsupported_api(version, error)
        if request.since is not None and isinstance(error, LACKS_OPERATION):
            version = server_version(call)
            if has_older_form(error) or _lacks(call, request.operation, request.since, version):
                return _unsupported(request, version, error)
        if isinstance(error, InternalServerError) and request.operation == "POST /session/{sessionID}/fork":
            return _cannot_copy(call, request, error) or error
        if request.waits_for_model and isinstance(error, GIVES_NO_REASON):
            return _not_found(call, request, error, options) or error
        tell_of_directory(error, request.params.get("directory") or options.directory, options)
    except OpencodeError:
        pass
    return error


def server_version(call: Call) -> str | None:
    """Ask for the version of the server; None when it is older than 1.1.11, and cannot tell.

    `GET /global/health`

    Raises:
        UnsupportedByServerError: It is OpenCode 2.x.
        OpencodeError: The call failed.
    """
    from opencode_sessions_api.api.global_.global_health import build

    request = build()
    try:
        health: Health = call(request)
    except OpencodeError as error:
        failure = error
    else:
        return health.version
    if may_be_other_api(failure) and (version := _other_api(call)):
        raise _unsupported_api(version, failure) from failure
    if isinstance(failure, LACKS_OPERATION) and _document_lacks(call, request.operation):
        return None
    raise failure


def _other_api(call: Call) -> str | None:
    """Return the version of an OpenCode 2.x; None if the server is another one."""
    try:
        return other_api_version(call(Request("GET /api/health", "GET", "/api/health", _as_it_is, {})))
    except OpencodeError:
        return None


def _as_it_is(data: Any) -> Any:
    return data


def _unsupported_api(version: str, failure: OpencodeError) -> UnsupportedByServerError:
    return UnsupportedByServerError(
        f"{failure.operation} failed because this server is OpenCode {version}. {RUN_VERSION_1}",
        server_version=version,
        **_context(failure),
    )


def _lacks(call: Call, operation: str, since: str, version: str | None) -> bool:
    if version is not None:
        return is_older(version, since)
    return not is_older(since, FIRST_WITH_HEALTH) or _document_lacks(call, operation)


def _document_lacks(call: Call, operation: str) -> bool:
    """Ask for the server's document of its operations, which every version of opencode has, and look for one in it."""
    document = call(Request("GET /doc", "GET", "/doc", _as_it_is, {}))
    return isinstance(document, dict) and "openapi" in document and not has_operation(document, operation)


def _unsupported(request: Request[Any], version: str | None, failure: OpencodeError) -> UnsupportedByServerError:
    return UnsupportedByServerError(
        f"This server is {version or f'older than {FIRST_WITH_HEALTH}'} and has no {request.operation}: "
        f"that came with opencode {request.since}.",
        server_version=version,
        since=request.since,
        **_context(failure),
    )


def _cannot_copy(call: Call, request: Request[Any], failure: InternalServerError) -> OpencodeError | None:
    """Return the error about a fork of a session with a prompt that the server cannot copy."""
    from opencode_sessions_api.api.session.session_messages import build as list_messages

    try:
        call(list_messages(_session_of(request), directory=request.params.get("directory")))
    except BadRequestError as error:
        if is_about_format(error):
            return InternalServerError(
                f"{failure.operation} failed because {CANNOT_COPY_FORMAT}", name=failure.name, **_context(failure)
            )
    return None


def _session_of(request: Request[Any]) -> str:
    return unquote(request.path.split("/")[2])


def tell_of_directory(error: OpencodeError, directory: str | None, options: Options) -> None:
    """Add to an error that its directory is not on this machine, if the server is, or seems to be.

    It may be elsewhere, behind a tunnel or in a container, so that this is no error of its own.
    """
    if not isinstance(error, _OF_MISSING_DIRECTORIES) or not directory or not os.path.isabs(directory):
        return
    if not os.path.isdir(directory) and is_loopback(httpx.URL(options.base_url).host):
        error.args = (
            f"{error.message} This machine has no directory {directory!r}: if the server runs here, create it, or pass "
            "another directory=.",
        )


def _not_found(call: Call, request: Request[Any], failure: OpencodeError, options: Options) -> OpencodeError | None:
    """Return the error about the session, agent, model or command that a call names and the server does not have."""
    from opencode_sessions_api.api.session.session_get import build as get_session

    directory = request.params.get("directory")
    session_id = _session_of(request)
    try:
        session: Session = call(get_session(session_id, directory=directory))
    except NotFoundError as error:
        return error
    if unknown_agent := _unknown_agent(call, _named(request, "agent"), directory, failure):
        return unknown_agent
    if request.operation == "POST /session/{sessionID}/command" and (command := _named(request, "command")):
        from opencode_sessions_api.api.command.command_list import build as list_commands

        commands = [entry.name for entry in call(list_commands(directory=directory))]
        if command not in commands:
            return _unknown_name(CommandNotFoundError, "command", command, commands, failure)
    remembered = _model_before(call, session_id, directory)
    model = _named_model(request) or remembered
    unknown_model = _unknown_model(call, model, directory, failure, is_remembered=model == remembered)
    if unknown_model is None:
        tell_of_directory(failure, session.directory, options)
    return unknown_model


@frozen
class FailedTurn:
    """A turn that failed before the agent began.

    Attributes:
        session_id: The session.
        prompt: The prompt, if the server has stored it.
        names: The agent and the model that the prompt names, if that is known.
        directory: The directory of the session.
        options: The options of the client.
    """

    session_id: str
    prompt: UserMessage | None
    names: PromptNames | None
    directory: str | None
    options: Options


def diagnose_turn(call: Call, turn: FailedTurn, error: OpencodeError) -> OpencodeError:
    """Return the error that says more about a turn that failed before the agent began, or the same one.

    Servers give the reason only in an event, which may have come before anybody listened.

    Args:
        call: Sends a request.
        turn: The turn.
        error: The failure.
    """
    try:
        found = _reason_of(call, turn, error)
    except OpencodeError:
        return error
    if found is not None:
        found.__cause__ = error
    tell_of_directory(found or error, turn.directory, turn.options)
    return found or error


def _reason_of(call: Call, turn: FailedTurn, error: OpencodeError) -> OpencodeError | None:
    """Return the error about an unknown agent or model, or about a prompt that is lost although both are known."""
    names, directory = turn.names, turn.directory
    is_dropped = turn.prompt is None and isinstance(error, TurnFailedError) and error.error is None
    if names is not None and (unknown_agent := _unknown_agent(call, names.agent, directory, error)):
        return unknown_agent
    model = None if turn.prompt is None else _model_in(turn.prompt)
    if is_dropped and names is not None:
        model = names.model or _model_before(call, turn.session_id, directory)
    is_named = is_dropped and names is not None and names.model is not None
    if unknown_model := _unknown_model(call, model, directory, error, is_remembered=not is_named):
        return unknown_model
    return TurnLostError(_PROMPT_LOST, **_context(error)) if is_dropped and names is not None else None


def _unknown_agent(
    call: Call, agent: str | None, directory: str | None, failure: OpencodeError
) -> OpencodeError | None:
    """Return the error about an agent that the server does not have; None when it has it, or none is named."""
    if not agent:
        return None
    from opencode_sessions_api.api.agent.agent_list import build as list_agents

    agents = [entry.name for entry in call(list_agents(directory=directory))]
    return None if agent in agents else _unknown_name(AgentNotFoundError, "agent", agent, agents, failure)


def _unknown_model(
    call: Call, model: str | None, directory: str | None, failure: OpencodeError, *, is_remembered: bool
) -> OpencodeError | None:
    """Return the error about a model that the server does not have; None when it has it, or none is named."""
    if model is None:
        return None
    from opencode_sessions_api.api.config.config_providers import build as list_providers

    offered = call(list_providers(directory=directory))
    models = [f"{provider.id}/{name}" for provider in offered.providers for name in provider.models]
    if model in models:
        return None
    return _unknown_name(ModelNotFoundError, "model", model, models, failure, _REMEMBERED if is_remembered else "")


def _model_before(call: Call, session_id: str, directory: str | None) -> str | None:
    """Return the model of the last prompt, which a prompt without a model uses: that may have failed as well."""
    from opencode_sessions_api.api.session.session_messages import build as list_messages

    for item in reversed(call(list_messages(session_id, limit=_FEW, directory=directory))):
        if isinstance(item.info, UserMessage):
            return _model_in(item.info)
    return None


def _model_in(prompt: UserMessage) -> str | None:
    """Return the model of a stored prompt; None on servers that do not tell."""
    used = prompt.model
    return None if used is None else f"{used.provider_id}/{used.model_id}"


def _named_model(request: Request[Any]) -> str | None:
    """Return the model that a call names, as `provider/model`; operations have several shapes for it."""
    body: dict[str, Any] = request.body if isinstance(request.body, dict) else {}
    model: Any = body.get("model") or body
    if isinstance(model, str):
        return model
    provider_id, model_id = model.get("providerID"), model.get("modelID")
    return f"{provider_id}/{model_id}" if provider_id and model_id else None


def _named(request: Request[Any], field: str) -> str | None:
    """Return the agent or the command that a call names."""
    return request.body.get(field) if isinstance(request.body, dict) else None


def _unknown_name(
    kind: type[UnknownNameError],
    what: str,
    wanted: str,
    available: Sequence[str],
    failure: OpencodeError,
    note: str = "",
) -> UnknownNameError:
    """Return the error about a name that the server does not have, with suggestions."""
    close = get_close_matches(wanted, available, n=3)
    names = ", ".join(close or available[:_MOST_NAMES])
    more = len(available) - _MOST_NAMES
    hint = (
        f"Did you mean {names}?"
        if close
        else f"It has {names}{f' and {more} more' if more > 0 else ''}."
        if available
        else "It has none."
    )
    return kind(
        f"{failure.operation or 'The turn'} failed because this server has no {what} {wanted!r}. {hint}{note}",
        wanted=wanted,
        available=available,
        **_context(failure),
    )


def _context(failure: OpencodeError) -> ErrorContext:
    return {
        "operation": failure.operation,
        "url": failure.url,
        "status_code": failure.status_code,
        "body": failure.body,
    }
