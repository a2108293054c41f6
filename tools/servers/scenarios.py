"""Scenarios that are recorded: every kind of message, part, tool state, error and event that a server can send.

A scenario gets a `Recorder` and a `Script`: it sets the next replies of the model, and makes calls. Tests find calls by
their names.
"""

from __future__ import annotations

import base64
import itertools
import shutil
import time
from collections import deque
from collections.abc import Mapping
from typing import Any

from opencode_sessions.testing import HTTPError, ModelReply, ModelUsage, Reasoning, Stall, Text, ToolCall
from opencode_sessions.testing.script import ReplyLike
from tools.servers.recorder import Recorder

MODEL = {"providerID": "scripted", "modelID": "scripted"}
SETTINGS = {
    "command": {"greet": {"template": "Say hello to $ARGUMENTS.", "description": "Greets somebody"}},
    "permission": {"bash": {"*": "allow", "rm *": "ask"}},
}
_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
_USAGE = ModelUsage(input=1200, output=35, reasoning=8, cached=200)
_QUESTION = {
    "question": "Which language should it greet in?",
    "header": "Language",
    "options": [
        {"label": "French", "description": "Bonjour"},
        {"label": "Spanish", "description": "Hola"},
    ],
}
_NUMBERS = itertools.count(1)


class Script:
    """The replies of the model: those that were set, then the same short reply to everything."""

    def __init__(self) -> None:
        self._replies: deque[ReplyLike] = deque()

    def say(self, *replies: ReplyLike) -> None:
        """Replace the replies that are left by these."""
        self._replies.clear()
        self._replies.extend(replies)

    def next(self, request: Mapping[str, Any]) -> ReplyLike:
        """Return the reply to a request."""
        try:
            return self._replies.popleft()
        except IndexError:
            return ModelReply(Reasoning("A short answer will do."), "The file prints a greeting.", usage=_USAGE)


def message_id() -> str:
    """Return an identifier that sorts by time, as `init` requires."""
    moment = (int(time.time() * 1000) * 4096 + next(_NUMBERS)) & ((1 << 48) - 1)
    return f"msg_{moment:012x}AbCdEfGhIjKlMn"


def new_session(recorder: Recorder, name: str | None = None, **fields: Any) -> str:
    """Create a session."""
    return str(recorder.call(name, "POST", "/session", fields or None).get("id"))


