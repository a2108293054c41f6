"""What differs between versions in what operations do. A function for each; its words are in docs/compatibility.md."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from attrs import frozen

from opencode_sessions.testing import HTTPError, ModelReply, Stall, Text
from tools.servers.probes.site import NO_OPERATION, Answer, Site
from tools.servers.scenarios import MODEL, tool

__all__ = ["BEHAVIOURS", "Behaviour"]

Observe = Callable[[Site], str]


@frozen
class Behaviour:
    """A behaviour in which versions differ.

    Attributes:
        words: The behaviour in words, to be followed by a colon and by what was seen.
        observe: Returns what a server does, in a few words.
        needs_model: True when it shows only if prompts are answered.
    """

    words: str
    observe: Observe
    needs_model: bool


#: The behaviours by their names, in the order in which they are observed.
BEHAVIOURS: dict[str, Behaviour] = {}

_NOPE = "/session/ses_nope"


def _behaviour(words: str, *, needs_model: bool = False) -> Callable[[Observe], Observe]:
    """Enter a function into `BEHAVIOURS`, under its own name."""

    def enter(function: Observe) -> Observe:
        BEHAVIOURS[function.__name__] = Behaviour(words, function, needs_model)
        return function

    return enter


# ---------------------------------------------------------------- the server


@_behaviour("A request without the password")
def password(site: Site) -> str:
    return "refused" if site.call("GET", "/config", authenticated=False).status == 401 else "answered"


@_behaviour("The parameter `directory`")
def directory(site: Site) -> str:
    if not site.elsewhere.exists():
        site.elsewhere.mkdir()
        (site.elsewhere / "opencode.json").write_text((site.project / "opencode.json").read_text())
        git = ["git", "-c", "user.name=Me", "-c", "user.email=me@example.org"]
        for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Another project"]):
            subprocess.run([*git, *command], cwd=site.elsewhere, check=True)
    session = site.call("POST", "/session", {"title": "Elsewhere"}, directory=site.elsewhere).content
    return "followed" if session.get("directory") == str(site.elsewhere) else "ignored"


@_behaviour("A route that does not exist, without a network")
def unknown_route(site: Site) -> str:
    answer = site.call("GET", "/no-such-route")
    if answer.media_type == "text/html" and answer.status == 200:
        return "200 and a web page"
    return str(answer.status)


@_behaviour("The body of the error for an invalid field")
def invalid_body(site: Site) -> str:
    answer = site.call("POST", "/session", {"title": 7})
    content = answer.content if isinstance(answer.content, dict) else {}
    return f"{answer.status} with " + ", ".join(f"`{key}`" for key in sorted(content))


@_behaviour("The error for an identifier without its prefix")
def bad_identifier(site: Site) -> str:
    return site.words(site.call("GET", "/session/nope"))


# ---------------------------------------------------------------- sessions


@_behaviour("`session.get` of an unknown session")
def get_unknown(site: Site) -> str:
    return site.words(site.call("GET", _NOPE))


@_behaviour("`session.delete` of an unknown session")
def delete_unknown(site: Site) -> str:
    return site.words(site.call("DELETE", _NOPE))


@_behaviour("`session.messages` of an unknown session")
def messages_of_unknown(site: Site) -> str:
    return site.words(site.call("GET", f"{_NOPE}/message"))


@_behaviour("`session.children` of an unknown session")
def children_of_unknown(site: Site) -> str:
    return site.words(site.call("GET", f"{_NOPE}/children"))


@_behaviour("`session.todo` of an unknown session")
def todo_of_unknown(site: Site) -> str:
    return site.words(site.call("GET", f"{_NOPE}/todo"))


@_behaviour("`session.diff` of an unknown session")
def diff_of_unknown(site: Site) -> str:
    return site.words(site.call("GET", f"{_NOPE}/diff"))


@_behaviour("`session.fork` of an unknown session")
def fork_of_unknown(site: Site) -> str:
    answer = site.call("POST", f"{_NOPE}/fork", {})
    return "an empty session" if answer.is_success else site.words(answer)


@_behaviour("`session.abort` of an unknown session")
def abort_of_unknown(site: Site) -> str:
    return site.words(site.call("POST", f"{_NOPE}/abort"))


@_behaviour("`session.prompt_async` to an unknown session")
def prompt_async_to_unknown(site: Site) -> str:
    return site.words(site.call("POST", f"{_NOPE}/prompt_async", {"parts": [{"type": "text", "text": "Hello?"}]}))


@_behaviour("`session.permission_reply` to an unknown request")
def permission_reply_to_unknown(site: Site) -> str:
    return site.words(site.call("POST", f"/session/{site.session()}/permissions/per_nope", {"response": "once"}))


@_behaviour("`permission.reply` to an unknown request")
def reply_to_unknown_permission(site: Site) -> str:
    return site.words(site.call("POST", "/permission/per_nope/reply", {"reply": "once"}))


@_behaviour("`question.reply` to an unknown request")
def reply_to_unknown_question(site: Site) -> str:
    return site.words(site.call("POST", "/question/que_nope/reply", {"answers": [["Red"]]}))


@_behaviour("`session.unshare` of a session that is not shared")
def unshare(site: Site) -> str:
    answer = site.call("DELETE", f"/session/{site.session()}/share")
    return "the session" if answer.is_success else site.words(answer)


@_behaviour("`session.list` of more than 100 sessions, without `limit`")
def list_limit(site: Site) -> str:
    with ThreadPoolExecutor(4) as threads:
        for _ in range(101):
            threads.submit(site.session, site.elsewhere)
    count = len(site.call("GET", "/session", directory=site.elsewhere).content)
    return "100" if count == 100 else "all"


@_behaviour("`limit` of `session.list`")
def list_with_limit(site: Site) -> str:
    return (
        "followed" if len(site.call("GET", "/session", directory=site.elsewhere, limit=3).content) == 3 else "ignored"
    )


@_behaviour("`search` of `session.list`")
def list_with_search(site: Site) -> str:
    site.session(site.elsewhere, title="A needle")
    found = site.call("GET", "/session", directory=site.elsewhere, search="NEEDLE").content
    return "followed" if [one["title"] for one in found] == ["A needle"] else "ignored"


@_behaviour("`start` of `session.list`")
def list_with_start(site: Site) -> str:
    later = int(time.time() * 1000) + 3_600_000
    return "ignored" if site.call("GET", "/session", directory=site.elsewhere, start=later).content else "followed"


@_behaviour("`roots` of `session.list`")
def list_with_roots(site: Site) -> str:
    parent = site.session(site.elsewhere, title="Parent")
    site.session(site.elsewhere, title="Child", parentID=parent)
    found = site.call("GET", "/session", directory=site.elsewhere, roots="true").content
    return "ignored" if any(one["title"] == "Child" for one in found) else "followed"


@_behaviour("`path` of `session.list`")
def list_with_path(site: Site) -> str:
    found = site.call("GET", "/session", directory=site.elsewhere, scope="project", path="packages/web").content
    return "ignored" if found else "followed"


@_behaviour("`scope=project` of `session.list`")
def list_with_scope(site: Site) -> str:
    folder = site.elsewhere / "packages"
    folder.mkdir(exist_ok=True)
    site.session(folder, title="In packages")
    answer = site.call("GET", "/session", directory=site.elsewhere, scope="project", limit=200)
    everywhere = any(one["title"] == "In packages" for one in answer.content)
    answer = site.call("GET", "/session", directory=site.elsewhere, limit=200)
    here = any(one["title"] == "In packages" for one in answer.content)
    return "ignored: the whole project in any case" if here else "followed" if everywhere else "ignored"


@_behaviour("`title` of a session")
def fork_title(site: Site) -> str:
    fork = site.call("POST", f"/session/{site.session(title='One')}/fork", {})
    if not fork.is_success:
        return "no forks"
    return (
        "of a fork: the old one with `(fork #1)`"
        if fork.content["title"] == "One (fork #1)"
        else "of a fork: a new one"
    )


@_behaviour("`metadata` of `session.create`")
def metadata(site: Site) -> str:
    answer = site.call("POST", "/session", {"title": "Data", "metadata": {"ticket": "PAR-17"}})
    return "stored" if answer.content.get("metadata") == {"ticket": "PAR-17"} else "ignored"


@_behaviour("`agent` of `session.create`")
def agent_of_session(site: Site) -> str:
    return "stored" if site.call("POST", "/session", {"agent": "plan"}).content.get("agent") == "plan" else "ignored"


@_behaviour("`model` of `session.create`")
def model_of_session(site: Site) -> str:
    model = {"id": "scripted", "providerID": "scripted"}
    return "stored" if site.call("POST", "/session", {"model": model}).content.get("model") else "ignored"


@_behaviour("`permission` of `session.create`")
def permission_of_session(site: Site) -> str:
    rules = [{"permission": "webfetch", "pattern": "*", "action": "ask"}]
    return "stored" if site.call("POST", "/session", {"permission": rules}).content.get("permission") else "ignored"


@_behaviour("`metadata` of `session.update`")
def updated_metadata(site: Site) -> str:
    answer = site.call("PATCH", f"/session/{site.session()}", {"metadata": {"ticket": "PAR-17"}})
    return "stored" if answer.is_success and answer.content.get("metadata") else "ignored"


@_behaviour("`permission` of `session.update`")
def updated_permission(site: Site) -> str:
    rules = [{"permission": "webfetch", "pattern": "*", "action": "ask"}]
    answer = site.call("PATCH", f"/session/{site.session()}", {"permission": rules})
    return "stored" if answer.is_success and answer.content.get("permission") else "ignored"


@_behaviour("`time.archived` of `session.update`")
def archived(site: Site) -> str:
    answer = site.call("PATCH", f"/session/{site.session()}", {"time": {"archived": 1764000000000}})
    return "stored" if answer.is_success and answer.content["time"].get("archived") else "ignored"


@_behaviour("An archived session in `session.list`")
def list_of_archived(site: Site) -> str:
    session = site.session(title="Put away")
    site.call("PATCH", f"/session/{session}", {"time": {"archived": 1764000000000}})
    found = site.call("GET", "/session", limit=500).content
    return "listed" if any(one["id"] == session for one in found) else "left out"


# ---------------------------------------------------------------- turns


@_behaviour("The events of a turn with a tool", needs_model=True)
def turn(site: Site) -> str:
    """Also what other behaviours look at: a turn that writes a file."""
    session = site.session(title="Turn")
    site.script.say("Hello yourself.")
    # Old servers take a snapshot of the project when the model begins to speak, and do not wait for it.
    site.chat(session)
    target = str(site.project / "notes.txt")
    site.script.say(
        ModelReply(
            Text("Let me see.", chunk_size=4, delay=0.3), Stall(0.5), tool("write", filePath=target, content="a note\n")
        ),
        ModelReply(Text("Noted. All is well.", chunk_size=4, delay=0.05)),
    )
    since = len(site.events)
    site.chat(session, "Take a note.")
    site.wait_for_event("session.idle", since=since)
    time.sleep(0.5)
    types = {_kind(event["data"]) for event in site.events[since:] if event["stream"] == "/event"}
    interesting = {"message.part.delta", "session.status", "session.diff", "part with delta"}
    return (
        ", ".join(f"`{one}`" if "." in one else one for one in sorted(types & interesting))
        or "neither status nor deltas"
    )


def _kind(event: dict[str, Any]) -> str:
    return (
        "part with delta"
        if event.get("properties", {}).get("delta") and event["type"] == "message.part.updated"
        else event["type"]
    )


def _turn(site: Site) -> tuple[str, list[Any]]:
    """Return the session of the turn, and its messages after the first exchange."""
    session = next(one["id"] for one in site.call("GET", "/session", limit=500).content if one["title"] == "Turn")
    messages = site.messages(session)
    start = next(
        index for index, one in enumerate(messages) if any(part.get("text") == "Take a note." for part in one["parts"])
    )
    return session, messages[start:]


@_behaviour("The steps of a turn", needs_model=True)
def steps(site: Site) -> str:
    return "a message each" if len(_turn(site)[1]) == 3 else "one message"


@_behaviour("`limit` of `session.messages`", needs_model=True)
def messages_limit(site: Site) -> str:
    return "followed" if len(site.messages(_turn(site)[0], limit=2)) == 2 else "ignored"


@_behaviour("The next page of `session.messages`", needs_model=True)
def messages_page(site: Site) -> str:
    session, _ = _turn(site)
    answer = site.call("GET", f"/session/{session}/message", limit=2)
    cursor = answer.headers.get("x-next-cursor")
    if cursor is None:
        return "not offered"
    before = site.call("GET", f"/session/{session}/message", limit=2, before=cursor)
    return (
        "by `before`"
        if before.is_success and before.content[-1]["info"]["id"] < answer.content[0]["info"]["id"]
        else "!"
    )


@_behaviour("The content in a `FileDiff` of `session.diff`", needs_model=True)
def file_diff(site: Site) -> str:
    session, messages = _turn(site)
    query = {"messageID": messages[0]["info"]["id"]}
    answers: list[Answer] = []

    def has_diff() -> bool:
        answers[:] = [site.call("GET", f"/session/{session}/diff", **query)]
        return answers[0].status >= 400 or bool(answers[0].content) or not answers[0].is_json

    site.wait(has_diff)
    if not answers[0].is_success or not answers[0].content:
        return NO_OPERATION if not answers[0].is_success else "no changes"
    return ", ".join(f"`{key}`" for key in ("before", "after", "patch") if key in answers[0].content[0])


@_behaviour("`session.diff` without `messageID`", needs_model=True)
def diff_of_session(site: Site) -> str:
    answer = site.call("GET", f"/session/{_turn(site)[0]}/diff")
    return "the changes of the session" if answer.is_success and answer.content else site.words(answer)


@_behaviour("The model of a prompt, as `providerID` and `modelID` only", needs_model=True)
def flat_model(site: Site) -> str:
    return _model_read(site, **MODEL)


@_behaviour("The model of a prompt, as `model` only", needs_model=True)
def model_object(site: Site) -> str:
    return _model_read(site, model=MODEL)


def _model_read(site: Site, **fields: Any) -> str:
    """Prompt with a model that does not exist: it is read if that fails."""
    unknown = {key: {"providerID": "no", "modelID": "no"} if key == "model" else "no" for key in fields}
    body = {"parts": [{"type": "text", "text": "Hello?"}], **unknown}
    site.script.say()
    answer = site.call("POST", f"/session/{site.session()}/message", body)
    if answer.is_success and answer.content.get("info", {}).get("providerID") == "scripted":
        return "ignored"
    return "required" if "providerID" in answer.message and answer.status == 400 and "model" in fields else "read"


@_behaviour("A prompt without a model", needs_model=True)
def no_model(site: Site) -> str:
    site.script.say()
    answer = site.call("POST", f"/session/{site.session()}/message", {"parts": [{"type": "text", "text": "Hello?"}]})
    return "works" if answer.is_success else site.words(answer)


@_behaviour("`session.chat` with an unknown agent", needs_model=True)
def unknown_agent(site: Site) -> str:
    answer = site.chat(site.session(), agent="nobody")
    return "a reply" if answer.is_success else site.words(answer)


@_behaviour("`session.chat` with an unknown model", needs_model=True)
def unknown_model(site: Site) -> str:
    model = {"providerID": "no", "modelID": "no"}
    return str(site.chat(site.session(), model=model, **model))


@_behaviour("`session.command` with an unknown command", needs_model=True)
def unknown_command(site: Site) -> str:
    body = {"command": "nothing", "arguments": "", "model": "scripted/scripted"}
    return site.words(site.call("POST", f"/session/{site.session()}/command", body))


@_behaviour("`noReply` of a prompt", needs_model=True)
def no_reply(site: Site) -> str:
    site.script.say()
    answer = site.chat(site.session(), noReply=True)
    return "followed" if answer.content["info"]["role"] == "user" else "ignored"


@_behaviour("`format` of a prompt", needs_model=True)
def output_format(site: Site) -> str:
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    session = site.session()
    site.script.say(tool("StructuredOutput", city="Oslo"), "Oslo.")
    answer = site.chat(session, format={"type": "json_schema", "schema": schema})
    if not answer.is_success:
        return site.words(answer)
    return "followed" if answer.content["info"].get("structured") == {"city": "Oslo"} else "ignored"


@_behaviour("`session.messages` of a session with a prompt with `format`", needs_model=True)
def messages_after_format(site: Site) -> str:
    session = site.session()
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    site.script.say(tool("StructuredOutput", city="Oslo"), "Oslo.")
    site.chat(session, format={"type": "json_schema", "schema": schema})
    return site.words(site.call("GET", f"/session/{session}/message"))


@_behaviour("The variant of a prompt's model, in its message", needs_model=True)
def variant(site: Site) -> str:
    session = site.session()
    site.script.say()
    site.chat(session, noReply=True, variant="high")
    info = site.messages(session)[0]["info"]
    if info.get("variant") is not None:
        return "in `variant`"
    return "in `model.variant`" if (info.get("model") or {}).get("variant") else "not stored"


@_behaviour("A call of a busy session", needs_model=True)
def busy(site: Site) -> str:
    session = site.session()
    site.script.say(ModelReply(Text("Let me think.", chunk_size=4), Stall(20)))
    answer = site.in_background(lambda: site.chat(session, "Think."))
    site.wait(lambda: len(site.messages(session)) > 1)
    time.sleep(0.5)
    revert = site.call("POST", f"/session/{session}/revert", {"messageID": site.messages(session)[0]["info"]["id"]})
    shell = site.call(
        "POST", f"/session/{session}/shell", {"agent": "build", "command": "true", "model": MODEL}, seconds=5
    )
    site.call("POST", f"/session/{session}/abort")
    answer(10)
    return f"`session.revert` {revert}, `session.shell` {shell}"


@_behaviour("`session.status` while a session works", needs_model=True)
def status(site: Site) -> str:
    session = site.session()
    site.script.say(ModelReply(Text("Let me think.", chunk_size=4), Stall(20)))
    answer = site.in_background(lambda: site.chat(session, "Think."))
    site.wait(lambda: len(site.messages(session)) > 1)
    time.sleep(0.5)
    content = site.call("GET", "/session/status").content
    site.call("POST", f"/session/{session}/abort")
    answer(10)
    if isinstance(content, list):
        return "a list without sessions"
    return "by session" if isinstance(content, dict) and session in content else "none"


@_behaviour("A model that fails for good", needs_model=True)
def failing_model(site: Site) -> str:
    site.script.say(HTTPError(400, "Not like that"))
    answer = site.chat(site.session())
    if not answer.is_success:
        return site.words(answer)
    error = answer.content["info"].get("error") or {}
    return f"`{error.get('name')}`"


# ---------------------------------------------------------------- requests of the agent


@_behaviour("The event of a permission request", needs_model=True)
def permission_event(site: Site) -> str:
    session, request, _, answer = _asked(site)
    _end(site, session, request, answer)
    return f"`{request['type']}`"


@_behaviour("`session.permission_reply` with another directory", needs_model=True)
def reply_from_elsewhere(site: Site) -> str:
    return _reply_from_elsewhere(site, "/session/{session}/permissions/{request}", {"response": "once"})


@_behaviour("`permission.reply` with another directory", needs_model=True)
def new_reply_from_elsewhere(site: Site) -> str:
    return _reply_from_elsewhere(site, "/permission/{request}/reply", {"reply": "once"})


def _reply_from_elsewhere(site: Site, path: str, body: dict[str, str]) -> str:
    session, request, identifier, answer = _asked(site)
    since = len(site.events)
    reply = site.call("POST", path.format(session=session, request=identifier), body, directory=site.elsewhere)
    try:
        site.wait_for_event("permission.replied", since=since, seconds=6)
        effect = "works"
    except TimeoutError:
        effect = "does nothing"
    _end(site, session, request, answer)
    return NO_OPERATION if site.lacks(reply) else f"{reply}, and {effect}"


@_behaviour("A refusal with a reason", needs_model=True)
def refusal_with_reason(site: Site) -> str:
    session, request, identifier, answer = _asked(site)
    site.call("POST", f"/permission/{identifier}/reply", {"reply": "reject", "message": "Not today."})
    ended = answer(8) is not None
    _end(site, session, request, answer)
    if not ended:
        return NO_OPERATION
    return "the agent goes on" if "Very well." in str(site.messages(session)) else "the turn ends"


@_behaviour("A refusal without a reason", needs_model=True)
def bare_refusal(site: Site) -> str:
    session, request, identifier, answer = _asked(site)
    site.call("POST", f"/session/{session}/permissions/{identifier}", {"response": "reject"})
    answer(5)
    _end(site, session, request, answer)
    return "the agent goes on" if "Very well." in str(site.messages(session)) else "the turn ends"


def _asked(site: Site) -> tuple[str, dict[str, Any], str, Callable[[float], Answer | None]]:
    """Have the agent ask for a permission: the session, the event, the request, and what waits for the prompt."""
    (site.project / "old.txt").write_text("old\n")
    session = site.session()
    site.script.say(tool("bash", command="rm old.txt", description="Remove a file"), "Very well.")
    since = len(site.events)
    answer = site.in_background(lambda: site.chat(session, "Remove it."))
    request = site.wait_for_event("permission.updated", "permission.asked", since=since)
    return session, request, str(request["properties"]["id"]), answer


def _end(site: Site, session: str, request: dict[str, Any], answer: Callable[[float], Answer | None]) -> None:
    if answer(0) is None:
        path = f"/session/{session}/permissions/{request['properties']['id']}"
        site.call("POST", path, {"response": "once"})
        if answer(3) is None:
            site.call("POST", f"/session/{session}/abort")
            answer(3)


# ---------------------------------------------------------------- settings and tools


@_behaviour("`provider.list`", needs_model=True)
def provider_list(site: Site) -> str:
    answer = site.call("GET", "/provider")
    if not answer.is_success:
        return site.words(answer)
    found = any(provider["id"] == "scripted" for provider in answer.content["all"])
    return "with the providers of the configuration" if found else "without the providers of the configuration"


@_behaviour("`mcp.list` after `mcp.add`")
def added_mcp_server(site: Site) -> str:
    config = {"type": "local", "command": ["/nope"]}
    if not site.call("POST", "/mcp", {"name": "added", "config": config}).is_success:
        return "no `mcp.add`"
    return "lists it" if "added" in site.call("GET", "/mcp").content else "leaves it out"


@_behaviour("`mcp.add` of an MCP server that is not enabled")
def add_disabled_mcp_server(site: Site) -> str:
    config = {"type": "local", "command": ["/nope"], "enabled": False}
    answer = site.call("POST", "/mcp", {"name": "off", "config": config})
    if not answer.is_success:
        return site.words(answer)
    return (
        "the status of each"
        if "off" in answer.content
        else "one status"
        if "status" in answer.content
        else "the others"
    )


@_behaviour("`mcp.connect` to an unknown MCP server")
def connect_unknown_mcp_server(site: Site) -> str:
    return site.words(site.call("POST", "/mcp/nobody/connect"))


@_behaviour("`mcp.auth_remove` of an unknown MCP server")
def auth_remove_unknown(site: Site) -> str:
    return site.words(site.call("DELETE", "/mcp/nobody/auth"))


@_behaviour("`mcp.auth_callback` without a login")
def auth_callback(site: Site) -> str:
    return site.words(site.call("POST", "/mcp/added/auth/callback", {"code": "c0de"}))


@_behaviour("The `parameters` of `tool.list`")
def tool_parameters(site: Site) -> str:
    answer = site.call("GET", "/experimental/tool", provider="scripted", model="scripted")
    if not answer.is_success:
        return site.words(answer)
    bash = next(one for one in answer.content if one["id"] == "bash")
    return "a JSON schema" if "properties" in bash["parameters"] else "no schema"


@_behaviour("`formatter.status` without configuration")
def formatters(site: Site) -> str:
    answer = site.call("GET", "/formatter")
    return "the built-in formatters" if answer.is_success and answer.content else site.words(answer)


# ---------------------------------------------------------------- projects and files


@_behaviour("`project.current` after `project.update`")
def project_update(site: Site) -> str:
    current = site.call("GET", "/project/current")
    if not current.is_success:
        return NO_OPERATION
    if not site.call("PATCH", f"/project/{current.content['id']}", {"name": "Renamed"}).is_success:
        return NO_OPERATION
    return "shows it" if site.call("GET", "/project/current").content.get("name") == "Renamed" else "shows it later"


@_behaviour("`file.list` of a directory that does not exist")
def list_missing_directory(site: Site) -> str:
    return site.words(site.call("GET", "/file", path="missing"))


@_behaviour("`file.read` of a file that does not exist")
def read_missing_file(site: Site) -> str:
    answer = site.call("GET", "/file/content", path="missing.txt")
    return "an empty text" if answer.is_success else site.words(answer)


@_behaviour("`file.read` of a path outside of the directory")
def read_outside(site: Site) -> str:
    outside = Path(site.project.parent / "outside.txt")
    outside.write_text("out\n")
    answer = site.call("GET", "/file/content", path="../outside.txt")
    return "the file" if answer.is_success and "out" in str(answer.content.get("content")) else site.words(answer)


@_behaviour("`file.read` of a file in Python")
def read_source(site: Site) -> str:
    answer = site.call("GET", "/file/content", path="greet.py")
    return "in base64" if answer.content.get("encoding") == "base64" else "as text"


@_behaviour("`file.read` of a changed file")
def read_changed_file(site: Site) -> str:
    changed = site.project / "opencode.json"
    before = changed.read_text()
    changed.write_text(before + "\n")
    content = site.call("GET", "/file/content", path="opencode.json").content
    changed.write_text(before)
    return ", ".join(f"`{key}`" for key in ("diff", "patch") if key in content) or f"`type: {content.get('type')}`"


@_behaviour("`file.status` of a new file")
def file_status(site: Site) -> str:
    return "listed" if site.call("GET", "/file/status").content else "an empty list"


@_behaviour("`find.text` of 15 lines in one file")
def find_limit(site: Site) -> str:
    answer = site.call("GET", "/find", pattern="straw")
    return f"{len(answer.content)} matches" if answer.is_success else site.words(answer)


@_behaviour("`find.text` of 15 files with a match each")
def find_limit_of_files(site: Site) -> str:
    answer = site.call("GET", "/find", pattern="haystack")
    return f"{len(answer.content)} matches" if answer.is_success else site.words(answer)


@_behaviour("A backslash in the pattern of `find.text`")
def find_backslash(site: Site) -> str:
    answer = site.call("GET", "/find", pattern=r"def\sgreet")
    return "works" if answer.is_success and answer.content else "is lost"


@_behaviour("`limit` of `find.files`")
def find_files_limit(site: Site) -> str:
    found = _files(site, query="many", limit=12)
    return "followed" if len(found) == 12 else "ignored"


@_behaviour("`dirs=false` of `find.files`")
def find_files_dirs(site: Site) -> str:
    found = _files(site, query="warehouse", dirs="false")
    return "ignored" if any(path.endswith("/") for path in found) else "followed"


@_behaviour("Directories in `find.files`")
def find_files_with_dirs(site: Site) -> str:
    return "found" if any(path.endswith("/") for path in _files(site, query="warehouse")) else "left out"


@_behaviour("`type=directory` of `find.files`")
def find_files_type(site: Site) -> str:
    found = _files(site, query="warehouse", type="directory")
    return "followed" if found and all(path.endswith("/") for path in found) else "ignored"


def _files(site: Site, **query: Any) -> list[str]:
    """Search files; servers list the files when a directory is opened, and later again."""
    found: list[str] = []

    def search() -> bool:
        answer = site.call("GET", "/find/file", **query)
        found[:] = answer.content if answer.is_success else []
        return bool(found) or not answer.is_success

    site.wait(search, 6)
    return found


# ---------------------------------------------------------------- user interfaces


@_behaviour("The command of `tui.open_help`")
def open_help(site: Site) -> str:
    return _command(site, "open-help")


@_behaviour("The command of `tui.open_themes`")
def open_themes(site: Site) -> str:
    return _command(site, "open-themes")


def _command(site: Site, path: str) -> str:
    since = len(site.events)
    if not site.call("POST", f"/tui/{path}", seconds=3).is_success:
        return "fails"
    try:
        event = site.wait_for_event("tui.command.execute", since=since, seconds=2)
    except TimeoutError:
        return "none"
    return f"`{event['properties']['command']}`"


# ---------------------------------------------------------------- events


@_behaviour("The first event of `global.event`")
def first_global_event(site: Site) -> str:
    events = [event["data"] for event in site.events if event["stream"] == "/global/event"]
    if not events:
        return NO_OPERATION
    first = events[0].get("payload", {}).get("type")
    return "`server.connected`" if first == "server.connected" else "only once something happens"


@_behaviour("The events of `event.subscribe`")
def directory_events(site: Site) -> str:
    types = {event["data"].get("type", "") for event in site.events if event["stream"] == "/event"}
    return "sent" if any(not kind.startswith("server.") for kind in types) else "only `server.connected`"


@_behaviour("The identifier of an event")
def event_identifier(site: Site) -> str:
    return "sent" if any("id" in event["data"] for event in site.events if event["stream"] == "/event") else "not sent"


@_behaviour("Payloads `sync` in `global.event`")
def sync_payloads(site: Site) -> str:
    payloads = [event["data"].get("payload", {}) for event in site.events if event["stream"] == "/global/event"]
    if not payloads:
        return NO_OPERATION
    return "sent" if any(payload.get("type") == "sync" for payload in payloads) else "not sent"


@_behaviour("The heartbeat of `event.subscribe`")
def heartbeat(site: Site) -> str:
    def count() -> int:
        return sum(
            event["data"].get("type") == "server.heartbeat" and event["stream"] == "/event" for event in site.events
        )

    def elapsed() -> float:
        return time.monotonic() - site.began

    while elapsed() < 34 and not count():
        time.sleep(0.2)
    if not count():
        return "none"
    return "every 10 seconds" if elapsed() / count() < 20 else "every 30 seconds"


# ---------------------------------------------------------------- changes of settings, which end the event streams


@_behaviour("An unknown setting in `config.update`")
def unknown_setting(site: Site) -> str:
    answer = site.call("PATCH", "/config", {"no_such_setting": 1})
    return "ignored" if answer.is_success else site.words(answer)


@_behaviour("An unknown setting in `global.update_config`")
def unknown_global_setting(site: Site) -> str:
    answer = site.call("PATCH", "/global/config", {"no_such_setting": 1})
    return "ignored" if answer.is_success else site.words(answer)


@_behaviour("The response of `global.update_config`")
def global_config_answer(site: Site) -> str:
    site.call("PATCH", "/global/config", {"username": "ann"})
    answer = site.call("PATCH", "/global/config", {"share": "manual"})
    if not answer.is_success:
        return site.words(answer)
    return "all settings" if answer.content.get("username") == "ann" else "the changed settings"
