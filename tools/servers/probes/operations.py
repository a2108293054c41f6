"""Every operation of the contract, called in a way that shows if the server has it.

Where a call can succeed, only a success shows that the operation exists; elsewhere any response does that a route that
does not exist would not send.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from typing import Any

from tools.servers.probes.site import Answer, Site
from tools.servers.scenarios import MODEL, message_id, prompt

__all__ = ["ABSENT", "PRESENT", "probe_operations"]

PRESENT, ABSENT = "present", "absent"

#: User interfaces are not waited for.
_SHORT = 3.0
#: Stand for the responses of an operation that shows in another way that it is missing, or is there.
_MISSING, _HEARD = Answer(404, "", "", {}), Answer(200, "application/json", [], {})


def probe_operations(site: Site) -> Iterator[tuple[str, str]]:
    """Call every operation; iterate over the operations with `PRESENT`, `ABSENT`, or what is unclear about it."""

    def state(answer: Answer, expected: type | None) -> str:
        """Judge a response: of the type `expected`, or, where it is None, of anything that an unknown route is not."""
        if expected is not None and answer.is_success and isinstance(answer.content, expected):
            return PRESENT
        if site.lacks(answer):
            return ABSENT
        if expected is None:
            return PRESENT
        return f"{answer.status} {answer.message[:200]}"

    for name, answer, expected in _calls(site):
        yield name, state(answer, expected)


def _calls(site: Site) -> Iterator[tuple[str, Answer, type | None]]:
    """Call every operation; iterate over the responses with the type of a success, or None where none is possible."""
    yield from _calls_of_sessions(site)
    yield from _calls_of_settings(site)
    yield from _calls_of_projects(site)
    yield from _calls_of_interfaces(site)
    yield "instance.dispose", site.call("POST", "/instance/dispose"), bool
    yield "global.dispose", site.call("POST", "/global/dispose"), bool


def _calls_of_sessions(site: Site) -> Iterator[tuple[str, Answer, type | None]]:
    call = site.call
    created = call("POST", "/session", {"title": "One"})
    session = created.content["id"]
    path = f"/session/{session}"
    yield "session.create", created, dict
    yield "session.list", call("GET", "/session"), list
    yield "session.list_global", call("GET", "/experimental/session"), list
    status = call("GET", "/session/status")
    # Without the operation it is the session with the identifier `status`. 1.0.98 sends a list that names no sessions:
    # it tells nothing.
    yield "session.status", status if status.is_success and isinstance(status.content, dict) else _MISSING, dict
    yield "session.get", call("GET", path), dict
    yield "session.update", call("PATCH", path, {"title": "Two"}), dict
    site.script.say("Hello yourself.")
    chat = site.chat(session)
    yield "session.chat", chat, dict
    messages = call("GET", f"{path}/message")
    yield "session.messages", messages, list
    yield from _calls_of_messages(site, path, messages.content)
    yield "session.children", call("GET", f"{path}/children"), list
    yield "session.todo", call("GET", f"{path}/todo"), list
    yield "session.fork", call("POST", f"{path}/fork", {}), dict
    yield "session.share", call("POST", f"{path}/share"), None
    yield "session.unshare", call("DELETE", f"{path}/share"), None
    yield "session.permission_reply", call("POST", f"{path}/permissions/per_nope", {"response": "once"}), None
    sent = call("POST", f"{path}/prompt_async", prompt("Hello?", noReply=True))
    yield "session.prompt_async", sent, None if sent.status == 204 else dict
    command = {"command": "greet", "arguments": "Ann", "model": "scripted/scripted"}
    yield "session.command", call("POST", f"{path}/command", command), None
    shell = {"agent": "build", "command": "true", "model": MODEL}
    yield "session.shell", call("POST", f"{path}/shell", shell), None
    yield "session.abort", call("POST", f"{path}/abort"), None
    yield "session.init", call("POST", f"{path}/init", {"messageID": message_id(), **MODEL}), None
    yield "session.summarize", call("POST", f"{path}/summarize", MODEL), None
    yield "session.delete", call("DELETE", path), bool
    yield "global.health", call("GET", "/global/health"), dict
    yield "permission.list", call("GET", "/permission"), list
    yield "permission.reply", call("POST", "/permission/per_nope/reply", {"reply": "once"}), None
    yield "question.list", call("GET", "/question"), list
    yield "question.reply", call("POST", "/question/que_nope/reply", {"answers": [["Red"]]}), None
    yield "question.reject", call("POST", "/question/que_nope/reject"), None
    for name, stream in (("event.subscribe", "/event"), ("global.event", "/global/event")):
        heard = any(event["stream"] == stream for event in site.events)
        yield name, _HEARD if heard else _MISSING, list


def _calls_of_messages(site: Site, path: str, messages: list[Any]) -> Iterator[tuple[str, Answer, type | None]]:
    """Call the operations on the messages of a session; none if its prompt had no reply."""
    call = site.call
    answer = next((one for one in reversed(messages) if one["info"]["role"] == "assistant"), None)
    text = next((part for part in answer["parts"] if part["type"] == "text"), None) if answer else None
    if answer is None or text is None:
        return
    prompt_id = {"messageID": messages[0]["info"]["id"]}
    message = f"{path}/message/{answer['info']['id']}"
    yield "session.message", call("GET", message), dict
    yield "session.update_part", call("PATCH", f"{message}/part/{text['id']}", {**text, "text": "Other."}), dict
    yield "session.delete_part", call("DELETE", f"{message}/part/{text['id']}"), bool
    yield "session.diff", call("GET", f"{path}/diff", **prompt_id), list
    yield "session.revert", call("POST", f"{path}/revert", prompt_id), dict
    yield "session.unrevert", call("POST", f"{path}/unrevert"), dict
    yield "session.delete_message", call("DELETE", message), bool


def _calls_of_settings(site: Site) -> Iterator[tuple[str, Answer, type | None]]:
    call = site.call
    yield "config.get", call("GET", "/config"), dict
    yield "config.update", call("PATCH", "/config", {"username": "ann"}), dict
    yield "config.providers", call("GET", "/config/providers"), dict
    yield "agent.list", call("GET", "/agent"), list
    yield "command.list", call("GET", "/command"), list
    yield "provider.list", call("GET", "/provider"), dict
    yield "provider.auth", call("GET", "/provider/auth"), dict
    yield "auth.set", call("PUT", "/auth/groq", {"type": "api", "key": "gsk_1"}), bool
    yield "auth.remove", call("DELETE", "/auth/groq"), bool
    yield "global.config", call("GET", "/global/config"), dict
    yield "global.update_config", call("PATCH", "/global/config", {"username": "ann"}), dict
    mcp = {"name": "broken", "config": {"type": "local", "command": ["/nope"]}}
    yield "mcp.list", call("GET", "/mcp"), dict
    yield "mcp.add", call("POST", "/mcp", mcp), dict
    yield "mcp.connect", call("POST", "/mcp/broken/connect"), None
    yield "mcp.disconnect", call("POST", "/mcp/broken/disconnect"), None
    yield "mcp.auth_start", call("POST", "/mcp/broken/auth"), None
    yield "mcp.auth_remove", call("DELETE", "/mcp/broken/auth"), None
    yield "mcp.auth_callback", call("POST", "/mcp/broken/auth/callback", {"code": "c0de"}), None
    yield "mcp.auth_authenticate", call("POST", "/mcp/broken/auth/authenticate"), None
    yield "tool.ids", call("GET", "/experimental/tool/ids"), list
    yield "tool.list", call("GET", "/experimental/tool", provider="scripted", model="scripted"), list
    yield "skill.list", call("GET", "/skill"), list
    yield "lsp.status", call("GET", "/lsp"), list
    yield "formatter.status", call("GET", "/formatter"), list
    yield "app.log", call("POST", "/log", {"service": "tests", "level": "info", "message": "A line"}), bool


def _calls_of_projects(site: Site) -> Iterator[tuple[str, Answer, type | None]]:
    call = site.call
    yield "project.list", call("GET", "/project"), list
    current = call("GET", "/project/current")
    yield "project.current", current, dict
    project = current.content["id"] if current.is_success else "nope"
    yield "project.update", call("PATCH", f"/project/{project}", {"name": "Greeter"}), dict
    yield "path.get", call("GET", "/path"), dict
    yield "file.list", call("GET", "/file", path="."), list
    yield "file.read", call("GET", "/file/content", path="greet.py"), dict
    yield "file.status", call("GET", "/file/status"), list
    yield "find.text", call("GET", "/find", pattern="Bonjour"), list
    yield "find.files", call("GET", "/find/file", query="greet"), None
    yield "find.symbols", call("GET", "/find/symbol", query="greet"), list
    yield "vcs.get", call("GET", "/vcs"), dict
    yield "vcs.status", call("GET", "/vcs/status"), list
    yield "vcs.diff", call("GET", "/vcs/diff", mode="git"), list
    yield "worktree.list", call("GET", "/experimental/worktree"), list
    created = call("POST", "/experimental/worktree", {"name": "feature"})
    yield "worktree.create", created, dict
    directory = created.content["directory"] if created.is_success else str(site.project / "feature")
    body = {"directory": directory}
    if created.is_success:
        # The files are there a moment later.
        site.wait(lambda: _is_worktree(directory))
    yield "worktree.reset", call("POST", "/experimental/worktree/reset", body), None
    yield "worktree.remove", call("DELETE", "/experimental/worktree", body), None


def _is_worktree(directory: str) -> bool:
    command = ["git", "-C", directory, "status", "--porcelain"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    return finished.returncode == 0 and not finished.stdout.strip()


def _calls_of_interfaces(site: Site) -> Iterator[tuple[str, Answer, type | None]]:
    def call(path: str, body: Any = None) -> Answer:
        return site.call("POST", f"/tui/{path}", body, seconds=_SHORT)

    yield "tui.append_prompt", call("append-prompt", {"text": "Explain this"}), None
    yield "tui.submit_prompt", call("submit-prompt"), None
    yield "tui.clear_prompt", call("clear-prompt"), None
    yield "tui.open_help", call("open-help"), None
    yield "tui.open_sessions", call("open-sessions"), None
    yield "tui.open_themes", call("open-themes"), None
    yield "tui.open_models", call("open-models"), None
    yield "tui.execute_command", call("execute-command", {"command": "session_new"}), None
    yield "tui.show_toast", call("show-toast", {"message": "It is green.", "variant": "success"}), None
    yield "tui.select_session", call("select-session", {"sessionID": site.session()}), bool