def prompt(*parts: str | Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    """Return the body of a prompt, in a form that every version accepts."""
    written = [{"type": "text", "text": part} if isinstance(part, str) else part for part in parts]
    return {"model": MODEL, **MODEL, "parts": written, **fields}


def chat(recorder: Recorder, session: str, name: str | None, *parts: str | Mapping[str, Any], **fields: Any) -> Any:
    """Prompt, and wait for the reply."""
    return recorder.call(name, "POST", f"/session/{session}/message", prompt(*parts, **fields))


def messages(recorder: Recorder, session: str, name: str | None = None) -> list[Any]:
    """Read the messages."""
    return recorder.call(name, "GET", f"/session/{session}/message") or []


def tool(name: str, **arguments: Any) -> ToolCall:
    """Return a call of a tool."""
    return ToolCall(name, arguments)


def turn(recorder: Recorder, script: Script) -> str:
    """Run a whole turn with tools, and read, revert and restore it; returns its session."""
    project = recorder.directory
    (project / "greet.py").write_text('print("Hello")\n')
    session = new_session(
        recorder,
        "create",
        title="Greet in French",
        metadata={"ticket": "PAR-17"},
        agent="build",
        model={"id": "scripted", "providerID": "scripted"},
        permission=[{"permission": "webfetch", "pattern": "*", "action": "ask"}],
    )
    # Slowly, because old servers need time for their snapshots.
    slowly = Text("First, the file.", chunk_size=6, delay=0.3)
    script.say(
        ModelReply(
            Reasoning("I should read the file first."), slowly, tool("read", filePath=str(project / "greet.py"))
        ),
        ModelReply(
            Text("Then I write.", chunk_size=5, delay=0.3),
            tool("write", filePath=str(project / "greet.py"), content='print("Bonjour")\n'),
        ),
        ModelReply(tool("bash", command="python3 greet.py", description="Run the script")),
        ModelReply(Text("The script now says Bonjour.", chunk_size=8), usage=_USAGE),
    )
    chat(recorder, session, "chat_turn", "Make greet.py greet in French.", system="Answer in one sentence.")
    read = messages(recorder, session, "messages_turn")
    path = f"/session/{session}"
    recorder.call("messages_page", "GET", f"{path}/message", query={"limit": 2})
    recorder.call("message_step", "GET", f"{path}/message/{read[1]['info']['id']}")
    recorder.call("get", "GET", path)
    recorder.call("diff", "GET", f"{path}/diff", query={"messageID": read[0]["info"]["id"]})
    recorder.call("revert", "POST", f"{path}/revert", {"messageID": read[0]["info"]["id"]})
    recorder.call("get_reverted", "GET", path)
    recorder.call("unrevert", "POST", f"{path}/unrevert")
    step = next(item for item in read if any(part["type"] == "tool" for part in item["parts"]))
    part = next(part for part in step["parts"] if part["type"] == "tool")
    recorder.call("revert_part", "POST", f"{path}/revert", {"messageID": step["info"]["id"], "partID": part["id"]})
    recorder.call(None, "POST", f"{path}/unrevert")
    recorder.call("fork", "POST", f"{path}/fork", {"messageID": read[-1]["info"]["id"]})
    recorder.call(
        "update",
        "PATCH",
        path,
        {
            "title": "Greet in English",
            "metadata": {"ticket": "PAR-17"},
            "permission": [{"permission": "bash", "pattern": "*", "action": "allow"}],
        },
    )
    recorder.call("update_archived", "PATCH", path, {"time": {"archived": 1764000000000}})
    recorder.call("list", "GET", "/session", query={"limit": 5})
    recorder.call("list_search", "GET", "/session", query={"roots": "true", "search": "greet", "limit": 5, "start": 1})
    return session


def prompts(recorder: Recorder, script: Script) -> None:
    """Send every kind of part that a prompt may have, and cause every failure of the model."""
    project = recorder.directory
    (project / "dot.png").write_bytes(base64.b64decode(_PIXEL))
    url = f"file://{project}/greet.py"
    span = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 14}}
    file = {"type": "file", "mime": "text/plain", "filename": "greet.py", "url": url}
    session = new_session(recorder, "create_empty")
    script.say()
    chat(
        recorder,
        session,
        "chat_parts",
        {"type": "text", "text": "What does this do? @explore", "metadata": {"k": 1}},
        {
            **file,
            "source": {"type": "file", "path": "greet.py", "text": {"value": "@greet.py", "start": 0, "end": 9}},
        },
        {
            **file,
            "url": f"{url}?start=1&end=1",
            "source": {
                "type": "symbol",
                "path": "greet.py",
                "name": "greet",
                "kind": 12,
                "range": span,
                "text": {"value": "@greet", "start": 0, "end": 6},
            },
        },
        {"type": "agent", "name": "general", "source": {"value": "@general", "start": 19, "end": 27}},
        {"type": "file", "mime": "image/png", "filename": "dot.png", "url": f"data:image/png;base64,{_PIXEL}"},
    )
    chat(
        recorder,
        session,
        "chat_nofilename",
        {"type": "text", "text": "see", "synthetic": True, "ignored": True, "time": {"start": 1, "end": 2}},
        {"type": "file", "mime": "text/plain", "url": url},
        {"type": "agent", "name": "general"},
        {
            "type": "file",
            "mime": "text/plain",
            "filename": "r.txt",
            "url": "data:text/plain;base64,aGk=",
            "source": {
                "type": "resource",
                "clientName": "docs",
                "uri": "docs://r",
                "text": {"value": "@r", "start": 0, "end": 2},
            },
        },
    )
    script.say(tool("read", filePath=str(project / "dot.png")), "A dot.")
    chat(recorder, session, "chat_attachment", "Look at the picture.")
    messages(recorder, session, "messages_parts")

    session = new_session(recorder, title="Failures")
    script.say()
    chat(recorder, session, "chat_noreply", "Just so you know.", noReply=True)
    script.say(tool("read", filePath=str(project / "missing.py")), "There is no such file.")
    chat(recorder, session, "chat_badread", "Read missing.py.")
    script.say(ToolCall("read", '{"filePath": '), "That went wrong.")
    chat(recorder, session, "chat_malformed_call", "Read anything.")
    script.say(tool("fly", height=3), "I cannot fly.")
    chat(recorder, session, "chat_unknown_tool", "Fly.")
    script.say(HTTPError(401, "Incorrect API key provided."))
    chat(recorder, session, "chat_unauth", "Anyone there?")
    script.say(HTTPError(400, "No such luck."))
    chat(recorder, session, "chat_refused", "Anyone there?")
    script.say(HTTPError(429, "Too many requests"), "Back again.")
    chat(recorder, session, "chat_retried", "Try it twice.")
    script.say(ModelReply(Text("This goes on and"), finish="length"))
    chat(recorder, session, "chat_cut", "Go on and on.")
    script.say(ModelReply(finish="content_filter"))
    chat(recorder, session, "chat_filter", "Say something bad.")
    script.say(ModelReply("Half of", HTTPError(500, "The model broke")), ModelReply("Half of it, and the rest."))
    chat(recorder, session, "chat_broken", "Break.")
    messages(recorder, session, "messages_errors")

    session = new_session(recorder, title="Variant")
    script.say()
    chat(recorder, session, "chat_variant", "Hello.", variant="high", tools={"bash": False}, agent="plan")
    messages(recorder, session, "messages_variant")
    session = new_session(recorder, title="Too long")
    script.say(
        HTTPError(400, "This model's maximum context length is 8192 tokens. prompt is too long"),
        "A summary of it all.",
    )
    chat(recorder, session, "chat_overflow", "Read all of it.")
    messages(recorder, session, "messages_overflow")


