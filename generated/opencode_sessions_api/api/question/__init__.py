"""The operations tagged `question`, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import builtins
    from typing import Any, Literal

    from opencode_sessions_api.client import AsyncEventStream, AsyncSender, EventStream, Sender
    from opencode_sessions_api.models.question_request import QuestionRequest


__all__ = ["AsyncQuestionResource", "QuestionResource"]


class QuestionResource:
    """The operations tagged `question`."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def list(self, *, directory: str | None = None) -> builtins.list[QuestionRequest]:
        """List what the agent asks a person at present.

        `GET /question`

        The questions of all sessions of the directory that nobody has answered yet. The agent waits until
        they are answered or rejected. Since 1.1.11.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The open questions.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.question.question_list import build

        return self._sender.send(build(directory=directory))

    def reply(
        self, request_id: str, answers: builtins.list[builtins.list[str]], *, directory: str | None = None
    ) -> bool:
        """Answer the agent's questions.

        `POST /question/{requestID}/reply`

        Send the directory of the session. Answers are not checked: the agent gets other texts than the
        options, and too few answers, just so. A request that does not exist or is closed already answers
        404 since 1.15, `true` before. Since 1.1.11.

        Args:
            request_id: The request's identifier, `que_…`.
            answers: For each question, in order, the labels of the chosen answers, or a text of one's own;
                an empty list for a question that is not answered.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.question.question_reply import build

        return self._sender.send(build(request_id, answers, directory=directory))

    def reject(self, request_id: str, *, directory: str | None = None) -> bool:
        """Refuse to answer the agent's questions.

        `POST /question/{requestID}/reject`

        The tool that asked fails, and the turn ends. Send the directory of the session. A request that does
        not exist or is closed already answers 404 since 1.15, `true` before. Since 1.1.11.

        Args:
            request_id: The request's identifier, `que_…`.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.question.question_reject import build

        return self._sender.send(build(request_id, directory=directory))


class AsyncQuestionResource:
    """The operations tagged `question`, awaited."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender

    async def list(self, *, directory: str | None = None) -> builtins.list[QuestionRequest]:
        """List what the agent asks a person at present.

        `GET /question`

        The questions of all sessions of the directory that nobody has answered yet. The agent waits until
        they are answered or rejected. Since 1.1.11.

        Args:
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            The open questions.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.question.question_list import build

        return await self._sender.send(build(directory=directory))

    async def reply(
        self, request_id: str, answers: builtins.list[builtins.list[str]], *, directory: str | None = None
    ) -> bool:
        """Answer the agent's questions.

        `POST /question/{requestID}/reply`

        Send the directory of the session. Answers are not checked: the agent gets other texts than the
        options, and too few answers, just so. A request that does not exist or is closed already answers
        404 since 1.15, `true` before. Since 1.1.11.

        Args:
            request_id: The request's identifier, `que_…`.
            answers: For each question, in order, the labels of the chosen answers, or a text of one's own;
                an empty list for a question that is not answered.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.question.question_reply import build

        return await self._sender.send(build(request_id, answers, directory=directory))

    async def reject(self, request_id: str, *, directory: str | None = None) -> bool:
        """Refuse to answer the agent's questions.

        `POST /question/{requestID}/reject`

        The tool that asked fails, and the turn ends. Send the directory of the session. A request that does
        not exist or is closed already answers 404 since 1.15, `true` before. Since 1.1.11.

        Args:
            request_id: The request's identifier, `que_…`.
            directory: The directory that the call is about, as an absolute path on the server. By default it
                is the directory in which the server was started; send it in every call if the server
                serves several. 0.5.29 ignores it.

        Returns:
            Always `true`.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        from opencode_sessions_api.api.question.question_reject import build

        return await self._sender.send(build(request_id, directory=directory))
