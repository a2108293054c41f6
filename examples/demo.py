"""A tour against a real opencode server: chat, a tool call that writes a file, undo and redo.

Behind the server stands a scripted model, so that this runs offline and costs nothing; say `--own-model` to use the
provider that is configured on this machine. It works in a temporary directory.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from opencode_sessions import Opencode, ToolStateCompleted
from opencode_sessions.testing import ModelReply, Reasoning, ScriptedModel, Text, ToolCall

PROMPT = "Write a haiku about parsers to haiku.txt, then tell me about it."
HAIKU = "Tokens fall like leaves,\nthe grammar gathers them in:\na tree stands again.\n"


def step(words: str) -> None:
    """Print a heading."""
    print(f"\n▸ {words}", flush=True)


def scripted_model(haiku: Path) -> ScriptedModel:
    """A model that thinks, writes the file with a tool, then reports it."""
    return ScriptedModel(
        replies=[
            ModelReply(
                Reasoning("Five, seven, five. Parsers build trees."),
                ToolCall("write", {"filePath": str(haiku), "content": HAIKU}),
            ),
            ModelReply(Text("I wrote haiku.txt: a parser gathers tokens, and a tree stands again.")),
        ]
    )


def tour(project: Path, *, own_model: bool) -> None:
    """Walk through the life of a session."""
    haiku = project / "haiku.txt"
    with ExitStack() as stack:
        if not own_model:
            model = stack.enter_context(scripted_model(haiku))
            model.configure(project)
        step("Starting a real opencode server, on loopback and with a random password…")
        started = time.perf_counter()
        # A home of its own: the demo neither reads nor changes your settings.
        env = {} if own_model else {"HOME": str(project.parent / "home"), "OPENCODE_DISABLE_DEFAULT_PLUGINS": "1"}
        client = stack.enter_context(Opencode.launch(project, env=env))
        version = client.health().version
        print(f"  opencode {version} at {client.base_url}, ready after {time.perf_counter() - started:.1f} s")

        step("Creating a session")
        session = client.session.create(title="A haiku")
        print(f"  {session.id}  {session.title!r}")

        step(f"Prompt: {PROMPT}")
        reply = client.session.chat(session.id, PROMPT)
        if reply.error is not None:
            raise SystemExit(f"  The model failed: {reply.error}")
        turn = client.session.turn(reply)
        for message in turn.steps:
            if message.reasoning:
                print(f"  thinking  {message.reasoning}")
            for call in message.tool_calls:
                result = call.state.output if isinstance(call.state, ToolStateCompleted) else call.state.status
                print(f"  tool      {call.tool}: {result.strip()}")
            if message.text:
                print(f"  reply     {message.text}")
        print(f"  {len(turn.steps)} steps, {turn.tokens.input} tokens in, {turn.tokens.output} out, ${turn.cost:.4f}")

        if haiku.exists():
            step("The file that the agent wrote")
            print("  " + haiku.read_text().strip().replace("\n", "\n  "))

        step("All messages of the session")
        for message in client.session.messages(session.id):
            kinds = ", ".join(part.type for part in message.parts)
            print(f"  {message.info.role:9}  {message.info.time.created_at:%H:%M:%S}  {kinds}")

        step("Undo: revert the prompt and what came of it")
        assert turn.prompt is not None
        client.session.revert(session.id, turn.prompt.info.id)
        print(f"  haiku.txt is {'still there' if haiku.exists() else 'gone'}")

        step("Redo: unrevert")
        client.session.unrevert(session.id)
        print(f"  haiku.txt is {'back' if haiku.exists() else 'gone'}")

        step("Deleting the session")
        client.session.delete(session.id)
        print(f"  {len(client.session.list())} sessions left")
    print("\nThat was the real server. The same in your own code: see README.md.")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Chat with a real opencode server.")
    parser.add_argument("--own-model", action="store_true", help="use the provider configured on this machine")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="opencode-demo-", ignore_cleanup_errors=True) as folder:
        project = Path(os.path.realpath(folder)) / "project"
        project.mkdir()
        # The server can undo changes of files only in a git repository.
        subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
        tour(project, own_model=options.own_model)


if __name__ == "__main__":
    main()