def plans(recorder: Recorder, script: Script) -> None:
    """Use tasks, structured output, subtasks, summaries, commands and the shell."""
    todos = [
        {"id": "1", "content": "Read the file", "status": "completed", "priority": "high"},
        {"id": "2", "content": "Test it", "status": "in_progress", "priority": "low"},
    ]
    session = new_session(recorder, title="Plans")
    script.say(tool("todowrite", todos=todos), "Planned.")
    chat(recorder, session, "chat_todo", "Make a plan.")
    recorder.call("todo", "GET", f"/session/{session}/todo")

    path = f"/session/{session}"
    script.say("Hello, Ann!")
    command = {"command": "greet", "arguments": "Ann", "model": "scripted/scripted", "agent": "build"}
    recorder.call("command", "POST", f"{path}/command", command)
    shell = {"agent": "build", "command": "echo heard; echo wrong >&2", "model": MODEL}
    recorder.call("shell", "POST", f"{path}/shell", shell)
    recorder.call("shell_failing", "POST", f"{path}/shell", {**shell, "command": "exit 3"})
    messages(recorder, session, "messages_plans")
    recorder.call("prompt_async", "POST", f"{path}/prompt_async", prompt("Meanwhile."))
    recorder.wait(lambda: any("Meanwhile." in str(item) for item in messages(recorder, session)), 5)
    time.sleep(1)
    recorder.call("status_idle", "GET", "/session/status")
    last = messages(recorder, session)[-1]
    text: dict[str, Any] = next((part for part in last["parts"] if part["type"] == "text"), {})
    part = f"{path}/message/{last['info']['id']}/part/{text.get('id')}"
    recorder.call("update_part", "PATCH", part, {**text, "text": "Changed."})
    recorder.call("delete_part", "DELETE", part)
    recorder.call("delete_message", "DELETE", f"{path}/message/{last['info']['id']}")

    session = new_session(recorder, title="Structured")
    schema = {
        "type": "object",
        "properties": {"language": {"type": "string"}, "greeting": {"type": "string"}},
        "required": ["language", "greeting"],
    }
    form = {"type": "json_schema", "retryCount": 1, "schema": schema}
    script.say(tool("StructuredOutput", language="French", greeting="Bonjour"))
    chat(recorder, session, "chat_structured", "How does French greet?", format=form)
    messages(recorder, session, "messages_structured")
    session = new_session(recorder, title="Not structured")
    script.say("Bonjour.", "Bonjour.", "Bonjour.", "Bonjour.")
    chat(recorder, session, "chat_unstructured", "How does French greet?", format=form)

    session = new_session(recorder, title="Subtask")
    subtask = {"type": "subtask", "prompt": "List the files.", "description": "List files", "agent": "general"}
    script.say()
    chat(recorder, session, "chat_subtask", {**subtask, "model": MODEL, "command": "ls"})
    task = tool("task", description="List files", prompt="List the files.", subagent_type="general")
    script.say(task, "Two files.", "There are two files.")
    chat(recorder, session, "chat_task", "List the files.")
    messages(recorder, session, "messages_subtask")
    recorder.call("children", "GET", f"/session/{session}/children")
    script.say("We listed the files.")
    recorder.call("summarize", "POST", f"/session/{session}/summarize", {**MODEL, "auto": False})
    messages(recorder, session, "messages_compaction")


