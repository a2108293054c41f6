"""Jobs, results and progress: what is sent, what is kept, and what is shown."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest

from opencode_sessions import (
    OpencodeError,
    OutputFormatText,
    Reply,
    TextPartInput,
    TurnLostError,
    UndecodableResponseError,
    WaitingQuestion,
)
from opencode_sessions.batch import Job, Launched, Progress, ProgressDisplay, Result, Server, run
from opencode_sessions.batch.attempt import error_of
from opencode_sessions.batch.policy import permission_policy, question_policy
from opencode_sessions.batch.servers import named_servers
from opencode_sessions.replies import as_reply
from opencode_sessions_api.models import SessionMessagesResponseItem
from tests.support.samples import assistant_message, text_part


@attrs.define
class Answer:
    """An answer in a form."""

    word: str


def test_the_key_is_a_digest_of_what_is_sent() -> None:
    one = Job("Look.", directory="/project")
    assert one.key == Job("Look.", directory=Path("/project"), title="Mine", timeout=5).key
    options: list[dict[str, Any]] = [
        {"model": "a/b"},
        {"worktree": True},
        {"format": Answer},
        {"tools": {"bash": False}},
    ]
    others = [
        Job("Look!", directory="/project"),
        Job("Look."),
        *(Job("Look.", directory="/project", **each) for each in options),
    ]
    assert len({job.key for job in [one, *others]}) == len(others) + 1
    assert Job("Look.", key=Path("a")).key == "a"
    assert Job("Look.", directory="somewhere").directory == str(Path.cwd() / "somewhere")


def test_files_count_by_their_paths_and_are_read_late(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    job = Job(["Read this.", file])
    with pytest.raises(FileNotFoundError):
        job.parts()
    file.write_text("a")
    assert [type(part).__name__ for part in job.parts()] == ["TextPartInput", "FilePartInput"]
    assert job.digest == Job(["Read this.", file]).digest
    assert job.summary == "Read this."


def test_a_job_has_an_identifier_of_its_own_for_each_attempt() -> None:
    (part,) = Job(TextPartInput("Look.", id="prt_mine")).parts()
    assert part == TextPartInput("Look.")


@pytest.mark.parametrize("prompt", ["", " ", [], [Path("a.txt"), "text"], 5])
def test_a_prompt_that_is_none(prompt: Any) -> None:
    with pytest.raises((TypeError, ValueError), match="prompt"):
        Job(prompt)


def test_a_long_prompt_in_one_line() -> None:
    assert Job("word\n" * 100).summary == f"{'word ' * 15}word…"


def test_jobs_and_servers_pickle() -> None:
    job = Job("Look.", key="a", format=Answer, tools={"bash": False})
    assert pickle.loads(pickle.dumps(job)) == job
    server = Server("http://one.test", password="open sesame")
    assert pickle.loads(pickle.dumps(server)) == server
    assert "sesame" not in repr(server)
    for policy in (permission_policy("once"), question_policy("first")):
        assert pickle.loads(pickle.dumps(policy)) == policy


def test_answers_to_questions() -> None:
    option = {"label": "A", "description": "The first"}
    question = {"question": "Which?", "header": "One", "options": [option, {"label": "B", "description": "Other"}]}
    request = {"id": "que_1", "sessionID": "ses_1", "questions": [question, question]}
    assert question_policy("first")(WaitingQuestion.from_dict(request)) == [["A"], ["A"]]
    assert question_policy("reject")(WaitingQuestion.from_dict(request)) is None
    without = WaitingQuestion.from_dict({**request, "questions": [question, {**question, "options": []}]})
    assert question_policy("first")(without) is None
    assert permission_policy(repr) is repr  # type: ignore[arg-type]


def test_names_of_servers() -> None:
    servers = named_servers(["http://me:secret@one.test/", Launched("."), Server("http://two.test"), Launched(".")])
    assert list(servers) == ["http://one.test", "launched-1", "http://two.test", "launched-2"]
    assert list(named_servers(None)) == ["http://127.0.0.1:4096"]


def test_a_result_as_json_and_back() -> None:
    reply = Reply.from_dict({"info": assistant_message(), "parts": [text_part("Yes.")]})
    result = Result(key="a", status="failed", reply=reply, error=TurnLostError("Gone."), seconds=1.5, attempt=2)
    back = Result.from_dict(result.to_dict())
    assert back.to_dict() == result.to_dict()
    assert (back.reply, type(back.error), str(back.error), back.is_recorded) == (reply, TurnLostError, "Gone.", True)
    other = Result.from_dict({"key": "a", "status": "failed", "error": {"name": "ZeroDivisionError", "message": "No."}})
    assert type(other.error) is OpencodeError
    with pytest.raises(OpencodeError, match="No"):
        _ = other.reply


@pytest.mark.parametrize(
    ("format", "structured", "words"),
    [
        (Answer, {"word": "yes"}, None),
        (Answer, {"number": 1}, "The structured output is no Answer"),
        (Answer, None, "no structured output"),
        ({"type": "object"}, {"number": 1}, None),
        ({"type": "object"}, None, "no structured output"),
        (OutputFormatText(), None, None),
        (None, None, None),
    ],
)
def test_a_structured_output_that_is_not_as_the_job_wants_it_is_a_failure(
    format: Any, structured: Any, words: str | None
) -> None:
    told = {} if structured is None else {"structured": structured}
    item = SessionMessagesResponseItem.from_dict({"info": assistant_message(**told)["info"], "parts": []})
    error = error_of(as_reply(item, format), Job("Look.", format=format))
    if words is None:
        assert error is None
    else:
        assert isinstance(error, UndecodableResponseError)
        assert words in str(error)


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress(), "0 finished · $0.0000 · 0 tokens in, 0 out"),
        (
            Progress(total=10, done=4, failed=1, running=2, recorded=3, cost=0.5, tokens=(1000, 20), seconds=60),
            "5/10 · 2 running · 1 failed · $0.5000 · 1,000 tokens in, 20 out · 2:30 left",
        ),
        (
            Progress(total=9000, done=2, aborted=1, unfinished=1, recorded=2, seconds=1.0, stopped="budget"),
            "3/9000 · 1 aborted · 1 unfinished · $0.0000 · 0 tokens in, 0 out · 2:29:57 left · stopped (budget)",
        ),
    ],
)
def test_progress_in_words(progress: Progress, words: str) -> None:
    assert str(progress) == words


def test_progress_before_the_beginning(tmp_path: Path) -> None:
    batch = run([Job("Look.")], journal=tmp_path / "journal.jsonl")
    assert batch.progress == Progress(total=1)
    batch.stop()
    assert batch.progress.stopped == "interrupted"
    assert list(tmp_path.iterdir()) == []


def test_progress_without_a_terminal() -> None:
    file = io.StringIO()
    with ProgressDisplay(file) as display:
        display.update(Progress(total=2, done=1))
        display.note("a: failed")
        display.update(Progress(total=2, done=2))
    assert file.getvalue().splitlines() == ["a: failed", "2/2 · $0.0000 · 0 tokens in, 0 out"]


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    file = Screen()
    with ProgressDisplay(file) as display:
        display.update(Progress(total=2, done=1))
        display.note("[b]: failed")
        display.update(Progress(total=2, done=2))
    assert "[b]: failed" in file.getvalue()
    assert "2/2 · $0.0000" in file.getvalue()
