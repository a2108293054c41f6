"""The commands batch and batch-report: output, resuming, and exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from opencode_sessions.batch import Report
from opencode_sessions.batch.journal import Journal
from opencode_sessions.cli.commands import app
from opencode_sessions.testing import HTTPError, ModelReply
from tests.support.fake import FakeThread

PASSWORD = "open sesame"


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeThread]:
    def script(prompt: str) -> list[ModelReply]:
        return [ModelReply(HTTPError(400, "No such luck.") if prompt == "fail" else f"The answer to {prompt} | <b>")]

    with FakeThread(script, password=PASSWORD) as fake:
        yield fake


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    path = tmp_path / "jobs.jsonl"
    lines = [{"prompt": "one", "key": "a"}, {"prompt": "two", "key": "b", "directory": str(tmp_path)}, "three"]
    path.write_text("\n".join(map(json.dumps, lines)) + "\n\n", "utf-8")
    return path


Run = Callable[..., Any]


@pytest.fixture
def run(fake: FakeThread, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command without a terminal, in the folder of the jobs."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: str = "", url: str = fake.url) -> Any:
        environment = {
            "OPENCODE_BASE_URL": url,
            "OPENCODE_SERVER_PASSWORD": PASSWORD,
            "COLUMNS": "200",
            "NO_COLOR": "1",
        }
        return CliRunner().invoke(app, [*map(str, arguments)], input=stdin, env=environment)

    return run


def test_a_batch_and_the_same_again(run: Run, jobs: Path, fake: FakeThread) -> None:
    before = len(fake.server.prompts)
    finished = run("batch", jobs, "--json")
    assert finished.exit_code == 0, finished.output
    results = [json.loads(line) for line in finished.stdout.splitlines()]
    assert {result["key"]: result["text"] for result in results} == {
        "a": "The answer to one | <b>",
        "b": "The answer to two | <b>",
        results[[r["text"] for r in results].index("The answer to three | <b>")]["key"]: "The answer to three | <b>",
    }
    assert "3/3" in finished.stderr
    assert jobs.with_name("jobs.journal.jsonl").exists()
    assert run("batch", jobs).exit_code == 0
    assert len(fake.server.prompts) == before + 3


def test_what_is_wrong_before_anything_is_sent(run: Run, jobs: Path, tmp_path: Path, fake: FakeThread) -> None:
    before = len(fake.server.prompts)
    for arguments, words in (
        (("--url", fake.url, "--launch"), "Give --url or --launch, not both"),
        (("--report", tmp_path / "nowhere" / "report.html"), "There is no folder"),
    ):
        finished = run("batch", jobs, *arguments)
        assert finished.exit_code == 2
        assert words in finished.stderr
    jobs.write_text('"good"\n{"prompt": "x", "title": 3}\n')
    finished = run("batch", jobs)
    assert finished.exit_code == 2
    assert "title must be a text, not 3" in finished.stderr
    assert len(fake.server.prompts) == before


def test_a_job_that_fails(run: Run, tmp_path: Path) -> None:
    finished = run("batch", "-", "--journal", tmp_path / "mine.jsonl", stdin='{"prompt": "fail", "key": "f"}\n"one"\n')
    assert (finished.exit_code, finished.stdout) == (1, "")
    assert "f: failed: The turn ended with APIError: No such luck." in finished.stderr
    assert "1 failed" in finished.stderr


def test_a_budget_that_is_spent(run: Run, jobs: Path) -> None:
    finished = run("batch", jobs, "--concurrency", 1, "--budget", 0.0004)
    assert finished.exit_code == 4
    assert "budget of $0.0004 does not allow for another job" in finished.stderr
    assert run("batch", jobs, "--budget", 1).exit_code == 0


def test_a_server_out_of_reach(run: Run, jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from opencode_sessions.batch import options

    monkeypatch.setattr(options, "RECONNECT_SECONDS", 0.2)
    with FakeThread(lambda prompt: []) as other:
        url = other.url
    finished = run("batch", jobs, url=url)
    assert finished.exit_code == 3
    assert f"No server is left: {url}" in finished.stderr


@pytest.mark.parametrize("content", ["{}", "5", '{"prompt": "x", "colour": 1}', "no json", '{"prompt": " "}'])
def test_a_line_that_is_no_job(run: Run, content: str) -> None:
    finished = run("batch", "-", stdin=f'"one"\n{content}\n')
    assert finished.exit_code == 2
    assert "Line 2 of - is no job" in finished.stderr


def test_any_text_that_json_has_as_it_is(run: Run) -> None:
    texts = ["one\u2028two", "one\x85two"]
    content = "".join(json.dumps(text, ensure_ascii=False) + "\n" for text in texts)
    finished = run("batch", "-", "--json", stdin=content)
    assert finished.exit_code == 0, finished.stderr
    assert len(finished.stdout.splitlines()) == len(texts)


def test_wrong_use(run: Run, jobs: Path) -> None:
    assert run("batch", "missing.jsonl").exit_code == 2
    assert run("batch", jobs, "--retry", "Maybe").exit_code == 2
    assert run("batch-report", "missing.jsonl").exit_code == 2
    run("batch", jobs)
    jobs.write_text(json.dumps({"prompt": "another", "key": "a"}))
    changed = run("batch", jobs)
    assert changed.exit_code == 1
    assert "'a' is not the one" in changed.stderr


@pytest.mark.parametrize(
    ("name", "beginning"), [("r.html", "<!doctype html>"), ("r.md", "# jobs.journal"), ("r.jsonl", '{"key": ')]
)
def test_a_report_at_the_end(run: Run, jobs: Path, name: str, beginning: str) -> None:
    finished = run("batch", jobs, "--report", name)
    assert finished.exit_code == 0, finished.output
    assert "opencode-sessions batch-report jobs.journal.jsonl" in finished.stderr
    written = jobs.with_name(name).read_text("utf-8")
    assert written.startswith(beginning)
    assert "The answer to two" in written


@pytest.mark.parametrize("name", ["r.html", "r.md", "r.jsonl"])
def test_lone_surrogates_are_written_as_escapes(run: Run, jobs: Path, name: str) -> None:
    finished = run(
        "batch", "-", "-j", "j.jsonl", "--report", name, stdin=json.dumps({"prompt": "half \ud83d", "key": "a"})
    )
    assert finished.exit_code == 0, finished.output
    for path in (jobs.with_name("j.jsonl"), jobs.with_name(name)):
        assert "half \\ud83d" in path.read_text("utf-8")


def test_a_report_of_another_kind_is_refused_at_once(run: Run, jobs: Path) -> None:
    assert run("batch", jobs, "--report", "r.pdf").exit_code == 2
    assert not jobs.with_name("jobs.journal.jsonl").exists()


def test_the_help_has_what_a_job_is_and_the_exit_codes(run: Run) -> None:
    said = run("batch", "--help").stdout
    assert all(word in said for word in ("worktree", "prompts.jsonl --concurrency 8", "Exit codes", "Ctrl-C"))


class Cells(HTMLParser):
    """Collects the cells of a page's tables."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.cells.append(data)