def requests(recorder: Recorder, script: Script) -> None:
    """Answer permissions and questions in each way."""
    for answer in ("once", "reject", "reason", "always"):
        if answer == "reason" and not recorder.supports("POST", "/permission/per_1/reply"):
            continue
        session = new_session(recorder, title=f"Permission, {answer}")
        (recorder.directory / "old.txt").write_text("old\n")
        script.say(tool("bash", command="rm old.txt", description="Remove a file"), "Very well.")
        since = recorder.events_so_far
        pending = recorder.call_in_thread(
            f"chat_permission_{answer}", "POST", f"/session/{session}/message", prompt("Remove.")
        )
        asked = recorder.wait_for_event({"permission.asked", "permission.updated"}, since=since)
        if answer == "once":
            recorder.call("permission_list", "GET", "/permission")
            messages(recorder, session, "messages_asking")
        if answer == "reason":
            body = {"reply": "reject", "message": "Not on a Monday."}
            recorder.call("permission_reply_reason", "POST", f"/permission/{asked['id']}/reply", body)
        else:
            path = f"/session/{session}/permissions/{asked['id']}"
            recorder.call(f"permission_reply_{answer}", "POST", path, {"response": answer})
        pending.join()
    messages(recorder, session, "messages_permission")
    if not recorder.supports("GET", "/question"):
        return
    for name, multiple in (("reply", False), ("reply_multiple", True), ("reject", False)):
        session = new_session(recorder, title=f"Question, {name}")
        script.say(
            tool("question", questions=[{**_QUESTION, **({"multiple": True} if multiple else {})}]), "Very well."
        )
        since = recorder.events_so_far
        pending = recorder.call_in_thread(
            f"chat_question_{name}", "POST", f"/session/{session}/message", prompt("Ask me.")
        )
        path = f"/question/{recorder.wait_for_event({'question.asked'}, since=since)['id']}"
        recorder.call(f"question_list_{name}", "GET", "/question")
        if name == "reject":
            recorder.call("question_reject", "POST", f"{path}/reject")
        else:
            answers = [["French", "Spanish"] if multiple else ["French"]]
            recorder.call(f"question_{name}", "POST", f"{path}/reply", {"answers": answers})
        pending.join()
        messages(recorder, session, f"messages_question_{name}")


