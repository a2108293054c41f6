"""The contract before and after, next to a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract import spec
from contract.excerpts import Revision, illustrated
from contract.findings import Excerpt, Finding, Level

BASE = """\
openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
  /session:
    get:
      operationId: session.list
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Session'
components:
  schemas:
    Session:
      type: object
      required: [id, title]
      properties:
        id:
          type: string
        title:
          type: string
        parentID:
          type: string
    Todo:
      type: object
      properties:
        session:
          $ref: '#/components/schemas/Session'
"""


def seen(tmp_path: Path, old: str, new: str, *findings: Finding) -> list[Finding]:
    paths = tmp_path / "base.yaml", tmp_path / "now.yaml"
    texts = BASE, BASE.replace(old, new)
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    base, now = (Revision.of(spec.load(path), path) for path in paths)
    return illustrated(findings, base, now)


def excerpt(tmp_path: Path, old: str, new: str, where: str, line: int | None = None) -> Excerpt | None:
    [finding] = seen(tmp_path, old, new, Finding(Level.ERROR, "rule", where, "It changed.", line=line))
    return finding.excerpt


def test_a_changed_field(tmp_path: Path) -> None:
    changed = excerpt(
        tmp_path, "        title:\n          type: string", "        title:\n          type: integer", "Session.title"
    )
    assert changed == Excerpt((" title:", "-  type: string", "+  type: integer"), 22, 22)


def test_a_field_that_is_gone_and_one_that_is_new(tmp_path: Path) -> None:
    old, new = "        title:\n", "        headline:\n"
    assert excerpt(tmp_path, old, new, "Session.title", 16) == Excerpt(("-title:", "-  type: string"), 22, None)
    assert excerpt(tmp_path, old, new, "Session.headline") == Excerpt(("+headline:", "+  type: string"), None, 22)


def test_what_changed_around_a_field(tmp_path: Path) -> None:
    changed = excerpt(tmp_path, "[id, title]", "[id]", "Session.title")
    assert changed is not None
    assert [line for line in changed.lines if line[0] in "+-"] == ["-  required: [id, title]", "+  required: [id]"]
    assert (changed.before, changed.after) == (16, 16)
    # Another field's change is not about this one.
    other = excerpt(tmp_path, "[id, title]", "[id]", "Session.parentID")
    assert other == Excerpt((" parentID:", "   type: string"), 24, 24)
    assert other is not None
    assert not other.is_change


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("opencode_sessions_api.models.session.Session.parent_id", 24),
        ("Session.parentID and 3 more", 24),
        ("GET /session response 200 [].slug", 8),
        ("opencode_sessions._async.session.AsyncSessionResource.list", 5),
        ("generated/opencode_sessions_api/x.py", None),
        ("info.version", 2),
    ],
)
def test_a_place_is_found_by_its_name(tmp_path: Path, where: str, line: int | None) -> None:
    found = excerpt(tmp_path, "", "", where)
    assert (found and found.after) == line


def test_a_place_is_found_by_its_line(tmp_path: Path) -> None:
    found = excerpt(tmp_path, "", "", "somewhere", 20)
    assert found == Excerpt((" id:", "   type: string"), 20, 20)


def test_a_renamed_schema_lists_its_users(tmp_path: Path) -> None:
    finding = Finding(Level.BREAKING, "schema-renamed", "Chat", "Schema `Session` is now called `Chat`.", was="Session")
    field = Finding(Level.DOCS, "docs", "Chat.title", "It changed.")
    renamed, inner = seen(tmp_path, "Session", "Chat", finding, field)
    assert renamed.users == ("GET /session", "Todo")
    assert renamed.excerpt is not None
    assert renamed.excerpt.lines[:2] == ("-Session:", "+Chat:")
    assert inner.excerpt == Excerpt((" title:", "   type: string"), 22, 22)


def test_a_long_excerpt_is_cut(tmp_path: Path) -> None:
    fields = "".join(f"        field{number}:\n          type: string\n" for number in range(50))
    found = excerpt(tmp_path, "    Todo:\n", f"    New:\n      properties:\n{fields}    Todo:\n", "New")
    assert found is not None
    assert (len(found.lines), found.omitted, found.after) == (24, 78, 26)
