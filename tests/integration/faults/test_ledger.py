"""The ledger notices what goes wrong: clients that were made to misbehave are reported, and none that behave."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from attrs import evolve

from opencode_sessions import APITimeoutError, ConnectionLostError, Opencode, OpencodeError
from tools.faults import campaign
from tools.faults.backend import PromptReport, Report
from tools.faults.campaign import Runner
from tools.faults.kinds import KINDS, SERVER_FAULTS
from tools.faults.ledger import BAD, Ledger
from tools.faults.plans import RETRACTED, CasePlan, Leaving, Settings, TurnPlan, cases
from tools.faults.proxy import InjectedFault
from tools.faults.turns import Seen, run_case
from tools.faults.verdicts import Damage, compare, judge, secret_in

#: Nothing breaks.
CALM = Settings("ledger", ("1.18.33", "1.1.65", "0.5.29"), ())


def calm(cases: Iterable[CasePlan]) -> Iterator[CasePlan]:
    """Cases whose turns nobody leaves, awaited in one task, and which stay in the client's directory."""
    for case in cases:
        turns = tuple(evolve(turn, leaving=Leaving(), tasks="one") for turn in case.turns)
        yield evolve(case, turns=turns, other_directory=False, turn_timeout=None, timeout=30.0)


def ledger_of(runner: Runner, turns: int = 4, *, patience: float = 60.0) -> Ledger:
    """The ledger of a few turns over connections that do not break."""
    ledger, said = Ledger("replay {}"), list[str]()
    chosen = calm(cases(CALM, turns))
    campaign.run(chosen, CALM, ledger, at_once=4, patience=patience, runner=runner, tell=said.append)
    assert ledger.turns == turns
    return ledger


def kinds(ledger: Ledger) -> set[str]:
    return {entry.kind for entry in ledger.entries}


def test_a_client_that_behaves_is_not_reported() -> None:
    ledger = ledger_of(run_case, 60)
    assert ledger.entries == []
    assert ledger.is_clean
    assert set(ledger.outcomes) <= {"ok", "failed by the model"}
    assert ledger.outcomes["ok"] > 40
    assert not ledger.injected


def test_a_prompt_that_is_sent_twice() -> None:
    def twice(case: CasePlan, url: str, seen: list[Seen]) -> int:
        with Opencode(url, password=case.password) as client:
            session = client.session.create()
            for turn in seen:
                turn.began = time.monotonic()
                decide: dict[str, Any] = {"on_permission": lambda request: "once"} if turn.plan.decision else {}
                for _ in range(2):
                    client.session.chat(session.id, turn.plan.prompt, **decide)
                turn.ended = "over"
        return 0

    ledger = ledger_of(twice)
    assert ledger.counts()["prompt duplicated"] == 4
    assert {entry.replay for entry in ledger.entries} == {f"replay {number}" for number in range(4)}


@pytest.mark.parametrize("kind", ["lost", "duplicated", "reordered"])
def test_a_text_that_is_damaged(kind: str) -> None:
    def damaged(case: CasePlan, url: str, seen: list[Seen]) -> int:
        run_case(case, url, seen)
        for turn in seen:
            words = (turn.reply or "").split(" ")
            if len(words) < 4:
                continue
            if kind == "lost":
                del words[1]
            elif kind == "duplicated":
                words.insert(1, words[1])
            else:
                words[1], words[2] = words[2], words[1]
            turn.reply = " ".join(words)
        return 0

    ledger = ledger_of(damaged, 12)
    assert kinds(ledger) == {f"text {kind}"}
    assert getattr(ledger, kind) > 3
    assert [name for name in ("lost", "duplicated", "reordered") if getattr(ledger, name)] == [kind]


def test_a_turn_that_does_not_end() -> None:
    over = threading.Event()

    def hangs(case: CasePlan, url: str, seen: list[Seen]) -> int:
        for turn in seen:
            turn.began, turn.thread = time.monotonic(), threading.get_ident()
        over.wait(60)
        return 0

    began = time.monotonic()
    ledger = ledger_of(hangs, patience=0.5)
    over.set()
    assert kinds(ledger) == {"hang"}
    assert ledger.counts()["hang"] == 4
    assert "hangs" in ledger.entries[0].what, "it says where"
    assert time.monotonic() - began < 50, "the campaign goes on"


def test_threads_and_sockets_that_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign, "_GRACE", 0.3)
    over = threading.Event()
    sockets = []

    def leaves(case: CasePlan, url: str, seen: list[Seen]) -> int:
        tasks = run_case(case, url, seen)
        threading.Thread(target=over.wait, args=(60,), name="left behind", daemon=True).start()
        sockets.append(socket.create_connection(("127.0.0.1", urlsplit(url).port or 0)))
        return tasks + 1

    ledger = ledger_of(leaves)
    over.set()
    for one in sockets:
        one.close()
    assert kinds(ledger) >= {"thread left", "task left"}
    assert kinds(ledger) <= {"thread left", "task left", "socket left"}
    assert any("left behind" in entry.what for entry in ledger.entries)
    if Path("/proc/self/fd").exists():
        assert "socket left" in kinds(ledger)