def aborts(recorder: Recorder, script: Script) -> None:
    """Abort a turn while the model writes, and one while a tool runs."""
    session = new_session(recorder, title="Abort")
    path = f"/session/{session}"
    script.say(ModelReply(Reasoning("Slowly."), Text("Let me think about that.", chunk_size=6, delay=0.2), Stall(60)))
    pending = recorder.call_in_thread("chat_aborted", "POST", f"{path}/message", prompt("Think."))
    recorder.wait(lambda: len(messages(recorder, session)) > 1)
    time.sleep(2)
    recorder.call("status_busy", "GET", "/session/status")
    prompts_id = messages(recorder, session)[0]["info"]["id"]
    recorder.call("busy_revert", "POST", f"{path}/revert", {"messageID": prompts_id})
    recorder.call("abort", "POST", f"{path}/abort")
    pending.join()
    time.sleep(1)
    script.say(tool("bash", command="echo begun; sleep 60", description="Wait"), "ok")
    pending = recorder.call_in_thread("chat_aborted_tool", "POST", f"{path}/message", prompt("Wait."))
    recorder.wait(lambda: "running" in str(messages(recorder, session)))
    time.sleep(1)
    messages(recorder, session, "messages_running")
    recorder.call(None, "POST", f"{path}/abort")
    pending.join()
    messages(recorder, session, "messages_aborted")
    script.say(HTTPError(503, "Overloaded"), HTTPError(503, "Overloaded"), "Back again.")
    pending = recorder.call_in_thread("chat_retrying", "POST", f"{path}/message", prompt("Try again."))
    time.sleep(1.5)
    recorder.call("status_retry", "GET", "/session/status")
    recorder.call(None, "POST", f"{path}/abort")
    pending.join()


def others(recorder: Recorder, script: Script, session: str) -> None:
    """Call init, sharing, deleting and the lists of the server, and work in a project without git."""
    child = new_session(recorder, title="Init", parentID=session)
    script.say("AGENTS.md is written.")
    recorder.call("init", "POST", f"/session/{child}/init", {"messageID": message_id(), **MODEL})
    messages(recorder, child, "messages_init")
    recorder.call("share", "POST", f"/session/{child}/share")
    recorder.call("unshare", "DELETE", f"/session/{child}/share")
    recorder.call("delete", "DELETE", f"/session/{child}")
    recorder.call(None, "PATCH", f"/session/{session}", {"metadata": {"a": 1}})
    recorder.call("update_meta", "PATCH", f"/session/{session}", {"metadata": {"b": 2}, "time": {"archived": 1}})
    recorder.call("list_path", "GET", "/session", query={"scope": "project", "path": "sub"})
    server_lists(recorder)
    if recorder.version.serves_one_directory:
        return
    plain = recorder.directory.parent / "plain"
    plain.mkdir()
    shutil.copy(recorder.directory / "opencode.json", plain)
    script.say()
    bare = str(recorder.call("create_nogit", "POST", "/session", {}, directory=plain).get("id"))
    recorder.call("chat_nogit", "POST", f"/session/{bare}/message", prompt("Hello."), directory=plain)
    read = recorder.call("messages_nogit", "GET", f"/session/{bare}/message", directory=plain)
    body = {"messageID": read[0]["info"]["id"]}
    recorder.call("revert_nogit", "POST", f"/session/{bare}/revert", body, directory=plain)


