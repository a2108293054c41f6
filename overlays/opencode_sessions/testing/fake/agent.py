"""The agent of one session: it takes prompts, says what its script says, and can be stopped.

Everything is stored, and sent as events, in the order of the real server.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from attrs import define, field

from opencode_sessions.testing.completions import pieces
from opencode_sessions.testing.fake.scheduler import Result, Scheduler, Task
from opencode_sessions.testing.fake.wire import JSON, Dialect
from opencode_sessions.testing.script import (
    INPUT_COST,
    MILLION,
    OUTPUT_COST,
    ConnectionDrop,
    HTTPError,
    ModelReply,
    ModelUsage,
    Reasoning,
    Stall,
    Step,
    Text,
    ToolCall,
)

__all__ = ["Agent", "Prompt", "Said", "Surroundings", "ToolError", "text_of"]

#: Seconds until a model that failed for a moment is asked again.
_RETRY = 0.05
#: In the errors of models whose prompt is too long.
_OVERFLOWS = ("context length", "prompt is too long", "context window")
_FINISHES = {"content_filter": "content-filter"}
#: The tool that a model calls to answer a prompt with a `format`.
_STRUCTURED = "StructuredOutput"
#: The fields of a part that say whose it is.
_OWN = {"id", "messageID", "sessionID"}


class ToolError(Exception):
    """A tool failed; the argument is the error that the model is told."""


@define(eq=False)
class Said:
    """A text that was streamed.

    Attributes:
        part_id: The part that it is of.
        message_id: The message that this is of.
        kind: `text` or `reasoning`.
        text: The text, as far as it was streamed.
        retracted: The model failed in the middle of it, and was asked again.
    """

    part_id: str
    message_id: str
    kind: str
    text: str = ""
    retracted: bool = False


@define(eq=False)
class Prompt:
    """A prompt that was received, and what became of it.

    Attributes:
        text: The prompt's text parts, joined.
        session_id: The session.
        message_id: The user's message.
        state: `waiting` until the session turns busy, then `busy`, then one of `done`, `failed`, `aborted`, `stuck`
            (aborted, and without a response for ever) and `forgotten` (the server ended).
        said: What was streamed, in order.
        answer: The last message of the turn.
    """

    text: str
    session_id: str
    message_id: str
    _ended: Result[None]
    state: str = "waiting"
    said: list[Said] = field(factory=list)
    answer: JSON | None = None


class Surroundings(Protocol):
    """The part of a server that its agents need."""

    dialect: Dialect
    scheduler: Scheduler

    @property
    def busy_after(self) -> float:
        """Seconds from a prompt to the moment at which its session turns busy."""
        ...

    def model_reply(self, agent: Agent, user: JSON) -> ModelReply | None:
        """Return the model's reply to a message of the user and all before it; None if it has no more."""

    def new_title(self, agent: Agent, user: JSON) -> str:
        """Return the title of a session, which the model chooses."""
        ...

    def permission(self, agent: Agent, call: ToolCall, arguments: JSON) -> str:
        """Return what the settings say about a call of a tool: `allow`, `ask` or `deny`."""
        ...

    def allow_always(self, agent: Agent, request: JSON) -> None:
        """Allow what was asked for from now on."""

    async def use(self, agent: Agent, call: ToolCall, arguments: JSON) -> str:
        """Return the output of a tool, or raise `ToolError`."""
        ...

    def subtask(self, agent: Agent, arguments: JSON) -> Agent:
        """Create a session for a task."""
        ...

    def no_model(self, agent: Agent, model: JSON) -> str | None:
        """Return the error of a model that is unknown."""

    def tell(self, directory: str, event: JSON) -> None:
        """Send an event to all who listen."""

    def drop_connections(self) -> None:
        """Break all connections."""


class _ModelFailedError(Exception):
    def __init__(self, error: JSON) -> None:
        super().__init__()
        self.error = error


class _OverflowError(_ModelFailedError):
    """The prompt is too long for the model."""


class _RefusedError(Exception):
    """The user refused a tool; the argument is the error that the model is told."""

    def __init__(self, error: str, *, goes_on: bool) -> None:
        super().__init__(error)
        self.goes_on = goes_on


@define(eq=False)
class _Asked:
    request: JSON
    decided: Result[Any]


