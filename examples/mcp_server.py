"""An MCP server on standard input and output: other agents start prompts here, and collect the answers later.

    python examples/mcp_server.py --directory ~/project

All such processes for a directory share one opencode server, so that what one of them has started is answered by any
other. That server ends with the last of them; a server of yours, named by --url, does not.
"""

import argparse
import inspect
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from opencode_sessions import APIConnectionError, APITimeoutError, Opencode, OpencodeError, QuestionRequest, Refusal

SELF = {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}}, "serverInfo": {"name": "agent", "version": "1"}}
ERRORS = {-32700: "Parse error", -32600: "Invalid request", -32601: "Method not found", -32602: "Invalid params"}


class Agent:
    """The tools. Each call has a thread of its own."""

    def __init__(self, url: str | None, directory: str) -> None:
        self.url, self.directory, self.is_lost = url, directory, False
        self.client: Opencode
        self.tools: dict[str, Any] = {"run": self.run, "answer": self.answer, "resume": self.resume}

    def connect(self) -> Opencode:
        """Connect to the server that is named, else to the shared one, which is started if need be."""
        return Opencode(self.url, directory=self.directory) if self.url else Opencode.connect_or_launch(self.directory)

    def run(self, prompt: str) -> dict[str, Any]:
        """Start a coding agent in a new session, and return its session_id at once. The tool `answer` has the rest."""
        return self.resume(self.client.session.create().id, prompt)

    def resume(self, session_id: str, prompt: str) -> dict[str, Any]:
        """Give a session that is done another prompt; as `run`."""
        directory = self.client.session.get(session_id).directory
        if session_id in self.client.session.status(directory=directory):
            raise OpencodeError(f"The session {session_id} is at work. Wait for its answer first.")
        with suppress(APITimeoutError):  # Until the server has stored it, others would see the turn before.
            self.client.session.prompt_async(session_id, prompt, directory=directory).wait(1.0)
        return {"session_id": session_id, "state": "working"}

    def answer(self, session_id: str, decision: str = "", seconds: float = 30) -> dict[str, Any]:
        """Wait for a session: it is done, working, or waits for a decision (`once`, a reason to refuse, an answer)."""
        with self.client.session.follow(session_id, last=True) as turn:
            for _ in range(1 + int(seconds / 0.2)):
                with suppress(APITimeoutError):
                    turn.result(timeout=0.2)
                    return {"state": "done", "text": turn.text, "failure": turn.failure, "dollars": turn.cost}
                for request in turn.pending_requests:
                    if not decision:
                        return {"state": "waiting", "request": request.to_dict()}
                    if isinstance(request, QuestionRequest):
                        turn.reply(request, [[decision] for _ in request.questions])
                    else:
                        turn.reply(request, "once" if decision == "once" else Refusal(decision))
                    decision = ""
            return {"state": "working", "text": turn.text}

    def call(self, params: Any) -> dict[str, Any] | int:
        """Call a tool. What goes wrong in it is a result, too: the model is to read it."""
        if not isinstance(params, dict) or params.get("name") not in list(self.tools):
            return -32602
        try:
            if self.is_lost:  # The shared server has died. Another one has the same sessions.
                self.client, self.is_lost = self.connect(), False
            result = self.tools[params["name"]](**params.get("arguments", {}))
            return {"content": [{"type": "text", "text": json.dumps(result)}], "structuredContent": result}
        except Exception as error:
            self.is_lost = isinstance(error, APIConnectionError) and error.is_final
            return {"content": [{"type": "text", "text": str(error)}], "isError": True}

    def describe(self, name: str) -> dict[str, Any]:
        """Describe a tool, by its docstring and its arguments."""
        arguments = inspect.signature(self.tools[name]).parameters.values()
        types = {each.name: {"type": "number" if each.annotation is float else "string"} for each in arguments}
        required = [each.name for each in arguments if each.default is each.empty]
        schema = {"type": "object", "properties": types, "required": required}
        return {"name": name, "description": inspect.getdoc(self.tools[name]), "inputSchema": schema}


def respond(agent: Agent, line: bytes) -> None:
    """Process a message, and write the response, unless it is a notification."""
    results = {"initialize": SELF, "ping": {}, "tools/list": {"tools": list(map(agent.describe, agent.tools))}}
    number: Any = None
    result: Any = -32600
    try:
        match json.loads(line):
            case {"jsonrpc": "2.0", "method": str(), **rest} if "id" not in rest:
                return
            case {"jsonrpc": "2.0", "method": str(method), "id": str() | int() | float() as number, **rest}:
                result = agent.call(rest.get("params")) if method == "tools/call" else results.get(method, -32601)
            case {"id": str() | int() | float() as number}:
                pass  # An invalid request.
    except (ValueError, RecursionError):
        result = -32700
    response = {"error": {"code": result, "message": ERRORS[result]}} if isinstance(result, int) else {"result": result}
    print(json.dumps({"jsonrpc": "2.0", "id": number} | response) + "\n", end="", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Give other agents the tools run, answer and resume, by MCP.")
    parser.add_argument("--directory", default=".", type=os.path.abspath, help="the project (default: where you are)")
    parser.add_argument("--url", help="the opencode server to use (default: a shared one, started if need be)")
    agent, threads = Agent(**vars(parser.parse_args())), ThreadPoolExecutor(max_workers=100)
    try:
        with agent.connect() as agent.client:
            for line in sys.stdin.buffer:
                threads.submit(respond, agent, line)
            threads.shutdown()
    except (OpencodeError, KeyboardInterrupt) as error:
        sys.exit(f"error: {error}" if isinstance(error, OpencodeError) else 130)
