"""Draw docs/chat.svg: the output of `opencode-sessions chat` for a turn of a real server with a scripted model."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from pathlib import Path

from rich.console import Console

from opencode_sessions import Opencode
from opencode_sessions.cli.terminal import Terminal
from opencode_sessions.testing import ModelReply, ModelUsage, Reasoning, ScriptedModel, Text, ToolCall
from tools import ROOT

PICTURE = ROOT / "docs" / "chat.svg"
PROMPT = "Why does test_parse fail? Fix it."
_WIDTH = 88
_BROKEN, _FIXED = "def parse(text):\n    return text.split()\n", 'def parse(text):\n    return text.split(",")\n'


def replies(project: Path) -> list[ModelReply]:
    """Return the replies of a model that reads, fixes, and explains."""
    parser, test = project / "parser.py", "python3 -c \"from parser import parse; print(parse(chr(44).join('ab')))\""
    return [
        ModelReply(
            Reasoning("First the parser itself, then what the test expects of it."),
            ToolCall("read", {"filePath": str(parser)}),
            usage=ModelUsage(input=5210, output=96, reasoning=18),
        ),
        ModelReply(
            ToolCall("write", {"filePath": str(parser), "content": _FIXED}),
            usage=ModelUsage(input=5630, output=71),
        ),
        ModelReply(
            ToolCall("bash", {"command": test, "description": "Run it"}), usage=ModelUsage(input=5840, output=44)
        ),
        ModelReply(
            Text("`parse` split its text at white space, and test_parse gives it commas.\nIt splits at commas now."),
            usage=ModelUsage(input=5990, output=37),
        ),
    ]


def draw(project: Path) -> str:
    """Run the turn in a project, and return the picture."""
    (project / "parser.py").write_text(_BROKEN)
    # One console for standard output and standard error, as on a terminal.
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
    terminal = Terminal(console, console)
    console.print(f'[bold]$[/] opencode-sessions chat --launch "{PROMPT}"')
    with ScriptedModel(replies(project)) as model:
        model.configure(project)
        env = {"HOME": str(project.parent / "home"), "OPENCODE_DISABLE_DEFAULT_PLUGINS": "1"}
        with Opencode.launch(project, env=env) as client, client.conversation().stream(PROMPT) as turn:
            for part in turn.parts:
                terminal.show(part)
            terminal.finish(turn.result(), turn.steps)
    # Without the fonts that it would load from the network.
    return re.sub(r"@font-face {.*?}", "", console.export_svg(title="opencode-sessions"), flags=re.DOTALL)


def main() -> None:
    """Draw the picture."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        project = Path(folder) / "project"
        project.mkdir()
        subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
        picture = draw(project).replace(folder, "~")
    PICTURE.write_text("\n".join(line.rstrip() for line in picture.splitlines()) + "\n", "utf-8")
    print(f"Wrote {PICTURE}")


if __name__ == "__main__":
    main()