class Agent:
    """A session, its messages, and the turn that runs in it.

    Attributes:
        info: The session.
        directory: Where it works.
        messages: The stored messages, each with its `info` and `parts`.
        status: Its status, as in `GET /session/status`; None when idle.
        todos: Its plan.
        permissions: Permissions that wait for a decision.
        questions: Questions that wait for an answer.
    """

    def __init__(self, surroundings: Surroundings, info: JSON, directory: str) -> None:
        self.info = info
        self.directory = directory
        self.messages: list[JSON] = []
        self.status: JSON | None = None
        self.todos: list[JSON] = []
        self._surroundings = surroundings
        self._dialect = surroundings.dialect
        self._scheduler = surroundings.scheduler
        self._waiting: list[Prompt] = []
        self._task: Task | None = None
        self._tools: list[Task] = []
        self._children: list[Agent] = []
        self._current: Prompt | None = None
        self._message: JSON | None = None
        self._open: tuple[JSON, Said] | None = None
        self._permissions: dict[str, _Asked] = {}
        self._questions: dict[str, _Asked] = {}
        self._structured: JSON | None = None
        self._late: list[JSON] = []

    @property
    def permissions(self) -> list[JSON]:
        """The permissions that wait for a decision."""
        return [asked.request for asked in self._permissions.values()]

    @property
    def questions(self) -> list[JSON]:
        """The questions that wait for an answer."""
        return [asked.request for asked in self._questions.values()]

    @property
    def is_busy(self) -> bool:
        """A turn runs."""
        return self.status is not None

    # ---------------------------------------------------------------- prompts

    def take(self, parts: list[JSON], *, user: JSON) -> Prompt:
        """Store a prompt, and begin with it when those before it are done.

        Args:
            parts: Its parts, as they were sent.
            user: Its message.
        """
        message = self.store(parts, user=user)
        prompt = Prompt(text_of(message), self.info["id"], user["id"], Result(self._scheduler))
        self._waiting.append(prompt)
        if self._task is None or self._task.is_done:
            self._task = self._scheduler.start(self._run())
        return prompt

    def store(self, parts: list[JSON], *, user: JSON) -> JSON:
        """Store a message of the user's, without a turn."""
        self._remove_reverted()
        message: JSON = {"info": user, "parts": []}
        self.messages.append(message)
        self._tell(self._dialect.message_event(user))
        for part in parts:
            stored = {**self._dialect.part(user, part["type"]), **part}
            self._add(message, stored)
        if self._dialect.has_summaries:
            model = {"id": user["model"]["modelID"], "providerID": user["model"]["providerID"], "variant": "default"}
            self.info.update(agent=user["agent"], model=model)
            self.tell_updated()
        return message

    def decide(self, request_id: str, decision: str, message: str | None) -> bool:
        """Decide on a permission; false when nothing of the kind is asked."""
        asked = self._permissions.pop(request_id, None)
        if asked is None:
            return False
        self._tell(self._dialect.replied_event(asked.request, decision))
        asked.decided.set((decision, message))
        if decision == "always":
            self._surroundings.allow_always(self, asked.request)
        return True

    def allow(self, is_allowed: Callable[[JSON], bool]) -> None:
        """Give the permissions that are no longer needed."""
        for request in [request for request in self.permissions if is_allowed(request)]:
            asked = self._permissions.pop(request["id"])
            self._tell(self._dialect.replied_event(request, "always"))
            asked.decided.set(("once", None))

    def answer(self, request_id: str, answers: list[list[str]] | None) -> bool:
        """Answer questions, or, with None, dismiss them; false when nothing of the kind is asked."""
        asked = self._questions.pop(request_id, None)
        if asked is None:
            return False
        names = {"sessionID": self.info["id"], "requestID": request_id}
        if answers is None:
            self._tell(self._dialect.event("question.rejected", names))
        else:
            self._tell(self._dialect.event("question.replied", {**names, "answers": answers}))
        asked.decided.set(answers)
        return True

    def abort(self) -> None:
        """Stop the turn; without effect before the session has turned busy."""
        prompt, dialect = self._current, self._dialect
        if prompt is None or self._task is None:
            return
        self._task.cancel()
        for tool in self._tools:
            tool.cancel()
        for child in self._children:
            child.abort()
        if self._permissions and dialect.abort_forgets_asking:
            self._permissions.clear()
            prompt.state = "stuck"
            self._waiting.remove(prompt)
            self._rest()
        else:
            parts = self._message["parts"] if self._message else []
            # Before 1.0 the error is missing when the model was speaking.
            speaking = bool(parts) and parts[-1]["type"] in ("text", "reasoning")
            error = None if not dialect.steps_are_messages and speaking else dialect.abortion()
            self._end_tools()
            self._close(is_late=True)
            prompt.state = "aborted"
            self._set_state("aborted")
            self._fail(error)
        self._permissions.clear()
        self._questions.clear()
        self._current = None
        self._task = self._scheduler.start(self._run()) if self._waiting else None

    def forget(self) -> None:
        """The server ends: what runs is left as it is."""
        for task in [*([self._task] if self._task else []), *self._tools]:
            task.cancel()
        self._task = None
        for prompt in [*self._waiting, *([self._current] if self._current else [])]:
            if not prompt._ended.is_set and prompt.state != "stuck":
                prompt.state = "forgotten"
        self._waiting.clear()
        self._permissions.clear()
        self._questions.clear()
        self._current = self._open = self._message = self.status = None

    # ---------------------------------------------------------------- the turn

    async def _run(self) -> None:
        while self._waiting:
            await self._scheduler.sleep(self._surroundings.busy_after)
            self._current = self._waiting[0]
            try:
                looks_again = await self._work()
            except _ModelFailedError as failed:
                self._close(is_late=self._dialect.idle_comes_first)
                self._set_state("failed")
                self._fail(failed.error)
            else:
                self._set_state("done")
                self._complete()
                if looks_again and self._dialect.has_summaries:
                    self._say_busy()
                self._answer()
                self._rest()
                self._end_turn()
            self._current = None

    async def _work(self) -> bool:
        """Ask the model until the last message of the user has its answer; true if it was not stopped before."""
        self._message = None
        answered: JSON | None = None
        user = self._next_user(answered)
        while user is not None:
            if self._dialect.steps_are_messages:
                self._complete()
            self._say_busy()
            if (reason := self._surroundings.no_model(self, user["info"].get("model", {}))) is not None:
                error = {"name": "UnknownError", "data": {"message": reason}}
                self._tell(self._dialect.event("session.error", {"sessionID": self.info["id"], "error": error}))
                raise _ModelFailedError(error)
            if self._message is None or self._dialect.steps_are_messages:
                self._begin(self._dialect.assistant(self.info, user["info"]))
                if self._dialect.steps_are_messages and self._dialect.idle_comes_first:
                    self._say_busy()
            self._note_changes(user["info"])
            try:
                goes_on = await self._step(user["info"])
            except _OverflowError as overflow:
                user = await self._compact_after(overflow, user)
                continue
            if goes_on is None:
                # Refused, or answered in the format: the turn is over, whatever else was sent meanwhile.
                return False
            if not goes_on:
                answered = user
            user = self._next_user(answered)
        return True

    def _next_user(self, answered: JSON | None) -> JSON | None:
        """Return the message that the model answers next: the last one, which may have come during the turn."""
        users = [message for message in self.messages if message["info"]["role"] == "user"]
        prompts = {prompt.message_id for prompt in self._waiting}
        if self._dialect.joins_prompts:
            for prompt in self._waiting:
                prompt.state = "busy"
            user = users[-1] if users else None
            return None if user is answered else user
        if answered is not None:
            return None
        self._waiting[0].state = "busy"
        return next(user for user in users if user["info"]["id"] in prompts)

    def _begin(self, info: JSON) -> JSON:
        self._message = {"info": info, "parts": []}
        self.messages.append(self._message)
        self._tell(self._dialect.message_event(info))
        return self._message

    async def _step(self, user: JSON) -> bool | None:
        """One request to the model, and the tools that it calls.

        Returns:
            Whether it is to be asked again; None when the turn ends although it would be.
        """
        assert self._message is not None
        message, attempts = self._message, 0
        reply = self._surroundings.model_reply(self, user) or ModelReply()
        left = await self._start_step(reply)
        outcomes: list[Result[bool]] = []
        while left:
            match step := left.pop(0):
                case Text() | Reasoning():
                    await self._write(message, step)
                case Stall():
                    await self._scheduler.sleep(step.seconds)
                case ConnectionDrop():
                    self._surroundings.drop_connections()
                case ToolCall():
                    if self._open is not None and self._open[1].kind == "reasoning":
                        self._close()
                    outcome: Result[bool] = Result(self._scheduler)
                    outcomes.append(outcome)
                    await self._start_tool(self._use(message, user, step, outcome))
                case HTTPError():
                    if any(words in step.message for words in _OVERFLOWS) and self._dialect.has_summaries:
                        raise _OverflowError(self._dialect.overflow(step.message))
                    is_late = self._has_spoken(reply, step)
                    error = self._dialect.failure(step.status, step.message, is_late=is_late)
                    transient = step.status == 429 or step.status >= 500
                    if not transient or (self._open and not self._dialect.stores_late):
                        raise _ModelFailedError(error)
                    next_reply = self._surroundings.model_reply(self, user)
                    if next_reply is None:
                        raise _ModelFailedError(error)
                    self._withdraw()
                    attempts += 1
                    await self._retry(attempts, error["data"]["message"])
                    reply = next_reply
                    left = await self._start_step(reply)
        goes_on = [await outcome for outcome in outcomes]
        self._close()
        self._tools.clear()
        self._children.clear()
        called = any(isinstance(step, ToolCall) for step in reply.steps)
        finish = _FINISHES.get(reply.finish or "", reply.finish) or ("tool-calls" if called else "stop")
        self._finish_step(message, finish, reply.usage)
        structured, self._structured = self._structured, None
        if user.get("format") is not None and (structured is not None or not called):
            if structured is not None:
                message["info"]["structured"] = structured
            else:
                data = {"message": "Model did not produce structured output", "retries": 0}
                message["info"]["error"] = {"name": "StructuredOutputError", "data": data}
            self._complete()
            return None
        if called and not all(goes_on):
            return None
        return called

    @staticmethod
    def _has_spoken(reply: ModelReply, error: HTTPError) -> bool:
        """Tell if there is something before an error."""
        return any(not isinstance(step, (Stall, ConnectionDrop)) for step in reply.steps[: reply.steps.index(error)])

    async def _start_step(self, reply: ModelReply) -> list[Step]:
        """Begin a step: with an error at once there is nothing to see of it."""
        steps = list(reply.steps)
        while steps and isinstance(steps[0], (Stall, ConnectionDrop)):
            match steps.pop(0):
                case Stall(seconds):
                    await self._scheduler.sleep(seconds)
                case _:
                    self._surroundings.drop_connections()
        if not (steps and isinstance(steps[0], HTTPError)):
            assert self._message is not None
            self._add(self._message, self._dialect.step_start(self._message["info"]))
        return steps

    def _finish_step(self, message: JSON, reason: str, usage: ModelUsage) -> None:
        info = message["info"]
        tokens = self._dialect.tokens(usage.input, usage.output, usage.reasoning, usage.cached)
        cost = ((usage.input - usage.cached) * INPUT_COST + usage.output * OUTPUT_COST) / MILLION
        self._add(message, self._dialect.step_finish(info, reason, tokens, cost))
        info["tokens"] = tokens
        info["cost"] += cost
        if self._dialect.finishes:
            info["finish"] = reason
        self._tell(self._dialect.message_event(info))
        self._add_up(tokens, cost)

    def _add_up(self, tokens: JSON, cost: float, sign: int = 1) -> None:
        if "tokens" not in self.info:
            return
        total = self.info["tokens"]
        self.info["cost"] += sign * cost
        for name in ("input", "output", "reasoning"):
            total[name] += sign * tokens[name]
        for name in ("read", "write"):
            total["cache"][name] += sign * tokens["cache"][name]

    async def _write(self, message: JSON, step: Text | Reasoning) -> None:
        kind = "text" if isinstance(step, Text) else "reasoning"
        if self._open is None or self._open[1].kind != kind:
            self._close()
            self._open = self._begin_text(message, kind)
        part, said = self._open
        for index, piece in enumerate(pieces(step)):
            if index and step.delay:
                await self._scheduler.sleep(step.delay)
            said.text += piece
            if not self._dialect.stores_late:
                part["text"] = said.text
            self._tell(self._dialect.delta_event(part, piece))

    def _begin_text(self, message: JSON, kind: str) -> tuple[JSON, Said]:
        part = self._dialect.part(message["info"], kind, text="", time={"start": self._dialect.identifiers.now()})
        said = Said(part["id"], message["info"]["id"], kind)
        for prompt in self._waiting:
            if prompt.state == "busy":
                prompt.said.append(said)
        if self._dialect.stores_late:
            self._add(message, part)
        else:
            message["parts"].append(part)
        return part, said

    def _close(self, *, is_late: bool = False) -> None:
        """End the text that is being written, if there is one; late, when the turn has ended early."""
        if self._open is None:
            return
        (part, said), self._open = self._open, None
        if is_late and not self._dialect.stores_late:
            return
        part["text"] = said.text.strip() if self._dialect.trims else said.text
        part["time"]["end"] = self._dialect.identifiers.now()
        if is_late:
            self._late.append(part)
        else:
            self._tell(self._dialect.part_event(part))

    def _withdraw(self) -> None:
        """The model failed: the text that was being written is left as it is stored, without any."""
        if self._open is not None:
            self._open[1].retracted = True
            self._open = None

    async def _retry(self, attempt: int, message: str) -> None:
        if self._dialect.has_status:
            soon = self._dialect.identifiers.now() + int(_RETRY * 1000)
            self.status = {"type": "retry", "attempt": attempt, "message": message, "next": soon}
            self._tell(self._dialect.event("session.status", {"sessionID": self.info["id"], "status": self.status}))
        await self._scheduler.sleep(_RETRY)
        self._say_busy()

    # ---------------------------------------------------------------- tools

    async def _start_tool(self, use: Coroutine[Any, Any, None]) -> None:
        """Run a tool while the model goes on."""
        self._tools.append(self._scheduler.start(use))
        await self._scheduler.sleep(0)

    async def _use(self, message: JSON, user: JSON, call: ToolCall, outcome: Result[bool]) -> None:
        """Call a tool; the outcome is false when it was refused, which ends the turn."""
        part = self._dialect.part(message["info"], "tool", tool=call.name, state=self._dialect.pending_tool())
        part["callID"] = f"call_{part['id']}"
        self._add(message, part)
        start = self._dialect.identifiers.now()
        try:
            arguments = _arguments(call)
        except ToolError as error:
            part["tool"] = "invalid"
            arguments = {"tool": call.name, "error": str(error)}
            self._run_tool(part, arguments, start)
            output = f"The arguments provided to the tool are invalid: {error}"
            self._finish_tool(part, arguments, start, output, title="Invalid Tool")
            outcome.set(True)
            return
        if self._dialect.has_requests:
            self._run_tool(part, arguments, start)
        try:
            if call.name == "question":
                output, title, metadata = await self._ask_questions(part, arguments)
            elif call.name == "task":
                output, title, metadata = await self._delegate(part, arguments, start)
            elif call.name == _STRUCTURED and user.get("format") is not None:
                output, title = "Structured output captured successfully.", "Structured Output"
                metadata, self._structured = {"valid": True}, arguments
            else:
                await self._ask_permission(part, call, arguments)
                if not self._dialect.has_requests:
                    self._run_tool(part, arguments, start)
                output, title, metadata = await self._run_program(call, arguments)
        except _RefusedError as refused:
            self._fail_tool(part, arguments, start, str(refused))
            outcome.set(refused.goes_on)
            return
        except ToolError as error:
            self._fail_tool(part, arguments, start, str(error))
        else:
            self._finish_tool(part, arguments, start, output, title=title, metadata=metadata)
        outcome.set(True)

    async def _run_program(self, call: ToolCall, arguments: JSON) -> tuple[str, str, JSON]:
        if call.seconds:
            await self._scheduler.sleep(call.seconds)
        if call.error is not None:
            raise ToolError(call.error)
        if call.name == "todowrite":
            names = ("content", "status", "priority")
            self.todos = [{name: todo.get(name, "") for name in names} for todo in arguments.get("todos", [])]
            todos = {"sessionID": self.info["id"], "todos": self.todos}
            self._tell(self._dialect.event("todo.updated", todos))
            output = call.output if call.output is not None else json.dumps(self.todos, indent=2)
            return output, f"{len(self.todos)} todos", {"todos": self.todos}
        output = call.output if call.output is not None else await self._surroundings.use(self, call, arguments)
        if call.name != "bash":
            return output, _title(call.name, arguments), {}
        output = output or "(no output)"
        return output, _title(call.name, arguments), {"output": output}

    async def _ask_permission(self, part: JSON, call: ToolCall, arguments: JSON) -> None:
        action = self._surroundings.permission(self, call, arguments)
        if action == "deny":
            raise ToolError(self._dialect.denial())
        if action != "ask":
            return
        request = self._dialect.permission(part, call.name, arguments)
        decided: Result[tuple[str, str | None]] = Result(self._scheduler)
        self._permissions[request["id"]] = _Asked(request, decided)
        self._tell(self._dialect.asked_event(request))
        decision, feedback = await decided
        if decision == "reject":
            raise _RefusedError(self._dialect.rejection(feedback), goes_on=feedback is not None)

    async def _ask_questions(self, part: JSON, arguments: JSON) -> tuple[str, str, JSON]:
        request = self._dialect.question(part, arguments)
        decided: Result[list[list[str]] | None] = Result(self._scheduler)
        self._questions[request["id"]] = _Asked(request, decided)
        self._tell(self._dialect.event("question.asked", request))
        answers = await decided
        if answers is None:
            raise _RefusedError("The user dismissed this question", goes_on=False)
        questions = request["questions"]
        given = [
            f'"{question["question"]}"="{", ".join(answer) if answer else "Unanswered"}"'
            for question, answer in zip(questions, [*answers, *[[]] * len(questions)], strict=False)
        ]
        output = (
            f"User has answered your questions: {', '.join(given)}. "
            "You can now continue with the user's answers in mind."
        )
        return output, f"Asked {len(questions)} question{'s' * (len(questions) > 1)}", {"answers": answers}

    async def _delegate(self, part: JSON, arguments: JSON, start: int) -> tuple[str, str, JSON]:
        """Let a session of its own work on a task."""
        child = self._surroundings.subtask(self, arguments)
        title = arguments.get("description", "")
        assert self._message is not None
        model = {name: self._message["info"][name] for name in ("modelID", "providerID")}
        metadata = {"parentSessionId": self.info["id"], "sessionId": child.info["id"], "model": model}
        self._run_tool(part, arguments, start, title=title, metadata=metadata)
        self._children.append(child)
        agent = arguments.get("subagent_type", "general")
        prompt = child.take(
            [{"type": "text", "text": arguments.get("prompt", "")}],
            user=self._dialect.user(child.info, agent, model),
        )
        await prompt._ended
        text = text_of(prompt.answer) if prompt.answer else ""
        output = f'<task id="{child.info["id"]}" state="completed">\n<task_result>\n{text}\n</task_result>\n</task>'
        return output, title, metadata

    def _run_tool(self, part: JSON, arguments: JSON, start: int, **more: Any) -> None:
        self._change(part, {**more, "status": "running", "input": arguments, "time": {"start": start}})

    def _finish_tool(
        self, part: JSON, arguments: JSON, start: int, output: str, *, title: str, metadata: JSON | None = None
    ) -> None:
        times = {"start": start, "end": self._dialect.identifiers.now()}
        done = {"status": "completed", "input": arguments, "output": output, "title": title}
        self._change(part, {**done, "metadata": {**(metadata or {})}, "time": times})

    def _fail_tool(self, part: JSON, arguments: JSON, start: int, error: str, **more: Any) -> None:
        times = {"start": start, "end": self._dialect.identifiers.now()}
        self._change(part, {"status": "error", "input": arguments, "error": error, "time": times, **more})

    def _end_tools(self) -> None:
        """An abort ends the tools that run."""
        for part in self._message["parts"] if self._message else []:
            if part["type"] == "tool" and part["state"]["status"] in ("pending", "running"):
                state = part["state"]
                start = state.get("time", {}).get("start", self._dialect.identifiers.now())
                part["state"] = {
                    "status": "error",
                    "input": state.get("input", {}),
                    "error": "Tool execution aborted",
                    "metadata": {"interrupted": True},
                    "time": {"start": start, "end": self._dialect.identifiers.now()},
                }
                self._late.append(part)
        self._tools.clear()
        self._children.clear()

    # ---------------------------------------------------------------- shell, summary, undoing

    def shell(self, command: str, *, user: JSON) -> Prompt:
        """Run a command of the user's; the answer is the message that has it."""
        self._say_busy()
        text = "The following tool was executed by the user"
        self.store([{"type": "text", "text": text, "synthetic": True}], user=user)
        prompt = Prompt("", self.info["id"], user["id"], Result(self._scheduler))

        async def work() -> None:
            message = self._begin(self._dialect.assistant(self.info, user))
            call, arguments = ToolCall("bash", {"command": command}), {"command": command}
            start = self._dialect.identifiers.now()
            part = self._dialect.part(message["info"], "tool", tool="bash", state={})
            part["callID"] = f"call_{part['id']}"
            message["parts"].append(part)
            self._run_tool(part, arguments, start)
            try:
                output = await self._surroundings.use(self, call, arguments)
            except ToolError as error:
                output = str(error)
            self._complete()
            self._finish_tool(part, arguments, start, output, title="", metadata={"output": output})
            self._end_alone(prompt, message)

        return self._work_alone(prompt, work())

    def summarize(self, *, user: JSON) -> Prompt:
        """Let the model summarize the session; the answer is the summary."""
        self.messages.append({"info": user, "parts": []})
        self._tell(self._dialect.message_event(user))
        self._add(self.messages[-1], self._dialect.part(user, "compaction", auto=False))
        prompt = Prompt("", self.info["id"], user["id"], Result(self._scheduler))

        async def work() -> None:
            try:
                await self._summarize(user)
            except _ModelFailedError as failed:
                self._fail(failed.error)
                prompt.state = "failed"
            self._end_alone(prompt, self.messages[-1])

        return self._work_alone(prompt, work())

    def _work_alone(self, prompt: Prompt, work: Coroutine[Any, Any, None]) -> Prompt:
        """Do something that is no turn, although the session is busy with it."""
        prompt.state = "busy"
        self._waiting.append(prompt)
        self._current = prompt
        self._task = self._scheduler.start(work)
        return prompt

    def _end_alone(self, prompt: Prompt, answer: JSON) -> None:
        self._waiting.remove(prompt)
        prompt.state = "done" if prompt.state == "busy" else prompt.state
        prompt.answer = answer
        self._message = self._current = None
        self._rest()
        self._end_turn()
        prompt._ended.set(None)
        if self._waiting:
            self._task = self._scheduler.start(self._run())

    async def _summarize(self, user: JSON) -> None:
        self._say_busy()
        info = {**self._dialect.assistant(self.info, user), "mode": "compaction", "agent": "compaction"}
        self._begin({**info, "summary": True})
        await self._step({**user, "format": None})
        self._complete()
        self._message = None
        self._tell(self._dialect.event("session.compacted", {"sessionID": self.info["id"]}))

    async def _compact_after(self, overflow: _OverflowError, user: JSON) -> JSON:
        """Summarize the session, because it was too long, and return the message of the user, sent again."""
        self._tell(self._dialect.event("session.error", {"sessionID": self.info["id"], "error": overflow.error}))
        self._complete()
        asking = self._dialect.user(self.info, user["info"]["agent"], user["info"]["model"])
        self.messages.append({"info": asking, "parts": []})
        self._tell(self._dialect.message_event(asking))
        self._add(self.messages[-1], self._dialect.part(asking, "compaction", auto=True, overflow=True))
        await self._summarize(asking)
        again = self._dialect.user(self.info, user["info"]["agent"], user["info"]["model"])
        parts = [{name: part[name] for name in part if name not in _OWN} for part in user["parts"]]
        return self.store(parts, user=again)

    def revert(self, message_id: str, part_id: str | None) -> None:
        """Undo a message, or a part of one, and all after it."""
        self.info["revert"] = {
            "messageID": message_id,
            "snapshot": "7b6410159083bd8d5f2d6abd8d0bd9b6902b2d98",
            "diff": "",
        }
        if part_id is not None:
            self.info["revert"]["partID"] = part_id
        self._tell(self._dialect.event("session.diff", {"sessionID": self.info["id"], "diff": []}))
        self.tell_updated()

    def unrevert(self) -> None:
        """Redo what was undone."""
        self.info.pop("revert", None)
        self.tell_updated()

    def _remove_reverted(self) -> None:
        """A prompt after an undo: what was undone is gone."""
        revert = self.info.pop("revert", None)
        if revert is None:
            return
        place = next(
            (n for n, message in enumerate(self.messages) if message["info"]["id"] == revert["messageID"]), None
        )
        if place is None:
            return
        if "partID" in revert:
            parts = self.messages[place]["parts"]
            first = next((n for n, part in enumerate(parts) if part["id"] == revert["partID"]), len(parts))
            del parts[first:]
            place += 1
        for message in self.messages[place:]:
            self.remove(message)

    def remove(self, message: JSON) -> None:
        """Delete a message."""
        self.messages.remove(message)
        info = message["info"]
        if info["role"] == "assistant":
            self._add_up(info["tokens"], info["cost"], -1)
        names = {"sessionID": self.info["id"], "messageID": info["id"]}
        self._tell(self._dialect.event("message.removed", names))

    # ---------------------------------------------------------------- the end of a turn

    def _complete(self) -> None:
        """The agent's message is as it will be."""
        if self._message is not None:
            info = self._message["info"]
            info["time"]["completed"] = self._dialect.identifiers.now()
            self._tell(self._dialect.message_event(info))

    def _fail(self, error: JSON | None) -> None:
        """The turn ends early."""
        if error is not None and self._message is not None:
            self._message["info"]["error"] = error
            self._tell(self._dialect.event("session.error", {"sessionID": self.info["id"], "error": error}))
        if self._dialect.idle_comes_first and self._message is not None:
            self._rest()
        for part in self._late:
            self._tell(self._dialect.part_event(part))
        self._late.clear()
        self._complete()
        self._answer()
        self._rest()

    def _set_state(self, state: str) -> None:
        for prompt in self._waiting:
            if prompt.state == "busy":
                prompt.state = state

    def _answer(self) -> None:
        """Respond to the prompts that the turn was about."""
        for prompt in [prompt for prompt in self._waiting if prompt.state != "waiting"]:
            self._waiting.remove(prompt)
            prompt.answer = self._message
            prompt._ended.set(None)
        self._message = None

    def _end_turn(self) -> None:
        """Tell what has changed, which the server does when it is idle."""
        self.tell_updated()
        if self._dialect.has_summaries:
            self._tell(self._dialect.event("session.diff", {"sessionID": self.info["id"], "diff": []}))

    def _rest(self) -> None:
        self.status = None
        if self._dialect.has_status:
            self._tell(
                self._dialect.event("session.status", {"sessionID": self.info["id"], "status": {"type": "idle"}})
            )
        self._tell(self._dialect.event("session.idle", {"sessionID": self.info["id"]}))

    def _say_busy(self) -> None:
        self.status = {"type": "busy"}
        if self._dialect.has_status:
            self._tell(self._dialect.event("session.status", {"sessionID": self.info["id"], "status": self.status}))

    # ---------------------------------------------------------------- storing and telling

    def _note_changes(self, user: JSON) -> None:
        """Name the session, if nobody has, and note the files that it has changed: none."""
        if not self._dialect.has_summaries or "summary" in user:
            return
        if self._dialect.is_untitled(self.info) and "parentID" not in self.info:
            self.info["title"] = self._surroundings.new_title(self, user)
            self.tell_updated()
        self.info["summary"] = {"additions": 0, "deletions": 0, "files": 0}
        self.tell_updated()
        self._tell(self._dialect.event("session.diff", {"sessionID": self.info["id"], "diff": []}))
        user["summary"] = {"diffs": []}
        self._tell(self._dialect.message_event(user))

    def tell_updated(self) -> None:
        """Say that the session has changed."""
        self.info["time"]["updated"] = self._dialect.identifiers.now()
        self._tell(self._dialect.session_event("session.updated", self.info))

    def _add(self, message: JSON, part: JSON) -> None:
        message["parts"].append(part)
        self._tell(self._dialect.part_event(part))

    def _change(self, part: JSON, state: JSON) -> None:
        part["state"] = state
        self._tell(self._dialect.part_event(part))

    def _tell(self, event: JSON) -> None:
        self._surroundings.tell(self.directory, event)


def text_of(message: JSON) -> str:
    """Return the text of a message, without what the server has added to it."""
    return "\n".join(part["text"] for part in message["parts"] if part["type"] == "text" and not part.get("synthetic"))


def _arguments(call: ToolCall) -> JSON:
    """Return the arguments of a call.

    Raises:
        ToolError: They are malformed.
    """
    if not isinstance(call.arguments, str):
        return {**call.arguments}
    try:
        arguments = json.loads(call.arguments)
    except ValueError as error:
        message = f"JSON parsing failed: Text: {call.arguments}.\nError message: {error}"
        raise ToolError(f"Invalid input for tool {call.name}: {message}") from None
    return dict(arguments)


def _title(tool: str, arguments: JSON) -> str:
    return str(arguments.get("command" if tool == "bash" else "filePath", tool))