def failures(recorder: Recorder, script: Script, session: str) -> None:
    """Make calls that the server refuses."""
    script.say()
    nope, body = "/session/ses_nope", {"messageID": "msg_x"}
    path = f"/session/{session}"
    init = {"messageID": message_id(), **MODEL}
    unknown = {"providerID": "no", "modelID": "no"}
    recorder.call("err_get", "GET", nope)
    recorder.call("err_badid", "GET", "/session/nope")
    recorder.call("err_create", "POST", "/session", {"title": 7})
    recorder.call("err_chat", "POST", f"{path}/message", {"parts": [{"type": "zzz"}]})
    recorder.call("err_chat_unknown", "POST", f"{nope}/message", prompt("Hello?"))
    recorder.call("err_model", "POST", f"{path}/message", prompt("Hello?", model=unknown, **unknown))
    recorder.call("err_agent", "POST", f"{path}/message", prompt("Hello?", agent="nobody"))
    command = {"command": "nothing", "arguments": "", "model": "scripted/scripted"}
    recorder.call("err_command", "POST", f"{path}/command", command)
    recorder.call("err_delete", "DELETE", nope)
    recorder.call("err_share", "POST", f"{nope}/share")
    recorder.call("err_unshare", "DELETE", f"{nope}/share")
    recorder.call("err_abort", "POST", f"{nope}/abort")
    recorder.call("abort_idle", "POST", f"{path}/abort")
    recorder.call("err_summ", "POST", f"{nope}/summarize", MODEL)
    recorder.call("err_summ_model", "POST", f"{path}/summarize", unknown)
    recorder.call("err_message", "GET", f"{path}/message/msg_nope")
    recorder.call("err_messages", "GET", f"{nope}/message")
    recorder.call("err_limit", "GET", f"{path}/message", query={"limit": "abc"})
    recorder.call("err_list", "GET", "/session", query={"limit": "abc"})
    recorder.call("err_revert", "POST", f"{nope}/revert", body)
    recorder.call("err_revert_msg", "POST", f"{path}/revert", body)
    recorder.call("err_unrevert", "POST", f"{nope}/unrevert")
    recorder.call("err_init", "POST", f"{nope}/init", init)
    recorder.call("err_init_missing", "POST", f"{path}/init", {})
    recorder.call("err_patch", "PATCH", nope, {"title": "x"})
    recorder.call("err_children", "GET", f"{nope}/children")
    recorder.call("err_todo", "GET", f"{nope}/todo")
    recorder.call("err_fork", "POST", f"{nope}/fork", {})
    recorder.call("err_permission", "POST", "/permission/per_nope/reply", {"reply": "once"})
    recorder.call("err_question", "POST", "/question/que_nope/reject")
    recorder.call("err_shell", "POST", f"{nope}/shell", {"agent": "build", "command": "true", "model": MODEL})


def short_turn(recorder: Recorder, script: Script) -> None:
    """Run a turn with reasoning, a text and a tool, and read it: a sample of what a server sends."""
    recorder.listen()
    session = new_session(recorder, "create", title="Greet in French")
    thought, text = Reasoning("I should see what there is."), Text("First, a look.", chunk_size=6)
    script.say(ModelReply(thought, text, tool("bash", command="ls", description="List the files")))
    chat(recorder, session, "chat_turn", "Which files are there?")
    recorder.wait_for_event({"session.idle"})
    messages(recorder, session, "messages_turn")
    recorder.call("get", "GET", f"/session/{session}")
    recorder.call("list", "GET", "/session", query={"limit": 5})
    recorder.call("status_idle", "GET", "/session/status")
    server_lists(recorder)
    recorder.call("err_get", "GET", "/session/ses_nope")
    recorder.call("err_create", "POST", "/session", {"title": 7})


def server_lists(recorder: Recorder) -> None:
    """Call the health check and the lists of agents, commands and providers."""
    recorder.call("health", "GET", "/global/health")
    recorder.call("agents", "GET", "/agent")
    recorder.call("commands", "GET", "/command")
    recorder.call("providers", "GET", "/config/providers")


def all_scenarios(recorder: Recorder, script: Script) -> str:
    """Run every scenario; returns the session of the first, whose events are kept as a whole."""
    recorder.listen()
    session = turn(recorder, script)
    prompts(recorder, script)
    plans(recorder, script)
    requests(recorder, script)
    aborts(recorder, script)
    others(recorder, script, session)
    failures(recorder, script, session)
    return session
