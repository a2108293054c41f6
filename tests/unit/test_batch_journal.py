"""The journal: a file that survives its writer."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions.batch import JournalError, JournalLockedError, Report
from opencode_sessions.batch.journal import Journal, read_records


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def kinds(path: Path) -> list[str]:
    return [record["type"] for _, record in read_records(path)]


def test_records_are_lines_of_json(path: Path) -> None:
    with Journal(path) as journal:
        position = journal.append({"type": "planned", "key": "Größe", "absent": None})
        assert journal.read(position)["key"] == "Größe"
    lines = path.read_text("utf-8").splitlines()
    assert json.loads(lines[0])["type"] == "journal"
    record = json.loads(lines[1])
    assert record.pop("at").endswith("+00:00")
    assert record == {"type": "planned", "key": "Größe"}
    # Only this user can read what agents say.
    assert sys.platform == "win32" or path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("torn", [b"{", b'{"type": "finished", "key": "a"', b'{"type": "finished"}', b"x" * 200_000])
def test_a_torn_last_line_is_removed(path: Path, torn: bytes) -> None:
    with Journal(path) as journal:
        journal.append({"type": "planned", "key": "a"})
    before = path.read_bytes()
    path.write_bytes(before + torn)
    assert kinds(path) == ["journal", "planned"]
    with Journal(path) as journal:
        assert path.read_bytes() == before
        journal.append({"type": "planned", "key": "b"})
    assert kinds(path) == ["journal", "planned", "planned"]


@pytest.mark.parametrize("length", range(0, 60, 7))
def test_a_journal_that_was_killed_as_it_was_made(path: Path, length: int) -> None:
    with Journal(path):
        pass
    path.write_bytes(path.read_bytes()[:length])
    with Journal(path):
        assert kinds(path) == ["journal"]


def test_a_second_run_is_refused(path: Path) -> None:
    with Journal(path) as journal:
        with pytest.raises(JournalLockedError, match="Another run"):
            Journal(path)
        # Reading is allowed.
        assert list(journal) == list(read_records(path))
    with Journal(path):
        pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_does_not_keep_the_lock(path: Path) -> None:
    journal = Journal(path)
    to_parent, from_child = os.pipe()
    to_child, from_parent = os.pipe()
    child = os.fork()
    if not child:
        os.close(from_parent)
        os.write(from_child, b"!")
        # Until the parent has closed its end.
        os.read(to_child, 1)
        os._exit(0)
    try:
        os.read(to_parent, 1)
        with pytest.raises(JournalLockedError):
            Journal(path)
        journal.close()
        with Journal(path):
            pass
    finally:
        for descriptor in (from_parent, to_child, from_child, to_parent):
            os.close(descriptor)
        os.waitpid(child, 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Dear diary", "is no journal, and is left as it is"),
        ('{\n "type": "journal"}', "Line 1"),
        ("Dear diary\n", "Line 1"),
        ("Dear diary\nof mine", "Line 1"),
        ("[]\n", "Line 1"),
        ('{"type": "planned"}\n', "begins with 'planned'"),
        ('{"type": "journal", "format": 99}\n', "no journal that this version can read"),
        ('{"type": "journal", "format": 1}\n{"type": "pla\n{"type": "planned"}\n', "Line 2"),
    ],
)
def test_another_file_is_refused_and_left_as_it_is(path: Path, content: str, words: str) -> None:
    path.write_text(content, "utf-8")
    with pytest.raises(JournalError, match=words), Journal(path) as journal:
        list(journal)
    assert path.read_text("utf-8") == content


PLANNED = {"type": "planned", "key": "a", "digest": "d"}
FINISHED = {"type": "finished", "key": "a", "status": "done"}


@pytest.mark.parametrize(
    "records",
    [
        [{"type": "planned", "key": "a"}],
        [PLANNED, {"type": "started", "key": "a"}],
        [PLANNED, {"type": "finished", "key": "a"}],
        [PLANNED, {**FINISHED, "status": ["done"]}],
        [PLANNED, {**FINISHED, "cost": "much"}],
        [PLANNED, {**FINISHED, "tokens": [1]}],
        [PLANNED, {**FINISHED, "error": {"message": "no"}}],
        [PLANNED, {**FINISHED, "reply": 3}],
    ],
)
def test_a_record_that_is_damaged(path: Path, records: list[dict[str, Any]]) -> None:
    with Journal(path) as journal:
        for record in records:
            journal.append(record)
    with pytest.raises(JournalError, match="is damaged"):
        list(Report(path).rows())


def test_a_line_that_is_nested_too_deeply(path: Path) -> None:
    with Journal(path):
        pass
    with path.open("a") as file:
        file.write("[" * 100_000 + "\n")
    with pytest.raises(JournalError, match="Line 2"):
        Report(path)


def test_a_full_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Journal(path) as journal:
        before = path.read_bytes()
        write = os.write
        monkeypatch.setattr(os, "write", lambda file, content: write(file, content[:5]))
        with pytest.raises(JournalError, match=r"only 5 of \d+ bytes were taken\): make room on its disk"):
            journal.append({"type": "planned", "key": "a"})
        assert path.read_bytes() == before


def test_the_folder_is_created_but_not_the_one_above(tmp_path: Path) -> None:
    with Journal(tmp_path / "results" / "journal.jsonl") as journal:
        assert journal.path.exists()
    with pytest.raises(JournalError, match=r"cannot be opened \(.*\): create the folder that it is to be in"):
        Journal(tmp_path / "one" / "two" / "journal.jsonl")
    assert not (tmp_path / "one").exists()


def test_a_path_that_is_none_for_a_journal(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="cannot be opened"):
        Journal(tmp_path)
    with pytest.raises(JournalError, match="cannot be read"):
        Report(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(JournalError, match="its path leads through a file"):
        Journal(tmp_path / "file" / "journal.jsonl")
    with pytest.raises(FileNotFoundError):
        Report(tmp_path / "missing.jsonl")


@pytest.mark.parametrize(
    ("function", "number", "words"),
    [
        ("open", errno.EACCES, "cannot be opened .*: let this user read and write it"),
        ("write", errno.ENOSPC, "cannot be written .*: make room on its disk"),
        ("fsync", errno.EIO, "cannot be written .*: see if its disk can be written"),
    ],
)
def test_errors_of_the_file_system(
    path: Path, function: str, number: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, function, refuse)
    with pytest.raises(JournalError, match=words) as caught:
        Journal(path)
    assert isinstance(caught.value.__cause__, OSError)
