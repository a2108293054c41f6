# Derived from _async/session.py by `make derive`: edit that file instead.
"""Sessions with what a person wants beyond the wire: prompts as text, models by name, replies, whole turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencode_sessions.prompts import prompt_model, prompt_parts
from opencode_sessions.replies import Reply, Turn
from opencode_sessions_api.api.session import SessionResource as GeneratedSessionResource

if TYPE_CHECKING:
    from opencode_sessions.prompts import Prompt
    from opencode_sessions_api.models import OutputFormat
    from opencode_sessions_api.models.prompt_model import PromptModel
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem
    from opencode_sessions_api.models.tools_enabled import ToolsEnabled


class SessionResource(GeneratedSessionResource):
    """Every operation of a session, `chat` and the reading of messages with some comfort."""

    def chat(
        self,
        session_id: str,
        parts: Prompt,
        *,
        model: str | PromptModel | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        agent: str | None = None,
        system: str | None = None,
        tools: ToolsEnabled | None = None,
        format: OutputFormat | None = None,
        variant: str | None = None,
        no_reply: bool | None = None,
        message_id: str | None = None,
        directory: str | None = None,
    ) -> Reply:
        """Send a prompt and wait until the agent is done with it.

        `POST /session/{sessionID}/message`

        It is never sent twice. Leaving it early does not stop the agent: only `abort` does.

        Args:
            session_id: The session.
            parts: The prompt: a text, or text, file, agent and subtask parts.
            model: `"provider/model"`, or its two halves as an object. Default: that of the agent or the server.
            provider_id: The first half of `model`, as an alternative to it.
            model_id: The second half of `model`, as an alternative to it.
            agent: The agent to ask, by name. Default: the server's.
            system: Further instructions to the model.
            tools: Tools to allow (true) or forbid (false), by name.
            format: The form of the answer: text, or JSON after a schema.
            variant: A variant of the model, such as an effort of reasoning.
            no_reply: Store the prompt without asking the model; the reply is then the user's message.
            message_id: An identifier for the user's message. Not needed; one out of the order of time confuses the
                server.
            directory: The directory to work in. Default: the client's.

        Returns:
            The last message of the turn; `turn` gives all of them. A turn that the model failed is no exception:
            see `reply.error`.

        Raises:
            ValueError: The prompt is empty, or the model's name has no slash.
            OpencodeError: The call failed; its subclasses tell how.
        """
        if model is None and provider_id and model_id:
            model = f"{provider_id}/{model_id}"
        chosen = None if model is None else prompt_model(model)
        reply = super().chat(
            session_id,
            prompt_parts(parts),
            # Servers before 1.0.0 read the two halves, newer ones the object; all accept both.
            model=chosen,
            provider_id=chosen.provider_id if chosen else None,
            model_id=chosen.model_id if chosen else None,
            agent=agent,
            system=system,
            tools=tools,
            format=format,
            variant=variant,
            no_reply=no_reply,
            message_id=message_id,
            directory=directory,
        )
        return Reply.of(reply)

    def message(self, session_id: str, message_id: str, *, directory: str | None = None) -> Reply:
        """One message and its parts.

        `GET /session/{sessionID}/message/{messageID}`

        Args:
            session_id: The session.
            message_id: The message.
            directory: The directory to work in. Default: the client's.

        Raises:
            NotFoundError: There is no such message or session.
            OpencodeError: The call failed; its subclasses tell how.
        """
        return Reply.of(super().message(session_id, message_id, directory=directory))

    def messages(  # type: ignore[override]  # a list of replies is a list of messages to whoever reads it
        self,
        session_id: str,
        *,
        limit: int | None = None,
        before: str | None = None,
        directory: str | None = None,
    ) -> list[Reply]:
        """The messages of a session with their parts, oldest first.

        `GET /session/{sessionID}/message`

        Args:
            session_id: The session.
            limit: At most so many, the newest. Servers from 1.0.98.
            before: Only messages before this cursor; needs `limit`. Servers from 1.2.27.
            directory: The directory to work in. Default: the client's.

        Raises:
            NotFoundError: There is no such session. Servers before 1.2.27 give an empty list.
            OpencodeError: The call failed; its subclasses tell how.
        """
        items = super().messages(session_id, limit=limit, before=before, directory=directory)
        return [Reply.of(item) for item in items]

    def turn(self, reply: SessionMessagesResponseItem, *, directory: str | None = None) -> Turn:
        """All messages of the turn that a message belongs to, with what they cost together.

        `GET /session/{sessionID}/message`

        Args:
            reply: Any message of the turn, such as the reply of `chat`.
            directory: The directory to work in. Default: the client's.

        Raises:
            OpencodeError: The call failed; its subclasses tell how.
        """
        return Turn.around(reply, self.messages(reply.info.session_id, directory=directory))