def test_what_a_shared_thread_leaves_belongs_to_no_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign, "_GRACE", 0.3)
    over = threading.Event()

    def leave() -> None:
        threading.Thread(target=over.wait, args=(60,), name="opencode-sessions", daemon=True).start()

    def leaves(case: CasePlan, url: str, seen: list[Seen]) -> int:
        clock = threading.Thread(target=leave, name="opencode-sessions clock")
        clock.start()
        clock.join()
        return run_case(case, url, seen)

    ledger = ledger_of(leaves)
    over.set()
    assert {(entry.number, entry.kind) for entry in ledger.entries} == {(-1, "thread left")}


def raising(error: BaseException) -> Runner:
    def raises(case: CasePlan, url: str, seen: list[Seen]) -> int:
        for turn in seen:
            turn.began, turn.ended, turn.error = time.monotonic(), "error", error
        return 0

    return raises


def test_an_error_of_another_library() -> None:
    ledger = ledger_of(raising(httpx.ReadError("broken")))
    assert kinds(ledger) == {"untyped error"}
    assert "ReadError: broken" in ledger.entries[0].what


def test_an_error_where_nothing_broke() -> None:
    assert kinds(ledger_of(raising(ConnectionLostError("broken")))) == {"error without a fault"}
    # The time limits of the campaign are short: a busy machine is enough for that.
    assert kinds(ledger_of(raising(APITimeoutError("too late")))) == set()


def test_an_error_that_nobody_caught() -> None:
    def forgets(case: CasePlan, url: str, seen: list[Seen]) -> int:
        def fail() -> None:
            raise KeyError("in the background")

        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        return run_case(case, url, seen)

    ledger = ledger_of(forgets)
    assert kinds(ledger) == {"untyped error"}
    assert "in the background" in ledger.entries[0].what


def test_what_runs_in_a_case_and_fails_is_an_error_of_its_turns() -> None:
    def fails(case: CasePlan, url: str, seen: list[Seen]) -> int:
        raise RuntimeError("before any turn")

    ledger = ledger_of(fails)
    assert ledger.counts()["untyped error"] == 4


# -------------------------------------------------------------------- one turn


def verdict(report: Report | None = None, *, hung: str | None = None, **seen: Any) -> tuple[str, list[str]]:
    """The outcome of a turn, and what is wrong with it."""
    case = next(one for one in cases(CALM) if one.turns[0].decision is None)
    plan: TurnPlan = evolve(case.turns[0], **{"view": "result", **seen.pop("plan", {})})
    said = [("prt_1", "msg_1", "text", "one two"), ("prt_2", "msg_2", "text", " three")]
    report = report or Report([PromptReport(plan.marker, "done", said)])
    found = judge(case, Seen(plan, **seen), report, hung=hung)
    return found.outcome, [kind for kind, _ in found.problems]


STEPS = {"prt_1": "one two", "prt_2": " three"}


def test_a_turn_that_is_right() -> None:
    assert verdict(ended="over", reply=" three", reply_id="msg_2", steps=STEPS) == ("ok", [])
    text: dict[str, Any] = {"plan": {"view": "text"}, "text": "one two\n\n three"}
    assert verdict(ended="over", **text) == ("ok", [])
    assert verdict(ended="over", plan={"view": "parts"}, parts=STEPS) == ("ok", [])


def test_ways_in_which_text_is_missing() -> None:
    assert verdict(ended="over", plan={"view": "text"}, text="one two")[1] == ["text lost"]
    assert verdict(ended="over", plan={"view": "parts"}, parts={"prt_2": " three"})[1] == ["text lost"]
    assert verdict(ended="over", steps={"prt_1": "one two"})[1] == ["text lost"]
    assert verdict(ended="over", reply="", reply_id="msg_2")[1] == ["text lost"]


def test_parts_in_another_order() -> None:
    turned = dict(reversed(STEPS.items()))
    assert verdict(ended="over", plan={"view": "parts"}, parts=turned)[1] == ["text reordered"]
    assert verdict(ended="error", error=OpencodeError("x"), steps=turned)[1][0] == "text reordered"


def test_a_turn_that_ended_early_has_the_beginning() -> None:
    plan = {"view": "text", "leaving": Leaving("break")}
    case = next(one for one in cases(CALM) if one.turns[0].texts)
    beginning = "".join(case.turns[0].texts)[:5]
    assert verdict(ended="left", plan=plan | {"replies": case.turns[0].replies}, text=beginning)[1] == []
    wrong = verdict(ended="left", plan=plan | {"replies": case.turns[0].replies}, text=beginning + beginning)
    assert wrong[1] != []


def test_errors_that_a_fault_or_the_plan_explains() -> None:
    error: dict[str, Any] = {"ended": "error", "error": ConnectionLostError("broken")}
    assert verdict(**error)[1] == ["error without a fault"]
    assert verdict(**error, plan={"leaving": Leaving("limit")})[1] == []
    assert verdict(Report([], [InjectedFault("close", "prompt", 0, 0.1)]), **error) == ("ConnectionLostError", [])
    assert verdict(Report([], [], ["kill"]), **error)[1] == []


