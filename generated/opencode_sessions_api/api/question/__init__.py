# Generated from openapi.yaml; do not edit.
"""The operations tagged `question`, as methods."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, AsyncClient, AsyncEventStream, CallTimeout, Client, EventStream
from opencode_sessions_api.types import OpenEnum

__all__ = ["AsyncQuestionResource", "QuestionResource"]


class QuestionResource:
    """The operations tagged `question`."""

    def __init__(self, client: Client) -> None:
        self._transport = client._transport

    def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.QuestionRequest]:
        """List the open questions.

        `GET /question`

        The open questions of all sessions of the directory. The agent waits until they are answered or
        rejected. Since 1.1.11.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The open questions.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.question.question_list import build

        return self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    def reply(
        self,
        request_id: models.QuestionRequestLike,
        answers: builtins.list[builtins.list[str]],
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Answer the agent's questions.

        `POST /question/{requestID}/reply`

        Send the session's directory. The server does not check the answers: it gives the agent texts that
        are not among the options, or too few answers, unchanged. For a request that does not exist or is
        already closed, the response is 404 since 1.15.13, and `true` before. Since 1.1.11.

        Args:
            request_id: The request's identifier, `que_…`.
            answers: For each question, in order, the labels of the chosen answers, or a text of the person's
                own. An empty list leaves a question unanswered.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.question.question_reply import build

        return self._transport.send(
            build(request_id, answers, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    def reject(
        self,
        request_id: models.QuestionRequestLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Refuse to answer the agent's questions.

        `POST /question/{requestID}/reject`

        The tool that asked fails, and the turn ends. Send the session's directory. For a request that does
        not exist or is already closed, the response is 404 since 1.15.13, and `true` before. Since 1.1.11.

        Args:
            request_id: The request's identifier, `que_…`.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.question.question_reject import build

        return self._transport.send(
            build(request_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )


class AsyncQuestionResource:
    """The operations tagged `question`."""

    def __init__(self, client: AsyncClient) -> None:
        self._transport = client._transport

    async def list(
        self,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.QuestionRequest]:
        """List the open questions.

        `GET /question`

        The open questions of all sessions of the directory. The agent waits until they are answered or
        rejected. Since 1.1.11.

        Args:
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            The open questions.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.question.question_list import build

        return await self._transport.send(build(directory=directory, timeout=timeout, extra_headers=extra_headers))

    async def reply(
        self,
        request_id: models.QuestionRequestLike,
        answers: builtins.list[builtins.list[str]],
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Answer the agent's questions.

        `POST /question/{requestID}/reply`

        Send the session's directory. The server does not check the answers: it gives the agent texts that
        are not among the options, or too few answers, unchanged. For a request that does not exist or is
        already closed, the response is 404 since 1.15.13, and `true` before. Since 1.1.11.

        Args:
            request_id: The request's identifier, `que_…`.
            answers: For each question, in order, the labels of the chosen answers, or a text of the person's
                own. An empty list leaves a question unanswered.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.question.question_reply import build

        return await self._transport.send(
            build(request_id, answers, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )

    async def reject(
        self,
        request_id: models.QuestionRequestLike,
        *,
        directory: str | None = None,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> bool:
        """Refuse to answer the agent's questions.

        `POST /question/{requestID}/reject`

        The tool that asked fails, and the turn ends. Send the session's directory. For a request that does
        not exist or is already closed, the response is 404 since 1.15.13, and `true` before. Since 1.1.11.

        Args:
            request_id: The request's identifier, `que_…`.
            directory: The directory that the request is about, as an absolute path on the server. The default
                is the directory in which the server was started. Send it in every request if the server
                serves several directories. 0.5.29 ignores it.
            timeout: Seconds for this call, or an `httpx.Timeout`; None for no limit. Default: the client's.
            extra_headers: Headers for this call; they replace the client's of the same names.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses say how.
        """
        from opencode_sessions_api.api.question.question_reject import build

        return await self._transport.send(
            build(request_id, directory=directory, timeout=timeout, extra_headers=extra_headers)
        )