def test_nothing_in_a_report_can_forge_a_heading_of_it(run: Run) -> None:
    job = {"prompt": "x\n## b\n\tdone", "key": "a\n## b"}
    run("batch", "-", "-j", "journal.jsonl", stdin=json.dumps(job))
    said = run("batch-report", "journal.jsonl", "--format", "markdown").stdout
    assert [line for line in said.splitlines() if line.startswith("## ")] == ["## a ## b"]
    # As the model wrote it, with its tab.
    assert "\n#### b\n\tdone | \\<b>\n" in said


@pytest.mark.parametrize("format", ["table", "markdown", "html", "jsonl"])
def test_a_report(run: Run, jobs: Path, format: str) -> None:
    run("batch", jobs)
    journal = jobs.with_name("jobs.journal.jsonl")
    with Journal(journal) as written:
        # While a run is at it.
        written.append({"type": "planned", "key": "<later>", "digest": "x"})
        finished = run("batch-report", journal, "--format", format)
    assert finished.exit_code == 0, finished.output
    said = finished.stdout
    if format == "jsonl":
        assert [json.loads(line)["status"] for line in said.splitlines()] == ["done"] * 3
        return
    assert "3/4" in said
    assert "not sent" in said
    if format == "markdown":
        assert "| a | done | $0.0003 | 100 | 20 |" in said
        assert "## a\n\nThe answer to one | \\<b>" in said
    elif format == "html":
        page = Cells(said)
        assert {"a", "b", "done", "<later>", "The answer to one | <b>"} <= set(page.cells)
        assert "b" not in page.tags
    assert Report(journal).progress.done == 3