def test_an_agent_that_was_not_stopped() -> None:
    case = next(one for one in cases(CALM) if one.turns[0].decision is None)
    for state, wrong in (("busy", ["abort missed"]), ("aborted", []), ("done", [])):
        report = Report([PromptReport(case.turns[0].marker, state, [])])
        assert verdict(report, ended="left", stops=True)[1] == wrong
        assert verdict(report, ended="left")[1] == []


def test_a_turn_that_hangs() -> None:
    assert verdict(hung="stream.py:1 follow", text="x") == ("hang", ["hang"])


@pytest.mark.parametrize(
    ("got", "whole", "damage"),
    [
        ("a1 b2 c3 d4", True, Damage()),
        ("a1 b2\n\n c3 d4\n", True, Damage()),
        (f"{RETRACTED * 3}\n\na1 b2 c3 d4", True, Damage()),
        ("a1 b2 c", False, Damage()),
        ("", False, Damage()),
        ("a1 b2 c", True, Damage(lost=4)),
        ("", True, Damage(lost=11)),
        ("a1 c3 d4", True, Damage(lost=2)),
        ("a1 a1 b2 c3 d4", True, Damage(duplicated=2)),
        ("a1 c3 b2 d4", True, Damage(reordered=2)),
        ("a1 b2 d4 c3", False, Damage(reordered=2)),
        ("a1 c3 d4", False, Damage(lost=2)),
        ("a1 bb2 c3 d4", True, Damage(lost=2)),
    ],
)
def test_a_text_is_compared(got: str, whole: bool, damage: Damage) -> None:
    assert compare(got, "a1 b2 c3 d4", whole=whole) == damage


def test_a_password_is_found_wherever_it_is() -> None:
    password = CALM.password
    request = httpx.Request("GET", "http://x", headers=httpx.Headers({"authorization": "x"}))
    request.headers["authorization"] = next(httpx.BasicAuth("opencode", password).sync_auth_flow(request)).headers[
        "authorization"
    ]
    assert secret_in(OpencodeError("clean"), password) is None
    assert secret_in(OpencodeError(f"with {password}"), password) == "in the text of OpencodeError"
    assert secret_in(OpencodeError("x", body={"p": password}), password) == "in the attributes of OpencodeError"
    noted = OpencodeError("x")
    noted.add_note(password)
    assert secret_in(noted, password) == "in the notes of OpencodeError"
    cause = OpencodeError("x")
    cause.__cause__ = httpx.ReadError("broken", request=request)
    assert secret_in(cause, password) == "in the headers of ReadError"
    context = ValueError()
    context.__context__ = ExceptionGroup("many", [cause])
    assert secret_in(context, password) == "in the headers of ReadError"


# -------------------------------------------------------------------- what is drawn, and the command


def test_a_seed_gives_the_same_cases() -> None:
    settings = Settings("7", ("1.18.33",))
    drawn = list(cases(settings, 200))
    assert drawn == list(cases(settings, 200))
    assert drawn != list(cases(Settings("8", ("1.18.33",)), 200))
    assert [turn.number for case in drawn for turn in case.turns] == list(range(200))
    assert [case.index for case in drawn] == list(range(len(drawn)))
    # A longer campaign begins in the same way: a turn is the same in all of them.
    assert list(cases(settings, 500))[:20] == drawn[:20]


def test_everything_is_drawn() -> None:
    drawn = list(islice(cases(Settings("7", CALM.versions)), 600))
    turns = [turn for case in drawn for turn in case.turns]
    assert {case.version for case in drawn} == set(CALM.versions)
    assert {case.mode for case in drawn} == {"sync", "asyncio", "trio"}
    assert {turn.view for turn in turns} == {"text", "parts", "events", "result", "chat"}
    leaving = {turn.leaving.kind for turn in turns}
    assert leaving == {"none", "break", "raise", "cancel", "abort", "limit", "close"}
    assert {turn.tasks for turn in turns} == {"one", "items", "block"}
    assert {fault.kind for case in drawn for fault in case.server_faults} == set(SERVER_FAULTS)
    assert len({turn.marker for turn in turns}) == len(turns)
    found = {
        fault.kind
        for case in drawn
        for role in case.fault_plan.chances
        for number in range(6)
        if (fault := case.fault_plan(role, number)) is not None
    }
    assert found | set(SERVER_FAULTS) == set(KINDS)


def test_the_ledger_is_a_table_and_json(tmp_path: Path) -> None:
    ledger = Ledger("python -m tools.faults --seed 1 --only {}")
    ledger.note(3, "hang", "here", ["cut of event 0"])
    table = "\n".join(ledger.lines())
    assert all(kind in table for kind in BAD)
    assert not ledger.is_clean
    ledger.write(tmp_path / "ledger.json", {"seed": "1"})
    data = json.loads((tmp_path / "ledger.json").read_text())
    assert data["counts"]["hang"] == 1
    assert data["entries"][0]["replay"] == "python -m tools.faults --seed 1 --only 3"
