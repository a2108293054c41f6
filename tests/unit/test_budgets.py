"""What importing, calling and decoding may cost, in modules, calls and allocations: none depends on the machine.

The times are in docs/performance.md, and `make bench` measures them.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import httpx
from samples import SESSION, assistant_message, part, text_part, tool_part

import opencode_sessions_api
from opencode_sessions import Opencode
from opencode_sessions.turns import TurnState
from opencode_sessions_api.api.event import event_subscribe
from opencode_sessions_api.api.session import session_messages

OURS = ("opencode_sessions", "opencode_sessions_api")
SESSION_ID = SESSION["id"]
MESSAGE = assistant_message(
    part("step-start", snapshot="4f1c"),
    text_part("Let me see.", time={"start": 1760000002000, "end": 1760000002100}),
    tool_part(),
    part("step-finish", reason="stop", cost=0.25, tokens=assistant_message()["info"]["tokens"]),
)


def imported(code: str) -> list[str]:
    """The modules that a new interpreter imports between the line `# begin` and the end."""
    first, then = code.split("# begin")
    code = f"{first}\nimport sys\nbefore = set(sys.modules)\n{then}\nprint(*sorted(set(sys.modules) - before))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return printed.stdout.split()


def calls(function: Callable[[], Any]) -> Counter[str]:
    """How often each of our functions is called, and from them each built-in one; comprehensions are no functions."""
    found: Counter[str] = Counter()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if frame.f_globals.get("__name__", "").split(".")[0] not in OURS:
            return
        name = frame.f_code.co_name if event == "call" else getattr(argument, "__qualname__", "")
        if event in ("call", "c_call") and not name.startswith("<"):
            found[name] += 1

    function()
    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(None)
    return found


def check(what: str, found: Counter[str], budget: int) -> None:
    """Hold calls against their budget."""
    assert found.total() <= budget, (
        f"{what} takes {found.total()} calls, more than its budget of {budget}: {found.most_common()}. "
        "Time them with cProfile; if they are worth it, raise the budget and run `make bench`."
    )


def test_importing_the_package_imports_nothing_else() -> None:
    found = imported("# begin\nimport opencode_sessions")
    assert [name for name in found if name.startswith(OURS)] == ["opencode_sessions", "opencode_sessions._version"]
    assert len(found) <= 7, f"{found}: more than the package needs; see `python -X importtime -c 'import {OURS[0]}'`"


def test_the_first_answer_imports_only_ours_beside_httpx() -> None:
    found = imported(
        "import json, httpx\n"
        f"body = {SESSION!r}\n"
        "http = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, json=body)))\n"
        "http.get('http://server.test').json()\n"
        "# begin\n"
        "from opencode_sessions import Opencode\n"
        "Opencode('http://server.test', http_client=http).session.get('ses_1')\n"
    )
    how = "see `python -X importtime`"
    assert [name for name in found if not name.startswith(OURS)] == [], f"these are imported too early: {how}"
    assert len(found) <= 54, f"the first answer imports {len(found)} modules, more than its budget of 54: {how}"


def test_decoding_a_message() -> None:
    check("decoding a message", calls(lambda: session_messages.decode([MESSAGE])), 64)


def test_a_call() -> None:
    content = json.dumps(SESSION).encode()
    http = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, content=content)))
    with http, Opencode("http://server.test", http_client=http) as client:
        check("a call", calls(lambda: client.session.get(SESSION_ID)), 38)


def test_a_delta() -> None:
    state = TurnState(SESSION_ID)
    info = MESSAGE["info"]
    place = {"sessionID": SESSION_ID, "messageID": info["id"], "partID": "prt_text"}
    decode = event_subscribe.build().decode

    def hear(kind: str, **properties: Any) -> None:
        state.hear(decode({"type": kind, "properties": properties}))

    hear("message.updated", info=info, sessionID=SESSION_ID)
    hear("message.part.updated", part=text_part("", messageID=info["id"], time={"start": 1}))
    check("a delta", calls(lambda: hear("message.part.delta", field="text", delta="x", **place)), 24)


def test_a_part_is_one_object_and_one_for_its_time() -> None:
    count = 500
    parts = [text_part("x", time={"start": 1, "end": 2}) for _ in range(count)]
    data = [assistant_message(*parts)]
    session_messages.decode([assistant_message(*parts)])
    folder = str(Path(opencode_sessions_api.__file__).parent / "*")
    gc.collect()
    tracemalloc.start()
    try:
        kept = session_messages.decode(data)
        found = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, folder)]).statistics("lineno")
    finally:
        tracemalloc.stop()
    assert len(kept[0].parts) == count
    blocks = sum(line.count for line in found)
    assert blocks <= 2 * count + 20, (
        f"a part takes {blocks / count:.2f} allocations, more than its budget of 2: {found[:5]}. "
        "See them with tracemalloc."
    )
