"""Importing, in new interpreters: the package loads no more than it needs, and a tool reads no file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.samples import SESSION

ROOT = Path(__file__).resolve().parents[2]
OURS = ("opencode_sessions", "opencode_sessions_api")


def run(code: str, *arguments: str) -> str:
    """Run code in a new interpreter, and return its output."""
    finished = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def imported(code: str) -> list[str]:
    """Return the modules that a new interpreter imports between the line `# begin` and the end."""
    first, then = code.split("# begin")
    code = f"{first}\nimport sys\nbefore = set(sys.modules)\n{then}\nprint(*sorted(set(sys.modules) - before))"
    return run(code).split()


def test_importing_the_package_imports_nothing_else() -> None:
    found = imported("# begin\nimport opencode_sessions")
    assert [name for name in found if name.startswith(OURS)] == [
        "opencode_sessions",
        "opencode_sessions._lazy",
        "opencode_sessions._version",
    ]
    assert len(found) <= 8, f"{found}: more than the package needs; see `python -X importtime -c 'import {OURS[0]}'`"


def test_the_first_response_imports_only_ours_after_httpx_and_attrs() -> None:
    found = imported(
        "import json, attrs, httpx\n"
        f"body = {SESSION!r}\n"
        "http = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, json=body)))\n"
        "http.get('http://server.test').json()\n"
        "import attrs\n"
        "# begin\n"
        "from opencode_sessions import Opencode\n"
        "Opencode('http://server.test', http_client=http).session.get('ses_1')\n"
    )
    how = "see `python -X importtime`"
    assert [name for name in found if not name.startswith(OURS)] == [], f"these are imported too early: {how}"
    assert len(found) <= 54, f"the first response imports {len(found)} modules, more than its budget of 54: {how}"


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import opencode_sessions", ["httpx", "attr", "opencode_sessions_api", "dateutil", "anyio"]),
        ("import opencode_sessions; opencode_sessions.OpencodeError", ["httpx", "attr", "opencode_sessions_api"]),
        ("import opencode_sessions; opencode_sessions.TextPart", ["httpx", "opencode_sessions_api.models.tool_part"]),
        ("import opencode_sessions; opencode_sessions.Opencode()", ["dateutil", "pytest_httpserver"]),
    ],
)
def test_importing_loads_no_more_than_it_needs(code: str, absent: list[str]) -> None:
    assert set(absent) & set(imported(f"# begin\n{code}")) == set()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import opencode_sessions", []),
        ("import opencode_sessions_api.models", []),
        ("from opencode_sessions_api import models; models.Session", ["session"]),
        (
            "from opencode_sessions_api import models; models.Session.from_dict({'time': {}})",
            ["session", "session_time"],
        ),
    ],
)
def test_a_schema_is_imported_when_it_is_first_used(code: str, expected: list[str]) -> None:
    found = imported(f"# begin\n{code}")
    assert [name.rpartition(".")[2] for name in found if "_api.models." in name] == expected


def test_a_client_that_is_not_used_opens_nothing() -> None:
    code = "import opencode_sessions as o; c = o.Opencode(); print(repr(c)); c.close()"
    # With every warning an error, one of an unclosed socket would be printed.
    finished = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert finished.stdout == "Opencode(base_url='http://127.0.0.1:4096', directory=None)\n"
    assert finished.stderr == ""


_IMPORT_ALL = """
import importlib, os, sys
from pathlib import Path

root, opened = Path.cwd(), []

def audit(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        path = Path(os.path.abspath(arguments[0]))
        if path.suffix not in (".py", ".pyc") and path.is_relative_to(root) and not path.is_relative_to(sys.prefix):
            opened.append(str(path.relative_to(root)))

names = sys.argv[1:]
sys.addaudithook(audit)
for name in names:
    importlib.import_module(name)
print("\\n".join(opened), end="")
"""


@pytest.mark.parametrize("package", ["contract", "tools"])
def test_importing_a_tool_reads_no_file_of_the_repository(package: str) -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / package).rglob("*.py"))
        if path.name != "__init__.py"
    ]
    assert run(_IMPORT_ALL, *names) == ""
