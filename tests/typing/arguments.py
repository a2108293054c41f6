"""What mypy and pyright accept as a model, and where an identifier is meant; nothing here is run."""

from __future__ import annotations

from typing import Any

from opencode_sessions import (
    Agent,
    AssistantMessage,
    AsyncConversation,
    AsyncOpencode,
    AsyncSentPrompt,
    AsyncTurnStream,
    Conversation,
    Event,
    Message,
    ModelLike,
    Opencode,
    Part,
    PermissionRequest,
    Project,
    PromptModel,
    Provider,
    QuestionRequest,
    Reply,
    SentPrompt,
    Session,
    SessionLike,
    SessionModel,
    StructuredReply,
    TextPart,
    ToolPart,
    Turn,
    TurnStream,
    UserMessage,
    WaitingPermission,
    WaitingQuestion,
    WatchedEvent,
)


def sessions(
    client: Opencode,
    session: Session,
    reply: Reply,
    structured: StructuredReply[Session],
    turn: Turn,
    conversation: Conversation,
    stream: TurnStream[Reply],
    sent: SentPrompt[Reply],
    message: Message,
    part: Part,
    event: Event,
    watched: WatchedEvent,
    request: PermissionRequest | QuestionRequest | WaitingPermission | WaitingQuestion,
) -> None:
    one: SessionLike
    for one in ("ses_1", session, reply, structured, turn, conversation, stream, sent, message, part, event, watched):
        client.session.get(one)
    client.session.get(request)
    client.session.chat(session, "Hi")
    client.session.chat(reply, "Hi", format=Session)
    client.session.stream(conversation, "Hi")
    client.session.prompt_async(message, "Hi")
    client.session.follow(sent)
    client.session.wait(part)
    client.session.create(parent_id=session)
    client.session.permission_reply(request, "per_1", "once")
    client.conversation(reply)
    client.watch(session_id=event)
    client.event.subscribe(session_id=session)
    client.tui.select_session(session)


def no_sessions(client: Opencode, project: Project, provider: Provider) -> None:
    client.session.get(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.session.get(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.session.get(project)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.session.abort({"id": "ses_1"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.session.follow(project)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
    client.watch(session_id=provider)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.conversation(project)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def messages(client: Opencode, session: Session, reply: Reply, message: Message, user: UserMessage, part: Part) -> None:
    client.session.message(session, reply)
    client.session.message(reply, message)
    client.session.delete_message(message, user)
    client.session.delete_part(part, part, part)
    client.session.fork(session, message_id=user)
    client.session.revert(session, message_id=reply, part_id=part)
    client.session.diff(session, message_id=message)
    client.session.message(session, session)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.session.delete_part(session, reply, reply)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # The identifier of a new message.
    client.session.chat(session, "Hi", message_id=user)  # type: ignore[call-overload]  # pyright: ignore


def requests(client: Opencode, permission: WaitingPermission, question: WaitingQuestion) -> None:
    client.permission.reply(permission, "once")
    client.question.reply(question, [])
    client.inbox().reply(permission, "once")
    client.inbox().reply(question, None)
    client.inbox().reply("per_1", "once")
    client.permission.reply(question, "once")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.question.reject(permission)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.inbox().reply(5, "once")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def others(client: Opencode, project: Project, provider: Provider, tool: ToolPart, text: TextPart) -> None:
    client.project.update(project, name="x")
    client.auth.remove(provider)
    client.session.delete_part(tool, tool, text)


def models(
    client: Opencode,
    session: Session,
    reply: Reply,
    assistant: AssistantMessage,
    message: Message,
    agent: Agent,
    stored: SessionModel,
    any_dict: dict[str, Any],
) -> None:
    one: ModelLike
    for one in ("a/b", PromptModel("a", "b"), stored, assistant, message, agent, session, reply):
        client.session.chat(session, "Hi", model=one)
    client.session.chat(session, "Hi", model={"providerID": "a", "modelID": "b"})
    client.session.stream(session, "Hi", model={"id": "b", "providerID": "a", "variant": "high"})
    client.session.prompt_async(session, "Hi", model={"provider_id": "a", "model_id": "b"})
    client.session.create(model=stored)
    client.session.command(session, "init", model=reply)
    client.session.shell(session, "build", "ls", model=message)
    client.session.init(session, model=assistant)
    client.session.summarize(session, model=agent)
    client.conversation(model=session.model).send("Hi", model=stored)
    client.conversation().compact(model=reply)
    client.tool.list(model=stored)
    client.tool.list("a", "b")
    client.session.init(session, model=5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.session.create(model=PromptModel)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.session.init(session, model={"provider": "a"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.session.init(session, model=any_dict)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def in_async_clients(
    client: AsyncOpencode,
    session: Session,
    conversation: AsyncConversation,
    stream: AsyncTurnStream[Reply],
    sent: AsyncSentPrompt[Reply],
) -> None:
    for one in (session, conversation, stream, sent):
        await client.session.get(one)
    await client.session.chat(session, "Hi", model=session.model)
    await client.session.get(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
